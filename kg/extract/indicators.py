"""Indicators: a text's own words matched to the scheme of `ontology/indicators.ttl`, or kept as a new concept.

A concept is taken only where its label says all that the words say but for counting words, places and the people
meant by any such number: `tổng số lượt khám bệnh cho nhân dân` is `khám bệnh`; `phẫu thuật nội soi` is not `phẫu thuật`.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from kg.lexicon import Lexicon, SchemeConcept, listed, scheme
from kg.model import Concept, Token
from kg.text.normalize import fold, slug
from kg.text.tokens import tokens

# Words that say how something is counted, or of whom in general, and not what.
_COUNTING = listed(
    {
        True: (
            "tổng số, tổng, số, số lượng, số lượt, lượt, lượt người, lượt bệnh nhân, số ca, ca, ca mắc, mắc, trường hợp, "
            "người, người bệnh, bệnh nhân, tỷ lệ, tỉ lệ, được, cho, đạt, của, là, các, có, nhân dân, người dân, bà con, "
            "trên địa bàn, toàn, đã, ở, tại, công tác, việc, với, chung, và"
        )
    }
)


@lru_cache(maxsize=65536)
def key(words: str) -> tuple[str, ...]:
    """The words that tell an indicator from others, folded, in their order.

    >>> key("tổng số lượt khám bệnh cho nhân dân") == key("Khám bệnh")
    True
    """
    return _key(tokens(words))


def _key(found: Iterable[Token]) -> tuple[str, ...]:
    line = [token for token in found if token.kind != "mark" or token.text in "+%"]
    kept: list[str] = []
    index = 0
    while index < len(line):
        hit = _COUNTING.at(line, index)
        if hit:
            index = hit.end
        else:
            kept.append(line[index].norm)
            index += 1
    return tuple(kept) or tuple(token.norm for token in line)


@cache
def _by_key() -> dict[tuple[str, ...], SchemeConcept]:
    found: dict[tuple[str, ...], SchemeConcept] = {}
    for concept in scheme("indicators"):
        for label in concept.labels[:1]:
            found.setdefault(key(label), concept)
    for concept in scheme("indicators"):
        for label in concept.labels[1:]:
            found.setdefault(key(label), concept)
    return found


@cache
def labels() -> Lexicon[SchemeConcept]:
    """The concepts of the scheme by all their labels, to find one inside a longer phrase."""
    return Lexicon((label, concept) for concept in scheme("indicators") for label in concept.labels)


def concept(words: str, *others: str) -> Concept:
    """The concept that the words, or else one of the other wordings, name; a new one made of the words where none does."""
    for wording in (words, *others):
        known = _by_key().get(key(wording))
        if known:
            return Concept(known.curie, known.label)
    return Concept(f"ind:moi-{slug(fold(words))[:80].strip('-')}", words[:1].lower() + words[1:] if words[1:2].islower() else words)


def unit(words: str) -> str:
    """The unit of the concept that the words name, empty where no scheme knows it."""
    known = _by_key().get(key(words))
    return known.one("unit") if known else ""
