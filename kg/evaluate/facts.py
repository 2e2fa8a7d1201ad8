"""The facts of a document as they are judged: the same values from a graph and from an annotation file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import yaml

from kg.errors import GraphError, KgError
from kg.lexicon import PREFIXES
from kg.view.triples import ALT_LABEL, KG, Triples

Forms = tuple[str, ...]  # the readings of one name, the preferred one first


@dataclass(frozen=True, slots=True)
class Named:
    """A person or a body."""

    names: Forms
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Post:
    """A person holds a role at a body. `resolved` are the body's written-out names, `bodies` all its forms."""

    person: Forms
    roles: Forms
    bodies: Forms
    resolved: Forms
    former: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting: its ISO date (empty where there is none) and its host's forms."""

    date: str
    host: Forms
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Presence:
    """A person at a meeting of a date."""

    person: Forms
    date: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Relative:
    """An attainment or a change."""

    value: Decimal
    unit: str
    bound: str


@dataclass(frozen=True, slots=True)
class Amount:
    """An observation. `units` are the accepted units; `start` and `end` are ISO dates or empty."""

    subject: Forms
    indicator: Forms
    value: Decimal
    units: Forms
    bound: str = "exact"
    start: str = ""
    end: str = ""
    target: Decimal | None = None
    planned: bool = False
    comparisons: Mapping[str, tuple[Relative, ...]] = field(default_factory=dict)
    optional: bool = False


@dataclass(slots=True)
class Facts:
    """All that is judged of one document."""

    people: list[Named] = field(default_factory=list)
    organizations: list[Named] = field(default_factory=list)
    roles: list[Post] = field(default_factory=list)
    meetings: list[Event] = field(default_factory=list)
    attendance: list[Presence] = field(default_factory=list)
    observations: list[Amount] = field(default_factory=list)


# ---------------------------------------------------------------- from a graph

_LABEL, _PREF_LABEL = "http://www.w3.org/2000/01/rdf-schema#label", PREFIXES["skos"] + "prefLabel"


def from_graph(store: ox.Store) -> dict[str, Facts]:
    """The facts of every document of a graph, by its file name without ending. Raises GraphError where an amount is no number."""
    triples = Triples(store)
    documents: dict[str, Facts] = defaultdict(Facts)
    for node in triples.about:
        kinds = {name for stated in triples.types(node) for name in triples.ancestry(stated)}
        if KG + "Document" in kinds:
            _read_document(triples, node, documents[Path(triples.value(node, "fileName")).stem])
        elif triples.links(node, "evidence"):
            sources = {triples.value(triples.link(words, "document"), "fileName") for words in triples.links(node, "evidence")}
            for source in sorted(sources):
                _read_fact(triples, node, kinds, documents[Path(source).stem])
    return dict(documents)


def _read_document(triples: Triples, node: str, facts: Facts) -> None:
    """Adds the people, bodies and meetings that a document mentions."""
    for thing in triples.links(node, "mentions"):
        kinds = {name for stated in triples.types(thing) for name in triples.ancestry(stated)}
        if KG + "Person" in kinds:
            facts.people.append(Named(_labels(triples, thing)))
        elif KG + "Organization" in kinds:
            facts.organizations.append(Named(_labels(triples, thing)))
        elif KG + "Meeting" in kinds:
            facts.meetings.append(Event(triples.value(thing, "date"), _labels(triples, triples.link(thing, "host"))))


def _read_fact(triples: Triples, node: str, kinds: set[str], facts: Facts) -> None:
    """Adds a post, an attendance or an observation."""
    if KG + "RoleHolding" in kinds:
        person, role, body = (triples.link(node, name) for name in ("holder", "role", "organization"))
        roles = (*triples.values(node, "roleText"), *_names(triples, role))
        former = triples.value(node, "former") == "true"
        if person and role:
            bodies, resolved = _labels(triples, body) or ("",), _names(triples, body) or ("",)
            facts.roles.append(Post(_labels(triples, person), roles, bodies, resolved, former))
    elif KG + "Attendance" in kinds:
        attendee = triples.link(node, "attendee")
        if KG + "Person" in triples.types(attendee) and triples.links(node, "meeting"):
            facts.attendance.append(Presence(_labels(triples, attendee), triples.value(triples.link(node, "meeting"), "date")))
    elif KG + "Observation" in kinds:
        facts.observations.append(_read_amount(triples, node))


