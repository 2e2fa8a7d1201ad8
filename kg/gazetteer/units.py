"""Units of the gazetteer: what each is, where it lies, what took its place; and their data, read once when first needed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from kg.paths import ONTOLOGY
from kg.text.normalize import bare, fold, slug
from kg.text.tokens import tokens

Level = Literal["province", "district", "commune"]
Era = Literal["old", "new"]

REFORM = date(2025, 7, 1)  # since this day there are 34 provinces and no districts

_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7"}
_NOT_BARE = {"Hồ Chí Minh", "HCM"}  # without a level word the man is meant, or what is named after him, not the city


class Unit(NamedTuple):
    """A province, district or commune.

    `types` are its level words in lower case and `parents` the units it was part of, each with the latest first: a
    `thành phố` may have been a `thị xã`, and a commune of it have come from another district. `code` is that of the
    statistics office; after the reform codes were given anew, so only era and code together tell a unit. `eras` are
    the administrative systems in which it stands: ten provinces stand in both. `replaced_by` holds the codes of the
    provinces or communes of July 2025 that took its place; see `successors`.
    """

    level: Level
    types: tuple[str, ...]
    name: str
    code: str
    parents: tuple[Unit, ...]
    eras: tuple[Era, ...]
    replaced_by: tuple[str, ...]

    def __repr__(self) -> str:
        """Short, since a unit holds those above it: `<huyện Tiên Du, Bắc Ninh, 260>`."""
        return f"<{self.label}, {self.province.name}, {self.code}>"

    @property
    def type(self) -> str:
        """The level word that it bore last: `thị xã`."""
        return self.types[0]

    @property
    def label(self) -> str:
        """Level word and name: `thị xã Ngã Năm`."""
        return f"{self.types[0]} {self.name}"

    @property
    def parent(self) -> Unit | None:
        """The unit it is, or was last, part of. A commune of July 2025 is part of a province; a province of none."""
        return self.parents[0] if self.parents else None

    @property
    def province(self) -> Unit:
        """The province it lies in; of a province, itself."""
        return self.parents[0].province if self.parents else self

    @property
    def key(self) -> str:
        """The last part of its IRI, which no other unit has: level word, name, and the names of the units above.

        >>> [unit.key for unit in find("huyện", "Tiên Du")]
        ['huyen-tien-du-bac-ninh']
        """
        identity = (self.types[0], self.name, self.eras, self.code)  # a renamed district keeps its code
        if identity not in _KEYS:
            _KEYS[identity] = _key(self)
        return _KEYS[identity]

    @property
    def successors(self) -> tuple[Unit, ...]:
        """The units of July 2025 that took its place or a part of it: provinces of a province, else communes.

        Empty where the unit stands unchanged, and for a commune that was gone before 2025 with its code.

        >>> [unit.label for unit in resolve("tỉnh", "Sóc Trăng").unit.successors]
        ['thành phố Cần Thơ']
        """
        codes: Iterable[str] = self.replaced_by
        if self.level == "district" and not codes:
            codes = sorted({code for commune in _communes().get(self, ()) for code in commune.replaced_by})
        new = data().new_provinces if self.level == "province" else data().new_communes
        return tuple(new[code] for code in codes)

    @property
    def predecessors(self) -> tuple[Unit, ...]:
        """The provinces or communes from which this unit of July 2025, or a part of it, was made, sorted by code."""
        return _predecessors().get(self, ())


def era_on(day: date | None) -> Era | None:
    """The administrative system in force on a day; None for None.

    >>> era_on(date(2024, 10, 1)), era_on(date(2025, 7, 1))
    ('old', 'new')
    """
    if day is None:
        return None
    return "old" if day < REFORM else "new"


def contains(parent: Unit, child: Unit) -> bool:
    """Whether `child` is `parent` or lies in it, wholly or in part, or did once, or did before the reform.

    >>> soc_trang, can_tho = find("tỉnh", "Sóc Trăng")[0], find("thành phố", "Cần Thơ", era="new")[0]
    >>> nga_nam = find("thị xã", "Ngã Năm")[0]
    >>> contains(soc_trang, nga_nam), contains(can_tho, nga_nam), contains(nga_nam, soc_trang)
    (True, True, False)
    """
    return parent in _regions(child)


@cache
def _regions(unit: Unit) -> frozenset[Unit]:
    """A unit and all that it lies in, or did."""
    regions = {unit}
    above: tuple[Unit, ...] = unit.parents
    if unit.level == "province":
        above = unit.successors
    elif unit.eras == ("new",):
        above += unit.predecessors
    for other in above:
        regions |= _regions(other)
    return frozenset(regions)


# ---------------------------------------------------------------- data


class Node:
    """A word of the trie of names: the words that can follow it, and the units whose name ends here."""

    __slots__ = ("bare", "next", "units")

    def __init__(self) -> None:
        """A node that nothing follows and where no name ends."""
        self.next: dict[str, Node] = {}
        self.units: tuple[Unit, ...] = ()
        self.bare: tuple[Unit, ...] = ()  # those that the name can mean without a level word


_NOBODY = Node()


class Data(NamedTuple):
    """What the files of `ontology/places` say: the trie of names; old districts and communes; new units, area codes and portals by code."""

    root: Node
    districts: tuple[Unit, ...]
    communes: tuple[Unit, ...]
    new_provinces: dict[str, Unit]
    new_communes: dict[str, Unit]
    phones: dict[str, Unit]
    domains: dict[str, Unit]


_KEYS: dict[tuple[str, str, tuple[Era, ...], str], str] = {}  # made when first asked for: most units never are


def _key(unit: Unit) -> str:
    above = unit.parent
    names = [unit.label]
    while above:
        names.append(above.name)
        above = above.parent
    if unit.level == "commune" and _labels(unit.parents[0])[slug(unit.label)] > 1:  # xã Ba Tơ, xã Ba Tô
        names.append(unit.code)
    return slug(" ".join(names)) + ("-2025" if unit.eras == ("new",) else "")


@lru_cache(maxsize=65536)
def form(norm: str) -> str:
    """What of a folded word counts in a place name: `đắk`, `đăk`, `đak` and `đắc` are one, as are `r'lấp` and `rlấp`, `ii` and `2`."""
    word = norm.replace("'", "")
    if word.endswith(("k", "ắc", "ăc")):
        return bare(word[:-1]) + "k"
    if word.isdecimal():
        return word.lstrip("0") or word
    return _ROMAN.get(word, word)


@lru_cache(maxsize=4096)
def named(name: str) -> Node:
    """The node of a whole name; an empty one where no unit bears it."""
    node: Node | None = data().root
    for token in tokens(name):
        node = node.next.get(form(token.norm)) if node else None
    return node or _NOBODY


def _rows(name: str) -> Iterator[list[str]]:
    lines = (ONTOLOGY / "places" / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    return (line.split("\t") for line in lines[1:] if line)


@cache
def data() -> Data:
    """The gazetteer's data, read from `ontology/places` when first asked for."""
    eras: dict[str, tuple[Era, ...]] = {"old": ("old",), "new": ("new",), "both": ("old", "new")}
    split: dict[str, tuple[str, ...]] = {"": ()}  # the same few lists of types and codes come again and again

    def parts(text: str, mark: str) -> tuple[str, ...]:
        if text not in split:
            split[text] = tuple(text.split(mark))
        return split[text]

    named_units: list[tuple[Unit, str]] = []  # old ones first, larger first, by code; with their other names
    named_new: list[tuple[Unit, str]] = []
    old_provinces: dict[str, Unit] = {}
    new_provinces: dict[str, Unit] = {}
    phones: dict[str, Unit] = {}
    domains: dict[str, Unit] = {}
    for code, kind, name, era, after, phone, portals, others in _rows("provinces"):
        unit = Unit("province", (kind,), name, code, (), eras[era], parts(after, " "))
        if era == "new":
            named_new.append((unit, others))
        else:
            named_units.append((unit, others))
            old_provinces[code] = phones[phone] = unit
            domains.update((portal, unit) for portal in portals.split("|"))
        if era != "old":
            new_provinces[code] = unit

    by_code: dict[str, Unit] = {}
    districts: list[Unit] = []
    for code, kinds, name, province, _, _, after, others in _rows("districts"):
        unit = Unit("district", parts(kinds, "|"), name, code, (old_provinces[province],), eras["old"], parts(after, " "))
        named_units.append((unit, others))
        districts.append(unit)
        by_code[code] = by_code[f"{code} {name}"] = unit  # where a code passed to another district, communes give code and name

    communes: list[Unit] = []
    for code, kinds, name, within, _, _, after, others in _rows("communes"):
        parents = tuple([by_code[district] for district in within.split("|")])
        unit = Unit("commune", parts(kinds, "|"), name, code, parents, eras["old"], parts(after, " "))
        named_units.append((unit, others))
        communes.append(unit)

    new_communes: dict[str, Unit] = {}
    for code, kind, name, province in _rows("new_communes"):
        unit = Unit("commune", parts(kind, "|"), name, code, (new_provinces[province],), eras["new"], ())
        named_new.append((unit, ""))
        new_communes[code] = unit

    return Data(_trie(named_units + named_new), tuple(districts), tuple(communes), new_provinces, new_communes, phones, domains)


