"""The words of an indicator: what a number counts, told by the words before it, after it, or both.

`Công suất sử dụng giường bệnh đạt 88,6%` says it before, `7.250 lượt bệnh nhân điều trị nội trú` after, `hiến 53 đơn
vị máu` on both sides. What is left out are the subject, the time, verbs that say no more than that there was
something (`có`, `tổ chức`), and the counting words that stand alone (`lượt`, `ca`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kg.extract import indicators
from kg.extract.clauses import Slot
from kg.extract.times import Time
from kg.lexicon import Lexicon, listed
from kg.model import Mention, OrganizationMention, PersonMention, PlaceMention, Token

if TYPE_CHECKING:
    from kg.extract.statements import Statement

# Counting words that say nothing of what is counted.
_PLAIN_UNITS = listed(
    {
        True: (
            "lượt, lượt người, lượt bệnh nhân, lượt người bệnh, ca, ca bệnh, trường hợp, người, bệnh nhân, người bệnh, "
            "người dân, lượt người dân, cái, chiếc, đơn vị, điểm, điểm phần trăm, cơ sở, đồng chí, lần, phần, suất, hộ, vụ, "
            "mẫu, cặp, con, em, cháu, trẻ, nhà, đối tượng, nhóm, ngày, lượt nhân dân, nhân dân, bà con, ca mắc, ca mắc mới, "
            "ca nhiễm, ca mắc bệnh, lượt ca, lượt khám, tuổi, tấn, kg, lít, ml, ha, km, m, "
            "m2"
        )
    }
)
# Words in front that say no more than that something was there or was done.
_FRONT = listed(
    {
        True: (
            "đã, đang, sẽ, cũng, đều, vẫn, còn, lại, và, thì, mà, nhưng, song, rồi, có, ghi nhận, tổ chức, thực hiện, "
            "thực hiện tốt, tiến hành, triển khai, phối hợp, phối hợp với, duy trì, xảy ra, tiếp tục, chủ động, tăng cường, "
            "đẩy mạnh, làm tốt, việc, công tác, đối với, về, hoàn thành, hiện, hiện nay, hiện tại, đến nay, trong đó, cụ thể, "
            "theo đó, bên cạnh đó, ngoài ra, đồng thời, đặc biệt, đặc biệt là, nhất là, riêng, kết quả, kết quả là, qua đó, "
            "từ đó, nhờ đó, tính chung, nổi bật, nổi bật là, như, là, gồm, bao gồm, trong, tại, ở, được, cùng, cùng với, với, "
            "toàn, số còn lại, chỉ, mới, nhiều, trung bình, bình quân, trung bình mỗi ngày, bình quân mỗi ngày, mỗi ngày, "
            "mỗi năm, mỗi tháng, tổng cộng, ước, ước tính, dự kiến, phấn đấu, đặt mục tiêu, mục tiêu, yêu cầu, đề nghị, "
            "hướng tới, cam kết, sẵn sàng, phải, cần, thêm, có thêm, phát sinh, xuất hiện, khoảng, mở, cử, đưa, bố trí, dành, "
            "đón, huy động, trong số, vừa, hằng năm, hàng năm, trước mắt, cả trạm, trạm, đoàn, khoa, bệnh viện, trung tâm, "
            "kỳ họp, đại hội, hội nghị, lực lượng chức năng, gia đình, các trạm y tế, các trạm, đại hội đã, các đại biểu, "
            "tất cả, hơn, trên, toàn bộ, cho biết, thông tin, báo cáo, nâng, đưa số, để, nhằm, theo báo cáo, theo thống kê, "
            "qua, qua khám, làm, có tới, hiện có, đã có, được giao, giao, ngành, phần, phía, bên, đơn vị, toàn đơn vị, "
            "toàn viện, toàn ngành, toàn trường, cả nước, địa phương, trên địa bàn, địa bàn, sau, khi, trước, tương đương, "
            "tương ứng, thông qua, tổng, tổng số, đủ, được trên, khó khăn, hạn chế, tồn tại, đảm bảo, bảo đảm, các, những, từ, "
            "đến, tới, các đơn vị y tế, các cơ sở y tế công lập, các cơ sở y tế, cơ sở y tế, cơ sở y tế công lập, các đơn vị, "
            "các địa phương, "
            "đoàn viên, cán bộ, lực lượng, chúng tôi, ước đạt, đạt, cộng dồn, lũy kế, lũy tích, tính, nơi, cả khoa, cả, tuy nhiên, "
            "song, do, vì, bởi, khiến, buộc, đây là lần đầu, thấp nhất, cao nhất, nhiều nhất, ít nhất"
        )
    }
)
# Of those, the ones that count: they go only where nothing telling follows.
_NO_FRONT = listed(
    {
        True: (
            "trạm y tế, trạm bơm, khoa lâm sàng, khoa phòng, bệnh viện vệ tinh, cả nhà, mới nổi, thêm giờ, có thẻ, "
            "có bảo hiểm, được giao, có công"
        )
    }
)
_SAYS = listed({True: "cho biết, cho rằng, cho hay, thông tin, khẳng định, nêu rõ, cho thấy, chia sẻ, nhấn mạnh, thông báo"})
_BACK = frozenset(
    "đạt là có được cho với ước bằng còn gồm lên xuống trên mức ở tại chiếm đến tới từ và của đã tổng khoảng như cả chỉ "
    "mới vẫn cũng đều".split()
)
_HEADS = listed(
    {
        True: (
            "tỷ lệ, tổng số, số lượng, số lượt, số ca, số, công suất, tổng thu, tổng chi, tổng mức, mức, tỷ suất, tỷ số, "
            "tổng giá trị, giá trị, sản lượng, diện tích, doanh thu, thu nhập, năng suất, quy mô, độ bao phủ, bao phủ, chỉ số, "
            "điểm, hài lòng, sự hài lòng, thu, chi, đàn, tổng đàn, số tiền, kinh phí, trị giá, tổng trị giá, tổng kinh phí, "
            "tổng số tiền, dư nợ, giá bán, bình quân thu nhập"
        )
    }
)
_NO_HEADS = listed(
    {
        True: (
            "số liệu, thu về, thu mua, thu hoạch, số hóa, số hoá, số còn lại, chi tiết, chi bộ, chi cục, chi nhánh, chi hội, "
            "chi đoàn, thu hút, thu dung, "
            "thu gom, điểm trạm, điểm cầu, mức độ, số quyết định, điểm mới, thu hồi, chi viện, điểm tiêm, điểm nóng, một số, "
            "số phiếu, giá đỡ"
        )
    }
)
_SIZES = listed(
    {True: ("tổng trị giá, trị giá, tổng kinh phí, kinh phí, tổng số tiền, số tiền, tổng giá trị, giá trị, tổng vốn, công suất, sức chứa")}
)
_COMPOUNDS = frozenset(
    "dân một chỉ đánh tiếp thời địa đặc quan trọng cao định vượt mùa hiệu con tham hệ đại hấp".split()
)  # dân số, thời điểm
# What may stand between an indicator and its number.
_TRAILING = listed(
    {
        True: (
            "xảy ra, ghi nhận, ghi nhận được, phát sinh, thực hiện, thực hiện được, hiện có, toàn huyện, toàn tỉnh, toàn xã, "
            "có thể, phấn đấu, dự kiến, sẽ, các năm, hàng năm, hằng năm, mỗi năm, qua các năm, mỗi ngày, dự báo, ước tính, "
            "hiện nay"
        )
    }
)
# Counting nouns that tell nothing alone.
_BARE_HEADS = listed({True: "tỷ lệ, tổng số, số lượng, số, mức, tổng, số lượt, số ca, điểm, chỉ số, quy mô, giá trị, kết quả"})
# Words after a number where what it counts has been said, and words that only begin like them.
_STOP: Lexicon[bool] = listed(
    {
        True: (
            "bằng, tăng, giảm, chiếm, so, để, nhằm, do, vì, nên, nhưng, song, tại, ở, theo, khi, qua, thì, mà, góp phần, "
            "góp, giúp, tương đương, tương ứng, trị giá, trong, hiện, tổng, mỗi, ngay, nhờ, còn, vượt, bình quân, trên, "
            "dưới, vào, đây, nâng, đưa, thông qua, kế hoạch, chỉ tiêu, nghị quyết, dự toán, so với, cùng kỳ, năm trước, "
            "và đạt, và tăng, và giảm, với, gồm, về, cho, cùng, nhất là, từ, đến, tới, cao hơn, thấp hơn, trung bình, "
            "riêng"
        ),
        False: (
            "tăng huyết áp, giảm nghèo, tăng thêm, còn sống, thực hiện, phát hiện, tự do, nhà ở, trong tuổi, "
            "trong độ tuổi, trong trường học, đưa vào, giường kế hoạch, từ thiện, không còn, chưa đều, không đều, "
            "bằng ca nô, bằng máy, dương tính với, âm tính với, trên đảo, trên biển, sốt cao, có nguy cơ cao, "
            "chỉ tiêu thiên niên kỷ, ngay tại nhà, tại nhà, tại chỗ, từ xa, qua da, trên cạn, bằng cấp, còn lại, cao tuổi, "
            "ở ghép, về hưu, cho thuê, theo dõi, biểu hiện, cộng tác, so sánh, tổng hợp, tổng quát, vào viện, nhập viện, "
            "đến khám, tới khám, đến tiêm, tới tiêm, đến hiến, tới hiến, đến viện, đến trường, "
            "còn tồn tại, còn vi phạm, còn thiếu, còn hạn chế, còn khuyết, về đích, "
            "trên địa bàn chưa, trên địa bàn không, trên địa bàn có, trên địa bàn đã, trên địa bàn đạt"
        ),
    }
)
_SOFT_STOP = frozenset("đã sẽ đang đều sau trước là".split())  # … unless nothing telling came before them
_NO_SOFT_STOP = listed({True: "sau đại học, sau sinh, trước sinh, trước hôn nhân, sau phẫu thuật, sau cai, sau đẻ"})
_RIGHT_BACK = frozenset("và của được là có cho với các đạt trong ra bị những trên đã từ hoặc".split())
_ADVERBS = frozenset("đã vừa đang sẽ cũng còn mới".split())
_NUMERALS = frozenset("một hai ba bốn sáu bảy tám chín mười".split())  # … và một kỹ sư
_LONGEST_MEMBER = 12  # tokens
_REACHES = frozenset("đạt là tăng giảm chiếm còn bằng được có".split())
_GIVING = frozenset("tặng trao cho trợ giúp".split())
_GROUPS = frozenset({"ngành", "lượng", "khối"})  # ngành Giáo dục và Đào tạo, lực lượng Công an
_LONGEST_BRACKET = 20  # tokens
_LONGEST_RIGHT = 12  # tokens
_LONGEST_LEFT = 9
_LONGEST_KNOWN = 18  # tokens from an indicator of the scheme to the number


def front(statement: Statement, slot: Slot, aim: int = -1) -> tuple[int, int]:
    """The telling words before the number, as tokens[start:end]; empty where there are none.

    `aim` is the token after the words with which the sentence begins to speak of aims, or -1.
    """
    tokens = statement.tokens
    start, end = slot.left, slot.cue
    times, mentions = statement.times_in(start, end), statement.mentions_in(start, end)
    if start < aim < end and any(t.kind == "word" and t.norm not in _BACK for t in tokens[aim:end]):
        start = aim
    norms = statement.sentence.norms
    if not _SAYS.first_words.isdisjoint(norms[start:end]):
        said = (hit for index in range(end - 2, start - 1, -1) if (hit := _SAYS.at(tokens, index)) and hit.end < end)
        start = next((hit.end for hit in said), start)
    if "đã" in norms[start:end] and not counted(tokens, start):
        start = next((i + 1 for i in range(end - 2, start - 1, -1) if norms[i] == "đã"), start)
    start = _after_subject(statement, start, end)
    start = _after_time(tokens, start, end, times)
    trimmed = None
    while trimmed != (start, end):
        trimmed = (start, end)
        end = _trimmed_back(tokens, start, end, times, mentions)
    while start < end:
        moved = _past_front(tokens, start, end, times, mentions)
        if moved == start:
            break
        start = moved
    start = _after_name(tokens, start, end)
    if start < end and slot.left and tokens[slot.left - 1].text == "," and not counted(tokens, start):
        start = _enumerated(tokens, slot.left - 1, start)
    return (start, end) if start < end else (end, end)


def _after_subject(statement: Statement, start: int, end: int) -> int:
    """After the last subject that has telling words behind it: `mưa lớn khiến Trung tâm phải dời`."""
    tokens = statement.tokens
    if start >= end or counted(tokens, start):
        return start
    said = statement.said_before(end - 1)
    if said is None or said.start <= tokens[start].start:
        return start
    after = bisect_left(tokens, said.end, key=lambda token: token.start)
    return after if any(t.kind == "word" and t.norm not in _BACK for t in tokens[after:end]) else start


def _enumerated(tokens: Sequence[Token], comma: int, start: int) -> int:
    """`Tỷ lệ trẻ em, phụ nữ có thai được tiêm đạt 90%`: the clause before the comma is the first member of what is counted,
    where it begins with a counting noun and reaches nothing itself."""
    first = comma
    while first and comma - first <= _LONGEST_MEMBER and tokens[first - 1].kind == "word":
        first -= 1
    if first and tokens[first - 1].kind == "number":
        return start
    while first < comma and _FRONT.at(tokens, first) and not counted(tokens, first):
        first = _FRONT.at(tokens, first).end  # type: ignore[union-attr]
    reached = any(token.norm in _REACHES for token in tokens[first:comma])
    return first if first < comma and not reached and (counted(tokens, first) or tokens[first].norm == "người") else start


def _after_name(tokens: Sequence[Token], start: int, end: int) -> int:
    """After a name of two words or more that no gazetteer knows: `chùa Quảng Đức đăng ký ủng hộ`."""
    if start < end and counted(tokens, start):
        return start
    for index in range(end - 2, start, -1):
        if _titled(tokens[index]) and _titled(tokens[index - 1]) and not tokens[index + 1].capital and tokens[index + 1].kind == "word":
            return index + 1 if tokens[start].norm not in ("danh", "hưởng", "tặng", "trao", "bằng") else start
    return start


def _titled(token: Token) -> bool:
    return token.capital and not (token.text.isupper() and len(token.text) > 1)


def _after_time(tokens: Sequence[Token], start: int, end: int, times: Sequence[Time]) -> int:
    """After the last expression of time that has telling words behind it, unless a counting noun stands before it."""
    if start >= end or counted(tokens, start):
        return start
    first, last = tokens[start].start, tokens[end - 1].end
    for time in times:
        if first <= time.start and time.end < last:
            after = bisect_left(tokens, time.end, key=lambda token: token.start)
            if any(t.kind == "word" and t.norm not in _BACK for t in tokens[after:end]):
                start = after
    return start


def _trimmed_back(tokens: Sequence[Token], start: int, end: int, times: Sequence[Time], mentions: Sequence[Mention]) -> int:
    """The end of the words without what says when, where and of whom, and without the verbs of reaching."""
    while end > start and (tokens[end - 1].norm in _BACK or (tokens[end - 1].kind == "mark" and tokens[end - 1].text not in "+)")):
        end -= 1
    if end <= start:
        return end
    if tokens[end - 1].text == ")":
        return next((i for i in range(end - 1, max(start, end - _LONGEST_BRACKET), -1) if tokens[i].text == "("), end - 1)
    for first in range(max(start + 1, end - 3), end):
        hit = _TRAILING.at(tokens, first)
        if hit and hit.end == end:
            return first
    for time in times:
        if tokens[start].start < time.start < tokens[end - 1].end <= time.end:
            return bisect_left(tokens, time.start, key=lambda token: token.start)
    for mention in mentions:
        if (
            isinstance(mention, OrganizationMention | PlaceMention)
            and mention.end == tokens[end - 1].end
            and mention.start > tokens[start].start
        ):
            first = bisect_left(tokens, mention.start, key=lambda token: token.start)
            first -= tokens[first - 1].norm == "toàn"
            if tokens[first - 1].norm in ("tại", "ở", "của"):
                return first - 1
            if tokens[first - 1].norm in _GIVING:
                return first
            if tokens[first - 1].norm == "bàn" and first - 3 > start:
                return first - 3
    return end


def _past_front(tokens: Sequence[Token], start: int, end: int, times: Sequence[Time], mentions: Sequence[Mention]) -> int:
    """The token after the subject, the time, the mark or the empty verb at `start`; `start` where the words are telling."""
    token = tokens[start]
    if token.kind == "mark":
        return start + 1
    for mention in mentions:
        if mention.start == token.start and _subject_like(mention, tokens, start):
            return bisect_left(tokens, mention.end, key=lambda token: token.start)
    for time in times:
        if time.start == token.start:
            return bisect_left(tokens, time.end, key=lambda token: token.start)
    if counted(tokens, start):
        return start
    hit = None if _NO_FRONT.at(tokens, start) else _FRONT.at(tokens, start)
    if hit is None or hit.end > end:
        return start
    index = hit.end
    if tokens[index - 1].norm in _GROUPS:
        while index < end and (
            tokens[index].capital or (index + 1 < end and tokens[index].norm in ("-", "–", "và", ",") and tokens[index + 1].capital)
        ):
            index += 1
    return index


def _subject_like(mention: Mention, tokens: Sequence[Token], start: int) -> bool:
    if isinstance(mention, PlaceMention):
        following = next((t.norm for t in tokens[start + 1 : start + 4] if t.start >= mention.end), "")
        return bool(mention.name) or following in _ADVERBS or (mention.level not in ("xã", "phường", "thị trấn") and following != ",")
    return isinstance(mention, OrganizationMention | PersonMention)


def counted(tokens: Sequence[Token], index: int) -> bool:
    """True where a counting noun stands at `index` (`tỷ lệ`, `tổng số`): what follows it says all that is counted."""
    if index >= len(tokens) or _HEADS.at(tokens, index) is None or _NO_HEADS.at(tokens, index) is not None:
        return False
    return index == 0 or tokens[index - 1].norm not in _COMPOUNDS


def telling(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True where tokens[start:end] say more than that something was counted (`tổng số`)."""
    hit = _BARE_HEADS.at(tokens, start) if start < end else None
    return start < end and (hit is None or hit.end < end)


