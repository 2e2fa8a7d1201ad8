"""Graphs that nobody would wish for: hostile words, no words, endless words, no graph of ours. A useful page each time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from kg.graph import Graph
from kg.view.report import report

Open = Callable[..., Any]
PREFIXES = """@prefix kg: <https://w3id.org/yte-kg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix dcterms: <http://purl.org/dc/terms/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <https://example.org/> .
    kg:HealthFacility rdfs:subClassOf kg:Organization . kg:PartyBody rdfs:subClassOf kg:Organization .
"""
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)><svg onload=alert(3)> javascript:alert(4) href=x {{7*7}}"
H = str(ox.Literal(HOSTILE))
OURS = f"""{PREFIXES}
    :d a kg:Document ; kg:fileName {H} ; dcterms:title {H} ; dcterms:creator {H} ; dcterms:source "javascript:alert(5)" ; kg:mentions :p .
    :p a kg:Person ; rdfs:label {H} ; skos:altLabel {ox.Literal(HOSTILE + "2")} ; kg:title {H} .
    kg:PartyBody rdfs:label {H} . kg:locatedIn rdfs:label {H} . :l a kg:Place ; rdfs:label {H} ; kg:level {H} ; kg:code {H} .
    :o a kg:PartyBody ; rdfs:label {ox.Literal("href=" + HOSTILE)} ; kg:locatedIn :l . :i a kg:Indicator ; rdfs:label {H} ; kg:unit {H} .
    :m a kg:Meeting ; rdfs:label {H} ; kg:host :o ; kg:meetingKind {H} ; kg:date {H} ; kg:period :t ; kg:evidence :e .
    :t kg:start {H} ; kg:end {H} ; rdfs:label {H} . :c kg:comparisonKind kg:change ; kg:value {H} ; kg:unit {H} ; kg:baseline {H} .
    :r a kg:RoleHolding ; kg:holder :p ; kg:organization :o ; kg:roleText {H} ; kg:asOf {H} ; kg:rule {H} ; kg:confidence {H} ;
        kg:evidence :e .
    :a a kg:Attendance ; kg:attendee :p ; kg:meeting :m ; kg:capacity {H} ; kg:evidence :e .
    :v a kg:Observation ; kg:subject :o ; kg:indicator :i ; kg:value {H} ; kg:unit {H} ; kg:indicatorText {H} ; kg:period :t ;
        kg:target {H} ; kg:comparison :c ; kg:evidence :e .
    :n a kg:Observation ; kg:subject :o ; kg:indicator :i ; kg:value 5 ; kg:unit {H} ; kg:evidence :e .
    :e kg:document :d ; kg:quote {H} ; kg:startOffset {H} ."""
STRANGE = f"""@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix : <https://example.org/> .
    :a a :Kind ; rdfs:label {H} ; :name {H} ; <javascript:alert(6)> <javascript:alert(7)> . :Kind rdfs:label {H} ."""


@pytest.mark.parametrize("turtle", [OURS, STRANGE])
def test_hostile_words_run_nothing(turtle: str, open_page: Open) -> None:
    tab = open_page(turtle, HOSTILE, address="#n=<script>alert(8)</script>&d=%3Cimg src=x onerror=alert(9)%3E&lang=javascript:alert(10)")
    assert tab.title() == HOSTILE and HOSTILE in tab.inner_text("h1")
    for language in ("vi", "en"):
        tab.evaluate(f"change({{ language: '{language}' }})")
        tab.evaluate("for (const node of page.nodes) { point({ node }); choose(node); }")
        tab.evaluate(
            """for (const edge of page.edges) {
              point({ edge }, { pointer: { DOM: { x: 1, y: 1 } } });
              change({ selected: null, fact: edge });
            }"""
        )
        tab.evaluate("for (const one of page.documents) change({ selected: null, fact: null, document: one.number })")
        tab.evaluate("change({ document: null, path: [page.nodes[0], page.nodes.at(-1)] }); change({ path: null, named: true })")
        tab.keyboard.press("/")
        tab.keyboard.type("onerror")
        assert HOSTILE in tab.inner_text("#found")
        tab.keyboard.press("Enter")
        tab.evaluate("change({ table: true }); document.getElementById('filters').open = true")
        assert tab.locator("header img, main img, main script, [onload], [onerror], a[href^=javascript]").count() == 0
        tab.evaluate("change({ table: false }); document.getElementById('filters').open = false")
    for kind in ("csv", "json", "svg"):
        with tab.expect_download() as download:
            tab.evaluate(f"document.querySelector('[data-save={kind}]').click()")
        assert kind != "svg" or "<script" not in Path(download.value.path()).read_text(encoding="utf-8")


def test_hostile_words_run_nothing_in_a_dossier(opener: Any) -> None:
    tab = opener.open(report(Graph.load(OURS.encode()), "https://example.org/o"))
    assert tab.inner_text("h1") == f"href={HOSTILE}" and tab.locator("blockquote mark").count() > 0
    assert tab.locator("img, script, [onload], [onerror], a[href^=javascript]").count() == 0


def test_any_turtle_is_shown(open_page: Open) -> None:
    tab = open_page('@prefix : <https://example.org/> . :a a :Ship ; :name "Trà Giang" ; :sails :b . :b a :Sea .')
    tab.locator("#panel").get_by_role("link", name="a", exact=True).click()
    assert "Trà Giang" in tab.inner_text("#panel") and "sails" in tab.inner_text("#panel")
    assert tab.evaluate("page.edges.length") == 1


def test_an_empty_graph_says_so(open_page: Open) -> None:
    tab = open_page("")
    assert "Đồ thị trống" in tab.inner_text("#panel")
    for key in ("ArrowRight", "Enter", "Escape", "0", "+"):
        tab.locator("#canvas").press(key)
    for button in ("#zoom-fit", "#as-table", "#language", "#home"):
        tab.click(button)
    assert tab.locator("#table").is_hidden()


def test_a_node_with_thousands_of_neighbours_and_endless_names(open_page: Open) -> None:
    people = "".join(
        f':p{n} a kg:Person ; rdfs:label "Người {n} {"dài " * 120}" . '
        f":r{n} a kg:RoleHolding ; kg:holder :p{n} ; kg:organization :o ; kg:evidence :e ."
        for n in range(5000)
    )
    tab = open_page(f'{PREFIXES} :o a kg:Organization ; rdfs:label "Hội đông người" . :e kg:quote "…" . {people}')
    tab.keyboard.press("/")
    tab.keyboard.type("hoi dong nguoi")
    tab.keyboard.press("Enter")  # so large a graph shows what is found by itself, with its neighbours
    assert tab.evaluate("shown.nodes.length") == 300
    tab.get_by_role("button", name="Mở rộng").click()
    assert tab.evaluate("shown.nodes.length") == 1500
    assert 0 < tab.locator("#panel li.fact").count() < 100
    assert tab.locator("#panel .more").first.is_visible()
    assert tab.evaluate("panel.scrollWidth <= panel.clientWidth"), "endless names wrap"
    assert max(tab.evaluate("written.labels.map(({ own }) => own.width)")) < 260, "and are cut short in the picture"
    tab.click("#as-table")
    assert 0 < tab.locator("#table tbody tr").count() <= 200


def test_what_has_no_name_no_day_and_no_document_can_still_be_read(open_page: Open) -> None:
    tab = open_page(
        f"""{PREFIXES} :p a kg:Person . [] a kg:Organization .
        :o a kg:HealthFacility ; rdfs:label "" . :m a kg:Meeting . :i a kg:Indicator .
        :r a kg:RoleHolding ; kg:holder :p ; kg:organization :o ; kg:evidence :e . :e kg:quote "bà ấy" .
        :a a kg:Attendance ; kg:attendee :p ; kg:meeting :m ; kg:evidence [] .
        :v a kg:Observation ; kg:subject :o ; kg:indicator :i ; kg:value 7 ; kg:evidence :e ."""
    )
    tab.evaluate("choose(page.nodes.find((node) => node.kind === 'person'))")
    assert tab.inner_text("#panel h2") == "p"
    assert "không ghi ngày" in tab.inner_text("#panel") and "không rõ văn bản" in tab.inner_text("#panel")
    for node in range(tab.evaluate("page.nodes.length")):
        tab.evaluate(f"choose(page.nodes[{node}])")
        assert tab.inner_text("#panel h2").strip(), "everything has something to be called"
    tab.evaluate("choose(page.nodes.find((node) => node.kind === 'indicator'))")
    assert "không rõ kỳ" in tab.inner_text("#panel") and tab.locator("#panel blockquote").inner_text() == "bà ấy"
    tab.evaluate("change({ selected: null, from: '2020-01-01' })")
    assert "Không có mục nào qua được bộ lọc" in tab.inner_text("#shown")
    tab.get_by_role("button", name="Bỏ mọi bộ lọc").click()
    assert tab.evaluate("shown.nodes.length") == 5
