"""Numbers in text: value, unit, bound and target of each, and the reason why a number is no quantity.

`.` groups thousands and `,` is the decimal mark (`6.960`, `91,4%`); `a/b` is a result and its target; `7 tỷ 642 triệu
đồng` is one amount. Dates, clock times, codes (`20-NQ/TW`, `mũi 3`, `COVID-19`), ages, ordinals, addresses and counters
are refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Literal, NamedTuple

from kg.extract import periods
from kg.lexicon import Hit, Lexicon, listed, scheme
from kg.model import Bound, Context, Evidence, Quantity, Rejected, Sentence, Token
from kg.text.normalize import fold
from kg.text.tokens import tokens as tokens_of


class Reading(NamedTuple):
    """A quantity and its tokens: all of it is `tokens[first:last]`, its number begins at `number`, its unit at `unit`
    (`unit == noun` where there is none) and ends before `noun`, where a trailing bound (`trở lên`) may follow.

    `ends` tells the lower and the upper end of a range apart; `guessed` is a unit that no scheme knows.
    """

    quantity: Quantity
    first: int
    number: int
    unit: int
    last: int
    noun: int = -1
    ends: Literal["", "from", "to"] = ""
    guessed: bool = False


class Refusal(NamedTuple):
    """A number that is no quantity: `tokens[first:last]` and the reason."""

    first: int
    last: int
    reason: str


_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?$")
_COMMA_GROUPED = re.compile(r"\d{1,3}(?:,\d{3}){2,}$")
_DECIMAL = re.compile(r"\d+,\d+$")
_POINT_DECIMAL = re.compile(r"\d+\.\d{1,2}$")

MULTIPLIERS = {"chục": 10, "trăm": 100, "nghìn": 1000, "ngàn": 1000, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_BEFORE: Lexicon[Bound] = listed(
    {
        "over": "hơn, trên, vượt, vượt mốc, vượt ngưỡng, quá",
        "almost": "gần, ngót",
        "about": "khoảng, xấp xỉ, chừng, tầm, ước chừng, ước khoảng, độ khoảng",
        "at_least": "ít nhất, tối thiểu, không dưới, không ít hơn, ít ra, tối thiểu là, ≥",
        "at_most": "dưới, không quá, tối đa, nhiều nhất, không vượt quá, không hơn, chưa đến, chưa tới, <, ≤",
    }
)
_MORE = frozenset("cao thấp nhiều ít lớn nhỏ kém".split())  # `thấp hơn 5%` is a change
_LONGEST_BOUND = 3  # tokens
_AFTER: Lexicon[Bound] = Lexicon([("trở lên", "at_least"), ("trở xuống", "at_most")])
_MONEY = frozenset({"đồng", "đ", "vnđ", "vnd"})
_PEOPLE = frozenset("cán bộ viên chức đảng viên người đại biểu đồng chí số tổng".split())
# A word that cannot be the noun that a number counts.
_NO_NOUN = frozenset(
    "và hoặc hay là được trong tại so với của cho để đã đạt tăng giảm đến từ theo thì mà trở trên dưới khoảng gồm bằng "
    "có nhưng như sau trước khi nên do vì bởi qua về vào ra lên xuống cùng này đó đang sẽ chiếm còn tiếp thuộc ở mỗi các "
    "những bị không chưa vượt vừa rồi nữa hơn gần cũng đều lại thêm năm tháng nhằm".split()
)
# What stands before a number that is a name or a code: `mũi 3`, `Phường 3`, `Đề án 06`, `số 20`.
_CODES = listed(
    {
        True: (
            "mũi, phường, quận, khu phố, tổ, tổ dân phố, khối, ấp, khóm, thôn, xóm, buôn, đội, cấp, hạng, loại, lớp, khóa, "
            "khoá, kỳ, vòng, đợt, tập, bài, bảng, hình, mục, chương, phần, bước, tuyến, tầng, mức độ, cấp độ, độ, nhóm, số, "
            "điều, khoản, lần, lần thứ, thứ, nhóm tuổi, type, týp, typ, km, giai đoạn, đề án, dự án, tiểu dự án, chương trình, "
            "nghị quyết, quyết định, thông tư, chỉ thị, nghị định, luật, kế hoạch, công văn, văn bản, thông báo, kết luận, "
            "hướng dẫn, quy định, pháp lệnh, tờ trình, công điện, covid, sars, cov, quốc lộ, tỉnh lộ, đường, ngõ, hẻm, số nhà, "
            "phòng, lô, kiệt, chi bộ, cụm, khu vực, zone, vùng, phân khu, trạm, chốt, bệnh viện, trường, tiêu chí, "
            "tiêu chí số, quy chuẩn, công nghiệp, giải, hàm lượng, model, mẫu số, sinh năm, sn, mã, phần mềm, iso, điểm, "
            "đại hội, tháng, ngày, năm, quý, tuần, chiến dịch, tuyến số, ca, f, gói, cột, gộp, cơ sở, lầu, phiên bản, virus, "
            "cúm"
        )
    }
)
# … whatever follows the number; after the others a unit makes it a quantity (`tuyến xã 300 lượt`, `trường 20 lớp`).
_ALWAYS = listed(
    {
        True: (
            "điều, khoản, nghị quyết, quyết định, thông tư, nghị định, chỉ thị, công văn, đề án, quốc lộ, tỉnh lộ, đường, ngõ, "
            "hẻm, số nhà, công điện, phiên bản"
        )
    }
)
_PHONE = listed({True: "điện thoại, fax, hotline, đường dây nóng, đt, sđt, zalo, tel, số tài khoản, stk, mã số, hộp thư, liên hệ"})
_ADDRESS = listed({True: "địa chỉ, trụ sở, số nhà"})
_INCOMES = ("đồng/người", "đồng/năm", "đồng/tháng", "đồng/ngày", "đồng/ha", "đồng/quý")
# Words that begin like a unit.
_NO_UNITS = listed({True: "đồng phạm, đồng bào, đồng đội, đồng nghiệp, bộ luật, bộ trưởng, ca sĩ, con đường, hộ chiếu, hộ lý, giường chiếu"})
_ACCUSED = listed({True: "bị can, bị cáo, bị hại, bị đơn"})
_WHOLES = frozenset("10 100 1.000 1000 10.000 10000 100.000 100000".split())  # of which a rate speaks: /100.000 dân
_CLOCK = frozenset({"giờ", "h", "g", "phút", "giây", "tiếng"})
_SLOGANS = frozenset({"không", "có", "sạch", "tại", "trước", "biết", "dễ", "rõ"})


def find(sentence: Sentence, context: Context) -> list[Quantity]:
    """The quantities that a sentence gives, from left to right.

    >>> from kg.text.tokens import tokens
    >>> text = "Khám cho hơn 21 nghìn lượt người, chi 7 tỷ 642 triệu đồng."
    >>> [(str(q.value), q.bound) for q in find(Sentence(0, len(text), tokens(text), "body", 0, 0), Context())]
    [('21000', 'over'), ('7642000000', 'exact')]
    """
    return [reading.quantity for reading in read(sentence, context)[0]]


def refused(sentence: Sentence, context: Context) -> list[Rejected]:
    """The numbers of a sentence that are no quantities, each with the reason."""
    words = periods.spaced(sentence)
    found = []
    for refusal in read(sentence, context)[1]:
        start, end = sentence.tokens[refusal.first].start, sentence.tokens[refusal.last - 1].end
        found.append(Rejected("kg:Observation", refusal.reason, Evidence(start, end, words[start - sentence.start : end - sentence.start])))
    return found


def read(sentence: Sentence, context: Context, times: Sequence[periods.Time] | None = None) -> tuple[list[Reading], list[Refusal]]:
    """The quantities and the refused numbers of a sentence. `times` are its expressions of time where one has them."""
    tokens = sentence.tokens
    if not any(token.kind == "number" for token in tokens):
        return [], []
    taken = periods.times(sentence, context) if times is None else times
    words = periods.spaced(sentence)
    readings: list[Reading] = []
    refusals: list[Refusal] = []
    index, time = 0, 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind != "number":
            index += 1
            continue
        while time < len(taken) and taken[time].end <= token.start:
            time += 1
        if time < len(taken) and taken[time].start <= token.start:
            refusals.append(Refusal(index, index + 1, "a date or a period"))
            index += 1
            continue
        number = _number(tokens, index)
        previous = readings[-1] if readings else None
        reason = _refused(tokens, index, number, previous, refusals[-1] if refusals else None)
        if reason or number.value is None:
            refusals.append(Refusal(index, number.end, reason or "not a number as this genre writes them"))
            index = number.end
            continue
        readings.append(_reading(sentence, words, index, number))
        index = readings[-1].last
    kept = []
    for reading in _ranges(tokens, readings):
        reason = _unit_refused(tokens, reading)
        if reason:
            refusals.append(Refusal(reading.first, reading.last, reason))
        else:
            kept.append(reading)
    return kept, sorted(refusals)


def amount(text: str) -> Decimal | None:
    """The value of a string that is a number and nothing else, None where it is not one as this genre writes them.

    >>> amount("62.000"), amount("76,8"), amount("hai")
    (Decimal('62000'), Decimal('76.8'), None)
    """
    found = tokens_of(text)
    if not found or found[0].kind != "number":
        return None
    value, end, _ = _plain(found, 0)
    return value if end == len(found) else None


def nothing(sentence: Sentence) -> Reading:
    """A reading of no number, after the last word of a sentence: for words that stand without one."""
    end = len(sentence.tokens)
    return Reading(Quantity(sentence.end, sentence.end, ""), end, end, end, end, end)


# ---------------------------------------------------------------- the number itself


class _Number(NamedTuple):
    """A number's value (None where it is not written as one), target and the token after it."""

    value: Decimal | None
    target: Decimal | None
    end: int
    scaled: bool = False
    pointed: bool = False  # `2.16`, which may be a date or a version


