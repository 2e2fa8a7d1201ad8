"""The figures of one indicator as a drawing for a report: a row a figure, the rows of a facility together, in the order of time.

Rows and not a line: local reports speak of quarters, nine months and years at once, whose totals no line may join. A stem runs
from zero to the figure; the shape at its end says how exact the figure is, a bar across says the plan.
"""

from __future__ import annotations

import math
import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx

from kg.errors import GraphError, QueryError
from kg.store import Store, write_whole
from kg.text.normalize import bare
from kg.view.find import find
from kg.view.network import network
from kg.view.wording import ENGLISH, VIETNAMESE

Fact = dict[str, Any]  # an observation as `kg.view.network.network` gives it
Link = Callable[[Fact], str]  # where a figure leads to, as the `href` of its point

WIDTH = 860
_MARGIN, _FROM, _TO, _SAID = 20, 200, 560, 582  # of the page, of the scale (its ends), of the words beside it; all in pixels
_ROW, _LINE, _HEADING = 25, 15, 30
_INK, _QUIET, _RULE, _FIGURE, _PLAN = "#1b2127", "#5b6570", "#e3e2dc", "#1d5a9e", "#9a3b00"
# How each part is drawn where no style sheet says otherwise: a page gives other colours to a class in the dark.
_LOOKS: dict[str, dict[str, str]] = {
    "paper": {"fill": "#ffffff"},
    "title": {"fill": _INK, "font-size": "19", "font-weight": "700"},
    "subject": {"fill": _INK, "font-size": "14", "font-weight": "600"},
    "value": {"fill": _INK, "font-size": "13", "font-weight": "600"},
    "label": {"fill": _QUIET, "font-size": "12.5"},
    "note": {"fill": _QUIET, "font-size": "12"},
    "attainment": {"fill": _FIGURE, "font-size": "12", "font-weight": "600"},
    "warn": {"fill": _PLAN, "font-size": "12", "font-weight": "600"},
    "scale": {"stroke": _RULE, "stroke-width": "1"},
    "stem": {"stroke": _FIGURE, "stroke-width": "2", "stroke-opacity": "0.35"},
    "mark": {"fill": _FIGURE, "stroke": _FIGURE, "stroke-width": "1.6", "stroke-linejoin": "round"},
    "aim": {"fill": "#ffffff", "stroke": _FIGURE, "stroke-width": "1.6", "stroke-linejoin": "round"},
    "plan": {"stroke": _PLAN, "stroke-width": "2.4"},
}
_FONT = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', sans-serif"
# What XML cannot hold (https://www.w3.org/TR/xml/#charsets).
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def chart(graph: Store, indicator: str, facilities: Sequence[str] = ()) -> str:
    """An indicator's figures as a standalone SVG, by facility (or whatever body or place reported them), the highest first.

    `indicator` is a label (matched without its marks), part of one, a CURIE or an IRI; so is each of `facilities`, which leave out
    the others. Every point has its sentence as its title. The same graph gives the same text. Raises QueryError where nothing
    or more than one thing has a name.

    Example: `kg.view.chart.chart(graph, "ind:luot-kham-benh", ["TTYT Tiên Du"])`.
    """
    held = network(graph.store)
    prefixes = graph.prefixes()
    indicators = [node for node in held if held.nodes[node]["kind"] == "indicator"]
    if not indicators:
        raise QueryError("đồ thị không có số liệu nào để vẽ (the graph has no figures to draw)")
    node = find(held, indicators, indicator, prefixes)
    facts = [fact for fact in held.graph["facts"] if fact["kind"] == "Observation" and fact.get("to") == node and "value" in fact]
    subjects = {fact["from"] for fact in facts if "from" in fact}
    if facilities:
        chosen = {find(held, subjects, name, prefixes) for name in facilities}
        facts = [fact for fact in facts if fact.get("from") in chosen]
    own = held.nodes[node]
    return draw(held, facts, (own["label"], own.get("english", own["label"])))


