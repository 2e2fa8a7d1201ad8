"""People's names: after an honorific, a degree or a post, or by a surname; and which person a short name means.

A name is a run of capitalised words. It ends where a post, a body or an abbreviation begins. Names of the Central
Highlands (`Y …`, `H'…`, `K'…`, `Ka …`) are such runs too. A run without any introduction is a name only where it
begins with a surname and has three words or more, or the article has it elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from kg import gazetteer
from kg.extract.kinds import kinds
from kg.extract.organizations import begins_body, ends_name, surnames
from kg.extract.places import LEVELS
from kg.lexicon import Lexicon, words
from kg.model import Item, PersonMention, Token
from kg.text.normalize import fold
from kg.values import replace

HONORIFICS = Lexicon(
    dict.fromkeys(
        "đồng chí, đ/c, đc, ông, bà, anh, chị, cô, chú, bác, em, cháu, cụ, mẹ, dì, cậu, thầy, cô giáo, "
        "thầy giáo, các đồng chí, các ông, các bà, hai đồng chí, cử tri, "
        "già, già làng, nghệ nhân, Mẹ Việt Nam Anh hùng, luật sư, nhà báo, vợ chồng ông, gia đình ông, "
        "gia đình bà, tân, đại diện gia đình ông, học sinh, sinh viên, nhà văn, phóng viên, bí danh".split(", "),
        True,
    )
)
# What these name is called after a person: a street, a school, a prize, a movement.
_NAMESAKES = frozenset(
    "đường phố trường giải thưởng chợ cầu chùa đền đình hẻm ngõ quảng hầm khu công tượng đài mang tên gương bác "
    "cảng sân hồ núi đèo đảo biển sông suối kênh tuyến bệnh viện tư tưởng phong cách".split()
)
_NO_PERSONS = frozenset(
    fold(name)
    for name in ("Hồ Chí Minh", "Việt Nam", "Trung Quốc", "Hàn Quốc", "Nhật Bản", "Hoa Kỳ", "Trung ương", "Quốc khánh", "Tết Nguyên đán")
)
# Second words that only a person's name has.
_MIDDLE = frozenset({"thị", "văn"})
# Surnames that begin many a sentence as something else.
_ORDINARY = frozenset(
    {
        "từ",
        "đến",
        "cứ",
        "đồng",
        "hạng",
        "mùa",
        "cao",
        "tăng",
        "thái",
        "kim",
        "lại",
        "quan",
        "cung",
        "la",
        "văn",
        "tiêu",
        "thị",
        "cả",
        "danh",
    }
)
# Children are called by their order of birth: `Bảy Tịnh` is someone whose given name is Tịnh.
_ORDERS = frozenset(fold(word) for word in "Hai Ba Tư Năm Sáu Bảy Tám Chín Mười Út".split())
_LONGEST = 6  # words
_LONGEST_UNANNOUNCED = 4


@cache
def titles() -> Lexicon[str]:
    """Degrees, professions and honours that stand before a name, by their words."""
    return Lexicon((title, title) for title in words("titles"))


def name_end(tokens: Sequence[Token], index: int, stop: int | None = None) -> int:
    """Where the run of capitalised words that begins at token `index` ends, `index` itself where there is none."""
    end = index
    last = min(len(tokens), index + _LONGEST if stop is None else stop)
    shouted = index + 1 < len(tokens) and _shouted(tokens[index]) and _shouted(tokens[index + 1])
    while end < last and tokens[end].capital:
        token = tokens[end]
        if end > index:
            if tokens[end - 1].end < token.start - 2 or (begins_body(tokens, end) and not (end == index + 1 and _is_given(tokens, end))):
                break
            level = LEVELS.at(tokens, end)
            if (
                level
                and level.value
                and end + 1 < len(tokens)
                and tokens[end + 1].capital
                and token.norm not in surnames()
                and level.end - end > 1
            ):
                break
        if _shouted(token) and not shouted and len(token.text) > 1:
            break
        if shouted and end - index > 1 and ends_name(tokens, end):
            break  # capitals throughout: only the words tell
        end += 1
    return end


def _is_given(tokens: Sequence[Token], index: int) -> bool:
    """`ông Lò Công An`: after a surname two words that are a body's with a small second letter, and no more capitals, are a name."""
    hit = kinds().at(tokens, index)
    if hit is None or hit.value is None or hit.end != index + 2 or tokens[index - 1].norm not in surnames():
        return False
    small = hit.value.label.split()[1:2] == [tokens[index + 1].text.lower()]
    return small and not _shouted(tokens[index]) and tokens[index + 1].capital and not (hit.end < len(tokens) and tokens[hit.end].capital)


