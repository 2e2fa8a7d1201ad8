"""The parts of a page: its title, dateline, paragraphs, lists, tables, captions, by-line, and what is no part of the article.

`kg.extract.lines` says what a line is by its own words. Here its place decides what its words leave open, in passes over
the page from the certain to the doubtful: what is said twice, where the article ends, the title and what is above it,
tables, lists, the by-line below the last paragraph, captions and headings between paragraphs. A line that stays
doubtful is body, for a lost line loses facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.extract import imprint
from kg.extract.lines import bullet, dateline_rest, is_picture, own_kind, plain
from kg.extract.signs import ends_article, is_dated_headline, is_pen_name, is_signature, names_owner, opens_box, opens_caption
from kg.model import Block, BlockKind, Document, Layout

# How many words a line has at most, or at least, to be …
_PROSE_WORDS = 8  # a paragraph, if it ends in a full stop
_LONG_WORDS = 35  # a paragraph, however it ends
_TITLE_WORDS = 45
_CAPTION_WORDS = 35
_HEADING_WORDS = 15
_CELL_WORDS = 30
_LABEL_WORDS = 6

_FINAL = re.compile(r"[.!?…][\"”’')\]»]*$|/\.?/?$")


@dataclass(slots=True)
class _Line:
    """A line of the page: where it stands, its text, how many line ends part it from the line above, and its kind so far."""

    start: int
    end: int
    text: str
    gap: int
    words: int = 0
    final: bool = False  # it ends as a sentence does
    kind: BlockKind | None = None

    def __post_init__(self) -> None:
        self.words = len(self.text.split())
        self.final = bool(_FINAL.search(self.text[-6:]))
        self.kind = own_kind(self.text)

    @property
    def prose(self) -> bool:
        """True for a paragraph: a sentence, or more words than any label has."""
        return self.kind in (None, "item") and (self.words >= _LONG_WORDS or (self.words >= _PROSE_WORDS and self.final))


def analyse(document: Document) -> Layout:
    """The parts of an article in text order, and what it says of itself: title, day of publication, author, source.

    A block is a line without the white space around it; a line that begins in lower case goes on with the sentence of the
    line above. What the file's own format says of the article stands, unless its title is only the site's; the text
    fills what is missing. Linear in the text.

    >>> page = Document("a.txt", "Tin tức\\nTrạm Y tế xã Mẫu diệt lăng quăng\\n02/07/2024\\nSáng 1/7, trạm ra quân tại 5 ấp.\\nThu Hà")
    >>> [(block.kind, page.text[block.start:block.end]) for block in analyse(page).blocks][1:4]
    [('title', 'Trạm Y tế xã Mẫu diệt lăng quăng'), ('dateline', '02/07/2024'), ('body', 'Sáng 1/7, trạm ra quân tại 5 ấp.')]
    """
    lines = list(_lines(document.text))
    _repeated(lines)
    end = _end(lines)
    given = "" if names_owner(document.title) or own_kind(document.title or "·") in ("footer", "furniture") else document.title
    title = _title(lines[:end], given)
    _above(lines[: max(title, 0)])
    article = lines[max(title, 0) : end]
    if title >= 0:
        article.pop(0).kind = "title"
        _under_title(article, lines[title].text)
    _tables(article)
    _lists(article)
    _below(article)
    _between(article)
    _after(lines[end:])

    said: dict[BlockKind, list[str]] = {"byline": [], "footer": [], "dateline": []}
    for line in lines:
        if line.kind in said:
            said[line.kind].append(line.text)
    early = sum(line.kind == "dateline" for line in lines[: max(title, 0)])
    datelines = said["dateline"]
    heading = lines[title].text if title >= 0 else ""
    return Layout(
        tuple(Block(line.kind or "body", line.start, line.end) for line in lines),
        given or heading or document.title,
        document.issued or imprint.issued(datelines[early:], datelines[:early], heading, said["byline"]),
        document.creator or imprint.creator(datelines, said["byline"]),
        document.source or imprint.source(said["byline"], said["footer"]),
    )


def _lines(text: str) -> Iterator[_Line]:
    """The lines that are not blank, a sentence that was broken over several lines as one."""
    start, gap, length = 0, 1, 0
    parts: list[tuple[int, str]] = []  # the line so far: where each of its parts begins, and the part
    gap_above = 1
    for row in text.split("\n"):
        shown = row.strip()
        first = start + row.find(shown)
        start += len(row) + 1
        if not shown:
            gap += 1
        elif parts and gap == 1 and _goes_on(parts[-1][1], length, shown):
            parts.append((first, shown))
            length += len(shown)
        else:
            if parts:
                yield _joined(parts, gap_above)
            parts, length, gap_above, gap = [(first, shown)], len(shown), gap, 1
    if parts:
        yield _joined(parts, gap_above)


def _joined(parts: Sequence[tuple[int, str]], gap: int) -> _Line:
    last, words = parts[-1]
    return _Line(parts[0][0], last + len(words), " ".join(part for _, part in parts), gap)


def _goes_on(above: str, length: int, line: str) -> bool:
    """True if a line is the rest of a sentence above: it begins in lower case, and what is above is long and unfinished."""
    return line[0].islower() and length >= 60 and above[-1] not in ".:;!?…" and line.count(" ") >= 2 and not bullet(line)


# ---------------------------------------------------------------- the whole page


def _repeated(lines: Sequence[_Line]) -> None:
    """Mark as furniture what is said twice: a sentence or caption said before, and a lead that opens a paragraph near it."""
    seen: set[str] = set()
    leads: list[_Line] = []
    for line in lines:
        if line.words < _PROSE_WORDS or not (line.kind == "caption" or (line.kind is None and line.final)):
            continue
        if line.text in seen:
            line.kind = "furniture"
            continue
        seen.add(line.text)
        for lead in leads:
            opening = lead.text.rstrip(" .…")
            if len(opening) < len(line.text) and line.text.startswith(opening):
                lead.kind = "furniture"
        leads = [*leads[-2:], line]


def _end(lines: Sequence[_Line]) -> int:
    """The index of the first line below the article: at furniture that says so."""
    below = sum(len(line.text) for line in lines if line.prose)
    above = 0
    signed = False
    for index, line in enumerate(lines):
        if line.prose:
            above, below = above + len(line.text), below - len(line.text)
        elif line.kind == "byline" and above:
            signed = True
        over = above and line.kind == "furniture" and (ends_article(line.text) or (opens_box(line.text) and (signed or not below)))
        if over and above * 3 > below:  # else it stands in a column beside the article
            return index
    return len(lines)


def _after(lines: Sequence[_Line]) -> None:
    """Below the article: who owns the page and who wrote the article are kept, the rest is furniture."""
    for line in lines:
        if line.kind not in ("footer", "byline"):
            line.kind = "footer" if names_owner(line.text) else "furniture"


# ---------------------------------------------------------------- the title and what is around it


def _title(lines: Sequence[_Line], given: str) -> int:
    """The index of the title, or -1: the line that the format gives, else the one above the dateline, else the first long one.

    A title stands above the first paragraph, and is no name of a body alone unless nothing else is there.
    """
    stop = next((i for i, line in enumerate(lines) if line.prose and not _like_title(lines, i)), len(lines))
    heads = [i for i, line in enumerate(lines[:stop]) if line.kind is None and line.words <= _TITLE_WORDS and not _is_menu(line.text)]
    heads = [i for i in heads if not (lines[i].text[0] == "(" and lines[i].text[-1] == ")")] or heads  # `(Từ ngày 1/7 đến 7/7)`
    known = plain(given)
    same = [i for i in heads if known and plain(lines[i].text) == known]
    if same or not heads:
        return same[0] if same else -1
    says = [i for i in heads if not names_owner(lines[i].text)] or heads
    long = [i for i in says if lines[i].words >= 5] or [max(says, key=lambda i: lines[i].words)]
    dateline = next((i for i, line in enumerate(lines[:stop]) if line.kind == "dateline"), -1)
    above = [i for i in long if i < dateline]
    return above[-1] if above else long[0]


def _like_title(lines: Sequence[_Line], index: int) -> bool:
    """True for a line that ends like a sentence and may still be the title: the first one, or one right above the dateline."""
    line = lines[index]
    dated = index + 1 < len(lines) and lines[index + 1].kind == "dateline"
    return line.kind is None and line.words <= _TITLE_WORDS and (dated or (index == 0 and not re.search(r"[^.]\.$", line.text)))


_BARS = re.compile(r"\s[|•*»>]\s")
_PARTED = re.compile(rf"{_BARS.pattern}|\s{{2,}}")


def _is_menu(text: str) -> bool:
    """`Tin tức | Y tế | Giáo dục`: three labels or more beside each other. Two spaces by mistake stand before small letters too."""
    labels = _PARTED.split(text)
    if len(labels) < 3 or len(_BARS.findall(text)) > 1:
        return len(labels) > 2
    return all(not label[:1].islower() and len(label.split()) <= _LABEL_WORDS for label in labels)


def _above(lines: Sequence[_Line]) -> None:
    """Above the title: a site's header tells whose page it is, menus say nothing, a long line may belong to the article."""
    for line in lines:
        if line.kind is None and names_owner(line.text):
            line.kind = "footer"
        elif line.kind is None:
            line.kind = "furniture" if _is_menu(line.text) or line.words < _PROSE_WORDS else "heading"


