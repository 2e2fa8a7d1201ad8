"""A graph and all that one can do with it: `kg.store.Store` with what leaves the house."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.export import export
from kg.store import Store
from kg.view import view


class Graph(Store):
    """A knowledge graph in memory.

    >>> graph = Graph.load(b'@prefix kg: <https://w3id.org/yte-kg/ontology#> . <https://example.org/d> a kg:Document .')
    >>> graph.query("SELECT ?d { ?d a kg:Document }").rows
    (('https://example.org/d',),)
    """

    @property
    def store(self) -> ox.Store:
        """The store that holds the triples."""
        return self._store

    def view(self, path: str | Path, title: str = "") -> None:
        """Write the graph as one interactive page that opens with no network. Raises GraphError. See `kg.view.view`."""
        view(self, path, title)

    def export(self, path: str | Path, to: str = "") -> None:
        """Write the graph in another format, by name or by the ending of `path`. Raises GraphError. See `kg.export.export`."""
        export(self, path, to)
