"""Posts: a role with its body; and who holds them.

A sentence is read as items (`items`); patterns over their kinds then say whose post is whose: after the name
(`A - Bí thư Huyện ủy, Chủ tịch HĐND huyện`), before it (`Giám đốc Sở Y tế B`), or by a verb (`bầu C giữ chức …`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

from kg.extract import names
from kg.extract.organizations import concept_of, fields, in_code, joined, kinds, organization_at
from kg.extract.places import LEVELS, place_at
from kg.grammar import Pattern, encode
from kg.lexicon import Hit, Lexicon, SchemeConcept, scheme
from kg.model import Article, Concept, Evidence, Item, OrganizationMention, PersonMention, Rejected, RoleHolding, Sentence, Token
from kg.text.tokens import tokens as _tokens


@dataclass(frozen=True, slots=True)
class Post:
    """A role as the text has it, its body where one is said, and whether it is a past one. Offsets are the text's."""

    concept: SchemeConcept
    words: str
    start: int
    end: int
    organization: OrganizationMention | None = None
    former: bool = False

    @property
    def role(self) -> Concept:
        """The concept of the role scheme."""
        return Concept(self.concept.curie, self.concept.label)


@cache
def roles() -> Lexicon[SchemeConcept]:
    """The roles of `ontology/roles.ttl` by all their labels; professions are no posts."""
    return Lexicon((label, concept) for concept in scheme("roles") if concept.one("profession") != "true" for label in concept.labels)


# Roles that are said with the field alone: `Bộ trưởng Nội vụ` is that of `Bộ Nội vụ`.
_HEAD_OF = {"rol:bo-truong": "Bộ", "rol:thu-truong": "Bộ", "rol:vu-truong": "Vụ", "rol:cuc-truong": "Cục", "rol:chi-cuc-truong": "Chi cục"}
# `Chủ tịch huyện` heads the People's Committee of the district.
_GOVERNED = dict.fromkeys(("rol:chu-tich", "rol:pho-chu-tich", "rol:pho-chu-tich-thuong-truc"), "UBND")
_GOVERNMENTS = frozenset({"tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu"})
_FORMER = frozenset({"nguyên", "cựu"})
_ACTING = frozenset({"quyền", "tân", "q"})
_AFTER_ROLE = Lexicon(dict.fromkeys("thường trực, phụ trách, chuyên trách, điều hành, phụ trách điều hành, kiêm nhiệm, không chuyên trách".split(", "), True))
_MARKS = {",": "COMMA", ";": "SEMI", "-": "DASH", "–": "DASH", ":": "COLON", "(": "OPEN", ")": "CLOSE", "+": "DASH", "•": "DASH", ".": "POINT"}
_WORDS = Lexicon(
    {
        **dict.fromkeys(("và", "cùng", "cùng với", "kiêm", "đồng thời là"), "AND"),
        **dict.fromkeys(
            "giữ chức vụ, giữ chức, giữ chức danh, giữ cương vị, giữ vị trí, làm, được bầu làm, là, tái đắc cử, tái đắc cử chức danh, giữ nhiệm vụ, "
            "đảm nhiệm chức vụ, đảm nhận chức vụ, đảm nhiệm".split(", "),
            "TAKES",
        ),
        **dict.fromkeys("miễn nhiệm chức danh, miễn nhiệm chức vụ, miễn nhiệm, bãi nhiệm chức danh, bãi nhiệm, cho thôi giữ chức vụ, cho thôi giữ chức, cho thôi làm nhiệm vụ, thôi giữ chức vụ, thôi giữ chức, thôi làm nhiệm vụ".split(", "), "LEAVES"),
        **dict.fromkeys("nghỉ hưu, về hưu, nghỉ hưu trước tuổi, nghỉ chế độ".split(", "), "RETIRES"),
    }
)


def items(text: str, sentence: Sentence) -> list[Item]:
    """The sentence read from left to right as posts, persons, bodies, places, titles, marks and words."""
    tokens, found, index = sentence.tokens, [], 0
    introduced, held = False, []
    while index < len(tokens):
        token = tokens[index]
        item = None
        if token.kind == "mark":
            kind = _MARKS.get(token.text, "MARK")
            item = Item(kind, index, index + 1)
            if introduced and kind not in ("POINT", "DASH", "COMMA"):
                introduced, held = False, []
            found.append(item)
            index += 1
            continue
        if token.kind == "word":
            item = _word_item(text, tokens, index, introduced, tuple(held), found)
        if item is None:
            item = Item("WORD", index, index + 1)
        if item.kind == "TITLE":
            introduced = True
            held.append(item.value)
        elif item.kind == "HONORIFIC":
            introduced = True
        else:
            introduced, held = False, []
        found.append(item)
        index = item.end
    return found


