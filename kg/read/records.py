"""Files of records, `.jsonl` and `.csv`: each record a document named `file.jsonl#ID`."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.errors import ReadError
from kg.model import Document
from kg.read.text import decode, empty, file_name, normal
from kg.text.dates import full_date

# What columns are called, by the part of a document they hold. Case and `_` do not matter; the first that is there counts.
COLUMNS = {
    "text": ("text", "content", "body", "article", "nội dung", "noi dung", "noidung", "văn bản", "van ban", "bài viết", "bai viet"),
    "title": ("title", "headline", "tiêu đề", "tieu de", "tieude", "tên bài", "ten bai"),
    "issued": ("issued", "date", "published", "publish date", "pubdate", "published at", "ngày", "ngay", "ngày đăng", "ngay dang"),
    "creator": ("creator", "author", "byline", "tác giả", "tac gia", "tacgia"),
    "source": ("source", "publisher", "site", "website", "nguồn", "nguon", "nguồn tin", "nguon tin"),
    "id": ("id", "doc id", "key", "mã", "ma", "mã số", "ma so"),
}


def read_jsonl(path: Path) -> Iterator[Document | ReadError]:
    """The records of a file with one JSON object a line, and an error for each that is bad.

    Raises ReadError where the file is no text, and OSError where it cannot be opened.
    """
    yield from _documents(_json_lines(decode(path.read_bytes(), path), path), path)


def read_csv(path: Path) -> Iterator[Document | ReadError]:
    """The records of a table whose first line names its columns, parted by `,`, `;` or a tab, and an error for each that is bad.

    Raises ReadError where the file is no text or has no column of texts, and OSError where it cannot be opened.
    """
    yield from _documents(_csv_rows(decode(path.read_bytes(), path), path), path)


Row = tuple[int, Mapping[str, Any]]  # a record and the line it stands in, from 1


def _json_lines(text: str, path: Path) -> Iterator[Row | ReadError]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = f"{error.msg}, ký tự {error.colno}" if isinstance(error, json.JSONDecodeError) else type(error).__name__
            yield ReadError(f"{path}, dòng {number}: JSON hỏng (bad JSON): {reason}; mỗi dòng phải là một đối tượng JSON trọn vẹn")
            continue
        if isinstance(record, dict):
            yield number, {_key(name): value for name, value in record.items()}
        else:
            yield ReadError(f'{path}, dòng {number}: không phải đối tượng JSON (not an object); hãy viết {{"id": …, "text": …}}')


def _csv_rows(text: str, path: Path) -> Iterator[Row | ReadError]:
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # an article may be longer than the default of 131,072 letters
    rows = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    line = 1
    try:
        columns = [_key(name) for name in next(rows)]
        if not set(columns) & set(COLUMNS["text"]):
            found = ", ".join(columns)
            raise ReadError(f"{path}: không có cột văn bản (no text column), chỉ có: {found}; hãy đặt tên cột văn bản là text")
        line = rows.line_num + 1
        for cells in rows:
            if len(cells) > len(columns):
                sizes = f"{len(cells)} ô, tiêu đề có {len(columns)} cột"
                yield ReadError(f"{path}, dòng {line}: {sizes} (too many cells); đặt ô có dấu {delimiter!r} trong ngoặc kép")
            elif any(cells):
                yield line, dict(zip(columns, cells, strict=False))  # a row may leave out its last cells
            line = rows.line_num + 1
    except csv.Error as error:
        yield ReadError(f"{path}, dòng {line}: bảng CSV hỏng từ đây (bad CSV): {error}; kiểm tra dấu ngoặc kép")


def _documents(rows: Iterable[Row | ReadError], path: Path) -> Iterator[Document | ReadError]:
    number = 0
    lines: dict[str, int] = {}  # where each id stands
    for number, row in enumerate(rows, start=1):
        if isinstance(row, ReadError):
            yield row
            continue
        line, record = row
        text, title, issued, creator, source, key = (_field(record, part) for part in COLUMNS)
        key = key or str(number)
        if not text.strip():
            names = ", ".join(sorted(record))
            yield ReadError(f"{path}, dòng {line}: không có văn bản (no text), chỉ có: {names}; hãy đặt bài vào trường text")
        elif key in lines:
            yield ReadError(f"{path}, dòng {line}: id {key} đã có ở dòng {lines[key]} (duplicate id); mỗi bản ghi cần một id riêng")
        else:
            lines[key] = line
            yield Document(f"{file_name(path)}#{key}", text, title, full_date(issued), creator, source)
    if not number:
        yield empty(path)


def _key(name: object) -> str:
    return unicodedata.normalize("NFC", str(name)).strip().casefold().replace("_", " ")


def _field(record: Mapping[str, Any], part: str) -> str:
    """The value under the first of the part's names that has one, a number as its digits. All but the text is made one line."""
    for name in COLUMNS[part]:
        value = record.get(name)
        if isinstance(value, (str, int)) and not isinstance(value, bool) and str(value).strip():
            shown = normal(str(value).encode("utf-8", "replace").decode("utf-8"))  # JSON can spell half a surrogate pair
            return shown if part == "text" else " ".join(shown.split())
    return ""
