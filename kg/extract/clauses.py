"""A sentence cut up around its quantities: which words before and after each number are its own.

A clause ends at `;`, `:`, a bracket and at a comma that joins no fixed phrase (`phòng, chống`). Between two quantities of
one clause the last linking word (`và`, `với`, `cho`) parts the words of the one from those of the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from kg.extract.periods import Time
from kg.extract.quantities import Reading, units
from kg.lexicon import Lexicon
from kg.model import Mention, OrganizationMention, PersonMention, PlaceMention, Sentence, Token

Cue = Literal["", "rise", "fall", "reach", "equal", "share", "over plan", "lack", "to"]

# Enumerations whose comma parts no clauses.
_FIXED = Lexicon(
    dict.fromkeys(
        [
            "phòng, chống", "phòng, ngừa", "khám, chữa bệnh", "khám bệnh, chữa bệnh", "khám, điều trị", "khám, cấp thuốc", "khám, tư vấn", "khám bệnh, cấp thuốc",
            "xã, phường, thị trấn", "xã, phường", "xã, thị trấn", "phường, xã", "phường, thị trấn", "thôn, bản", "thôn, xóm", "thôn, buôn", "thôn, tổ dân phố",
            "bon, buôn", "buôn, thôn", "khóm, ấp", "ấp, khóm", "ấp, khu phố", "thôn, ấp", "khoa, phòng", "phòng, khoa", "huyện, thị xã, thành phố", "huyện, thành phố",
            "quận, huyện", "cán bộ, viên chức, người lao động", "cán bộ, công chức, viên chức", "cán bộ, viên chức", "công chức, viên chức", "viên chức, người lao động",
            "cán bộ, đảng viên", "cán bộ, chiến sĩ", "y, bác sĩ", "hội viên, nông dân", "hội viên, phụ nữ", "đoàn viên, thanh niên", "đoàn viên, hội viên",
            "điều dưỡng, hộ sinh", "hộ sinh, kỹ thuật viên", "sở, ban, ngành", "ban, ngành", "tổ chức, cá nhân", "tập thể, cá nhân", "sản xuất, kinh doanh",
            "thuốc, vật tư", "xanh, sạch, đẹp", "đời sống, vật chất", "giám sát, phản biện",
        ],
        True,
    )
)  # fmt: skip
# Words right before a number that say how it stands to what precedes; the longest wins.
_CUES: Lexicon[Cue] = Lexicon(
    {
        **dict.fromkeys("tăng, tăng thêm, tăng gấp, gấp, cao gấp, nhiều hơn, cao hơn, tăng nhẹ, tăng mạnh, tăng cao, tăng tới, tăng đến, tăng bình quân, tăng trung bình, tăng lên gấp, nhiều gấp, cao hơn gấp, tăng cao gấp, tăng hơn gấp, tăng khá".split(", "), "rise"),
        **dict.fromkeys("giảm, giảm thêm, giảm nhẹ, giảm mạnh, giảm sâu, giảm tới, giảm đến, giảm bình quân, thấp hơn, ít hơn, giảm được".split(", "), "fall"),
        **dict.fromkeys("đạt, đạt được, ước đạt, hoàn thành, hoàn thành được, đạt tỷ lệ, với tỷ lệ, tỷ lệ đạt, tỷ lệ, thực hiện đạt, đạt mức, và đạt, đã đạt, đạt trên mức".split(", "), "reach"),
        **dict.fromkeys("bằng, ước bằng, tương đương, tương ứng, tương đương với".split(", "), "equal"),
        **dict.fromkeys("chiếm, chiếm tỷ lệ, chiếm tới, chiếm khoảng".split(", "), "share"),
        **dict.fromkeys("vượt kế hoạch, vượt chỉ tiêu, vượt dự toán, vượt nghị quyết, vượt tiến độ, vượt mức kế hoạch, vượt so với kế hoạch".split(", "), "over plan"),
        **dict.fromkeys("thiếu, còn thiếu, thiếu hụt, hụt".split(", "), "lack"),
        **dict.fromkeys("tăng lên, giảm xuống, giảm còn, giảm xuống còn, còn, chỉ còn, lên, xuống, lên đến, lên tới, xuống còn, tăng từ, giảm từ, nâng lên, tăng lên từ".split(", "), "to"),
    }
)  # fmt: skip
_LINKS = frozenset("và với gồm cùng lẫn hoặc hay".split())
_WEAK_LINKS = frozenset("cho lên xuống đến từ tại có làm của trên".split())
_LONGEST_CUE = 4  # tokens


class Slot(NamedTuple):
    """A quantity in its sentence. The words of its own are `tokens[left:cue]` before it and `tokens[after:right]` after it.

    `relation` is what the words of the cue, `tokens[cue:reading.first]`, say. `clause` numbers the clause from 0, `bracket`
    tells that it stands in brackets, `alone` that it is the clause's first quantity.
    """

    reading: Reading
    left: int
    cue: int
    relation: Cue
    after: int
    right: int
    clause: int
    bracket: bool
    alone: bool


def slots(sentence: Sentence, readings: Sequence[Reading], times: Sequence[Time], mentions: Sequence[Mention]) -> list[Slot]:
    """The quantities of a sentence with the words of each, from left to right."""
    tokens = sentence.tokens
    clause_of, starts, ends, brackets = _clauses(tokens, readings, times, mentions)
    found: list[Slot] = []
    for position, reading in enumerate(readings):
        clause = clause_of[reading.number]
        left, right = starts[clause], ends[clause]
        before = readings[position - 1] if position and clause_of[readings[position - 1].number] == clause else None
        following = readings[position + 1] if position + 1 < len(readings) and clause_of[readings[position + 1].number] == clause else None
        if before:
            left = max(left, _parting(tokens, before.last, reading.first))
        if following:
            right = _parting(tokens, reading.last, following.first)
        else:
            right = _coordinated(tokens, reading.last, right, starts, ends, clause, clause_of, readings, position)
        cue, relation = _cue(tokens, left, reading.first)
        found.append(Slot(reading, left, cue, relation, reading.last, max(right, reading.last), clause, brackets[clause], before is None))
    return found


def _clauses(
    tokens: Sequence[Token], readings: Sequence[Reading], times: Sequence[Time], mentions: Sequence[Mention]
) -> tuple[list[int], list[int], list[int], list[bool]]:
    """The clause of each token, and of each clause its first token, the token after it, and whether it is bracketed."""
    whole = _whole(tokens, readings, times, mentions)
    clause_of, starts, ends, brackets = [], [0], [], [False]
    depth = 0
    for index, token in enumerate(tokens):
        if not whole[index] and token.kind == "mark" and _parts(tokens, index):
            depth = depth + 1 if token.text == "(" else max(0, depth - 1) if token.text == ")" else depth
            ends.append(index)
            clause_of.append(len(starts))
            starts.append(index + 1)
            brackets.append(depth > 0)
        else:
            clause_of.append(len(starts) - 1)
    ends.append(len(tokens))
    return clause_of, starts, ends, brackets


def _whole(tokens: Sequence[Token], readings: Sequence[Reading], times: Sequence[Time], mentions: Sequence[Mention]) -> list[bool]:
    """Tokens whose marks belong to a name, a number, a day or a fixed phrase."""
    whole = [False] * len(tokens)
    for reading in readings:
        for index in range(reading.first, reading.last):
            whole[index] = True
    spans = [(time.start, time.end) for time in times]
    spans += [(m.start, m.end) for m in mentions if isinstance(m, OrganizationMention | PlaceMention | PersonMention)]
    spans.sort()
    at = 0
    reached = -1
    for index, token in enumerate(tokens):
        while at < len(spans) and spans[at][0] <= token.start:
            reached = max(reached, spans[at][1])
            at += 1
        whole[index] |= token.end <= reached
    for hit in _FIXED.find(tokens):
        for index in range(hit.start, hit.end):
            whole[index] = True
    return whole


def _parts(tokens: Sequence[Token], index: int) -> bool:
    text = tokens[index].text
    if text in ",;:()[]!?…" or text.startswith(".."):
        return True
    if text in "-–—•*+●▪►":  # a dash with spaces around it at the front, or that opens a remark
        return index == 0 or text in "–—•●▪►" and tokens[index - 1].end < tokens[index].start
    return text == "." and index + 1 < len(tokens) and tokens[index + 1].start > tokens[index].end


def _parting(tokens: Sequence[Token], start: int, end: int) -> int:
    """The token between two quantities with which the words of the second one begin."""
    for links in (_LINKS, _WEAK_LINKS):
        for index in range(end - 1, start - 1, -1):
            if tokens[index].norm in links:
                return index
    cue, relation = _cue(tokens, start, end)
    return cue if relation else end


def _coordinated(
    tokens: Sequence[Token], start: int, end: int, starts: list[int], ends: list[int], clause: int, clause_of: list[int], readings: Sequence[Reading], position: int
) -> int:
    """`262 điều dưỡng, kỹ thuật viên`: short nouns after a comma go on with what is counted, up to the next number."""
    stop = readings[position + 1].first if position + 1 < len(readings) else len(tokens)
    following = clause + 1
    while following < len(starts) and tokens[ends[following - 1]].text == "," and end - start <= 2:
        first, last = starts[following], ends[following]
        words = [t.norm for t in tokens[first:last]]
        ended = last >= len(tokens) or tokens[last].text in ",;.)"
        if not 1 <= len(words) <= 3 or last > stop or not ended or any(w in _NO_COORDINATE for w in words) or tokens[first].kind != "word" or tokens[first].capital:
            break
        if stop < len(tokens) and stop - last <= 1:
            break  # the words before the next number are its own
        end, following = last, following + 1
    return end


_NO_COORDINATE = frozenset(
    "trong đó đạt tăng giảm chiếm bằng có là và với gồm đã sẽ được bị không cho so tập nổi riêng còn cùng vượt nhất như để do của ở tại theo trên từ thực "
    "hoàn phát xử khám tiêm".split()
)


def _cue(tokens: Sequence[Token], start: int, end: int) -> tuple[int, Cue]:
    """The cue that ends right before token `end`, its first token and what it says; `end` and nothing where there is none."""
    for first in range(max(start, end - _LONGEST_CUE), end):
        hit = _CUES.at(tokens, first)
        if hit and hit.end == end:
            return first, hit.value
    return end, ""


def is_unit(tokens: Sequence[Token], index: int) -> bool:
    """True where a unit's name begins at token `index`."""
    return units().at(tokens, index) is not None
