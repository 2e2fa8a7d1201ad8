"""The page for everyone: by keyboard, on a narrow screen, in the dark, and with assistive technology, as far as axe-core can tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Open = Callable[..., Any]
WINDOWS = [{}, {"color_scheme": "dark"}, {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}]


def search(tab: Any, query: str) -> None:
    tab.keyboard.press("/")
    tab.keyboard.type(query)
    tab.keyboard.press("Enter")


@pytest.mark.parametrize("width", [320, 390, 820])
def test_a_narrow_screen_scrolls_in_no_wrong_direction(width: int, invented: Any, open_page: Open) -> None:
    tab = open_page(invented(3), viewport={"width": width, "height": 800}, has_touch=True, is_mobile=True)
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    search(tab, "ttyt an khe")
    assert tab.locator("#panel h2").is_visible()
    assert tab.evaluate("document.getElementById('panel').scrollWidth <= document.getElementById('panel').clientWidth")


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


def test_within_six_keys_after_the_words_of_a_search_the_evidence_is_there(invented: Any, open_page: Open) -> None:
    tab = open_page(invented(60))
    tab.keyboard.press("/")
    tab.keyboard.type("ttyt binh lam")
    for key in ("ArrowDown", "ArrowUp", "Enter"):
        tab.keyboard.press(key)
    assert tab.locator("#panel blockquote mark").first.is_visible()


@pytest.mark.parametrize("width", [320, 390, 820])
def test_a_dossier_scrolls_in_no_wrong_direction(width: int, open_report: Open) -> None:
    tab = open_report(viewport={"width": width, "height": 800})
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture
def weighty() -> Callable[[Any], list[str]]:
    """A function: a window → what axe-core finds serious or critical in it."""
    name = "axe_playwright_python.sync_playwright"
    axe = pytest.importorskip(name, reason="the extra `browser` is not installed: pip install 'yte-kg[browser]'").Axe()

    def found(tab: Any) -> list[str]:
        violations = axe.run(tab).response["violations"]
        return [f"{one['id']}: {one['nodes'][0]['html']}" for one in violations if one["impact"] in ("serious", "critical")]

    return found


def test_axe_finds_what_is_wrong(weighty: Any, invented: Any, open_page: Open) -> None:
    tab = open_page(invented(3))
    tab.evaluate("document.getElementById('zoom-in').removeAttribute('aria-label'); document.getElementById('zoom-in').textContent = ''")
    assert [one.split(":")[0] for one in weighty(tab)] == ["button-name"]


@pytest.mark.parametrize("window", WINDOWS)
def test_axe_finds_nothing_serious_in_a_dossier(window: dict[str, Any], weighty: Any, open_report: Open) -> None:
    assert weighty(open_report(**window)) == []


STEPS = {
    "the overview": "0",
    "a facility": "choose(page.nodes.find((node) => node.kind === 'facility'))",
    "a person": "choose(page.nodes.find((node) => node.kind === 'person'))",
    "a meeting": "choose(page.nodes.find((node) => node.kind === 'meeting'))",
    "a statement": "change({ selected: null, fact: page.edges.find((edge) => edge.fact !== undefined) })",
    "a document": "change({ fact: null, document: 0 })",
    "a path": "change({ document: null, path: [page.nodes[0], page.nodes.at(-1)] })",
    "the table": "change({ path: null, table: true })",
    "the filters": "document.getElementById('filters').open = true",
    "a filter set": "change({ table: false, from: '2023-01-01' }); document.getElementById('filters').open = false",
    "a search": "searchInput.focus(); searchInput.value = 'trung tam'; searchInput.dispatchEvent(new Event('input'))",
    "English": "searchInput.blur(); change({ from: '', language: 'en' })",
}


@pytest.mark.parametrize("window", WINDOWS)
def test_axe_finds_nothing_serious(window: dict[str, Any], weighty: Any, invented: Any, open_page: Open) -> None:
    tab = open_page(invented(3), **window)
    for step, does in STEPS.items():
        tab.evaluate(f"() => {{ {does} }}")
        tab.wait_for_timeout(250)
        assert weighty(tab) == [], step
