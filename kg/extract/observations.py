"""Observations: how much or how many a body or place did, had, spent or reached.

Each quantity of a sentence is a value, or it compares (`kg.extract.comparisons`), or it is refused with a reason. A value
gets the words of its indicator (`kg.extract.wording`), its subject (`kg.extract.subjects`), its period
(`kg.extract.timing`), and the comparisons that follow it. What a sentence leaves unsaid it takes over from the
paragraph, the heading, the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from kg.extract import (
    comparisons,
    earlier,
    indicators,
    naming,
    placelists,
    quantities,
    reasons,
    refusals,
    scenes,
    statements,
    subjects,
    tables,
    timing,
    wording,
)
from kg.extract.clauses import Slot
from kg.extract.drafts import LOOK_BACK, Carried, Draft
from kg.extract.owners import Owners
from kg.extract.shortforms import Named
from kg.extract.statements import Statement
from kg.extract.subjects import Subject
from kg.extract.times import Time, today
from kg.extract.timing import Timing
from kg.lexicon import listed
from kg.model import (
    Article,
    Comparison,
    Evidence,
    Observation,
    OrganizationMention,
    PlaceMention,
    Rejected,
    Sentence,
)
from kg.values import cached_property, replace

KIND = "kg:Observation"
_CONFIDENCE = {
    "observation.before": Decimal("0.9"),
    "observation.after": Decimal("0.9"),
    "observation.both": Decimal("0.85"),
    "observation.topic": Decimal("0.75"),
}
_LONGEST_QUOTE = 600  # characters; of a longer sentence only the part around the number is quoted
_QUOTED_AROUND = 12  # tokens, then
_SHORT_HEADING = 140  # characters
# How a paragraph goes on with the review that the one before it began (`Năm 2023, …`).
_GOES_ON = listed(
    {
        True: (
            "trong lĩnh vực, về lĩnh vực, lĩnh vực, về công tác, công tác, về y tế, về kinh tế, về văn hóa, về văn hóa - xã hội, "
            "về giáo dục, cùng với đó, bên cạnh đó, ngoài ra"
        )
    }
)
_ROMAN = re.compile("[IVX]+")
# A heading after which aims are told: `II. CHỈ TIÊU NĂM 2031`, and not `Kết quả thực hiện các chỉ tiêu`.
_AHEAD = re.compile(
    r"(?:[IVX\d]+[.)]?\s*)*(?:một số\s+|các\s+)?(?:chỉ tiêu|mục tiêu|phương hướng|nhiệm vụ|kế hoạch)"
    r"(?:\s+(?!đã|đạt|thực hiện|hoàn thành)\w+){0,8}\s+năm\b",
    re.IGNORECASE,
)
_CARE = frozenset({"khám", "tiêm", "phát", "trao", "tặng", "mổ"})  # what a facility did of which the next sentence gives the figures
# A line after which a list gives the parts of what was counted.
_PARTS = re.compile(
    r"(?:được\s+)?(?:chia|phân)\s+(?:ra|theo|thành)|trong\s+đó|cụ\s+thể|bao\s+gồm|gồm", re.IGNORECASE
)  # the list is of parts
_RESULTS = re.compile(r"(?:trong\s+đó\s*,\s*)?kết\s+quả", re.IGNORECASE)
_YEARLY = re.compile(r"(?:các|qua\s+các|từng)\s+năm", re.IGNORECASE)


def find(article: Article) -> Iterator[Observation | Rejected]:
    """The observations of an article in text order, those of its tables first, and the numbers that were not taken."""
    yield from tables.find(article)
    yield from _Reader(article).read()


class _Reader:
    """Reads the prose and the lists of one article, from its first sentence to its last."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.context = article.context
        self.text = article.document.text
        self.rejected: list[Rejected] = []
        self.section = Carried()
        self.heading: tuple[str, str, Evidence] | None = None
        self.disease: tuple[str, Evidence] | None = None
        self.owners = Owners(article)
        self.reporting = self.owners.reporting
        self.fuller: dict[str, str] = {}
        self.told: Subject | None = None  # of whom the paragraph before told
        self.ahead = Carried()  # what all paragraphs below a heading of aims take over
        self.before: Time | None = None  # the days of which the paragraph before told
        self.activity = timing.activity(article)

    def read(self) -> Iterator[Observation | Rejected]:
        begun, paragraph, carried, named = False, -1, Carried(), Named(self._home())
        for index, sentence in enumerate(self.article.sentences):
            begun = begun or sentence.block in ("body", "item")
            if sentence.block not in ("body", "item", "heading") or (not begun and self._told_again(sentence)):
                continue
            if sentence.paragraph != paragraph:
                yield from self._settled(carried)
                paragraph, self.told = sentence.paragraph, carried.spoken or carried.subject
                stretch = carried.time if carried.time and carried.time.kind == "stretch" else None
                self.before = stretch or (self.before if sentence.block == "item" else None)
                named.forget()
                if sentence.block == "item":
                    carried = replace(self.section, drafts=[], compared=None)
                else:
                    carried = self.section = replace(self.ahead, drafts=[])
                carried.fuller = self.fuller
            carried.heading, carried.disease = self.heading, self.disease
            statement = statements.read(self.article, index, named, lambda: self.owners.holders)
            if carried.time is None and _GOES_ON.at(statement.tokens, 0):
                carried.time = self.before
            for refusal in statement.refusals:
                self._reject(statement, refusal.first, refusal.last, refusal.reason)
            for slot in statement.slots:
                self._slot(statement, slot, carried)
            self._spelled(statement, carried)
            carried.citizen = carried.citizen or statement.citizen.named >= 0
            self._carry(statement, carried)
            if sentence.block != "item":
                self._head(statement, carried)
            if sentence.block == "heading":
                self._title(statement)
        yield from self._settled(carried)

    def _home(self) -> PlaceMention | None:
        """The commune that the article is about."""
        if isinstance(self.reporting, PlaceMention) and self.reporting.level in ("xã", "phường", "thị trấn"):
            return self.reporting
        return None if self.context.district else self.context.commune

    def _head(self, statement: Statement, carried: Carried) -> None:
        """What the lists below a heading or an announcing sentence (`Kết quả như sau:`) take over from it."""
        sentence, last = statement.sentence, statement.tokens[-1].text
        heading = sentence.block == "heading"
        announces = last == ":" or (sentence.end - sentence.start < _SHORT_HEADING and last not in ".;,")
        if not heading and not announces:
            self.section = Carried()
            return
        aims = bool(statement.aims) or (_AHEAD.match(statement.words(0, len(statement.tokens))) is not None if heading else self.ahead.aims)
        said = [m for m in statement.mentions if isinstance(m, Subject) and subjects.named(m) and not statement.in_post(m)]
        bodies = [m for m in said if not subjects.oblique(statement.tokens, m) and not subjects.in_brackets(self.text, sentence, m)]
        times = [t for t in statement.times if not t.base]
        topic = ""
        if announces and not statement.slots and not bodies:
            span = wording.front(statement, _whole(statement))
            topic = statement.words(*wording.shortened(statement.tokens, *wording.announced(statement.tokens, *span)))
        quote = Evidence(sentence.start, sentence.end, self.text[sentence.start : sentence.end])
        yearly = _YEARLY.search(quote.quote) is not None
        whole = [m for m in bodies if not (isinstance(m, OrganizationMention) and subjects.is_office(m))]
        time = times[-1] if times else None if heading else carried.time or self.ahead.time
        if time is None and not (heading or carried.drafts or statement.slots) and _RESULTS.match(quote.quote):
            time = self.before  # `Từ ngày 3/5 đến ngày 9/5, … . Kết quả như sau: …`
        subject = whole[0] if whole else self.told if announces and not heading else None
        self.section = Carried(time, None, yearly, subject, topic, quote, aims)
        if heading and any(len(token.text) > 3 for token in statement.tokens):
            self.ahead = Carried(self.section.time if aims else None, subject=scenes.headed(sentence, said), aims=aims)
        if carried.drafts and not (whole or times or statement.slots) and _PARTS.match(quote.quote):
            draft = carried.drafts[-1]
            self.section.subject, self.section.whole = draft.subject, draft.timing
            if not self.section.topic:
                self.section.topic, self.section.quote = draft.words.text, draft.quotes[-1]

    def _title(self, statement: Statement) -> None:
        """`II. TAY CHÂN MIỆNG`: what the counts below a heading are of, and the sort of its unit."""
        found = [] if statement.slots else indicators.labels().among(statement.sentence.norms)
        if not found and all(token.kind != "word" or _ROMAN.fullmatch(token.text) for token in statement.tokens):
            return  # a number of a heading alone: `II.`
        self.disease = None
        span = (found[0].start, found[0].end) if found else wording.front(statement, _whole(statement))
        words, sentence = statement.words(*span), statement.sentence
        known = found[0].value.one("unit") if found else "ca" if indicators.is_disease(words) else ""
        quote = Evidence(sentence.start, sentence.end, self.text[sentence.start : sentence.end])
        self.heading = (words.lower() if words.isupper() else words, indicators.sort(known), quote) if known else None

    def _carry(self, statement: Statement, carried: Carried) -> None:
        if statement.openings and not (carried.time and timing.cumulative(statement)):
            # `Trong tháng có 9 ca; cộng dồn từ đầu năm …`, `Năm 2032 …; năm 2030, tỷ lệ là 58%`: what a sentence only adds up or looks
            # back to does not go on.
            summed = statement.tokens[statement.cumulative[0]].start if statement.cumulative else statement.sentence.end
            said = [time for time in statement.openings if time.start < summed] or statement.openings
            carried.time = max(reversed(said), key=lambda time: time.last or date.min)
            carried.stretch = carried.time if carried.time.kind == "stretch" else carried.stretch
        carried.gifts = carried.gifts or statement.gifts
        if not statement.slots:
            carried.spoken = statement.speaker or carried.spoken
            acting = statement.governing[-1] if statement.governing and not _CARE.isdisjoint(statement.sentence.norms) else None
            if isinstance(acting, OrganizationMention) and acting.kind == "kg:HealthFacility" and not subjects.is_part(acting):
                carried.subject = acting  # `Bệnh viện … về khám cho người nghèo. Tổng số người được khám là 430 người`
        if statement.slots:
            governing = statement.subject_before(statement.slots[0].reading.first)
            carried.spoken = None if governing else statement.speaker or carried.spoken
            if governing and (carried.listing or statement.aside(governing)):
                return
            body = self.reporting if isinstance(self.reporting, OrganizationMention) else None
            # `toàn huyện` in the report of the district's own centre leaves the next sentence to the centre
            named = governing is not None and subjects.named(governing) and not subjects.is_part(governing)
            if governing and (named or (isinstance(governing, PlaceMention) and (body is None or governing.level != body.level))):
                carried.subject = governing

    @cached_property
    def _numbers(self) -> frozenset[str]:
        """The numbers of the text below its headlines."""
        return frozenset(t.text for s in self.article.sentences if s.block in ("body", "item") for t in s.tokens if t.kind == "number")

    def _told_again(self, headline: Sentence) -> bool:
        """True for a headline with a number that the text gives again."""
        return any(token.kind == "number" and token.text in self._numbers for token in headline.tokens)

    # ---------------------------------------------------------------- one number

    def _slot(self, statement: Statement, slot: Slot, carried: Carried) -> None:
        reading = slot.reading
        if slot.relation in ("over plan", "lack") and reading.quantity.unit not in ("%", "‰"):
            slot = replace(slot, cue=reading.first)  # `thiếu 9 bác sĩ`: the verb tells what is counted
        if reason := refusals.reason(statement, slot, carried.citizen):
            return self._reject(statement, reading.first, reading.last, reason)
        if places := placelists.each(statement, slot):
            for place in places:
                self._of_place(statement, slot, place, carried)
            return None
        last = carried.last(statement)
        alike = last is not None and _alike(last.unit, reading.quantity.unit)
        carried.then = earlier.timing(statement, slot, last.timing.period) if last and alike else None
        carried.place = placelists.place(statement, slot, self.context, carried.level)
        bracketed = None if carried.place else placelists.bracketed(statement, slot, self.context, carried.level)
        ranked = None if carried.place else placelists.ranked(statement, slot, self.context, carried.topic)
        if carried.then or carried.place:
            slot = replace(slot, left=reading.first, cue=reading.first)  # the words before it say when or where
        member = statement.respective.get(reading.first)
        if isinstance(member, Time):
            carried.then = timing.of(member)
        elif member:
            carried.place = member
        if ranked:
            bracketed, slot = ranked
        carried.place = carried.place or bracketed
        if slot.reading is statement.slots[0].reading:
            carried.listing = carried.place is not None
        carried.level = carried.place.level if carried.place else carried.level
        before = wording.front(statement, slot, statement.aim_before(slot.cue))
        if last and alike and last.target is None and refusals.is_plan(statement, slot):
            last.target = reading.quantity.value
            return None
        own = before[1] > before[0] or timing.own(statement, slot) is not None or carried.place is not None
        targeted = last is not None and last.target is not None
        verdict = comparisons.verdict(statement.tokens, slot, own, last is not None, targeted)
        if isinstance(verdict, comparisons.Refused):
            return self._reject(statement, slot.cue, reading.last, verdict.reason)
        if verdict != "value":
            return self._compare(statement, slot, comparisons.comparison(statement.tokens, slot, verdict), carried)
        return self._value(statement, slot, before, carried)

    def _of_place(self, statement: Statement, slot: Slot, place: PlaceMention, carried: Carried) -> None:
        """One of several places that have the same number each."""
        carried.place = place
        first = slot.reading.first
        self._value(statement, replace(slot, left=first, cue=first), (first, first), carried)

    def _value(self, statement: Statement, slot: Slot, before: tuple[int, int], carried: Carried) -> None:
        reading = slot.reading
        words = naming.words_of(statement, slot, before, carried)
        if words is None:
            return self._reject(statement, reading.first, reading.last, reasons.WORDLESS)
        unit = reading.quantity.unit or naming.unit_of(statement, slot, words.text, carried)
        if not unit:
            return self._reject(statement, reading.first, reading.last, reasons.UNITLESS)
        if statement.sentence.block == "item" and unit not in ("%", "‰", "đồng"):
            self.section.listed = self.section.listed or unit
        if " " in unit and unit == unit.lower():
            self.fuller[unit.rpartition(" ")[0]] = unit
        last = carried.last(statement)
        risen = slot.relation == "to" and slot.left == slot.cue  # `số lượt khám tại Trung tâm tăng từ 5.100 lượt lên 5.600 lượt`
        subject = carried.place or (last.subject if risen and last else self.owners.subject(statement, slot, carried, words.text))
        if subject is None:
            return self._reject(statement, reading.first, reading.last, reasons.SUBJECTLESS)
        planned = carried.aims or statement.aimed(reading.first)
        when = self._of_whole(statement, carried) or timing.timing(
            statement,
            slot,
            self.context,
            timing.Carried(carried.time, carried.yearly, self.activity, carried.stretch, carried.gifts, words.text),
            last.timing if last else None,
            planned,
        )
        when = carried.then or (last.timing if last and reading.ends == "to" else when)  # both ends of a range are of one time
        if planned and timing.over(when.period, self.context):
            planned = False  # `lưu ý, năm 2020 Trung tâm khám …`, `đề nghị vốn vay, hiện dư nợ …`
        if not planned and timing.ahead(when.period, self.context):
            planned, when = True, replace(when, period=timing.aimed_for(when.period, today(self.context)))
        quotes = tuple(quote for quote in (words.quote, self._quote(statement, slot)) if quote)
        carried.drafts.append(Draft(statement, slot, words, unit, subject, when, planned, quotes, reading.quantity.target))
        if unit.startswith("ca") and indicators.is_disease(words.text):
            self.disease = (words.text, quotes[-1])
        if not carried.topic or words.rule != "observation.topic":
            carried.topic, carried.quote = words.text, quotes[-1]
        return None

    def _of_whole(self, statement: Statement, carried: Carried) -> Timing | None:
        """When that was so of which a list or a sentence gives the parts (`Đến ngày 9/7 có 52 người mắc. Trong đó, …`); None where it
        gives none, or says a time of its own."""
        if statement.times or carried.whole:
            return None if statement.times else carried.whole
        parts = statement.sentence.norms[:2] == ("trong", "đó")
        return next((draft.timing for draft in reversed(carried.drafts) if parts and draft.statement is not statement), None)

    def _compare(self, statement: Statement, slot: Slot, comparison: Comparison, carried: Carried) -> None:
        """Gives a comparison to the value it follows: of a count the last one of the same unit, else the last one that is no
        share; one in brackets after another comparison says the same again."""
        held = [draft for draft in carried.drafts[-LOOK_BACK:] if draft.statement is statement]
        if not held:
            return self._reject(statement, slot.cue, slot.reading.last, reasons.BASELESS)
        said_again = slot.bracket and carried.compared and carried.compared[1] == slot.floor
        counts = comparison.unit not in ("%", "‰", "lần") and not comparison.unit.startswith("điểm")
        same = [draft for draft in held if counts and f"{draft.unit} ".startswith(f"{comparison.unit} ")]
        whole = [draft for draft in held if draft.slot.relation != "share"]
        draft = carried.compared[0] if said_again and carried.compared else (same or whole or held)[-1]
        draft.comparisons.setdefault(comparison.kind, comparison)
        carried.compared = (draft, slot.reading.last)
        return None

    def _spelled(self, statement: Statement, carried: Carried) -> None:
        """Changes told in words go to the last value before them."""
        if carried.last(statement) is None:
            return
        for index, comparison in comparisons.spelled(statement.sentence):
            held = [d for d in carried.drafts if d.statement is statement and d.slot.reading.number < index]
            if held:
                held[-1].comparisons.setdefault("change", comparison)

    # ---------------------------------------------------------------- results

    def _settled(self, carried: Carried) -> Iterator[Observation | Rejected]:
        for draft in carried.drafts:
            yield _observation(draft)
        yield from self.rejected
        self.rejected = []

    def _quote(self, statement: Statement, slot: Slot) -> Evidence:
        start, end = statement.sentence.start, statement.sentence.end
        if end - start > _LONGEST_QUOTE:
            start = statement.tokens[max(0, slot.left - _QUOTED_AROUND)].start
            end = statement.tokens[min(len(statement.tokens), slot.right + _QUOTED_AROUND) - 1].end
        return Evidence(start, end, self.text[start:end])

    def _reject(self, statement: Statement, first: int, last: int, reason: str) -> None:
        start, end = statement.tokens[first].start, statement.tokens[last - 1].end
        self.rejected.append(Rejected(KIND, reason, Evidence(start, end, self.text[start:end])))


def _alike(unit: str, other: str) -> bool:
    """True where one unit is the other or says it more closely, or none is said."""
    return not other or f"{unit} ".startswith(f"{other} ") or f"{other} ".startswith(f"{unit} ")


def _observation(draft: Draft) -> Observation:
    quantity = draft.slot.reading.quantity
    return Observation(
        evidence=draft.quotes,
        rule=draft.words.rule,
        confidence=_CONFIDENCE[draft.words.rule],
        subject=draft.subject,
        indicator=indicators.concept(draft.words.text, *draft.words.others, unit=draft.unit),
        indicator_text=draft.words.text,
        value=quantity.value,
        unit=draft.unit,
        bound=quantity.bound,
        period=draft.timing.period,
        target=draft.target,
        planned=draft.planned,
        comparisons=tuple(draft.comparisons[kind] for kind in ("attainment", "change") if kind in draft.comparisons),
    )


def _whole(statement: Statement) -> Slot:
    """The whole of a heading as the words before a number that is not there."""
    end = len(statement.tokens)
    return Slot(quantities.nothing(statement.sentence), 0, end, "", end, end, 0, 0, False, False)
