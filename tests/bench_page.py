"""How fast the page is, and whether it asks anybody for anything, in a real Chromium without WebGL, at four sizes.

    python tests/bench_page.py [NODES…]

Invented graphs of about 100, 1,000, 5,000 and 20,000 nodes (or of as many as named) are made into pages. Each is opened with the
network blocked, and with every request that leaves the file held open. Printed are the seconds that Python took, the size of the file,
the milliseconds from opening to the first picture, the requests and errors of all openings; of a key in the search, of a choice until
its sentences stand in the panel, and of a filter the milliseconds (the median of ROUNDS, drawing included); and the frames a second
while the picture is dragged, as it first is and with 1,000 nodes. No test asserts any of it.
"""

from __future__ import annotations

import importlib.util
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from kg.view.network import network
from kg.view.page import page

ROUNDS = 5
SIZES = (100, 1_000, 5_000, 20_000)
_spec = importlib.util.spec_from_file_location("conftest", Path(__file__).parent / "browser" / "conftest.py")
assert _spec is not None and _spec.loader is not None
invented = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(invented)

# Milliseconds from a call until what it changed has been drawn: the next frame but one.
TIMED = """(work) => new Promise((done) => {
  const start = performance.now();
  eval(work);
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
})"""
# Frames a second while the picture is moved a little in each.
DRAGGED = """() => new Promise((done) => {
  let frames = 0;
  const start = performance.now();
  const step = () => {
    frames++;
    const { x, y } = network.getViewPosition();
    network.moveTo({ position: { x: x + 3 / network.getScale(), y } });
    if (performance.now() - start < 2000) requestAnimationFrame(step);
    else done((1000 * frames) / (performance.now() - start));
  };
  requestAnimationFrame(step);
})"""
QUERIES = ["t", "tt", "ttyt", "ttyt an", "ttyt an khe", "luot kham", "nguyen thi"]


def opened(browser: Browser, address: str, held: bool) -> tuple[Any, list[str], float]:
    """A tab with the page, what went wrong in it (requests that left the file, errors, dialogs), and when it was drawn."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, offline=not held)
    tab = context.new_page()
    problems: list[str] = []
    tab.on("console", lambda message: problems.append(message.text) if message.type in ("error", "warning") else None)
    tab.on("pageerror", lambda error: problems.append(str(error)))
    tab.on("request", lambda request: problems.append(request.url) if not request.url.startswith(("file:", "data:", "blob:")) else None)
    if held:
        tab.route(lambda url: not url.startswith(("file:", "data:", "blob:")), lambda route: None)
    tab.goto(address, wait_until="commit")
    tab.wait_for_selector("body.ready", timeout=120_000)
    drawn = tab.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now()))))")
    return tab, problems, drawn


def timed(tab: Any, *works: str) -> float:
    return median(tab.evaluate(TIMED, work) for _ in range(ROUNDS) for work in works)


def measure(browser: Browser, wanted: int) -> None:
    store = invented.Invented().build(max(1, round(wanted / 6.6) if wanted > 300 else wanted // 9))
    start = time.monotonic()
    graph = network(store)
    text = page(graph)
    seconds = time.monotonic() - start
    with tempfile.TemporaryDirectory() as folder:
        address = invented.write(Path(folder, "network.html"), text)
        firsts, problems = [], 0
        for held in (False, True):
            for _ in range(2):
                tab, found, drawn = opened(browser, address, held)
                firsts.append(drawn)
                problems += len(found)
                if not held or len(firsts) < 4:
                    tab.context.close()
        typed = timed(tab, *(f"searchInput.value = {query!r}; searchInput.dispatchEvent(new Event('input'))" for query in QUERIES))
        tab.evaluate("searchInput.value = ''; searchInput.blur(); change({ community: page.grouped ? 0 : null })")
        nodes = "page.nodes.filter((node) => node.kind === 'facility')"
        chosen = timed(tab, f"choose({nodes}[0])", f"choose({nodes}[1])")
        assert tab.locator("#panel blockquote mark").count() > 0
        tab.evaluate("change({ selected: null, focus: null, community: null })")
        filtered = timed(tab, "change({ hiddenKinds: new Set(['indicator']) })", "change({ hiddenKinds: new Set() })")
        tab.evaluate("change({ focus: null, community: null }); fit(false)")
        first = tab.evaluate(DRAGGED)
        tab.evaluate("change({ hiddenRelations: new Set(['replacedBy']), cap: 1000 }); fit(false)")
        many, count = tab.evaluate(DRAGGED), tab.evaluate("shown.nodes.length")
        size, figures = len(text.encode()) / 1e6, f"{typed:>8.1f} {chosen:>8.1f} {filtered:>8.1f} {first:>6.0f} {many:>8.0f} ({count:,})"
        made = f"{len(graph):>7,} {graph.number_of_edges():>8,} {seconds:>8.1f} {size:>8.2f}"
        print(f"{made} {median(firsts):>8.0f} {problems:>9} {figures}", flush=True)
        tab.context.close()


def main() -> None:
    path = invented.chromium()
    if path is None:
        sys.exit("no Chromium here: apt-get install chromium")
    print("  nodes    edges python s  file MB first ms  problems   key ms  read ms filt. ms    fps  … with 1,000")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", "--disable-webgl", "--disable-webgl2"]
        )
        for size in [int(size) for size in sys.argv[1:]] or SIZES:
            measure(browser, size)
        browser.close()


if __name__ == "__main__":
    main()