def write(graph: Store, indicator: str, path: str | Path, facilities: Sequence[str] = ()) -> None:
    """Write `chart` to a file by its ending: `.svg`, or `.png` at twice the size where resvg-py is installed (the extra `png`).

    A PNG is drawn with the fonts of this computer. Raises GraphError and QueryError.
    """
    target = Path(path)
    if target.suffix not in (".svg", ".png"):
        raise GraphError(f"{target}: biểu đồ là .svg hoặc .png (a chart is .svg or .png)")
    rasterizer = _rasterizer(target) if target.suffix == ".png" else None
    drawing = chart(graph, indicator, facilities)
    write_whole(target, bytes(rasterizer.svg_to_bytes(svg_string=drawing, zoom=2)) if rasterizer else drawing.encode())


def _rasterizer(target: Path) -> Any:
    try:
        return import_module("resvg_py")
    except ImportError:
        svg = target.with_suffix(".svg").name
        raise GraphError(
            f"{target}: muốn có .png cần cài resvg-py (a .png needs it): pip install 'yte-kg[png]'; hoặc dùng (or write): -o {svg}"
        ) from None


def draw(graph: nx.MultiDiGraph, facts: Iterable[Fact], title: tuple[str, str] | None, link: Link | None = None) -> str:
    """Observations of a network as an SVG element: a part for each unit and kind of subject, on a scale of its own.

    With a `title` (Vietnamese, English) it stands for itself; without, it is part of a page that says what it is.
    """
    figures = [fact for fact in facts if _finite(fact.get("value", ""))]
    parts: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in figures:
        parts.setdefault((_counted(fact), *_sort(graph, fact)), []).append(fact)
    paper = _Paper(graph, link)
    if title:
        paper.heading(title, figures)
    for name in sorted(parts, key=lambda name: (-len(parts[name]), name)):
        paper.part(parts[name], named=title is not None)
    paper.key(figures)
    return paper.text(title)


def _counted(fact: Fact) -> str:
    """The word by which a figure counts: `lượt khám` and `lượt người` stand on one scale."""
    return next(iter(str(fact.get("unit", "")).split()), "")


def _sort(graph: nx.MultiDiGraph, fact: Fact) -> tuple[str, str]:
    """What a figure's subject is like: a province's figures would leave those of its facilities no room on their scale."""
    own = graph.nodes[fact["from"]] if "from" in fact else {}
    return str(own.get("kind", "")), str(own.get("type", [""])[0]) if own.get("kind") != "place" else _level(own)


def _level(place: dict[str, Any]) -> str:
    return next((value for _, english, value in place.get("details", ()) if english == "level"), "")


