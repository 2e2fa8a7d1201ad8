"""The page as a reader meets it: in a real Chromium with no network, by mouse and by keyboard."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.graph import Graph
from kg.store import Store
from kg.view.network import network
from kg.view.page import page as page_of
from kg.view.report import report
from kg.view.wording import ENGLISH, VIETNAMESE

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)> javascript:alert(4) href=x {{7*7}}"
Open = Callable[..., Any]


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """A function: a store, and what the window is like → its page, opened. At the end nothing may have gone wrong in any."""
    problems: list[str] = []
    contexts = []

    def open_(store: ox.Store, address: str = "", hold: Any = None, **window: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "offline": True, **window})
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(10_000)
        tab.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
        tab.on("pageerror", lambda error: problems.append(str(error)))
        tab.on("dialog", lambda dialog: (problems.append(f"dialog {dialog.message}"), dialog.dismiss()))
        tab.on("request", lambda request: None if request.url.startswith(("file:", "data:", "blob:")) else problems.append(request.url))
        file = tmp_path / "network.html"
        file.write_text(page_of(network(store)), encoding="utf-8")
        if hold:
            tab.route(lambda url: not url.startswith(("file:", "data:", "blob:")), hold)
        tab.goto(file.as_uri() + address)
        tab.wait_for_selector("body.ready")
        return tab

    yield open_
    for context in contexts:
        context.close()
    assert problems == []


def search(tab: Any, query: str) -> None:
    tab.keyboard.press("/")
    tab.keyboard.type(query)
    tab.keyboard.press("Enter")


def shown(tab: Any, what: str) -> Any:
    return tab.evaluate(f"shown.{what}")


@pytest.mark.parametrize("articles", [3, 60, 150])
def test_the_page_holds_every_statement_and_asks_nobody(articles: int, invented: Any, open_page: Open) -> None:
    store = invented(articles)
    tab = open_page(store)
    count = "SELECT (COUNT(*) AS ?n) { { ?s kg:organization ?o } UNION { ?s a kg:Attendance } UNION { ?s a kg:Observation } UNION"
    count += " { ?s kg:partOf|kg:locatedIn|kg:host|kg:place ?o } }"
    statements = int(next(iter(store.query(count, prefixes={"kg": "https://w3id.org/yte-kg/ontology#"})))[0].value)
    assert tab.evaluate("page.edges.length") == statements
    nodes = tab.evaluate("page.nodes.length")
    assert shown(tab, "nodes.length") == min(nodes, 300)
    assert tab.inner_text("#shown").startswith("Đang hiện cả" if nodes <= 300 else "Đang hiện 300 trên ")
    assert tab.evaluate("network.getPositions === undefined || !network.physics.physicsEnabled"), "nothing moves of itself"


def test_a_network_that_never_answers_keeps_nobody_waiting(invented: Any, open_page: Open) -> None:
    asked: list[str] = []

    def hold(route: Any) -> None:  # neither answered nor refused
        asked.append(route.request.url)

    tab = open_page(invented(3), offline=False, hold=hold)
    search(tab, "ttyt an khe")
    assert tab.locator("#panel blockquote mark").count() > 0
    assert asked == []


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


def test_within_six_keys_after_the_words_of_a_search_the_evidence_is_there(invented: Any, open_page: Open) -> None:
    tab = open_page(invented(60))
    tab.keyboard.press("/")
    tab.keyboard.type("ttyt binh lam")
    for key in ("ArrowDown", "ArrowUp", "Enter"):
        tab.keyboard.press(key)
    assert tab.locator("#panel blockquote mark").first.is_visible()


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


def test_the_keyboard_alone_goes_from_neighbour_to_neighbour(invented: Any, open_page: Open) -> None:
    tab = open_page(invented(3))
    search(tab, "ttyt an khe")
    start = tab.inner_text("#panel h2")
    tab.keyboard.press("ArrowRight")
    neighbour = tab.evaluate("nodeLabel(cursor)")
    assert neighbour in tab.inner_text("#live")
    tab.keyboard.press("Enter")
    assert tab.inner_text("#panel h2") == neighbour != start
    tab.keyboard.press("Escape")
    assert tab.evaluate("state.selected") is None
    assert tab.inner_text("#panel .kind") == "Tổng quan"


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
    other = open_page(store, address)
    assert shown(other, "nodes.map((node) => node.id)") == nodes
    assert other.inner_text("#panel h2") == "Trung tâm Y tế huyện An Khê"
    assert other.evaluate("document.documentElement.lang") == "en"
    assert other.locator("#legend button", has_text="Person").get_attribute("aria-pressed") == "false"
    open_page(store, "#n=nowhere&cap=7&hide=xx%20person&from=soon&path=%E0%A4%A&e=99999&group=-1")


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
    tab = open_page(Graph.load(turtle.encode()).store)
    search(tab, "tram xa")
    points = tab.locator(".chart a.point")
    assert points.count() == 3
    assert points.nth(1).get_attribute("aria-label") == "năm 2022: hơn 20.220 lượt"
    points.nth(1).click()
    assert "năm 2022" in tab.inner_text(".fact.flash blockquote")


def test_hostile_words_run_nothing(open_page: Open) -> None:
    def literal(text: str) -> str:
        return ox.Literal(text).__str__()

    h = literal(HOSTILE)
    turtle = f"""@prefix kg: <https://w3id.org/yte-kg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix dcterms: <http://purl.org/dc/terms/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <https://example.org/> .
    :d a kg:Document ; kg:fileName {h} ; dcterms:title {h} ; dcterms:creator {h} ; dcterms:source "javascript:alert(5)" ; kg:mentions :p .
    :p a kg:Person ; rdfs:label {h} ; skos:altLabel {literal(HOSTILE + "2")} ; kg:title {h} .
    kg:PartyBody rdfs:subClassOf kg:Organization ; rdfs:label {h} .
    :o a kg:PartyBody ; rdfs:label {literal("href=" + HOSTILE)} . :i a kg:Indicator ; rdfs:label {h} .
    :m a kg:Meeting ; rdfs:label {h} ; kg:host :o ; kg:meetingKind {h} ; kg:date {h} ; kg:evidence :e .
    :r a kg:RoleHolding ; kg:holder :p ; kg:organization :o ; kg:roleText {h} ; kg:asOf {h} ; kg:rule {h} ; kg:evidence :e .
    :a a kg:Attendance ; kg:attendee :p ; kg:meeting :m ; kg:capacity {h} ; kg:evidence :e .
    :v a kg:Observation ; kg:subject :o ; kg:indicator :i ; kg:value {h} ; kg:unit {h} ; kg:indicatorText {h} ; kg:evidence :e .
    :e kg:document :d ; kg:quote {h} ; kg:startOffset {h} ."""
    tab = open_page(Graph.load(turtle.encode()).store)
    tab.evaluate("for (const node of page.nodes) { point({ node }); choose(node); }")
    tab.evaluate(
        "for (const edge of page.edges) { point({ edge }, { pointer: { DOM: { x: 1, y: 1 } } }); change({ selected: null, fact: edge }); }"
    )
    tab.evaluate("change({ selected: null, fact: null, document: 0 })")
    assert tab.locator("#panel h2").inner_text() == HOSTILE
    assert tab.locator("a[href^=javascript]").count() == 0
    search(tab, "onerror")
    tab.click("#as-table")
    tab.click("#filters summary")
    assert tab.locator("main img, main script, main svg[onload]").count() == 0


def test_any_turtle_and_an_empty_graph_give_a_useful_page(open_page: Open) -> None:
    turtle = '@prefix : <https://example.org/> . :a a :Ship ; :name "Trà Giang" ; :sails :b . :b a :Sea .'
    tab = open_page(Graph.load(turtle.encode()).store)
    tab.locator("#panel").get_by_role("link", name="a", exact=True).click()
    assert "Trà Giang" in tab.inner_text("#panel") and "sails" in tab.inner_text("#panel")
    empty = open_page(ox.Store())
    assert "Đồ thị trống" in empty.inner_text("#panel")
    empty.keyboard.press("ArrowRight")
    empty.click("#zoom-fit")
    empty.click("#as-table")


def test_a_node_with_thousands_of_neighbours_and_endless_names(open_page: Open) -> None:
    people = "".join(
        f':p{n} a kg:Person ; rdfs:label "Người {n} {"dài " * 120}" . '
        f":r{n} a kg:RoleHolding ; kg:holder :p{n} ; kg:organization :o ; kg:evidence :e ."
        for n in range(5000)
    )
    turtle = f"""@prefix kg: <https://w3id.org/yte-kg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix : <https://example.org/> . :o a kg:Organization ; rdfs:label "Hội đông người" . :e kg:quote "…" . {people}"""
    tab = open_page(Graph.load(turtle.encode()).store)
    search(tab, "hoi dong nguoi")  # so large a graph shows what is found by itself, with its neighbours
    assert shown(tab, "nodes.length") == 300
    tab.get_by_role("button", name="Mở rộng").click()
    assert shown(tab, "nodes.length") == 1500
    assert tab.locator("#panel li.fact").count() < 100
    assert tab.locator("#panel .more").first.is_visible()


