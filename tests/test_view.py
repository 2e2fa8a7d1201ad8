"""The page as text: what is in it, that it asks nobody, that hostile words stay words, that it is the same each time."""

from __future__ import annotations

import base64
import gzip
import hashlib
import itertools
import json
import math
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import kg.view
from kg.errors import GraphError
from kg.graph import Graph
from kg.view import render, view
from kg.view.network import network
from kg.view.quotes import segments, spoken

TURTLE = """
@prefix kg: <https://w3id.org/yte-kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://w3id.org/yte-kg/id/> .

kg:HealthFacility rdfs:subClassOf kg:Organization .
kg:RoleHolding rdfs:subClassOf kg:Fact .
kg:Observation rdfs:subClassOf kg:Fact .
kg:Attendance rdfs:subClassOf kg:Fact .

:document-1 a kg:Document ; kg:fileName "bai-1.txt" ; dcterms:title "Khám bệnh ở Lũng Vài"@vi ; dcterms:issued "2024-05-02"^^xsd:date ;
    kg:mentions :lan, :centre .
:lan a kg:Person ; rdfs:label "Đỗ Thị Lan"@vi ; skos:altLabel "bà Lan"@vi .
:centre a kg:HealthFacility ; rdfs:label "Trung tâm Y tế huyện Lũng Vài"@vi ; skos:altLabel "Trung tâm"@vi ; kg:locatedIn :district .
:district a kg:Place ; rdfs:label "huyện Lũng Vài"@vi ; kg:level "district" .
:visits a kg:Indicator, skos:Concept ; skos:prefLabel "lượt khám bệnh"@vi, "visits"@en .
:beds a kg:Indicator, skos:Concept ; skos:prefLabel "giường bệnh"@vi .
:director a kg:Role, skos:Concept ; skos:prefLabel "Giám đốc"@vi .
:quarter a kg:Period ; kg:start "2024-01-01"^^xsd:date ; kg:end "2024-03-31"^^xsd:date .
:review a kg:Meeting ; rdfs:label "Hội nghị sơ kết quý I"@vi ; kg:date "2024-05-01"^^xsd:date ; kg:host :centre ; kg:attendedBy :lan ;
    kg:evidence :e-review .

:post a kg:RoleHolding ; kg:holder :lan ; kg:role :director ; kg:roleText "nguyên Giám đốc"@vi ; kg:organization :centre ; kg:former true ;
    kg:rule "post" ; kg:confidence 0.9 ; kg:evidence :e-post .
:count a kg:Observation ; kg:subject :centre ; kg:indicator :visits ; kg:indicatorText "lượt khám"@vi ; kg:value 21000 ; kg:unit "lượt"@vi ;
    kg:bound kg:over ; kg:period :quarter ; kg:rule "figure" ; kg:confidence 0.8 ; kg:evidence :e-count ; kg:comparison :rise .
:rise a kg:Comparison ; kg:comparisonKind kg:change ; kg:value 4.5 ; kg:unit "%" ; kg:bound kg:exact .
:seat a kg:Attendance ;
    kg:meeting :review ; kg:attendee :lan ; kg:capacity "chủ trì"@vi ; kg:rule "seat" ; kg:confidence 0.7 ; kg:evidence :e-seat .

:e-post kg:document :document-1 ; kg:quote "bà Lan, nguyên Giám đốc Trung tâm"@vi ; kg:startOffset 10 ; kg:endOffset 43 .
:e-count kg:document :document-1 ; kg:quote "hơn 21 nghìn lượt khám, tăng 4,5%"@vi ; kg:startOffset 50 ; kg:endOffset 83 .
:e-seat kg:document :document-1 ; kg:quote "bà Lan chủ trì hội nghị"@vi ; kg:startOffset 90 ; kg:endOffset 113 .
:e-review kg:document :document-1 ; kg:quote "Ngày 1/5, Trung tâm họp sơ kết"@vi ; kg:startOffset 120 ; kg:endOffset 150 .
"""

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> javascript:alert(3) href=\\\"'`${alert(4)}{{7*7}}"


@pytest.fixture(scope="module")
def page() -> str:
    return render(Graph.load(TURTLE.encode()))


