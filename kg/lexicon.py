"""Lexicons: phrases looked up token by token, the longest first; and the schemes of `ontology/` they are made from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Generic, TypeVar

import pyoxigraph as ox

from kg.model import Token
from kg.paths import ONTOLOGY, WORDS
from kg.text.tokens import folded
from kg.values import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """A phrase of a lexicon at tokens[start:end]."""

    start: int
    end: int
    value: T


_NO_HITS: Iterator[Hit[Any]] = iter(())


class Lexicon(Generic[T]):
    """Phrases and what each stands for. Case, tone place and i/y do not matter: see `kg.text.normalize.fold`.

    >>> units = Lexicon({"lượt": "lượt", "lượt người": "lượt"})
    >>> from kg.text.tokens import tokens
    >>> units.at(tokens("hơn 27 lượt người"), 2)
    Hit(start=2, end=4, value='lượt')
    """

    def __init__(self, entries: Mapping[str, T] | Iterable[tuple[str, T]]) -> None:
        self._root: dict[str, list[Any]] = {}  # norm -> [children, value or None, has value]
        self._last_words: set[str] = set()
        pairs = entries.items() if isinstance(entries, Mapping) else entries
        for phrase, value in pairs:
            node = None
            children = self._root
            for norm in folded(phrase):
                node = children.setdefault(norm, [{}, None, False])
                children = node[0]
            if node is not None and not node[2]:  # the first entry of a phrase keeps it
                node[1], node[2] = value, True
                self._last_words.add(norm)
        self.first_words = self._root.keys()  # the folded words with which its phrases begin

    def at(self, sentence: Sequence[Token], index: int) -> Hit[T] | None:
        """The longest phrase that begins at token `index`, or None."""
        node = self._root.get(sentence[index].norm)
        if node is None:
            return None
        best, stop, end, last = None, index, index + 1, len(sentence)
        while node is not None:
            children, _, known = node
            if known:
                best, stop = node, end
            node = children.get(sentence[end].norm) if children and end < last else None
            end += 1
        return Hit(index, stop, best[1]) if best else None

    def ending(self, sentence: Sequence[Token], start: int, end: int) -> Iterator[Hit[T]]:
        """The phrases that begin at token `start` or after it and end right before token `end`, the longest first; of those that
        begin at one token only the longest in the sentence counts.

        >>> from kg.text.tokens import tokens
        >>> [hit.start for hit in Lexicon({"mắc mới": 1, "mới": 2}).ending(tokens("có ca mắc mới 9"), 0, 4)]
        [2, 3]
        """
        if start >= end or sentence[end - 1].norm not in self._last_words:
            return _NO_HITS
        hits = (self.at(sentence, index) for index in range(start, end))
        return (hit for hit in hits if hit and hit.end == end)

    def find(self, sentence: Sequence[Token]) -> list[Hit[T]]:
        """Every phrase in a sentence from left to right, the longest at each place, none overlapping."""
        return self.among([token.norm for token in sentence])

    def among(self, norms: Sequence[str]) -> list[Hit[T]]:
        """The same for folded words."""
        found: list[Hit[T]] = []
        if self.first_words.isdisjoint(norms):
            return found
        root, reached = self._root, 0
        for index in [index for index, norm in enumerate(norms) if norm in root]:
            if index >= reached and (hit := self.longest(norms, index)):
                found.append(hit)
                reached = hit.end
        return found

    def longest(self, norms: Sequence[str], index: int) -> Hit[T] | None:
        """The longest phrase that begins at folded word `index`, or None."""
        node = self._root.get(norms[index])
        best, stop, end, last = None, index, index + 1, len(norms)
        while node is not None:
            children, _, known = node
            if known:
                best, stop = node, end
            node = children.get(norms[end]) if children and end < last else None
            end += 1
        return Hit(index, stop, best[1]) if best else None


def listed(table: Mapping[T, str], mark: str = ",") -> Lexicon[T]:
    """The lexicon of a rule's own words: what they stand for, and the phrases, parted by commas or another mark.

    >>> bounds = listed({"over": "hơn, trên", "at_most": "không quá, tối đa"})
    >>> from kg.text.tokens import tokens
    >>> bounds.at(tokens("không quá 20%"), 0)
    Hit(start=0, end=2, value='at_most')
    """
    return Lexicon((phrase.strip(), value) for value, phrases in table.items() for phrase in phrases.split(mark))


_NONE = ("",)


@dataclass(frozen=True, slots=True)
class SchemeConcept:
    """A SKOS concept as the extractor needs it: its labels in Vietnamese and its `kg:` properties by local name."""

    curie: str
    label: str
    labels: tuple[str, ...]
    properties: Mapping[str, tuple[str, ...]]

    def one(self, name: str) -> str:
        """The first value of a property, or the empty string."""
        return self.properties.get(name, _NONE)[0]


PREFIXES = {
    "kg": "https://w3id.org/yte-kg/ontology#",
    "ind": "https://w3id.org/yte-kg/indicator/",
    "rol": "https://w3id.org/yte-kg/role/",
    "okd": "https://w3id.org/yte-kg/organization-kind/",
    "unt": "https://w3id.org/yte-kg/unit/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}


def curie(iri: str) -> str:
    """An IRI of one of our vocabularies as `prefix:name`; any other IRI as it is."""
    for prefix, base in PREFIXES.items():
        if iri.startswith(base):
            return f"{prefix}:{iri[len(base) :]}"
    return iri


@cache
def scheme(name: str) -> tuple[SchemeConcept, ...]:
    """The concepts of `ontology/NAME.ttl` (`roles`, `organizations`, `indicators`, `units`), sorted by IRI."""
    skos = PREFIXES["skos"]
    concepts: dict[str, dict[str, Any]] = {}
    path = ONTOLOGY / f"{name}.ttl"
    for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
        concept = concepts.setdefault(quad.subject.value, {"pref": [], "alt": [], "hidden": [], "props": {}, "concept": False})
        predicate, value = quad.predicate.value, quad.object.value
        local = predicate.removeprefix(skos)
        if predicate.endswith("#type"):
            concept["concept"] |= value == skos + "Concept"
        elif local in ("prefLabel", "altLabel", "hiddenLabel"):
            if quad.object.language == "vi":
                concept[local.removesuffix("Label")].append(value)
        else:
            shown = curie(value) if isinstance(quad.object, ox.NamedNode) else value
            concept["props"].setdefault(curie(predicate).partition(":")[2], []).append(shown)
    return tuple(
        SchemeConcept(
            curie(iri),
            c["pref"][0],
            tuple(c["pref"] + sorted(c["alt"]) + sorted(c["hidden"])),
            {k: tuple(sorted(v)) for k, v in c["props"].items()},
        )
        for iri, c in sorted(concepts.items())
        if c["concept"] and c["pref"]
    )


@cache
def words(name: str) -> tuple[str, ...]:
    """The entries of `kg/words/NAME.txt`, one a line; what follows `#` is a remark."""
    lines = (line.partition("#")[0].strip() for line in (WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line)
