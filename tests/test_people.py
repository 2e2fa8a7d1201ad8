"""The tables of phrases for posts and bodies: each phrase, and exactly the facts that it gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from kg.extract import extract
from kg.extract.items import items
from kg.model import Document, RoleHolding, Sentence
from kg.text.tokens import tokens

TABLES = Path(__file__).parent / "rules"


def cases(name: str) -> list[tuple[str, list[str]]]:
    """The (phrase, expected lines) of a table; `(none)` is an empty list."""
    found: list[tuple[str, list[str]]] = []
    for line in (TABLES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("  "):
            if line.strip() != "(none)":
                found[-1][1].append(line.strip())
        elif line and not line.startswith("#"):
            found.append((line, []))
    return found


@pytest.mark.parametrize(("phrase", "expected"), cases("posts"), ids=[c[0][:50] for c in cases("posts")])
def test_posts(phrase: str, expected: list[str]) -> None:
    held = [fact for fact in extract(Document("a.txt", phrase)).facts if isinstance(fact, RoleHolding)]
    said = [
        " | ".join([fact.holder.name, fact.role_text, fact.organization.text if fact.organization else ""] + ["former"] * fact.former) for fact in held
    ]
    assert sorted(said) == sorted(expected)


@pytest.mark.parametrize(("phrase", "expected"), cases("organizations"), ids=[c[0][:50] for c in cases("organizations")])
def test_organizations(phrase: str, expected: list[str]) -> None:
    sentence = Sentence(0, len(phrase), tokens(phrase), "body", 0, 0)
    bodies = [item.value for item in items(phrase, sentence) if item.kind == "ORG"]
    said = [" | ".join([b.text, b.name, b.level, b.place, b.parent.text if b.parent else ""]) for b in bodies]
    assert [" ".join(line.split()) for line in said] == [" ".join(line.split()) for line in expected]


def test_the_tables_are_read() -> None:
    assert len(cases("posts")) >= 15
    assert len(cases("organizations")) >= 10
