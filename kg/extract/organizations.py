"""Bodies in text: a head noun, its field of work or proper name, the body it is part of, its place.

Where a name ends is the hard part. A body's name goes on through a field of work that the word list knows, through
capitalised words, through another body's name, and ends after its place: a level word with a name, or alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg import gazetteer
from kg.extract.kinds import fields, kind_at, kinds
from kg.extract.places import HAMLETS, LEVELS, PLURAL, name_end
from kg.lexicon import Hit, Lexicon, SchemeConcept, words
from kg.model import OrganizationMention, Token
from kg.text.normalize import fold
from kg.text.tokens import tokens as tokenize
from kg.values import replace

_DEEPEST = 4  # `Chi bộ Khoa … Bệnh viện … tỉnh` is three deep
_LONGEST_FIELD = 14  # tokens
_LONGEST_ABBREVIATION = 4  # letters
_LONGEST_NUMBER = 3  # digits
_DASHES = frozenset({"-", "–"})

# A name that only its own words bound goes on until one of these.
_STOPS = Lexicon(dict.fromkeys(words("name_stops"), True))
_TASKS = Lexicon(dict.fromkeys(("thực hiện", "triển khai", "xây dựng", "vận động", "giám sát", "kiểm tra"), True))
# Bodies that are parts of others by their head noun.
_PARTS = tuple(fold(head) for head in ("Ban ", "Phòng ", "Văn phòng", "Thanh tra", "Ủy ban Kiểm tra", "Tổ ", "Đội ", "Khoa "))
# After these a head noun of one word is part of a street's or a market's name: `đường Trường Chinh`.
_ON_THE_MAP = frozenset({"đường", "phố", "cầu", "chợ", "ngã", "hẻm", "tuyến"})
_OF_DELEGATIONS = frozenset({"liên", "chuyên", "công", "về", "việc", "số", "đặc", "hỗn", "nhanh", "của"})  # liên ngành, công tác …
# Words after a dash that begin a caption or a signature.
_NO_FIELDS = frozenset({"ảnh", "tin", "bài", "nguồn", "theo"})
# The first words of kinds that are called after people.
_NAMED_AFTER_PEOPLE = frozenset({"benh", "tap", "truong", "hoc", "quy", "cong", "vien", "nha", "dai", "phong"})
# Heads whose own words say what they are for, often in lower case.
_OPEN_HEADS = tuple(
    fold(head)
    for head in (
        "Câu lạc bộ, Ban Chỉ đạo, Ban Quản lý, Hội đồng, Tổ công tác, Hợp tác xã, Ban đại diện, "
        "Đoàn kiểm tra, Đoàn giám sát, Đoàn thanh tra"
    ).split(", ")
)


def _is_open(concept: SchemeConcept) -> bool:
    return fold(concept.label).startswith(_OPEN_HEADS)


def ends_name(tokens: Sequence[Token], index: int) -> bool:
    """True where a verb or another small word stands that ends a name."""
    return _STOPS.at(tokens, index) is not None


def begins_body(tokens: Sequence[Token], index: int) -> bool:
    """True where a body's name of at least two words, or an abbreviation, begins: a person's name ends there."""
    hit = kinds().at(tokens, index)
    if hit is None or hit.value is None or not tokens[index].capital:
        return False
    return hit.end - hit.start > 1 or (len(tokens[index].text) > 1 and tokens[index].text.isupper())


def organization_at(
    text: str, tokens: Sequence[Token], index: int, forced: bool = False, depth: int = 0, post: bool = False
) -> Hit[OrganizationMention] | None:
    """The body named from token `index` on, or None.

    `forced` takes a name in lower case too, where the words before it call for a body (`giám đốc trung tâm y tế huyện`); `post`
    is true for what such a body is part of: a person's name after it is that of the holder.
    """
    hit = kind_at(tokens, index)
    if hit is None or hit.value is None or depth > _DEEPEST or in_code(tokens, index):
        return None
    if hit.end == index + 1 and _on_the_map(tokens, index):
        return None
    concept, end = hit.value, hit.end
    capital = tokens[index].capital or forced
    name, level, place, parent = concept.label, "", "", None
    field_end = end
    named = concept.one("takesField") == "true" or concept.one("inner") == "true" or _is_open(concept)
    if named and not _is_seated(tokens, end, concept):
        field_end = end if _is_person(tokens, end, concept, forced or post) else _field_end(tokens, end, concept, forced)
    if field_end == end + 1 and len(tokens[end].text) == 1 and not concept.curie.startswith("okd:benh-vien"):
        field_end = end  # a letter alone hides a name
    if field_end > end:
        name, end = f"{name} {_written(text, tokens, end, field_end)}", field_end
    elif concept.label.endswith("Văn phòng"):
        end, name = _offices(text, tokens, end, name)
    numbered = _number_end(tokens, end, concept)
    if numbered > end:
        name, end = f"{name} {_written(text, tokens, end, numbered)}", numbered
    inner = organization_at(text, tokens, end, False, depth + 1, forced or post) if end < len(tokens) else None
    if inner and inner.value.name != name and _may_contain(concept, inner.value):
        parent, end = inner.value, inner.end
    elif concept.one("national") != "true":
        end, level, place = _place(text, tokens, end, concept)
        if end < len(tokens) and not (level or place) and (hamlet := _hamlet_end(tokens, end, concept)) > end:
            name, end = f"{name} {_written(text, tokens, end, hamlet)}", hamlet  # `Chi bộ thôn Mẫu Hạ`
    many = index > 0 and tokens[index - 1].norm in PLURAL
    if (many and not place) or ((many or (index and tokens[index - 1].kind == "number")) and place and _goes_on(tokens, end)):
        return None  # `các Trạm Y tế phường`, `3 trạm y tế xã Mẫu Sơn, xã Yên Khoái` are several
    if not capital and (hit.end - hit.start == 1 or concept.one("bareWord") == "true" or not (place or (parent and parent.place))):
        return None
    alone = end == hit.end
    if alone and hit.end - hit.start == 1 and concept.one("takesField") == "true" and concept.one("bareWord") != "true":
        return None  # `Ban`, `Hội`, `Phòng` alone name nothing
    if field_end == hit.end and not parent and concept.one("inner") == concept.one("takesField") == "true":
        return None  # nor does `Đơn vị phường X`
    if alone and not forced and not parent and tokens[index].norm != "cơ" and fields().at(tokenize(concept.label), 0):
        return None  # `BHXH` alone is more often the insurance, `Điện lực` the trade
    if concept.curie == "okd:ban-to-chuc" and not (forced or parent or level or place):
        return None  # that of the event, not the party's
    start, stop = tokens[index].start, tokens[end - 1].end
    mention = OrganizationMention(start, stop, text[start:stop], name, concept.one("bodyClass") or "kg:Organization", level, place, parent)
    return Hit(index, end, mention)


def in_code(tokens: Sequence[Token], index: int) -> bool:
    """`5312/QĐ-BYT`: the letters of a document's number name no body in the text."""
    return index > 0 and tokens[index - 1].text in "/-" and tokens[index - 1].end == tokens[index].start


