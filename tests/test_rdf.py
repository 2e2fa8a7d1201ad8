"""Facts to triples: what is written, under which IRI, and that nothing but the content decides it."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from dataclasses import field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import GraphError
from kg.model import Document, Evidence, Fact, Period, PersonMention, RoleHolding
from kg.rdf import document_key, quads
from kg.rdf.literals import decimal, period_label, vietnamese
from kg.rdf.terms import alignments
from kg.store import Store
from kg.values import dataclass

SAMPLE = Path(__file__).with_name("sample_graph.py")
sample = runpy.run_path(str(SAMPLE))
graph: Store = sample["graph"]()
KG = "https://w3id.org/yte-kg/ontology#"


def rows(variables: str, where: str, of: Store = graph) -> list[tuple[object, ...]]:
    return sorted(of.query(f"SELECT DISTINCT {variables} WHERE {{ {where} }}").rows, key=str)


def written(*facts: Fact) -> Store:
    """The graph of the first article with these facts instead of its own."""
    one = sample["first"]()
    return Store(quads([replace(one, extraction=replace(one.extraction, facts=facts))]))


def fact_of(kind: type[Fact]) -> Fact:
    return next(fact for fact in sample["first"]().extraction.facts if isinstance(fact, kind))


# ---------------------------------------------------------------- what is written


def test_a_post() -> None:
    body = "https://w3id.org/yte-kg/id/organization/trung-tam-y-te-huyen-lac-thuy-nam"
    where = "?x kg:former true ; kg:holder/rdfs:label ?who ; kg:role ?role ; kg:roleText ?text ; kg:asOf ?day ; kg:organization ?at"
    assert rows("?who ?role ?text ?day ?at", where) == [
        ("Lý Văn Bách", "https://w3id.org/yte-kg/role/pho-giam-doc", "Phó Giám đốc", date(2024, 4, 5), body)
    ]


def test_an_observation_with_its_comparisons() -> None:
    over = "?x a kg:Observation ; kg:value ?value ; kg:unit ?unit ; kg:bound ?bound FILTER(?value = 1250)"
    assert rows("?unit ?bound", over) == [("lượt", KG + "over")]
    parts = rows(
        "?x ?c ?kind ?much ?in ?to", "?x kg:comparison ?c . ?c kg:comparisonKind ?kind ; kg:value ?much ; kg:unit ?in ; kg:baseline ?to"
    )
    assert sorted(part[2:] for part in parts) == [
        (KG + "attainment", Decimal("91.03"), "%", "kế hoạch năm"),
        (KG + "change", Decimal(-4), "%", "cùng kỳ"),
    ]
    assert all(str(part[1]).startswith(f"{part[0]}/comparison-") for part in parts)


def test_what_is_not_so_is_not_written() -> None:
    assert rows("?is", "?x kg:planned ?is") == rows("?is", "?x kg:former ?is") == [(True,)]


def test_a_meeting_and_the_short_way_to_those_who_were_there() -> None:
    where = "?m a kg:Meeting ; kg:host/rdfs:label ?host ; kg:date ?day ; kg:period/rdfs:label ?period ; kg:evidence/kg:quote ?words"
    assert rows("?host ?day ?period ?words", where) == [
        ("Trung tâm Y tế huyện Lạc Thủy Nam", date(2024, 4, 5), "quý I/2024", sample["FIRST"].splitlines()[0])
    ]
    assert rows("?who", "?m kg:attendedBy/rdfs:label ?who") == [("Lý Văn Bách",), ("Trần Thị Hoa Sen",)]


def test_a_document_says_what_it_is_and_names_its_things() -> None:
    where = "?d kg:fileName ?name ; dcterms:title ?title ; dcterms:issued ?day ; dcterms:creator ?who ; dcterms:source ?from"
    assert rows("?name ?title ?day ?who ?from", where) == [
        ("so-ket.txt", "Sơ kết quý I", date(2024, 4, 6), "Hoa Ban", "Cổng thông tin huyện Lạc Thủy Nam")
    ]
    named = [name for (name,) in rows("?name", '?d kg:fileName "so-ket.txt" ; kg:mentions/rdfs:label ?name')]
    assert named == ["Hội nghị sơ kết quý I", "Lý Văn Bách", "Trung tâm Y tế huyện Lạc Thủy Nam", "Trần Thị Hoa Sen", "huyện Lạc Thủy Nam"]


@pytest.mark.parametrize(
    ("predicate", "text", "language"),
    [
        ("unit", "lượt", "vi"),
        ("roleText", "Giám đốc", "vi"),
        ("capacity", "chủ trì", "vi"),
        ("title", "Bác sĩ CKI", "vi"),
        ("unit", "%", None),
        ("rule", "count", None),
        ("level", "district", None),
        ("code", "980", None),
    ],
)
def test_text_is_vietnamese_and_signs_and_codes_are_plain(predicate: str, text: str, language: str | None) -> None:
    literals = {quad.object for quad in graph if quad.predicate.value == KG + predicate and quad.object.value == text}
    assert [literal.language for literal in literals] == [language]


def test_every_quote_is_the_very_words() -> None:
    texts = {"so-ket.txt": sample["FIRST"], "ke-hoach.txt": sample["SECOND"]}
    found = rows(
        "?name ?quote ?start ?end", "?e kg:document/kg:fileName ?name ; kg:quote ?quote ; kg:startOffset ?start ; kg:endOffset ?end"
    )
    assert len(found) == 7
    assert all(texts[name][start:end] == quote for name, quote, start, end in found)


def test_one_fact_with_two_pieces_of_evidence_is_one_node() -> None:
    where = '?x a kg:RoleHolding ; kg:roleText "Giám đốc"@vi ; kg:evidence ?e'
    assert (len(rows("?x", where)), len(rows("?e", where))) == (1, 2)


def test_words_that_are_not_in_the_text_prove_nothing() -> None:
    fact = replace(fact_of(RoleHolding), evidence=(Evidence(3, 9, "khác"), Evidence(5, 5, "")))
    assert rows("?x", "?x a kg:RoleHolding", written(fact)) != []
    assert rows("?e", "?x a kg:RoleHolding ; kg:evidence ?e", written(fact)) == []


def test_a_mention_that_names_nothing_is_left_out() -> None:
    fact = replace(fact_of(RoleHolding), holder=PersonMention(0, 4, "Sáng", name="Sáng"))
    assert rows("?x", "?x a kg:RoleHolding", written(fact)) != []
    assert rows("?who", "?x a kg:RoleHolding ; kg:holder ?who", written(fact)) == []


@dataclass(frozen=True, slots=True)
class Praise(Fact):
    """A kind of fact that the graph's writer has never seen."""

    holder: PersonMention = field(metadata={"predicate": "kg:holder"})
    since: date | None = field(metadata={"predicate": "kg:start"}, default=None)


