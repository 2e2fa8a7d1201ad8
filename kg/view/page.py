"""The page: a network and its scripts in one file that asks nobody for anything.

pyvis holds the nodes, the edges and the options, and brings vis-network, which draws. Its own HTML is not used: that loads
scripts from elsewhere and writes titles and options into the page unescaped. The template here escapes everything, and the
page's Content-Security-Policy lets nothing run but the scripts below, by their hashes.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections import Counter
from importlib import resources
from typing import Any

import jinja2
import networkx as nx
from markupsafe import Markup
from pyvis.network import Network

from kg.view.layout import GROUPED, communities, importance, positions
from kg.view.network import uncollected

# Okabe and Ito's palette, which colour-blind eyes tell apart, lightened for dark pages; every kind has a shape of its own too.
_COLOURS = {
    "person": ("dot", "#0072b2", "#5ab4ea"),
    "body": ("square", "#c98a00", "#e9b949"),
    "facility": ("hexagon", "#00805d", "#2fc79b"),
    "place": ("triangleDown", "#b0578c", "#dd93bf"),
    "meeting": ("diamond", "#cc4f00", "#f08a4b"),
    "indicator": ("triangle", "#4b5f70", "#a9bccb"),
    "other": ("dot", "#767676", "#a0a0a0"),
}
# In this order: each may use those before it.
_SCRIPTS = "data words state network backdrop labels facts chart panel overview search table page"
_STYLES = "colours page bar picture panel narrow"
_PACKED = 300_000  # data of more characters than this travels compressed

_OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "hoverConnectedEdges": False, "selectConnectedEdges": False, "zoomSpeed": 0.6, "keyboard": False},
    "nodes": {"borderWidth": 1.5, "borderWidthSelected": 1.5, "shadow": False, "chosen": False},
    "edges": {
        "smooth": False,
        "width": 1,
        "chosen": False,
        "arrowStrikethrough": False,
        "hoverWidth": 0,
        "selectionWidth": 0,
    },
}


def page(graph: nx.MultiDiGraph, title: str = "") -> str:
    """The page of a network as `kg.view.network.network` gives it. The same network gives the same page, to the byte."""
    words: dict[str, list[str]] = json.loads(resource("words.json"))
    held = Network(directed=True, heading=title or words["title"][0])
    with uncollected():
        # Filled by hand: add_node and add_edge search the list of nodes anew for each, and 20,000 would take minutes.
        held.nodes, held.edges = _nodes(graph, communities(graph)), _edges(graph)
    held.set_options(json.dumps(_OPTIONS))
    nodes, edges, heading, _, _, options = held.get_network_data()
    data = {
        "title": title,
        "ours": graph.graph["ours"],
        "grouped": len(graph) > GROUPED,
        "nodes": nodes,
        "edges": edges,
        "facts": graph.graph["facts"],
        "documents": graph.graph["documents"],
        "kinds": _kinds(graph, words),
        "relations": graph.graph["relations"],
        "options": json.loads(options),
        "words": words,
    }
    scripts = [_vis_network(), *(resource(f"{name}.js") for name in _SCRIPTS.split())]
    style = "".join(resource(f"{name}.css") for name in _STYLES.split())
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(content_hash, scripts))}",
            f"style-src {content_hash(style)}",
            "img-src data: blob:",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    packed, text = _pack(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
    return (
        templates()
        .from_string(resource("page.html"))
        .render(
            title=heading,
            named=bool(title),
            policy=policy,
            style=Markup(style),
            scripts=[Markup(script) for script in scripts],
            data=Markup(text),
            packed=packed,
            word=lambda name: words[name][0],
        )
    )


def _nodes(graph: nx.MultiDiGraph, community: dict[int, int]) -> list[dict[str, Any]]:
    """The nodes as vis-network takes them, the most important first, with what the panel tells of each."""
    weight = importance(graph)
    place = positions(graph, community)
    return [
        {"id": node, "x": place[node][0], "y": place[node][1], "weight": weight[node], "community": community[node], **graph.nodes[node]}
        for node in sorted(graph, key=lambda node: (-weight[node], graph.nodes[node]["label"], node))
    ]


def _edges(graph: nx.MultiDiGraph) -> list[dict[str, Any]]:
    """The edges; `bend` numbers those between the same two nodes, so that none hides another."""
    pairs: Counter[tuple[int, int]] = Counter()
    edges = []
    for _, _, edge in sorted(graph.edges(data=True), key=lambda item: item[2]["id"]):
        pair = (min(edge["from"], edge["to"]), max(edge["from"], edge["to"]))
        edges.append({**edge, "bend": pairs[pair]} if pairs[pair] else dict(edge))
        pairs[pair] += 1
    return edges


def _kinds(graph: nx.MultiDiGraph, words: dict[str, list[str]]) -> list[dict[str, Any]]:
    """The kinds of node that the network has, in the order of the legend, each with its shape, colours, names and count."""
    count = Counter(graph.nodes[node]["kind"] for node in graph)
    drawn = list(_COLOURS.values())
    named = graph.graph["kinds"] | {kind: words[f"kind.{kind}"] for kind in _COLOURS}
    order = [*graph.graph["kinds"], *_COLOURS]
    return [
        {"id": kind, "names": named[kind], "shape": shape, "colours": colours, "count": count[kind]}
        for number, kind in enumerate(order)
        if count[kind]
        for shape, *colours in [_COLOURS.get(kind) or drawn[number % (len(drawn) - 1)]]
    ]


def _pack(text: str) -> tuple[bool, str]:
    """Data as it stands in the page, and whether it is compressed. As JSON it may hold nothing that ends a script element."""
    if len(text) > _PACKED:
        return True, base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()
    return False, text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def templates() -> jinja2.Environment:
    """Where templates are read: every value is escaped, and one that is missing is an error."""
    return jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def content_hash(text: str) -> str:
    """The source expression that allows exactly this script or style (CSP level 3)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def resource(name: str) -> str:
    """The text of a file of this package: a style sheet, a script, a template."""
    return resources.files("kg.view").joinpath(name).read_text(encoding="utf-8")


def _vis_network() -> str:
    """vis-network as the installed pyvis carries it, the newest it has."""
    found = sorted(resources.files("pyvis").joinpath("templates", "lib").iterdir(), key=lambda path: path.name)
    bundled = [path for path in found if path.name.startswith("vis-")][-1]
    return bundled.joinpath("vis-network.min.js").read_text(encoding="utf-8")
