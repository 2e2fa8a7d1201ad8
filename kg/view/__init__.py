"""Seeing a graph: one HTML file that opens with no network, with the words behind every fact."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import GraphError
from kg.view.network import network
from kg.view.page import page

if TYPE_CHECKING:
    from kg.store import Store


def render(graph: Store, title: str = "") -> str:
    """The interactive page of a graph as HTML: the network, a search, filters, and for each thing the facts with their quotes.

    `title` is the page's heading; left empty, the page has a heading of its own. The same graph gives the same text.
    """
    return page(network(graph.store), title)


def view(graph: Store, path: str | os.PathLike[str], title: str = "") -> None:
    """Write the page of a graph to `path`, which is replaced only when the page is whole.

    Raises `GraphError` when the file cannot be written. Example: `kg.view.view(graph, "network.html")`.
    """
    target = Path(path)
    beside = target.with_name(target.name + ".part")
    text = render(graph, title)
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise GraphError(f"{target}: không ghi được trang (the page cannot be written): {error.strerror}") from error
