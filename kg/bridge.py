"""The same triples as rdflib knows them: pySHACL and the exports need them so. It takes 0.2 s to import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox
import rdflib


def to_rdflib(quads: Iterable[ox.Quad], prefixes: Mapping[str, str]) -> rdflib.Graph:
    """An rdflib graph of the quads' triples, added in their order, with these prefixes and no others. Every literal keeps
    its spelling."""
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in prefixes.items():
        graph.bind(prefix, namespace)
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