class _Paper:
    """A drawing that grows downward."""

    def __init__(self, graph: nx.MultiDiGraph, link: Link | None) -> None:
        self.graph = graph
        self.link = link
        self.body = ElementTree.Element("g", {"font-family": _FONT})
        self.at = 12.0

    def text(self, title: tuple[str, str] | None) -> str:
        """The whole drawing."""
        height = f"{self.at:g}"
        size = {"width": str(WIDTH), "height": height} if title else {}
        svg = ElementTree.Element(
            "svg", {"xmlns": "http://www.w3.org/2000/svg", **size, "viewBox": f"0 0 {WIDTH} {height}", "class": "chart", "role": "group"}
        )
        if title:
            svg.set("lang", "vi")
            svg.append(_element("title", {}, title[0]))
            svg.append(_element("rect", {"class": "paper", **_LOOKS["paper"], "width": str(WIDTH), "height": height}))
        svg.append(self.body)
        return ElementTree.tostring(svg, encoding="unicode") + ("\n" if title else "")

    def heading(self, title: tuple[str, str], figures: list[Fact]) -> None:
        for line in textwrap.wrap(_capital(title[0]), 80)[:3]:
            self.at += 22
            self._write("title", _MARGIN, self.at, line)
        subjects, documents = (
            {fact.get("from") for fact in figures},
            {one.get("document") for fact in figures for one in fact.get("evidence", ())},
        )
        numbers = {"figures": len(figures), "subjects": len(subjects), "documents": len(documents)}
        english = "" if title[1] == title[0] else f"{_capital(title[1])} — "
        self.at += 20
        counts = [own.word("chart.counts", **numbers) for own in (VIETNAMESE, ENGLISH)]
        self._write("label", _MARGIN, self.at, textwrap.shorten(f"{english}{counts[0]} ({counts[1]})", 130, placeholder=" …"))
        self.at += 6

    def part(self, facts: list[Fact], named: bool) -> None:
        """Figures on one scale."""
        top = self.at
        grid = _add(self.body, "g", "scale")
        ends = [float(fact["value"]) for fact in facts] + [float(fact["target"]) for fact in facts if _finite(fact.get("target", ""))]
        ticks = _ticks(min(*ends, 0.0), max(*ends, 0.0))

        def place(value: str) -> float:
            return _FROM + (float(value) - ticks[0]) / (ticks[-1] - ticks[0]) * (_TO - _FROM)

        subjects: dict[int, list[Fact]] = {}
        for fact in facts:
            subjects.setdefault(fact.get("from", -1), []).append(fact)
        order = sorted(subjects, key=lambda node: (-max(float(fact["value"]) for fact in subjects[node]), bare(self._name(node)), node))
        for node in order:
            if named:
                self.at += _HEADING
                self._write("subject", _MARGIN, self.at - 4, textwrap.shorten(self._name(node), 100, placeholder=" …"))
            for fact in sorted(subjects[node], key=_when):
                self._row(fact, place, subjects[node])
        self.at += 8
        for tick in ticks:
            x = f"{place(str(tick)):.1f}"
            _add(grid, "line", "scale", x1=x, x2=x, y1=f"{top + (_HEADING if named else 6):g}", y2=f"{self.at:g}")
            self._write("label", float(x), self.at + 14, _brief(tick), anchor="middle")
        self._write("label", _FROM - 14, self.at + 14, _counted(facts[0]), anchor="end")
        self.at += 24

    def _row(self, fact: Fact, place: Callable[[str], float], siblings: list[Fact]) -> None:
        x, y = place(fact["value"]), self.at + _ROW / 2 + 3
        holder = self.body
        if self.link:
            holder = ElementTree.SubElement(self.body, "a", {"href": self.link(fact), "aria-label": _told(fact)})
        point = _add(holder, "g", "point")
        point.append(_element("title", {}, self._proof(fact)))
        reach = {"x": "0", "y": f"{self.at:g}", "width": str(WIDTH), "fill": "none", "pointer-events": "all"}
        self._write("label", _FROM - 14, y + 4, textwrap.shorten(VIETNAMESE.when(fact), 30, placeholder=" …"), anchor="end", holder=point)
        _add(point, "line", "stem", x1=f"{place('0'):.1f}", x2=f"{x:.1f}", y1=f"{y:g}", y2=f"{y:g}")
        if _finite(fact.get("target", "")):
            plan = f"{place(fact['target']):.1f}"
            _add(point, "line", "plan", x1=plan, x2=plan, y1=f"{y - 8:g}", y2=f"{y + 8:g}")
        _add(point, "path", "aim" if fact.get("planned") else "mark", d=_mark(fact.get("bound", "exact"), x, y))
        self._write("value", _SAID, y + 4, textwrap.shorten(VIETNAMESE.amount(fact), 40, placeholder=" …"), holder=point)
        self.at += _ROW
        notes = list(VIETNAMESE.notes(fact))
        if differing(fact, siblings):
            notes.append(("warn", VIETNAMESE.word("fact.differ")))
        for kind, note in notes:
            for line in textwrap.wrap(note, 44)[:3]:
                self._write(kind if kind in ("attainment", "warn") else "note", _SAID, self.at + 9, line, holder=point)
                self.at += _LINE
        point.insert(1, _element("rect", {**reach, "height": f"{self.at - float(reach['y']):g}"}))

    def key(self, figures: list[Fact]) -> None:
        """What the shapes mean: those that were used."""
        bounds = {fact.get("bound", "exact") for fact in figures}
        parts = [
            (one, f"{VIETNAMESE.word(name)} ({ENGLISH.word(name)})")
            for one, name, used in (
                ("over", "chart.key.more", bounds & {"over", "at_least"}),
                ("almost", "chart.key.less", bounds & {"almost", "at_most"}),
                ("about", "bound.about", "about" in bounds),
                ("plan", "chart.target", any(fact.get("target") for fact in figures)),
                ("aim", "fact.planned", any(fact.get("planned") for fact in figures)),
            )
            if used
        ]
        x = float(_MARGIN)
        self.at += 6 if parts else 0
        for one, text in parts:
            width = 26 + 6.6 * len(text)
            if x + width > WIDTH - _MARGIN:
                x, self.at = float(_MARGIN), self.at + 20
            if one == "plan":
                _add(self.body, "line", "plan", x1=f"{x + 5:g}", x2=f"{x + 5:g}", y1=f"{self.at:g}", y2=f"{self.at + 14:g}")
            else:
                _add(self.body, "path", "aim" if one == "aim" else "mark", d=_mark(one, x + 5, self.at + 7))
            self._write("note", x + 16, self.at + 11, text)
            x += width
        self.at += 26 if parts else 6

    def _name(self, node: int) -> str:
        return str(self.graph.nodes[node]["label"]) if node >= 0 else VIETNAMESE.word("chart.nobody")

    def _proof(self, fact: Fact) -> str:
        """What a point says when it is pointed at: the figure, its sentences, their documents."""
        lines = [", ".join(part for part in (self._name(fact.get("from", -1)), _told(fact)) if part)]
        for one in fact.get("evidence", ()):
            document = self.graph.graph["documents"][one["document"]] if "document" in one else {}
            issued = VIETNAMESE.day(document["issued"]) if "issued" in document else ""
            source = " · ".join(part for part in (document.get("title", ""), document.get("name", ""), issued) if part)
            lines += [f"“{''.join(one['quote'])}”", *([f"— {source}"] if source else [])]
        return "\n".join(lines)

    def _write(self, look: str, x: float, y: float, text: str, anchor: str = "", holder: ElementTree.Element | None = None) -> None:
        written = _add(
            self.body if holder is None else holder, "text", look, x=f"{x:g}", y=f"{y:g}", **({"text-anchor": anchor} if anchor else {})
        )
        written.text = _fit(text)


