"""Plain text and Markdown, as they are; and how the bytes of any format become text."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from kg.errors import ReadError
from kg.model import Document

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_OTHER_FORMATS = ((b"%PDF", "PDF"), (b"PK\x03\x04", "Word, Excel, zip"), (b"\xd0\xcf\x11\xe0", "Word, Excel 97-2003"))


def read_text(path: Path) -> Iterator[Document]:
    """The document of a `.txt` or `.md` file. Raises ReadError, and OSError where the file cannot be opened."""
    text = decode(path.read_bytes(), path)
    yield Document(file_name(path), text)


def decode(data: bytes, path: Path) -> str:
    """Bytes as text in normal form: UTF-8, or UTF-16 with its mark. Raises ReadError, naming `path`, where they are neither."""
    mark, encoding = marked_encoding(data)
    other = next((f" mà là {name}" for magic, name in _OTHER_FORMATS if data.startswith(magic)), "")
    if other or (not mark and b"\0" in data):
        raise ReadError(f"{path}: không phải tệp văn bản{other} (not a text file); hãy lưu lại thành .txt với mã UTF-8")
    try:
        text = normal(data[len(mark) :].decode(encoding))
    except UnicodeDecodeError as error:
        at = len(mark) + error.start
        raise ReadError(
            f"{path}: không phải UTF-8: byte {data[at]:#04x} ở vị trí {at} (not UTF-8); hãy chuyển mã, ví dụ iconv -f WINDOWS-1258 -t UTF-8"
        ) from error
    if not text.strip():
        raise empty(path)
    return text


def marked_encoding(data: bytes) -> tuple[bytes, str]:
    """The byte-order mark that `data` begins with and the encoding it stands for; UTF-8 where there is none."""
    return next(((mark, encoding) for mark, encoding in _MARKS if data.startswith(mark)), (b"", "utf-8"))


def normal(text: str) -> str:
    """Text in Unicode NFC with `\\n` line ends and no byte-order mark at its head.

    >>> normal("\\ufeffY te\\u0302\\u0301\\r\\nx\\ry")
    'Y tế\\nx\\ny'
    """
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def file_name(path: Path) -> str:
    """The last part of a path as a document's name: NFC (macOS gives NFD); bytes that are no text are replaced."""
    return unicodedata.normalize("NFC", path.name.encode("utf-8", "replace").decode("utf-8"))


def empty(path: Path) -> ReadError:
    """The error for a file that holds nothing but white space."""
    return ReadError(f"{path}: tệp rỗng (empty file); hãy chép bài vào tệp hoặc bỏ tệp đi")
