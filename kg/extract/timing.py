"""When a number holds: the period that its own words give, else its clause, its paragraph or list, else the article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from itertools import pairwise

from kg.extract.clauses import Slot
from kg.extract.periods import RUNNING
from kg.extract.statements import Statement
from kg.extract.times import Time, same_day, today
from kg.lexicon import listed
from kg.model import Article, Context, DateMention, Period
from kg.values import dataclass

_LONGEST_BRACKET = 20  # tokens
_SHORT_ACT = 3  # tokens
_BEGUN = timedelta(days=20)
CAMPAIGN = timedelta(days=62)  # no campaign takes longer
_LOOSE = frozenset("sau trước giữa đầu cuối đợt".split())  # `thiếu nước sau đợt lũ giữa tháng 10` is not of that month
_STAFF = frozenset({"giường", "giường bệnh", "bác sĩ", "điều dưỡng", "nhân viên", "cán bộ", "viên chức", "y sĩ", "dược sĩ", "hộ sinh"})
_STATES = ("số ", "tổng ", "mức ", "tỷ ", "tỉ ")
_BALANCES = ("số dư", "dư nợ", "tổng dư nợ", "nợ ", "công nợ", "tổng nợ", "nguyên giá", "tổng nguyên giá", "tồn quỹ")  # of money
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
# Events of several days that only tell of what was done, against those on which it was done.
_CONFERENCES = listed({True: "hội nghị, đại hội, kỳ họp, phiên họp, cuộc họp, hội thảo, tập huấn, giao ban, sơ kết, tổng kết"})
# What is given at an event.
_AWARDS = listed({True: "giấy khen, bằng khen, kỷ niệm chương, tuyên dương, biểu dương, danh hiệu, tiền thưởng"})
# What is said and decided at the meeting of an assembly or with voters.
_SESSION = listed({True: "ý kiến, kiến nghị, lượt cử tri, cử tri phát biểu, nghị quyết, tham luận, tờ trình, lượt ý kiến"})


_DECIDES = listed({True: "thông qua, biểu quyết, biểu quyết thông qua"})


@dataclass(frozen=True, slots=True)
class Carried:
    """The time that a paragraph or heading said last; `yearly` where the heading goes through the years (`quý I các năm`),
    `activity` where the article tells of an event that is itself what is counted, see `activity`; `stretch` is the last period
    that the paragraph said, for what is done in a time, where `time` is a day on which something is so (`Hiện …`); `gifts` where it
    tells what was given at the event; `counted` is what the number counts, which may have been said before it."""

    time: Time | None = None
    yearly: bool = False
    activity: bool = False
    stretch: Time | None = None
    gifts: bool = False
    counted: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """A number's period, and whether its own words gave it, so that what follows in its sentence shares it."""

    period: Period | None
    said: bool = False


def activity(article: Article) -> bool:
    """True where the article tells of days on which something was done (`ngày hội hiến máu`, `khám bệnh miễn phí`, a campaign of
    several days), and not only met about: its counts are of these days. The title says so, or a sentence that names the day."""
    day, days = article.context.event_day, article.context.event
    for sentence, mentions in zip(article.sentences, article.mentions, strict=True):
        dated = sentence.block in ("body", "item") and any(isinstance(m, DateMention) and m.day == day for m in mentions)
        told = day is not None and (sentence.block == "title" or dated)
        campaign = days and dated and not _CONFERENCES.among(sentence.norms)
        if told and (campaign or _ACTIVITIES.among(sentence.norms)):
            return True
    return False


def own(statement: Statement, slot: Slot) -> Time | None:
    """The time among the words right before the number, or before it in the same brackets: `(năm 2022: 3,07 điểm)`."""
    inside = [t for t in statement.times_in(slot.left, slot.reading.first) if not t.base or slot.bracket]
    if not inside and slot.bracket:
        inside = list(statement.times_in(_opened(statement, slot), slot.reading.first))
    return inside[-1] if inside and not _parted(statement, inside[-1], slot) else None


def _opened(statement: Statement, slot: Slot) -> int:
    """The bracket that opens before a number; the number itself where none stands near."""
    first = slot.reading.first
    return next((i for i in range(first - 1, max(-1, first - _LONGEST_BRACKET), -1) if statement.tokens[i].text == "("), first)


def _parted(statement: Statement, time: Time, slot: Slot) -> bool:
    """`phát động thi đua năm 2031 và quyên góp được 6 triệu đồng`: what stands after `và` is another act."""
    after = bisect_left(statement.tokens, time.end, key=lambda token: token.start)
    words = statement.tokens[after : slot.cue]
    return len(words) > _SHORT_ACT and words[0].norm == "và"


