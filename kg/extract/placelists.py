"""Lists of places with a number each: `các xã An Mẫu 12 ca, Bình Mẫu 9 ca`, `Số mắc theo huyện: …: 84; …: 71`.

The number is of the place, and what it counts was said before the list. In such lists a place may stand without its level
word, which the word before the first one gives.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from kg import gazetteer
from kg.extract.clauses import Slot
from kg.extract.statements import Statement
from kg.lexicon import listed
from kg.model import Context, PlaceMention, Token
from kg.text.normalize import fold
from kg.values import replace

# What may stand before the place: words that say where most were, and that a list begins.
_BEFORE = listed(
    {
        True: (
            "trong đó, riêng, gồm, và, tại, ở, là, như, có, các, nhiều nhất, cao nhất, thấp nhất, ít nhất, nhiều nhất là, "
            "cao nhất là, thấp nhất là, tập trung, tập trung nhiều, tập trung ở, tập trung tại, chủ yếu, chủ yếu ở, chủ yếu tại, "
            "cụ thể, lần lượt, lần lượt là, nhất là, số mắc cao, số mắc cao ở, số ca cao, xảy ra, ghi nhận, tiếp theo, tiếp đến, "
            "kế đến, đó là, theo"
        )
    }
)
# That those are named of whom there is most or least.
_RANKED = listed(
    {
        True: ", ".join(
            f"{most} {join}"
            for most in ("cao", "cao nhất", "thấp", "thấp nhất", "nhiều", "nhiều nhất", "ít nhất")
            for join in ("là", "gồm", "như", "thuộc về", "gồm có", "ở", "tại")
        )
    }
)
_LEVELS = listed(
    {
        "xã": "xã",
        "phường": "phường",
        "thị trấn": "thị trấn",
        "huyện": "huyện",
        "quận": "quận",
        "thị xã": "thị xã",
        "thành phố": "thành phố",
        "tỉnh": "tỉnh",
    }
)
_COMMUNES = ("xã", "phường", "thị trấn")
_AFTER = frozenset("có là với ghi đạt còn : – vẫn dẫn đứng đầu nhiều nhất cao".split())
_LONGEST_NAME = 5  # tokens
_BARE = 2  # tokens: `tỷ lệ`
_LONGEST_LEAD = 12  # tokens
_LONGEST_EACH = 4  # tokens
EACH = frozenset({"nơi", "xã", "huyện", "phường", "đơn", "địa", "thôn"})  # mỗi nơi 2 ca, mỗi địa phương 1 ca
_JOINS = frozenset({",", "và", "đều", "cùng"})


def place(statement: Statement, slot: Slot, context: Context, level: str) -> PlaceMention | None:
    """The place that a number of a list belongs to: all that stands before it in its clause, before a colon or before its
    brackets. `level` is the level word of the place before it in the list, for one that is said without."""
    tokens = statement.tokens
    start, end = _span(statement, slot)
    while start < end and tokens[end - 1].norm in _AFTER:
        end -= 1
    while start < end and (hit := _BEFORE.at(tokens, start)) and hit.end <= end:
        start = hit.end
    if start >= end:
        return None
    mention = next((m for m in statement.mentions_in(start, end) if isinstance(m, PlaceMention) and m.name), None)
    if mention and mention.start == tokens[start].start and (not level or mention.level == level or mention.text != mention.name):
        return mention if mention.end == tokens[end - 1].end else None
    word = _LEVELS.at(tokens, start)
    if word and word.end < end:
        start, level = word.end, word.value
    return _bare(statement, start, end, context, level)


def ranked(statement: Statement, slot: Slot, context: Context, topic: str) -> tuple[PlaceMention, Slot] | None:
    """The first place of a list that begins with those who have most, and the slot whose words end there: `Ba xã có tỷ lệ hộ nghèo
    cao nhất là An Mẫu 18,03%`. A bare `tỷ lệ` is that of `topic`, what was told before, and then no words are left."""
    hits = _RANKED.find(statement.tokens[slot.left : slot.cue]) if slot.relation in ("", "reach") else ()
    if not hits or hits[-1].start == 0:
        return None
    start, end = slot.left + hits[-1].start, slot.left + hits[-1].end
    found = place(statement, replace(slot, left=end), context, "") if end < slot.cue else None
    bare = topic and hits[-1].start <= _BARE and statement.tokens[slot.left].norm == "tỉ"
    first = slot.reading.first
    return (found, replace(slot, left=first if bare else slot.left, cue=first if bare else start)) if found else None


def bracketed(statement: Statement, slot: Slot, context: Context, level: str) -> PlaceMention | None:
    """The place before brackets that hold one number with its words: `như Bạch Đằng (thể thấp còi 31,1%), …`."""
    tokens, opened = statement.tokens, slot.left - 1
    if not slot.bracket or slot.relation or opened < 1 or tokens[opened].text != "(" or slot.left >= slot.reading.first:
        return None
    if slot.reading.last >= len(tokens) or tokens[slot.reading.last].text != ")":
        return None
    start = opened
    while start > slot.floor and opened - start < _LONGEST_NAME + _LONGEST_LEAD and tokens[start - 1].text not in ",;:.()":
        start -= 1
    listed = max((i + 1 for i in range(start, opened) if tokens[i].norm in ("như", "là")), default=start)
    while listed < opened and (hit := _BEFORE.at(tokens, listed)) and hit.end <= opened:
        listed = hit.end
    mention = next((m for m in statement.mentions_in(listed, opened) if isinstance(m, PlaceMention) and m.name), None)
    if mention and mention.start == tokens[listed].start:
        return mention if mention.end == tokens[opened - 1].end else None
    return _bare(statement, listed, opened, context, level) if listed < opened else None


def each(statement: Statement, slot: Slot) -> list[PlaceMention]:
    """`huyện A và huyện B mỗi nơi 1 ca`: the places that have the number each."""
    tokens, first = statement.tokens, slot.reading.first
    if "mỗi" not in statement.sentence.norms[max(0, first - _LONGEST_EACH) : first]:
        return []
    end = next((i for i in range(first - 2, max(-1, first - _LONGEST_EACH), -1) if tokens[i].norm == "mỗi"), -1)
    if end < 0 or tokens[end + 1].norm not in EACH:
        return []
    found: list[PlaceMention] = []
    for mention in reversed(statement.mentions_in(slot.floor, end)):
        if not isinstance(mention, PlaceMention) or not mention.name:
            break
        at = bisect_left(tokens, mention.end, key=lambda token: token.start)
        if any(token.norm not in _JOINS for token in tokens[at:end]):
            break
        found.append(mention)
        end = bisect_left(tokens, mention.start, key=lambda token: token.start)
    return found[::-1]


def _span(statement: Statement, slot: Slot) -> tuple[int, int]:
    """The tokens that would be the place: the number's own, else those before its colon or before its bracket."""
    tokens, first = statement.tokens, slot.reading.first
    if slot.left < first:
        return slot.left, slot.cue if slot.relation in ("", "reach") else slot.left
    mark = tokens[first - 1].text if first else ""
    if mark not in (":", "(") or (mark == "(" and not _alone(tokens, slot)):
        return first, first
    start = first - 1
    while start > slot.floor and first - 1 - start < _LONGEST_NAME + 4 and tokens[start - 1].text not in ",;:.()-–•*+":
        start -= 1
    return start, first - 1


