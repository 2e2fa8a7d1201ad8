"""Mentions of places to units of the gazetteer, in the light of what the article is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kg import gazetteer
from kg.gazetteer import Era, Level, Unit
from kg.model import Context, Mention, OrganizationMention, Place, PlaceMention
from kg.text.normalize import slug

_LEVELS: dict[str, Level] = {
    "tỉnh": "province",
    **dict.fromkeys(("huyện", "quận", "thị xã", "thành phố"), "district"),
    **dict.fromkeys(("xã", "phường", "thị trấn"), "commune"),
}


class Focus(NamedTuple):
    """The units that an article is about, the province first, the administrative system of its day, and how the article
    writes each unit that it names: its key → level word and name. `places` keeps the entities made so far by key, `meant`
    the unit that each name means."""

    units: tuple[Unit, ...]
    era: Era | None
    said: Mapping[str, tuple[str, str]]
    places: dict[str, Place]
    meant: dict[tuple[str, str, Level | None], Unit | None]

    @property
    def key(self) -> str:
        """The key of the narrowest unit, empty where the article is about none."""
        return self.units[-1].key if self.units else ""

    @property
    def province(self) -> Unit | None:
        """The province."""
        return self.units[0] if self.units else None

    def words(self, unit: Unit) -> tuple[str, str]:
        """Level word and name of a unit as the article has them, else as the gazetteer has."""
        return self.said.get(unit.key, (unit.type, unit.name))

    def at(self, level: Level) -> Unit | None:
        """The unit in focus at a level."""
        return next((unit for unit in self.units if unit.level == level), None)


def focus(context: Context, mentions: Iterable[Mention]) -> Focus:
    """The focus of an article with these mentions; units that the gazetteer does not know are left out."""
    era = gazetteer.era_on(context.issued or context.event_day or context.near)
    found: list[Unit] = []
    for named in (context.province, context.district, context.commune):
        if named is not None:
            unit = gazetteer.resolve(named.level, named.name, reversed(found), era=era).unit
            if unit is not None:
                found.append(unit)
    plain = Focus(tuple(found), era, {}, {}, {})
    said: dict[str, Counter[tuple[str, str]]] = {}
    for (level, name), times in Counter(filter(None, map(_named, mentions))).items():
        unit = unit_of(level, name, plain) if level and name and not name.isupper() else None
        if unit is not None and level in unit.types:
            said.setdefault(unit.key, Counter())[level, name] += times
    return plain._replace(said={key: max(forms, key=lambda form: forms[form]) for key, forms in said.items()})


def _named(mention: Mention) -> tuple[str, str] | None:
    if isinstance(mention, OrganizationMention):
        return mention.level, mention.place
    return (mention.level, mention.name) if isinstance(mention, PlaceMention) else None


def unit_of(word: str, name: str, about: Focus, level: Level | None = None) -> Unit | None:
    """The unit that a level word and a name mean in an article; without a name, the one in focus.

    `level` is what else tells the level where no word does: `TTYT Tiên Du` is a district's.
    """
    if name:
        asked = word, name, None if word else level
        if asked not in about.meant:
            about.meant[asked] = gazetteer.resolve(word, name, reversed(about.units), level=asked[2], era=about.era).unit
        return about.meant[asked]
    for unit in reversed(about.units):
        if word in unit.types or (word == "tỉnh" and unit.level == "province"):
            return unit
    alone = [(level, name) for level, name in about.said.values() if level == word]
    return unit_of(*alone[0], about) if len(alone) == 1 else None  # the only one that the article names


def seat_of(seat: str, about: Focus) -> Unit | None:
    """The unit in focus at the level that a body's kind implies: any district for `huyện`, any commune for `xã`."""
    if seat == "thành phố":
        return unit_of(seat, "", about)
    return about.at(_LEVELS[seat]) if seat in _LEVELS else None


def level_of(seat: str) -> Level | None:
    """The level of a seat: `district` for `thị xã`."""
    return _LEVELS.get(seat)


def place(unit: Unit, about: Focus) -> Place:
    """The entity of a unit as an article writes it, with those that it lies in and those that replaced it."""
    key = unit.key
    if key not in about.places:
        about.places[key] = Place(
            f"place/{key}",
            " ".join(about.words(unit)),
            level=unit.level,
            code=unit.code,
            part_of=place(unit.parent, about) if unit.parent else None,
            replaced_by=tuple(place(successor, about) for successor in unit.successors),
        )
    return about.places[key]


def place_of(mention: PlaceMention, about: Focus, scope: str) -> Place | None:
    """The entity of a mention. One that the gazetteer does not know, or that it cannot tell from its namesakes, is an
    entity of this document alone (`scope` goes into its IRI); a level word without a unit in focus is none."""
    unit = unit_of(mention.level, mention.name, about)
    if unit is not None:
        return place(unit, about)
    if not mention.name:
        return None
    label = f"{mention.level} {mention.name}".strip()
    level = _LEVELS.get(mention.level, "hamlet")
    part_of = place(about.units[-1], about) if about.units and level == "hamlet" else None
    return Place(f"place/{slug(label)}-{scope}", label, level=level, part_of=part_of)