@pytest.mark.parametrize("width", [320, 390, 820])
def test_a_narrow_screen_scrolls_in_no_wrong_direction(width: int, invented: Any, open_page: Open) -> None:
    tab = open_page(invented(3), viewport={"width": width, "height": 800}, has_touch=True, is_mobile=True)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    search(tab, "ttyt an khe")
    assert tab.locator("#panel h2").is_visible()
    assert tab.evaluate("document.getElementById('panel').scrollWidth <= document.getElementById('panel').clientWidth")


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


@pytest.fixture
def open_report(browser: Any, tmp_path: Path, invented: Any) -> Iterator[Open]:
    """A function: what the window is like → the dossier of a health centre, opened. Nothing may go wrong in it."""
    problems: list[str] = []
    contexts = []

    def open_(**window: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1000, "height": 800}, "offline": True, **window})
        contexts.append(context)
        tab = context.new_page()
        tab.on("console", lambda message: problems.append(message.text))
        tab.on("request", lambda request: None if request.url.startswith(("file:", "data:")) else problems.append(request.url))
        text = report(Store(invented(9)), "Trung tâm Y tế huyện An Khê")
        file = tmp_path / "report.html"
        file.write_text(text, encoding="utf-8")
        tab.goto(file.as_uri())
        return tab

    yield open_
    for context in contexts:
        context.close()
    assert problems == []


def test_a_dossier_shows_each_fact_and_its_chart_leads_there(open_report: Open) -> None:
    tab = open_report()
    assert tab.locator("li[id^=fact-] blockquote mark").count() > 10
    tab.locator("svg a").first.click()
    assert tab.locator("li:target blockquote").is_visible()


@pytest.mark.parametrize("width", [320, 390, 820])
def test_a_dossier_scrolls_in_no_wrong_direction(width: int, open_report: Open) -> None:
    tab = open_report(viewport={"width": width, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("window", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}])
def test_axe_finds_nothing_serious_in_a_dossier(window: dict[str, Any], open_report: Open) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed").Axe()
    found = axe.run(open_report(**window)).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []


@pytest.mark.parametrize("window", [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}}])
def test_axe_finds_nothing_serious(window: dict[str, Any], invented: Any, open_page: Open) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed").Axe()
    tab = open_page(invented(3), **window)
    for step in ("", "choose(page.nodes[0])", "change({ table: true })", "document.getElementById('filters').open = true"):
        tab.evaluate(step or "0")
        found = axe.run(tab).response["violations"]
        assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == [], step
