"""A graph and all that one can do with it: `kg.store.Store`, and what leaves the house."""

from __future__ import annotations

from pathlib import Path

from kg.store import Store


class Graph(Store):
    """A knowledge graph in memory, with the verbs of the command line: `query`, `validate`, `export`, `view`.

    >>> graph = Graph.load(b'@prefix kg: <https://w3id.org/yte-kg/ontology#> . <https://example.org/d> a kg:Document .')
    >>> graph.query("SELECT ?d { ?d a kg:Document }").rows
    (('https://example.org/d',),)
    """

    def export(self, path: str | Path, to: str = "") -> None:
        """Write the graph in another format, by name or by the ending of `path`. Raises GraphError. See `kg.export.export`."""
        from kg.export import export  # noqa: PLC0415  rdflib takes 0.2 s to import, which a question need not pay

        export(self, path, to)

    def view(self, path: str | Path, title: str = "") -> None:
        """Write the graph as one interactive page that opens with no network. Raises GraphError. See `kg.view.view`."""
        from kg.view import view  # noqa: PLC0415  the same holds for networkx and pyvis

        view(self, path, title)
