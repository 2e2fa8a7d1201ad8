"""A dossier: all that the documents say of one person or body, on one page to print, with the sentence behind every fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import networkx as nx
from markupsafe import Markup

from kg.errors import QueryError
from kg.store import Store, write_whole
from kg.text.normalize import bare
from kg.view.chart import Fact, differing, draw
from kg.view.find import find
from kg.view.network import network
from kg.view.page import content_hash, resource, templates
from kg.view.triples import Names
from kg.view.wording import ENGLISH, VIETNAMESE, Wording

_KINDS = ("person", "facility", "body")
_OPEN = 12  # a list of more facts is folded
_STYLES = "colours report timeline"
# What a thing and a document may lack.
_NODE: dict[str, Any] = {"english": "", "type": (), "names": ()}
_DOCUMENT = dict.fromkeys(("title", "name", "issued", "creator", "source"), "")


class Line(NamedTuple):
    """A fact or a figure as it is read: its words in Vietnamese and in English, its sentences, and the rule that made it."""

    number: int
    strong: str
    rest: str
    english: str
    notes: tuple[str, ...]
    former: bool
    warning: bool
    evidence: list[dict[str, Any]]
    rule: str
    score: str


class Group(NamedTuple):
    """Facts under one heading (an indicator, a meeting); `drawing` is their chart, `evidence` what the heading itself rests on."""

    name: Names
    lines: list[Line]
    drawing: str = ""
    evidence: list[dict[str, Any]] = []  # noqa: RUF012
    listed: Names = ("", "")
    folded: bool = False


class Section(NamedTuple):
    """A part of the page."""

    id: str
    name: Names
    groups: list[Group]


def report(graph: Store, wanted: str) -> str:
    """The dossier of a person or a body as one HTML page with no script, which asks nobody for anything.

    `wanted` is a name (matched without its marks), part of one, a CURIE or an IRI. The same graph gives the same text.
    Raises QueryError where nothing or more than one thing has the name.

    Example: `kg.view.report.report(graph, "TTYT Tiên Du")`.
    """
    held = network(graph.store)
    among = [node for node in held if held.nodes[node]["kind"] in _KINDS]
    if not among:
        raise QueryError("đồ thị không có người hay cơ quan nào (the graph has no people and no bodies)")
    node = find(held, among, wanted, graph.prefixes())
    dossier = _Dossier(held, node)
    style = "".join(resource(f"{name}.css") for name in _STYLES.split())
    policy = f"default-src 'none'; style-src {content_hash(style)}; img-src data:; base-uri 'none'; form-action 'none'"
    own = _NODE | held.nodes[node]
    return (
        templates()
        .get_template("report.html")
        .render(
            title=own["label"],
            policy=policy,
            style=Markup(style),
            own=own,
            vi=VIETNAMESE,
            en=ENGLISH,
            web=_is_web_address,
            **dossier.parts(),
        )
    )


def write(graph: Store, wanted: str, path: str | Path) -> None:
    """Write `report` to a file. Raises GraphError and QueryError."""
    write_whole(Path(path), report(graph, wanted).encode())


def _is_web_address(text: str) -> bool:
    """What a document says of its source may be anything; only a web address becomes a link."""
    return text.lower().startswith(("https://", "http://"))


class _Dossier:
    """What a network says of one of its nodes."""

    def __init__(self, graph: nx.MultiDiGraph, node: int) -> None:
        self.graph = graph
        self.node = node
        self.facts: list[Fact] = [{**fact, "number": number} for number, fact in enumerate(graph.graph["facts"])]
        self.used: set[int] = set()  # the documents that something on the page rests on

    def parts(self) -> dict[str, Any]:
        """The values of the template."""
        sections = [section for section in self._sections() if section.groups]
        lines = [line for section in sections for group in section.groups for line in group.lines]
        documents = sorted(self.used | set(self.graph.nodes[self.node]["documents"]))
        return {
            "sections": sections,
            "count": len({line.number for line in lines}),
            "rows": self._rows(),
            "documents": {number: _DOCUMENT | self.graph.graph["documents"][number] for number in documents},
        }

    def _sections(self) -> Iterator[Section]:
        own = self._of("RoleHolding", "from")
        own.sort(key=lambda fact: (bool(fact.get("former")), _latest(fact)))
        yield self._section("posts", "section.posts", self._plain(own))
        people = self._of("RoleHolding", "to")
        people.sort(key=lambda fact: (bool(fact.get("former")), bare(fact.get("text", "")), fact["number"]))
        yield self._section("people", "section.people", self._plain(people))
        yield self._section("figures", "section.observations", self._figures())
        yield self._section("meetings", "report.meetings", self._meetings())
        known = ("RoleHolding", "Attendance", "Observation")
        others = [fact for fact in self.facts if fact["kind"] not in known and self.node in (fact.get("from"), fact.get("to"))]
        yield self._section("others", "section.facts", self._plain(others))

    def _section(self, name: str, key: str, groups: list[Group]) -> Section:
        return Section(name, (VIETNAMESE.word(key), ENGLISH.word(key)), groups)

    def _of(self, kind: str, end: str) -> list[Fact]:
        return [fact for fact in self.facts if fact["kind"] == kind and fact.get(end) == self.node]

    def _plain(self, facts: list[Fact]) -> list[Group]:
        return [Group(("", ""), self._lines(facts))] if facts else []

    def _figures(self) -> list[Group]:
        """The body's indicators, those with most figures first; a chart where there is something to compare."""
        own: dict[int, list[Fact]] = {}
        for fact in self._of("Observation", "from"):
            own.setdefault(fact.get("to", -1), []).append(fact)
        groups = []
        for node, facts in sorted(own.items(), key=lambda item: (-len(item[1]), bare(self._names(item[0])[0]))):
            facts.sort(key=lambda fact: (fact.get("end", ""), fact.get("start", ""), fact["number"]))
            drawing = ""
            if len(facts) > 1 or any(fact.get("target") for fact in facts):
                drawing = draw(self.graph, facts, None, lambda fact: f"#fact-{fact['number']}")
            groups.append(Group(self._names(node), self._lines(facts), drawing))
        return groups

    def _meetings(self) -> list[Group]:
        """Every meeting that the body hosted or the person or body was at, the latest first, with all who were there."""
        meetings = {fact["to"] for fact in self._of("Attendance", "from") if "to" in fact}
        meetings |= {meeting for meeting, _, edge in self.graph.in_edges(self.node, data=True) if edge["relation"] == "host"}
        present: dict[int, list[Fact]] = {meeting: [] for meeting in meetings}
        for fact in self.facts:
            if fact["kind"] == "Attendance" and fact.get("to") in present:
                present[fact["to"]].append(fact)
        groups = []
        for meeting in sorted(meetings, key=lambda one: (self.graph.nodes[one].get("date", ""), one), reverse=True):
            own = self.graph.nodes[meeting]
            facts = sorted(present[meeting], key=lambda fact: (fact.get("from") != self.node, fact["number"]))
            day = own.get("date", "")
            label, english = self._names(meeting)
            name = (f"{label} · {VIETNAMESE.day(day)}", f"{english} · {day}") if day else (label, english)
            name = name if english != label else (name[0], name[0])
            evidence = self._evidence(own.get("evidence", []))
            listed = (VIETNAMESE.word("report.present"), ENGLISH.word("report.present"))
            groups.append(Group(name, self._lines(facts), "", evidence, listed, len(facts) > _OPEN))
        return groups

    def _rows(self) -> dict[Names, list[str]]:
        """What is said of the thing itself and no fact, by the name of the property: a title, a place, what belongs to it (`← …`)."""
        rows: dict[Names, list[str]] = {}
        for vietnamese, english, value in self.graph.nodes[self.node].get("details", ()):
            rows.setdefault((vietnamese, english), []).append(value)
        edges = [*self.graph.out_edges(self.node, data=True), *self.graph.in_edges(self.node, data=True)]
        found = {
            (edge["relation"], self._names(b if a == self.node else a)[0], b == self.node)
            for a, b, edge in edges
            if "fact" not in edge and "meeting" not in (self.graph.nodes[a]["kind"], self.graph.nodes[b]["kind"])
        }
        for relation, other, inward in sorted(found):
            vietnamese, english = self.graph.graph["relations"][relation]
            rows.setdefault((vietnamese, english), []).append(f"← {other}" if inward else other)
        return rows

    def _names(self, node: int) -> Names:
        if node < 0:
            return VIETNAMESE.word("chart.nobody"), ENGLISH.word("chart.nobody")
        own = self.graph.nodes[node]
        return own["label"], own.get("english", own["label"])

    def _lines(self, facts: Iterable[Fact]) -> list[Line]:
        facts = list(facts)
        return [self._line(fact, facts) for fact in facts]

    def _line(self, fact: Fact, beside: list[Fact]) -> Line:
        vietnamese, english = self._told(fact, VIETNAMESE), self._told(fact, ENGLISH)
        notes = tuple(note for _, note in VIETNAMESE.notes(fact))
        return Line(
            number=fact["number"],
            strong=vietnamese[0],
            rest=" · ".join(vietnamese[1:]),
            english=" · ".join([*english, *(note for _, note in ENGLISH.notes(fact))]) if english != vietnamese else "",
            notes=notes,
            former=bool(fact.get("former")),
            warning=fact["kind"] == "Observation" and differing(fact, beside),
            evidence=self._evidence(fact.get("evidence", [])),
            rule=fact.get("rule", ""),
            score=fact.get("confidence", ""),
        )

    def _told(self, fact: Fact, wording: Wording) -> list[str]:
        """What a fact says, the weightiest part first; this page's own thing is not named again."""
        ends = [wording.pick(self._names(fact[end])) for end in ("from", "to") if fact.get(end, self.node) != self.node]
        if fact["kind"] == "Observation":
            text = fact.get("text", "") if not wording.english else ends[-1] if ends else ""
            parts = [wording.amount(fact), text, wording.when(fact)]
        elif fact["kind"] == "RoleHolding":
            text = wording.pick(fact["role"]) if wording.english and fact.get("role") else fact.get("text", "")
            former = (
                wording.word("fact.former") if fact.get("former") and not bare(text).startswith(bare(wording.word("fact.former"))) else ""
            )
            post = " ".join(part for part in (former, text) if part)
            parts = [post, *ends, wording.when(fact)] if fact.get("from") == self.node else [*ends, post, wording.when(fact)]
        elif fact["kind"] == "Attendance":
            parts = [wording.pick(self._names(fact.get("from", -1))), fact.get("text", "")]
        else:
            parts = [fact.get("text", ""), *ends, wording.when(fact)]
        return [part for part in parts if part] or [""]

    def _evidence(self, evidence: list[dict[str, Any]]) -> list[dict[str, Any]]:
        self.used.update(one["document"] for one in evidence if "document" in one)
        return evidence


def _latest(fact: Fact) -> tuple[int, ...]:
    """The latest first: a day as negative numbers."""
    return tuple(-int(part) for part in (fact.get("end") or fact.get("start") or "0").split("-") if part.isdigit())
