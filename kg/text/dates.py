"""Full dates as this genre writes them: the day before the month, except in ISO 8601."""

from __future__ import annotations

import re
from datetime import date

FULL_DATE = re.compile(
    r"(?<![\d/.-])(?:"
    r"(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})"
    r"|(?P<iso_year>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})"
    r"|(?P<said_day>\d{1,2})\s+tháng\s+(?P<said_month>\d{1,2})(?:\s+năm|,)?\s+(?P<said_year>\d{4})"
    r")(?![\d/-]|\.\d)",
    re.IGNORECASE,
)


def full_date(text: str) -> date | None:
    """The first date in `text` that gives day, month and year, or None.

    Some site software writes the month first (`10/26/2023`); it is read so only where the day could not be a month.

    >>> full_date("Thứ tư - 03/07/2024 00:39"), full_date("ngày 5 tháng 1 năm 2022"), full_date("2023-10-28T07:00:00+07:00")
    (datetime.date(2024, 7, 3), datetime.date(2022, 1, 5), datetime.date(2023, 10, 28))
    >>> full_date("Sáng 3/7"), full_date("31/02/2024")
    (None, None)
    """
    for m in FULL_DATE.finditer(text):
        kind = "iso_" if m["iso_year"] else "said_" if m["said_year"] else ""
        year, month, day = int(m[kind + "year"]), int(m[kind + "month"]), int(m[kind + "day"])
        if not kind and month > 12:
            day, month = month, day
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None