def _number(tokens: Sequence[Token], index: int) -> _Number:
    value, end, pointed = _plain(tokens, index)
    target = None
    if value is not None and _adjacent(tokens, end, "/") and tokens[end + 1].kind == "number":
        target, end, _ = _plain(tokens, end + 1)
    scaled = False
    if value is not None and target is None:
        value, end, scaled = _scaled(tokens, value, end)
    return _Number(value, target, end, scaled, pointed)


def _adjacent(tokens: Sequence[Token], index: int, mark: str) -> bool:
    """A mark with no space around it and a token after it."""
    return (
        index + 1 < len(tokens)
        and tokens[index].text == mark
        and tokens[index - 1].end == tokens[index].start
        and tokens[index].end == tokens[index + 1].start
    )


def _plain(tokens: Sequence[Token], index: int) -> tuple[Decimal | None, int, bool]:
    """The value of the digits at `index`, the token after them, and whether a point may be their decimal mark."""
    digits, end = tokens[index].text, index + 1
    while end < len(tokens) and len(digits) <= 3 + 4 * (end - index - 1) and _next_group(tokens, index, end):
        digits += tokens[end].text  # 103 860: a space may group too
        end += 1
    if _GROUPED.match(digits):
        return Decimal(digits.replace(".", "").replace(",", ".")), end, False
    if _COMMA_GROUPED.match(digits):
        return Decimal(digits.replace(",", "")), end, False
    if _DECIMAL.match(digits):
        return Decimal(digits.replace(",", ".")), end, False
    if _POINT_DECIMAL.match(digits):
        return Decimal(digits), end, True
    return (Decimal(digits), end, False) if digits.isdigit() else (None, end, False)


