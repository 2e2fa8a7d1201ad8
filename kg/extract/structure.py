"""The parts of a page: its title, dateline, paragraphs, lists, tables, captions, by-line, and what is no part of the article.

`kg.extract.lines` says what a line is by its own words. Here its place decides what its words leave open, in passes over
the page from the certain to the doubtful: where the article ends, what the title is, tables, lists, the by-line below the
last paragraph, captions and headings between paragraphs. A line that stays doubtful is body, for a lost line loses facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.extract.lines import bullet, is_picture, own_kind, plain
from kg.model import Block, BlockKind, Document, Layout
from kg.text.dates import full_date

_FINAL = re.compile(r"[.!?…][\"”’')\]»]*$|/\.?/?$")
_TITLE_WORDS = 45  # a title has no more
_PROSE_WORDS = 8  # a line that ends in a full stop is prose from here on …
_LONG_WORDS = 35  # … and one without it from here on
_CAPTION_WORDS = 35
_HEADING_WORDS = 15
_CELL_WORDS = 16


@dataclass(slots=True)
class _Line:
    """A line of the page: where it stands, its text, how many line ends part it from the line above, and its kind so far."""

    start: int
    end: int
    text: str
    gap: int
    kind: BlockKind | None = None

    @property
    def words(self) -> int:
        return self.text.count(" ") + 1

    @property
    def final(self) -> bool:
        """True if it ends as a sentence does."""
        return bool(_FINAL.search(self.text[-6:]))

    @property
    def prose(self) -> bool:
        """True for a paragraph: a sentence, or more words than any label has."""
        return self.kind in (None, "item") and (self.words >= _LONG_WORDS or (self.words >= _PROSE_WORDS and self.final))


def analyse(document: Document) -> Layout:
    """The parts of an article in text order and what it says of itself: title, day of publication, author, source.

    A block is a line without the white space around it; a line that begins in lower case goes on with the sentence of the
    line above. What the file's own format says of the article stands; the text fills what is missing. Linear in the text.

    >>> page = Document("a.txt", "Tin tức\\nTrạm Y tế xã Mẫu ra quân diệt lăng quăng\\n02/07/2024\\nSáng 1/7, trạm ra quân tại 5 ấp.\\nThu Hà")
    >>> [(block.kind, page.text[block.start:block.end]) for block in analyse(page).blocks][1:4]
    [('title', 'Trạm Y tế xã Mẫu ra quân diệt lăng quăng'), ('dateline', '02/07/2024'), ('body', 'Sáng 1/7, trạm ra quân tại 5 ấp.')]
    """
    lines = list(_lines(document.text))
    for line in lines:
        line.kind = own_kind(line.text)
    _drop_repeated(lines)
    end = _end(lines)
    title = _title(lines[:end], document.title)
    _head(lines[:end], title)
    article = lines[title + 1 : end]
    _tables(article)
    _lists(article)
    _below(article)
    _between(article)
    _tail(lines[end:])
    blocks = tuple(Block(line.kind or "body", line.start, line.end) for line in lines)
    return Layout(
        blocks,
        document.title or (lines[title].text if title >= 0 else ""),
        document.issued or _issued(lines, title),
        document.creator or _creator(lines),
        document.source or _source(lines),
    )


def _lines(text: str) -> Iterator[_Line]:
    """The lines that are not blank, a sentence that was broken over several lines as one."""
    start, gap, above = 0, 1, None
    for row in text.split("\n"):
        shown = row.strip()
        first = start + row.find(shown) if shown else start
        start += len(row) + 1
        if not shown:
            gap += 1
        elif above and gap == 1 and _goes_on(above.text, shown):
            above.end = first + len(shown)
            above.text = f"{above.text} {shown}"
        else:
            if above:
                yield above
            above = _Line(first, first + len(shown), shown, gap)
            gap = 1
    if above:
        yield above


def _goes_on(above: str, line: str) -> bool:
    """True if a line is the rest of a sentence above: it begins in lower case, and what is above is long and unfinished."""
    return line[0].islower() and len(above) >= 60 and above[-1] not in ".:;!?…" and line.count(" ") >= 2 and not bullet(line)


# ---------------------------------------------------------------- the whole page


def _drop_repeated(lines: Sequence[_Line]) -> None:
    """Mark as furniture a line that is said again: the second of two equal ones, and a lead that opens a paragraph near it."""
    seen: set[str] = set()
    near: list[_Line] = []  # the last lines that may be leads
    for line in lines:
        if line.words < _PROSE_WORDS or line.kind in ("footer", "furniture", "dateline"):
            continue
        text = plain(line.text) if len(line.text) < 400 else line.text
        if text in seen:
            line.kind = "furniture"
            continue
        seen.add(text)
        for lead in near:
            opening = lead.text.rstrip(" .…")
            if lead.final and len(opening) < len(line.text) and line.text.startswith(opening):
                lead.kind = "furniture"
        near = [*near[-2:], line]


# After these the article is over. A box of other articles may also stand in the middle of one.
_OVER = re.compile(
    r"^(?:tổng số điểm của bài viết|click để đánh giá|xếp hạng : ?\d|xếp hạng: ?\d|(?:những |các )?(?:tin|bài|bài viết) (?:mới|cũ) hơn|"
    r"(?:các )?(?:tin|bài|bài viết|tin bài|tin tức) (?:cùng|khác|đã đưa|đã đăng)\b|(?:ý kiến|phản hồi) bạn đọc|gửi (?:bình luận|ý kiến|phản hồi)|"
    r"thống kê(?: truy cập)?\s?:?|(?:số |tổng số |tổng )?lượt truy cập|(?:đang|số người) (?:truy cập|online)|website liên kết|liên kết website|bạn đã không sử dụng)"
)
_BOX = re.compile(r"^(?:các )?(?:tin|bài|bài viết|tin bài) liên quan|^(?:có thể bạn quan tâm|xem thêm|đọc thêm)\b")


def _end(lines: Sequence[_Line]) -> int:
    """The index of the first line after the article: at a mark that the article is over, with more prose before it than after."""
    after = sum(len(line.text) for line in lines if line.prose)
    before = 0
    signed = False
    for index, line in enumerate(lines):
        if line.prose:
            before, after = before + len(line.text), after - len(line.text)
        elif line.kind == "byline" and before:
            signed = True
        elif line.kind == "furniture" and before:
            text = plain(line.text)
            if (before > after and _OVER.search(text)) or (_BOX.search(text) and (signed or not after)):
                return index
    return len(lines)


def _tail(lines: Sequence[_Line]) -> None:
    """After the article: who owns the page and who wrote the article are kept, the rest is furniture."""
    for line in lines:
        if line.kind not in ("footer", "byline"):
            line.kind = "footer" if _OWNER.search(plain(line.text)) and line.words <= _CELL_WORDS else "furniture"


# ---------------------------------------------------------------- above the article

# A body or a unit and its place, and nothing said of it: `PHÒNG GIÁO DỤC VÀ ĐÀO TẠO HUYỆN MẪU SƠN`, `XÃ MẪU SƠN - TỈNH THỬ NGHIỆM`.
_OWNER = re.compile(
    r"^(?:(?:ubnd|hđnd|ủy ban nhân dân|hội đồng nhân dân|đảng bộ|huyện ủy|thị ủy|tỉnh ủy|thành ủy|sở|phòng|chi cục|trung tâm|ttyt|bệnh viện|trạm|ban|hội|công an|đài)\b"
    r"(?: (?!tổ chức|tổng kết|sơ kết|họp|triển khai)[^\d\s]+){0,9}? ?-? ?)?"
    r"(?:(?:tỉnh|thành phố|tp\.?|thị xã|huyện|quận|xã|phường|thị trấn) (?:[^\W_]+'?){1}(?: [^\W_]+){0,3}(?: ?[-,] ?|$)){1,3}$"
    r"|^(?:sở|bộ) y tế(?: tỉnh)?(?: [^\W\d_]+){0,3}$|^trung tâm (?:kiểm soát bệnh tật|y tế)$"
)


def _title(lines: Sequence[_Line], given: str) -> int:
    """The index of the title, or -1: the line above the dateline, else the first that is long enough to say something.

    A title stands above the first paragraph, and is no name of a body alone unless nothing else is there.
    """
    stop = next((i for i, line in enumerate(lines) if line.prose and not _is_title(lines, i)), len(lines))
    known = plain(given)
    heads = [i for i, line in enumerate(lines[:stop]) if line.kind is None and line.words <= _TITLE_WORDS]
    for index in heads:
        if plain(lines[index].text) == known:
            return index
    says = [i for i in heads if not _OWNER.search(plain(lines[i].text))] or heads
    long = [i for i in says if lines[i].words >= 5] or sorted(says, key=lambda i: -lines[i].words)
    dateline = next((i for i, line in enumerate(lines[:stop]) if line.kind == "dateline"), -1)
    above = [i for i in long if i < dateline]
    return above[-1] if above else long[0] if long else -1


def _is_title(lines: Sequence[_Line], index: int) -> bool:
    """True for a line that ends like a sentence and may still be the title: the first, or one right above the dateline."""
    line = lines[index]
    below = lines[index + 1].kind if index + 1 < len(lines) else None
    return line.kind is None and line.words <= _TITLE_WORDS and (below == "dateline" or (index == 0 and not re.search(r"[^.]\.$", line.text)))


def _head(lines: Sequence[_Line], title: int) -> None:
    """Above the title: site headers tell whose page it is, menus say nothing, and a long line may belong to the article."""
    for line in lines[: max(title, 0)]:
        if line.kind is None:
            spread = len(re.split(r"\s{2,}|\s[|•*»>]\s", line.text)) > 2
            line.kind = "footer" if _OWNER.search(plain(line.text)) else "furniture" if spread or line.words < _PROSE_WORDS else "heading"
    if title >= 0:
        lines[title].kind = "title"


# ---------------------------------------------------------------- tables and lists

_NUMBER_CELL = re.compile(r"^[\d.,%/+()\s-]*\d[\d.,%/+()\s-]*$")
_HEADER_CELL = re.compile(r"^(?:stt|tt|số tt|nội dung|chỉ tiêu|đơn vị|đơn vị tính|đvt|kế hoạch|thực hiện|kết quả|tỉ lệ|ghi chú|số lượng|tên|họ và tên|chức vụ)\b")


def _tables(lines: Sequence[_Line]) -> None:
    """Cells of a table that was flattened, a cell a line: a run of short lines many of which are numbers."""
    first = 0
    while first < len(lines):
        last = first
        while last < len(lines) and _may_be_cell(lines[last]):
            last += 1
        run = lines[first:last]
        marked = [i for i, line in enumerate(run) if _NUMBER_CELL.match(line.text) or plain(line.text) in ("stt", "tt")]
        if len(run) >= 6 and len(marked) * 4 >= len(run):
            usual = min(line.gap for line in run[marked[0] + 1 : marked[-1] + 1] or run)
            start = marked[0]
            while start > 0 and run[start].gap <= usual and (lines[first].gap or True) and _HEADER_CELL.search(plain(run[start - 1].text)):
                start -= 1
            stop = marked[-1] + 1
            for line in run[start:stop]:
                line.kind = "cell"
        first = max(last, first + 1)


def _may_be_cell(line: _Line) -> bool:
    return line.kind in (None, "dateline", "cell") and line.words <= _CELL_WORDS and not (line.final and line.words > 4) and not line.text.endswith(":")


def _lists(lines: Sequence[_Line]) -> None:
    """Items: lines with a mark, numbers that follow each other, and short lines below one that ends in a colon."""
    marks = [bullet(line.text) if line.kind is None else "" for line in lines]
    for i, line in enumerate(lines):
        mark = marks[i]
        if not mark:
            continue
        numbered = mark.isalnum()
        neighbours = {marks[i - 1] if i else "", marks[i + 1] if i + 1 < len(marks) else ""}
        in_series = any(_follow(mark, other) or _follow(other, mark) for other in neighbours)
        head = numbered and not in_series and line.words <= _HEADING_WORDS and not line.final and line.text[-1] not in ";,"
        line.kind = "heading" if head else "item"
    opened = False
    gap = 1
    for above, line in zip(lines, lines[1:], strict=False):
        if above.kind in (None, "heading") and above.text.endswith(":"):
            opened, gap = True, line.gap
        fits = line.kind is None and not line.prose and line.words <= _CAPTION_WORDS and line.gap <= gap and not line.text.endswith(":")
        opened = opened and fits
        if opened:
            line.kind = "item"


def _follow(first: str, second: str) -> bool:
    """True if `second` is the number or the letter after `first`."""
    if first.isdigit() and second.isdigit():
        return int(second) == int(first) + 1
    roman = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
    if first in roman and second in roman:
        return roman.index(second) == roman.index(first) + 1
    return len(first) == len(second) == 1 and first.islower() and ord(second) == ord(first) + 1


# ---------------------------------------------------------------- below the last paragraph

_BODY_NAME = re.compile(
    r"^(?:phòng|khoa|ban|văn phòng|trung tâm|ttyt|bệnh viện|bvđk|chi cục|sở|trạm|đài|tổ|hội|ubnd|cdc|báo|cổng|trang|công an|huyện đoàn|thị đoàn|đoàn|bộ phận)\b"
    r"(?!.*\b(?:trao|tặng|thăm|kiểm tra|phát biểu|khám|chụp|tổ chức|tham gia|báo cáo|ra mắt|ra quân|làm việc|triển khai|tập huấn|tiếp nhận|cấp)\b)"
)
_CALLED = re.compile(r"(?:đồng chí|đ/c|ông|bà|anh|chị|em|cháu|(?:phó |quyền |nguyên )?(?:giám đốc|chủ tịch|bí thư|trưởng|bộ trưởng|thủ tướng))\b", re.IGNORECASE)
_BESIDE = re.compile(r"\s*\((?:[^()]*)\)\s*$")
_JOINED = re.compile(r"\s*[-–—,&+/;]\s*|\s+và\s+")


def is_signature(line: str) -> bool:
    """True if a line may be a by-line that says nothing but names: one or a few pen-names, or the body that wrote.

    >>> [is_signature(line) for line in ("VĂN MẪU", "Thu Hà - A Thử", "Phòng Kế hoạch tổng hợp", "Quang cảnh buổi lễ", "Năm 2016: 611")]
    [True, True, True, False, False]
    """
    text = _BESIDE.sub("", line).rstrip(".")
    if not text or any(c.isdigit() for c in text) or text[-1] in ":;!?":
        return False
    if text.count(" ") < 14 and _BODY_NAME.search(plain(text)):
        return True
    if _CALLED.match(text):
        return False
    names = _JOINED.split(text)
    return len(names) <= 4 and all(0 < len(name.split()) <= 5 and all(word[0].isupper() for word in name.split()) for name in names)


def _below(lines: Sequence[_Line]) -> None:
    """Below the last paragraph: the by-line; what follows it is a caption or no part of the article."""
    solid = max((i for i, line in enumerate(lines) if line.prose or line.kind in ("item", "cell", "heading")), default=-1)
    signature = next((i for i, line in enumerate(lines) if i > solid and _signs(line)), None)
    if signature is None:
        signature = _signature_above_captions(lines, solid)
    if signature is None:
        return
    lines[signature].kind = "byline"
    for line in lines[signature + 1 :]:
        if line.kind is None and _signs(line) and line.gap == 1:
            line.kind = "byline"
        elif line.kind is None and (line.prose or _opens_caption(line)):
            line.kind = "caption"
        elif line.kind is None:
            line.kind = "footer" if _OWNER.search(plain(line.text)) else "furniture"


def _signs(line: _Line) -> bool:
    return line.kind == "byline" or (line.kind is None and is_signature(line.text))


def _signature_above_captions(lines: Sequence[_Line], solid: int) -> int | None:
    """The by-line where only pictures' captions are below it, or where a list without marks runs on into it."""
    for index in range(solid, 0, -1):
        line, above = lines[index], lines[index - 1]
        if line.kind == "item" and index == solid and not bullet(line.text) and is_signature(line.text) and not is_signature(above.text):
            return index
        if line.kind is None and is_signature(line.text) and above.prose:
            return index
        if line.kind in ("item", "cell", "heading") or line.words > _CAPTION_WORDS:
            return None
    return None


