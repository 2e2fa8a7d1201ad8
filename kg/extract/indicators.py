"""Indicators: a text's own words matched to the scheme of `ontology/indicators.ttl`, or kept as a new concept.

A concept is taken only where its label says all that the words say but for counting words, places and the people
meant by any such number, and where it counts the same sort of thing: `tổng số lượt khám bệnh cho nhân dân` is
`khám bệnh`; `phẫu thuật nội soi` is not `phẫu thuật`, and `hộ nghèo 3%` is not a number of households.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain

from kg.extract import units
from kg.lexicon import Lexicon, SchemeConcept, listed, scheme
from kg.model import Concept
from kg.text.normalize import fold, slug
from kg.text.tokens import norms, tokens

# Words that say how something is counted, or of whom in general, and not what.
_COUNTING = listed(
    {
        True: (
            "tổng số, tổng, số, số lượng, số lượt, lượt, lượt người, lượt người dân, lượt bệnh nhân, số ca, ca, ca mắc, mắc, trường hợp, "
            "người, người bệnh, bệnh nhân, tỷ lệ, tỉ lệ, được, cho, đạt, của, là, các, có, nhân dân, người dân, bà con, "
            "trên địa bàn, toàn, đã, ở, tại, công tác, việc, với, chung, và, ha, tấn, kg"
        )
    }
)
# Verbs and times before a number that say nothing of what is counted either; a label may begin with them all the same.
_LIGHT = listed(
    {
        True: (
            "tiếp nhận, thực hiện, tổ chức, triển khai, tiến hành, ghi nhận, tiếp thu, lắng nghe, nghe, xảy ra, phát sinh, duy trì, "
            "quản lý, đang, hiện, nghiệm thu, cả nhiệm kỳ, nhiệm kỳ mới, trong nhiệm kỳ, nhiệm kỳ, phụ trách, địa bàn, xuất hiện"
        )
    }
)
_NOT_TELLING = _LIGHT.first_words | _COUNTING.first_words
# The abbreviations of such reports, and other spellings, by what they stand for.
_SHORT = listed(
    {
        "an toàn thực phẩm": "ATTP",
        "bảo hiểm xã hội": "BHXH",
        "bảo hiểm y tế": "BHYT",
        "bệnh nhân": "BN",
        "biện pháp tránh thai": "BPTT",
        "bộ tiêu chí quốc gia": "BTCQG",
        "căn cước công dân": "CCCD",
        "cán bộ y tế": "CBYT",
        "dân tộc thiểu số": "DTTS",
        "đái tháo đường": "ĐTĐ, tiểu đường",
        "giá trị sản xuất": "GTSX",
        "hồ sơ sức khỏe": "HSSK",
        "hợp tác xã": "HTX",
        "khám chữa bệnh": "KCB",
        "người cao tuổi": "NCT",
        "ngân sách nhà nước": "NSNN",
        "nhân viên y tế": "NVYT",
        "nông thôn mới": "NTM",
        "phục hồi chức năng": "PHCN",
        "phụ nữ có thai": "PNCT, phụ nữ mang thai",
        "sốt xuất huyết": "SXH, SXHD",
        "suy dinh dưỡng": "SDD",
        "tai nạn giao thông": "TNGT",
        "tăng huyết áp": "THA",
        "thủ tục hành chính": "TTHC",
        "trạm y tế": "TYT",
        "trung học cơ sở": "THCS",
        "trung học phổ thông": "THPT",
        "vắc xin": "vaccine, vacxin, vắcxin",
        "vệ sinh an toàn thực phẩm": "VSATTP, ATVSTP",
        "y học cổ truyền": "YHCT",
    }
)
_CASES = listed(
    {
        True: (
            "số, tổng, tổng số, ca, mắc, mới, cộng dồn, lũy tích, lũy kế, tích lũy, tử vong, ca bệnh, bệnh, ổ dịch, nặng, trường hợp, "
            "nghi mắc, nghi ngờ, ghi nhận, xử lý, được, phát hiện, dương tính, trong tuần, trong tháng, nhập viện, "
            "xuất hiện, nhiễm, cao, nhiều, tập trung"
        )
    }
)
_DISEASES = listed(
    {
        True: (
            "bệnh, sốt, viêm, đau mắt, cúm, lao, sởi, ho gà, bạch hầu, thủy đậu, quai bị, rubella, uốn ván, tiêu chảy, lỵ, thương hàn, "
            "dại, liên cầu, đậu mùa, hội chứng, nhiễm, zika, chikungunya, adeno"
        ),
        False: "bệnh viện, bệnh nhân, bệnh án, bệnh phẩm, bệnh xá, lao động, lao xao",
    }
)
# Units and their classes that stand for one another in such reports: a visit, a head, a case; a commune, its station; a
# hamlet; money; a rate.
_ALIKE = {
    unit: group.split()[0]
    for group in (
        "luot nguoi ca truong-hop cap mui lieu mau xet-nghiem test lam tieu-ban",
        "xa xa-phuong-thi-tran phuong thi-tran tram co-so dia-phuong benh-vien",
        "thon ban ap khom buon to-dan-pho khu-pho",
        "đồng USD",
        "% rate",
    )
    for unit in group.split()
}

Words = tuple[str, ...]


@lru_cache(maxsize=65536)
def key(words: str) -> Words:
    """The words that tell an indicator from others, folded, in their order.

    >>> key("tổng số lượt KCB cho nhân dân") == key("Khám chữa bệnh")
    True
    """
    return _telling(_written_out(norms(words)))


def _written_out(words: Sequence[str]) -> Words:
    """Folded words with the abbreviations among them written out."""
    out: list[str] = []
    reached = 0
    for hit in _SHORT.among(words):
        out += (*words[reached : hit.start], *norms(hit.value))
        reached = hit.end
    return (*out, *words[reached:])


def _without(line: Sequence[str], words: Lexicon[bool]) -> Words:
    """The folded words of a line but for some."""
    kept: list[str] = []
    reached = 0
    for hit in words.among(line):
        kept += line[reached : hit.start]
        reached = hit.end
    return (*kept, *line[reached:])


def _telling(line: Words) -> Words:
    """The words of a line that tell what is counted; all of them where none does."""
    return _without(line, _COUNTING) or line


@cache
def _concepts() -> tuple[SchemeConcept, ...]:
    """The concepts of the scheme that words of a text stand for."""
    return tuple(concept for concept in scheme("indicators") if concept.one("group") != "true")


@cache
def _by_words() -> tuple[dict[Words, list[tuple[SchemeConcept, str]]], dict[Words, list[tuple[SchemeConcept, str]]]]:
    """The concepts, each with the sort of its unit, by the words of their labels, all of them and the telling ones."""
    whole: dict[Words, list[tuple[SchemeConcept, str]]] = {}
    telling: dict[Words, list[tuple[SchemeConcept, str]]] = {}
    for concept in _concepts():
        sorted_concept = concept, sort(concept.one("unit"))
        for label in concept.labels:
            for table, form in ((whole, _written_out(norms(label))), (telling, key(label))):
                if sorted_concept not in table.setdefault(form, []):
                    table[form].append(sorted_concept)
    return whole, telling


@cache
def labels() -> Lexicon[SchemeConcept]:
    """The concepts of the scheme by all their labels, to find one inside a longer phrase."""
    return Lexicon((label, concept) for concept in _concepts() for label in concept.labels)


@lru_cache(maxsize=4096)
def sort(unit: str) -> str:
    """What sort of thing a unit counts or measures: the most general unit of the scheme above it, or one that stands for it.

    >>> sort("lượt bệnh nhân") == sort("ca mắc"), sort("%") == sort("‰"), sort("vụ") == sort("ca")
    (True, True, False)
    """
    hit = units.known(tokens(unit), 0)
    if hit is None:
        return fold(unit)
    found = next(known for known in scheme("units") if known.label == hit.value)
    while broader := found.one("broader"):
        found = next(known for known in scheme("units") if known.curie == broader)
    name = found.curie.partition(":")[2] if found.one("unitClass") == "count" else found.one("unitClass")
    return _ALIKE.get(name, name)


def same_sort(unit: str, other: str) -> bool:
    """True where two units count the same sort of thing, or one says the other more closely.

    >>> same_sort("ca mắc mới", "lượt"), same_sort("đơn vị máu", "đơn vị"), same_sort("xã", "ca")
    (True, True, False)
    """
    return unit.partition(" ")[0] == other.partition(" ")[0] or sort(unit) == sort(other)


def _named(line: Words, unit: str) -> SchemeConcept | None:
    """The one concept whose label says what the words say, of the same sort as the unit; of two, neither."""
    whole, telling = _by_words()
    for concepts in (whole.get(line), telling.get(_telling(line))):
        if concepts is None:
            continue
        found = [concept for concept, counts in concepts if not unit or counts == sort(unit)]
        if len(found) > 1 and not unit:
            found = [concept for concept, counts in concepts if counts != "%"]  # a rate is written with its sign
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _past_light(line: Words) -> Words:
    """What follows the words in front that say nothing of what is counted."""
    start = 0
    while start < len(line) and line[start] in _NOT_TELLING and (hit := _LIGHT.longest(line, start) or _COUNTING.longest(line, start)):
        start = hit.end
    return line[start:]


def _left_out(line: Words, other: Words) -> Words:
    """The words of a line that another wording of it leaves out."""
    said = Counter(other)
    left = []
    for word in line:
        if not said[word]:
            left.append(word)
        said[word] -= said[word] > 0
    return tuple(left)


def concept(words: str, *others: str, unit: str = "") -> Concept:
    """The concept that the words, or other wordings that say as much, name; a new one made of the words where none does.

    `unit` is what the number counts in; a concept that counts another sort of thing is not taken.

    >>> concept("tổng số lượt khám bệnh", unit="lượt").curie, concept("hộ nghèo", unit="%").curie
    ('ind:luot-kham-benh', 'ind:ty-le-ho-ngheo')
    """
    said, counts = norms(words), _counting_words(unit)
    line = _written_out(said)
    tried: list[list[str]] = []
    for found in chain((said,), map(norms, others), ([*counts, *said],)):  # with the unit too: `ngộ độc thực phẩm: 2 vụ`
        if found in tried:
            continue
        tried.append(found)
        other = line if found is said else _written_out(found)
        telling = _past_light(other)
        known = _named(other, unit) or (_named(telling, unit) if len(telling) < len(other) else None)
        if known:
            counted = counts if fold(unit) == known.one("unit") else ()  # `thực kê 150 giường`: giường says nothing more
            if other is line or not _past_light(_left_out(line, (*other, *counted))):
                return Concept(known.curie, known.label)
    return Concept(f"ind:moi-{slug(fold(words))[:80].strip('-')}", words[:1].lower() + words[1:] if words[1:2].islower() else words)


@lru_cache(maxsize=4096)
def _counting_words(unit: str) -> tuple[str, ...]:
    return tuple(norms(unit))


def is_disease(words: str) -> bool:
    """True where the scheme counts the cases of what the words name, or they begin as the names of diseases do.

    >>> is_disease("COVID-19"), is_disease("Viêm gan"), is_disease("nhận định"), is_disease("bệnh viện")
    (True, True, False, False)
    """
    line = tokens(words)
    hit = _DISEASES.at(line, 0) if line else None
    return bool(hit and hit.value) or (bool(words) and _named(_written_out(norms(f"ca mắc {words}")), "ca") is not None)


def is_cases(words: str) -> bool:
    """True where the words say that there were cases, and not of what.

    >>> is_cases("số mắc cộng dồn"), is_cases("ca mắc sởi")
    (True, False)
    """
    return bool(words) and not _without([token.norm for token in tokens(words)], _CASES)


def unit(words: str) -> str:
    """The unit of the concept that the words name, empty where no scheme knows it."""
    known = _named(_written_out(norms(words)), "")
    return known.one("unit") if known else ""
