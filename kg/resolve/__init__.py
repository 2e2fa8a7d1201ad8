"""Resolution: which entity every mention means, in one article and then over all of them.

What keeps namesakes apart is part of an entity's path: a body's unit, a person's province. So an entity has the same
IRI whichever other articles are read with it, and reading more articles never renames one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from hashlib import sha256

from kg.lexicon import scheme
from kg.model import (
    Attendance,
    Entity,
    Evidence,
    Extraction,
    Fact,
    Meeting,
    MeetingMention,
    Mention,
    Observation,
    Organization,
    OrganizationMention,
    Person,
    PersonMention,
    Place,
    PlaceMention,
    Rejected,
    Resolution,
    RoleHolding,
)
from kg.resolve.bodies import Bodies
from kg.resolve.places import Focus, focus, place_of
from kg.text.normalize import fold, slug
from kg.values import replace

# Posts said without their body, by the first word of the role after `Phó`, and the first words of bodies that have them.
_HEADS = {
    "giam": {"trung", "bệnh", "sở", "bảo", "phòng"},
    "quyen": {"trung", "bệnh", "sở"},
    "truong": {"phòng", "trạm", "ban", "khoa", "chi"},
    "hieu": {"trường"},
    "tram": {"trạm"},
    "dieu": {"bệnh", "trung"},
    "dai": {"hđnd"},
}


def resolve(extraction: Extraction) -> Resolution:
    """Give every mention of one article its entity, and make one fact of those that say the same.

    A fact whose subject, meeting or holder means no entity is not kept: it joins the rejected ones. Pure.
    """
    article = extraction.article
    scope = sha256(article.document.name.encode()).hexdigest()[:8]
    mentions = [m for found in article.mentions for m in found] + [m for fact in extraction.facts for m in _mentions(fact)]
    about = focus(article.context, mentions)
    bodies = Bodies(
        [m for m in mentions if isinstance(m, OrganizationMention)] + [m.host for m in extraction.meetings if m.host],
        about,
        article.context.body,
        scope,
    )
    entities: dict[Mention, Entity] = {}
    for mention in mentions:
        entity: Entity | None = None
        if isinstance(mention, OrganizationMention):
            entity = bodies.of(mention)
        elif isinstance(mention, PlaceMention):
            entity = place_of(mention, about, scope)
        if entity is not None:
            entities[mention] = entity
    known = _known_bodies(extraction.facts, bodies)
    facts = [_with_body(fact, known, article.context.body, bodies) for fact in extraction.facts]
    for fact in facts:
        if (
            isinstance(fact, RoleHolding)
            and fact.organization is not None
            and fact.organization not in entities
            and (body := bodies.of(fact.organization))
        ):
            entities[fact.organization] = body
    entities.update(_people(mentions, facts, entities, about, scope))
    for meeting in extraction.meetings:
        entities[meeting] = _meeting(meeting, bodies, about, scope)
    kept, rejected = _known(facts, entities)
    mentioned = {entity.path: entity for mention, entity in entities.items() if not isinstance(mention, PlaceMention) or mention.name}
    return Resolution(
        replace(extraction, facts=tuple(_merged(kept, entities)), rejected=extraction.rejected + tuple(rejected)),
        entities,
        tuple(mentioned[path] for path in sorted(mentioned)),
    )


def _mentions(fact: Fact) -> Iterable[Mention]:
    if isinstance(fact, RoleHolding):
        yield fact.holder
        if fact.organization is not None:
            yield fact.organization
    elif isinstance(fact, Observation):
        yield fact.subject
    elif isinstance(fact, Attendance):
        yield fact.attendee


def _with_body(fact: Fact, known: dict[tuple[str, str], OrganizationMention], main: OrganizationMention | None, bodies: Bodies) -> Fact:
    """A post without a body is held at the body of the same post elsewhere in the article, else at the main body."""
    if not isinstance(fact, RoleHolding) or (fact.organization is not None and bodies.of(fact.organization)):
        return fact
    same = known.get((fold(fact.holder.name), fact.role.curie))
    return replace(fact, organization=same or (main if main and bodies.of(main) and _can_head(fact, main) else None))


def _known_bodies(facts: Iterable[Fact], bodies: Bodies) -> dict[tuple[str, str], OrganizationMention]:
    """Where each person is said to hold each role: the first body of it."""
    known: dict[tuple[str, str], OrganizationMention] = {}
    for fact in facts:
        if isinstance(fact, RoleHolding) and fact.organization and bodies.of(fact.organization):
            known.setdefault((fold(fact.holder.name), fact.role.curie), fact.organization)
    return known


def _can_head(fact: RoleHolding, body: OrganizationMention) -> bool:
    """Whether a post said without its body can be one at this body: directors at centres, hospitals and departments."""
    head = fold(body.name).split()[0]
    noun = _body_nouns().get(fact.role.curie)
    if noun:
        return head == noun  # `Trưởng đoàn` heads no station
    return head in _HEADS.get(fact.role.curie.partition(":")[2].removeprefix("pho-").partition("-")[0], ())


@cache
def _body_nouns() -> dict[str, str]:
    """The first word of the bodies that a role is held at, of roles that say it: `Trưởng khoa` at a `Khoa`."""
    return {role.curie: fold(noun).split()[0] for role in scheme("roles") if (noun := role.one("bodyNoun"))}


def _people(
    mentions: Iterable[Mention], facts: Iterable[Fact], entities: dict[Mention, Entity], about: Focus, scope: str
) -> dict[Mention, Entity]:
    """Each person: the name and the province of the first post with a known one, else the article's."""
    people = [m for m in mentions if isinstance(m, PersonMention)]
    home: dict[str, str] = {}
    for fact in facts:
        if isinstance(fact, RoleHolding) and fact.organization in entities:
            body = entities[fact.organization]
            where = _province(body.located_in) if isinstance(body, Organization) and body.located_in else ""
            if where:
                home.setdefault(fold(fact.holder.name), where)
    here = about.province.key if about.province else scope
    names: dict[str, Counter[str]] = {}
    titles: dict[str, dict[str, str]] = {}
    for mention in people:
        key = fold(mention.name)
        names.setdefault(key, Counter())[mention.name] += 1
        for title in mention.titles:
            titles.setdefault(key, {}).setdefault(fold(title), title)
    found: dict[str, Entity] = {}
    for key, forms in names.items():
        label = max(forms, key=lambda name: (forms[name], name))
        others = tuple(sorted(forms.keys() - {label}))
        found[key] = Person(f"person/{slug(label)}-{home.get(key, here)}", label, others, titles=tuple(titles.get(key, {}).values()))
    return {mention: found[fold(mention.name)] for mention in people}


