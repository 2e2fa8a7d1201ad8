"""Who holds which post: after the name, before it, by a verb, or for a whole list of names.

`A - Bí thư Huyện ủy, Chủ tịch HĐND huyện`; `Giám đốc Sở Y tế B`; `bổ nhiệm C giữ chức vụ …`; `các đại biểu: D; E và F`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from kg.extract.organizations import concept_of
from kg.extract.posts import Post
from kg.grammar import Pattern, encode
from kg.model import Article, DateMention, Evidence, Item, OrganizationMention, PeriodMention, PersonMention, RoleHolding, Sentence

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
_TAKES = Pattern(
    f"holders:(PERSON (AND {_CALLED} PERSON)*) ((COMMA|DASH|OPEN) old:(POST ((COMMA|DASH|AND) POST)*))? (COMMA|CLOSE)? "
    "(WORD|ORG|PLACE|HONORIFIC|COMMA|AND|LEAVES POST){0,16} TAKES{1,3} posts:(POST ((COMMA|AND) POST)*)"
)
_LEAVES = Pattern("LEAVES posts:(POST ((COMMA|AND|WORD|LEAVES)* POST)*) (WORD|HONORIFIC|TITLE|ORG|COMMA){0,6} holder:PERSON")
_HAS_LEFT = Pattern("holder:PERSON (COMMA|WORD){0,6} LEAVES posts:(POST ((COMMA|AND) POST)*)")
_GOVERNMENTS = frozenset({"okd:ubnd", "okd:hdnd"})
_NEAR = 6  # posts
_LONGEST_QUOTE = 600  # characters; beyond, the name and the post are quoted apart
_LOOK_BACK = 40  # sentences in which a post without its body looks for one


def find(article: Article) -> Iterator[RoleHolding]:
    """Every post that the article says somebody holds, held or takes, one fact for each person, role and body."""
    for sentence, items in zip(article.sentences, article.items, strict=True):
        kinds = {item.kind for item in items}
        if "POST" in kinds and "PERSON" in kinds:
            yield from _Holdings(article, sentence, items).found()


class _Holdings:
    """The holdings of one sentence. A post that one pattern has taken is not there for the next."""

    def __init__(self, article: Article, sentence: Sentence, items: Sequence[Item]) -> None:
        self._article, self._sentence, self._items = article, sentence, items
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
            holders = _people(match.captures["holders"]) if both else _sharing(match.captures["holders"], match.captures["join"][0].kind)
            retired = self._retires(match.start)
            end = self._since(match.end) if retired else None
            yield from self._facts(holders, self._take(said), "post.after", "0.95", end=end - timedelta(1) if end else None)
        for match in _LISTED.finditer(self._items, codes):
            yield from self._facts(_people(match.captures["holders"]), self._take(match.captures["posts"]), "post.listed", "0.8")
        for match in _BEFORE.finditer(self._items, codes):
            said = [item for item in match.captures["posts"] if item is match.captures["posts"][-1] or not self._of_another(item)]
            yield from self._facts(match.captures["holder"], self._take(said), "post.before", "0.9")

    def _take(self, items: Sequence[Item]) -> list[Post]:
        """The posts among the items that no pattern has taken yet."""
        free = [item for item in items if item.kind == "POST" and item.start not in self._taken]
        self._taken.update(item.start for item in free)
        return [item.value for item in free]

    def _of_another(self, post: Item) -> bool:
        """`thừa ủy quyền của Chủ tịch UBND huyện, Trưởng phòng …`: the first post is somebody else's."""
        return post.start > 0 and self._sentence.tokens[post.start - 1].norm in ("của", "mặt")

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
                body = _within(post.organization or self._shared(posts, position), posts, position)
                first, last = min(holder.start, post.start), max(holder.end, post.end)
                spans = [(first, last)] if last - first <= _LONGEST_QUOTE else sorted([(holder.start, holder.end), (post.start, post.end)])
                evidence = tuple(Evidence(a, b, text[a:b]) for a, b in spans)
                yield RoleHolding(
                    evidence, rule, Decimal(score), holder, post.role, post.words, body, self._when, start, end, former=post.former
                )

    def _shared(self, posts: Sequence[Post], position: int) -> OrganizationMention | None:
        """The body of a post that names none: a committee that another post of the same person has, or the last body said
        that begins with the role's own noun (`Trưởng ban` alone)."""
        post = posts[position]
        if post.concept.one("bodyClass") == "kg:PartyBody":
            return next((committee for body in _others(posts, position) if (committee := _committee(body))), None)
        noun = post.concept.one("bodyNoun").casefold()
        said = self._called(noun) if noun else []
        last = bisect_left(said, post.start, key=lambda body: body.start)
        return said[last - 1] if last else post.office

    def _called(self, noun: str) -> list[OrganizationMention]:
        """The bodies whose names begin with a noun, in this sentence and those before it."""
        if noun not in self._bodies:
            here = self._sentence.number
            self._bodies[noun] = [
                mention
                for mentions in self._article.mentions[max(0, here - _LOOK_BACK) : here + 1]
                for mention in mentions
                if isinstance(mention, OrganizationMention) and mention.name.casefold().startswith(noun)
            ]
        return self._bodies[noun]


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
        if inner and outer.curie in _GOVERNMENTS and other.level:
            return replace(body, level=other.level, place=other.place)
        departmental = other.kind in ("kg:HealthFacility", "kg:Organization", "kg:StateBody") and outer.curie not in _GOVERNMENTS
        if inner and departmental and outer.one("inner") != "true":
            return replace(body, parent=other)
        if body.kind == "kg:PartyBody" and concept.one("seat") and other.place and other.level == concept.one("seat"):
            return replace(body, place=other.place)
    return body
