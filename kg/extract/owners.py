"""Whose some counts are by what they count: members and cells are the party organization's, opinions and resolutions those of
the assembly that met, poor households and the cover of insurance the commune's or district's, and not its health station's."""

from __future__ import annotations

from typing import Literal

from kg.extract.organizations import concept_of
from kg.extract.subjects import Subject
from kg.lexicon import listed
from kg.model import OrganizationMention, PlaceMention
from kg.text.tokens import tokens

Topic = Literal["party", "session", "place", ""]

_TOPICS = listed(
    {
        "party": "đảng viên, chi bộ, kết nạp đảng, tổ chức đảng, tổ chức cơ sở đảng, cấp ủy viên",
        "session": "ý kiến, lượt ý kiến, tham luận, kiến nghị, nghị quyết, tờ trình, lượt chất vấn",
        "place": (
            "hộ nghèo, hộ cận nghèo, hộ dân, nhân khẩu, khẩu, thu ngân sách, chi ngân sách, bao phủ bhyt, bao phủ bảo hiểm y tế, "
            "thu nhập bình quân đầu người, tỷ số giới tính khi sinh, tảo hôn, đuối nước"
        ),
    }
)
_ASSEMBLIES = frozenset({"okd:hdnd", "okd:thuong-truc-hdnd"})


def topic(words: str) -> Topic:
    """What sort of count the words of an indicator and its unit speak of; empty for all that a body may do or have.

    >>> topic("kết nạp đảng viên"), topic("tỷ lệ hộ nghèo"), topic("khám bệnh lượt")
    ('party', 'place', '')
    """
    found = _TOPICS.find(tokens(words))
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
