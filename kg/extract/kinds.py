"""The kinds of body and the fields of work that there are: `ontology/organizations.ttl` and `kg/words/fields.txt` by their words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from kg.lexicon import Hit, Lexicon, SchemeConcept, scheme, words
from kg.model import OrganizationMention, Token
from kg.text.normalize import fold
from kg.text.tokens import tokens


@cache
def kinds() -> Lexicon[SchemeConcept | None]:
    """The kinds of body of `ontology/organizations.ttl` by all their labels."""
    labels = [(label, concept) for concept in scheme("organizations") for label in concept.labels]
    known = {label.casefold() for label, _ in labels}
    entries: dict[str, SchemeConcept | None] = {phrase: None for phrase in words("no_bodies") if phrase not in known}
    for label, concept in labels:
        entries.setdefault(label, concept)
        if "&" in label:
            entries.setdefault(label.replace("&", " & "), concept)
            entries.setdefault(label.replace("&", " và "), concept)
    return Lexicon(entries)


@cache
def fields() -> Lexicon[str]:
    """Fields of work (`Y tế`, `Tổ chức - Hành chính`) by their words."""
    return Lexicon((field, field) for field in words("fields"))


@cache
def by_curie(curie: str) -> SchemeConcept | None:
    """The kind of body of that name in the scheme."""
    return next((concept for concept in scheme("organizations") if concept.curie == curie), None)


def kind_at(line: Sequence[Token], index: int) -> Hit[SchemeConcept | None] | None:
    """The kind of body that a name begins with, None as its value where the words only look like one."""
    hit = kinds().at(line, index)
    if hit and hit.value is None and line[hit.end - 1].capital and fields().at(line, hit.end - 1):
        return kinds().at(line[: hit.end - 1], index)  # `Khoa Phòng, chống HIV/AIDS`, where `khoa phòng` is none
    return hit


def concept_of(mention: OrganizationMention) -> SchemeConcept | None:
    """The kind of body whose label a mention's name begins with, the longest."""
    return _concept_of_name(mention.name)


@lru_cache(maxsize=4096)
def _concept_of_name(name: str) -> SchemeConcept | None:
    found = tokens(name)
    hit = kind_at(found, 0) if found else None
    return hit.value if hit else None


def is_general(body: OrganizationMention, kind: SchemeConcept) -> bool:
    """True for a body said by no more than a word of its kind that any name can begin with: `Trung tâm`, `Sở`."""
    return fold(body.name) == fold(kind.label) and "true" in (kind.one("bareWord"), kind.one("takesField"))
