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
from typing import Literal, NamedTuple

from kg.model import Context, Sentence

TimeKind = Literal["day", "stretch", "as_of", "now", "since", "term"]


class Time(NamedTuple):
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
_YEAR = r"(?:19|20)\d\d(?!\d|[.,]\d)"
_S = r"\s*[/.-]\s*"


def _day(n: str) -> str:
    """A day and a month, with or without the year, as named groups that end in `n`."""
    marked = rf"{_S}(?P<m{n}>\d{{1,2}})(?:{_S}(?P<y{n}>{_YEAR}))?"
    said = rf"\s+tháng\s+(?P<mw{n}>\d{{1,2}})(?:\s+năm\s+(?P<yw{n}>{_YEAR}))?"
    return rf"(?P<d{n}>\d{{1,2}})(?:{marked}|{said})(?!\d|[.,]\d|\s*%)"


_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)"
_N = r"(?:\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười(?:\s+(?:một|hai))?)"
_HOUR = r"(?:(?:(?:\d{1,2}\s*(?:h|giờ)\s*(?:\d{1,2}[’']?)?|sáng|trưa|chiều|tối|hết|cuối|hôm)\s+)*(?:ngày\s+)?)"
# The kinds of expression, the more telling before the less; one pass finds them all, left to right. All words are in lower case.
_BEGINS = (  # how all of them begin: most words and numbers of a text begin none, and are passed by at once
    r"\d{1,2}\s*(?:[/.–-]|h|giờ|đến|tới|tháng|năm)|(?:19|20)\d\d"
    r"|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?:tháng|năm|một|hai)"
    r"|hiện|(?:từ|tính|tới|trưa|tối|tháng|thứ|đến|đêm|hết|hôm|cuối|chiều|ngày|năm|nửa|nhiệm|sáng|khuya|khóa|rạng|quý|giai)\s"
    r"|cho\s+đến|chủ\s+nhật|(?:cả|suốt)\s+năm|(?:trong|sau|qua)\s+(?:\d|năm|tháng|quý|tuần|một|hai|ba|bốn|sáu|bảy|tám|chín|mười)"
)
_TIME = re.compile(
    rf"(?<!\w)(?={_BEGINS})(?:"
    rf"(?P<days>(?:từ\s+)?{_HOUR}{_day('1')}\s*(?:đến|tới|-|–)\s*{_HOUR}{_day('2')})"
    rf"|(?P<span>(?:từ\s+)?(?:ngày\s+)?(?P<spanfrom>\d{{1,2}})\s*(?:đến|tới|-|–)\s*(?:hết\s+)?(?:ngày\s+)?{_day('t')})"
    rf"|(?P<months>(?:từ\s+)?tháng\s+(?P<fm>\d{{1,2}})(?:{_S}(?P<fy>{_YEAR}))?\s+(?:đến|tới)\s+(?:hết\s+)?tháng\s+(?P<tm>\d{{1,2}})(?:{_S}(?P<ty>{_YEAR}))?)"
    rf"|(?P<sofar>từ\s+(?:đầu\s+)?(?:năm(?:\s+(?P<sy>{_YEAR}))?|tháng\s+(?P<sm>\d{{1,2}})(?:{_S}(?P<smy>{_YEAR}))?|ngày\s+{_day('s')})"
    rf"\s+(?:cho\s+)?(?:đến|tới)\s+(?:nay|thời\s+điểm\s+này|{_HOUR}{_day('e')}|(?:(?:hết|cuối)\s+)?tháng\s+(?P<sem>\d{{1,2}})(?:{_S}(?P<semy>{_YEAR}))?"
    r"|hết\s+quý\s+(?P<seq>iv|i{1,3}|[1-4])(?!\w)))"
    rf"|(?P<running>từ\s+(?:khi|lúc|sau\s+khi)\s+[^,.;:()\d]{{1,40}}\((?:từ\s+)?(?:ngày\s+)?{_day('r')}\)\s*,?\s+(?:cho\s+)?đến\s+nay)"
    rf"|(?P<begun>từ\s+đầu\s+năm(?:\s+(?P<by>{_YEAR}))?)"
    rf"|(?P<since>từ\s+{_HOUR}{_day('f')})"
    rf"|(?P<asof>(?:tính\s+)?(?:đến|tới|hết)\s+{_HOUR}{_day('a')})"
    rf"|(?P<asofmonth>(?:(?:tính\s+)?(?:đến|tới)\s+)?(?:(?:hết|cuối)\s+)tháng\s+(?P<am>\d{{1,2}})(?:{_S}(?P<amy>{_YEAR})|\s+năm\s+(?P<amw>{_YEAR}))?)"
    rf"|(?P<asofyear>(?:(?:tính\s+)?(?:đến|tới)\s+)(?:(?:hết|cuối)\s+)?năm(?:\s+(?P<ay>{_YEAR}))?|(?:hết|cuối)\s+năm(?:\s+(?P<ayw>{_YEAR}|nay))?(?!\s+học))"
    r"|(?P<asofweek>(?:(?:tính\s+)?(?:đến|tới)\s+)?hết\s+tuần\s+(?:thứ\s+)?\d{1,2}(?!\d))"
    r"|(?P<now>(?:tính\s+|cho\s+)?đến\s+(?:nay|thời\s+điểm\s+(?:này|hiện\s+tại))|(?<!thực )(?<!phát )(?<!biểu )"
    r"(?<!xuất )(?<!thể )(?<!tái )(?<!cải )hiện(?:\s+(?:nay|tại))?"
    r"(?!\s+(?:đại|thực|hành|trường|vật|tượng|diện|hữu|hình|thân)))"
    rf"|(?P<full>{_day('x')})(?<=\d\d\d\d)"
    rf"|(?P<day>(?:(?:ngày|sáng|trưa|chiều|tối|đêm|khuya|rạng\s+sáng)\s+(?:nay\s*|{_WEEKDAY}\s*,?\s*)?|{_WEEKDAY}\s*,?\s*)\(?(?:ngày\s+|mùng\s+)?(?:(?P<opening>\d{{1,2}})\s*(?:-|–|,|và|đến)\s*)?{_day('o')})"
    rf"|(?P<ntail>{_N}\s+tháng\s+(?P<edge>đầu|cuối)(?:\s+(?:của\s+)?năm)?(?:\s+(?P<ny>{_YEAR}))?)"
    rf"|(?P<nyear>{_N}\s+tháng\s+(?:của\s+)?năm\s+(?P<nyy>{_YEAR}))"
    rf"|(?P<npast>{_N}\s+tháng(?:\s+(?:vừa\s+)?qua)?(?!\s*(?:tuổi|\d|một\b|lần)))"
    rf"|(?P<quarter>quý\s+(?P<q>iv|i{{1,3}}|[1-4]|một|hai|ba|tư)(?!\w)(?:\s*[/-]\s*(?P<qy>{_YEAR})|\s+năm\s+(?P<qyw>{_YEAR}))?)"
    rf"|(?P<half>nửa\s+(?P<hedge>đầu|cuối)\s+năm(?:\s+(?P<hy>{_YEAR}))?)"
    rf"|(?P<pair>(?:(?:hai|ba|\d)\s+)?tháng\s+(?P<pm>0?[1-9]|1[0-2])(?:\s*,\s*\d{{1,2}})*\s*(?:và|,)\s*(?P<pn>0?[1-9]|1[0-2])(?:{_S}(?P<py>{_YEAR})|\s+năm\s+(?P<pyw>{_YEAR}))(?!\d))"
    rf"|(?P<month>tháng\s+(?P<mm>0?[1-9]|1[0-2])(?!\d)(?:{_S}(?P<mmy>{_YEAR})|\s+năm\s+(?P<mmw>{_YEAR}))?)"
    rf"|(?P<lasting>(?:trong|sau|qua)\s+{_N}\s+năm(?:\s+qua)?(?!\s+(?:{_YEAR}|học\s+\d))|{_N}\s+năm\s+qua)"
    rf"|(?P<term>(?:năm\s+học|nhiệm\s+kỳ|khóa)\s+{_YEAR}(?:\s*[-–]?\s*(?:{_YEAR}|\d\d(?!\d)))?)"
    rf"|(?P<years>(?:năm|giai\s+đoạn)\s+(?P<fromyear>{_YEAR})\s*(?:-|–|đến)\s*(?:năm\s+)?(?P<toyear>{_YEAR}))"
    rf"|(?P<year>(?:năm\s+|(?<=(?:19|20)\d\d,\s)|(?<=(?:19|20)\d\d\svà\s))(?P<yy>{_YEAR})(?!\s+(?:lượt|ca|người|hộ|trường|trẻ)))"
    r"|(?P<thisyear>(?:cả|trong|suốt)\s+năm(?:\s+(?:nay|qua))?(?!\s+(?:học|(?:\w+\s+)?tháng|\d))|năm\s+(?:vừa\s+)?qua(?!\w)|năm\s+nay)"
    r"|(?P<thismonth>trong\s+(?:tháng|quý|tuần)(?:\s+qua)?(?!\s+(?:\d|[iv]+(?!\w)|một|hai|ba|tư))|(?:tháng|tuần)\s+(?:vừa\s+)?qua)"
    r")"
)
_BASE = re.compile(
    r"(?:so(?:\s+với)?|cùng\s+(?:kỳ|kì|thời\s+điểm)|năm\s+trước|giá\s+so\s+sánh|bằng)(?:\s+(?:cùng\s+(?:kỳ|kì|thời\s+điểm)|của|cả|với|trong|tháng|\())*\s*$"
)
_PLAN = re.compile(
    r"(?<!thực\shiện\s)(?<!thực\shiện\scác\s)"  # what was carried out is no plan
    r"(?:phương\s+hướng|nhiệm\s+vụ|kế\s+hoạch|giải\s+pháp|mục\s+tiêu|chương\s+trình|định\s+hướng|chỉ\s+tiêu)"
    r"(?!\s+số\b)[^;.:()]{0,60}$"
)
_LEADS = frozenset(
    "trong vào qua của tính riêng và theo cũng đó chỉ tại thì kết quả chung số liệu báo cáo cho biết rằng là còn đấu "
    "tiêu kiến sẽ nghị cầu lũy kế tích cộng dồn".split()
)
_CLAUSE_MARKS = frozenset({",", ";", ":", "(", ".", "-", "–", "—", "•", "*", "“", '"'})
_CUMULATIVE = re.compile(r"(?:trong|cộng\s+dồn|lũy\s+kế|kết\s+quả|ước)\s*$")
_BULLETIN = 40  # days
_JUBILEE = 5  # years: the same day so much later is an anniversary
# After these a day is the feast that an event honours, not the event's: `nhân kỷ niệm Ngày … 27/2`. A verb ends their reach.
_FEAST = re.compile(
    r"\b(?:nhân(?:\s+dịp)?|kỷ\s+niệm|chào\s+mừng|hưởng\s+ứng|hướng\s+tới)\s+"
    r"(?:(?!\b(?:diễn\s+ra|tổ\s+chức|vào|đã|được|tại|khai\s+mạc|thành\s+lập|từ|dân|viên)\b)[^,;.:]){0,80}$"
)
_RECURRING = re.compile(r"\s*(?:hàng|hằng|mỗi)\s+(?:năm|tháng)")