def timing(statement: Statement, slot: Slot, context: Context, carried: Carried, before: Timing | None, planned: bool) -> Timing:
    """The period of a number. `before` is the timing of the number before it in the sentence."""
    norms = statement.sentence.norms
    time = own(statement, slot) or _behind(statement, slot)
    said = time is not None and not slot.bracket
    if time is None and slot.bracket and before and (opened := _opened(statement, slot)) < slot.reading.first:
        if norms[opened + 1 : opened + 3] == ("trong", "đó"):
            return before  # `tăng 5% so với năm 2021 (trong đó: tại Trung tâm 90 lượt; …)`
        if not slot.relation and (base := _last_base(statement, slot)):
            return Timing(_of_year(before.period, base))
    opening = _opening(statement, slot)
    dated = opening is not None and opening.kind in ("as_of", "day")  # `Đến ngày 30/9, … số người đang điều trị là 90`
    if time is None and not (planned or dated) and "đang" in norms[slot.left : slot.reading.first]:
        return Timing(_day(context), True)
    if time is None and context.review and context.review.start and not slot.bracket and _cumulative(statement, slot):
        return Timing(since_new_year(context.review.end), True)
    time = opening if time is None or (time.kind == "term" and opening) else time  # `đến ngày 5/3, năm học 2023-2024, …`
    if time and time.kind in ("as_of", "now", "stretch") and time.last and _cumulative(statement, slot):
        return Timing(since_new_year(time.last), True)  # `cộng dồn đến hết tháng 7`
    if time and time.kind == "as_of" and _ends_campaign(time, context) and not _is_state(statement, slot):
        return Timing(context.event or context.review, said)
    if time is not None:
        yearly = carried.yearly and carried.time is not None and _whole_year(time)
        return Timing(_of_year(_days(carried.time, False), time) if yearly and carried.time else _days(time, planned), said)
    if before and before.said and not slot.bracket:
        return before
    if planned:
        aim = _days(carried.time, True) if carried.time else None
        return Timing(aim if ahead(aim, context) else None)
    if statement.at_event or carried.gifts or slot.relation == "lack":
        return Timing(_day(context))
    if carried.time and (carried.time.kind not in ("as_of", "now", "since") or _counts_state(carried, slot)):
        return Timing(_days(carried.time, False))
    if carried.stretch:
        return Timing(_days(carried.stretch, False))
    if context.event_day and (_AWARDS.among(norms[slot.left : slot.right]) or _DECIDES.among(norms[slot.left : slot.reading.first])):
        return Timing(_day(context))
    if context.review and not _running(context):
        return Timing(_day(context) if _has_staff(statement, slot) else context.review)
    if before and slot.left == slot.cue:
        return before  # `có 9 y sĩ; 3 máy thở`
    if context.event_day and _SESSION.among(norms[slot.left : slot.right]):
        return Timing(_day(context))
    if carried.activity:
        return Timing(_event(context))
    return Timing(_day(context) if _is_state(statement, slot) else year_of(context))


def _running(context: Context) -> bool:
    """True where the period that title and lead name goes on long after the report (`phát động phong trào năm 2031` in May): it
    is no review then."""
    now = _told(context)
    return bool(now and context.review and context.review.end - now > RUNNING)


def over(period: Period | None, context: Context) -> bool:
    """True for days that the report looks back on, its own among them."""
    now = _told(context)
    return period is not None and now is not None and period.end <= now


def _told(context: Context) -> date | None:
    """The day on which the report was made: that of publication, which may be some days after the event."""
    day, issued = today(context), context.issued or context.near
    return max(day, issued) if day and issued else day or issued


def ahead(period: Period | None, context: Context) -> bool:
    """True for days that lie ahead of the report, or have just begun and go on long after it."""
    now = _told(context) or (context.review.end if context.review else None)
    if period is None or period.start is None or now is None:
        return False
    if context.event_day is None and context.issued is None and context.review is None:
        now += RUNNING  # of an article that tells no day of its own, the day is a guess
    return period.start > now or (period.end > now and now - period.start < _BEGUN < period.end - now)


def aimed_for(period: Period | None, now: date | None = None) -> Period | None:
    """The days of an aim: one for the end of a year is one for that year, if it is not the year of `now`."""
    if (
        period
        and period.start == period.end
        and (period.end.month, period.end.day) == (12, 31)
        and not (now and now.year == period.end.year)
    ):
        return since_new_year(period.end)
    return period


def of(time: Time) -> Timing:
    """The timing of a number that an expression of time is said to be of."""
    return Timing(_days(time, False))


def _day(context: Context) -> Period | None:
    day = today(context)
    return Period(day, day) if day else None


def _event(context: Context) -> Period | None:
    """The days of the main event."""
    return context.event or _day(context)


