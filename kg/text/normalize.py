"""One form for every way to write the same Vietnamese word, to compare by; the text itself is never rewritten."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Where the tone mark stands in oa, oe, uy at the end of a syllable is a matter of taste: hoà and hòa, uỷ and ủy.
# The newer place is made the older one, except after q (quý), where the vowel is y alone and the older place is a slip.
_TONE_PAIRS = dict(
    zip(
        "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ".split(),
        "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy".split(),
        strict=True,
    )
)
_SLIPS = dict(zip("qùy qúy qủy qũy qụy".split(), "quỳ quý quỷ quỹ quỵ".split(), strict=True))
_NEW_TONE = re.compile("(?:" + "|".join(_SLIPS) + "|(?<!q)(?:" + "|".join(_TONE_PAIRS) + r"))(?!\w)")
_PLACED = _TONE_PAIRS | _SLIPS
# After these consonants i and y are one vowel: sĩ and sỹ, tỷ and tỉ, quý and quí.
_Y_AS_I = re.compile(r"(?<!\w)(h|k|l|m|s|t|qu)([yỳýỷỹỵ])(?!\w)")
_I_AS_Y = re.compile(r"(?<![a-z])(h|k|l|m|s|t|qu)i(?![a-z])")
_I = str.maketrans("yỳýỷỹỵ", "iìíỉĩị")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_PUNCTUATION = str.maketrans("–—‐‑−’‘ʼ´`“”„«»", "-----'''''\"\"\"\"\"")


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """The form of a word that lexicons compare: case, tone place, i or y, dashes and quotes made one.

    >>> fold("Uỷ") == fold("ủy"), fold("Bác sỹ") == fold("bác sĩ"), fold("K’Brèo")
    (True, True, "k'brèo")
    """
    word = _INVISIBLE.sub("", unicodedata.normalize("NFC", word)).translate(_PUNCTUATION).lower()
    word = _NEW_TONE.sub(lambda m: _PLACED[m.group()], word)
    return _Y_AS_I.sub(lambda m: m[1] + m[2].translate(_I), word)


@lru_cache(maxsize=65536)
def bare(text: str) -> str:
    """Text without case, marks and tones, đ as d: what people type to search, and what IRIs are made of.

    >>> bare("Đắk Lắk"), bare("Quách Thị Mẫu Ngoan")
    ('dak lak', 'quach thi mau ngoan')
    """
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def slug(text: str) -> str:
    """Text as the last part of an IRI: ASCII letters, digits and hyphens. Words that `fold` makes one stay one; they
    get the y that most of them are written with.

    >>> slug("Ủy ban Kiểm tra Huyện ủy"), slug("Lý Sĩ Mẫu"), slug("Lý Sỹ Mẫu")
    ('uy-ban-kiem-tra-huyen-uy', 'ly-sy-mau', 'ly-sy-mau')
    """
    words = re.sub(r"[^a-z0-9]+", "-", bare(fold(text)).replace("'", "")).strip("-")
    return _I_AS_Y.sub(r"\1y", words)