def shortened(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The telling part of a long phrase before a number: from a counting noun on, from an indicator of the scheme on,
    else its last words."""
    if start >= end or counted(tokens, start):
        return start, end
    for index in range(end - 1, start, -1):
        if tokens[index - 1].norm in ("có", "với", "gồm", "là") and counted(tokens, index):
            return index, end  # `Dự án có tổng mức đầu tư 45 tỷ đồng`
    loose = end < len(tokens) and tokens[end].norm in ("với", "gồm")
    if end - start <= _LONGEST_LEFT and not loose:
        return start, end
    for index in range(end - 1, start, -1):
        if counted(tokens, index) and tokens[index - 1].norm not in ("một", "con"):
            first = index
            while first > start + 1 and counted(tokens, first - 1):
                first -= 1
            return first, end
    known = indicators.labels().find(tokens[start:end])
    if known:
        first = start + known[-1].start
        # `Tình hình sốt xuất huyết diễn biến phức tạp với 30 ca`: what stands between is no part of it
        return first, start + known[-1].end if loose or end - first > _LONGEST_KNOWN else end
    return max(start, end - _LONGEST_LEFT), end


def last_part(tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the last of several coordinated phrases begins: after `và` or a comma."""
    return next((i + 1 for i in range(end - 2, start, -1) if tokens[i].norm in ("và", ",")), start)


def back(statement: Statement, slot: Slot) -> int:
    """The token after the telling words behind the number; they begin at `slot.after`."""
    tokens = statement.tokens
    times, mentions = statement.times_in(slot.after, slot.right), statement.mentions_in(slot.after, slot.right)
    end, limit = slot.after, min(slot.right, slot.after + _LONGEST_RIGHT)
    part = slot.reading.quantity.target is not None or slot.reading.quantity.unit == "%"  # what a part of a whole did is telling
    barred = {time.start for time in times} | {m.start for m in mentions if isinstance(m, PlaceMention) and m.name}
    while end < limit:
        token = tokens[end]
        if token.start in barred or (token.kind == "number" and len(token.text) > 3) or token.text in '"“”':
            break
        aged = _age_end(tokens, end)
        if aged:
            end = min(aged, limit)
            continue
        stop = _STOP.at(tokens, end)
        if stop and not stop.value:
            end = min(stop.end, limit)
            continue
        if stop or _reaches(tokens, end) or (token.norm == "và" and end + 1 < limit and tokens[end + 1].norm in _NUMERALS):
            break
        if token.norm in _SOFT_STOP and end > slot.after and not part and not _NO_SOFT_STOP.at(tokens, end):
            break
        end += 1
    while (
        end > slot.after
        and not (part and tokens[end - 1].norm == "đạt")
        and (tokens[end - 1].norm in _RIGHT_BACK or (tokens[end - 1].kind == "mark" and tokens[end - 1].text not in "+)"))
    ):
        end -= 1
    if end - slot.after >= 2 and (verb := _TRAILING.at(tokens, end - 2)) and verb.end == end:
        end -= 2
    return end


def _age_end(tokens: Sequence[Token], index: int) -> int:
    """The end of `dưới 1 tuổi`, `từ 18 tuổi trở lên`, `từ 6 đến dưới 9 tháng tuổi`, which limit what is counted; 0 where there
    is none."""
    if tokens[index].norm not in ("dưới", "trên", "từ", "đủ") or index + 2 >= len(tokens) or tokens[index + 1].kind != "number":
        return 0
    for end in range(index + 2, min(index + 8, len(tokens))):
        if tokens[end].kind == "mark" and tokens[end].text not in "-–":
            return 0
        if tokens[end].norm == "tuổi":
            return end + 3 if end + 2 < len(tokens) and tokens[end + 1].norm == "trở" else end + 1
    return 0


def _reaches(tokens: Sequence[Token], index: int) -> bool:
    """`đạt` before a number; `đạt chuẩn quốc gia` is what is counted."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return (
        tokens[index].norm == "đạt"
        and following is not None
        and (following.kind == "number" or following.norm in ("trên", "hơn", "gần", "khoảng", "tỷ"))
    )


def plain(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True where tokens[start:end] are no more than a counting word."""
    hit = _PLAIN_UNITS.at(tokens, start) if start < end else None
    return start >= end or (hit is not None and hit.end >= end)


def size(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True where the words before a number only say that it is a sum or a size (`tổng trị giá`), and not of what."""
    hit = _SIZES.at(tokens, start) if start < end else None
    return hit is not None and hit.end == end
