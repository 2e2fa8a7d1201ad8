"""Citizens who speak: what they tell of themselves (`Nhà tôi có 6 miệng ăn`) is no figure of a body.

A citizen is introduced by name with where they live or how old they are, and holds no post: `chị … (34 tuổi, ở thôn …)`,
`Ông …, trú bản …`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from kg.extract import reasons
from kg.lexicon import listed
from kg.model import Mention, PersonMention, Token
from kg.values import cached_property, dataclass

_ADDRESSED = frozenset("ông bà anh chị em cụ già cô chú bác mế".split())
_LIVES = listed(
    {
        True: (
            "ở, trú, trú tại, ngụ, ngụ tại, quê, quê ở, người dân, thôn, bản, ấp, khóm, xóm, buôn, làng, tổ dân phố, tổ, khu phố, xã, "
            "phường, sinh năm, sn"
        )
    }
)
_SELF = frozenset("tôi mình ông bà chị anh cháu nhà".split())
_QUOTES = frozenset({"“", "”", '"'})


@dataclass(frozen=True)
class Citizen:
    """What a sentence has of a citizen: `named` is the token after the name of one, -1 where it names none."""

    tokens: Sequence[Token]
    named: int

    @cached_property
    def own(self) -> int:
        """The first token after the name at which they speak of themselves."""
        return next((index for index in range(self.named + 1, len(self.tokens)) if self.tokens[index].norm in _SELF), len(self.tokens))

    @cached_property
    def quotes(self) -> tuple[int, ...]:
        """The quotation marks after the name."""
        return tuple(index for index in range(self.named + 1, len(self.tokens)) if self.tokens[index].text in _QUOTES)


def citizen(tokens: Sequence[Token], mentions: Sequence[Mention]) -> Citizen:
    """The citizen whom a sentence lets speak."""
    return Citizen(tokens, _named(tokens, mentions))


def refused(said: Citizen, first: int, governed: bool, spoken: bool) -> str:
    """Why the number at token `first` is no value: a citizen tells it, and no body or place is its subject. `governed` tells
    that one is; `spoken` that the paragraph has introduced a citizen before. Empty for any other number.
    """
    if governed or not (spoken or 0 <= said.named < first):
        return ""
    quoted = said.named >= 0 and bisect_left(said.quotes, first) % 2 == 1
    return reasons.CITIZEN if quoted or said.own < first else ""


def _named(tokens: Sequence[Token], mentions: Sequence[Mention]) -> int:
    """The token after the name of a citizen; -1 where the sentence introduces none."""
    for mention in mentions:
        if not isinstance(mention, PersonMention):
            continue
        start = bisect_left(tokens, mention.start, key=lambda token: token.start)
        if not start or tokens[start - 1].norm not in _ADDRESSED:
            continue
        end = bisect_right(tokens, mention.end - 1, key=lambda token: token.start)
        if end + 1 >= len(tokens) or tokens[end].text not in ",(":
            continue
        aged = tokens[end + 1].kind == "number" and end + 2 < len(tokens) and tokens[end + 2].norm == "tuổi"
        if aged or _LIVES.at(tokens, end + 1):
            return end
    return -1
