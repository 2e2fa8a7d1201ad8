"""A sentence cut up around its quantities: which words before and after each number are its own.

A clause ends at `;`, `:`, a bracket and at a comma that joins no fixed phrase (`phòng, chống`). Between two quantities of
one clause the last linking word (`và`, `với`, `cho`) parts the words of the one from those of the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from kg.extract.quantities import Reading
from kg.extract.times import Time
from kg.lexicon import Lexicon, listed
from kg.model import Mention, OrganizationMention, PersonMention, PlaceMention, Sentence, Token
from kg.values import dataclass, replace

Relation = Literal["", "rise", "fall", "reach", "equal", "share", "over plan", "lack", "to"]

# Enumerations whose comma parts no clauses.
_FIXED = listed(
    {
        True: (
            "phòng, chống; phòng, ngừa; khám, chữa bệnh; khám bệnh, chữa bệnh; khám, điều trị; khám, cấp thuốc; khám, tư vấn; "
            "chó, mèo; trâu, bò; gia súc, gia cầm; "
            "khám bệnh, cấp thuốc; xã hội, từ thiện; nhân đạo, từ thiện; "
            "xã, phường, thị trấn; xã, phường; xã, thị trấn; phường, xã; phường, thị trấn; thôn, bản; "
            "thôn, xóm; thôn, buôn; thôn, tổ dân phố; thôn, khu phố; "
            "thôn, khối phố; bản, tiểu khu; xóm, phố; bon, buôn; buôn, thôn; khóm, ấp; ấp, khóm; ấp, khu phố; thôn, ấp; "
            "khoa, phòng; phòng, khoa; huyện, thị xã, thành phố; huyện, thành phố; quận, huyện; "
            "cán bộ, viên chức, người lao động; cán bộ, công chức, viên chức; cán bộ, viên chức; công chức, viên chức; "
            "viên chức, người lao động; cán bộ, đảng viên; cán bộ, chiến sĩ; y, bác sĩ; hội viên, nông dân; hội viên, phụ nữ; "
            "đoàn viên, thanh niên; đoàn viên, hội viên; điều dưỡng, hộ sinh; hộ sinh, kỹ thuật viên; sở, ban, ngành; "
            "ban, ngành; tổ chức, cá nhân; tập thể, cá nhân; sản xuất, kinh doanh; thuốc, vật tư; giám sát, phản biện; "
            "thanh, kiểm tra; thu, chi; chi, đảng bộ; chi bộ, đảng bộ; thanh toán, quyết toán"
        )
    },
    ";",
)
# Words right before a number that say how it stands to what precedes; the longest wins.
_CUES: Lexicon[Relation] = listed(
    {
        "rise": (
            "tăng, tăng thêm, tăng gấp, gấp, cao gấp, nhiều hơn, cao hơn, tăng nhẹ, tăng mạnh, tăng cao, tăng tới, "
            "tăng đến, tăng bình quân, tăng trung bình, tăng lên gấp, nhiều gấp, cao hơn gấp, tăng khá, tăng thêm được"
        ),
        "fall": (
            "rút ngắn, rút ngắn được, giảm, giảm thêm, giảm nhẹ, giảm mạnh, giảm sâu, giảm tới, giảm đến, giảm bình quân, thấp hơn, "
            "ít hơn, giảm được"
        ),
        "reach": (
            "đạt, đạt được, ước đạt, hoàn thành, hoàn thành được, đạt tỷ lệ, với tỷ lệ, tỷ lệ đạt, tỷ lệ, thực hiện đạt, "
            "đạt mức, đã đạt, đạt trên mức"
        ),
        "equal": "bằng, ước bằng, tương đương, tương ứng, tương đương với",
        "share": "chiếm, chiếm tỷ lệ, chiếm tới, chiếm khoảng",
        "over plan": ("vượt kế hoạch, vượt chỉ tiêu, vượt dự toán, vượt nghị quyết, vượt tiến độ, vượt mức kế hoạch, vượt so với kế hoạch"),
        "lack": "thiếu, còn thiếu, thiếu hụt, hụt",
        "": "trở lên, trở xuống, cắt giảm, kéo giảm, suy giảm, tinh giảm, thuyên giảm, gia tăng, khuyết thiếu",  # verbs of their own
        "to": (
            "tăng lên, giảm xuống, giảm còn, giảm xuống còn, còn, chỉ còn, lên, xuống, lên đến, lên tới, xuống còn, "
            "tăng từ, giảm từ, nâng lên"
        ),
    }
)
_SUMS = listed(
    {
        True: (
            "trị giá, tổng trị giá, mỗi suất trị giá, mỗi suất, số tiền, tổng số tiền, tổng kinh phí, kinh phí, công suất, "
            "diện tích, quy mô, sức chứa"
        )
    }
)
_LINKS = frozenset("và với gồm cùng lẫn hoặc hay".split())
_DONE = frozenset({"đã"})  # `8 trạm đã khám cho 900 người`
_WEAK_LINKS = frozenset("cho lên xuống đến từ tại có làm của trên".split())
_NO_COORDINATE = frozenset(
    "trong đó đạt tăng giảm chiếm bằng có là và với gồm đã sẽ được bị không cho so tập nổi riêng còn cùng vượt nhất như "
    "để do của ở tại theo trên thực hoàn phát xử khám tiêm làm".split()
)
_CLASSES = frozenset({"I", "II", "III", "IV", "V"})
_LONGEST_CUE = 4  # tokens
_LONGEST_BASE = 5  # tokens
_BASES = listed({True: "cùng kỳ, cùng kỳ năm trước, cùng kỳ năm ngoái, năm trước, năm ngoái, tháng trước, tuần trước"})
_MARKS = listed(
    {
        True: (
            "mục tiêu, chỉ tiêu, kế hoạch, chỉ tiêu giao, kế hoạch giao, chỉ tiêu tỉnh giao, mục tiêu tỉnh giao, chỉ tiêu huyện giao, "
            "kế hoạch tỉnh giao, kế hoạch huyện giao, chỉ tiêu nghị quyết, mục tiêu đề ra, kế hoạch đề ra, chỉ tiêu đề ra, "
            "mức bình quân chung, bình quân chung, bình quân cả nước, trung bình cả nước, bình quân toàn tỉnh"
        )
    }
)
NAMES = OrganizationMention | PlaceMention | PersonMention
_LONGEST_NOUN = 3  # tokens of a coordinated noun


@dataclass(frozen=True, slots=True)
class Slot:
    """A quantity in its sentence. The words of its own are `tokens[left:cue]` before it and `tokens[after:right]` after it.

    `relation` is what the words of the cue, `tokens[cue:reading.first]`, say. Its clause begins at `start`, and the
    quantity before it ends before `floor`; `bracket` tells that it stands in brackets, `linked` that a comma or `và`
    alone parts it from the quantity before it.
    """

    reading: Reading
    left: int
    cue: int
    relation: Relation
    after: int
    right: int
    start: int
    floor: int
    bracket: bool
    linked: bool


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause is tokens[start:end], in brackets or not."""

    start: int
    end: int
    bracket: bool


