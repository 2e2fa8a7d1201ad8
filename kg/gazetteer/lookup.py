"""Names to units: what a level word and a name can mean, where a name in text ends, and which of several units is meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.gazetteer.units import Era, Level, Node, Unit, contains, data, form, named
from kg.model import Token
from kg.text.normalize import fold
from kg.values import dataclass

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

_SMALL = "trường"  # the one word of a name in lower case: thị trấn Nông trường Việt Lâm


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """A place name at tokens[start:end] and every unit it can mean."""

    start: int
    end: int
    units: tuple[Unit, ...]


class Answer(NamedTuple):
    """The unit that was meant, or None where that cannot be known, and the candidates it was chosen from."""

    unit: Unit | None
    candidates: tuple[Unit, ...]


def level_word(text: str) -> str:
    """A level word in its full form, however it is written; the empty string for anything else.

    >>> level_word("TP."), level_word("Tx"), level_word("HUYỆN"), level_word("khóm")
    ('thành phố', 'thị xã', 'huyện', '')
    """
    return _LEVEL_WORDS.get(" ".join(fold(text).rstrip(".").split()), "")


def find(word: str, name: str, *, within: Unit | None = None, era: Era | None = None) -> tuple[Unit, ...]:
    """Every unit that a level word and a name can mean, in a fixed order.

    `word` may be abbreviated (`TP.`, `TX`) or empty, which means any level. Spelling does not matter as far as people
    differ in it: tone place, i and y, `Đắk/Đăk/Đak/Đắc`, apostrophes, hyphens, `2` and `II`. A unit is found by every
    level word that it bore since 2019. `within` keeps the units that lie in another one, `era` those of one system.

    >>> len(find("huyện", "Châu Thành")), len(find("huyện", "Châu Thành", within=resolve("tỉnh", "Sóc Trăng").unit))
    (10, 1)
    >>> [unit.label for unit in find("TX.", "Thuận An")], [unit.label for unit in find("tỉnh", "Đăk Lăk", era="old")]
    (['thành phố Thuận An'], ['tỉnh Đắk Lắk'])
    """
    units = named(name).units
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
    node: Node | None = data().root
    best = None
    for end in range(index, len(sentence)):
        token = sentence[end]
        if token.kind == "word" and not token.capital and (end == index or token.norm != _SMALL):
            break
        node = node.next.get(form(token.norm)) if node else None
        if node is None:
            break
        exact, risen = _by_word(node, word) if word else (node.bare, ())
        if not exact and end == index and index + 1 < len(sentence) and sentence[index + 1].capital:
            continue  # Chủ tịch UBND xã Hồ Văn Tám: not the thị trấn Hồ
        if units := exact or risen:
            best = PlaceHit(index, end + 1, units)
    return best


def resolve(
    word: str, name: str, context: Iterable[Unit] = (), *, level: Level | None = None, within: Unit | None = None, era: Era | None = None
) -> Answer:
    """The unit that a level word (or none) and a name mean in an article about the units of `context`.

    `context` are the units that the article is known to be about, the surest first: its district, its province. The
    first of them, or else of the units above them, in which any candidate lies decides, if just one does. Where none
    lies in any, a candidate is taken only if it is the only one of its name, and never a commune if there is a
    context. Where no unit fits that bore the level word since 2019, one that has risen above it does: a `thị xã`
    that an older text calls `huyện`. A bare name means a province before a district, and a commune only if `level`
    says so: what else tells the level (`TTYT Tiên Du` is a district's) goes there.

    `within` is the unit that the phrase itself names (`xã Z, huyện Y`): the answer lies in it or is not known.
    `era` is the system in force on the article's day (see `era_on`): before July 2025 only old units are candidates,
    since then new ones come first, and where the day is not known old ones do.

    >>> resolve("huyện", "Châu Thành").unit
    >>> resolve("huyện", "Châu Thành", find("tỉnh", "Trà Vinh")).unit.key
    'huyen-chau-thanh-tra-vinh'
    >>> resolve("", "Ngã Năm").unit.label, resolve("", "Sóc Trăng").unit.label, resolve("", "Sóc Trăng", level="district").unit.label
    ('thị xã Ngã Năm', 'tỉnh Sóc Trăng', 'thành phố Sóc Trăng')
    """
    node = named(name)
    if word:
        groups = _by_word(node, word)
    elif level:
        groups = tuple(unit for unit in node.units if unit.level == level), ()
    else:
        groups = tuple(u for u in node.bare if u.level == "province"), tuple(u for u in node.bare if u.level == "district")
    order: tuple[Era, ...] = ("new", "old") if era == "new" else ("old", "new") if era is None else ("old",)
    pools = [pool for group in groups for one in order if (pool := [unit for unit in group if one in unit.eras])]
    candidates = tuple(dict.fromkeys(unit for pool in pools for unit in pool))
    if within is not None:
        pools = [inside for pool in pools if (inside := [unit for unit in pool if contains(within, unit)])]
    scopes = _scopes(context)
    for pool in pools:
        if left := _narrowed(pool, scopes):
            return Answer(left[0] if len(left) == 1 else None, candidates)
    if pools and len(pools[0]) == 1:
        unit = pools[0][0]
        if within is not None or unit.level != "commune" or (not scopes and not groups[1]):
            return Answer(unit, candidates)
    return Answer(None, candidates)


def is_place_name(name: str) -> bool:
    """Whether a name without a level word is that of a province or a district. A person may still bear it.

    >>> is_place_name("Sóc Trăng"), is_place_name("Hồ Chí Minh"), is_place_name("Trương Thị Mận")
    (True, False, False)
    """
    return bool(named(name).bare)


# ---------------------------------------------------------------- choosing


@lru_cache(maxsize=4096)
def _by_word(node: Node, word: str) -> tuple[tuple[Unit, ...], tuple[Unit, ...]]:
    """The units of a name that bore a level word, and those of its level that have risen above it.

    A number is a name only after its own level word: `toàn huyện 12 xã` is not about quận 12.
    """
    wanted = level_word(word)
    levels = _LEVELS.get(wanted, ())
    exact = tuple(unit for unit in node.units if wanted in unit.types)
    risen = (unit for unit in node.units if unit.level in levels and wanted not in unit.types and not unit.name.isdecimal())
    return exact, tuple(unit for unit in risen if _RANK[wanted] < _RANK[unit.types[-1]])


def _scopes(context: Iterable[Unit]) -> list[Unit]:
    """The units of a context, then those above them."""
    given = list(context)
    parents = [parent for unit in given for parent in unit.parents]
    provinces = [province for unit in parents for province in unit.parents]
    return list(dict.fromkeys([*given, *parents, *provinces]))


def _narrowed(pool: Sequence[Unit], scopes: Sequence[Unit]) -> Sequence[Unit]:
    """The units of `pool` in the first scope in which any lies, and of these in the next, and so on; none if none lies in any."""
    left: Sequence[Unit] = ()
    for scope in scopes:
        left = [unit for unit in left or pool if contains(scope, unit)] or left
    return left
