"""Which body or place a short name means in its paragraph: `Tại Mẫu Sơn, Giám đốc Trung tâm Y tế huyện báo cáo: …`.

An article may go from one place to the next. A body said there without its own place (`Trung tâm Y tế huyện`, `Trung tâm`)
is the one that the paragraph named last, or that of the place where the paragraph is. This is settled once, when the names
of an article are read, so that posts, meetings and values all have the same body. A name that its paragraph does not tell
stays as it is: it is of the unit or the body that the article is about, see `kg.resolve.bodies`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kg import gazetteer
from kg.extract.kinds import concept_of, is_general
from kg.extract.places import LEVELS, PLURAL
from kg.lexicon import Lexicon, listed
from kg.model import Context, Item, Mention, OrganizationMention, PlaceMention, Sentence, Token
from kg.text.normalize import fold
from kg.values import replace

_LEADS = frozenset("còn riêng cũng và tương tự như vậy hiện , nhưng".split())  # `Còn tại …`
_TURNS = frozenset({"còn", "riêng"})  # `Riêng Mẫu Sơn, …`
_AT = listed(
    {
        True: (
            "tại, ở, làm việc với, làm việc tại, kiểm tra tại, giám sát tại, khảo sát tại, thăm, đến thăm, thăm và làm việc với, "
            "thăm và làm việc tại, qua kiểm tra tại, qua giám sát tại, qua khảo sát tại, theo báo cáo của, báo cáo của"
        )
    }
)
_AFTER = frozenset({",", "-", "–", "—", ":", "(", "hiện", "trong"})
_OPENS = frozenset(", ; : ( . - – — còn riêng và tại ở gồm có là như".split())
_RANKS = {
    **dict.fromkeys(("huyện", "quận", "thị xã", "thành phố"), "huyện"),
    **dict.fromkeys(("xã", "phường", "thị trấn"), "xã"),
}
_NAMING = frozenset({"ORG", "PLACE", "POST"})  # the kinds of item that name a body or a place
_PLAIN = frozenset({"WORD", "HONORIFIC"})  # `Tân` of `Bình Tân` is no honorific
_LONGEST_SHORT = 8  # words
_LONGEST_DELEGATION = 6  # tokens

Short = tuple[str, str]  # the folded words of a short name, and the kind of body that it names, empty for `Trung tâm`


def settle(text: str, sentences: Sequence[Sentence], found: Sequence[Sequence[Item]], about: Context) -> tuple[tuple[Item, ...], ...]:
    """The items of an article, its short names with the name and the place of what they mean, and with the places that it
    says without their level word where one can be a subject: `Mẫu Sơn mới có 2 bác sĩ`."""
    scenes = _Scenes(text, found, about)
    return tuple(scenes.settled(sentence, items) for sentence, items in zip(sentences, found, strict=True))


def opening(tokens: Sequence[Token], mentions: Iterable[Mention]) -> OrganizationMention | PlaceMention | None:
    """The body or place at which a sentence begins, or with whose report: `Tại Mẫu Sơn, …`, `Làm việc với Trạm Y tế xã …, …`."""
    index = 0
    while index < len(tokens) and tokens[index].norm in _LEADS:
        index += 1
    hit = _AT.at(tokens, index) if index < len(tokens) else None
    first = hit.end if hit else index if index and tokens[index - 1].norm in _TURNS else len(tokens)
    if first == len(tokens):
        return None
    start = tokens[first].start
    here = next((m for m in mentions if m.start == start and isinstance(m, OrganizationMention | PlaceMention)), None)
    after = next((token.norm for token in tokens[first:] if here and token.start >= here.end), "")
    return here if after in _AFTER else None


def headed(sentence: Sentence, mentions: Iterable[Mention]) -> OrganizationMention | PlaceMention | None:
    """The body or place of which all that follows tells, where a heading says no more (`* Tại xã Mẫu Sơn`)."""
    if sentence.block != "heading":
        return None
    named = next((m for m in mentions if isinstance(m, OrganizationMention | PlaceMention) and _name(m)), None)
    rest = [token.norm for token in sentence.tokens if token.kind == "word" and not (named and named.start <= token.start < named.end)]
    return named if all(word in ("tại", "ở", "về") for word in rest) else None


class _Scenes:
    """Where each paragraph is, and the bodies it named last, as they are read one after the other."""

    def __init__(self, text: str, found: Sequence[Sequence[Item]], about: Context) -> None:
        self._text = text
        named = [mention for items in found for mention in _mentions(items)]
        self._home = about.province.name if about.province else ""
        self._main = about.body
        self._names = _names(named)
        self._seated = {(fold(m.place), key): m for m in named if isinstance(m, OrganizationMention) and m.place for key in _shorter(m)}
        self._paragraph = -1
        self._here: dict[str, tuple[str, str]] = {}  # what level words mean in the paragraph: level word and name of a place
        self._section: dict[str, tuple[str, str]] = {}  # the same below a heading that only names a place
        self._strange = _RANKS.keys() - {unit.level for unit in (about.district, about.commune) if unit}
        self._last: dict[Short, OrganizationMention] = {}

    def settled(self, sentence: Sentence, items: Sequence[Item]) -> tuple[Item, ...]:
        """The items of the next sentence."""
        if sentence.paragraph != self._paragraph:
            self._paragraph, self._here, self._last = sentence.paragraph, dict(self._section), {}
        done = self._with_places(sentence.tokens, items)
        head = headed(sentence, _mentions(done))
        here = head or opening(sentence.tokens, _mentions(done))
        if here is not None and _name(here):
            same = [level for level in _RANKS if _RANKS[level] == _RANKS.get(here.level)]
            self._here = dict.fromkeys(same or [here.level], (here.level, _name(here)))
        if sentence.block == "heading":
            self._section = self._here if head else {}
        for position in [position for position, item in enumerate(done) if item.value is not None and item.kind in _NAMING]:
            done[position] = self._item(sentence.tokens, done[position])
        return tuple(done)

    def _item(self, tokens: Sequence[Token], item: Item) -> Item:
        if item.kind == "PLACE":
            return _holding(item, self._place(item.value))
        if _several(tokens, item.end):
            return item
        if item.kind == "ORG":
            aside = _aside(tokens, item.start)
            last = dict(self._last) if aside else self._last
            body = self._body(item.value)
            self._last = last
            return _holding(item, body)
        body = item.value.organization
        meant = self._body(body) if body else None
        return item if meant is body else _holding(item, replace(item.value, organization=meant))

    def _place(self, mention: PlaceMention) -> PlaceMention:
        """`huyện` alone is the one where the paragraph is."""
        here = None if mention.name else self._here.get(mention.level)
        self._notice(mention)
        return replace(mention, level=here[0], name=here[1]) if here else mention

    def _notice(self, mention: OrganizationMention | PlaceMention) -> None:
        """The paragraph is where it names a place, if the article is about none of that level."""
        if mention.level in self._strange and _name(mention):
            self._here[mention.level] = mention.level, _name(mention)

    def _body(self, mention: OrganizationMention) -> OrganizationMention:
        """A body as it is meant, which short names after it may mean too, unless they mean the one whose report it is."""
        parent = self._body(mention.parent) if mention.parent else None
        meant = self._meant(mention) if parent is None else mention if parent is mention.parent else replace(mention, parent=parent)
        self._notice(meant)
        main = self._main
        for key in _shorter(meant):
            if main is None or self._last.get(key) is not main:
                self._last[key] = main if main and (meant.name, meant.place) == (main.name, main.place) else meant
        return meant

    def _meant(self, mention: OrganizationMention) -> OrganizationMention:
        kind = concept_of(mention)
        if kind is None or mention.place or kind.one("inner") == "true":
            return mention
        key = fold(mention.name), "" if is_general(mention, kind) else kind.curie
        there = (self._seated.get((fold(place), key)) for _, place in self._here.values())
        if not mention.level and (named := self._last.get(key) or next(filter(None, there), None)):
            return replace(named, start=mention.start, end=mention.end, text=mention.text, implied=mention.implied)
        level = mention.level or kind.one("seat")
        here = self._here.get(level) if level in _RANKS else None
        return replace(mention, level=here[0], place=here[1]) if here else mention

    def _with_places(self, tokens: Sequence[Token], items: Sequence[Item]) -> list[Item]:
        """The items with the places said without their level word where a clause begins: districts, and others that the
        article names with it."""
        done: list[Item] = []
        reached = 0
        for position in [position for position, item in enumerate(items) if tokens[item.start].capital and item.kind in _PLAIN]:
            first = items[position].start
            if position < reached or (first and tokens[first - 1].norm not in _OPENS):
                continue
            end, level, name = self._named(tokens, first)
            inside = [item for item in items[position : position + end - first] if item.start < end]
            whole = all(token.capital for token in tokens[first:end]) and not (end < len(tokens) and tokens[end].capital)
            if end - first > 1 and whole and all(item.kind in _PLAIN for item in inside):
                start, stop = tokens[first].start, tokens[end - 1].end
                place = Item("PLACE", first, end, PlaceMention(start, stop, self._text[start:stop], level, name))
                done += [*items[reached:position], place]
                reached = position + len(inside)
        return [*done, *items[reached:]]

    def _named(self, tokens: Sequence[Token], index: int) -> tuple[int, str, str]:
        """The end, the level and the name of the place at a token."""
        known = self._names.at(tokens, index)
        if known:
            return known.end, known.value.level, known.value.name
        hit = gazetteer.starts(tokens, index)
        unit = next((u for u in hit.units if u.level == "district" and u.province.name == self._home), None) if hit else None
        return (hit.end, unit.type, unit.name) if hit and unit else (index, "", "")


def _mentions(items: Iterable[Item]) -> Iterator[OrganizationMention | PlaceMention]:
    """The bodies and places that items name, the bodies of posts and the wholes of parts among them."""
    for item in items:
        if item.kind not in _NAMING:
            continue
        if item.kind == "PLACE":
            yield item.value
        body = item.value if item.kind == "ORG" else item.value.organization if item.kind == "POST" else None
        while body is not None:
            yield body
            body = body.parent


def _holding(item: Item, value: object) -> Item:
    return item if value is item.value else Item(item.kind, item.start, item.end, value)


def _several(tokens: Sequence[Token], index: int) -> bool:
    """`UBND các xã`, `Trạm Y tế 7 phường`: the body before these words is no one body."""
    if index + 1 >= len(tokens) or not (tokens[index].norm in PLURAL or tokens[index].kind == "number"):
        return False
    return LEVELS.at(tokens, index + 1) is not None


def _aside(tokens: Sequence[Token], index: int) -> bool:
    """`là bệnh viện vệ tinh của Bệnh viện …`: a body that only tells what another is; `đoàn công tác của …` came from there."""
    if not index or tokens[index - 1].norm != "của":
        return False
    return all(token.norm != "đoàn" for token in tokens[max(0, index - _LONGEST_DELEGATION) : index])


def _name(mention: OrganizationMention | PlaceMention) -> str:
    """The name of a place, or of the place of a body."""
    return mention.name if isinstance(mention, PlaceMention) else mention.place


def _shorter(body: OrganizationMention) -> Sequence[Short]:
    """The short names by which a body can be meant; `Công ty cổ phần` alone is itself none that could be."""
    kind = concept_of(body)
    words = fold(f"{body.name} {body.level} {body.place}").split()
    if kind is None or (body.parent is None and words == fold(kind.label).split()):
        return ()
    names = [" ".join(words[:end]) for end in range(1, min(len(words), _LONGEST_SHORT + 1))]
    return [(name, curie) for name in names for curie in ("", kind.curie)]


def _names(mentions: Iterable[OrganizationMention | PlaceMention]) -> Lexicon[PlaceMention]:
    """The places that an article names with their level word, by their names alone; districts before communes."""
    said: dict[str, PlaceMention] = {}
    for m in mentions:
        level, name = m.level, _name(m)
        if level in _RANKS and name:
            said.setdefault(f"{_RANKS[level]} {fold(name)}", PlaceMention(0, 0, name, level, name))
    return Lexicon((place.name, place) for _, place in sorted(said.items(), key=lambda found: found[0]))