def data_of(page: str) -> dict[str, Any]:
    """What the page's scripts read."""
    kind, text = re.search(r'<script type="application/(json|gzip)" id="data">(.*?)</script>', page, re.S).groups()  # type: ignore[union-attr]
    return json.loads(gzip.decompress(base64.b64decode(text)) if kind == "gzip" else text)


def test_every_phrase_of_the_page_is_used() -> None:
    folder = Path(kg.view.__file__).parent
    written = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir() if path.suffix in (".js", ".py", ".html"))
    phrases = json.loads((folder / "words.json").read_text(encoding="utf-8"))
    made = ("bound.", "kind.", "table.", "period.")  # from a kind, a column, a name
    assert [key for key in phrases if f'"{key}"' not in written and not key.startswith(made)] == []


# ---------------------------------------------------------------- the network


def test_a_node_is_a_thing_and_an_edge_a_statement_between_two() -> None:
    found = network(Graph.load(TURTLE.encode()).store)
    labels = {node: found.nodes[node]["label"] for node in found}
    assert sorted(labels.values()) == [
        "Hội nghị sơ kết quý I",
        "Trung tâm Y tế huyện Lũng Vài",
        "huyện Lũng Vài",
        "lượt khám bệnh",
        "Đỗ Thị Lan",
    ], "giường bệnh is in the scheme but nobody observed it"
    edges = {(labels[a], edge["relation"], labels[b]) for a, b, edge in found.edges(data=True)}
    assert edges == {
        ("Đỗ Thị Lan", "RoleHolding", "Trung tâm Y tế huyện Lũng Vài"),
        ("Đỗ Thị Lan", "Attendance", "Hội nghị sơ kết quý I"),
        ("Trung tâm Y tế huyện Lũng Vài", "Observation", "lượt khám bệnh"),
        ("Trung tâm Y tế huyện Lũng Vài", "locatedIn", "huyện Lũng Vài"),
        ("Hội nghị sơ kết quý I", "host", "Trung tâm Y tế huyện Lũng Vài"),
    }


def test_two_posts_of_one_person_at_one_body_are_two_edges() -> None:
    second = TURTLE + ":post-2 a kg:RoleHolding ; kg:holder :lan ; kg:roleText 'Bí thư' ; kg:organization :centre ; kg:evidence :e-post ."
    found = network(Graph.load(second.encode()).store)
    assert sum(edge["relation"] == "RoleHolding" for _, _, edge in found.edges(data=True)) == 2


def test_a_post_without_a_body_has_no_edge_but_stays_a_fact() -> None:
    lone = TURTLE.replace('"nguyên Giám đốc"@vi ; kg:organization :centre', '"nguyên Giám đốc"@vi')
    found = network(Graph.load(lone.encode()).store)
    assert "RoleHolding" not in {edge["relation"] for _, _, edge in found.edges(data=True)}
    assert "RoleHolding" in {fact["kind"] for fact in found.graph["facts"]}


def test_a_fact_carries_its_words_document_rule_and_score(page: str) -> None:
    data = data_of(page)
    post = next(fact for fact in data["facts"] if fact["kind"] == "RoleHolding")
    assert post["evidence"] == [{"quote": ["", "bà Lan", ", ", "nguyên Giám đốc", " ", "Trung tâm", ""], "document": 0, "start": 10}]
    assert (post["rule"], post["confidence"], post["former"]) == ("post", "0.9", True)
    assert data["documents"] == [{"name": "bai-1.txt", "title": "Khám bệnh ở Lũng Vài", "issued": "2024-05-02"}]
    count = next(fact for fact in data["facts"] if fact["kind"] == "Observation")
    assert (count["value"], count["unit"], count["bound"]) == ("21000", "lượt", "over")
    assert (count["start"], count["end"]) == ("2024-01-01", "2024-03-31")
    assert count["comparisons"] == [{"kind": "change", "value": "4.5", "unit": "%", "bound": "exact", "baseline": ""}]


