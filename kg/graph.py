"""A graph and all that one can do with it: `kg.store.Store`, and what leaves the house."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kg.store import Store


class Graph(Store):
    """A knowledge graph in memory, with the verbs of the command line: `query`, `validate`, `export`, `view`, `chart`,
    `report`.

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

    def chart(self, indicator: str, path: str | Path, facilities: Sequence[str] = ()) -> None:
        """Draw an indicator's figures by facility, as `.svg` or `.png`. Raises GraphError, QueryError. See `kg.view.chart`."""
        from kg.view.chart import write  # noqa: PLC0415

        write(self, indicator, path, facilities)

    def report(self, name: str, path: str | Path) -> None:
        """Write the dossier of a person or a body as a page. Raises GraphError, QueryError. See `kg.view.report`."""
        from kg.view.report import write  # noqa: PLC0415

        write(self, name, path)
