"""From triples to a network: one node a thing, one edge a statement between two things, and the facts behind the edges.

A graph of ours becomes people, bodies, places, meetings and indicators. Any other RDF becomes one node a subject, coloured
by its class, so that nobody meets an empty page.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from typing import Any

import networkx as nx
import pyoxigraph as ox

from kg.view.quotes import segments, spoken
from kg.view.triples import ALT_LABEL, KG, RDF_TYPE, SUBCLASS, Triples, key

# The class of our ontology that decides how a thing is drawn.
KINDS = {
    "Person": "person",
    "HealthFacility": "facility",
    "Organization": "body",
    "Place": "place",
    "Meeting": "meeting",
    "Indicator": "indicator",
}
# From which of its things to which a fact's edge runs. A kind of fact that is not here runs between the first two it names.
ENDS = {"RoleHolding": ("holder", "organization"), "Attendance": ("attendee", "meeting"), "Observation": ("subject", "indicator")}
RELATIONS = ("host", "place", "partOf", "locatedIn", "replacedBy")  # statements between things that are no facts of their own
_BROADER = "http://www.w3.org/2004/02/skos/core#broader"
_BROADER_NAMES = ["là một loại của", "is a kind of"]
_DCTERMS = "http://purl.org/dc/terms/"
_OTHER_CLASSES = 7  # in a graph that is not ours, the commonest classes get a colour each


def network(store: ox.Store) -> nx.MultiDiGraph:
    """The network of a store. Nodes are 0, 1, 2, …; what the page shows of them and of edges are their attributes, as JSON values.

    The graph's own attributes: `kinds` and `relations` (id → Vietnamese and English name), `documents` and `facts` (lists that
    nodes and edges point into by number). The same triples give the same network, whatever the order of the store.
    """
    with uncollected():
        triples = Triples(store)
        things = {subject: kind for subject in triples.about if (kind := _kind(triples, subject))}
        if not things:
            return _any(triples)
        builder = _Ours(triples, things)
        builder.relations()
        for subject in triples.about:
            if _is_fact(triples, subject):
                builder.fact(subject)
        return builder.graph()


@contextmanager
def uncollected() -> Iterator[None]:
    """No search for garbage in cycles while millions of values are made that are all kept: it takes a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _is_fact(triples: Triples, subject: str) -> bool:
    return bool(triples.objects(subject, "evidence")) and "Meeting" not in triples.classes(subject)


def _kind(triples: Triples, subject: str) -> str:
    classes = triples.classes(subject)
    return next((kind for name, kind in KINDS.items() if name in classes), "")


