"""A graph in memory: read, asked, checked, written."""

from __future__ import annotations

import json
import re
import runpy
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import GraphError, QueryError
from kg.model import Comparison, Evidence, Observation, Organization, Period, RoleHolding
from kg.question import find
from kg.rdf import quads
from kg.store import Store

sample = runpy.run_path(str(Path(__file__).with_name("sample_graph.py")))
FACTS = "SELECT ?fact { ?fact a/rdfs:subClassOf* kg:Fact }"


@pytest.fixture
def graph() -> Store:
    return sample["graph"]()


def triples(store: Store) -> set[ox.Quad]:
    return set(store.store)


# ---------------------------------------------------------------- reading and writing


def test_turtle_read_again_is_the_same_graph_and_the_same_bytes(graph: Store) -> None:
    again = Store.load(graph.serialize())
    assert triples(again) == triples(graph)
    assert again.serialize() == graph.serialize()


@pytest.mark.parametrize("ending", [".ttl", ".nt", ".nq", ".trig", ".rdf", ".jsonld"])
def test_a_file_is_read_by_its_ending(graph: Store, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"graph{ending}"
    path.write_bytes(ox.serialize(graph, format=ox.RdfFormat.from_extension(ending[1:])))
    assert triples(Store.load(path)) == triples(graph)


def test_one_changed_word_changes_one_line(graph: Store) -> None:
    changed = [
        ox.Quad(q.subject, q.predicate, ox.Literal("Bác sĩ", language="vi") if q.object.value == "Bác sĩ CKI" else q.object) for q in graph
    ]
    before, after = graph.serialize().splitlines(), Store(changed).serialize().splitlines()
    assert len([1 for one, other in zip(before, after, strict=True) if one != other]) == 1


def test_names_in_turtle_are_safe_for_every_reader(graph: Store) -> None:
    body = re.sub(rb'"(?:[^"\\\n]|\\.)*"|<[^>]*>', b"", graph.serialize())
    assert b"\\" not in body and b"%" not in body
    assert {name for name in re.findall(rb"\b[a-z]+:([^\s;,]*)", body) if not re.fullmatch(rb"[A-Za-z0-9_-]*", name)} == set()


@pytest.mark.parametrize(
    "reader", [["rapper", "-q", "-i", "turtle", "-o", "ntriples"], ["serdi", "-i", "turtle", "-o", "ntriples"]], ids=lambda r: r[0]
)
def test_other_readers_read_the_same_graph(graph: Store, tmp_path: Path, reader: list[str]) -> None:
    if shutil.which(reader[0]) is None:
        pytest.skip(f"{reader[0]} is not installed: apt install raptor2-utils serdi")
    graph.save(tmp_path / "graph.ttl")
    lines = subprocess.run([*reader, str(tmp_path / "graph.ttl")], check=True, capture_output=True).stdout
    assert set(ox.parse(lines, format=ox.RdfFormat.N_TRIPLES)) == triples(graph)


def test_saving_makes_the_folder_and_leaves_nothing_beside(graph: Store, tmp_path: Path) -> None:
    path = tmp_path / "new" / "graph.ttl"
    graph.save(path)
    graph.save(path)
    assert [file.name for file in path.parent.iterdir()] == ["graph.ttl"]
    assert path.read_bytes() == graph.serialize()


def test_a_place_that_cannot_be_written_is_named(graph: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GraphError, match=r"graph\.ttl: không ghi được"):
        graph.save(tmp_path / "file" / "graph.ttl")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("none.ttl", None, "không mở được"),
        ("broken.ttl", b"@prefix kg: <https://example.org/> .\nkg:a kg:b .", "không đọc được đồ thị"),
        ("picture.png", b"\x89PNG", "không rõ dạng .png"),
        ("bytes.ttl", b"\xff\xfe\x00", "không đọc được đồ thị"),
    ],
)
def test_what_is_no_graph_is_named_in_one_line(tmp_path: Path, name: str, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(GraphError, match=message) as error:
        Store.load(tmp_path / name)
    assert name in str(error.value) and "\n" not in str(error.value)


# ---------------------------------------------------------------- asking


def test_rows_are_plain_values(graph: Store) -> None:
    where = "?d kg:fileName ?name ; dcterms:issued ?day . ?e kg:document ?d ; kg:startOffset ?start"
    result = graph.query(f"SELECT ?name ?day ?start ?none {{ {where} }} ORDER BY ?start LIMIT 1")
    assert result.variables == ("name", "day", "start", "none")
    assert result.rows == (("so-ket.txt", date(2024, 4, 6), 0, None),)
    value = graph.query("SELECT ?value { ?x kg:value ?value } ORDER BY ?value").rows
    assert value[:2] == ((Decimal(-4),), (Decimal(7),))


def test_ask_and_construct(graph: Store) -> None:
    assert graph.query("ASK { ?x a kg:Meeting }").rows == ((True,),)
    built = graph.query("CONSTRUCT { ?p a kg:Person } WHERE { ?x kg:holder ?p } ")
    assert built.variables == ("subject", "predicate", "object")
    assert {row[0].rpartition("/")[2] for row in built} == {"ly-van-bach-tinh-lac-thuy", "tran-thi-hoa-sen-tinh-lac-thuy"}


def test_answers_as_csv_and_json(graph: Store) -> None:
    result = graph.query('SELECT ?who ?label ?none { ?who rdfs:label ?label FILTER(STRSTARTS(?label, "Lý")) }')
    iri = "https://w3id.org/yte-kg/id/person/ly-van-bach-tinh-lac-thuy"
    assert result.csv() == f"who,label,none\r\n{iri},Lý Văn Bách,\r\n"
    assert json.loads(result.json())["results"]["bindings"] == [
        {"who": {"type": "uri", "value": iri}, "label": {"type": "literal", "value": "Lý Văn Bách", "xml:lang": "vi"}}
    ]


def test_a_question_by_name_and_by_file(graph: Store, tmp_path: Path) -> None:
    (tmp_path / "mine.rq").write_text(find("heads"), encoding="utf-8")
    assert graph.query(str(tmp_path / "mine.rq")).rows == graph.query("heads").rows != ()


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("SELECT * {\n  ?s kg:role }", "dòng 2, cột 14 / broken SPARQL at line 2, column 14, trước / before «}»"),
        ("SELECT * {", "ở cuối / at the end"),
        ("SELECT ?x { ?x a none:Thing }", "Prefix not found"),
        ("DELETE WHERE { ?s ?p ?o }", "broken SPARQL"),
        ("headz", "không có câu hỏi tên này / no query of this name; gần giống / near: heads"),
        ("no-such-thing-at-all-here", "kg queries"),
        ("none.rq", "none.rq: không đọc được tệp câu hỏi"),
        ("SELECT * { SERVICE <http://127.0.0.1/sparql> { ?s ?p ?o } }", "SERVICE"),
        ("SELECT * { service silent ?x { ?s ?p ?o } }", "SERVICE"),
    ],
)
def test_a_broken_question_is_told_in_one_line(graph: Store, question: str, message: str) -> None:
    with pytest.raises(QueryError) as error:
        graph.query(question)
    assert message in str(error.value) and "\n" not in str(error.value)


