"""What a line of a page is by its own words, before its place on the page is asked (`kg.extract.structure` does that).

`RULES` is a table: a kind, how its lines read, lines that it must know and lines that it must not. The tests run the
examples. A line that no rule knows may be anything.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kg.lexicon import words
from kg.model import BlockKind
from kg.text.dates import FULL_DATE
from kg.text.normalize import fold

SHORT = 220  # code points: a longer line is prose, and no rule is asked


def plain(line: str) -> str:
    """A line as rules compare it: folded words with one space between them.

    >>> plain("  Bản quyền © 2022  UBND thị xã Hoà Thành")
    'bản quyền © 2022 ubnd thị xã hòa thành'
    """
    return " ".join(map(fold, line.split()))


class Rule(NamedTuple):
    """Lines of a kind: a pattern that is searched in the plain line, lines that it is for and lines that it is not for."""

    kind: BlockKind
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    others: tuple[str, ...]


def any_of(*patterns: str) -> str:
    """A pattern that matches what one of `patterns` matches."""
    return f"(?:{'|'.join(patterns)})"


# ---------------------------------------------------------------- furniture

# Where a picture stood: its mark, its number, its file.
_PICTURE = any_of(
    r"^\[(?:img|image|ảnh|hình)[^\]]*\]$",
    r"^z\d{9,}\S*(?: [0-9a-f]{16,})?$",
    r"^(?:img|dsc|dji|image)[-_]?\d+\S*$",
    r"^\S+\.(?:jpe?g|png|gif|webp)$",
)
ARTICLES = "(?:các |những )?(?:tin|bài|bài viết|tin bài|tin tức|bản tin)"
_OTHER_ARTICLES = (
    rf"^{ARTICLES} (?:liên quan|cùng|khác|mới hơn|cũ hơn|mới nhất|nổi bật|đã đưa|đã đăng|tiếp theo)"
    r"(?: (?!của|về|cho|với)\w+){0,3}\s?:?$"
)
_VOTES_AND_COMMENTS = any_of(
    r"^tổng số điểm của bài viết",
    r"^click để đánh giá",
    r"^(?:xếp hạng|đánh giá)\s?: \d",
    r"^(?:hãy )?(?:là người đầu tiên )?đánh giá bài viết",
    r"^những người đã bình chọn",
    r"^bình chọn\s?:",
    r"^bạn (?:đánh giá|thấy|biết|quan tâm)\b.*\?$",
    r"^thông tin nào\b.*\?$",
    r"^gửi (?:bình luận|ý kiến|phản hồi)\b",
    r"^(?:bình luận|ý kiến|phản hồi)(?: bạn đọc)? ?\(\d*\)",
    r"^\(\*\)",
    r"^mã (?:an toàn|bảo mật|xác nhận)\b",
    r"^vui lòng (?:nhập|đăng nhập|gõ)\b",
    r"^nhập (?:mã|nội dung|họ tên)\b",
    r"^bạn (?:cần|phải|hãy|chưa) (?:đăng nhập|là thành viên)",
    r"^bạn đã không sử dụng site",
    r"^chú ý\s?: việc đăng lại",
)
_TOOLS = any_of(
    r"^(?:từ khóa|tags?|chủ đề)\s?:",
    r"^(?:đọc bài viết|nghe bài viết|cỡ chữ)\b",
    r"^>+ ?>* ?(?:xem|video|ảnh|clip|tin|bài)\b",
    r"^(?:xem|mời xem|mời đọc|đọc) thêm\s?:",
    r"^(?:https?://|www\.)\S+$",
    r"^thời tiết(?: \w+){1,2}$",
    r"^theo dõi .{2,60} trên \w+(?: \w+)?$",
    r"^(?:#\S+ ?)+$",
    r"^cộng hòa xã hội chủ nghĩa việt nam$|^độc lập ?- ?tự do ?- ?hạnh phúc$",
    r"^(?:loading|đang tải|javascript\b|trình duyệt của bạn)",
)

# ---------------------------------------------------------------- by-lines, captions, footers

_WORK = "(?:tin|bài|ảnh|clip|video)(?: viết)?"
_BYLINE = any_of(
    rf"{_WORK}(?:(?:,| và| -| &|/)? ?{_WORK})+",
    r"tin|bài|bài viết|tác giả(?: bài viết)?",
    r"người (?:viết|đăng|gửi)|(?:đăng|viết) bởi|biên tập|thực hiện|phóng viên|cộng tác viên",
    r"nguồn(?: tin| bài viết)?|sưu tầm|tổng hợp",
)
_NO_AUTHOR = r"(?!.*\d\d)(?!.*[^\W\d_]{3}\. )"  # numbers, or more than one sentence, after the label
_NOBODY = r"(?:nhóm )?(?:pv|ctv|bbt|ban biên tập|phóng viên|cộng tác viên|admin|administrator|quản trị viên|tổng hợp|sưu tầm)"

_WHERE_IN_PICTURE = any_of(
    r"(?:người |ngồi |đứng |hàng |áo |bên |bìa |từ |thứ (?:\d|nhất|hai|ba|tư) ?)*(?:trái|phải|giữa|đầu|trắng|xanh|đỏ|vàng|sau|trước)"
    r"(?: (?:qua|sang|ảnh|cùng|từ|trái|phải))*"
)

_OWNERSHIP = any_of(
    r"(?:cơ quan|đơn vị) chủ quản\b",
    r"(?:cơ quan|đơn vị) (?:quản lí|chủ trì|quản trị|thiết lập|thường trực)[^.:]{0,30}:",
    r"(?:©|copyright|bản quyền)",
    r"giấy phép (?:số|thiết lập|hoạt động|xuất bản|tttđt|gp|:)",
    r"(?:người )?chịu trách nhiệm(?: [^:.]{1,40})?: ",
    r"(?:trưởng|phó trưởng) ban biên tập\s?: |tổng biên tập\s?: ",
    r"(?:thiết kế|phát triển|xây dựng)(?: và phát triển)?(?: (?:web|website|bởi))?\s?: |(?:thiết kế|phát triển) (?:và [^:.]{2,30} )?bởi\b",
    r"(?:vui lòng |đề nghị )?ghi rõ nguồn",
)
_CONTACT = any_of(
    "địa chỉ|trụ sở(?: chính)?|đt|tel|phone|fax|website|web|tên miền",
    "(?:(?:số )?điện thoại|e-?mail|hotline|đường dây nóng)(?: [^:.]{1,30})?",
)
_SITE = "(?:thông tin điện tử|tin điện tử|ttđt|thông tin)"

_TABLE: tuple[tuple[BlockKind, str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "furniture",
        r"^(?:bạn đang (?:ở|xem)(?: đây| trang)?:? ?)?(?:trang chủ|trang nhất|home)\s?(?:[>\"/|›\\-]|:|$)",
        ("Trang chủ >> Tin hoạt động >> Y tế - Giáo dục", "Trang nhất » Tin tức", "Trang chủ / Chính quyền / Lãnh đạo tỉnh"),
        ("Trang chủ của bệnh viện có 45 bài viết.",),
    ),
    (
        "furniture",
        _PICTURE,
        ("[img]", "z4412345678901 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "IMG_2041", "DSC01234.JPG", "hoinghi-1.png"),
        ("Zalo của trạm y tế", "Hình thức khám bệnh mới"),
    ),
    (
        "furniture",
        _VOTES_AND_COMMENTS,
        (
            "Tổng số điểm của bài viết là: 5 trong 1 đánh giá",
            "Xếp hạng: 5 - 1 phiếu bầu",
            "Bình chọn: Bạn đánh giá thế nào về giao diện mới?",
            "(*) Bình luận tối đa 500 ký tự",
            "Ý kiến bạn đọc (0)",
        ),
        ("Xếp hạng bệnh viện được nâng từ III lên II.", "Đánh giá: các trạm đều đạt", "Ý kiến của đại biểu rất sôi nổi"),
    ),
    (
        "furniture",
        _TOOLS,
        ("Từ khóa: trạm y tế", "Xem thêm: Bệnh viện có máy mới", "> > Video: Ra quân", "http://a.example.vn/?gd=1", "#yte #mauson"),
        ("Thời tiết thất thường làm ca bệnh tăng cao", "Chủ đề năm nay là an toàn người bệnh"),
    ),
    (
        "furniture",
        _OTHER_ARTICLES,
        ("Tin liên quan:", "Các tin khác", "Những tin cũ hơn", "Bài viết cùng chuyên mục", "Các tin đã đưa ngày hôm nay"),
        ("Tin khác với báo cáo của huyện", "Bài viết mới của bác sĩ được đăng"),
    ),
    (
        "byline",
        rf"^\(?{_BYLINE}\s?: {_NO_AUTHOR}.{{2,70}}$",
        ("Tin, ảnh: Thu Hà", "Bài và ảnh: A Thử", "Tin bài: Lê Thử", "Tác giả: admin", "Nguồn tin: Đài Truyền thanh TP. Mẫu Sơn:"),
        ("Thực hiện: 45.310 lượt", "Nguồn nhân lực: 31 bác sĩ", "Tin vui: bệnh viện có thêm bác sĩ"),
    ),
    (
        "byline",
        r"^\((?:theo|nguồn|tổng hợp|sưu tầm|bài dự thi)\b.*\)$|^theo [^,:;]{2,50}(?:\.vn|\.com|điện tử|online)$",
        ("(Theo Báo Thử Nghiệm điện tử)", "(Nguồn: Sở Y tế)", "Theo baomau.vn"),
        ("Theo báo cáo của Trung tâm, có 45 ca.", "(Tăng 5% so với cùng kỳ)"),
    ),
    ("byline", rf"^{_NOBODY}\.?$", ("PV", "BBT", "Ban Biên tập", "Nhóm phóng viên"), ("Ban Biên tập họp giao ban",)),
    (
        "caption",
        r"(?:^|[\s(.])(?:ảnh|ảnh minh họa|hình|nguồn ảnh|đồ họa)\s?: \S|\((?:ảnh|nguồn ảnh)\b|^(?:clip|video)\s?:(?: \S+){1,5}$",
        ("Lễ ra quân tại xã Mẫu. Ảnh: Thu Hà", "Đoàn thăm khu cách ly (Ảnh minh họa)", "Ra mắt (Ảnh: An Bình)", "Video: Thu Hà"),
        ("Video: Chủ tịch huyện thăm khu cách ly", "Hình thức: họp trực tuyến", "Tin, ảnh: Thu Hà", "Chi phí chụp phim được giảm"),
    ),
    (
        "caption",
        r"^(?:quang cảnh|toàn cảnh|(?:một số |những |chùm )?hình ảnh|trong ảnh|ảnh chụp|ảnh minh họa)\b",
        ("Quang cảnh buổi lễ", "Toàn cảnh Hội nghị", "Một số hình ảnh tại buổi ra quân:", "Ảnh minh họa"),
        ("Hình thức đào tạo",),
    ),
    (
        "caption",
        rf"\({_WHERE_IN_PICTURE}\)",
        ("Ông Lê Mẫu (bìa phải) trao quà", "Bà Trần Thử (áo xanh) hỏi thăm bệnh nhân", "Ông Lê Mẫu (thứ 2 từ trái qua) tặng hoa"),
        ("Khám cho 45 người (sau ca mổ)",),
    ),
    (
        "footer",
        rf"^[@*•-]? ?{_OWNERSHIP}",
        (
            "Cơ quan chủ quản: UBND tỉnh Thử Nghiệm - Điện thoại: 0299.1234567",
            "Bản quyền thuộc về UBND huyện Mẫu Sơn, tỉnh Thử Nghiệm",
            "© 2022 Trung tâm Y tế huyện Mẫu Sơn",
            "Giấy phép số 99/GP-STTTT do Sở Thông tin và Truyền thông cấp",
            "Chịu trách nhiệm: Văn phòng UBND tỉnh",
            '@ Ghi rõ nguồn "Cổng thông tin điện tử tỉnh Thử Nghiệm"',
        ),
        ("Giấy phép xây dựng được cấp cho 12 trạm.", "Cơ quan quản lý thị trường kiểm tra 9 cơ sở", "Đơn vị quân đội: 3 đồng chí"),
    ),
    (
        "footer",
        rf"^[*•-]? ?{_CONTACT}\s?: ?\S",
        ("Địa chỉ: Khối 9, thị trấn Mẫu Sơn", "Điện thoại Ban biên tập: 0299.123456", "Đường dây nóng: 0275.1234.567"),
        ("Địa chỉ nhân đạo của người bệnh nghèo", "Trụ sở trạm y tế: xây mới 3 trạm"),
    ),
    (
        "footer",
        rf"^(?:kính )?(?:chào mừng|welcome|chào)\b.*\b(?:cổng|trang|website|site)\b|^(?:cổng|trang) {_SITE}\b(?!.*[.;,:])",
        (
            "CHÀO MỪNG ĐẾN VỚI CỔNG THÔNG TIN ĐIỆN TỬ HUYỆN MẪU SƠN",
            "Chào mừng Quý vị đến với Trang thông tin điện tử huyện Mẫu Sơn",
            "TRANG THÔNG TIN ĐIỆN TỬ HUYỆN MẪU SƠN",
        ),
        ("Chào mừng ngày Thầy thuốc Việt Nam", "Cổng thông tin điện tử huyện được nâng cấp, có 45 tin bài."),
    ),
)
RULES = tuple(Rule(kind, re.compile(pattern), examples, others) for kind, pattern, examples, others in _TABLE)

_PARTS = re.compile(r"\s*(?:[|»›>•·*/\\:;()]|\s-+\s|\t|\s{2,})+\s*")
_LETTERS = re.compile(r"[^\W\d_]+")
_COUNTS = re.compile(r"[\d.,%+]*\d[\d.,%+]*|[^\w\s+-]")
# Beside a word of the list these are furniture too; alone they may be an article's (`Năm 2016: 611`).
_WEAK = frozenset(("tháng", "tuần", "năm", "ngày", "phút", "giây", "lượt", "tổng", "tổng cộng", "tổng số", "tất cả", "n a"))


@cache
def _furniture_words() -> frozenset[str]:
    return frozenset(plain(phrase) for phrase in words("furniture"))


@cache
def _furniture_vocabulary() -> frozenset[str]:
    return frozenset(word for phrase in (*_furniture_words(), *_WEAK) for word in _LETTERS.findall(phrase))


def is_furniture(line: str) -> bool:
    """True if every part of a line is a word of `kg/words/furniture.txt`, numbers and marks aside; and for marks alone.

    >>> is_furniture("Đang online: 19 | Hôm nay: 644 | Tổng: 6.180.452"), is_furniture("Năm 2016: 611"), is_furniture("* * *")
    (True, False, True)
    """
    known = _furniture_vocabulary()
    for word in line.split():
        if not known.issuperset(_LETTERS.findall(fold(word))):
            return False  # most lines, at their first word or second
    named = telling = False
    for part in _PARTS.split(line):
        words = " ".join(_COUNTS.sub(" ", plain(part)).split())
        if not words.strip("+- _"):
            continue
        named = True
        if words not in _WEAK:
            telling = True
            if words not in _furniture_words():
                return False
    return telling or not (named or any(character.isdigit() for character in line))


def is_picture(line: str) -> bool:
    """True if a line stands for a picture: its mark, its number or its file's name.

    >>> is_picture("[img]"), is_picture("z4410028871936"), is_picture("Ảnh: Thu Hà")
    (True, True, False)
    """
    return len(line) <= SHORT and bool(re.search(_PICTURE, plain(line)))


# ---------------------------------------------------------------- datelines

_TIME = re.compile(r"\bt?\d{1,2}\s?(?:[:h]|giờ)\s?\d{2}(?::\d{2})?(?: phút)?\s?(?:[ap]m|sa|ch)?|\(?(?:gmt|utc)\s?[+-]?\s?\d+\)?")
_DATE_WORD = re.compile(
    r"\b"
    + any_of(
        r"(?:thứ|chủ) (?:hai|ba|tư|năm|sáu|bảy|nhật|[2-8])|t[2-7]|cn",
        r"(?:ngày|thời gian|giờ) (?:đăng|cập nhật|xuất bản|tạo|viết|phát hành|gửi|post)(?: tin| bài)?",
        r"(?:đăng|cập nhật|xuất bản|post|posted|update|updated|published)(?: (?:ngày|lúc|vào|on|at|cuối))*",
        r"(?:đã |số )?(?:lượt |lần )?(?:xem|đọc)|lượt|views?",
        r"ngày|lúc|vào|am|pm|sa|ch",
    )
    + r"\b"
)
_PROVINCE = re.compile(r"\((?:[a-zđ]{2,6}|[\w.]+)\) ?-?")  # `(HD) 01/10/2021 14:20`
_YEAR = re.compile(r"\d{4}")
_PLACE = re.compile(r"^[^\W\d_]+(?: [^\W\d_]+){0,3},$")


def dateline_rest(line: str) -> str | None:
    """What a line with a full date says beside date, time, weekday, labels and counters; None where it has no full date.

    >>> [dateline_rest(line) for line in ("Đăng ngày: 10-01-2020 - Đã xem: 412 - In bài", "Lê Thử 30/04/2016 11:39", "Sáng 3/7")]
    ['', 'lê thử', None]
    """
    if len(line) > SHORT or not _YEAR.search(line) or not FULL_DATE.search(line):
        return None
    rest = " ".join(_DATE_WORD.sub(" ", _TIME.sub(" ", FULL_DATE.sub(" ", _PROVINCE.sub(" ", plain(line))))).split())
    if _PLACE.match(rest) or is_furniture(rest) or not re.search(r"[^\W\d_]", rest):  # `Mẫu Sơn, ngày 5 tháng 1 năm 2022`
        return ""
    return rest.strip(" -|,:;()")


_LABEL_WORDS = 9
_WORD = re.compile(r"[^\W\d_]+")
_POSTED = re.compile(r"\b(?:ngày|giờ) (?:đăng|cập nhật|xuất bản)|\bcập nhật\b|\bdate ?:|\b(?:đăng|viết) bởi\b")


def _is_stamped(line: str, rest: str) -> bool:
    """Whether a line with a date, and a few words of a menu beside it, says that something was published then: a label says so,
    or it has the hour and is no sentence."""
    words = plain(line)
    said = _POSTED.search(words) is not None or (_TIME.search(words) is not None and not words.endswith("."))
    return said and len(_WORD.findall(rest)) <= _LABEL_WORDS


# ---------------------------------------------------------------- lists, and all kinds together

_NUMBERED = re.compile(r"^\(?(\d{1,2}|[IVX]{1,5}|[a-zđ])\s?(?:[.)]|/(?!\d))\)?(?!\d)(?:\d{1,2}\.?(?!\d))?\s*(?=\S)")
_BULLET = re.compile(r"^([-–—+*•·●▪■◦‣➢➤✓✔❖])\s*(?=[^\W_]|[\"“(])")


def bullet(line: str) -> str:
    """The mark that opens a list line (`-`, `*`, …), the number or letter that opens a numbered one (`3`, `IV`, `a`), or nothing.

    >>> bullet("- Khám bệnh: 45 lượt"), bullet("IV. Dân số"), bullet("22.4 là ngày họp"), bullet("3/7 chi bộ")
    ('-', 'IV', '', '')
    """
    m = _NUMBERED.match(line) or _BULLET.match(line)
    return m[1] if m else ""


def own_kind(line: str) -> BlockKind | None:
    """The kind of a line by its own words, or None where its place must tell.

    >>> own_kind("Thứ tư - 03/07/2024 00:39"), own_kind("Tin, ảnh: Thu Hà"), own_kind("Trung tâm có 45 bác sĩ.")
    ('dateline', 'byline', None)
    """
    cells = line.split("\t") if "\t" in line else line.split("|") if "|" in line else ()
    if len(cells) > 2 and (any(cell.strip()[:1].isdigit() for cell in cells) or (line[0] == line[-1] == "|")):
        return "dateline" if dateline_rest(line) == "" else "furniture" if len(line) <= SHORT and is_furniture(line) else "cell"
    if len(line) > SHORT:
        return None
    rest = dateline_rest(line)
    if rest is not None and (not rest or _by_rule(rest) == "byline" or _is_stamped(line, rest)):
        return "dateline"
    return "furniture" if is_furniture(line) else _by_rule(plain(line))


def _by_rule(text: str) -> BlockKind | None:
    for kind, pattern, _, _ in RULES:
        if pattern.search(text):
            return kind
    return None
