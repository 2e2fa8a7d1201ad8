"""A sentence read from left to right as items: persons, posts, bodies, places, titles, marks and words.

Patterns over the items' kinds (`kg.grammar`) then say what they have to do with each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg import gazetteer
from kg.extract import names
from kg.extract.organizations import begins_body, kinds, organization_at
from kg.extract.places import LEVELS, place_at
from kg.extract.posts import MODIFIERS, post_at, profession_at, professions, roles
from kg.lexicon import Lexicon
from kg.model import Item, Sentence, Token

_MARKS = {
    **{",": "COMMA", ";": "SEMI", ":": "COLON", "(": "OPEN", ")": "CLOSE", ".": "POINT"},
    **dict.fromkeys("-–+•", "DASH"),
}
_TAKES = (
    "giữ chức vụ, giữ chức, giữ chức danh, giữ cương vị, giữ vị trí, giữ nhiệm vụ, đảm nhiệm chức vụ, đảm nhận chức vụ, đảm nhiệm, "
    "làm, được bầu làm, là, tái đắc cử, tái đắc cử chức danh, được giao, được phân công, được cử, được chỉ định, được bầu, được bổ nhiệm, "
    "được bổ nhiệm làm, "
    "được bổ nhiệm chức vụ, bổ nhiệm chức vụ, bổ nhiệm giữ chức vụ, bổ nhiệm giữ chức, được giao nhiệm vụ, "
    "được phân công làm, được cử làm, được chỉ định làm, trúng cử, đắc cử, "
    "được bầu giữ chức, được giao giữ chức"
)
_LEAVES = (
    "miễn nhiệm, miễn nhiệm chức danh, miễn nhiệm chức vụ, bãi nhiệm, bãi nhiệm chức danh, cho thôi giữ chức, cho thôi giữ chức vụ, "
    "cho thôi làm nhiệm vụ, thôi giữ chức, thôi giữ chức vụ, thôi làm nhiệm vụ"
)
_WORDS = Lexicon(
    {
        **dict.fromkeys(("và", "cùng", "cùng với", "kiêm", "đồng thời là"), "AND"),
        **dict.fromkeys(("đều", "đều là", "cùng là", "đều giữ chức"), "BOTH"),
        **dict.fromkeys(_TAKES.split(", "), "TAKES"),
        **dict.fromkeys(_LEAVES.split(", "), "LEAVES"),
        "đối với": "FOR",
        **dict.fromkeys(("nghỉ hưu", "về hưu", "nghỉ hưu trước tuổi", "nghỉ chế độ"), "RETIRES"),
    }
)


@cache
def _openings() -> frozenset[str]:
    """The words in lower case with which anything but a plain word can begin; most words are passed over by this."""
    lexicons = (roles(), professions(), names.titles(), names.HONORIFICS, kinds(), LEVELS, _WORDS)
    return frozenset().union(MODIFIERS, *(lexicon.first_words for lexicon in lexicons))


def items(text: str, sentence: Sentence) -> list[Item]:
    """The sentence read from left to right as posts, persons, bodies, places, titles, marks and words."""
    tokens, index = sentence.tokens, 0
    found: list[Item] = []
    held: list[str] = []
    introduced = False
    while index < len(tokens):
        token = tokens[index]
        item = None
        if token.kind == "mark":
            kind = _MARKS.get(token.text, "MARK")
            item = Item(kind, index, index + 1)
            if introduced and kind not in ("POINT", "DASH", "COMMA"):
                introduced, held = False, []
            found.append(item)
            index += 1
            continue
        if token.kind == "word" and (token.capital or token.norm in _openings()):
            item = _word_item(text, tokens, index, introduced, tuple(held), found)
        if item is None:
            item = Item("WORD", index, index + 1)
        if item.kind == "TITLE":
            introduced = True
            held.append(item.value)
        elif item.kind == "HONORIFIC":
            introduced = True
        else:
            introduced, held = False, []
        found.append(item)
        index = item.end
    return found


def _word_item(
    text: str, tokens: Sequence[Token], index: int, introduced: bool, held: tuple[str, ...], before: Sequence[Item]
) -> Item | None:
    """The item that begins with the word at token `index`, or None for a plain word."""
    post = post_at(text, tokens, index) or (profession_at(text, tokens, index) if _follows_a_name(before) else None)
    if post:
        return Item("POST", index, post.end, post.value)
    if introduced and not begins_body(tokens, index):
        named = _name_item(text, tokens, index, True, held)
        if named and named.kind != "NAMESAKE" and names.is_full(named.value.name):
            return named
    title = names.titles().at(tokens, index)
    if title:
        words = text[tokens[title.start].start : tokens[title.end - 1].end].strip(" .,")
        return Item("TITLE", title.start, title.end, " ".join(words.split()))
    honorific = names.HONORIFICS.at(tokens, index)
    if honorific and not _is_place(tokens, index):
        return Item("HONORIFIC", honorific.start, honorific.end)
    unannounced = _name_item(text, tokens, index, introduced, held)
    if unannounced and (unannounced.kind == "NAMESAKE" or names.is_full(unannounced.value.name)) and kinds().at(tokens, index) is None:
        return unannounced
    body = None if _amid_a_name(tokens, index, before) else organization_at(text, tokens, index)
    if body and not (unannounced and unannounced.end - unannounced.start > 1 and body.end <= unannounced.end):
        return Item("ORG", index, body.end, body.value)
    if unannounced:
        return unannounced
    place = place_at(text, tokens, index)
    if place:
        return Item("PLACE", index, place.end, place.value)
    word = _WORDS.at(tokens, index)
    if word:
        return Item(word.value, index, word.end)
    compound = kinds().at(tokens, index) or LEVELS.at(tokens, index)
    return Item("WORD", index, compound.end) if compound and compound.value is None else None


def _follows_a_name(before: Sequence[Item]) -> bool:
    """`X, …` or `X - …`: what comes says who X is."""
    return len(before) > 1 and before[-1].kind in ("COMMA", "DASH") and before[-2].kind == "PERSON"


def _amid_a_name(tokens: Sequence[Token], index: int, before: Sequence[Item]) -> bool:
    """Whether a head noun of one word stands in the midst of another name: `Đài` in `Cao Đài Tòa Thánh`."""
    hit = kinds().at(tokens, index)
    return hit is not None and hit.end == index + 1 and bool(before) and before[-1].kind == "WORD" and tokens[index - 1].capital


def _is_place(tokens: Sequence[Token], index: int) -> bool:
    return tokens[index].capital and index + 1 < len(tokens) and tokens[index + 1].capital and gazetteer.starts(tokens, index) is not None


def _name_item(text: str, tokens: Sequence[Token], index: int, introduced: bool, held: tuple[str, ...]) -> Item | None:
    if not tokens[index].capital:
        return None
    end = names.name_end(tokens, index)
    if end == index:
        return None
    if not names.is_name(tokens, index, end, introduced):
        return Item("NAMESAKE", index, end) if names.is_namesake(tokens, index, end) else None
    certain = introduced or end - index > 2
    return Item("PERSON" if certain else "NAME", index, end, names.person(text, tokens, index, end, held))
