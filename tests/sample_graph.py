"""Two invented articles with their facts, resolved by hand: what the graph's tests are about.

Run as a script it prints their Turtle; an argument `reversed` gives the articles and facts in the other order.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from kg.model import (
    Article,
    Attendance,
    Comparison,
    Concept,
    Context,
    Document,
    Entity,
    Evidence,
    Extraction,
    Fact,
    Layout,
    Meeting,
    MeetingMention,
    Mention,
    Observation,
    Organization,
    OrganizationMention,
    Period,
    Person,
    PersonMention,
    Place,
    PlaceMention,
    Resolution,
    RoleHolding,
)
from kg.rdf import quads
from kg.store import Store

FIRST = """\
Sáng 5/4/2024, Trung tâm Y tế huyện Lạc Thủy Nam tổ chức hội nghị sơ kết quý I.
Bà Trần Thị Hoa Sen, Giám đốc Trung tâm Y tế huyện Lạc Thủy Nam, chủ trì; ông Lý Văn Bách, nguyên Phó Giám đốc, tham dự.
Trong quý I, Trung tâm khám hơn 1.250 lượt, đạt 91,03% kế hoạch năm, giảm 4% so cùng kỳ.
Công suất sử dụng giường bệnh đạt 88,25%. Có 7/9 xã dùng sổ khám điện tử của huyện.
Bà Trần Thị Hoa Sen, Giám đốc Trung tâm, phát biểu.
"""
SECOND = """\
Ông Lý Văn Bách, Phó Giám đốc Trung tâm Y tế huyện Lạc Thủy Nam, cho biết: quý I phấn đấu khám 1.300 lượt.
"""

PROVINCE = Place("place/tinh-lac-thuy", "tỉnh Lạc Thủy", level="province", code="98")
DISTRICT = Place("place/huyen-lac-thuy-nam-lac-thuy", "huyện Lạc Thủy Nam", level="district", code="980", part_of=PROVINCE)
CENTRE = Organization(
    "organization/trung-tam-y-te-huyen-lac-thuy-nam",
    "Trung tâm Y tế huyện Lạc Thủy Nam",
    ("Trung tâm",),
    kind="kg:HealthFacility",
    located_in=DISTRICT,
)
SEN = Person("person/tran-thi-hoa-sen-tinh-lac-thuy", "Trần Thị Hoa Sen", titles=("Bác sĩ CKI",))
BACH = Person("person/ly-van-bach-tinh-lac-thuy", "Lý Văn Bách")
QUARTER = Period(date(2024, 1, 1), date(2024, 3, 31))


def words(text: str, quote: str, nth: int = 0) -> Evidence:
    """The evidence of the nth place where `quote` stands in a text."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(quote, start + 1)
    return Evidence(start, start + len(quote), quote)


def line(text: str, number: int) -> Evidence:
    """The evidence of a whole line."""
    return words(text, text.splitlines()[number])


def resolution(name: str, text: str, facts: Sequence[Fact], entities: dict[Mention, Entity], layout: Layout = Layout(())) -> Resolution:  # noqa: B008
    meetings = tuple(mention for mention in entities if isinstance(mention, MeetingMention))
    article = Article(Document(name, text), layout, (), (), (), Context())
    mentioned = {entity.path: entity for entity in entities.values()}
    return Resolution(Extraction(article, meetings, tuple(facts), ()), entities, tuple(mentioned[path] for path in sorted(mentioned)))