def differing(fact: Fact, others: Iterable[Fact]) -> bool:
    """Whether another figure of the same subject, indicator, period, unit and words says something else."""
    same = ("from", "to", "start", "end", "unit", "text")
    return bool(fact.get("end")) and any(
        all(other.get(name) == fact.get(name) for name in same)
        and bool(other.get("planned")) == bool(fact.get("planned"))
        and other.get("value") != fact.get("value")
        for other in others
    )


def _told(fact: Fact) -> str:
    return f"{VIETNAMESE.when(fact)}: {VIETNAMESE.amount(fact)}"


def _when(fact: Fact) -> tuple[Any, ...]:
    return fact.get("end", ""), fact.get("start", ""), bool(fact.get("planned")), float(fact["value"]), fact.get("text", "")


def _finite(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers, one, two or five times a power of ten apart, from one below `low` to one above `high`."""
    rough = (high - low or 1.0) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1, 2, 5, 10) if size * power >= rough * 0.999)
    return [number * step for number in range(math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9) + 1)]


def _brief(value: float) -> str:
    """A number on a scale: thousands in full, millions and milliards by their words."""
    for size, word in ((1e9, " tỷ"), (1e6, " triệu")):
        if abs(value) >= size:
            return VIETNAMESE.number(f"{value / size:.6g}") + word
    return VIETNAMESE.number(f"{value:.6g}")


def _mark(bound: str, x: float, y: float) -> str:
    """A dot; more than the figure points to the right, less to the left, about is a lozenge."""
    if bound in ("over", "at_least"):
        return f"M{x - 3.5:.1f} {y - 5:.1f}v10l9 -5z"
    if bound in ("almost", "at_most"):
        return f"M{x + 3.5:.1f} {y - 5:.1f}v10l-9 -5z"
    if bound == "about":
        return f"M{x - 6:.1f} {y:.1f}l6 -5l6 5l-6 5z"
    return f"M{x - 4:.1f} {y:.1f}a4 4 0 1 1 8 0a4 4 0 1 1 -8 0z"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _fit(text: str) -> str:
    return _UNFIT.sub("", text)


def _element(name: str, attributes: dict[str, str], text: str = "") -> ElementTree.Element:
    element = ElementTree.Element(name, {key: _fit(value) for key, value in attributes.items()})
    element.text = _fit(text) or None
    return element


def _add(holder: ElementTree.Element, name: str, look: str, /, **attributes: str) -> ElementTree.Element:
    element = _element(name, {"class": look, **({} if name == "g" else _LOOKS[look]), **attributes})
    holder.append(element)
    return element