def _on_the_map(tokens: Sequence[Token], index: int) -> bool:
    """Whether a head noun of one word is part of a place's name: `Hội An`, `đường Trường Chinh`."""
    place = gazetteer.starts(tokens, index) if tokens[index].capital else None
    return (place is not None and place.end > index + 1) or (index > 0 and tokens[index - 1].norm in _ON_THE_MAP)


def joined(first: OrganizationMention, parent: Hit[OrganizationMention], text: str) -> OrganizationMention:
    """A unit and the body it is part of, named after a comma: `Phòng Kế hoạch, Sở Y tế tỉnh X`."""
    return replace(first, end=parent.value.end, text=text[first.start : parent.value.end], parent=parent.value)


def _may_contain(concept: SchemeConcept, inner: OrganizationMention) -> bool:
    """Whether a body of this kind can be part of the body named right after it."""
    if concept.one("inner") == "true" or concept.one("takesField") == "true" or concept.one("seat"):
        return True
    return inner.kind == "kg:PartyBody" or fold(concept.label).startswith(_PARTS)


def _field_end(tokens: Sequence[Token], index: int, concept: SchemeConcept, forced: bool) -> int:
    """Where the field of work or proper name after a head noun ends; `index` where there is none."""
    if index >= len(tokens):
        return index
    end = _part_end(tokens, index, concept, forced) if forced or tokens[index].capital else index
    if end == index:
        return _open_end(tokens, index, forced) if _is_open(concept) else index
    while end < len(tokens) - 1 and end - index < _LONGEST_FIELD:
        mark = tokens[end].norm
        if mark in _DASHES or mark == "và" or mark == "&":
            known = fields().at(tokens, end + 1)
            goes_on = not kinds().at(tokens, end + 1) and (known is not None or mark == "&" or fields().at(tokens, index) is not None)
            person = len(tokens[end + 1].text) == 1 and not tokens[end + 1].capital  # `Trưởng phòng Nhân sự và y sĩ …`
            goes_on = goes_on and not person and tokens[end + 1].norm not in _NO_FIELDS
            further = _part_end(tokens, end + 1, concept, forced) if goes_on else end + 1
        elif mark == "," and (not tokens[end + 1].capital or _comma_goes_on(tokens, end + 1)):
            known = fields().at(tokens, end + 1)
            further = known.end if known and kinds().at(tokens, end + 1) is None else end + 1
        else:
            break
        if further == end + 1:
            break
        end = further
    return max(end, _open_end(tokens, index, forced)) if _is_open(concept) else end


