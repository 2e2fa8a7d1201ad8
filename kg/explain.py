"""An article sentence by sentence: mentions drawn beneath the words, facts with the rule that made them, and what was refused."""

from __future__ import annotations

import dataclasses
import re
import textwrap
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.cells import cell_len

from kg.extract import extract
from kg.model import Concept, Document, Entity, Evidence, Extraction, Fact, MeetingMention, Mention, Period
from kg.resolve import resolve

_INDENT = "  "


def explain(document: Document, width: int = 100) -> str:
    """What was understood of a document, as text for a screen of `width` columns.

    Each sentence is followed by its mentions, drawn beneath the words with their kinds, by the meetings and facts whose first
    evidence it holds (`=`, with rule and confidence) and by the candidates that were not taken (`x`, with the reason).
    A mention that was resolved to an entity shows it after `⇒`.

    >>> print(explain(kg.read("seeds/001_3c259da17feec9a5.txt")))  # doctest: +SKIP
    """
    extraction = extract(document)
    entities = resolve(extraction).entities
    article = extraction.article
    starts = [sentence.start for sentence in article.sentences]
    results: dict[int, list[str]] = defaultdict(list)
    for place, line in _results(extraction, entities):
        results[bisect_right(starts, place) - 1] += textwrap.wrap(line, width, subsequent_indent=_INDENT * 3, break_on_hyphens=False)

    out = [_head(extraction), *results[-1]]
    for index, (sentence, mentions) in enumerate(zip(article.sentences, article.mentions, strict=True)):
        out += ["", f"[{sentence.number}] {sentence.block}"]
        out += _drawn(document.text, sentence.start, sentence.end, mentions, max(width - len(_INDENT), 20))
        out += results[index]
    return "\n".join(out)


# ---------------------------------------------------------------- words and mentions


def _kind(mention: Mention) -> str:
    """`OrganizationMention` is shown as `organization`."""
    return type(mention).__name__.removesuffix("Mention").lower()


def _drawn(text: str, start: int, end: int, mentions: Sequence[Mention], width: int) -> Iterator[str]:
    """The sentence in lines, each followed by the underlines of the mentions in it."""
    room = width - 1 - max((len(_kind(mention)) for mention in mentions), default=0)  # a label stands after its underline
    mentions = sorted(mentions, key=lambda mention: (mention.start, -mention.end))
    for first, last in _lines(text, start, end, max(room, width // 2)):
        columns = [0]  # columns[i] is the screen column of text[first + i]
        for character in text[first:last]:
            columns.append(columns[-1] + cell_len(character))
        yield _INDENT + re.sub(r"\s", " ", text[first:last])
        rows: list[str] = []
        for mention in mentions:
            if mention.start < last and mention.end > first:
                a, b = columns[max(mention.start, first) - first], columns[min(mention.end, last) - first]
                begin, finish = "╰" if mention.start >= first else "─", "╯" if mention.end <= last else "─"
                line = begin + "─" * (b - a - 2) + finish
                if b - a == 1:  # one letter, or one letter of a mention that goes on in another line
                    line = "╵" if line == "╰╯" else line.strip("─") or "─"
                label = f" {_kind(mention)}" if mention.end <= last else ""
                row = next((i for i, drawn in enumerate(rows) if cell_len(drawn) < a or not a), len(rows))
                if row == len(rows):
                    rows.append("")
                rows[row] = rows[row].ljust(a) + line + label
        yield from (_INDENT + row for row in rows)


def _lines(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Spans of `text[start:end]` that fit in `width` columns, cut at white space where there is any."""
    first, column, space = start, 0, -1
    for i in range(start, end):
        if text[i].isspace():
            space = i
        column += cell_len(text[i])
        if column > width:
            cut = space if space > first else i
            yield first, cut
            first = cut + 1 if cut == space else cut
            column = sum(cell_len(c) for c in text[first : i + 1])
    if first < end:
        yield first, end


# ---------------------------------------------------------------- facts


def _results(extraction: Extraction, entities: Mapping[Mention, Entity]) -> Iterator[tuple[int, str]]:
    """Where each meeting, fact and refused candidate has its first words, and the line that tells it: meetings, facts, then the refused."""
    for meeting in extraction.meetings:
        yield meeting.start, f"{_INDENT}= Meeting: {_fields(meeting, entities)}"
    for fact in sorted(extraction.facts, key=lambda fact: fact.evidence[0].start):
        quotes = "; ".join(f"“{evidence.quote}” {evidence.start}–{evidence.end}" for evidence in fact.evidence[1:])
        more = f"; {quotes}" if quotes else ""
        yield fact.evidence[0].start, f"{_INDENT}= {type(fact).__name__} [{fact.rule} {fact.confidence}]: {_fields(fact, entities)}{more}"
    for rejected in sorted(extraction.rejected, key=lambda rejected: rejected.evidence.start):
        yield rejected.evidence.start, f"{_INDENT}x {rejected.kind}: {rejected.reason}: “{_short(rejected.evidence)}”"


def _short(evidence: Evidence, limit: int = 80) -> str:
    return evidence.quote if len(evidence.quote) <= limit else evidence.quote[: limit - 1] + "…"


_SHOWN_APART = {field.name for field in dataclasses.fields(Fact)} | {field.name for field in dataclasses.fields(Mention)}


def _fields(value: Any, entities: Mapping[Mention, Entity]) -> str:
    """`holder = …, role = …`: the fields that say something."""
    parts = []
    for field in dataclasses.fields(value):
        content = getattr(value, field.name)
        if field.name not in _SHOWN_APART and content not in (None, "", (), False):
            parts.append(f"{field.name} = {_value(content, entities)}")
    return ", ".join(parts)


def _value(value: Any, entities: Mapping[Mention, Entity]) -> str:
    if isinstance(value, MeetingMention):
        return value.label or value.text
    if isinstance(value, Mention):
        entity = entities.get(value)
        return value.text if entity is None or entity.label == value.text else f"{value.text} ⇒ {entity.label}"
    if isinstance(value, Concept):
        return f"{value.label} ({value.curie})"
    if isinstance(value, Period):
        return value.label
    if isinstance(value, tuple):
        return "; ".join(_value(item, entities) for item in value)
    if dataclasses.is_dataclass(value):
        return f"({_fields(value, entities)})"
    return str(value)


def _head(extraction: Extraction) -> str:
    layout, document = extraction.article.layout, extraction.article.document
    said = {"title": layout.title, "issued": layout.issued, "creator": layout.creator, "source": layout.source}
    return "\n".join([document.name, *(f"{_INDENT}{name}: {value}" for name, value in said.items() if value)])
