"""How a number stands to another one: the attainment of a plan, a change against an earlier period, or neither.

A change is signed: `giảm 5%` is -5, `tăng gấp 20 lần` 20 with the unit `lần`, `gấp đôi` 2 `lần`, `giảm một nửa` -50 `%`.
`vượt kế hoạch 7,5%` and `bằng 97,04% cùng kỳ` are neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Literal, NamedTuple

from kg.extract import reasons
from kg.extract.clauses import Slot
from kg.lexicon import Lexicon, listed
from kg.model import Comparison, Sentence, Token

Verdict = Literal["value", "attainment", "change"]
Base = Literal["", "plan", "earlier", "compared"]

_PLANS = listed(
    {
        True: (
            "kế hoạch, chỉ tiêu, tiến độ, dự toán, nghị quyết, định mức, mục tiêu, kh, yêu cầu, dự kiến, lộ trình, "
            "chỉ tiêu kế hoạch, số giao"
        )
    }
)
_EARLIER = listed(
    {
        True: (
            "cùng kỳ, cùng thời điểm, cùng thời gian, năm trước, năm ngoái, tháng trước, quý trước, đầu năm, đầu nhiệm kỳ, "
            "tuần trước, trước đó"
        )
    }
)
_HALVES = Lexicon(
    {
        "gấp đôi": (Decimal(2), "lần"),
        "gấp rưỡi": (Decimal("1.5"), "lần"),
        "gấp ba": (Decimal(3), "lần"),
        "một nửa": (Decimal(50), "%"),
        "phân nửa": (Decimal(50), "%"),
    }
)
_RATIOS = frozenset({"%", "‰"})


class Refused(NamedTuple):
    """Why a number that compares is no fact."""

    reason: str


def base(tokens: Sequence[Token], index: int) -> Base:
    """What the words from token `index` on measure a number by: a `plan` (`kế hoạch`, `so với tiến độ`), an `earlier` period
    (`cùng kỳ`), or one that it is `compared` with (`so với cùng kỳ`, `so với năm 2020`)."""
    at, compared = index, False
    if at < len(tokens) and tokens[at].norm == "so":
        at, compared = at + 1, True
        at += at < len(tokens) and tokens[at].norm == "với"
    while at < len(tokens) and tokens[at].norm in ("của", "các", "tổng"):
        at += 1
    if at >= len(tokens):
        return "compared" if compared else ""
    if _PLANS.at(tokens, at):
        return "plan"
    if _EARLIER.at(tokens, at):
        return "compared" if compared else "earlier"
    return "compared" if compared else ""


def verdict(tokens: Sequence[Token], slot: Slot, own: bool, follows: bool, targeted: bool) -> Verdict | Refused:
    """What the number of a slot is. `own` tells that it has telling words or a time of its own, `follows` that a value stands
    before it in the sentence, `targeted` that this value has its target said."""
    reading = slot.reading
    unit, against = reading.quantity.unit, base(tokens, reading.last)
    ratio = unit in _RATIOS
    if slot.relation in ("rise", "fall") or (unit == "lần" and slot.relation == "to"):
        return Refused(reasons.OFF_PLAN) if against == "plan" else "change"
    if ratio and (slot.relation in ("lack", "over plan") or tokens[reading.first].norm == "vượt"):
        return Refused(reasons.OFF_PLAN)
    if against == "plan" and tokens[reading.first].norm == "vượt":
        return Refused(reasons.OFF_PLAN)
    if not ratio:
        return "value"
    if against == "earlier" or (slot.relation == "equal" and against == "compared"):
        return Refused(reasons.RATIO)
    if own or not follows or (_rated(tokens, slot) and not targeted and against != "plan"):
        return "value"
    if slot.relation in ("reach", "equal") or against == "plan":
        return Refused(reasons.LIMIT) if tokens[reading.first].norm == "từ" or tokens[reading.first - 1].norm == "từ" else "attainment"
    if slot.relation == "share":
        return Refused(reasons.SHARE) if targeted else "value"
    return Refused(reasons.SHARE) if slot.bracket and targeted else "value"


def _rated(tokens: Sequence[Token], slot: Slot) -> bool:
    """`35 hộ nghèo (tỷ lệ 2,4%)`: a rate beside a count."""
    return [token.norm for token in tokens[slot.cue : slot.reading.first]] == ["tỉ", "lệ"]


def comparison(tokens: Sequence[Token], slot: Slot, kind: Literal["attainment", "change"]) -> Comparison:
    """The comparison that a slot's number is."""
    quantity = slot.reading.quantity
    sign = -1 if slot.relation == "fall" else 1
    return Comparison(kind, sign * quantity.value, quantity.unit or "%", quantity.bound, baseline(tokens, slot.reading.last))


def spelled(sentence: Sentence) -> Iterator[tuple[int, Comparison]]:
    """Changes told without a number (`gấp đôi`, `giảm một nửa`), each with its token."""
    tokens = sentence.tokens
    for hit in _HALVES.among(sentence.norms):
        before = [t.norm for t in tokens[max(0, hit.start - 2) : hit.start]]
        falls = "giảm" in before
        ends = hit.end >= len(tokens) or tokens[hit.end].kind == "mark" or base(tokens, hit.end) != ""
        if ends and (hit.value[1] == "lần" or falls or "tăng" in before):
            sign = -1 if falls else 1
            yield hit.start, Comparison("change", sign * hit.value[0], hit.value[1], "exact", baseline(tokens, hit.end))


def baseline(tokens: Sequence[Token], index: int) -> str:
    """What a comparison names as its base, in the text's words: `so với cùng kỳ năm 2021`, `kế hoạch năm`."""
    end = index
    while (
        end < len(tokens)
        and end - index < 8
        and (tokens[end].kind != "mark" or tokens[end].text in "/-")
        and tokens[end].norm not in ("và", "đạt", "tăng", "giảm")
    ):
        end += 1
    return " ".join(token.text for token in tokens[index:end]) if base(tokens, index) else ""