def test_a_short_quote_is_shown_within_a_longer_one_of_the_same_place() -> None:
    longer = TURTLE + ":e-all kg:document :document-1 ; kg:quote 'Hôm qua bà Lan chủ trì hội nghị ở Lũng Vài.'@vi ; kg:startOffset 82 ."
    data = data_of(render(Graph.load(longer.encode())))
    seat = next(fact for fact in data["facts"] if fact["kind"] == "Attendance")
    assert seat["evidence"] == [
        {"quote": ["Hôm qua ", "bà Lan", " ", "chủ trì", " ", "hội nghị", " ở Lũng Vài."], "start": 82, "document": 0}
    ]


def test_the_units_of_a_reform_stand_aside() -> None:
    reform = ":district kg:replacedBy :ward . :ward a kg:Place ; rdfs:label 'xã Lũng Vài' ; kg:partOf :new . :new a kg:Place ."
    nodes = data_of(render(Graph.load((TURTLE + reform).encode())))["nodes"]
    assert {node["iri"].rpartition("/")[2] for node in nodes if node.get("aside")} == {"ward", "new"}


def test_no_two_nodes_lie_upon_each_other() -> None:
    people = "".join(
        f":p{n} a kg:Person ; rdfs:label 'P{n}' . :r{n} a kg:RoleHolding ; kg:holder :p{n} ; kg:organization :centre ;"
        " kg:evidence :e-post .\n"
        for n in range(60)
    )
    places = [(node["x"], node["y"]) for node in data_of(render(Graph.load((TURTLE + people).encode())))["nodes"]]
    nearest = min(math.dist(a, b) for a, b in itertools.combinations(places, 2))
    assert nearest > 15, "in pixels at scale 1, where the smallest dot is 14 wide"


def test_a_meeting_shows_the_words_that_prove_it(page: str) -> None:
    meeting = next(node for node in data_of(page)["nodes"] if node["kind"] == "meeting")
    assert "".join(meeting["evidence"][0]["quote"]) == "Ngày 1/5, Trung tâm họp sơ kết"


# ---------------------------------------------------------------- marks


@pytest.mark.parametrize(
    ("quote", "words", "numbers", "marked"),
    [
        ("đạt hơn 27 nghìn lượt", [], ["27000"], ["27"]),
        ("đạt 1.234,5 triệu đồng", [], ["1234500000"], ["1.234,5"]),
        ("giảm 3% so với 30 ca", [], ["-3"], ["3"]),
        ("Sở Y tế và Trung tâm Y tế", ["Y tế", "Trung tâm Y tế"], [], ["Y tế", "Trung tâm Y tế"]),
        ("Trưởng Ban Tổ chức nói", ["Trưởng Ban", "Ban Tổ chức"], [], ["Trưởng Ban Tổ chức"]),
        ("bà Lanh và bà Lan", ["bà Lan"], [], ["bà Lan"]),
        ("  trạm  y\u00a0 tế xã", ["Trạm y tế"], [], ["trạm  y\u00a0 tế"]),
        ("không có gì ở đây", ["vắng"], [], ["không có gì ở đây"]),
    ],
)
def test_marks_are_the_words_that_prove(quote: str, words: list[str], numbers: list[str], marked: list[str]) -> None:
    found = segments(quote, words, map(Decimal, numbers))
    assert "".join(found) == quote
    assert found[1::2] == marked


def test_a_name_is_marked_as_far_as_the_text_says_it() -> None:
    assert spoken("Giám đốc Trung tâm Y tế huyện", ["Trung tâm Y tế huyện Lũng Vài"]) == ["Trung tâm Y tế huyện"]
    assert spoken("Trung tâm họp", ["Trung tâm Y tế huyện Lũng Vài", "Trung tâm"]) == ["Trung tâm Y tế huyện Lũng Vài", "Trung tâm"]
    assert spoken("một đơn vị khác", ["Trung tâm Y tế"]) == ["Trung tâm Y tế"]


# ---------------------------------------------------------------- the page


