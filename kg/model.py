"""The values that flow from a text to a graph: Document, Sentence, Mention, Fact.

Every stage takes complete values and returns new ones; nothing here is ever changed in place, and nothing
here knows RDF. A fact's fields carry their predicate as a CURIE in the field's metadata (`prop`), from which
`kg.rdf` writes triples, so a new kind of fact needs no writer of its own.

Offsets are code points in `Document.text`, start included, end excluded: `text[start:end]` are the words.
"""

from __future__ import annotations

import hashlib
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from kg.values import cached_property, dataclass

Bound = Literal["exact", "over", "almost", "about", "at_least", "at_most"]
BlockKind = Literal["title", "heading", "dateline", "body", "item", "cell", "caption", "byline", "footer", "furniture"]


def prop(curie: str, **options: Any) -> Any:
    """A dataclass field that is written to the graph under the predicate `curie` (`kg:holder`).

    Every other keyword goes to `dataclasses.field` (`default=…`).
    """
    return field(metadata={"predicate": curie}, **options)


# ---------------------------------------------------------------- documents and their parts


@dataclass(frozen=True, slots=True)
class Document:
    """One article: its name in the graph and its text, NFC, with `\\n` line ends and no byte-order mark.

    `title`, `issued`, `creator` and `source` are what the file's own format says (a web page's metadata, the
    fields of a record); what only the text says is found later, by `kg.extract.structure`.
    """

    name: str
    text: str
    title: str = ""
    issued: date | None = None
    creator: str = ""
    source: str = ""

    @property
    def sha256(self) -> str:
        """The hexadecimal SHA-256 of the text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a mark. `norm` is what the lexicon compares: see `kg.text.normalize.fold`. `capital` is true
    for a word that begins with a capital letter."""

    start: int
    end: int
    text: str
    norm: str
    kind: Literal["word", "number", "mark"]
    capital: bool


@dataclass(frozen=True, slots=True)
class Item:
    """Tokens[start:end] of a sentence read as one thing of a kind; patterns (`kg.grammar`) run over items."""

    kind: str
    start: int
    end: int
    value: Any = None


@dataclass(frozen=True, slots=True)
class Block:
    """A line or a paragraph of the text and the part it plays on the page."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of an article in text order, and what its text says of itself (empty where it says nothing)."""

    blocks: tuple[Block, ...]
    title: str = ""
    issued: date | None = None
    creator: str = ""
    source: str = ""


