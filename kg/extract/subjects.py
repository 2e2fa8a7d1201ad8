"""Whose quantity it is: the body or place that governs the clause, else the one that the article is about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence

from kg.extract.clauses import NAMES, Slot
from kg.extract.kinds import concept_of
from kg.lexicon import Lexicon, listed
from kg.model import Article, Mention, OrganizationMention, PersonMention, PlaceMention, Sentence, Token
from kg.text.tokens import tokens as tokens_of

Subject = OrganizationMention | PlaceMention

# After these a clause begins: `hiện Trung tâm có`, `đề nghị Trung tâm`, `cho biết Trung tâm`.
_OPENERS = frozenset(
    "và hiện nay đó riêng còn mà thì rằng biết nghị cầu để khi việc thấy nếu nhưng song cả các tập thể là đoàn thầy thuốc sau trước "
    "vì bởi hay khiến".split()
)
_GOVERNMENTS = frozenset({"okd:ubnd", "okd:hdnd", "okd:thuong-truc-hdnd", "okd:chinh-phu"})
_AT = frozenset({"tại", "ở"})
_CLAUSE_MARKS = frozenset({",", ";", ":", "(", ")", ".", "—", "•", "*", "“", "”", '"', "…"})
_LIST_WORDS = frozenset("trong đó riêng và tại ở là có như gồm nhất còn , - –".split())
_OF = _AT | {"của"}
_OBLIQUE = frozenset("do theo với bởi từ đến về gửi thăm".split())
_PLANNED = frozenset({"hoạch", "tiêu", "kh", ")", "được"})
_GIVES = frozenset("tài hỗ ủng trao tặng đóng quyên vận góp".split())  # do Quỹ … tài trợ
_MANY = frozenset({"các", "những", "mọi"})
_SAYS = Lexicon(
    {
        **dict.fromkeys(("cho biết", "cho hay", "băn khoăn", "phản ánh", "bộc bạch", "tâm sự", "thông tin thêm", "thông tin rằng"), True),
        **dict.fromkeys(("thông tin :", "thông tin ,", "báo cáo :", "báo cáo rằng"), True),
        "được biết": False,
    }
)
_GROUPS = listed(
    {
        True: (
            "đội, đội ngũ, tổ, tổ công tác, nhóm, kíp, ê kíp, đoàn, các bác sĩ, các y bác sĩ, y bác sĩ, bác sĩ, "
            "các thầy thuốc, thầy thuốc, cán bộ, các cán bộ, nhân viên, các nhân viên, lực lượng, đoàn viên, hội viên"
        )
    }
)
_CREW = frozenset({"sĩ", "thuốc", "bộ", "nguyện", "trẻ"})  # y, bác sĩ, thầy thuốc, cán bộ, thầy thuốc tình nguyện
_VERBAL = frozenset("đã đang cũng vừa sẽ đến khám tổ phối tiến trao tặng phát kiểm giám".split())
_LONGEST_GROUP = 8  # tokens
_VISITS = listed(
    {True: "đoàn công tác, đoàn khảo sát, đoàn giám sát, đoàn đại biểu, đoàn thẩm định, đoàn kiểm tra, đoàn thanh tra, đoàn liên ngành"}
)
_CONGRESSES = listed({True: "đại hội, đại hội đại biểu, hội nghị người lao động"})
_SOURCES = listed({True: "theo, theo báo cáo của, theo thông tin từ, theo số liệu của, theo thống kê của, theo ghi nhận của, báo cáo của"})
_NO_POST_ACTS = frozenset({"tặng", "trao"})
_LEAD = 4  # sentences
_LIST_GAP = 6  # characters between the members of a list, some spaces doubled
_BRACKET = 20  # tokens
_ENCLOSED = 200  # characters
_LONGEST_SOURCE = 5  # tokens
_LONGEST_ADDRESS = 6  # tokens
_LIVING = frozenset(", ( ở trú ngụ quê tại tuổi".split())
_LATE = 5  # tokens: `Tuy nhiên, theo bác sĩ …`
_SOURCE = 30  # tokens: a source that `Theo` introduces ends before them


def is_name(mention: Mention) -> bool:
    """True for a mention of a person, a body or a place, and not of a number or a time."""
    return isinstance(mention, NAMES)


def within(tokens: Sequence[Token], slot: Slot, before: Sequence[Mention], after: Sequence[Mention]) -> Subject | None:
    """A body or place in the number's own words: `thành phố Bến Tre 168 ca`, `số lượt khám tại TTYT huyện Quỳ Châu`.

    `before` and `after` are the mentions among the words before and after the number.
    """
    for mention in before:
        if not isinstance(mention, Subject) or not named(mention) or mention.end != tokens[slot.cue - 1].end:
            continue
        first = bisect_left(tokens, mention.start, key=lambda token: token.start)
        if all(token.norm in _LIST_WORDS for token in tokens[slot.left : first]):
            return mention
        if tokens[first - 1].norm in _OF and not any(token.norm == "theo" for token in tokens[slot.left : first]):
            return mention
    for mention in after:
        if isinstance(mention, Subject) and named(mention) and _before(tokens, mention) == "do" and _after(tokens, mention) in _GIVES:
            return mention  # `45 triệu đồng do Quỹ … tài trợ`
    places = [m for m in after if isinstance(m, PlaceMention) and named(m)]
    at = next((m for m in places if _before(tokens, m) in _AT), None)
    return None if at and _several(tokens, at) else at


def _several(tokens: Sequence[Token], place: PlaceMention) -> bool:
    """`2 ca ở huyện A, huyện B` are of neither one."""
    end = bisect_left(tokens, place.end, key=lambda token: token.start)
    if end + 1 >= len(tokens) or tokens[end].norm not in (",", "và"):
        return False
    return tokens[end + 1].norm == place.level.split(" ")[0] or (tokens[end + 1].capital and not tokens[end + 1].text.isupper())


def governing(
    sentence: Sentence, mentions: Sequence[Mention], posts: Sequence[tuple[int, int]], times: Sequence[tuple[int, int]]
) -> list[Subject]:
    """The bodies and places that are subjects of a clause, from left to right: each opens one, or follows the time or a
    word that opens one (`hiện Trung tâm có`, `đề nghị Trung tâm`), and a verb can follow it.

    `posts` and `times` are the spans of the sentence's posts and expressions of time.
    """
    closed = {end for _, end in times}
    found: list[Subject] = []
    oblique = -1  # the end of the last mention that is no subject, for those in one list with it
    post = 0
    housed = False
    address = -1  # the end of somebody's name, or of the places behind it where they live
    for mention in mentions:
        if isinstance(mention, PersonMention):
            address, housed = mention.end, False
        while post < len(posts) and posts[post][1] <= mention.start:
            post += 1
        if not isinstance(mention, Subject):
            continue
        if isinstance(mention, PlaceMention) and 0 <= address <= mention.start and _lives(sentence.tokens, address, mention, housed):
            address, housed = mention.end, True
            continue
        if post < len(posts) and posts[post][0] <= mention.start:
            if isinstance(mention, OrganizationMention) and _awards(sentence.tokens, posts[post], closed):
                found.append(mention)
            continue
        if _any(sentence.tokens, mention):
            continue  # no body, and so nothing in a list with it
        if found and _joined(sentence.tokens, found[-1], mention):
            continue  # of two that act together the first is taken
        if _governs(sentence.tokens, mention, closed) and not 0 <= mention.start - oblique <= _LIST_GAP:
            found.append(mention)
        elif named(mention):
            oblique = mention.end
    return found


def _lives(tokens: Sequence[Token], address: int, place: PlaceMention, housed: bool) -> bool:
    """`bà …, ở thôn A, xã B, kể`, `chị … (bản A, xã B)`: where somebody lives is no subject. `housed` tells that a place of the
    address stands before this one."""
    first = bisect_left(tokens, address, key=lambda token: token.start)
    last = bisect_left(tokens, place.start, key=lambda token: token.start)
    if last - first > _LONGEST_ADDRESS or not all(token.norm in _LIVING or token.kind == "number" for token in tokens[first:last]):
        return False
    return housed or _before(tokens, place) in _LIVING - {",", "("} or _after(tokens, place) in (",", ")")


def _awards(tokens: Sequence[Token], post: tuple[int, int], closed: set[int]) -> bool:
    """`Giám đốc Sở Y tế tặng Giấy khen`: a body gives by its head."""
    end = bisect_left(tokens, post[1], key=lambda token: token.start)
    if end >= len(tokens) or tokens[end].norm not in _NO_POST_ACTS:
        return False
    return _opens(tokens, bisect_left(tokens, post[0], key=lambda token: token.start), closed)


def _joined(tokens: Sequence[Token], first: Mention, mention: Mention) -> bool:
    """`Trung tâm Y tế và Trạm Y tế xã đã …`"""
    near = isinstance(mention, OrganizationMention) and 0 <= mention.start - first.end <= _LIST_GAP
    return near and _before(tokens, mention) in ("và", "cùng")


def _any(tokens: Sequence[Token], mention: Subject) -> bool:
    """`các trạm y tế`, `trạm y tế các xã`: bodies of a kind, and none of them."""
    if not isinstance(mention, OrganizationMention) or mention.place or mention.level or mention.parent is not None:
        return False
    return _before(tokens, mention) in _MANY or _after(tokens, mention) in _MANY


def _governs(tokens: Sequence[Token], mention: Subject, closed: set[int]) -> bool:
    position = bisect_left(tokens, mention.start, key=lambda token: token.start)
    after = _after(tokens, mention)
    dateline = position == 0 and after in ("-", "–", "—") and isinstance(mention, PlaceMention)  # `HUẾ - …`
    if after in (")", "") or after[:1].isdigit() or dateline or _enclosed(tokens, position):
        return False
    if isinstance(mention, PlaceMention) and _with_count(tokens, mention):
        return False
    before = tokens[position - 1] if position else None
    if after == ":" and before is not None and before.norm in _OF and (not isinstance(mention, PlaceMention) or mention.name):
        return True  # `Kết quả giám sát tại xã …: chỉ số …`
    if isinstance(mention, OrganizationMention) and _where(tokens, mention.end):
        return True
    if before is not None and before.norm == "của" and (after in _VERBAL or after == "và"):
        return _group_opens(tokens, position - 1, closed)
    if before is not None and before.norm in _CREW and after in ("do", "đã") and _group_opens(tokens, position, closed):
        return True  # `Đoàn y, bác sĩ Trung tâm Y tế … đã khám`
    whole = before is not None and before.norm in ("toàn", "cả") and not _ranked(tokens, position - 1)
    if whole:
        position -= 1
        before = tokens[position - 1] if position else None
    if before is not None and before.norm == "bàn" and position > 2 and tokens[position - 2].norm == "địa":
        position -= 3 if tokens[position - 3].norm in ("trên", "tại") else 2  # `Trên địa bàn huyện, …`
        before = tokens[position - 1] if position > 0 else None
    elif before is not None and before.norm in _AT:
        position -= 1
        before = tokens[position - 1] if position else None
    if before is not None and before.norm == "sau" and isinstance(mention, PlaceMention) and position > 1:
        return False  # `đứng thứ hai sau huyện …`
    if before is not None and before.norm == "và" and isinstance(mention, PlaceMention) and after in (";", ".", ",", ":"):
        return False  # `hỗ trợ các khu cách ly và tỉnh …;`, `Ngân sách Trung ương và tỉnh: …`
    opens = _opens(tokens, position, closed)
    if isinstance(mention, PlaceMention) and not mention.name:
        if (mention.level in ("xã", "phường", "thị trấn") and not whole) or after == ",":
            return False
        return whole or opens or (before is not None and before.norm in _OPENERS)
    return opens or (
        before is not None
        and (before.norm in _OPENERS or (before.text in "-–" and position > 1 and isinstance(mention, OrganizationMention)))
    )


def _with_count(tokens: Sequence[Token], mention: Subject) -> bool:
    """`tập trung ở xã Mẫu Sơn (17 ca)`: a place with its count in brackets; what follows is not its own."""
    at = bisect_left(tokens, mention.end, key=lambda token: token.start)
    return at + 1 < len(tokens) and tokens[at].text == "(" and tokens[at + 1].kind == "number"


def _ranked(tokens: Sequence[Token], position: int) -> bool:
    """`thấp nhất toàn huyện`, `đứng thứ ba toàn tỉnh`"""
    return position > 1 and (tokens[position - 1].norm == "nhất" or tokens[position - 2].norm == "thứ")


def _where(tokens: Sequence[Token], end: int) -> bool:
    """`thăm Bệnh viện … - nơi đang điều trị 40 người`: what follows is told of it."""
    at = bisect_left(tokens, end, key=lambda token: token.start)
    return at + 1 < len(tokens) and tokens[at].text in ",-–" and tokens[at + 1].norm == "nơi"


def _group_opens(tokens: Sequence[Token], position: int, closed: set[int]) -> bool:
    """`Sau lũ, tổ công tác của Trạm đã phát`: a few people of the body, named where a clause begins."""
    for index in range(position - 1, max(-1, position - _LONGEST_GROUP), -1):
        if _GROUPS.at(tokens, index) and _opens(tokens, index, closed):
            return True  # `đoàn thầy thuốc`
        if tokens[index].kind != "word" and tokens[index - 1].norm != "y":
            return False  # `đoàn y, bác sĩ`
    return False


def _enclosed(tokens: Sequence[Token], position: int) -> bool:
    """True in brackets that give no number: `thành phố (gồm cả tỉnh … cũ) có 60 ca`."""
    for index in range(position - 1, max(-1, position - _BRACKET), -1):
        if tokens[index].text in ");.":
            return False
        if tokens[index].text == "(":
            closed = next((i for i in range(position, min(len(tokens), position + _BRACKET)) if tokens[i].text == ")"), -1)
            return closed > 0 and not any(token.kind == "number" for token in tokens[position:closed])
    return False


def opens_clause(tokens: Sequence[Token], position: int, closed: set[int]) -> bool:
    """True where a clause can begin at token `position`: first of all, after a mark, an expression of time or a word that
    opens one. `closed` are the ends of the expressions of time."""
    return _opens(tokens, position, closed) or tokens[position - 1].norm in _OPENERS


def _opens(tokens: Sequence[Token], position: int, closed: set[int]) -> bool:
    before = tokens[position - 1] if position > 0 else None
    return before is None or before.text in _CLAUSE_MARKS or (position == 1 and before.kind == "mark") or before.end in closed


def speaker(
    sentence: Sentence,
    mentions: Sequence[Mention],
    posts: Sequence[tuple[int, int]],
    holders: Callable[[], Mapping[str, OrganizationMention]],
) -> Subject | None:
    """Whose figures are quoted: `Theo … - Bí thư Đoàn Thanh niên Trung tâm, …`, `…, Giám đốc Trung tâm cho biết: …`.

    A state or party body speaks for its unit: what the vice chairman of a district reports is the district's. `holders` gives
    the bodies of people whose posts the article gives elsewhere.
    """
    tokens = sentence.tokens
    said = next((tokens[hit.start].start for hit in _SAYS.among(sentence.norms) if hit.value), None)
    if said is None and "theo" not in sentence.norms[:_LATE]:
        return None
    if said is None and not any(t.norm == "theo" and (i == 0 or tokens[i - 1].text == ",") for i, t in enumerate(tokens[:_LATE])):
        return None
    limit = said if said is not None else tokens[min(len(tokens), _SOURCE) - 1].end
    found: OrganizationMention | None = None
    for mention in mentions:
        if mention.end > limit:
            break
        if isinstance(mention, PersonMention) and found is None:
            found = holders().get(mention.name)
        if isinstance(mention, OrganizationMention) and any(start <= mention.start < end for start, end in posts):
            found = mention
    if found and is_office(found):
        found = found.parent
    return unit_of(found) if found else None


def is_office(body: OrganizationMention) -> bool:
    """True for an office inside a body, which tells of the whole: `Phòng Kế hoạch - Nghiệp vụ`, not `Phòng Y tế huyện`."""
    kind = concept_of(body)
    return kind is not None and kind.curie == "okd:phong" and not (body.place or body.level)


def unit_of(body: OrganizationMention) -> Subject:
    """The administrative unit that its government or party committee speaks for; any other body itself."""
    kind = concept_of(body)
    governs = kind is not None and kind.curie in _GOVERNMENTS
    if (governs or body.kind == "kg:PartyBody") and (body.level or body.place) and body.parent is None:
        return PlaceMention(body.start, body.end, body.text, body.level, body.place)
    return body


def fallback(article: Article) -> Subject | None:
    """Whose figures an article gives where no sentence says it: the facility whose report it is, else the unit that the body
    it is about stands for.

    A body that is named once, where something took place or in a list (`tại Trung tâm Văn hóa huyện`), reports nothing. One
    that neither the title nor the lead names but in somebody's post, and that lies elsewhere than the unit in focus, is not
    the one reported on: then it is that unit, as it is where a delegation visits.
    """
    context, body = article.context, article.context.body
    if union := _congress(article):
        return union
    place = _focus(article)
    if body and place and _VISITS.at(tokens_of(body.name), 0):
        return place  # what a visiting delegation hears is the visited unit's
    if body and place and _steers(body):
        return place
    if body is None or place is None:
        return unit_of(body) if body else place
    lead = 0
    for index, sentence in enumerate(article.sentences):
        if sentence.block in ("title", "body", "item"):
            lead += sentence.block != "title"
            posts = post_spans(article, index)
            for mention in article.mentions[index]:
                if (
                    isinstance(mention, OrganizationMention)
                    and mention.name == body.name
                    and not any(a <= mention.start < b for a, b in posts)
                ):
                    if _source(article, index, mention):
                        return PlaceMention(0, 0, "", body.level, body.place) if body.level and body.place else place
                    return place if _passing(article, index, mention) else unit_of(body)
        if lead >= _LEAD:
            break
    local = {unit.name for unit in (context.commune, context.district) if unit}
    return unit_of(body) if body.place in local else place


def _steers(body: OrganizationMention) -> bool:
    """True for a steering committee, at whose meetings the unit's figures are given; one for giving blood counts its own."""
    kind = concept_of(body)
    return kind is not None and kind.curie.startswith("okd:ban-chi-dao") and "hiến máu" not in body.name.casefold()


