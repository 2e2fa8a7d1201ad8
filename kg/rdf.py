"""Facts and entities as RDF.

One emitter serves every class of `kg.model`: a dataclass field made by `prop` names its predicate, and the
predicate's range in `ontology/kg.ttl` says how text is written. A new fact class needs nothing here.

    base + document/…, person/…, organization/…, place/…, meeting/…   what the text names
    base + period/2024-01-01--2024-09-30                              one IRI for one interval
    base + evidence/<document>/<start>-<end>                          words of a document
    base + fact/<document>/<class>-<hash>                             hash of what the fact says, not of its words
"""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pyoxigraph as ox

from kg.errors import GraphError
from kg.lexicon import PREFIXES
from kg.model import Attendance, Concept, Document, Entity, Evidence, Extraction, Fact, Meeting, Mention, Period, Resolution
from kg.paths import ONTOLOGY
from kg.text.normalize import slug

BASE = "https://w3id.org/yte-kg/id/"

KG = PREFIXES["kg"]
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = PREFIXES["skos"]
_DCTERMS = "http://purl.org/dc/terms/"
_XSD = "http://www.w3.org/2001/XMLSchema#"

_TYPE = ox.NamedNode(_RDF + "type")
_LABEL = ox.NamedNode(_RDFS + "label")
_SUB_CLASS = ox.NamedNode(_RDFS + "subClassOf")
_SUB_PROPERTY = ox.NamedNode(_RDFS + "subPropertyOf")
_RANGE = ox.NamedNode(_RDFS + "range")
_ALT_LABEL = ox.NamedNode(_SKOS + "altLabel")
_PREF_LABEL = ox.NamedNode(_SKOS + "prefLabel")
_BROADER = ox.NamedNode(_SKOS + "broader")
_IN_SCHEME = ox.NamedNode(_SKOS + "inScheme")
_CONCEPT = ox.NamedNode(_SKOS + "Concept")
_TITLE = ox.NamedNode(_DCTERMS + "title")
_ISSUED = ox.NamedNode(_DCTERMS + "issued")
_CREATOR = ox.NamedNode(_DCTERMS + "creator")
_SOURCE = ox.NamedNode(_DCTERMS + "source")
_BOOLEAN, _DATE, _DECIMAL, _INTEGER = (ox.NamedNode(_XSD + name) for name in ("boolean", "date", "decimal", "integer"))
_TRUE = ox.Literal("true", datatype=_BOOLEAN)

# What a scheme says of a concept and a reader of the graph can use; the rest serves the extractor alone.
_TRAVELS = frozenset(
    [_TYPE, _PREF_LABEL, _ALT_LABEL, _BROADER, _IN_SCHEME, _TITLE]
    + [ox.NamedNode(_SKOS + "definition")]
    + [ox.NamedNode(KG + name) for name in ("unit", "isHead", "additive", "lowerIsBetter", "group")]
)

Node = ox.NamedNode | ox.Literal
Entities = Mapping[Mention, Entity]
Statements = dict[ox.NamedNode, dict[ox.NamedNode, list[Any]]]  # subject → predicate → objects


@cache
def term(name: str) -> ox.NamedNode:
    """The IRI of a term by its CURIE (`kg:holder`, `ind:luot-kham-benh`)."""
    prefix, _, local = name.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + local)


@cache
def _ontology() -> Statements:
    """What `ontology/kg.ttl` says: term → predicate → objects in the order of the file."""
    return _statements("kg")


def _statements(name: str) -> Statements:
    said: Statements = {}
    for quad in ox.parse(path=str(ONTOLOGY / f"{name}.ttl"), format=ox.RdfFormat.TURTLE):
        said.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
    return said


@cache
def _schemes() -> Statements:
    """The concepts of the schemes whose labels travel with a graph."""
    return {**_statements("roles"), **_statements("indicators")}


@cache
def _range(predicate: ox.NamedNode) -> str:
    """The IRI of a predicate's range, or the empty string where the ontology leaves it open."""
    found = _ontology().get(predicate, {}).get(_RANGE, [])
    return found[0].value if found else ""


# ---------------------------------------------------------------- literals


def decimal(value: Decimal) -> str:
    """The canonical form of xsd:decimal: no exponent, no zeros at the end.

    >>> decimal(Decimal("91.40")), decimal(Decimal("8E+7")), decimal(Decimal("-0.0"))
    ('91.4', '80000000', '0')
    """
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def vietnamese(text: str) -> ox.Literal:
    """Text as a literal in Vietnamese; a sign without letters (`%`) is in no language.

    >>> str(vietnamese("lượt")), str(vietnamese("%"))
    ('"lượt"@vi', '"%"')
    """
    return ox.Literal(text, language="vi") if any(map(str.isalpha, text)) else ox.Literal(text)


