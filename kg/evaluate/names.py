"""When two readers mean the same: names, posts, indicators and units compared as a person would.

The few abbreviations and spellings below are this module's own. It judges the extractor, so it must not lean on the
vocabulary that the extractor reads by: a wrong label there would hide itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kg.text.normalize import fold

Forms = Sequence[str]  # the readings of one name; any of them will do

_ABBREVIATIONS = {
    short: tuple(fold(word) for word in long.split())
    for short, long in {
        "ubnd": "ủy ban nhân dân",
        "hđnd": "hội đồng nhân dân",
        "mttq": "mặt trận tổ quốc",
        "ubmttq": "ủy ban mặt trận tổ quốc",
        "ubmttqvn": "ủy ban mặt trận tổ quốc việt nam",
        "lđlđ": "liên đoàn lao động",
        "lhpn": "liên hiệp phụ nữ",
        "tncs": "thanh niên cộng sản",
        "bhxh": "bảo hiểm xã hội",
        "byt": "bộ y tế",
        "syt": "sở y tế",
        "ttyt": "trung tâm y tế",
        "tyt": "trạm y tế",
        "bv": "bệnh viện",
        "bvđk": "bệnh viện đa khoa",
        "pkđk": "phòng khám đa khoa",
        "cdc": "trung tâm kiểm soát bệnh tật",
        "ksbt": "kiểm soát bệnh tật",
        "kcb": "khám chữa bệnh",
        "gd&đt": "giáo dục và đào tạo",
        "gdđt": "giáo dục và đào tạo",
        "thcs": "trung học cơ sở",
        "thpt": "trung học phổ thông",
        "bch": "ban chấp hành",
        "btv": "ban thường vụ",
        "uv": "ủy viên",
        "uvtv": "ủy viên ban thường vụ",
        "uvbtv": "ủy viên ban thường vụ",
        "uvbch": "ủy viên ban chấp hành",
        "gđ": "giám đốc",
        "pgđ": "phó giám đốc",
        "ct": "chủ tịch",
        "pct": "phó chủ tịch",
        "cki": "chuyên khoa i",
        "ck1": "chuyên khoa i",
        "ckii": "chuyên khoa ii",
        "ck2": "chuyên khoa ii",
        "tp": "thành phố",
        "tx": "thị xã",
        "tt": "thị trấn",
        "vaccine": "vắc xin",
        "vắcxin": "vắc xin",
        "đăk": "đắk",
        "đak": "đắk",
    }.items()
}
_PHRASES = (("ủy viên thường vụ", "ủy viên ban thường vụ"), ("khám bệnh chữa bệnh", "khám chữa bệnh"))
_LEVELS = {
    "tỉnh": "tỉnh",
    "thành phố": "thành phố",
    "tp": "thành phố",
    "huyện": "huyện",
    "quận": "quận",
    "thị xã": "thị xã",
    "tx": "thị xã",
    "thị trấn": "thị trấn",
    "phường": "phường",
    "xã": "xã",
}
_WORD = re.compile(r"[\w%&]+")
_GAP = re.compile(r"\.?\s+(?=\w)")
_MEMBER = re.compile("(tỉnh|thành|huyện|thị|quận|đảng) ủy viên")
# Words that tell no indicator from another.
_COMMON = frozenset(
    map(fold, ("tỷ", "lệ", "số", "tổng", "được", "đạt", "có", "của", "là", "các", "cho", "trên", "lượt", "bệnh", "nhân", "ca"))
)


@lru_cache(maxsize=65536)
def _read(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A name's words, one spelling for all, and the administrative levels that are left out of them.

    `huyện Na Hang` is `Na Hang`: a level before a proper name says nothing more, but it tells two units of one name apart.
    """
    text = unicodedata.normalize("NFC", name).replace("\xa0", " ")
    spans = [m.span() for m in _WORD.finditer(text)]
    found = [fold(text[a:b]) for a, b in spans]
    words: list[str] = []
    levels: list[str] = []
    i = 0
    while i < len(found):
        size = 2 if " ".join(found[i : i + 2]) in _LEVELS else 1
        level, after = _LEVELS.get(" ".join(found[i : i + size])), i + size
        if level and after < len(found) and _before_name(text[spans[after - 1][1] :], found[after]):
            levels.append(level)
            i = after
            continue
        words += _ABBREVIATIONS.get(found[i], (found[i],))
        i += 1
    joined = " ".join(words)
    for variant, usual in _PHRASES:
        joined = joined.replace(variant, usual)
    return tuple(joined.split()), tuple(levels)


