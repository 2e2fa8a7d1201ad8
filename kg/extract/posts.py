"""Posts: a role in its own words, with the body it is held at where one is said.

`Trưởng phòng Nội vụ huyện` is the role `Trưởng phòng` at `Phòng Nội vụ huyện`; `HUV` names its body by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.extract.kinds import by_curie, concept_of, fields, kinds
from kg.extract.organizations import in_code, joined, organization_at
from kg.extract.places import HAMLETS, LEVELS, name_end, place_at
from kg.lexicon import Hit, Lexicon, SchemeConcept, scheme
from kg.model import Concept, OrganizationMention, Token
from kg.text.tokens import tokens as tokenize
from kg.values import dataclass, replace


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
    def office(self) -> OrganizationMention | None:
        """The body that the role's own last words name where nothing follows them: `Chánh Thanh tra`, `Chánh Văn phòng`."""
        kind = kinds().at(tokenize(self.concept.one("bodyNoun")), 0) if self.concept.one("bodyNoun") else None
        if kind is None or kind.value is None or kind.value.one("inner") != "true" or kind.value.one("takesField") == "true":
            return None
        label = kind.value.label
        return OrganizationMention(self.start, self.end, self.words, label, kind.value.one("bodyClass") or "kg:Organization", implied=True)

    @property
    def role(self) -> Concept:
        """The concept of the role scheme."""
        return Concept(self.concept.curie, self.concept.label)


@cache
def roles() -> Lexicon[SchemeConcept]:
    """The roles of `ontology/roles.ttl` by all their labels; professions are no posts."""
    return Lexicon((label, concept) for concept in scheme("roles") if concept.one("profession") != "true" for label in concept.labels)


_NO_STAFF = frozenset(
    f"rol:{name}" for name in "hoc-sinh sinh-vien hoc-vien hoi-vien doan-vien dang-vien tinh-nguyen-vien nong-dan nha-hao-tam".split()
)


@cache
def professions() -> Lexicon[SchemeConcept]:
    """What people are by profession; at a body that is said, one is a post: `cán bộ Phòng Văn hóa xã`. Members, pupils and
    volunteers hold none."""
    return Lexicon(
        (label, concept)
        for concept in scheme("roles")
        if concept.one("profession") == "true" and concept.curie not in _NO_STAFF
        for label in concept.labels
    )


