"""The same triples as rdflib knows them: pySHACL and the exports need them so. It takes 0.2 s to import."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

import pyoxigraph as ox
import rdflib

G = TypeVar("G", bound=rdflib.Graph)


def fill(graph: G, quads: Iterable[ox.Quad]) -> G:
    """Add the quads' triples to an rdflib graph, in their order, every literal as it is spelt; and give it back."""
    known: dict[Any, Any] = {}

    def same(part: Any) -> Any:
        if part not in known:
            known[part] = _term(part)
        return known[part]

    for quad in quads:
        graph.add((same(quad.subject), same(quad.predicate), same(quad.object)))
    return graph


def _term(part: Any) -> rdflib.URIRef | rdflib.BNode | rdflib.Literal:
    if isinstance(part, ox.NamedNode):
        return rdflib.URIRef(part.value)
    if isinstance(part, ox.BlankNode):
        return rdflib.BNode(part.value)
    if part.language:
        return rdflib.Literal(part.value, lang=part.language)
    datatype = rdflib.URIRef(part.datatype.value)
    return rdflib.Literal(part.value, datatype=None if datatype == rdflib.XSD.string else datatype, normalize=False)
