"""Tables: a header that says what its columns hold, and a row for each indicator or each place.

A table is a run of cells. Old pages leave one cell a line, so the width of the table must be found; others leave a row a
line, parted by tabs or bars. `Kế hoạch` is a target, `Thực hiện` the value, `Đạt (%)` its attainment; a column headed by
a year or `cùng kỳ` is a value of that time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Literal, NamedTuple

from kg import gazetteer
from kg.extract import indicators, organizations, subjects, timing, units
from kg.extract.amounts import MULTIPLIERS, amount
from kg.extract.places import COMMUNES
from kg.extract.subjects import Subject
from kg.extract.times import same_day, times_of
from kg.lexicon import Lexicon, listed
from kg.model import Article, Comparison, Evidence, Observation, OrganizationMention, Period, PlaceMention
from kg.text.normalize import fold
from kg.text.tokens import tokens
from kg.values import replace

Role = Literal["counter", "indicator", "unit", "target", "value", "attainment", "earlier", "change", "subject", "other"]

_ROLES: Lexicon[Role] = listed(
    {
        "counter": "stt, tt, số tt, số thứ tự, no",
        "indicator": (
            "nội dung, chỉ tiêu, tên chỉ tiêu, các chỉ tiêu, hoạt động, nội dung hoạt động, danh mục, diễn giải, dịch vụ, "
            "tên bệnh, bệnh, tên dịch vụ, chỉ số, chức danh, đối tượng, nhóm đối tượng, loại, trình độ, nhóm tuổi, độ tuổi"
        ),
        "unit": "đơn vị tính, đvt, đv tính, đơn vị đo",
        "target": (
            "số đối tượng, tổng đối tượng, số cần, số phải, nghị quyết, nq, nghị quyết giao, nghị quyết năm, "
            "kế hoạch, kh, kế hoạch năm, chỉ tiêu năm, chỉ tiêu giao, chỉ tiêu kế hoạch, mục tiêu, dự toán, kế hoạch giao, giao năm"
        ),
        "value": "đã, thực hiện, kết quả, kết quả thực hiện, th, số lượng, đã thực hiện, số ca, số mắc, số liệu, tổng số, giá trị",
        "attainment": "đạt, tỷ lệ, tỷ lệ đạt, th/kh, thực hiện/kế hoạch, so với kế hoạch, so kế hoạch, đạt tỷ lệ",
        "earlier": "cùng kỳ, cùng kỳ năm trước, cùng kỳ năm ngoái, thực hiện cùng kỳ, năm trước",
        "change": ("tăng, giảm, tăng/giảm, so sánh, so với cùng kỳ, so cùng kỳ, so với năm trước, tăng giảm, chênh lệch"),
        "subject": (
            "địa phương, xã, phường, thị trấn, xã/phường, thôn, bản, huyện, tỉnh, địa bàn, tên đơn vị, tên xã, thành phố, đơn vị, cơ sở, "
            "trạm y tế, nơi, trường, trường học, tên trường, khoa, tên khoa, bệnh viện, khoa/phòng, khoa phòng"
        ),
        "other": "ghi chú",
    }
)
_TOTALS = re.compile(r"\s*(?:tổng(?:\s+(?:số|cộng))?|cộng|toàn\s+\w+)\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"\s*[-+]?\d[\d.,]*\s*%?\s*$")
_EMPTY = re.compile(r"\s*[-–—]?\s*$")
_PART = re.compile(r"[IVX]+|[A-H]")
_COUNTER = re.compile(r"\d{1,2}")
_UNIT = re.compile(r"\(([^()\d]{1,20}|%)\)")
_BRACKET = re.compile(r"\s*\([^()]*\)\s*$")
_WHOLE = re.compile(r"(?:diện|cần|phải)\s+\w+\s*$|đối\s+tượng\s*$", re.IGNORECASE)  # `Số trẻ diện tiêm`, beside those that were
_RATE = re.compile(r"(?:tỷ|tỉ)\s+lệ\s*(?:\(?%\)?)?|đạt\s*(?:\(?%\)?)?|%", re.IGNORECASE)
_CUMULATIVE = re.compile(r"\s*(?:tích lũy|lũy tích|lũy kế|cộng dồn)(?!\w)", re.IGNORECASE)
_SPAN = re.compile(r"\s+trong\s+(?:tuần|tháng|quý|năm|kỳ|ngày)(?!\w).*", re.IGNORECASE)
_LEVELS = COMMUNES | {"huyện", "quận", "thị xã", "thành phố", "tỉnh"}
_HEAD_NOUNS = frozenset({"trường", "khoa", "bệnh viện"})
_OPENING = 8  # characters
_WIDEST = 12  # columns
_CONFIDENCE = Decimal("0.95")


class _Cell(NamedTuple):
    """A cell at text[start:end]."""

    start: int
    end: int
    text: str


class _Column(NamedTuple):
    """What a column holds, and the time and the unit that its header gives."""

    role: Role
    period: Period | None
    unit: str
    header: str


def find(article: Article) -> Iterator[Observation]:
    """The observations of an article's tables, row by row."""
    for table in _tables(article):
        rows = _rows(table)
        if len(rows) < 2:
            continue
        columns = _columns(article, rows)
        if any(c.role == "value" for c in columns) and any(c.role in ("indicator", "subject") for c in columns):
            period = _announced(article, table[0].start)
            for row in rows[1:]:
                if len(row) == len(columns):
                    yield from _row(article, columns, row, period)


