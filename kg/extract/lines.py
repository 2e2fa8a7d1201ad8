"""What a line of a page is by its own words, before its place on the page is asked (`kg.extract.structure` does that).

`RULES` is a table: a kind, a pattern over the line as `plain` writes it, lines that it must match and lines that it must
not. The tests run the examples. A line that no rule knows may be anything.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from kg.lexicon import words
from kg.model import BlockKind
from kg.text.dates import FULL_DATE
from kg.text.normalize import fold

SHORT = 220  # code points: what is longer is prose, and asked nothing here


class Rule(NamedTuple):
    """Lines of a kind: a pattern that is searched in the plain line, what it is for and what it is not for."""

    kind: BlockKind
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    others: tuple[str, ...] = ()


def plain(line: str) -> str:
    """A line as the rules compare it: folded words, one space between them.

    >>> plain("  Bản quyền © 2022  UBND thị xã Hoà Thành")
    'bản quyền © 2022 ubnd thị xã hòa thành'
    """
    return " ".join([fold(word) for word in line.split()])


def _rule(kind: BlockKind, pattern: str, examples: tuple[str, ...], others: tuple[str, ...] = ()) -> Rule:
    return Rule(kind, re.compile(pattern), examples, others)


# Where a picture stood: its mark, its number, its file.
_PICTURE = r"^(?:\[(?:img|image|ảnh|hình)[^\]]*\]|z\d{9,}\S*(?: [0-9a-f]{16,})?|(?:img|dsc|dji|image)[-_]?\d+\S*|\S+\.(?:jpe?g|png|gif|webp))$"

RULES: tuple[Rule, ...] = (
    # ---- what is no part of the article
    _rule(
        "furniture",
        r"^(?:(?:bạn đang (?:ở|xem)(?: đây| trang)?:? ?)?(?:trang chủ|trang nhất|home)\s?(?:[>\"/|›\\-]|::?|$))",
        ("Trang chủ >> Tin hoạt động >> Y tế - Giáo dục", "Trang nhất » Tin tức", "Trang chủ / Chính quyền / Hoạt động của lãnh đạo tỉnh"),
        ("Trang chủ của bệnh viện có 45 bài viết.",),
    ),
    _rule(
        "furniture",
        r"^(?:tổng số điểm của bài viết|click để đánh giá|xếp hạng\s?: \d|đánh giá\s?: \d|điểm đánh giá|(?:hãy )?(?:là người đầu tiên )?đánh giá bài viết|"
        r"bạn đã không sử dụng site|thời gian chờ\s?:|bạn (?:cần|phải|hãy|chưa) (?:đăng nhập|là thành viên)|\(\*\)|mã (?:an toàn|bảo mật|xác nhận)|"
        r"bình chọn\s?:|bạn (?:đánh giá|thấy|biết|quan tâm)\b.*\?$|thông tin nào\b.*\?$|những người đã bình chọn|gửi (?:bình luận|ý kiến|phản hồi)\b|"
        r"(?:bình luận|ý kiến|phản hồi)(?: bạn đọc)? ?\(\d*\)|vui lòng (?:nhập|đăng nhập|gõ)|nhập (?:mã|nội dung|họ tên)|chú ý\s?: việc đăng lại|"
        r"từ khóa\s?:|tags?\s?:|chủ đề\s?:|đọc bài viết\s?:|cỡ chữ\b|nghe bài viết|>+ ?>* ?(?:xem|video|ảnh|clip|tin|bài)|xem thêm\s?:|mời (?:xem|đọc) thêm|"
        r"(?:https?://|www\.)\S+$|thời tiết \w+(?: \w+)?$|javascript|trình duyệt của bạn|loading|đang tải)",
        (
            "Tổng số điểm của bài viết là: 5 trong 1 đánh giá",
            "Click để đánh giá bài viết",
            "Xếp hạng: 5 - 1 phiếu bầu",
            "Bình chọn: Bạn đánh giá thế nào về giao diện mới?",
            "(*) Bình luận tối đa 500 ký tự",
            "Từ khóa: trạm y tế, Mẫu Sơn",
            "Xem thêm: Bệnh viện Mẫu có máy mới",
            "> > Video: Ra quân diệt lăng quăng",
            "http://mauson.example.vn/?gd=1",
        ),
        ("Xếp hạng bệnh viện được nâng từ III lên II.", "Đánh giá: các trạm đều đạt", "Thời tiết thất thường làm ca bệnh tăng"),
    ),
    _rule(
        "furniture",
        _PICTURE,
        ("[img]", "z4412345678901 0a1b2c3d4e5f60718293a4b5c6d7e8f9", "IMG_2041", "DSC01234.JPG", "hoinghi-1.png"),
        ("Zalo: 0912345678", "Hình thức khám bệnh mới"),
    ),
    # ---- who wrote it, where it was taken from
    _rule(
        "byline",
        r"^\(?(?:(?:tin|bài|ảnh|clip|video)(?: viết)?(?:(?:,| và| -| &|/)? ?(?:tin|bài|ảnh|clip|video)(?: viết)?)+|tin|bài|bài viết|tác giả(?: bài viết)?|người viết|"
        r"người đăng|đăng bởi|người gửi|biên tập|cộng tác viên|phóng viên|thực hiện|nguồn(?: tin)?|nguồn bài viết|sưu tầm|tổng hợp)"
        r"(?: bởi)?\s?: (?!.*\d\d)(?!.*[^\W\d_]{3}\. ).{2,90}$",
        ("Tin, ảnh: Thu Hà", "Bài, ảnh: Văn Mẫu", "Tin bài: Lê Thử", "Tác giả: admin", "Tác giả bài viết: Văn phòng Sở", "Nguồn tin: Đài Truyền thanh TP. Mẫu Sơn:", "Bài và ảnh: A Thử"),
        ("Thực hiện: 45.310 lượt", "Tin vui: bệnh viện có thêm 5 bác sĩ.", "Nguồn nhân lực: 31 bác sĩ"),
    ),
    _rule(
        "byline",
        r"^\((?:theo|nguồn|tổng hợp|sưu tầm|bài dự thi)\b.*\)$|^theo [^,:;]{2,50}(?:\.vn|\.com|báo điện tử|điện tử|online)$",
        ("(Theo Báo Thử Nghiệm điện tử)", "(Nguồn: Sở Y tế)", "Theo baomau.vn"),
        ("Theo báo cáo của Trung tâm, có 45 ca.", "(Tăng 5% so với cùng kỳ)"),
    ),
    _rule(
        "byline",
        r"^(?:pv|ctv|bbt|ban biên tập|admin|administrator|quản trị viên|(?:nhóm )?(?:phóng viên|pv|ctv)|tổng hợp|sưu tầm)\.?$",
        ("PV", "BBT", "Ban Biên tập", "Nhóm phóng viên"),
        ("Ban Biên tập họp giao ban",),
    ),
    # ---- pictures
    _rule(
        "caption",
        r"(?:^|[\s(.])(?:ảnh|ảnh minh họa|hình|nguồn ảnh|đồ họa)\s?: \S|\((?:ảnh|ảnh minh họa|nguồn ảnh)\b|^(?:clip|video)\s?:(?: \S+){1,5}$",
        ("Lễ ra quân tại xã Mẫu. Ảnh: Thu Hà", "Ảnh: Văn Mẫu", "Đoàn thăm khu cách ly (Ảnh minh họa)", "Ban Chấp hành ra mắt (Ảnh: An Bình)", "Video: Thu Hà"),
        ("Video: Chủ tịch huyện thăm khu cách ly", "Hình thức: họp trực tuyến", "Tin, ảnh: Thu Hà", "Chi phí chụp phim được giảm"),
    ),
    _rule(
        "caption",
        r"^(?:quang cảnh|toàn cảnh|(?:một số |những |chùm )?hình ảnh|trong ảnh|ảnh chụp|ảnh minh họa)\b",
        ("Quang cảnh buổi lễ", "Toàn cảnh Hội nghị", "Một số hình ảnh tại buổi ra quân:", "Ảnh minh họa"),
        ("Hình thức đào tạo",),
    ),
    _rule(
        "caption",
        r"\((?:người )?(?:ngồi |đứng |hàng |áo |bên |bìa |thứ (?:\d|hai|ba|tư|nhất) ?|từ )*(?:trái|phải|giữa|đầu|trắng|xanh|đỏ|vàng|sau|trước)"
        r"(?: (?:qua|sang|ảnh|cùng|từ|trái|phải))*\)",
        ("Ông Lê Mẫu (bìa phải) trao quà", "Bà Trần Thử (áo xanh) hỏi thăm bệnh nhân", "Ông Lê Mẫu (thứ 2 từ trái qua) tặng hoa"),
        ("Khám cho 45 người (sau ca mổ)",),
    ),
    # ---- whose page it is
    _rule(
        "footer",
        r"^[@©*•-]? ?(?:(?:cơ quan|đơn vị) (?:chủ quản\b|(?:quản lí|chủ trì|quản trị|thiết lập)[^.:]{0,30}:)|(?:©|copyright|bản quyền)|giấy phép (?:số|thiết lập|hoạt động|xuất bản|tttđt|gp|:)|"
        r"(?:chịu trách nhiệm|người chịu trách nhiệm|trưởng ban biên tập|phó trưởng ban biên tập|tổng biên tập|thiết kế|phát triển|xây dựng và phát triển)"
        r"(?: [^:.]{1,40})?: |(?:thiết kế|phát triển|thực hiện) (?:và [^:.]{2,30} )?bởi\b|(?:vui lòng |đề nghị )?ghi rõ nguồn)",
        (
            "Cơ quan chủ quản: UBND tỉnh Thử Nghiệm - Điện thoại: 0299.1234567",
            "Bản quyền thuộc về UBND huyện Mẫu Sơn, tỉnh Thử Nghiệm",
            "© 2022 Trung tâm Y tế huyện Mẫu Sơn",
            "Giấy phép số 99/GP-STTTT do Sở Thông tin và Truyền thông cấp",
            "Chịu trách nhiệm: Văn phòng UBND tỉnh",
            '@ Ghi rõ nguồn "Cổng thông tin điện tử tỉnh Thử Nghiệm"',
        ),
        ("Giấy phép xây dựng được cấp cho 12 trạm y tế.", "Cơ quan quản lí thị trường kiểm tra 9 cơ sở", "Cơ quan quân sự huyện: 3 đồng chí", "Thiết kế của công trình"),
    ),
    _rule(
        "footer",
        r"^[*•-]? ?(?:địa chỉ|trụ sở(?: chính)?|điện thoại|số điện thoại|đt|tel|phone|fax|e-?mail|hotline|đường dây nóng|website|web|tên miền)"
        r"(?: [^:.]{1,30})?\s?: ?\S",
        ("Địa chỉ: Khối 9, thị trấn Mẫu Sơn", "Điện thoại Ban biên tập: 0299.123456", "Đường dây nóng: 0275.1234.567", "Email: vanphong@mau.gov.vn"),
        ("Địa chỉ nhân đạo của người bệnh nghèo", "Trụ sở trạm y tế xã được xây mới"),
    ),
    _rule(
        "footer",
        r"^(?:chào mừng|welcome|kính chào)\b.*\b(?:cổng|trang|website|site)\b|^(?:cổng|trang) (?:thông tin điện tử|ttđt|tttt?đt|tin điện tử|thông tin)\b(?!.*[.;,:])",
        (
            "CHÀO MỪNG ĐẾN VỚI CỔNG THÔNG TIN ĐIỆN TỬ HUYỆN MẪU SƠN",
            "Chào mừng Quý vị đến với Trang thông tin điện tử huyện Mẫu Sơn",
            "TRANG THÔNG TIN ĐIỆN TỬ HUYỆN MẪU SƠN",
        ),
        ("Chào mừng ngày Thầy thuốc Việt Nam", "Cổng thông tin điện tử huyện được nâng cấp, có 45 tin bài."),
    ),
)

_PARTS = re.compile(r"\s*(?:[|»›>•·*/\\:;()]|\s-+\s|\t|\s{2,})+\s*")
_COUNTS = re.compile(r"[\d.,%+]*\d[\d.,%+]*|[^\w\s+-]")
# Beside a word of the list these are furniture too; alone they may be an article's (`Năm 2016: 611`).
_WEAK = frozenset(map(plain, ("tháng", "tuần", "năm", "tổng", "tổng cộng", "tổng số", "tất cả", "ngày", "lượt", "phút", "giây", "n a")))


@cache
def _furniture_words() -> frozenset[str]:
    return frozenset(plain(phrase) for phrase in words("furniture"))


def is_furniture(line: str) -> bool:
    """True if every part of a line is a word of `kg/words/furniture.txt`, beside numbers and marks.

    >>> is_furniture("Đang online: 19 | Hôm nay: 644 | Tổng: 5.077.301"), is_furniture("Năm 2016: 611")
    (True, False)
    """
    parts = [" ".join(_COUNTS.sub(" ", plain(part)).split()) for part in _PARTS.split(line)]
    known = [part for part in parts if part.strip("+- ") and part not in _WEAK]
    if not known:
        return not any(part for part in parts) and not any(character.isdigit() for character in line)
    return all(part in _furniture_words() for part in known)


_TIME = re.compile(r"\d{1,2}\s?(?:[:h]|giờ)\s?\d{2}(?::\d{2})?(?: phút)?\s?(?:[ap]m|sa|ch)?|\(?(?:gmt|utc)\s?[+-]?\s?\d+\)?")
_DATE_WORDS = re.compile(
    r"\b(?:(?:thứ|chủ) (?:hai|ba|tư|năm|sáu|bảy|nhật|[2-8])|(?:ngày|thời gian|giờ) (?:đăng|cập nhật|xuất bản|tạo|viết|phát hành|ban hành|gửi|post)(?: tin| bài)?|"
    r"(?:đăng|cập nhật|xuất bản|post|posted|update|updated|published)(?: (?:ngày|lúc|vào|on|at|cuối))*|ngày|lúc|vào|"
    r"(?:đã |số )?(?:lượt |lần )?(?:xem|đọc)|lượt|views?|[sc]n|t[2-7]|am|pm)\b"
)
_PLACE = re.compile(r"^[^\W\d_]+(?: [^\W\d_]+){0,3},$")


def dateline_rest(line: str) -> str | None:
    """What a line with a full date says beside date, time, weekday, labels and tools; None where it has no full date.

    >>> dateline_rest("Đăng ngày: 10-01-2020 - Đã xem: 412 - In bài viết"), dateline_rest("Lê Thử 30/04/2016 11:39"), dateline_rest("Sáng 3/7")
    ('', 'lê thử', None)
    """
    text = plain(line)
    if len(text) > SHORT or not FULL_DATE.search(text):
        return None
    rest = _DATE_WORDS.sub(" ", _TIME.sub(" ", FULL_DATE.sub(" ", text)))
    rest = " ".join(rest.split())
    if _PLACE.match(rest):  # `Mẫu Sơn, ngày 5 tháng 1 năm 2022`
        return ""
    return "" if is_furniture(rest) or not re.search(r"[^\W\d_]", rest) else rest.strip(" -|,:;()")


_NUMBERED = re.compile(r"^\(?(\d{1,2}|[IVX]{1,5}|[a-zđ])\s?(?:[.)]|/(?!\d))\)?(?!\d)(?:\d{1,2}\.?(?!\d))?\s*(?=\S)")
_BULLET = re.compile(r"^[-–—+*•·●▪■◦‣➢➤✓✔❖]\s*(?=[^\W_]|[\"“(])")


def is_picture(line: str) -> bool:
    """True if a line stands for a picture: its mark, its number or its file's name.

    >>> is_picture("[img]"), is_picture("z5597205627370"), is_picture("Ảnh: Thu Hà")
    (True, True, False)
    """
    return len(line) <= SHORT and bool(re.search(_PICTURE, plain(line)))


def bullet(line: str) -> str:
    """The mark that opens a list line (`-`, `*`, …), the number or letter that opens a numbered one (`3`, `IV`, `a`), or nothing.

    >>> bullet("- Khám bệnh: 45 lượt"), bullet("IV. Dân số"), bullet("22.4 là ngày họp"), bullet("3/7 chi bộ")
    ('-', 'IV', '', '')
    """
    m = _NUMBERED.match(line)
    if m:
        return m[1]
    m = _BULLET.match(line)
    return m[0].strip() if m else ""


def own_kind(line: str) -> BlockKind | None:
    """The kind of a line by its own words, or None where its place must tell.

    >>> own_kind("Thứ tư - 03/07/2024 00:39"), own_kind("Tin, ảnh: Thu Hà"), own_kind("Trung tâm có 45 bác sĩ.")
    ('dateline', 'byline', None)
    """
    if line.startswith("|") and line.endswith("|") and len(line) > 1:
        return "cell"
    if len(line) > SHORT:
        return "item" if bullet(line) else None
    if dateline_rest(line) == "":
        return "dateline"
    if is_furniture(line):
        return "furniture"
    text = plain(line)
    for rule in RULES:
        if rule.pattern.search(text):
            return rule.kind
    parts = re.split(r"\t+|\s*\|\s*", line)
    if len(parts) > 2 and any(part[:1].isdigit() for part in parts):
        return "cell"
    return None
