"""Citizens who speak: what they tell of themselves (`Tôi có 3 đứa con`) is no figure of a body.

A citizen is introduced by name with where they live or how old they are, and holds no post: `chị … (34 tuổi, ở thôn …)`,
`Ông …, trú bản …`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from kg.extract import reasons
from kg.extract.clauses import Slot
from kg.extract.statements import Statement
from kg.lexicon import listed
from kg.model import PersonMention

_ADDRESSED = frozenset("ông bà anh chị em cụ già cô chú bác mế".split())
_LIVES = listed(
    {
        True: (
            "ở, trú, trú tại, ngụ, ngụ tại, quê, quê ở, người dân, thôn, bản, ấp, khóm, xóm, buôn, làng, tổ dân phố, tổ, khu phố, xã, phường, "
            "sinh năm, sn"
        )
    }
)
_SELF = frozenset("tôi mình ông bà chị anh cháu nhà".split())
_QUOTES = frozenset({"“", "”", '"'})
_REACH = 2  # tokens from the name to where they live


def citizen(statement: Statement) -> bool:
    """True where the sentence introduces a citizen: whatever they tell in its paragraph is their own."""
    return _introduced(statement) >= 0


def refused(statement: Statement, slot: Slot, spoken: bool) -> str:
    """Why a number that a citizen tells is no value: no body or place is its subject. `spoken` tells that the paragraph has
    introduced one before; empty for any other number."""
    first = slot.reading.first
    introduced = _introduced(statement)
    if not spoken and not 0 <= introduced < first:
        return ""
    said = statement.said_before(first)
    own = said is None or (0 <= introduced and said.start < statement.tokens[introduced].start)
    quoted = sum(token.text in _QUOTES for token in statement.tokens[max(0, introduced + 1) : first]) % 2 == 1
    if own and introduced >= 0 and quoted:
        return reasons.CITIZEN
    return reasons.CITIZEN if own and any(token.norm in _SELF for token in statement.tokens[max(0, introduced + 1) : first]) else ""


def _introduced(statement: Statement) -> int:
    """The token after the name of a citizen; -1 where the sentence introduces none."""
    tokens = statement.tokens
    for mention in statement.mentions:
        if not isinstance(mention, PersonMention):
            continue
        start = bisect_left(tokens, mention.start, key=lambda token: token.start)
        end = bisect_right(tokens, mention.end - 1, key=lambda token: token.start)
        if not start or tokens[start - 1].norm not in _ADDRESSED or end + 1 >= len(tokens) or tokens[end].text not in ",(":
            continue
        aged = tokens[end + 1].kind == "number" and end + 2 < len(tokens) and tokens[end + 2].norm == "tuổi"
        if aged or any(_LIVES.at(tokens, index) for index in range(end + 1, min(end + _REACH, len(tokens)))):
            return end
    return -1
