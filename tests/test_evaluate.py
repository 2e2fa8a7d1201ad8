"""The judge is judged: a graph that says what the annotations say is right in all; each planted error costs what it should."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import KgError
from kg.evaluate import KINDS, Evaluation, Score, evaluate, match
from kg.evaluate.facts import Named, from_gold
from kg.evaluate.names import levels, plain, post, same_indicator, same_name, unit_kind
from kg.store import Store

GOLD = """
people:
  - {name: Lò Thị Mẫu, titles: [ThS]}
  - {name: Hồ Văn Thử}
  - {name: N.V.X, optional: true}
organizations:
  - [Trung tâm Y tế huyện Mẫu Sơn, Trung tâm]
  - [UBND huyện Mẫu Sơn, UBND huyện]
  - {name: [Sở Y tế tỉnh Mẫu], optional: true}
roles:
  - {person: Lò Thị Mẫu, role: Giám đốc, organization: [Trung tâm Y tế huyện Mẫu Sơn, Trung tâm]}
  - {person: Hồ Văn Thử, role: Chủ tịch, organization: [UBND huyện Mẫu Sơn, UBND huyện], former: true}
meetings:
  - {kind: hội nghị, date: 2031-05-06, host: [Trung tâm Y tế huyện Mẫu Sơn], attended_by: [Lò Thị Mẫu, Hồ Văn Thử]}
observations:
  - {subject: Trung tâm Y tế huyện Mẫu Sơn, indicator: [lượt khám bệnh], value: 4321, unit: lượt, bound: over,
     start: 2031-01-01, end: 2031-03-31, target: 9000, attainment: {value: 48.5}, change: {value: -7, unit: "%"}}
  - {subject: [huyện Mẫu Sơn], indicator: [hộ nghèo, tỷ lệ hộ nghèo], value: 3.2, unit: "%"}
  - {subject: [huyện Mẫu Sơn], indicator: [hộ được vay vốn], value: 77, unit: hộ, planned: true}
"""

GRAPH = """
PREFIX kg: <https://w3id.org/yte-kg/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX : <https://example.org/>

kg:HealthFacility rdfs:subClassOf kg:Organization .
:d a kg:Document ; kg:fileName "mau.txt" ; kg:mentions :mau, :thu, :tt, :ub, :m .
:e a kg:Evidence ; kg:document :d .
:mau a kg:Person ; rdfs:label "Lò Thị Mẫu"@vi .
:thu a kg:Person ; rdfs:label "Hồ Văn Thử"@vi .
:tt a kg:HealthFacility ; rdfs:label "Trung tâm Y tế huyện Mẫu Sơn"@vi ; skos:altLabel "Trung tâm"@vi .
:ub a kg:Organization ; rdfs:label "UBND huyện Mẫu Sơn"@vi ; skos:altLabel "UBND huyện"@vi .
:huyen a kg:Place ; rdfs:label "huyện Mẫu Sơn"@vi .
:gd a kg:Role ; skos:prefLabel "Giám đốc"@vi, "director"@en .
:ct a kg:Role ; skos:prefLabel "Chủ tịch"@vi, "chair"@en .
:r1 a kg:RoleHolding ; kg:holder :mau ; kg:role :gd ; kg:roleText "Giám đốc"@vi ; kg:organization :tt ; kg:evidence :e .
:r2 a kg:RoleHolding ; kg:holder :thu ; kg:role :ct ; kg:roleText "Chủ tịch"@vi ; kg:organization :ub ; kg:former true ; kg:evidence :e .
:m a kg:Meeting ; rdfs:label "hội nghị"@vi ; kg:date "2031-05-06"^^xsd:date ; kg:host :tt ; kg:evidence :e .
:a1 a kg:Attendance ; kg:meeting :m ; kg:attendee :mau ; kg:evidence :e .
:a2 a kg:Attendance ; kg:meeting :m ; kg:attendee :thu ; kg:evidence :e .
:q1 kg:start "2031-01-01"^^xsd:date ; kg:end "2031-03-31"^^xsd:date .
:i1 skos:prefLabel "lượt khám bệnh"@vi .
:o1 a kg:Observation ; kg:subject :tt ; kg:indicator :i1 ; kg:indicatorText "khám bệnh"@vi ; kg:value 4321.0 ;
    kg:unit "lượt"@vi ; kg:bound kg:over ; kg:period :q1 ; kg:target 9000.0 ; kg:comparison :c1, :c2 ; kg:evidence :e .
