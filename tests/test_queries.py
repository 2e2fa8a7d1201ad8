"""The questions kept in `queries/`: each runs as it stands, and each check finds what it is there to find."""

from __future__ import annotations

import re
import runpy
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib

from kg.bridge import fill
from kg.build import build
from kg.paths import QUERIES
from kg.question import NamedQuery, checks, find, queries
from kg.store import Store

sample = runpy.run_path(str(Path(__file__).with_name("sample_graph.py")))
graph: Store = sample["graph"]()
CENTRE = "Trung tâm Y tế huyện Lạc Thủy Nam"
VIETNAMESE = re.compile("[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)


@pytest.fixture(scope="module")
def seeds() -> Store:
    return build([QUERIES.parent / "seeds"])


def by_name(query: NamedQuery) -> str:
    return query.name


@pytest.mark.parametrize("query", [*queries(), *checks()], ids=by_name)
def test_every_question_is_asked_in_vietnamese_and_then_in_english(query: NamedQuery) -> None:
    assert query.text.startswith(f"# {query.title}\n# {query.english}\n")
    assert query.title.endswith("?") and VIETNAMESE.search(query.title)
    assert query.english.endswith("?") and query.english.isascii()


@pytest.mark.parametrize("query", [*queries(), *checks()], ids=by_name)
def test_every_question_declares_its_own_prefixes_and_another_engine_gives_as_many_rows(query: NamedQuery) -> None:
    answer = fill(rdflib.Graph(bind_namespaces="none"), graph).query(query.text)
    rows = {tuple(row) for row in answer} if answer.type == "CONSTRUCT" else list(answer)
    assert len(rows) == len(set(graph.query(query.name).terms) if answer.type == "CONSTRUCT" else graph.query(query.name).terms)


@pytest.mark.parametrize("query", [q for q in (*queries(), *checks()) if "SELECT" in q.text], ids=by_name)
def test_every_order_is_complete(query: NamedQuery) -> None:
    assert "ORDER BY" in query.text.rpartition("}")[2]


def test_no_two_questions_have_one_name() -> None:
    names = [query.name for query in (*queries(), *checks())]
    assert len(queries()) >= 24 and len(names) == len(set(names))
    assert find("heads") == (QUERIES / "heads.rq").read_text(encoding="utf-8")


def test_three_in_four_questions_have_an_answer_on_the_seeds(seeds: Store) -> None:
    answered = [query.name for query in queries() if seeds.query(query.text).terms]
    assert len(answered) >= 0.75 * len(queries())


@pytest.mark.parametrize("query", checks(), ids=by_name)
def test_nothing_is_wrong_on_the_seeds(seeds: Store, query: NamedQuery) -> None:
    assert seeds.query(query.text).rows == ()


# ---------------------------------------------------------------- what some of them answer


@pytest.mark.parametrize(
    ("name", "columns", "rows"),
    [
        ("heads", "body post person asOf", [(CENTRE, "Giám đốc", "Trần Thị Hoa Sen", date(2024, 4, 5))]),
        (
            "posts-of-people",
            "person post former",
            [("Lý Văn Bách", "Phó Giám đốc", None), ("Lý Văn Bách", "Phó Giám đốc", True), ("Trần Thị Hoa Sen", "Giám đốc", None)],
        ),
        ("former-posts", "person post body", [("Lý Văn Bách", "Phó Giám đốc", CENTRE)]),
        ("posts-by-date", "day person", [(date(2024, 4, 5), "Trần Thị Hoa Sen")]),
        ("attendees", "attendee capacity", [("Lý Văn Bách", "tham dự"), ("Trần Thị Hoa Sen", "chủ trì")]),
        ("chairs", "person host", [("Trần Thị Hoa Sen", CENTRE)]),
        ("people-who-met", "name otherName meetings", [("Lý Văn Bách", "Trần Thị Hoa Sen", 1)]),
        ("biggest-changes", "change unit baseline", [(Decimal(-4), "%", "cùng kỳ")]),
        ("attainment", "value attained", [(Decimal(1250), Decimal("91.03")), (Decimal(7), Decimal("77.78"))]),
        ("targets-missed", "value attained", [(Decimal(1250), Decimal("91.03")), (Decimal(7), Decimal("77.78"))]),
        ("plans-and-results", "planned actual", [(Decimal(1300), Decimal(1250))]),
        ("observations-without-period", "text value", [("xã dùng sổ khám điện tử", Decimal(7))]),
        ("documents", "document posts figures attendances", [("ke-hoach.txt", 1, 1, 0), ("so-ket.txt", 2, 3, 2)]),
        (
            "documents-about",
            "name document",
            [
                ("Lý Văn Bách", "ke-hoach.txt"),
                ("Lý Văn Bách", "so-ket.txt"),
                (CENTRE, "ke-hoach.txt"),
                (CENTRE, "so-ket.txt"),
                ("Trần Thị Hoa Sen", "so-ket.txt"),
            ],
        ),
        ("largest-values", "value unit", [(Decimal(7), "xã"), (Decimal("88.25"), "%"), (Decimal(1250), "lượt")]),
        ("places", "place code partOf", [("huyện Lạc Thủy Nam", "980", "tỉnh Lạc Thủy"), ("tỉnh Lạc Thủy", "98", None)]),
    ],
)
def test_an_answer(name: str, columns: str, rows: list[tuple[object, ...]]) -> None:
    answer = graph.query(name)
    found = [tuple(row[answer.variables.index(column)] for column in columns.split()) for row in answer]
    assert sorted(found, key=str) == sorted(rows, key=str)


OTHER = """
<x:one> a kg:Person ; rdfs:label "Đỗ Thị Na"@vi . <x:two> a kg:Person ; rdfs:label "Đỗ Thị Na"@vi .
<x:h1> a kg:RoleHolding ; kg:holder <x:one> ; kg:role rol:giam-doc ; kg:roleText "Quyền Giám đốc"@vi ; kg:organization <x:body> ; kg:asOf "2024-01-02"^^xsd:date ; kg:evidence <x:e> .
<x:h2> a kg:RoleHolding ; kg:holder <x:two> ; kg:role rol:giam-doc ; kg:roleText "Giám đốc"@vi ; kg:organization <x:body> ; kg:evidence <x:e> .
<x:h3> a kg:RoleHolding ; kg:holder <x:two> ; kg:role rol:bi-thu ; kg:roleText "Bí thư"@vi ; kg:organization <x:part> ; kg:evidence <x:e> .
rol:giam-doc kg:isHead true ; skos:prefLabel "Giám đốc"@vi .
<x:body> a kg:HealthFacility ; rdfs:label "Bệnh viện Hạnh Phúc"@vi . <x:part> a kg:PartyBody ; rdfs:label "Đảng ủy Bệnh viện Hạnh Phúc"@vi ; kg:partOf <x:body> .
kg:HealthFacility rdfs:subClassOf kg:Organization . kg:PartyBody rdfs:subClassOf kg:Organization .
<x:e> kg:document <x:d> ; kg:quote "Ông …"@vi . <x:d> a kg:Document ; kg:fileName "a.txt" . <x:d2> a kg:Document ; kg:fileName "b.txt" . <x:e2> kg:document <x:d2> .
ind:ca-mac kg:lowerIsBetter true ; skos:prefLabel "Ca mắc"@vi . <x:p> a kg:Period ; rdfs:label "năm 2024"@vi .
<x:o1> a kg:Observation ; kg:subject <x:body> ; kg:indicator ind:ca-mac ; kg:indicatorText "ca mắc"@vi ; kg:value 10.0 ; kg:unit "ca"@vi ; kg:bound kg:exact ; kg:period <x:p> ; kg:evidence <x:e> ; kg:comparison <x:c> .
<x:o2> a kg:Observation ; kg:subject <x:body> ; kg:indicator ind:ca-mac ; kg:indicatorText "số ca mắc"@vi ; kg:value 12.0 ; kg:unit "ca"@vi ; kg:bound kg:exact ; kg:period <x:p> ; kg:evidence <x:e2> .
<x:o3> a kg:Observation ; kg:subject <x:body> ; kg:indicator ind:ca-mac ; kg:indicatorText "xã"@vi ; kg:value 9.0 ; kg:target 9.0 ; kg:unit "xã"@vi ; kg:bound kg:exact .
<x:o4> a kg:Observation ; kg:subject <x:body> ; kg:indicator ind:ca-mac ; kg:indicatorText "tỷ lệ"@vi ; kg:value 104.5 ; kg:unit "%" ; kg:bound kg:exact .
<x:c> kg:comparisonKind kg:change ; kg:value 25.0 ; kg:unit "%" .
<x:k1> a kg:Observation ; kg:subject <x:body> ; kg:indicator ind:kham ; kg:value 400.0 ; kg:unit "lượt"@vi ; kg:period <x:p> .
<x:k2> a kg:Observation ; kg:subject <x:body2> ; kg:indicator ind:kham ; kg:value 50.0 ; kg:unit "lượt"@vi ; kg:period <x:p> .
<x:k3> a kg:Observation ; kg:subject <x:body2> ; kg:indicator ind:kham ; kg:value 50.0 ; kg:unit "lượt"@vi ; kg:period <x:p> .
<x:k4> a kg:Observation ; kg:subject <x:part> ; kg:indicator ind:kham ; kg:value 7.0 ; kg:unit "lượt"@vi ; kg:period <x:p> .
<x:k5> a kg:Observation ; kg:subject <x:body> ; kg:indicator ind:kham ; kg:value 9.0 ; kg:unit "lượt"@vi ; kg:period <x:p> ; kg:planned true .
ind:kham kg:additive true ; skos:prefLabel "Lượt khám"@vi, "Visits"@en . <x:body2> kg:locatedIn <x:huyen> .
<x:body> kg:locatedIn <x:tinh> . <x:part> kg:locatedIn <x:tinh> . <x:huyen> kg:partOf <x:tinh> .
<x:tinh> kg:level "province" ; rdfs:label "tỉnh Lạc Thủy"@vi .
"""  # noqa: E501


@pytest.mark.parametrize(
    ("name", "columns", "rows"),
    [
        ("namesakes", "person", [("x:one",), ("x:two",), ("x:two",)]),
        ("acting-posts", "post", [("Quyền Giám đốc",)]),
        ("successions", "asOf", [(date(2024, 1, 2),), (None,)]),
        ("several-posts", "name posts", [("Đỗ Thị Na", 2)]),
        ("parts-of-bodies", "part", [("Đảng ủy Bệnh viện Hạnh Phúc",)]),
        ("contradictions", "value other document otherDocument", [(Decimal(10), Decimal(12), "a.txt", "b.txt")]),
        ("full-coverage", "text", [("xã",)]),
        ("plans-exceeded", "reached", [(Decimal("104.5"),)]),
        ("rises-that-are-bad", "change", [(Decimal(25),)]),
        ("sums-by-province", "province period sum bodies", [("tỉnh Lạc Thủy", "năm 2024", Decimal(450), 2)]),
    ],
)
def test_an_answer_that_the_sample_has_not(name: str, columns: str, rows: list[tuple[object, ...]]) -> None:
    answer = turtle(OTHER).query(name)
    found = [tuple(row[answer.variables.index(column)] for column in columns.split()) for row in answer]
    assert sorted(found, key=str) == sorted(rows, key=str)


# ---------------------------------------------------------------- the checks


def turtle(text: str) -> Store:
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in Store().prefixes().items())
    return Store.load((prefixes + text).encode())


