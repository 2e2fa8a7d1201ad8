"""Tokens: words, numbers and marks, each with its place in the document."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Literal

from kg.model import Token
from kg.text.normalize import fold

# A word may hold an apostrophe (H'Linh, K’Brèo), an ampersand (GD&ĐT) or the slash of đ/c; letters and digits part
# (bệnh73.410, COVID-19). A number keeps its points and commas; what they mean is for kg.extract.quantities to say.
# The space before a token is taken with it, and most words are told at once: to find out at each space that no token begins there,
# and after each word that it does not go on, takes half of the time.
_TOKEN = re.compile(
    r" ?("
    r"[a-zàáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]++(?=[ ,.])"
    r"|[đĐ]/[cC]\b|[^\W\d_]+(?:['’ʼ&][^\W\d_]+)*(?:['’ʼ](?=\s[A-ZĐ]))?"  # a word
    r"|\d+(?:[.,]\d+)*"  # a number
    r"|\.{2,}|[^\w\s]|_"  # a mark
    r")"
)


_APOSTROPHES = "'’ʼ"  # whether one ends a word or stands alone is told by what comes after the space
_new: Callable[[type[Token]], Any] = object.__new__  # there are many: to make one and set its fields takes two thirds of a call


def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of `text[start:end]`, with offsets in `text`.

    >>> [t.text for t in tokens("Khám 73.410/240.000 lượt, đạt 30,59%")]
    ['Khám', '73.410', '/', '240.000', 'lượt', ',', 'đạt', '30,59', '%']
    """
    found = []
    end = len(text) if end is None else end
    at = start
    for part in text[start:end].split(" "):
        stop = at + len(part)
        if part.isalpha():  # most are, and then no pattern is asked
            token = _new(Token)
            token.start, token.end = at, stop
            token.text, token.norm, token.kind, token.capital = _form(part)
            found.append(token)
        elif part:
            for m in _TOKEN.finditer(text, at, min(stop + 2, end) if part[-1] in _APOSTROPHES else stop):
                if m.start(1) >= stop:
                    break
                token = _new(Token)
                token.start, token.end = m.span(1)
                token.text, token.norm, token.kind, token.capital = _form(m[1])
                found.append(token)
        at = stop + 1
    return tuple(found)


def folded(text: str) -> list[str]:
    """The folded form of each token of a text, marks included: what `Lexicon.among` reads.

    >>> folded("Tỷ lệ (%)")
    ['tỉ', 'lệ', '(', '%', ')']
    """
    words = text.split()
    return list(map(fold, words if "".join(words).isalpha() else _TOKEN.findall(text)))  # of letters alone: what the spaces part


def norms(text: str) -> list[str]:
    """The folded words and numbers of a text, and of its marks those that say how something is counted.

    >>> norms("Tỉ lệ HbA1C (dưới 7%)")
    ['tỉ', 'lệ', 'hba', '1', 'c', 'dưới', '7', '%']
    """
    words = text.split()
    if "".join(words).isalpha():
        return list(map(fold, words))
    return [norm for _, norm, kind, _ in map(_form, _TOKEN.findall(text)) if kind != "mark" or norm in "+%"]


@lru_cache(maxsize=65536)
def _form(word: str) -> tuple[str, str, Literal["word", "number", "mark"], bool]:
    """What a token of this form has beside its place."""
    first = word[0]
    kind: Literal["word", "number", "mark"] = "number" if first.isdecimal() else "word" if first.isalnum() else "mark"
    return word, fold(word), kind, kind == "word" and first.isupper()
