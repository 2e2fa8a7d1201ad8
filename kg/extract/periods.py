"""The days and periods that a sentence names, and what an article says of its own time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import islice

from kg.extract.times import Time, times, times_of
from kg.model import Context, DateMention, Layout, Period, PeriodMention, Sentence
from kg.values import replace

_NTH_WEEK = re.compile(r"\btuần\s+(?:thứ\s+)?\d", re.IGNORECASE)
_WEEK = timedelta(days=7)
_CAMPAIGN = re.compile(
    r"\b(?:chiến\s+dịch|(?:tháng|tuần|đợt)\s+(?:hành\s+động|cao\s+điểm)|tuần\s+lễ|ngày\s+vi\s+chất|đợt\s+\d)", re.IGNORECASE
)
_NTH = re.compile(r"\bđợt\s+(?:\d+|[IVX]+),?\s+$", re.IGNORECASE)  # `Ngày hội hiến máu đợt 2 năm 2031` is on one day of it
# `phiên họp thường kỳ tháng 9`: when it met is not what it reviews, where that is said too.
_SESSION = re.compile(r"\b(?:phiên\s+họp|thường\s+kỳ|giao\s+ban)\b[^,.;:]{0,60}$", re.IGNORECASE)
_ROUND = re.compile(r"\bđợt\s+(\d+)", re.IGNORECASE)
_LATER = timedelta(days=200)
_REPORTS = re.compile(r"\b(?:báo\s+cáo|đánh\s+giá|sơ\s+kết|tổng\s+kết)\s+(?:tình\s+hình|kết\s+quả|công\s+tác|hoạt\s+động)\b", re.IGNORECASE)
# `Báo cáo …, Trung tâm trình bày kết quả từ ngày 1/3 …`
_RESULTS = re.compile(r"^(?:theo\s+)?báo\s+cáo\b.{0,140}\bkết\s+quả(?:\s+\w+){0,3}(?=\s+từ\s+ngày\b)", re.IGNORECASE)
_BY = frozenset({"đến", "tới", "hết", "cuối"})  # a word of each expression that says by when
_REPORTING = frozenset({"báo", "đánh", "sơ", "tổng"})  # the words with which these begin
_REACH = 120  # characters from there to the period
_NEAR_LEAD = 8  # sentences
_SHORTEST_CAMPAIGN = timedelta(days=3)
_LONGEST_CAMPAIGN = timedelta(days=100)
RUNNING = timedelta(days=60)  # a period that ends so much later than the report is no review


def find(sentence: Sentence, said: Iterable[Time]) -> list[PeriodMention | DateMention]:
    """The days and periods among a sentence's expressions of time, from left to right.

    >>> from kg.text.tokens import tokens
    >>> text = "Trong 9 tháng đầu năm 2024, xã đón 3 đoàn; ngày 5/10 có đoàn nữa."
    >>> sentence = Sentence(0, len(text), tokens(text), "body", 0, 0)
    >>> found = find(sentence, times(sentence, Context(issued=date(2024, 10, 7))))
    >>> [found[0].start_date, found[0].end_date, found[1].day]
    [datetime.date(2024, 1, 1), datetime.date(2024, 9, 30), datetime.date(2024, 10, 5)]
    """
    found: list[PeriodMention | DateMention] = []
    for time in said:
        words = sentence.words[time.start - sentence.start : time.end - sentence.start]
        if time.kind == "day":
            found.append(DateMention(time.start, time.end, words, time.first))
        elif time.kind != "term" and (time.first or time.last):
            found.append(PeriodMention(time.start, time.end, words, time.first, time.last))
    return found


def near(issued: date | None, openings: Iterable[str]) -> date | None:
    """A day close to the article's own: that of publication, else the first full date of its opening lines, else the
    end of the first period with a year in them. `openings` are the title, the dateline and the lead, in that order."""
    if issued:
        return issued
    fallback = None
    for opening in openings:
        for time in times_of(opening, Context()):
            if time.kind == "day" and time.first:
                return time.first
            if time.kind == "term" and time.last:
                return time.last  # the anniversary that the event honours
            if time.year_said and time.last and not time.base and not time.planned and fallback is None:
                fallback = time.last
    return fallback


def reviewed(openings: Iterable[str], about: date | None) -> Period | None:
    """The period that an article reviews: the first one of its title or lead that is not a plan's.

    Its year is its own, else the next one said after it, else that of `about`, a day close to the article's.

    >>> reviewed(["Sơ kết 6 tháng đầu năm, phương hướng 6 tháng cuối năm 2024"], None).label
    '2024-01-01..2024-06-30'
    >>> reviewed(["họp phiên thường kỳ tháng 9, đánh giá kết quả 9 tháng đầu năm 2031"], None).label  # not the month it met in
    '2031-01-01..2031-09-30'
    """
    campaign = None  # days from … to …, or a year that still runs: the second choice
    openings = tuple(openings)
    weekly = any(_NTH_WEEK.search(opening) for opening in openings)
    for opening in openings:  # `tuần 31 (từ 29/7 đến 4/8/2024)`, whatever year the lines above it name
        for time in times_of(opening, Context(near=about)) if weekly else ():
            if time.kind == "stretch" and time.first and time.last and time.last - time.first <= _WEEK:
                return Period(time.first, time.last)
    for opening in openings:
        found = tuple(times_of(opening, Context(near=about)))
        for position, time in enumerate(found):
            if time.kind != "stretch" or time.planned or time.base or _NTH.search(opening[: time.start]):
                continue
            at, said = time.start, [t.last.year for t in found[position:] if t.year_said and t.last and t.kind != "day"]
            if not time.year_said and said:
                time = next(times_of(opening[time.start : time.end], Context(near=date(said[0], 12, 31))))
            if time.first and time.last:
                period = Period(time.first, time.last)
                running = (about is not None and period.end - about > RUNNING) or _SESSION.search(opening[:at])
                if not running and not opening[at:].lower().startswith("từ "):
                    return period
                campaign = campaign or period
    return campaign


def _campaign(title: str, body: Iterable[Sentence], about: date | None) -> Period | None:
    """The days of the campaign that the title speaks of, where a sentence says from when to when it went."""
    if about is None or not _CAMPAIGN.search(title):
        return None
    numbered = _ROUND.search(title) is not None  # one of several: other days may be told too
    for sentence in body:
        opens = sentence.words[:3].lower() == "từ " and not numbered
        for time in times(sentence, Context(near=about)) if opens or _CAMPAIGN.search(sentence.words) else ():
            if time.kind != "stretch" or time.planned or time.base or not (time.first and time.last):
                continue
            if _of_another_round(title, sentence.words[: time.start - sentence.start]):
                continue
            if time.last <= about and _SHORTEST_CAMPAIGN <= time.last - time.first <= _LONGEST_CAMPAIGN and _from_to(sentence, time):
                return Period(time.first, time.last)
    return None


def _of_another_round(title: str, before: str) -> bool:
    """`Ở đợt 1 (từ ngày …)` where the title tells of `đợt 2`."""
    rounds, said = _ROUND.findall(title), _ROUND.findall(before)
    return bool(rounds and said) and said[-1] not in rounds


def _report(body: Iterable[Sentence], about: date | None) -> Period | None:
    """The period of the report that a sentence near the lead says is given: `trình bày báo cáo tình hình … năm 2031`."""
    for sentence in islice(body, _NEAR_LEAD) if about else ():
        hit = None if _REPORTING.isdisjoint(sentence.norms) else _REPORTS.search(sentence.words) or _RESULTS.search(sentence.words)
        for time in times(sentence, Context(near=about)) if hit else ():
            within = time.start - sentence.start - hit.end() if hit else -1
            if time.kind == "stretch" and time.first and time.last and not (time.planned or time.base) and 0 <= within < _REACH:
                return Period(time.first, time.last) if about and time.last - about <= RUNNING else None
    return None


def _from_to(sentence: Sentence, time: Time) -> bool:
    """`từ ngày 5/3 đến 20/4`, and no count of months."""
    return sentence.words[time.start - sentence.start :].lower().startswith("từ ")


def dated(context: Context, text: str, layout: Layout, sentences: Sequence[Sentence]) -> Context:
    """The context with `near` and `review`, from the title and the lead of the article."""
    body = [s for s in sentences if s.block in ("body", "item")]
    above = [text[s.start : s.end] for s in sentences if s.block == "heading" and body and s.start < body[0].start]
    lead = [text[s.start : s.end] for s in body if s.paragraph == body[0].paragraph] if body else []
    if _NTH_WEEK.search(layout.title):  # the days of the week may be told only where the report begins
        lead += [text[s.start : s.end] for s in body[len(lead) : _NEAR_LEAD] if _NTH_WEEK.search(text, s.start, s.end)]
    openings = [layout.title, *above, *lead]
    about = context.event_day or near(context.issued, openings)
    if about and not context.issued:  # the latest day by which something is said to have been done
        told = (s for s in body if not _BY.isdisjoint(s.norms))
        said = [t for s in told for t in times(s, Context(near=about)) if t.kind == "as_of" and t.year_said and not t.planned]
        about = max((t.last for t in said if t.last and about < t.last < about + _LATER), default=about)
    review = reviewed(openings, about)
    campaign = _campaign(layout.title, body, about)
    if review is None or (about and review.end - about > RUNNING):
        review = _report(body, about) or review
    if campaign and (review is None or (review.start and campaign.start and review.start <= campaign.start and campaign.end <= review.end)):
        review = campaign
    if about is None:
        said = [t for s in body for t in times(s, Context()) if t.year_said and t.last and not t.planned]
        days = [t.last for t in said if t.kind in ("day", "since") and t.last]
        about = max(days or [t.last for t in said if t.last and t.first and t.kind == "stretch"], default=None)
    return replace(context, near=about, review=review)
