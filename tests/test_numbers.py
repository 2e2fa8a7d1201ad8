"""Numbers, days and observations: the tables in `tests/rules`, and what must hold for any text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.extract import extract, periods, phrases, quantities, timing
from kg.extract.times import times
from kg.model import Context, DateMention, Document, Observation, OrganizationMention, Period, Sentence
from kg.text.tokens import tokens

RULES = Path(__file__).parent / "rules"
ABOUT = Context(
    event_day=date(2024, 10, 18), issued=date(2024, 10, 20), near=date(2024, 10, 20), review=Period(date(2024, 1, 1), date(2024, 9, 30))
)
TITLE = "Trung tâm Y tế huyện Tiên Lãng sơ kết công tác y tế 9 tháng đầu năm 2024"
LEAD = "Ngày 18/10/2024, Trung tâm Y tế huyện Tiên Lãng tổ chức hội nghị sơ kết."


def sentence(text: str) -> Sentence:
    return Sentence(0, len(text), tokens(text), "body", 0, 0)


def table(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each phrase of a table with what it means: the `=` lines above it."""
    meant: list[str] = []
    fresh = False
    for line in (RULES / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("="):
            meant = [*meant, line[1:].strip()] if fresh else [line[1:].strip()]
            fresh = True
        elif line.strip() and not line.startswith("#"):
            fresh = False
            yield line.strip(), tuple(meant)


def blocks(name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each text of a table with the facts indented below it."""
    text: list[str] = []
    facts: list[str] = []
    for line in [*(RULES / name).read_text(encoding="utf-8").splitlines(), "end"]:
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith(" "):
            facts.append(line.strip())
            continue
        if facts:
            yield "\n".join(text), tuple(facts)
            text, facts = [], []
        text.append(line)


@pytest.mark.parametrize(("phrase", "meant"), [*table("quantities.txt")])
def test_quantities(phrase: str, meant: tuple[str, ...]) -> None:
    said = sentence(phrase)
    found, refused = quantities.read(said, times(said, ABOUT))
    if meant[0].startswith("(none)"):
        assert found == []
        reasons = [refusal.reason.partition(" / ")[2] for refusal in refused] + ["a date or a period" for _ in times(said, ABOUT)]
        assert meant[0].removeprefix("(none): ") in reasons
    else:
        assert tuple(shown(reading.quantity) for reading in found) == meant


def shown(quantity: quantities.Quantity) -> str:
    parts = [f"{quantity.value:f}", quantity.unit]
    parts += [quantity.bound] * (quantity.bound != "exact")
    parts += [f"target {quantity.target}"] * (quantity.target is not None)
    return " | ".join(parts)


@pytest.mark.parametrize(("phrase", "meant"), [*table("periods.txt")])
def test_periods(phrase: str, meant: tuple[str, ...]) -> None:
    line = sentence(phrase)
    found = periods.find(line, times(line, ABOUT))
    said = [str(m.day) if isinstance(m, DateMention) else f"{m.start_date}..{m.end_date}" for m in found]
    assert tuple(said) == (() if meant == ("(none)",) else meant)


@pytest.mark.parametrize(
    ("day", "words", "meant"),
    [
        (date(2031, 1, 13), "Trong năm, Trung tâm đã khám", 2030),  # `Hội nghị viên chức năm 2031` in January looks back
        (date(2031, 1, 13), "Năm qua, Trung tâm đã khám", 2030),
        (date(2031, 1, 13), "Trong năm, Trung tâm phấn đấu khám", 2031),
        (date(2031, 1, 13), "Cả năm, Trung tâm khám", 2031),
        (date(2031, 6, 13), "Trong năm, Trung tâm đã khám", 2031),
    ],
)
def test_a_year_that_has_only_begun(day: date, words: str, meant: int) -> None:
    about = Context(event_day=day, issued=day, near=day, review=Period(date(2031, 1, 1), date(2031, 12, 31)))
    (said,) = times(sentence(words), about)
    assert (said.first, said.last) == (date(meant, 1, 1), date(meant, 12, 31))


def test_days_ahead_of_an_article_whose_own_day_is_a_guess() -> None:
    """`near` is then the last day told with its year; a day told without one may be later and is no plan."""
    guessed, told = Context(near=date(2031, 7, 31)), Context(issued=date(2031, 7, 31), near=date(2031, 7, 31))
    soon, later = Period(date(2031, 8, 13), date(2031, 8, 13)), Period(date(2032, 1, 1), date(2032, 12, 31))
    assert (timing.ahead(soon, guessed), timing.ahead(later, guessed)) == (False, True)
    assert (timing.ahead(soon, told), timing.ahead(later, told)) == (True, True)


@pytest.mark.parametrize(("text", "facts"), [*blocks("observations.txt")])
def test_observations(text: str, facts: tuple[str, ...]) -> None:
    found = extract(Document("mau.txt", f"{TITLE}\n20/10/2024\n\n{LEAD}\n\n{text}\n"))
    said = tuple(told(fact) for fact in found.facts if isinstance(fact, Observation))
    assert said == (() if facts == ("(none)",) else facts)


def told(fact: Observation) -> str:
    """A fact as the table writes it: what is usual in its article is left out."""
    parts = [f"{fact.indicator_text}: {fact.value:f} {fact.unit}"]
    parts += [fact.bound] * (fact.bound != "exact")
    parts += [f"target {fact.target}"] * (fact.target is not None)
    parts += [f"{c.kind} {c.value:f} {c.unit}{'' if c.bound == 'exact' else ' ' + c.bound}" for c in fact.comparisons]
    parts += [f"of {fact.subject.text}"] * (not fact.subject.text.startswith("Trung tâm"))
    where = fact.subject.place if isinstance(fact.subject, OrganizationMention) else fact.subject.name
    parts += [f"at {where}"] * (where not in ("Tiên Lãng", "") and where not in fact.subject.text)
    label = fact.period.label if fact.period else "no period"
    parts += [label] * (label != "2024-01-01..2024-09-30")
    parts += ["planned"] * fact.planned
    return "; ".join(parts)


@pytest.mark.parametrize("name", ["quantities.txt", "periods.txt"])
def test_every_table_says_what_must_not_match(name: str) -> None:
    cases = list(table(name))
    assert sum(meant[0].startswith("(none)") for _, meant in cases) >= 9
    assert len({phrase for phrase, _ in cases}) == len(cases)


def test_near_is_the_publication_else_the_first_full_date_else_the_first_period() -> None:
    assert periods.near(date(2024, 3, 1), ["Sáng 5/1/2022"]) == date(2024, 3, 1)
    assert periods.near(None, ["Sơ kết 6 tháng đầu năm 2023", "Sáng 5/7/2023, trạm họp"]) == date(2023, 7, 5)
    assert periods.near(None, ["Sơ kết 6 tháng đầu năm 2023"]) == date(2023, 6, 30)
    assert periods.near(None, ["Trạm họp"]) is None


def test_review_is_no_plan() -> None:
    assert periods.reviewed(["Triển khai nhiệm vụ năm 2024"], None) is None
    assert periods.reviewed(["Tổng kết năm 2023, triển khai nhiệm vụ năm 2024"], None) == Period(date(2023, 1, 1), date(2023, 12, 31))
    assert periods.reviewed(["Triển khai kế hoạch từ ngày 8/4 đến ngày 4/5/2024"], None) is None
    done = periods.reviewed(["Đoàn làm việc về thực hiện chỉ tiêu 5 tháng đầu năm 2024"], None)  # carried out: no plan
    assert done is not None
    assert done.label == "2024-01-01..2024-05-31"
    assert periods.reviewed(["Bàn chỉ tiêu 5 tháng cuối năm 2024"], None) is None
    campaign = periods.reviewed(["Thực hiện Kế hoạch số 12/KH-UBND, từ ngày 8/4 đến ngày 4/5/2024, đoàn đã kiểm tra"], None)
    assert campaign == Period(date(2024, 4, 8), date(2024, 5, 4))


def test_an_unknown_noun_is_bounded_by_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    said = tokens("7 quy trình mới")
    assert phrases.noun_end(said, 1) == 3
    monkeypatch.setattr(phrases, "ENABLED", False)
    assert phrases.noun_end(said, 1) == 2


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="0123456789.,/%-()hơn gầnđạttăngtừếnlượtỷtriệu", max_size=60))
def test_any_text_is_read_and_every_quantity_stands_where_it_says(text: str) -> None:
    for quantity in (reading.quantity for reading in quantities.figures(sentence(text), ABOUT).readings):
        assert quantity.text == " ".join(text[quantity.start : quantity.end].split(" "))
        assert quantity.value >= 0


@pytest.mark.parametrize(
    ("lead", "days"),
    [
        ("Ngày 18/10/2024, xã Bạch Đằng tổ chức ngày hội hiến máu tình nguyện.", "2024-10-18..2024-10-18"),
        ("Ngày 18/10/2024, đoàn công tác huyện Tiên Lãng đến làm việc tại xã Bạch Đằng.", "2024-01-01..2024-12-31"),
    ],
)
def test_what_is_done_at_an_activity_is_of_its_day(lead: str, days: str) -> None:
    text = f"Tin của xã Bạch Đằng, huyện Tiên Lãng\n20/10/2024\n\n{lead}\n\nBan Tổ chức tiếp nhận 86 đơn vị máu."
    (found,) = [fact for fact in extract(Document("mau.txt", text)).facts if isinstance(fact, Observation)]
    assert found.period is not None
    assert (found.value, found.period.label) == (Decimal(86), days)


def test_a_place_where_something_was_is_not_whose_figures_are_told() -> None:
    lead = "Ngày 18/10/2024, tại Trung tâm Văn hóa huyện, huyện Tiên Lãng tổ chức ngày hội hiến máu."
    text = f"Ngày hội hiến máu\n20/10/2024\n\n{lead}\n\nCó 95 người đăng ký."
    (found,) = [fact for fact in extract(Document("mau.txt", text)).facts if isinstance(fact, Observation)]
    assert (found.value, found.subject.name) == (Decimal(95), "Tiên Lãng")


def test_a_quote_is_a_sentence_with_the_number_in_it() -> None:
    text = f"{TITLE}\n20/10/2024\n\n{LEAD}\n\nTrung tâm khám bệnh cho 1.234 lượt người. Phẫu thuật 56 ca."
    found = [fact for fact in extract(Document("mau.txt", text)).facts if isinstance(fact, Observation)]
    assert [fact.value for fact in found] == [Decimal(1234), Decimal(56)]
    for fact, number in zip(found, ("1.234", "56"), strict=True):
        evidence = fact.evidence[-1]
        assert text[evidence.start : evidence.end] == evidence.quote
        assert number in evidence.quote


def test_what_a_commune_has_is_not_its_stations() -> None:
    text = f"{TITLE}\n20/10/2024\n\n{LEAD}\n\nTrạm Y tế xã Bạch Đằng khám 2.140 lượt; tỷ lệ hộ nghèo còn 2,2%."
    found = [fact for fact in extract(Document("mau.txt", text)).facts if isinstance(fact, Observation)]
    assert [(fact.subject.name, isinstance(fact.subject, OrganizationMention)) for fact in found] == [
        ("Trạm Y tế", True),
        ("Bạch Đằng", False),
    ]


def test_a_headline_is_not_counted_again_and_a_source_is_not_whose_figures_are_told() -> None:
    lead = "Theo báo cáo của Trung tâm Kiểm soát bệnh tật thành phố Hải Phòng, tuần qua toàn thành phố ghi nhận 73 ca sởi."
    text = f"SỞI TĂNG: 73 CA TRONG TUẦN\n20/10/2024\n\nTiêm chủng và bệnh sởi: 73 ca\n\n{lead}\n\nTỷ lệ tiêm phòng đạt 58,2%."
    found = [fact for fact in extract(Document("mau.txt", text)).facts if isinstance(fact, Observation)]
    assert [(fact.value, isinstance(fact.subject, OrganizationMention)) for fact in found] == [
        (Decimal(73), False),
        (Decimal("58.2"), False),
    ]


def test_what_a_campaign_did_until_its_end_is_of_all_its_days() -> None:
    lead = "Từ ngày 8/9 đến ngày 25/9/2024, Đoàn kiểm tra liên ngành huyện Tiên Lãng kiểm tra các cơ sở thực phẩm."
    text = f"Kiểm tra liên ngành huyện Tiên Lãng\n28/09/2024\n\n{lead}\n\nTính đến hết ngày 25/9, đoàn đã kiểm tra 38 cơ sở."
    (found,) = [fact for fact in extract(Document("mau.txt", text)).facts if isinstance(fact, Observation)]
    assert found.period is not None
    assert found.period.label == "2024-09-08..2024-09-25"
