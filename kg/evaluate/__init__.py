"""How good a graph is: precision, recall and F1 by kind of fact, and how often each slot is right, against annotations.

The annotations are one YAML file a document, described in `docs/annotation.md`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from kg.evaluate.facts import Amount, Event, Facts, Named, Post, Presence, Relative, from_gold, from_graph
from kg.evaluate.names import levels, plain, post, same_indicator, same_name, same_person, same_post, unit_kind
from kg.store import Store

KINDS = ("people", "organizations", "roles", "roles_resolved", "meetings", "attendance", "observation_values", "observations")
SLOTS = ("subject", "indicator", "period", "bound", "target", "attainment", "change", "planned", "former")


class Score(NamedTuple):
    """Counts of a kind of fact: `right` of those `found` in the graph and of those `wanted` by the annotations."""

    right: int
    found: int
    wanted: int

    @property
    def precision(self) -> float:
        """right / found, from 0 to 1; 1 where nothing was found."""
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        """right / wanted, from 0 to 1; 1 where nothing was wanted."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Error(NamedTuple):
    """A fact that is wrong (the annotations do not have it) or missed (the graph does not have it)."""

    document: str
    kind: str
    what: str
    shown: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`kinds` gives each kind's score, `slots` (right, of) for each slot of the observations and posts that were matched; plans,
    which are neither wanted nor wrong, are among those that tell whether `planned` is right."""

    kinds: dict[str, Score]
    slots: dict[str, tuple[int, int]]
    errors: tuple[Error, ...]


def evaluate(graph: Store, gold: str | Path, only: Iterable[str] = ()) -> Evaluation:
    """Compare a graph with the annotations in the folder `gold`, counted over all their documents.

    `NAME.yaml` describes the document whose file name without ending is NAME; `only` names the documents to look at (all, where
    it is empty). A document that the graph does not have is missed whole. Raises KgError where the annotations cannot be read.
    """
    wanted, found, names = from_gold(gold), from_graph(graph.store), set(only)
    tally = _Tally()
    for name, facts in wanted.items():
        if not names or name in names:
            tally.document(name, found.get(name, Facts()), facts)
    kinds = {kind: Score(*(tally.counts[kind, part] for part in ("right", "found", "wanted"))) for kind in KINDS}
    slots = {slot: (tally.counts[slot, "right"], tally.counts[slot, "of"]) for slot in SLOTS}
    return Evaluation(kinds, slots, tuple(tally.errors))


# ---------------------------------------------------------------- matching


class _Optional(Protocol):
    @property
    def optional(self) -> bool: ...


F = TypeVar("F", bound=_Optional)


class Matching(NamedTuple):
    """Pairs of what was found and what was wanted, and what of each was left over."""

    pairs: list[tuple[Any, Any]]
    wrong: list[Any]
    missed: list[Any]


def match(found: Sequence[F], wanted: Sequence[F], same: Callable[[F, F], bool]) -> Matching:
    """Pair as many wanted facts as possible with one found fact each (a maximum matching, by augmenting paths).

    An optional wanted fact takes no part: it is never missed, and what it is the same as is not wrong.
    """
    required = [fact for fact in wanted if not fact.optional]
    candidates = [[j for j, one in enumerate(found) if same(one, fact)] for fact in required]
    taken: dict[int, int] = {}  # found → wanted

    def place(i: int, tried: set[int]) -> bool:
        for j in candidates[i]:
            if j not in tried:
                tried.add(j)
                if j not in taken or place(taken[j], tried):
                    taken[j] = i
                    return True
        return False

    matched = {i for i in range(len(required)) if place(i, set())}
    spare = [fact for fact in wanted if fact.optional]
    left = [one for j, one in enumerate(found) if j not in taken]
    return Matching(
        [(found[j], required[i]) for j, i in sorted(taken.items())],
        [one for one in left if not any(same(one, fact) for fact in spare)],
        [fact for i, fact in enumerate(required) if i not in matched],
    )


def _distinct(facts: Iterable[F], key: Callable[[F], Hashable]) -> list[F]:
    """The facts without those that say the same as an earlier one."""
    first: dict[Hashable, F] = {}
    for fact in facts:
        first.setdefault(key(fact), fact)
    return list(first.values())


# ---------------------------------------------------------------- judging


def _named(a: Named, b: Named) -> bool:
    return same_name(a.names, b.names)


def _held(a: Post, b: Post) -> bool:
    return same_person(a.person, b.person) and same_post(a.roles, a.bodies, b.roles, b.bodies)


def _held_resolved(a: Post, b: Post) -> bool:
    """As `_held`, but the body must bear its written-out name."""
    return _held(a, b) if b.optional else same_person(a.person, b.person) and same_post(a.roles, a.resolved, b.roles, b.resolved)


def _met(a: Event, b: Event) -> bool:
    return b.date in ("", a.date) and (not b.host or same_name(a.host, b.host))


def _present(a: Presence, b: Presence) -> bool:
    return same_person(a.person, b.person) and b.date in ("", a.date)


def _close(a: Decimal, b: Decimal) -> bool:
    return abs(a - b) <= Decimal("1e-6") * max(Decimal(1), abs(b))


def _amounts_to(a: Amount, b: Amount) -> bool:
    """The same number of the same sort of unit, and no plan told as a fact."""
    units = {unit_kind(unit) for unit in b.units}
    return b.planned <= a.planned and _close(a.value, b.value) and unit_kind(a.units[0]) in units


def _about(a: Amount, b: Amount) -> Iterator[tuple[str, bool]]:
    """Whether each slot that makes an observation right is right."""
    yield "indicator", same_indicator(a.indicator, b.indicator)
    yield "subject", same_name(a.subject, b.subject)
    if b.start:
        yield "period", a.start == b.start and b.end in ("", a.end)


def _observed(a: Amount, b: Amount) -> bool:
    return _amounts_to(a, b) and all(right for _, right in _about(a, b))


def _details(a: Amount, b: Amount) -> Iterator[tuple[str, bool]]:
    """Whether each slot of an observation whose number is right is right; one that nobody stated is wrong too."""
    yield from _about(a, b)
    yield "bound", a.bound == b.bound
    for kind in ("attainment", "change"):
        said, stated = a.comparisons.get(kind, ()), b.comparisons.get(kind, ())
        if said or stated:
            yield kind, bool(stated) and any(_compares(one, stated[0], kind) for one in said)
    if a.target is not None or b.target is not None:
        yield "target", a.target is not None and b.target is not None and _close(a.target, b.target)


def _compares(a: Relative, b: Relative, kind: str) -> bool:
    return _close(a.value, b.value) and a.bound == b.bound and (kind == "attainment" or unit_kind(a.unit) == unit_kind(b.unit))


def _shown(fact: Any) -> str:
    """A fact in one line."""
    match fact:
        case Named(names):
            return _first(names)
        case Post(person, roles, bodies):
            return f"{_first(person)} | {_first(roles)} | {_first(bodies)}"
        case Event(date, host):
            return f"{date} {_first(host)}".strip()
        case Presence(person, date):
            return f"{_first(person)} @ {date}"
        case _:
            return f"{_first(fact.subject)} | {_first(fact.indicator)} | {fact.value} {_first(fact.units)} | {fact.start}..{fact.end}"


def _first(forms: Sequence[str]) -> str:
    return forms[0] if forms else ""


class _Tally:
    """Counts over the documents."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.errors: list[Error] = []

    def document(self, name: str, found: Facts, wanted: Facts) -> None:
        """Adds one document."""
        people = _distinct(found.people, lambda one: (plain(one.names[0]), levels(one.names[0])))
        self._kind(name, "people", match(people, wanted.people, _named))

        bodies = _distinct(found.organizations, lambda one: (plain(one.names[0]), levels(one.names[0])))
        matching = match(bodies, wanted.organizations, _named)
        # A second reading of a body that is wanted is not wrong.
        wrong = [body for body in matching.wrong if not any(_named(body, one) for one in wanted.organizations)]
        self._kind(name, "organizations", matching._replace(wrong=wrong))

        posts = _distinct(found.roles, lambda one: (plain(one.person[0]), post(one.roles[0], one.bodies[0]), levels(one.bodies[0])))
        matching = match(posts, wanted.roles, _held)
        self._kind(name, "roles", matching)
        self._slots(("former", a.former == b.former) for a, b in matching.pairs if a.former or b.former)
        self._kind(name, "roles_resolved", match(posts, wanted.roles, _held_resolved))

        present = _distinct(found.attendance, lambda one: (plain(one.person[0]), one.date))
        self._kind(name, "attendance", match(present, wanted.attendance, _present))
        meetings = _distinct(found.meetings, lambda one: (one.date, plain(one.host[0]) if one.host else ""))
        self._kind(name, "meetings", match(meetings, wanted.meetings, _met))
        self._observations(name, found.observations, wanted.observations)

    def _observations(self, name: str, found: Sequence[Amount], wanted: Sequence[Amount]) -> None:
        """First those that are right in all; then, for the number alone, what those left over."""
        whole = match(found, wanted, _observed)
        self._kind(name, "observations", whole)
        number = match(whole.wrong, [*whole.missed, *(amount for amount in wanted if amount.optional)], _amounts_to)
        pairs = whole.pairs + number.pairs
        self._count("observation_values", len(pairs), len(number.wrong), len(number.missed))
        self._slots(slot for a, b in pairs for slot in _details(a, b))
        self._slots(("planned", not a.planned) for a, _ in pairs)
        plans = [replace(amount, planned=False, optional=False) for amount in wanted if amount.planned]
        taken = {id(amount) for amount, _ in pairs}
        rest = [amount for amount in found if id(amount) not in taken]
        self._slots(("planned", a.planned) for a, _ in match(rest, plans, _amounts_to).pairs)

    def _kind(self, name: str, kind: str, matching: Matching) -> None:
        self._count(kind, len(matching.pairs), len(matching.wrong), len(matching.missed))
        self.errors += [Error(name, kind, "wrong", _shown(fact)) for fact in matching.wrong]
        self.errors += [Error(name, kind, "missed", _shown(fact)) for fact in matching.missed]

    def _count(self, kind: str, right: int, wrong: int, missed: int) -> None:
        self.counts.update({(kind, "right"): right, (kind, "found"): right + wrong, (kind, "wanted"): right + missed})

    def _slots(self, slots: Iterable[tuple[str, bool]]) -> None:
        for slot, right in slots:
            self.counts.update({(slot, "right"): right, (slot, "of"): 1})
