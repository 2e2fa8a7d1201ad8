"""Tokens: words, numbers and marks, each with its place in the document."""

from __future__ import annotations

import re

from kg.model import Token
from kg.text.normalize import fold

# A word may hold an apostrophe (H'Linh, K’Brèo), an ampersand (GD&ĐT) or the slash of đ/c; letters and digits part
# (bệnh73.410, COVID-19). A number keeps its points and commas; what they mean is for kg.extract.quantities to say.
_TOKEN = re.compile(
    r"(?P<word>[đĐ]/[cC]\b|[^\W\d_]+(?:(?:['’ʼ]|&)[^\W\d_]+)*(?:['’ʼ](?=\s[A-ZĐ]))?)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    r"|(?P<mark>\.{2,}|[^\w\s]|_)"
)


def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of `text[start:end]`, with offsets in `text`.

    >>> [t.text for t in tokens("Khám 73.410/240.000 lượt, đạt 30,59%")]
    ['Khám', '73.410', '/', '240.000', 'lượt', ',', 'đạt', '30,59', '%']
    """
    found = []
    for m in _TOKEN.finditer(text, start, len(text) if end is None else end):
        word, kind = m[0], m.lastgroup
        found.append(Token(*m.span(), word, fold(word), kind, kind == "word" and word[0].isupper()))  # type: ignore[arg-type]
    return tuple(found)
