"""A graph in the formats that other programs read. Each gives the same bytes for the same triples."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import rdflib

from kg.bridge import fill
from kg.errors import GraphError
from kg.store import Store, write_whole


class Format(NamedTuple):
    """A format: its name, the ending of its files, and the function that writes it."""

    name: str
    ending: str
    write: Callable[[Store], bytes]


def serialize(graph: Store, to: str) -> bytes:
    """The bytes of a graph in a format of `FORMATS`, text in UTF-8. Raises GraphError for an unknown name.

    >>> serialize(Store(), "nt")
    b''
    """
    if to not in FORMATS:
        raise GraphError(f"{to}: không có dạng này; chọn một trong / no such format; choose one of: {', '.join(FORMATS)}")
    return FORMATS[to].write(graph)


def export(graph: Store, path: str | Path, to: str = "") -> None:
    """Write a graph to a file in the format named `to`, else in the first one with the file's ending. Raises GraphError."""
    target = Path(path)
    if not to:
        to = next((format.name for format in FORMATS.values() if format.ending == target.suffix), "")
    if not to:
        endings = " ".join(dict.fromkeys(format.ending for format in FORMATS.values()))
        raise GraphError(f"{target}: đuôi không rõ là dạng nào; dùng một trong / unknown ending; use one of: {endings}")
    write_whole(target, serialize(graph, to))


def _oxigraph(format: ox.RdfFormat) -> Callable[[Store], bytes]:
    """A writer that is pyoxigraph's own: it keeps the order of the triples, which is a fixed one."""
    return lambda graph: ox.serialize(graph, format=format, prefixes=graph.prefixes()) or b""


def _rdflib(name: str) -> Callable[[Store], bytes]:
    """A writer that is rdflib's own, for the formats in which it follows the order of the triples."""
    return lambda graph: _triples(graph).serialize(format=name, encoding="utf-8")


def _triples(graph: Store) -> rdflib.Graph:
    triples = rdflib.Graph(store="SimpleMemory", bind_namespaces="none")  # unlike rdflib's other store it keeps an order
    for prefix, namespace in graph.prefixes().items():
        triples.bind(prefix, namespace)
    return fill(triples, graph)


def _pretty_xml(graph: Store) -> bytes:
    """rdflib numbers the namespaces that it does not know, and lists all of them, as its sets happen to be ordered."""
    triples = _triples(graph)
    triples.bind("rdf", rdflib.RDF)
    triples.bind("xml", "http://www.w3.org/XML/1998/namespace")
    for name in sorted(map(str, {*triples.predicates(), *triples.objects(None, rdflib.RDF.type)})):
        triples.namespace_manager.compute_qname_strict(name)
    lines = triples.serialize(format="pretty-xml", encoding="utf-8").splitlines(keepends=True)
    declared = [number for number, line in enumerate(lines) if line.startswith(b"  xmlns:")]
    for number, line in zip(declared, sorted(lines[number] for number in declared), strict=True):
        lines[number] = line
    return b"".join(lines)


def _json_ld(graph: Store) -> bytes:
    """rdflib's JSON-LD with the graph's prefixes as its context; its nodes come out of a set, so they are sorted."""
    content = json.loads(_triples(graph).serialize(format="json-ld", auto_compact=True))
    if "@graph" in content:
        content["@graph"].sort(key=lambda node: str(node["@id"]))
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _trix(graph: Store) -> bytes:
    """rdflib's TriX, whose triples come out of a set: they are sorted. It asks for a data set; ours is the default graph."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib warns of a name that its own writer uses
        text = fill(rdflib.Dataset(), graph).serialize(format="trix", encoding="utf-8")
    triples = iter(sorted(_TRIPLE.findall(text)))
    return _TRIPLE.sub(lambda _: next(triples), text)


_TRIPLE = re.compile(rb"<triple>.*?</triple>", re.DOTALL)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _xml(write: Callable[[Store], bytes]) -> Callable[[Store], bytes]:
    """A writer of XML 1.0, in which some control characters cannot stand (https://www.w3.org/TR/xml/#charsets): U+FFFD does."""
    return lambda graph: _NO_XML.sub("\N{REPLACEMENT CHARACTER}", write(graph).decode()).encode()


FORMATS: Mapping[str, Format] = {
    format.name: format
    for format in (
        Format("turtle", ".ttl", Store.serialize),
        Format("longturtle", ".ttl", _rdflib("longturtle")),
        Format("n3", ".n3", Store.serialize),
        Format("nt", ".nt", _oxigraph(ox.RdfFormat.N_TRIPLES)),
        Format("xml", ".rdf", _xml(_oxigraph(ox.RdfFormat.RDF_XML))),
        Format("pretty-xml", ".rdf", _xml(_pretty_xml)),
        Format("json-ld", ".jsonld", _json_ld),
        Format("trig", ".trig", Store.serialize),
        Format("nquads", ".nq", _oxigraph(ox.RdfFormat.N_QUADS)),
        Format("trix", ".trix", _xml(_trix)),
        Format("hext", ".ndjson", _rdflib("hext")),
    )
}
