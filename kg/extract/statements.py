"""A sentence that gives numbers, with all that is read of it once: its times, names, quantities, aims and subjects.

Everything is looked up by place, so that a sentence of thousands of numbers costs no more a number than a short one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.extract import reasons, respective, scenes, subjects, voices
from kg.extract.clauses import Slot, slots
from kg.extract.quantities import Refusal
from kg.extract.shortforms import Named, StandIn
from kg.extract.subjects import Subject
from kg.extract.times import Time, opens
from kg.lexicon import listed
from kg.model import Article, Mention, OrganizationMention, PersonMention, Sentence, Token
from kg.values import cached_property

_AIMS = listed(
    {
        True: (
            "phấn đấu, mục tiêu, đặt mục tiêu, sẽ, dự kiến, đề nghị, yêu cầu, hướng tới, cam kết, dự báo, có thể, cần, "
            "phải, mong muốn, kiến nghị, đề xuất, chỉ tiêu đề ra, đề ra chỉ tiêu, giao chỉ tiêu, phương hướng, "
            "nhiệm vụ trọng tâm, đề ra mục tiêu, hứa, thời gian tới, khẩn trương, lưu ý, chỉ tiêu :, giao chỉ tiêu"
        ),
        False: (  # what only begins like an aim
            "theo yêu cầu, đáp ứng yêu cầu, đạt yêu cầu, bảo đảm yêu cầu, đảm bảo yêu cầu, "
            " hồ sơ đề nghị, theo đề nghị, các yêu cầu, những yêu cầu, chương trình mục tiêu, "
            "cần thiết, cần cù, các mục tiêu, các chỉ tiêu :, một số chỉ tiêu :, vượt mục tiêu, đạt mục tiêu, "
            "vượt chỉ tiêu, vượt chỉ tiêu :, đạt chỉ tiêu, đạt chỉ tiêu :, "
            "hoàn thành mục tiêu, đơn đề nghị, bìa phải, bên phải, "
            "phải trả, phải thu, phải nộp, "
            "phải chuyển, phải điều trị, phải nhập viện, phải chống, phải thở, phải cấp cứu, phải báo cáo, phải cách ly, "
            "chia sẽ, cải phải, trái phải, hoàn cảnh cần, người cần, hộ cần, đề nghị thanh toán, đề nghị quyết toán, phải vay"
        ),
    }
)
_DONE = frozenset({"đã", "mới"})
_NEW = frozenset("kỳ kì khóa khoá năm thôn đổi người trẻ mắc xây tuyển nhiễm em".split())  # nhiệm kỳ mới, nông thôn mới, người mới dùng
# What is given or decided at the event itself, and how sentences about it begin.
_AT_EVENT = listed(
    {
        True: (
            "dịp này, nhân dịp này, nhân dịp, nhân kỷ niệm, nhân ngày, "
            "tại hội nghị, tại buổi lễ, tại đây, tại lễ, tại chương trình, hội nghị, tại buổi gặp mặt, "
            "cũng tại, cũng trong, kỳ họp, đại hội, tại kỳ họp, tại đại hội, đã có, các đại biểu, đoàn đã, đoàn tặng, đoàn trao, "
            "sau khi thảo luận, sau khi nghe, đoàn công tác, kết thúc buổi lễ, kết thúc chương trình, kết thúc hội nghị, kết thúc lễ"
        )
    }
)
_CUMULATIVE = listed({True: "cộng dồn, lũy kế, lũy tích, tích lũy"})
_OPENING = 8  # tokens
_SUMMING = 4  # tokens
_GIVEN = listed({True: "tặng, trao, trao tặng, khen thưởng, tuyên dương, biểu dương, quyên góp, ủng hộ"})
_ACTS = listed(
    {
        True: (
            "tặng, trao, trao tặng, khen thưởng, tuyên dương, biểu dương, thông qua, biểu quyết, thảo luận, xem xét, "
            "tham luận, ý kiến, chất vấn, quyên góp"
        )
    }
)
_ATTENDS = listed(
    {
        True: (
            "tham dự, dự có, về dự, đến dự, cùng dự, tới dự, dự hội nghị, dự lễ, dự chỉ đạo, với sự tham gia của, "
            "có sự tham gia của, với sự tham dự của, sự tham dự của, thành phần tham dự"
        ),
        False: "về dự phòng, tham dự thầu, về dự án, về dự toán",
    }
)

_SIDES = listed({True: "về phía huyện, về phía tỉnh, về phía xã, về phía trung tâm, về phía bệnh viện, về phía đơn vị, về phía địa phương"})


_LASTING = frozenset({"sau", "trong", "qua"})
_ROUNDS = frozenset({"đợt", "lần", "vòng", "kỳ", "giai đoạn"})


@dataclass
class Statement:
    """A sentence of an article, read. `tokens` are the sentence's, `text` is the document's.

    `openings` are the times that hold for what follows them, `governing` the bodies and places that are the subject of a
    clause, `stand_ins` the short forms that are.
    """

    sentence: Sentence
    tokens: tuple[Token, ...]
    text: str
    times: tuple[Time, ...]
    mentions: tuple[Mention, ...]
    posts: Sequence[tuple[int, int]]
    slots: list[Slot]
    refusals: list[Refusal]
    openings: Sequence[Time]
    governing: Sequence[Subject]
    holders: Callable[[], Mapping[str, OrganizationMention]]
    stand_ins: Sequence[StandIn] = ()

    def words(self, start: int, end: int) -> str:
        """tokens[start:end] as the text has them, with plain spaces."""
        return " ".join(self.text[self.tokens[start].start : self.tokens[end - 1].end].split()) if end > start else ""

    def times_in(self, start: int, end: int) -> tuple[Time, ...]:
        """The expressions of time that lie in tokens[start:end]."""
        return _within(self.times, *self._times_at, self.tokens, start, end) if self.times else ()

    def mentions_in(self, start: int, end: int) -> Sequence[Mention]:
        """The mentions that lie in tokens[start:end]."""
        return _within(self.mentions, *self._mentions_at, self.tokens, start, end) if self.mentions else ()

    @cached_property
    def _times_at(self) -> tuple[list[int], list[int]]:
        return _edges(self.times)

    @cached_property
    def _mentions_at(self) -> tuple[list[int], list[int]]:
        return _edges(self.mentions)

    def in_post(self, mention: Mention) -> bool:
        """True for a body that is named only in somebody's post."""
        position = bisect_right(self.posts, mention.start, key=lambda span: span[0])
        return position > 0 and mention.start < self.posts[position - 1][1]

    def slot_after(self, slot: Slot) -> Slot | None:
        """The slot of the next number in the sentence."""
        position = bisect_right(self.slots, slot.reading.number, key=lambda other: other.reading.number)
        return self.slots[position] if position < len(self.slots) else None

    @cached_property
    def names_person(self) -> bool:
        """True where the sentence names a person."""
        return any(isinstance(mention, PersonMention) for mention in self.mentions)

    @cached_property
    def aims(self) -> tuple[int, ...]:
        """The tokens after words that speak of aims (`phấn đấu`, `mục tiêu`); what follows the first one is no fact yet."""
        return tuple(hit.end for hit in _AIMS.among(self.sentence.norms) if hit.value and not self._no_aim(hit.start))

    def _no_aim(self, token: int) -> bool:
        """`Cần Thơ`, `9 kiến nghị`."""
        return _named(self.mentions, self.tokens[token].start) or (token > 0 and self.tokens[token - 1].kind == "number")

    def aim_before(self, token: int) -> int:
        """The last of `aims` up to a token, -1 where there is none."""
        position = bisect_right(self.aims, token)
        return self.aims[position - 1] if position else -1

    @cached_property
    def _done(self) -> tuple[int, ...]:
        line = self.tokens
        return tuple(i for i, t in enumerate(line) if t.norm in _DONE and not (t.norm == "mới" and i and line[i - 1].norm in _NEW))

    def aimed(self, token: int) -> bool:
        """True where an aim is spoken of before a token, and not of what is done (`đã`, `mới`) between them."""
        aim = self.aim_before(token)
        return aim >= 0 and bisect_left(self._done, aim) == bisect_left(self._done, token)

    @cached_property
    def cumulative(self) -> tuple[int, ...]:
        """The tokens at which words say that counts are added up (`cộng dồn`)."""
        return tuple(hit.start for hit in _CUMULATIVE.among(self.sentence.norms))

    @cached_property
    def sums_up(self) -> bool:
        """True where the sentence begins with adding up, and then a comma: all that follows is added up."""
        hit = next(iter(_CUMULATIVE.find(self.tokens[:_SUMMING])), None)
        return hit is not None and hit.end < len(self.tokens) and self.tokens[hit.end].text == ","

    @cached_property
    def gifts(self) -> bool:
        """True for a sentence on what is given at the event, where it says so (`Nhân dịp này`, `Kết thúc buổi lễ`)."""
        return self.at_event and bool(_GIVEN.among(self.sentence.norms))

    @cached_property
    def listed_from(self) -> int:
        """The token after the first colon, which may begin a list; 0 where there is none."""
        return next((index + 1 for index, token in enumerate(self.tokens) if token.text == ":"), 0)

    @cached_property
    def at_event(self) -> bool:
        """True where the sentence tells what was given or decided at the event."""
        norms = self.sentence.norms
        if _AT_EVENT.first_words.isdisjoint(norms[:_OPENING]):
            return False
        return bool(_ACTS.among(norms)) and any(hit.start < _OPENING for hit in _AT_EVENT.among(norms))

    @cached_property
    def attendance(self) -> int:
        """The token from which on the sentence lists who attended; its length where it does not."""
        if _SIDES.at(self.tokens, 0):
            return 0  # `Về phía huyện có …`
        said = (hit.start for hit in _ATTENDS.among(self.sentence.norms) if hit.value)
        return next((at for at in said if not at or self.tokens[at - 1].norm != "người"), len(self.tokens))  # `cho 90 người tham dự`

    @cached_property
    def _subjects(self) -> list[StandIn]:
        """What governs a clause, by its name or a short form, each with the words that say it."""
        said = [StandIn(mention.start, mention.end, mention) for mention in self.governing]
        spoken, first = self.speaker, self.slots[0].reading.quantity.start if self.slots else 0
        if spoken and said and self.sentence.start <= said[0].end <= spoken.start < first:
            said.append(StandIn(spoken.start, spoken.end, spoken))  # `Tại huyện …, Giám đốc Trung tâm cho biết: …`
        return sorted([*said, *self.stand_ins], key=lambda found: found.end)

    def subject_before(self, token: int) -> Subject | None:
        """The last body or place before a token that is the subject of a clause."""
        found = self.said_before(token)
        return found.subject if found else None

    def said_before(self, token: int) -> StandIn | None:
        """The same with the words that say it, its name or a short form."""
        said = self._subjects
        position = bisect_right(said, self.tokens[token].start, key=lambda found: found.end) if said else 0
        return said[position - 1] if position else None

    def aside(self, subject: Subject) -> bool:
        """True for a subject that only its sentence is about: `Riêng Công ty … tài trợ`."""
        if not isinstance(subject, OrganizationMention):
            return False
        position = bisect_right(self.tokens, subject.start, key=lambda token: token.start) - 1
        return position > 0 and self.tokens[position - 1].norm == "riêng"

    @cached_property
    def respective(self) -> Mapping[int, Subject | Time]:
        """Whose or when each number told `lần lượt` is, see `respective.holders`."""
        return respective.holders(self.sentence, [slot.reading for slot in self.slots], self.mentions, self.times)

    @cached_property
    def citizen(self) -> voices.Citizen:
        """What the sentence has of a citizen who speaks."""
        return voices.citizen(self.tokens, self.mentions)

    @cached_property
    def speaker(self) -> Subject | None:
        """Whose figures the sentence quotes, see `subjects.speaker`."""
        return subjects.speaker(self.sentence, self.mentions, self.posts, self.holders)


