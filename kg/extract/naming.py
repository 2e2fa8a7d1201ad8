"""What a value counts and in what unit: told by its own words, or taken over from the number, the clause, the heading before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping

from kg.extract import edges, indicators, subjects, units, wording
from kg.extract.clauses import Slot
from kg.extract.drafts import LOOK_BACK, Carried, Draft, Words
from kg.extract.statements import Statement
from kg.extract.subjects import Subject
from kg.lexicon import listed
from kg.model import Evidence, PersonMention, PlaceMention
from kg.text.tokens import tokens
from kg.values import dataclass, replace

_LONGEST_VERB = 4  # tokens before a number that are still taken with a telling noun after it
_LONGEST_CLAUSE = 40  # tokens
_PAID = frozenset({"giải ngân", "thanh toán", "quyết toán", "phân bổ", "bố trí", "được giao", "dư nợ"})
_LONGEST_LABEL = 16  # tokens
_SHORT_FORM = 12  # tokens with its brackets: a short form or a day
_WHERE = re.compile(r"\s(?:tại|ở)\s")
_LONGEST_WHERE = 8  # tokens
_LONGEST_PLACE = 7  # tokens of a place in a list
_MEASURES = frozenset({"%", "‰", "đồng", "", "kg", "tấn", "tạ", "lít", "ml", "km", "m", "m2", "km2", "ha"})  # no nouns of what is counted
_THINGS = frozenset({"mẫu", "suất", "phần", "đơn vị", "máy", "cặp", "hộp"})  # units that are things, and no count of people or acts
_HANDS = frozenset("phát trao tặng gửi lấy cấp chuyển giao nhận về thu hiến mua".split())  # verbs that leave open what was given
_WITH = frozenset({"với", "có", "gồm", "trong", "để", "giúp", "khi"})  # what stands before them is not what is counted
_FLOWS = frozenset({"chi", "thu"})  # `chi 3 tỷ đồng khắc phục sạt lở`
_INDEX = "chỉ số"  # what has no other unit: `chỉ số BI từ 11 đến 30`
_MEAN = listed({True: "bình quân, trung bình"})
_SPANS = frozenset("ngày tuần tháng quý năm buổi giờ đợt đêm".split())
_BEGINNINGS = frozenset({"một", "thành", "ra"})  # `Thành lập năm … với 8 cán bộ`
_NO_VERB_BEFORE = frozenset({"nơi", "có"})  # these begin a clause of their own: `thực kê 90 giường, có 3 phòng`
_HOMES = frozenset({"hộ", "hộ dân"})
_TELLING_UNITS = frozenset({"người", "hộ", "hộ dân", "người dân"})  # `trạm có 5 người`


@dataclass(frozen=True, slots=True)
class _Right:
    """The words after a number: `after` with its unit, `more` without it; `plain` where they tell nothing of what is counted."""

    after: str
    more: str
    plain: bool


def words_of(statement: Statement, slot: Slot, before: tuple[int, int], carried: Carried) -> Words | None:
    """What is counted, told before the number, after it, on both sides, or taken over; None where no words say it.

    `before` are the telling words before the number. Of cases that are told no further the heading says the disease.
    """
    words, heading = _labelled(statement, slot, _words(statement, slot, before, carried)), carried.heading
    if words is None or heading is None or words.quote == heading[2] or not indicators.is_cases(words.text):
        return words
    return replace(words, text=f"{words.text} {heading[0]}", others=(*words.others, heading[0]), quote=words.quote or heading[2])


def _labelled(statement: Statement, slot: Slot, words: Words | None) -> Words | None:
    """`- Chương trình giảm nghèo: giải ngân 9 tỷ đồng`: of money that was paid or given the label of its item names for what."""
    line, end = statement.tokens, statement.listed_from - 1
    if words is None or words.text.lower() not in _PAID or statement.sentence.block != "item" or not 1 < end < slot.left:
        return words
    first = next((i for i in range(end) if line[i].kind == "word"), end)
    if not 1 < end - first <= _LONGEST_LABEL or statement.mentions_in(first, end) or statement.times_in(first, end):
        return words
    return replace(words, text=f"{words.text} {statement.words(first, end)}", others=(*words.others, words.text))


def _words(statement: Statement, slot: Slot, before: tuple[int, int], carried: Carried) -> Words | None:
    line, first, last = statement.tokens, slot.reading.first, carried.last(statement)
    linked = line[first - 1].norm if first else ""
    unit = slot.reading.quantity.unit
    if before[0] == before[1] and _share(unit) and any(_MEAN.at(line, index) for index in range(slot.left, first)):
        return Words(f"bình quân {unit}", (unit,), "observation.after")  # `bình quân 14,06 tiêu chí/xã`
    if grade := _grade(statement, slot):
        return Words(f"{unit} {grade}", (), "observation.before")
    right = _right(statement, slot)
    left = _left(statement, slot, before, carried, right)
    words = statement.words(*left)
    if words and linked in _WITH and not wording.counted(line, left[0]) and (right.more or line[left[0]].norm in _BEGINNINGS):
        words = ""
    if words and wording.size(line, *left):
        own = statement.words(*wording.front(statement, replace(slot, cue=left[0])))
        if own and not right.more:
            return Words(f"{words} {own}", (words,), "observation.before", "")  # `dự trữ hóa chất trị giá 2 tỷ đồng`
        spent = (last.words.verb if " " in last.words.verb else last.words.text) if last and wording.spent(line, *left) else ""
        of = right.more or spent or (last.words.noun if last else statement.words(*_clause_before(statement, slot)))
        return Words(f"{words} {of}".strip(), (words,), "observation.before", "")
    if words.lower() in _FLOWS and right.more:
        return Words(f"{words} {right.more}", (right.more,), "observation.both", words)
    opened = statement.sentence.norms[max(0, slot.left - 3) : slot.left] == ("trong", "đó", ",")
    part = parted(statement, slot) or (opened and _at(statement, slot))
    if last and words and " " not in words and part and words.lower() in last.words.text.lower().split():
        return Words(_part_of(last, statement, slot), (words,), "observation.topic")  # `khám cho 90 người, trong đó khám tại Trạm 20 người`
    if words and wording.telling(line, *left):
        return _told_before(statement, slot, left, right, linked, carried.fuller)
    if slot.reading.first in statement.respective and last is None and (row := statement.words(*_before_row(statement, slot))):
        return Words(row, (), "observation.before")
    if not words and not carried.place and (told := _before_bracket(statement, slot, right)):
        return Words(told, (f"{told} {right.after}",), "observation.before")
    if slot.relation == "share" and last:
        return Words(last.words.text, (), "observation.topic")
    if right.after and not right.plain:
        return _told_after(statement, slot, last, right)
    return _taken_over(statement, slot, carried, right, linked)


def _grade(statement: Statement, slot: Slot) -> str:
    """`mức 5: 14 tiêu chí`, `mức 5 có 14 tiêu chí`: the grade that so many have; empty where none is said before a count."""
    line, first = statement.tokens, slot.left - 3 if slot.left > 2 and statement.tokens[slot.left - 1].text == ":" else slot.left
    graded = first + 1 < slot.reading.first and line[first].norm == "mức" and line[first + 1].kind == "number"
    return statement.words(first, first + 2) if graded and not _measures(slot.reading.quantity.unit) else ""


def parted(statement: Statement, slot: Slot) -> bool:
    """True where `trong đó` tells that the number is a part of the one before it."""
    return statement.sentence.norms[slot.left : min(slot.left + 2, slot.cue)] == ("trong", "đó")


def _before_bracket(statement: Statement, slot: Slot, right: _Right) -> str:
    """`chưa khám sức khỏe định kỳ (3 cơ sở), không có giấy phép (2 cơ sở)`: brackets that hold no more than a count; what stands
    before them in its clause says what is counted, unless it gives a number itself."""
    line, first = statement.tokens, slot.reading.first
    alone = slot.bracket and right.plain and slot.reading.last < len(line) and line[slot.reading.last].text == ")"
    if not alone or line[first - 1].text != "(" or _measures(slot.reading.quantity.unit):
        return ""
    start = next((i + 1 for i in range(first - 2, -1, -1) if line[i].text in ",;:.()"), 0)
    if any(token.kind == "number" for token in line[start : first - 1]) or start < slot.floor:
        return ""
    return statement.words(*wording.front(statement, replace(slot, left=start, cue=first - 1)))


def _share(unit: str) -> bool:
    """True for what each one of a sort has (`tiêu chí/xã`), and neither for money nor for what is done in a time (`ca/ngày`)."""
    return "/" in unit and not unit.startswith("đồng") and unit.rpartition("/")[2] not in _SPANS


def _right(statement: Statement, slot: Slot) -> _Right:
    line, reading = statement.tokens, slot.reading
    end = wording.back(statement, slot)
    more = statement.words(slot.after, end)
    joined = slot.after == reading.noun  # nothing stands between the unit and the words after it
    if _measures(reading.quantity.unit):
        after, joined = more, True
    elif joined:
        after = statement.words(reading.unit, max(end, reading.noun))
    else:
        after = f"{statement.words(reading.unit, reading.noun)} {more}".strip()
    bare = not more and wording.plain(line, reading.unit, reading.noun)
    return _Right(after, more, not after or bare or (joined and wording.plain(line, reading.unit, end)))


def _measures(unit: str) -> bool:
    return unit in _MEASURES or "/" in unit


def _left(statement: Statement, slot: Slot, before: tuple[int, int], carried: Carried, right: _Right) -> tuple[int, int]:
    """The telling words before the number; those before a colon where none stand after it: `Mầm non: 45 trường`."""
    line, unit = statement.tokens, slot.reading.quantity.unit
    left = wording.shortened(line, *before)
    alone = slot.left == slot.reading.first or ("/" in unit and not statement.mentions_in(slot.left, slot.cue))
    labelled = slot.left > 0 and line[slot.left - 1].text == ":" and not (carried.place or carried.then)
    if left[0] == left[1] and alone and labelled and unit != "%" and " " not in right.more:
        return _clause_before(statement, slot)
    return left


def _told_before(statement: Statement, slot: Slot, left: tuple[int, int], right: _Right, linked: str, fuller: Mapping[str, str]) -> Words:
    line, words = statement.tokens, statement.words(*left)
    if right.plain or wording.counted(line, left[0]) or slot.relation == "reach" or linked in ("là", ":"):
        others = (f"{right.after} {words}".strip(), f"{words} {right.after}".strip())
        thing = _thing(words, right.after, fuller) if right.plain and slot.relation == "" and linked != "là" else ""
        if thing and not wording.counted(line, left[0]):
            return Words(f"{words} {thing}", (*others, words), "observation.both", words)  # `gửi 5 mẫu`, `trao xong 90 suất`
        return Words(words, others, "observation.before", words)
    if left[1] - left[0] > _LONGEST_VERB and linked != "cho":
        if right.more:
            return Words(right.after, (right.more,), "observation.after")
        words = statement.words(wording.last_part(line, *left), left[1])
    return Words(f"{words} {right.after}", (right.after, right.more, words), "observation.both", words)


def _thing(verb: str, unit: str, fuller: Mapping[str, str]) -> str:
    """What a verb alone was done to: the thing that the unit names, as the article said it before; empty where the words before
    the number say it (`trao quà … 240 suất`)."""
    if unit not in _THINGS:
        return ""
    return fuller.get(unit, unit) if verb.rpartition(" ")[2] in _HANDS else ""


def _told_after(statement: Statement, slot: Slot, last: Draft | None, right: _Right) -> Words:
    """The words after the number, with the verb of the number before where both have it: `phát hiện 5 mẫu …, 3 mẫu …`."""
    if last and slot.linked and last.words.rule == "observation.both" and not _measures(slot.reading.quantity.unit):
        same = statement.subject_before(slot.reading.first) == statement.subject_before(last.slot.reading.first)
        verb = last.words.verb
        if same and verb and verb not in right.after and statement.tokens[slot.left].norm not in _NO_VERB_BEFORE:
            return Words(f"{verb} {right.after}", (right.after, right.more), "observation.both", verb)
    return Words(right.after, (right.more,) if right.more else (), "observation.after")


def _taken_over(statement: Statement, slot: Slot, carried: Carried, right: _Right, linked: str) -> Words | None:
    unit = slot.reading.quantity.unit
    topic, quote = _topic(statement, slot, carried)
    last = carried.last(statement)
    if unit in _HOMES and last and last.unit not in _HOMES and last.words.rule in ("observation.after", "observation.both"):
        verb = last.words.verb
        return Words(f"{verb} {right.after}".strip(), (right.after,), last.words.rule, verb)  # `7 tổ dân phố với 640 hộ`
    if right.after and "cả" in [token.norm for token in statement.tokens[max(slot.left, slot.cue - 2) : slot.cue]]:
        return Words(right.after, (), "observation.after")  # `cả khoa 24 người`
    if "/" in unit and not (topic and wording.plain(statement.tokens, slot.reading.unit, slot.reading.unit + 1)):
        return Words(unit, (), "observation.after")
    if right.after and unit in _TELLING_UNITS and _own_subject(statement, slot, linked):
        return Words(right.after, (), "observation.after")
    if topic:
        return Words(topic, (f"{right.after} {topic}".strip(),), "observation.topic", "", quote)
    return Words(right.after, (), "observation.after") if linked == "có" and unit in _TELLING_UNITS else None


def _own_subject(statement: Statement, slot: Slot, linked: str) -> bool:
    """`…; trạm có 6 người`: a clause with its own subject goes on with nothing that was counted before."""
    said = statement.said_before(slot.reading.first)
    return linked == "có" and said is not None and slot.left < slot.cue and said.start >= statement.tokens[slot.left].start


def unit_of(statement: Statement, slot: Slot, words: str, carried: Carried) -> str:
    """The unit of a number that has none beside it: one among the indicator's words (`số lượt điều trị nội trú`), that
    of the number before it in the sentence, or that of the indicator's concept."""
    found = tokens(words)
    for index in range(1, min(3, len(found))):
        hit = units.known(found, index) if found[index - 1].norm == "số" else None
        if hit:
            return " ".join(token.text for token in found[hit.start : hit.end]).lower()
    last = carried.last(statement)
    if carried.place and carried.drafts:
        return carried.drafts[-1].unit
    if not carried.drafts and carried.listed and words == carried.topic:
        return carried.listed  # the unit of the items above it in the list
    parted = _short_form(statement, slot) or slot.linked or "trong" in statement.sentence.norms[slot.left : slot.cue]  # trong đó
    if words.lower().startswith(_INDEX):
        return _INDEX
    return last.unit if last and parted else indicators.unit(words)


