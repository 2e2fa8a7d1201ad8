"""Facts and entities as RDF.

One emitter serves every class of `kg.model`: a dataclass field made by `prop` names its predicate, and the
predicate's range in `ontology/kg.ttl` says how text is written. A new fact class needs nothing here.

    base + document/…, person/…, organization/…, place/…, meeting/…   what the text names
    base + period/2024-01-01--2024-09-30                              one IRI for one interval
    base + evidence/<document>/<start>-<end>                          words of a document
    base + fact/<document>/<class>-<hash>                             hash of what the fact says, not of its words
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pyoxigraph as ox

from kg.errors import GraphError
from kg.model import Attendance, Concept, Document, Entity, Evidence, Extraction, Fact, Meeting, Mention, Period, Resolution
from kg.rdf.literals import TRUE, Node, day, decimal, number, period_label, text
from kg.rdf.terms import KG, LABEL, TRAVELS, TYPE, class_tree, ontology, range_of, schemes, term
from kg.text.normalize import slug

BASE = "https://w3id.org/yte-kg/id/"

Entities = Mapping[Mention, Entity]


def quads(resolutions: Iterable[Resolution], base: str = BASE) -> Iterator[ox.Quad]:
    """The graph of a corpus as quads of the default graph, some of them more than once.

    `kg.resolve` has made one fact of those that say the same in one document. A mention that names nothing, and
    evidence whose words are not in the text, are left out: the shapes then refuse the fact (see `kg.store.Store.prune`).
    The quads depend on neither the order of the resolutions nor on anything but their content.
    """
    ordered = sorted(resolutions, key=lambda r: document_key(r.extraction.article.document))
    writer = _Writer(base)
    yield from class_tree()
    for resolution in ordered:
        writer.article(resolution)
        yield from writer.take()


@dataclass(frozen=True, slots=True)
class _Source:
    """The document that is written: its node, its part of IRIs and its text."""

    node: ox.NamedNode
    key: str
    text: str


class _Writer:
    """Writes articles one after the other; what several of them name is written once."""

    def __init__(self, base: str) -> None:
        try:
            ox.NamedNode(base)
        except ValueError as error:
            raise GraphError(f"{base}: không phải IRI, ví dụ đúng: {BASE} / not an IRI, as {BASE} is: {error}") from None
        self._base = base if base.endswith(("/", "#")) else base + "/"
        self._quads: list[ox.Quad] = []
        self._written: dict[object, ox.NamedNode] = {}

    def take(self) -> list[ox.Quad]:
        """The quads since the last call."""
        taken, self._quads = self._quads, []
        return taken

    def article(self, resolution: Resolution) -> None:
        extraction = resolution.extraction
        document = extraction.article.document
        key = document_key(document)
        here = _Source(self._iri(f"document/{key}"), key, document.text)
        self._document(here.node, extraction)
        for entity in resolution.mentioned:
            self._add(here.node, term("kg:mentions"), self._entity(entity, here))
        for fact in extraction.facts:
            self._fact(fact, resolution.entities, here)

    def _add(self, subject: ox.NamedNode, predicate: ox.NamedNode, value: Node) -> None:
        self._quads.append(ox.Quad(subject, predicate, value))

    def _iri(self, path: str) -> ox.NamedNode:
        return ox.NamedNode(self._base + path)

    def _document(self, node: ox.NamedNode, extraction: Extraction) -> None:
        document, layout = extraction.article.document, extraction.article.layout
        self._add(node, TYPE, term("kg:Document"))
        self._add(node, term("kg:fileName"), ox.Literal(document.name))
        self._add(node, term("kg:sha256"), ox.Literal(document.sha256))
        if issued := document.issued or layout.issued:
            self._add(node, term("dcterms:issued"), day(issued))
        for name in ("title", "creator"):
            if said := getattr(document, name) or getattr(layout, name):
                self._add(node, term("dcterms:" + name), ox.Literal(said, language="vi"))
        if source := document.source or layout.source:
            self._add(node, term("dcterms:source"), ox.Literal(source))

    def _fact(self, fact: Fact, entities: Entities, here: _Source) -> None:
        name = type(fact).__name__
        node = self._iri(f"fact/{here.key}/{_kebab(name)}-{_hash(_says(fact, entities))}")
        self._add(node, TYPE, term("kg:" + name))
        self._fields(node, fact, entities, here)
        self._evidence(node, fact.evidence, here)
        if isinstance(fact, Attendance) and fact.meeting in entities and fact.attendee in entities:
            meeting, attendee = self._entity(entities[fact.meeting], here), self._entity(entities[fact.attendee], here)
            self._add(meeting, term("kg:attendedBy"), attendee)

    def _fields(self, node: ox.NamedNode, owner: Any, entities: Entities, here: _Source) -> None:
        """Everything that the fields of a dataclass say of the node that stands for it."""
        for field, predicate in _predicates(owner.__class__):
            for value in self._values(getattr(owner, field), predicate, entities, here, node):
                self._add(node, predicate, value)

    def _evidence(self, node: ox.NamedNode, pieces: Iterable[Evidence], here: _Source) -> None:
        for start, end, quote in pieces:
            if start < end and here.text[start:end] == quote:
                evidence = self._iri(f"evidence/{here.key}/{start}-{end}")
                self._add(node, term("kg:evidence"), evidence)
                if evidence not in self._written:
                    self._written[evidence] = evidence
                    self._add(evidence, TYPE, term("kg:Evidence"))
                    self._add(evidence, term("kg:document"), here.node)
                    self._add(evidence, term("kg:quote"), ox.Literal(quote, language="vi"))
                    self._add(evidence, term("kg:startOffset"), ox.Literal(str(start), datatype=term("xsd:integer")))
                    self._add(evidence, term("kg:endOffset"), ox.Literal(str(end), datatype=term("xsd:integer")))

    def _values(self, value: Any, predicate: ox.NamedNode, entities: Entities, here: _Source, owner: ox.NamedNode) -> Iterator[Node]:
        """The objects that a field's value stands for; none for what is absent, empty or not so."""
        match value:
            case None | "" | False:
                return
            case True:
                yield TRUE
            case Decimal():
                yield number(value)
            case date():
                yield day(value)
            case str():
                node = text(value, predicate)
                if isinstance(node, ox.NamedNode):
                    self._individual(node)
                yield node
            case Mention():
                if value in entities:
                    yield self._entity(entities[value], here)
            case Entity():
                yield self._entity(value, here)
            case Concept():
                yield self._concept(value, predicate)
            case Period():
                yield self._period(value)
            case tuple():
                for item in value:
                    yield from self._values(item, predicate, entities, here, owner)
            case _:
                yield self._part(value, entities, here, owner)

    def _part(self, part: Any, entities: Entities, here: _Source, owner: ox.NamedNode) -> ox.NamedNode:
        """A part of a fact, such as a comparison, below the fact's own IRI."""
        name = type(part).__name__
        node = ox.NamedNode(f"{owner.value}/{_kebab(name)}-{_hash(_says(part, entities))}")
        self._add(node, TYPE, term("kg:" + name))
        self._fields(node, part, entities, here)
        return node

    def _entity(self, entity: Entity, here: _Source) -> ox.NamedNode:
        node = self._written.get(entity)
        if node is None:
            node = self._written[entity] = self._iri(entity.path)
            self._add(node, TYPE, term(getattr(entity, "kind", "kg:" + type(entity).__name__)))
            self._add(node, LABEL, ox.Literal(entity.label, language="vi"))
            for label in entity.alt_labels:
                self._add(node, term("skos:altLabel"), ox.Literal(label, language="vi"))
            self._fields(node, entity, {}, here)
        if isinstance(entity, Meeting):
            self._evidence(node, entity.evidence, here)
        return node

    def _period(self, period: Period) -> ox.NamedNode:
        node = self._written.get(period)
        if node is None:
            node = self._written[period] = self._iri(f"period/{period.start or 'den'}--{period.end}")
            self._add(node, TYPE, term("kg:Period"))
            self._add(node, LABEL, ox.Literal(period_label(period), language="vi"))
            for name, when in (("kg:start", period.start), ("kg:end", period.end)):
                if when:
                    self._add(node, term(name), day(when))
        return node

    def _concept(self, concept: Concept, predicate: ox.NamedNode) -> ox.NamedNode:
        """A concept of a scheme with its labels and what is broader; one that no scheme has is marked as provisional."""
        node = term(concept.curie)
        if node not in self._written:
            self._add(node, TYPE, ox.NamedNode(range_of(predicate)))
            if node in schemes():
                self._scheme_concept(node)
            else:
                self._written[node] = node
                self._add(node, TYPE, term("skos:Concept"))
                self._add(node, term("skos:prefLabel"), ox.Literal(concept.label, language="vi"))
                self._add(node, term("kg:provisional"), TRUE)
        return node

    def _scheme_concept(self, node: ox.NamedNode) -> None:
        if node in self._written:
            return
        self._written[node] = node
        for predicate, values in schemes()[node].items():
            if predicate in TRAVELS:
                for value in values:
                    plain = isinstance(value, ox.Literal) and not value.language and value.datatype == term("xsd:string")
                    self._add(node, predicate, text(value.value, predicate) if plain else value)  # a unit as in observations
                    if predicate in (term("skos:broader"), term("skos:inScheme")) and value in schemes():
                        self._scheme_concept(value)

    def _individual(self, node: ox.NamedNode) -> None:
        """A value of the ontology's own small enumerations (`kg:over`) with its labels."""
        if node not in self._written:
            self._written[node] = node
            for value in ontology().get(node, {}).get(TYPE, []):
                if value.value.startswith(KG):
                    self._add(node, TYPE, value)
            for value in ontology().get(node, {}).get(LABEL, []):
                self._add(node, LABEL, value)