def _under_title(lines: Sequence[_Line], title: str) -> None:
    """From the title to the first paragraph: the title again, and the author with or without the date."""
    for line in lines:
        if line.kind is not None:
            continue
        rest = dateline_rest(line.text)
        names = line.text if rest is None else " ".join(word for word in line.text.split() if plain(word) in rest.split())
        if line.words <= _TITLE_WORDS and plain(line.text) == plain(title):
            line.kind = "furniture"
        elif line.words <= _PROSE_WORDS and is_pen_name(names) and not bullet(line.text):
            line.kind = "byline" if rest is None else "dateline"
        else:
            break


# ---------------------------------------------------------------- tables and lists

_NUMBER = re.compile(r"^[\d.,%/+()\s-]*\d[\d.,%/+()\s-]*$")
_HEADER = re.compile(
    r"^(?:stt|tt|số tt|nội dung|chỉ tiêu|tên|họ và tên|chức vụ|đơn vị|đvt|kế hoạch|thực hiện|kết quả|tỉ lệ|số lượng|ghi chú|so sánh)\b"
)


def _tables(lines: Sequence[_Line]) -> None:
    """Cells of a table that was flattened, a cell a line: a run of short lines, at least a quarter of them numbers."""
    first = 0
    while first < len(lines):
        last = first
        while last < len(lines) and _may_be_cell(lines[last]):
            last += 1
        run = lines[first:last]
        long = len(run) >= 6
        numbers = [i for i, line in enumerate(run) if _NUMBER.match(line.text) or plain(line.text) in ("stt", "tt")] if long else []
        if long and len(numbers) * 4 >= len(run):
            head = next((i for i, line in enumerate(run[: numbers[0]]) if _HEADER.search(plain(line.text))), None)
            labelled = numbers[0] > 0 and plain(run[numbers[0]].text) not in ("stt", "tt", "1", "01")
            stop = numbers[-1] + 1
            inside = {line.text for line in run[:stop]}
            while stop < len(run) and run[stop].text in inside:  # a last column of words: `Đạt`
                stop += 1
            rows = _above_rows(run, numbers[0] - labelled, stop)
            for line in run[rows if head is None else min(head, rows) : stop]:
                line.kind = "cell"
        first = max(last, first + 1)