def read(article: Article, index: int, named: Named, holders: Callable[[], Mapping[str, OrganizationMention]]) -> Statement:
    """The sentence of that index, read. `named` are the names before it; those of the sentence are added. `holders` gives
    the bodies of people whose posts the article gives."""
    sentence = article.sentences[index]
    said, readings, refusals = article.figures[index]
    mentions = _outermost(article.mentions[index])
    numbers = [reading.number for reading in readings] if mentions else ()
    names = {number for number in numbers if _named(mentions, sentence.tokens[number].start)}  # with a number
    if names:
        inside = [Refusal(reading.first, reading.last, reasons.CODE) for reading in readings if reading.number in names]
        refusals = sorted([*refusals, *inside])
        readings = [reading for reading in readings if reading.number not in names]
    posts = subjects.post_spans(article, index)
    statement = Statement(
        sentence,
        sentence.tokens,
        article.document.text,
        said,
        mentions,
        posts,
        slots(sentence, readings, said, mentions),
        refusals,
        _openings(sentence, said),
        subjects.governing(sentence, mentions, posts, [(time.start, time.end) for time in said]),
        holders,
    )
    governing = {mention.start for mention in statement.governing}
    if statement.speaker:
        governing.add(statement.speaker.start)  # `Giám đốc Trung tâm báo cáo: đơn vị …`
    if here := scenes.opening(sentence.tokens, mentions):
        governing.add(here.start)
    statement.stand_ins = named.read(sentence, mentions, governing, {time.end for time in said})
    return statement


