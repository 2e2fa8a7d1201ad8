"""`Các xã A, B và C có số mắc lần lượt là 12, 15 và 18 ca`: each number is of the place or the year in the same position."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import Any

from kg.extract.quantities import Reading
from kg.extract.subjects import Subject
from kg.extract.times import Time
from kg.lexicon import listed
from kg.model import Mention, Sentence, Token

_RESPECTIVELY = listed({True: "lần lượt, theo thứ tự"})
_BETWEEN = frozenset({",", "và", ";"})
_LONGEST_GAP = 2  # tokens between two members of a list: the comma or `và`, and a level word
_LEVELS = frozenset("xã phường huyện quận năm ttyt".split())


def holders(
    sentence: Sentence, readings: Sequence[Reading], mentions: Sequence[Mention], times: Sequence[Time]
) -> Mapping[int, Subject | Time]:
    """The first token of each number told `lần lượt` → the place, body or time that it is of; nothing where the two lists differ
    in length."""
    found: dict[int, Subject | Time] = {}
    tokens = sentence.tokens
    for hit in _RESPECTIVELY.among(sentence.norms):
        at = bisect_left(readings, hit.end, key=lambda reading: reading.first)
        row = list(readings[at : at + 1])
        while at + len(row) < len(readings):
            following = readings[at + len(row)]
            if any(token.norm not in _BETWEEN for token in tokens[row[-1].last : following.first]):
                break
            row.append(following)
        if len(row) < 2:
            continue
        start = tokens[hit.start].start
        said: list[Sequence[Any]] = [[m for m in mentions if isinstance(m, Subject)], times]
        for members in said:
            last = bisect_right(members, start, key=lambda member: member.end)
            named = _list(tokens, members[max(0, last - len(row) - 1) : last])
            if len(named) == len(row):
                found.update({reading.first: member for reading, member in zip(row, named, strict=True)})
                break
    return found


def _list(tokens: Sequence[Token], members: Sequence[Any]) -> list[Any]:
    """The last members that stand one after the other."""
    row = list(members[-1:])
    for member in reversed(members[:-1]):
        first = bisect_left(tokens, member.end, key=lambda token: token.start)
        last = bisect_left(tokens, row[0].start, key=lambda token: token.start)
        between = [token.norm for token in tokens[first:last]]
        if not between or len(between) > _LONGEST_GAP or between[0] not in _BETWEEN or any(w not in _LEVELS for w in between[1:]):
            break
        row.insert(0, member)
    return row