# ---------------------------------------------------------------- between paragraphs

_CAPTION_OPENING = re.compile(
    r"^(?:(?:các |những )?(?:đồng chí|đ/c|đại biểu|ông|bà|bác sĩ|bs|ths|ts|lãnh đạo|cán bộ|nhân viên|y sĩ|y bác sĩ|điều dưỡng|đoàn viên|đội ngũ|tập thể|cá nhân|thành viên|học viên|thí sinh)"
    r"|đoàn|trao|tặng|chụp|kí kết|ban (?:chấp hành|thường vụ|giám đốc|tổ chức)|giám đốc|phó|quyền|bí thư|chủ tịch|trưởng|thứ trưởng|bộ trưởng|người dân|nhân dân|bệnh nhân|khám|tiêm|lấy mẫu)\b"
)


def _opens_caption(line: _Line) -> bool:
    return line.text[-1] not in ".:;," and 4 <= line.words <= _CAPTION_WORDS and bool(_CAPTION_OPENING.search(plain(line.text[:60])))


def _between(lines: Sequence[_Line]) -> None:
    """Short lines between paragraphs: what is under a picture or tells of people is a caption, other labels are headings."""
    boxed = False
    for i, line in enumerate(lines):
        if line.kind == "furniture" and _BOX.search(plain(line.text)):
            boxed = True  # headlines of other articles follow, until the article goes on
        elif line.prose:
            boxed = False
        elif line.kind is None and boxed:
            line.kind = "furniture"
        elif line.kind is None and not line.final:
            pictured = i > 0 and is_picture(lines[i - 1].text) and not line.text[0].islower()
            if line.text.endswith(":"):
                opens_list = i + 1 < len(lines) and lines[i + 1].kind in ("item", "cell")
                line.kind = "heading" if line.words <= _HEADING_WORDS and not opens_list else None
            elif _opens_caption(line) or (pictured and line.words <= _CAPTION_WORDS):
                line.kind = "caption"
            elif line.words <= _HEADING_WORDS and not line.text.endswith((";", ",")):
                line.kind = "heading"