# Roles that are said with the field alone: `Bộ trưởng Nội vụ` is that of `Bộ Nội vụ`.
_HEAD_OF = {"rol:bo-truong": "Bộ", "rol:thu-truong": "Bộ", "rol:vu-truong": "Vụ", "rol:cuc-truong": "Cục", "rol:chi-cuc-truong": "Chi cục"}
# `Chủ tịch huyện` heads the People's Committee of the district.
_GOVERNED = dict.fromkeys(("rol:chu-tich", "rol:pho-chu-tich", "rol:pho-chu-tich-thuong-truc"), "UBND")
_GOVERNMENTS = frozenset({"tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "đặc khu"})
_FORMER = frozenset({"nguyên", "cựu"})
_ACTING = frozenset({"quyền", "tân", "q"})
MODIFIERS = _FORMER | _ACTING
_LEADS = Lexicon({word: word for word in ("trưởng", "phó trưởng", "phó", "quyền trưởng")})
_AFTER_ROLE = Lexicon(
    dict.fromkeys("thường trực, phụ trách, chuyên trách, điều hành, phụ trách điều hành, kiêm nhiệm, không chuyên trách".split(", "), True)
)


def post_at(text: str, tokens: Sequence[Token], index: int) -> Hit[Post] | None:
    """The post that begins at token `index`: `nguyên Giám đốc Sở Y tế`, `Trưởng phòng Nội vụ huyện`, `HUV`."""
    if in_code(tokens, index):
        return None
    former = tokens[index].norm in _FORMER
    first = index + 1 if tokens[index].norm in MODIFIERS and index + 1 < len(tokens) else index
    hit = roles().at(tokens, first)
    if hit is None and first > index and tokens[first].norm == "là" and first + 1 < len(tokens):
        hit = roles().at(tokens, first + 1)
    if hit is None:
        hit, first, former = (roles().at(tokens, index), index, False) if first > index else (None, index, False)
    if hit is None:
        return _head_of_short(text, tokens, index)
    concept, end = hit.value, hit.end
    if end < len(tokens) and tokens[end].norm == "gồm":
        return None  # `thành viên gồm …` tells whose names follow
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


def _head_of_short(text: str, tokens: Sequence[Token], index: int) -> Hit[Post] | None:
    """`Trưởng TYT xã Mẫu Sơn`: the role that the noun makes which the body's short form stands for, `Trưởng trạm`."""
    head = _LEADS.at(tokens, index)
    short = kinds().at(tokens, head.end) if head and head.end < len(tokens) else None
    if head is None or short is None or short.value is None or short.end > head.end + 1 or not tokens[head.end].text.isupper():
        return None
    body = organization_at(text, tokens, head.end, forced=True)
    role = roles().at(tokenize(f"{head.value} {short.value.label.split()[0]}"), 0)
    if body is None or role is None or role.end <= head.end - index:
        return None
    words = " ".join(text[tokens[index].start : tokens[head.end - 1].end].split())
    return Hit(index, body.end, Post(role.value, words, tokens[index].start, tokens[body.end - 1].end, body.value))


def profession_at(text: str, tokens: Sequence[Token], index: int) -> Hit[Post] | None:
    """The profession that begins at token `index`, with the body at which it is held; None where no body follows."""
    hit = professions().at(tokens, index)
    if hit is None:
        return None
    body = organization_at(text, tokens, hit.end, forced=True) if hit.end < len(tokens) else None
    body = body or _hamlet(text, tokens, hit.end) or _hamlet(text, tokens, hit.end - 1)
    if body is None:
        return None
    words = " ".join(text[tokens[index].start : tokens[hit.end - 1].end].split())
    return Hit(index, body.end, Post(hit.value, words, tokens[index].start, tokens[body.end - 1].end, body.value))


def _hamlet(text: str, tokens: Sequence[Token], index: int) -> Hit[OrganizationMention] | None:
    """The hamlet named from token `index` on, as the body that its head leads: `Trưởng thôn Mẫu Hạ`."""
    level = LEVELS.at(tokens, index) if index < len(tokens) else None
    end = name_end(tokens, level.end, level.value) if level and level.value in HAMLETS else 0
    if level is None or end <= level.end:
        return None
    start, stop = tokens[index].start, tokens[end - 1].end
    name = " ".join(text[tokens[level.end].start : stop].split())
    return Hit(index, end, OrganizationMention(start, stop, text[start:stop], f"{level.value} {name}", "kg:Organization"))


def _body(text: str, tokens: Sequence[Token], role: Hit[SchemeConcept], end: int) -> Hit[OrganizationMention] | None:
    """The body of a post: named after the role, or from the role's own last word on (`Trưởng phòng Nội vụ`)."""
    after = end + 1 if end < len(tokens) and tokens[end].norm == "của" else end
    named = organization_at(text, tokens, after, forced=True) if after < len(tokens) else None
    noun = role.value.one("bodyNoun")
    if (
        named is None
        and after < len(tokens)
        and (head := _HEAD_OF.get(role.value.curie))
        and (field := fields().at(tokens, after))
        and tokens[after].capital
    ):
        start, stop = tokens[role.start].start, tokens[field.end - 1].end
        kind = kinds().at(tokenize(f"{head} {field.value}"), 0)
        if kind and kind.value:
            full = kind.value.label if kind.end > len(head.split()) else f"{head} {field.value}"
            return Hit(
                role.start,
                field.end,
                OrganizationMention(start, stop, text[start:stop], full, kind.value.one("bodyClass") or "kg:StateBody"),
            )
    office = _GOVERNED.get(role.value.curie)
    if named is None and office and after < len(tokens) and (place := place_at(text, tokens, after)) and place.value.level in _GOVERNMENTS:
        start, stop = place.value.start, place.value.end
        level, name = place.value.level, place.value.name
        return Hit(after, place.end, OrganizationMention(start, stop, text[start:stop], office, "kg:StateBody", level, name))
    if named is None and noun in HAMLETS:
        named = _hamlet(text, tokens, role.end - len(noun.split()))
    if noun:
        width = len(noun.split())
        within = organization_at(text, tokens, role.end - width, forced=True)
        if within and within.end > role.end and within.end >= (named.end if named else 0):
            named = within
    if named is None and role.value.one("impliesBody"):
        implied = by_curie(role.value.one("impliesBody"))
        if implied:
            start, stop = tokens[role.start].start, tokens[role.end - 1].end
            return Hit(
                role.start,
                end,
                OrganizationMention(start, stop, text[start:stop], implied.label, implied.one("bodyClass") or "kg:PartyBody", implied=True),
            )
    if named and noun and named.end + 1 < len(tokens) and tokens[named.end].text == "," and not named.value.place:
        parent = organization_at(text, tokens, named.end + 1)
        if (
            parent
            and parent.value.parent is None
            and (outer := concept_of(parent.value))
            and outer.one("inner") != "true"
            and not named.value.level
        ):
            return Hit(named.start, parent.end, joined(named.value, parent, text))
    return named