def times(sentence: Sentence, context: Context) -> tuple[Time, ...]:
    """Every expression of time in a sentence from left to right, none overlapping; offsets are the document's.

    A missing year is the one that brings a day close to `context.event_day`, `issued` or `near`; a period without one
    belongs to the year that the article reviews.
    """
    return tuple(
        time._replace(start=time.start + sentence.start, end=time.end + sentence.start) for time in times_of(sentence.words, context)
    )


def times_of(words: str, context: Context) -> Iterator[Time]:
    """Every expression of time in a string, with offsets in it."""
    for m, recurring, base, planned in _found(words):
        time = _time(m, context)
        if time is None:
            continue
        if recurring:
            time = Time(m.start(), m.end(), "term")
        yield time._replace(base=base, planned=planned) if base or planned else time


@lru_cache(maxsize=256)  # a sentence is asked in the light of ever more context, its words stay
def _found(words: str) -> tuple[tuple[re.Match[str], bool, bool, bool], ...]:
    """The expressions of time in a string: each with whether it recurs or is a feast, is compared with, is planned for."""
    found = []
    lower = words.lower()
    words = lower if len(lower) == len(words) else words  # a few foreign letters have a longer small form
    for m in _TIME.finditer(words):
        before = words[max(0, m.start() - 80) : m.start()]
        feast = m.lastgroup == "day" and m.group().startswith("ngày") and _FEAST.search(before) is not None
        unset = feast or _RECURRING.match(words, m.end()) is not None
        found.append((m, unset, _BASE.search(before) is not None, _PLAN.search(before) is not None))
    return tuple(found)


