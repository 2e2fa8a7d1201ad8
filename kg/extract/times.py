"""Expressions of time in text: days, periods, states on a day; the missing year of each filled from the article.

A day without a year lies close to the article's own: the event's, that of publication, or one that the title and the lead
allow to infer. `9 tháng qua` and `quý I` belong to the year that the article reviews.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from kg.extract.expressions import expressions
from kg.model import Context, Sentence
from kg.values import dataclass, replace

TimeKind = Literal["day", "stretch", "as_of", "now", "since", "term"]


@dataclass(frozen=True, slots=True)
class Time:
    """An expression of time, text[start:end]: `first` to `last`, both included, None where not known.

    `as_of` is a state on its last day (`tính đến ngày 31/12`), `now` one on the day of the report (`hiện nay`),
    `since` has no end (`từ ngày 15/9`), `term` no days (`năm học 2023-2024`); the `last` one of an anniversary tells its
    year. `base` is only compared with (`so với năm 2021`). `planned` comes after the words of a plan (`nhiệm vụ năm 2024`).
    """

    start: int
    end: int
    kind: TimeKind
    first: date | None = None
    last: date | None = None
    year_said: bool = False
    base: bool = False
    planned: bool = False


_WORDS = {w: n for n, w in enumerate(["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"], 1)} | {
    "mười một": 11,
    "mười hai": 12,
    "tư": 4,
}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "một": 1, "hai": 2, "ba": 3, "tư": 4}
_LEADS = frozenset(
    "trong vào qua của tính riêng và theo cũng đó chỉ tại thì kết quả chung số liệu báo cáo cho biết rằng là còn đấu "
    "tiêu kiến sẽ nghị cầu lũy kế tích cộng dồn cao điểm đợt hay".split()
)
_SAID = frozenset({"biết", "hay", "rằng"})  # `ông … cho biết đến hết tháng 6, …`
_CLAUSE_MARKS = frozenset({",", ";", ":", "(", ".", "-", "–", "—", "•", "*", "“", '"'})
_CUMULATIVE = re.compile(r"(?:trong|cộng\s+dồn|lũy\s+kế|kết\s+quả|ước)\s*$")
_BULLETIN = 40  # days
_JUBILEE = 5  # years: the same day so much later is an anniversary
# `thu 9 tháng ước đạt 21 tỷ`
_REACHED = re.compile(
    r"\s+(?:mới\s+|chỉ\s+)*(?:(?:ước|ước đạt|đạt)\s+(?:khoảng\s+|trên\s+|hơn\s+|gần\s+)?\d"
    r"|còn\s+\d[\d.]*\s+(?:ca|vụ|lượt|người|trường|hộ)\b)"
)
_LATER = re.compile(r"\s*(?:sau|trước|nay|liền|liên\s+tục|kể|rồi|nữa|một\s+lần|tuổi|đầu)")
_WHO = re.compile(r"\s+(?:bệnh\s+viện|trung\s+tâm|trạm|đơn\s+vị|toàn|ngành|huyện|tỉnh|xã)(?!\w)")
_NEW_YEAR = 3  # months in which `năm qua` is the year before
_AIMS = re.compile(r"\b(?:sẽ|phấn đấu|dự kiến|tập trung|tiếp tục|cần|phải|kế hoạch|mục tiêu|chỉ tiêu)\b", re.IGNORECASE)
_AHEAD = 60  # characters


def times(sentence: Sentence, context: Context) -> tuple[Time, ...]:
    """Every expression of time in a sentence from left to right, none overlapping; offsets are the document's.

    A missing year is the one that brings a day close to `context.event_day`, `issued` or `near`; a period without one
    belongs to the year that the article reviews.
    """
    begun = sentence.start
    return tuple([replace(time, start=time.start + begun, end=time.end + begun) for time in times_of(sentence.words, context)])


def times_of(words: str, context: Context) -> Iterator[Time]:
    """Every expression of time in a string, with offsets in it."""
    if "  " in words:
        kept = [index for index, char in enumerate(words) if char != " " or words[index - 1 : index] != " "]
        for said in times_of("".join(words[index] for index in kept), context):
            yield replace(said, start=kept[said.start], end=kept[said.end - 1] + 1)
        return
    for m, recurring, base, planned in expressions(words):
        time = _time(m, context)
        if time is None:
            continue
        if recurring:
            time = Time(m.start(), m.end(), "term")
        yield replace(time, base=base, planned=planned) if base or planned else time


def opens(sentence: Sentence, time: Time) -> bool:
    """True where an expression of time begins a clause, and so holds for what follows it."""
    position = bisect_left(sentence.tokens, time.start, key=lambda token: token.start)
    if position and sentence.tokens[position - 1].kind == "number":
        position -= 1  # `Trong 3 năm 2021 - 2023`
    while position and sentence.tokens[position - 1].norm in _LEADS:
        position -= 1
        if sentence.tokens[position].norm in _SAID:
            return True
    return position == 0 or sentence.tokens[position - 1].text in _CLAUSE_MARKS


# ---------------------------------------------------------------- one expression


def _time(m: re.Match[str], context: Context) -> Time | None:
    return _MAKERS[m.lastgroup or ""](m, context)  # the group that closed last is the whole expression's


def _near(context: Context) -> date | None:
    return context.event_day or context.issued or context.near


def today(context: Context) -> date | None:
    """The day of the report: of the event, else of publication, else the last one of the few weeks that a bulletin reviews."""
    return context.event_day or context.issued or _review_end(context) or (None if context.review else context.near)


def _review_end(context: Context) -> date | None:
    """The last day of the few weeks that a bulletin reviews, None for any other article."""
    review = context.review
    return review.end if review and review.start and review.end - review.start < timedelta(days=_BULLETIN) else None


def _year(context: Context) -> int | None:
    """The year that a period without one belongs to."""
    day = context.review.end if context.review else _near(context)
    return day.year if day else None


def _said(m: re.Match[str], *names: str) -> int | None:
    return next((int(m[name]) for name in names if m[name]), None)


@lru_cache(maxsize=4096)
def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def same_day(day: date, year: int) -> date:
    """The same day of another year; the last of February stays the last."""
    return _last_of(year, 2) if day.month == 2 and day.day >= 28 else day.replace(year=year)


def _last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _a_day(m: re.Match[str], n: str, context: Context, year: int | None = None) -> tuple[date | None, bool]:
    """The day of the groups ending in `n`, and whether its year was said."""
    day, month = int(m["d" + n]), int(m["m" + n] or m["mw" + n])
    said = _said(m, "y" + n, "yw" + n)
    if said or year:
        return _date(said or year or 0, month, day), said is not None
    about = _near(context)
    if about is None:
        return None, False
    # the latest such day that is not long after the article
    limit = about + timedelta(days=65)
    found = [d for y in (limit.year, limit.year - 1) if (d := _date(y, month, day)) and d <= limit]
    return (max(found) if found else None), False


def _possible(m: re.Match[str], n: str) -> bool:
    return 1 <= int(m["d" + n]) <= 31 and 1 <= int(m["m" + n] or m["mw" + n]) <= 12


def _days(m: re.Match[str], context: Context) -> Time | None:
    if not (_possible(m, "1") and _possible(m, "2")):
        return None
    if not m["days"].startswith("từ") and not (_said(m, "y1", "yw1") or _said(m, "y2", "yw2")):
        return None  # 3/5 - 4/7 may be anything
    last, said = _a_day(m, "2", context)
    first, _ = _a_day(m, "1", context, last.year if last else None)
    if first and last and (first.month, first.day) == (last.month, last.day) and last.year - first.year >= _JUBILEE:
        return Time(m.start(), m.end(), "term", None, last, said)  # kỷ niệm … (3/2/1950 - 3/2/2020)
    if first and last and first > last:
        first = first.replace(year=first.year - 1)
    return Time(m.start(), m.end(), "stretch", first, last, said)


def _span(m: re.Match[str], context: Context) -> Time | None:
    """Days of one month: `từ 15 đến 21/9`, `01-15/6/2023`; without `từ`, `ngày` or a year it may be anything."""
    said = m["span"].startswith(("từ", "ngày")) or _said(m, "yt", "ywt")
    last, year_said = _a_day(m, "t", context) if said and _possible(m, "t") else (None, False)
    first = _date(last.year, last.month, int(m["spanfrom"])) if last else None
    if first is None or last is None or first >= last:
        return None
    return Time(m.start(), m.end(), "stretch", first, last, year_said)


def _months(m: re.Match[str], context: Context) -> Time | None:
    said = _said(m, "ty", "fy")
    year = said or _year(context)
    first, last = int(m["fm"]), int(m["tm"])
    if not (1 <= first <= 12 and 1 <= last <= 12):
        return None
    if year is None:
        return Time(m.start(), m.end(), "stretch")
    begin = _said(m, "fy") or (year if first <= last else year - 1)
    return Time(m.start(), m.end(), "stretch", date(begin, first, 1), _last_of(year, last), said is not None)


def _sofar(m: re.Match[str], context: Context) -> Time | None:
    said = _said(m, "sy", "smy", "ys", "yws") if m["ds"] else _said(m, "sy", "smy")
    last = today(context) or context.near
    if m["de"]:
        last = _a_day(m, "e", context)[0]
    elif (m["sem"] or m["seq"]) and (this := _said(m, "semy") or said or _year(context)):
        month = int(m["sem"]) if m["sem"] else 3 * (_QUARTERS.get(m["seq"].lower()) or int(m["seq"]))
        last = _last_of(this, min(max(month, 1), 12))
    first: date | None
    if m["ds"]:
        first = _a_day(m, "s", context)[0]
    else:
        year = said or (last.year if last else None)
        first = _date(year, int(m["sm"] or 1), 1) if year else None
    return Time(m.start(), m.end(), "stretch", first, last, said is not None)


def _running(m: re.Match[str], context: Context) -> Time | None:
    """`từ khi khánh thành (4/8) đến nay`."""
    first, said = _a_day(m, "r", context) if _possible(m, "r") else (None, False)
    return Time(m.start(), m.end(), "stretch", first, today(context) or context.near, said) if first else None


def _begun(m: re.Match[str], context: Context) -> Time | None:
    """`từ đầu năm`: until the day of the report."""
    last = _review_end(context) or today(context) or context.near
    year = _said(m, "by") or (last.year if last else None)
    first = date(year, 1, 1) if year else None
    return Time(m.start(), m.end(), "stretch", first, last if first and last and last >= first else None, m["by"] is not None)


def _since(m: re.Match[str], context: Context) -> Time | None:
    if not _possible(m, "f"):
        return None
    day, said = _a_day(m, "f", context)
    return Time(m.start(), m.end(), "since", day, day, said)


def _asof(m: re.Match[str], context: Context) -> Time | None:
    if not _possible(m, "a"):
        return None
    day, said = _a_day(m, "a", context)
    return Time(m.start(), m.end(), "as_of", day, day, said)


def _asofmonth(m: re.Match[str], context: Context) -> Time | None:
    said, month = _said(m, "amy", "amw"), int(m["am"])
    year = said or _year(context)
    last = _last_of(year, month) if year and 1 <= month <= 12 else None
    return Time(m.start(), m.end(), "as_of", last, last, said is not None)


def _asofyear(m: re.Match[str], context: Context) -> Time | None:
    said = _said(m, "ay") or (int(m["ayw"]) if m["ayw"] and m["ayw"].isdigit() else None)
    year = said or _year(context)
    last = date(year, 12, 31) if year else None
    return Time(m.start(), m.end(), "as_of", last, last, said is not None)


def _asofweek(m: re.Match[str], context: Context) -> Time | None:
    """`hết tuần 31`: the last day of a review that is so short."""
    last = context.review.end if context.review else None
    return Time(m.start(), m.end(), "as_of", last, last)


def _now(m: re.Match[str], context: Context) -> Time | None:
    return Time(m.start(), m.end(), "now", today(context), today(context))


def _asofhour(m: re.Match[str], context: Context) -> Time | None:
    """`Tính đến 15 giờ 45 phút`: on the day of the event."""
    return Time(m.start(), m.end(), "stretch", context.event_day, context.event_day) if context.event_day else None


def _named(m: re.Match[str], context: Context) -> Time | None:
    """`Bộ tiêu chí quốc gia giai đoạn đến năm 2030`: what a standard is called is no time."""
    return None


def _full(m: re.Match[str], context: Context) -> Time | None:
    day, said = _a_day(m, "x", context)
    return Time(m.start(), m.end(), "day", day, day, said) if said and day else None


def _one_day(m: re.Match[str], context: Context) -> Time | None:
    if not _possible(m, "o"):
        return None
    day, said = _a_day(m, "o", context)
    first = _date(day.year, day.month, int(m["opening"])) if m["opening"] and day else None
    return Time(m.start(), m.end(), "day", min(first or day, day) if day else None, day, said)  # `ngày 12-13/10` began on the 12th


def _count(m: re.Match[str], group: str) -> int:
    word = " ".join(m[group].split()).partition(" tháng")[0]
    return int(word) if word.isdigit() else _WORDS.get(word, 0)


def _n_months(m: re.Match[str], count: int, year: int | None, said: bool, tail: bool = False) -> Time | None:
    if not 1 <= count <= 12:
        return None
    if year is None:
        return Time(m.start(), m.end(), "stretch")
    first, last = (13 - count, 12) if tail else (1, count)
    return Time(m.start(), m.end(), "stretch", date(year, first, 1), _last_of(year, last), said)


def _ntail(m: re.Match[str], context: Context) -> Time | None:
    said = _said(m, "ny")
    return _n_months(m, _count(m, "ntail"), said or _year(context), said is not None, m["edge"] == "cuối")


def _nyear(m: re.Match[str], context: Context) -> Time | None:
    return _n_months(m, _count(m, "nyear"), _said(m, "nyy"), True)


def _npast(m: re.Match[str], context: Context) -> Time | None:
    """`9 tháng qua`; bare `9 tháng` only where the article reviews that many months, else it is how long something took."""
    count = _count(m, "npast")
    review = context.review
    bare = not m["npast"].endswith("qua") and _REACHED.match(m.string, m.end()) is None
    reviewed = review and review.start and (review.start.month, review.end.month) == (1, count)
    # `9 tháng Trung tâm khám …`, `Về chuyên môn, 9 tháng Bệnh viện khám …`
    begins = m.start() == 0 or (m.string[m.start() - 2 : m.start()] == ", " and _WHO.match(m.string, m.end()) is not None)
    opens = begins and count > 1 and _LATER.match(m.string, m.end()) is None
    if bare and not (reviewed or opens) and not _CUMULATIVE.search(m.string, max(0, m.start() - 12), m.start()):
        return None
    return _n_months(m, count, _year(context), False)


def _quarter(m: re.Match[str], context: Context) -> Time | None:
    said, name = _said(m, "qy", "qyw"), m["q"]
    quarter = int(name) if name.isdigit() else _QUARTERS[name]
    year = said or _year(context)
    if year is None:
        return Time(m.start(), m.end(), "stretch")
    return Time(m.start(), m.end(), "stretch", date(year, 3 * quarter - 2, 1), _last_of(year, 3 * quarter), said is not None)


def _half(m: re.Match[str], context: Context) -> Time | None:
    said = _said(m, "hy")
    return _n_months(m, 6, said or _year(context), said is not None, m["hedge"] == "cuối")


def _month(m: re.Match[str], context: Context) -> Time | None:
    said, month = _said(m, "mmy", "mmw"), int(m["mm"])
    year = said or _year(context)
    if year is None:
        return Time(m.start(), m.end(), "stretch")
    return Time(m.start(), m.end(), "stretch", date(year, month, 1), _last_of(year, month), said is not None)


def _pair(m: re.Match[str], context: Context) -> Time | None:
    """`tháng 7 và 8/2025`."""
    year = _said(m, "py", "pyw")
    first, last = int(m["pm"]), int(m["pn"])
    if year is None or first >= last:
        return None
    return Time(m.start(), m.end(), "stretch", date(year, first, 1), _last_of(year, last), True)


def _term(m: re.Match[str], context: Context) -> Time | None:
    return Time(m.start(), m.end(), "term")


def _years(m: re.Match[str], context: Context) -> Time | None:
    return Time(m.start(), m.end(), "stretch", date(int(m["fromyear"]), 1, 1), date(int(m["toyear"]), 12, 31), True)


def _one_year(m: re.Match[str], context: Context) -> Time | None:
    year = int(m["yy"])
    return Time(m.start(), m.end(), "stretch", date(year, 1, 1), date(year, 12, 31), True)


def _thisyear(m: re.Match[str], context: Context) -> Time | None:
    """`cả năm` is the year; `trong năm` is what the article reviews of it; `năm qua` in the first months is the year before, and
    so is `trong năm` where the title names the year that has only begun (`Hội nghị viên chức năm 2031` in January)."""
    year, review, near = _year(context), context.review, _near(context)
    if near and near.month <= _NEW_YEAR and (review is None or (review.end.year, review.end.month) == (near.year, 12)):
        over = m["thisyear"].endswith("qua") or (review is not None and _looks_back(m))
        year, review = near.year - 1 if over else year, None
    if review and not m["thisyear"].startswith(("cả", "suốt")) and not m["thisyear"].endswith("nay"):
        return Time(m.start(), m.end(), "stretch", review.start, review.end)
    if year is None:
        return Time(m.start(), m.end(), "stretch")
    return Time(m.start(), m.end(), "stretch", date(year, 1, 1), date(year, 12, 31))


def _looks_back(m: re.Match[str]) -> bool:
    """`Trong năm, …`, and no aim (`trong năm phấn đấu …`)."""
    return m["thisyear"].startswith("trong") and not _AIMS.search(m.string, m.end(), m.end() + _AHEAD)


def _lastyear(m: re.Match[str], context: Context) -> Time | None:
    near = _near(context)
    year = near.year - 1 if near else None
    return Time(m.start(), m.end(), "stretch", date(year, 1, 1), date(year, 12, 31)) if year else None


def _thismonth(m: re.Match[str], context: Context) -> Time | None:
    review = context.review
    if review and review.start and "tuần" in m["thismonth"] and review.end - review.start >= timedelta(days=_BULLETIN):
        review = None  # one week of the many that the article reviews
    return Time(m.start(), m.end(), "stretch", review.start if review else None, review.end if review else None)


_MAKERS = {
    "days": _days, "span": _span, "months": _months, "sofar": _sofar, "running": _running, "begun": _begun, "since": _since, "asof": _asof,
    "asofmonth": _asofmonth, "asofyear": _asofyear, "asofweek": _asofweek, "asofhour": _asofhour,
    "now": _now, "nay": _now,
    "full": _full, "day": _one_day, "ntail": _ntail, "nyear": _nyear, "npast": _npast, "quarter": _quarter, "half": _half, "month": _month,
    "pair": _pair, "lasting": _term, "term": _term, "years": _years, "year": _one_year, "thisyear": _thisyear,
    "lastyear": _lastyear, "named": _named, "thismonth": _thismonth,
}  # fmt: skip
