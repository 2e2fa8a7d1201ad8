"""Mentions of places to units of the gazetteer, in the light of what the article is about."""

from __future__ import annotations

from kg import gazetteer
from kg.gazetteer import Unit
from kg.model import Context, Place, PlaceMention

_DISTRICTS = frozenset({"huyện", "quận", "thị xã", "thành phố"})
_COMMUNES = frozenset({"xã", "phường", "thị trấn"})


def units(context: Context) -> tuple[Unit, ...]:
    """The units that an article is about, the province first; those that the gazetteer does not know are left out."""
    found: list[Unit] = []
    for mention in (context.province, context.district, context.commune):
        if mention is not None:
            unit = gazetteer.resolve(mention.level, mention.name, found).unit
            if unit is not None:
                found.append(unit)
    return tuple(found)


def unit_of(level: str, name: str, about: tuple[Unit, ...]) -> Unit | None:
    """The unit that a level word and a name mean in an article about these units; without a name, the one in focus."""
    if name:
        return gazetteer.resolve(level, name, reversed(about)).unit
    for unit in reversed(about):
        if level in unit.types or (level == "tỉnh" and unit.level == "province"):
            return unit
    if level == "thành phố":
        return next((unit for unit in about if "thành phố" in unit.types), None)
    return None


def seat_of(seat: str, about: tuple[Unit, ...]) -> Unit | None:
    """The unit in focus at the level that a body's kind implies: any district for `huyện`, any commune for `xã`."""
    if seat == "thành phố":
        return next((unit for unit in reversed(about) if seat in unit.types), None)
    level = "province" if seat == "tỉnh" else "district" if seat in _DISTRICTS else "commune" if seat in _COMMUNES else ""
    return next((unit for unit in about if unit.level == level), None)


def place(unit: Unit) -> Place:
    """The entity of a unit, with those that it lies in and those that replaced it."""
    return Place(
        f"place/{unit.key}",
        unit.label,
        level=unit.level,
        code=unit.code,
        part_of=place(unit.parent) if unit.parent else None,
        replaced_by=tuple(place(successor) for successor in unit.successors),
    )


def place_of(mention: PlaceMention, about: tuple[Unit, ...], scope: str) -> Place | None:
    """The entity of a mention. One that the gazetteer does not know, or that it cannot tell from its namesakes, is an
    entity of this document alone (`scope` goes into its IRI); a level word without a unit in focus is none."""
    from kg.text.normalize import slug

    unit = unit_of(mention.level, mention.name, about)
    if unit is not None:
        return place(unit)
    if not mention.name:
        return None
    label = f"{mention.level} {mention.name}".strip()
    level = {"tỉnh": "province"}.get(mention.level) or ("district" if mention.level in _DISTRICTS else "commune" if mention.level in _COMMUNES else "hamlet")
    return Place(f"place/{slug(label)}-{scope}", label, level=level, part_of=place(about[-1]) if about and level == "hamlet" else None)
