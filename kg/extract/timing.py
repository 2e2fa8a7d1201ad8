"""When a number holds: the period that its own words give, else its clause, its paragraph or list, else the article."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from kg.extract import wording
from kg.extract.clauses import Slot
from kg.extract.statements import Statement
from kg.extract.times import Time, same_day, today
from kg.lexicon import listed
from kg.model import Article, Context, DateMention, Period

_LONGEST_BRACKET = 20  # tokens
_LOOSE = frozenset("sau trước giữa đầu cuối đợt".split())  # `thiếu nước sau đợt lũ giữa tháng 10` is not of that month
_IS = frozenset("có với gồm là còn chỉ ( , : và đó".split())


_ACTIVITIES = listed(
    {
        True: (
            "ngày hội, hiến máu, hiến máu tình nguyện, khám bệnh miễn phí, khám miễn phí, cấp thuốc miễn phí, cấp phát thuốc, "
            "khám sức khỏe, khám sàng lọc, khám từ thiện, khám bệnh từ thiện, "
            "tặng quà, trao quà, trao tặng, phần quà, suất quà, ra quân, tình nguyện, "
            "thiện nguyện, từ thiện, phiên tòa, hội thi, hội thao, hội diễn, diễn tập, mít tinh, lễ phát động, xử phạt, tiêu hủy"
        )
    }
)
# What is said and decided at the meeting of an assembly or with voters.
_SESSION = listed({True: "ý kiến, kiến nghị, lượt cử tri, cử tri phát biểu, nghị quyết, tham luận, tờ trình, lượt ý kiến"})


_CUMULATIVE = frozenset({("cộng", "dồn"), ("lũy", "kế"), ("lũy", "tích"), ("tích", "lũy")})


class Carried(NamedTuple):
    """The time that a paragraph or heading said last; `yearly` where the heading goes through the years (`quý I các năm`),
    `activity` where the article tells of an event that is itself what is counted, see `activity`."""

    time: Time | None = None
    yearly: bool = False
    activity: bool = False


class Timing(NamedTuple):
    """A number's period, and whether its own words gave it, so that what follows in its sentence shares it."""

    period: Period | None
    said: bool = False


def activity(article: Article) -> bool:
    """True where the article tells of a day on which something was done (`ngày hội hiến máu`, `khám bệnh miễn phí`), and not
    only met about: its counts are of that day. The title says so, or a sentence that names the day."""
    day = article.context.event_day
    for sentence, mentions in zip(article.sentences, article.mentions, strict=True):
        dated = sentence.block in ("body", "item") and any(isinstance(m, DateMention) and m.day == day for m in mentions)
        if day and (sentence.block == "title" or dated) and _ACTIVITIES.among(sentence.norms):
            return True
    return False


def own(statement: Statement, slot: Slot) -> Time | None:
    """The time among the words right before the number, or before it in the same brackets: `(năm 2022: 3,52 điểm)`."""
    inside = [t for t in statement.times_in(slot.left, slot.reading.first) if not t.base or slot.bracket]
    if not inside and slot.bracket:
        tokens, first = statement.tokens, slot.reading.first
        opened = next((i for i in range(first - 1, max(-1, first - _LONGEST_BRACKET), -1) if tokens[i].text == "("), first)
        inside = list(statement.times_in(opened, first))
    return inside[-1] if inside else None


def timing(
    statement: Statement, slot: Slot, words: tuple[int, int], context: Context, carried: Carried, before: Timing | None, planned: bool
) -> Timing:
    """The period of a number. `words` are the telling words before it; `before` is the timing of the number before it in
    the sentence."""
    time = own(statement, slot) or _behind(statement, slot)
    said = time is not None and not slot.bracket
    if time is None and slot.bracket and not slot.relation and before and (base := _last_base(statement, slot)):
        return Timing(_of_year(before.period, base))
    if time is None and not planned and any(t.norm == "đang" for t in statement.tokens[slot.left : slot.reading.first]):
        return Timing(_day(context), True)
    if time is None and context.review and context.review.start and not slot.bracket and _cumulative(statement, slot):
        return Timing(Period(context.review.start.replace(month=1, day=1), context.review.end), True)
    opening = _opening(statement, slot)
    time = opening if time is None or (time.kind == "term" and opening) else time  # `đến ngày 5/3, năm học 2023-2024, …`
    if time is not None:
        yearly = carried.yearly and carried.time is not None and _whole_year(time)
        return Timing(_of_year(_days(carried.time, False), time) if yearly and carried.time else _days(time, planned), said)
    if before and before.said and not slot.bracket:
        return before
    if planned:
        return Timing(None)
    if statement.at_event or slot.relation == "lack":
        return Timing(_day(context))
    if carried.time and (carried.time.kind not in ("as_of", "now", "since") or _counts_state(statement, words, slot)):
        return Timing(_days(carried.time, False))
    if context.review:
        return Timing(context.review)
    if before and slot.left == slot.cue:
        return before  # `có 9 y sĩ; 3 máy thở`
    if context.event_day and _SESSION.find(statement.tokens[slot.left : slot.right]):
        return Timing(_day(context))
    return Timing(_day(context) if carried.activity or _is_state(statement, slot) else _year(context))