def _alone(tokens: Sequence[Token], slot: Slot) -> bool:
    """True where brackets hold the number and its unit, and nothing more."""
    return slot.bracket and slot.reading.last < len(tokens) and tokens[slot.reading.last].text == ")"


def _bare(statement: Statement, start: int, end: int, context: Context, level: str) -> PlaceMention | None:
    """A place of the gazetteer, tokens[start:end], said without its level word."""
    tokens = statement.tokens
    if not 0 < end - start <= _LONGEST_NAME or not all(t.capital and not (t.text.isupper() and len(t.text) > 1) for t in tokens[start:end]):
        return None
    home = context.province.name if context.province else ""
    district = context.district.name if context.district else ""
    for word in dict.fromkeys((level, "", *_COMMUNES)):  # a list may go from the quận to a huyện
        hit = gazetteer.starts(tokens, start, word)
        found = [u for u in hit.units if u.province.name == home] if hit and hit.end == end else []
        near = word in ("", level)  # a commune said by its name alone is one of the district
        unit = next((u for u in found if near or (u.parent is not None and u.parent.name == district)), None)
        if unit is not None:
            return PlaceMention(tokens[start].start, tokens[end - 1].end, statement.words(start, end), unit.type, unit.name)
    words = statement.words(start, end)
    merged = (old for old in _merged(context) if fold(old.name) == fold(words))
    unit = next(merged, None)  # what was a commune until it became part of the one that the article is about
    return PlaceMention(tokens[start].start, tokens[end - 1].end, words, unit.type, unit.name) if unit else None


def _merged(context: Context) -> Sequence[gazetteer.Unit]:
    """The communes of which the one that the article is about was made."""
    if context.commune is None or context.district is not None:
        return ()
    units = gazetteer.find(context.commune.level, context.commune.name, era="new")
    home = context.province.name if context.province else ""
    return next((unit.predecessors for unit in units if unit.province.name == home), ())