def _next_group(tokens: Sequence[Token], first: int, index: int) -> bool:
    group = tokens[index]
    before = tokens[index - 1]
    return (
        group.kind == "number"
        and len(group.text) == 3
        and group.text.isdigit()
        and group.start - before.end == 1
        and before.text.isdigit()
        and len(tokens[first].text) <= 3
        and tokens[first].text[0] != "0"
    )


def _scaled(tokens: Sequence[Token], value: Decimal, end: int) -> tuple[Decimal, int, bool]:
    """`21 nghìn`, `7 tỷ 642 triệu`: the value times its multipliers, each smaller than the one before."""
    scale = MULTIPLIERS.get(tokens[end].norm) if end < len(tokens) else None
    if scale is None:
        return value, end, False
    total, end = value * scale, end + 1
    while end < len(tokens) and tokens[end].norm in ("nghìn", "ngàn", "triệu", "tỷ", "tỉ"):  # 5 nghìn tỷ
        total, end = total * MULTIPLIERS[tokens[end].norm], end + 1
    while end + 1 < len(tokens) and tokens[end].kind == "number":
        lower = MULTIPLIERS.get(tokens[end + 1].norm)
        more, after, _ = _plain(tokens, end)
        if lower is None or lower >= scale or more is None or after != end + 1:
            break
        total, end, scale = total + more * lower, end + 2, lower
    return total, end, True