def _day(context: Context) -> Period | None:
    day = today(context)
    return Period(day, day) if day else None


def _year(context: Context) -> Period | None:
    day = today(context)
    return Period(date(day.year, 1, 1), date(day.year, 12, 31)) if day else None


def _behind(statement: Statement, slot: Slot) -> Time | None:
    """The first time among the words after the number: `41.385 lượt năm 2022`."""
    for time in statement.times_in(slot.after, slot.right):
        at = next(i for i in range(slot.after, slot.right) if statement.tokens[i].start >= time.start)
        if not time.base and time.kind != "since" and statement.tokens[at - 1].norm not in _LOOSE:
            return time
    return None


def _last_base(statement: Statement, slot: Slot) -> Time | None:
    """The last time before the number that something is compared with."""
    position = bisect_right(statement.times, slot.reading.quantity.start, key=lambda time: time.end)
    return next((t for t in reversed(statement.times[max(0, position - 3) : position]) if t.base), None)


def _opening(statement: Statement, slot: Slot) -> Time | None:
    """The last time before the number that holds for what follows it; else a day said before it."""
    position = bisect_right(statement.openings, slot.reading.quantity.start, key=lambda time: time.end)
    if position:
        return statement.openings[position - 1]
    position = bisect_right(statement.times, slot.reading.quantity.start, key=lambda time: time.end)
    return next((t for t in reversed(statement.times[max(0, position - 3) : position]) if t.kind == "day" and not t.base), None)


def _days(time: Time, planned: bool) -> Period | None:
    """The days of an expression of time; what is so from a day on is so on that day; an aim for the end of a year is one for
    that year."""
    if time.kind == "since" and time.first:
        return Period(time.first, time.first)
    if time.kind == "term" or time.last is None:
        return None
    if planned and time.kind == "as_of" and (time.last.month, time.last.day) == (12, 31):
        return Period(time.last.replace(month=1, day=1), time.last)
    return Period(time.first, time.last)


def _cumulative(statement: Statement, slot: Slot) -> bool:
    """`cộng dồn 640 ca`: since the first day of the year."""
    norms = [token.norm for token in statement.tokens[slot.left : slot.reading.first]]
    return any(pair in _CUMULATIVE for pair in pairwise(norms))


def _whole_year(time: Time) -> bool:
    return bool(time.first and time.last and (time.first.month, time.last.month) == (1, 12) and time.first.year == time.last.year)


def _of_year(period: Period | None, time: Time) -> Period | None:
    """The same months of the year that `time` names; the days of `time` where there is no such period."""
    if period is None or period.start is None or time.last is None:
        return _days(time, False)
    year = time.last.year
    return Period(same_day(period.start, year), same_day(period.end, year))


def _counts_state(statement: Statement, words: tuple[int, int], slot: Slot) -> bool:
    """True for what is so on a day (`Số người tham gia`, `tỷ lệ`), and not what was done in a time."""
    head = statement.tokens[words[0]].norm if words[0] < words[1] else ""
    return head in ("số", "tỉ", "tổng", "mức") and slot.reading.quantity.unit != "đồng" and wording.counted(statement.tokens, words[0])


def _is_state(statement: Statement, slot: Slot) -> bool:
    """True for what is so (`có 16 xã`, `14/14 trạm`), and not what was done."""
    reading = slot.reading
    words = [t.norm for t in statement.tokens[max(0, reading.first - 4) : reading.first]]
    if reading.quantity.target is not None or slot.relation == "to" or not words or words[-2:] == ["qui", "mô"]:
        return True
    return "đã" not in words and (words[-1] in _IS or reading.quantity.unit in ("%", "‰"))
