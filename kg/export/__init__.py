"""A graph in the formats that other programs read. Each gives the same bytes for the same triples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import rdflib

from kg.bridge import to_rdflib
from kg.errors import GraphError
from kg.store import Graph


class Format(NamedTuple):
    """A format: its name, the ending of its files, what it is, and the function that writes it."""

    name: str
    ending: str
    title: str
    write: Callable[[Graph], bytes]


def export(graph: Graph, format: str) -> bytes:
    """The bytes of a graph in a format of `FORMATS`, text in UTF-8. Raises GraphError for an unknown name.

    >>> export(Graph(), "nt")
    b''
    """
    if format not in FORMATS:
        raise GraphError(f"{format}: không có dạng này; chọn một trong / no such format; choose one of: {', '.join(FORMATS)}")
    return FORMATS[format].write(graph)


def _rdflib(name: str) -> Callable[[Graph], bytes]:
    """A writer that is rdflib's own for a format of triples."""

    def write(graph: Graph) -> bytes:
        return to_rdflib(graph, graph.prefixes()).serialize(format=name, encoding="utf-8")

    return write


def _rdflib_dataset(name: str) -> Callable[[Graph], bytes]:
    """A writer that is rdflib's own for a format of named graphs; ours has the default one only."""

    def write(graph: Graph) -> bytes:
        dataset = rdflib.Dataset()
        for prefix, namespace in graph.prefixes().items():
            dataset.bind(prefix, namespace)
        for triple in to_rdflib(graph, {}):
            dataset.add(triple)
        return dataset.serialize(format=name, encoding="utf-8")

    return write


def _sorted(write: Callable[[Graph], bytes]) -> Callable[[Graph], bytes]:
    """A writer of lines whose order means nothing, with its lines sorted."""
    return lambda graph: b"".join(sorted(line for line in write(graph).splitlines(keepends=True) if line.strip()))


FORMATS: Mapping[str, Format] = {
    format.name: format
    for format in (
        Format("turtle", ".ttl", "Turtle", Graph.serialize),
        Format("longturtle", ".ttl", "Turtle, one object a line", _rdflib("longturtle")),
        Format("n3", ".n3", "Notation3", _rdflib("n3")),
        Format("nt", ".nt", "N-Triples", _sorted(_rdflib("nt"))),
        Format("xml", ".rdf", "RDF/XML", _rdflib("xml")),
        Format("pretty-xml", ".rdf", "RDF/XML, nested", _rdflib("pretty-xml")),
        Format("json-ld", ".jsonld", "JSON-LD", _rdflib("json-ld")),
        Format("trig", ".trig", "TriG", _rdflib_dataset("trig")),
        Format("nquads", ".nq", "N-Quads", _sorted(_rdflib_dataset("nquads"))),
        Format("trix", ".trix", "TriX", _rdflib_dataset("trix")),
        Format("hext", ".ndjson", "HexTuples", _sorted(_rdflib_dataset("hext"))),
    )
}