def test_the_page_asks_nobody_and_runs_only_its_own_scripts(page: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    rules = policy[1].replace("&#39;", "'")
    assert rules.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in rules
    for name, element in (("script-src", "script"), ("style-src", "style")):
        allowed = re.search(rf"{name} ([^;]*)", rules)
        assert allowed is not None
        bodies = re.findall(rf"<{element}>(.*?)</{element}>", page, re.S)
        hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'" for body in bodies]
        assert allowed[1].split() == hashes
    markup = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.S)
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", markup)
    assert 'lang="vi"' in markup
    assert " on" not in "".join(re.findall(r"<[a-z][^>]*>", markup)).replace(" one", ""), "an inline handler would be blocked"


def test_hostile_words_stay_words() -> None:
    hostile = TURTLE
    for words in ("Đỗ Thị Lan", "Khám bệnh ở Lũng Vài", "bà Lan, nguyên Giám đốc Trung tâm", "nguyên Giám đốc", "bai-1.txt", "district"):
        hostile = hostile.replace(f'"{words}"', f'"{HOSTILE}"')
    shown = render(Graph.load(hostile.encode()), title=HOSTILE)
    outside = re.sub(r"<script>.*?</script>", "", shown, flags=re.S)
    assert "<script>alert" not in shown.replace(outside, "")
    assert "<img" not in outside and "alert(1)</script" not in outside
    assert shown.count("</script>") == render(Graph.load(TURTLE.encode())).count("</script>")
    person = next(node for node in data_of(shown)["nodes"] if node["kind"] == "person")
    assert person["label"] == HOSTILE.replace('\\"', '"')


def test_the_same_graph_gives_the_same_bytes_whatever_its_order(page: str) -> None:
    statements = sorted(Graph.load(TURTLE.encode()).store, key=lambda quad: str(quad)[::-1])
    assert render(Graph(statements)) == page


def test_large_data_travels_compressed(page: str) -> None:
    many = TURTLE + "".join(f':p{n} a kg:Person ; rdfs:label "{"Người số " * 20}{n}"@vi .\n' for n in range(1500))
    shown = render(Graph.load(many.encode()))
    assert 'type="application/gzip"' in shown and 'type="application/json"' in page
    assert len(data_of(shown)["nodes"]) == 1505


def test_an_empty_graph_gives_a_page() -> None:
    assert data_of(render(Graph()))["nodes"] == []


def test_a_graph_of_the_vocabulary_alone_gives_a_page() -> None:
    only = "@prefix kg: <https://w3id.org/yte-kg/ontology#> . <urn:x> a kg:Indicator ."
    assert data_of(render(Graph.load(only.encode())))["nodes"] == []


def test_any_turtle_is_shown_by_its_own_classes_and_labels() -> None:
    other = """
    @prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix : <https://example.org/> .
    :a a foaf:Person ; foaf:name "Ann" ; foaf:knows :b, [ a foaf:Person ; foaf:name "Nameless" ] ; foaf:age 40 .
    :b a foaf:Agent . foaf:knows rdfs:label "knows"@en, "quen"@vi .
    """
    data = data_of(render(Graph.load(other.encode())))
    assert {node["label"] for node in data["nodes"]} == {"Ann", "b", "Nameless", "quen"}
    assert [kind["names"][0] for kind in data["kinds"]] == ["Person", "Agent", "Khác"]
    assert data["relations"] == {"http://xmlns.com/foaf/0.1/knows": ["quen", "knows"]}
    assert len(data["edges"]) == 2
    assert ["age", "age", "40"] in next(node for node in data["nodes"] if node["label"] == "Ann")["details"]


def test_blank_nodes_do_not_make_the_page_differ() -> None:
    other = '@prefix : <https://example.org/> . :a :b [ :c "d" ], [ :c "e" ; :b [ :c "f" ] ] .'
    assert render(Graph.load(other.encode())) == render(Graph.load(other.encode()))


def test_view_writes_the_page_or_says_why_not(page: str, tmp_path: Path) -> None:
    graph = Graph.load(TURTLE.encode())
    view(graph, tmp_path / "network.html")
    assert (tmp_path / "network.html").read_text(encoding="utf-8") == page
    assert [path.name for path in tmp_path.iterdir()] == ["network.html"]
    with pytest.raises(GraphError, match=r"nowhere.*cannot be written"):
        view(graph, tmp_path / "nowhere" / "network.html")
