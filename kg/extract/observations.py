"""Observations: how much or how many a body or place did, had, spent or reached.

Each quantity of a sentence is a value, the attainment of a plan, a change against an earlier period, or nothing of
these and refused with a reason. A value gets its indicator (`kg.extract.wording`), subject (`kg.extract.subjects`),
period, and the comparisons that follow it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kg.extract import indicators, periods, quantities, subjects, wording
from kg.extract.clauses import Slot, slots
from kg.extract.periods import Time
from kg.lexicon import Lexicon
from kg.model import Article, Comparison, Evidence, Mention, Observation, Period, Rejected, Sentence, Token

KIND = "kg:Observation"
_CONFIDENCE = {
    "observation.before": Decimal("0.9"),
    "observation.after": Decimal("0.9"),
    "observation.both": Decimal("0.85"),
    "observation.topic": Decimal("0.75"),
    "observation.table": Decimal("0.95"),
}
_LONGEST_QUOTE = 600  # characters; of a longer sentence only the part around the number is quoted
_PLANS = Lexicon(
    dict.fromkeys(
        "phấn đấu, mục tiêu, đặt mục tiêu, sẽ, dự kiến, đề nghị, yêu cầu, hướng tới, cam kết, dự báo, có thể, cần, phải, mong muốn, kiến nghị, đề xuất, chỉ tiêu đề ra, "
        "đề ra chỉ tiêu, giao chỉ tiêu, phương hướng, nhiệm vụ trọng tâm, kế hoạch đề ra, đề ra mục tiêu, hứa, sắp tới, thời gian tới, dự báo, ước tính đến".split(", "),
        True,
    )
)
_NO_PLANS = Lexicon(
    dict.fromkeys(
        "theo yêu cầu, đáp ứng yêu cầu, hồ sơ đề nghị, theo đề nghị, các yêu cầu, những yêu cầu, chương trình mục tiêu, cần thiết, cần cù, phải báo cáo, các mục tiêu, "
        "vượt mục tiêu, đạt mục tiêu, hoàn thành mục tiêu, đơn đề nghị, người có nhu cầu, cần trục, bìa phải, bên phải, phải chuyển, phải điều trị, phải nhập viện, phải chống".split(", "),
        True,
    )
)
_EVENT = Lexicon(dict.fromkeys("dịp này, nhân dịp này, tại hội nghị, tại buổi lễ, tại đây, tại lễ, tại chương trình, hội nghị đã".split(", "), True))
_GIVES = Lexicon(dict.fromkeys("tặng, trao, trao tặng, khen thưởng, tuyên dương, biểu dương, công bố, phát động quyên góp".split(", "), True))
_ATTENDS = Lexicon(
    dict.fromkeys(
        "tham dự, dự có, về dự, đến dự, cùng dự, tới dự, dự hội nghị, dự lễ, dự chỉ đạo, với sự tham gia của, có sự tham gia của, với sự tham dự của, sự tham dự của".split(", "), True
    )
)
_PLAN_WORDS = frozenset("kế chỉ nghị dự tiến mục kh định".split())
_AGAINST_PLAN = ("kế hoạch", "chỉ tiêu", "tiến độ", "dự toán", "nghị quyết", "định mức", "mục tiêu", "chỉ tiêu kế hoạch")
_STATES = frozenset({"thiếu"})


@dataclass(slots=True)
class _Draft:
    """A value on its way to an observation; comparisons are added as they are read."""

    sentence: Sentence
    slot: Slot
    rule: str
    words: str
    others: tuple[str, ...]
    subject: subjects.Subject
    period: Period | None
    planned: bool
    unit: str
    quotes: list[Evidence]
    comparisons: dict[str, Comparison] = field(default_factory=dict)


@dataclass(slots=True)
class _Paragraph:
    """What later sentences of a paragraph take over from earlier ones."""

    time: Time | None = None
    subject: subjects.Subject | None = None
    topic: tuple[str, Evidence] | None = None
    drafts: list[_Draft] = field(default_factory=list)


def find(article: Article) -> Iterator[Observation | Rejected]:
    """The observations of an article in text order, and the numbers that were not taken."""
    article_context = periods.dated(article.context, article.document.text, article.layout, article.sentences)
    reader = _Reader(article, article_context)
    yield from reader.read()


class _Reader:
    """Reads one article from its first sentence to its last."""

    def __init__(self, article: Article, context: object) -> None:
        self.article = article
        self.context = context
        self.text = article.document.text
        self.rejected: list[Rejected] = []
        self.heading: subjects.Subject | None = None
        self.heading_time: Time | None = None
        self.planned_list = False

    def read(self) -> Iterator[Observation | Rejected]:
        paragraph, state, items = -1, _Paragraph(), False
        for index, sentence in enumerate(self.article.sentences):
            if sentence.block not in ("body", "item", "heading"):
                continue
            if sentence.paragraph != paragraph:
                yield from self._settled(state)
                topic = state.topic if sentence.block == "item" or self._continues(sentence, state) else None
                paragraph, state = sentence.paragraph, _Paragraph(topic=topic)
                self._opened(index, sentence)
            self._sentence(index, sentence, state)
        yield from self._settled(state)

    def _settled(self, state: _Paragraph) -> Iterator[Observation | Rejected]:
        for draft in state.drafts:
            yield self._observation(draft)
        yield from self.rejected
        self.rejected = []
        state.drafts = []

    def _continues(self, sentence: Sentence, state: _Paragraph) -> bool:
        return False

    def _opened(self, index: int, sentence: Sentence) -> None:
        """A heading may name whose figures follow and of when."""
        short = sentence.end - sentence.start < 120
        line = self.text[sentence.start : sentence.end].rstrip()
        if sentence.block == "heading" or (short and not line.endswith((".", ";", ",")) and not any(t.kind == "number" for t in sentence.tokens[1:])):
            mentions = self.article.mentions[index]
            bodies = [m for m in mentions if isinstance(m, subjects.OrganizationMention | subjects.PlaceMention)]
            self.heading = bodies[0] if bodies else None
        elif sentence.block == "body":
            self.heading = None

    def _sentence(self, index: int, sentence: Sentence, state: _Paragraph) -> None:
        times = periods.times(sentence, self.context)
        readings, refusals = quantities.read(sentence, self.context, times)
        for refusal in refusals:
            self._reject(sentence, refusal.first, refusal.last, refusal.reason)
        mentions = self.article.mentions[index]
        posts = subjects.post_spans(self.article, index)
        plans = _plan_start(sentence.tokens)
        first = len(state.drafts)
        for slot in slots(sentence, readings, times, mentions):
            self._slot(index, sentence, slot, times, mentions, posts, plans, state, first)
        if readings:
            governing = subjects.governing(sentence, readings[-1].first, mentions, posts)
            state.subject = governing or state.subject
        self._carry(sentence, times, state)

    def _carry(self, sentence: Sentence, times: Sequence[Time], state: _Paragraph) -> None:
        for time in times:
            if not time.base and not time.planned and time.kind in ("stretch", "as_of", "day") and time.last:
                state.time = time

    def _slot(
        self,
        index: int,
        sentence: Sentence,
        slot: Slot,
        times: Sequence[Time],
        mentions: Sequence[Mention],
        posts: Sequence[tuple[int, int]],
        plans: int,
        state: _Paragraph,
        first: int,
    ) -> None:
        tokens, reading = sentence.tokens, slot.reading
        quantity = reading.quantity
        percent = quantity.unit in ("%", "‰")
        before = wording.front(sentence, slot, times, mentions)
        own = before[1] > before[0]
        last = state.drafts[-1] if len(state.drafts) > first else None
        tail = _tail(tokens, reading.last)
        if _attends(tokens, reading.first):
            return self._reject(sentence, reading.first, reading.last, "a count of those who attended")
        # -------- comparisons
        if slot.relation in ("rise", "fall") or quantity.unit == "lần" and slot.relation != "to":
            if tail == "plan":
                return self._reject(sentence, slot.cue, reading.last, "a distance from a plan")
            return self._change(sentence, slot, state, first, -1 if slot.relation == "fall" else 1)
        if slot.relation == "over plan" or (percent and tokens[reading.first].norm in ("vượt", "quá") and tail == "plan"):
            return self._reject(sentence, slot.cue, reading.last, "a distance from a plan")
        if percent and slot.relation == "lack":
            return self._reject(sentence, slot.cue, reading.last, "a distance from a plan")
        if percent and tail == "earlier" and slot.relation in ("reach", "equal", ""):
            return self._reject(sentence, slot.cue, reading.last, "a ratio to an earlier period")
        if percent and not own and last and slot.relation in ("reach", "equal") and not _period_of_own(sentence, slot, times):
            last.comparisons.setdefault("attainment", Comparison("attainment", quantity.value, "%", quantity.bound, _baseline(tokens, reading.last)))
            return None
        if percent and not own and last and tail == "plan":
            last.comparisons.setdefault("attainment", Comparison("attainment", quantity.value, "%", quantity.bound, _baseline(tokens, reading.last)))
            return None
        if percent and not own and last and (slot.relation == "share" or slot.bracket and slot.relation == "") and not _period_of_own(sentence, slot, times):
            if slot.relation != "share" or last.slot.reading.quantity.target is not None:
                return self._reject(sentence, slot.cue, reading.last, "a share of the number before it")
        # -------- a value
        worded = self._wording(sentence, slot, before, times, state, first)
        if worded is None:
            return self._reject(sentence, reading.first, reading.last, "no words say what it counts")
        planned = reading.first >= plans >= 0
        subject = self._subject(index, sentence, slot, mentions, posts, state)
        if subject is None:
            return self._reject(sentence, reading.first, reading.last, "no body or place that it could be of")
        period = self._period(sentence, slot, times, state, planned, before)
        quote = self._quote(sentence, slot)
        state.drafts.append(_Draft(sentence, slot, worded.rule, worded.words, worded.others, subject, period, planned, quantity.unit, [quote]))
        state.topic = (worded.words, quote)
        return None

    # ---------------------------------------------------------------- the parts of a value

    def _wording(
        self, sentence: Sentence, slot: Slot, before: tuple[int, int], times: Sequence[Time], state: _Paragraph, first: int
    ) -> wording.Wording | None:
        tokens, reading = sentence.tokens, slot.reading
        unit = reading.quantity.unit
        end = wording.back(sentence, slot, times)
        measure = unit in ("%", "‰", "đồng", "") or "/" in unit
        begin = reading.last if measure else reading.unit
        begin = min(begin, end)
        after = self._words(tokens, begin, end) if end > begin else ""
        plain = wording.plain_unit(tokens, begin, end)
        left = wording.shortened(tokens, *before)
        head = wording.counted_head(tokens, *left)
        words = self._words(tokens, *left) if left[1] > left[0] else ""
        more = self._words(tokens, reading.last, end) if end > reading.last else ""
        if "/" in unit and not measure:
            plain = True
        if unit == "đồng" and words and wording.money_head(tokens, *left):
            earlier = state.drafts[-1] if len(state.drafts) > first else None
            if earlier and not more:
                return wording.Wording(f"{words} {earlier.words}", (words,), None, "observation.both")
            return wording.Wording(f"{words} {more}".strip(), (words,), None, "observation.before")
        if words and (head or slot.relation in ("reach",) or tokens[slot.reading.first - 1].norm in ("là", ":") or plain or not after):
            return wording.Wording(words, (f"{after} {words}".strip(), f"{words} {after}".strip()), None, "observation.before")
        if words and after:
            if before[1] - before[0] > 5 or tokens[reading.first - 1].norm in ("với", "có", "gồm"):
                return wording.Wording(after, (more,), None, "observation.after")
            return wording.Wording(f"{words} {after}", (after, more, words), None, "observation.both")
        if after and not plain:
            return wording.Wording(after, (more,) if more else (), None, "observation.after")
        topic = self._topic(sentence, slot, times, state)
        if topic:
            return wording.Wording(topic, (), None, "observation.topic")
        if "/" in unit:
            return wording.Wording(unit, (), None, "observation.after")
        if after and unit not in ("%", ""):
            return wording.Wording(after, (), None, "observation.after")
        return None

    def _topic(self, sentence: Sentence, slot: Slot, times: Sequence[Time], state: _Paragraph) -> str:
        """What the clause before a colon, or the number before, was about."""
        tokens = sentence.tokens
        if len(state.drafts) and state.drafts[-1].sentence is sentence:
            return state.drafts[-1].words
        colon = next((i for i in range(slot.left - 1, -1, -1) if tokens[i].text == ":"), None)
        if colon is not None:
            start = next((i + 1 for i in range(colon - 1, -1, -1) if tokens[i].text in ".;:"), 0)
            head = slot._replace(left=start, cue=colon)
            found = wording.front(sentence, head, times, ())
            end = next((i for i in range(found[0] + 1, found[1]) if tokens[i].norm in ("đều", "đạt", "hàng", "tăng", "giảm")), found[1])
            if end > found[0]:
                return self._words(tokens, found[0], end)
        return state.topic[0] if state.topic else ""

    def _words(self, tokens: Sequence[Token], start: int, end: int) -> str:
        return " ".join(self.text[tokens[start].start : tokens[end - 1].end].split())

    def _subject(
        self, index: int, sentence: Sentence, slot: Slot, mentions: Sequence[Mention], posts: Sequence[tuple[int, int]], state: _Paragraph
    ) -> subjects.Subject | None:
        upto = slot.reading.first
        return (
            subjects.within(sentence, slot, mentions)
            or subjects.governing(sentence, upto, mentions, posts)
            or subjects.speaker(sentence, upto, mentions, posts)
            or (self.heading if sentence.block == "item" else None)
            or state.subject
            or subjects.fallback(self.article.context)
        )

    def _period(self, sentence: Sentence, slot: Slot, times: Sequence[Time], state: _Paragraph, planned: bool, before: tuple[int, int]) -> Period | None:
        tokens = sentence.tokens
        first = tokens[slot.left].start if slot.left < len(tokens) else sentence.end
        stop = tokens[slot.right - 1].end if slot.right > slot.after else slot.reading.quantity.end
        number = slot.reading.quantity.start
        usable = [t for t in times if t.kind != "since"]
        own = [t for t in usable if first <= t.start and t.end <= stop and (not t.base or slot.bracket)]
        if own:
            return _days(own[-1] if own[-1].end <= number else own[0], planned)
        if slot.bracket and (compared := [t for t in usable if t.base and t.end <= number]):
            return self._shifted(compared[-1], state)
        earlier = [t for t in usable if t.end <= number and not t.base]
        if earlier:
            return _days(earlier[-1], planned)
        if planned:
            return None
        if any(t.norm in _STATES for t in tokens[max(0, slot.cue - 1) : slot.reading.first]):
            day = self.context.event_day or self.context.issued
            return Period(day, day) if day else None
        if _given(tokens) and self.context.event_day:
            return Period(self.context.event_day, self.context.event_day)
        if state.time is not None and (state.time.kind != "as_of" or wording.counted_head(tokens, *before)):
            return _days(state.time, planned)
        if self.context.review:
            return self.context.review
        near = self.context.event_day or self.context.issued
        return Period(near.replace(month=1, day=1), near.replace(month=12, day=31)) if near else None

    def _shifted(self, time: Time, state: _Paragraph) -> Period | None:
        """The period of a value said in brackets after `so với cùng kỳ năm 2018`: the observation's own, in that year."""
        whole = _days(time, False)
        main = state.drafts[-1].period if state.drafts else None
        if whole and main and main.start and time.last:
            return Period(main.start.replace(year=time.last.year), periods.same_day(main.end, time.last.year))
        return whole

    # ---------------------------------------------------------------- comparisons

    def _change(self, sentence: Sentence, slot: Slot, state: _Paragraph, first: int, sign: int) -> None:
        quantity = slot.reading.quantity
        unit = quantity.unit or "%"
        held = state.drafts[first:]
        same = [d for d in held if d.unit == unit or d.slot.reading.unit < d.slot.reading.last and d.unit.split()[:1] == unit.split()[:1]]
        target = (same or held)[-1] if held and unit not in ("%", "lần", "điểm %", "điểm phần trăm", "điểm") else held[-1] if held else None
        if target is None or target.planned:
            return self._reject(sentence, slot.cue, slot.reading.last, "a change without the value that changed")
        target.comparisons.setdefault("change", Comparison("change", sign * quantity.value, unit, quantity.bound, _baseline(sentence.tokens, slot.reading.last)))
        return None

    # ---------------------------------------------------------------- results

    def _quote(self, sentence: Sentence, slot: Slot) -> Evidence:
        start, end = sentence.start, sentence.end
        if end - start > _LONGEST_QUOTE:
            tokens = sentence.tokens
            start = tokens[max(0, slot.left - 12)].start
            end = tokens[min(len(tokens), slot.right + 12) - 1].end
        return Evidence(start, end, self.text[start:end])

    def _reject(self, sentence: Sentence, first: int, last: int, reason: str) -> None:
        start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
        self.rejected.append(Rejected(KIND, reason, Evidence(start, end, self.text[start:end])))

    def _observation(self, draft: _Draft) -> Observation:
        quantity = draft.slot.reading.quantity
        return Observation(
            evidence=tuple(draft.quotes),
            rule=draft.rule,
            confidence=_CONFIDENCE[draft.rule],
            subject=draft.subject,
            indicator=indicators.concept(draft.words, *draft.others),
            indicator_text=draft.words,
            value=quantity.value,
            unit=quantity.unit,
            bound=quantity.bound,
            period=draft.period,
            target=quantity.target,
            planned=draft.planned,
            comparisons=tuple(draft.comparisons[kind] for kind in ("attainment", "change") if kind in draft.comparisons),
        )


