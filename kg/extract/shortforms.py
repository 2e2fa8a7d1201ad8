"""Short forms: the body or place that `trạm`, `đơn vị`, `bệnh viện` or `xã` stands for, where one was named before.

`Trạm Y tế xã Mẫu … . Trạm có 6 người`: the station is the subject of the second sentence too. Only a short form that opens
a clause, with a verb after it, is read; what it stands for is the last body or place of its kind that the text named.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kg.extract import subjects
from kg.extract.subjects import Subject
from kg.lexicon import listed
from kg.model import Mention, OrganizationMention, PlaceMention, Sentence, Token
from kg.values import dataclass

_SHORT = listed(
    {
        "trạm": "trạm, cả trạm, toàn trạm",
        "trường": "trường, nhà trường",
        "khoa": "khoa, cả khoa, toàn khoa",
        "câu lạc bộ": "câu lạc bộ, clb",
        "thôn": "thôn",
        "xã": "xã",
        "phường": "phường",
        "thị trấn": "thị trấn",
        "bệnh viện": "bệnh viện",
        "trung tâm": "trung tâm",
        "đơn vị": "đơn vị",
        "hội": "hội",
        "nơi đây": "nơi đây, nơi này",
    }
)
# Verbs and adverbs that tell that a subject stands before them; a noun there would make another name (`trạm bơm`).
_VERBS = listed(
    {
        True: (
            "có, đã, chỉ, hiện, hiện nay, đang, cũng, vừa, mới, còn, được, phải, cần, thiếu, luôn, khám, tiếp nhận, quản lý, "
            "phụ trách, điều trị, triển khai, thực hiện, tổ chức, ghi nhận, phối hợp, xử lý, lấy, rộng, bố trí, cử, đón, phát, "
            "huy động, mổ, phẫu thuật, trao, tặng, hoàn thành, duy trì, tiêm, thu dung, này, chưa, gồm, đạt, giải ngân, chi, "
            "thu gom, vận động, lập, cấp, hỗ trợ, chia, phục vụ, theo dõi, thay, "
            "làm, xây, xây dựng, nâng cấp, gặp mặt, trồng, ra quân, giải quyết, kết nạp, tuyên truyền, kiểm tra, giám sát, nhận, mở, "
            "thành lập, chuyển, giúp, tập huấn, cách ly, sàng lọc, tư vấn, đỡ đẻ, cấp cứu, thăm khám, xét nghiệm"
        )
    }
)
_KINDS = ("bệnh viện", "trung tâm", "trạm", "trường", "khoa", "câu lạc bộ", "hội")
_BY_ANY = frozenset({"trạm", "trường", "khoa", "câu lạc bộ", "thôn"})  # these need not have been the subject of a clause


@dataclass(frozen=True, slots=True)
class StandIn:
    """A short form at text[start:end] and what it stands for."""

    start: int
    end: int
    subject: Subject


class Named:
    """The bodies and places that an article has named so far, the last one of each kind."""

    def __init__(self, home: PlaceMention | None) -> None:
        """`home` is the commune that the article is about, if it is about one."""
        self._home = home
        self._last: dict[str, Subject] = {}

    def forget(self) -> None:
        """A new paragraph: `đơn vị`, `nơi đây` and `xã` reach no further back."""
        for kind in ("đơn vị", "nơi đây", "xã", "phường", "thị trấn"):
            self._last.pop(kind, None)

    def read(self, sentence: Sentence, mentions: Sequence[Mention], governing: Collection[int], closed: set[int]) -> list[StandIn]:
        """The short forms of a sentence; its own names count for what follows them. `governing` are the starts of those that
        govern a clause, `closed` the ends of its times."""
        found: list[StandIn] = []
        tokens = sentence.tokens
        said = [mention for mention in mentions if isinstance(mention, Subject) and subjects.named(mention)]
        at, inside = 0, -1
        for index in [index for index, norm in enumerate(sentence.norms) if norm in _SHORT.first_words]:
            token = tokens[index]
            while at < len(said) and said[at].start <= token.start:
                self._name(said[at], governing)
                inside = max(inside, said[at].end)
                at += 1
            hit = _SHORT.at(tokens, index) if token.start >= inside else None
            if (
                hit is None
                or not (subjects.opens_clause(tokens, index, closed) or _daily(tokens, index))
                or not _followed(sentence, hit.end)
            ):
                continue
            subject = self._last.get(hit.value) or (self._home if self._home and self._home.level == hit.value else None)
            if subject is not None:
                found.append(StandIn(token.start, tokens[hit.end - 1].end, subject))
        for mention in said[at:]:
            self._name(mention, governing)
        return found

    def _name(self, mention: Subject, governing: Collection[int]) -> None:
        """Take notice of a mention, and of the body that it is part of; an office inside a body is never `đơn vị`."""
        if isinstance(mention, OrganizationMention) and mention.parent is not None:
            self._learn(mention.parent, False)
        if isinstance(mention, OrganizationMention) and subjects.is_office(mention):
            return
        self._learn(mention, mention.start in governing)

    def _learn(self, mention: Subject, governs: bool) -> None:
        """Takes a name in; a bare form (`Trung tâm`) tells nothing new."""
        if isinstance(mention, OrganizationMention) and not (mention.place or mention.parent or len(mention.name.split()) > 2):
            return
        kind = _kind(mention)
        if kind and (governs or kind in _BY_ANY):
            self._last[kind] = mention
        if governs and isinstance(mention, OrganizationMention) and not subjects.is_part(mention):
            self._last["đơn vị"] = mention
        if governs and not subjects.is_part(mention):
            self._last["nơi đây"] = mention


def _daily(tokens: Sequence[Token], index: int) -> bool:
    """`mỗi ngày khoa nhận 25 ca`"""
    return index > 1 and tokens[index - 2].norm == "mỗi" and tokens[index - 1].norm in ("ngày", "tuần", "tháng", "năm")


def _kind(mention: Subject) -> str:
    if isinstance(mention, PlaceMention):
        return "thôn" if mention.level in ("thôn", "bản", "ấp", "khóm", "buôn") else mention.level
    name = mention.name.lower()
    return next((kind for kind in _KINDS if name.startswith(kind)), "") if name.startswith(_KINDS) else ""


def _followed(sentence: Sentence, index: int) -> bool:
    return index < len(sentence.tokens) and _VERBS.at(sentence.tokens, index) is not None
