"""The words and the days of events: what is held (`hội nghị`) or visited (`thăm và làm việc`), and when a sentence says it is.

`phòng họp`, `Ủy ban Kiểm tra`: a word that is part of another noun or of a name tells of no event.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TypeVar

from kg.extract import periods
from kg.extract.organizations import in_code
from kg.extract.times import Time, times
from kg.lexicon import Hit, Lexicon, words
from kg.model import Context, DateMention, Item, Period, Sentence

T = TypeVar("T")

# Events that are held, by their kind; and visits, whose host is the body visited.
HELD = frozenset(words("events"))
VISITS = frozenset(words("visits"))
_EVENTS = Lexicon({event: event for event in (*words("visits"), *words("events"))})
_HOLDS = Lexicon(
    dict.fromkeys(
        "tổ chức, long trọng tổ chức, khai mạc, họp, triển khai, tiến hành, ra quân, phát động, chủ trì, đăng cai, diễn ra, công bố".split(
            ", "
        ),
        True,
    )
)
_TODAY = Lexicon(dict.fromkeys(("sáng nay", "trưa nay", "chiều nay", "tối nay", "hôm nay"), True))
_NEWS = timedelta(400)  # a year and some weeks
_LONGEST_EVENT = timedelta(31)
_FEW_DAYS = timedelta(5)
_LONGEST_CODE = 40  # code points
LEAD_SENTENCES = 4


def event_days(sentences: Sequence[Sentence], found: Sequence[Sequence[Item]], about: Context) -> tuple[date | None, Period | None]:
    """The day of the event that the title or the lead reports, and all its days where it has several (`trong 2 ngày 7 và
    8/3`); None where neither tells them. `found` are the items of the sentences."""
    opening = [(sentence, found[sentence.number], times(sentence, about)) for sentence in _opening_sentences(sentences)]
    dated = ((day_told(sentence, periods.find(sentence, said), about), sentence, items) for sentence, items, said in opening)
    day = next((day for day, sentence, items in dated if day and named(sentence, items)), None)
    if day is None:  # `Trong 3 ngày, từ ngày 3 đến ngày 5/8, … tổ chức …`
        told = (said for sentence, items, said in opening if named(sentence, items) or is_held(sentence, items))
        short = (span for span in _spans(told, _FEW_DAYS) if _is_news(span.end, about))
        days = next(short, None)
        return (days.start, days) if days else (None, None)
    spans = _spans((said for _, _, said in opening), _LONGEST_EVENT)
    return day, next((span for span in spans if span.start and span.start <= day <= span.end), None)


def named(sentence: Sentence, items: Sequence[Item]) -> list[Hit[str]]:
    """The events that a sentence names, each with its kind, one of `HELD` or of `VISITS`."""
    return _apart(_EVENTS.among(sentence.norms), items)


def is_held(sentence: Sentence, items: Sequence[Item]) -> bool:
    """Whether a sentence says that something is held: `tổ chức`, `diễn ra`."""
    return bool(_apart(_HOLDS.among(sentence.norms), items))


def _apart(hits: list[Hit[T]], items: Sequence[Item]) -> list[Hit[T]]:
    """Words but for those that are part of a noun or a name: `phòng họp`, `Ủy ban Kiểm tra`."""
    starts = [item.start for item in items] if hits else []
    return [hit for hit in hits if starts[bisect_right(starts, hit.start) - 1] == hit.start]


def _spans(told: Iterable[Sequence[Time]], longest: timedelta) -> Iterator[Period]:
    """The stretches of days, none longer than so many, that sentences tell."""
    for time in (time for found in told for time in found):
        if time.first and time.last and not time.base and time.first < time.last <= time.first + longest:
            yield Period(time.first, time.last)


def _opening_sentences(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The title, the headings above the lead, and the lead."""
    lead = 0
    for sentence in sentences:
        lead += sentence.block == "body"
        if lead > LEAD_SENTENCES:
            return
        if sentence.block in ("title", "heading", "body"):
            yield sentence


def day_told(sentence: Sentence, mentions: Sequence[object], about: Context) -> date | None:
    """The first day that a sentence names, or the day of publication where it opens with `sáng nay`."""
    days = [m.day for m in mentions if isinstance(m, DateMention) and m.day and _is_news(m.day, about) and not _of_document(sentence, m)]
    if days or _TODAY.first_words.isdisjoint(sentence.norms[:4]):
        return days[0] if days else None
    return about.issued if any(hit.start < 4 for hit in _TODAY.among(sentence.norms)) else None


def _is_news(day: date, about: Context) -> bool:
    """Whether an article reports of this day: one not after it was published, nor so long before that it is history."""
    return about.issued is None or timedelta(0) <= about.issued - day <= _NEWS


def _of_document(sentence: Sentence, day: DateMention) -> bool:
    """Whether a day is that of a document, said after its number: `Kế hoạch số 31/KH-UBND ngày 4/7/2022`."""
    at = bisect_left(sentence.tokens, day.start, key=lambda token: token.start)
    near = sentence.tokens[max(0, at - _LONGEST_CODE) : at]  # no token is shorter than a character
    before = [token for token in near if day.start - _LONGEST_CODE <= token.start and token.norm != "ngày"]
    return len(before) > 1 and in_code(before, len(before) - 1)