def _before_name(rest: str, word: str) -> bool:
    """True where what follows a level begins with a proper name: `huyện Na Hang`, but not `Huyện ủy`."""
    gap = _GAP.match(rest)
    return gap is not None and rest[gap.end()].isupper() and word != "ủy"


def plain(name: str) -> str:
    """A name as it is compared: case, tone place, spelling, abbreviations and punctuation made one, levels left out.

    >>> plain("TTYT huyện Na Hang") == plain("Trung tâm Y tế Na Hang")
    True
    """
    return " ".join(_read(name)[0])


def levels(name: str) -> tuple[str, ...]:
    """The administrative levels that `plain` leaves out.

    >>> levels("UBND xã Phong Điền"), levels("UBND Phong Điền")
    (('xã',), ())
    """
    return _read(name)[1]


def _levels_agree(a: str, b: str) -> bool:
    return not levels(a) or not levels(b) or levels(a) == levels(b)


def same_name(found: Forms, wanted: Forms) -> bool:
    """True where one reading of each is the same name, and neither says another administrative level."""
    return any(plain(a) == plain(b) and _levels_agree(a, b) for a in found for b in wanted)


def same_person(found: Forms, wanted: Forms) -> bool:
    """True where two people share a reading of their names."""
    return not {plain(a) for a in found}.isdisjoint(plain(b) for b in wanted)


def post(role: str, body: str) -> str:
    """A role and its body as one phrase, so that it does not matter where one ends and the other begins.

    >>> post("Trưởng Ban", "Ban Tuyên giáo") == post("Trưởng Ban Tuyên giáo", "")
    True
    """
    first, second = plain(role).split(), plain(body).split()
    if member := _MEMBER.fullmatch(" ".join(first)):  # Tỉnh ủy viên: a member of the Tỉnh ủy
        first = ["ủy", "viên"]
        if second[:2] != [member[1], "ủy"]:
            second = [member[1], "ủy"]
    seam = next((n for n in range(min(len(first), len(second)), 0, -1) if first[-n:] == second[:n]), 0)
    return " ".join(first + second[seam:])


def same_post(roles: Forms, bodies: Forms, wanted_roles: Forms, wanted_bodies: Forms) -> bool:
    """True where a role at a body is the role at the body that is wanted."""
    found = [(post(role, body), body) for role in roles for body in bodies]
    wanted = [(post(role, body), body) for role in wanted_roles for body in wanted_bodies]
    return any(a == c and _levels_agree(b, d) for a, b in found for c, d in wanted)


def same_indicator(found: Forms, wanted: Forms) -> bool:
    """True where two wordings of an indicator share most of the words that tell it from others."""
    return any(_alike(plain(a).split(), plain(b).split()) for b in wanted for a in found)


def _alike(found: Iterable[str], wanted: Iterable[str]) -> bool:
    a, b = set(found), set(wanted)
    if a == b:
        return True
    a, b = a - _COMMON or a, b - _COMMON or b
    shared = len(a & b)
    if shared and 2 * shared >= 0.6 * (len(a) + len(b)):
        return True
    return shared >= 2 and (a <= b or (b <= a and len(a) <= 2 * len(b) + 1))


def unit_kind(unit: str) -> str:
    """`%`, `đồng`, or `count` for all that is counted.

    >>> unit_kind("phần trăm"), unit_kind("VNĐ"), unit_kind("lượt/ngày")
    ('%', 'đồng', 'count')
    """
    name = plain(unit.partition("/")[0])
    if name in ("%", "phần trăm", "percent"):
        return "%"
    return "đồng" if name in ("đồng", "đ", "vnd", "vnđ") else "count"
