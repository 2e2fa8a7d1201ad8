"""Where each node stands: computed once, in Python, so that a page draws at once and two pages of one graph are the same.

Small graphs are laid out by stress majorization: the drawn distance of every two nodes comes as near as it can to their
distance in the graph (Gansner, Koren, North: Graph Drawing by Stress Majorization, 2004). An edge between two nodes with
many neighbours of their own counts as longer, which gives hubs room (the "subset" model of Graphviz's neato). Of a larger
graph the best linked nodes are laid out so, and the others around them. A very large one is cut into communities (Louvain);
each is laid out for itself, and the discs they fill are laid out in turn.
"""

from __future__ import annotations

import math
from collections import Counter

import networkx as nx
import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
SEED = 1
WHOLE = 600  # so many nodes are laid out as one: the cost grows with the square
GROUPED = 2000  # from more nodes on, the page shows communities first
UNIT = 38  # the length of the shortest edge on the page, in its pixels at scale 1
_STEPS = 120
_ROOM = 0.62  # no two nodes nearer than this, in units
_WIDE = 1.3  # screens are wider than high


def importance(graph: nx.MultiDiGraph) -> dict[int, int]:
    """How many statements each node stands in, counting the documents that name it: what decides who is shown first."""
    return {node: graph.degree(node) + len(graph.nodes[node]["documents"]) for node in graph}


def communities(graph: nx.MultiDiGraph) -> dict[int, int]:
    """The number of each node's community, 0 the largest. Communities are those of Louvain's method."""
    simple = _simple(graph)
    found = nx.community.louvain_communities(simple, weight="weight", resolution=0.5, seed=SEED) if simple else []
    ordered = sorted((sorted(members) for members in found), key=lambda members: (-len(members), members))
    return {node: number for number, members in enumerate(ordered) for node in members}


def positions(graph: nx.MultiDiGraph, community: dict[int, int]) -> dict[int, tuple[int, int]]:
    """The place of every node, in whole pixels around (0, 0)."""
    simple = _simple(graph)
    points = _packed(simple) if len(simple) <= GROUPED else _islands(simple, community)
    if not points:
        return {}
    centre = np.mean(list(points.values()), axis=0)
    return {node: (round((x - centre[0]) * UNIT * _WIDE), round((y - centre[1]) * UNIT)) for node, (x, y) in sorted(points.items())}


def _simple(graph: nx.MultiDiGraph) -> nx.Graph:
    """The graph without directions and parallels. An edge weighs less and is longer between nodes of many neighbours.

    Parts of one document that nothing links are tied by an edge that is not drawn, so that a document stays together.
    """
    simple = nx.Graph()
    simple.add_nodes_from(sorted(graph))
    simple.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in graph.edges() if a != b}))
    for a, b in simple.edges():
        near_a, near_b = set(simple[a]), set(simple[b])
        simple.edges[a, b]["length"] = math.sqrt(len(near_a ^ near_b))
        simple.edges[a, b]["weight"] = 1 / min(len(near_a), len(near_b))
    part = {node: number for number, nodes in enumerate(nx.connected_components(simple)) for node in nodes}
    heads: dict[tuple[int, int], int] = {}  # of each part in each document its best linked node
    for node in sorted(simple, key=lambda node: (-simple.degree(node), node)):
        for document in graph.nodes[node]["documents"]:
            heads.setdefault((document, part[node]), node)
    first: dict[int, int] = {}
    for (document, _), node in sorted(heads.items(), key=lambda item: (item[0][0], -simple.degree(item[1]), item[1])):
        head = first.setdefault(document, node)
        if head != node and not simple.has_edge(head, node):
            simple.add_edge(head, node, length=3.0, weight=0.5)
    return simple


def _packed(graph: nx.Graph) -> dict[int, Points]:
    """Each connected part laid out for itself, the parts in one field, the largest in the middle."""
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    return _discs([(part, _part(graph.subgraph(part))) for part in parts])


def _islands(graph: nx.Graph, community: dict[int, int]) -> dict[int, Points]:
    """Each community laid out for itself, the communities around each other by the edges between them."""
    members: dict[int, list[int]] = {}
    for node in graph:
        members.setdefault(community[node], []).append(node)
    between = nx.Graph()
    between.add_nodes_from(sorted(members))
    for a, b in graph.edges():
        if (one := community[a]) != (other := community[b]):
            between.add_edge(one, other, length=1.0)
    for a, b in between.edges():
        between.edges[a, b]["length"] = math.sqrt(len(members[a])) + math.sqrt(len(members[b]))
    ordered = sorted(members)
    islands = [(members[number], _part(graph.subgraph(members[number]))) for number in ordered]
    return _discs(islands, _stress(_joined(between)) if len(ordered) <= WHOLE else None)