def _read_amount(triples: Triples, node: str) -> Amount:
    period = triples.link(node, "period")
    comparisons: dict[str, tuple[Relative, ...]] = {}
    for part in triples.links(node, "comparison"):
        kind = _local(triples.link(part, "comparisonKind"))
        relative = Relative(_number(triples, part, "value"), triples.value(part, "unit"), _local(triples.link(part, "bound")) or "exact")
        comparisons[kind] = (*comparisons.get(kind, ()), relative)
    return Amount(
        subject=_labels(triples, triples.link(node, "subject")),
        indicator=(*triples.values(node, "indicatorText"), *_labels(triples, triples.link(node, "indicator"))),
        value=_number(triples, node, "value"),
        units=(triples.value(node, "unit"),),
        bound=_local(triples.link(node, "bound")) or "exact",
        start=triples.value(period, "start"),
        end=triples.value(period, "end"),
        target=_number(triples, node, "target") if triples.value(node, "target") else None,
        planned=triples.value(node, "planned") == "true",
        comparisons=comparisons,
    )


def _names(triples: Triples, node: str) -> Forms:
    """What a node is called; its IRI where it has no label, nothing where there is no node."""
    names = (*triples.values(node, _LABEL), *triples.values(node, _PREF_LABEL))
    return names or ((node,) if node else ())


def _labels(triples: Triples, node: str) -> Forms:
    """What a node is called, then its other forms."""
    return (*_names(triples, node), *triples.values(node, ALT_LABEL))


def _number(triples: Triples, node: str, name: str) -> Decimal:
    text = triples.value(node, name)
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise GraphError(f"{node}: kg:{name} không phải là số (not a number): {text!r}") from error


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]


# ---------------------------------------------------------------- from annotations


def from_gold(folder: str | Path) -> dict[str, Facts]:
    """The annotations of a folder, `NAME.yaml` each, by NAME. Raises KgError where there is none or one cannot be read."""
    documents = {}
    for path in sorted(Path(folder).glob("*.yaml")):
        try:
            documents[path.stem] = _gold(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
        except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, AttributeError, InvalidOperation) as error:
            reason = " ".join(str(error).split())
            raise KgError(f"{path}: không đọc được chú giải (annotation cannot be read): {type(error).__name__} {reason}") from error
    if not documents:
        raise KgError(f"{folder}: không có tệp chú giải *.yaml nào (no annotation); hãy nêu thư mục có TÊN.yaml")
    return documents


def _gold(said: Mapping[str, Any]) -> Facts:
    facts = Facts()
    for kind in ("people", "organizations"):
        getattr(facts, kind).extend(Named(_forms(item), _is_optional(item)) for item in said.get(kind) or [])
    for item in said.get("roles") or []:
        bodies = _forms(item.get("organization", "")) or ("",)
        facts.roles.append(
            Post(_forms(item["person"]), _forms(item["role"]), bodies, bodies[:1], bool(item.get("former")), _is_optional(item))
        )
    for item in said.get("meetings") or []:
        date, optional = str(item.get("date", "")), _is_optional(item)
        facts.meetings.append(Event(date, _forms(item.get("host")), optional))
        facts.attendance.extend(Presence(_forms(person), date, optional) for person in item.get("attended_by") or [])
    facts.observations.extend(_gold_amount(item) for item in said.get("observations") or [])
    return facts


def _gold_amount(item: Mapping[str, Any]) -> Amount:
    return Amount(
        subject=_forms(item["subject"]),
        indicator=_forms(item["indicator"]),
        value=Decimal(str(item["value"])),
        units=_forms(item.get("unit", "")),
        bound=item.get("bound", "exact"),
        start=str(item.get("start", "")),
        end=str(item.get("end", "")),
        target=Decimal(str(item["target"])) if item.get("target") is not None else None,
        planned=bool(item.get("planned")),
        comparisons={
            kind: (Relative(Decimal(str(said["value"])), said.get("unit", "%"), said.get("bound", "exact")),)
            for kind in ("attainment", "change")
            if (said := item.get(kind))
        },
        optional=_is_optional(item),
    )


def _forms(value: Any) -> Forms:
    """The accepted readings of an annotated name: a string, a list of them, or either under `name`."""
    if isinstance(value, Mapping):
        value = value.get("name")
    return tuple(str(form) for form in (value if isinstance(value, list) else [value]) if form is not None)


def _is_optional(item: Any) -> bool:
    """What is marked optional, or planned, is neither missed nor wrong."""
    return isinstance(item, Mapping) and bool(item.get("optional") or item.get("planned"))
