"""Quantities that are no value of a body by what they count: guests, votes, places that are named, what one person gets; and
those that are the plan of the value before them."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract import placelists, reasons, voices
from kg.extract.clauses import Slot
from kg.extract.quantities import Reading
from kg.extract.statements import Statement
from kg.lexicon import listed
from kg.model import Token

_GUESTS = listed({True: "đại biểu, khách mời, điểm cầu, đại biểu tham dự, người tham dự, người dự"})
_VOTES = listed({True: "phiếu, số phiếu, phiếu bầu, số đại biểu, ý kiến, cử tri"})
_LONGEST_SHARE = 20  # tokens from `mỗi` to the last number of what one gets
_SPANS = frozenset(
    "ngày tháng năm tuần quý quí buổi giờ đợt sáng trưa chiều tối đêm".split()
)  # `mỗi ngày 500 lượt` is no amount for one person
_PLACES = frozenset({"xã", "phường", "thị trấn", "huyện", "quận", "thị xã", "thành phố", "tỉnh", "thôn", "bản", "ấp", "khóm", "buôn"})
_PLANS = listed({True: "kế hoạch, kh, chỉ tiêu, dự toán, số giao, kế hoạch giao, chỉ tiêu giao, nghị quyết"})
_OF_PLAN = frozenset("năm quý tháng được giao là cả".split())
_GIVEN_BY = frozenset("tỉnh huyện giao cả năm quý tháng đợt đề ra được trên".split())
_LONGEST_PARTED = 5  # tokens
_LONGEST_PLAN = 10  # tokens


def reason(statement: Statement, slot: Slot, citizen: bool) -> str:
    """Why a quantity is no value of a body, by what it counts or who tells it; empty where nothing speaks against it. `citizen`
    tells that the paragraph lets a citizen speak."""
    reading, line = slot.reading, statement.tokens
    if reading.first > statement.attendance or (reading.unit < reading.noun and _GUESTS.at(line, reading.unit)):
        return reasons.GUESTS
    if reading.quantity.unit == "%" and reading.last < len(line) and (_GUESTS.at(line, reading.last) or _VOTES.at(line, reading.last)):
        return reasons.VOTES
    if reading.quantity.target is None and _named(line, reading):
        return reasons.NAMES
    first, norms = max(slot.start, slot.cue - _LONGEST_SHARE), statement.sentence.norms
    if "mỗi" in norms[first : slot.cue]:
        shared = any(norms[index] == "mỗi" and norms[index + 1] not in _SPANS for index in range(first, slot.cue))
        if shared and not placelists.each(statement, slot):
            return reasons.FOR_ONE
    said, named = statement.said_before(reading.first), statement.citizen.named
    if said and 0 <= named < len(line) and said.start < line[named].start:
        said = None  # a body that only the words before the citizen's name are of
    return voices.refused(statement.citizen, reading.first, said is not None, citizen)


def is_plan(statement: Statement, slot: Slot) -> bool:
    """`đạt 85,6% so với kế hoạch (30.000 lượt)`, `(KH năm: 30.000 lượt)`, `27.000 lượt/ kế hoạch 30.000 lượt`: the number is the plan
    itself."""
    line, first = statement.tokens, slot.reading.first
    if first < 2:
        return False
    if not slot.bracket:
        parted = next((i for i in range(first - 1, max(-1, first - _LONGEST_PARTED), -1) if line[i].text == "/"), first)
        return parted + 1 < first and (hit := _PLANS.at(line, parted + 1)) is not None and hit.end == first
    if line[first - 1].text == "(":
        at = first - 2
        while at > 0 and first - at < _LONGEST_PLAN and (line[at].norm in _GIVEN_BY or line[at].kind == "number"):
            at -= 1  # `đạt 71% chỉ tiêu tỉnh giao cả năm (3.170 lượt)`
        return line[at].norm in ("hoạch", "tiêu", "kh", "toán")
    opened = next((i for i in range(first - 1, max(-1, first - _LONGEST_PLAN), -1) if line[i].text == "("), first)
    hit = _PLANS.at(line, opened + 1) if opened + 1 < first else None
    return hit is not None and all(t.norm in _OF_PLAN or t.kind != "word" for t in line[hit.end : first])


def _named(line: Sequence[Token], reading: Reading) -> bool:
    """`tại 3 xã An Mẫu, Bình Mẫu, Hạ Mẫu`: places that are named after their number, and nothing else is said of them."""
    end = reading.last
    return (
        reading.noun - reading.unit <= 2
        and reading.quantity.unit in _PLACES
        and end + 1 < len(line)
        and line[end].capital
        and line[end].kind == "word"
        and not (line[end].text.isupper() and len(line[end].text) > 1)  # `2 xã NTM nâng cao`
    )
