"""What the commands print: messages, a bar, the sums of a build, tables."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kg.build import Built
    from kg.evaluate import Evaluation

# Libraries and rooms are imported where they are needed, as in `kg.cli`.
# ruff: noqa: PLC0415


def say(message: object) -> None:
    """A message to the user as one line on stderr."""
    click.echo(" ".join(str(message).split()), err=True)


def error(message: object) -> None:
    """An error as one line on stderr."""
    say(f"lỗi (error): {message}")


@contextmanager
def progress(quiet: bool) -> Iterator[Callable[[str, int, int], object]]:
    """A function to tell each step of a build, how much of it is done, and of how much; a bar where stderr is a terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda step, done, total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    # Drawn when told and at most ten times a second: rich's own thread would be in the way of the workers, which are forks.
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=None)
        drawn = 0.0

        def tell(step: str, done: int, total: int) -> None:
            nonlocal drawn
            bar.update(task, description=step, completed=done, total=total)
            if done in (0, total) or time.monotonic() > drawn + 0.1:
                drawn = time.monotonic()
                bar.refresh()

        yield tell


def summary(built: Built, output: str, seconds: float) -> None:
    """What a build has read and made, in how many seconds, and its files in the folder `output`."""
    from kg.build import GRAPH, NETWORK, REJECTED

    rows = [("Tài liệu (documents)", built.documents)]
    if built.unread:
        rows.append(("Không đọc được (could not be read)", len(built.unread)))
    for title, counts in (("Thực thể (entities)", built.entities()), ("Dữ kiện (facts)", built.facts())):
        rows.append((title, sum(counts.values())))
        rows += [(f"  {name}", count) for name, count in counts.items()]
    rows.append(("Bị loại (rejected)", len(built.refused)))
    width = max(len(name) for name, _ in rows)
    for name, count in rows:
        click.echo(f"{name:<{width}}  {count:>7}")
    click.echo(f"{'Thời gian (time)':<{width}}  {seconds:>5.1f} s")
    click.echo("→ " + "  ".join(str(Path(output, name)) for name in (GRAPH, NETWORK, REJECTED)))


def scores(result: Evaluation) -> None:
    """Precision and recall by kind of fact, and how often each slot was right."""
    kinds = [
        [kind, f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}", str(score.right), str(score.found), str(score.wanted)]
        for kind, score in result.kinds.items()
    ]
    table(("kind", "precision", "recall", "F1", "right", "found", "wanted"), kinds)
    slots = [[slot, f"{right / of:.3f}", str(right), str(of)] for slot, (right, of) in result.slots.items() if of]
    table(("slot", "accuracy", "right", "of"), slots)


def write(content: bytes) -> None:
    """Bytes to stdout, as they are."""
    sys.stdout.flush()
    left = memoryview(content)
    while left:  # an unbuffered stdout (python -u) takes what the pipe has room for
        left = left[sys.stdout.buffer.write(left) :]
    sys.stdout.buffer.flush()


def cell(value: object) -> str:
    """A value as a table shows it."""
    return "" if value is None else str(value)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table as wide as the terminal; as wide as it needs to be where there is none."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(*columns, box=box.SIMPLE_HEAD)
    for row in rows:
        drawn.add_row(*map(Text, row))
    console = Console(file=sys.stdout, highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = max(console.width, Console(width=10_000).measure(drawn).maximum)
    console.print(drawn)