# ---------------------------------------------------------------- what is no quantity


def _refused(tokens: Sequence[Token], index: int, number: _Number, previous: Reading | None, refusal: Refusal | None) -> str:
    """Why the number at `index` is no quantity, by what stands around it; empty where nothing speaks against it."""
    token, end = tokens[index], number.end
    before = tokens[index - 1] if index else None
    after = tokens[end] if end < len(tokens) else None
    glued_before = before is not None and before.end == token.start
    glued_after = after is not None and after.start == tokens[end - 1].end
    unit = _unit_follows(tokens, end)
    if before and before.kind == "word" and glued_before and (before.capital or len(before.text) == 1):
        return "part of a name or code"  # F1, CK2, H5N1
    if before and before.text in "-–" and glued_before and index > 1 and tokens[index - 2].end == before.start and tokens[index - 2].kind == "word":
        return "part of a name or code"  # COVID-19
    if before and before.text in "-–" and index > 1 and tokens[index - 2].norm in ("covid", "cov", "covi"):
        return "part of a name or code"
    if before and before.norm in ("covid", "sars", "cov"):
        return "part of a name or code"
    if _chained(tokens, index, end):
        return "part of a name or code"  # 95-95-95, 20-NQ/TW, 54/2015/TT-BYT
    if index == 0 and after is not None and after.text in ".)" and end < len(tokens) and glued_after:
        return "a counter"
    if index == 0 and number.pointed and not unit:
        return "a counter"
    if after is not None and after.kind == "word" and glued_after and not (unit and after.text.islower()) and after.norm not in MULTIPLIERS:
        return "a clock time" if after.norm in ("h", "g") else "part of a name or code"  # 18h30, 5K, 4A
    if after is not None and after.norm in _CLOCK and number.target is None:
        return "a clock time or a duration"
    if after is not None and after.text == ":" and glued_after and end + 1 < len(tokens) and tokens[end + 1].kind == "number" and tokens[end + 1].start == after.end:
        return "a clock time"
    if before and before.text == ":" and glued_before and index > 1 and tokens[index - 2].kind == "number" and tokens[index - 2].end == before.start:
        return "a clock time"
    if number.target is not None and _fraction_refused(tokens, index, number, unit):
        return _fraction_refused(tokens, index, number, unit)
    if number.pointed and not unit:
        return "a date or a code"
    if number.value is not None and len(token.text) >= 9 and token.text.isdigit():
        return "a telephone number or a code"
    if _cued(tokens, index, _PHONE, 6):
        return "a telephone number or a code"
    if _cued(tokens, index, _ADDRESS, 4) and (index < 4 or tokens[index - 1].text == ":"):
        return "an address"
    if _code_before(tokens, index, unit, previous):
        return "an ordinal, a name or a code"
    if refusal and refusal.reason == "an ordinal, a name or a code" and refusal.last == index - 1 and before and before.norm in (",", "và", "-", "–", "đến") and not unit:
        return "an ordinal, a name or a code"  # các phường 1, 2 và 3
    if not unit and number.target is None and not number.scaled and re.fullmatch(r"(?:19|20)\d\d", token.text):
        return "a year"
    if after is not None and (after.norm == "tết" or (after.norm == "cấp" and not number.scaled and len(token.text) == 1)):
        return "part of a name or code"  # 30 Tết, chính quyền 2 cấp
    if before and before.norm == "h" and index > 1 and tokens[index - 2].end == before.start and tokens[index - 2].kind == "number":
        return "a clock time"  # 15h 40
    if after is not None and after.norm == "điều" and (end + 1 >= len(tokens) or tokens[end + 1].norm not in ("dưỡng", "trị")):
        return "the number of a rule"
    if after is not None and after.norm in _SLOGANS and not number.scaled and len(token.text) == 1 and end + 1 < len(tokens):
        if (before is not None and before.text in "\"“'‘") or tokens[end + 1].kind in ("number", "mark"):
            return "part of a slogan"
    return ""