def _shouted(token: Token) -> bool:
    return token.kind == "word" and token.text.isupper() and (sum(c.isalpha() for c in token.text) > 1 or token.text in "AYEĐ")


def is_name(tokens: Sequence[Token], index: int, end: int, introduced: bool) -> bool:
    """Whether the capitalised run can be a person's name.

    Without an introduction it must begin with a surname, have at least two words and not be a place of the gazetteer.
    """
    run = tokens[index:end]
    if not run or (len(run) == 1 and not introduced):
        return False
    surname = run[0].norm in surnames()
    if introduced and len(run) > 1 and _shouted(run[0]) and _shouted(run[-1]) and not surname and not _highland(run):
        return False  # `THẦY THUỐC TRẺ VỀ LÀNG`
    if not introduced and not surname and not _highland(run):
        return False
    if all(len(token.text) == 1 for token in run) or " ".join([t.norm for t in run]) in _NO_PERSONS:
        return False
    if end < len(tokens) and tokens[end].text == "." and len(run[-1].text) == 1:
        return False  # initials: a patient
    if introduced:
        place = gazetteer.starts(tokens, index) if len(run) > 1 and not surname else None
        return not (place and place.end >= end and any(u.level == "province" for u in place.units))
    if (_shouted(run[0]) and _shouted(run[-1])) or (len(run) > _LONGEST_UNANNOUNCED and not _highland(run)):
        return False
    if _called_after(tokens, index, end) or (len(run) < 3 and is_ordinary(tokens, index)):
        return False
    place = gazetteer.starts(tokens, index)
    return not (place and place.end >= end)


def is_ordinary(tokens: Sequence[Token], index: int) -> bool:
    """Whether what may be a surname begins a clause and is a word as well: `Danh hiệu`, `Cao điểm`; with `Thị` it is a name."""
    opens = index == 0 or tokens[index - 1].kind == "mark"
    said = index + 2 < len(tokens) and tokens[index + 1].norm in _MIDDLE and tokens[index + 2].capital
    return opens and tokens[index].norm in _ORDINARY and not said


def is_namesake(tokens: Sequence[Token], index: int, end: int) -> bool:
    """Whether a run that would be a name stands for a street, a school or a prize called after a person."""
    return end - index > 1 and _called_after(tokens, index, end) and tokens[index].norm in surnames()


def _called_after(tokens: Sequence[Token], index: int, end: int) -> bool:
    """`đường Lê Lợi`, `Bệnh viện Nguyễn Tri Phương`, and not `Giám đốc Bệnh viện Lê Thị Hoa Mẫu`: four words with `Thị` or `Văn`."""
    if not index or tokens[index - 1].norm not in _NAMESAKES:
        return False
    return not (tokens[index - 1].norm == "viện" and end - index > 3 and tokens[index + 1].norm in _MIDDLE)


def _highland(run: Sequence[Token]) -> bool:
    """`Y Wel Niê`, `H'Yar Kbuôr`, `Ka Dòn`, `A Lăng …`."""
    first = run[0]
    return first.text in ("Y", "Ka", "K'", "H'") or (any(mark in first.text for mark in "'’ʼ") and len(first.text) > 2)


def bare_name(tokens: Sequence[Token]) -> str:
    """The name in its own words, capitals only at the front of each (`NGUYỄN VĂN A` is `Nguyễn Văn A`), apostrophes as '."""
    shouted = sum(len(t.text) for t in tokens) > 3 and all(t.text.isupper() for t in tokens)
    parts = [token.text.capitalize() if shouted else token.text for token in tokens]
    return " ".join(parts).replace("’", "'").replace("ʼ", "'").replace("' ", "'")


