"""Where a text speaks of time: the expressions of time in a string, each as the groups of one pattern.

`kg.extract.times` makes days of them. Whether an expression is compared with, is planned for, recurs or names a feast is read
from the words around it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple


class Expression(NamedTuple):
    """An expression of time: `match` with the groups of the pattern, its kind the `lastgroup`; whether it is `unset`, for it
    recurs or is a feast, is a `base` of comparison (`so với năm 2021`), or `planned` (`nhiệm vụ năm 2024`)."""

    match: re.Match[str]
    unset: bool
    base: bool
    planned: bool


_YEAR = r"(?:19|20)\d\d(?!\d|[.,]\d)"
_S = r"\s*[/.-]\s*"


def _day(n: str) -> str:
    """A day and a month, with or without the year, as named groups that end in `n`."""
    marked = rf"{_S}(?P<m{n}>\d{{1,2}})(?:{_S}(?P<y{n}>{_YEAR}))?"
    said = rf"\s+tháng\s+(?P<mw{n}>\d{{1,2}})(?:\s+năm\s+(?P<yw{n}>{_YEAR}))?"
    return rf"(?P<d{n}>\d{{1,2}})(?:{marked}|{said})(?!\d|[.,]\d|\s*%)"


_WEEKDAY = r"(?:thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)"
_N = r"(?:\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười(?:\s+(?:một|hai))?)"
_HOUR = r"(?:(?:(?:\d{1,2}\s*(?:h|giờ)\s*(?:\d{1,2}(?:[’']|\s*phút)?)?|sáng|trưa|chiều|tối|hết|cuối|hôm)\s+)*(?:ngày\s+)?)"
# The kinds of expression, the more telling before the less; one pass finds them all, left to right. All words are in lower case.
_BEGINS = (  # how all of them begin: most words and numbers of a text begin none, and are passed by at once
    r"\d{1,2}\s*(?:[/.–-]\s*(?:\d{1,2}(?!\d)|hết|ngày)|h|giờ|đến|tới|tháng|năm)"
    r"|(?:19|20)\d\d(?:(?<=\d,\s\d{4})|(?<=\d\svà\s\d{4}))"
    r"|(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?:tháng|năm|một|hai)"
    r"|hiện|(?:từ|tính|tới|trưa|tối|tuần|đến|đêm|hết|hôm|cuối|chiều|ngày|nay|năm|nửa|sáng|khuya|khóa|rạng|quý)\s"
    r"|tháng\s+(?:\d|vừa|qua)|thứ\s+(?:hai|ba|tư|năm|sáu|bảy|\d)|nhiệm\s+kỳ|giai\s+đoạn"
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
    r"|(?P<asofhour>tính\s+(?:đến|tới)\s+(?:khoảng\s+)?\d{1,2}\s*(?:h|giờ)(?:\s*\d{1,2}(?!\d)(?:\s*phút|[’'])?)?"
    r"|(?:tính\s+)?(?:đến|tới)\s+(?:hết|cuối)\s+(?:buổi\s+)?(?:sáng|trưa|chiều|ngày)(?!\s*(?:ngày\s+)?\(?\d)(?=\s*(?:,|có\b|đã\b|số\b)))"
    rf"|(?P<asofmonth>(?:(?:tính\s+)?(?:đến|tới)\s+)?(?:(?:hết|cuối)\s+)tháng\s+(?P<am>\d{{1,2}})(?:{_S}(?P<amy>{_YEAR})|\s+năm\s+(?P<amw>{_YEAR}))?)"
    rf"|(?P<asofyear>(?:(?:tính\s+)?(?:đến|tới)\s+)(?:(?:hết|cuối)\s+)?năm(?:\s+(?P<ay>{_YEAR}))?|(?:hết|cuối)\s+năm(?:\s+(?P<ayw>{_YEAR}|nay))?(?!\s+học))"
    r"|(?P<asofweek>(?:(?:tính\s+)?(?:đến|tới)\s+)?hết\s+tuần\s+(?:thứ\s+)?\d{1,2}(?!\d))"
    r"|(?P<now>(?:tính\s+|cho\s+)?đến\s+(?:nay|thời\s+điểm\s+(?:này|hiện\s+tại))|(?<!thực )(?<!phát )(?<!biểu )"
    r"(?<!xuất )(?<!thể )(?<!tái )(?<!cải )hiện(?:\s+(?:nay|tại))?"
    r"(?!\s+(?:đại|thực|hành|trường|vật|tượng|diện|hữu|hình|thân)))"
    r"|(?P<nay>(?<!năm )(?<!hôm )(?<!ngày )(?<!đến )(?<!sáng )(?<!chiều )(?<!trưa )(?<!tối )"
    r"(?<!lâu )(?<!xưa )nay(?=\s+(?:có|chỉ|còn|đã|được|là|đạt|tăng|lên)(?!\w)))"
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
    rf"|(?P<named>giai\s+đoạn\s+đến\s+(?:hết\s+)?(?:năm\s+)?{_YEAR})"
    rf"|(?P<term>(?:năm\s+học|nhiệm\s+kỳ|khóa)\s+{_YEAR}(?:\s*[-–]?\s*(?:{_YEAR}|\d\d(?!\d)))?)"
    rf"|(?P<years>(?:năm|giai\s+đoạn)\s+(?P<fromyear>{_YEAR})\s*(?:-|–|đến)\s*(?:năm\s+)?(?P<toyear>{_YEAR}))"
    rf"|(?P<year>(?:năm\s+|(?<=(?:19|20)\d\d,\s)|(?<=(?:19|20)\d\d\svà\s))(?P<yy>{_YEAR})(?!\s+(?:lượt|ca|người|hộ|trường|trẻ)(?!\w)))"
    r"|(?P<thisyear>(?:cả|trong|suốt)\s+năm(?:\s+(?:nay|qua))?(?!\s+(?:học|ngoái|(?:\w+\s+)?tháng|\d))|năm\s+(?:vừa\s+)?qua(?!\w)|năm\s+nay)"
    r"|(?P<lastyear>năm\s+ngoái)"
    r"|(?P<thismonth>trong\s+(?:tháng|quý|tuần)(?:\s+qua)?(?!\s+(?:\d|[iv]+(?!\w)|một|hai|ba|tư))|(?:tháng|tuần)\s+(?:vừa\s+)?qua)"
    r")"
)
_BASE = re.compile(
    r"(?:so(?:\s+với)?|cùng\s+(?:kỳ|thời\s+điểm)|năm\s+trước|giá\s+so\s+sánh|bằng)(?:\s+(?:cùng\s+(?:kỳ|thời\s+điểm)|của|cả|với|trong|tháng|\())*\s*$"
)
_PLAN = re.compile(
    r"(?<!thực\shiện\s)(?<!thực\shiện\scác\s)"  # what was carried out is no plan
    r"(?:phương\s+hướng|nhiệm\s+vụ|kế\s+hoạch|giải\s+pháp|mục\s+tiêu|chương\s+trình|định\s+hướng|chỉ\s+tiêu)"
    r"(?!\s+số\b)[^;.:()]{0,60}$"
)
# After these a day is the feast that an event honours, not the event's: `nhân kỷ niệm Ngày … 27/2`. A verb ends their reach.
_FEAST = re.compile(
    r"\b(?:nhân(?:\s+dịp)?|kỷ\s+niệm|chào\s+mừng|hưởng\s+ứng|hướng\s+tới)\s+"
    r"(?:(?!\b(?:diễn\s+ra|tổ\s+chức|vào|đã|được|tại|khai\s+mạc|thành\s+lập|từ|dân|viên)\b)[^,;.:]){0,80}$"
)
# Other spellings of words of the patterns, of the same length.
_SPELLINGS = (("quí", "quý"), ("qúy", "quý"), ("khoá", "khóa"), ("kì", "kỳ"), ("kỉ", "kỷ"))
_RECURRING = re.compile(r"\s*(?:hàng|hằng|mỗi)\s+(?:năm|tháng)")


@lru_cache(maxsize=256)  # a sentence is asked in the light of ever more context, its words stay
def expressions(words: str) -> tuple[Expression, ...]:
    """The expressions of time in a string with no two spaces in a row, from left to right, none overlapping.

    >>> [(found.match.group(), found.match.lastgroup) for found in expressions("Trong 9 tháng đầu năm 2024, ngày 5/10")]
    [('9 tháng đầu năm 2024', 'ntail'), ('ngày 5/10', 'day')]
    """
    found = []
    lower = words.lower()
    words = lower if len(lower) == len(words) else words  # a few foreign letters have a longer small form
    for other, usual in _SPELLINGS:
        words = words.replace(other, usual)
    for m in _TIME.finditer(words):
        before = words[max(0, m.start() - 80) : m.start()]
        feast = m.lastgroup == "day" and m.group().startswith("ngày") and _FEAST.search(before) is not None
        unset = feast or _RECURRING.match(words, m.end()) is not None
        found.append(Expression(m, unset, _BASE.search(before) is not None, _PLAN.search(before) is not None))
    return tuple(found)
