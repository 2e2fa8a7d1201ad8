"""The words within a quote that prove the fact: names, the post's words, the figure however it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

_WIDE_SPACE = re.compile(r"\s\s|[^\S ]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SCALES = (Decimal(1), Decimal(100), Decimal(1000), Decimal(10) ** 6, Decimal(10) ** 9)  # trăm, nghìn, triệu, tỷ


def segments(quote: str, words: Iterable[str], numbers: Iterable[Decimal] = ()) -> list[str]:
    """A quote cut where its marked words begin and end: plain, marked, plain, marked, …, always an odd count.

    Each of `words` is marked wherever it stands, whatever its case and however wide its spaces; overlapping ones are one mark.
    A figure is marked if it reads as one of `numbers`, in full or before a word like `nghìn`. Where nothing is found, all of
    the quote is marked.

    >>> segments("Khám cho hơn 27 nghìn lượt.", ["Khám"], [Decimal(27000)])
    ['', 'Khám', ' cho hơn ', '27', ' nghìn lượt.']
    """
    spans = []
    places: Sequence[int] = range(len(quote))  # where the letters of `lowered` stand in the quote
    lowered = quote.lower()
    if _WIDE_SPACE.search(quote):
        places = [place for place in places if not (quote[place].isspace() and quote[place - 1 : place].isspace())]
        lowered = "".join(" " if quote[place].isspace() else quote[place] for place in places).lower()
    if len(lowered) == len(places):
        for word in sorted({word.lower() for word in words if word.strip()}):
            start = lowered.find(word)
            while start >= 0:
                end = start + len(word)
                if not (lowered[start - 1 : start].isalnum() or lowered[end : end + 1].isalnum()):
                    spans.append((places[start], places[end - 1] + 1))
                start = lowered.find(word, end)
    wanted = {abs(number) for number in numbers}
    if wanted:
        spans += [found.span() for found in _NUMBER.finditer(quote) if wanted & _readings(found.group())]
    spans.sort(key=lambda span: (span[0], -span[1]))

    cut: list[str] = []
    at = 0
    for start, end in spans:
        if cut and start < at:  # it overlaps the one before: both are one mark
            cut[-1] += quote[at:end]
        else:
            cut += [quote[at:start], quote[start:end]]
        at = max(at, end)
    return [*cut, quote[at:]] if cut else ["", quote, ""]


def spoken(quote: str, names: list[str]) -> list[str]:
    """How a quote names a thing: `names`, or where none is there, as much of the first one's beginning as is (two words at least).

    >>> spoken("Trưởng Ban Tuyên giáo Thị ủy", ["Ban Tuyên giáo Thị ủy Ngã Năm"])
    ['Ban Tuyên giáo Thị ủy']
    """
    lowered = " ".join(quote.lower().split())
    if not any(name.lower() in lowered for name in names):
        words = names[0].split() if names else []
        for length in range(len(words) - 1, 1, -1):
            beginning = " ".join(words[:length])
            if beginning.lower() in lowered:
                return [beginning]
    return names


def _readings(figure: str) -> set[Decimal]:
    """What a figure may mean: `1.234,5` has a decimal comma, `12.5` may be a fraction or a mistyped thousand."""
    plain = figure.replace(".", "").replace(",", ".")
    readings = {plain} if plain.count(".") <= 1 else set()
    if figure.count(".") == 1 and "," not in figure:
        readings.add(figure)
    if "." not in figure:
        readings.add(figure.replace(",", ""))
    return {Decimal(reading) * scale for reading in readings for scale in _SCALES}
