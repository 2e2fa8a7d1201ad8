"""The terms of the graph: their IRIs, and what `ontology/` says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pyoxigraph as ox

from kg.lexicon import PREFIXES
from kg.paths import ONTOLOGY

KG = PREFIXES["kg"]
NAMESPACES = dict(
    sorted(
        {
            **PREFIXES,
            "dcterms": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "oa": "http://www.w3.org/ns/oa#",
            "org": "http://www.w3.org/ns/org#",
            "prov": "http://www.w3.org/ns/prov#",
            "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
            "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "schema": "https://schema.org/",
            "sosa": "http://www.w3.org/ns/sosa/",
            "time": "http://www.w3.org/2006/time#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        }.items()
    )
)

Statements = dict[ox.NamedNode, dict[ox.NamedNode, list[Any]]]  # subject → predicate → objects


@cache
def term(name: str) -> ox.NamedNode:
    """The IRI of a term by its CURIE.

    >>> term("kg:holder").value
    'https://w3id.org/yte-kg/ontology#holder'
    """
    prefix, _, local = name.partition(":")
    return ox.NamedNode(NAMESPACES[prefix] + local)


TYPE, LABEL = term("rdf:type"), term("rdfs:label")
SUB_CLASS, SUB_PROPERTY = term("rdfs:subClassOf"), term("rdfs:subPropertyOf")

# What a scheme says of a concept that a reader of the graph can use; the rest serves the extractor alone.
_OF_CONCEPTS = ("skos:prefLabel", "skos:altLabel", "skos:broader", "skos:inScheme", "skos:definition", "rdf:type", "dcterms:title")
_OURS_OF_CONCEPTS = ("kg:unit", "kg:isHead", "kg:additive", "kg:lowerIsBetter", "kg:group")
TRAVELS = frozenset(map(term, _OF_CONCEPTS + _OURS_OF_CONCEPTS))


@cache
def ontology() -> Statements:
    """What `ontology/kg.ttl` says."""
    return _statements("kg")


@cache
def schemes() -> Statements:
    """What is said of the concepts that facts refer to."""
    return {**_statements("roles"), **_statements("indicators")}


def _statements(name: str) -> Statements:
    said: Statements = {}
    for quad in ox.parse(path=str(ONTOLOGY / f"{name}.ttl"), format=ox.RdfFormat.TURTLE):
        said.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
    return said


@cache
def range_of(predicate: ox.NamedNode) -> str:
    """The IRI of a predicate's range, or the empty string where the ontology leaves it open."""
    found = ontology().get(predicate, {}).get(term("rdfs:range"), [])
    return str(found[0].value) if found else ""


def class_tree() -> Iterator[ox.Quad]:
    """The subclass statements between `kg:` classes, by which `a/rdfs:subClassOf* kg:Fact` works on a graph alone."""
    for name, said in ontology().items():
        for parent in said.get(SUB_CLASS, []):
            if parent.value.startswith(KG):
                yield ox.Quad(name, SUB_CLASS, parent)


def alignments(quads: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """What quads say in the terms of ORG, PROV, SOSA, FOAF, schema.org and the others that `kg.ttl` aligns with.

    A quad of a `kg:` class or property gives one for every class or property above it; any other gives none.
    """
    for quad in quads:
        if quad.predicate == TYPE:
            yield from (ox.Quad(quad.subject, TYPE, parent) for parent in _above(quad.object, SUB_CLASS))
        else:
            yield from (ox.Quad(quad.subject, parent, quad.object) for parent in _above(quad.predicate, SUB_PROPERTY))


@cache
def _above(name: ox.NamedNode, relation: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
    found: dict[ox.NamedNode, None] = {}
    for parent in ontology().get(name, {}).get(relation, []):
        found.update(dict.fromkeys([parent, *_above(parent, relation)]))
    return tuple(found)