def _trie(named_units: Iterable[tuple[Unit, str]]) -> Node:
    """The trie of the names of units and of their other names (parted by `|`)."""
    names: dict[str, list[Unit]] = {}
    for unit, others in named_units:
        names.setdefault(unit.name, []).append(unit)
        for other in others.split("|") if others else ():
            names.setdefault(other, []).append(unit)
    root = Node()
    forms: dict[str, str] = {}
    for name, units in names.items():
        words = re.findall(r"[^\s-]+|-", name)
        for word in words:
            if word not in forms:
                forms[word] = form(fold(word))
        path = [forms[word] for word in words]
        bare_units = () if name in _NOT_BARE or name.isdecimal() else tuple([unit for unit in units if unit.level != "commune"])
        for pieces in (path, [piece for piece in path if piece != "-"]) if "-" in path else (path,):
            node = root
            for piece in pieces:
                following = node.next.get(piece)
                if following is None:
                    following = node.next[piece] = Node()
                node = following
            # several spellings may lead to one node
            node.units = tuple(dict.fromkeys([*node.units, *units])) if node.units else tuple(units)
            node.bare = tuple(dict.fromkeys([*node.bare, *bare_units])) if node.bare else bare_units
    return root


@cache
def _communes() -> dict[Unit, list[Unit]]:
    """The communes of each district, those that left it before 2025 included, and of each province since July 2025."""
    found: dict[Unit, list[Unit]] = {}
    for commune in (*data().communes, *data().new_communes.values()):
        for parent in commune.parents:
            found.setdefault(parent, []).append(commune)
    return found


@cache
def _labels(parent: Unit) -> Counter[str]:
    """How often each label, as it stands in a key, is borne by the communes of a district or a province."""
    return Counter(slug(commune.label) for commune in _communes()[parent])


@cache
def _predecessors() -> dict[Unit, tuple[Unit, ...]]:
    found: dict[Unit, list[Unit]] = {}
    provinces = dict.fromkeys(district.province for district in data().districts)
    islands = (district for district in data().districts if district.replaced_by)  # districts without communes
    for unit in [*sorted(provinces, key=lambda unit: unit.code), *islands, *data().communes]:
        for successor in unit.successors:
            found.setdefault(successor, []).append(unit)
    return {unit: tuple(units) for unit, units in found.items()}