def _word_item(text: str, tokens: Sequence[Token], index: int, introduced: bool, held: tuple[str, ...], before: Sequence[Item]) -> Item | None:
    """The item that begins with the word at token `index`, or None for a plain word."""
    post = post_at(text, tokens, index)
    if post:
        return Item("POST", index, post.end, post.value)
    if introduced:
        named = _name_item(text, tokens, index, True, held)
        if named and named.kind != "NAMESAKE" and names.is_full(named.value.name):
            return named
    title = names.titles().at(tokens, index)
    if title:
        return Item("TITLE", title.start, title.end, " ".join(text[tokens[title.start].start : tokens[title.end - 1].end].split()))
    if names.HONORIFICS.at(tokens, index) and not _is_place(tokens, index):
        honorific = names.HONORIFICS.at(tokens, index)
        assert honorific
        return Item("HONORIFIC", honorific.start, honorific.end)
    unannounced = _name_item(text, tokens, index, introduced, held)
    if unannounced and (unannounced.kind == "NAMESAKE" or names.is_full(unannounced.value.name)) and kinds().at(tokens, index) is None:
        return unannounced
    body = organization_at(text, tokens, index)
    if body and body.end > index and kinds().at(tokens, index).end == index + 1 and before and before[-1].kind == "WORD" and tokens[index - 1].capital:  # type: ignore[union-attr]
        body = None  # one word in the midst of another name: `Cao Đài Tòa Thánh`
    if body and not (unannounced and unannounced.end - unannounced.start > 1 and body.end <= unannounced.end):
        return Item("ORG", index, body.end, body.value)
    if unannounced:
        return unannounced
    place = place_at(text, tokens, index)
    if place:
        return Item("PLACE", index, place.end, place.value)
    word = _WORDS.at(tokens, index)
    if word:
        return Item(word.value, index, word.end)
    compound = kinds().at(tokens, index) or LEVELS.at(tokens, index)
    return Item("WORD", index, compound.end) if compound and compound.value is None else None


def _is_place(tokens: Sequence[Token], index: int) -> bool:
    from kg import gazetteer

    return tokens[index].capital and index + 1 < len(tokens) and tokens[index + 1].capital and gazetteer.starts(tokens, index) is not None


def _name_item(text: str, tokens: Sequence[Token], index: int, introduced: bool, held: tuple[str, ...]) -> Item | None:
    if not tokens[index].capital:
        return None
    end = names.name_end(tokens, index)
    if end == index:
        return None
    if not names.is_name(tokens, index, end, introduced):
        return Item("NAMESAKE", index, end) if names.is_namesake(tokens, index, end) else None
    certain = introduced or end - index > 2
    return Item("PERSON" if certain else "NAME", index, end, names.person(text, tokens, index, end, held))


def post_at(text: str, tokens: Sequence[Token], index: int) -> Hit[Post] | None:
    """The post that begins at token `index`: `nguyên Giám đốc Sở Y tế`, `Trưởng phòng Nội vụ huyện`, `HUV`."""
    if in_code(tokens, index):
        return None
    former = tokens[index].norm in _FORMER
    first = index + 1 if tokens[index].norm in _FORMER | _ACTING and index + 1 < len(tokens) else index
    hit = roles().at(tokens, first)
    if hit is None and first > index and tokens[first].norm == "là" and first + 1 < len(tokens):
        hit = roles().at(tokens, first + 1)
    if hit is None:
        hit, first, former = (roles().at(tokens, index), index, False) if first > index else (None, index, False)
    if hit is None:
        return None
    concept, end = hit.value, hit.end
    extra = _AFTER_ROLE.at(tokens, end) if end < len(tokens) else None
    if extra:
        end = extra.end
    begin = first if former or tokens[index].norm == "tân" else index
    words = " ".join(text[tokens[begin].start : tokens[end - 1].end].split())
    start = tokens[index].start
    body = _body(text, tokens, hit, end)
    post = Post(concept, words, start, tokens[end - 1].end, former=former)
    if body is None:
        return Hit(index, end, post)
    return Hit(index, body.end, replace(post, organization=body.value, end=tokens[body.end - 1].end))


