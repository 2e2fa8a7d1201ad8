"""The administrative gazetteer: provinces, districts and communes, as they were before July 2025 and as they are since.

Names are shared: `huyện Châu Thành` is ten districts, and 31 district towns bear the name of their province. So a name
is looked up with its level word, and what is still open is settled by what else the article names, or stays open.

    find("huyện", "Châu Thành")                    every unit that the words can mean: ten
    resolve("huyện", "Châu Thành", [soc_trang])    the one among them that the article means, if that is known
    starts(tokens, index, "huyện")                 where a name that begins at a token ends

The data and their sources are described in `ontology/places/README.md`. They are read once, when first needed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from kg.model import Token
from kg.paths import ONTOLOGY
from kg.text.normalize import bare, fold, slug
from kg.text.tokens import tokens

Level = Literal["province", "district", "commune"]
Era = Literal["old", "new"]

REFORM = date(2025, 7, 1)  # since this day there are 34 provinces and no districts

_LEVELS: dict[str, tuple[Level, ...]] = {
    "tỉnh": ("province",),
    "thành phố": ("province", "district"),
    "huyện": ("district",),
    "quận": ("district",),
    "thị xã": ("district",),
    "xã": ("commune",),
    "phường": ("commune",),
    "thị trấn": ("commune",),
    "đặc khu": ("commune",),
}
_LEVEL_WORDS = {
    **{word: word for word in _LEVELS},
    **{"thủ đô": "thành phố", "tp": "thành phố", "t.p": "thành phố", "tx": "thị xã", "tt": "thị trấn"},
    **{"h": "huyện", "q": "quận", "p": "phường", "x": "xã"},
}
# Units only rise: what is a thành phố now may be a huyện in an older text, never the other way round.
_RANK = {"tỉnh": 0, "huyện": 0, "xã": 0, "thị xã": 1, "thị trấn": 1, "thành phố": 2, "quận": 2, "phường": 2, "đặc khu": 3}
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
        above = self.parents[0] if self.parents else None
        names = [self.label]
        while above:
            names.append(above.name)
            above = above.parents[0] if above.parents else None
        if self.level == "commune" and _labels(self.parents[0])[slug(self.label)] > 1:  # xã Ba Tơ, xã Ba Tô
            names.append(self.code)
        return slug(" ".join(names)) + ("-2025" if self.eras == ("new",) else "")

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
        new = _data().new_provinces if self.level == "province" else _data().new_communes
        return tuple(new[code] for code in codes)

    @property
    def predecessors(self) -> tuple[Unit, ...]:
        """The provinces or communes from which this unit of July 2025, or a part of it, was made, sorted by code."""
        return _predecessors().get(self, ())


class PlaceHit(NamedTuple):
    """A place name at tokens[start:end] and every unit it can mean."""

    start: int
    end: int
    units: tuple[Unit, ...]


class Answer(NamedTuple):
    """The unit that was meant, or None where that cannot be known, and the candidates it was chosen from."""

    unit: Unit | None
    candidates: tuple[Unit, ...]


def era_on(day: date | None) -> Era | None:
    """The administrative system in force on a day; None for None.

    >>> era_on(date(2024, 10, 1)), era_on(date(2025, 7, 1))
    ('old', 'new')
    """
    if day is None:
        return None
    return "old" if day < REFORM else "new"


def level_word(text: str) -> str:
    """A level word in its full form, however it is written; the empty string for anything else.

    >>> level_word("TP."), level_word("Tx"), level_word("HUYỆN"), level_word("khóm")
    ('thành phố', 'thị xã', 'huyện', '')
    """
    return _LEVEL_WORDS.get(" ".join(fold(text).rstrip(".").split()), "")


def level_at(sentence: Sequence[Token], index: int) -> tuple[int, str] | None:
    """The level word that begins at token `index`: the token after it and its full form; None if there is none.

    One capital letter with a point counts (`P.5`, `H. Tiên Du`); whether a name follows is for `starts` to say.

    >>> level_at(tokens("TP. Sóc Trăng"), 0), level_at(tokens("thị xã Ngã Năm"), 0), level_at(tokens("xanh"), 0)
    ((2, 'thành phố'), (2, 'thị xã'), None)
    """
    token = sentence[index]
    second = sentence[index + 1] if index + 1 < len(sentence) else None
    if second is not None and second.kind == "word" and (word := _LEVEL_WORDS.get(f"{token.norm} {second.norm}")):
        return index + 2, word
    word = _LEVEL_WORDS.get(token.norm, "")
    if word == "xã" and index > 0 and sentence[index - 1].norm == "tác":  # hợp tác xã
        return None
    if len(token.text) > 2:
        return (index + 1, word) if word else None
    point = index + 1 if second is not None and second.text == "." and second.start == token.end else 0
    if len(token.text) == 2:
        return ((point or index) + 1, word) if word else None
    third = sentence[point + 1] if point and point + 1 < len(sentence) else None
    if third is None or not token.capital:
        return None
    if token.norm == "t" and third.norm == "p":
        dotted = point + 2 < len(sentence) and sentence[point + 2].text == "."
        return point + (3 if dotted else 2), "thành phố"
    initial = index > 0 and sentence[index - 1].text == "."  # N.T.H. Yến is a person
    name = third.kind == "number" or (third.capital and len(third.text) > 1)
    return (point + 1, word) if word and name and not initial else None


def find(word: str, name: str, *, within: Unit | None = None, era: Era | None = None) -> tuple[Unit, ...]:
    """Every unit that a level word and a name can mean, in a fixed order: by level, era and code.

    `word` may be abbreviated (`TP.`, `TX`) or empty, which means any level. Spelling does not matter as far as people
    differ in it: tone place, i and y, `Đắk/Đăk/Đak/Đắc`, apostrophes, hyphens, `2` and `II`. A unit is found by every
    level word that it bore since 2019. `within` keeps the units that lie in another one, `era` those of one system.

    >>> len(find("huyện", "Châu Thành")), len(find("huyện", "Châu Thành", within=resolve("tỉnh", "Sóc Trăng").unit))
    (10, 1)
    >>> [unit.label for unit in find("TX.", "Thuận An")], [unit.label for unit in find("tỉnh", "Đăk Lăk", era="old")]
    (['thành phố Thuận An'], ['tỉnh Đắk Lắk'])
    """
    units = _named(name)
    if word:
        wanted = level_word(word)
        units = tuple(unit for unit in units if wanted in unit.types)
    if era is not None:
        units = tuple(unit for unit in units if era in unit.eras)
    if within is not None:
        units = tuple(unit for unit in units if contains(within, unit))
    return units


def starts(sentence: Sequence[Token], index: int, word: str = "") -> PlaceHit | None:
    """The longest place name that begins at token `index`, or None. Every word of it must begin with a capital.

    After a level word (`word`) the name of any unit of that level counts, and those that bear this very word are
    preferred. Without one only provinces and districts do: communes are called like much else (`Hòa Bình`).

    >>> text = tokens("thành phố Phan Rang - Tháp Chàm và huyện Ninh Sơn")
    >>> hit = starts(text, 2, "thành phố")
    >>> hit.end, [unit.label for unit in hit.units], starts(text, 8)
    (7, ['thành phố Phan Rang - Tháp Chàm'], None)
    """
    node: _Node | None = _data().root
    best = None
    for end in range(index, len(sentence)):
        token = sentence[end]
        if token.kind == "word" and not token.capital and (end == index or token.norm not in _data().small_words):
            break
        node = node.next.get(_piece(token.norm)) if node else None
        if node is None:
            break
        exact, risen = _by_word(node.units, word) if word else (node.bare, ())
        if not exact and end == index and index + 1 < len(sentence) and sentence[index + 1].capital:
            continue  # Chủ tịch UBND xã Hồ Văn Tám: not the thị trấn Hồ
        if units := exact or risen:
            best = PlaceHit(index, end + 1, units)
    return best


def resolve(word: str, name: str, context: Iterable[Unit] = (), *, within: Unit | None = None, era: Era | None = None) -> Answer:
    """The unit that a level word (or none) and a name mean in an article about the units of `context`.

    `within` is the unit that the phrase itself names (`xã Z, huyện Y`): the answer lies in it or is not known.
    `context` are the units that the article is known to be about, the surest first: its district, its province. The
    first of them, or else of the units above them, in which any candidate lies decides, if just one does. Where
    none lies in any, a candidate is taken only if it is the only one of its name, and never a commune if
    there is a context. A bare name means a province before a district, and never a commune. Where no unit fits
    that bore the level word since 2019, one that has risen above it does: a `thị xã` that an older text calls `huyện`.

    `era` is the system in force on the article's day (see `era_on`): before July 2025 only old units are candidates,
    since then new ones come first, and where the day is not known old ones do.

    >>> resolve("huyện", "Châu Thành").unit
    >>> resolve("huyện", "Châu Thành", find("tỉnh", "Trà Vinh")).unit.key
    'huyen-chau-thanh-tra-vinh'
    >>> resolve("", "Ngã Năm").unit.label, resolve("", "Sóc Trăng").unit.label
    ('thị xã Ngã Năm', 'tỉnh Sóc Trăng')
    """
    if word:
        groups = _by_word(_named(name), word)
    else:
        units = _bare(name)
        groups = tuple(u for u in units if u.level == "province"), tuple(u for u in units if u.level == "district")
    order: tuple[Era, ...] = ("new", "old") if era == "new" else ("old", "new") if era is None else ("old",)
    pools = [pool for group in groups for one in order if (pool := [unit for unit in group if one in unit.eras])]
    candidates = tuple(dict.fromkeys(unit for pool in pools for unit in pool))
    scopes = _scopes(context)
    if within is not None:
        pools = [inside for pool in pools if (inside := [unit for unit in pool if contains(within, unit)])]
    for pool in pools:
        if (unit := _chosen(pool, scopes)) is not None:
            return Answer(unit, candidates)
    if pools and len(pools[0]) == 1:
        unit = pools[0][0]
        if within is not None or unit.level != "commune" or (not scopes and not groups[1]):
            return Answer(unit, candidates)
    return Answer(None, candidates)


def contains(parent: Unit, child: Unit) -> bool:
    """Whether `child` is `parent` or lies in it, wholly or in part, or did once, or did before the reform.

    >>> soc_trang, can_tho = find("tỉnh", "Sóc Trăng")[0], find("thành phố", "Cần Thơ", era="new")[0]
    >>> nga_nam = find("thị xã", "Ngã Năm")[0]
    >>> contains(soc_trang, nga_nam), contains(can_tho, nga_nam), contains(nga_nam, soc_trang)
    (True, True, False)
    """
    return parent in _regions(child)


def is_place_name(name: str) -> bool:
    """Whether a name without a level word is that of a province or a district. A person may still bear it.

    >>> is_place_name("Sóc Trăng"), is_place_name("Hồ Chí Minh"), is_place_name("Trương Thị Mận")
    (True, False, False)
    """
    return bool(_bare(name))


_PHONE = re.compile(r"(?<!\d)(?:\+?84|0)((?:[ .()-]*\d){10})(?!\d)")


def province_of_phone(text: str) -> Unit | None:
    """The province (of before July 2025) of the first fixed-line number in a text, by its area code since 2017.

    >>> province_of_phone("Điện thoại: (0299) 3.822.339 - Fax: 0299.3820473").name
    'Sóc Trăng'
    >>> province_of_phone("Hotline: 0913 123 456")
    """
    phones = _data().phones
    for m in _PHONE.finditer(text):
        digits = "0" + re.sub(r"\D", "", m[1])
        unit = phones.get(digits[:4]) or phones.get(digits[:3])
        if unit:
            return unit
    return None


_DOMAIN = re.compile(r"((?:[a-z0-9-]+\.)*)([a-z0-9-]+)\.gov\.vn(?![\w-])", re.IGNORECASE)
_DOMAIN_TYPE = re.compile(r"^(?:huyen|quan|thixa|thanhpho|tx|tp)-?")


def province_of_domain(text: str) -> Unit | None:
    """The province (of before July 2025) whose portal a web or mail address of the state belongs to.

    >>> province_of_domain("https://soyte.soctrang.gov.vn/tin-tuc").name, province_of_domain("moh.gov.vn")
    ('Sóc Trăng', None)
    """
    m = _DOMAIN.search(text)
    return _data().domains.get(m[2].lower()) if m else None


def district_of_domain(text: str) -> Unit | None:
    """The district whose page on its province's portal a web address belongs to, if it is only one.

    >>> district_of_domain("http://tiendu.bacninh.gov.vn").label, district_of_domain("soyte.bacninh.gov.vn")
    ('huyện Tiên Du', None)
    """
    m = _DOMAIN.search(text)
    province = _data().domains.get(m[2].lower()) if m else None
    if m is None or province is None:
        return None
    labels = m[1].lower().split(".")
    wanted = {label for label in labels if label} | {_DOMAIN_TYPE.sub("", label) for label in labels}
    found = [unit for unit in _data().districts if unit.province == province and slug(unit.name).replace("-", "") in wanted]
    return found[0] if len(found) == 1 else None


# ---------------------------------------------------------------- choosing


def _by_word(units: Sequence[Unit], word: str) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """The units that bore a level word, and those of its level that have risen above it.

    A number is a name only after its own level word: `toàn huyện 12 xã` is not about quận 12.
    """
    wanted = level_word(word)
    levels = _LEVELS.get(wanted, ())
    exact = tuple(unit for unit in units if wanted in unit.types)
    risen = (unit for unit in units if unit.level in levels and wanted not in unit.types and not unit.name.isdecimal())
    return exact, tuple(unit for unit in risen if _RANK[wanted] < _RANK[unit.types[-1]])


def _scopes(context: Iterable[Unit]) -> list[Unit]:
    """The units of a context, then the units above them."""
    given = list(context)
    above = [unit.parents for unit in given]
    higher = [unit for units in above for unit in units]
    highest = [unit.province for unit in given]
    return list(dict.fromkeys([*given, *higher, *highest]))


def _chosen(pool: Sequence[Unit], scopes: Sequence[Unit]) -> Unit | None:
    """The one unit of `pool` that lies in the first scope in which any does; several are narrowed by the scopes after it."""
    left = pool
    for scope in scopes:
        inside = [unit for unit in left if contains(scope, unit)]
        if len(inside) == 1:
            return inside[0]
        left = inside or left
    return None


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


class _Node:
    """A word of the trie of names: the words that can follow it, and the units whose name ends here."""

    __slots__ = ("bare", "next", "units")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.units: tuple[Unit, ...] = ()
        self.bare: tuple[Unit, ...] = ()  # those that the name can mean without a level word


class _Data(NamedTuple):
    root: _Node
    small_words: frozenset[str]  # words in lower case inside names: `Nông trường Việt Lâm`
    districts: tuple[Unit, ...]
    communes: tuple[Unit, ...]
    new_provinces: dict[str, Unit]
    new_communes: dict[str, Unit]
    phones: dict[str, Unit]
    domains: dict[str, Unit]


@lru_cache(maxsize=65536)
def _piece(norm: str) -> str:
    """What of a folded word counts in a place name: `đắk`, `đăk`, `đak` and `đắc` are one, as are `r'lấp` and `rlấp`, `ii` and `2`."""
    word = norm.replace("'", "")
    if word.endswith(("k", "ắc", "ăc")):
        return bare(word[:-1]) + "k"
    if word.isdecimal():
        return word.lstrip("0") or word
    return _ROMAN.get(word, word)


def _end(name: str) -> _Node | None:
    node: _Node | None = _data().root
    for token in tokens(name):
        node = node.next.get(_piece(token.norm)) if node else None
    return node


def _named(name: str) -> tuple[Unit, ...]:
    node = _end(name)
    return node.units if node else ()


def _bare(name: str) -> tuple[Unit, ...]:
    node = _end(name)
    return node.bare if node else ()


def _rows(name: str) -> Iterator[list[str]]:
    lines = (ONTOLOGY / "places" / f"{name}.tsv").read_text(encoding="utf-8").split("\n")
    return (line.split("\t") for line in lines[1:] if line)


@cache
def _data() -> _Data:
    both: tuple[Era, ...] = ("old", "new")
    eras: dict[str, tuple[Era, ...]] = {"old": ("old",), "new": ("new",), "both": both}
    old, new = eras["old"], eras["new"]
    names: dict[str, list[Unit]] = {}
    split: dict[str, tuple[str, ...]] = {"": ()}  # few types and few lists of codes: made once each

    def parts(text: str, mark: str) -> tuple[str, ...]:
        if text not in split:
            split[text] = tuple(text.split(mark))
        return split[text]

    def name(unit: Unit, others: str) -> None:
        names.setdefault(unit.name, []).append(unit)
        for other in others.split("|") if others else ():
            names.setdefault(other, []).append(unit)

    provinces: dict[str, Unit] = {}
    new_provinces: dict[str, Unit] = {}
    phones: dict[str, Unit] = {}
    domains: dict[str, Unit] = {}
    for code, kind, proper, era, after, phone, portals, others in _rows("provinces"):
        unit = Unit("province", (kind,), proper, code, (), eras[era], parts(after, " "))
        name(unit, others)
        if era != "new":
            provinces[code] = unit
            phones[phone] = unit
            domains.update((portal, unit) for portal in portals.split("|"))
        if era != "old":
            new_provinces[code] = unit

    districts: dict[str, Unit] = {}
    all_districts: list[Unit] = []
    for code, kinds, proper, province, _, _, after, others in _rows("districts"):
        unit = Unit("district", parts(kinds, "|"), proper, code, (provinces[province],), old, parts(after, " "))
        name(unit, others)
        all_districts.append(unit)
        districts[code] = districts[f"{code} {proper}"] = unit  # some codes passed to another unit: then communes give the name too

    communes: list[Unit] = []
    lists: dict[str, tuple[Unit, ...]] = {}
    for code, kinds, proper, within, _, _, after, others in _rows("communes"):
        if within not in lists:
            lists[within] = tuple(districts[one] for one in within.split("|"))
        unit = Unit("commune", parts(kinds, "|"), proper, code, lists[within], old, parts(after, " "))
        name(unit, others)
        communes.append(unit)

    new_communes: dict[str, Unit] = {}
    for code, kind, proper, province in _rows("new_communes"):
        unit = Unit("commune", parts(kind, "|"), proper, code, (new_provinces[province],), new, ())
        names.setdefault(proper, []).append(unit)
        new_communes[code] = unit

    root, small_words = _trie(names)
    return _Data(root, small_words, tuple(all_districts), tuple(communes), new_provinces, new_communes, phones, domains)


def _trie(names: dict[str, list[Unit]]) -> tuple[_Node, frozenset[str]]:
    root = _Node()
    small = set()
    forms: dict[str, str] = {}
    for name, units in names.items():
        words = re.findall(r"[^\s-]+|-", name)
        for word in words:
            if word not in forms:
                forms[word] = _piece(fold(word))
                if word.islower():
                    small.add(fold(word))
        able = () if name in _NOT_BARE or name.isdecimal() else tuple(unit for unit in units if unit.level != "commune")
        pieces = [forms[word] for word in words]
        for path in (pieces, [piece for piece in pieces if piece != "-"]) if "-" in pieces else (pieces,):
            node = root
            for piece in path:
                following = node.next.get(piece)
                if following is None:
                    following = node.next[piece] = _Node()
                node = following
            if not node.units:
                node.units, node.bare = tuple(units), able
            else:  # another spelling of a name that is there already
                node.units = tuple(dict.fromkeys(node.units + tuple(units)))
                node.bare = tuple(dict.fromkeys(node.bare + able))
    return root, frozenset(small)


@cache
def _communes() -> dict[Unit, list[Unit]]:
    """The communes of each district, those that left it before 2025 included, and of each province since July 2025."""
    found: dict[Unit, list[Unit]] = {}
    for commune in (*_data().communes, *_data().new_communes.values()):
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
    provinces = dict.fromkeys(district.province for district in _data().districts)
    islands = (district for district in _data().districts if district.replaced_by)  # districts without communes
    for unit in [*sorted(provinces, key=lambda unit: unit.code), *islands, *_data().communes]:
        for successor in unit.successors:
            found.setdefault(successor, []).append(unit)
    return {unit: tuple(units) for unit, units in found.items()}
