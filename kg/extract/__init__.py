"""Everything that knows Vietnamese administrative prose: a document in, its mentions and facts out.

`FACTS` is the only registration: a new kind of fact is a function in this tuple.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.extract import context, events, holdings, items, meetings, names, observations, paragraphs, periods, quantities, scenes, structure
from kg.extract.kinds import concept_of
from kg.model import (
    Article,
    Document,
    Extraction,
    Fact,
    Item,
    Layout,
    MeetingMention,
    Mention,
    OrganizationMention,
    Rejected,
    Sentence,
)
from kg.text.casing import truecased
from kg.text.sentences import sentences
from kg.text.tokens import tokens
from kg.values import replace

# An article → its facts, its meetings, and the candidates that are none.
FACTS: tuple[Callable[[Article], Iterable[Fact | MeetingMention | Rejected]], ...] = (holdings.find, meetings.find, observations.find)

_READ = ("title", "heading", "body", "item", "cell", "caption")


def extract(document: Document) -> Extraction:
    """Read one document: its parts, its mentions, its facts.

    Pure: the same document gives the same result, whatever was read before.

    >>> from kg.model import Document
    >>> found = extract(Document("a.txt", "Bà Lê Thị Mẫu, Giám đốc Sở Y tế tỉnh Bắc Ninh, dự hội nghị."))
    >>> [(fact.holder.name, fact.role_text, fact.organization.text) for fact in found.facts if hasattr(fact, "holder")]
    [('Lê Thị Mẫu', 'Giám đốc', 'Sở Y tế tỉnh Bắc Ninh')]
    """
    article = read(document)
    found = [candidate for rule in FACTS for candidate in rule(article)]
    return Extraction(
        article,
        tuple(candidate for candidate in found if isinstance(candidate, MeetingMention)),
        tuple(candidate for candidate in found if isinstance(candidate, Fact)),
        tuple(candidate for candidate in found if isinstance(candidate, Rejected)),
    )


def read(document: Document) -> Article:
    """A document read as far as its mentions, with what it is about."""
    layout = structure.analyse(document)
    parts = truecased(tuple(_sentences(document, layout)))
    found = tuple(names.settle(items.items(document.text, part) for part in parts))
    about = context.of(document, layout, parts, found)
    day, days = events.event_days(parts, found, about)
    about = replace(about, event_day=day, event=days)
    known = scenes.settle(document.text, parts, found, about)
    figures = tuple(quantities.figures(part, about) for part in parts)
    mentions = tuple(_mentions(part, read, said) for part, read, said in zip(parts, known, figures, strict=True))
    return Article(document, layout, parts, known, mentions, about, figures)


def _sentences(document: Document, layout: Layout) -> Iterable[Sentence]:
    blocks = [block for block in layout.blocks if block.kind in _READ]
    spans = [list(sentences(document.text, block.start, block.end)) for block in blocks]
    index = 0
    for block, paragraph, within in zip(blocks, paragraphs.numbers(document.text, blocks, list(map(len, spans))), spans, strict=True):
        for start, end in within:
            yield Sentence(start, end, tokens(document.text, start, end), block.kind, paragraph, index)
            index += 1


def _mentions(sentence: Sentence, read: Iterable[Item], said: quantities.Figures) -> tuple[Mention, ...]:
    found: list[Mention] = []
    for item in [item for item in read if item.value is not None]:
        if item.kind in ("PERSON", "ORG", "PLACE"):
            found.append(item.value)
        elif item.kind == "POST" and item.value.organization and concept_of(item.value.organization):
            found.append(item.value.organization)  # not a hamlet, which is a body only as somebody's post
    bodies = [mention for mention in found if isinstance(mention, OrganizationMention)]
    for body in bodies:
        parent = body.parent
        while parent is not None:
            found.append(parent)
            parent = parent.parent
    found += periods.find(sentence, said.times)
    found += (reading.quantity for reading in said.readings)
    if len(found) > 1:
        found.sort(key=lambda mention: (mention.start, -mention.end))
    return tuple(found)