def _part_of(last: Draft, statement: Statement, slot: Slot) -> str:
    """What the value before it counted, and where this part of it was, if that is said."""
    where = _at(statement, slot)
    whole = _WHERE.split(last.words.text)[0] if where and last.words.rule == "observation.topic" else last.words.text
    return f"{whole} {where}".strip()


def _at(statement: Statement, slot: Slot) -> str:
    """`khám 90 lượt (trong đó tại Trung tâm 50 lượt, tại các trạm y tế 40 lượt)`: where a part was counted that is of the same body
    as the whole; empty where it has a body of its own (`tại Trạm Y tế xã Mẫu Sơn 20 lượt`)."""
    line, end = statement.tokens, slot.cue
    at = next((i for i in range(slot.left, end) if line[i].norm in ("tại", "ở")), end)
    behind = slot.after < slot.right and line[slot.after].norm in ("tại", "ở") and not _measures(slot.reading.quantity.unit)
    if at == end and behind:  # `37 điểm tiêm, gồm 15 điểm tại trạm y tế và 22 điểm tại trường học`
        at, end = slot.after, next(i for i in range(slot.right, slot.after, -1) if line[i - 1].kind != "mark")
    if at == end or end - at > _LONGEST_WHERE:
        return ""
    said = within(statement, slot)
    if isinstance(said, PlaceMention) or (said is not None and (said.place or said.level or said.parent)):
        return ""
    return statement.words(at, end)


