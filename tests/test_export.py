"""The formats that other programs read: each holds the same triples, and the same bytes every time."""

from __future__ import annotations

import hashlib
import json
import os
import runpy
import subprocess
import sys
import warnings
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

from kg.errors import GraphError
from kg.export import FORMATS, export, serialize
from kg.store import Store

SAMPLE = Path(__file__).with_name("sample_graph.py")
graph: Store = runpy.run_path(str(SAMPLE))["graph"]()

_DATA_SETS = ("trig", "nquads", "trix", "hext", "json-ld")
_PARSERS = {"longturtle": "turtle", "pretty-xml": "xml", "n3": "turtle"}


def triples_of(content: bytes, format: str) -> set[ox.Quad]:
    """The triples that rdflib reads; numbers are compared by value, for one of its writers spells 1300 as 1300.0."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        read = rdflib.Dataset() if format in _DATA_SETS else rdflib.Graph()
        read.parse(data=content, format=_PARSERS.get(format, format))
        lines = rdflib.Graph()
        for part in read if format in _DATA_SETS else [(*triple, None) for triple in read]:
            lines.add(part[:3])
        store = ox.Store()
        store.load(lines.serialize(format="nt", encoding="utf-8"), format=ox.RdfFormat.N_TRIPLES)
        return set(store)


def test_every_format_of_rdflib_is_there() -> None:
    writers = {plugin.name for plugin in rdflib.plugin.plugins(kind=rdflib.plugin.Serializer) if "/" not in plugin.name}
    others = {"ttl", "turtle2", "nt11", "ntriples", "json-ld", "patch"}  # other names, and one that writes changes
    assert writers - others <= set(FORMATS)
    assert "json-ld" in FORMATS


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_holds_the_same_triples(name: str) -> None:
    assert triples_of(serialize(graph, name), name) == set(graph.store)


@pytest.mark.parametrize("name", FORMATS)
def test_text_stays_readable(name: str) -> None:
    assert "Trần Thị Hoa Sen" in serialize(graph, name).decode() or "Tr\\u1ea7n" in serialize(graph, name).decode()


_HASHES = """
import hashlib, runpy, sys
from kg.export import FORMATS, serialize
graph = runpy.run_path(sys.argv[1])["graph"]().aligned()
print({name: hashlib.sha256(serialize(graph, name)).hexdigest() for name in FORMATS})
"""


def test_the_bytes_are_the_same_every_time() -> None:
    here = {name: hashlib.sha256(serialize(graph.aligned(), name)).hexdigest() for name in FORMATS}
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    there = subprocess.run([sys.executable, "-c", _HASHES, str(SAMPLE)], env=environment, check=True, capture_output=True, text=True).stdout
    assert there.strip() == str(here)


@pytest.mark.parametrize(("name", "to"), [("a.ttl", ""), ("a.nt", ""), ("a.rdf", ""), ("a.jsonld", ""), ("a.trix", ""), ("a.txt", "hext")])
def test_a_file_is_written_by_its_ending_or_by_name(tmp_path: Path, name: str, to: str) -> None:
    export(graph, tmp_path / name, to)
    ending = (tmp_path / name).suffix
    format = to or next(format.name for format in FORMATS.values() if format.ending == ending)
    assert (tmp_path / name).read_bytes() == serialize(graph, format)


@pytest.mark.parametrize(
    ("name", "to", "message"), [("a.xyz", "", "đuôi không rõ là dạng nào"), ("a.ttl", "word", "word: không có dạng này")]
)
def test_an_unknown_format_is_told_in_one_line(tmp_path: Path, name: str, to: str, message: str) -> None:
    with pytest.raises(GraphError, match=message) as error:
        export(graph, tmp_path / name, to)
    assert "\n" not in str(error.value) and not (tmp_path / name).exists()


def test_json_ld_names_its_prefixes() -> None:
    content = json.loads(serialize(graph, "json-ld"))
    assert content["@context"]["person"] == "https://w3id.org/yte-kg/id/person/"
    assert [node["@id"] for node in content["@graph"]] == sorted(node["@id"] for node in content["@graph"])


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_graph_has_every_format(name: str) -> None:
    assert triples_of(serialize(Store(), name) or b" ", name) == set()


@pytest.mark.parametrize("name", FORMATS)
def test_control_characters_break_no_format(name: str) -> None:
    quote = ox.Literal('bell \a, tab \t, "quote", \\ and \ufffe', language="vi")
    one = ox.Quad(ox.NamedNode("https://example.org/x"), ox.NamedNode("https://w3id.org/yte-kg/ontology#quote"), quote)
    [read] = triples_of(serialize(Store([one]), name), name)
    in_xml = quote.value.replace("\a", "\ufffd").replace("\ufffe", "\ufffd")
    assert read.object.value == (in_xml if name in ("xml", "pretty-xml", "trix") else quote.value)
