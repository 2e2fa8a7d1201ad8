"""Who holds which post: after the name, before it, by a verb, or for a whole list of names.

`A - Bí thư Huyện ủy, Chủ tịch HĐND huyện`; `Giám đốc Sở Y tế B`; `bổ nhiệm C giữ chức vụ …`; `các đại biểu: D; E và F`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from kg.extract.kinds import concept_of
from kg.extract.posts import Post
from kg.grammar import Pattern, encode
from kg.model import Article, DateMention, Evidence, Item, OrganizationMention, PeriodMention, PersonMention, RoleHolding, Sentence
from kg.values import cached_property, latest, replace

_POSTS = "POST ((COMMA|DASH|AND|OPEN|CLOSE)? POST)*"
_HONOURS = "(OPEN (TITLE|COMMA|DASH|WORD|POINT)+ CLOSE)?"
_CALLED = "(HONORIFIC|TITLE|POINT)*"
_HOLDERS = f"PERSON {_HONOURS} ((COMMA|AND) {_CALLED} PERSON){{0,12}}"  # bounded: a long list without posts is read once
_AFTER = Pattern(f"holders:({_HOLDERS}) {_HONOURS} join:(COMMA|DASH|OPEN|COLON|COMMA AND|AND) both:BOTH? (TITLE COMMA)* posts:({_POSTS})")
# A list of posts is tried from its first one only: what holds for none of them from there holds from none later.
_BEFORE = Pattern(
    "(?<!POST (COMMA|DASH|AND)) posts:(POST ((COMMA|DASH|AND) POST)*) (COMMA (?=TITLE|HONORIFIC))? (HONORIFIC|TITLE|POINT|DASH)* "
    "holder:PERSON"
)
_LISTED = Pattern(f"posts:POST COLON holders:({_CALLED} PERSON ((SEMI|COMMA|AND) {_CALLED} PERSON)*) (?!DASH|COMMA POST)")
_MANY = Pattern(f"posts:POST {_CALLED} holders:(PERSON ((COMMA|AND) {_CALLED} PERSON)+) (?!DASH|OPEN|COMMA POST)")
_TAKES = Pattern(
    f"holders:(PERSON (AND {_CALLED} PERSON)*) ((COMMA|DASH|OPEN) old:(POST ((COMMA|DASH|AND) POST)*))? (COMMA|DASH|CLOSE)? "
    "(WORD|FOR|ORG|PLACE|HONORIFIC|COMMA|AND|LEAVES POST){0,16} TAKES{1,3} posts:(POST ((COMMA|AND) POST)*)"
)
_LEAVES = Pattern("LEAVES posts:(POST ((COMMA|AND|WORD|LEAVES)* POST)*) (WORD|FOR|HONORIFIC|TITLE|ORG|COMMA|DASH){0,10} holder:PERSON")
_HAS_LEFT = Pattern("holder:PERSON (COMMA|WORD){0,6} LEAVES posts:(POST ((COMMA|AND) POST)*)")
_THEIR_OWN = "((COMMA|DASH) (POST|(WORD|ORG|PLACE){1,6}))*"  # posts that those named hold already
_FOR = Pattern(
    "posts:POST (COMMA WORD{2,4} DASH WORD)? FOR (HONORIFIC|TITLE|POINT|COLON)* "
    f"holders:(PERSON {_THEIR_OWN} ((SEMI|COMMA|AND) {_CALLED} PERSON {_THEIR_OWN}){{0,12}})"
)
_SECRETARIES = frozenset({"rol:bi-thu", "rol:pho-bi-thu", "rol:pho-bi-thu-thuong-truc"})
_GOVERNMENTS = frozenset({"okd:ubnd", "okd:hdnd"})
_COMMITTEES = {"tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy", "huyện": "Huyện ủy", "quận": "Quận ủy", "thị xã": "Thị ủy"}
_NEAR = 6  # posts
_LONGEST_QUOTE = 600  # characters; beyond, the name and the post are quoted apart
_OPENING = 6  # items
_SETS = frozenset({"tại", "ở", "diện", "mặt", "đạo", "phía"})  # `tại`, `đại diện`, `thay mặt`, `lãnh đạo`, `về phía`
# Members of a delegation, and not those who receive it: `Tham gia đoàn có …`, `Thành viên Đoàn kiểm tra gồm …`.
_MEMBERS = r"\s+đoàn(?:\s+\w+){0,3}?\s+(?:còn\s+)?(?:có|gồm|là)\b"
_DELEGATES = re.compile(rf"(?:cùng\s+)?(?:tham\s+gia|thành\s+viên|thành\s+phần|đi\s+cùng|cùng){_MEMBERS}", re.IGNORECASE)
_RECEIVES = re.compile(rf"(?:đón\s+)?tiếp(?:\s+và\s+làm\s+việc\s+với)?{_MEMBERS}", re.IGNORECASE)
_VISITED = re.compile(r"\b(?:tại|với|thăm)\s+$", re.IGNORECASE)
_SENT_BY = re.compile(r"\bđoàn(?:\s+[^\s,.;:]+){0,6}?\s+của\s+$", re.IGNORECASE)
_OFFICES = frozenset({"okd:phong", "okd:khoa"})
_LONGEST_SENT = 60  # characters
_LOOK_BACK = 40  # sentences in which a post without its body looks for one


@latest
def find(article: Article) -> tuple[RoleHolding, ...]:
    """Every post that the article says somebody holds, held or takes, one fact for each person, role and body."""
    return tuple(_found(article))


def _found(article: Article) -> Iterator[RoleHolding]:
    known: set[str] = set()  # who holds a post by the sentences so far
    for sentence, items in zip(article.sentences, article.items, strict=True):
        kinds = {item.kind for item in items}
        if "POST" in kinds and "PERSON" in kinds:
            facts = list(_Holdings(article, sentence, items, known).found())
            known.update(fact.holder.name for fact in facts)
            yield from facts


class _Holdings:
    """The holdings of one sentence. A post that one pattern has taken is not there for the next."""

    def __init__(self, article: Article, sentence: Sentence, items: Sequence[Item], known: AbstractSet[str]) -> None:
        self._article, self._sentence, self._items, self._known = article, sentence, items, known
        self._when = article.context.event_day or article.context.issued
        self._taken: set[int] = set()
        self._bodies: dict[str, list[OrganizationMention]] = {}

    def found(self) -> Iterator[RoleHolding]:
        codes = encode(self._items)
        for pattern in (_HAS_LEFT, _LEAVES):
            for match in pattern.finditer(self._items, codes):
                posts = [replace(post, former=True) for post in self._take(match.captures["posts"])]
                yield from self._facts(match.captures["holder"], posts, "post.leaves", "0.8")
        for match in _TAKES.finditer(self._items, codes):
            old = [item.value for item in match.captures["old"] if item.kind == "POST"]
            posts = [_at_the_same(post, old) for post in self._take(match.captures["posts"])]
            holders = _people(match.captures["holders"])
            yield from self._facts(holders, posts, "post.takes", "0.9", start=self._since(match.end))
        for match in _AFTER.finditer(self._items, codes):
            said = list(match.captures["posts"])
            if match.end < len(self._items) and self._items[match.end].kind == "PERSON" and said[-1].kind == "POST":
                said.pop()  # the last one stands right before another name and is that person's
            both = bool(match.captures["both"])
            holders = _people(match.captures["holders"])
            if not both:
                holders = self._new(_sharing(match.captures["holders"], match.captures["join"][0].kind))
            retired = self._retires(match.start)
            end = self._since(match.end) if retired else None
            yield from self._facts(holders, self._take(said), "post.after", "0.95", end=end - timedelta(1) if end else None)
        for match in _LISTED.finditer(self._items, codes):
            yield from self._facts(_people(match.captures["holders"]), self._take(match.captures["posts"]), "post.listed", "0.8")
        for match in _MANY.finditer(self._items, codes):
            if self._several(match.captures["posts"][0]):
                yield from self._facts(_people(match.captures["holders"]), self._take(match.captures["posts"]), "post.listed", "0.8")
        for match in _FOR.finditer(self._items, codes):
            yield from self._facts(_people(match.captures["holders"]), self._take(match.captures["posts"]), "post.for", "0.8")
        for match in _BEFORE.finditer(self._items, codes):
            *first, last = match.captures["posts"]
            said = [item for item in first if not self._of_another(item)] + ([] if self._opinion(last) else [last])
            yield from self._facts(match.captures["holder"], self._take(said), "post.before", "0.9")

    def _take(self, items: Sequence[Item]) -> list[Post]:
        """The posts among the items that no pattern has taken yet."""
        free = [item for item in items if item.kind == "POST" and item.start not in self._taken]
        self._taken.update(item.start for item in free)
        return [item.value for item in free]

    def _new(self, holders: list[Item]) -> list[Item]:
        """Of several people before one post those whose posts are not known yet, if the last one is among them: `đồng chí A` from
        the list above `và đồng chí B - R`."""
        fresh = [item for item in holders if item.value.name not in self._known]
        return fresh if fresh and fresh[-1] is holders[-1] else holders

    def _of_another(self, post: Item) -> bool:
        """`thừa ủy quyền của Chủ tịch UBND huyện, Trưởng phòng …`: the first post is somebody else's."""
        return post.start > 0 and self._sentence.tokens[post.start - 1].norm in ("của", "mặt")

    def _several(self, post: Item) -> bool:
        """`các Phó Giám đốc A, B`: one post for all who are named after it."""
        return post.start > 0 and self._sentence.tokens[post.start - 1].norm in ("các", "hai", "ba")

    def _opinion(self, post: Item) -> bool:
        """`Tiếp thu ý kiến đại biểu, ông X …`, `thừa ủy quyền của Chủ tịch nước, ông X …`: the post is that of somebody before."""
        before = [token.norm for token in self._sentence.tokens[max(0, post.start - 2) : post.start]]
        return before[-1:] == ["kiến"] or before == ["quyền", "của"]

    def _retires(self, index: int) -> bool:
        """Whether the nearest verb before item `index`, with no other person between, is that of retiring."""
        before = (self._items[position].kind for position in range(index - 1, -1, -1))
        return next((kind for kind in before if kind in ("PERSON", "RETIRES")), "") == "RETIRES"

    def _since(self, index: int) -> date | None:
        """The day that is said with `từ ngày` after item `index`, up to the next person."""
        tokens, first = self._sentence.tokens, self._items[index - 1].end
        after = (self._items[position] for position in range(index, len(self._items)))
        stop = next((item.value.start for item in after if item.kind == "PERSON"), self._sentence.end)
        mentions = self._article.mentions[self._sentence.number]
        at = bisect_left(mentions, tokens[first - 1].end, key=lambda mention: mention.start)
        while at < len(mentions) and (mention := mentions[at]).start < stop:
            at += 1
            if not isinstance(mention, PeriodMention | DateMention):
                continue
            said = bisect_left(tokens, mention.start, key=lambda token: token.start)
            before = [token.norm for token in tokens[max(first, said - 2) : said]]
            if "từ" in (*before, mention.text.split()[0].casefold()) and " đến " not in mention.text:
                return mention.start_date if isinstance(mention, PeriodMention) else mention.day
        return None

    def _facts(
        self,
        holders: Sequence[Item],
        posts: Sequence[Post],
        rule: str,
        score: str,
        start: date | None = None,
        end: date | None = None,
    ) -> Iterator[RoleHolding]:
        text = self._article.document.text
        for item in holders:
            holder: PersonMention = item.value
            for position, post in enumerate(posts):
                body = self._in_body(_within(post.organization or self._shared(posts, position), posts, position), post)
                first, last = min(holder.start, post.start), max(holder.end, post.end)
                spans = [(first, last)] if last - first <= _LONGEST_QUOTE else sorted([(holder.start, holder.end), (post.start, post.end)])
                evidence = tuple(Evidence(a, b, text[a:b]) for a, b in spans)
                yield RoleHolding(
                    evidence, rule, Decimal(score), holder, post.role, post.words, body, self._when, start, end, former=post.former
                )

    def _shared(self, posts: Sequence[Post], position: int) -> OrganizationMention | None:
        """The body of a post that names none: a committee that another post of the same person has, the body that the
        sentence opens with, the committee of the level at which that person governs, or the last body said that begins
        with the role's own noun (`Trưởng ban` alone)."""
        post = posts[position]
        others = _others(posts, position)
        governs = any((concept := concept_of(body)) and concept.curie in _GOVERNMENTS for body in others)
        if post.concept.one("bodyClass") == "kg:PartyBody" or (governs and post.concept.curie in _SECRETARIES):
            committee = next((committee for body in others if (committee := _committee(body))), None)
            return committee or self._setting() or _seated(post, others)
        noun = post.concept.one("bodyNoun").casefold()
        said = self._called(noun) if noun else []
        last = bisect_left(said, post.start, key=lambda body: body.start)
        return said[last - 1] if last else post.office or (None if noun else self._setting())

    def _called(self, noun: str) -> list[OrganizationMention]:
        """The bodies whose names begin with a noun, in this sentence and those before it."""
        if noun not in self._bodies:
            here = self._sentence.number
            self._bodies[noun] = [
                mention
                for mentions in self._article.mentions[max(0, here - _LOOK_BACK) : here + 1]
                for mention in mentions
                if isinstance(mention, OrganizationMention) and _is_kind(mention, noun)
            ]
        return self._bodies[noun]

    def _in_body(self, body: OrganizationMention | None, post: Post) -> OrganizationMention | None:
        """A ward of the facility that its clause names (`Đoàn của Trung tâm X do bà A - Trưởng khoa Dược dẫn đầu`); an office of the
        side of a visit whose people its sentence names."""
        if body is None or body.parent or body.place or body.level or (concept := concept_of(body)) is None:
            return body
        if (concept.one("inner") == "true" or concept.curie in _OFFICES) and (side := self._side_of(post) or self._side):
            own = concept_of(side)
            return replace(body, parent=side if own is None or own.one("inner") != "true" else side.parent)
        if concept.curie != "okd:khoa":
            return body
        mentions, marks = self._article.mentions[self._sentence.number], self._semicolons
        at = bisect_left(marks, post.start)
        first = bisect_left(mentions, marks[at - 1] if at else 0, key=lambda mention: mention.start)
        last = bisect_left(mentions, marks[at], key=lambda mention: mention.start) if at < len(marks) else len(mentions)
        named = [m for m in mentions[first:last] if isinstance(m, OrganizationMention) and m.place + m.level and _has_wards(m)]
        before = [m for m in named if m.end <= post.start]
        holder = before[-1] if before else named[0] if named else None
        return replace(body, parent=holder) if holder else body

    def _side_of(self, post: Post) -> OrganizationMention | None:
        """The body whose people the words before a post name: `về phía Sở Y tế có …`."""
        tokens = self._sentence.tokens
        named = (item for item in reversed(self._items) if item.kind == "ORG" and item.value.end <= post.start and item.start)
        return next((item.value for item in named if tokens[item.start - 1].norm == "phía"), None)

    @cached_property
    def _side(self) -> OrganizationMention | None:
        """The body that sent the delegation whose members the sentence names (`Tham gia đoàn có …` after `Đoàn … của Sở Y tế`), or
        the one that it visits, of those who receive it (`Tiếp đoàn có …` after `kiểm tra tại Trung tâm Y tế …`)."""
        words = self._sentence.words
        said = _SENT_BY if _DELEGATES.match(words) else _VISITED if _RECEIVES.match(words) else None
        if said is None:
            return None
        text = self._article.document.text
        for mentions in self._article.mentions[max(0, self._sentence.number - _LOOK_BACK) : self._sentence.number]:
            for m in mentions:
                if isinstance(m, OrganizationMention) and said.search(text, max(0, m.start - _LONGEST_SENT), m.start):
                    return m
        return None

    @cached_property
    def _semicolons(self) -> list[int]:
        return [token.start for token in self._sentence.tokens if token.text == ";"]

    def _setting(self) -> OrganizationMention | None:
        """The body that the sentence opens with: `Tại Trung tâm Y tế huyện X, …`, `Đại diện Huyện đoàn, đồng chí …`."""
        for item, after in pairwise(self._items[:_OPENING]):
            if item.kind in ("PERSON", "POST"):
                return None
            if item.kind == "ORG":
                before = self._sentence.tokens[item.start - 1].norm if item.start else ""
                return item.value if before in _SETS and (after.kind == "COMMA" or before == "phía") else None
        return None


