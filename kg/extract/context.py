"""What an article is about: its province, district and commune, the body whose report it is, its days.

The units that an article names vote for themselves, by where they stand: the title most, then the portal's header and
footer, then the lead. Units of several provinces vote last, for the province that leads by then; nothing is guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kg import gazetteer
from kg.extract import periods
from kg.extract.kinds import concept_of
from kg.extract.organizations import organization_at
from kg.extract.places import COMMUNES, place_at
from kg.gazetteer import Era, Unit
from kg.lexicon import listed
from kg.model import BlockKind, Context, Document, Item, Layout, OrganizationMention, PlaceMention, Sentence, Token
from kg.text.normalize import fold
from kg.text.tokens import tokens
from kg.values import replace

_WEIGHTS: dict[BlockKind, int] = {"title": 12, "footer": 5, "body": 1, "item": 1, "heading": 2, "caption": 1}
_UNITS = frozenset({"ORG", "POST", "PLACE"})  # the kinds of item that name a body or a place
_AT = frozenset({("tại",), ("ở",)})
_LEAD = 4  # the lead's weight: its sentences speak of the event
_MEDIA = frozenset({"okd:bao", "okd:tap-chi", "okd:dai", "okd:cong-thong-tin-dien-tu"})  # whose page it is, not whose report
_BESIDE = frozenset({"với", "do", "từ", "diện", "cùng", "gồm", "tại"})
_FOR_THEM = ("diện", "lãnh", "đạo")
_INSPECTS = listed({True: "làm việc với, làm việc tại, buổi làm việc, giám sát, kiểm tra, khảo sát, thẩm định, nắm tình hình"})
_TO = frozenset({"với", "tại", "ở", "sát", "tra"})  # `làm việc với`, `giám sát tại`, `kiểm tra`
_AMONG = frozenset({"với", "và", ",", "cùng"})
_LONGEST_HELP = 20  # tokens
_SETS_UP = frozenset({"ra mắt", "thành lập", "khai trương", "khánh thành"})
_LEAD_SENTENCES = 3
_PORTAL = 3  # an address or a telephone number of the page


def of(document: Document, layout: Layout, sentences: Sequence[Sentence], items: Sequence[Sequence[Item]]) -> Context:
    """What an article is about, all but the event's day, which takes the dates of the lead."""
    days = periods.dated(Context(issued=layout.issued or document.issued), document.text, layout, sentences)
    naming = [[item for item in found if item.kind in _UNITS] for found in items]
    votes = list(_votes(document, layout, sentences, naming))
    province, district, commune = _elect(votes, gazetteer.era_on(days.issued or days.near))
    body = _body(sentences, items, naming)
    return replace(days, province=_mention(province), district=_mention(district), commune=_mention(commune), body=body)


def _votes(
    document: Document, layout: Layout, sentences: Sequence[Sentence], naming: Sequence[Sequence[Item]]
) -> Iterable[tuple[str, str, int]]:
    """(level word, name, weight) of every unit that the article or its page names; `naming` are the items that name bodies or
    places."""
    text, lead = document.text, 0
    for sentence, found in zip(sentences, naming, strict=True):
        weight = _WEIGHTS.get(sentence.block, 1)
        if sentence.block == "body":
            lead += 1
            weight = _LEAD if lead <= _LEAD_SENTENCES else 1
        for item in found:
            if item.kind == "PLACE" and item.value.name:
                there = sentence.block == "body" and item.value.level in COMMUNES and sentence.norms[item.start - 1 : item.start] in _AT
                yield item.value.level, item.value.name, 1 if there else weight  # `3 ca tại xã Mẫu Sơn`
            body = item.value if item.kind == "ORG" else item.value.organization if item.kind == "POST" else None
            while body is not None:
                if body.place:
                    yield body.level or _seat(body), body.place, weight
                body = body.parent
        if sentence.block == "title":
            yield from _bare_names(sentence, weight)
    for block in layout.blocks:
        if block.kind == "footer":
            line = tokens(text, block.start, block.end)
            yield from _footer(text, line)
            words = text[block.start : block.end]
            portal = (gazetteer.district_of_domain(words), gazetteer.province_of_domain(words), gazetteer.province_of_phone(words))
            for unit in portal:
                if unit is not None:
                    yield unit.type, unit.name, _PORTAL


