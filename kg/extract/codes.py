"""Numbers that are no quantities: dates, clock times, codes, ordinals, ages, addresses, counters; each with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract import reasons, units
from kg.extract.amounts import MULTIPLIERS, Amount, adjacent
from kg.lexicon import Lexicon, listed
from kg.model import Token
from kg.text.normalize import fold

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
            "cúm, tiểu khu, khoảnh, thửa"
        )
    }
)
# … whatever follows the number; after the others a unit makes it a quantity (`tuyến xã 300 lượt`, `trường 20 lớp`).
_ALWAYS = listed(
    {
        True: (
            "điều, khoản, nghị quyết, quyết định, thông tư, nghị định, chỉ thị, công văn, đề án, quốc lộ, tỉnh lộ, đường, ngõ, "
            "hẻm, số nhà, công điện, phiên bản, tầng, tiểu khu, khoảnh"
        )
    }
)
GRADES = frozenset("12345")  # `14 tiêu chí đạt mức 5`
_LONGEST_CODE = 3  # tokens
_COUNTED_NUMBERS = frozenset({"tổng", "con", "một"})  # `tổng số 252` is no number of a document
_OPENS_CLAUSE = frozenset({",", ";", ":", ".", "“", '"', "biết"})
_NUMBERED_UNITS = frozenset({"phường", "quận", "khu", "tổ", "khối"})
_PHONE = listed({True: "điện thoại, fax, hotline, đường dây nóng, đt, sđt, zalo, tel, số tài khoản, stk, mã số, hộp thư, liên hệ"})
_ADDRESS = listed({True: "địa chỉ, trụ sở, số nhà"})
_CUE_REACH = 6  # tokens
_CLOCK = frozenset({"giờ", "h", "g", "phút", "giây", "tiếng"})
_DURATIONS = frozenset("năm tháng tuần giờ phút giây tiếng đêm thập thế".split())
_TRAVELS = listed({True: "cách, cách đó, cách xa, xa, chạy, chạy được, đi bộ, đi xa, đi về, đi hơn, vượt, vượt qua, quãng đường"})
_CLOSE = 4  # tokens
_HAS = frozenset("có gồm với cao xây được là tổng thêm".split())
_THOSE = frozenset({"này", "đó", "ấy", "kia"})  # `3 xã này` were counted before
_SPANS = frozenset("ngày tuần tháng quý năm".split())
_GIVING = frozenset("nâng cung trợ phụ trao".split())
_SURVEYS = frozenset({"khảo", "hỏi", "góp"})  # phiếu khảo sát, phiếu hỏi, phiếu góp ý
_SURVEY = 30  # tokens in which a survey was spoken of
_SLOGANS = frozenset({"không", "có", "sạch", "tại", "trước", "biết", "dễ", "rõ"})
_VIRUSES = frozenset({"covid", "sars", "cov"})
_PEOPLE = frozenset("cán bộ viên chức đảng viên người đại biểu đồng chí số tổng".split())
_INCOMES = ("đồng/người", "đồng/năm", "đồng/tháng", "đồng/ngày", "đồng/ha", "đồng/quý")
_PARTS = frozenset("hướng nhóm tổ đoàn mũi đội điểm cánh đợt giai bước bàn kíp ca lượt".split())  # chia làm 2 hướng
_ELECTED = frozenset({"gồm", "bầu", "cùng", "định"})
_EACH = frozenset({"tuần", "tháng", "năm", "ngày", "thai", "từ"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_LONG_CODE = 9  # digits
_LONG_DOSE = 4  # digits
_LONGEST_CHAIN = 3  # numbers


def refused(tokens: Sequence[Token], index: int, number: Amount, counted_to: int, last: tuple[int, str]) -> str:
    """Why the number at `index` is no quantity, by what stands around it; empty where nothing speaks against it.

    `counted_to` is the token after the quantity before it (0 where there is none), `last` the token after the number
    refused last and its reason.
    """
    unit = units.follows(tokens, number.end)
    return (
        _in_a_name(tokens, index, number, unit)
        or _in_a_time(tokens, index, number)
        or _bare_day(tokens, index, number, unit)
        or _limit(tokens, index, number, unit, counted_to)
        or (
            reasons.CODE if number.value == 0 and number.end < len(tokens) and tokens[number.end].norm == "đồng" else ""
        )  # phiên chợ 0 đồng
        or (reasons.CODE if index and not unit and tokens[index - 1].norm == "mức" and tokens[index].text in GRADES else "")
        or _fraction(tokens, index, number)
        or _counter(tokens, index, number, unit)
        or _numbered(tokens, index, number, unit, counted_to, last)
    )


def refused_unit(tokens: Sequence[Token], first: int, last: int, unit: str) -> str:
    """Why a quantity with this unit, tokens[first:last], is none; empty where it is one."""
    said = fold(unit).split()
    head = said[0] if said else ""
    second = said[1] if len(said) > 1 else tokens[last].norm if last < len(tokens) else ""
    before = [token.norm for token in tokens[max(0, first - 8) : first]]
    if head == "tuổi" or (head in ("tháng", "năm", "ngày") and second == "tuổi"):
        return "" if "thọ" in before else reasons.AGE
    times, _, each = unit.partition("/")
    if (times in _SPANS and each == "lần") or (times == "lần" and each in _SPANS):
        return reasons.FREQUENCY
    if head in _DURATIONS or (said == ["ngày"] and not _in_days(before)):
        return reasons.DURATION
    if (head == "phiếu" and not _surveyed(tokens, first, last)) or (unit == "đồng chí" and _ELECTED.intersection(before)):
        return reasons.VOTES
    if head == "độ" and {"cận", "viễn", "loạn", "nhiệt", "sốt"}.intersection(before[-3:]):
        return reasons.DEGREE
    if said[:2] == ["nhiệm", "kỳ"]:
        return reasons.DURATION
    if (head in ("m", "km") or said == ["cây", "số"]) and _TRAVELS.find(tokens[max(0, first - _CLOSE) : first]):
        return reasons.DISTANCE
    if head in ("tầng", "chỗ") and before and (before[-1] not in _HAS or before[-2:] == ["cao", "cao"]):
        return reasons.SIZE
    if head in ("mg", "mcg", "lát") or (head == "ml" and len(tokens[first].text) < _LONG_DOSE):
        return reasons.SIZE  # a dose, a bottle, a device
    if last < len(tokens) and tokens[last].norm in _THOSE:
        return reasons.SAID
    if head in _PARTS and before[-2:] in (["chia", "làm"], ["chia", "thành"]):
        return reasons.MANNER
    if unit.startswith(("đồng/", "USD/")) and not unit.startswith(_INCOMES):
        return reasons.PRICE
    if unit == "con" and before and before[-1] in ("sinh", "đẻ"):
        return reasons.FOR_ONE  # how many children a couple has
    if tokens[last - 1].norm in ("lên", "xuống") and tokens[first].norm == "từ" and _counted_just(tokens, first):
        return reasons.LIMIT  # `8 nhà từ 3 người trở lên`
    if head == "lần" and before and before[-1] in _EACH:
        return reasons.LIMIT
    return ""


def _surveyed(tokens: Sequence[Token], first: int, last: int) -> bool:
    """`phát ra 90 phiếu khảo sát`: and not votes."""
    return any(token.norm in _SURVEYS for token in tokens[max(0, first - _SURVEY) : last + 2])


def _counted_just(tokens: Sequence[Token], first: int) -> bool:
    """True where a count with its noun stands right before token `first`."""
    near = tokens[max(0, first - _CLOSE) : first]
    return (
        bool(near)
        and near[-1].kind == "word"
        and any(token.kind == "number" for token in near)
        and all(token.kind != "mark" for token in near)
    )


def _in_a_name(tokens: Sequence[Token], index: int, number: Amount, unit: bool) -> str:
    """`F1`, `CK2`, `COVID-19`, `20-NQ/TW`, `95-95-95`, `5K`, `18h30`."""
    before = tokens[index - 1] if index else None
    earlier = tokens[index - 2] if index > 1 else None
    after = tokens[number.end] if number.end < len(tokens) else None
    glued = before is not None and before.end == tokens[index].start
    if before and before.kind == "word" and ((glued and (before.capital or len(before.text) == 1)) or before.norm in _VIRUSES):
        return reasons.CLOCK if before.norm == "h" and earlier and earlier.kind == "number" else reasons.CODE
    if before and before.text == "+" and earlier and earlier.kind == "number":
        return reasons.CODE  # km 56+120
    dashed = before and before.text in "-–" and earlier and earlier.kind == "word"
    if before and earlier and dashed and (earlier.norm in _VIRUSES or (glued and earlier.end == before.start)):
        return reasons.CODE
    linked = (before and before.text in "-–/") or (after and after.text in "-–/")
    if linked and _chained(tokens, index, number.end):
        return reasons.CODE
    tied = after and after.kind == "word" and after.start == tokens[number.end - 1].end and after.norm not in MULTIPLIERS
    if after and tied and not (unit and after.text.islower()):
        return reasons.CLOCK if after.norm in ("h", "g") else reasons.CODE
    if after and after.norm == "trong" and number.end + 1 < len(tokens) and tokens[number.end + 1].kind == "number":
        return reasons.NAMED  # vắc xin 5 trong 1
    if before and before.norm == "trong" and earlier and earlier.kind == "number":
        return reasons.NAMED
    if (
        before
        and before.text == "/"
        and tokens[index + 1 : index + 2]
        and tokens[index + 1].norm in MULTIPLIERS
        and earlier
        and earlier.kind == "word"
    ):
        return reasons.RATIO_BASE  # 9 bác sĩ/1 vạn dân
    if after and (after.norm == "tết" or (after.norm == "cấp" and not number.scaled and tokens[index].text.lstrip("0") in "123456789")):
        return reasons.CODE  # 30 Tết, chính quyền 2 cấp
    return ""


def _chained(tokens: Sequence[Token], index: int, end: int) -> bool:
    """A number that dashes or slashes without spaces tie to capitals, or to two more numbers."""
    if _tied(tokens, end):
        follower = tokens[end + 1]
        if follower.kind == "word" and follower.text.isupper() and len(follower.text) > 1:
            return True
        if follower.kind == "number" and tokens[end].text == "/":
            return True
    links = 0
    first, last = index, end - 1
    while links < _LONGEST_CHAIN and first >= 2 and _tied(tokens, first - 1) and tokens[first - 2].kind == "number":
        first, links = first - 2, links + 1
    while links < _LONGEST_CHAIN and last + 2 < len(tokens) and _tied(tokens, last + 1) and tokens[last + 2].kind == "number":
        last, links = last + 2, links + 1
    if links >= 2:
        return True
    behind = index > 1 and tokens[index - 1].text == "/" and _tied(tokens, index - 1) and tokens[index - 2].text.isupper()
    return behind and not units.follows(tokens, end)


def _tied(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].text in "-–/" and adjacent(tokens, index, tokens[index].text)


def _in_a_time(tokens: Sequence[Token], index: int, number: Amount) -> str:
    """`7 giờ`, `21:07`."""
    after = tokens[number.end].norm if number.end < len(tokens) else ""
    if after in _CLOCK and number.target is None:
        return reasons.CLOCK_OR_DURATION
    if after != ":" and not (index and tokens[index - 1].text == ":"):
        return ""
    colon_after = adjacent(tokens, number.end, ":") and tokens[number.end + 1].kind == "number"
    colon_before = adjacent(tokens, index - 1, ":") and tokens[index - 2].kind == "number"
    return reasons.CLOCK if colon_after or colon_before else ""


def _bare_day(tokens: Sequence[Token], index: int, number: Amount, unit: bool) -> str:
    """`hưởng ứng Ngày … 7-4`: a day and a month, since a range goes up."""
    for first in (index, index - 2):
        if (
            first >= 0
            and first + 2 < len(tokens)
            and tokens[first + 1].text in "-–"
            and adjacent(tokens, first + 1, tokens[first + 1].text)
        ):
            day, month = tokens[first].text, tokens[first + 2].text
            if day.isdigit() and month.isdigit() and int(month) <= 12 and int(month) <= int(day) <= 31 and not (unit and first != index):
                return reasons.DATE
    return ""


def _limit(tokens: Sequence[Token], index: int, number: Amount, unit: bool, counted_to: int) -> str:
    """`5 nơi có chỉ số từ 20 trở lên`: a limit of what the number before it counts."""
    upward = number.end + 1 < len(tokens) and tokens[number.end].norm == "trở" and tokens[number.end + 1].norm in ("lên", "xuống")
    if not upward or not counted_to or unit or tokens[index - 1].norm != "từ":
        return ""
    return "" if any(token.text in ",;:.(" for token in tokens[counted_to:index]) else reasons.LIMIT


def _fraction(tokens: Sequence[Token], index: int, number: Amount) -> str:
    """`24/24 giờ`, `1/3 cán bộ`, `19/5`: what is written like a result and its target."""
    value, target = number.value, number.target
    if target is None or value is None:
        return ""
    after = tokens[number.end].norm if number.end < len(tokens) else ""
    noun = number.end < len(tokens) and tokens[number.end].kind == "word" and after not in units.NO_NOUN
    counted = target == 24 and noun and units.follows(tokens, number.end)  # `24/24 trạm`
    if (value == 24 and target in (24, 7) and not counted) or after in _CLOCK:
        return reasons.CLOCK
    if after in ("hàng", "hằng"):
        return reasons.DATE  # 19/5 hàng năm
    if target <= 4 and value < target and (not noun or after in _PEOPLE):
        return reasons.FRACTION
    if not noun and value <= 31 and target <= 12:
        told = after in ("%", "(", ",", ";", ".", "đạt") and index and tokens[index - 1].norm in (":", "là", "đạt", "có", "được")
        return "" if told else reasons.DATE
    return ""


def _counter(tokens: Sequence[Token], index: int, number: Amount, unit: bool) -> str:
    """`1. `, `2)`, `1.2 ` before a heading; telephone numbers, addresses, years, `12 điều y đức`, `3 không`."""
    token, end = tokens[index], number.end
    after = tokens[end] if end < len(tokens) else None
    if index == 0 and ((after and after.text in ".)" and after.start == tokens[end - 1].end) or (number.pointed and not unit)):
        return reasons.COUNTER
    if number.pointed and not unit:
        return reasons.VERSION
    if (len(token.text) >= _LONG_CODE and token.text.isdigit()) or _cued(tokens, index, _PHONE):
        return reasons.PHONE
    if (index <= _LONGEST_CODE or tokens[index - 1].text == ":") and _cued(tokens, index, _ADDRESS):
        return reasons.ADDRESS
    if not unit and number.target is None and not number.scaled and _YEAR.fullmatch(token.text):
        return reasons.YEAR
    if after and after.norm == "điều" and (end + 1 >= len(tokens) or tokens[end + 1].norm not in ("dưỡng", "trị")):
        return reasons.RULE
    if after and after.norm in _SLOGANS and not number.scaled and len(token.text) == 1 and end + 1 < len(tokens):
        quoted = index > 0 and tokens[index - 1].text in "\"“'‘"
        return reasons.SLOGAN if quoted or tokens[end + 1].kind in ("number", "mark") else ""
    return ""


def _cued(tokens: Sequence[Token], index: int, cues: Lexicon[bool]) -> bool:
    """True where one of the cues stands before the number, with no end of a clause between them."""
    for start in range(index - 1, max(0, index - _CUE_REACH) - 1, -1):
        if tokens[start].text in ".;,":
            return False
        if tokens[start].norm in cues.first_words and cues.at(tokens, start):
            return True
    return False


def _numbered(tokens: Sequence[Token], index: int, number: Amount, unit: bool, counted_to: int, last: tuple[int, str]) -> str:
    """`mũi 3`, `Phường 3`, `thứ 2`, `các phường 1, 2 và 3`."""
    if last[1] == reasons.NAMED and last[0] == index - 1 and tokens[index - 1].norm in (",", "và", "-", "–", "đến") and not unit:
        return reasons.NAMED
    for hit in _CODES.ending(tokens, max(0, index - _LONGEST_CODE), index):
        start = hit.start
        if tokens[start].norm == "cấp" and start and tokens[start - 1].norm in _GIVING:
            continue  # `nâng cấp 5 nhà văn hóa`
        if counted_to > start:
            return ""  # `12 phường 30 khóm`: the word is what the number before it counts
        always = _ALWAYS.at(tokens, start)
        before = tokens[index - 1].norm
        if (always and always.end == index) or before == "thứ" or tokens[start].norm == "lần":
            return reasons.NAMED
        if before == "số" and not (index > 1 and (tokens[index - 2].norm in _COUNTED_NUMBERS or _of_all(tokens, index - 2))):
            return reasons.NAMED
        if not unit:
            return reasons.NAMED
        capital = tokens[start].capital and not tokens[start].text.isupper()
        return reasons.NAMED if capital and start and tokens[start].norm in _NUMBERED_UNITS else ""
    return ""


def _of_all(tokens: Sequence[Token], index: int) -> bool:
    """`Trong số 90 bệnh nhân được xét nghiệm, …` where a clause begins, and not `8 trong số 13 người`, `nằm trong số 42 nước`."""
    return tokens[index].norm == "trong" and (index == 0 or tokens[index - 1].norm in _OPENS_CLAUSE)


def _in_days(before: Sequence[str]) -> bool:
    """True where the words before name an indicator counted in days (`ngày điều trị trung bình 5,8 ngày`)."""
    return "ngày" in before[:-1] or before[-1:] in (["tăng"], ["giảm"])
