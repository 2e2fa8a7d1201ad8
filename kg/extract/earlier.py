"""Values of an earlier period told beside the ones of this: `so với tuần trước (15 ca)`, `(cùng kỳ: 512 ca)`, `cùng kỳ 93,07%`."""

from __future__ import annotations

import re
from datetime import timedelta

from kg.extract.clauses import Slot
from kg.extract.statements import Statement
from kg.extract.times import same_day
from kg.extract.timing import Timing
from kg.model import Period

_SAME_TIME = r"cùng\s+(?:kỳ|kì|thời\s+điểm|thời\s+gian)(?:\s+(?:của\s+)?(?:năm\s+)?(?P<year>(?:19|20)\d\d)|\s+năm\s+(?:trước|ngoái))?"
_EARLIER = re.compile(
    rf"(?P<lead>[(,;:–-]\s*|\bso(?:\s+với)?\s+|^\s*)(?:(?P<same>{_SAME_TIME})|(?P<last>năm\s+(?:trước|ngoái))"
    r"|(?P<week>tuần\s+(?:trước(?:\s+đó)?|liền\s+trước|(?:thứ\s+)?\d{1,2}))|(?P<month>tháng\s+trước))"
    r"\s*(?P<then>[(:]|là|có|đạt|chỉ\s+có)?\s*$",
    re.IGNORECASE,
)
_REACH = 60  # characters before the number
_WEEK = timedelta(days=7)
_MONTH = timedelta(days=31)


def timing(statement: Statement, slot: Slot, now: Period | None) -> Timing | None:
    """When a number holds that is said to be an earlier one, None for any other. `now` are the days of the value that it
    stands beside; of a week before a value of many months no days are known."""
    if slot.relation not in ("", "reach") or now is None or now.start is None:
        return None
    found = _said(statement, slot)
    if found is None:
        return None
    span = now.end - now.start
    if found["week"]:
        return Timing(Period(now.start - _WEEK, now.end - _WEEK) if span < _WEEK else None)
    if found["month"]:
        last = now.start.replace(day=1) - timedelta(days=1)
        return Timing(Period(last.replace(day=1), last) if span < _MONTH else None)
    year = int(found["year"]) if found["year"] else now.end.year - 1
    return Timing(Period(same_day(now.start, year - (now.end.year - now.start.year)), same_day(now.end, year)))


def _said(statement: Statement, slot: Slot) -> re.Match[str] | None:
    """The words of an earlier time right before the number; after `so với` only brackets hold its value (`so với tuần
    trước (90 ca)`)."""
    line, first = statement.sentence, slot.reading.first
    start = statement.tokens[first].start - line.start
    found = _EARLIER.search(line.words[max(0, start - _REACH) : start])
    if found is None or (found["lead"].lower().startswith("so") and found["then"] != "("):
        return None
    return found