def slots(sentence: Sentence, readings: Sequence[Reading], times: Sequence[Time], mentions: Sequence[Mention]) -> list[Slot]:
    """The quantities of a sentence with the words of each, from left to right."""
    if not readings:
        return []
    tokens = sentence.tokens
    clauses = _clauses(sentence, readings, times, mentions)
    found: list[Slot] = []
    at = 0
    for position, reading in enumerate(readings):
        while clauses[at].end <= reading.number:
            at += 1
        clause = clauses[at]
        before = readings[position - 1] if position and readings[position - 1].number >= clause.start else None
        following = readings[position + 1] if position + 1 < len(readings) and readings[position + 1].number < clause.end else None
        left = max(clause.start, _parting(tokens, before.last, reading.first)) if before else clause.start
        right = (
            _parting(tokens, reading.last, following.first)
            if following
            else _coordinated(tokens, reading.last, clauses, at, readings, position)
        )
        cue, relation = _cue(tokens, left, reading.first)
        floor = readings[position - 1].last if position else 0
        if left == cue and not before:
            left, cue = _over_bracket(tokens, clauses, at, cue, readings, position)
        if reading.ends == "to" and found:  # `giảm 2 - 3%`, `từ 3 đến 5 người chết`: both ends have the same words
            lower = replace(found[-1].reading, unit=reading.unit, noun=reading.noun)
            found[-1] = replace(found[-1], reading=lower, after=reading.last, right=max(right, reading.last))
            left, cue, relation = found[-1].left, found[-1].cue, found[-1].relation
        linked = (bool(position) and tokens[max(left - 1, 0)].text == ",") or (left < len(tokens) and tokens[left].norm == "và")
        found.append(
            Slot(reading, left, cue, relation, reading.last, max(right, reading.last), clause.start, floor, clause.bracket, linked)
        )
    return found


