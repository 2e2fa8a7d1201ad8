"""The grammar engine: patterns over the kinds of a sentence's items, run by `re` at the speed of C.

A level of the extractor turns a sentence into items, each of a kind (`PERSON`, `POST`, `COMMA`, …). A pattern reads
like the phrase it matches:

    Pattern("holder:PERSON (AND other:PERSON)? SEP first:POST (COMMA POST)*")

Each kind is one private-use character, so a sentence of items is a short string and a pattern an ordinary regular
expression over it: the marks `( ) | ? * + . {m,n}` and `(?= )`, `(?! )`, `(?<= )`, `(?<! )` mean what they mean there, `.` being any item.
`name:KIND` and `name:(…)` capture. A keyword is a kind of its own, so free text cannot swallow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.model import Item
from kg.values import dataclass


class _Codes(dict[str, str]):
    """The character of each kind, given when the kind is first met."""

    def __missing__(self, kind: str) -> str:
        self[kind] = chr(0xE000 + len(self))
        return self[kind]


_CODES = _Codes()
_PART = re.compile(r"(?P<name>[a-z_]\w*):|(?P<kind>[A-Z][A-Z_0-9]*)|(?P<mark>\(\?<?[=!]|\(|\)|\||[?*+.]|\{\d*,?\d*\})|(?P<space>\s+)")


def encode(items: Sequence[Item]) -> str:
    """The string that patterns run over: one character an item."""
    return "".join([_CODES[item.kind] for item in items])


@dataclass(frozen=True, slots=True)
class Found:
    """A match: the items it covers, `items[start:end]`, and those of each capture (none where it took no part)."""

    start: int
    end: int
    captures: dict[str, Sequence[Item]]


class Pattern:
    """A pattern over item kinds; see the module's text for how it is written.

    >>> items = [Item("PERSON", 0, 3), Item("DASH", 3, 4), Item("POST", 4, 9)]
    >>> [[i.kind for i in found.captures["post"]] for found in Pattern("PERSON DASH post:POST").finditer(items)]
    [['POST']]
    """

    def __init__(self, pattern: str) -> None:
        parts, index, pending = [], 0, ""
        while index < len(pattern):
            m = _PART.match(pattern, index)
            if m is None:
                raise ValueError(f"pattern {pattern!r}: cannot read {pattern[index:]!r}")
            index = m.end()
            if m["name"]:
                pending = m["name"]
            elif m["kind"]:
                code = _CODES[m["kind"]]
                parts.append(f"(?P<{pending}>{code})" if pending else code)
                pending = ""
            elif m["mark"]:
                mark = m["mark"]
                if mark == "(":
                    mark = f"(?P<{pending}>" if pending else "(?:"
                    pending = ""
                parts.append(mark)
        self.pattern = pattern
        self._regex = re.compile("".join(parts), re.DOTALL)

    def finditer(self, items: Sequence[Item], codes: str | None = None) -> Iterator[Found]:
        """Every match from left to right, none overlapping. `codes` is `encode(items)` where one has it already."""
        for m in self._regex.finditer(encode(items) if codes is None else codes):
            yield Found(
                m.start(),
                m.end(),
                {name: items[m.start(name) : m.end(name)] if m[name] is not None else () for name in self._regex.groupindex},
            )