def _days(time: Time, planned: bool) -> Period | None:
    if time.kind == "term" or time.last is None:
        return None
    if planned and time.kind == "as_of" and time.last.month == 12 and time.last.day == 31:
        return Period(time.last.replace(month=1, day=1), time.last)
    return Period(time.first, time.last)


def _period_of_own(sentence: Sentence, slot: Slot, times: Sequence[Time]) -> bool:
    tokens = sentence.tokens
    first = tokens[slot.left].start if slot.left < len(tokens) else sentence.end
    return any(first <= t.start and t.end <= slot.reading.quantity.start for t in times)


def _tail(tokens: Sequence[Token], index: int) -> str:
    """What a number is measured by: `plan` before `kế hoạch`, `so với tiến độ`; `earlier` before `cùng kỳ`, `năm trước`."""
    words = " ".join(t.norm for t in tokens[index : index + 6])
    rest = words
    for lead in ("so với ", "so ", "của "):
        rest = rest.removeprefix(lead)
    compared = rest != words
    rest = rest.removeprefix("các ").removeprefix("tổng ")
    if any(rest.startswith(name) for name in _AGAINST_PLAN) or rest.startswith("kh ") or rest == "kh":
        return "plan"
    if rest.startswith(("cùng kỳ", "cùng kì", "cùng thời", "năm trước", "năm ngoái")) or compared and rest.startswith(("năm", "tháng")):
        return "compared" if compared else "earlier"
    return ""


def _baseline(tokens: Sequence[Token], index: int) -> str:
    end = index
    while end < len(tokens) and end - index < 8 and tokens[end].kind != "mark" and tokens[end].norm not in ("và", "đạt", "tăng", "giảm"):
        end += 1
    return " ".join(t.text for t in tokens[index:end])


def _plan_start(tokens: Sequence[Token]) -> int:
    """The token from which on a sentence speaks of aims, -1 where it does not."""
    index = 0
    while index < len(tokens):
        none = _NO_PLANS.at(tokens, index)
        if none:
            index = none.end
            continue
        if _PLANS.at(tokens, index):
            return index
        index += 1
    return -1


def _given(tokens: Sequence[Token]) -> bool:
    return any(_EVENT.at(tokens, i) for i in range(min(3, len(tokens)))) and any(_GIVES.at(tokens, i) for i in range(len(tokens)))


def _attends(tokens: Sequence[Token], upto: int) -> bool:
    return any(_ATTENDS.at(tokens, i) for i in range(upto))
