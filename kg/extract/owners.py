"""Whose a value is: of the body or place that its words, its sentence or its paragraph names, else of whom the article reports on.

What is counted may tell more: members and cells are the party organization's, opinions and resolutions
those of the assembly that met, poor households and the cover of insurance the commune's or district's, and not its health
station's.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from kg.extract import holdings, meetings, naming, subjects
from kg.extract.clauses import Slot
from kg.extract.drafts import Carried
from kg.extract.kinds import concept_of
from kg.extract.statements import Statement
from kg.extract.subjects import Subject
from kg.lexicon import listed
from kg.model import Article, MeetingMention, OrganizationMention, PlaceMention, RoleHolding
from kg.text.tokens import folded
from kg.values import cached_property

Topic = Literal["party", "session", "place", ""]

_TOPICS = listed(
    {
        "party": "đảng viên, chi bộ, kết nạp đảng, tổ chức đảng, tổ chức cơ sở đảng, cấp ủy viên",
        "session": "ý kiến, lượt ý kiến, tham luận, kiến nghị, nghị quyết, tờ trình, lượt chất vấn",
        "place": (
            "hộ nghèo, hộ cận nghèo, hộ dân, nhân khẩu, khẩu, thu ngân sách, chi ngân sách, bao phủ bhyt, bao phủ bảo hiểm y tế, "
            "tham gia bhyt, tham gia bảo hiểm y tế, tham gia bhxh, tham gia bảo hiểm xã hội, chậm đóng bhxh, con thứ 3, con thứ ba, "
            "trẻ sinh ra, suy dinh dưỡng, tổng đàn, đàn lợn, đàn chó, đàn trâu, đàn bò, đàn gia cầm, "
            "việc làm, xuất khẩu lao động, dạy nghề, học nghề, đàn gia súc, gieo trồng, trường đạt chuẩn, "
            "thu nhập bình quân đầu người, tỷ số giới tính khi sinh, tảo hôn, đuối nước"
        ),
    }
)
_OCCUR = frozenset("ca vụ ổ trường % ‰ hộ điểm".split())  # trường hợp
# What a body did there is its own: `khám cho 90 người trên địa bàn`.
_DONE_BY = frozenset("khám điều tiêm cấp phát trao tặng xử kiểm giám phụ tổ hỗ triển vận tuyên phun".split())
_ASSEMBLIES = frozenset({"okd:hdnd", "okd:thuong-truc-hdnd"})


def topic(words: str) -> Topic:
    """What sort of count the words of an indicator and its unit speak of; empty for all that a body may do or have.

    >>> topic("kết nạp đảng viên"), topic("tỷ lệ hộ nghèo"), topic("khám bệnh lượt")
    ('party', 'place', '')
    """
    found = _TOPICS.among(folded(words))
    return found[0].value if found else ""  # type: ignore[return-value]


def is_party(subject: Subject) -> bool:
    """True for a party organization of whatever unit or body."""
    return isinstance(subject, OrganizationMention) and subject.kind == "kg:PartyBody"


def is_assembly(body: OrganizationMention) -> bool:
    """True for a body whose meeting hears opinions and decides: a people's council, a party organization."""
    kind = concept_of(body)
    return is_party(body) or (kind is not None and kind.curie in _ASSEMBLIES)


def home(subject: Subject | None) -> Subject | None:
    """The unit in which a body is; any other subject itself."""
    if isinstance(subject, OrganizationMention) and subject.level and subject.parent is None:
        return PlaceMention(subject.start, subject.end, subject.text, subject.level, subject.place)
    return subject


class Owners:
    """The bodies and places of one article that its values can be of."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self.reporting = subjects.fallback(article)

    @cached_property
    def holders(self) -> dict[str, OrganizationMention]:
        """The body of each person whose post the article gives, the first one said."""
        found: dict[str, OrganizationMention] = {}
        for fact in holdings.find(self._article):
            if isinstance(fact, RoleHolding) and fact.organization and _speaks_for(fact.organization) and not fact.former:
                held = found.setdefault(fact.holder.name, fact.organization)
                if held.kind == "kg:PartyBody" and held.parent is not None and fact.organization.kind == "kg:HealthFacility":
                    found[fact.holder.name] = fact.organization  # `Bí thư Đảng ủy, Giám đốc Bệnh viện` speaks of the hospital
        return found

    @cached_property
    def _host(self) -> OrganizationMention | None:
        """The body that held the event that the article reports."""
        return next((m.host for m in meetings.find(self._article) if isinstance(m, MeetingMention)), None)

    @cached_property
    def _party(self) -> OrganizationMention | None:
        """The party organization that the article is about: the event's host, else the first one it names with its unit."""
        if self._host and is_party(self._host):
            return self._host
        named = (m for mentions in self._article.mentions for m in mentions if isinstance(m, OrganizationMention))
        return next((m for m in named if is_party(m) and (m.place or m.parent)), None)

    def subject(self, statement: Statement, slot: Slot, carried: Carried, words: str) -> Subject | None:
        """Whose the number of a slot is, `words` what it counts; None where nothing tells it."""
        said, governing = naming.within(statement, slot), statement.subject_before(slot.reading.first)
        if said is None or (governing and slot.reading.quantity.start < said.start and _acts(governing, slot)):
            said = governing
        counted = topic(f"{words} {slot.reading.quantity.unit}")
        facility = isinstance(said, OrganizationMention) and said.kind == "kg:HealthFacility"
        if counted == "party" and self._party and (said is None or facility):
            return carried.subject if carried.subject and is_party(carried.subject) else self._party
        if counted == "session" and said is None and self._host and is_assembly(self._host):
            return self._host
        if said is None and self._article.context.body and statement.at_event:
            return self._article.context.body
        last = carried.last(statement)
        if said is None and last and (naming.parted(statement, slot) or slot.bracket):
            return last.subject
        quoted = None if statement.names_person else carried.spoken
        subject = said or statement.speaker or quoted or carried.subject or self.reporting
        around = statement.sentence.norms[slot.left : slot.right]
        area = "bàn" in around and ("địa", "bàn") in pairwise(around)
        there = area and _DONE_BY.isdisjoint(around)  # `trên địa bàn còn 14 doanh nghiệp nợ`
        return home(subject) if counted == "place" or there else subject


def _speaks_for(body: OrganizationMention) -> bool:
    """Whether who holds a post there tells of that body: not of a hamlet, nor of an office inside a body."""
    return concept_of(body) is not None and not subjects.is_office(body)


def _acts(governing: Subject, slot: Slot) -> bool:
    """`Trung tâm khám cho 200 người tại xã …`: a body did it there; cases (`3 ca tại xã …`) are the place's."""
    return isinstance(governing, OrganizationMention) and slot.reading.quantity.unit.split(" ")[0] not in _OCCUR