def _text(value: str, predicate: ox.NamedNode) -> Node:
    """Text as the predicate's range asks: a plain string, a term of the ontology (`kg:over`), or Vietnamese."""
    kind = _range(predicate)
    if kind == _XSD + "string":
        return ox.Literal(value)
    return term("kg:" + value) if kind.startswith(KG) else vietnamese(value)


def period_label(period: Period) -> str:
    """An interval as a Vietnamese reader would name it.

    >>> period_label(Period(date(2024, 1, 1), date(2024, 9, 30))), period_label(Period(date(2024, 4, 1), date(2024, 6, 30)))
    ('9 tháng đầu năm 2024', 'quý II/2024')
    """
    start, end = period.start, period.end
    if start is None:
        return f"đến {_day(end)}"
    if start == end:
        return f"ngày {_day(end)}"
    whole_months = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    if not whole_months or start > end:
        return f"từ {_day(start)} đến {_day(end)}"
    if start.year != end.year:
        return f"năm {start.year} - {end.year}" if (start.month, end.month) == (1, 12) else f"từ {_month(start)} đến {_month(end)}"
    months = end.month - start.month + 1
    if months == 12:
        return f"năm {end.year}"
    if months == 1:
        return f"tháng {_month(end)}"
    if start.month == 1 and months != 3:
        return f"{months} tháng đầu năm {end.year}"
    if months == 3 and end.month % 3 == 0:
        return f"quý {('I', 'II', 'III', 'IV')[end.month // 3 - 1]}/{end.year}"
    return f"từ {_month(start)} đến {_month(end)}"


def _day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _month(day: date) -> str:
    return f"{day.month}/{day.year}"


# ---------------------------------------------------------------- names


