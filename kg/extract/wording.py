"""The words of an indicator: what a number counts, told by the words before it, after it, or both.

`Công suất sử dụng giường bệnh đạt 57,06%` says it before, `7.250 lượt bệnh nhân điều trị nội trú` after, `hiến 53 đơn
vị máu` on both sides. What is left out are the subject, the time, verbs that say no more than that there was
something (`có`, `tổ chức`), and the counting words that stand alone (`lượt`, `ca`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract import edges, indicators
from kg.extract.clauses import Slot
from kg.extract.codes import GRADES
from kg.extract.times import Time
from kg.model import Mention, OrganizationMention, PersonMention, PlaceMention, Token

if TYPE_CHECKING:
    from kg.extract.statements import Statement

_LONGEST_MEMBER = 12  # tokens
_LONGEST_BRACKET = 20  # tokens
_LONGEST_RIGHT = 12  # tokens
_LONGEST_LEFT = 9
_AGED = frozenset({"dưới", "trên", "từ", "đủ"})
_ABOUT = frozenset({"ý kiến", "kiến nghị", "lượt ý kiến", "tham luận", "tin, bài", "tin bài", "văn bản", "chuyên đề", "cuộc"})
_LONGEST_KNOWN = 18  # tokens from an indicator of the scheme to the number


def front(statement: Statement, slot: Slot, aim: int = -1) -> tuple[int, int]:
    """The telling words before the number, as tokens[start:end]; empty where there are none.

    `aim` is the token after the words with which the sentence begins to speak of aims, or -1.
    """
    tokens = statement.tokens
    start, end = slot.left, slot.cue
    if start >= end:
        return end, end
    times, mentions = statement.times_in(start, end), statement.mentions_in(start, end)
    if start < aim < end and any(t.kind == "word" and t.norm not in edges.BACK for t in tokens[aim:end]):
        start = aim
    norms = statement.sentence.norms
    if not edges.SAYS.first_words.isdisjoint(norms[start:end]):
        said = (hit for index in range(end - 2, start - 1, -1) if (hit := edges.SAYS.at(tokens, index)) and hit.end < end)
        start = next((hit.end for hit in said), start)
    if "đã" in norms[start:end] and not counted(tokens, start):
        start = next((i + 1 for i in range(end - 2, start - 1, -1) if norms[i] == "đã"), start)
    start = _after_subject(statement, start, end)
    start = _after_time(tokens, start, end, times)
    trimmed = None
    while trimmed != (start, end):
        trimmed = (start, end)
        end = _trimmed_back(tokens, start, end, times, mentions)
    while start < end:
        moved = _past_front(tokens, start, end, times, mentions)
        if moved == start:
            break
        start = moved
    start = _after_name(tokens, start, end)
    if start < end and slot.left and tokens[slot.left - 1].text == "," and not counted(tokens, start):
        start = _abbreviated(tokens, slot.left, start, end)
    if start < end and slot.left and tokens[slot.left - 1].text == "," and not counted(tokens, start):
        start = _enumerated(tokens, slot.left - 1, start)
    return (start, end) if start < end and not _held(tokens, slot) else (end, end)


def _held(tokens: Sequence[Token], slot: Slot) -> bool:
    """`Chiến dịch được tổ chức tại 6 điểm`: an event is not what is counted."""
    at = slot.cue - 1
    if at <= slot.left or tokens[at].norm not in ("tại", "ở", "trên"):
        return False
    return any(edges.HELD.ending(tokens, max(slot.left, at - 3), at))


def _after_subject(statement: Statement, start: int, end: int) -> int:
    """After the last subject that has telling words behind it: `mưa lớn khiến Trung tâm phải dời`."""
    tokens = statement.tokens
    if start >= end or counted(tokens, start):
        return start
    said = statement.said_before(end - 1)
    if said is None or said.start <= tokens[start].start:
        return start
    after = bisect_left(tokens, said.end, key=lambda token: token.start)
    return after if any(t.kind == "word" and t.norm not in edges.BACK for t in tokens[after:end]) else start


def _enumerated(tokens: Sequence[Token], comma: int, start: int) -> int:
    """`Tỷ lệ trẻ em, phụ nữ có thai được tiêm đạt 90%`: the clause before the comma is the first member of what is counted,
    where it begins with a counting noun and reaches nothing itself."""
    first = comma
    while first and comma - first <= _LONGEST_MEMBER and tokens[first - 1].kind == "word":
        first -= 1
    if first and tokens[first - 1].kind == "number":
        return start
    while first < comma and edges.FRONT.at(tokens, first) and not counted(tokens, first):
        first = edges.FRONT.at(tokens, first).end  # type: ignore[union-attr]
    reached = any(token.norm in edges.REACHES for token in tokens[first:comma])
    return first if first < comma and not reached and (counted(tokens, first) or tokens[first].norm == "người") else start


def _abbreviated(tokens: Sequence[Token], left: int, start: int, end: int) -> int:
    """`Tổng số thu BHXH, BHYT, BHTN là 90 tỷ`: a row of short forms, up to the counting noun before it; `start` for others."""
    if end - start != 1 or start != left or not _short(tokens[start]):
        return start
    at = left - 1
    while at > 1 and tokens[at].text == "," and _short(tokens[at - 1]):
        at -= 2
    first = next((i for i in range(at, max(-1, at - _LONGEST_MEMBER), -1) if counted(tokens, i) and not counted(tokens, i - 1)), -1)
    return first if first >= 0 and all(token.kind == "word" for token in tokens[first : at + 1]) else start


def _short(token: Token) -> bool:
    return token.text.isupper() and len(token.text) > 1


def _after_name(tokens: Sequence[Token], start: int, end: int) -> int:
    """After a name of two words or more that no gazetteer knows: `chùa Quảng Đức đăng ký ủng hộ`."""
    if start < end and counted(tokens, start):
        return start
    for index in range(end - 2, start, -1):
        if _titled(tokens[index]) and _titled(tokens[index - 1]) and not tokens[index + 1].capital and tokens[index + 1].kind == "word":
            return index + 1 if tokens[start].norm not in ("danh", "hưởng", "tặng", "trao", "bằng") else start
    return start


def _titled(token: Token) -> bool:
    return token.capital and not token.text.isupper()


def _after_time(tokens: Sequence[Token], start: int, end: int, times: Sequence[Time]) -> int:
    """After the last expression of time that has telling words behind it, unless a counting noun stands before it."""
    if start >= end or counted(tokens, start):
        return start
    first, last = tokens[start].start, tokens[end - 1].end
    for time in times:
        if first <= time.start and time.end < last:
            after = bisect_left(tokens, time.end, key=lambda token: token.start)
            if after < end and tokens[after].norm == "theo" and tokens[start].start < time.start:
                continue  # `Kết quả đánh giá chất lượng năm 2025 theo Bộ tiêu chí …`: by what it was done is not what
            if any(t.kind == "word" and t.norm not in edges.BACK for t in tokens[after:end]):
                start = after
    return start


def _trimmed_back(tokens: Sequence[Token], start: int, end: int, times: Sequence[Time], mentions: Sequence[Mention]) -> int:
    """The end of the words without what says when, where and of whom, and without the verbs of reaching."""
    while end > start and (_empty(tokens, end - 1) or (tokens[end - 1].kind == "mark" and tokens[end - 1].text not in "+)")):
        end -= 1
    if end <= start:
        return end
    if tokens[end - 1].text == ")":
        return next((i for i in range(end - 1, max(start, end - _LONGEST_BRACKET), -1) if tokens[i].text == "("), end - 1)
    if trailing := next(edges.TRAILING.ending(tokens, max(start + 1, end - 3), end), None):
        return trailing.start
    if end - start > 1 and tokens[end - 1].norm in ("cao", "thấp") and (counted(tokens, start) or tokens[end - 2].norm in ("mắc", "ca")):
        return end - 1  # `Một số thôn có tỷ lệ bao phủ cao: …`
    for time in times:
        if tokens[start].start < time.start < tokens[end - 1].end:
            after = bisect_left(tokens, time.end, key=lambda token: token.start)
            if after >= end or tokens[after].norm == "theo":
                return bisect_left(tokens, time.start, key=lambda token: token.start)
    for mention in mentions:
        if (
            mention.end == tokens[end - 1].end
            and mention.start > tokens[start].start
            and isinstance(mention, OrganizationMention | PlaceMention)
        ):
            first = bisect_left(tokens, mention.start, key=lambda token: token.start)
            first -= tokens[first - 1].norm == "toàn"
            if tokens[first - 1].norm in ("tại", "ở", "của"):
                return first - 1
            if tokens[first - 1].norm in edges.GIVING:
                return first
            if tokens[first - 1].norm == "bàn" and first - 3 > start:
                return first - 3
    return end


def _empty(tokens: Sequence[Token], index: int) -> bool:
    """A word that tells nothing where it ends an indicator; `mới` does after what is new."""
    norm = tokens[index].norm
    before = tokens[index - 1].norm if index else ""
    if (norm == "mới" and before in edges.NEW) or (norm in ("lên", "xuống") and before == "trở"):
        return False  # `con thứ 3 trở lên`
    if norm == "tất":
        return index + 1 < len(tokens) and tokens[index + 1].norm == "cả"  # `có tất cả 6 thôn`, and not `hoàn tất 6 hồ sơ`
    return norm in edges.BACK


def _past_front(tokens: Sequence[Token], start: int, end: int, times: Sequence[Time], mentions: Sequence[Mention]) -> int:
    """The token after the subject, the time, the mark or the empty verb at `start`; `start` where the words are telling."""
    token = tokens[start]
    if token.kind == "mark":
        return start + 1
    for mention in mentions:
        if mention.start == token.start and _subject_like(mention, tokens, start):
            return bisect_left(tokens, mention.end, key=lambda token: token.start)
    for time in times:
        if time.start == token.start:
            return bisect_left(tokens, time.end, key=lambda token: token.start)
    if counted(tokens, start):
        return start
    before = tokens[start - 1].norm if start else ""
    acts = (tokens[start + 1].norm in edges.ACTS or before == "các") if start + 1 < end else before == "tế"  # `các trạm y tế xã 90 lượt`
    if token.norm in edges.LEVELS and acts:
        return start + 1  # `quý I xã hoàn thành`, `trạm y tế các xã khám`
    hit = None if edges.NO_FRONT.at(tokens, start) else edges.FRONT.at(tokens, start)
    if hit is None or hit.end > end or (hit.end == end - 1 and tokens[hit.end].norm == "khác"):
        return start  # `cán bộ khác 9 người`
    index = hit.end
    if tokens[index - 1].norm in edges.GROUPS:
        while index < end and (
            tokens[index].capital or (index + 1 < end and tokens[index].norm in ("-", "–", "và", ",") and tokens[index + 1].capital)
        ):
            index += 1
    return index


def _subject_like(mention: Mention, tokens: Sequence[Token], start: int) -> bool:
    if isinstance(mention, PlaceMention):
        following = next((t.norm for t in tokens[start + 1 : start + 4] if t.start >= mention.end), "")
        return bool(mention.name) or following in edges.ACTS or (mention.level not in ("xã", "phường", "thị trấn") and following != ",")
    return isinstance(mention, OrganizationMention | PersonMention)


def counted(tokens: Sequence[Token], index: int) -> bool:
    """True where a counting noun stands at `index` (`tỷ lệ`, `tổng số`): what follows it says all that is counted."""
    if index >= len(tokens) or tokens[index].norm not in edges.HEADS.first_words:
        return False
    if edges.HEADS.at(tokens, index) is None or edges.NO_HEADS.at(tokens, index) is not None:
        return False
    return index == 0 or tokens[index - 1].norm not in edges.COMPOUNDS


def telling(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True where tokens[start:end] say more than that something was counted (`tổng số`)."""
    hit = edges.BARE_HEADS.at(tokens, start) if start < end else None
    return start < end and (hit is None or hit.end < end)