@pytest.mark.parametrize(
    "question", ['ASK { ?service ?p "SERVICE <x>" }', "ASK { ?s <http://example.org/SERVICE> ?o } # SERVICE", "ASK { ?s ?p 'a\\'SERVICE' }"]
)
def test_the_word_service_alone_calls_nobody(graph: Store, question: str) -> None:
    assert graph.query(question).rows == ((False,),)


# ---------------------------------------------------------------- the shapes


def changed(kind: type, **changes: object) -> Store:
    """The first article, one of its facts of a kind changed."""
    one = sample["first"]()
    facts = list(one.extraction.facts)
    place = next(number for number, fact in enumerate(facts) if isinstance(fact, kind))
    facts[place] = replace(facts[place], **changes)
    return Store(quads([replace(one, extraction=replace(one.extraction, facts=tuple(facts)))]))


def test_a_good_graph_conforms_and_loses_nothing(graph: Store) -> None:
    before = triples(graph)
    assert graph.validate().conforms
    assert graph.prune() == ()
    assert triples(graph) == before
    assert graph.aligned().validate().conforms


NO_UNIT, BACKWARDS = Comparison("change", Decimal(3), ""), Period(date(2024, 5, 1), date(2024, 4, 1))
BROKEN = [
    (RoleHolding, {"evidence": (Evidence(0, 4, "Khác"),)}, "kg:evidence", 1),
    (RoleHolding, {"confidence": Decimal("1.2")}, "kg:confidence", 1),
    (RoleHolding, {"rule": ""}, "kg:rule", 1),
    (RoleHolding, {"role_text": ""}, "kg:roleText", 1),
    (RoleHolding, {"start": date(2024, 5, 1), "end": date(2024, 4, 1)}, "kg:start", 1),
    (Observation, {"bound": "nearly"}, "kg:bound", 1),
    (Observation, {"indicator_text": ""}, "kg:indicatorText", 1),
    (Observation, {"comparisons": (NO_UNIT,)}, "kg:unit", 0),
    (Observation, {"period": BACKWARDS}, "kg:start", 0),
]


@pytest.mark.parametrize(("kind", "changes", "term", "lost"), BROKEN, ids=[f"{kind.__name__}-{term}" for kind, _, term, _ in BROKEN])
def test_what_breaks_a_shape_is_told_and_not_kept(kind: type, changes: dict[str, object], term: str, lost: int) -> None:
    graph = changed(kind, **changes)
    report = graph.validate()
    told = [violation for violation in report.violations if f"({term})" in violation.message]
    assert told and all(" / " in violation.message and violation.document == "so-ket.txt" for violation in told)
    facts = len(graph.query(FACTS))
    assert set(report.violations) <= set(graph.prune())
    assert graph.validate().conforms
    assert len(graph.query(FACTS)) == facts - lost
    assert graph.query("orphans").rows == ()