def _short_form(statement: Statement, slot: Slot) -> bool:
    """`43 bác sĩ (3 BSCKII)`, `(CKII 4)`, `(CKII: 4)`: a short form beside a number in brackets."""
    beside = [slot.after, slot.left - 2 if statement.tokens[slot.left - 1].text == ":" else slot.left]
    return slot.bracket and any(0 < i < len(statement.tokens) and statement.tokens[i].text.isupper() for i in beside)


def _topic(statement: Statement, slot: Slot, carried: Carried) -> tuple[str, Evidence | None]:
    """What the number before it, the words before a colon, or the heading are about."""
    last = carried.last(statement)
    said = statement.words(*_introduced(statement, slot)) if last is None and (carried.place or within(statement, slot) is not None) else ""
    if not carried.place and slot.reading.quantity.unit not in said.split():
        said = ""  # `Nhiều nhà hảo tâm góp quà: Huyện đoàn 43 người, …`
    if said and said not in edges.GRADES and (carried.heading or not carried.drafts or not indicators.is_cases(said)):
        return said, None
    if last and carried.place and last.unit.startswith("ổ") and slot.reading.quantity.unit.startswith("ca"):
        last = None  # `xử lý 21 ổ dịch; xã A nhiều nhất với 34 ca` goes back to the cases
    if last is None and carried.drafts and (within(statement, slot) is not None or carried.place):
        counts = slot.reading.quantity.unit
        recent = carried.drafts[-LOOK_BACK:]
        alike = [draft for draft in recent if not counts or indicators.same_sort(draft.unit, counts)] or recent
        held = [draft for draft in alike if draft.statement is alike[-1].statement]
        last = held[0]  # a list of places goes on with what was counted
    if last:
        return _part_of(last, statement, slot), None
    span = (0, 0) if carried.place and slot.left == slot.reading.first else _clause_before(statement, slot)
    if span[1] > span[0]:
        return statement.words(*span), None
    sort = indicators.sort(slot.reading.quantity.unit.split("/")[0])
    alike = [draft for draft in carried.drafts[-LOOK_BACK:] if indicators.sort(draft.unit) == sort]
    if alike and slot.reading.quantity.unit:
        return alike[-1].words.text, alike[-1].quotes[-1]
    if carried.heading and sort == carried.heading[1]:
        return carried.heading[0], carried.heading[2]
    if not carried.topic and carried.disease and sort == indicators.sort("ca"):
        return carried.disease
    return carried.topic, carried.quote


