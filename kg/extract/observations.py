"""Observations: how much or how many a body or place did, had, spent or reached.

Each quantity of a sentence is a value, or it compares (`kg.extract.comparisons`), or it is refused with a reason. A value
gets the words of its indicator (`kg.extract.wording`), its subject (`kg.extract.subjects`), its period, and the
comparisons that follow it. What a sentence leaves unsaid it takes over from the paragraph, the heading, the article.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from kg.extract import comparisons, indicators, periods, posts, quantities, subjects, tables, wording
from kg.extract.clauses import Slot, slots
from kg.extract.periods import Time
from kg.extract.subjects import Subject
from kg.lexicon import Lexicon
from kg.model import Article, Comparison, Context, Evidence, Mention, Observation, Period, Rejected, RoleHolding, Sentence, Token
from kg.text.tokens import tokens

KIND = "kg:Observation"
_CONFIDENCE = {
    "observation.before": Decimal("0.9"),
    "observation.after": Decimal("0.9"),
    "observation.both": Decimal("0.85"),
    "observation.topic": Decimal("0.75"),
}
_LONGEST_QUOTE = 600  # characters; of a longer sentence only the part around the number is quoted
_AIMS = Lexicon(
    dict.fromkeys(
        "phấn đấu, mục tiêu, đặt mục tiêu, sẽ, dự kiến, đề nghị, yêu cầu, hướng tới, cam kết, dự báo, có thể, cần, phải, mong muốn, kiến nghị, đề xuất, chỉ tiêu đề ra, "
        "đề ra chỉ tiêu, giao chỉ tiêu, phương hướng, nhiệm vụ trọng tâm, đề ra mục tiêu, hứa, thời gian tới, khẩn trương".split(", "),
        True,
    )
)
_NO_AIMS = Lexicon(
    dict.fromkeys(
        "đề nghị thanh toán, đề nghị quyết toán, theo yêu cầu, đáp ứng yêu cầu, hồ sơ đề nghị, theo đề nghị, các yêu cầu, những yêu cầu, chương trình mục tiêu, cần thiết, cần cù, các mục tiêu, vượt mục tiêu, "
        "đạt mục tiêu, hoàn thành mục tiêu, đơn đề nghị, bìa phải, bên phải, phải chuyển, phải điều trị, phải nhập viện, phải chống, phải thở, phải cấp cứu, phải báo cáo, "
        "phải cách ly, chia sẽ, cải phải, trái phải, hoàn cảnh cần, người cần, hộ cần".split(", "),
        True,
    )
)
# What is given or decided at the event itself, and how such sentences begin.
_AT_EVENT = Lexicon(
    dict.fromkeys(
        "dịp này, nhân dịp này, tại hội nghị, tại buổi lễ, tại đây, tại lễ, tại chương trình, hội nghị, tại buổi gặp mặt, cũng tại hội nghị, cũng tại, cũng trong, kỳ họp, đại hội, "
        "tại kỳ họp, tại đại hội, đã có, các đại biểu, đoàn, đoàn công tác".split(", "),
        True,
    )
)
_ACTS = Lexicon(dict.fromkeys("tặng, trao, trao tặng, khen thưởng, tuyên dương, biểu dương, thông qua, biểu quyết, thảo luận, xem xét, tham luận, ý kiến, chất vấn".split(", "), True))
_ATTENDS = Lexicon(
    {
        **dict.fromkeys(
            "tham dự, dự có, về dự, đến dự, cùng dự, tới dự, dự hội nghị, dự lễ, dự chỉ đạo, với sự tham gia của, có sự tham gia của, với sự tham dự của, sự tham dự của, "
            "thành phần tham dự".split(", "),
            True,
        ),
        **dict.fromkeys(("về dự phòng", "tham dự thầu", "về dự án", "về dự toán"), False),
    }
)
_ATTENDED = Lexicon(dict.fromkeys("đại biểu, khách mời, điểm cầu, đại biểu tham dự, người tham dự, người dự".split(", "), True))
_IS = frozenset("có với gồm là còn chỉ ( , : và đó".split())
_DONE = frozenset({"đã", "mới"})
_PARTY = frozenset({"đảng", "chi"})  # đảng viên, chi bộ
_LONGEST_VERB = 4  # tokens before a number that are still taken with a telling noun after it
_YEARLY = re.compile(r"(?:các|qua\s+các|từng)\s+năm", re.IGNORECASE)
_OF = re.compile(r"\s(?:tới|cho|của|về|tại)\s")  # what follows says for whom
_SHORT_HEADING = 140  # characters


@dataclass(slots=True)
class _Draft:
    """A value on its way to an observation; the comparisons that follow it are added."""

    line: _Line
    slot: Slot
    words: tuple[str, ...]
    rule: str
    verb: str
    noun: str
    unit: str
    subject: Subject
    period: Period | None
    dated: bool
    planned: bool
    quotes: tuple[Evidence, ...]
    comparisons: dict[str, Comparison] = field(default_factory=dict)


@dataclass
class _Line:
    """A sentence with all that is read of it."""

    sentence: Sentence
    text: str
    times: tuple[Time, ...]
    mentions: Sequence[Mention]
    posts: Sequence[tuple[int, int]]
    slots: list[Slot] = field(default_factory=list)

    @property
    def tokens(self) -> tuple[Token, ...]:
        return self.sentence.tokens

    def words(self, start: int, end: int) -> str:
        """tokens[start:end] as the text has them, with plain spaces."""
        return " ".join(self.text[self.tokens[start].start : self.tokens[end - 1].end].split()) if end > start else ""

    @cached_property
    def aims(self) -> tuple[int, ...]:
        """The tokens after words that speak of aims (`phấn đấu`, `mục tiêu`); what follows the first one is no fact yet."""
        found, index = [], 0
        while index < len(self.tokens):
            none = _NO_AIMS.at(self.tokens, index)
            hit = None if none else _AIMS.at(self.tokens, index)
            if hit:
                found.append(hit.end)
            index = (none or hit).end if none or hit else index + 1
        return tuple(found)

    def aim_before(self, token: int) -> int:
        """The last of `aims` up to a token, -1 where there is none."""
        position = bisect_right(self.aims, token)
        return self.aims[position - 1] if position else -1

    def aimed(self, token: int) -> bool:
        """True where an aim is spoken of before a token, and not of what is done (`đã`, `mới`) after it."""
        aim = self.aim_before(token)
        return aim >= 0 and not any(t.norm in _DONE for t in self.tokens[aim:token])

    @cached_property
    def openings(self) -> tuple[Time, ...]:
        """The expressions of time that hold for what follows them: they begin a clause, outside brackets."""
        depth, brackets = 0, set()
        for token in self.tokens:
            depth += (token.text == "(") - (token.text == ")")
            if depth > 0:
                brackets.add(token.start)
        return tuple(t for t in self.times if not t.base and t.start not in brackets and (t.kind == "now" or periods.opens(self.sentence, t)))

    @cached_property
    def at_event(self) -> bool:
        """True where the sentence tells what was given or decided at the event."""
        opening = any(_AT_EVENT.at(self.tokens, i) for i in range(min(3, len(self.tokens))))
        return opening and bool(_ACTS.find(self.tokens))

    @cached_property
    def attendance(self) -> int:
        """The token from which on the sentence lists who attended; its length where it does not."""
        return next((hit.start for hit in _ATTENDS.find(self.tokens) if hit.value), len(self.tokens))


@dataclass
class _Carried:
    """What the later sentences of a paragraph, and the lists below it, take over."""

    time: Time | None = None
    subject: Subject | None = None
    topic: str = ""
    quote: Evidence | None = None
    aims: bool = False
    yearly: bool = False
    drafts: list[_Draft] = field(default_factory=list)


def find(article: Article) -> Iterator[Observation | Rejected]:
    """The observations of an article in text order, and the numbers that were not taken."""
    yield from tables.find(article)
    yield from _Reader(article).read()


class _Reader:
    """Reads the prose and the lists of one article, from its first sentence to its last."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.context: Context = article.context
        self.text = article.document.text
        self.rejected: list[Rejected] = []
        self.section: _Carried = _Carried()
        self.reporting = subjects.fallback(article)

    @cached_property
    def holders(self) -> dict[str, subjects.OrganizationMention]:
        """The body of each person whose post the article gives, the first one said."""
        found: dict[str, subjects.OrganizationMention] = {}
        for fact in posts.find(self.article):
            if isinstance(fact, RoleHolding) and fact.organization and not fact.former:
                found.setdefault(fact.holder.name, fact.organization)
        return found

    def read(self) -> Iterator[Observation | Rejected]:
        paragraph, carried = -1, _Carried()
        for index, sentence in enumerate(self.article.sentences):
            if sentence.block not in ("body", "item", "heading"):
                continue
            if sentence.paragraph != paragraph:
                yield from self._settled(carried)
                paragraph = sentence.paragraph
                if sentence.block == "item":
                    carried = replace(self.section, drafts=[])
                else:
                    carried = self.section = _Carried()
            line = self._line(index, sentence)
            for slot in line.slots:
                self._slot(line, slot, carried)
            self._spelled(line, carried)
            self._carry(line, carried)
            if sentence.block != "item":
                self._head(line)
        yield from self._settled(carried)

    def _line(self, index: int, sentence: Sentence) -> _Line:
        times = periods.times(sentence, self.context)
        line = _Line(sentence, self.text, times, self.article.mentions[index], subjects.post_spans(self.article, index))
        readings, refusals = quantities.read(sentence, self.context, times)
        for refusal in refusals:
            self._reject(line, refusal.first, refusal.last, refusal.reason)
        line.slots = slots(sentence, readings, times, line.mentions)
        return line

    def _head(self, line: _Line) -> None:
        """What the lists below a heading or an announcing sentence (`Kết quả như sau:`) take over from it."""
        sentence = line.sentence
        announces = line.tokens[-1].text == ":" or sentence.end - sentence.start < _SHORT_HEADING and line.tokens[-1].text not in ".;,"
        if sentence.block != "heading" and not announces:
            self.section = _Carried()
            return
        bodies = [m for m in line.mentions if isinstance(m, subjects.OrganizationMention | subjects.PlaceMention) and subjects.named(m)]
        times = [t for t in line.times if not t.base]
        span = wording.front(sentence, _whole_line(line), line.times, ())
        topic = line.words(*wording.shortened(line.tokens, *span)) if not line.slots and announces and not bodies else ""
        quote = Evidence(sentence.start, sentence.end, self.text[sentence.start : sentence.end])
        self.section = _Carried(times[-1] if times else None, bodies[0] if bodies else None, topic, quote, bool(line.aims), _YEARLY.search(quote.quote) is not None)

    def _carry(self, line: _Line, carried: _Carried) -> None:
        if line.openings:
            carried.time = line.openings[-1]
        if line.slots:
            governing = self._governing(line, line.slots[-1].reading.first)
            body = self.reporting if isinstance(self.reporting, subjects.OrganizationMention) else None
            if governing and (subjects.named(governing) or body is None or governing.level != body.level):
                carried.subject = governing

    # ---------------------------------------------------------------- one number

    def _slot(self, line: _Line, slot: Slot, carried: _Carried) -> None:
        tokens, reading = line.tokens, slot.reading
        if slot.relation in ("over plan", "lack") and reading.quantity.unit not in ("%", "‰"):
            slot = slot._replace(cue=reading.first)  # `thiếu 9 bác sĩ`: the verb tells what is counted
        before = wording.front(line.sentence, slot, line.times, line.mentions, line.aim_before(slot.cue))
        last = carried.drafts[-1] if carried.drafts and carried.drafts[-1].line is line else None
        if reading.first > line.attendance or reading.unit < reading.last and _ATTENDED.at(tokens, reading.unit):
            return self._reject(line, reading.first, reading.last, "a count of those who attended")
        own = before[1] > before[0] or any(self._inside(line, slot, time) for time in line.times)
        verdict = comparisons.verdict(tokens, slot, own, last is not None, last is not None and last.slot.reading.quantity.target is not None)
        if isinstance(verdict, comparisons.Refused):
            return self._reject(line, slot.cue, reading.last, verdict.reason)
        if verdict != "value":
            return self._compare(line, slot.cue, reading.last, comparisons.comparison(tokens, slot, verdict), carried)
        return self._value(line, slot, before, carried)

    def _value(self, line: _Line, slot: Slot, before: tuple[int, int], carried: _Carried) -> None:
        reading = slot.reading
        named = self._wording(line, slot, before, carried)
        if named is None:
            return self._reject(line, reading.first, reading.last, "no words say what it counts")
        words, rule, verb, quote = named
        noun = _OF.split(words[1] if rule == "observation.both" and len(words) > 2 else words[0])[0]
        unit = reading.quantity.unit or self._unit(words[0], slot, carried, line)
        if not unit:
            return self._reject(line, reading.first, reading.last, "no unit is said")
        subject = self._subject(line, slot, carried)
        if subject is None:
            return self._reject(line, reading.first, reading.last, "no body or place that it could be of")
        planned = carried.aims or line.aimed(reading.first)
        period = self._period(line, slot, before, carried, planned)
        near = self.context.event_day or self.context.issued
        planned = planned or bool(near and period and period.start and period.start > near)
        dated = not slot.bracket and any(self._inside(line, slot, t) and not t.base for t in line.times)
        quotes = (self._quote(line, slot),) if quote is None else (quote, self._quote(line, slot))
        carried.drafts.append(_Draft(line, slot, words, rule, verb, noun, unit, subject, period, dated, planned, quotes))
        if not carried.topic or rule != "observation.topic":
            carried.topic, carried.quote = words[0], quotes[-1]
        return None

    def _compare(self, line: _Line, first: int, last: int, comparison: Comparison, carried: _Carried) -> None:
        """Gives a comparison to the value it follows: of a count the last one of the same unit, else the last one."""
        held = [draft for draft in carried.drafts if draft.line is line and draft.slot.reading.number < last]
        same = [draft for draft in held if draft.unit == comparison.unit]
        counts = comparison.unit not in ("%", "‰", "lần") and not comparison.unit.startswith("điểm")
        draft = (same if counts and same else held or [None])[-1]
        if draft is None:
            return self._reject(line, first, last, "a comparison without the value that it is of")
        draft.comparisons.setdefault(comparison.kind, comparison)
        return None

    def _spelled(self, line: _Line, carried: _Carried) -> None:
        for index, comparison in comparisons.spelled(line.tokens):
            held = [draft for draft in carried.drafts if draft.line is line and draft.slot.reading.number < index]
            if held:
                held[-1].comparisons.setdefault("change", comparison)

    # ---------------------------------------------------------------- the parts of a value

    def _wording(self, line: _Line, slot: Slot, before: tuple[int, int], carried: _Carried) -> tuple[tuple[str, ...], str, str, Evidence | None] | None:
        """The indicator's words and further ones that may name its concept; the rule; the verb before the number; and the
        quote of the words where they stand in another sentence. None where no words say what is counted."""
        tokens, reading = line.tokens, slot.reading
        unit = reading.quantity.unit
        end = wording.back(line.sentence, slot, line.times, line.mentions)
        measure = unit in ("%", "‰", "đồng", "") or "/" in unit
        begin = min(reading.last if measure else reading.unit, end)
        more = line.words(slot.after, end)
        after = f"{'' if measure else line.words(reading.unit, reading.noun)} {more}".strip()
        plain = wording.plain(tokens, begin, end) or not after
        left = wording.shortened(tokens, *before)
        if left[0] == left[1] and not more and slot.left and tokens[slot.left - 1].text == ":" and slot.left == reading.first and unit != "%":
            left = self._clause_before(line, slot)  # `Mầm non: 45 trường`
        words = line.words(*left)
        last = carried.drafts[-1] if carried.drafts and carried.drafts[-1].line is line else None
        if words and unit == "đồng" and wording.money_head(tokens, *left):
            of = more or (last.noun if last else line.words(*self._clause_before(line, slot)))
            return (f"{words} {of}".strip(), words), "observation.both" if of else "observation.before", "", None
        linked = tokens[reading.first - 1].norm
        if words and more and linked in ("với", "có", "gồm", "trong") and not wording.counted(tokens, left[0]):
            words = ""
        if words and wording.telling(tokens, *left):
            tied = wording.counted(tokens, left[0]) or slot.relation == "reach" or linked in ("là", ":")
            if plain or tied:
                return (words, f"{after} {words}".strip(), f"{words} {after}".strip()), "observation.before", words, None
            if left[1] - left[0] > _LONGEST_VERB and linked != "cho":
                if more:
                    return (after, more), "observation.after", "", None
                words = line.words(wording.last_part(tokens, *left), left[1])
            return (f"{words} {after}", after, more, words), "observation.both", words, None
        if slot.relation == "share" and last:
            return (last.words[0],), "observation.topic", "", None
        if after and not plain:
            verb = last.verb if last and slot.linked and last.rule == "observation.both" and not measure else ""
            return (f"{verb} {after}".strip(), after, more), "observation.both" if verb else "observation.after", verb, None
        if "/" in unit:
            return (unit,), "observation.after", "", None
        topic, quote = self._topic(line, slot, carried)
        if topic:
            return (topic, f"{after} {topic}".strip()), "observation.topic", "", quote
        return ((after,), "observation.after", "", None) if after and not measure else None

    def _unit(self, words: str, slot: Slot, carried: _Carried, line: _Line) -> str:
        """The unit of a number that has none beside it: one among the indicator's words (`số lượt điều trị nội trú`), that
        of the number before it in the sentence, or that of the indicator's concept."""
        found = tokens(words)
        for index in range(min(3, len(found))):
            hit = quantities.units().at(found, index)
            if hit and hit.value not in ("%", "‰", "đồng"):
                return " ".join(t.text for t in found[hit.start : hit.end]).lower()
        last = carried.drafts[-1] if carried.drafts and carried.drafts[-1].line is line else None
        return last.unit if last else indicators.unit(words)

    def _topic(self, line: _Line, slot: Slot, carried: _Carried) -> tuple[str, Evidence | None]:
        """What the number before it, the words before a colon, or the heading are about."""
        last = carried.drafts[-1] if carried.drafts and carried.drafts[-1].line is line else None
        place = slot.left < slot.cue and subjects.within(line.sentence, slot, line.mentions) is not None
        if last or place and carried.drafts:
            return (last or carried.drafts[-1]).words[0], None
        span = self._clause_before(line, slot)
        if span[1] > span[0]:
            return line.words(*span), None
        return carried.topic, carried.quote

    def _clause_before(self, line: _Line, slot: Slot) -> tuple[int, int]:
        """The telling words of the clause before the number's own, up to a verb of reaching."""
        end = slot.left - 1
        if end < 1 or line.tokens[end].text not in ",:":
            return end, end
        start = end
        while start and (line.tokens[start - 1].text not in ";:." and end - start < 40):
            start -= 1
        span = wording.front(line.sentence, slot._replace(left=start, cue=end), line.times, line.mentions)
        stop = next((i for i in range(span[0] + 1, span[1]) if line.tokens[i].norm in ("đều", "đạt", "hàng", "hằng", "tăng", "giảm")), span[1])
        return wording.shortened(line.tokens, span[0], stop)

    def _subject(self, line: _Line, slot: Slot, carried: _Carried) -> Subject | None:
        upto = slot.reading.first
        said = subjects.within(line.sentence, slot, line.mentions) or self._governing(line, upto)
        body = self.context.body
        party = line.tokens[slot.reading.unit].norm in _PARTY if slot.reading.unit < slot.reading.last else False
        if said is None and body and (line.at_event or party and body.kind == "kg:PartyBody"):
            return body
        return said or subjects.speaker(line.sentence, upto, line.mentions, line.posts, self.holders) or carried.subject or self.reporting

    def _governing(self, line: _Line, upto: int) -> Subject | None:
        return subjects.governing(line.sentence, upto, line.mentions, line.posts, [(t.start, t.end) for t in line.times])

    def _inside(self, line: _Line, slot: Slot, time: Time) -> bool:
        """True where an expression of time stands among the words right before the number."""
        first = line.tokens[slot.left].start if slot.left < len(line.tokens) else line.sentence.end
        return first <= time.start and time.end <= slot.reading.quantity.start

    def _period(self, line: _Line, slot: Slot, before: tuple[int, int], carried: _Carried, planned: bool) -> Period | None:
        """The number's period: its own words', the clause's, the paragraph's or heading's, the article's, in that order."""
        number = slot.reading.quantity.start
        stop = line.tokens[slot.right - 1].end if slot.right > slot.after else slot.reading.quantity.end
        within = [t for t in line.times if (self._inside(line, slot, t) or slot.bracket and self._in_bracket(line, slot, t)) and t.kind != "since" and (not t.base or slot.bracket)]
        behind = [t for t in line.times if number < t.start and t.end <= stop and not t.base and t.kind != "since"]
        if within and carried.yearly and carried.time and carried.time.first and within[-1].last:
            return _in_year(Period(carried.time.first, carried.time.last or carried.time.first), within[-1].last.year)
        if within or behind:
            return _days((within or behind)[-1 if within else 0], planned)
        compared = [t for t in line.times if t.base and t.end <= number]
        if slot.bracket and compared and not slot.relation:
            return self._shifted(compared[-1], carried)
        if any(t.norm == "đang" for t in line.tokens[slot.left : slot.reading.first]) and not planned:
            day = self.context.event_day or self.context.issued
            return Period(day, day) if day else None
        earlier = [t for t in line.openings if t.end <= number] or [t for t in line.times if t.end <= number and t.kind == "day" and not t.base]
        if earlier:
            return _days(earlier[-1], planned)
        last = carried.drafts[-1] if carried.drafts and carried.drafts[-1].line is line else None
        if last and last.dated and not slot.bracket:
            return last.period
        if planned:
            return None
        day = self.context.event_day or self.context.issued
        if day and (line.at_event or slot.relation == "lack"):
            return Period(day, day)
        if carried.time and (carried.time.kind not in ("as_of", "now", "since") or _state(line.tokens, before, slot)):
            return _days(carried.time, planned)
        if self.context.review:
            return self.context.review
        if day and _is_state(line.tokens, slot):
            return Period(day, day)
        return Period(day.replace(month=1, day=1), day.replace(month=12, day=31)) if day else None

    def _in_bracket(self, line: _Line, slot: Slot, time: Time) -> bool:
        """True where a time stands before the number in the same brackets: `(năm 2022: 3,52 điểm)`."""
        opened = next((i for i in range(slot.reading.first - 1, max(-1, slot.reading.first - 20), -1) if line.tokens[i].text == "("), None)
        return opened is not None and line.tokens[opened].start < time.start and time.end <= slot.reading.quantity.start

    def _shifted(self, time: Time, carried: _Carried) -> Period | None:
        """The period of a value said in brackets after `so với cùng kỳ năm 2018`: the observation's own, in that year."""
        main = carried.drafts[-1].period if carried.drafts else None
        if time.last and main and main.start:
            return _in_year(main, time.last.year)
        return _days(time, False)

    # ---------------------------------------------------------------- results

    def _settled(self, carried: _Carried) -> Iterator[Observation | Rejected]:
        for draft in carried.drafts:
            yield _observation(draft)
        yield from self.rejected
        self.rejected = []

    def _quote(self, line: _Line, slot: Slot) -> Evidence:
        start, end = line.sentence.start, line.sentence.end
        if end - start > _LONGEST_QUOTE:
            start = line.tokens[max(0, slot.left - 12)].start
            end = line.tokens[min(len(line.tokens), slot.right + 12) - 1].end
        return Evidence(start, end, self.text[start:end])

    def _reject(self, line: _Line, first: int, last: int, reason: str) -> None:
        start, end = line.tokens[first].start, line.tokens[last - 1].end
        self.rejected.append(Rejected(KIND, reason, Evidence(start, end, self.text[start:end])))


