"""The tables of phrases for posts and bodies: each phrase, and exactly the facts that it gives."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.extract import extract, read
from kg.extract.items import items
from kg.model import Attendance, Document, Meeting, Observation, Organization, OrganizationMention, RoleHolding, Sentence
from kg.resolve import resolve
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
        " | ".join([fact.holder.name, fact.role_text, fact.organization.text if fact.organization else ""] + ["former"] * fact.former)
        for fact in held
    ]
    assert sorted(said) == sorted(expected)


@pytest.mark.parametrize(("phrase", "expected"), cases("organizations"), ids=[c[0][:50] for c in cases("organizations")])
def test_organizations(phrase: str, expected: list[str]) -> None:
    sentence = Sentence(0, len(phrase), tokens(phrase), "body", 0, 0)
    bodies = [item.value for item in items(phrase, sentence) if item.kind == "ORG"]
    said = [" | ".join([b.text, b.name, b.level, b.place, b.parent.text if b.parent else ""]) for b in bodies]
    assert [" ".join(line.split()) for line in said] == [" ".join(line.split()) for line in expected]


@pytest.mark.parametrize(("phrase", "expected"), cases("names"), ids=[c[0][:50] for c in cases("names")])
def test_names(phrase: str, expected: list[str]) -> None:
    article = read(Document("a.txt", phrase))
    people = [item.value for found in article.items for item in found if item.kind == "PERSON"]
    assert [p.name + "".join(f" ({title})" for title in p.titles) for p in people] == expected


def articles() -> list[tuple[str, list[tuple[str, str]]]]:
    """The (text, [(what, expected)]) of `articles.txt`."""
    found: list[tuple[list[str], list[tuple[str, str]]]] = []
    for line in (TABLES / "articles.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("| "):
            if not found or found[-1][1]:
                found.append(([], []))
            found[-1][0].append(line[2:])
        elif line and not line.startswith("#"):
            what, _, expected = line.partition(": ")
            found[-1][1].append((what, expected))
    return [("\n".join(lines), expected) for lines, expected in found]


@pytest.mark.parametrize(("text", "expected"), articles(), ids=[a[0][:40] for a in articles()])
def test_articles(text: str, expected: list[tuple[str, str]]) -> None:
    resolution = resolve(extract(Document("a.txt", text)))
    entities, facts = resolution.entities, resolution.extraction.facts
    said: dict[str, set[str]] = {
        "body": {f"{m.text} = {e.label}" for m, e in entities.items() if isinstance(m, OrganizationMention)},
        "meeting": {f"{e.event} | {e.day} | {e.host.label if e.host else ''}" for e in entities.values() if isinstance(e, Meeting)},
        "there": {f.attendee.name for f in facts if isinstance(f, Attendance)},
        "post": {
            f"{f.holder.name} | {f.role_text} | {entities[f.organization].label if f.organization else ''}"
            for f in facts
            if isinstance(f, RoleHolding)
        },
    }
    wanted: dict[str, set[str]] = {}
    for what, line in expected:
        wanted.setdefault(what, set()).add(line)
    for what, lines in wanted.items():
        if what in ("meeting", "there"):
            assert said[what] == lines
        else:
            assert lines <= said[what]


def test_a_body_is_never_given_the_province_of_a_namesake() -> None:
    text = "Trung tâm Y tế huyện Châu Thành phát tờ rơi tại các xã."
    [body] = [e for e in resolve(extract(Document("a.txt", text))).mentioned if isinstance(e, Organization)]
    assert body.located_in is None


def test_a_sentence_means_one_body_by_a_short_name() -> None:
    text = (
        "Trung tâm Y tế huyện Cẩm Khê tiếp đoàn kiểm tra\n06/10/2022\n"
        "Ngày 5/10, Sở Y tế Phú Thọ làm việc với Trung tâm Y tế huyện Cẩm Khê.\n"
        "Tại Yên Lập, ông Hồ Văn Một, Giám đốc Trung tâm Y tế huyện, cho biết Trung tâm đã khám 1.030 lượt."
    )
    resolution = resolve(extract(Document("a.txt", text)))
    facts, entities = resolution.extraction.facts, resolution.entities
    [post] = [entities[fact.organization] for fact in facts if isinstance(fact, RoleHolding) and fact.organization]
    [value] = [entities[fact.subject] for fact in facts if isinstance(fact, Observation)]
    assert post == value
    assert post.label == "Trung tâm Y tế huyện Yên Lập"


def test_a_retirement_ends_a_post_and_an_appointment_begins_one() -> None:
    text = (
        "Hội nghị công bố quyết định nghỉ hưu đối với ông Vũ Văn Mẫu, Giám đốc Sở Y tế, kể từ ngày 01/4/2023; "
        "bổ nhiệm bà Lê Thị Thử giữ chức Giám đốc Sở Y tế kể từ ngày 01/4/2023."
    )
    held = {f.holder.name: f for f in extract(Document("a.txt", text)).facts if isinstance(f, RoleHolding)}
    assert held["Vũ Văn Mẫu"].end == date(2023, 3, 31)
    assert held["Lê Thị Thử"].start == date(2023, 4, 1)


def test_the_tables_are_read() -> None:
    assert len(cases("names")) >= 12
    assert len(articles()) >= 4
    assert len(cases("posts")) >= 15
    assert len(cases("organizations")) >= 10