def shortened(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The telling part of a long phrase before a number: from a counting noun on, from an indicator of the scheme on,
    else its last words."""
    if start >= end or counted(tokens, start):
        return start, end
    for index in range(end - 1, start, -1):
        if tokens[index - 1].norm in ("có", "với", "gồm", "là") and counted(tokens, index):
            return index, end  # `Dự án có tổng mức đầu tư 45 tỷ đồng`
    loose = end < len(tokens) and tokens[end].norm in ("với", "gồm")
    if end - start <= _LONGEST_LEFT and not loose:
        return start, end
    for index in range(end - 1, start, -1):
        if counted(tokens, index) and tokens[index - 1].norm not in ("một", "con"):
            first = index
            while first > start + 1 and counted(tokens, first - 1):
                first -= 1
            return first, end
    known = indicators.labels().find(tokens[start:end])
    if known:
        first = start + known[-1].start
        # `Tình hình sởi còn xấu với 30 ca`: what stands between is no part of it
        return first, start + known[-1].end if loose or end - first > _LONGEST_KNOWN else end
    return max(start, end - _LONGEST_LEFT), end


def announced(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """What a line that announces a list says is counted: `Kết quả tẩy giun cụ thể tại các xã như sau:` is `tẩy giun`."""
    while start < end and (hit := edges.ANNOUNCES.at(tokens, start)) and hit.end < end:
        start = hit.end
    for index in range(start + 1, end):
        if edges.ANNOUNCED.at(tokens, index):
            return start, index
    ranked = end
    while ranked > start + 2 and tokens[ranked - 1].norm in edges.RANKS:
        ranked -= 1  # `Các xã có tỷ lệ mắc cao nhất là:`
    return start, end if tokens[ranked - 1].norm in edges.DEGREES else ranked


def spent(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True where the words before a sum say that it was spent (`tổng kinh phí`): on what was done, and not on whom."""
    return any(token.norm in ("phí", "tiền", "vốn") for token in tokens[start:end])


def last_part(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the last of several coordinated phrases begins: after `và` or a comma."""
    return next((i + 1 for i in range(end - 2, start, -1) if tokens[i].norm in ("và", ",")), start)


def back(statement: Statement, slot: Slot) -> int:
    """The token after the telling words behind the number; they begin at `slot.after`."""
    tokens = statement.tokens
    times, mentions = statement.times_in(slot.after, slot.right), statement.mentions_in(slot.after, slot.right)
    end, limit = slot.after, min(slot.right, slot.after + _LONGEST_RIGHT)
    part = slot.reading.quantity.target is not None or slot.reading.quantity.unit == "%"  # what a part of a whole did is telling
    end = _grade_end(tokens, end, slot.right)
    barred = {time.start for time in times} | {m.start for m in mentions if isinstance(m, PlaceMention) and m.name}
    while end < limit:
        token = tokens[end]
        if token.start in barred or (token.kind == "number" and len(token.text) > 3) or token.text in '"“”':
            break
        aged = token.norm in _AGED and _age_end(tokens, end)
        if aged:
            end = min(aged, limit)
            continue
        stop = edges.STOP.at(tokens, end)
        if stop and not stop.value:
            end = min(stop.end, limit)
            continue
        ones = part or slot.reading.quantity.unit in edges.ONES
        if stop and ones and end == slot.after and token.norm in ("tăng", "giảm") and not _number_soon(tokens, end):
            end += 1
            continue  # `4/19 xã tăng số mắc`, `12 em giảm thị lực`
        if stop and token.norm == "về" and end == slot.after and slot.reading.quantity.unit in _ABOUT:
            end += 1
            continue  # `15 ý kiến về nhà vệ sinh`
        if stop or (token.norm == "đạt" and _reaches(tokens, end)):
            break
        if token.norm == "và" and end + 1 < limit and tokens[end + 1].norm in edges.NUMERALS:
            break
        told = end > slot.after or not plain(tokens, slot.reading.unit, slot.reading.noun)
        if token.norm in edges.SOFT_STOP and told and not part and not edges.NO_SOFT_STOP.at(tokens, end):
            break  # `12 máy đã`, and not `12 máy đã được sửa`
        end += 1
    while (
        end > slot.after
        and not (tokens[end - 1].norm == "đạt" and (part or _passed(tokens, slot.after, end)))
        and (tokens[end - 1].norm in edges.RIGHT_BACK or (tokens[end - 1].kind == "mark" and tokens[end - 1].text not in "+)"))
    ):
        end -= 1
    if end - slot.after >= 2 and (verb := edges.TRAILING.at(tokens, end - 2)) and verb.end == end:
        end -= 2
    return end


def _grade_end(tokens: Sequence[Token], index: int, stop: int) -> int:
    """The end of `đạt mức 5`, `ở mức 3`, `mức 2` after what was graded (`14 tiêu chí đạt mức 5`); `index` where no grade stands there."""
    at = index + (index < stop and tokens[index].norm in ("đạt", "ở", "xếp"))
    graded = at + 1 < stop and tokens[at].norm == "mức" and tokens[at + 1].text in GRADES
    return at + 2 if graded else index


def _number_soon(tokens: Sequence[Token], index: int) -> bool:
    return any(token.kind == "number" or token.norm in ("so", "gấp", "lên", "xuống") for token in tokens[index + 1 : index + 4])


def _passed(tokens: Sequence[Token], start: int, end: int) -> bool:
    """`52 quán đạt, …`: those that passed."""
    return end - start <= 1 + (tokens[start].norm in ("không", "chưa")) and (end >= len(tokens) or tokens[end].text in ",;.()")


def _age_end(tokens: Sequence[Token], index: int) -> int:
    """The end of `dưới 1 tuổi`, `từ 18 tuổi trở lên`, `từ 6 đến dưới 9 tháng tuổi`, which limit what is counted; 0 where there
    is none."""
    if tokens[index].norm not in _AGED or index + 2 >= len(tokens) or tokens[index + 1].kind != "number":
        return 0
    for end in range(index + 2, min(index + 8, len(tokens))):
        if tokens[end].kind == "mark" and tokens[end].text not in "-–":
            return 0
        if tokens[end].norm == "tuổi":
            return end + 3 if end + 2 < len(tokens) and tokens[end + 1].norm == "trở" else end + 1
    return 0


def _reaches(tokens: Sequence[Token], index: int) -> bool:
    """The word `đạt` before a number; `đạt chuẩn quốc gia` is what is counted."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return following is not None and (following.kind == "number" or following.norm in ("trên", "hơn", "gần", "khoảng", "tỷ"))


def plain(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True where tokens[start:end] are no more than a counting word."""
    hit = edges.PLAIN_UNITS.at(tokens, start) if start < end else None
    return start >= end or (hit is not None and hit.end >= end)


def size(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True where the words before a number only say that it is a sum or a size (`tổng trị giá`), and not of what."""
    hit = edges.SIZES.at(tokens, start) if start < end else None
    return hit is not None and hit.end == end