def _observation(draft: _Draft) -> Observation:
    quantity = draft.slot.reading.quantity
    return Observation(
        evidence=draft.quotes,
        rule=draft.rule,
        confidence=_CONFIDENCE[draft.rule],
        subject=draft.subject,
        indicator=indicators.concept(*draft.words),
        indicator_text=draft.words[0],
        value=quantity.value,
        unit=draft.unit,
        bound=quantity.bound,
        period=draft.period,
        target=quantity.target,
        planned=draft.planned,
        comparisons=tuple(draft.comparisons[kind] for kind in ("attainment", "change") if kind in draft.comparisons),
    )


def _days(time: Time, planned: bool) -> Period | None:
    """The days of an expression of time; an aim for the end of a year is one for that year."""
    if time.kind == "since" and time.first:
        return Period(time.first, time.first)  # what is so from a day on is so on that day
    if time.kind == "term" or time.last is None:
        return None
    if planned and time.kind == "as_of" and (time.last.month, time.last.day) == (12, 31):
        return Period(time.last.replace(month=1, day=1), time.last)
    return Period(time.first, time.last)


def _in_year(period: Period, year: int) -> Period:
    """The same months of another year."""
    first = periods.same_day(period.start, year) if period.start else None
    return Period(first, periods.same_day(period.end, year))


def _state(tokens: Sequence[Token], before: tuple[int, int], slot: Slot) -> bool:
    """True for what is so on a day (`Số người tham gia`, `tỷ lệ`), and not what was done in a time."""
    unit = slot.reading.quantity.unit
    return before[0] < before[1] and tokens[before[0]].norm in ("số", "tỉ", "tổng", "mức") and unit != "đồng"


def _is_state(tokens: Sequence[Token], slot: Slot) -> bool:
    """True for what is so (`có 16 xã`, `đang quản lý 30 người`), and not what was done."""
    words = [t.norm for t in tokens[max(0, slot.reading.first - 4) : slot.reading.first]]
    done = "đã" in words or "được" in words[-1:]
    return not done and (not words or words[-1] in _IS or "đang" in words or slot.relation == "to" or slot.reading.quantity.unit in ("%", "‰"))


def _whole_line(line: _Line) -> Slot:
    """The whole of a heading as the words before a number that is not there."""
    reading = quantities.nothing(line.sentence)
    return Slot(reading, 0, len(line.tokens), "", len(line.tokens), len(line.tokens), 0, False, False)