# ---------------------------------------------------------------- what the page says of itself


def _issued(lines: Sequence[_Line], title: int) -> date | None:
    """The day of publication: of the first dateline below the title, else of one above it, else of the by-line."""
    datelines = [(i < title, i, line) for i, line in enumerate(lines) if line.kind == "dateline"]
    others = [(True, i, line) for i, line in enumerate(lines) if line.kind == "byline"]
    days = (full_date(line.text) for _, _, line in sorted(datelines, key=lambda d: d[:2]) + others)
    return next((day for day in days if day), None)


_NOBODY = frozenset(("pv", "ctv", "bbt", "admin", "administrator", "ban biên tập", "tổng hợp", "sưu tầm", "n/a", "quản trị viên"))
_LABEL = re.compile(r"^\(?[^:()]{2,40}:\s*")
_TAKEN = re.compile(r"^\(?\s*(?:theo|nguồn(?: tin| bài viết)?|sưu tầm)\s?:?\s+(.+?)\)?[.:]?$", re.IGNORECASE)


def _creator(lines: Sequence[_Line]) -> str:
    """Who signed: the first by-line that names somebody."""
    for line in lines:
        if line.kind == "byline" and not _TAKEN.search(line.text):
            name = _BESIDE.sub("", _LABEL.sub("", line.text)).strip(" ()") if not line.text.startswith("(") else ""
            if name and plain(name).rstrip(".") not in _NOBODY:
                return name
    return ""


_SOURCES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"ghi rõ nguồn\s*:?\s*[\"“]([^\"”]+)[\"”]",
        r"\b((?:cổng|trang) (?:thông tin điện tử|tin điện tử|TTĐT)\b[^.;:|–-]*)",
        r"cơ quan chủ quản\s*:?\s*([^|;]+?)(?=\s+[-–|]|[.;|]|$)",
        r"(?:bản quyền|copyright|©)(?: thuộc(?: về)?|\s|©|:|\d{4}|by)*([^.|;]+)",
    )
)


def _source(lines: Sequence[_Line]) -> str:
    """Where it was published: a source that the by-line names, else the owner of the page by its footer or header."""
    for line in lines:
        taken = _TAKEN.search(line.text) if line.kind == "byline" else None
        if taken:
            return taken[1].strip(" :")
    footers = [line.text for line in lines if line.kind == "footer"]
    for pattern in _SOURCES:
        for text in footers:
            if m := pattern.search(text):
                return m[1].strip(" -–\"")
    return next((text for text in footers if _OWNER.search(plain(text))), "")
