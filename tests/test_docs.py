"""The documentation is run: every console block as a shell session, every Python block as a doctest, outputs compared.

In an expected output `...` stands for anything. All blocks of a file run in one folder that holds the seeds, in their order;
a block whose fence says `no-run` (`make`, `pip install`) is left to other tests.
"""

from __future__ import annotations

import doctest
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_BLOCK = re.compile(r"^```(?P<language>\w+)(?P<options>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE | doctest.REPORT_NDIFF


def blocks(path: Path) -> list[tuple[str, str, int]]:
    """Language, text and line of each block of a file that is to be run."""
    text = path.read_text(encoding="utf-8")
    return [
        (m["language"], m["body"], text[: m.start()].count("\n") + 2)
        for m in _BLOCK.finditer(text)
        if m["language"] in ("console", "pycon") and "no-run" not in m["options"]
    ]


def session(body: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with the output shown beneath it."""
    steps: list[tuple[str, str]] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            steps.append((line[2:], ""))
        elif steps and line.startswith("> "):  # the shell's sign that a command goes on
            steps[-1] = (f"{steps[-1][0]}\n{line[2:]}", "")
        else:
            assert steps, f"output before the first command: {line!r}"
            steps[-1] = (steps[-1][0], f"{steps[-1][1]}{line}\n")
    return steps


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    return folder


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_documentation_runs(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100", "LC_ALL": "C"}
    checker = doctest.OutputChecker()
    names: dict[str, object] = {}
    for language, body, line in blocks(path):
        if language == "pycon":
            test = doctest.DocTestParser().get_doctest(body, names, path.name, str(path), line)
            failures: list[str] = []
            doctest.DocTestRunner(optionflags=_FLAGS).run(test, out=failures.append, clear_globs=False)
            assert not failures, "".join(failures)
            names.update(test.globs)
            continue
        for command, shown in session(body):
            done = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, encoding="utf-8")
            output = done.stdout + done.stderr
            if shown:
                message = f"{path.name}:{line}: $ {command}\n--- shown\n{shown}--- printed\n{output}"
                assert checker.check_output(shown, output, _FLAGS), message
            else:
                assert done.returncode == 0, f"{path.name}:{line}: $ {command}\n{output}"


def test_the_readme_shows_both_ways() -> None:
    languages = [language for language, _, _ in blocks(ROOT / "README.md")]
    assert languages.count("console") >= 1
    assert languages.count("pycon") >= 1


def test_every_link_inside_the_project_leads_somewhere() -> None:
    for path in [*FILES, ROOT / "CHANGELOG.md"]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path.name}: {target}"
