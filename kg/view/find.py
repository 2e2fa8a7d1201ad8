"""Finding the one thing that a user means by a name, as the page's search does: without marks, by every name it has."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

import networkx as nx

from kg.errors import QueryError
from kg.text.normalize import bare

_LISTED = 5  # so many names stand in an error


def find(graph: nx.MultiDiGraph, among: Iterable[int], wanted: str, prefixes: Mapping[str, str]) -> int:
    """The node of a network, one of `among`, that `wanted` names: its IRI, a CURIE by `prefixes`, a name or part of one.

    A whole name is taken before the beginning of one, that before a part, that before its words in any order (`ttyt tien du`).
    Raises QueryError where nothing has the name, naming the nearest, and where several things have it equally well.
    """
    nodes = sorted(among)
    prefix, _, local = wanted.partition(":")
    address = prefixes[prefix] + local if prefix in prefixes else wanted
    if exact := [node for node in nodes if graph.nodes[node]["iri"] == address]:
        return exact[0]
    scores = {node: max(_score(name, wanted) for name in _names(graph, node)) for node in nodes}
    best = max(scores.values(), default=0)
    found = [node for node in nodes if best and scores[node] == best]
    if len(found) == 1:
        return found[0]
    if found:
        named = [f"{graph.nodes[node]['label']} ({_short(graph.nodes[node]['iri'], prefixes)})" for node in found]
        raise QueryError(f"{wanted}: có {len(found)} mục mang tên này, hãy chọn một (several have this name, choose one): {_listed(named)}")
    nearest = _nearest(graph, nodes, wanted)
    if not nearest:
        raise QueryError(f"{wanted}: đồ thị không có gì thuộc loại này (the graph has nothing of this kind)")
    raise QueryError(f"{wanted}: không có tên này; gần nhất là (no such name; the nearest): {_listed(nearest)}")


def _names(graph: nx.MultiDiGraph, node: int) -> list[str]:
    own = graph.nodes[node]
    return [own["label"], own.get("english", own["label"]), *own.get("names", ())]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", bare(text))


def _score(name: str, wanted: str) -> int:
    words, asked = _words(name), _words(wanted)
    whole, part = f" {' '.join(words)} ", f" {' '.join(asked)} "
    if not asked:
        return 0
    if whole == part:
        return 4
    if part in whole:
        return 3 if whole.startswith(part) else 2
    return int(set(asked) <= set(words))


def _nearest(graph: nx.MultiDiGraph, nodes: list[int], wanted: str) -> list[str]:
    """Labels most like `wanted`: those that share most of its words, then those of the most like letters."""
    asked = set(_words(wanted))
    like = difflib.SequenceMatcher(b=bare(wanted))
    rated = []
    for node in nodes:
        label = graph.nodes[node]["label"]
        like.set_seq1(bare(label)[:200])
        shared = max(len(asked & set(_words(name))) for name in _names(graph, node))
        rated.append((-shared, -round(like.ratio(), 6), label))
    return list(dict.fromkeys(label for _, _, label in sorted(rated)))[:_LISTED]


def _short(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI as a CURIE, if one of the prefixes fits; the one that leaves least."""
    fitting = [(iri.removeprefix(space), name) for name, space in prefixes.items() if iri.startswith(space)]
    return ":".join(reversed(min(fitting, key=lambda one: (len(one[0]), one[1])))) if fitting else iri


def _listed(names: list[str]) -> str:
    more = "; …" if len(names) > _LISTED else ""
    return "; ".join(" ".join(name.split())[:120] for name in names[:_LISTED]) + more