def test_a_new_kind_of_fact_needs_no_writer() -> None:
    praise = Praise(
        (sample["line"](sample["FIRST"], 1),), "praise", Decimal("0.5"), holder=fact_of(RoleHolding).holder, since=date(2020, 1, 1)
    )
    where = "?x a kg:Praise ; kg:holder/rdfs:label ?who ; kg:start ?since ; kg:rule ?rule"
    assert rows("?who ?since ?rule", where, written(praise)) == [("Trần Thị Hoa Sen", date(2020, 1, 1), "praise")]


# ---------------------------------------------------------------- a graph complete in itself


def test_classes_travel_with_the_graph() -> None:
    assert len(rows("?x", "?x a/rdfs:subClassOf* kg:Fact")) == 9
    assert rows("?label", "?x a/rdfs:subClassOf* kg:Organization ; rdfs:label ?label") == [("Trung tâm Y tế huyện Lạc Thủy Nam",)]


def test_labels_of_concepts_and_of_what_is_broader_travel_with_the_graph() -> None:
    roles = rows("?label", "?x kg:role/skos:prefLabel ?label FILTER(LANG(?label) = 'vi')")
    assert roles == [("Giám đốc",), ("Phó Giám đốc",)]
    assert rows("?c", "{ ?x kg:indicator ?c } UNION { ?x skos:broader ?c } FILTER NOT EXISTS { ?c skos:prefLabel ?label }") == []
    assert rows("?label", "?x kg:bound/rdfs:label ?label FILTER(LANG(?label) = 'vi')") == [("hơn",), ("đúng bằng",)]


def test_an_indicator_says_its_unit_as_observations_do() -> None:
    assert rows("?unit", "?x kg:unit ?unit ; kg:indicator/kg:unit ?unit") == [("%",), ("lượt",)]


def test_spellings_that_only_serve_reading_stay_at_home() -> None:
    assert rows("?label", "?c skos:hiddenLabel ?label") == rows("?noun", "?c kg:bodyNoun ?noun") == []


def test_an_indicator_of_no_scheme_is_marked() -> None:
    new = "https://w3id.org/yte-kg/indicator/moi-xa-dung-so-kham-dien-tu"
    assert (new, "xã dùng sổ khám điện tử") in rows("?c ?label", "?c kg:provisional true ; skos:prefLabel ?label")
    assert rows("?c", "?x kg:role ?c . ?c kg:provisional true") == []


