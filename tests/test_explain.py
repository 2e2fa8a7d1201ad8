"""What `kg explain` draws: underlines exactly beneath the words, whatever their width, in lines that fit."""

from __future__ import annotations

from importlib import import_module

from rich.cells import cell_len

import kg
from kg.model import DateMention, Document, Mention, OrganizationMention, PersonMention

EXPLAIN = import_module("kg.explain")  # the module: `kg.explain` is the function


def drawn(text: str, *marks: tuple[type[Mention], str], width: int = 100) -> str:
    """The drawing of a text in which each mark's words are a mention."""
    mentions = []
    for kind, words in marks:
        start = text.index(words)
        mentions.append(kind(start, start + len(words), words))
    return "\n".join(EXPLAIN._drawn(text, 0, len(text), mentions, width))


def test_underlines_stand_beneath_the_words() -> None:
    assert drawn("Bà Lò Thị Mẫu dự họp.", (PersonMention, "Lò Thị Mẫu")).splitlines() == [
        "  Bà Lò Thị Mẫu dự họp.",
        "     ╰────────╯ person",
    ]


def test_a_label_that_has_no_room_moves_a_row_down() -> None:
    assert drawn("Ngày 2/3 Sở Y tế họp.", (DateMention, "2/3"), (OrganizationMention, "Sở Y tế")).splitlines() == [
        "  Ngày 2/3 Sở Y tế họp.",
        "       ╰─╯ date",
        "           ╰─────╯ organization",
    ]


def test_a_mention_within_a_mention() -> None:
    whole, part = "Khoa Nội Bệnh viện Mẫu", "Bệnh viện Mẫu"
    assert drawn(whole, (OrganizationMention, whole), (OrganizationMention, part)).splitlines() == [
        "  Khoa Nội Bệnh viện Mẫu",
        "  ╰────────────────────╯ organization",
        "           ╰───────────╯ organization",
    ]


def test_a_mention_that_goes_on_in_the_next_line_is_open() -> None:
    assert drawn("Sáng nay Trung tâm Y tế huyện họp", (OrganizationMention, "Trung tâm Y tế huyện"), width=32).splitlines() == [
        "  Sáng nay Trung tâm",
        "           ╰────────",
        "  Y tế huyện họp",
        "  ─────────╯ organization",
    ]


def test_wide_characters_take_two_columns() -> None:
    text = "Ông 李明 dự họp"
    sentence, line = drawn(text, (PersonMention, "dự")).splitlines()
    assert cell_len(line.partition("╰")[0]) == cell_len(sentence.partition("dự")[0])


def test_one_letter_is_marked() -> None:
    assert drawn("Tổ A họp", (PersonMention, "A")).splitlines()[1] == "     ╵ person"


def test_no_words_are_lost_in_wrapping() -> None:
    text = "một hai ba bốn năm sáu bảy tám chín mười " * 10 + "x" * 200
    lines = drawn(text, width=40).splitlines()
    assert max(map(cell_len, lines)) <= 42
    assert "".join(line[2:] for line in lines).replace(" ", "") == text.replace(" ", "")


def test_every_sentence_fact_and_refusal_is_told() -> None:
    text = "Ngày 12/3/2024, Sở Y tế tỉnh Bắc Ninh họp. Dự họp có bà Lò Thị Mẫu - Phó Giám đốc Sở Y tế. Điện thoại: 0222.123456."
    document = Document("a.txt", text)
    shown = kg.explain(document, 100)
    extraction = kg.extract(document)
    assert shown.count("[") >= len(extraction.article.sentences)
    assert shown.count("\n  = ") == len(extraction.facts) + len(extraction.meetings)
    assert shown.count("\n  x ") == len(extraction.rejected)
    assert max(map(cell_len, shown.splitlines())) <= 100
    for fact in extraction.facts:
        assert f"= {type(fact).__name__} [{fact.rule} {fact.confidence}]: " in shown