class _Ours:
    """Builds the network of a graph in our own terms."""

    def __init__(self, triples: Triples, things: dict[str, str]) -> None:
        self.triples = triples
        self.around = _contexts(triples)
        documents = [subject for subject in triples.about if "Document" in triples.classes(subject)]
        documents.sort(key=lambda iri: (triples.value(iri, _DCTERMS + "issued"), triples.value(iri, "fileName"), iri))
        self.documents = {iri: number for number, iri in enumerate(documents)}
        # The schemes' concepts travel with every graph; an indicator that nothing is said of stays out of the picture.
        observed = {link for subject in triples.about for link in triples.links(subject, "indicator")}
        self.things = {subject: kind for subject, kind in things.items() if kind != "indicator" or subject in observed}
        self.number = {subject: number for number, subject in enumerate(self.things)}
        self.nodes = [self._node(subject, kind) for subject, kind in self.things.items()]
        self.edges: list[dict[str, Any]] = []
        self.facts: list[dict[str, Any]] = []
        self.relation_names: dict[str, list[str]] = {}
        for subject, number in self.documents.items():
            for thing in triples.links(subject, "mentions"):
                if thing in self.number:
                    self.nodes[self.number[thing]]["documents"].add(number)

    def _node(self, subject: str, kind: str) -> dict[str, Any]:
        triples = self.triples
        label, english = triples.names(subject)
        classes = triples.types(subject)
        node: dict[str, Any] = {"iri": subject, "label": label, "kind": kind, "documents": set()}
        if english != label:
            node["english"] = english
        if classes:
            node["type"] = list(triples.names(classes[-1]))
        if names := [name for name in triples.values(subject, ALT_LABEL) if name != label]:
            node["names"] = names
        shown = ("title", "level", "code", "meetingKind", "unit")
        if details := [[*triples.names(KG + name), value] for name in shown for value in triples.values(subject, name)]:
            node["details"] = details
        if kind == "meeting":
            period = triples.link(subject, "period")
            node |= {
                name: value
                for name, value in (
                    ("date", triples.value(subject, "date")),
                    ("start", triples.value(period, "start")),
                    ("end", triples.value(period, "end")),
                )
                if value
            }
            said = [
                [label],
                [triples.value(subject, "meetingKind")],
                *([triples.names(host)[0]] for host in triples.links(subject, "host")),
            ]
            node["evidence"] = self._evidence(subject, said, [])
            node["documents"] |= {one["document"] for one in node["evidence"] if "document" in one}
        return node

    def relations(self) -> None:
        """Adds the statements between things that are no facts: a body's place and parent, a meeting's host."""
        for subject in self.things:
            for name in (*RELATIONS, _BROADER):
                for target in self.triples.links(subject, name):
                    if target in self.number and target != subject:
                        relation = "broader" if name == _BROADER else name
                        edge = {"from": self.number[subject], "to": self.number[target], "relation": relation}
                        if day := self.nodes[self.number[subject]].get("date"):
                            edge |= {"start": day, "end": day}
                        self._edge(edge, name)

    def _edge(self, edge: dict[str, Any], predicate: str) -> None:
        if edge["relation"] not in self.relation_names:
            names = _BROADER_NAMES if predicate == _BROADER else self.triples.names(predicate if ":" in predicate else KG + predicate)
            self.relation_names[edge["relation"]] = list(names)
        self.edges.append({"id": len(self.edges), **edge})

    def fact(self, subject: str) -> None:
        """Adds a fact, and the edge between the two things it is about (none where it names one only)."""
        triples = self.triples
        classes = triples.classes(subject)
        kind = next((name for name in ENDS if name in classes), classes[0] if classes else "Fact")
        linked = {
            name.removeprefix(KG): self.number[target]
            for name, said in triples.about[subject].items()
            for term in said
            if (target := key(term)) in self.number
        }
        first, second = ENDS.get(kind, (*linked, "", "")[:2])
        fact: dict[str, Any] = {"kind": kind, "from": linked.get(first), "to": linked.get(second)}
        if kind == "RoleHolding":
            fact |= self._post(subject)
        elif kind == "Observation":
            fact |= self._observation(subject)
        elif kind == "Attendance":
            meeting = self.nodes[fact["to"]] if fact["to"] is not None else {}
            fact |= {"text": triples.value(subject, "capacity"), "start": meeting.get("date", ""), "end": meeting.get("date", "")}
        else:
            fact["text"] = triples.names(KG + kind)[0]
        fact |= {"rule": triples.value(subject, "rule"), "confidence": triples.value(subject, "confidence")}

        ends = [end for end in (fact["from"], fact["to"]) if end is not None]
        names = [[fact.get("text", "")], *([self.nodes[end]["label"], *self.nodes[end].get("names", ())] for end in ends)]
        numbers = [fact.get("value"), fact.get("target"), *(comparison["value"] for comparison in fact.get("comparisons", ()))]
        fact["evidence"] = self._evidence(subject, names, [_decimal(number) for number in numbers if number])
        documents = sorted({one["document"] for one in fact["evidence"] if "document" in one})
        for end in ends:
            self.nodes[end]["documents"].update(documents)

        self.facts.append({name: value for name, value in fact.items() if value not in (None, "", [])})
        if len(ends) == 2:
            edge = {"from": ends[0], "to": ends[1], "relation": kind, "text": _edge_text(fact), "fact": len(self.facts) - 1}
            edge |= {name: fact[name] for name in ("start", "end", "former") if fact.get(name)}
            self._edge({**edge, "documents": documents}, kind)

    def _post(self, subject: str) -> dict[str, Any]:
        triples = self.triples
        role = triples.names(triples.link(subject, "role"))
        start, end, as_of = (triples.value(subject, name) for name in ("start", "end", "asOf"))
        post: dict[str, Any] = {"text": triples.value(subject, "roleText") or role[0], "role": list(role), "asOf": as_of}
        post |= {"start": start or as_of, "end": end or as_of, "since": start, "until": end}
        if triples.value(subject, "former") == "true":
            post["former"] = True
        return post

    def _observation(self, subject: str) -> dict[str, Any]:
        triples = self.triples
        period = triples.link(subject, "period")
        return {
            **self._amount(subject),
            "text": triples.value(subject, "indicatorText"),
            "start": triples.value(period, "start"),
            "end": triples.value(period, "end"),
            "target": triples.value(subject, "target"),
            "planned": triples.value(subject, "planned") == "true" or None,
            "comparisons": sorted(map(self._comparison, triples.links(subject, "comparison")), key=lambda one: one["kind"]),
        }

    def _comparison(self, subject: str) -> dict[str, str]:
        kind = self.triples.link(subject, "comparisonKind").removeprefix(KG)
        return {"kind": kind, **self._amount(subject), "baseline": self.triples.value(subject, "baseline")}

    def _amount(self, subject: str) -> dict[str, str]:
        bound = self.triples.link(subject, "bound").removeprefix(KG)
        return {"value": self.triples.value(subject, "value"), "unit": self.triples.value(subject, "unit"), "bound": bound or "exact"}

    def _evidence(self, subject: str, names: list[list[str]], numbers: list[Decimal]) -> list[dict[str, Any]]:
        found = []
        for evidence in self.triples.links(subject, "evidence"):
            quote, document = self.triples.value(evidence, "quote"), self.triples.link(evidence, "document")
            start = _offset(self.triples.value(evidence, "startOffset"))
            before, after = self.around.get((document, start, quote), ("", ""))
            cut = segments(quote, [word for own in names for word in spoken(quote, own)], numbers)
            cut[0], cut[-1] = before + cut[0], cut[-1] + after
            one: dict[str, Any] = {"quote": cut, "start": start - len(before)}
            if document in self.documents:
                one["document"] = self.documents[document]
            found.append(one)
        return sorted(found, key=lambda one: (one.get("document", -1), one.get("start", 0)))

    def _set_aside(self) -> None:
        """Marks what only `kg:replacedBy` leads to: the units of July 2025, which no document of before speaks of."""
        onward: dict[int, list[int]] = {}
        for edge in self.edges:
            if edge["relation"] != "replacedBy":
                onward.setdefault(edge["from"], []).append(edge["to"])
        waiting = [number for number, node in enumerate(self.nodes) if node["documents"] or node["kind"] != "place"]
        reached = set(waiting)
        while waiting:
            found = set(onward.get(waiting.pop(), ())) - reached
            reached |= found
            waiting += found
        for number, node in enumerate(self.nodes):
            if number not in reached:
                node["aside"] = True

    def graph(self) -> nx.MultiDiGraph:
        """The finished network."""
        self._set_aside()
        documents = []
        for iri in self.documents:
            described = {
                "name": self.triples.value(iri, "fileName"),
                **{name: self.triples.value(iri, _DCTERMS + name) for name in ("title", "issued", "creator", "source")},
            }
            documents.append({name: value for name, value in described.items() if value} or {"name": self.triples.names(iri)[0]})
        result = nx.MultiDiGraph(ours=True, relations=self.relation_names, documents=documents, facts=self.facts, kinds={})
        _fill(result, self.nodes, self.edges)
        return result


