"""The words of an indicator: what a number counts, told by the words before it, after it, or both.

`Công suất sử dụng giường bệnh đạt 91,4%` says it before, `6.960 lượt bệnh nhân điều trị nội trú` after, `hiến 86 đơn
vị máu` on both sides. What is left out are the subject, the time, verbs that say no more than that there was
something (`có`, `tổ chức`), and the counting words that stand alone (`lượt`, `ca`).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kg.extract import indicators
from kg.extract.clauses import Slot
from kg.extract.periods import Time
from kg.lexicon import Lexicon
from kg.model import Mention, OrganizationMention, PersonMention, PlaceMention, Sentence, Token

# Classifiers that say nothing of what is counted.
_PLAIN_UNITS = Lexicon(
    dict.fromkeys(
        "lượt, lượt người, lượt bệnh nhân, lượt người bệnh, ca, ca bệnh, trường hợp, người, bệnh nhân, người bệnh, người dân, lượt người dân, cái, chiếc, đơn vị, "
        "điểm, điểm phần trăm, cơ sở, đồng chí, lần, phần, suất, hộ, vụ, mẫu, cặp, con, em, cháu, trẻ, nhà, đối tượng, tổ, nhóm, đợt, ngày, lượt nhân dân, nhân dân, bà con".split(", "),
        True,
    )
)
# Verbs and adverbs in front that say no more than that something was there or was done.
_FRONT = Lexicon(
    dict.fromkeys(
        "đã, đang, sẽ, cũng, đều, vẫn, còn, lại, và, thì, mà, nhưng, song, rồi, có, ghi nhận, tổ chức, thực hiện, thực hiện tốt, tiến hành, triển khai, phối hợp, phối hợp với, "
        "duy trì, xảy ra, tiếp tục, chủ động, tăng cường, đẩy mạnh, làm tốt, việc, công tác, đối với, về, hoàn thành, hiện, hiện nay, hiện tại, đến nay, trong đó, cụ thể, theo đó, "
        "bên cạnh đó, ngoài ra, đồng thời, đặc biệt, đặc biệt là, nhất là, riêng, kết quả, kết quả là, qua đó, từ đó, nhờ đó, tính chung, nổi bật, nổi bật là, như, là, gồm, bao gồm, "
        "trong, tại, ở, được, cùng, cùng với, với, toàn, các, số còn lại, chỉ, mới, nhiều, trung bình, bình quân, trung bình mỗi ngày, bình quân mỗi ngày, mỗi ngày, mỗi năm, mỗi tháng, "
        "tổng cộng, ước, ước tính, dự kiến, phấn đấu, đặt mục tiêu, mục tiêu, yêu cầu, đề nghị, hướng tới, cam kết, sẵn sàng, phải, cần, thêm, có thêm, phát sinh, xuất hiện, khoảng, "
        "mở, cử, đưa, bố trí, dành, chi, cấp, đón, huy động, xây dựng, thành lập, trong số, số, tất cả, hơn, trên, toàn bộ, cho biết, thông tin, báo cáo, nâng, đưa số, để, nhằm, "
        "đặc, theo báo cáo, theo thống kê, qua, qua khám, làm, có tới, hiện có, đã có, được giao, giao, khai trương, ngành, phần, phía, bên, đơn vị, toàn đơn vị, toàn viện, toàn ngành, "
        "toàn tỉnh, toàn huyện, toàn xã, toàn thành phố, toàn thị xã, toàn quận, toàn trường, cả nước, địa phương, huyện, tỉnh, xã, thành phố, bệnh viện, trung tâm, trên địa bàn, địa bàn, "
        "trên địa bàn huyện, trên địa bàn tỉnh, cả, hệ thống, mạng lưới, sau, khi, trước, sang, đi, đến, khó khăn, khó khăn hiện nay là, lượng, tương đương, tương ứng, thông qua, hàng, có trên".split(", "),
        True,
    )
)
# Of those, words that a telling phrase may begin with; they go only where nothing else is left.
_KEEP_FRONT = frozenset("số lượng chi hệ cấp giao đón".split())
_BACK = frozenset("đạt là có được cho với ước bằng còn gồm lên xuống trên mức ở tại chiếm đến tới từ và của cả đã tổng khoảng như : - –".split())
_HEADS = Lexicon(
    dict.fromkeys(
        "tỷ lệ, tỉ lệ, tổng số, số lượng, số lượt, số ca, số, công suất, tổng thu, tổng chi, tổng, mức, tỷ suất, tỷ số, tổng giá trị, giá trị, sản lượng, diện tích, doanh thu, "
        "thu nhập, năng suất, quy mô, độ bao phủ, bao phủ, chỉ số, điểm, hài lòng, thu, chi".split(", "),
        True,
    )
)
_NO_HEAD = frozenset({"số liệu", "số hóa", "số người nói trên", "chi tiết", "chi bộ", "chi cục", "thu hút", "thu dung", "chi nhánh", "điểm trạm", "điểm cầu"})
_MONEY_HEADS = Lexicon(dict.fromkeys("tổng trị giá, trị giá, tổng kinh phí, kinh phí, tổng số tiền, số tiền, tổng giá trị, giá trị, tổng vốn, mỗi suất".split(", "), True))
# Words after a number where what it counts has been said.
_STOP = frozenset("bằng tăng giảm chiếm so để nhằm do vì nên nhưng song tại ở đã sẽ theo khi sau trước qua thì mà góp giúp tương trị trong hiện tổng mỗi ngay nhờ còn cao thấp vượt bình đây thông".split())
_STOP_PHRASES = Lexicon(dict.fromkeys("trên địa bàn, kế hoạch, chỉ tiêu, nghị quyết, dự toán, so với, cùng kỳ, năm trước, và đạt, và tăng, và giảm, là, với, gồm, về, cho, cùng, nhất là, từ, đến".split(", "), True))
_PLAN = frozenset({"kế hoạch", "chỉ tiêu", "nghị quyết", "dự toán"})
_LONGEST_RIGHT = 12  # tokens
_LONGEST_LEFT = 9


class Wording(NamedTuple):
    """An indicator's words, further ones that may name its concept, and where in the text they stand (None where taken over)."""

    words: str
    others: tuple[str, ...]
    start: int | None
    rule: str