def _congress(article: Article) -> OrganizationMention | None:
    """The union or association whose congress the title tells of: `Đại hội Công đoàn Trung tâm Y tế huyện …`."""
    for sentence, mentions in zip(article.sentences, article.mentions, strict=True):
        if sentence.block == "title" and _CONGRESSES.among(sentence.norms):
            return next((m for m in mentions if isinstance(m, OrganizationMention) and m.kind == "kg:MassOrganization"), None)
    return None


def _passing(article: Article, index: int, mention: OrganizationMention) -> bool:
    """True for a body that the article names only here, as a place where something was or as a member of a list."""
    tokens = article.sentences[index].tokens
    at = _before(tokens, mention) in _AT or (_before(tokens, mention) == "," and _after(tokens, mention) in (",", ".", ";", "và"))
    if article.sentences[index].block == "title" or not at:
        return False
    return sum(isinstance(m, OrganizationMention) and m.name == mention.name for mentions in article.mentions for m in mentions) == 1


def _source(article: Article, index: int, mention: Mention) -> bool:
    """True where the body that the lead names only gave the numbers: `Theo báo cáo của Trung tâm …, trong tuần toàn tỉnh …`."""
    sentence = article.sentences[index]
    if sentence.block == "title":
        return False
    first = bisect_left(sentence.tokens, mention.start, key=lambda token: token.start)
    return any(_SOURCES.ending(sentence.tokens, max(0, first - _LONGEST_SOURCE), first))