def opens(sentence: Sentence, time: Time) -> bool:
    """True where an expression of time begins a clause, and so holds for what follows it."""
    position = bisect_left(sentence.tokens, time.start, key=lambda token: token.start)
    while position and sentence.tokens[position - 1].norm in _LEADS:
        position -= 1
    return position == 0 or sentence.tokens[position - 1].text in _CLAUSE_MARKS


# ---------------------------------------------------------------- one expression


def _time(m: re.Match[str], context: Context) -> Time | None:
    return _MAKERS[m.lastgroup or ""](m, context)  # the group that closed last is the whole expression's


def _near(context: Context) -> date | None:
    return context.event_day or context.issued or context.near


def today(context: Context) -> date | None:
    """The day of the report: of the event, else of publication, else the last one of the few weeks that a bulletin reviews."""
    review = context.review
    brief = review and review.start and review.end - review.start < timedelta(days=_BULLETIN)
    return context.event_day or context.issued or (review.end if review and brief else None)


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
    last = today(context) or context.near
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
    bare = not m["npast"].endswith("qua")
    reviewed = review and review.start and (review.start.month, review.end.month) == (1, count)
    if bare and not reviewed and not _CUMULATIVE.search(m.string, max(0, m.start() - 12), m.start()):
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
    """`cả năm` is the year; `trong năm` is what the article reviews of it."""
    year, review = _year(context), context.review
    if review and not m["thisyear"].startswith(("cả", "suốt")) and not m["thisyear"].endswith("nay"):
        return Time(m.start(), m.end(), "stretch", review.start, review.end)
    if year is None:
        return Time(m.start(), m.end(), "stretch")
    return Time(m.start(), m.end(), "stretch", date(year, 1, 1), date(year, 12, 31))


def _thismonth(m: re.Match[str], context: Context) -> Time | None:
    review = context.review
    if review and review.start and "tuần" in m["thismonth"] and review.end - review.start >= timedelta(days=_BULLETIN):
        review = None  # one week of the many that the article reviews
    return Time(m.start(), m.end(), "stretch", review.start if review else None, review.end if review else None)


_MAKERS = {
    "days": _days, "span": _span, "months": _months, "sofar": _sofar, "running": _running, "begun": _begun, "since": _since, "asof": _asof,
    "asofmonth": _asofmonth, "asofyear": _asofyear, "asofweek": _asofweek,
    "now": _now,
    "full": _full, "day": _one_day, "ntail": _ntail, "nyear": _nyear, "npast": _npast, "quarter": _quarter, "half": _half, "month": _month,
    "pair": _pair, "lasting": _term, "term": _term, "years": _years, "year": _one_year, "thisyear": _thisyear, "thismonth": _thismonth,
}  # fmt: skip
