"""The whole way from paths to the three files: which documents, which names, which bytes, and what happens where it cannot go on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

import kg
from kg.build import run, sources
from kg.errors import KgError, NothingRead
from kg.graph import Graph
from kg.model import Document, Evidence, Extraction

BUILD = import_module("kg.build")  # the module: `kg.build` is the function
SEEDS = Path(__file__).parent.parent / "seeds"
FILES = ["graph.ttl", "network.html", "rejected.jsonl"]

ARTICLE = """Trạm Y tế xã Mẫu Hạ ra quân diệt lăng quăng

Ngày 12/3/2024, Trung tâm Y tế huyện Tiên Du tổ chức hội nghị triển khai công tác phòng dịch. Dự hội nghị có \
đồng chí Lò Thị Mẫu - Phó Giám đốc Trung tâm Y tế huyện Tiên Du. Trong 2 tháng đầu năm 2024, Trung tâm khám bệnh cho 12.345 lượt người.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(path: Path, content: str | bytes = ARTICLE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# ---------------------------------------------------------------- which documents, which names


def test_files_of_one_name_are_named_by_their_folders(folder: Path) -> None:
    for name in ("tin/a/bai.txt", "tin/b/bai.txt", "tin/b/khac.txt"):
        put(folder / name)
    assert [name for _, name in sources(["tin"])[0]] == ["a/bai.txt", "b/bai.txt", "khac.txt"]
    assert [name for _, name in sources(["tin/a"])[0]] == ["bai.txt"]


def test_records_of_files_of_one_name_are_told_apart(folder: Path) -> None:
    record = json.dumps({"id": "1", "text": ARTICLE}) + "\n"
    put(folder / "a/tin.jsonl", record)
    put(folder / "b/tin.jsonl", record)
    names = run([folder / "a", folder / "b"]).graph.query("SELECT ?name { ?d kg:fileName ?name } ORDER BY ?name").rows
    assert names == (("a/tin.jsonl#1",), ("b/tin.jsonl#1",))


def test_the_order_and_the_repetition_of_paths_do_not_matter(folder: Path) -> None:
    first, second = put(folder / "1.txt"), put(folder / "2.txt")
    assert sources([second, first, second, folder]) == sources([first, second])


def test_what_a_build_left_is_no_input(folder: Path) -> None:
    put(folder / "bai.txt")
    run([folder], folder)
    assert sources([folder], folder) == ([(folder / "bai.txt", "bai.txt")], [])


def test_a_file_of_an_unknown_ending_is_named_once_for_its_ending(folder: Path) -> None:
    put(folder / "bai.txt")
    for i in range(5):
        put(folder / f"anh{i}.png", b"\x89PNG")
    [error] = sources([folder])[1]
    assert "anh0.png" in str(error)
    assert "(5 tệp)" in str(error)
    assert "unknown ending" in str(error)


# ---------------------------------------------------------------- what is written


def test_a_build_writes_three_files_and_gives_the_same_graph(folder: Path) -> None:
    graph = kg.build([put(folder / "bai.txt")], folder / "out")
    assert sorted(path.name for path in (folder / "out").iterdir()) == FILES
    assert (folder / "out/graph.ttl").read_bytes() == graph.serialize()
    assert graph.validate().conforms


def test_the_base_of_resources_can_be_chosen(folder: Path) -> None:
    graph = kg.build([put(folder / "bai.txt")], base="https://example.org/du-lieu/")
    [[document]] = graph.query("SELECT ?d { ?d a kg:Document }").rows
    assert document.startswith("https://example.org/du-lieu/document/")


@pytest.mark.parametrize("base", ["", "example", "https://example.org", "https://example.org/a b/", "file"])
def test_a_bad_base_is_refused(folder: Path, base: str) -> None:
    with pytest.raises(KgError, match="IRI"):
        kg.build([put(folder / "bai.txt")], base=base)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("seeds")
    run([SEEDS], out)
    return out


def test_all_evidence_is_exact(seeds: Path) -> None:
    texts = {path.name: kg.read(path).text for path in SEEDS.iterdir()}
    words = "?e kg:document/kg:fileName ?file ; kg:startOffset ?start ; kg:endOffset ?end ; kg:quote ?quote"
    rows = Graph.load(seeds / "graph.ttl").query(f"SELECT ?file ?start ?end ?quote {{ {words} }}").rows
    assert len(rows) > 50
    for file, start, end, quote in rows:
        assert texts[file][start:end] == quote


def test_every_rejected_candidate_has_its_reason_and_its_words(seeds: Path) -> None:
    texts = {path.name: kg.read(path).text for path in SEEDS.iterdir()}
    lines = [json.loads(line) for line in (seeds / "rejected.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lines) > 5
    for line in lines:
        assert sorted(line) == ["document", "end", "kind", "quote", "reason", "start"]
        assert texts[line["document"]][line["start"] : line["end"]] == line["quote"]
        assert line["kind"]
        assert line["reason"]
    assert lines == sorted(lines, key=lambda line: (line["document"], line["start"], line["end"]))


def test_the_bytes_depend_on_nothing_but_the_documents(seeds: Path, tmp_path: Path) -> None:
    files = sorted(map(str, SEEDS.iterdir()))
    ways = [("0", files, "1"), ("7", files[::-1], "2"), ("31", [str(SEEDS)], "3")]
    for number, (seed, paths, workers) in enumerate(ways):
        out = tmp_path / str(number)
        command = [sys.executable, "-m", "kg.cli", "build", *paths, "-o", str(out), "--workers", workers, "--quiet"]
        subprocess.run(command, check=True, env=os.environ | {"PYTHONHASHSEED": seed, "TZ": "Asia/Ho_Chi_Minh", "LC_ALL": "C"})
        for name in FILES:
            assert (out / name).read_bytes() == (seeds / name).read_bytes(), f"{name} differs: {ways[number]}"


def test_the_whole_of_seeds_is_counted(seeds: Path) -> None:
    built = run([SEEDS])
    assert built.documents == 5
    assert built.unread == ()
    assert sum(built.facts().values()) == len(built.graph.query("SELECT DISTINCT ?x { ?x a/rdfs:subClassOf kg:Fact }"))
    assert built.entities()["Người (Person)"] == len(built.graph.query("SELECT ?x { ?x a kg:Person }"))
    assert len(built.refused) == len((seeds / "rejected.jsonl").read_text(encoding="utf-8").splitlines())


def test_a_fact_whose_words_are_not_there_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder / "bai.txt")
    whole = run(["bai.txt"])

    def with_wrong_words(document: Document) -> Extraction:
        extraction = kg.extract(document)
        wrong = [replace(fact, evidence=(Evidence(0, 5, "khác"),)) for fact in extraction.facts[:1]]
        return replace(extraction, facts=(*wrong, *extraction.facts[1:]))

    monkeypatch.setattr(BUILD, "extract", with_wrong_words)
    built = run(["bai.txt"])
    assert sum(built.facts().values()) == sum(whole.facts().values()) - 1
    assert built.graph.validate().conforms
    [refused] = set(built.refused) - set(whole.refused)
    assert refused.document == "bai.txt"
    assert "evidence" in refused.reason


# ---------------------------------------------------------------- where it cannot go on

BAD = {
    "khong-co.txt": (None, "no such file"),
    "rong.txt": ("", "empty file"),
    "khoang-trang.txt": (" \n\n", "empty file"),
    "nhi-phan.txt": (b"\x00\x01\x02\xff" * 50, "not a text file"),
    "ma-khac.txt": ("Ủy ban".encode("utf-16-le")[:-1] + b"\xfe", "not"),
    "tai-lieu.docx": (b"PK\x03\x04...", "unknown ending"),
    "hong.jsonl": ('{"id": "1", "text": "Bài"\n', "bad JSON"),
    "khong-cot.csv": ("a,b\n1,2\n", "no text column"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_and_the_others_are_built(folder: Path, name: str) -> None:
    content, sign = BAD[name]
    put(folder / "tot.txt")
    if content is not None:
        put(folder / name, content)

    built = run(["tot.txt", name], "out")

    [error] = built.unread
    assert name in str(error)
    assert sign in str(error)
    assert "\n" not in str(error)
    assert built.documents == 1
    assert sorted(os.listdir("out")) == FILES


@pytest.mark.parametrize("name", BAD)
def test_bad_input_alone_leaves_nothing(folder: Path, name: str) -> None:
    content, sign = BAD[name]
    if content is not None:
        put(folder / name, content)
    with pytest.raises(NothingRead) as raised:
        run([name], "out")
    [error] = raised.value.unread
    assert sign in str(error)
    assert not Path("out").exists()


def test_a_bad_line_of_records_costs_only_itself(folder: Path) -> None:
    put(folder / "tin.jsonl", json.dumps({"id": "a", "text": ARTICLE}) + "\n{hỏng\n" + json.dumps({"id": "c", "text": ARTICLE}) + "\n")
    built = run(["tin.jsonl"])
    assert built.documents == 2
    [error] = built.unread
    assert "dòng 2" in str(error)


def test_broken_html_is_read_as_far_as_it_goes(folder: Path) -> None:
    put(folder / "hong.html", f"<html><body><div><h1>Tin</h1><p>{ARTICLE}<p>Hết <b>bài</div></i>")
    built = run(["hong.html"], "out")
    assert (built.documents, built.unread) == (1, ())
    assert sum(built.facts().values()) > 0


def test_a_document_without_facts_is_a_document(folder: Path) -> None:
    put(folder / "tho.txt", "Mùa thu lá rơi đầy sân, gió nhẹ qua hàng cây.\n")
    built = run(["tho.txt"], "out")
    assert built.documents == 1
    assert built.facts() == {}
    assert built.graph.query("SELECT ?name { ?d kg:fileName ?name }").rows == (("tho.txt",),)


def test_a_fault_of_the_program_costs_one_document(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder / "1.txt")
    put(folder / "2.txt")

    def broken(document: Document) -> Extraction:
        if document.name == "1.txt":
            raise ZeroDivisionError("phép chia\ncho không")
        return kg.extract(document)

    monkeypatch.setattr(BUILD, "extract", broken)
    built = run(["1.txt", "2.txt"])
    assert built.documents == 1
    [error] = built.unread
    assert "1.txt" in str(error)
    assert "ZeroDivisionError: phép chia cho không" in str(error)
    monkeypatch.setenv("KG_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        run(["1.txt", "2.txt"])


def test_an_empty_folder_is_nothing(folder: Path) -> None:
    (folder / "trong").mkdir()
    with pytest.raises(NothingRead):
        run(["trong"])


def test_python_is_warned_of_what_could_not_be_read(folder: Path) -> None:
    put(folder / "tot.txt")
    with pytest.warns(UserWarning, match=r"thieu\.txt"):
        graph = kg.build(["tot.txt", "thieu.txt"])
    assert len(graph) > 0


def stops(*_: object) -> Iterator[object]:
    raise KeyboardInterrupt


@pytest.mark.parametrize("stage", ["extract", "merge", "render"])
def test_a_build_that_is_stopped_leaves_the_old_files(folder: Path, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    put(folder / "bai.txt")
    run(["bai.txt"], "out")
    before = {name: Path("out", name).read_bytes() for name in FILES}
    put(folder / "them.txt", ARTICLE.replace("12.345", "54.321"))

    monkeypatch.setattr(BUILD, stage, stops)
    with pytest.raises(KeyboardInterrupt):
        run(["bai.txt", "them.txt"], "out")

    assert {name: Path("out", name).read_bytes() for name in os.listdir("out")} == before


def test_a_folder_that_cannot_be_written_is_named(folder: Path) -> None:
    put(folder / "out", "đây là một tệp")
    with pytest.raises(KgError, match="out: không ghi được"):
        run([put(folder / "bai.txt")], "out")
    assert not list(folder.glob("*.part"))


def test_workers_that_are_more_than_the_documents(folder: Path) -> None:
    shutil.copytree(SEEDS, folder / "seeds")
    one, many = run(["seeds"]), run(["seeds"], workers=16)
    assert many.graph.serialize() == one.graph.serialize()
    assert many.refused == one.refused


@pytest.mark.skipif(sys.platform != "linux", reason="the patch reaches the workers only where they are forks")
def test_a_worker_that_dies_is_told_in_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(folder / "1.txt")
    put(folder / "2.txt")
    monkeypatch.setattr(BUILD, "extract", lambda document: os._exit(1))
    with pytest.raises(KgError, match="--workers 1"):
        run(["1.txt", "2.txt"], "out", workers=2)
    assert not Path("out").exists()