def _footer(text: str, line: Sequence[Token]) -> Iterable[tuple[str, str, int]]:
    index = 0
    while index < len(line):
        body = organization_at(text, line, index) if line[index].capital else None
        place = None if body else place_at(text, line, index)
        if body and body.value.place:
            yield body.value.level, body.value.place, _WEIGHTS["footer"]
        if place and place.value.name:
            yield place.value.level, place.value.name, _WEIGHTS["footer"]
        index = body.end if body else place.end if place else index + 1


def _bare_names(sentence: Sentence, weight: int) -> Iterable[tuple[str, str, int]]:
    """District names without a level word: `Ngã Năm: …`, `Mù Cang Chải sơ kết …`; only those of two words or more."""
    index = 0
    while index < len(sentence.tokens):
        named = gazetteer.starts(sentence.tokens, index) if sentence.tokens[index].capital else None
        if named and named.end - index > 1:
            before = sentence.tokens[index - 1].norm if index else ""
            if before not in ("huyện", "quận", "xã", "phường", "trấn", "tỉnh", "phố"):
                yield "", named.units[0].name, weight // 2
            index = named.end
        else:
            index += 1


def _seat(body: OrganizationMention) -> str:
    concept = concept_of(body)
    seat = concept.one("seat") if concept else ""
    return seat if seat != "trung ương" else ""


def _elect(votes: Sequence[tuple[str, str, int]], era: Era | None) -> tuple[Unit | None, Unit | None, Unit | None]:
    """The province, district and commune with most votes."""
    scores: dict[str, Counter[str]] = {"province": Counter(), "district": Counter(), "commune": Counter()}
    units: dict[str, Unit] = {}
    open_votes = []
    known = {said: _candidates(*said, era) for said in dict.fromkeys((level, name) for level, name, _ in votes)}
    for level, name, weight in votes:
        candidates = known[level, name]
        if len(candidates) != 1:
            open_votes.append((candidates, weight))
            continue
        _count(candidates[0], weight, scores, units)
    for candidates, weight in open_votes:
        lead = _first(scores["province"])
        mine = [unit for unit in candidates if lead and unit.province.key == lead]
        if len(mine) == 1:
            _count(mine[0], weight, scores, units)
    district = units.get(_first(scores["district"]) or "") if era != "new" else None  # there are none any more
    province = units.get(_first(scores["province"]) or "")
    communes = scores["commune"]
    told = {unit.key for level, name, weight in votes if weight > 1 for unit in known[level, name]}  # not only in passing
    if district and province and district.province != province and scores["district"][district.key] >= scores["province"][province.key] / 2:
        province = district.province
    commune = units.get(_first(communes) or "")
    if commune and (communes[commune.key] < 3 or commune.key not in told):
        commune = None
    return province, district, commune


def _candidates(level: str, name: str, era: Era | None) -> tuple[Unit, ...]:
    found = gazetteer.find(level, name)
    if not level and len(found) > 1:  # a bare name is that of the largest unit
        for rank in ("province", "district", "commune"):
            ranked = tuple(unit for unit in found if unit.level == rank)
            if ranked:
                found = ranked
                break
    if len(found) > 1:
        found = tuple(unit for unit in found if (era or "old") in unit.eras) or found
    return found


def _count(unit: Unit, weight: int, scores: dict[str, Counter[str]], units: dict[str, Unit]) -> None:
    step: Unit | None = unit
    while step is not None:
        units[step.key] = step
        scores[step.level][step.key] += weight if step is unit else (weight + 1) // 2
        step = step.parent


def _first(counter: Counter[str]) -> str | None:
    """The key with the highest count, the first in the article among equals."""
    return max(counter, key=lambda key: counter[key]) if counter else None


def _mention(unit: Unit | None) -> PlaceMention | None:
    return PlaceMention(0, 0, "", unit.type, unit.name) if unit else None