def _above_rows(run: Sequence[_Line], first: int, stop: int) -> int:
    """Where the table begins whose rows, the first of them at `first`, are a label and its numbers: at the header, a row of as
    many labels; at `first` where there is none."""
    width = next((i for i in range(1, stop - first) if not _NUMBER.match(run[first + i].text)), stop - first)
    return first - width if 1 < width <= first and (stop - first) % width == 0 else first


def _may_be_cell(line: _Line) -> bool:
    sentence = line.text[-1] == ":" or (line.final and line.words > 4)
    return line.kind in (None, "dateline", "cell") and line.words <= _CELL_WORDS and not sentence


def _lists(lines: Sequence[_Line]) -> None:
    """Items: lines with a mark, numbers that follow each other, and short lines below one that ends in a colon."""
    marks = ["", *(bullet(line.text) if line.kind is None else "" for line in lines), ""]
    for line, before, mark, after in zip(lines, marks, marks[1:], marks[2:], strict=False):
        alone = not _follow(before, mark) and not _follow(mark, after) if mark.isalnum() else not (before or after)
        if mark:
            label = line.words <= _HEADING_WORDS and not line.final and line.text[-1] not in ";,"
            line.kind = "heading" if alone and label else "item"
    opened, gap = False, 1
    for above, line in pairwise(lines):
        if above.kind in (None, "heading") and above.text[-1] == ":":
            opened, gap = True, line.gap
        short = line.words <= _CAPTION_WORDS and not line.prose and line.text[-1] != ":"
        opened = opened and line.kind is None and short and line.gap <= gap
        if opened:
            line.kind = "item"