# ---------------------------------------------------------------- what a fact says


def _says(fact: Any, entities: Entities) -> str:
    """What tells a fact from the others of its document: its fields, but neither its words nor its parts."""
    lines = []
    for field, _ in _predicates(fact.__class__):
        value = getattr(fact, field)
        if field not in _OF_EVERY_FACT and not isinstance(value, tuple):
            lines.append(f"{field}={_said(value, entities)}")
    return "\n".join(lines)


def _said(value: Any, entities: Entities) -> str:
    match value:
        case None | False:
            return ""
        case Mention():
            return entities[value].path if value in entities else f"?{value.start}-{value.end}"
        case Concept():
            return value.curie
        case Period():
            return value.label
        case Decimal():
            return decimal(value)
        case _:
            return str(value)


def _hash(says: str) -> str:
    return hashlib.sha256(says.encode()).hexdigest()[:12]


# ---------------------------------------------------------------- names


def document_key(document: Document) -> str:
    """A document's part of an IRI: its name and a short hash of its name and text, so that two pages both called
    `index.html`, or two editions of one, are two documents whose offsets never mix.

    >>> document_key(Document("Tin tức.txt", "Sáng nay, …"))
    'tin-tuc-txt-5a106a5667'
    """
    digest = hashlib.sha256(f"{document.name}\n{document.sha256}".encode()).hexdigest()
    return f"{slug(document.name)[:60].strip('-')}-{digest[:10]}".lstrip("-")


def _kebab(name: str) -> str:
    return "".join("-" + c.lower() if c.isupper() else c for c in name).lstrip("-")


@cache
def _predicates(kind: type[Any]) -> tuple[tuple[str, ox.NamedNode], ...]:
    """The fields of a dataclass that the graph holds: (field name, predicate)."""
    return tuple((f.name, term(f.metadata["predicate"])) for f in fields(kind) if "predicate" in f.metadata)


_OF_EVERY_FACT = frozenset(f.name for f in fields(Fact))  # the words, the rule, the score: not what the fact says
