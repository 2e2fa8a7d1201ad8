"""A graph in memory: read, asked, checked against the shapes, written. pyoxigraph holds it; pySHACL checks it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import pyoxigraph as ox

from kg.errors import GraphError
from kg.question import Result, ask
from kg.rdf import BASE
from kg.rdf.terms import NAMESPACES, TYPE, alignments, term

# Kinds of resources whose IRIs are the base, the kind and one segment: only those are safe to shorten in Turtle. The
# segments of facts and evidence hold a slash, which not every reader of Turtle takes escaped.
_KINDS = ("document", "meeting", "organization", "period", "person", "place")


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """What breaks a shape: the node's IRI, the message (Vietnamese / English), the value at fault if there is one, the
    node's class, and the document and the words that it came from, where it has any."""

    node: str
    message: str
    value: str = ""
    kind: str = ""
    document: str = ""
    quote: str = ""
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        """One line for a user."""
        parts = [self.document or self.node, self.message, self.value and f"= {self.value}", self.quote and f"«{self.quote}»"]
        return " · ".join(" ".join(part.split()) for part in parts if part)


@dataclass(frozen=True, slots=True)
class Report:
    """Whether a graph conforms to `ontology/shapes.ttl`, and every place where it does not, sorted."""

    violations: tuple[Violation, ...]

    @property
    def conforms(self) -> bool:
        """True where nothing breaks a shape."""
        return not self.violations


