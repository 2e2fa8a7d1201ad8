"""Administrative units in text: a level word with a proper name, a level word alone, a province's bare name."""

from __future__ import annotations

from collections.abc import Sequence

from kg import gazetteer
from kg.lexicon import Hit, Lexicon
from kg.model import PlaceMention, Token

# Level words and their abbreviations; None blocks a word that only looks like one.
LEVELS: Lexicon[str | None] = Lexicon(
    {
        **{word: word for word in ("tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu")},
        **{word: word for word in ("thôn", "ấp", "bản", "khóm", "khu phố", "buôn", "tổ dân phố", "xóm", "làng")},
        **dict.fromkeys(("TP", "TP.", "T.P", "T.P."), "thành phố"),
        **dict.fromkeys(("TX", "TX.", "T.X", "T.X."), "thị xã"),
        **dict.fromkeys(("TT.", "thị trấn"), "thị trấn"),
        "xã đảo": "xã",
        "huyện đảo": "huyện",
        "xã miền núi": "xã",
        "huyện miền núi": "huyện",
        "thủ đô": "thành phố",
        **dict.fromkeys(
            "xã hội, hợp tác xã, xã viên, xã luận, xã giao, tỉnh lộ, tỉnh táo, huyện lộ, thị xã hội, bản thân, "
            "bản đồ, bản sắc, bản tin, bản án, "
            "bản quyền, bản lĩnh, bản chất, bản địa, bản kế hoạch, bản cam kết, bản ghi nhớ, bản giao ước, buôn bán, buôn lậu, "
            "làng nghề, ấp trứng, ấp ủ".split(", ")
        ),
    }
)
COMMUNES = frozenset({"xã", "phường", "thị trấn", "đặc khu"})
HAMLETS = frozenset("thôn ấp bản khóm buôn xóm làng".split()) | {"khu phố", "tổ dân phố"}
NUMBERED = frozenset({"phường", "quận", "khóm", "ấp", "thôn", "khu phố", "tổ dân phố"})
# After these a level word means several units, or none in particular.
PLURAL = frozenset("các những mọi mỗi từng nhiều vài hai ba bốn năm số cấp tuyến".split())
_COUNTED = frozenset("ca lượt người hộ em trẻ liều mũi trường ổ".split())
_WHERE = frozenset({"tại", "ở"})
_LONGEST_NAME = 4  # words
_IN_THE_GAZETTEER = frozenset({"tỉnh", "thành phố", "huyện", "quận", "thị xã"})


def place_at(text: str, tokens: Sequence[Token], index: int) -> Hit[PlaceMention] | None:
    """The unit named from token `index` on: `huyện Tiên Du`, `thị xã` alone, a province's bare name, a district's after `tại`.

    A level word after `các` or a number names no unit. Lower case ends a name: `huyện Na Hang tổ chức` is `Na Hang`.
    """
    level = LEVELS.at(tokens, index)
    if level is None:
        named = gazetteer.starts(tokens, index) if tokens[index].capital else None
        if named and any(unit.level == "province" for unit in named.units):
            return _hit(text, tokens, index, named.end, "", index)
        types = {unit.type for unit in named.units} if named and _located(tokens, index, named.end) else set()
        return _hit(text, tokens, index, named.end, types.pop(), index) if named and len(types) == 1 else None
    if level.value is None or (index and (tokens[index - 1].norm in PLURAL or tokens[index - 1].kind == "number")):
        return None
    end = name_end(tokens, level.end, level.value)
    if end == level.end and level.value in HAMLETS | {"đặc khu"}:
        return None
    return _hit(text, tokens, index, end, level.value, level.end)


def _located(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a district's bare name at tokens[start:end] says where: `Tại Tiên Du, …`."""
    after = tokens[end] if end < len(tokens) else None
    return end > start + 1 and start > 0 and tokens[start - 1].norm in _WHERE and not (after and after.capital)


def name_end(tokens: Sequence[Token], index: int, level: str = "") -> int:
    """Where the proper name of a place that begins at token `index` ends; `index` itself where there is none.

    The gazetteer's longest name wins; else a run of at most four capitalised words, as hamlets and new units have.
    """
    if index >= len(tokens):
        return index
    first = tokens[index]
    if first.kind == "number":
        return index + 1 if level in NUMBERED and len(first.text) <= 2 else index
    if not first.capital:
        return index
    named = gazetteer.starts(tokens, index, level)
    if named:
        counted = named.end < len(tokens) and tokens[named.end].norm in _COUNTED
        counts = counted and named.end - index > 1 and tokens[named.end - 1].kind == "number"
        return named.end - counts  # `xã Tân Mẫu 2 ca` is not `Tân Mẫu 2`
    if not level or level in _IN_THE_GAZETTEER:
        return index  # all of these are known: what follows is something else, often a person
    end = index
    while end < min(len(tokens), index + _LONGEST_NAME) and tokens[end].capital and not _abbreviation(tokens[end]):
        end += 1
    if level in HAMLETS and index < end < len(tokens) and _is_ordinal(tokens, end):
        end += 1  # `thôn Hạ Mẫu 2`
    return end


def _is_ordinal(tokens: Sequence[Token], index: int) -> bool:
    """A number of one or two digits that counts nothing: a mark or nothing follows it."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    return tokens[index].text.isdecimal() and len(tokens[index].text) <= 2 and (after is None or after.text in ",;.()")


def _abbreviation(token: Token) -> bool:
    return len(token.text) > 1 and token.text.isupper()


def _hit(text: str, tokens: Sequence[Token], first: int, end: int, level: str, name: int) -> Hit[PlaceMention]:
    start, stop = tokens[first].start, tokens[end - 1].end
    proper = text[tokens[name].start : stop] if end > name else ""
    return Hit(first, end, PlaceMention(start, stop, text[start:stop], level, " ".join(proper.split())))