def _part_end(tokens: Sequence[Token], index: int, concept: SchemeConcept, forced: bool) -> int:
    """One part of a field with the words in lower case that go on it: after a lone syllable that the word list does not
    know (`Vật` + `tư y tế`), and in a post up to a mark (`Quản lý chất lượng` + `nông lâm sản (`)."""
    end = _atom_end(tokens, index, concept)
    if end == index:
        return index
    lone = end - index == 1 and not fields().at(tokens, index)
    return _small_end(tokens, end, bounded=not lone) if forced or lone else end


def _small_end(tokens: Sequence[Token], index: int, bounded: bool) -> int:
    """Where words in lower case that go on a name end; with `bounded`, only if a mark ends them."""
    end = index
    while end < len(tokens) and end - index < _LONGEST_FIELD // 2 and tokens[end].kind == "word" and not tokens[end].capital:
        level = LEVELS.at(tokens, end)
        if _stops(tokens, end) or (level and level.value):
            break
        end += 1
    while end > index and tokens[end - 1].norm in PLURAL:
        end -= 1
    closed = end == len(tokens) or tokens[end].text in ",;().-–"
    return end if closed or not bounded else index


def _is_person(tokens: Sequence[Token], index: int, concept: SchemeConcept, post: bool) -> bool:
    """`Giám đốc Trung tâm` + a name. Hospitals, schools and funds are named after people, so there only a post and a name
    of three words say that the person is meant."""
    run = index
    while run < len(tokens) and tokens[run].capital and run - index < 5:
        run += 1
    if run - index < 2 or tokens[index].norm not in surnames() or gazetteer.starts(tokens, index) or fields().at(tokens, index):
        return False
    return concept.curie.partition(":")[2].partition("-")[0] not in _NAMED_AFTER_PEOPLE or (post and run - index > 2)


def _comma_goes_on(tokens: Sequence[Token], index: int) -> bool:
    """After a comma a known field and then `và` or a dash: `Văn hóa, Thể thao và Du lịch`."""
    known = fields().at(tokens, index)
    return known is not None and known.end < len(tokens) and (tokens[known.end].norm in _DASHES or tokens[known.end].norm == "và")


def _atom_end(tokens: Sequence[Token], index: int, concept: SchemeConcept) -> int:
    """One part of a name: a known field, or capitalised words with at most two small ones between them."""
    if index >= len(tokens):
        return index
    level = LEVELS.at(tokens, index)
    if level and level.value:
        return index
    known = fields().at(tokens, index)
    end = known.end if known and (tokens[index].capital or (concept.one("takesField") == "true" and known.end - known.start > 1)) else index
    if concept.one("inner") == "true" and concept.one("takesField") != "true" and not _inner_name(tokens, index):
        return index
    run = index
    while run < len(tokens) and run - index < _LONGEST_FIELD:
        token = tokens[run]
        if len(token.text) == 1 and token.capital and run + 1 < len(tokens) and tokens[run + 1].text == ".":
            break  # `T.Ư`
        if token.kind == "word" and (token.capital or run < end):
            if run >= end and run > index and _is_person(tokens, run, concept, True):
                break
            begins = kinds().at(tokens, run)
            if run >= end and begins and begins.value and (begins.end - begins.start > 1 or token.text.isupper()):
                break
            level = LEVELS.at(tokens, run)
            if run >= end and ((level and level.value) or (run > index and gazetteer.starts(tokens, run))):
                break
            further = fields().at(tokens, run)
            run = max(run + 1, further.end if further else 0)
            continue
        gap = run
        while gap < len(tokens) and gap - run < 2 and tokens[gap].kind == "word" and not tokens[gap].capital and not _STOPS.at(tokens, gap):
            gap += 1
        if gap > run > index and gap < len(tokens) and tokens[gap].capital and not kinds().at(tokens, gap) and not LEVELS.at(tokens, run):
            run = gap
            continue
        break
    return max(run, end)


