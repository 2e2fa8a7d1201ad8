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
    return index + _first_noun(" ".join(token.text for token in tokens[index:end]))


@lru_cache(maxsize=4096)
def _first_noun(phrase: str) -> int:
    """How many syllables the first word of a phrase has where it is a common noun, else 0.

    The tagger may rewrite a word's letters but keeps its syllables, so these are counted and never searched for; where
    their number does not fit, nothing is taken.
    """
    from underthesea import pos_tag  # takes half a second

    tagged = pos_tag(phrase)
    if not tagged or sum(len(word.split()) for word, _ in tagged) != len(phrase.split()):
        return 0
    word, tag = tagged[0]
    return len(word.split()) if tag.startswith("N") and tag != "Np" else 0