:c1 kg:comparisonKind kg:attainment ; kg:value 48.5 ; kg:unit "%" ; kg:bound kg:exact .
:c2 kg:comparisonKind kg:change ; kg:value -7.0 ; kg:unit "%" ; kg:bound kg:exact .
:o2 a kg:Observation ; kg:subject :huyen ; kg:indicatorText "tỷ lệ hộ nghèo"@vi ; kg:value 3.2 ; kg:unit "%" ; kg:bound kg:exact ;
    kg:evidence :e .
# more
"""


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "mau.yaml").write_text(GOLD, encoding="utf-8")
    return tmp_path


def judged(gold: Path, *changes: tuple[str, str]) -> Evaluation:
    """The evaluation of the graph after replacing texts in it."""
    turtle = GRAPH
    for old, new in changes:
        assert old in turtle
        turtle = turtle.replace(old, new)
    return evaluate(Store.load(turtle.encode()), gold)


def test_what_agrees_is_right_in_all(gold: Path) -> None:
    result = judged(gold)
    assert result.kinds == {kind: Score(1, 1, 1) if kind == "meetings" else Score(2, 2, 2) for kind in KINDS}
    slots = {"subject": 2, "indicator": 2, "period": 1, "bound": 2, "target": 1, "attainment": 1, "change": 1, "planned": 2, "former": 1}
    assert result.slots == {slot: (n, n) for slot, n in slots.items()}
    assert result.errors == ()


def added(turtle: str) -> tuple[str, str]:
    """The change that adds statements to the graph."""
    return "# more", f"{turtle} .\n"


def observation(subject: str, text: str, value: str, unit: str, more: str = "") -> tuple[str, str]:
    amount = f'kg:value {value} ; kg:unit "{unit}"@vi'
    return added(f':o3 a kg:Observation ; kg:subject {subject} ; kg:indicatorText "{text}"@vi ; {amount} ; kg:evidence :e {more}')


NONE = (0, 0)
ONE_OF_TWO = (1, 2, 2)
NO_NUMBER: dict[str, tuple[int, ...]] = {
    **dict.fromkeys(("observation_values", "observations"), ONE_OF_TWO),
    **dict.fromkeys(("subject", "indicator", "bound", "planned"), (1, 1)),
}
ONE_TOO_MANY = {"observation_values": (2, 3, 2), "observations": (2, 3, 2)}
NO_POST = {"roles": ONE_OF_TWO, "roles_resolved": ONE_OF_TWO, "former": NONE}
# What is changed, and the kinds and slots whose counts it changes: right, found, wanted, or right, of.
PLANTED: dict[str, tuple[tuple[str, str], dict[str, tuple[int, ...]]]] = {
    "a person misread": (
        ('"Lò Thị Mẫu"', '"Lò Thị Mẫn"'),
        dict.fromkeys(("people", "roles", "roles_resolved", "attendance"), ONE_OF_TWO),
    ),
    "a person not mentioned": ((":mau, :thu", ":thu"), {"people": (1, 1, 2)}),
    "a body under its short name": (
        ('"Trung tâm Y tế huyện Mẫu Sơn"@vi ; skos:altLabel "Trung tâm"', '"Trung tâm"'),
        {"roles_resolved": ONE_OF_TWO, "meetings": (0, 1, 1), "observations": ONE_OF_TWO, "subject": (1, 2)},
    ),
    "a body at another level": (
        ('"UBND huyện Mẫu Sơn"@vi ; skos:altLabel "UBND huyện"', '"UBND xã Mẫu Sơn"'),
        {"organizations": ONE_OF_TWO, **NO_POST},
    ),
    "a post at another body": (("kg:organization :ub", "kg:organization :tt"), NO_POST),
    "a former post told as held": (("kg:former true ; ", ""), {"former": (0, 1)}),
    "a meeting on another day": (("2031-05-06", "2031-05-07"), {"meetings": (0, 1, 1), "attendance": (0, 2, 2)}),
    "an attendance missed": ((":a2 a kg:Attendance", ":a2 a kg:Other"), {"attendance": (1, 1, 2)}),
    "another number": (
        ("kg:value 4321.0", "kg:value 4322.0"),
        {**NO_NUMBER, "period": NONE, "target": NONE, "attainment": NONE, "change": NONE},
    ),
    "a number of another unit": (('kg:value 3.2 ; kg:unit "%"', 'kg:value 3.2 ; kg:unit "hộ"@vi'), NO_NUMBER),
    "another indicator": (('"tỷ lệ hộ nghèo"', '"trẻ em đến trường"'), {"observations": ONE_OF_TWO, "indicator": (1, 2)}),
    "another period": (('"2031-03-31"', '"2031-06-30"'), {"observations": ONE_OF_TWO, "period": (0, 1)}),
    "another bound": (("kg:bound kg:over", "kg:bound kg:about"), {"bound": (1, 2)}),
    "another target": (("kg:target 9000.0", "kg:target 9500.0"), {"target": (0, 1)}),
    "a target that nobody stated": (("kg:value 3.2 ;", "kg:value 3.2 ; kg:target 5.0 ;"), {"target": (1, 2)}),
    "a fall told as a rise": (("kg:value -7.0", "kg:value 7.0"), {"change": (0, 1)}),
    "a change in another unit": (('kg:value -7.0 ; kg:unit "%"', 'kg:value -7.0 ; kg:unit "lượt"@vi'), {"change": (0, 1)}),
    "an attainment told as a change": (("kg:attainment", "kg:change"), {"attainment": (0, 1)}),
    "a fact too many": (observation(":tt", "số giường", "60.0", "giường"), ONE_TOO_MANY),
    "a plan told as a fact": (observation(":huyen", "hộ được vay vốn", "77.0", "hộ"), {**ONE_TOO_MANY, "planned": (2, 3)}),
    "a fact told as a plan": (("kg:value 3.2 ;", "kg:value 3.2 ; kg:planned true ;"), {"planned": (1, 2)}),
    "a document that is not there": (
        ('"mau.txt"', '"khac.txt"'),
        {
            **{kind: (0, 0, n) for kind, n in zip(KINDS, (2, 2, 2, 2, 1, 2, 2, 2), strict=True)},
            **dict.fromkeys(("subject", "indicator", "period", "bound", "target", "attainment", "change", "planned", "former"), NONE),
        },
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_error_costs_what_it_should(name: str, gold: Path) -> None:
    change, costs = PLANTED[name]
    whole, result = judged(gold), judged(gold, change)
    assert result.kinds == {kind: Score(*costs.get(kind, whole.kinds[kind])) for kind in KINDS}
    assert result.slots == {slot: costs.get(slot, counts) for slot, counts in whole.slots.items()}


# What is neither wrong nor missed.
HARMLESS = {
    "an optional person": added(':d kg:mentions :x . :x a kg:Person ; rdfs:label "N.V.X"@vi'),
    "an optional body": added(':d kg:mentions :x . :x a kg:Organization ; rdfs:label "Sở Y tế tỉnh Mẫu"@vi'),
    "a second reading of a body": added(':d kg:mentions :x . :x a kg:Organization ; rdfs:label "UBND huyện"@vi'),
    "an aim told as one": observation(":huyen", "hộ được vay vốn", "77.0", "hộ", "; kg:planned true"),
    "a post said twice": added(
        ':r3 a kg:RoleHolding ; kg:holder :mau ; kg:role :gd ; kg:roleText "Giám đốc"@vi ; kg:organization :tt ; kg:evidence :e'
    ),
    "the seam between role and body": ('kg:roleText "Giám đốc"@vi', 'kg:roleText "Giám đốc Trung tâm"@vi'),
    "an abbreviation": ('"UBND huyện Mẫu Sơn"', '"Ủy ban nhân dân huyện Mẫu Sơn"'),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_is_optional_or_the_same_costs_nothing(name: str, gold: Path) -> None:
    assert judged(gold, HARMLESS[name]).kinds == judged(gold).kinds


def test_plans_tell_whether_planned_is_right(gold: Path) -> None:
    assert judged(gold, HARMLESS["an aim told as one"]).slots["planned"] == (3, 3)


def test_errors_are_listed(gold: Path) -> None:
    errors = judged(gold, ('"Lò Thị Mẫu"', '"Lò Thị Mẫn"')).errors
    assert ("mau", "people", "wrong", "Lò Thị Mẫn") in errors
    assert ("mau", "people", "missed", "Lò Thị Mẫu") in errors
    assert ("mau", "attendance", "missed", "Lò Thị Mẫu @ 2031-05-06") in errors


def test_only_some_documents(gold: Path) -> None:
    (gold / "khac.yaml").write_text("people: [{name: Hồ Văn Thử}]", encoding="utf-8")
    store = Store.load(GRAPH.encode())
    assert evaluate(store, gold).kinds["people"] == Score(2, 2, 3)
    assert evaluate(store, gold, ["mau"]).kinds["people"] == Score(2, 2, 2)


def test_scores() -> None:
    score = Score(right=3, found=4, wanted=6)
    assert (score.precision, score.recall) == (0.75, 0.5)
    assert score.f1 == pytest.approx(0.6)
    assert Score(0, 0, 0).f1 == 1.0
    assert Score(0, 3, 0).f1 == 0.0


def test_matching_is_a_maximum() -> None:
    """Taking the first that fits would leave the second wanted name without any."""
    found = [Named(("A", "B")), Named(("A",))]
    wanted = [Named(("A",)), Named(("B",))]
    pairs, wrong, missed = match(found, wanted, lambda a, b: same_name(a.names, b.names))
    assert {(a.names[0], b.names[0]) for a, b in pairs} == {("A", "A"), ("A", "B")}
    assert (wrong, missed) == ([], [])


@pytest.mark.parametrize("content", ["people: [", "roles: [{person: A}]", "observations: [{subject: A, indicator: b, value: nhiều}]"])
def test_a_broken_annotation_is_named(content: str, tmp_path: Path) -> None:
    (tmp_path / "hong.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(KgError, match=r"hong\.yaml") as raised:
        from_gold(tmp_path)
    assert "\n" not in str(raised.value)


def test_a_folder_without_annotations_is_named(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="no annotation"):
        from_gold(tmp_path)


# ---------------------------------------------------------------- when two names are the same


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("UBND thị xã Mẫu", "Uỷ ban Nhân dân TX. Mẫu"),
        ("Trung tâm Kiểm soát bệnh tật tỉnh Mẫu", "CDC Mẫu"),
        ("Bác sỹ", "bác sĩ"),
        ("xã Đăk Mẫu", "Đắk Mẫu"),
        ("khám bệnh, chữa bệnh", "khám, chữa bệnh"),
        ("UVTV", "Ủy viên Thường vụ"),
    ],
)
def test_the_same_name(a: str, b: str) -> None:
    assert same_name([a], [b])


@pytest.mark.parametrize(("a", "b"), [("UBND xã Mẫu", "UBND huyện Mẫu"), ("Sở Y tế", "Sở Y tế tỉnh Mẫu"), ("Thị ủy Mẫu", "Huyện ủy Mẫu")])
def test_another_name(a: str, b: str) -> None:
    assert not same_name([a], [b])


def test_levels_are_left_out_before_a_proper_name_only() -> None:
    assert plain("thành phố Mẫu") == "mẫu"
    assert plain("Đảng bộ huyện") == "đảng bộ huyện"
    assert plain("Huyện ủy Mẫu") == "huyện ủy mẫu"
    assert levels("Trạm Y tế thị trấn Mẫu, huyện Thử") == ("thị trấn", "huyện")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("Tỉnh ủy viên", ""), ("Tỉnh ủy viên", "Tỉnh ủy")),
        (("Trưởng Ban", "Ban Tuyên giáo"), ("Trưởng Ban Tuyên giáo", "")),
        (("PGĐ", "Sở Y tế"), ("Phó Giám đốc", "Sở Y tế")),
    ],
)
def test_the_same_post(a: tuple[str, str], b: tuple[str, str]) -> None:
    assert post(*a) == post(*b)


def test_indicators() -> None:
    assert same_indicator(["số lượt khám bệnh ngoại trú"], ["khám ngoại trú"])
    assert same_indicator(["lượt khám"], ["khám"])
    assert not same_indicator(["khám bệnh"], ["điều trị nội trú"])
    assert not same_indicator(["tỷ lệ"], ["số ca"])


def test_units() -> None:
    assert [unit_kind(unit) for unit in ("%", "đồng/tháng", "lượt", "", "điểm %")] == ["%", "đồng", "count", "count", "count"]