def _announced(article: Article, start: int) -> Period | None:
    """When a table holds whose columns do not say it: the last time of the paragraph above it (`Kết quả đến ngày 31/3 tại các xã:`),
    else what the article reviews, else the year of the report."""
    before = [s for s in article.sentences if s.end <= start and s.block not in ("caption", "cell")]
    above = [s for s in before if s.paragraph == before[-1].paragraph]
    said = [t for s in above for t in article.figures[s.number].times if t.last and not (t.base or t.planned)]
    if said and said[-1].last and said[-1].kind in ("stretch", "as_of", "now"):
        return Period(said[-1].first, said[-1].last)
    if article.context.review is None:
        done = (t for s in reversed(before) if s.block == "body" for t in article.figures[s.number].times if t.start - s.start < _OPENING)
        days = next((t for t in done if t.kind == "stretch" and t.first and t.last and not (t.base or t.planned)), None)
        if days and days.first and days.last and days.last - days.first < timing.CAMPAIGN:  # `Từ ngày 3/5 đến ngày 9/6, … đã khám cho …`
            return Period(days.first, days.last)
    return article.context.review or timing.year_of(article.context)


def _tables(article: Article) -> Iterator[list[_Cell]]:
    """The runs of neighbouring cells; a line above one with as many bars as its first row is its header."""
    text, blocks = article.document.text, article.layout.blocks
    if all(block.kind != "cell" for block in blocks):
        return
    above: _Cell | None = None
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        cells = [_Cell(block.start, block.end, text[block.start : block.end]) for block in run]
        if kind == "cell":
            headed = above is not None and any(0 < above.text.count(mark) == cells[0].text.count(mark) for mark in "\t|")
            yield [above, *cells] if above and headed else cells
        above = cells[-1]


def _rows(cells: Sequence[_Cell]) -> list[list[_Cell]]:
    """The cells in rows, all of one width; none where no width fits."""
    mark = (
        "\t"
        if sum("\t" in cell.text for cell in cells) * 2 > len(cells)
        else "|"
        if sum("|" in cell.text for cell in cells) * 2 > len(cells)
        else ""
    )
    if mark:
        return [list(_split(cell, mark)) for cell in cells if not re.fullmatch(r"[\s|:+-]+", cell.text)]
    return _grid(cells) or _grid(_without_parts(cells))


