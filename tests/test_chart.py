"""An indicator's drawing: which figures it has, how they are marked, how an indicator is named, that it is the same each time."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.cli import main
from kg.errors import GraphError, QueryError
from kg.graph import Graph
from kg.view.chart import chart
from kg.view.wording import ENGLISH, VIETNAMESE

SVG = "{http://www.w3.org/2000/svg}"
PREFIXES = """
@prefix kg: <https://w3id.org/yte-kg/ontology#> . @prefix ind: <https://w3id.org/yte-kg/indicator/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix : <https://w3id.org/yte-kg/id/> .
kg:HealthFacility rdfs:subClassOf kg:Organization .
"""
THINGS = """
ind:luot-sieu-am a kg:Indicator ; skos:prefLabel "lượt siêu âm"@vi, "ultrasound examinations"@en ; skos:altLabel "siêu âm"@vi .
ind:luot-noi-soi a kg:Indicator ; skos:prefLabel "lượt nội soi"@vi .
:a a kg:HealthFacility ; rdfs:label "Trung tâm Y tế huyện Suối Đá"@vi ; skos:altLabel "TTYT Suối Đá"@vi .
:b a kg:HealthFacility ; rdfs:label "Bệnh viện Đa khoa Cầu Ngang"@vi .
:c a kg:Place ; rdfs:label "tỉnh Hồng Giang"@vi ; kg:level "province" .
:d a kg:Document ; kg:fileName "tin.txt" ; dcterms:title "Tin y tế"@vi ; dcterms:issued "2023-01-09"^^xsd:date .
"""


def figure(number: int, subject: str, year: int, value: str, more: str = "", indicator: str = "ind:luot-sieu-am", quote: str = "") -> str:
    return f"""
:o{number} a kg:Observation ; kg:subject {subject} ; kg:indicator {indicator} ; kg:indicatorText "siêu âm"@vi ; kg:value {value} ;
    kg:period :p{year} ; kg:rule "x" ; kg:confidence 0.9 ; kg:evidence :e{number} {more} .