_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


def _follow(first: str, second: str) -> bool:
    """True if `second` is the number or the letter right after `first`.

    >>> _follow("3", "4"), _follow("IV", "V"), _follow("a", "c")
    (True, True, False)
    """
    if first.isdecimal() and second.isdecimal():
        return int(second) == int(first) + 1
    if first in _ROMAN and second in _ROMAN:
        return _ROMAN.index(second) == _ROMAN.index(first) + 1
    return len(first) == len(second) == 1 and first.islower() and ord(second) == ord(first) + 1


# ---------------------------------------------------------------- below and between the paragraphs


def _below(lines: Sequence[_Line]) -> None:
    """Below the last paragraph: the by-line; what follows it is a caption or no part of the article."""
    last = max((i for i, line in enumerate(lines) if line.prose or line.kind in ("item", "cell", "heading")), default=-1)
    signed = next((i for i, line in enumerate(lines) if i > last and _signs(line)), None)
    if signed is None:
        signed = _signed_above(lines, last)
    if signed is not None:
        lines[signed].kind = "byline"
        over = signed
    else:  # nobody signs: the article ends at the first line that is none of it
        over = next((i for i, line in enumerate(lines) if i > last and _is_foreign(line)), len(lines)) - 1
    for line in lines[over + 1 :]:
        if line.kind is not None:
            continue
        if line.gap == 1 and _signs(line):
            line.kind = "byline"
        elif line.prose or (line.words <= _CAPTION_WORDS and opens_caption(line.text)):
            line.kind = "caption"
        else:
            line.kind = "footer" if names_owner(line.text) else "furniture"


def _signs(line: _Line) -> bool:
    return line.kind == "byline" or (line.kind is None and is_signature(line.text))


def _is_foreign(line: _Line) -> bool:
    return (line.kind == "furniture" and not is_picture(line.text)) or (line.kind is None and is_dated_headline(line.text))


def _signed_above(lines: Sequence[_Line], last: int) -> int | None:
    """The by-line where only captions are below it, or where a list without marks runs on into it; None where there is none."""
    for index in range(last, 0, -1):
        line, above = lines[index], lines[index - 1]
        runs_on = line.kind == "item" and index == last and not bullet(line.text) and not is_signature(above.text)
        if (runs_on or (line.kind is None and above.prose)) and is_signature(line.text):
            return index
        if line.kind in ("item", "cell", "heading") or line.words > _CAPTION_WORDS:
            return None
    return None


def _between(lines: Sequence[_Line]) -> None:
    """Short lines between paragraphs: what is under a picture or tells of people is a caption, other labels are headings."""
    boxed = False
    for i, line in enumerate(lines):
        if line.kind == "furniture" and opens_box(line.text):
            boxed = True  # headlines of other articles follow, until the article goes on
        boxed = boxed and not line.prose
        if line.kind is not None or line.final:
            continue
        pictured = i > 0 and is_picture(lines[i - 1].text) and not line.text[0].islower()
        lists = i + 1 < len(lines) and lines[i + 1].kind in ("item", "cell")
        if boxed:
            line.kind = "furniture"
        elif line.words <= _CAPTION_WORDS and line.text[-1] != ":" and (pictured or (line.words >= 4 and opens_caption(line.text))):
            line.kind = "caption"
        elif line.words <= _HEADING_WORDS and line.text[-1] not in ";," and not (line.text[-1] == ":" and lists):
            line.kind = "heading"
