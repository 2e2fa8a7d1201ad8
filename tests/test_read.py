"""Reading: what a file gives, and the one line that says what is wrong with it and how to mend it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from kg.errors import ReadError
from kg.model import Document
from kg.read import READERS, find, read, read_all

ARTICLE = "Trạm Y tế xã Mẫu Hạ\n\nSáng 3/7, trạm khám cho 85 người."


def documents(path: Path) -> list[Document]:
    return [found for found in read_all(path) if isinstance(found, Document)]


def errors(path: Path | str) -> list[str]:
    return [str(found) for found in read_all(path) if isinstance(found, ReadError)]


# ---------------------------------------------------------------- text


@pytest.mark.parametrize(
    "data",
    [
        ARTICLE.encode(),
        ARTICLE.encode("utf-8-sig"),
        ARTICLE.encode("utf-16"),
        b"\xfe\xff" + ARTICLE.encode("utf-16-be"),
        ARTICLE.replace("\n", "\r\n").encode(),
        ARTICLE.replace("\n", "\r").encode(),
        unicodedata.normalize("NFD", ARTICLE).encode(),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big", "crlf", "cr", "nfd"],
)
@pytest.mark.parametrize("ending", [".txt", ".md", ".TXT"])
def test_text_in_one_form(tmp_path: Path, data: bytes, ending: str) -> None:
    path = tmp_path / f"bài{ending}"
    path.write_bytes(data)
    assert read(path) == Document(f"bài{ending}", ARTICLE)


def test_name_is_nfc(tmp_path: Path) -> None:
    path = tmp_path / unicodedata.normalize("NFD", "bài.txt")
    path.write_text("Nội dung", encoding="utf-8")
    assert read(path).name == "bài.txt"


def test_text_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Tin\n\n  * một  \n\thai\n\n", encoding="utf-8")
    assert read(path).text == "# Tin\n\n  * một  \n\thai\n\n"


# ---------------------------------------------------------------- web pages

PAGE = """<html><head><meta charset="utf-8"><title>Trạm y tế ra quân - Cổng TTĐT huyện Mẫu Sơn</title>
<meta property="og:site_name" content="Cổng TTĐT huyện Mẫu Sơn"><meta property="article:published_time" content="2024-07-02T08:00:00+07:00">
<meta name="author" content="Hoài Thử"></head><body>
<nav><ul><li><a href="/">Trang chủ</a></li><li><a href="/tin">Tin tức</a></li></ul></nav>
<article><h1>Trạm y tế ra quân</h1>
<p>Sáng ngày 1/7/2024, Trạm Y tế xã Mẫu Hạ ra quân diệt lăng quăng tại 5 ấp với sự tham gia của đông đảo đoàn viên.</p>
<table><tr><td>STT</td><td>Ấp</td><td>Số hộ</td></tr><tr><td>1</td><td>Ấp Mẫu Một</td><td>120</td></tr></table>
<p>Đợt ra quân đã đến 612 hộ, vượt kế hoạch đề ra, và được bà con trong xã đồng tình hưởng ứng.</p></article>
<footer>Bản quyền thuộc về UBND huyện Mẫu Sơn</footer></body></html>"""


def test_page_with_what_it_declares(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    document = read(path)
    assert (document.title, document.issued) == ("Trạm y tế ra quân", date(2024, 7, 2))
    assert (document.creator, document.source) == ("Hoài Thử", "Cổng TTĐT huyện Mẫu Sơn")
    lines = document.text.split("\n")
    assert lines[0] == "Trạm y tế ra quân"
    assert "| 1 | Ấp Mẫu Một | 120 |" in [line.strip() for line in lines]
    assert "Đợt ra quân đã đến 612 hộ" in document.text
    assert "Trang chủ" not in document.text


def test_page_laid_out_with_tables(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    figures = "<table><tr><td>Ấp</td><td>Số hộ</td></tr><tr><td>Ấp Mẫu Một</td><td>120</td></tr></table>"
    paragraph = "Sáng 3/7, trạm ra quân diệt lăng quăng tại các ấp trong xã, với đông đảo đoàn viên và bà con tham gia. " * 3
    page = f"<table><tr><td><h1>Trạm y tế ra quân</h1><div>{paragraph}</div><p>Kết quả ở các ấp:</p>{figures}<p>Hết.</p></td></tr></table>"
    path.write_text(f"<html><body>{page}</body></html>", encoding="utf-8")
    lines = [line.strip() for line in read(path).text.split("\n") if line]
    assert lines == ["Trạm y tế ra quân", paragraph.strip(), "Kết quả ở các ấp:", "| Ấp | Số hộ |", "| Ấp Mẫu Một | 120 |", "Hết."]


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("<html><body><div><p>Sáng 3/7, trạm khám cho 85 người", "trạm khám cho 85 người"),
        ("<p>Một<p>Hai <b>ba</i> </table></div>", "ba"),
        ("<div>" * 300 + "Sáng 3/7, trạm khám cho 85 người", "trạm khám cho 85 người"),
        ("Sáng 3/7, trạm khám cho 85 người.", "trạm khám cho 85 người"),
    ],
)
def test_broken_page(tmp_path: Path, page: str, words: str) -> None:
    path = tmp_path / "a.htm"
    path.write_text(page, encoding="utf-8")
    assert words in read(path).text


def test_page_in_the_encoding_it_declares(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    words = "Đoàn khám cho 85 người".replace("ờ", "ơ\u0300").encode("cp1258")
    path.write_bytes(b'<html><head><meta charset="windows-1258"></head><body><p>' + words)
    assert "Đoàn khám cho 85 người" in read(path).text


def test_page_with_half_a_letter(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(PAGE.encode().replace(b"<footer>", "<p>Bà con hưởng ứ".encode() + "ứ".encode()[:1] + b"</p><footer>"))
    assert "Đợt ra quân đã đến 612 hộ" in read(path).text


def test_page_date_is_not_guessed_from_the_event(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    page = "<html><body><p>Ngày 5/3/2021, trạm y tế xã họp với 12 ấp để bàn việc phòng dịch.</p><p>© 2019</p></body></html>"
    path.write_text(page, encoding="utf-8")
    assert read(path).issued is None


def test_page_is_read_alike_under_any_hash_seed(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PAGE, encoding="utf-8")
    code = f"from kg.read import read; print(ascii(read({str(path)!r})))"
    shown = {
        subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True).stdout
        for seed in ("1", "2")
    }
    assert len(shown) == 1


# ---------------------------------------------------------------- records


def test_jsonl(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    records = [
        {"id": "a1", "text": "Một\r\nhai", "title": "Tin\n một", "date": "2024-07-02T08:00:00", "source": "Báo Thử", "author": "Hoài Thử"},
        {"noi_dung": "Ba", "Ngày đăng": "15/07/2024"},
        {"ID": 7, "Nội dung": unicodedata.normalize("NFD", "Bốn"), "id": None},
    ]
    path.write_text("\ufeff" + "\n".join(json.dumps(record, ensure_ascii=False) for record in records) + "\n\n", encoding="utf-8")
    assert documents(path) == [
        Document("tin.jsonl#a1", "Một\nhai", "Tin một", date(2024, 7, 2), "Hoài Thử", "Báo Thử"),
        Document("tin.jsonl#2", "Ba", issued=date(2024, 7, 15)),
        Document("tin.jsonl#3", "Bốn"),
    ]


def test_bad_records_leave_the_others(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    lines = ['{"id": "x", "text": "Một"}', '{"text": "Hai"', "[1]", '{"id": "x", "text": "Ba"}', '{"id": "y"}', '{"text": "Sáu"}']
    path.write_text("\n".join(lines), encoding="utf-8")
    assert [document.name for document in documents(path)] == ["tin.jsonl#x", "tin.jsonl#6"]
    bad = errors(path)
    assert [error.partition(":")[0] for error in bad] == [f"{path}, dòng {line}" for line in (2, 3, 4, 5)]
    for error, words in zip(bad, ("JSON hỏng", "không phải đối tượng", "id x đã có ở dòng 1", "không có văn bản"), strict=True):
        assert words in error
        assert "\n" not in error


def test_record_with_half_a_surrogate_pair(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_text('{"text": "Một \\ud83d hai"}', encoding="utf-8")
    assert documents(path)[0].text == "Một ? hai"


def test_very_nested_json(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_text("[" * 100_000 + "\n" + '{"text": "Hai"}', encoding="utf-8")
    assert [document.name for document in documents(path)] == ["tin.jsonl#2"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "tin.csv"
    rows = ["Mã|Tiêu đề|Nội dung|Ngày đăng|Nguồn", '9|Tin một|"Sáng, 3/7; ""trạm""\n\tkhám."|02/07/2024|Báo Thử', "||Hai||", "|", "5|Ba"]
    path.write_text("\n".join(row.replace("|", delimiter) for row in rows), encoding="utf-8-sig")
    assert documents(path) == [
        Document("tin.csv#9", 'Sáng, 3/7; "trạm"\n\tkhám.', "Tin một", date(2024, 7, 2), "", "Báo Thử"),
        Document("tin.csv#2", "Hai"),
    ]
    assert errors(path) == [f"{path}, dòng 6: không có văn bản (no text), chỉ có: mã, tiêu đề; hãy đặt bài vào trường text"]


def test_csv_with_a_long_article(tmp_path: Path) -> None:
    path = tmp_path / "tin.csv"
    path.write_text("text\n" + "y tế " * 40_000, encoding="utf-8")
    assert len(documents(path)[0].text) > 131_072


def test_csv_without_a_text_column(tmp_path: Path) -> None:
    path = tmp_path / "tin.csv"
    path.write_text("so,ten\n1,a\n", encoding="utf-8")
    assert errors(path) == [f"{path}: không có cột văn bản (no text column), chỉ có: so, ten; hãy đặt tên cột văn bản là text"]


@pytest.mark.parametrize(
    ("rows", "line", "words"),
    [("id,text\n1,Một\n2,Hai,ba\n3,Bốn", 3, "3 ô, tiêu đề có 2 cột"), ('id,text\n1,Một\n2,"Hai', 3, "bảng CSV hỏng")],
)
def test_bad_csv_row(tmp_path: Path, rows: str, line: int, words: str) -> None:
    path = tmp_path / "tin.csv"
    path.write_text(rows, encoding="utf-8")
    (error,) = errors(path)
    assert error.startswith(f"{path}, dòng {line}: ")
    assert words in error
    assert documents(path)[0].name == "tin.csv#1"


def test_one_record_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "tin.jsonl"
    path.write_text('{"id": "x", "text": "Một"}\n{"text": "Hai"}', encoding="utf-8")
    assert read(f"{path}#2").text == "Hai"
    with pytest.raises(ReadError, match="không có bản ghi mang id z"):
        read(f"{path}#z")
    with pytest.raises(ReadError, match=r"tệp có 2 bản ghi .* ví dụ .*tin\.jsonl#x$"):
        read(path)


def test_file_with_a_hash_in_its_name(tmp_path: Path) -> None:
    path = tmp_path / "tin #2.txt"
    path.write_text("Một", encoding="utf-8")
    assert read(path).name == "tin #2.txt"


# ---------------------------------------------------------------- what cannot be read


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.txt", b"", "tệp rỗng (empty file)"),
        ("a.md", b"\xef\xbb\xbf \n\t\n", "tệp rỗng (empty file)"),
        ("a.html", b"  ", "tệp rỗng (empty file)"),
        ("a.html", b"<html><body><script>1</script></body></html>", "trang không có chữ (no text in this page)"),
        ("a.jsonl", b"\n\n", "tệp rỗng (empty file)"),
        ("a.csv", b"id,text\n", "tệp rỗng (empty file)"),
        ("a.txt", "Y tế".encode("utf-16-le"), "không phải tệp văn bản (not a text file)"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0", "không phải tệp văn bản (not a text file)"),
        ("a.txt", b"%PDF-1.7\n%\xe2\xe3", "mà là PDF (not a text file)"),
        ("a.jsonl", b"PK\x03\x04\x14\0", "mà là Word, Excel, zip (not a text file)"),
        ("a.html", b"\x89PNG\r\n\x1a\n\0\0", "không phải tệp văn bản (not a text file)"),
        ("a.txt", b"Trung t\xe2m Y t\xea\xec", "byte 0xe2 ở vị trí 7 (not UTF-8); hãy chuyển mã, ví dụ iconv -f WINDOWS-1258 -t UTF-8"),
        ("a.html", b"<p>Trung t\xe2m Y t\xea\xec", "(not UTF-8)"),
        ("a.docx", b"x", "chưa đọc được đuôi “.docx” (unknown ending)"),
        ("README", b"x", "chưa đọc được đuôi “” (unknown ending)"),
    ],
)
def test_error_names_file_and_mend(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    (error,) = errors(path)
    assert error.startswith(f"{path}: ")
    assert words in error
    assert "; " in error  # what is wrong; what to do
    assert "\n" not in error
    with pytest.raises(ReadError):
        read(path)


def test_missing_folder_and_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert errors(tmp_path / "a.txt") == [f"{tmp_path}/a.txt: không có tệp này (no such file); kiểm tra lại đường dẫn"]
    assert errors(tmp_path / "*.txt") == [f"{tmp_path}/*.txt: không tệp nào khớp mẫu (no file matches); kiểm tra lại đường dẫn"]
    assert errors(tmp_path) == [f"{tmp_path}: là thư mục (a folder); hãy nêu tên tệp bên trong"]
    path = tmp_path / "b.txt"
    path.write_text("x", encoding="utf-8")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)  # a superuser may read everything, so chmod proves nothing
    assert errors(path) == [f"{path}: không mở được (cannot be opened): Permission denied; kiểm tra quyền đọc tệp"]


# ---------------------------------------------------------------- finding files


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.txt", "a.txt", "sub/a.txt", "sub/c.HTML", "sub/x.docx", ".git/d.txt", ".e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*paths: str) -> tuple[list[str], list[str]]:
    skipped: list[Path] = []
    return [path.as_posix() for path in find(paths, skipped.append)], [path.as_posix() for path in skipped]


@pytest.mark.parametrize(
    ("paths", "files", "skipped"),
    [
        (("sub",), ["sub/a.txt", "sub/c.HTML"], ["sub/x.docx"]),
        (("b.txt", "a.txt"), ["a.txt", "b.txt"], []),
        (("b.txt", "./b.txt", "*.txt"), ["a.txt", "b.txt"], []),
        (("**/*.txt",), ["a.txt", "b.txt", "sub/a.txt"], []),
        (("*",), ["a.txt", "b.txt", "sub/a.txt", "sub/c.HTML"], ["sub/x.docx"]),
        (("sub/x.docx", "missing.txt", "no*.txt"), ["missing.txt", "no*.txt", "sub/x.docx"], []),
        ((), [], []),
    ],
)
def test_find(folder: Path, paths: tuple[str, ...], files: list[str], skipped: list[str]) -> None:
    assert found(*paths) == (files, skipped)


def test_found_files_read_or_say_why_not(folder: Path) -> None:
    said = [next(read_all(path)) for path in find(["a.txt", "missing.txt", "sub/x.docx"])]
    assert [type(value) for value in said] == [Document, ReadError, ReadError]


def test_every_reader_is_for_an_ending() -> None:
    assert sorted(READERS) == [".csv", ".htm", ".html", ".jsonl", ".md", ".txt"]
