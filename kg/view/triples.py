"""A store as plain values to look up: what each subject says, in an order that does not depend on the store's."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from urllib.parse import unquote

import pyoxigraph as ox

from kg.paths import ONTOLOGY

KG = "https://w3id.org/yte-kg/ontology#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_LABELS = (
    "http://www.w3.org/2000/01/rdf-schema#label",
    _SKOS + "prefLabel",
    "http://purl.org/dc/terms/title",
    "http://xmlns.com/foaf/0.1/name",
    "https://schema.org/name",
    "http://schema.org/name",
)
ALT_LABEL = _SKOS + "altLabel"
Term = ox.NamedNode | ox.BlankNode | ox.Literal
Names = tuple[str, str]  # Vietnamese, English


class Triples:
    """What a store says, by subject and predicate. Nodes are named by IRI, blank nodes by `_:` and their label."""

    def __init__(self, store: ox.Store) -> None:
        """Reads the whole store. Blank nodes get names that depend on what is said of them, not on the reader of the file."""
        about: dict[str, dict[str, list[Term]]] = {}
        for quad in _settled(store):
            subject, term = quad.subject, quad.object
            if isinstance(term, ox.Triple) or isinstance(subject, ox.Triple):
                continue  # a statement about a statement has no place in a picture
            about.setdefault(key(subject), {}).setdefault(quad.predicate.value, []).append(term)
        self.about = {
            subject: {name: sorted(set(said), key=str) if len(said) > 1 else said for name, said in sorted(says.items())}
            for subject, says in sorted(about.items())
        }
        self._ancestry: dict[str, list[str]] = {}

    def objects(self, subject: str, predicate: str) -> list[Term]:
        """Every object of `predicate`, a full IRI or the local name of a `kg:` term, sorted; empty where there is none."""
        return self.about.get(subject, {}).get(predicate if ":" in predicate else KG + predicate, [])

    def links(self, subject: str, predicate: str) -> list[str]:
        """The subjects that `predicate` leads to."""
        return [key(term) for term in self.objects(subject, predicate) if not isinstance(term, ox.Literal)]

    def link(self, subject: str, predicate: str) -> str:
        """The first of `links`, or an empty string."""
        return next(iter(self.links(subject, predicate)), "")

    def value(self, subject: str, predicate: str) -> str:
        """The text of the first literal (a Vietnamese one before others), or an empty string."""
        return next(iter(self.values(subject, predicate)), "")

    def values(self, subject: str, predicate: str) -> list[str]:
        """The texts of all literals, Vietnamese ones first."""
        literals = [term for term in self.objects(subject, predicate) if isinstance(term, ox.Literal)]
        if len(literals) > 1:
            literals.sort(key=lambda term: term.language != "vi")
        return [term.value for term in literals]

    def types(self, subject: str) -> list[str]:
        """The classes of a subject, as it states them."""
        return self.links(subject, RDF_TYPE)

    def ancestry(self, name: str) -> list[str]:
        """A class and all that it is a subclass of, nearest first."""
        if name not in self._ancestry:
            found = self._ancestry[name] = [name]
            for one in found:
                found += [parent for parent in self.links(one, SUBCLASS) if parent not in found]
        return self._ancestry[name]

    def classes(self, subject: str) -> list[str]:
        """The local names of a subject's `kg:` classes and of all that those are subclasses of, the most exact first."""
        return [name.removeprefix(KG) for stated in self.types(subject) for name in self.ancestry(stated) if name.startswith(KG)]

    def names(self, subject: str) -> Names:
        """What a subject is called in Vietnamese and in English; the end of its IRI where it says nothing."""
        for predicate in _LABELS:
            if literals := [term for term in self.objects(subject, predicate) if isinstance(term, ox.Literal) and term.value.strip()]:
                by_language = {term.language or "": term.value for term in reversed(literals)}
                vietnamese = by_language.get("vi") or by_language.get("") or by_language.get("en") or literals[0].value
                return vietnamese, by_language.get("en", vietnamese)
        if subject.startswith("_:"):
            return "(không tên)", "(unnamed)"
        return _term_names().get(subject, (local(subject), local(subject)))


def _settled(store: ox.Store) -> Iterable[ox.Quad]:
    """The quads of a store with its blank nodes named by what surrounds them."""
    quads = list(store)
    if not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object)):
        return quads
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def key(term: Term) -> str:
    """How a subject is named here: its IRI, or `_:` and a blank node's label."""
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def local(iri: str) -> str:
    """The last part of an IRI as a person reads it: `https://example.org/thing/An%20Khê` is `An Khê`."""
    tail = re.split(r"[/#:]", unquote(iri).rstrip("/#"))[-1]
    return tail.replace("_", " ") or iri


@cache
def _term_names() -> dict[str, Names]:
    """The ontology's own labels of its classes and properties, in Vietnamese and in English."""
    path = ONTOLOGY / "kg.ttl"
    found: dict[str, dict[str, str]] = {}
    if path.is_file():
        for triple in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
            if triple.predicate.value == _LABELS[0] and isinstance(triple.object, ox.Literal):
                found.setdefault(key(triple.subject), {})[triple.object.language or ""] = triple.object.value
    return {iri: (labels.get("vi") or local(iri), labels.get("en") or local(iri)) for iri, labels in found.items()}