def front(sentence: Sentence, slot: Slot, times: Sequence[Time], mentions: Sequence[Mention]) -> tuple[int, int]:
    """The telling words before the number, as tokens[start:end]; empty where there are none."""
    tokens = sentence.tokens
    start, end = slot.left, slot.cue
    start = _after_time(tokens, start, end, times)
    end = _before_time(tokens, start, end, times)
    while start < end:
        moved = _past_front(tokens, start, end, mentions, times)
        if moved == start:
            break
        start = moved
    while end > start and (tokens[end - 1].norm in _BACK or tokens[end - 1].kind == "mark" and tokens[end - 1].text not in "+)"):
        end -= 1
    return (start, end) if start < end else (end, end)


def _after_time(tokens: Sequence[Token], start: int, end: int, times: Sequence[Time]) -> int:
    """Where an expression of time opens the words, what follows it."""
    if start >= end:
        return start
    for time in times:
        if time.start <= tokens[min(start + 1, end - 1)].start and time.end > tokens[start].start:
            while start < end and tokens[start].start < time.end:
                start += 1
    return start


def _before_time(tokens: Sequence[Token], start: int, end: int, times: Sequence[Time]) -> int:
    """Where an expression of time closes the words, what stands before it."""
    for time in reversed(times):
        if start < end and time.start > tokens[start].start and time.end >= tokens[end - 1].end and time.start < tokens[end - 1].end:
            while end > start and tokens[end - 1].end > time.start:
                end -= 1
    return end


def _past_front(tokens: Sequence[Token], start: int, end: int, mentions: Sequence[Mention], times: Sequence[Time]) -> int:
    token = tokens[start]
    if token.kind == "mark":
        return start + 1
    for mention in mentions:
        if mention.start == token.start and isinstance(mention, OrganizationMention | PlaceMention | PersonMention):
            return next((i for i in range(start, end) if tokens[i].start >= mention.end), end)
    for time in times:
        if time.start == token.start:
            return next((i for i in range(start, end) if tokens[i].start >= time.end), end)
    if _HEADS.at(tokens, start) and not _no_head(tokens, start):
        return start
    hit = _FRONT.at(tokens, start)
    return hit.end if hit and hit.end <= end else start


def _no_head(tokens: Sequence[Token], start: int) -> bool:
    return " ".join(t.norm for t in tokens[start : start + 2]) in _NO_HEAD


def shortened(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """The telling part of a long phrase before a number: from its counting noun on, from an indicator of the scheme on,
    else its last words."""
    heads = [i for i in range(start, end) if _HEADS.at(tokens, i) and not _no_head(tokens, i) and (hit := _HEADS.at(tokens, i)) and hit.end - i > 1 or tokens[i].norm == "số"]
    if heads and heads[0] > start and not _HEADS.at(tokens, start):
        return heads[0], end
    if heads or end - start <= _LONGEST_LEFT:
        return start, end
    known = [hit for hit in indicators.labels().find(tokens[start:end]) if hit.end - hit.start > 1]
    if known:
        return start + known[-1].start, end if end - start - known[-1].start <= _LONGEST_LEFT else start + known[-1].end
    return end - _LONGEST_LEFT, end


def back(sentence: Sentence, slot: Slot, times: Sequence[Time]) -> int:
    """The token after the telling words behind the number; they begin at `slot.after`."""
    tokens = sentence.tokens
    end = slot.after
    limit = min(slot.right, slot.after + _LONGEST_RIGHT)
    starts = {time.start for time in times}
    while end < limit:
        token = tokens[end]
        if token.start in starts or token.kind == "number" and token.text.isdigit() and len(token.text) > 3:
            break
        if end > slot.after or token.norm != "đạt":
            if token.norm in _STOP and not (token.norm == "trong" and False):
                break
        hit = _STOP_PHRASES.at(tokens, end)
        if hit and not (end == slot.after and tokens[end].norm in ("về",)):
            break
        if token.norm == "đạt" and end + 1 < len(tokens) and (tokens[end + 1].kind == "number" or tokens[end + 1].norm in ("trên", "hơn", "gần", "khoảng")):
            break
        if token.text in "\"“”":
            if end > slot.after:
                break
        end += 1
    while end > slot.after and (tokens[end - 1].norm in ("và", "của", "được", "là", "có", "cho", "với", "các", "đạt", "trong", "ra", "bị", "những", "trên", "đã", "từ") or tokens[end - 1].kind == "mark" and tokens[end - 1].text not in "+)"):
        end -= 1
    return end


def plain_unit(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True where tokens[start:end] say no more than a counting word."""
    if start >= end:
        return True
    hit = _PLAIN_UNITS.at(tokens, start)
    return hit is not None and hit.end >= end


def money_head(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True where the words before a sum only say that it is one (`tổng trị giá`)."""
    hit = _MONEY_HEADS.at(tokens, start) if start < end else None
    return hit is not None and hit.end == end


def counted_head(tokens: Sequence[Token], start: int, end: int) -> bool:
    """True where the words before begin with a counting noun (`tỷ lệ`, `tổng số`): they say all that is counted."""
    return start < end and _HEADS.at(tokens, start) is not None and not _no_head(tokens, start)