:p{year} a kg:Period ; kg:start "{year}-01-01"^^xsd:date ; kg:end "{year}-12-31"^^xsd:date .
:e{number} a kg:Evidence ; kg:document :d ; kg:quote "{quote or f"năm {year} có {value} lượt siêu âm"}"@vi ; kg:startOffset {number * 90} .
"""


LUOT = '; kg:unit "lượt"@vi'
TURTLE = "".join(
    [
        PREFIXES,
        THINGS,
        figure(1, ":a", 2021, "4100.0", LUOT + " ; kg:bound kg:over"),
        figure(2, ":a", 2022, "4650.0", LUOT + " ; kg:bound kg:exact ; kg:target 5000.0 ; kg:comparison :r"),
        ":r kg:comparisonKind kg:attainment ; kg:value 93.0 ; kg:unit '%' ; kg:bound kg:exact ; kg:baseline 'kế hoạch năm'@vi .",
        figure(3, ":b", 2022, "9200.0", '; kg:unit "lượt người"@vi ; kg:bound kg:about'),
        figure(4, ":b", 2023, "9900.0", LUOT + " ; kg:planned true"),
        figure(5, ":c", 2022, "310000.0", LUOT + " ; kg:bound kg:almost"),
        figure(6, ":b", 2022, "70.0", LUOT, "ind:luot-noi-soi"),
    ]
)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph.load(TURTLE.encode())


def texts(svg: str) -> list[str]:
    return [element.text or "" for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def points(svg: str) -> list[ElementTree.Element]:
    return [element for element in ElementTree.fromstring(svg).iter(f"{SVG}g") if element.get("class") == "point"]


def test_every_figure_is_a_point_under_its_facility_with_its_sentence(graph: Graph) -> None:
    svg = chart(graph, "ind:luot-sieu-am")
    assert len(points(svg)) == 5
    title = points(svg)[0].findtext(f"{SVG}title")
    assert title == "\n".join(
        [
            "Bệnh viện Đa khoa Cầu Ngang, năm 2022: khoảng 9.200 lượt người",
            "“năm 2022 có 9200.0 lượt siêu âm”",
            "— Tin y tế · tin.txt · 09/01/2023",
        ]
    ), "the highest first"
    said = texts(svg)
    counts = "5 con số của 3 đơn vị trong 1 văn bản (figures: 5, subjects: 3, documents: 1)"
    assert said[:2] == ["Lượt siêu âm", f"Ultrasound examinations — {counts}"]
    assert said.index("Bệnh viện Đa khoa Cầu Ngang") < said.index("Trung tâm Y tế huyện Suối Đá") < said.index("tỉnh Hồng Giang")
    assert [text[4:] for text in said if text.startswith("năm 20")] == ["2022", "2023", "2021", "2022", "2022"]


def test_bounds_plan_attainment_and_aim_are_marked_and_explained(graph: Graph) -> None:
    svg = chart(graph, "lượt siêu âm")
    said = texts(svg)
    for words in ("hơn 4.100 lượt", "kế hoạch 5.000 lượt", "đạt 93% kế hoạch năm", "gần 310.000 lượt", "chỉ tiêu đề ra"):
        assert words in said
    shapes = [point.find(f"{SVG}path") for point in points(svg)]
    assert [shape.get("class") for shape in shapes if shape is not None] == ["mark", "aim", "mark", "mark", "mark"]
    drawn = [re.sub(r"^M[\d.]+ [\d.]+", "", shape.get("d", "")) for shape in shapes if shape is not None]
    lozenge, aim, right, dot, left = drawn
    assert right == "v10l9 -5z" and left == "v10l-9 -5z"
    assert aim == dot and lozenge not in (dot, left, right)
    assert sum(element.get("class") == "plan" for element in ElementTree.fromstring(svg).iter(f"{SVG}line")) == 2, "the plan, and its key"
    for key in ("hơn, ít nhất (over, at least)", "gần, nhiều nhất (almost, at most)", "khoảng (about)", "kế hoạch (target)"):
        assert key in said
    assert "khoảng (about)" not in texts(chart(graph, "nội soi")), "a key explains what is there"


def test_a_point_stands_where_its_figure_says(graph: Graph) -> None:
    svg = chart(graph, "sieu am", ["suoi da"])
    stems = [element for element in ElementTree.fromstring(svg).iter(f"{SVG}line") if element.get("class") == "stem"]
    plan = next(element for element in ElementTree.fromstring(svg).iter(f"{SVG}line") if element.get("class") == "plan")
    zero = float(stems[0].get("x1", ""))
    first, second = (float(stem.get("x2", "")) - zero for stem in stems)
    assert first / second == pytest.approx(4100 / 4650, abs=0.002)
    assert (float(plan.get("x1", "")) - zero) / second == pytest.approx(5000 / 4650, abs=0.002)


@pytest.mark.parametrize("name", ["Lượt Siêu Âm", "luot sieu am", "siêu âm", "ultrasound", "ind:luot-sieu-am", "âm siêu"])
def test_an_indicator_is_found_by_any_of_its_names(name: str, graph: Graph) -> None:
    assert "Lượt siêu âm" in chart(graph, name)


def test_an_unknown_indicator_names_the_nearest_and_an_unclear_one_its_candidates(graph: Graph) -> None:
    with pytest.raises(QueryError, match=r"luot sieu an: .*nearest.*: lượt siêu âm; lượt nội soi"):
        chart(graph, "luot sieu an")
    with pytest.raises(QueryError, match=r"có 2 mục.*lượt nội soi \(ind:luot-noi-soi\); lượt siêu âm \(ind:luot-sieu-am\)"):
        chart(graph, "lượt")
    with pytest.raises(QueryError, match=r"no such name.*Bệnh viện Đa khoa Cầu Ngang"):
        chart(graph, "siêu âm", ["Bệnh viện Nào Khác"])
    with pytest.raises(QueryError, match="no figures to draw"):
        chart(Graph(), "siêu âm")


def test_hostile_and_endless_words_stay_words_and_xml() -> None:
    hostile = TURTLE.replace("Bệnh viện Đa khoa Cầu Ngang", "</svg><script>alert(1)</script>\\u0001" + "dài " * 130)
    svg = chart(Graph.load(hostile.encode()), "siêu âm")
    assert "<script" not in svg
    assert max(map(len, texts(svg))) < 160


def test_figures_that_disagree_say_so(graph: Graph) -> None:
    assert not any("khác nhau" in text for text in texts(chart(graph, "siêu âm")))
    both = TURTLE + figure(7, ":a", 2022, "4560.0", LUOT)
    assert sum(text == "Hai con số khác nhau cho cùng kỳ" for text in texts(chart(Graph.load(both.encode()), "siêu âm"))) == 2


def test_falls_below_zero_and_nothing_at_all_are_drawn() -> None:
    odd = PREFIXES + THINGS + figure(1, ":a", 2021, "-12.5") + figure(2, ":a", 2022, "0") + figure(3, ":b", 2022, "'nhiều'")
    svg = chart(Graph.load(odd.encode()), "siêu âm")
    assert len(points(svg)) == 2 and "-12,5" in texts(svg)
    assert not re.search(r"\b(nan|inf)\b", svg)


def test_the_same_graph_gives_the_same_bytes_whatever_its_order(graph: Graph) -> None:
    turned = Graph(sorted(graph.store, key=lambda quad: str(quad)[::-1]))
    assert chart(turned, "siêu âm") == chart(graph, "siêu âm")


def test_the_command_writes_svg_and_says_what_a_png_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("g.ttl").write_text(TURTLE, encoding="utf-8")
    assert main(["chart", "siêu âm", "--graph", "g.ttl", "-o", "ra/a.svg"]) == 0
    assert capsys.readouterr().out == f"→ {Path('ra/a.svg')}\n"
    assert Path("ra/a.svg").read_text(encoding="utf-8") == chart(Graph.load("g.ttl"), "siêu âm")
    monkeypatch.setitem(sys.modules, "resvg_py", None)  # as if it were not installed
    assert main(["chart", "siêu âm", "--graph", "g.ttl", "-o", "a.png"]) == 2
    assert "pip install 'yte-kg[png]'" in capsys.readouterr().err
    assert main(["chart", "siêu âm", "--graph", "g.ttl", "-o", "a.pdf"]) == 2
    assert not Path("a.png").exists() and not Path("a.pdf").exists()


def test_a_png_is_drawn_where_the_library_is(graph: Graph, tmp_path: Path) -> None:
    pytest.importorskip("resvg_py", reason="the extra `png` is not installed: pip install 'yte-kg[png]'")
    graph.chart("siêu âm", tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(GraphError, match="svg"):
        graph.chart("siêu âm", tmp_path / "a.gif")


@pytest.mark.parametrize(
    ("start", "end", "vietnamese", "english"),
    [
        ("2024-01-01", "2024-12-31", "năm 2024", "2024"),
        ("2024-01-01", "2024-06-30", "6 tháng đầu năm 2024", "first half of 2024"),
        ("2024-01-01", "2024-09-30", "9 tháng đầu năm 2024", "first 9 months of 2024"),
        ("2024-02-01", "2024-02-29", "tháng 2/2024", "2024-02"),
        ("2023-02-01", "2023-02-27", "01/02/2023 – 27/02/2023", "2023-02-01 – 2023-02-27"),
        ("2024-04-01", "2024-06-30", "quý 2/2024", "quarter 2 of 2024"),
        ("", "2024-09-30", "đến 30/09/2024", "until 2024-09-30"),
        ("2024-05-07", "2024-05-07", "07/05/2024", "2024-05-07"),
        ("x", "y", "x – y", "x – y"),
        ("", "", "", ""),
    ],
)
def test_periods_have_their_usual_names(start: str, end: str, vietnamese: str, english: str) -> None:
    assert (VIETNAMESE.period(start, end), ENGLISH.period(start, end)) == (vietnamese, english)
