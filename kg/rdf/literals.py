"""Values as literals, in the one form that every store and reader keeps, and periods in words."""

from __future__ import annotations

import calendar
from datetime import date
from decimal import Decimal

import pyoxigraph as ox

from kg.model import Period
from kg.rdf.terms import KG, NAMESPACES, range_of, term

Node = ox.NamedNode | ox.Literal
TRUE = ox.Literal("true", datatype=term("xsd:boolean"))


def decimal(value: Decimal) -> str:
    """The canonical form of xsd:decimal: no exponent, no zeros at the end.

    >>> decimal(Decimal("91.40")), decimal(Decimal("8E+7")), decimal(Decimal("-0.0"))
    ('88.6', '80000000', '0')
    """
    digits = format(value, "f")
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return "0" if digits == "-0" else digits


def number(value: Decimal) -> ox.Literal:
    """A number as xsd:decimal."""
    return ox.Literal(decimal(value), datatype=term("xsd:decimal"))


def day(value: date) -> ox.Literal:
    """A day as xsd:date."""
    return ox.Literal(value.isoformat(), datatype=term("xsd:date"))


def vietnamese(text: str) -> ox.Literal:
    """Text as a literal in Vietnamese; a sign without letters (`%`) is in no language.

    >>> str(vietnamese("lượt")), str(vietnamese("%"))
    ('"lượt"@vi', '"%"')
    """
    return ox.Literal(text, language="vi") if any(map(str.isalpha, text)) else ox.Literal(text)


def text(value: str, predicate: ox.NamedNode) -> Node:
    """Text as the predicate's range asks: a plain string, a term of the ontology (`kg:over`), or Vietnamese."""
    kind = range_of(predicate)
    if kind == NAMESPACES["xsd"] + "string":
        return ox.Literal(value)
    return term("kg:" + value) if kind.startswith(KG) else vietnamese(value)


def period_label(period: Period) -> str:
    """An interval as a Vietnamese reader would name it.

    >>> period_label(Period(date(2024, 1, 1), date(2024, 9, 30))), period_label(Period(date(2024, 4, 1), date(2024, 6, 30)))
    ('9 tháng đầu năm 2024', 'quý II/2024')
    """
    start, end = period.start, period.end
    if start is None:
        return f"đến {_day(end)}"
    if start == end:
        return f"ngày {_day(end)}"
    whole_months = start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]
    if not whole_months or start > end:
        return f"từ {_day(start)} đến {_day(end)}"
    if start.year != end.year:
        return f"năm {start.year} - {end.year}" if (start.month, end.month) == (1, 12) else f"từ {_month(start)} đến {_month(end)}"
    months = end.month - start.month + 1
    if months == 12:
        return f"năm {end.year}"
    if months == 1:
        return f"tháng {_month(end)}"
    if start.month == 1 and months != 3:
        return f"{months} tháng đầu năm {end.year}"
    if months == 3 and end.month % 3 == 0:
        return f"quý {('I', 'II', 'III', 'IV')[end.month // 3 - 1]}/{end.year}"
    return f"từ {_month(start)} đến {_month(end)}"


def _day(value: date) -> str:
    return f"{value.day}/{value.month}/{value.year}"


def _month(value: date) -> str:
    return f"{value.month}/{value.year}"
