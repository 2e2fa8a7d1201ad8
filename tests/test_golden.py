"""One invented article, and all that is made of it, drawn and written out: what `kg explain` shows, and the graph as sorted N-Quads.

After a change that is meant, write them anew with `GOLDEN=write pytest tests/test_golden.py`, and read the difference line by line.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import kg
from kg.export import serialize

GOLDEN = Path(__file__).parent / "golden"
ARTICLES = sorted(GOLDEN.glob("*.txt"))


def compare(path: Path, made: str) -> None:
    if os.environ.get("GOLDEN") == "write":
        path.write_text(made, encoding="utf-8")
    assert made.splitlines() == path.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_explained(article: Path) -> None:
    compare(article.with_suffix(".explained"), kg.explain(kg.read(article), 120) + "\n")


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_graph(article: Path) -> None:
    compare(article.with_suffix(".nq"), serialize(kg.build([article]), "nquads").decode())