def _province(unit: Place) -> str:
    while unit.part_of is not None:
        unit = unit.part_of
    return unit.path.removeprefix("place/")


def _meeting(meeting: MeetingMention, bodies: Bodies, about: Focus, scope: str) -> Meeting:
    host = bodies.of(meeting.host) if meeting.host else bodies.main
    parts = [slug(meeting.event), host.path.removeprefix("organization/") if host else "", str(meeting.day) if meeting.day else scope]
    where = place_of(meeting.place, about, scope) if meeting.place else None
    quote = Evidence(meeting.start, meeting.end, meeting.text)
    return Meeting(
        "meeting/" + "-".join(part for part in parts if part),
        meeting.label,
        event=meeting.event,
        day=meeting.day,
        host=host,
        place=where,
        period=meeting.period,
        evidence=(quote,),
    )


def _known(facts: Iterable[Fact], entities: dict[Mention, Entity]) -> tuple[list[Fact], list[Rejected]]:
    kept: list[Fact] = []
    rejected: list[Rejected] = []
    for fact in facts:
        if isinstance(fact, Observation) and fact.subject not in entities:
            rejected.append(Rejected("kg:Observation", "không rõ của đơn vị nào / whose figure it is stays open", fact.evidence[0]))
        elif isinstance(fact, RoleHolding) and fact.organization is not None and fact.organization not in entities:
            kept.append(replace(fact, organization=None))
        else:
            kept.append(fact)
    return kept, rejected