def _focus(article: Article) -> PlaceMention | None:
    """The unit that the title names, else the district, else the smallest one in focus."""
    context = article.context
    for sentence, mentions in zip(article.sentences, article.mentions, strict=True):
        if sentence.block == "title":
            titled = next((m for m in mentions if isinstance(m, PlaceMention) and m.name), None)
            if titled:
                return titled
    return context.district or context.commune or context.province


def post_spans(article: Article, index: int) -> list[tuple[int, int]]:
    """The spans of the posts in a sentence: a body that is only part of one is no subject."""
    tokens = article.sentences[index].tokens
    return [(tokens[i.start].start, tokens[i.end - 1].end) for i in article.items[index] if i.kind == "POST"]


def is_part(mention: Subject) -> bool:
    """True for a unit inside a body (`Khoa Khám bệnh`, `Công đoàn`): what follows its sentence is the body's again."""
    kind = concept_of(mention) if isinstance(mention, OrganizationMention) else None
    return kind is not None and kind.one("inner") == "true"


def oblique(tokens: Sequence[Token], mention: Mention) -> bool:
    """True for a body or place that is only a source, a helper or where something is (`do Phòng …`, `theo Sở …`), or that gave the
    plan (`kế hoạch Sở Y tế giao`)."""
    before = _before(tokens, mention)
    return before in _OBLIQUE or (before in _PLANNED and _after(tokens, mention) == "giao")


def in_brackets(text: str, sentence: Sentence, mention: Mention) -> bool:
    """True for a mention inside brackets."""
    start = max(sentence.start, mention.start - _ENCLOSED)
    return text.rfind("(", start, mention.start) > text.rfind(")", start, mention.start)


def named(mention: Subject) -> bool:
    """True for a body, and for a place said by its name."""
    if isinstance(mention, PlaceMention):
        return bool(mention.name)
    return True


def _before(tokens: Sequence[Token], mention: Mention) -> str:
    position = bisect_left(tokens, mention.start, key=lambda token: token.start)
    return tokens[position - 1].norm if position else ""


def _after(tokens: Sequence[Token], mention: Mention) -> str:
    position = bisect_left(tokens, mention.end, key=lambda token: token.start)
    return tokens[position].norm if position < len(tokens) else ""