def _fraction_refused(tokens: Sequence[Token], index: int, number: _Number, unit: bool) -> str:
    value, target = number.value, number.target
    if value is None or target is None:
        return "a date or a code"
    after = tokens[number.end].norm if number.end < len(tokens) else ""
    noun = number.end < len(tokens) and tokens[number.end].kind == "word" and after not in _NO_NOUN
    if (value, target) == (24, 24) or after in _CLOCK or (value == 24 and target == 7):
        return "a clock time"
    if after in ("hàng", "hằng"):
        return "a date"
    if target <= 4 and value < target and (not noun or after in _PEOPLE):
        return "a fraction"
    if not noun and after not in ("%", "(", ",", ";", ".", "đạt") and value <= 31 and target <= 12:
        return "a date"
    if not noun and value <= 31 and target <= 12 and index and tokens[index - 1].norm not in (":", "là", "đạt", "có", "được"):
        return "a date"
    return ""


def _chained(tokens: Sequence[Token], index: int, end: int) -> bool:
    """A number that dashes or slashes without spaces tie to capitals, or to two more numbers."""
    if end + 1 < len(tokens) and _adjacent(tokens, end, tokens[end].text) and tokens[end].text in "-–/":
        follower = tokens[end + 1]
        if (follower.kind == "word" and follower.text.isupper() and len(follower.text) > 1) or (follower.kind == "number" and tokens[end].text == "/"):
            return True
    first, last = index, end - 1
    while first >= 2 and _tied(tokens, first - 1) and tokens[first - 2].kind == "number":
        first -= 2
    while last + 2 < len(tokens) and _tied(tokens, last + 1) and tokens[last + 2].kind == "number":
        last += 2
    if last - first >= 4:
        return True
    return index > 1 and tokens[index - 1].text == "/" and _tied(tokens, index - 1) and tokens[index - 2].text.isupper() and not _unit_follows(tokens, end)


def _tied(tokens: Sequence[Token], index: int) -> bool:
    return tokens[index].text in "-–/" and _adjacent(tokens, index, tokens[index].text)


def _code_before(tokens: Sequence[Token], index: int, unit: bool, previous: Reading | None) -> bool:
    """A word right before the number that makes it a name: `mũi 3`; with a unit after it only where nothing else is meant."""
    for start in range(max(0, index - 3), index):
        hit = _CODES.at(tokens, start)
        if hit is None or hit.end != index:
            continue
        if previous and previous.last > start:
            return False  # `12 phường 30 khóm`: the word is what the number before it counts
        if _ALWAYS.at(tokens, start) and _ALWAYS.at(tokens, start).end == index:  # type: ignore[union-attr]
            return True
        if tokens[index - 1].norm == "số" and index > 1 and tokens[index - 2].norm not in ("tổng", "con", "một"):
            return True
        if tokens[start].norm in ("thứ", "lần") or (index - start > 1 and tokens[index - 1].norm in ("thứ", "số")):
            return True
        if unit:
            return tokens[start].capital and not tokens[start].text.isupper() and start > 0 and tokens[start].norm in ("phường", "quận", "khu", "tổ", "khối")
        return True
    return False


def _cued(tokens: Sequence[Token], index: int, cues: Lexicon[bool], reach: int) -> bool:
    for start in range(max(0, index - reach), index):
        if cues.at(tokens, start) and not any(t.text in ".;," for t in tokens[start:index]):
            return True
    return False