def _inner_name(tokens: Sequence[Token], index: int) -> bool:
    """Inner bodies (`Đảng bộ`, `Chi bộ`) take a proper name only where it is no body of its own: `Cơ quan Khối …`."""
    return (
        tokens[index].capital
        and kinds().at(tokens, index) is None
        and gazetteer.starts(tokens, index) is None
        and tokens[index].norm in {"cơ", "khối", "khu"}
    )


def _open_end(tokens: Sequence[Token], index: int, forced: bool) -> int:
    """The end of a name that its own words bound: up to a verb, a place or a mark. It may begin with the verb of what the body is
    for in a post (`Trưởng Ban Chỉ đạo triển khai …`), and where a unit's name ends it."""
    if not forced and index < len(tokens) and not tokens[index].capital and _acts(tokens, index):
        return index
    task = _TASKS.at(tokens, index) if index < len(tokens) else None
    end = task.end if task else index
    while end < len(tokens) and end - index < _LONGEST_FIELD:
        token = tokens[end]
        known = fields().at(tokens, end) if token.capital or token.norm in PLURAL else None
        if known and known.end > end + 1:
            end = known.end  # `các Chương trình mục tiêu quốc gia`, which holds a verb
            continue
        level = LEVELS.at(tokens, end)
        if (level and level.value) or (_stops(tokens, end) and not (token.norm == "về" and tokens[end - 1].norm == "ngành")):
            break  # `liên ngành về an toàn thực phẩm` goes on
        if token.kind == "number" and _counts(tokens, end):
            return index  # `Đoàn kiểm tra thực tế 20 hộ`: they did so, and are not called so
        listed = token.norm == "," and end + 1 < len(tokens) and (fields().at(tokens, end - 1) or _abbreviated(tokens, end))
        if token.kind == "mark" and not (token.norm in _DASHES or listed):
            break
        end += 1
    while end > index and (tokens[end - 1].kind == "mark" or tokens[end - 1].norm in PLURAL):
        end -= 1
    return end if forced or task is None or _placed(tokens, end) else index


def _goes_on(tokens: Sequence[Token], index: int) -> bool:
    """True where a list goes on with the level word of another place."""
    return index + 1 < len(tokens) and tokens[index].norm in (",", "và") and LEVELS.at(tokens, index + 1) is not None


def _acts(tokens: Sequence[Token], index: int) -> bool:
    """`Đoàn kiểm tra tủ thuốc`: what a delegation does to a thing; `Đoàn kiểm tra liên ngành`, `… an toàn thực phẩm` is a name."""
    sent = index > 2 and tokens[index - 3].norm == "đoàn"
    return sent and tokens[index].norm not in _OF_DELEGATIONS and fields().at(tokens, index) is None


def _placed(tokens: Sequence[Token], index: int) -> bool:
    """True where a unit is named: `Ban Chỉ đạo thực hiện chính sách … xã Mẫu Sơn` is a name up to there."""
    level = LEVELS.at(tokens, index) if index < len(tokens) else None
    return level is not None and bool(level.value) and level.end < len(tokens) and tokens[level.end].capital


def _abbreviated(tokens: Sequence[Token], comma: int) -> bool:
    """`chính sách BHXH, BHYT`: short forms on both sides of a comma."""
    return all(tokens[index].text.isupper() and len(tokens[index].text) > 1 for index in (comma - 1, comma + 1))


def _counts(tokens: Sequence[Token], index: int) -> bool:
    """True for a number with a noun after it: `Đoàn kiểm tra 16 bếp ăn`, and not `Ban Chỉ đạo 35 huyện`."""
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    plain = after is not None and after.kind == "word" and not after.capital
    return plain and not _stops(tokens, index + 1) and LEVELS.at(tokens, index + 1) is None


def _stops(tokens: Sequence[Token], index: int) -> bool:
    return _STOPS.at(tokens, index) is not None and not (
        tokens[index].norm == "và" and fields().at(tokens, index + 1) is not None if index + 1 < len(tokens) else False
    )