def _body(text: str, tokens: Sequence[Token], role: Hit[SchemeConcept], end: int) -> Hit[OrganizationMention] | None:
    """The body of a post: named after the role, or from the role's own last word on (`Trưởng phòng Nội vụ`)."""
    after = end + 1 if end < len(tokens) and tokens[end].norm == "của" else end
    named = organization_at(text, tokens, after, forced=True) if after < len(tokens) else None
    noun = role.value.one("bodyNoun")
    if named is None and after < len(tokens) and (head := _HEAD_OF.get(role.value.curie)) and (field := fields().at(tokens, after)) and tokens[after].capital:
        start, stop = tokens[role.start].start, tokens[field.end - 1].end
        kind = kinds().at(_tokens(f"{head} {field.value}"), 0)
        if kind and kind.value:
            full = kind.value.label if kind.end > len(head.split()) else f"{head} {field.value}"
            return Hit(role.start, field.end, OrganizationMention(start, stop, text[start:stop], full, kind.value.one("bodyClass") or "kg:StateBody"))
    office = _GOVERNED.get(role.value.curie)
    if named is None and office and after < len(tokens) and (place := place_at(text, tokens, after)) and place.value.level in _GOVERNMENTS:
        start, stop = place.value.start, place.value.end
        level, name = place.value.level, place.value.name
        return Hit(after, place.end, OrganizationMention(start, stop, text[start:stop], office, "kg:StateBody", level, name))
    if noun:
        width = len(noun.split())
        within = organization_at(text, tokens, role.end - width, forced=True)
        if within and within.end > role.end and within.end >= (named.end if named else 0):
            named = within
    if named is None and role.value.one("impliesBody"):
        kind = next((c for c in scheme("organizations") if c.curie == role.value.one("impliesBody")), None)
        if kind:
            start, stop = tokens[role.start].start, tokens[role.end - 1].end
            return Hit(role.start, end, OrganizationMention(start, stop, text[start:stop], kind.label, kind.one("bodyClass") or "kg:PartyBody"))
    if named and noun and named.end + 1 < len(tokens) and tokens[named.end].text == "," and not named.value.place:
        parent = organization_at(text, tokens, named.end + 1)
        if parent and parent.value.parent is None and (outer := concept_of(parent.value)) and outer.one("inner") != "true" and not named.value.level:
            return Hit(named.start, parent.end, joined(named.value, parent, text))
    return named


# ---------------------------------------------------------------- who holds which post

_POSTS = "POST ((COMMA|DASH|AND|OPEN|CLOSE)? POST)*"
_HONOURS = "(OPEN (TITLE|COMMA|DASH|WORD|POINT)+ CLOSE)?"
_HOLDERS = f"PERSON {_HONOURS} ((COMMA|AND) (HONORIFIC|TITLE|POINT)* PERSON)*"
_AFTER = Pattern(f"holders:({_HOLDERS}) {_HONOURS} join:(COMMA|DASH|OPEN|COLON|COMMA AND|AND) (TITLE COMMA)* posts:({_POSTS})")
_BEFORE = Pattern("posts:(POST ((COMMA|DASH|AND) POST)*) (COMMA (?=TITLE|HONORIFIC))? (HONORIFIC|TITLE|POINT|DASH)* holder:PERSON")
_LISTED = Pattern("post:POST COLON holders:((HONORIFIC|TITLE|POINT)* PERSON ((SEMI|COMMA|AND) (HONORIFIC|TITLE|POINT)* PERSON)*) (?!DASH|COMMA POST)")
_TAKES = Pattern("holder:PERSON ((COMMA|DASH|OPEN) POST ((COMMA|DASH|AND) POST)*)? (COMMA|CLOSE)? (WORD|ORG|PLACE|HONORIFIC|COMMA|AND){0,16} TAKES posts:(POST ((COMMA|AND) POST)*)")
_LEAVES = Pattern("LEAVES posts:(POST ((COMMA|AND|WORD|LEAVES)* POST)*) (WORD|HONORIFIC|TITLE|ORG|COMMA){0,6} holder:PERSON")


def find(article: Article) -> Iterator[RoleHolding | Rejected]:
    """Every post that the article says somebody holds, one fact for each person, role and body."""
    when = article.context.event_day or article.context.issued
    for sentence, found in zip(article.sentences, article.items, strict=True):
        if any(item.kind == "POST" for item in found) and any(item.kind == "PERSON" for item in found):
            yield from _holdings(article, sentence, found, when)


