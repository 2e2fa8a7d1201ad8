"""Where each node stands: computed once, in Python, so that a page draws at once and two pages of one graph are the same.

Small graphs are laid out by stress majorization: the drawn distance of every two nodes comes as near as it can to their
distance in the graph (Gansner, Koren, North: Graph Drawing by Stress Majorization, 2004). An edge between two nodes with
many neighbours of their own counts as longer, which gives hubs room (the "subset" model of Graphviz's neato). Of a larger
graph the foremost nodes, which the page shows at first, are laid out so, and the others around them. A very large one is cut
into communities (Louvain); each is laid out for itself, and the discs they fill are laid out in turn.
"""

from __future__ import annotations

import math
from collections import Counter

import networkx as nx
import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
Placed = dict[int, Points]  # the point of each node
SEED = 1
_CORE = 300  # so many nodes are laid out as one, as many as the page shows at first: the cost grows with the cube
_DISCS = 600  # so many discs are moved together
GROUPED = 2000  # from more nodes on, the page shows communities first
UNIT = 38  # the length of the shortest edge on the page, in its pixels at scale 1
_STEPS = 40  # more make the stress less by half a hundredth at most
_ROOM = 0.62  # no two nodes nearer than this, in units
_NAMED = 25  # so many names the first picture writes in bold: FIRST in labels.js
_CROWD = 150  # the middle of so many nodes is crowded
_WIDE = 1.3  # screens are wider than high


def importance(graph: nx.MultiDiGraph) -> dict[int, int]:
    """How many statements each node stands in, and how many documents name it: what decides who is shown first.

    The units of July 2025 that replaced a unit say nothing of its weight and are not counted.
    """
    weight = {node: len(graph.nodes[node]["documents"]) for node in graph}
    for ends in graph.edges(data="relation"):
        for end in ends[:2]:
            weight[end] += ends[2] != "replacedBy"
    return weight


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
    weight = importance(graph)
    simple.add_nodes_from((node, {"aside": graph.nodes[node].get("aside", False), "rank": -weight[node]}) for node in sorted(graph))
    simple.add_edges_from(sorted({(min(a, b), max(a, b)) for a, b in graph.edges() if a != b}))
    near = {node: {other for other in simple[node] if not simple.nodes[other]["aside"]} for node in simple}
    for a, b in simple.edges():
        simple.edges[a, b]["length"] = math.sqrt(max(1, len(near[a] ^ near[b])))
        simple.edges[a, b]["weight"] = 1 / max(1, min(len(near[a]), len(near[b])))
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


def _packed(graph: nx.Graph) -> Placed:
    """Each connected part laid out for itself, the parts in one field, the largest in the middle."""
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    return _discs([_part(nx.Graph(graph.subgraph(part))) for part in parts])


def _islands(graph: nx.Graph, community: dict[int, int]) -> Placed:
    """Each community laid out for itself, the communities around each other by the edges between them."""
    members: dict[int, list[int]] = {}
    for node in graph:
        members.setdefault(community[node], []).append(node)
    between = nx.Graph()
    between.add_nodes_from(sorted(members))
    for a, b in graph.edges():
        if (one := community[a]) != (other := community[b]):
            between.add_edge(one, other, length=math.sqrt(len(members[one])) + math.sqrt(len(members[other])))
    islands = [_part(nx.Graph(graph.subgraph(members[number]))) for number in sorted(members)]
    if len(islands) > _DISCS:
        return _discs(islands)
    centres = _stress(_joined(between))
    return _discs(islands, np.array([centres[number] for number in sorted(members)]))


def _part(graph: nx.Graph) -> Placed:
    """A part of a graph: its foremost nodes by stress, the others in rings around one that they know."""
    ordered = sorted(graph, key=lambda node: (graph.nodes[node]["aside"], graph.nodes[node]["rank"], node))
    core = [node for node in ordered if not graph.nodes[node]["aside"]][:_CORE] or ordered[:1]
    placed = _stress(_joined(nx.Graph(graph.subgraph(core))))
    waiting: Counter[int] = Counter()
    while rest := [node for node in ordered if node not in placed]:
        known = {node: [(graph.degree(near), near) for near in graph[node] if near in placed] for node in rest}
        anchors = {node: min(found)[1] for node, found in known.items() if found}
        for node, anchor in (anchors or dict.fromkeys(rest, core[0])).items():
            waiting[anchor] += 1
            angle = waiting[anchor] * math.pi * (3 - math.sqrt(5))  # the golden angle: no two nodes in one direction
            placed[node] = placed[anchor] + (1 + 0.3 * math.sqrt(waiting[anchor])) * np.array([math.cos(angle), math.sin(angle)])
    return placed


def _joined(graph: nx.Graph) -> nx.Graph:
    """The graph with its separate parts tied to the first by long edges, so that every distance is finite."""
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    for part in parts[1:]:
        graph.add_edge(parts[0][0], part[0], length=2 + math.sqrt(len(part)))
    return graph


