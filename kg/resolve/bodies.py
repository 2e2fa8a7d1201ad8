"""Mentions of bodies to bodies: written-out names, places filled in, short names understood, all within one article.

`UBND thị xã` in an article about Ngã Năm is `UBND thị xã Ngã Năm`; `Sở Y tế` beside huyện Tiên Du is that of the
province; `Trung tâm` and `Đảng ủy` are those of the body whose report it is. What a paragraph tells of its short names is
in the mentions already (`kg.extract.scenes`): equal names mean one body here, wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.extract.kinds import concept_of, is_general
from kg.extract.places import HAMLETS
from kg.gazetteer import Unit
from kg.lexicon import SchemeConcept
from kg.model import Organization, OrganizationMention
from kg.resolve.places import Focus, level_of, place, seat_of, unit_of
from kg.text.normalize import fold, slug
from kg.values import replace

# Kinds whose own words say the level: `Huyện ủy Na Hang`, `Thị đoàn Ngã Năm`.
_SAYS_LEVEL = tuple(
    fold(word)
    for word in (
        *("tỉnh ủy", "thành ủy", "huyện ủy", "thị ủy", "quận ủy"),
        *("tỉnh đoàn", "thành đoàn", "huyện đoàn", "thị đoàn", "quận đoàn", "đoàn phường", "đoàn xã"),
    )
)
# Units of a hospital or a centre, where no place says that they are a district's.
_COMMITTEES = frozenset({"okd:dang-uy", "okd:dang-bo", "okd:chi-bo", "okd:chi-uy"})
_DEPARTMENTS = frozenset({"okd:vu", "okd:cuc", "okd:tong-cuc"})  # of a ministry
_UNITS = frozenset({"okd:khoa", "okd:phong", "okd:to", "okd:doi"})
_WARDS = frozenset({"okd:khoa", "okd:don-vi", "okd:don-nguyen"})  # of a hospital or a centre, never of a department

_INSPECTION = "okd:ban-thanh-tra-nhan-dan"  # any body may have it
_OFFICE = "okd:van-phong"  # it serves bodies that have boards, and has none
_HAMLETS = tuple(f"{word} " for word in sorted(HAMLETS))
_OF_HAMLET = re.compile(rf"\s(?:{'|'.join(sorted(HAMLETS))})\s[A-ZĐ\d]")  # `Chi bộ thôn Mẫu Hạ`

_NAMED_KIND = 3  # words: `Bệnh viện Phục hồi chức năng` is a name where no place follows, `Bệnh viện Đa khoa` is none
_MOST = 200  # bodies among which a short name looks for the one that it means; no article of this genre names half as many
_LONGEST = 100  # words of a name; more than any has
_SHORT = 5  # words: `Trung tâm Y tế` may be any, `Bệnh viện Đa khoa khu vực Tây Bắc` is one

Signature = tuple[str, str, str, "Signature | None"]


def signature(mention: OrganizationMention) -> Signature:
    """What two mentions of one article share when they must mean one body."""
    return fold(mention.name), mention.level, fold(mention.place), signature(mention.parent) if mention.parent else None


class Bodies:
    """The bodies of one article. `of(mention)` answers for every mention given at the start.

    `about` are the units that the article is about, `main` the body whose report it is, `scope` what keeps a body
    whose place stays open apart from those of other articles.
    """

    def __init__(
        self,
        mentions: Sequence[OrganizationMention],
        about: Focus,
        main: OrganizationMention | None,
        scope: str,
    ) -> None:
        self._about, self._scope = about, scope
        self._known: dict[Signature, Organization | None] = {}
        self._order: list[tuple[Organization, list[str]]] = []  # the first bodies, each with the folded words of its label
        self._kinds: dict[str, str] = {}  # path → concept
        self._main: Organization | None = None
        # The surest names first: those with a place as they come, then long ones, so that shorter ones can mean a body that is known.
        same: dict[Signature, OrganizationMention] = {}
        keys = [signature(mention) for mention in mentions]
        for key, mention in zip(keys, mentions, strict=True):
            same.setdefault(key, mention)
        surest = sorted(same.values(), key=lambda m: (m.parent is None, 0 if m.place or m.level else _LONGEST - len(m.name.split())))
        for mention in surest:
            if mention.place or mention.level or (len(mention.name.split()) > _SHORT and _stands_alone(mention)):
                self._resolve(mention)
        if main is not None:
            self._main = self._resolve(main)
        for mention in surest:
            self._resolve(mention)
        forms: dict[str, set[str]] = {}
        for key, mention in zip(keys, mentions, strict=True):
            meant = self._known.get(key)
            if meant is not None and not mention.implied:
                forms.setdefault(meant.path, set()).add(" ".join(mention.text.split()))
        # From here on each body has the other forms in which the article names it.
        self._known = {key: known and _also_called(known, forms) for key, known in self._known.items()}
        self._main = self.main = self._known[signature(main)] if main is not None else None  # the body whose report it is

    def of(self, mention: OrganizationMention) -> Organization | None:
        """The body that a mention means, with the other forms in which the article names it; None for a word that names none here."""
        return self._known.get(signature(mention))

    def _resolve(self, mention: OrganizationMention) -> Organization | None:
        key = signature(mention)
        if key not in self._known:
            self._known[key] = None  # a body that contains itself resolves to nothing
            body = self._find(mention)
            self._known[key] = body
            if body is not None and body.path not in self._kinds:
                if len(self._order) < _MOST:
                    self._order.append((body, fold(body.label).split()))
                concept = concept_of(mention)
                self._kinds[body.path] = concept.curie if concept else ""
        return self._known[key]

    def _find(self, mention: OrganizationMention) -> Organization | None:
        concept = concept_of(mention)
        if concept is None and not mention.name.startswith(_HAMLETS):
            return None
        if concept is None or (mention.parent is None and _OF_HAMLET.search(mention.name)):  # a hamlet, or a body of one
            path = f"organization/{slug(mention.name)}-{self._about.key or self._scope}"
            return Organization(path, mention.name, kind=mention.kind)
        bare = fold(mention.name) == fold(concept.label)
        if mention.parent is not None:
            parent = self._resolve(mention.parent)
            return self._part(mention, parent) if parent else None
        if mention.place or mention.level:
            if mention.level == "thành phố" and not mention.place and concept.one("seat") == "tỉnh":
                unit = self._about.province  # a department's city is the one that ranks with provinces
            else:
                unit = unit_of(mention.level, mention.place, self._about, level_of(concept.one("seat")))
            return self._seated(mention, concept, unit)
        same = self._same(mention, concept)
        if same is not None:
            return same
        if concept.one("national") == "true":
            return Organization(f"organization/{slug(mention.name)}", mention.name, kind=mention.kind)
        seat = "thành phố" if fold(concept.label).startswith("thành ") else concept.one("seat")
        if seat:
            unit = seat_of(seat, self._about)
            return self._seated(mention, concept, unit) if unit or seat not in ("xã", "thành phố") else None  # stations in general are none
        if concept.one("inner") == "true" or (
            self._main and self._can_hold(self._main, mention, concept) and concept.curie in _UNITS and not bare
        ):
            return self._inside(mention, concept)
        if not bare or (
            mention.kind == "kg:HealthFacility" and len(mention.name.split()) > _NAMED_KIND and concept.one("bareWord") != "true"
        ):
            wide = not bare and (mention.kind == "kg:HealthFacility" or "học" in fold(mention.name))
            path = slug(mention.name) if wide else f"{slug(mention.name)}-{self._about.key or self._scope}"
            return Organization(f"organization/{path}", mention.name, kind=mention.kind)
        return None

    def _inside(self, mention: OrganizationMention, concept: SchemeConcept) -> Organization | None:
        """A committee, an office or a ward named alone: of the main body, or of the first body that can have one.

        A commune's committee is named after the commune, not after its council. Without such a body the name stands alone.
        """
        if self._main and self._main.kind == "kg:StateBody" and self._main.part_of is None and concept.curie in _COMMITTEES:
            commune = self._about.at("commune")
            return self._seated(mention, concept, commune) if commune else None
        holders = (body for body, _ in self._ranked() if body.label != mention.name and self._can_hold(body, mention, concept))
        first = next(holders, None)
        if first and self._kinds.get(first.path, "").startswith(_OFFICE):
            first = next((body for body in holders if not self._kinds.get(body.path, "").startswith(_OFFICE)), first)
        return self._part(mention, first) if first else None

    def _ranked(self) -> list[tuple[Organization, list[str]]]:
        """The bodies that a short name can mean, the main one first."""
        main = self._main
        if main is None:
            return self._order
        others = [named for named in self._order if named[0].path != main.path or named[0] != main]
        return [(main, fold(main.label).split()), *others]

    def _can_hold(self, body: Organization, mention: OrganizationMention, concept: SchemeConcept) -> bool:
        if concept.curie in _UNITS:
            return body.kind == "kg:HealthFacility" or (concept.curie not in _WARDS and fold(body.label).startswith("sở "))
        if concept.curie in _COMMITTEES or mention.kind == "kg:MassOrganization":
            return body.part_of is None
        if concept.curie in _DEPARTMENTS:
            return fold(body.label).startswith("bộ ")
        alike = body.kind == mention.kind or concept.curie == _INSPECTION
        return alike and body.part_of is None and self._kinds[body.path] != concept.curie

    def _part(self, mention: OrganizationMention, parent: Organization) -> Organization:
        tail = parent.path.removeprefix("organization/")
        label = _seamed(mention.name, parent.label)
        return Organization(
            f"organization/{slug(mention.name)}-{tail}", label, kind=mention.kind, part_of=parent, located_in=parent.located_in
        )

    def _seated(self, mention: OrganizationMention, concept: SchemeConcept, unit: Unit | None) -> Organization:
        written = " ".join(part for part in (mention.name, mention.level, mention.place) if part)
        if unit is None:
            return Organization(f"organization/{slug(written)}-{self._scope}", written, kind=mention.kind)
        level, name = self._about.words(unit)
        if mention.level in unit.types:
            level = mention.level
        if fold(concept.label).endswith(_SAYS_LEVEL):
            label = f"{mention.name} {name}"
        elif mention.place and not mention.level and not concept.one("seat"):
            label = written
        else:
            label = f"{mention.name} {level} {name}"
        return Organization(f"organization/{slug(mention.name)}-{unit.key}", label, kind=mention.kind, located_in=place(unit, self._about))

    def _same(self, mention: OrganizationMention, concept: SchemeConcept) -> Organization | None:
        """The body that the article names more fully: its name begins with this one, or has its words in this order."""
        words = fold(mention.name).split()
        general = is_general(mention, concept)
        alike = (concept.curie, f"{concept.curie}-co-so")  # `Công đoàn` is the `Công đoàn cơ sở`
        same = [body for body, label in self._ranked() if label[: len(words)] == words and (general or self._kinds[body.path] in alike)]
        if same:
            own = (body for body in same if body.part_of and body.part_of == self._main)  # its own committee before the district's
            return next(own, same[0])
        proper = [word for word in mention.name.split() if word[:1].isupper()]
        if len(proper) < 3 or mention.kind != "kg:HealthFacility":
            return None
        tail = f" {' '.join(words[len(concept.label.split()) :])} "
        within = [body for body, label in self._ranked() if label[0] == words[0] and tail in f" {' '.join(label)} "]
        return within[0] if len({body.path for body in within}) == 1 else None


def _also_called(body: Organization, forms: Mapping[str, set[str]]) -> Organization:
    """A body with the other forms in which the article names it; `forms` are those of each path."""
    return replace(body, alt_labels=tuple(sorted(forms[body.path] - {body.label}))) if body.path in forms else body


def _stands_alone(mention: OrganizationMention) -> bool:
    """Whether a body is no part of another one."""
    concept = concept_of(mention)
    return concept is not None and mention.parent is None and concept.one("inner") != "true" and concept.curie not in _UNITS


def _seamed(name: str, whole: str) -> str:
    """A part's name and the whole's, a word that ends one and begins the other said once: `Thanh tra Sở` + `Sở Y tế`."""
    words, rest = name.split(), whole.split()
    return " ".join(words + (rest[1:] if words[-1] == rest[0] else rest))  # and not `Khoa Khám bệnh` + `Bệnh viện`