def _introduced(statement: Statement, slot: Slot) -> tuple[int, int]:
    """`Ba xã có số mắc cao nhất: An Mẫu 12 ca; …`: the telling words before the colon that a list of places begins with."""
    line, first = statement.tokens, slot.reading.first
    colon = next((i for i in range(first - 1, max(-1, first - _LONGEST_PLACE), -1) if line[i].text in ":;,"), 0)
    if colon == first - 1:
        return first, first  # the place itself stands before the colon
    return _clause_before(statement, replace(slot, left=colon + 1)) if line[colon].text == ":" else (first, first)


def _before_row(statement: Statement, slot: Slot) -> tuple[int, int]:
    """`Số tiền hỗ trợ các năm 2020, 2021 lần lượt là …`: the telling words before the first member of a list."""
    line, member = statement.tokens, statement.respective[slot.reading.first]
    end = bisect_left(line, member.start, key=lambda token: token.start)
    start = next((i + 1 for i in range(end - 1, -1, -1) if line[i].text in ";:.()"), 0)
    return wording.front(statement, replace(slot, left=start, cue=end))


def _clause_before(statement: Statement, slot: Slot) -> tuple[int, int]:
    """The telling words of the clause before the number's own, up to a verb of reaching."""
    line, end = statement.tokens, slot.left - 1
    if end < 1 or line[end].text not in ",:":
        return end, end
    if line[end - 1].text == ")":
        end = next((i for i in range(end - 1, max(slot.floor, end - _SHORT_FORM), -1) if line[i].text == "("), end)  # bệnh … (TCM), …
    start = end
    while start > slot.floor and line[start - 1].text not in ";:.()" and end - start < _LONGEST_CLAUSE:
        start -= 1
    if 0 < start == slot.floor:
        start = next((i for i in range(start, end) if line[i].text == ","), end)
    if any(isinstance(mention, PersonMention) for mention in statement.mentions_in(start, end)):
        return end, end  # who says it is not what is counted
    span = wording.front(statement, replace(slot, left=start, cue=end))
    stop = next((i for i in range(span[0] + 1, span[1]) if line[i].norm in ("đều", "đạt", "hàng", "hằng", "tăng", "giảm")), span[1])
    if stop < span[1]:
        span = wording.front(statement, replace(slot, left=start, cue=stop))  # `Tổng thu của Bệnh viện liên tục tăng: …`
    told = wording.announced(line, *span)
    label = statement.sentence.block == "item" and line[slot.left - 1].text == ":" and start <= 1  # `• Nhóm do … đóng: 90 người`
    return told if label and told[1] - told[0] <= _LONGEST_LABEL else wording.shortened(line, *told)


def within(statement: Statement, slot: Slot) -> Subject | None:
    """The body or place among the number's own words, see `subjects.within`."""
    if not statement.mentions:
        return None
    before = [m for m in statement.mentions_in(slot.left, slot.cue) if not statement.in_post(m)]
    return subjects.within(statement.tokens, slot, before, statement.mentions_in(slot.after, slot.right))