def test_a_violation_says_from_which_words_the_fact_came() -> None:
    [violation] = changed(RoleHolding, confidence=Decimal(2)).validate().violations
    assert violation.node.startswith("https://w3id.org/yte-kg/id/fact/so-ket-txt-")
    assert violation.value == "2"
    assert violation.document == "so-ket.txt"
    assert sample["FIRST"][violation.start : violation.end] == violation.quote and "Trần Thị Hoa Sen" in violation.quote
    assert violation.kind == "RoleHolding"
    assert str(violation).startswith("so-ket.txt · Phải có đúng một điểm tin cậy")


def test_a_figure_without_a_unit_is_kept() -> None:
    assert changed(Observation, unit="").validate().conforms


def test_with_a_fact_go_its_words_its_parts_its_period_and_its_short_way() -> None:
    graph = changed(Observation, confidence=Decimal(2), period=Period(None, date(2024, 4, 1)))
    graph.prune()
    assert graph.query("SELECT ?c { ?c a kg:Comparison }").rows == ()
    assert graph.query('SELECT ?p { ?p kg:end "2024-04-01"^^xsd:date }').rows == ()
    assert graph.query("SELECT ?e { ?e kg:quote ?q FILTER(CONTAINS(?q, '1.250')) }").rows == ()
    assert graph.query("orphans").rows == graph.query("attendance-without-shortcut").rows == ()


def test_facts_fall_with_a_thing_that_breaks_a_shape() -> None:
    label = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
    person = ox.NamedNode("https://w3id.org/yte-kg/id/person/ly-van-bach-tinh-lac-thuy")
    graph = Store([*sample["graph"](), ox.Quad(person, label, ox.Literal("Lý Văn Bạch", language="vi"))])
    assert any(violation.node == person.value for violation in graph.prune())
    assert graph.validate().conforms
    assert graph.query("SELECT ?x { ?x kg:holder ?who }").rows == graph.query("SELECT ?x { ?x kg:role rol:giam-doc }").rows
    assert graph.query("attendance-without-shortcut").rows == ()


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("[] a kg:Person ; rdfs:label 'Ai'@vi .", "nút trống"),
        ("<x:p> a kg:Person ; rdfs:label 'Ai'@vi, 'Who'@vi .", "đúng một nhãn"),
        ("<x:p> a kg:Person ; rdfs:label 'Who'@en .", "đúng một nhãn"),
        ("<x:o> a kg:StateBody ; rdfs:label 'Sở'@vi ; kg:locatedIn <x:o> . kg:StateBody rdfs:subClassOf kg:Organization .", "kg:locatedIn"),
        ("<x:l> a kg:Place ; rdfs:label 'xã'@vi ; kg:level 'village' .", "kg:level"),
        ("<x:l> a kg:Place ; rdfs:label 'xã'@vi ; kg:code '12a' .", "kg:code"),
        ("<x:d> a kg:Document ; kg:fileName 'a.txt' ; kg:sha256 'abc' .", "SHA-256"),
        ("<x:p> a kg:Period ; rdfs:label 'kỳ'@vi ; kg:start '2024-01-01'^^xsd:date .", "ngày cuối"),
        ("<x:r> a kg:Role ; skos:prefLabel 'a'@vi, 'b'@vi .", "skos:prefLabel"),
        ("<x:m> a kg:Meeting ; rdfs:label 'họp'@vi .", "kg:evidence"),
        ("<x:c> a kg:Comparison ; kg:comparisonKind kg:rise ; kg:value 1.5 ; kg:unit '%' ; kg:bound kg:exact .", "kg:comparisonKind"),
        ("<x:e> a kg:Evidence ; kg:quote 'x'@vi ; kg:startOffset 4 ; kg:endOffset 3 .", "kg:startOffset"),
        ("<x:f> a kg:Fact ; <http://www.w3.org/ns/prov#wasDerivedFrom> <x:d> .", "PROV"),
    ],
)  # fmt: skip
def test_shapes_of_things(turtle: str, message: str) -> None:
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in Store().prefixes().items())
    violations = Store.load((prefixes + turtle).encode()).validate().violations
    assert any(message in violation.message for violation in violations)


def test_a_body_may_not_be_a_place() -> None:
    one = sample["first"]()
    body = Organization("place/huyen-lac-thuy-nam-lac-thuy", "huyện Lạc Thủy Nam")
    entities = {mention: body if entity.path == body.path else entity for mention, entity in one.entities.items()}
    assert not Store(quads([replace(one, entities=entities)])).validate().conforms