def _openings(sentence: Sentence, times: Sequence[Time]) -> list[Time]:
    """The expressions of time that hold for what follows them: they begin a clause or end one before a colon, outside
    brackets; `hiện` wherever it stands; in brackets that of a round (`đợt 1 (…)`) or of
    what a colon begins."""
    tokens = sentence.tokens
    found, depth, index = [], 0, 0
    for time in times:
        while index < len(tokens) and tokens[index].start < time.start:
            mark = tokens[index].text
            depth = depth + 1 if mark == "(" else max(0, depth - 1) if mark == ")" else depth
            index += 1
        if time.base:
            continue
        after = bisect_left(tokens, time.end, key=lambda token: token.start)
        if depth:
            if (
                _round(tokens, index, after)
                or _since_front(tokens, index, after)
                or [t.text for t in tokens[after : after + 2]] == [")", ":"]
            ):
                found.append(time)
            continue
        before_colon = after < len(tokens) and tokens[after].text == ":"
        if time.kind == "now" or before_colon or opens(sentence, time):
            found.append(time)
    return found


def _round(tokens: Sequence[Token], first: int, after: int) -> bool:
    """`Đợt 1 (ngày 20 - 22/4) khám cho 90 em`: brackets that say no more than when a round was; tokens[first:after] are the time."""
    alone = first > 2 and tokens[first - 1].text == "(" and after < len(tokens) and tokens[after].text == ")"
    return alone and tokens[first - 2].kind == "number" and tokens[first - 3].norm in _ROUNDS