def _has_wards(body: OrganizationMention) -> bool:
    concept = concept_of(body)
    return concept is not None and body.kind == "kg:HealthFacility" and concept.curie.startswith(("okd:benh-vien", "okd:trung-tam"))


def _is_kind(body: OrganizationMention, noun: str) -> bool:
    """Whether a body's name begins with the noun of a role; the Youth Union is no `đoàn` that somebody leads somewhere."""
    return body.name.casefold().startswith(noun) and not (noun == "đoàn" and body.kind == "kg:MassOrganization")


def _at_the_same(post: Post, old: Sequence[Post]) -> Post:
    """`Phó Giám đốc X, được giao Quyền Giám đốc`: a post said without its body is at that of the post held so far."""
    if post.organization or post.concept.one("bodyNoun") or not old or old[-1].concept.one("bodyNoun"):
        return post
    return replace(post, organization=old[-1].organization)


def _people(items: Sequence[Item]) -> list[Item]:
    return [item for item in items if item.kind == "PERSON"]


def _sharing(holders: Sequence[Item], join: str) -> list[Item]:
    """Those in a list of names whose post follows the last one: all in `A và B, R` and in `các đồng chí A, B - R`, but
    only the last in `ông A, bà B - R`, where each is introduced alone."""
    kinds = [item.kind for item in holders]
    apart = any(kind == "COMMA" and after == "HONORIFIC" for kind, after in pairwise(kinds))
    people = _people(holders)
    return people[-1:] if "COMMA" in kinds and (join == "COMMA" or apart) else people


