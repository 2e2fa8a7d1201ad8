"""Quantities in text: the value, unit, bound and target of each number, and why a number is none.

`hơn 27 nghìn lượt người` is 27000 `lượt người`, over; `73.410/240.000 lượt` has a target; `từ 400 đến 600 lượt` are two
quantities, at least the one and at most the other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from kg.extract import codes, reasons
from kg.extract.amounts import Amount, amount_at, digits
from kg.extract.times import Time, times
from kg.extract.units import Unit, unit_at
from kg.lexicon import Lexicon, listed
from kg.model import Bound, Context, Quantity, Sentence, Token
from kg.values import dataclass, replace


@dataclass(frozen=True, slots=True)
class Reading:
    """A quantity and its tokens: all of it is `tokens[first:last]`, its digits begin at `number`, and its unit is
    `tokens[unit:noun]`, after which a bound may follow (`trở lên`). `ends` tells the two ends of a range apart."""

    quantity: Quantity
    first: int
    number: int
    unit: int
    noun: int
    last: int
    ends: Literal["", "from", "to"] = ""


class Refusal(NamedTuple):
    """A number that is no quantity: `tokens[first:last]` and the reason."""

    first: int
    last: int
    reason: str


_BEFORE: Lexicon[Bound] = listed(
    {
        "over": "hơn, trên, vượt, vượt mốc, vượt ngưỡng, quá",
        "almost": "gần, ngót",
        "about": "khoảng, xấp xỉ, chừng, tầm, ước chừng, ước khoảng, độ khoảng",
        "at_least": "ít nhất, tối thiểu, không dưới, không ít hơn, ít ra, tối thiểu là, ≥",
        "at_most": "dưới, không quá, tối đa, nhiều nhất, không vượt quá, không hơn, chưa đến, chưa tới, <, ≤",
    }
)
_MORE = frozenset("cao thấp nhiều ít lớn nhỏ kém".split())  # `thấp hơn 5%` is a change
_LONGEST_BOUND = 3  # tokens
_AFTER: Lexicon[Bound] = listed({"at_least": "trở lên", "at_most": "trở xuống"})
_WHOLE = frozenset("lượt ca người trường bệnh hộ em trẻ liều mũi".split())  # counted one by one
_REACHING = frozenset({"đạt", "là", "chiếm", "còn"})
_COURSE = frozenset({"mũi", "liều", "lần"})
_LONGEST_RATE = 20  # tokens
_LONGEST_SHARED = 4  # tokens between two numbers of one unit
_NOT_SHARED = frozenset({"%", "‰"})
_THOUSANDTHS = re.compile(r"\d{1,3},\d{3}")


class Figures(NamedTuple):
    """What a sentence gives in numbers: its expressions of time, its quantities, and the numbers that are neither."""

    times: tuple[Time, ...]
    readings: list[Reading]
    refusals: list[Refusal]


def figures(sentence: Sentence, context: Context) -> Figures:
    """The times, quantities and refused numbers of a sentence.

    >>> from kg.text.tokens import tokens
    >>> text = "Khám cho hơn 27 nghìn lượt người, chi 7 tỷ 642 triệu đồng."
    >>> found = figures(Sentence(0, len(text), tokens(text), "body", 0, 0), Context())
    >>> [(str(reading.quantity.value), reading.quantity.bound) for reading in found.readings]
    [('27000', 'over'), ('7642000000', 'exact')]
    """
    said = times(sentence, context)
    return Figures(said, *read(sentence, said))


def read(sentence: Sentence, taken: Sequence[Time]) -> tuple[list[Reading], list[Refusal]]:
    """The quantities and the refused numbers of a sentence with these expressions of time, both from left to right.

    A number inside an expression of time is neither.
    """
    tokens = sentence.tokens
    numbers = [index for index, token in enumerate(tokens) if token.kind == "number"]
    if not numbers:
        return [], []
    words = sentence.words
    readings: list[Reading] = []
    refusals: list[Refusal] = []
    reached = time = 0
    for index in numbers:
        start = tokens[index].start
        while time < len(taken) and taken[time].end <= start:
            time += 1
        if index < reached or (time < len(taken) and taken[time].start <= start):
            continue
        number = amount_at(tokens, index)
        last = (refusals[-1].last, refusals[-1].reason) if refusals else (0, "")
        reason = codes.refused(tokens, index, number, readings[-1].last if readings else 0, last)
        if reason or number.value is None:
            refusals.append(Refusal(index, number.end, reason or reasons.MALFORMED))
            reached = number.end
        else:
            readings.append(_reading(sentence, words, index, number, number.value))
            reached = readings[-1].last
    if len(readings) > 1:
        readings = _shared(tokens, _ranges(tokens, _targets(tokens, readings)))
    kept = []
    for position, reading in enumerate(readings):
        following = readings[position + 1] if position + 1 < len(readings) else None
        reason = codes.refused_unit(tokens, reading.first, reading.last, reading.quantity.unit)
        if _full_course(tokens, reading) or (following and _limits(tokens, reading, following)):
            reason = reasons.LIMIT
        if reason:
            refusals.append(Refusal(reading.first, reading.last, reason))
        else:
            kept.append(reading)
    return kept, sorted(refusals)


def nothing(sentence: Sentence) -> Reading:
    """A reading of no number, after the last word of a sentence: for words that stand without one."""
    end = len(sentence.tokens)
    return Reading(Quantity(sentence.end, sentence.end, ""), end, end, end, end, end)


def _reading(sentence: Sentence, words: str, index: int, number: Amount, value: Decimal) -> Reading:
    tokens = sentence.tokens
    unit = unit_at(tokens, number.end, number.scaled)
    if _grouped_by_comma(tokens[index].text, unit):
        value = Decimal(tokens[index].text.replace(",", ""))
    first, bound = _bound_before(tokens, index)
    last = unit.end
    trailing = _AFTER.at(tokens, last) if last < len(tokens) else None
    if trailing:
        last, bound = trailing.end, trailing.value
        first -= first > 0 and tokens[first - 1].norm == "từ"
    start, end = tokens[first].start, tokens[last - 1].end
    quantity = Quantity(start, end, words[start - sentence.start : end - sentence.start], value, unit.name, bound, number.target)
    return Reading(quantity, first, index, unit.start, unit.end, last)


def _grouped_by_comma(text: str, unit: Unit) -> bool:
    """`12,345 lượt`: what is counted one by one has no thousandths, so the comma groups."""
    return bool(unit.name) and not unit.guessed and unit.name.split(maxsplit=1)[0] in _WHOLE and _THOUSANDTHS.fullmatch(text) is not None


def _bound_before(tokens: Sequence[Token], index: int) -> tuple[int, Bound]:
    """The first token of the bound that ends right before token `index`, and the bound."""
    for hit in _BEFORE.ending(tokens, max(0, index - _LONGEST_BOUND), index):
        if not (hit.start and hit.value == "over" and tokens[hit.start - 1].norm in _MORE):
            return hit.start, hit.value
    return index, "exact"


def _targets(tokens: Sequence[Token], readings: Sequence[Reading]) -> list[Reading]:
    """`12.345 lượt/20.000 lượt` is a result and its target, as `12.345/20.000 lượt` is."""
    done: list[Reading] = []
    for reading in readings:
        result = done[-1] if done else None
        tied = result is not None and result.last == reading.first - 1 and tokens[result.last].text == "/"
        if result and tied and result.quantity.unit and result.quantity.unit == reading.quantity.unit:
            done[-1] = replace(result, quantity=replace(result.quantity, target=reading.quantity.value), last=reading.last)
        else:
            done.append(reading)
    return done


def _shared(tokens: Sequence[Token], readings: Sequence[Reading]) -> list[Reading]:
    """`12, 15 và 18 ca`, `trồng mới 6, chăm sóc 25 ha`: the unit of the last number is that of those before it."""
    done: list[Reading] = []
    for reading in reversed(readings):
        after = done[-1] if done else None
        unit = after.quantity.unit if after and after.ends == "" else ""
        if after and unit and not reading.quantity.unit and reading.quantity.target is None and unit not in _NOT_SHARED:
            words = tokens[reading.last : after.first]
            if 1 <= len(words) <= _LONGEST_SHARED and words[0].norm in (",", "và") and all(t.kind == "word" for t in words[1:]):
                reading = replace(reading, quantity=replace(reading.quantity, unit=unit))
        done.append(reading)
    return done[::-1]


def _full_course(tokens: Sequence[Token], reading: Reading) -> bool:
    """`100% viên chức đã tiêm đủ 2 mũi`: how much makes a full course, not how much was given."""
    return reading.first > 0 and tokens[reading.first - 1].norm == "đủ" and reading.quantity.unit.split(" ")[0] in _COURSE


def _limits(tokens: Sequence[Token], reading: Reading, following: Reading) -> bool:
    """`tỷ lệ khám thai trong 3 thời kỳ đạt 95%`: a number among the words of a rate that is reached only after it."""
    if following.quantity.unit != "%" or reading.quantity.unit == "%" or tokens[following.first - 1].norm not in _REACHING:
        return False
    if following.first - reading.last > _LONGEST_RATE or any(t.kind == "mark" for t in tokens[reading.last : following.first]):
        return False
    for index in range(reading.first - 1, max(-1, reading.first - _LONGEST_RATE), -1):
        if tokens[index].text in ",;:.(":
            return False
        if tokens[index].norm == "lệ" and tokens[index - 1].norm == "tỉ":
            return True
    return False


def _ranges(tokens: Sequence[Token], readings: Sequence[Reading]) -> list[Reading]:
    """The readings with the two ends of each range told apart: `từ 400 đến 600 lượt`, `300 - 500 nghìn đồng`."""
    done: list[Reading] = []
    for reading in readings:
        lower = _same_scale(tokens, done[-1], reading) if done else None
        if lower and _is_range(tokens, lower, reading):
            begun = lower.first > 0 and tokens[lower.first - 1].norm == "từ"
            unit = reading.quantity.unit
            done[-1] = replace(lower, quantity=replace(lower.quantity, bound="at_least", unit=unit), first=lower.first - begun, ends="from")
            reading = replace(reading, quantity=replace(reading.quantity, bound="at_most"), ends="to")
        done.append(reading)
    return done


def _is_range(tokens: Sequence[Token], lower: Reading, upper: Reading) -> bool:
    unitless = lower.unit == lower.noun
    if lower.ends or lower.last != upper.first - 1 or not (unitless or lower.quantity.unit == "%"):
        return False
    if lower.quantity.target is not None or lower.quantity.value >= upper.quantity.value:
        return False
    between = tokens[lower.last].norm
    begun = lower.first > 0 and tokens[lower.first - 1].norm == "từ"
    return between in ("-", "–") or (between in ("đến", "tới") and (begun or unitless))


def _same_scale(tokens: Sequence[Token], lower: Reading, upper: Reading) -> Reading:
    """`300 - 500 nghìn đồng`: the multiplier of the upper end is that of the lower one too."""
    if lower.last != upper.first - 1:
        return lower
    plain, _, _ = digits(tokens, upper.number)
    if not plain or digits(tokens, lower.number)[1] != lower.unit or upper.quantity.value == plain:
        return lower
    return replace(lower, quantity=replace(lower.quantity, value=lower.quantity.value * (upper.quantity.value / plain)))
