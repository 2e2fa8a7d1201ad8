"""Bytes to documents: one module a format, and `READERS` says which reads what.

A document's text is Unicode NFC with `\\n` line ends and no byte-order mark: what `kg text FILE` prints and what all
offsets count in. For a text file that is the decoded file itself; for a web page it is the plain text made of it.

A document's `name` is the last part of its path, NFC, and for a record `file.jsonl#ID` (`file.csv#ID`), where ID is the
record's own id or its row counted from 1. Files of the same name in two folders therefore have the same name: whoever
reads several files at once must see to that.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.errors import ReadError
from kg.model import Document
from kg.read.html import read_html
from kg.read.records import read_csv, read_jsonl
from kg.read.text import file_name, read_text

READERS: dict[str, Callable[[Path], Iterator[Document | ReadError]]] = {
    ".csv": read_csv,
    ".htm": read_html,
    ".html": read_html,
    ".jsonl": read_jsonl,
    ".md": read_text,
    ".txt": read_text,
}


def read(path: str | Path) -> Document:
    """The one document at `path`: a file, or a record as `news.jsonl#ID`.

    Raises ReadError where there is none, where it cannot be read, or where the file holds several.

    >>> read("seeds/001_3c259da17feec9a5.txt").name  # doctest: +SKIP
    '001_3c259da17feec9a5.txt'
    """
    file, mark, record = str(path).rpartition("#")
    if mark and not Path(path).exists() and Path(file).is_file():
        wanted = f"{file_name(Path(file))}#{record}"
        for document in read_all(file):
            if isinstance(document, Document) and document.name == wanted:
                return document
        raise ReadError(f"{path}: không có bản ghi mang id {record} (no such record); id là trường id của bản ghi, hoặc thứ tự từ 1")
    found = list(read_all(path))
    if len(found) > 1:
        example = next((f"{path}#{d.name.rpartition('#')[2]}" for d in found if isinstance(d, Document)), f"{path}#1")
        raise ReadError(f"{path}: tệp có {len(found)} bản ghi (a file of records); hãy nêu một bản ghi, ví dụ {example}")
    if isinstance(found[0], ReadError):
        raise found[0]
    return found[0]


def read_all(path: str | Path) -> Iterator[Document | ReadError]:
    """Every document of a file in its order: one, or a file of records' many. Raises nothing.

    What cannot be read comes as a ReadError in its place (a missing file, a bad line of records), so the rest is
    still read. The error's text is one line that names the place and the mend.

    >>> [str(found) for found in read_all("khong-co.txt")]
    ['khong-co.txt: không có tệp này (no such file); kiểm tra lại đường dẫn']
    """
    path = Path(path)
    try:
        if not path.exists():
            what = "không tệp nào khớp mẫu (no file matches)" if glob.has_magic(str(path)) else "không có tệp này (no such file)"
            yield ReadError(f"{path}: {what}; kiểm tra lại đường dẫn")
        elif path.is_dir():
            yield ReadError(f"{path}: là thư mục (a folder); hãy nêu tên tệp bên trong")
        elif reader := READERS.get(path.suffix.lower()):
            yield from reader(path)
        else:
            yield ReadError(f"{path}: chưa đọc được đuôi “{path.suffix}” (unknown ending); hãy đổi sang {', '.join(READERS)}")
    except ReadError as error:
        yield error
    except OSError as error:
        yield ReadError(f"{path}: không mở được (cannot be opened): {error.strerror}; kiểm tra quyền đọc tệp")


def find(paths: Iterable[str | Path], on_skip: Callable[[Path], object] = lambda _: None) -> list[Path]:
    """The files meant by `paths` (files, folders with all below them, patterns such as `bai/*.txt`), each once, sorted.

    A file named directly is in the list whatever it is, so that `read_all` says what is wrong with it. One found in a
    folder or by a pattern is in the list if its ending is in READERS; else `on_skip` is told. Hidden files are left out.

    >>> find(["khong-co.txt"])
    [PosixPath('khong-co.txt')]
    """
    found: dict[str, Path] = {}  # a file reached in two ways is one file

    def take(path: Path) -> None:
        found.setdefault(os.path.realpath(path), path)

    def take_known(path: Path) -> None:
        if path.suffix.lower() in READERS:
            take(path)
        else:
            on_skip(path)

    def walk(folder: Path) -> None:
        for parent, folders, files in os.walk(folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            for name in sorted(files):
                if not name.startswith("."):
                    take_known(Path(parent, name))

    for path in map(Path, paths):
        matches = [] if path.exists() else sorted(glob.glob(str(path), recursive=True))
        if path.is_dir():
            walk(path)
        elif not matches:
            take(path)
        for match in map(Path, matches):
            if match.is_dir():
                walk(match)
            else:
                take_known(match)
    return sorted(found.values(), key=lambda path: path.as_posix())
