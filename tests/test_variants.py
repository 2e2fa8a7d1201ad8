"""The same articles written in other ways: what a page does to spaces, dashes, tone marks and capitals changes no fact.

Portals differ in all of this, and one portal differs from day to day. Each variant is scored against the same annotations as the
articles themselves; no kind of fact may lose more than a few facts in a thousand.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

import kg
from kg.evaluate import KINDS, Evaluation, evaluate
from kg.text.sentences import sentences

GOLD = Path(__file__).parent / "gold"
LOST = 0.004  # of an F1
LONG = 160  # characters: what is longer is a paragraph
_NEW_TONES = dict(zip("òa óa ỏa õa ọa òe óe ùy úy ủy ũy ụy".split(), "oà oá oả oã oạ oè oé uỳ uý uỷ uỹ uỵ".split(), strict=True))


def _tones(text: str) -> str:
    return re.sub(rf"(?<![qQ])({'|'.join(_NEW_TONES)})(?!\w)", lambda m: _NEW_TONES[m[1]], text)


def _sloppy(text: str) -> str:
    """Two spaces after every eighth word."""
    return re.sub(r"((?:[^ \n’]+ ){7}[^ \n’]+) ", r"\1  ", text)


def _shouted(text: str) -> str:
    """The title in capitals, where there is one above the text."""
    first, _, rest = text.lstrip().partition("\n")
    return f"{first.upper()}\n{rest}" if len(first) < 160 else text


def _broken(text: str) -> str:
    """A line for each sentence of a paragraph, and a blank one after the paragraph."""
    lines = text.split("\n")
    return "\n".join("\n".join(line[a:b] for a, b in sentences(line)) + "\n" if len(line) > LONG else line for line in lines)


VARIANTS: dict[str, Callable[[str], str]] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "carriage returns": lambda text: text.replace("\n", "\r\n"),
    "hard spaces": lambda text: text.replace(" ", "\u00a0"),
    "two spaces": _sloppy,
    "long dashes": lambda text: text.replace(" - ", " – "),
    "short dashes": lambda text: text.replace(" – ", " - "),
    "curly quotes": lambda text: re.sub('"([^"\n]*)"', r"“\1”", text),
    "new tone places": _tones,
    "i for y": lambda text: re.sub(r"\b([Tt])ỷ lệ", r"\1ỉ lệ", re.sub(r"\b([Qq])uý(?= (?:I|II|III|IV)\b)", r"\1uí", text)),
    "a slip of the tone": lambda text: re.sub(r"\b([Qq])uý(?= (?:I|II|III|IV)\b)", r"\1úy", text),
    "small letters in names of bodies": lambda text: re.sub(r"(Trung tâm|Trạm|Sở|Phòng) Y tế", r"\1 y tế", text),
    "spaces before percent": lambda text: re.sub(r"(\d)%", r"\1 %", text),
    "blank lines gone": lambda text: re.sub(r"\n{2,}", "\n", text),
    "a title in capitals": _shouted,
    "a line for each sentence": _broken,
    "a line for each sentence, blank lines gone": lambda text: re.sub(r"\n\s*\n", "\n", _broken(text)),
}
# Where only blank lines, or nothing but the words, tell where a paragraph begins, some of what it takes over is lost.
MOST_LOST = {"a line for each sentence": 0.01, "a line for each sentence, blank lines gone": 0.035}


@pytest.fixture(scope="module")
def plain() -> Evaluation:
    return evaluate(kg.build(sorted((GOLD / "dev").glob("*.txt"))), GOLD / "dev")


@pytest.mark.parametrize("name", VARIANTS)
def test_another_way_to_write_changes_no_facts(name: str, plain: Evaluation, tmp_path: Path) -> None:
    changed = 0
    for path in sorted((GOLD / "dev").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        other = VARIANTS[name](text)
        changed += other != text
        (tmp_path / path.name).write_text(other, encoding="utf-8", newline="")
    assert changed > 0
    result = evaluate(kg.build(sorted(tmp_path.glob("*.txt"))), GOLD / "dev")
    lost = {kind: plain.kinds[kind].f1 - result.kinds[kind].f1 for kind in KINDS}
    most = MOST_LOST.get(name, LOST)
    assert max(lost.values()) <= most, {kind: round(loss, 4) for kind, loss in lost.items() if loss > most}
