"""Vietnamese local-government and health-service news as a knowledge graph.

    >>> import kg
    >>> document = kg.read("seeds/001_3c259da17feec9a5.txt")    # doctest: +SKIP
    >>> kg.extract(document).facts                              # doctest: +SKIP
    >>> graph = kg.build(["seeds/"])                            # doctest: +SKIP
    >>> graph.query("heads").rows                               # doctest: +SKIP

The functions bear the names of the commands. What they need is imported when they are first asked for, so
`import kg` costs nothing.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.build import build as build
    from kg.coverage import coverage as coverage
    from kg.errors import KgError as KgError
    from kg.evaluate import evaluate as evaluate
    from kg.explain import explain as explain
    from kg.extract import extract as extract
    from kg.graph import Graph as Graph
    from kg.model import Document as Document
    from kg.model import Extraction as Extraction
    from kg.question import queries as queries
    from kg.read import read as read
    from kg.read import read_all as read_all

__version__ = "0.1.0"

_HOMES = {
    "Document": "kg.model",
    "Extraction": "kg.model",
    "Graph": "kg.graph",
    "KgError": "kg.errors",
    "build": "kg.build",
    "coverage": "kg.coverage",
    "evaluate": "kg.evaluate",
    "explain": "kg.explain",
    "extract": "kg.extract",
    "queries": "kg.question",
    "read": "kg.read",
    "read_all": "kg.read",
}
__all__ = [*_HOMES, "__version__"]  # noqa: PLE0604


class _Package(ModuleType):
    """`kg.read` is a function although `kg/read/` is a package: importing the package must not take the name."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module 'kg' has no attribute {name!r}")
        value = getattr(import_module(_HOMES[name]), name)
        setattr(self, name, value)
        return value

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_HOMES})


sys.modules[__name__].__class__ = _Package