def _contexts(triples: Triples) -> dict[tuple[str, int, str], tuple[str, str]]:
    """The words before and after a quote, where another quote of the same document holds it and more of the sentence.

    Keys are document, start and quote. The graph has no text but its quotes; a short one is easier to judge in a longer.
    """
    quotes: dict[str, set[tuple[int, str]]] = {}
    for evidence in triples.about:
        if quote := triples.value(evidence, "quote"):
            start = _offset(triples.value(evidence, "startOffset"))
            quotes.setdefault(triples.link(evidence, "document"), set()).add((start, quote))
    found = {}
    for document, own in quotes.items():
        widest, end = "", -1
        begin = 0
        for start, quote in sorted(own, key=lambda one: (one[0], -len(one[1]), one[1])):
            if start + len(quote) > end:
                begin, widest, end = start, quote, start + len(quote)
            elif widest[start - begin : start - begin + len(quote)] == quote:
                found[document, start, quote] = widest[: start - begin], widest[start - begin + len(quote) :]
    return found


def _offset(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _edge_text(fact: dict[str, Any]) -> str:
    return " ".join(part for part in (fact["value"], fact["unit"]) if part) if fact["kind"] == "Observation" else fact.get("text", "")


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        return Decimal(0)


def _any(triples: Triples) -> nx.MultiDiGraph:
    """The network of RDF that is not in our terms: every subject a node, every link between two subjects an edge."""
    subjects = [subject for subject, says in triples.about.items() if not set(says) <= {SUBCLASS}]
    names = {(subject, name) for subject in subjects for name in triples.about[subject] if name != RDF_TYPE}
    linked = {target for subject, name in names for target in triples.links(subject, name)}
    things = sorted({*subjects, *linked})
    number = {thing: index for index, thing in enumerate(things)}
    classes = Counter(kind for thing in things for kind in triples.types(thing)[:1])
    commonest = sorted(classes, key=lambda kind: (-classes[kind], kind))[:_OTHER_CLASSES]
    kinds = {kind: f"class{index}" for index, kind in enumerate(commonest)}
    nodes: list[dict[str, Any]] = []
    edges: list[dict[str, Any]] = []
    relations: dict[str, list[str]] = {}
    for thing in things:
        label, english = triples.names(thing)
        types = triples.types(thing)
        node: dict[str, Any] = {
            "iri": thing,
            "label": label,
            "kind": kinds.get(types[0], "other") if types else "other",
            "documents": set(),
        }
        if english != label:
            node["english"] = english
        if types:
            node["type"] = list(triples.names(types[0]))
        if details := [
            [*triples.names(name), term.value]
            for name, objects in triples.about.get(thing, {}).items()
            for term in objects
            if isinstance(term, ox.Literal) and term.value != label
        ]:
            node["details"] = details
        nodes.append(node)
        for name, objects in triples.about.get(thing, {}).items():
            if name == RDF_TYPE:
                continue
            for term in objects:
                if not isinstance(term, ox.Literal) and key(term) != thing:
                    relations.setdefault(name, list(triples.names(name)))
                    edges.append({"id": len(edges), "from": number[thing], "to": number[key(term)], "relation": name})
    kind_names = {short: list(triples.names(kind)) for kind, short in kinds.items()}
    result = nx.MultiDiGraph(ours=False, relations=relations, documents=[], facts=[], kinds=kind_names)
    _fill(result, nodes, edges)
    return result


def _fill(graph: nx.MultiDiGraph, nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> None:
    for number, node in enumerate(nodes):
        graph.add_node(number, **{**node, "documents": sorted(node["documents"])})
    for edge in edges:
        graph.add_edge(edge["from"], edge["to"], key=edge["id"], **edge)