def _holdings(article: Article, sentence: Sentence, found: Sequence[Item], when: date | None) -> Iterator[RoleHolding]:
    codes, taken = encode(found), set()
    for match in _LEAVES.finditer(found, codes):
        posts = [replace(post, former=True) for post in _posts(match.captures["posts"])]
        taken.update(item.start for item in match.captures["posts"])
        yield from _facts(article, sentence, match.captures["holder"], posts, "post.leaves", "0.8", when)
    for match in _TAKES.finditer(found, codes):
        posts = _posts(match.captures["posts"])
        taken.update(item.start for item in match.captures["posts"])
        yield from _facts(article, sentence, match.captures["holder"], posts, "post.takes", "0.9", when)
    for match in _AFTER.finditer(found, codes):
        posts = [item for item in match.captures["posts"] if item.kind == "POST"]
        if match.end < len(found) and found[match.end].kind == "PERSON" and found[match.end - 1].kind == "POST":
            posts.pop()  # the last one stands right before another name and is that person's
        posts = [item for item in posts if item.start not in taken]
        taken.update(item.start for item in posts)
        holders = [item for item in match.captures["holders"] if item.kind == "PERSON"]
        if any(item.kind == "COMMA" for item in match.captures["holders"]) and match.captures["join"][0].kind == "COMMA":
            holders = holders[-1:]
        yield from _facts(article, sentence, holders, _posts(posts), "post.after", "0.95", when)
    for match in _LISTED.finditer(found, codes):
        taken.update(item.start for item in match.captures["post"])
        holders = [item for item in match.captures["holders"] if item.kind == "PERSON"]
        yield from _facts(article, sentence, holders, _posts(match.captures["post"]), "post.listed", "0.8", when)
    for match in _BEFORE.finditer(found, codes):
        posts = [item for item in match.captures["posts"] if item.kind == "POST" and item.start not in taken]
        posts = [item for item in posts if item is posts[-1] or not _of_another(sentence, item)]
        taken.update(item.start for item in posts)
        yield from _facts(article, sentence, match.captures["holder"], _posts(posts), "post.before", "0.9", when)


def _of_another(sentence: Sentence, post: Item) -> bool:
    """`thừa ủy quyền của Chủ tịch UBND huyện, Trưởng phòng …`: the first post is somebody else's."""
    return post.start > 0 and sentence.tokens[post.start - 1].norm in ("của", "mặt")


def _posts(found: Sequence[Item]) -> list[Post]:
    return [item.value for item in found if item.kind == "POST"]


def _facts(article: Article, sentence: Sentence, holders: Sequence[Item], posts: Sequence[Post], rule: str, score: str, when: date | None) -> Iterator[RoleHolding]:
    text = article.document.text
    for item in holders:
        holder: PersonMention = item.value
        for position, post in enumerate(posts):
            start, end = min(holder.start, post.start), max(holder.end, post.end)
            body = _within(post.organization or _shared(article, posts, position), posts, position)
            yield RoleHolding(
                (Evidence(start, end, text[start:end]),), rule, Decimal(score), holder, post.role, post.words, body, as_of=when, former=post.former
            )


def _committee(body: OrganizationMention | None) -> OrganizationMention | None:
    """The party committee that a body is or belongs to."""
    while body is not None:
        if body.kind == "kg:PartyBody" and (concept := concept_of(body)) and concept.label.casefold().endswith(("ủy", "đảng bộ")):
            return body
        body = body.parent
    return None


def _shared(article: Article, posts: Sequence[Post], position: int) -> OrganizationMention | None:
    """The body of a post that names none: that of the post to its right, or left, where they can share it."""
    post = posts[position]
    others = [p.organization for p in (*posts[position + 1 :], *reversed(posts[:position])) if p.organization]
    if post.concept.one("bodyClass") == "kg:PartyBody":
        return next((committee for body in others if (committee := _committee(body))), None)
    noun = post.concept.one("bodyNoun").casefold()
    if noun:  # `Trưởng ban` alone: the last body of that noun said before
        said = [m for mentions in article.mentions for m in mentions if isinstance(m, OrganizationMention) and m.start < post.start and m.name.casefold().startswith(noun)]
        return said[-1] if said else None
    return None


def _within(body: OrganizationMention | None, posts: Sequence[Post], position: int) -> OrganizationMention | None:
    """What the other posts of the same person say of a body named without place.

    `Bí thư Đảng ủy, Giám đốc Trung tâm X`: the committee inside that centre. `Bí thư Đảng ủy, Chủ tịch UBND xã X`: the
    commune's. `HUV, Giám đốc Trung tâm Y tế huyện X`: the committee of that district.
    """
    concept = concept_of(body) if body else None
    if body is None or concept is None or body.parent or body.place or body.level:
        return body
    for other in (p.organization for p in (*posts[position + 1 :], *reversed(posts[:position])) if p.organization):
        outer = concept_of(other)
        if outer is None:
            continue
        if concept.one("inner") == "true" and other.kind == "kg:StateBody" and other.level:
            return replace(body, level=other.level, place=other.place)
        if concept.one("inner") == "true" and other.kind not in ("kg:PartyBody", "kg:MassOrganization", "kg:StateBody") and outer.one("inner") != "true":
            return replace(body, parent=other)
        if body.kind == "kg:PartyBody" and concept.one("seat") and other.place and other.level == concept.one("seat"):
            return replace(body, place=other.place)
    return body
