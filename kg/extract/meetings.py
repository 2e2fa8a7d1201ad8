"""Meetings that an article reports, and who was there.

An article of this genre reports one event in its lead: everybody who acts in it was there, unless the sentence speaks
of another day. Further events are those that a later sentence dates otherwise.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from kg.extract import periods
from kg.extract.posts import Post
from kg.extract.times import times
from kg.lexicon import Hit, Lexicon, words
from kg.model import (
    Article,
    Attendance,
    Context,
    DateMention,
    Evidence,
    Item,
    MeetingMention,
    OrganizationMention,
    Sentence,
)

# Events that are held, by their kind; and visits, whose host is the body visited.
_HELD = frozenset(words("events"))
_VISITS = frozenset(words("visits"))
EVENTS = Lexicon({event: event for event in (*words("visits"), *words("events"))})
_HOLDS = Lexicon(
    dict.fromkeys(
        "tổ chức, long trọng tổ chức, khai mạc, họp, triển khai, tiến hành, ra quân, phát động, chủ trì, đăng cai, diễn ra, công bố".split(
            ", "
        ),
        True,
    )
)
_EARLIER = Lexicon(dict.fromkeys("trước đó, trước khi, trước kỳ họp, trước hội nghị, trước buổi, hôm trước".split(", "), True))
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
_TODAY = Lexicon(dict.fromkeys(("sáng nay", "trưa nay", "chiều nay", "tối nay", "hôm nay"), True))
_LEAD_SENTENCES = 4
_OPENING_WORDS = 12  # a day told later in a sentence is not that of its event
_WIDEST = 60  # words on each side of what a clause is quoted for
_LONGEST_LABEL = 24  # words


def event_day(sentences: Sequence[Sentence], about: Context) -> date | None:
    """The day of the event that the title or the lead reports; None where neither gives one."""
    lead = 0
    for sentence in sentences:
        if sentence.block not in ("title", "heading", "body"):
            continue
        lead += sentence.block == "body"
        if lead > _LEAD_SENTENCES:
            return None
        day = _day(sentence, periods.find(sentence, times(sentence, about)), about)
        if day and EVENTS.among(sentence.norms):
            return day
    return None


def _day(sentence: Sentence, mentions: Sequence[object], about: Context) -> date | None:
    """The first day that a sentence names, or the day of publication where it opens with `sáng nay`."""
    days = [m.day for m in mentions if isinstance(m, DateMention) and m.day and (about.issued is None or m.day <= about.issued)]
    return days[0] if days else about.issued if any(_TODAY.at(sentence.tokens, i) for i in range(min(4, len(sentence.tokens)))) else None


def find(article: Article) -> Iterator[MeetingMention | Attendance]:
    """The meetings, the one that the article reports first; and who was there: one fact for a person or a body at a
    meeting, with the clause that says so."""
    for meeting, scope in _reported(article):
        yield meeting
        present: dict[str, Attendance] = {}
        for index in scope:
            acts = _acts(article.sentences[index]) if any(item.kind == "PERSON" for item in article.items[index]) else ()
            for position, item in enumerate(article.items[index]):
                if item.kind in ("PERSON", "ORG") and (capacity := _attends(article, index, position, acts)):
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
        return "đại diện tham dự" if any(_COMES.at(sentence.tokens, i) for i in range(min(8, len(sentence.tokens)))) else ""
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
    for index in range(first + 1, len(article.sentences)):
        sentence = article.sentences[index]
        if index in elsewhere or sentence.block not in ("body", "item"):
            continue
        day = _day(sentence, article.mentions[index], article.context)
        if day != main.day and day and _begins_with_day(article, index):
            scope = tuple(_rest_of_paragraph(article, index))
            elsewhere.update(scope)
            if any(item.kind == "PERSON" for i in scope for item in article.items[i]):
                others.append((_meeting(article, index), scope))
        elif day is None and _EARLIER.at(sentence.tokens, 0) and _visits(sentence) and not _at_event(sentence):
            elsewhere.add(index)
    if leads:
        scope = tuple(i for i, sentence in enumerate(article.sentences) if i not in elsewhere and sentence.block != "title")
    else:
        scope = tuple(i for i in (first, first + 1) if i < len(article.sentences) and i not in elsewhere)
    return ((main, scope), *others)


def _rest_of_paragraph(article: Article, index: int) -> Iterator[int]:
    paragraph = article.sentences[index].paragraph
    while index < len(article.sentences) and article.sentences[index].paragraph == paragraph:
        yield index
        index += 1


def _opening(article: Article) -> tuple[int, bool] | None:
    """The sentence that dates the event, and whether it opens the article (else the event is told in passing)."""
    lead, undated = 0, None
    for index, sentence in enumerate(article.sentences):
        if sentence.block not in ("body", "item"):
            continue
        lead += 1
        if not _tells(article, index):
            continue
        if _day(article.sentences[index], article.mentions[index], article.context) and _hosted(article, index):
            return index, lead <= _LEAD_SENTENCES
        if (
            undated is None
            and lead <= 2
            and _hosted(article, index)
            and any(_HOLDS.at(sentence.tokens, i) for i in range(len(sentence.tokens)))
        ):
            undated = index
    return (undated, True) if undated is not None else None


def _tells(article: Article, index: int) -> bool:
    """Whether a sentence tells of an event: one that is held, or a visit by somebody it names."""
    sentence, items = article.sentences[index], article.items[index]
    hits = EVENTS.among(sentence.norms)
    if any(hit.value in _HELD for hit in hits):
        return True
    visit = hits[0].start if hits else 0
    return (
        any(item.kind in ("PERSON", "POST") or sentence.tokens[item.start].norm == "đoàn" for item in items if item.start <= visit)
        if hits
        else False
    )


def _hosted(article: Article, index: int) -> bool:
    return any(item.kind in ("ORG", "POST", "PERSON") for item in article.items[index]) or article.context.body is not None


def _begins_with_day(article: Article, index: int) -> bool:
    """True where a sentence tells of an event and begins with its day: `Trước đó, sáng 15/7, … đã làm việc với …`."""
    if not _tells(article, index):
        return False
    first = next((m.start for m in article.mentions[index] if isinstance(m, DateMention)), article.sentences[index].start)
    return sum(token.end <= first for token in article.sentences[index].tokens) <= _OPENING_WORDS


def _visits(sentence: Sentence) -> bool:
    return any(hit.value in _VISITS for hit in EVENTS.among(sentence.norms))


def _at_event(sentence: Sentence) -> bool:
    return any(hit.value in _HELD for hit in EVENTS.among(sentence.norms))


def _meeting(article: Article, index: int) -> MeetingMention:
    sentence, items = article.sentences[index], article.items[index]
    hits = EVENTS.among(sentence.norms)
    held = [hit for hit in hits if hit.value in _HELD]
    event = (held or hits)[0]
    day = _day(article.sentences[index], article.mentions[index], article.context) or article.context.event_day
    kind = event.value or ""
    host = _host(article, sentence, items, event.start, kind in _VISITS)
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
    return item.start > 0 and sentence.tokens[item.start - 1].norm in ("tại", "ở")


def _host(article: Article, sentence: Sentence, items: Sequence[Item], event: int, visit: bool) -> OrganizationMention | None:
    """The body that held the event: the subject before it; of a visit the body visited."""
    before: list[OrganizationMention] = [
        item.value for item in items if item.kind == "ORG" and item.end <= event and not _located(sentence, item)
    ]
    after: list[OrganizationMention] = [item.value for item in items if item.kind == "ORG" and item.start >= event]
    posts: list[Post] = [item.value for item in items if item.kind == "POST" and item.value.organization and item.start <= event]
    led = [post.organization for post in posts[-1:] if post.organization]
    ranked = [*after, *before, *led] if visit else [*before, *led, *after]
    return ranked[0] if ranked else article.context.body


def _only_cited(items: Sequence[Item], position: int, sentence: Sentence) -> bool:
    """`Theo bác sĩ X, …`: a source, not someone who was there."""
    first = position
    while first and items[first - 1].kind in ("HONORIFIC", "TITLE", "POINT", "POST"):
        first -= 1
    return first > 0 and sentence.tokens[items[first - 1].start].norm == "theo"


def _capacity(acts: Sequence[Sequence[Hit[str]]], item: Item) -> str:
    for hits in acts:
        near = bisect_left(hits, item.start - 6, key=lambda hit: hit.end)
        while near < len(hits) and hits[near].start <= item.end + 12:
            if hits[near].start >= item.end - 2 or hits[near].end <= item.start:
                return hits[near].value
            near += 1
    return "tham dự"