def document_key(document: Document) -> str:
    """A document's part of an IRI: its name and a short hash of its name and text, so that two pages both called
    `index.html`, or two editions of one, are two documents whose offsets never mix.

    >>> document_key(Document("Tin tức.txt", "Sáng nay, …"))
    'tin-tuc-txt-c3f19bc1ab'
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


# ---------------------------------------------------------------- the emitter


def quads(resolutions: Iterable[Resolution], base: str = BASE) -> Iterator[ox.Quad]:
    """The graph of a corpus as quads of the default graph, some of them more than once.

    `kg.resolve` has made one fact of those that say the same in one document. A mention that names nothing, and
    evidence whose words are not in the text, are left out: the shapes then refuse the fact (see `kg.store.Store.prune`).
    The quads depend on neither the order of the resolutions nor on anything but their content.
    """
    ordered = sorted(resolutions, key=lambda r: document_key(r.extraction.article.document))
    writer = _Writer(base)
    yield from _class_tree()
    for resolution in ordered:
        writer.article(resolution)
        yield from writer.take()


def _class_tree() -> Iterator[ox.Quad]:
    """The subclass statements between `kg:` classes, by which `a/rdfs:subClassOf* kg:Fact` works on the graph alone."""
    for name, said in _ontology().items():
        for parent in said.get(_SUB_CLASS, []):
            if parent.value.startswith(KG):
                yield ox.Quad(name, _SUB_CLASS, parent)


def alignments(triples: Iterable[ox.Quad]) -> Iterator[ox.Quad]:
    """What the quads say in the terms of ORG, PROV, SOSA, FOAF, schema.org and the others that `kg.ttl` aligns with.

    Quads of `kg:` classes and properties give one quad for every class and property above them; all others give none.
    """
    for quad in triples:
        if quad.predicate == _TYPE:
            yield from (ox.Quad(quad.subject, _TYPE, parent) for parent in _above(quad.object, _SUB_CLASS))
        else:
            yield from (ox.Quad(quad.subject, parent, quad.object) for parent in _above(quad.predicate, _SUB_PROPERTY))


@cache
def _above(name: ox.NamedNode, relation: ox.NamedNode) -> tuple[ox.NamedNode, ...]:
    found: dict[ox.NamedNode, None] = {}
    for parent in _ontology().get(name, {}).get(relation, []):
        found.update(dict.fromkeys([parent, *_above(parent, relation)]))
    return tuple(found)


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
        quads, self._quads = self._quads, []
        return quads

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
        self._add(node, _TYPE, term("kg:Document"))
        self._add(node, term("kg:fileName"), ox.Literal(document.name))
        self._add(node, term("kg:sha256"), ox.Literal(document.sha256))
        if issued := document.issued or layout.issued:
            self._add(node, _ISSUED, ox.Literal(issued.isoformat(), datatype=_DATE))
        for predicate, text in ((_TITLE, document.title or layout.title), (_CREATOR, document.creator or layout.creator)):
            if text:
                self._add(node, predicate, ox.Literal(text, language="vi"))
        if source := document.source or layout.source:
            self._add(node, _SOURCE, ox.Literal(source))

    def _fact(self, fact: Fact, entities: Entities, here: _Source) -> None:
        name = type(fact).__name__
        node = self._iri(f"fact/{here.key}/{_kebab(name)}-{_hash(_says(fact, entities))}")
        self._add(node, _TYPE, term("kg:" + name))
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
                    self._add(evidence, _TYPE, term("kg:Evidence"))
                    self._add(evidence, term("kg:document"), here.node)
                    self._add(evidence, term("kg:quote"), ox.Literal(quote, language="vi"))
                    self._add(evidence, term("kg:startOffset"), ox.Literal(str(start), datatype=_INTEGER))
                    self._add(evidence, term("kg:endOffset"), ox.Literal(str(end), datatype=_INTEGER))

    def _values(self, value: Any, predicate: ox.NamedNode, entities: Entities, here: _Source, owner: ox.NamedNode) -> Iterator[Node]:
        """The objects that a field's value stands for; none for what is absent, empty or not so."""
        match value:
            case None | "" | False:
                return
            case True:
                yield _TRUE
            case Decimal():
                yield ox.Literal(decimal(value), datatype=_DECIMAL)
            case date():
                yield ox.Literal(value.isoformat(), datatype=_DATE)
            case str():
                node = _text(value, predicate)
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
        self._add(node, _TYPE, term("kg:" + name))
        self._fields(node, part, entities, here)
        return node

    def _entity(self, entity: Entity, here: _Source) -> ox.NamedNode:
        node = self._written.get(entity)
        if node is None:
            node = self._written[entity] = self._iri(entity.path)
            self._add(node, _TYPE, term(getattr(entity, "kind", "kg:" + type(entity).__name__)))
            self._add(node, _LABEL, ox.Literal(entity.label, language="vi"))
            for label in entity.alt_labels:
                self._add(node, _ALT_LABEL, ox.Literal(label, language="vi"))
            self._fields(node, entity, {}, here)
        if isinstance(entity, Meeting):
            self._evidence(node, entity.evidence, here)
        return node

    def _period(self, period: Period) -> ox.NamedNode:
        node = self._written.get(period)
        if node is None:
            node = self._written[period] = self._iri(f"period/{period.start or 'den'}--{period.end}")
            self._add(node, _TYPE, term("kg:Period"))
            self._add(node, _LABEL, ox.Literal(period_label(period), language="vi"))
            for name, day in (("kg:start", period.start), ("kg:end", period.end)):
                if day:
                    self._add(node, term(name), ox.Literal(day.isoformat(), datatype=_DATE))
        return node

    def _concept(self, concept: Concept, predicate: ox.NamedNode) -> ox.NamedNode:
        """A concept of a scheme with its labels and what is broader; one that no scheme has is marked as provisional."""
        node = term(concept.curie)
        if node not in self._written:
            self._add(node, _TYPE, ox.NamedNode(_range(predicate)))
            if node in _schemes():
                self._scheme_concept(node)
            else:
                self._written[node] = node
                self._add(node, _TYPE, _CONCEPT)
                self._add(node, _PREF_LABEL, ox.Literal(concept.label, language="vi"))
                self._add(node, term("kg:provisional"), _TRUE)
        return node

    def _scheme_concept(self, node: ox.NamedNode) -> None:
        if node in self._written:
            return
        self._written[node] = node
        for predicate, values in _schemes()[node].items():
            if predicate in _TRAVELS:
                for value in values:
                    self._add(node, predicate, value)
                    if predicate in (_BROADER, _IN_SCHEME) and value in _schemes():
                        self._scheme_concept(value)

    def _individual(self, node: ox.NamedNode) -> None:
        """A value of the ontology's own small enumerations (`kg:over`) with its labels."""
        if node not in self._written:
            self._written[node] = node
            for value in _ontology().get(node, {}).get(_TYPE, []):
                if value.value.startswith(KG):
                    self._add(node, _TYPE, value)
            for value in _ontology().get(node, {}).get(_LABEL, []):
                self._add(node, _LABEL, value)


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