PLANTED = {
    "attainment-of-a-rate": """<x:o> a kg:Observation ; kg:indicatorText 'tỷ lệ'@vi ; kg:value 90.0 ; kg:unit '%' ; kg:comparison <x:c> .
        <x:c> kg:comparisonKind kg:attainment ; kg:value 90.0 .""",
    "attendance-without-shortcut": "<x:a> kg:meeting <x:m> ; kg:attendee <x:p> .",
    "attendee-not-mentioned": "<x:a> a kg:Attendance ; kg:attendee <x:p> ; kg:evidence <x:e> . <x:e> kg:document <x:d> .",
    "blank-nodes": "[] a kg:Person .",
    "empty-quote": "<x:e> a kg:Evidence ; kg:quote ' '@vi .",
    "fact-without-evidence": "<x:a> a kg:Attendance . kg:Attendance rdfs:subClassOf kg:Fact .",
    "holder-not-mentioned": "<x:h> a kg:RoleHolding ; kg:holder <x:p> ; kg:evidence <x:e> . <x:e> kg:document <x:d> .",
    "iris-not-ascii": "<x:người> a kg:Person .",
    "labels": "<x:p> a kg:Person ; rdfs:label 'Ai'@vi, 'Ái'@vi .",
    "observation-without-subject": "<x:o> a kg:Observation .",
    "orphans": "<x:p> a kg:Period .",
    "period-backwards": "<x:p> kg:start '2024-02-01'^^xsd:date ; kg:end '2024-01-01'^^xsd:date .",
    "place-cycle": "<x:a> kg:partOf <x:b> . <x:b> kg:partOf <x:a> .",
    "posts-in-two-provinces": """
        <x:h> a kg:RoleHolding ; kg:holder <x:p> ; kg:asOf '2024-01-01'^^xsd:date ; kg:organization <x:o> .
        <x:i> a kg:RoleHolding ; kg:holder <x:p> ; kg:asOf '2024-01-01'^^xsd:date ; kg:organization <x:q> .
        <x:o> kg:locatedIn <x:1> . <x:q> kg:locatedIn <x:3> . <x:3> kg:partOf <x:2> .
        <x:1> kg:level 'province' . <x:2> kg:level 'province' .""",
    "prov-on-facts": "<x:a> a kg:Attendance ; <http://www.w3.org/ns/prov#value> 1 . kg:Attendance rdfs:subClassOf kg:Fact .",
    "quote-length": "<x:e> kg:quote 'ba chữ'@vi ; kg:startOffset 0 ; kg:endOffset 7 .",
    "result-from-the-future": """
        <x:o> a kg:Observation ; kg:period <x:p> ; kg:evidence <x:e> . <x:p> kg:start '2025-01-01'^^xsd:date .
        <x:e> kg:document <x:d> . <x:d> dcterms:issued '2024-01-01'^^xsd:date .""",
    "target-disagrees": """<x:o> a kg:Observation ; kg:value 50.0 ; kg:target 100.0 ; kg:comparison <x:c> .
        <x:c> kg:comparisonKind kg:attainment ; kg:value 60.0 .""",
    "value-not-in-quote": "<x:o> a kg:Observation ; kg:value 50.0 ; kg:evidence <x:e> . <x:e> kg:quote 'nhiều'@vi .",
}


@pytest.mark.parametrize("query", checks(), ids=by_name)
def test_a_check_is_silent_on_a_good_graph_and_finds_what_is_planted(query: NamedQuery) -> None:
    assert graph.query(query.text).rows == ()
    assert turtle(PLANTED[query.name]).query(query.text).rows != ()
