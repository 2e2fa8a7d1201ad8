"""What was not understood: the numbers, names and posts of a document that no fact took up.

The weak side of rules is what they pass over in silence. These lists show it without any annotation.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Literal, NamedTuple

from kg.model import Extraction, Quantity

Cue = Literal["number", "name", "post"]
CUES: tuple[Cue, ...] = ("number", "name", "post")


class Gap(NamedTuple):
    """Words that look like part of a fact and are part of none: the cue, the words, and the sentence they stand in.

    `start` and `end` are the words' place in the document's text; `text[start:end] == words`.
    """

    cue: Cue
    start: int
    end: int
    words: str
    sentence: str


def coverage(extraction: Extraction) -> Iterator[Gap]:
    """The gaps of one document in text order.

    A number or a post is covered by a fact whose evidence holds it; a name by any fact of that person, as an article
    names people again and again.

    >>> from kg.extract import extract
    >>> from kg.model import Document
    >>> text = "Bà Lê Thị Mẫu dự lễ. Ông Trần Văn Thử, Giám đốc Sở Y tế, phát biểu."
    >>> [(gap.cue, gap.words) for gap in coverage(extract(Document("a.txt", text)))]
    [('name', 'Lê Thị Mẫu')]
    """
    article, text = extraction.article, extraction.article.document.text
    spans = sorted((evidence.start, evidence.end) for fact in extraction.facts for evidence in fact.evidence)
    known = {getattr(fact, field).name for fact in extraction.facts for field in ("holder", "attendee") if hasattr(fact, field)}
    for sentence, items, mentions in zip(article.sentences, article.items, article.mentions, strict=True):
        found: list[tuple[int, int, Cue]] = [(m.start, m.end, "number") for m in mentions if isinstance(m, Quantity)]
        for item in items:
            start, end = sentence.tokens[item.start].start, sentence.tokens[item.end - 1].end
            if item.kind == "PERSON" and item.value.name not in known:
                found.append((start, end, "name"))
            elif item.kind == "POST":
                found.append((start, end, "post"))
        for start, end, cue in sorted(found):
            if cue == "name" or not _covered(spans, start, end):
                yield Gap(cue, start, end, text[start:end], text[sentence.start : sentence.end])


def _covered(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of the sorted spans holds [start, end): evidence never reaches over its sentence, so the look back is short."""
    index = bisect_left(spans, (start + 1, 0))
    return any(a <= start and end <= b for a, b in spans[max(0, index - _LOOK_BACK) : index])


_LOOK_BACK = 200  # facts of one sentence