class Store:
    """Triples in memory.

    >>> graph = Store.load(b'@prefix kg: <https://w3id.org/yte-kg/ontology#> . <https://example.org/d> a kg:Document .')
    >>> len(graph), graph.query("SELECT ?d { ?d a kg:Document }").rows
    (1, (('https://example.org/d',),))
    """

    def __init__(self, quads: Iterable[ox.Quad] = ()) -> None:
        """A graph of the quads' triples."""
        self.store = ox.Store()
        self.store.bulk_extend(quads)

    @classmethod
    def load(cls, source: str | Path | bytes) -> Self:
        """A graph from a file, whose ending tells its format (`.ttl`, `.nt`, `.nq`, `.trig`, `.rdf`, `.jsonld`), or from
        the bytes of a Turtle file. Triples of named graphs join the others. Raises GraphError."""
        if isinstance(source, bytes):
            name, content, format = "Turtle", source, ox.RdfFormat.TURTLE
        else:
            name, content = str(source), _read(Path(source))
            format = _format(Path(source))
        graph = cls()
        try:
            if format.supports_datasets:
                parsed = ox.parse(content, format=format)
                graph.store.bulk_extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in parsed)
            else:
                graph.store.bulk_load(content, format=format)
        except (SyntaxError, ValueError, OSError) as error:
            raise GraphError(f"{name}: không đọc được đồ thị / not a readable graph: {' '.join(str(error).split())}") from None
        return graph

    def __len__(self) -> int:
        """The number of triples."""
        return len(self.store)

    def __iter__(self) -> Iterator[ox.Quad]:
        """Every quad, in the order of its N-Triples line, so that nothing made from a graph depends on the store's order."""
        return iter(ox.parse(self._sorted_lines(), format=ox.RdfFormat.N_TRIPLES))

    # ------------------------------------------------------------ asking

    def query(self, question: str) -> Result:
        """The answer to the SPARQL text, the `.rq` file or the name of one in `queries/`. See `kg.question.ask`."""
        return ask(self.store, question)

    # ------------------------------------------------------------ checking

    def validate(self) -> Report:
        """Check the graph against `ontology/shapes.ttl`."""
        # Here and not above: rdflib and pySHACL take 0.4 s to import, which a question need not pay.
        from kg.shapes import breaks  # noqa: PLC0415

        found = breaks(self)
        return Report(tuple(sorted(Violation(node, message, value, *self._words(node)) for node, message, value in found)))

    def prune(self) -> tuple[Violation, ...]:
        """Take out what breaks a shape until the graph conforms, and return what it was.

        A fact falls with a thing that it must have, and lives on without a period or a comparison that is broken. Words, periods
        and parts of facts that nothing refers to any more go too.
        """
        broken: dict[Violation, None] = {}
        while not (report := self.validate()).conforms:
            broken.update(dict.fromkeys(report.violations))
            for node in sorted({violation.node for violation in report.violations}):
                self._drop(node)
            self._sweep()
        return tuple(broken)

    def _drop(self, iri: str) -> None:
        node = ox.BlankNode(iri.removeprefix("_:")) if iri.startswith("_:") else ox.NamedNode(iri)
        for quad in [*self.store.quads_for_pattern(node, None, None), *self.store.quads_for_pattern(None, None, node)]:
            self.store.remove(quad)

    def _sweep(self) -> None:
        self.store.update(
            f"""PREFIX kg: <{NAMESPACES["kg"]}>
            DELETE {{ ?x ?p ?o }} WHERE {{ ?x a kg:Comparison ; ?p ?o . FILTER NOT EXISTS {{ ?fact kg:comparison ?x }} }} ;
            DELETE {{ ?x ?p ?o }} WHERE {{ ?x a kg:Evidence ; ?p ?o . FILTER NOT EXISTS {{ ?fact kg:evidence ?x }} }} ;
            DELETE {{ ?x ?p ?o }} WHERE {{ ?x a kg:Period ; ?p ?o . FILTER NOT EXISTS {{ ?user kg:period ?x }} }} ;
            DELETE {{ ?m kg:attendedBy ?a }} WHERE {{ ?m kg:attendedBy ?a . FILTER NOT EXISTS {{ ?x kg:meeting ?m ; kg:attendee ?a }} }}"""
        )

    def _words(self, iri: str) -> tuple[str, str, str, int, int]:
        """The class of a node (a fact, what a fact refers to, a piece of evidence), its document, and the words behind it."""
        if iri.startswith("_:"):
            return "", "", "", 0, 0
        kinds = self.query(f"SELECT ?class {{ <{iri}> a ?class }} ORDER BY ?class LIMIT 1").rows
        kind = str(kinds[0][0]).rpartition("#")[2] if kinds else ""
        found = self.query(
            f"""SELECT ?name ?quote ?start ?end {{
                {{ <{iri}> kg:evidence ?e }} UNION {{ ?user ?link <{iri}> ; kg:evidence ?e }} UNION {{ BIND(<{iri}> AS ?e) }}
                ?e kg:quote ?quote ; kg:startOffset ?start ; kg:endOffset ?end . OPTIONAL {{ ?e kg:document/kg:fileName ?name }}
            }} ORDER BY ?name ?start ?end LIMIT 1"""
        ).rows
        if not found:  # the words were not in the text; the IRI of a fact still tells its document
            found = self.query(
                f"""SELECT ?name ("" AS ?quote) (0 AS ?start) (0 AS ?end) {{
                    ?document kg:fileName ?name BIND(CONCAT("/", STRAFTER(STR(?document), "/document/"), "/") AS ?key)
                    FILTER(CONTAINS("{iri}", ?key))
                }} ORDER BY ?name LIMIT 1"""
            ).rows
        name, quote, start, end = found[0] if found else ("", "", 0, 0)
        return kind, str(name or ""), str(quote), int(start), int(end)

    # ------------------------------------------------------------ writing

    def aligned(self) -> Self:
        """The graph with what it says in the terms of ORG, PROV, SOSA, FOAF and schema.org written out as well."""
        return type(self)([*self.store, *alignments(self.store)])

    def serialize(self) -> bytes:
        """Turtle in UTF-8: the same bytes for the same triples, one line changed for one triple changed."""
        quads = ox.parse(self._sorted_lines(), format=ox.RdfFormat.N_TRIPLES)
        text = ox.serialize(quads, format=ox.RdfFormat.TURTLE, prefixes=self.prefixes()) or b""
        header, rest = _split_header(text)
        return b"".join(sorted(header)) + b"".join(rest)  # pyoxigraph keeps no order of prefixes

    def save(self, path: str | Path) -> None:
        """Write the Turtle of `serialize` to a file. Raises GraphError. See `write_whole`."""
        write_whole(Path(path), self.serialize())

    def prefixes(self) -> dict[str, str]:
        """The prefixes of the graph's Turtle by name. Those of its resources follow the base that its documents show."""
        documents = self.store.quads_for_pattern(None, TYPE, term("kg:Document"))
        bases = sorted(quad.subject.value.rpartition("document/")[0] for quad in documents if isinstance(quad.subject, ox.NamedNode))
        base = next(filter(None, bases), BASE)
        return dict(sorted({**NAMESPACES, **{kind: f"{base}{kind}/" for kind in _KINDS}}.items()))

    def _sorted_lines(self) -> bytes:
        lines = (self.store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph()) or b"").splitlines(keepends=True)
        return b"".join(sorted(lines))


def _split_header(turtle: bytes) -> tuple[list[bytes], list[bytes]]:
    lines = turtle.splitlines(keepends=True)
    end = next((number for number, line in enumerate(lines) if not line.startswith(b"@prefix ")), len(lines))
    return lines[:end], lines[end:]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and then rename it: a reader finds the old file or the new one, whole. Makes the folder.
    Raises GraphError."""
    beside = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as error:
        if beside.exists():
            beside.unlink()
        raise GraphError(f"{path}: không ghi được / could not be written: {error.strerror or error}") from None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise GraphError(f"{path}: không mở được; hãy kiểm tra đường dẫn / could not be opened: {error.strerror or error}") from None


def _format(path: Path) -> ox.RdfFormat:
    found = ox.RdfFormat.from_extension(path.suffix.removeprefix("."))
    if found is None:
        endings = ".ttl .nt .nq .trig .rdf .jsonld"
        raise GraphError(f"{path}: không rõ dạng {path.suffix or '(không đuôi)'}; dùng một trong / unknown ending; use one of: {endings}")
    return found
