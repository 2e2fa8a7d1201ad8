"""A wheel that is installed elsewhere finds its ontology, its queries and its word lists; and `import kg` is light."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = ("networkx", "pyoxigraph", "pyshacl", "pyvis", "rdflib", "rich", "trafilatura", "underthesea", "yaml")

ARTICLE = """Trung tâm Y tế huyện Tiên Du sơ kết công tác quý I năm 2024

Ngày 5/4/2024, Trung tâm Y tế huyện Tiên Du tổ chức hội nghị sơ kết công tác quý I năm 2024. Dự hội nghị có đồng chí
Lò Thị Mẫu - Phó Giám đốc Sở Y tế. Trong quý I, Trung tâm khám bệnh cho 12.345 lượt người.
"""

SCRIPT = """
import json, kg, sys
from kg.lexicon import scheme
graph = kg.build([sys.argv[1]], sys.argv[2])
print(json.dumps({"file": kg.__file__, "queries": len(kg.queries()), "roles": len(scheme("roles")), "conforms": graph.validate().conforms,
                  "documents": len(graph.query("SELECT ?d { ?d a kg:Document }"))}))
"""


def python(*args: str, path: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = os.environ | ({"PYTHONPATH": path} if path else {})
    return subprocess.run([sys.executable, *args], cwd=cwd, env=environment, capture_output=True, encoding="utf-8")


def test_import_is_light() -> None:
    done = python("-c", f"import sys, kg, kg.cli; print([name for name in {HEAVY!r} if name in sys.modules])")
    assert done.stdout.strip() == "[]", done.stderr


def test_public_names_are_the_functions_whatever_was_imported_before() -> None:
    names = ["build", "evaluate", "explain", "extract", "queries", "read", "read_all"]
    script = f"import kg.read, kg.extract, kg.build, kg.explain, kg.evaluate; print(all(callable(getattr(kg, name)) for name in {names}))"
    done = python("-W", "error", "-c", script)
    assert done.stdout == "True\n", done.stderr


def test_public_names_are_all_there() -> None:
    import kg  # noqa: PLC0415

    assert all(getattr(kg, name) is not None for name in kg.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        kg.nothing  # noqa: B018


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    done = python("-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT))
    if done.returncode and any(sign in done.stderr for sign in ("No matching distribution", "Could not find a version", "Connection")):
        pytest.skip("the build backend cannot be fetched: no network")
    assert not done.returncode, done.stderr
    return next(folder.glob("yte_kg-*.whl"))


def test_wheel_works_elsewhere(wheel: Path, tmp_path: Path) -> None:
    site, article, out = tmp_path / "site", tmp_path / "bài viết.txt", tmp_path / "out"
    article.write_text(ARTICLE, encoding="utf-8")
    installed = python("-m", "pip", "install", "--quiet", "--no-deps", "--target", str(site), str(wheel))
    assert not installed.returncode, installed.stderr

    done = python("-c", SCRIPT, str(article), str(out), path=str(site), cwd=tmp_path)

    assert not done.returncode, done.stderr
    said = json.loads(done.stdout)
    assert Path(said["file"]).is_relative_to(site)
    assert said["queries"] >= 20
    assert said["roles"] > 0
    assert said["conforms"] is True
    assert said["documents"] == 1
    assert sorted(path.name for path in out.iterdir()) == ["graph.ttl", "network.html", "rejected.jsonl"]
