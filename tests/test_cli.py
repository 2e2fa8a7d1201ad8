"""The commands: what they print, where, and with which exit code."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

import kg
from kg.cli import cli, main
from kg.model import Document, Evidence, Extraction

BUILD = import_module("kg.build")  # the module: `kg.build` is the function
COMMANDS = sorted(cli.commands)

ARTICLE = """Trung tâm Y tế huyện Tiên Du họp bàn công tác phòng dịch

Ngày 12/3/2024, Trung tâm Y tế huyện Tiên Du tổ chức hội nghị triển khai công tác phòng dịch. Dự hội nghị có \
đồng chí Lò Thị Mẫu - Phó Giám đốc Trung tâm Y tế huyện Tiên Du. Trong 2 tháng đầu năm 2024, Trung tâm khám bệnh cho 12.345 lượt người.
"""
NOT_CONFORMING = """
PREFIX kg: <https://w3id.org/yte-kg/ontology#>
<https://example.org/p> a kg:Person .
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bai.txt").write_text(ARTICLE, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    article = path.with_name("bai.txt")
    article.write_text(ARTICLE, encoding="utf-8")
    kg.build([article]).save(path)
    return str(path)


def run(*args: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "kg.cli", *args], capture_output=True, env=os.environ | environment)


# ---------------------------------------------------------------- help


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_an_example_that_is_a_call_of_it(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([name, "--help"]) == 0
    shown = capsys.readouterr().out
    example = re.search(r"\(example\):\n +kg (.*)", shown)
    assert example, shown
    command, *args = shlex.split(example[1])
    assert command == name
    cli.commands[name].make_context(name, args)  # raises where an argument or an option is not known


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"kg, version {kg.__version__}\n"
    assert main(["-h"]) == 0
    shown = capsys.readouterr().out
    for name in COMMANDS:
        assert f"  {name} " in shown


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "Commands:" in capsys.readouterr().err


@pytest.mark.parametrize("args", [["nothing"], ["text"], ["build", "--workers", "0"], ["query", "x", "--format", "pdf"]])
def test_a_wrong_call_is_one_line(args: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(args) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"lỗi \(error\): .*--help\n", err)


# ---------------------------------------------------------------- build


def test_build_tells_what_it_did(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "bai.txt", "-o", "ra"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert re.search(r"^Tài liệu \(documents\) +1$", out, re.MULTILINE)
    for kind in ("Người (Person)", "Bị loại (rejected)", "Thời gian (time)"):
        assert kind in out
    assert str(Path("ra/network.html")) in out
    assert sorted(path.name for path in Path("ra").iterdir()) == ["graph.ttl", "network.html", "rejected.jsonl"]


def test_build_reads_seeds_and_writes_out_where_nothing_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "seeds").mkdir()
    (folder / "bai.txt").rename(folder / "seeds/bai.txt")
    assert main(["build", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    assert Path("out/graph.ttl").is_file()


def test_build_says_what_could_not_be_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "bai.txt", "khong-co.txt"]) == 1
    out, err = capsys.readouterr()
    assert re.fullmatch(r"lỗi \(error\): khong-co\.txt: [^\n]*\n", err)
    assert re.search(r"could not be read\) +1$", out, re.MULTILINE)


def test_build_of_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "khong-co.txt", "khac.txt"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert [line.split(":")[1].strip() for line in err.splitlines()][:2] == ["khac.txt", "khong-co.txt"]
    assert "Traceback" not in err
    assert not Path("out").exists()


def test_dry_run_lists_and_does_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a/bai.txt", "b/bai.txt"):
        (folder / name).parent.mkdir()
        (folder / name).write_text(ARTICLE, encoding="utf-8")
    assert main(["build", ".", "--dry-run"]) == 0
    assert capsys.readouterr().out.splitlines() == ["a/bai.txt", "b/bai.txt", "bai.txt"]
    assert main(["build", "bai.txt", "thieu.txt", "--dry-run"]) == 1
    out, err = capsys.readouterr()
    assert out == "bai.txt\n"
    assert "thieu.txt" in err
    assert not Path("out").exists()


def test_build_says_which_fact_broke_which_shape(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def with_wrong_words(document: Document) -> Extraction:
        extraction = kg.extract(document)
        wrong = [replace(fact, evidence=(Evidence(0, 5, "khác"),)) for fact in extraction.facts[:1]]
        return replace(extraction, facts=(*wrong, *extraction.facts[1:]))

    monkeypatch.setattr(BUILD, "extract", with_wrong_words)
    assert main(["build", "bai.txt", "--quiet", "--workers", "1"]) == 0
    assert re.search(r"^không ghi \(not written\): bai\.txt · .*kg:evidence", capsys.readouterr().err)


def test_ctrl_c_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(BUILD, "run", stopped)
    assert main(["build", "bai.txt"]) == 130
    assert capsys.readouterr().err == "đã dừng, không ghi thêm gì (stopped, nothing more was written)\n"


# ---------------------------------------------------------------- text and explain


def test_text_is_the_very_text(folder: Path) -> None:
    (folder / "nfd.txt").write_bytes("\ufeffY te\u0302\u0301\r\nHết".encode())
    assert run("text", "nfd.txt").stdout == "Y tế\nHết".encode()


def test_text_of_a_record(folder: Path) -> None:
    (folder / "tin.jsonl").write_text(json.dumps({"id": "a7", "text": "Bài đó."}) + "\n", encoding="utf-8")
    assert run("text", "tin.jsonl#a7").stdout == "Bài đó.".encode()
    missing = run("text", "tin.jsonl#a8")
    assert missing.returncode == 2
    assert b"a8" in missing.stderr


def test_explain_fits_the_terminal(folder: Path) -> None:
    done = run("explain", "bai.txt", COLUMNS="60")
    shown = done.stdout.decode()
    sentences = [line for line in shown.splitlines() if not line.lstrip().startswith(("=", "x", "title:"))]
    assert max(map(len, sentences)) <= 60
    assert "╯ person" in shown
    assert "= RoleHolding" in shown
    assert "Phó Giám đốc" in shown


def test_coverage_lists_what_no_fact_took_up(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "la.txt").write_text("Bà Lò Thị Mẫu đến dự.\n", encoding="utf-8")
    assert main(["coverage", "la.txt"]) == 0
    assert capsys.readouterr().out.splitlines() == ["la.txt\t3\tname\tLò Thị Mẫu\tBà Lò Thị Mẫu đến dự.", "number: 0, name: 1, post: 0"]
    assert main(["coverage", "la.txt", "thieu.txt", "--cue", "number"]) == 1
    out, err = capsys.readouterr()
    assert out == "number: 0\n"
    assert "thieu.txt" in err


# ---------------------------------------------------------------- asking


def test_query_as_csv_and_json(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    question = "SELECT ?name { ?d a kg:Document ; kg:fileName ?name }"
    assert main(["query", question, "--graph", graph, "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines() == ["name", "bai.txt"]
    assert main(["query", question, "--graph", graph, "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["head"] == {"vars": ["name"]}
    assert said["results"]["bindings"] == [{"name": {"type": "literal", "value": "bai.txt"}}]


def test_query_as_table_is_not_cut_in_a_pipe(graph: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    text = "một câu rất dài " * 30
    assert main(["query", f'SELECT ("{text}" AS ?x) (1 AS ?n) {{}}', "--graph", graph]) == 0
    assert text.strip() in capsys.readouterr().out


def test_query_from_a_file_and_by_name(graph: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("hoi.rq").write_text("ASK { ?d a kg:Document }", encoding="utf-8")
    assert main(["query", "hoi.rq", "--graph", graph, "--format", "csv"]) == 0
    assert capsys.readouterr().out.splitlines() == ["answer", "true"]
    assert main(["query", kg.queries()[0].name, "--graph", graph]) == 0


def test_broken_sparql_is_one_line_with_its_place(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "SELECT ?x WHERE { ?x a }", "--graph", graph]) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "line 1, column" in err


def test_an_unknown_question_is_named(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "khong-co-cau-nay", "--graph", graph]) == 2
    assert "khong-co-cau-nay" in capsys.readouterr().err


def test_queries_are_listed_with_their_questions(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["queries"]) == 0
    shown = capsys.readouterr().out
    assert len(kg.queries()) >= 20
    for query in kg.queries():
        assert query.name in shown
    assert main(["queries", "--checks"]) == 0


@pytest.mark.parametrize("command", ["query ASK{} --graph %s", "validate %s", "view %s", "export --to nt %s", "evaluate %s ."])
def test_a_graph_that_is_not_there_is_named(command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main((command % "khong-co.ttl").split()) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "khong-co.ttl" in err


# ---------------------------------------------------------------- validate, view, export


def test_validate(graph: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", graph]) == 0
    assert "conforms" in capsys.readouterr().out
    Path("sai.ttl").write_text(NOT_CONFORMING, encoding="utf-8")
    assert main(["validate", "sai.ttl"]) == 1
    assert "https://example.org/p" in capsys.readouterr().out


def test_view_writes_a_page(graph: str, folder: Path) -> None:
    assert main(["view", graph, "-o", "trang.html"]) == 0
    assert "Lò Thị Mẫu" in Path("trang.html").read_text(encoding="utf-8")


def test_export_to_a_file_and_to_stdout(graph: str, folder: Path) -> None:
    assert main(["export", graph, "--to", "nt", "-o", "ra.nt"]) == 0
    done = run("export", graph, "--to", "nt")
    assert done.stdout == Path("ra.nt").read_bytes()
    assert len(done.stdout.splitlines()) == len(kg.Graph.load(graph))


def test_an_aligned_export_adds_the_standard_terms(graph: str, folder: Path) -> None:
    assert main(["export", graph, "--to", "nt", "-o", "ra.nt"]) == 0
    assert main(["export", graph, "--to", "nt", "--aligned", "-o", "chuan.nt"]) == 0
    ours, aligned = (set(Path(name).read_text(encoding="utf-8").splitlines()) for name in ("ra.nt", "chuan.nt"))
    assert ours < aligned
    assert not [line for line in ours if "http://www.w3.org/ns/org#" in line]
    assert [line for line in aligned if "http://www.w3.org/ns/org#" in line]


def test_export_to_an_unknown_format_lists_the_known(graph: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", graph, "--to", "docx"]) == 2
    err = capsys.readouterr().err
    assert "turtle" in err
    assert "json-ld" in err


# ---------------------------------------------------------------- the terminal


def test_a_fault_of_the_program_is_one_line(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("phép chia\ncho không")

    monkeypatch.setattr("kg.terminal.table", broken)
    assert main(["queries"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("lỗi (error): chương trình có lỗi (the program failed): ZeroDivisionError: phép chia cho không")
    assert err.count("\n") == 1
    monkeypatch.setenv("KG_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        main(["queries"])


def test_output_is_utf8_whatever_the_locale(folder: Path) -> None:
    done = run("text", "bai.txt", PYTHONIOENCODING="latin-1", LC_ALL="C")
    assert done.stdout == ARTICLE.encode()
    assert "Kể các câu hỏi" in run("--help", PYTHONIOENCODING="ascii", LC_ALL="C").stdout.decode("utf-8")
    assert "không" in run("text", "thieu.txt", PYTHONIOENCODING="ascii", LC_ALL="C").stderr.decode("utf-8")


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    (folder / "dai.txt").write_text(ARTICLE * 5000, encoding="utf-8")
    with subprocess.Popen([sys.executable, "-m", "kg.cli", "text", "dai.txt"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 141
