"""A sentence read from left to right as items: persons, posts, bodies, places, titles, marks and words.

Patterns over the items' kinds (`kg.grammar`) then say what they have to do with each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from kg import gazetteer
from kg.extract import names
from kg.extract.kinds import kinds
from kg.extract.organizations import begins_body, organization_at
from kg.extract.places import LEVELS, place_at
from kg.extract.posts import MODIFIERS, post_at, profession_at, professions, roles
from kg.lexicon import Hit, Lexicon, SchemeConcept
from kg.model import Item, Sentence, Token
from kg.values import dataclass

_MARKS = {
    **{",": "COMMA", ";": "SEMI", ":": "COLON", "(": "OPEN", ")": "CLOSE", ".": "POINT"},
    **dict.fromkeys("-–+•", "DASH"),
}
_OFFICE = ("giữ chức", "giữ chức vụ", "giữ chức danh", "chức vụ", "chức danh", "vào chức danh", "giữ nhiệm vụ", "nhiệm vụ", "làm")
_TAKES = (
    *("giữ chức vụ", "giữ chức", "giữ chức danh", "giữ cương vị", "giữ vị trí", "giữ nhiệm vụ", "đảm nhiệm chức vụ", "đảm nhận chức vụ"),
    *("đảm nhiệm", "làm", "là", "tái đắc cử", "tái đắc cử chức danh", "trúng cử", "đắc cử"),
    *(f"bổ nhiệm {office}" for office in _OFFICE[:-1]),
    *(
        " ".join(part for part in (verb, more, office) if part)
        for verb in ("được bầu", "được bổ nhiệm", "được giao", "được phân công", "được cử", "được chỉ định")
        for more in ("", "lại", "bổ sung")
        for office in ("", *_OFFICE)
    ),
)
_LEAVES = (
    "miễn nhiệm, miễn nhiệm chức danh, miễn nhiệm chức vụ, bãi nhiệm, bãi nhiệm chức danh, cho thôi giữ chức, cho thôi giữ chức vụ, "
    "cho thôi làm nhiệm vụ, thôi giữ chức, thôi giữ chức vụ, thôi làm nhiệm vụ"
)
_WORDS = Lexicon(
    {
        **dict.fromkeys(("và", "cùng", "cùng với", "kiêm", "đồng thời là"), "AND"),
        **dict.fromkeys(("đều", "đều là", "cùng là", "đều giữ chức"), "BOTH"),
        **dict.fromkeys(_TAKES, "TAKES"),
        **dict.fromkeys(_LEAVES.split(", "), "LEAVES"),
        "đối với": "FOR",
        **dict.fromkeys(("nghỉ hưu", "về hưu", "nghỉ hưu trước tuổi", "nghỉ chế độ"), "RETIRES"),
    }
)


@dataclass(frozen=True, slots=True)
class _Begins:
    """What can begin with a word."""

    post: bool = False
    profession: bool = False
    title: bool = False
    honorific: bool = False
    body: bool = False
    level: bool = False
    word: bool = False


@cache
def _openings() -> dict[str, _Begins]:
    """The folded words with which anything but a plain word or a name can begin; most words are passed over by this."""
    firsts = (
        roles().first_words | MODIFIERS,
        professions().first_words,
        *(lexicon.first_words for lexicon in (names.titles(), names.HONORIFICS, kinds(), LEVELS, _WORDS)),
    )
    return {word: _Begins(*(word in first for first in firsts)) for word in frozenset().union(*firsts)}


_NOTHING = _Begins()


def items(text: str, sentence: Sentence) -> list[Item]:
    """The sentence read from left to right as posts, persons, bodies, places, titles, marks and words."""
    tokens, index = sentence.tokens, 0
    openings = _openings()
    found: list[Item] = []
    held: tuple[str, ...] = ()
    introduced = False
    last = len(tokens)
    while index < last:
        token = tokens[index]
        if token.kind == "mark":
            item = _plain(_MARKS.get(token.text, "MARK"), index)
        else:
            begins = openings.get(token.norm) if token.kind == "word" else None
            telling = _word_item(text, tokens, index, begins or _NOTHING, introduced, held, found) if begins or token.capital else None
            if telling is None:
                found.append(_plain("WORD", index))
                introduced, held = False, ()
                index += 1
                continue
            item = telling
        if item.kind == "TITLE":
            introduced = True
            held += (item.value,)
        elif item.kind == "HONORIFIC":
            introduced = True
        elif introduced and item.kind not in ("POINT", "DASH", "COMMA"):
            introduced, held = False, ()
        found.append(item)
        index = item.end
    return found


@lru_cache(maxsize=4096)
def _plain(kind: str, index: int) -> Item:
    """A word or a mark that is nothing more: the same in every sentence."""
    return Item(kind, index, index + 1)


def _word_item(
    text: str, tokens: Sequence[Token], index: int, begins: _Begins, introduced: bool, held: tuple[str, ...], before: Sequence[Item]
) -> Item | None:
    """The item that begins with the word at token `index`, or None for a plain word."""
    if begins.post and (post := post_at(text, tokens, index)):
        return Item("POST", index, post.end, post.value)
    if begins.profession and _follows_a_name(before) and (post := profession_at(text, tokens, index)):
        return Item("POST", index, post.end, post.value)
    named = tokens[index].capital and not _inside_a_name(tokens, index, introduced, before)
    name = _name_item(text, tokens, index, introduced, held) if named else None
    if name and not introduced and not (before and before[-1].kind == "POST") and _is_counted(tokens, name.end):
        name = Item("NAMESAKE", index, name.end)  # of a list of places: `phường Lê Lợi 31 ca, Trần Phú 17 ca`
    if introduced and name and name.kind != "NAMESAKE" and names.is_full(name.value.name) and not begins_body(tokens, index):
        return name
    if begins.title and (title := names.titles().at(tokens, index)):
        words = text[tokens[title.start].start : tokens[title.end - 1].end].strip(" .,")
        return Item("TITLE", title.start, title.end, " ".join(words.split()))
    honorific = names.HONORIFICS.at(tokens, index) if begins.honorific else None
    if honorific and not _is_place(tokens, index):
        return Item("HONORIFIC", honorific.start, honorific.end)
    kind = kinds().at(tokens, index) if begins.body else None
    if name and (name.kind == "NAMESAKE" or names.is_full(name.value.name)) and kind is None:
        return name
    body = organization_at(text, tokens, index) if kind and not _amid_a_name(tokens, kind, before) else None
    if body and not (name and name.end - name.start > 1 and body.end <= name.end):
        return Item("ORG", index, body.end, body.value)
    if name:
        return name
    if (begins.level or tokens[index].capital) and (place := place_at(text, tokens, index)):
        return Item("PLACE", index, place.end, place.value)
    if begins.word and (word := _WORDS.at(tokens, index)):
        return Item(word.value, index, word.end)
    compound = kind or (LEVELS.at(tokens, index) if begins.level else None)
    return Item("WORD", index, compound.end) if compound and compound.value is None else None


def _inside_a_name(tokens: Sequence[Token], index: int, introduced: bool, before: Sequence[Item]) -> bool:
    """Whether a capital is not the first of a run that names something else: `Sơn` in `các xã Phú Sơn Mẫu Hạ`."""
    if introduced or not before or before[-1].kind != "WORD" or index < 2:
        return False
    last = tokens[index - 1]
    return last.capital and last.kind == "word" and tokens[index - 2].kind == "word"


def _is_counted(tokens: Sequence[Token], index: int) -> bool:
    """True where a number stands that tells no age: of whom it is told is nobody."""
    return index + 1 < len(tokens) and tokens[index].kind == "number" and tokens[index + 1].norm != "tuổi"


def _follows_a_name(before: Sequence[Item]) -> bool:
    """`X, …` or `X - …`: what comes says who X is."""
    return len(before) > 1 and before[-1].kind in ("COMMA", "DASH") and before[-2].kind == "PERSON"


def _amid_a_name(tokens: Sequence[Token], kind: Hit[SchemeConcept | None], before: Sequence[Item]) -> bool:
    """Whether a head noun of one word stands in the midst of another name: `Đài` in `Cao Đài Tòa Thánh`."""
    return kind.end == kind.start + 1 and bool(before) and before[-1].kind == "WORD" and tokens[kind.start - 1].capital


def _is_place(tokens: Sequence[Token], index: int) -> bool:
    return tokens[index].capital and index + 1 < len(tokens) and tokens[index + 1].capital and gazetteer.starts(tokens, index) is not None


def _name_item(text: str, tokens: Sequence[Token], index: int, introduced: bool, held: tuple[str, ...]) -> Item | None:
    end = names.name_end(tokens, index)
    if end == index:
        return None
    if not names.is_name(tokens, index, end, introduced):
        return Item("NAMESAKE", index, end) if names.is_namesake(tokens, index, end) else None
    certain = introduced or (end - index > 2 and not names.is_ordinary(tokens, index))
    return Item("PERSON" if certain else "NAME", index, end, names.person(text, tokens, index, end, held))