@dataclass(frozen=True)
class Sentence:
    """A sentence of one block. `paragraph` numbers the paragraph (`kg.extract.paragraphs`), `number` the sentence, both from 0 in
    the article."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    block: BlockKind
    paragraph: int
    number: int

    @cached_property
    def words(self) -> str:
        """Its words at their places, counted from its start, with plain spaces between them."""
        parts, at = [], self.start
        for token in self.tokens:
            if token.start > at:
                parts.append(" " if token.start == at + 1 else " " * (token.start - at))
            parts.append(token.text)
            at = token.end
        return "".join(parts)

    @cached_property
    def norms(self) -> tuple[str, ...]:
        """The folded form of each token: what lexicons look for (`Lexicon.among`)."""
        return tuple([token.norm for token in self.tokens])


# ---------------------------------------------------------------- mentions: words that name something


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name something: `document.text[start:end] == text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class PersonMention(Mention):
    """A person's name. `name` is bare; where only part of it is said (`ông Hùng`), `name` is the full one that
    the article gave before. `titles` are degrees and honours as written."""

    name: str = ""
    titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceMention(Mention):
    """An administrative unit: `level` is its Vietnamese word (`huyện`, `thị xã`; empty where the text has none)
    and `name` its proper name (empty in `huyện` alone, which means the unit that the article is about)."""

    level: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class OrganizationMention(Mention):
    """A body. `name` is its written-out name without place (`Trung tâm Y tế`), `kind` its class in the ontology,
    `level` and `place` the administrative unit that the words give (either may be empty), `parent` the body it
    is said to be part of (`Khoa Nội` of `Bệnh viện …`). `implied` is true where the words name a post and mean its body
    (`Huyện ủy viên`)."""

    name: str = ""
    kind: str = "kg:Organization"
    level: str = ""
    place: str = ""
    parent: OrganizationMention | None = None
    implied: bool = False


@dataclass(frozen=True, slots=True)
class PeriodMention(Mention):
    """A stretch of days, both ends included. `start` is None where the text leaves it open (`đến 30/9`)."""

    start_date: date | None = None
    end_date: date | None = None


@dataclass(frozen=True, slots=True)
class DateMention(Mention):
    """One day on which something happened, its year filled in from the article where the text has none."""

    day: date | None = None


@dataclass(frozen=True, slots=True)
class Quantity(Mention):
    """A number with what the text says about it: `hơn 27 nghìn lượt` is 27000, `lượt`, over.

    `target` is the whole or the plan in `73.410/240.000`. `unit` is the unit's word in the text, scaled away
    from multipliers (`80 triệu đồng` is 80000000 `đồng`); it is empty where no unit is said."""

    value: Decimal = Decimal(0)
    unit: str = ""
    bound: Bound = "exact"
    target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class MeetingMention(Mention):
    """An event that the article reports: `event` is its kind (`hội nghị`), `label` what a person would call it."""

    event: str = ""
    label: str = ""
    day: date | None = None
    host: OrganizationMention | None = None
    place: PlaceMention | None = None
    period: Period | None = None


# ---------------------------------------------------------------- facts


class Evidence(NamedTuple):
    """The very words behind a fact: `document.text[start:end] == quote`, within one sentence."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of one of the schemes: `curie` (`rol:giam-doc`) and its Vietnamese label."""

    curie: str
    label: str


@dataclass(frozen=True, slots=True)
class Period:
    """An interval of days, both included. One without a start is open: the text does not say since when."""

    start: date | None
    end: date

    @property
    def label(self) -> str:
        """`2024-01-01..2024-09-30`."""
        return f"{self.start or ''}..{self.end}"


@dataclass(frozen=True, slots=True)
class Fact:
    """What every fact has: its words, the rule that made it, and that rule's score (0 to 1, no probability)."""

    evidence: tuple[Evidence, ...]
    rule: str = prop("kg:rule")
    confidence: Decimal = prop("kg:confidence")