def first() -> Resolution:
    sen = PersonMention(*words(FIRST, "Trần Thị Hoa Sen"), name="Trần Thị Hoa Sen")
    bach = PersonMention(*words(FIRST, "Lý Văn Bách"), name="Lý Văn Bách")
    centre = OrganizationMention(*words(FIRST, "Trung tâm Y tế huyện Lạc Thủy Nam"), name="Trung tâm Y tế")
    district = PlaceMention(*words(FIRST, "huyện", 2), level="huyện")
    held = MeetingMention(*line(FIRST, 0), event="hội nghị", label="Hội nghị sơ kết quý I", day=date(2024, 4, 5), host=centre)
    meeting = Meeting(
        "meeting/hoi-nghi-trung-tam-y-te-huyen-lac-thuy-nam-2024-04-05",
        held.label,
        event="hội nghị",
        day=held.day,
        host=CENTRE,
        place=DISTRICT,
        period=QUARTER,
        evidence=(line(FIRST, 0),),
    )
    post = {"confidence": Decimal("0.90"), "as_of": date(2024, 4, 5)}
    seen = {"rule": "attendance.list", "confidence": Decimal("0.9"), "meeting": held}
    count = {"rule": "count", "confidence": Decimal("0.8"), "period": QUARTER}
    facts: list[Fact] = [
        RoleHolding(
            (line(FIRST, 1), line(FIRST, 4)),
            "post.after-name",
            holder=sen,
            role=Concept("rol:giam-doc", "Giám đốc"),
            role_text="Giám đốc",
            organization=centre,
            **post,
        ),
        RoleHolding(
            (line(FIRST, 1),),
            "post.after-name",
            holder=bach,
            role=Concept("rol:pho-giam-doc", "Phó Giám đốc"),
            role_text="Phó Giám đốc",
            organization=centre,
            former=True,
            **post,
        ),
        Attendance((line(FIRST, 1),), attendee=sen, capacity="chủ trì", **seen),
        Attendance((line(FIRST, 1),), attendee=bach, capacity="tham dự", **seen),
        Observation(
            (line(FIRST, 2),),
            subject=centre,
            indicator=Concept("ind:luot-kham-benh", "lượt khám bệnh"),
            indicator_text="khám",
            value=Decimal(1250),
            unit="lượt",
            bound="over",
            comparisons=(
                Comparison("attainment", Decimal("91.03"), "%", baseline="kế hoạch năm"),
                Comparison("change", Decimal(-4), "%", baseline="cùng kỳ"),
            ),
            **count,
        ),
        Observation(
            (words(FIRST, "Công suất sử dụng giường bệnh đạt 88,25%."),),
            subject=centre,
            indicator=Concept("ind:cong-suat-su-dung-giuong-benh", "công suất sử dụng giường bệnh"),
            indicator_text="Công suất sử dụng giường bệnh",
            value=Decimal("88.250"),
            unit="%",
            **count,
        ),
        Observation(
            (words(FIRST, "Có 7/9 xã dùng sổ khám điện tử của huyện."),),
            subject=district,
            indicator=Concept("ind:moi-xa-dung-so-kham-dien-tu", "xã dùng sổ khám điện tử"),
            indicator_text="xã dùng sổ khám điện tử",
            value=Decimal(7),
            unit="xã",
            target=Decimal("9"),
            rule="fraction",
            confidence=Decimal(1),
        ),
    ]
    entities: dict[Mention, Entity] = {sen: SEN, bach: BACH, centre: CENTRE, district: DISTRICT, held: meeting}
    layout = Layout((), "Sơ kết quý I", date(2024, 4, 6), "Hoa Ban", "Cổng thông tin huyện Lạc Thủy Nam")
    return resolution("so-ket.txt", FIRST, facts, entities, layout)


def second() -> Resolution:
    bach = PersonMention(*words(SECOND, "Lý Văn Bách"), name="Lý Văn Bách")
    centre = OrganizationMention(*words(SECOND, "Trung tâm Y tế huyện Lạc Thủy Nam"), name="Trung tâm Y tế")
    facts: list[Fact] = [
        RoleHolding(
            (line(SECOND, 0),),
            "post.after-name",
            Decimal("0.9"),
            holder=bach,
            role=Concept("rol:pho-giam-doc", "Phó Giám đốc"),
            role_text="Phó Giám đốc",
            organization=centre,
        ),
        Observation(
            (line(SECOND, 0),),
            "count",
            Decimal("0.7"),
            subject=centre,
            indicator=Concept("ind:luot-kham-benh", "lượt khám bệnh"),
            indicator_text="khám",
            value=Decimal(1300),
            unit="lượt",
            period=QUARTER,
            planned=True,
        ),
    ]
    return resolution("ke-hoach.txt", SECOND, facts, {bach: BACH, centre: CENTRE})


def resolutions() -> list[Resolution]:
    return [first(), second()]


def backwards() -> list[Resolution]:
    """The same articles with everything that has no order of its own turned around."""
    turned = []
    for one in reversed(resolutions()):
        extraction = replace(one.extraction, facts=one.extraction.facts[::-1])
        turned.append(Resolution(extraction, dict(reversed(one.entities.items())), one.mentioned[::-1]))
    return turned


def graph() -> Store:
    return Store(quads(resolutions()))


if __name__ == "__main__":
    sys.stdout.buffer.write(Store(quads(backwards() if "reversed" in sys.argv else resolutions())).serialize())