def settle(sentences: Iterable[Sequence[Item]]) -> list[tuple[Item, ...]]:
    """The items of all sentences with every name decided.

    `PERSON` items are certain, `NAME` items are only if the article has that name for certain elsewhere or a post
    stands beside them. A short name means the last person before it whose full name ends with it (`ông Hùng`).
    """
    sentences = [_without_namesakes(tuple(items)) for items in sentences]
    named = [[(position, item) for position, item in enumerate(items) if item.kind in ("PERSON", "NAME")] for items in sentences]
    full: dict[str, str] = {}
    for items, found in zip(sentences, named, strict=True):
        for position, item in found:
            if (item.kind == "PERSON" and is_full(item.value.name)) or (item.kind == "NAME" and _beside_post(items, position)):
                full.setdefault(fold(item.value.name), item.value.name)
    longer = _parts(full)
    partial = {key for key in full if longer.get(_short(key))}
    if partial:
        full = {key: name for key, name in full.items() if key not in partial}
        longer = _parts(full)
    spoken: dict[str, int] = {}  # the turn at which a person was spoken of last
    turn = 0
    settled = []
    for items, found in zip(sentences, named, strict=True):
        if not found:
            settled.append(tuple(items))
            continue
        done = list(items)
        for position, item in found:
            key = fold(item.value.name)
            means = [key] if key in full else [name for name in longer.get(_short(key), ()) if name in full]
            if len(means) > 1:  # several people of one given name: the one spoken of last
                means = [max(means, key=lambda name: spoken.get(name, -1))] if any(name in spoken for name in means) else []
            if means:
                turn += 1
                spoken[means[0]] = turn
                name = full[means[0]]
                mention = item.value if item.value.name == name else replace(item.value, name=name)
                done[position] = Item("PERSON", item.start, item.end, mention)
            else:
                done[position] = Item("WORD", item.start, item.end)
        settled.append(tuple(done))
    return settled


def _parts(names: Iterable[str]) -> dict[str, list[str]]:
    """The names that a shorter one can mean: by the last word, and by any two or more words in a row."""
    found: dict[str, list[str]] = {}
    for name in names:
        words = name.split()
        for first in range(len(words)):
            for last in range(first + 1, len(words) + 1):
                if 0 < last - first < len(words) and (last - first > 1 or last == len(words)):
                    found.setdefault(" ".join(words[first:last]), []).append(name)
    return found


def _short(key: str) -> str:
    """A name as it is looked up among longer ones: `bảy tịnh`, called so as the sixth child, by `tịnh`."""
    order, _, given = key.partition(" ")
    return given if order in _ORDERS and given and " " not in given else key


def _without_namesakes(items: tuple[Item, ...]) -> tuple[Item, ...]:
    """`đường Lê Lợi, Trần Phú và Lý Tự Trọng`: what a list goes on with is what its first member was."""
    if "NAMESAKE" not in [item.kind for item in items]:
        return items
    kept: list[Item] = []
    for item in items:
        listed = len(kept) > 1 and kept[-1].kind in ("COMMA", "AND", "SEMI", "DASH") and kept[-2].kind == "NAMESAKE"
        kept.append(Item("NAMESAKE", item.start, item.end) if listed and item.kind in ("PERSON", "NAME") else item)
    return tuple(kept)


def is_full(name: str) -> bool:
    """Whether a name is more than a given name: two words, or one of the Highlands' (`K'Brèo`)."""
    return " " in name or "'" in name


def _beside_post(items: Sequence[Item], position: int) -> bool:
    before = items[position - 1].kind if position else ""
    after = items[position + 1].kind if position + 1 < len(items) else ""
    then = items[position + 2].kind if position + 2 < len(items) else ""
    return before == "POST" or (after in ("COMMA", "DASH", "OPEN") and then == "POST")


def person(text: str, tokens: Sequence[Token], index: int, end: int, held: tuple[str, ...]) -> PersonMention:
    """The mention for the name at tokens[index:end] with the titles said before it."""
    start, stop = tokens[index].start, tokens[end - 1].end
    return PersonMention(start, stop, text[start:stop], bare_name(tokens[index:end]), held)
