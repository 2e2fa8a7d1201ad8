"""The page as a reader meets it: in a real Chromium with no network, by mouse and by keyboard."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.view.network import network
from kg.view.wording import ENGLISH, VIETNAMESE

Open = Callable[..., Any]


def search(tab: Any, query: str) -> None:
    tab.keyboard.press("/")
    tab.keyboard.type(query)
    tab.keyboard.press("Enter")


def shown(tab: Any, what: str) -> Any:
    return tab.evaluate(f"shown.{what}")


STATEMENTS = """SELECT (COUNT(*) AS ?n) WHERE {
  { ?fact kg:holder ?a ; kg:organization ?b } UNION { ?fact kg:attendee ?a ; kg:meeting ?b }
  UNION { ?fact kg:subject ?a ; kg:indicator ?b } UNION { ?a kg:partOf|kg:locatedIn|kg:host|kg:place|kg:replacedBy ?b }
  UNION { ?a skos:broader ?b FILTER EXISTS { ?one kg:indicator ?a . ?other kg:indicator ?b } } }"""


def statements(store: Any) -> int:
    """How many statements a graph makes between two things."""
    prefixes = {"kg": "https://w3id.org/yte-kg/ontology#", "skos": "http://www.w3.org/2004/02/skos/core#"}
    return int(next(iter(store.query(STATEMENTS, prefixes=prefixes)))[0].value)


@pytest.mark.parametrize("articles", [11, 152, 758])  # about 100, 1,000 and 5,000 nodes; `bench_page.py` opens one of 20,000
@pytest.mark.parametrize("held", [False, True])
def test_the_page_holds_every_statement_and_asks_nobody(articles: int, held: bool, invented: Any, open_page: Open) -> None:
    store = invented(articles)
    tab = open_page(store, held=held)
    assert tab.evaluate("page.edges.length") == statements(store)
    nodes = tab.evaluate("page.nodes.length")
    tab.evaluate("choose(page.nodes.find((node) => node.kind === 'facility'))")
    assert tab.locator("#panel blockquote mark").count() > 0
    tab.evaluate("change({ selected: null, focus: null, hiddenRelations: new Set(['replacedBy']) })")
    assert shown(tab, "nodes.length") == min(nodes, 300)
    assert ("Đang hiện cả" if nodes <= 300 else "Đang hiện 300 trên ") in tab.inner_text("#shown")
    assert not tab.evaluate("network.physics.physicsEnabled"), "nothing moves of itself"
    tab.evaluate("change({ cap: 1500 })")
    expected = "page.edges.filter((edge) => [edge.from, edge.to].every((end) => shown.nodes.includes(nodeById.get(end)))).length"
    assert shown(tab, "edges.length") == tab.evaluate(expected)


@pytest.mark.parametrize("browser", ["WebGL"], indirect=True)
def test_with_webgl_it_is_the_same(invented: Any, open_page: Open) -> None:
    tab = open_page(invented(11))
    assert tab.evaluate("Boolean(document.createElement('canvas').getContext('webgl'))")
    search(tab, "ttyt an khe")
    assert tab.locator("#panel blockquote mark").count() > 0


def test_the_page_of_real_articles_holds_every_statement_and_sentence(open_page: Open) -> None:
    store = kg.build(["seeds/"]).store
    tab = open_page(store)
    assert tab.evaluate("page.edges.length") == statements(store)
    for number in tab.evaluate("page.facts.map((fact) => fact.number)"):
        tab.evaluate(f"(() => {{ const fact = page.facts[{number}]; choose(nodeById.get(fact.from ?? fact.to)); }})()")
        while not tab.locator(f"#fact-{number}").count():
            tab.locator("#panel .more:visible").first.click()
        quotes = tab.locator(f"#fact-{number} > .evidence blockquote").all_inner_texts()
        assert quotes and quotes == tab.evaluate(f'page.facts[{number}].evidence.map((one) => one.quote.join(""))')


def test_a_post_that_several_documents_tell_of_is_told_once(open_page: Open) -> None:
    posts = "".join(
        f""":r{year} a kg:RoleHolding ; kg:holder :p ; kg:organization :o ; kg:roleText "Giám đốc" ; kg:asOf "{year}-05-01"^^xsd:date ;
        kg:evidence :e{year} . :e{year} kg:quote "năm {year}, Giám đốc Đinh Thị Mận" ."""
        for year in (2021, 2023)
    )
    tab = open_page(
        f"""@prefix kg: <https://w3id.org/yte-kg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix : <https://example.org/> .
        :p a kg:Person ; rdfs:label "Đinh Thị Mận" . :o a kg:Organization ; rdfs:label "Trạm xá Bản Mòn" . {posts}"""
    )
    search(tab, "dinh thi man")
    assert tab.locator("#panel .timeline > li").count() == 1
    assert tab.locator("#panel .when").all_inner_texts() == ["lúc 01/05/2023", "lúc 01/05/2021"]
    assert tab.locator("#panel blockquote").count() == 2


def test_people_of_one_name_are_told_apart_in_the_search(open_page: Open) -> None:
    tab = open_page(
        """@prefix kg: <https://w3id.org/yte-kg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix : <https://example.org/> . :a a kg:Person ; rdfs:label "Đinh Thị Mận" . :b a kg:Person ; rdfs:label "Đinh Thị Mận" .
        :o a kg:Organization ; rdfs:label "Trạm xá Bản Mòn" . :e kg:quote "…" .
        :r a kg:RoleHolding ; kg:holder :b ; kg:organization :o ; kg:roleText "y sĩ" ; kg:evidence :e ."""
    )
    tab.keyboard.press("/")
    tab.keyboard.type("man")
    assert sorted(tab.locator("#found small").all_inner_texts()) == ["Người", "y sĩ, Trạm xá Bản Mòn"]


def test_the_names_of_the_foremost_are_readable(invented: Any, open_page: Open) -> None:
    for articles in (3, 152):
        tab = open_page(invented(articles), viewport={"width": 1440, "height": 900})
        names = tab.evaluate(
            """() => { network.redraw(); return written.labels.map(({ own, x, y, strong }) =>
              ({ x, y, right: x + own.width, bottom: y + own.height, strong })); }"""
        )
        touching = [one for one in names if any(other is not one and meet(one, other) for other in names)]
        assert tab.evaluate("SIZE") >= 11 and len(touching) <= len(names) / 10
        assert sum(name["strong"] for name in names) >= 22


def meet(one: dict[str, float], other: dict[str, float]) -> bool:
    return one["x"] < other["right"] and other["x"] < one["right"] and one["y"] < other["bottom"] and other["y"] < one["bottom"]


def test_where_edges_are_many_they_can_still_be_pointed_at_and_opened(invented: Any, open_page: Open) -> None:
    tab = open_page(invented(150))
    tab.evaluate("change({ cap: 1000 })")
    assert shown(tab, "edges.length") > tab.evaluate("drawnEdges.length") == 0
    edge = tab.evaluate(
        """() => {
          const screen = (node) => network.canvasToDOM({ x: places.get(node)[0], y: places.get(node)[1] });
          for (const edge of shown.edges) {
            const [a, b] = [screen(nodeById.get(edge.from)), screen(nodeById.get(edge.to))];
            const middle = { x: Math.round((a.x + b.x) / 2), y: Math.round((a.y + b.y) / 2) };
            if (network.getNodeAt(middle) === undefined && edgeAt(network.DOMtoCanvas(middle)) === edge && middle.y > 90 && middle.y < 600)
              return { id: edge.id, ...middle };
          }
        }"""
    )
    tab.locator("#canvas").hover(position={"x": edge["x"], "y": edge["y"]})
    assert "→" in tab.inner_text("#tip")
    tab.locator("#canvas").click(position={"x": edge["x"], "y": edge["y"]})
    tab.wait_for_selector("#panel h2.pair")
    assert tab.evaluate("state.fact.id") == edge["id"]
    assert tab.evaluate("drawnEdges.length") > 0, "the chosen edge is drawn by itself"


def test_every_fact_shows_its_sentence_with_its_words_marked(invented: Any, open_page: Open) -> None:
    tab = open_page(invented(2))
    for number in tab.evaluate("page.facts.map((fact) => fact.number)"):
        tab.evaluate(f"choose(nodeById.get(page.facts[{number}].from))")
        fact = tab.locator(f"#fact-{number} > .evidence")
        assert fact.locator("blockquote").all_inner_texts() == tab.evaluate(
            f'page.facts[{number}].evidence.map((one) => one.quote.join(""))'
        )
        assert fact.locator("blockquote mark").count() > 0
        assert "quy tắc" in fact.locator(".source").first.inner_text()


def test_search_needs_no_marks_and_leads_to_the_evidence(invented: Any, open_page: Open) -> None:
    tab = open_page(invented(12))
    search(tab, "ttyt an khe")
    assert tab.inner_text("#panel h2") == "Trung tâm Y tế huyện An Khê"
    assert tab.locator("#panel blockquote").first.is_visible()
    search(tab, "so y te song lam")
    assert tab.inner_text("#panel h2") == "Sở Y tế tỉnh Sông Lam"
    tab.keyboard.press("/")
    tab.keyboard.type("khongcoaitennhuvay")
    assert tab.inner_text("#found") == "Không có kết quả"


def test_a_click_on_a_node_and_on_an_edge_opens_them(invented: Any, open_page: Open) -> None:
    tab = open_page(invented(3))
    spot = "network.canvasToDOM({ x: %s, y: %s })"
    at = tab.evaluate("(() => { const [x, y] = places.get(page.nodes[0]); return " + spot % ("x", "y") + " })()")
    tab.locator("#canvas").click(position=at)
    assert tab.inner_text("#panel h2") == tab.evaluate("nodeLabel(page.nodes[0])")
    tab.keyboard.press("Escape")
    tab.evaluate("change({ fact: page.edges.find((edge) => edge.relation === 'RoleHolding') })")
    assert "→" in tab.inner_text("#panel h2")
    assert tab.locator("#panel blockquote").count() >= 1


def test_a_view_can_be_sent_by_its_address(invented: Any, open_page: Open) -> None:
    store = invented(12)
    tab = open_page(store)
    search(tab, "ttyt an khe")
    tab.get_by_role("button", name="Tập trung").click()
    tab.get_by_role("button", name="2 bước").click()
    tab.click("#language")
    tab.locator("#legend button", has_text="Person").click()
    address, nodes = tab.evaluate("location.hash"), shown(tab, "nodes.map((node) => node.id)")
    other = open_page(store, address=address)
    assert shown(other, "nodes.map((node) => node.id)") == nodes
    assert other.inner_text("#panel h2") == "Trung tâm Y tế huyện An Khê"
    assert other.evaluate("document.documentElement.lang") == "en"
    assert other.locator("#legend button", has_text="Person").get_attribute("aria-pressed") == "false"
    open_page(store, address="#n=nowhere&cap=7&hide=xx%20person&from=soon&path=%E0%A4%A&e=99999&group=-1")


def test_filters_by_kind_document_date_and_relation(invented: Any, open_page: Open) -> None:
    tab = open_page(invented(12))
    tab.locator("#legend button", has_text="Người").click()
    assert "person" not in shown(tab, "nodes.map((node) => node.kind)")
    tab.evaluate("change({ hiddenKinds: new Set(), only: 0 })")
    assert all(0 in documents for documents in shown(tab, "nodes.map((node) => node.documents)"))
    tab.evaluate("change({ only: null, from: '2022-01-01', to: '2022-12-31' })")
    dates = shown(tab, "edges.filter((edge) => edge.documents).map((edge) => [edge.start, edge.end])")
    assert dates and all(start <= "2022-12-31" and end >= "2022-01-01" for start, end in dates)
    tab.evaluate("change({ from: '', to: '' })")
    tab.click("#filters summary")
    tab.locator("#filters label.check", has_text="Dự").first.locator("input").uncheck()
    assert "Attendance" not in shown(tab, "edges.map((edge) => edge.relation)")
    tab.evaluate("change({ from: '1990-01-01', to: '1990-01-02' })")
    tab.get_by_role("link", name="Bỏ mọi bộ lọc").or_(tab.get_by_role("button", name="Bỏ mọi bộ lọc")).click()
    assert shown(tab, "nodes.length") > 50


def test_the_shortest_path_is_told_step_by_step(invented: Any, open_page: Open) -> None:
    tab = open_page(invented(12))
    search(tab, "ttyt an khe")
    tab.get_by_role("button", name="Tìm đường tới…").click()
    search(tab, "tinh song lam")
    steps = tab.locator("#panel li.series").count()
    assert tab.inner_text("#panel .kind") == f"Đường nối, {steps} bước"
    assert steps == shown(tab, "nodes.length") - 1 > 0


def test_the_table_says_the_same_and_is_saved(invented: Any, open_page: Open) -> None:
    tab = open_page(invented(3))
    tab.click("#as-table")
    assert tab.locator("#table tbody tr").count() == tab.evaluate("page.edges.length")
    tab.get_by_role("button", name="Thời gian").click()
    assert tab.locator("th[aria-sort=ascending]").inner_text().startswith("Thời gian")
    files = {}
    for kind in ("csv", "json", "png", "svg"):
        tab.click("#save summary")
        with tab.expect_download() as download:
            tab.click(f"[data-save={kind}]")
        files[kind] = Path(download.value.path()).read_bytes()
    rows = list(csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig"))))
    assert rows == [{name: str(value) for name, value in row.items()} for row in json.loads(files["json"])]
    assert len(rows) == tab.evaluate("page.edges.length")
    assert all(row["quote"] for row in rows if row["rule"])
    assert files["png"].startswith(b"\x89PNG")
    assert b"<script" not in files["svg"] and files["svg"].count(b"<path") == shown(tab, "nodes.length")


def test_no_line_joins_a_half_year_and_a_year(open_page: Open) -> None:
    periods = ["2021-01-01 2021-06-30", "2021-01-01 2021-12-31", "2022-01-01 2022-06-30", "2022-01-01 2022-12-31"]
    figures = "".join(
        f""":o{n} a kg:Observation ; kg:subject :centre ; kg:indicator :visits ; kg:value {n * 10} ; kg:period :p{n} ; kg:evidence :e .
        :p{n} kg:start "{period[:10]}"^^xsd:date ; kg:end "{period[11:]}"^^xsd:date ."""
        for n, period in enumerate(periods)
    )
    tab = open_page(
        f"""@prefix kg: <https://w3id.org/yte-kg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix : <https://example.org/> . :e kg:quote "…" .
        :centre a kg:Organization ; rdfs:label "Trạm xá Bản Mòn" . :visits a kg:Indicator ; rdfs:label "lượt khám" . {figures}"""
    )
    search(tab, "tram xa")
    assert tab.locator(".chart a.point").count() == 4
    assert tab.evaluate("[...document.querySelectorAll('.chart polyline')].map((one) => one.points.length)") == [2, 2]


def test_a_series_is_drawn_and_each_point_leads_to_its_sentence(open_page: Open) -> None:
    figures = "".join(
        f""":o{year} a kg:Observation ; kg:subject :centre ; kg:indicator :visits ; kg:value {year * 10} ; kg:unit "lượt" ;
        kg:bound kg:over ; kg:target 25000 ; kg:period :p{year} ; kg:evidence :e{year} .
        :e{year} kg:quote "năm {year}: hơn {year * 10} lượt" .
        :p{year} kg:start "{year}-01-01"^^xsd:date ; kg:end "{year}-12-31"^^xsd:date ."""
        for year in (2021, 2022, 2023)
    )
    turtle = f"""@prefix kg: <https://w3id.org/yte-kg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix : <https://example.org/> .
    :centre a kg:HealthFacility ; rdfs:label "Trạm xá Bản Mòn" . kg:HealthFacility rdfs:subClassOf kg:Organization .
    :visits a kg:Indicator ; rdfs:label "lượt khám" . {figures}"""
    tab = open_page(turtle)
    search(tab, "tram xa")
    points = tab.locator(".chart a.point")
    assert points.count() == 3
    assert points.nth(1).get_attribute("aria-label") == "năm 2022: hơn 20.220 lượt"
    points.nth(1).click()
    assert "năm 2022" in tab.inner_text(".fact.flash blockquote")


def test_the_scripts_and_python_write_figures_and_periods_alike(invented: Any, open_page: Open) -> None:
    tab = open_page(invented(1))
    facts = network(invented(4)).graph["facts"]
    days = ["2024-01-01", "2024-02-01", "2024-04-01", "2024-07-01", "2024-02-29", "2024-06-30", "2024-09-30", "2024-12-31", ""]
    for language, wording in (("vi", VIETNAMESE), ("en", ENGLISH)):
        tab.evaluate(f"change({{ language: '{language}' }})")
        for start in days:
            told = tab.evaluate("([start, days]) => days.map((end) => periodText(start, end))", [start, days])
            assert told == [wording.period(start, end) for end in days]
        told = tab.evaluate(
            "(facts) => facts.map((fact) => [amountText(fact), factWhen(fact), ...(fact.comparisons ?? []).map(comparisonText)])", facts
        )
        observed = [(fact, own) for fact, own in zip(facts, told, strict=True) if fact["kind"] == "Observation"]
        for fact, own in observed:
            assert own == [wording.amount(fact), wording.when(fact), *(wording.comparison(one) for one in fact["comparisons"])]
        assert len(observed) > 10


def test_a_dossier_shows_each_fact_and_its_chart_leads_there(open_report: Open) -> None:
    tab = open_report()
    assert tab.locator("li[id^=fact-] blockquote mark").count() > 10
    tab.locator("svg a").first.click()
    assert tab.locator("li:target blockquote").is_visible()