def _body(sentences: Sequence[Sentence], items: Sequence[Sequence[Item]], naming: Sequence[Sequence[Item]]) -> OrganizationMention | None:
    """The body whose report it is: named in the title or as the lead's subject, and often after that. `naming` are the items that
    name bodies or places."""
    scores: Counter[str] = Counter()
    first: dict[str, OrganizationMention] = {}
    lead = 0
    opening = [pair for pair in zip(sentences, items, strict=True) if pair[0].block in ("title", "body")][: _LEAD_SENTENCES + 1]
    visitors = frozenset[str]().union(*(_visitors(sentence, found) for sentence, found in opening))
    for sentence, found in zip(sentences, naming, strict=True):
        weight = _WEIGHTS.get(sentence.block, 1)
        if sentence.block == "body":
            lead += 1
            weight = _LEAD if lead <= _LEAD_SENTENCES else 1
        if sentence.block == "footer":
            continue
        helping = -1  # the end of the last one that only helped
        for item in found:
            body = item.value if item.kind == "ORG" else item.value.organization if item.kind == "POST" else None
            joined = item.start == helping + 1 and sentence.norms[helping] == "và"
            helping = item.end if joined or _partner(sentence, item) else -1
            share = weight * (6 if item.kind == "ORG" and helping < 0 else 2)
            while body is not None:
                if _reporting(body) and fold(body.name) not in visitors:
                    key = fold(body.name)
                    scores[key] += share * (3 if body.kind == "kg:HealthFacility" else 2)
                    if key not in first or (not first[key].place and body.place and first[key].level in ("", body.level)):
                        first[key] = body
                body = body.parent
    best = _first(scores)
    return first[best] if best else None


def _visitors(sentence: Sentence, items: Sequence[Item]) -> set[str]:
    """The offices that a sentence says came to see others, whose report it is then: `Sở Y tế làm việc với UBND huyện X`."""
    hits = [hit for hit in _INSPECTS.among(sentence.norms) if sentence.norms[hit.start - 1 : hit.start] != ("đoàn",)]  # a name
    if not hits:
        return set()
    others = [item for item in items if item.kind in ("ORG", "PLACE") and item.start >= hits[0].end and item.value.name]
    tour = len({item.value.place for item in others if item.kind == "ORG" and item.value.place}) > 1  # the visitors tell of all
    seen = not tour and any(sentence.tokens[item.start - 1].norm in _TO for item in others)
    first = [item for item in items if item.end <= hits[0].start]
    came = [item.value for item in first if item.kind == "ORG"] + [i.value.organization for i in first if i.kind == "POST"]
    offices = [body for body in came if body and body.kind != "kg:HealthFacility"]
    return {fold(part.name) for body in offices for part in (body, body.parent) if part} if seen else set()


def _partner(sentence: Sentence, item: Item) -> bool:
    """`phối hợp với Hội … và Bệnh viện …`, `đại diện lãnh đạo Sở …`: those that help or were there are not the one whose report it is,
    nor is one just set up."""
    before = sentence.norms[max(0, item.start - _LONGEST_HELP) : item.start]
    helps = "phối" in before and ("phối", "hợp") in pairwise(before) and before[-1] in _AMONG
    return item.start > 0 and (helps or before[-1] in _BESIDE or before[-3:] == _FOR_THEM or set_up(sentence, item))


def is_media(body: OrganizationMention) -> bool:
    """Whether a body is a newspaper, a station or a portal."""
    concept = concept_of(body)
    return concept is not None and concept.curie in _MEDIA


def set_up(sentence: Sentence, item: Item) -> bool:
    """`ra mắt Đơn vị Lọc máu`: the body did not act, others set it up."""
    return " ".join(token.norm for token in sentence.tokens[max(0, item.start - 2) : item.start]) in _SETS_UP


def _reporting(body: OrganizationMention) -> bool:
    """Whether a body's own figures can be an article's subject: no bare noun, no committee inside another body."""
    concept = concept_of(body)
    if concept is None or concept.one("national") == "true" or is_media(body):
        return False
    alone = fold(body.name) == fold(concept.label)
    homeless = not (body.place or body.level or body.parent)
    if alone and (concept.one("bareWord") == "true" or (concept.one("takesField") == "true" and homeless)):
        return False
    return concept.one("inner") != "true" or bool(body.place) or fold(body.name) != fold(concept.label)
