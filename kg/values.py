"""How values are declared: as with the standard library, but cheap to make, for an article makes tens of thousands."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import partial, wraps
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeVar

__all__ = ["cached_property", "dataclass", "latest", "replace"]

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


def latest(compute: Callable[[Asked], Answer]) -> Callable[[Asked], Answer]:
    """A function of one value that keeps its last answer, for several rules in turn ask the same of one article. Which value it
    was is told by identity: to compare or to hash an article would read all of it.

    >>> words = latest(lambda text: text.split())
    >>> text = "a b"
    >>> words(text) is words(text)
    True
    """
    last: tuple[Asked, Answer] | None = None

    @wraps(compute)
    def remembered(asked: Asked) -> Answer:
        nonlocal last
        found = last
        if found is None or found[0] is not asked:
            last = found = (asked, compute(asked))
        return found[1]

    return remembered


if TYPE_CHECKING:
    from dataclasses import dataclass, replace
    from functools import cached_property
else:

    def dataclass(cls: type | None = None, *, frozen: bool = False, **options: Any) -> Any:
        """`dataclasses.dataclass`, but that `frozen` is for the type checker alone: a frozen class would set each field by a
        call of `object.__setattr__`, which makes a new value five times as dear. Frozen values pass between processes as the
        arguments of a call, which takes half of the time.

        >>> @dataclass(frozen=True, slots=True)
        ... class Point:
        ...     x: int
        >>> Point(1) == Point(1), len({Point(1), Point(1)})
        (True, 1)
        """
        if cls is None:
            return partial(dataclass, frozen=frozen, **options)
        made = dataclasses.dataclass(cls, unsafe_hash=frozen, **options)
        names = [field.name for field in dataclasses.fields(made)]
        if len(names) > 1:
            made.__values__ = said = attrgetter(*names)
            made.__places__ = {name: place for place, name in enumerate(names)}  # for `replace`
            if frozen:
                made.__reduce__ = lambda value: (value.__class__, said(value))
        return made

    def replace(value: Any, /, **changes: Any) -> Any:
        """`dataclasses.replace` for values of two fields or more, all given when they are made: a copy but for some fields."""
        made = value.__class__
        values = [*made.__values__(value)]
        for name, changed in changes.items():
            values[made.__places__[name]] = changed
        return made(*values)

    class cached_property:
        """`functools.cached_property` without its lock, as from Python 3.12 on: computed when first asked for."""

        def __init__(self, compute: Callable[[Any], Any]) -> None:
            self._compute = compute
            self.__doc__ = compute.__doc__

        def __set_name__(self, owner: type, name: str) -> None:  # noqa: D105
            self._name = name

        def __get__(self, instance: Any, owner: type | None = None) -> Any:  # noqa: D105
            if instance is None:
                return self
            value = instance.__dict__[self._name] = self._compute(instance)
            return value
