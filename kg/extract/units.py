"""Units: what is said after a number to count or measure by, from the scheme of `ontology/units.ttl`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from kg.extract.amounts import MULTIPLIERS
from kg.extract.phrases import noun_end
from kg.lexicon import Hit, Lexicon, listed, scheme
from kg.model import Token
from kg.values import dataclass

RATIOS = frozenset({"%", "‰"})
# Words that only begin like a unit, and nouns that begin with a word which no noun begins with.
_NO_UNITS = listed(
    {
        True: "đồng phạm, đồng bào, đồng đội, đồng nghiệp, bộ luật, bộ trưởng, ca sĩ, con đường, hộ chiếu, hộ lý, giường chiếu, "
        "nhà hàng, nhà thuốc, nhà máy, nhà trường, nhà nghỉ, nhà văn hóa, nhà vệ sinh, nhà tiêu, lần lượt"
    }
)
_ACCUSED = listed({True: "bị can, bị cáo, bị hại, bị đơn"})
# A word that cannot be the noun that a number counts.
NO_NOUN = frozenset(
    "và hoặc hay là được trong tại so với của cho để đã đạt tăng giảm đến từ theo thì mà trở trên dưới khoảng gồm bằng "
    "có nhưng như sau trước khi nên do vì bởi qua về vào ra lên xuống cùng này đó đang sẽ chiếm còn tiếp thuộc ở mỗi các "
    "những bị không chưa vượt vừa rồi nữa hơn gần cũng đều lại thêm năm tháng nhằm".split()
)
_WHOLES = frozenset("10 100 1.000 1000 10.000 10000 100.000 100000".split())  # of which a rate speaks: /100.000 dân
_PLANS = frozenset({"kế", "kh", "chỉ"})  # `27.000 lượt/ kế hoạch 30.000 lượt`


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit is tokens[start:end]; `name` is how the text says it, `guessed` that no scheme knows it."""

    start: int
    end: int
    name: str
    guessed: bool = False


@cache
def units() -> Lexicon[str]:
    """The units of `ontology/units.ttl` by all their labels."""
    return Lexicon((label, concept.label) for concept in scheme("units") for label in concept.labels)


def known(tokens: Sequence[Token], index: int) -> Hit[str] | None:
    """The unit of the scheme at `index`; a word that only begins like one is none (`đồng phạm`, `Bộ luật`)."""
    hit = units().at(tokens, index) if index < len(tokens) else None
    if hit is None or _NO_UNITS.at(tokens, index):
        return None
    text = tokens[index].text
    return None if hit.end == index + 1 and tokens[index].capital and (not text.isupper() or len(text) == 1) else hit  # 81 M


def follows(tokens: Sequence[Token], index: int) -> bool:
    """True where a unit or a multiplier stands at `index`."""
    return index < len(tokens) and (tokens[index].text in RATIOS or tokens[index].norm in MULTIPLIERS or known(tokens, index) is not None)


def unit_at(tokens: Sequence[Token], index: int, scaled: bool) -> Unit:
    """The unit of a number that ends before `index`; empty where none is said. After a multiplier `tỷ` alone means money.

    A unit that no scheme knows is guessed to be the noun that follows.
    """
    money = scaled and tokens[index - 1].norm in ("tỷ", "tỉ")
    if index >= len(tokens):
        return Unit(index, index, "đồng" if money else "")
    token = tokens[index]
    if token.text in RATIOS:
        return Unit(index, _rate_end(tokens, index + 1), token.text)
    hit = known(tokens, index)
    if hit:
        end = _rate_end(tokens, hit.end)
        plain = end == hit.end and hit.value in ("%", "‰", "đồng")
        return Unit(index, end, hit.value if plain else _joined(tokens[index:end]))
    if money:
        return Unit(index, index, "đồng")
    if accused := _ACCUSED.at(tokens, index):
        return Unit(index, accused.end, _joined(tokens[index : accused.end]))
    if token.kind == "word" and len(token.text) > 1 and token.norm not in NO_NOUN and token.norm not in MULTIPLIERS:
        for end in range(index + 2, min(index + 4, len(tokens) - 1)):
            if tokens[end].text == "/" and tokens[end + 1].kind == "number":  # bé trai/100 bé gái
                last = _rate_end(tokens, end)
                return Unit(index, last, _joined(tokens[index:last]))
        noun = noun_end(tokens, index)
        return Unit(index, noun, _joined(tokens[index:noun]) if noun > index else "", True)
    return Unit(index, index, "")


def _rate_end(tokens: Sequence[Token], index: int) -> int:
    """The end of `/vạn dân`, `/người/tháng`, `/100 bé gái` after a unit."""
    while index + 1 < len(tokens) and tokens[index].text == "/":
        end = index + 1
        if tokens[end].norm in _PLANS:
            return index
        if tokens[end].kind == "number":
            if tokens[end].text not in _WHOLES:
                return index
            end += 1
        if end < len(tokens) and tokens[end].norm in MULTIPLIERS:
            end += 1
        hit = known(tokens, end)
        if hit:
            end = hit.end
        elif end < len(tokens) and _nounlike(tokens[end]):
            end += 1 + (end + 1 < len(tokens) and _nounlike(tokens[end + 1]))
        elif end == index + 1:
            return index
        index = end
    return index


def _nounlike(token: Token) -> bool:
    return token.kind == "word" and token.norm not in NO_NOUN and token.norm not in MULTIPLIERS and not token.capital


def _joined(tokens: Sequence[Token]) -> str:
    words = [tokens[0].text]
    for before, token in pairwise(tokens):
        glued = before.end == token.start or "/" in (before.text, token.text)
        words.append(token.text if glued else " " + token.text)
    return "".join(words) if "/" in words else "".join(words).lower()
