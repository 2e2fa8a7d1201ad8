"""Where a paragraph is: `Tại Mẫu Sơn, Giám đốc Trung tâm Y tế huyện báo cáo: đơn vị …` speaks of the centre of Mẫu Sơn.

An article may go from one place to the next. A body named there without its own place (`Trung tâm Y tế huyện`, `Trung tâm`)
is that of the place, and not that of the unit that the article is about.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kg import gazetteer
from kg.extract.organizations import concept_of
from kg.lexicon import Lexicon, listed
from kg.model import Article, Mention, OrganizationMention, PlaceMention, Sentence, Token
from kg.text.normalize import fold
from kg.values import replace

_LEADS = frozenset("còn riêng cũng và tương tự như vậy hiện , nhưng".split())  # `Còn tại …`
_AT = listed(
    {
        True: (
            "tại, ở, làm việc với, làm việc tại, kiểm tra tại, giám sát tại, khảo sát tại, thăm, đến thăm, thăm và làm việc với, "
            "thăm và làm việc tại, qua kiểm tra tại, qua giám sát tại, qua khảo sát tại, theo báo cáo của, báo cáo của"
        )
    }
)
_NAMED = 4  # words: `Bệnh viện Đa khoa khu vực Mẫu Sơn` is a name
_AFTER = frozenset({",", "-", "–", "—", ":", "(", "hiện", "trong"})
_OPENS = frozenset(", ; : ( . - – — còn riêng và tại ở gồm có là như".split())
_LEVELS = {
    **dict.fromkeys(("huyện", "quận", "thị xã", "thành phố"), "huyện"),
    **dict.fromkeys(("xã", "phường", "thị trấn"), "xã"),
}


class Scenes:
    """The place or body at which the paragraphs of an article are, as they are read one after the other."""

    def __init__(self, article: Article) -> None:
        self._home = article.context.province.name if article.context.province else ""
        self._place: PlaceMention | None = None
        self._body: OrganizationMention | None = None
        self._names = _names(article)

    def forget(self) -> None:
        """A new paragraph is nowhere yet."""
        self._place = self._body = None

    @property
    def body(self) -> OrganizationMention | None:
        """The body at which the paragraph is, or whose report it quotes."""
        return self._body

    def settle(self, sentence: Sentence, mentions: Sequence[Mention]) -> list[Mention]:
        """The mentions of a sentence, bodies without a place set where the paragraph is, and the places that it names without
        their level word where one can be the subject."""
        found = sorted([*mentions, *self._bare(sentence.tokens, mentions)], key=lambda mention: (mention.start, -mention.end))
        self._enter(sentence.tokens, found)
        return [self._settled(mention) if isinstance(mention, OrganizationMention) else self._placed(mention) for mention in found]

    def _enter(self, tokens: Sequence[Token], mentions: Sequence[Mention]) -> None:
        index = 0
        while index < len(tokens) and tokens[index].norm in _LEADS:
            index += 1
        hit = _AT.at(tokens, index) if index < len(tokens) else None
        if hit is None or hit.end >= len(tokens):
            return
        start = tokens[hit.end].start
        here = next((m for m in mentions if m.start == start and isinstance(m, OrganizationMention | PlaceMention)), None)
        end = bisect_left(tokens, here.end, key=lambda token: token.start) if here else 0
        if here is None or end >= len(tokens) or tokens[end].norm not in _AFTER:
            return
        if isinstance(here, OrganizationMention):
            self._place = PlaceMention(here.start, here.end, here.text, here.level, here.place) if here.level and here.place else None
            self._body = here if here.place or here.level or len(here.name.split()) > _NAMED else None
        elif here.name:
            self._place, self._body = self._levelled(here), None

    def _levelled(self, here: PlaceMention) -> PlaceMention:
        """A district said by its name alone, with its level word."""
        if here.level:
            return here
        units = (unit for unit in gazetteer.find("", here.name) if unit.level == "district" and unit.province.name == self._home)
        unit = next(units, None)
        return replace(here, level=unit.type) if unit else here

    def _settled(self, mention: OrganizationMention) -> OrganizationMention:
        if mention.place or mention.parent is not None:
            return mention
        body, here = self._body, self._place
        if body and mention.start != body.start and fold(body.name).startswith(fold(mention.name)):
            return replace(mention, name=body.name, level=body.level, place=body.place, kind=body.kind)
        kind = concept_of(mention)
        level = _LEVELS.get(here.level, "") if here else ""
        if here is None or kind is None or not level or _LEVELS.get(mention.level or kind.one("seat")) != level:
            return mention
        settled = replace(mention, level=here.level, place=here.name)
        if mention.kind == "kg:HealthFacility":
            self._body = settled
        return settled

    def _placed(self, mention: Mention) -> Mention:
        """`huyện` alone is the one where the paragraph is."""
        here = self._place
        if isinstance(mention, PlaceMention) and not mention.name and here and _LEVELS.get(mention.level) == _LEVELS.get(here.level, ""):
            return replace(mention, level=here.level, name=here.name)
        return mention

    def _bare(self, tokens: Sequence[Token], mentions: Sequence[Mention]) -> Iterator[PlaceMention]:
        """Districts, and other places that the article names with their level, said without it where a clause begins: `Mẫu Sơn
        mới có 2 bác sĩ`."""
        at, reached = 0, -1
        for index, token in [(index, token) for index, token in enumerate(tokens) if token.capital]:
            while at < len(mentions) and mentions[at].start <= token.start:
                reached = max(reached, mentions[at].end)
                at += 1
            if token.start < reached or (index and tokens[index - 1].norm not in _OPENS):
                continue
            end, level, name = self._named(tokens, index)
            if end - index > 1 and all(t.capital for t in tokens[index:end]) and not (end < len(tokens) and tokens[end].capital):
                reached = tokens[end - 1].end
                yield PlaceMention(token.start, reached, " ".join(t.text for t in tokens[index:end]), level, name)

    def _named(self, tokens: Sequence[Token], index: int) -> tuple[int, str, str]:
        """The end, the level and the name of the place at a token."""
        known = self._names.at(tokens, index)
        if known:
            return known.end, known.value.level, known.value.name
        hit = gazetteer.starts(tokens, index)
        unit = next((u for u in hit.units if u.level == "district" and u.province.name == self._home), None) if hit else None
        return (hit.end, unit.type, unit.name) if hit and unit else (index, "", "")


def _names(article: Article) -> Lexicon[PlaceMention]:
    """The places that an article names with their level word, by their names alone; districts before communes."""
    said: dict[str, PlaceMention] = {}
    for mentions in article.mentions:
        for m in mentions:
            if not isinstance(m, OrganizationMention | PlaceMention):
                continue
            level, name = m.level, m.name if isinstance(m, PlaceMention) else m.place
            if level in _LEVELS and name:
                said.setdefault(f"{_LEVELS[level]} {fold(name)}", PlaceMention(0, 0, name, level, name))
    return Lexicon((place.name, place) for _, place in sorted(said.items(), key=lambda found: found[0]))
