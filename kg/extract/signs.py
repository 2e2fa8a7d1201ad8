"""What a line may be where its place agrees: signs that `kg.extract.structure` asks for in the right place only."""

from __future__ import annotations

import re

from kg.extract.lines import ARTICLES, SHORT, any_of, plain

# A body or a unit and its place, and nothing said of it: `PHÒNG GIÁO DỤC VÀ ĐÀO TẠO HUYỆN MẪU SƠN`, `XÃ MẪU SƠN - TỈNH THỬ NGHIỆM`.
_BODY = any_of(
    "ubnd|ủy ban nhân dân|hđnd|hội đồng nhân dân|đảng bộ|huyện ủy|thị ủy|tỉnh ủy|thành ủy|công an",
    "hội (?!nghị|thảo|thi|trại)|đoàn (?!kết|công tác|kiểm tra|giám sát)|ban (?!hành)|phòng (?!chống|bệnh|ngừa|dịch)",
    "(?:sở|chi cục|trung tâm|ttyt|bệnh viện|trạm|đài|văn phòng) ",
)
_LEVEL = "(?:tỉnh|thành phố|tp\\.?|thị xã|huyện|quận|xã|phường|thị trấn)"
_OWNER = re.compile(
    rf"^(?:{_BODY} ?(?:(?!tổ chức|tổng kết|sơ kết|họp|triển khai)[^\d\s]+ ){{0,9}}?(?:- )?)?"
    rf"(?:{_LEVEL}(?: [^\W\d_]+){{1,4}}(?: ?[-,] ?|$)){{1,3}}$"
    r"|^(?:sở|bộ) y tế(?: [^\W\d_]+){0,3}$|^trung tâm (?:kiểm soát bệnh tật|y tế)$"
)


def names_owner(line: str) -> bool:
    """True if a line says nothing but a body or a unit and its place, as the header of a site does.

    >>> [names_owner(line) for line in ("PHÒNG Y TẾ HUYỆN MẪU SƠN", "Trung tâm Y tế huyện Mẫu Sơn tổng kết công tác năm 2019")]
    [True, False]
    """
    return len(line) <= SHORT and bool(_OWNER.search(plain(line)))


_WRITERS = re.compile(
    rf"^(?:{_BODY}|(?:khoa|tổ (?!chức)|cdc|bvđk|báo (?!cáo)|cổng|trang|bộ phận|huyện đoàn|thị đoàn) )"
    r"(?!.*\b(?:trao|tặng|thăm|kiểm tra|phát biểu|khám|chụp|tham gia|ra mắt|ra quân|làm việc|triển khai|tập huấn|tiếp nhận|cấp"
    r"|đã|đang|sẽ|vừa|được|đạt|có|là|nhận|đến|tại|cho|với|trong|đón|chúc mừng|hỗ trợ)\b)"
)
_OFFICIAL = re.compile(r"^(?:đồng chí|đ/c|ông|bà|(?:phó |quyền |nguyên )?(?:giám đốc|chủ tịch|bí thư|trưởng|bộ trưởng|thủ tướng))\b")
_BESIDE = re.compile(r"\s*\([^()]*\)\s*$")
_JOINED = re.compile(r"\s*[-–—,&+/;]\s*|\s+và\s+")


def is_signature(line: str) -> bool:
    """True if a line may be a by-line that says nothing but names: one or a few pen-names, or the body that wrote.

    >>> [is_signature(line) for line in ("VĂN MẪU", "Thu Hà - A Thử", "Phòng Kế hoạch tổng hợp", "Bà Lê Thử", "Năm 2016: 611")]
    [True, True, True, False, False]
    """
    return is_pen_name(line) or (len(line) <= SHORT and line[-1] not in ".:;!?" and bool(_WRITERS.search(plain(beside_name(line)))))


def is_pen_name(line: str) -> bool:
    """True if a line says nothing but one or a few names, perhaps with more in brackets.

    >>> [is_pen_name(line) for line in ("Thu Hà - A Thử", "H.Th (tổng hợp)", "Phòng Kế hoạch tổng hợp")]
    [True, True, False]
    """
    text = beside_name(line[:SHORT]).rstrip(".")
    if not text or len(line) > SHORT or text[-1] in ":;!?" or any(c.isdigit() for c in text) or _OFFICIAL.search(plain(text)):
        return False
    names = [name.split() for name in _JOINED.split(text)]
    return len(names) <= 4 and all(0 < len(name) <= 5 and all(word[0].isupper() for word in name) for name in names)


def beside_name(line: str) -> str:
    """A by-line without what stands in brackets after the name: `Thu Hà (tổng hợp)` is `Thu Hà`."""
    return _BESIDE.sub("", line)


_CAPTION_OPENING = re.compile(
    "^(?:(?:các|những) )?"
    + any_of(
        "đồng chí|đ/c|ông|bà|bác sĩ|bs|ths|ts|giám đốc|phó|quyền|bí thư|chủ tịch|trưởng|thứ trưởng|bộ trưởng",
        "đại biểu|lãnh đạo|cán bộ|nhân viên|y sĩ|y bác sĩ|điều dưỡng|đoàn|đoàn viên|đội ngũ|tập thể|cá nhân|thành viên|học viên|thí sinh",
        "ban (?:chấp hành|thường vụ|giám đốc|tổ chức)|người dân|nhân dân|bệnh nhân",
        "trao|tặng|chụp|kí kết|khám|tiêm|lấy mẫu",
    )
    + r"\b"
)


def opens_caption(line: str) -> bool:
    """True if an unfinished line tells of people or of what they do, as a line under a picture does.

    >>> opens_caption("Các đại biểu tham dự lễ ra quân"), opens_caption("Chủ yếu do khâu bảo quản")
    (True, False)
    """
    return line[-1] not in ".:;," and bool(_CAPTION_OPENING.search(plain(line[:60])))


_HEADLINE = re.compile(r"\((?:ngày )?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?[^()]*\)$|^\(?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{4})?\)? ?[:-] ")


def is_dated_headline(line: str) -> bool:
    """True if a line ends or begins with a date apart, as the headlines of other articles below an article do.

    >>> is_dated_headline("Xã Mẫu Hạ ra quân (03/10/2023)"), is_dated_headline("Sáng 3/10, xã Mẫu Hạ ra quân")
    (True, False)
    """
    return len(line) <= SHORT and bool(_HEADLINE.search(line))


# After these the article is over. A box of other articles may also stand in the middle of one.
_OVER = re.compile(
    any_of(
        r"^tổng số điểm của bài viết|^click để đánh giá|^xếp hạng\s?: \d|^bạn đã không sử dụng",
        rf"^{ARTICLES} (?:mới hơn|cũ hơn|cùng|khác|đã đưa|đã đăng)\b",
        r"^(?:ý kiến|phản hồi) bạn đọc|^gửi (?:bình luận|ý kiến|phản hồi)",
        r"^thống kê\b|^(?:số |tổng số |tổng )?lượt truy cập|^(?:đang|số người) (?:truy cập|online)|^(?:website liên kết|liên kết website)",
    )
)
_BOX = re.compile(rf"^{ARTICLES} liên quan|^(?:có thể bạn quan tâm|xem thêm|đọc thêm)\b")


def ends_article(line: str) -> bool:
    """True for furniture that stands only below an article: its votes, its comments, the counters, the next articles."""
    return bool(_OVER.search(plain(line)))


def opens_box(line: str) -> bool:
    """True for furniture that heads a list of other articles, which may stand below an article or in the middle of it."""
    return bool(_BOX.search(plain(line)))