@dataclass(frozen=True, slots=True)
class RoleHolding(Fact):
    """A person holds a role at a body (W3C ORG: a membership)."""

    holder: PersonMention = prop("kg:holder")
    role: Concept = prop("kg:role")
    role_text: str = prop("kg:roleText")
    organization: OrganizationMention | None = prop("kg:organization", default=None)
    as_of: date | None = prop("kg:asOf", default=None)
    start: date | None = prop("kg:start", default=None)
    end: date | None = prop("kg:end", default=None)
    former: bool = prop("kg:former", default=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """How an observation stands to a plan (`attainment`) or to an earlier period (`change`; a fall is negative)."""

    kind: Literal["attainment", "change"] = prop("kg:comparisonKind")
    value: Decimal = prop("kg:value")
    unit: str = prop("kg:unit")
    bound: Bound = prop("kg:bound", default="exact")
    baseline: str = prop("kg:baseline", default="")


@dataclass(frozen=True, slots=True)
class Observation(Fact):
    """A body or a place had, did or reached so much of an indicator in a period (SOSA: an observation)."""

    subject: OrganizationMention | PlaceMention = prop("kg:subject")
    indicator: Concept = prop("kg:indicator")
    indicator_text: str = prop("kg:indicatorText")
    value: Decimal = prop("kg:value")
    unit: str = prop("kg:unit")
    bound: Bound = prop("kg:bound", default="exact")
    period: Period | None = prop("kg:period", default=None)
    target: Decimal | None = prop("kg:target", default=None)
    planned: bool = prop("kg:planned", default=False)
    comparisons: tuple[Comparison, ...] = prop("kg:comparison", default=())


@dataclass(frozen=True, slots=True)
class Attendance(Fact):
    """A person or a body was at a meeting, in some capacity (`chủ trì`, `tham dự`, `phát biểu`)."""

    meeting: MeetingMention = prop("kg:meeting")
    attendee: PersonMention | OrganizationMention = prop("kg:attendee")
    capacity: str = prop("kg:capacity", default="")


@dataclass(frozen=True, slots=True)
class Rejected:
    """A candidate that was not taken: what it might have been, why not, and its words."""

    kind: str
    reason: str
    evidence: Evidence


# ---------------------------------------------------------------- what an article gives


@dataclass(frozen=True, slots=True)
class Context:
    """What an article is about, by which its relative words (`thị xã`, `Trung tâm`, `9 tháng qua`) are understood.

    `province`, `district` and `commune` are units as the article names them, the level word included in `level`;
    `body` is the body whose report it is; `event_day` the day of the main event, `event` all its days where it has several;
    `issued` the day of publication; `near` a
    day close to the article's, by which a missing year is filled; `review` the period that the article looks back on."""

    province: PlaceMention | None = None
    district: PlaceMention | None = None
    commune: PlaceMention | None = None
    body: OrganizationMention | None = None
    event_day: date | None = None
    event: Period | None = None
    issued: date | None = None
    near: date | None = None
    review: Period | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A document read as far as its mentions. `mentions[i]` are those of `sentences[i]`, sorted by place, and
    `items[i]` all of its tokens, read as persons, posts, bodies, places, marks and words; `figures[i]` its times and
    numbers (`kg.extract.quantities.Figures`)."""

    document: Document
    layout: Layout
    sentences: tuple[Sentence, ...]
    items: tuple[tuple[Item, ...], ...]
    mentions: tuple[tuple[Mention, ...], ...]
    context: Context
    figures: tuple[Any, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one document gives: its article, its meetings, its facts, and the candidates that were not taken."""

    article: Article
    meetings: tuple[MeetingMention, ...]
    facts: tuple[Fact, ...]
    rejected: tuple[Rejected, ...]


# ---------------------------------------------------------------- entities: what the graph names


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing with an IRI of its own. `path` is the IRI's part after the base (`person/vo-minh-thang-soc-trang`),
    made from what it names and what keeps it apart from its namesakes."""

    path: str
    label: str
    alt_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place(Entity):
    """An administrative unit. `level` is province, district, commune or hamlet; `code` the statistics office's."""

    level: str = prop("kg:level", default="")
    code: str = prop("kg:code", default="")
    part_of: Place | None = prop("kg:partOf", default=None)
    replaced_by: tuple[Place, ...] = prop("kg:replacedBy", default=())


@dataclass(frozen=True, slots=True)
class Person(Entity):
    """A person; `titles` are degrees and honours."""

    titles: tuple[str, ...] = prop("kg:title", default=())


@dataclass(frozen=True, slots=True)
class Organization(Entity):
    """A body; `kind` is its class (`kg:HealthFacility`)."""

    kind: str = "kg:Organization"
    part_of: Organization | None = prop("kg:partOf", default=None)
    located_in: Place | None = prop("kg:locatedIn", default=None)


@dataclass(frozen=True, slots=True)
class Meeting(Entity):
    """An event that was reported, with the words that prove it."""

    event: str = prop("kg:meetingKind", default="")
    day: date | None = prop("kg:date", default=None)
    host: Organization | None = prop("kg:host", default=None)
    place: Place | None = prop("kg:place", default=None)
    period: Period | None = prop("kg:period", default=None)
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """An extraction whose mentions are known: `entities` gives the entity of every mention that a fact refers to or
    that the document names; a mention that is not in it names nothing. `mentioned` are the entities in the order of
    their paths."""

    extraction: Extraction
    entities: dict[Mention, Entity]
    mentioned: tuple[Entity, ...]
