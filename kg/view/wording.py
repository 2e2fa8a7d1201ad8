"""How figures, days, periods and facts are written for a reader, in Vietnamese or in English: what `words.js` does in the page."""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from kg.view.triples import Names


class Wording:
    """The words of one language. Facts are those of `kg.view.network.network`: what they lack is absent.

    >>> VIETNAMESE.period("2024-01-01", "2024-09-30"), ENGLISH.period("2024-04-01", "2024-06-30")
    ('9 tháng đầu năm 2024', 'quarter 2 of 2024')
    """

    def __init__(self, english: bool) -> None:
        self.english = english

    def pick(self, names: Names | list[str]) -> str:
        """Of a Vietnamese and an English name, the one of this language."""
        return names[self.english]

    def word(self, key: str, **values: object) -> str:
        """A phrase of `words.json` with its blanks filled in."""
        return re.sub(r"\{(\w+)\}", lambda found: str(values.get(found[1], "")), self.pick(_phrases()[key]))

    def number(self, decimal: str) -> str:
        """A decimal as it stands in the graph (`204518.5`), in the reader's writing: `204.518,5` or `204,518.5`."""
        whole, _, fraction = decimal.partition(".")
        group, point = (",", ".") if self.english else (".", ",")
        grouped = re.sub(r"\B(?=(\d{3})+(?!\d))", group, whole)
        return f"{grouped}{point}{fraction}" if fraction else grouped

    def amount(self, amount: Mapping[str, Any], sign: bool = True) -> str:
        """A value with its bound and unit: `hơn 1.250 lượt`."""
        value, unit = amount.get("value", ""), amount.get("unit", "")
        figure = self.number(value if sign else value.removeprefix("-"))
        bound = self.word(f"bound.{amount.get('bound', 'exact')}") if amount.get("bound") in BOUNDS else ""
        return " ".join(part for part in (bound, figure + (unit if unit == "%" else f" {unit}" if unit else "")) if part)

    def day(self, day: str) -> str:
        """`2024-10-27` as `27/10/2024`; in English as it is."""
        return day if self.english else "/".join(reversed(day.split("-")))

    def period(self, start: str, end: str) -> str:
        """An interval of days, both included, by its name where it has one (`quý I`'s is `quý 1/2024`); empty for none."""
        if not end:
            return self.day(start)
        if not start:
            return self.word("period.open", end=self.day(end))
        if start == end:
            return self.day(start)
        return self._named(start, end) or f"{self.day(start)} – {self.day(end)}"

    def _named(self, start: str, end: str) -> str:
        try:
            year, first, day = map(int, start.split("-"))
            end_year, last, end_day = map(int, end.split("-"))
            whole = year == end_year and day == 1 and end_day == calendar.monthrange(end_year, last)[1]
        except (ValueError, calendar.IllegalMonthError):
            return ""
        if not whole:
            return ""
        if named := {(1, 12): "year", (1, 6): "half", (7, 12): "half2"}.get((first, last)):
            return self.word(f"period.{named}", year=year)
        if first == last:
            return self.word("period.month", n=f"{first:02}" if self.english else first, year=year)
        if last - first == 2 and last % 3 == 0:
            return self.word("period.quarter", n=last // 3, year=year)
        return self.word("period.months", n=last, year=year) if first == 1 else ""

    def when(self, fact: Mapping[str, Any]) -> str:
        """The time that a fact speaks of; where it has none, words that say so."""
        if fact["kind"] == "RoleHolding":
            said = [self.word(f"fact.{name}", date=self.day(fact[name])) for name in ("since", "until") if fact.get(name)]
            said = said or [self.word("fact.asOf", date=self.day(fact["asOf"])) if fact.get("asOf") else self.word("fact.nodate")]
            return " ".join(said)
        period = self.period(fact.get("start", ""), fact.get("end", ""))
        return period or (self.word("period.none") if fact["kind"] == "Observation" else "")

    def comparison(self, comparison: Mapping[str, Any]) -> str:
        """How a figure stands to a plan or to an earlier period: `đạt 91,03% kế hoạch năm`, `giảm 4% so với cùng kỳ`."""
        baseline = comparison.get("baseline", "")
        if comparison["kind"] == "attainment":
            key = "fact.attainment.baseline" if baseline else "fact.attainment"
            return self.word(key, value=self.amount(comparison), baseline=baseline)
        down = comparison.get("value", "").startswith("-")
        text = self.word("fact.change.down" if down else "fact.change.up", value=self.amount(comparison, sign=False))
        against = re.sub(r"^so\s+(với\s+)?", "", baseline, flags=re.IGNORECASE)
        return f"{text} {self.word('fact.baseline', baseline=against)}" if against else text

    def notes(self, fact: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """What an observation says beside its figure, each with what it is: `target`, `attainment`, `change` or `planned`."""
        if fact.get("planned"):
            yield "planned", self.word("fact.planned")
        if fact.get("target"):
            yield "target", self.word("fact.target", value=self.amount({"value": fact["target"], "unit": fact.get("unit", "")}))
        for comparison in fact.get("comparisons", ()):
            yield comparison["kind"], self.comparison(comparison)


@cache
def _phrases() -> dict[str, list[str]]:
    phrases: dict[str, list[str]] = json.loads(resources.files("kg.view").joinpath("words.json").read_text(encoding="utf-8"))
    return phrases


BOUNDS = ("exact", "over", "almost", "about", "at_least", "at_most")
VIETNAMESE, ENGLISH = Wording(english=False), Wording(english=True)
