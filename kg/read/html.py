"""Web pages: their article as plain text, with the title, the date, the author and the site that they declare."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from kg.errors import ReadError
from kg.model import Document
from kg.read.text import decode, file_name, marked_encoding, normal

# A page may declare its encoding; one that could be read as ASCII is no UTF-16, whatever it declares:
# https://html.spec.whatwg.org/multipage/parsing.html#prescan-a-byte-stream-to-determine-its-encoding
_DECLARED = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*(?!utf-16)([\w-]+)", re.IGNORECASE)
_PRESCAN = 4096  # bytes; the standard asks for 1024, and portals put much before it
_SPOILED = 0.01  # of its letters: a page with more that do not decode has declared another encoding than its own

_CELL = 300  # code points: a cell with more is a part of the page

# Only what the page declares of its date. The latest possible one is trafilatura's today, and would change what is read.
_DATES = {"extensive_search": False, "original_date": True, "min_date": "1995-01-01", "max_date": "2100-12-31"}


def read_html(path: Path) -> Iterator[Document]:
    """The document of an `.html` or `.htm` file, menus and footers left out as far as the markup tells them.

    The page's title is the first line, also where the markup puts it outside the article.
    Raises ReadError, and OSError where the file cannot be opened.
    """
    import trafilatura  # noqa: PLC0415 - a quarter of a second to load, which the other formats should not pay

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what a user can mend is in the ReadError
    page = _decode(path.read_bytes(), path)
    tree, found = trafilatura.load_html(page), None
    if tree is not None:
        _unfold(tree)
        found = trafilatura.bare_extraction(
            tree, with_metadata=True, favor_recall=True, include_comments=False, date_extraction_params=_DATES
        )  # a menu line does less harm than a lost paragraph
    said = {name: getattr(found, name, None) or "" for name in ("text", "title", "date", "author", "sitename")}
    fields = {name: normal(value).strip() for name, value in said.items()}
    text = fields["text"] or normal(_all_text(page))
    if not text:
        raise ReadError(f"{path}: trang không có chữ (no text in this page); hãy lưu lại khi bài đã hiện, hoặc chép bài vào tệp .txt")
    title = fields["title"]
    if title and title.casefold() not in [line.strip().casefold() for line in text.split("\n", 10)]:
        text = f"{title}\n\n{text}"
    issued = date.fromisoformat(fields["date"]) if fields["date"] else None
    yield Document(file_name(path), text, title, issued, fields["author"], fields["sitename"])


def _unfold(tree: Any) -> None:
    """Make plain divisions of the tables that only lay out the page, which old site software uses for everything.

    Such a table holds another table, or a cell with more text than a table of figures has.
    """
    wide = {table for cell in tree.iter("td") if len(cell.text_content()) > _CELL for table in cell.iterancestors("table")}
    layout = wide | {table for table in tree.iter("table") if table.find(".//table") is not None}
    parts = [part for part in tree.iter("tbody", "tr", "td", "th") if next(part.iterancestors("table"), None) in layout]
    for part in parts + list(layout):
        part.tag = "div"


class _Text(HTMLParser):
    """All the words of a page, a line for every block."""

    silent = ("script", "style", "noscript", "template", "title")
    inline = ("a", "b", "em", "font", "i", "mark", "small", "span", "strong", "sub", "sup", "u")

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.hidden += tag in self.silent
        self.parts.append("" if tag in self.inline else "\n")

    def handle_endtag(self, tag: str) -> None:
        self.hidden = max(0, self.hidden - (tag in self.silent))
        self.parts.append("" if tag in self.inline else "\n")

    def handle_data(self, data: str) -> None:
        self.parts.append("" if self.hidden else " ".join(data.split("\n")))


def _all_text(page: str) -> str:
    """All the words of a page: for one in which no article is found, being too short or too broken."""
    parser = _Text()
    parser.feed(page)
    parser.close()
    return "\n".join(line.strip() for line in "".join(parser.parts).split("\n") if line.strip())


def _decode(data: bytes, path: Path) -> str:
    """The page by its byte-order mark, else as it declares, else as UTF-8.

    A few bytes that do not decode are replaced: software that cuts a description in the middle of a letter is common.
    """
    mark, encoding = marked_encoding(data)
    declared = _DECLARED.search(data, 0, _PRESCAN)
    page = data[len(mark) :].decode(encoding, errors="replace")
    if declared and not mark:
        with contextlib.suppress(LookupError, UnicodeError):  # an encoding that nobody knows says nothing
            page = data.decode(declared[1].decode("ascii"), errors="replace")
    if "\0" in page or not page.strip() or page.count("\ufffd") > _SPOILED * len(page):
        return decode(data, path)  # it is empty, no text or not UTF-8: said as of any other file
    return page
