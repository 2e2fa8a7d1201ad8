"""The parts of a page: the table of invented pages, the rules' own examples, and what must hold for any text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.lines import RULES, own_kind
from kg.extract.structure import analyse
from kg.model import Document

TABLE = Path(__file__).parent / "rules" / "structure.txt"


def pages() -> list[tuple[str, str, list[tuple[str, str]], dict[str, str]]]:
    """The pages of the table: name, text, (kind, words) of each block, and what the layout must say."""
    found = []
    for part in TABLE.read_text(encoding="utf-8").split("\n=== ")[1:]:
        name, _, body = part.partition("\n")
        lines, blocks, said = [], [], {}
        for row in body.rstrip("\n").split("\n"):
            kind, words = row[:10].strip(), row[10:]
            if row.startswith("> "):
                field, _, value = row[2:].partition(": ")
                said[field] = value
                continue
            lines.append(words)
            if kind == "+":
                blocks[-1] = (blocks[-1][0], f"{blocks[-1][1]}\n{words}")
            elif kind:
                blocks.append((kind, words.strip()))
        found.append((name, "\n".join(lines), blocks, said))
    return found


@pytest.mark.parametrize(("text", "blocks", "said"), [page[1:] for page in pages()], ids=[page[0] for page in pages()])
def test_page(text: str, blocks: list[tuple[str, str]], said: dict[str, str]) -> None:
    layout = analyse(Document("page.txt", text))
    assert [(block.kind, text[block.start : block.end]) for block in layout.blocks] == blocks
    got = {"title": layout.title, "issued": str(layout.issued or ""), "creator": layout.creator, "source": layout.source}
    assert {field: value for field, value in got.items() if value} == said


@pytest.mark.parametrize(("kind", "line"), [(rule.kind, line) for rule in RULES for line in rule.examples])
def test_rules_example(kind: str, line: str) -> None:
    assert own_kind(line) == kind


@pytest.mark.parametrize(("kind", "line"), [(rule.kind, line) for rule in RULES for line in rule.others])
def test_rules_counterexample(kind: str, line: str) -> None:
    assert own_kind(line) != kind


def test_every_rule_has_both_kinds_of_example() -> None:
    assert [rule.pattern.pattern for rule in RULES if not (rule.examples and rule.others)] == []


@pytest.mark.parametrize(
    "line",
    [
        "Thứ tư - 03/07/2024 00:39",
        "Thứ Năm, 14/07/2022 | 16:05:00 | 862 lượt xem",
        "Đăng lúc: 07/08/2025 07:55 (GMT+7) | Cỡ chữ A A A",
        "Ngày đăng: 15.07.2024",
        "Cập nhật lúc 14h35, ngày 28-06-2019",
        "10/26/2023 2:37:00 PM",
        "Mẫu Sơn, ngày 5 tháng 1 năm 2022",
        "2023-10-28T07:00:00",
    ],
)
def test_dateline(line: str) -> None:
    assert own_kind(line) == "dateline"


@pytest.mark.parametrize("line", ["Sáng 3/7", "Sáng 3/7/2024, huyện Mẫu Sơn họp", "Nghị quyết số 20-NQ/TW ngày 25/10/2017", "3/7"])
def test_no_dateline(line: str) -> None:
    assert own_kind(line) != "dateline"


def test_format_wins_over_text() -> None:
    text = "Trạm Y tế xã Mẫu Hạ khám cho người cao tuổi\n02/07/2024\nTrạm khám cho 85 người cao tuổi trên địa bàn xã.\nTin, ảnh: Hoài Thử"
    layout = analyse(Document("a.html", text, "Khám cho người cao tuổi", date(2024, 7, 1), "Ngân Thử", "Báo Thử Nghiệm"))
    assert (layout.title, layout.issued) == ("Khám cho người cao tuổi", date(2024, 7, 1))
    assert (layout.creator, layout.source) == ("Ngân Thử", "Báo Thử Nghiệm")
    assert layout.blocks[0].kind == "title"


def test_title_given_by_the_format_is_found_in_the_text() -> None:
    text = "Chuyên mục sức khỏe cộng đồng của huyện\nKhám cho người cao tuổi\nTrạm khám cho 85 người cao tuổi trên địa bàn xã."
    blocks = analyse(Document("a.html", text, "Khám cho người cao tuổi")).blocks
    assert [block.kind for block in blocks] == ["heading", "title", "body"]


def test_title_of_the_site_is_no_title() -> None:
    text = "Trang thông tin điện tử huyện Mẫu Sơn\n\nKhám bệnh cho người cao tuổi\nTrạm khám cho 85 người cao tuổi trên địa bàn xã."
    layout = analyse(Document("a.html", text, "Trang thông tin điện tử huyện Mẫu Sơn"))
    assert layout.title == "Khám bệnh cho người cao tuổi"
    assert [block.kind for block in layout.blocks] == ["footer", "title", "body"]


def test_event_day_is_no_day_of_publication() -> None:
    assert analyse(Document("a.txt", "Sáng 3/7/2024, Trung tâm Y tế huyện Mẫu Sơn họp giao ban với 12 trạm y tế xã.")).issued is None


@given(st.text(alphabet=st.sampled_from("aĐ1.,:;-|*•()[]/\t\n ảƠ…"), max_size=300) | st.text(max_size=200))
def test_any_text_survives(text: str) -> None:
    layout = analyse(Document("a.txt", text))
    starts = [block.start for block in layout.blocks]
    assert starts == sorted(starts)
    for block in layout.blocks:
        assert text[block.start : block.end] == text[block.start : block.end].strip() != ""
    covered = "".join(text[block.start : block.end] for block in layout.blocks)
    assert "".join(covered.split()) == "".join(text.split())