def _unit_refused(tokens: Sequence[Token], reading: Reading) -> str:
    """Why a quantity with this unit is none; empty where it is one."""
    said = fold(reading.quantity.unit).split()
    unit = said[0] if said else ""
    after = tokens[reading.last].norm if reading.last < len(tokens) else ""
    second = said[1] if len(said) > 1 else after
    before = tokens[reading.first - 1].norm if reading.first else ""
    if unit == "tuổi" or (unit in ("tháng", "năm", "ngày") and "tuổi" in (second, after)):
        return "" if any(t.norm == "thọ" for t in tokens[max(0, reading.first - 8) : reading.first]) else "an age"
    if unit in ("năm", "tháng", "tuần", "giờ", "phút", "giây", "tiếng", "đêm", "thập", "thế"):
        return "a duration"
    if unit == "ngày" and len(said) == 1 and not _of_days(tokens, reading.first):
        return "a duration"
    if unit == "phiếu" or (unit == "đồng" and second == "chí"):
        return "a count of votes or of those elected"
    if "/" in reading.quantity.unit and reading.quantity.unit.startswith("đồng/") and not reading.quantity.unit.startswith(_INCOMES):
        return "the price of one"
    if unit == "lần" and before in ("tuần", "tháng", "năm", "ngày", "thai", "từ") and said[-1] != "lượt":
        return "a limit inside an indicator"
    return ""


def _of_days(tokens: Sequence[Token], index: int) -> bool:
    """True where the words before name an indicator counted in days (`ngày điều trị trung bình 5,8 ngày`)."""
    return any(t.norm == "ngày" and i + 1 < index and tokens[max(0, index - 8) + i + 1].norm != "càng" for i, t in enumerate(tokens[max(0, index - 8) : index])) or (
        index > 0 and tokens[index - 1].norm in ("tăng", "giảm")
    )


# ---------------------------------------------------------------- unit and bound


@cache
def units() -> Lexicon[str]:
    """The units of `ontology/units.ttl` by all their labels."""
    return Lexicon((label, concept.label) for concept in scheme("units") for label in concept.labels)


def _unit_at(tokens: Sequence[Token], index: int) -> Hit[str] | None:
    """The unit at `index`; a word that only begins like one is none (`đồng phạm`, `Bộ luật`)."""
    hit = units().at(tokens, index)
    if hit is None or _NO_UNITS.at(tokens, index):
        return None
    return None if hit.end == index + 1 and tokens[index].capital and not tokens[index].text.isupper() else hit


def _unit_follows(tokens: Sequence[Token], index: int) -> bool:
    if index >= len(tokens):
        return False
    return tokens[index].text in "%‰" or tokens[index].norm in MULTIPLIERS or _unit_at(tokens, index) is not None


def _reading(sentence: Sentence, words: str, index: int, number: _Number) -> Reading:
    tokens = sentence.tokens
    begin, noun, name, guessed = _unit(tokens, number.end, number.scaled)
    last = noun
    value = number.value or Decimal(0)
    if name and not guessed and name not in ("%", "‰") and _whole(tokens, index, name):
        value = Decimal(tokens[index].text.replace(",", ""))
    first, bound = _bound_before(tokens, index)
    trailing = _AFTER.at(tokens, last) if last < len(tokens) else None
    if trailing:
        last, bound = trailing.end, trailing.value
        if first and tokens[first - 1].norm == "từ":
            first -= 1
    start, end = tokens[first].start, tokens[max(last, number.end) - 1].end
    text = words[start - sentence.start : end - sentence.start]
    quantity = Quantity(start, end, text, value, name, bound, number.target)
    return Reading(quantity, first, index, begin, max(last, number.end), max(noun, number.end), "", guessed)


def _whole(tokens: Sequence[Token], index: int, unit: str) -> bool:
    """`12,345 lượt`: what is counted one by one has no thousandths, so the comma groups."""
    return re.fullmatch(r"\d{1,3},\d{3}", tokens[index].text) is not None and unit.split(maxsplit=1)[0] in ("lượt", "ca", "người", "trường", "bệnh", "hộ", "em", "trẻ", "liều", "mũi")