def _stress(graph: nx.Graph) -> Placed:
    """The points of a connected graph's nodes, in units."""
    order = {node: index for index, node in enumerate(sorted(graph))}
    count = len(order)
    if count < 3:
        return {node: np.array([index - (count - 1) / 2, 0.0]) for node, index in order.items()}
    distance = np.asarray(nx.floyd_warshall_numpy(graph, list(order), weight="length"))
    weight = np.where(distance > 0, distance, 1) ** -2
    np.fill_diagonal(weight, 0)
    points = _start(distance)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    inverse = _inverse(laplacian + 1 / count) - 1 / count
    wanted = weight * distance
    for _ in range(_STEPS):
        across = points[:, 0, None] - points[:, 0]
        down = points[:, 1, None] - points[:, 1]
        pull = wanted / np.maximum(np.sqrt(across * across + down * down), 1e-9)
        pulled = np.stack([(pull * across).sum(axis=1), (pull * down).sum(axis=1)], axis=1)
        points = _product(inverse, pulled)
    return dict(zip(order, _roomy(graph, points), strict=True))


def _roomy(graph: nx.Graph, points: Points) -> Points:
    """Points moved so that no two lie on each other, and the foremost have room for the names that the first picture gives them."""
    points = points - points.mean(axis=0)
    reach = np.hypot(*points.T)
    if len(points) > _CROWD:  # the middle, where the best linked stand, is drawn out toward the rim
        points = points * (np.maximum(reach, 1e-9) / reach.max())[:, None] ** -0.4
    order = sorted(graph)
    degree = np.array([graph.degree(node) for node in order])
    radius = _ROOM / 2 * (1 + np.minimum(degree, 40) / 40)
    foremost = sorted(range(len(order)), key=lambda index: (graph.nodes[order[index]].get("rank", 0), order[index]))[:_NAMED]
    radius[foremost] = np.maximum(radius[foremost], 0.14 * np.sqrt((reach**2).mean()))
    return _apart(points, radius)


def _start(distance: Points) -> Points:
    """The first two axes of classical scaling, a little shaken so that nodes with the same neighbours part."""
    squared = distance**2
    centred = -0.5 * (squared - squared.mean(axis=0) - squared.mean(axis=1)[:, None] + squared.mean())
    shaken = np.random.default_rng(SEED).normal(0, 0.05, (len(distance), 2))
    axes = shaken
    for _ in range(_STEPS):  # the two strongest axes, by orthogonal iteration: only their rough direction matters
        first, second = _product(centred, axes).T
        first = first / max(float(np.sqrt((first * first).sum())), 1e-9)
        second = second - (first * second).sum() * first
        axes = np.stack([first, second / max(float(np.sqrt((second * second).sum())), 1e-9)], axis=1)
    spread = np.sqrt(np.maximum((axes * _product(centred, axes)).sum(axis=0), 1e-9))
    return np.asarray(axes * spread + shaken)


# A BLAS adds in another order on another computer, and the threads of its inverse wait for each other on a busy one.


def _product(matrix: Points, points: Points) -> Points:
    return np.asarray(np.einsum("ij,jk->ik", matrix, points))


def _inverse(matrix: Points) -> Points:
    """The inverse of a positive definite matrix, by Gauss and Jordan's steps in place."""
    inverse = matrix.copy()
    for index in range(len(inverse)):
        pivot = inverse[index, index]
        row, column = inverse[index] / pivot, inverse[:, index].copy()
        inverse -= column[:, None] * row
        inverse[index], inverse[:, index] = row, -column / pivot
        inverse[index, index] = 1 / pivot
    return inverse


def _apart(points: Points, radius: Points, steps: int = 200) -> Points:
    """Points moved, as little as may be, until the discs around them no longer meet."""
    need = radius[:, None] + radius[None]
    np.fill_diagonal(need, 0)
    near = np.maximum(need - 0.005, 0) ** 2
    for _ in range(steps):
        across, down = (axis[:, None] - axis for axis in points.T)
        squared = across * across + down * down
        one, other = np.nonzero(squared < near)
        if not len(one):
            break
        apart = np.sqrt(np.maximum(squared[one, other], 1e-18))[:, None]
        away = (points[one] - points[other]) / apart * (need[one, other][:, None] - apart) / 4
        points = points.copy()
        np.add.at(points, one, away)
    return points


def _discs(parts: list[Placed], centres: Points | None = None) -> Placed:
    """Parts side by side, each in a disc of its own, moved as near to each other as the discs allow.

    `centres` are where the parts would like to be; without them they lie on a spiral, the first in the middle.
    """
    if not parts:
        return {}
    middles = [np.mean(list(part.values()), axis=0) for part in parts]
    reaches = [max(np.hypot(*(point - middle)) for point in part.values()) for part, middle in zip(parts, middles, strict=True)]
    radius = np.array(reaches) + 0.8
    if centres is None:
        angle = np.arange(len(parts)) * math.pi * (3 - math.sqrt(5))
        centres = np.stack([np.cos(angle), np.sin(angle)], axis=1) * np.sqrt(np.cumsum(radius**2))[:, None]
        centres[0] = 0
    if len(parts) <= _DISCS:
        for _ in range(40):
            centres = _apart(centres * 0.95, radius, steps=20)
        centres = _apart(centres, radius)
    placed: Placed = {}
    for part, middle, centre in zip(parts, middles, centres, strict=True):
        placed.update({node: centre + point - middle for node, point in part.items()})
    return placed
