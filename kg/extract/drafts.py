"""Observations on their way: the words of a value, the value itself, and what the next sentences take over."""

from __future__ import annotations

import re
from dataclasses import field
from decimal import Decimal

from kg.extract.clauses import Slot
from kg.extract.statements import Statement
from kg.extract.subjects import Subject
from kg.extract.times import Time
from kg.extract.timing import Timing
from kg.model import Comparison, Evidence
from kg.values import dataclass

LOOK_BACK = 8  # values among which a comparison finds the one that it is of
_OF = re.compile(r"\s(?:tới|cho|của|về|tại)\s")  # what follows says for whom


@dataclass(frozen=True, slots=True)
class Words:
    """An indicator's words, further wordings that may name its concept, the rule that found them, the verb before the
    number, and the quote of the words where they stand in another sentence."""

    text: str
    others: tuple[str, ...]
    rule: str
    verb: str = ""
    quote: Evidence | None = None

    @property
    def noun(self) -> str:
        """What is counted, without the verb and without for whom: for a sum that is said to be its price."""
        noun = self.others[0] if self.rule == "observation.both" and self.others else self.text
        return _OF.split(noun)[0]


@dataclass(slots=True)
class Draft:
    """A value on its way to an observation; the comparisons that follow it are added."""

    statement: Statement
    slot: Slot
    words: Words
    unit: str
    subject: Subject
    timing: Timing
    planned: bool
    quotes: tuple[Evidence, ...]
    target: Decimal | None
    comparisons: dict[str, Comparison] = field(default_factory=dict)


@dataclass
class Carried:
    """What the later sentences of a paragraph, and the lists below it, take over.

    `heading` is what the heading above counts, with the sort of its unit. `disease` is what the
    article counted the cases of before this paragraph. `place` and `then` are what the words right before
    the number at hand say, where they say no more than where or when it was; `level` is the level word of the place named last;
    `listed` is the unit of the items of the list so far; `citizen` tells that the paragraph lets a citizen speak, `listing`
    that the sentence begins with a place of a list. `fuller` is what the article said a unit more fully (`suất` → `suất quà`).
    `spoken` is whose figures the sentence before quoted; `gifts` tells that the paragraph is on what was given at the event.
    `whole` is when that was so of which a list gives the parts.
    """

    time: Time | None = None
    stretch: Time | None = None
    yearly: bool = False
    subject: Subject | None = None
    topic: str = ""
    quote: Evidence | None = None
    aims: bool = False
    drafts: list[Draft] = field(default_factory=list)
    compared: tuple[Draft, int] | None = None
    heading: tuple[str, str, Evidence] | None = None
    disease: tuple[str, Evidence] | None = None
    place: Subject | None = None
    then: Timing | None = None
    level: str = ""
    spoken: Subject | None = None
    gifts: bool = False
    listed: str = ""
    citizen: bool = False
    listing: bool = False
    whole: Timing | None = None
    fuller: dict[str, str] = field(default_factory=dict)

    def last(self, statement: Statement) -> Draft | None:
        """The last value of a sentence so far."""
        return self.drafts[-1] if self.drafts and self.drafts[-1].statement is statement else None