def _is_seated(tokens: Sequence[Token], index: int, concept: SchemeConcept) -> bool:
    """Whether the proper name after a general hospital or centre is all of it a district's or a province's."""
    general = concept.curie.startswith(("okd:benh-vien-", "okd:trung-tam-", "okd:phong-kham-"))
    named = gazetteer.starts(tokens, index) if general and index < len(tokens) and tokens[index].capital else None
    return named is not None and not (named.end < len(tokens) and tokens[named.end].capital)


def _number_end(tokens: Sequence[Token], index: int, concept: SchemeConcept) -> int:
    """Where a number that is part of a name ends: `Đội Quản lý thị trường số 4`, and of hospitals `Bệnh viện Nhi đồng 1`,
    where no counted noun follows it (`Bệnh viện Đa khoa 500 giường`)."""
    if index + 1 < len(tokens) and tokens[index].norm == "số" and tokens[index + 1].kind == "number":
        return index + 2
    if index == len(tokens) or not concept.curie.startswith("okd:benh-vien") or not tokens[index].text.isdecimal():
        return index
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if len(tokens[index].text) > _LONGEST_NUMBER or (after and after.text in "/%-–"):
        return index
    return index + 1 if after is None or after.kind == "mark" or after.capital or _stops(tokens, index + 1) else index


def _offices(text: str, tokens: Sequence[Token], index: int, name: str) -> tuple[int, str]:
    """`Văn phòng HĐND và UBND huyện` is one office of two bodies: their kinds belong to its name."""
    first = kinds().at(tokens, index) if index < len(tokens) else None
    if first and first.value and first.end + 1 < len(tokens) and tokens[first.end].norm in {"và", "-", "–"}:
        second = kinds().at(tokens, first.end + 1)
        if second and second.value:
            return second.end, f"{name} {_written(text, tokens, index, second.end)}"
    return index, name


def _place(text: str, tokens: Sequence[Token], index: int, concept: SchemeConcept) -> tuple[int, str, str]:
    """The place after a body's name: end, level word and proper name (each may be empty)."""
    if index >= len(tokens):
        return index, "", ""
    level = LEVELS.at(tokens, index)
    if level and level.value and level.value not in HAMLETS:
        end = name_end(tokens, level.end, level.value)
        if end > level.end and not _person_like(tokens, level.end, end, level.value):
            return end, level.value, _written(text, tokens, level.end, end)
        plural = (
            level.end < len(tokens) and tokens[level.end].norm == "," and LEVELS.at(tokens, level.end + 1)
            if level.end + 1 < len(tokens)
            else None
        )
        return (index, "", "") if plural else (level.end, level.value, "")
    named = gazetteer.starts(tokens, index) if tokens[index].capital else None
    if named and not _person_like(tokens, index, named.end, ""):
        return named.end, "", _written(text, tokens, index, named.end)
    return index, "", ""


def _hamlet_end(tokens: Sequence[Token], index: int, concept: SchemeConcept) -> int:
    """Where the hamlet ends that a body of part of a commune is called by; `index` where there is none."""
    level = LEVELS.at(tokens, index) if "true" in (concept.one("inner"), concept.one("takesField")) else None
    end = name_end(tokens, level.end, level.value) if level and level.value in HAMLETS else index
    return end if level and end > level.end else index


@cache
def surnames() -> frozenset[str]:
    """Surnames, folded."""
    return frozenset(fold(word) for word in words("surnames"))


def _person_like(tokens: Sequence[Token], index: int, end: int, level: str) -> bool:
    """A run of capitals that begins with a surname, goes on past the place's name and is no known place of this level:
    `Trưởng phòng Nội vụ huyện` + a person's name."""
    if tokens[index].norm not in surnames():
        return False
    run = index
    while run < len(tokens) and tokens[run].capital:
        run += 1
    named = gazetteer.starts(tokens, index, level)
    if named and run - named.end >= 2 and tokens[named.end].norm in surnames():
        return False  # a place and then a name: `UBND thành phố Hà Nội` + the chairman's
    return run - index >= 2 and (named is None or run > named.end)


def _written(text: str, tokens: Sequence[Token], start: int, end: int) -> str:
    """The words as written; in a line of capitals as the word list has them, else with a capital for each word."""
    words = " ".join(text[tokens[start].start : tokens[end - 1].end].split())
    if not words.isupper() or len(words) <= _LONGEST_ABBREVIATION:
        return words
    known = fields().at(tokens, start)
    told = (token.text.capitalize() if token.text.isupper() else token.text for token in tokens[start:end])
    return known.value if known and known.end == end else " ".join(told)