def _unit(tokens: Sequence[Token], index: int, scaled: bool) -> tuple[int, int, str, bool]:
    """The unit at `index`: its first token, the token after it, its name, and whether no scheme knows it."""
    if index >= len(tokens):
        return index, index, "đồng" if scaled and tokens[index - 1].norm in ("tỷ", "tỉ") else "", False
    token = tokens[index]
    if token.text in "%‰":
        return index, _rate_end(tokens, index + 1), token.text, False
    hit = _unit_at(tokens, index)
    if hit:
        end = _rate_end(tokens, hit.end)
        said = _joined(tokens[index:end])
        return index, end, hit.value if hit.value in ("%", "‰", "đồng") and end == hit.end else said, False
    if scaled and tokens[index - 1].norm in ("tỷ", "tỉ"):
        return index, index, "đồng", False
    if accused := _ACCUSED.at(tokens, index):
        return index, accused.end, _joined(tokens[index : accused.end]), False
    if token.kind == "word" and len(token.text) > 1 and token.norm not in _NO_NOUN and token.norm not in MULTIPLIERS:
        for end in range(index + 2, min(index + 4, len(tokens) - 1)):
            if tokens[end].text == "/" and tokens[end + 1].kind == "number":  # bé trai/100 bé gái
                last = _rate_end(tokens, end)
                return index, last, _joined(tokens[index:last]), False
        return index, index + 1, token.text.lower(), True
    return index, index, "", False


def _rate_end(tokens: Sequence[Token], index: int) -> int:
    """The end of `/vạn dân`, `/người/tháng`, `/100 bé gái` after a unit."""
    while index + 1 < len(tokens) and tokens[index].text == "/":
        end = index + 1
        if tokens[end].kind == "number":
            if tokens[end].text not in _WHOLES:
                return index
            end += 1
        if end < len(tokens) and tokens[end].norm in MULTIPLIERS:
            end += 1
        hit = _unit_at(tokens, end) if end < len(tokens) else None
        if hit:
            end = hit.end
        elif end < len(tokens) and _nounlike(tokens[end]):
            end += 1 + (end + 1 < len(tokens) and _nounlike(tokens[end + 1]))
        elif end == index + 1:
            return index
        index = end
    return index


def _nounlike(token: Token) -> bool:
    return token.kind == "word" and token.norm not in _NO_NOUN and token.norm not in MULTIPLIERS and not token.capital


def _joined(tokens: Sequence[Token]) -> str:
    words = [tokens[0].text]
    for before, token in zip(tokens, tokens[1:], strict=False):
        words.append(token.text if before.end == token.start or "/" in (before.text, token.text) else " " + token.text)
    return "".join(words) if "/" in words else "".join(words).lower()


def _bound_before(tokens: Sequence[Token], index: int) -> tuple[int, Bound]:
    """The first token of the bound that ends right before token `index`, and the bound."""
    for start in range(max(0, index - _LONGEST_BOUND), index):
        hit = _BEFORE.at(tokens, start)
        if hit and hit.end == index and not (start and hit.value == "over" and tokens[start - 1].norm in _MORE):
            return start, hit.value
    return index, "exact"


def _ranges(tokens: Sequence[Token], readings: list[Reading]) -> list[Reading]:
    """`từ 400 đến 600 lượt` and `400 - 600 lượt` are two quantities, at least the one and at most the other."""
    done: list[Reading] = []
    for reading in readings:
        lower = done[-1] if done else None
        if lower and not lower.ends and lower.last == reading.first - 1 and (lower.unit == lower.noun or lower.quantity.unit == "%"):
            between = tokens[lower.last].norm
            begun = lower.first > 0 and tokens[lower.first - 1].norm == "từ"
            if (between in ("-", "–") or (between in ("đến", "tới") and (begun or lower.unit == lower.noun))) and lower.quantity.value < reading.quantity.value and lower.quantity.target is None:
                unit = reading.quantity.unit
                lower = _same_scale(tokens, lower, reading)
                done[-1] = lower._replace(quantity=_with(lower.quantity, "at_least", unit), first=lower.first - begun, ends="from")
                reading = reading._replace(quantity=_with(reading.quantity, "at_most", unit), ends="to")
        done.append(reading)
    return done


def _same_scale(tokens: Sequence[Token], lower: Reading, upper: Reading) -> Reading:
    """`300 - 500 nghìn đồng`: the multiplier of the upper end is that of the lower one too."""
    plain, end, _ = _plain(tokens, upper.number)
    if not plain or _plain(tokens, lower.number)[1] != lower.unit or upper.quantity.value == plain:
        return lower
    return lower._replace(quantity=replace(lower.quantity, value=lower.quantity.value * (upper.quantity.value / plain)))


def _with(quantity: Quantity, bound: Bound, unit: str) -> Quantity:
    return replace(quantity, unit=unit, bound=bound)
