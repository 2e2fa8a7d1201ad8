"""Mentions of bodies to bodies: written-out names, places filled in, short names understood, all within one article.

`UBND thị xã` in an article about Ngã Năm is `UBND thị xã Ngã Năm`; `Sở Y tế` beside huyện Tiên Du is that of the
province; `Trung tâm` is the centre that the article named before; `Đảng ủy` is that of the body whose report it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.extract.organizations import concept_of
from kg.gazetteer import Unit
from kg.lexicon import SchemeConcept
from kg.model import Organization, OrganizationMention
from kg.resolve.places import place, seat_of, unit_of
from kg.text.normalize import fold, slug

Signature = tuple[str, str, str, "Signature | None"]  # type: ignore[misc]


def signature(mention: OrganizationMention) -> Signature:
    """What two mentions of one article share when they must mean one body."""
    return fold(mention.name), mention.level, fold(mention.place), signature(mention.parent) if mention.parent else None


class Bodies:
    """The bodies of one article. `of(mention)` answers for every mention given at the start.

    `about` are the units that the article is about, `main` the body whose report it is, `scope` what keeps a body
    whose place stays open apart from those of other articles.
    """

    def __init__(self, mentions: Sequence[OrganizationMention], about: tuple[Unit, ...], main: OrganizationMention | None, scope: str) -> None:
        self._about, self._scope = about, scope
        self._known: dict[Signature, Organization | None] = {}
        self._order: list[Organization] = []
        self._main: Organization | None = None
        if main is not None:
            self._main = self._resolve(main)
        full = [m for m in mentions if m.place or m.level or m.parent]
        for mention in (*full, *mentions):
            self._resolve(mention)
        self._forms: dict[str, dict[str, None]] = {}
        for mention in mentions:
            body = self.of(mention)
            if body is not None:
                self._forms.setdefault(body.path, {})[" ".join(mention.text.split())] = None

    def of(self, mention: OrganizationMention) -> Organization | None:
        """The body that a mention means; None for a word that names none here."""
        return self._known.get(signature(mention))

    def forms(self, body: Organization) -> tuple[str, ...]:
        """The other forms in which the article names a body, sorted."""
        return tuple(sorted(form for form in self._forms.get(body.path, ()) if form != body.label))

    @property
    def main(self) -> Organization | None:
        """The body whose report the article is."""
        return self._main

    def _resolve(self, mention: OrganizationMention) -> Organization | None:
        key = signature(mention)
        if key not in self._known:
            self._known[key] = None  # a body that contains itself resolves to nothing
            body = self._find(mention)
            self._known[key] = body
            if body is not None and body not in self._order:
                self._order.append(body)
        return self._known[key]

    def _find(self, mention: OrganizationMention) -> Organization | None:
        concept = concept_of(mention)
        if concept is None:
            return None
        bare = fold(mention.name) == fold(concept.label)
        if mention.parent is not None:
            parent = self._resolve(mention.parent)
            return self._part(mention, parent) if parent else None
        if mention.place or mention.level:
            unit = unit_of(mention.level or concept.one("seat"), mention.place, self._about) or (
                unit_of("", mention.place, self._about) if mention.place and not mention.level else None
            )
            if unit is None and mention.place:
                unit = seat_place(mention, concept, self._about)
            return self._seated(mention, concept, unit)
        if concept.one("national") == "true":
            return Organization(f"organization/{slug(mention.name)}", mention.name, kind=mention.kind)
        same = self._same(mention)
        if same is not None:
            return same
        if concept.one("inner") == "true":
            return self._part(mention, self._main) if self._main and self._main.label != mention.name else None
        if concept.one("seat") and (bare or concept.one("takesField") != "true" or concept.one("seat") == "tỉnh" or mention.kind == "kg:StateBody"):
            unit = seat_of(concept.one("seat"), self._about)
            return self._seated(mention, concept, unit)
        if not bare:
            wide = mention.kind == "kg:HealthFacility" or "học" in fold(mention.name)
            path = slug(mention.name) if wide else f"{slug(mention.name)}-{self._about[-1].key if self._about else self._scope}"
            return Organization(f"organization/{path}", mention.name, kind=mention.kind)
        return None

    def _part(self, mention: OrganizationMention, parent: Organization) -> Organization:
        tail = parent.path.removeprefix("organization/")
        label = f"{mention.name} {parent.label}"
        return Organization(f"organization/{slug(mention.name)}-{tail}", label, kind=mention.kind, part_of=parent, located_in=parent.located_in)

    def _seated(self, mention: OrganizationMention, concept: SchemeConcept, unit: Unit | None) -> Organization:
        written = " ".join(part for part in (mention.name, mention.level, mention.place) if part)
        if unit is None:
            return Organization(f"organization/{slug(written)}-{self._scope}", written, kind=mention.kind)
        says_level = fold(concept.label).endswith(("ủy", "đoàn")) and bool(concept.one("seat") or fold(concept.label) == "thành ủi")
        if says_level:
            label = f"{mention.name} {unit.name}"
        elif mention.place and not mention.level and not concept.one("seat"):
            label = written
        else:
            label = f"{mention.name} {unit.label}"
        return Organization(f"organization/{slug(mention.name)}-{unit.key}", label, kind=mention.kind, located_in=place(unit))

    def _same(self, mention: OrganizationMention) -> Organization | None:
        """The body that the article names more fully: its name begins with this one, or has its words in this order."""
        words = fold(mention.name).split()
        ranked = ([self._main] if self._main else []) + self._order
        for body in ranked:
            if fold(body.label).split()[: len(words)] == words:
                return body
        proper = [word for word in mention.name.split() if word[:1].isupper()]
        if len(proper) < 3:
            return None
        within = [body for body in ranked if fold(body.label).split()[0] == words[0] and _in_order(words, fold(body.label).split())]
        return within[0] if len({body.path for body in within}) == 1 else None


def seat_place(mention: OrganizationMention, concept: SchemeConcept, about: tuple[Unit, ...]) -> Unit | None:
    """A place named without its level (`TTYT Tiên Du`), at whatever level the gazetteer has it near the article's units."""
    from kg import gazetteer

    for level in ("huyện", "thị xã", "thành phố", "quận") if concept.one("seat") == "huyện" else ("tỉnh", "thành phố"):
        unit = gazetteer.resolve(level, mention.place, reversed(about)).unit
        if unit is not None:
            return unit
    return None


def _in_order(words: Iterable[str], within: Sequence[str]) -> bool:
    rest = iter(within)
    return all(word in rest for word in words)
