"""Meetings that an article reports, and who was there.

An article of this genre reports one event in its lead: everybody who acts in it was there, unless the sentence speaks
of another day. Further events are those that a later sentence dates otherwise.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeGuard

from kg.extract import events
from kg.extract.context import is_media, set_up
from kg.extract.posts import Post
from kg.lexicon import Hit, Lexicon
from kg.model import (
    Article,
    Attendance,
    DateMention,
    Evidence,
    Item,
    MeetingMention,
    Mention,
    OrganizationMention,
    PlaceMention,
    Sentence,
)
from kg.values import latest, replace

_ROOMS = Lexicon(dict.fromkeys("hội trường, phòng họp, phòng, nhà văn hóa, sân, khuôn viên, trụ sở, tầng".split(", "), True))
_LONGEST_ROOM = 8  # tokens
_DEAD = frozenset({"liệt", "cố"})  # `liệt sĩ`, `cố bác sĩ`
_EARLIER = Lexicon(dict.fromkeys("trước đó, trước khi, trước kỳ họp, trước hội nghị, trước buổi, hôm trước".split(", "), True))
_ALSO = Lexicon(
    dict.fromkeys("cũng trong ngày, cũng trong sáng, cũng trong chiều, cùng ngày, cùng buổi sáng, cùng buổi chiều".split(", "), True)
)
_CHAIRS = Lexicon(dict.fromkeys("chủ trì, chủ tọa, đồng chủ trì, điều hành, làm trưởng đoàn, dẫn đầu".split(", "), "chủ trì"))
_SPEAKS = Lexicon(
    {
        **dict.fromkeys("phát biểu chỉ đạo, phát biểu kết luận, kết luận, chỉ đạo".split(", "), "phát biểu chỉ đạo"),
        **dict.fromkeys(
            "phát biểu, báo cáo, trình bày, đề nghị, nhấn mạnh, yêu cầu, cho biết, tham luận, khai mạc, thảo luận, tiếp thu".split(", "),
            "phát biểu",
        ),
    }
)
# A body is there through those whom it sent: `đại diện lãnh đạo Phòng Y tế huyện` in a sentence that says who came.
_SENT = Lexicon(dict.fromkeys(("lãnh đạo", "đạo", "đại diện", "diện"), True))
_COMES = Lexicon(dict.fromkeys("dự, tham dự, đến dự, về dự, tới dự, cùng dự, cùng đi, tham gia, có mặt".split(", "), True))
_REVIEWS = Lexicon(dict.fromkeys(("sơ kết", "tổng kết", "đánh giá", "giao ban"), True))
_OPENING_WORDS = 12  # a day told later in a sentence is not that of its event
_WIDEST = 60  # words on each side of what a clause is quoted for
_LONGEST_LABEL = 24  # words


@latest
def find(article: Article) -> tuple[MeetingMention | Attendance, ...]:
    """The meetings, the one that the article reports first; and who was there: one fact for a person or a body at a
    meeting, with the clause that says so."""
    return tuple(_found(article))


def _found(article: Article) -> Iterator[MeetingMention | Attendance]:
    for meeting, scope in _reported(article):
        yield meeting
        present: dict[str, Attendance] = {}
        for index in scope:
            there = [(position, item) for position, item in enumerate(article.items[index]) if item.kind in ("PERSON", "ORG")]
            acts = _acts(article.sentences[index]) if any(item.kind == "PERSON" for _, item in there) else ()
            for position, item in there:
                if capacity := _attends(article, index, position, acts):
                    kept = present.get(item.value.name)
                    if kept is None or (kept.capacity == "tham dự" and capacity != "tham dự"):
                        quote = _clause(article, index, item)
                        present[item.value.name] = Attendance((quote,), "meeting.attends", Decimal("0.85"), meeting, item.value, capacity)
        yield from present.values()


def _acts(sentence: Sentence) -> tuple[list[Hit[str]], ...]:
    """The words of a sentence by which somebody chairs or speaks."""
    return _CHAIRS.among(sentence.norms), _SPEAKS.among(sentence.norms)


def _attends(article: Article, index: int, position: int, acts: Sequence[Sequence[Hit[str]]]) -> str:
    """In what capacity the item was at the meeting; empty where it was not."""
    sentence, items = article.sentences[index], article.items[index]
    item = items[position]
    if item.kind == "PERSON":
        return "" if _only_cited(items, position, sentence) else _capacity(acts, item)
    if item.kind == "ORG" and position and item.value.place + item.value.level and _SENT.at(sentence.tokens, max(0, item.start - 1)):
        return "đại diện tham dự" if any(hit.start < 8 for hit in _COMES.among(sentence.norms)) else ""
    return ""


def _clause(article: Article, index: int, item: Item) -> Evidence:
    """The words between the semicolons around an item, or so many words before and after it."""
    tokens = article.sentences[index].tokens
    first, last = item.start, item.end
    while first and item.start - first < _WIDEST and tokens[first - 1].text != ";":
        first -= 1
    while last < len(tokens) and last - item.end < _WIDEST and tokens[last].text != ";":
        last += 1
    start, end = tokens[first].start, tokens[last - 1].end
    return Evidence(start, end, article.document.text[start:end])


def _reported(article: Article) -> tuple[tuple[MeetingMention, tuple[int, ...]], ...]:
    """Each meeting with the sentences that speak of it."""
    opening = _opening(article)
    if opening is None:
        return ()
    first, leads = opening
    main = _meeting(article, first)
    others: list[tuple[MeetingMention, tuple[int, ...]]] = []
    elsewhere: set[int] = set()
    visits = _visits_by_day(article, first)
    if len(visits) > 1:
        main = replace(main, day=visits[0][0], host=visits[0][1])
        for visited, host in visits[1:]:
            its = tuple(_paragraphs_on(article, host, first))
            elsewhere.update(its)
            others.append((replace(main, day=visited, host=host), (*_rest_of_paragraph(article, first), *its)))
    for index in range(first + 1, len(article.sentences)):
        sentence = article.sentences[index]
        if index in elsewhere or sentence.block not in ("body", "item"):
            continue
        day = events.day_told(sentence, article.mentions[index], article.context)
        if day != main.day and day and _begins_with_day(article, index):
            scope = tuple(_up_to_other_day(article, index, day))
            elsewhere.update(scope)
            if any(item.kind == "PERSON" for i in scope for item in article.items[i]):
                others.append((_meeting(article, index), scope))
        elif _same_day(article, index, main):
            scope = tuple(_rest_of_paragraph(article, index))
            elsewhere.update(scope)
            others.append((replace(_meeting(article, index), day=main.day), scope))
        elif day is None and _EARLIER.at(sentence.tokens, 0) and _visits_only(article, index):
            elsewhere.add(index)
    if leads:
        scope = tuple(i for i, sentence in enumerate(article.sentences) if i not in elsewhere and sentence.block != "title")
    else:
        told = dict.fromkeys((first, min(first + 1, len(article.sentences) - 1), *_rest_of_paragraph(article, first)))
        scope = tuple(i for i in told if i not in elsewhere)
    return ((main, scope), *others)


def _visits_by_day(article: Article, index: int) -> list[tuple[date, OrganizationMention]]:
    """The days of a sentence that tells of several visits, each with the body visited: `ngày 7/8 với Trung tâm A, ngày 8/8 với
    Trung tâm B`."""
    tokens = article.sentences[index].tokens
    found: dict[date, OrganizationMention] = {}
    day = None
    for mention in article.mentions[index]:
        if isinstance(mention, DateMention) and mention.day:
            day, said = mention.day, mention.end
        elif isinstance(mention, OrganizationMention) and day is not None:
            between = [token.norm for token in tokens if said <= token.start < mention.start]
            if between in (["với"], ["tại"], ["ở"]):
                found.setdefault(day, mention)
            day = None
    return list(found.items())


def _paragraphs_on(article: Article, body: OrganizationMention, opening: int) -> Iterator[int]:
    """The sentences of the later paragraphs that open with the place of a body."""
    paragraph, on_it = article.sentences[opening].paragraph, False
    for index in range(opening + 1, len(article.sentences)):
        sentence = article.sentences[index]
        if sentence.paragraph != paragraph:
            places = (m.place if isinstance(m, OrganizationMention) else m.name for m in article.mentions[index] if _placed(m))
            paragraph, on_it = sentence.paragraph, next(places, "") == body.place != ""
        if on_it:
            yield index


def _placed(mention: Mention) -> TypeGuard[OrganizationMention | PlaceMention]:
    return (isinstance(mention, OrganizationMention) and mention.place != "") or (isinstance(mention, PlaceMention) and mention.name != "")


def _rest_of_paragraph(article: Article, index: int) -> Iterator[int]:
    paragraph = article.sentences[index].paragraph
    while index < len(article.sentences) and article.sentences[index].paragraph == paragraph:
        yield index
        index += 1


def _up_to_other_day(article: Article, index: int, day: date) -> Iterator[int]:
    """The sentences of the paragraph up to the one that begins with the day of another event."""
    for following in _rest_of_paragraph(article, index):
        other = events.day_told(article.sentences[following], article.mentions[following], article.context)
        if other and other != day and _begins_with_day(article, following):
            return
        yield following


def _opening(article: Article) -> tuple[int, bool] | None:
    """The sentence that dates the event, and whether it opens the article (else the event is told in passing)."""
    lead, undated = 0, None
    for index, sentence in enumerate(article.sentences):
        if sentence.block not in ("body", "item"):
            continue
        lead += 1
        if not _tells(article, index):
            continue
        if events.day_told(article.sentences[index], article.mentions[index], article.context) and _hosted(article, index):
            return index, lead <= events.LEAD_SENTENCES
        if undated is None and lead <= 2 and _hosted(article, index) and events.is_held(sentence, article.items[index]):
            undated = index
    return (undated, True) if undated is not None else None


def _tells(article: Article, index: int) -> bool:
    """Whether a sentence tells of an event: one that is held, or a visit by somebody it names."""
    sentence, items = article.sentences[index], article.items[index]
    hits = events.named(sentence, items)
    if any(hit.value in events.HELD for hit in hits):
        return True
    if not hits:
        return False
    if any(hit.value.startswith("đoàn ") for hit in hits[1:]):
        return True  # `Bệnh viện … đón tiếp và làm việc với đoàn công tác`
    came = (item for item in items if item.start <= hits[0].start)
    return any(item.kind in ("PERSON", "POST") or sentence.tokens[item.start].norm == "đoàn" for item in came)


def _hosted(article: Article, index: int) -> bool:
    return any(item.kind in ("ORG", "POST", "PERSON") for item in article.items[index]) or article.context.body is not None


def _begins_with_day(article: Article, index: int) -> bool:
    """True where a sentence tells of an event and begins with its day: `Trước đó, sáng 15/7, … đã làm việc với …`."""
    if not _tells(article, index):
        return False
    first = next((m.start for m in article.mentions[index] if isinstance(m, DateMention)), article.sentences[index].start)
    return sum(token.end <= first for token in article.sentences[index].tokens) <= _OPENING_WORDS


def _same_day(article: Article, index: int, main: MeetingMention) -> bool:
    """True where a sentence tells of another event of the same day: `Cũng trong ngày, … đến thăm Bệnh viện …`."""
    norms = article.sentences[index].norms
    if _ALSO.first_words.isdisjoint(norms[: _OPENING_WORDS // 2]):
        return False
    also = any(hit.start < _OPENING_WORDS // 2 for hit in _ALSO.among(norms))
    if not also or not _tells(article, index):
        return False
    host = _meeting(article, index).host
    people = any(item.kind == "PERSON" for item in article.items[index])
    return people and host is not None and (main.host is None or (host.name, host.place) != (main.host.name, main.host.place))


def _visits_only(article: Article, index: int) -> bool:
    """True where a sentence tells of visits and of nothing that is held."""
    hits = events.named(article.sentences[index], article.items[index])
    return bool(hits) and all(hit.value in events.VISITS for hit in hits)


def _meeting(article: Article, index: int) -> MeetingMention:
    sentence, items = article.sentences[index], article.items[index]
    hits = events.named(sentence, items)
    held = [hit for hit in hits if hit.value in events.HELD]
    event = (held or hits)[0]
    day = events.day_told(article.sentences[index], article.mentions[index], article.context) or article.context.event_day
    kind = event.value or ""
    host = _host(article, sentence, items, event.start, kind in events.VISITS)
    text = article.document.text
    told = _clause(article, index, Item("EVENT", event.start, event.end))
    label = " ".join(text[sentence.tokens[event.start].start : sentence.tokens[_label_end(sentence, event.end) - 1].end].split())
    place = next((item.value for item in items if item.kind == "PLACE" and item.value.name and _located(sentence, item)), None)
    period = article.context.review if _REVIEWS.among(sentence.norms) else None
    return MeetingMention(told.start, told.end, told.quote, kind, label, day, host, place, period)


def _label_end(sentence: Sentence, index: int) -> int:
    """Where the name of an event ends: at the first mark, a dash aside, or after so many words."""
    end = index
    while end < len(sentence.tokens) and end - index < _LONGEST_LABEL:
        token = sentence.tokens[end]
        if token.kind == "mark" and token.text not in "-–/":
            break
        end += 1
    return end


def _located(sentence: Sentence, item: Item) -> bool:
    """Whether an item says where: right after `tại`, or after the room there (`tại hội trường tầng 2 Trung tâm Y tế`)."""
    tokens = sentence.tokens
    for index in range(item.start - 1, max(-1, item.start - _LONGEST_ROOM), -1):
        if tokens[index].norm in ("tại", "ở"):
            return index == item.start - 1 or _ROOMS.at(tokens, index + 1) is not None
        if tokens[index].kind == "mark":
            return False
    return False


def _host(article: Article, sentence: Sentence, items: Sequence[Item], event: int, visit: bool) -> OrganizationMention | None:
    """The body that held the event: the subject before it; of a visit the body visited."""
    hosts = [item for item in items if item.kind == "ORG" and _can_host(item.value) and not _signs(sentence, item)]
    first = [item for item in hosts if item.end <= event and not _located(sentence, item)]
    before: list[OrganizationMention] = [item.value for item in sorted(first, key=lambda item: _owns(sentence, item))]
    later = [item for item in hosts if item.start >= event and not set_up(sentence, item)]
    after: list[OrganizationMention] = [item.value for item in later if visit or not _located(sentence, item)]
    posts: list[Post] = [item.value for item in items if item.kind == "POST" and item.value.organization and item.start <= event]
    led = [post.organization for post in posts[-1:] if post.organization]
    ranked = [*after, *before, *led] if visit else [*before, *led, *after]
    return ranked[0] if ranked else article.context.body


def _signs(sentence: Sentence, item: Item) -> bool:
    """`(TTYT Mẫu Sơn) - Sáng ngày …`: in brackets before the first words stands who wrote it."""
    tokens = sentence.tokens
    return item.start == 1 and tokens[0].text == "(" and item.end < len(tokens) and tokens[item.end].text == ")"


def _owns(sentence: Sentence, item: Item) -> bool:
    """`Thực hiện Kế hoạch của UBND huyện, …`: whose the plan is does not tell who holds the event."""
    return item.start > 0 and sentence.tokens[item.start - 1].norm == "của"


def _can_host(body: OrganizationMention) -> bool:
    """Whether a body can hold an event or receive visitors: neither a newspaper nor a market, nor a delegation that others sent."""
    head = body.name.split()[0]
    sent = head == "Đoàn" and body.kind == "kg:Organization" and not (body.place or body.level or body.parent)
    return not is_media(body) and head != "Chợ" and not sent


def _only_cited(items: Sequence[Item], position: int, sentence: Sentence) -> bool:
    """`Theo bác sĩ X, …` is a source and `gia đình liệt sĩ X` remembers one: neither was there."""
    first = position
    while first and items[first - 1].kind in ("HONORIFIC", "TITLE", "POINT", "POST"):
        first -= 1
    name = items[position].start
    said = {token.norm for token in sentence.tokens[max(0, name - 3) : name]}
    return (first > 0 and sentence.tokens[items[first - 1].start].norm == "theo") or not said.isdisjoint(_DEAD)


def _capacity(acts: Sequence[Sequence[Hit[str]]], item: Item) -> str:
    for hits in acts:
        near = bisect_left(hits, item.start - 6, key=lambda hit: hit.end)
        while near < len(hits) and hits[near].start <= item.end + 12:
            if hits[near].start >= item.end - 2 or hits[near].end <= item.start:
                return hits[near].value
            near += 1
    return "tham dự"
