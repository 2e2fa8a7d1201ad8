"""The noun that a number counts where no scheme knows it, bounded by underthesea's word segmentation and tags.

Vietnamese writes a space between syllables, so a noun of two (`quy trình`, `thực khách`) looks like two words. This is
the only place that loads underthesea; it does so when the first unknown noun is met, and only the few words after a
number are given to it. `ENABLED` can be set to False to measure what it is worth: then the first syllable is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from kg.model import Token

ENABLED = True
_LONGEST = 6  # tokens that are looked at
_NUMBER = "10"


def noun_end(tokens: Sequence[Token], index: int) -> int:
    """The token after the noun that begins at `index`; `index` itself where no common noun begins there.

    >>> from kg.text.tokens import tokens
    >>> noun_end(tokens("7.020 quy trình được cập nhật"), 1), noun_end(tokens("2 gây hẹp khoảng 80%"), 1)
    (3, 1)
    """
    end = index
    while end < len(tokens) and end - index < _LONGEST and tokens[end].kind == "word":
        end += 1
    if end == index or not ENABLED:
        return min(index + 1, end)
    return index + first_noun(" ".join(token.text for token in tokens[index:end]))


@lru_cache(maxsize=4096)
def first_noun(phrase: str) -> int:
    """How many syllables the noun has with which a phrase begins, 0 where it begins with none; two nouns of one syllable are
    one (`chủ tàu`).

    A number before the phrase helps the tagger. It may rewrite letters but keeps the syllables, so these are counted and
    never searched for; where their number does not fit, nothing is taken.
    """
    from underthesea import pos_tag  # noqa: PLC0415 - it takes half a second to import

    tagged = [(len(word.split()), tag) for word, tag in pos_tag(f"{_NUMBER} {phrase}")][1:]
    if not tagged or sum(length for length, _ in tagged) != len(phrase.split()) or not _common(tagged[0][1]):
        return 0
    length = tagged[0][0]
    return length + 1 if length == 1 and len(tagged) > 1 and tagged[1] == (1, "N") else length


def _common(tag: str) -> bool:
    return tag.startswith("N") and tag != "Np"