def _grid(cells: Sequence[_Cell]) -> list[list[_Cell]]:
    """The cells in rows of the narrowest width that fits; none where no width does."""
    for width in range(2, min(_WIDEST, len(cells) // 2) + 1):
        rows = [list(cells[at : at + width]) for at in range(0, len(cells) - width + 1, width)]
        if _fits(rows, len(cells) % width):
            return rows
    return []


def _without_parts(cells: Sequence[_Cell]) -> list[_Cell]:
    """The cells without the rows that only name a part of the table: `II`, `Dự phòng` before the row that is counted on."""
    return [
        cell
        for at, cell in enumerate(cells)
        if not any(_PART.fullmatch(cells[i].text) and _COUNTER.fullmatch(cells[i + 2].text) for i in (at, at - 1) if 0 < i < len(cells) - 2)
    ]


def _split(cell: _Cell, mark: str) -> Iterator[_Cell]:
    inner = cell.text.strip(mark + " ") if mark == "|" else cell.text
    at = cell.start + cell.text.index(inner) if inner else cell.start
    for part in inner.split(mark):
        lead = len(part) - len(part.lstrip())
        yield _Cell(at + lead, at + lead + len(part.strip()), part.strip())
        at += len(part) + 1


def _fits(rows: Sequence[Sequence[_Cell]], left_over: int) -> bool:
    """True where the first row has no number and each column below is all numbers or all words, at least one of each."""
    if left_over or any(_NUMBER.match(cell.text) for cell in rows[0]):
        return False
    numeric = []
    for column in zip(*rows[1:], strict=True):
        filled = [cell for cell in column if not _EMPTY.match(cell.text)]
        numbers = sum(bool(_NUMBER.match(cell.text)) for cell in filled)
        if numbers not in (0, len(filled)):
            return False
        numeric.append(numbers > 0)
    return any(numeric) and not all(numeric)


def _columns(article: Article, rows: Sequence[Sequence[_Cell]]) -> list[_Column]:
    columns: list[_Column] = []
    for cell in rows[0]:
        columns.append(_column(article, cell.text, columns[-1] if columns else None))
    roles = [c.role for c in columns]
    if "indicator" not in roles and "subject" not in roles:
        first = next((i for i, cell in enumerate(rows[1]) if not _NUMBER.match(cell.text) and len(rows[1]) == len(columns)), None)
        if first is not None:
            columns[first] = columns[first]._replace(role="indicator")
    roles = [c.role for c in columns]
    if "indicator" in roles and "value" not in roles and roles.count("attainment") == 1:
        columns[roles.index("attainment")] = columns[roles.index("attainment")]._replace(role="value")  # a rate is all that is said
    if "indicator" not in roles:  # a column for each indicator, a row for each place
        whole = "target" in roles  # beside which a bare rate is how much of it was reached
        columns = [
            c._replace(role="value") if c.role in ("other", "attainment", "indicator") and not (whole and _RATE.fullmatch(c.header)) else c
            for c in columns
        ]
    return columns


def _column(article: Article, header: str, before: _Column | None) -> _Column:
    found = tokens(header)
    times = [t for t in times_of(header, article.context) if t.last and t.kind in ("stretch", "as_of")]
    period = Period(times[0].first, times[0].last) if times and times[0].last else None
    unit = _UNIT.search(header)
    review = article.context.review
    if (summed := _CUMULATIVE.match(header)) and before:
        day = min(period.end, review.end) if period and review else period.end if period else review.end if review else None
        if not header[summed.end() :].strip() or (times and times[0].start <= summed.end() + 1):
            header = f"{_SPAN.sub('', before.header)} {summed[0].lower()}"  # `Tích lũy năm 2025` beside `Số ca mắc trong tuần`
        return _Column("value", timing.since_new_year(day) if day else None, unit[1].strip() if unit else before.unit, header)
    hit = _ROLES.at(found, 0) if found else None
    role: Role = hit.value if hit else "value" if period else "target" if _WHOLE.search(header) else "other"
    if "%" in header and role in ("value", "other", "target", "indicator"):
        role = "change" if re.search(r"cùng kỳ|tăng|giảm", header, re.IGNORECASE) else "attainment"
    return _Column(role, period, unit[1].strip() if unit else "", header)


def _row(article: Article, columns: Sequence[_Column], row: Sequence[_Cell], announced: Period | None) -> Iterator[Observation]:
    """The observations of a row; `announced` is when those hold whose columns do not say it."""
    text = article.document.text
    said: dict[Role, str] = {}
    for column, cell in zip(columns, row, strict=True):
        said.setdefault(column.role, cell.text.strip())
    target = _amount(said.get("target", ""))
    name = said.get("indicator", "")
    start, end = row[0].start, row[-1].end
    evidence = (Evidence(start, end, text[start:end]),)
    values = [(i, column.period) for i, column in enumerate(columns) if column.role == "value"]
    # What compares is said of the first one, or of the latest where each column is of a time (`Năm 2021`, `Năm 2022`, `Tăng`).
    first = max(values, key=lambda value: value[1].end if value[1] else date.min)[0] if all(p for _, p in values) else values[0][0]
    for position, (column, cell) in enumerate(zip(columns, row, strict=True)):
        value = _amount(cell.text)
        if column.role not in ("value", "earlier") or value is None:
            continue
        words = _BRACKET.sub("", name) or _BRACKET.sub("", column.header) or column.header
        subject = _subject(article, columns, row)
        if subject is None:
            continue
        percent = "%" if "%" in cell.text else ""
        scale, unit = _scaled(said.get("unit", "").lower() or column.unit or percent or _unit_in(name) or _counted(name or column.header))
        period = column.period or announced
        if column.role == "earlier" and period and period.start and column.period is None:
            period = Period(period.start.replace(year=period.start.year - 1), same_day(period.end, period.end.year - 1))
        main = position == first
        yield Observation(
            evidence,
            "observation.table",
            _CONFIDENCE,
            subject=subject,
            indicator=indicators.concept(words, unit=unit),
            indicator_text=words,
            value=value * scale,
            unit=unit,
            period=period,
            target=target * scale if main and target is not None else None,
            comparisons=tuple(_comparisons(columns, row, scale, unit)) if main else (),
        )


def _comparisons(columns: Sequence[_Column], row: Sequence[_Cell], scale: Decimal, unit: str) -> Iterator[Comparison]:
    """The first attainment and the first change of a row; an attainment is a percentage whether its header says so or not.
    `scale` and `unit` are those of the row's value."""
    kinds: dict[Role, Literal["attainment", "change"]] = {"attainment": "attainment", "change": "change"}
    said: set[Role] = set()
    for column, cell in zip(columns, row, strict=True):
        value, kind = _amount(cell.text), kinds.get(column.role)
        if kind and value is not None and column.role not in said:
            said.add(column.role)
            percent = kind == "attainment" or "%" in column.header or "%" in cell.text
            yield Comparison(kind, value if percent else value * scale, "%" if percent else unit, "exact", column.header)


def _subject(article: Article, columns: Sequence[_Column], row: Sequence[_Cell]) -> Subject | None:
    """The body or place named in the row, else the one that the article is about; None where the row names no one known."""
    for column, cell in zip(columns, row, strict=True):
        if column.role == "subject" and not _TOTALS.match(cell.text):
            named = next((m for m in _mentions(article, cell) if isinstance(m, OrganizationMention | PlaceMention)), None)
            return named or _body(column, cell) or _place(article, column, cell)
    return subjects.fallback(article)


def _body(column: _Column, cell: _Cell) -> OrganizationMention | None:
    """A body whose head is said by the header alone: `Tiểu học An Mẫu` under `Trường`."""
    noun = column.header.split("/")[0].strip().lower().removeprefix("tên ")
    if noun not in _HEAD_NOUNS or not cell.text[:1].isupper():
        return None
    text = f"{noun.capitalize()} {cell.text}"
    found = tokens(text)
    hit = organizations.organization_at(text, found, 0)
    return replace(hit.value, start=cell.start, end=cell.end, text=cell.text) if hit and hit.end == len(found) else None


def _place(article: Article, column: _Column, cell: _Cell) -> PlaceMention | None:
    """A place without its level word, as the gazetteer has it in the article's district or province, else with the level of the
    header: `Tân Mẫu` under `Xã`."""
    if not cell.text[:1].isupper():
        return None
    home = next((unit.name for unit in (article.context.district, article.context.province) if unit), "")
    for unit in gazetteer.find("", cell.text):
        if unit.parent is not None and unit.parent.name == home:
            return PlaceMention(cell.start, cell.end, cell.text, unit.type, unit.name)
    level = column.header.split(",")[0].split("/")[0].strip().lower()
    return PlaceMention(cell.start, cell.end, cell.text, level, cell.text) if level in _LEVELS else None


def _mentions(article: Article, cell: _Cell) -> Iterator[object]:
    for sentence, mentions in zip(article.sentences, article.mentions, strict=True):
        if sentence.block == "cell" and sentence.start < cell.end and cell.start < sentence.end:
            yield from (m for m in mentions if cell.start <= m.start and m.end <= cell.end)


def _amount(text: str) -> Decimal | None:
    """The number of a cell, None where it holds none."""
    if not _NUMBER.match(text):
        return None
    value = amount(text.strip(" %+-"))
    return -value if value is not None and text.strip().startswith("-") else value


def _scaled(unit: str) -> tuple[Decimal, str]:
    """What the numbers of a column are counted in, and the unit: `triệu đồng` is 1000000 `đồng`."""
    word, _, rest = unit.partition(" ")
    scale = MULTIPLIERS.get(fold(word)) if rest else None
    return (Decimal(scale), rest) if scale else (Decimal(1), unit)


def _counted(name: str) -> str:
    """`Lượt khám bệnh`, `Số ca mắc`: the unit with which an indicator begins, else that of its concept."""
    words = [replace(token, capital=False) for token in tokens(name)[:3]]
    hit = units.known(words, int(bool(words) and words[0].norm == "số" and len(words) > 1)) if words else None
    return hit.value if hit else indicators.unit(name)


def _unit_in(name: str) -> str:
    """`Lượt khám bệnh (lượt)`: the unit in brackets after an indicator."""
    found = _UNIT.search(name)
    return found[1].strip() if found else ""