def _clauses(sentence: Sentence, readings: Sequence[Reading], times: Sequence[Time], mentions: Sequence[Mention]) -> list[_Clause]:
    tokens = sentence.tokens
    marks = [index for index, token in enumerate(tokens) if token.kind == "mark" and (token.text == "," or _parts(tokens, index))]
    whole = _whole(sentence, marks, readings, times, mentions) if marks else ()
    found: list[_Clause] = []
    start = depth = at = 0
    reached = -1
    for index in marks:
        token = tokens[index]
        while at < len(whole) and whole[at][0] <= token.start:
            reached = max(reached, whole[at][1])
            at += 1
        if token.end > reached:
            found.append(_Clause(start, index, depth > 0))
            depth = depth + 1 if token.text == "(" else max(0, depth - 1) if token.text == ")" else depth
            start = index + 1
    found.append(_Clause(start, len(tokens), depth > 0))
    return found


def _whole(
    sentence: Sentence, marks: Sequence[int], readings: Sequence[Reading], times: Sequence[Time], mentions: Sequence[Mention]
) -> list[tuple[int, int]]:
    """The spans of names, numbers, days and fixed phrases, sorted: one of the marks that lies in them parts nothing."""
    tokens = sentence.tokens
    spans = [(time.start, time.end) for time in times]
    spans += [(m.start, m.end) for m in mentions if isinstance(m, NAMES)]
    spans += [(tokens[part.first].start, tokens[part.last - 1].end) for part in readings]
    spans += [(tokens[part.start].start, tokens[part.end - 1].end) for part in _FIXED.among(sentence.norms)]
    spans += [(tokens[i].start, tokens[i].end) for i in marks if tokens[i].text == "," and _is_roman(tokens[i - 1 : i + 2 : 2])]
    opened = [index for index in marks if tokens[index].text == "(" and _is_short(tokens[index + 1 : index + 3])]
    spans += [(tokens[index].start, tokens[index + 2].end) for index in opened]
    return sorted(spans)


def _is_roman(around: Sequence[Token]) -> bool:
    """`phẫu thuật loại I, II`: the comma between two classes parts nothing."""
    return len(around) == 2 and all(token.text in _CLASSES for token in around)


def _is_short(inside: Sequence[Token]) -> bool:
    """`chỉ số bọ gậy (BI) trung bình`: a short form in brackets parts nothing."""
    return len(inside) == 2 and inside[1].text == ")" and inside[0].kind == "word" and inside[0].text.isupper()