def _merged(facts: Iterable[Fact], entities: dict[Mention, Entity]) -> list[Fact]:
    """One fact for those that say the same: the first, with the words of all."""
    same: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        same.setdefault(_says(fact, entities), []).append(fact)
    return [
        replace(group[0], evidence=tuple(sorted({piece for fact in group for piece in fact.evidence}))) if len(group) > 1 else group[0]
        for group in same.values()
    ]


def _says(fact: Fact, entities: dict[Mention, Entity]) -> tuple[object, ...]:
    if isinstance(fact, RoleHolding):
        body = entities[fact.organization].path if fact.organization else ""
        return RoleHolding, entities[fact.holder].path, fact.role.curie, body, fact.former
    if isinstance(fact, Attendance):
        return Attendance, entities[fact.meeting].path, entities[fact.attendee].path
    if isinstance(fact, Observation):
        about = (fact.indicator.curie, fold(fact.indicator_text) if fact.indicator.curie.startswith("ind:moi-") else "")
        return Observation, entities[fact.subject].path, about, fact.value, fact.unit, fact.bound, fact.period, fact.planned
    return (fact,)


def merge(resolutions: Iterable[Resolution]) -> tuple[Resolution, ...]:
    """Make one entity of those with one path, over all articles: the label that most articles have, all other labels
    beside it. The result does not depend on the order of the articles, only on which there are."""
    resolutions = tuple(resolutions)
    forms: dict[str, list[Entity]] = {}
    for resolution in resolutions:
        for entity in sorted({*resolution.entities.values()}, key=lambda e: (e.path, e.label)):
            for part in _with_parts(entity):
                forms.setdefault(part.path, []).append(part)
    done: dict[str, Entity] = {}
    return tuple(
        replace(
            resolution,
            entities={mention: _shared(entity, forms, done) for mention, entity in resolution.entities.items()},
            mentioned=tuple(_shared(entity, forms, done) for entity in resolution.mentioned),
        )
        for resolution in resolutions
    )


def _with_parts(entity: Entity) -> Iterable[Entity]:
    yield entity
    for name in ("part_of", "located_in", "host", "place"):
        part = getattr(entity, name, None)
        if part is not None:
            yield from _with_parts(part)
    for part in getattr(entity, "replaced_by", ()):
        yield from _with_parts(part)


def _shared(entity: Entity, forms: dict[str, list[Entity]], done: dict[str, Entity]) -> Entity:
    """The one entity; a meeting keeps the words of the article at hand."""
    one = _one(entity, forms, done)
    return replace(one, evidence=entity.evidence) if isinstance(one, Meeting) and isinstance(entity, Meeting) else one


def _one(entity: Entity, forms: dict[str, list[Entity]], done: dict[str, Entity]) -> Entity:
    if entity.path in done:
        return done[entity.path]
    same = forms[entity.path]
    labels = Counter(form.label for form in same)
    label = min(labels, key=lambda text: (-labels[text], text))
    others = tuple(sorted({form.label for form in same} | {alt for form in same for alt in form.alt_labels} - {label}))
    others = tuple(other for other in others if other != label)
    first = min(same, key=lambda form: (form.label != label, repr(form)))
    changes: dict[str, object] = {"label": label, "alt_labels": others}
    if isinstance(first, Person):
        changes["titles"] = tuple(sorted({title for form in same if isinstance(form, Person) for title in form.titles}))
    done[entity.path] = first
    for name in ("part_of", "located_in", "host", "place"):
        part = getattr(first, name, None)
        if part is not None:
            changes[name] = _one(part, forms, done)
    if isinstance(first, Place):
        changes["replaced_by"] = tuple(_one(part, forms, done) for part in first.replaced_by)
    done[entity.path] = replace(first, **changes)  # type: ignore[arg-type]
    return done[entity.path]
