"""The digits of a number and the words that multiply it.

`.` groups thousands and `,` is the decimal mark: `7.250` is 7250 and `57,06` is 57.06; a space may group too. `27 nghìn` is
27000 and `7 tỷ 642 triệu` one amount. `a/b` is a result and its target.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from kg.model import Token
from kg.text.tokens import tokens as tokens_of
from kg.values import dataclass

MULTIPLIERS = {"chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_REPEATED = frozenset({"nghìn", "ngàn", "triệu", "tỷ", "tỉ"})  # 5 nghìn tỷ

_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?$")
_COMMA_GROUPED = re.compile(r"\d{1,3}(?:,\d{3}){2,}$")
_DECIMAL = re.compile(r"\d+,\d+$")
_POINT_DECIMAL = re.compile(r"\d+\.\d{1,2}$")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number's value (None where it is not written as one) and target, and the token after it.

    `scaled` tells that a multiplier follows the digits, `pointed` that a point may be their decimal mark (`2.16`, which
    may be a date or a version too).
    """

    value: Decimal | None
    target: Decimal | None
    end: int
    scaled: bool = False
    pointed: bool = False


def amount_at(tokens: Sequence[Token], index: int) -> Amount:
    """The number whose digits begin at token `index`."""
    value, end, pointed = digits(tokens, index)
    target, scaled = None, False
    if value is not None and adjacent(tokens, end, "/") and tokens[end + 1].kind == "number":
        target, end, _ = digits(tokens, end + 1)
    if value is not None and target is None:
        value, end, scaled = _scaled(tokens, value, end)
    elif value is not None and target is not None:
        whole, after, scaled = _scaled(tokens, target, end)
        if scaled and target:  # `3,4/14,06 tỷ đồng`
            value, target, end = _tidy(value * (whole / target)), whole, after
    return Amount(value, target, end, scaled, pointed)


def amount(text: str) -> Decimal | None:
    """The value of a string that is a number and nothing else, None where it is not one as this genre writes them.

    >>> amount("58.000"), amount("81,04"), amount("hai")
    (Decimal('58000'), Decimal('81.04'), None)
    """
    found = tokens_of(text)
    if not found or found[0].kind != "number":
        return None
    value, end, _ = digits(found, 0)
    return value if end == len(found) else None


def digits(tokens: Sequence[Token], index: int) -> tuple[Decimal | None, int, bool]:
    """The value of the digits at `index`, the token after them, and whether a point may be their decimal mark."""
    text, end = tokens[index].text, index + 1
    while end < len(tokens) and tokens[end].kind == "number" and len(text) <= 3 * (end - index) and _next_group(tokens, index, end):
        text += tokens[end].text  # 204 518
        end += 1
    if text.isdigit():
        return Decimal(text), end, False
    if _GROUPED.match(text):
        return Decimal(text.replace(".", "").replace(",", ".")), end, False
    if _COMMA_GROUPED.match(text):
        return Decimal(text.replace(",", "")), end, False
    if _DECIMAL.match(text):
        return Decimal(text.replace(",", ".")), end, False
    return (Decimal(text), end, True) if _POINT_DECIMAL.match(text) else (None, end, False)


def adjacent(tokens: Sequence[Token], index: int, mark: str) -> bool:
    """A mark with no space around it, and a token after it."""
    return (
        0 < index < len(tokens) - 1
        and tokens[index].text == mark
        and tokens[index - 1].end == tokens[index].start
        and tokens[index].end == tokens[index + 1].start
    )


def _next_group(tokens: Sequence[Token], first: int, index: int) -> bool:
    """The number `index` is three digits one space after one to three digits that begin a number."""
    group, before = tokens[index], tokens[index - 1]
    spaced = group.start - before.end == 1
    grouped = len(group.text) == 3 and group.text.isdigit() and before.text.isdigit()
    return spaced and grouped and len(tokens[first].text) <= 3 and tokens[first].text[0] != "0"


def _scaled(tokens: Sequence[Token], value: Decimal, end: int) -> tuple[Decimal, int, bool]:
    """The value times its multipliers, each smaller than the one before."""
    scale = MULTIPLIERS.get(tokens[end].norm) if end < len(tokens) else None
    if scale is None:
        return value, end, False
    total, end = value * scale, end + 1
    while end < len(tokens) and tokens[end].norm in _REPEATED:
        total, end = total * MULTIPLIERS[tokens[end].norm], end + 1
    while end + 1 < len(tokens) and tokens[end].kind == "number":
        lower = MULTIPLIERS.get(tokens[end + 1].norm)
        more, after, _ = digits(tokens, end)
        if lower is None or lower >= scale or more is None or after != end + 1:
            break
        total, end, scale = total + more * lower, end + 2, lower
    return _tidy(total), end, True


def _tidy(value: Decimal) -> Decimal:
    """The value without the zeros that a multiplication leaves after the point."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