def _parts(tokens: Sequence[Token], index: int) -> bool:
    text = tokens[index].text
    if text in ",;:()[]!?…" or text.startswith(".."):
        return True
    if text in "-*+":  # a bullet
        return index == 0
    if text in "–—•●▪►":
        return index == 0 or tokens[index - 1].end < tokens[index].start
    return text == "." and index + 1 < len(tokens) and tokens[index + 1].start > tokens[index].end


def _parting(tokens: Sequence[Token], start: int, end: int) -> int:
    """The token between two quantities with which the words of the second one begin."""
    for index in range(max(start, end - 4), end):
        if _SUMS.at(tokens, index):
            return index
    for links in (_LINKS, _DONE, _WEAK_LINKS):
        for index in range(end - 1, start - 1, -1):
            if tokens[index].norm in links:
                return index
    return _cue(tokens, start, end)[0]


def _coordinated(
    tokens: Sequence[Token], start: int, clauses: Sequence[_Clause], at: int, readings: Sequence[Reading], position: int
) -> int:
    """The end of the words after a number; `262 điều dưỡng, kỹ thuật viên`: short nouns after a comma go on with it."""
    end = clauses[at].end
    stop = readings[position + 1].first if position + 1 < len(readings) else len(tokens)
    while at + 1 < len(clauses):
        at += 1
        following = clauses[at]
        words = tokens[following.start : following.end]
        if (
            tokens[end].text != ","
            or end - start > 2
            or not 1 <= len(words) <= _LONGEST_NOUN
            or words[0].kind != "word"
            or words[0].capital
        ):
            break
        closed = following.end >= len(tokens) or tokens[following.end].text in ",;.)"
        if not closed or following.end > stop or any(word.norm in _NO_COORDINATE for word in words):
            break
        if following.end + 1 >= stop and stop < len(tokens):
            break  # what stands right before the next number is its own
        end = following.end
    return end


def _over_bracket(
    tokens: Sequence[Token], clauses: Sequence[_Clause], at: int, cue: int, readings: Sequence[Reading], position: int
) -> tuple[int, int]:
    """`Giá trị sản xuất (giá so sánh 2010) đạt 124,3 tỷ đồng`: the words before the bracket are the number's."""
    clause = clauses[at]
    colon = tokens[clause.start - 1].text == ":" and clause.start > 1  # `Công suất sử dụng giường (90 giường): 84%`
    if at < 2 or clause.bracket or tokens[clause.start - 1 - colon].text != ")":
        return clause.start, cue
    before = next((i for i in range(at - 1 - colon, -1, -1) if not clauses[i].bracket), at)
    start, end = clauses[before].start, clauses[before].end
    inside = position
    while inside and readings[inside - 1].number >= end:
        inside -= 1
    last = readings[inside - 1].last if inside else 0
    return (start, end) if last <= start < end else (clause.start, cue)


def _cue(tokens: Sequence[Token], start: int, end: int) -> tuple[int, Relation]:
    """The cue that ends right before token `end`: its first token and what it says; `end` and nothing where there is none."""
    if (based := _past_base(tokens, start, end, _BASES)) < end:
        cue, relation = _cue(tokens, start, based)
        return (cue, relation) if relation in ("rise", "fall") else (end, "")
    if (based := _past_base(tokens, start, end, _MARKS)) < end and _cue(tokens, start, based)[1] in ("rise", "fall"):
        return _cue(tokens, start, based)[0], "over plan"
    hit = next(_CUES.ending(tokens, max(start, end - _LONGEST_CUE), end), None)
    return (hit.start, hit.value) if hit and hit.value else (end, "")


def _past_base(tokens: Sequence[Token], start: int, end: int, bases: Lexicon[bool]) -> int:
    """The token where what the number is compared with begins, if that stands right before it: `thấp hơn cùng kỳ 7%`."""
    hit = next(bases.ending(tokens, max(start + 1, end - _LONGEST_BASE), end), None)
    first = hit.start if hit else end
    while hit and first > start + 1 and tokens[first - 1].norm in ("so", "với"):
        first -= 1
    return first