def _part(graph: nx.Graph) -> Points:
    """A part of a graph: its best linked nodes by stress, the others in rings around the first of them that they know."""
    ordered = sorted(graph, key=lambda node: (-graph.degree(node), node))
    core = nx.Graph(graph.subgraph(ordered[:WHOLE]))
    placed = dict(zip(core, _stress(_joined(core)), strict=True))
    waiting: Counter[int] = Counter()
    for node in ordered[WHOLE:]:
        anchor = next((near for near in sorted(graph[node], key=lambda near: (graph.degree(near), near)) if near in placed), ordered[0])
        waiting[anchor] += 1
        angle = waiting[anchor] * math.pi * (3 - math.sqrt(5))  # the golden angle: no two nodes in one direction
        placed[node] = placed[anchor] + (1 + 0.3 * math.sqrt(waiting[anchor])) * np.array([math.cos(angle), math.sin(angle)])
    return np.array([placed[node] for node in graph])


def _joined(graph: nx.Graph) -> nx.Graph:
    """The graph with its separate parts tied to the first by long edges, so that every distance is finite."""
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    for part in parts[1:]:
        graph.add_edge(parts[0][0], part[0], length=2 + math.sqrt(len(part)))
    return graph


def _stress(graph: nx.Graph) -> Points:
    """The points of a connected graph's nodes in the graph's own order, in units; the centre of gravity is (0, 0)."""
    order = {node: index for index, node in enumerate(graph)}
    count = len(order)
    if count < 3:
        return np.array([[index - (count - 1) / 2, 0.0] for index in range(count)])
    distance = np.zeros((count, count))
    for node, lengths in nx.all_pairs_dijkstra_path_length(graph, weight="length"):
        for other, length in lengths.items():
            distance[order[node], order[other]] = length
    weight = np.where(distance > 0, distance, 1) ** -2
    np.fill_diagonal(weight, 0)
    points = _start(distance)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    inverse = np.linalg.inv(laplacian + 1 / count) - 1 / count
    near = np.triu_indices(count, 1)  # every two nodes once: half the work
    wanted = (weight * distance)[near]
    for _ in range(_STEPS):
        x, y = points.T
        pull = np.zeros((count, count))
        pull[near] = -wanted / np.maximum(np.hypot(x[near[0]] - x[near[1]], y[near[0]] - y[near[1]]), 1e-9)
        pull += pull.T
        np.fill_diagonal(pull, -pull.sum(axis=1))
        points = inverse @ (pull @ points)
    degree = np.array([graph.degree(node) for node in graph])
    points = _apart(points, _ROOM / 2 * (1 + np.minimum(degree, 40) / 40))
    return np.asarray(points - points.mean(axis=0))


def _start(distance: Points) -> Points:
    """The first two axes of classical scaling, a little shaken so that nodes with the same neighbours part."""
    squared = distance**2
    centred = -0.5 * (squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean())
    shaken = np.random.default_rng(SEED).normal(0, 0.05, (len(distance), 2))
    axes = shaken
    for _ in range(_STEPS // 2):  # the two strongest axes, by orthogonal iteration: only their rough direction matters
        axes, _ = np.linalg.qr(centred @ axes)
    spread = np.sqrt(np.maximum((axes * (centred @ axes)).sum(axis=0), 1e-9))
    return np.asarray(axes * spread + shaken)


def _apart(points: Points, radius: Points, steps: int = 200) -> Points:
    """Points moved, as little as may be, until the discs around them no longer meet."""
    need = radius[:, None] + radius[None]
    np.fill_diagonal(need, 0)
    for _ in range(steps):
        x, y = points.T
        distance = np.hypot(x[:, None] - x, y[:, None] - y)
        one, other = np.nonzero(distance < need - 0.005)
        if not len(one):
            break
        apart = np.maximum(distance[one, other], 1e-9)[:, None]
        away = (points[one] - points[other]) / apart * (need[one, other][:, None] - apart) / 4
        points = points.copy()
        np.add.at(points, one, away)
    return points


def _discs(parts: list[tuple[list[int], Points]], centres: Points | None = None) -> dict[int, Points]:
    """Parts side by side, each in a disc of its own, moved as near to each other as the discs allow.

    `centres` are where the parts would like to be; without them they lie on a spiral, the first in the middle.
    """
    parts = [(nodes, points - points.mean(axis=0)) for nodes, points in parts]
    radius = np.array([np.linalg.norm(points, axis=1).max() + 0.8 for _, points in parts])
    if not parts:
        return {}
    if centres is None:
        angle = np.arange(len(parts)) * math.pi * (3 - math.sqrt(5))
        centres = np.stack([np.cos(angle), np.sin(angle)], axis=1) * np.sqrt(np.cumsum(radius**2))[:, None]
        centres[0] = 0
    if len(parts) <= WHOLE:
        for _ in range(40):
            centres = _apart(centres * 0.95, radius, steps=20)
        centres = _apart(centres, radius)
    placed: dict[int, Points] = {}
    for (nodes, points), centre in zip(parts, centres, strict=True):
        placed.update(zip(nodes, centre + points, strict=True))
    return placed