# ---------------------------------------------------------------- IRIs


def test_no_blank_nodes_and_only_ascii() -> None:
    for quad in graph:
        assert not isinstance(quad.subject, ox.BlankNode) and not isinstance(quad.object, ox.BlankNode)
        assert all(part.value.isascii() for part in (quad.subject, quad.predicate, quad.object) if isinstance(part, ox.NamedNode))


def test_another_base_changes_nothing_but_the_base() -> None:
    other = Store(quads(sample["resolutions"](), "https://example.org/yte"))
    assert b"@prefix person: <https://example.org/yte/person/> ." in other.serialize()
    lines = other.serialize().replace(b"https://example.org/yte/", b"https://w3id.org/yte-kg/id/").splitlines()
    assert sorted(lines) == sorted(graph.serialize().splitlines())


def test_a_base_that_is_no_iri_is_refused_in_one_line() -> None:
    with pytest.raises(GraphError, match="không phải IRI") as error:
        list(quads([], "đồ thị của tôi"))
    assert "\n" not in str(error.value)


def test_two_documents_of_one_name_stay_apart() -> None:
    one, two = Document("index.html", "Một."), Document("index.html", "Hai.")
    assert document_key(one) != document_key(two)
    assert document_key(one) == document_key(Document("index.html", "Một."))
    assert document_key(Document("…", "x")).isascii()
    assert len(document_key(Document("a" * 300, "x"))) < 80


def run(*arguments: str, seed: str) -> bytes:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run([sys.executable, str(SAMPLE), *arguments], env=environment, check=True, capture_output=True).stdout


def test_the_bytes_depend_on_the_content_alone() -> None:
    assert run(seed="1") == run("reversed", seed="2") == graph.serialize()


# ---------------------------------------------------------------- literals and labels


@given(st.decimals(allow_nan=False, allow_infinity=False, places=None))
def test_decimals_are_canonical_and_exact(value: Decimal) -> None:
    text = decimal(value)
    assert Decimal(text) == value
    assert "E" not in text and text != "-0"
    assert "." not in text or text[-1] not in "0."


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_comes_back_from_turtle(text: str) -> None:
    literal = vietnamese(text)
    again = Store([ox.Quad(ox.NamedNode("https://example.org/x"), ox.NamedNode(KG + "unit"), literal)]).serialize()
    assert [quad.object for quad in Store.load(again)] == [literal]


@pytest.mark.parametrize(
    ("start", "end", "label"),
    [
        ("2024-01-01", "2024-12-31", "năm 2024"),
        ("2020-01-01", "2025-12-31", "năm 2020 - 2025"),
        ("2024-01-01", "2024-06-30", "6 tháng đầu năm 2024"),
        ("2024-01-01", "2024-03-31", "quý I/2024"),
        ("2024-10-01", "2024-12-31", "quý IV/2024"),
        ("2024-02-01", "2024-04-30", "từ 2/2024 đến 4/2024"),
        ("2024-07-01", "2024-12-31", "từ 7/2024 đến 12/2024"),
        ("2023-11-01", "2024-02-29", "từ 11/2023 đến 2/2024"),
        ("2024-02-01", "2024-02-29", "tháng 2/2024"),
        ("2024-02-01", "2024-02-28", "từ 1/2/2024 đến 28/2/2024"),
        ("2024-09-15", "2024-09-15", "ngày 15/9/2024"),
        (None, "2024-09-15", "đến 15/9/2024"),
    ],
)
def test_periods_are_named_as_people_name_them(start: str | None, end: str, label: str) -> None:
    assert period_label(Period(start and date.fromisoformat(start), date.fromisoformat(end))) == label


# ---------------------------------------------------------------- other vocabularies


def test_aligned_terms_are_written_on_request_and_prov_keeps_off_the_facts() -> None:
    said = {(quad.predicate.value, getattr(quad.object, "value", "")) for quad in alignments(graph)}
    type_ = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    for name in ("org#Membership", "org#Organization", "sosa/Observation", "oa#Annotation", "prov#Activity"):
        assert (type_, "http://www.w3.org/ns/" + name) in said
    facts = {fact for (fact,) in rows("?x", "?x a/rdfs:subClassOf* kg:Fact")}
    assert [q for q in alignments(graph) if q.subject.value in facts and "/prov#" in f"{q.predicate}{q.object}"] == []
    assert len(graph.aligned()) > len(graph)