def since_new_year(day: date) -> Period:
    """The days of a year up to one of them: of what is added up.

    >>> since_new_year(date(2031, 5, 3)).label
    '2031-01-01..2031-05-03'
    """
    return Period(day.replace(month=1, day=1), day)


def year_of(context: Context) -> Period | None:
    """The year of the report, None where no day is known.

    >>> year_of(Context(issued=date(2031, 5, 3))).label
    '2031-01-01..2031-12-31'
    """
    day = today(context)
    return Period(date(day.year, 1, 1), date(day.year, 12, 31)) if day else None


def _behind(statement: Statement, slot: Slot) -> Time | None:
    """The first time among the words after the number (`41.385 lượt năm 2022`), or after the next number where `và` joins the two
    and a year is told: `12 giường và 4 y sĩ năm 1981`."""
    if not statement.times:
        return None
    time, following = _next(statement, slot), statement.slot_after(slot)
    if time is None and following and following.linked and statement.tokens[following.left].norm == "và":
        time = _next(statement, following)
        return time if time and _whole_year(time) else None
    return time


def _next(statement: Statement, slot: Slot) -> Time | None:
    """The first time among the words after the number."""
    for time in statement.times_in(slot.after, slot.right):
        at = next(i for i in range(slot.after, slot.right) if statement.tokens[i].start >= time.start)
        if not time.base and time.kind != "since" and statement.tokens[at - 1].norm not in _LOOSE and not _merit(statement, slot.after, at):
            return time
    return None


def _merit(statement: Statement, start: int, end: int) -> bool:
    """`tặng Giấy khen cho 5 cá nhân có thành tích xuất sắc năm 2030`: the year is that of what they did."""
    norms = statement.sentence.norms[start:end]
    return ("thành", "tích") in pairwise(norms) or ("đóng", "góp") in pairwise(norms)


def _ends_campaign(time: Time, context: Context) -> bool:
    """`đến hết ngày 25/9 đã kiểm tra 38 quán`: the last of the days from … to … that the article is about."""
    days = context.event or context.review
    return bool(days and days.start and time.last == days.end and days.end - days.start < CAMPAIGN)


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
    period = Period(time.first, time.last)
    return aimed_for(period) if planned and time.kind == "as_of" else period


def cumulative(statement: Statement) -> bool:
    """True for a sentence that only adds up (`Cộng dồn từ đầu năm đến nay: 90 ca`): the next one is of the time before it."""
    return statement.cumulative[:1] == (0,)


def _cumulative(statement: Statement, slot: Slot) -> bool:
    """`cộng dồn 640 ca`, `số mắc cộng dồn cao nhất: xã … 12 ca; …`: since the first day of the year."""
    said, first = statement.cumulative, slot.reading.first
    before = bisect_left(said, first)
    opens = statement.sums_up and not slot.bracket  # `Tính lũy kế, huyện A có 90 ca, kế đến là huyện B 70 ca`
    return before > 0 and (said[before - 1] >= slot.left or said[0] < statement.listed_from <= first or opens)


def _whole_year(time: Time) -> bool:
    return bool(time.first and time.last and (time.first.month, time.last.month) == (1, 12) and time.first.year == time.last.year)


def _of_year(period: Period | None, time: Time) -> Period | None:
    """The same months of the year that `time` names; the days of `time` where there is no such period."""
    if period is None or period.start is None or time.last is None:
        return _days(time, False)
    year = time.last.year
    return Period(same_day(period.start, year), same_day(period.end, year))


def _counts_state(carried: Carried, slot: Slot) -> bool:
    """True for what is so on a day (`Số người tham gia`, `tỷ lệ`), and not what was done in a time."""
    return carried.counted.lower().startswith(_BALANCES if slot.reading.quantity.unit == "đồng" else _STATES)


def _has_staff(statement: Statement, slot: Slot) -> bool:
    """`Khoa có 26 giường, 8 bác sĩ`: whom and what a body has to work with, told outside the review of its work."""
    unit = slot.reading.quantity.unit
    bare = all(token.kind == "mark" for token in statement.tokens[slot.after : slot.right])  # and not `7 bác sĩ đi học`
    return unit in _STAFF and bare and _is_state(statement, slot) and slot.reading.quantity.target is None


def _is_state(statement: Statement, slot: Slot) -> bool:
    """True for what is so (`có 16 xã`, `14/14 trạm`), and not what was done."""
    reading = slot.reading
    words = [t.norm for t in statement.tokens[max(0, reading.first - 4) : reading.first]]
    if reading.quantity.target is not None or slot.relation == "to" or not words or words[-2:] == ["qui", "mô"]:
        return True
    return "đã" not in words and (words[-1] in _IS or reading.quantity.unit in ("%", "‰"))