def _since_front(tokens: Sequence[Token], first: int, after: int) -> bool:
    """`Sau 10 ngày vận hành (từ ngày 1/3 đến 10/3), đã …`: brackets that say when that was with which the sentence begins."""
    closed = after + 1 < len(tokens) and (tokens[after].text, tokens[after + 1].text) == (")", ",")
    return closed and tokens[0].norm in _LASTING and all(token.text != "," for token in tokens[:first])


def _outermost(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions but for those inside another one, so that their ends are in order too."""
    kept: list[Mention] = []
    for mention in mentions:
        if subjects.is_name(mention) and (not kept or mention.start >= kept[-1].end):
            kept.append(mention)
    return tuple(kept)


def _named(mentions: Sequence[Mention], start: int) -> bool:
    """True where text[start] lies in one of the mentions."""
    position = bisect_right(mentions, start, key=lambda mention: mention.start)
    return position > 0 and start < mentions[position - 1].end


def _edges(spans: Sequence[Any]) -> tuple[list[int], list[int]]:
    """Where spans begin, and where they end."""
    return [span.start for span in spans], [span.end for span in spans]


def _within(spans: tuple[Any, ...], starts: list[int], ends: list[int], tokens: Sequence[Token], start: int, end: int) -> tuple[Any, ...]:
    """The spans that lie in tokens[start:end]; `starts` and `ends` are theirs."""
    if start >= end:
        return ()
    return spans[bisect_left(starts, tokens[start].start) : bisect_right(ends, tokens[end - 1].end)]