def _others(posts: Sequence[Post], position: int) -> list[OrganizationMention]:
    """The bodies of the same person's nearest other posts, those to the right first."""
    after, before = posts[position + 1 : position + 1 + _NEAR], posts[max(0, position - _NEAR) : position]
    return [post.organization for post in (*after, *reversed(before)) if post.organization]


def _committee(body: OrganizationMention | None) -> OrganizationMention | None:
    """The party committee that a body is or belongs to."""
    while body is not None:
        if body.kind == "kg:PartyBody" and (concept := concept_of(body)) and concept.label.casefold().endswith(("ủy", "đảng bộ")):
            return body
        body = body.parent
    return None


def _seated(post: Post, others: Sequence[OrganizationMention]) -> OrganizationMention | None:
    """The party committee at the level of the body that the same person is at: `UVBTV, Chủ tịch HĐND huyện`."""
    said = next((body for body in others if body.level), None)
    if said is None:
        return None
    name = _COMMITTEES.get(said.level, "Đảng ủy")
    level = "" if said.level in _COMMITTEES else said.level
    return OrganizationMention(post.start, post.end, post.words, name, "kg:PartyBody", level, said.place, implied=True)


def _within(body: OrganizationMention | None, posts: Sequence[Post], position: int) -> OrganizationMention | None:
    """What the other posts of the same person say of a body named without place.

    `Bí thư Đảng ủy, Giám đốc Trung tâm X`: the committee inside that centre. `Bí thư Đảng ủy, Chủ tịch UBND xã X`: the
    commune's. `HUV, Giám đốc Trung tâm Y tế huyện X`: the committee of that district.
    """
    concept = concept_of(body) if body else None
    if body is None or concept is None or body.parent or body.place or body.level:
        return body
    inner = concept.one("inner") == "true"
    for other in _others(posts, position):
        outer = concept_of(other)
        if outer is None:
            continue
        if inner and body.kind == "kg:PartyBody" and (committee := _committee(other)):
            return replace(body, parent=committee)
        if inner and outer.curie in _GOVERNMENTS and other.level:
            return replace(body, level=other.level, place=other.place)
        departmental = other.kind in ("kg:HealthFacility", "kg:Organization", "kg:StateBody") and outer.curie not in _GOVERNMENTS
        if inner and departmental and outer.one("inner") != "true":
            return replace(body, parent=other)
        if body.kind == "kg:PartyBody" and concept.one("seat") and other.place and other.level == concept.one("seat"):
            return replace(body, place=other.place)
    return body
