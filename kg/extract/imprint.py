"""What a page says of its own article: the day of publication, who wrote it, where it was published."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from kg.extract.lines import plain
from kg.extract.signs import beside_name, names_owner
from kg.text.dates import FULL_DATE, full_date

_BRACKETS = re.compile(r"\(([^()]*)\)$")


def issued(below: Sequence[str], above: Sequence[str], title: str, bylines: Sequence[str]) -> date | None:
    """The day of publication: of the first dateline below the title, else of one above it, else in brackets behind it, else of a by-line.

    >>> issued(["Ngày đăng: 15/07/2024"], ["Thứ hai, 22/07/2024"], "Ra quân", []), issued([], [], "Ra quân (3/7/2024)", [])
    (datetime.date(2024, 7, 15), datetime.date(2024, 7, 3))
    """
    behind = [words for words in _BRACKETS.findall(title) if len(FULL_DATE.findall(words)) == 1]  # two are those of an anniversary
    days = (full_date(line) for line in (*below, *above, *behind, *bylines))
    return next((day for day in days if day), None)


_NOBODY = frozenset(
    (
        *("pv", "ctv", "bbt", "admin", "administrator", "n/a"),
        *("ban biên tập", "phóng viên", "nhóm phóng viên", "quản trị viên", "tổng hợp", "sưu tầm"),
    )
)
_LABEL = re.compile(r"^[^:()]{2,40}:\s*")
_AUTHOR = re.compile(r"(?:tác giả|người (?:đăng|viết)|(?:đăng|viết) bởi)\s*:\s*([^\d|:;,]*[^\W\d_])(?=\s|$)", re.IGNORECASE)
_TAKEN = re.compile(r"^\(?\s*(?:theo|nguồn(?: tin| bài viết)?|sưu tầm)\s?:?\s+(.+?)\)?[.:]?$", re.IGNORECASE)


def creator(datelines: Sequence[str], bylines: Sequence[str]) -> str:
    """Who signed: the author beside the date, else the first by-line that names somebody.

    >>> creator([], ["PV", "Tin, ảnh: Thu Hà (tổng hợp)", "(Theo Báo Thử Nghiệm)"])
    'Thu Hà'
    """
    authors = [m[1] for line in datelines if (m := _AUTHOR.search(line))]
    signed = [_LABEL.sub("", beside_name(line)) for line in bylines if not line.startswith("(") and not _TAKEN.search(line)]
    names = (name.strip(" .") for name in authors + signed)
    return next((name for name in names if name and plain(name) not in _NOBODY), "")


_SOURCES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"ghi rõ nguồn\s*:?\s*[\"“]([^\"”]+)[\"”]",
        r"\b((?:cổng|trang) (?:thông tin điện tử|tin điện tử|TTĐT)\b[^.;:|–-]*)",
        r"(?:cơ quan|đơn vị) chủ quản\s*:?\s*([^|;]+?)(?=\s+[-–|]|[.;|]|$)",
        r"(?:bản quyền|copyright|©)(?: thuộc(?: về)?|\s|©|:|\d{4}|by)*([^.|;]+)",
    )
)


def source(bylines: Sequence[str], footers: Sequence[str]) -> str:
    """Where it was published: the source that a by-line names, else the owner of the page by its footer or header.

    >>> source(["(Theo Báo Thử Nghiệm điện tử)"], []), source([], ["Cơ quan chủ quản: UBND tỉnh Thử Nghiệm - Fax: 1234567"])
    ('Báo Thử Nghiệm điện tử', 'UBND tỉnh Thử Nghiệm')
    """
    taken = [m[1] for line in bylines if (m := _TAKEN.search(line))]
    owners = [m[1] for pattern in _SOURCES for line in footers if (m := pattern.search(line))]
    headers = [line for line in footers if names_owner(line)]
    return next((name.strip(' :-–"') for name in taken + owners + headers), "")
