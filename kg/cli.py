"""The command line: each command prints what the public function of the same name gives.

Exit codes: 0 done; 1 done, but some documents could not be read, or a graph does not conform; 2 nothing done; 130 stopped.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg import __version__, terminal
from kg.errors import KgError, NothingRead

if TYPE_CHECKING:
    from kg.graph import Graph

# Libraries and rooms are imported in the commands that need them: `kg --help` and `kg query` should not wait for the others.
# ruff: noqa: PLC0415


class _Stopped(Exception):
    """The user pressed Ctrl-C."""


class _ReaderGone(Exception):
    """Nobody reads what is printed any more: `kg queries | head -1`."""


class _Group(click.Group):
    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:  # click would print a line of its own for both
            raise _Stopped from None
        except BrokenPipeError:
            raise _ReaderGone from None


def main(args: Sequence[str] | None = None) -> int:
    """Run `kg` with these arguments (those of the process by default) and return its exit code.

    A user's error is one line on stderr; so is one of the program, unless the environment has KG_DEBUG.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = cli.main(args=None if args is None else list(args), prog_name="kg", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except _Stopped:
        terminal.say("đã dừng, không ghi thêm gì (stopped, nothing more was written)")
        return 130
    except (_ReaderGone, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return 2
    except click.ClickException as error:
        help_of = getattr(error, "ctx", None)
        terminal.error(f"{error.format_message()} Xem (see): {help_of.command_path if help_of else 'kg'} --help")
        return 2
    except KgError as error:
        for one in error.unread if isinstance(error, NothingRead) else ():
            terminal.error(one)
        terminal.error(error)
        return 2
    except Exception as error:
        if os.environ.get("KG_DEBUG"):
            raise
        terminal.error(f"chương trình có lỗi (the program failed): {type(error).__name__}: {error}; xem thêm bằng KG_DEBUG=1")
        return 2


def _example(text: str) -> str:
    return f"\b\nVí dụ (example):\n  {text}"


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]}, epilog=_example("kg build seeds/ -o out/"))
@click.version_option(__version__, prog_name="kg")
def cli() -> None:
    """Tin y tế và chính quyền địa phương thành đồ thị tri thức (local-government and health news as a knowledge graph)."""


# ---------------------------------------------------------------- from documents


@cli.command(epilog=_example("kg build tin/ 'bai/*.html' -o out/ --workers 4"))
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("-o", "--output", default="out", show_default=True, help="Thư mục kết quả (the folder for the three files).")
@click.option("--base", default=None, help="Phần đầu của mọi IRI (what the IRIs of resources begin with).")
@click.option("--workers", type=click.IntRange(1), default=None, help="Số tiến trình (processes); mặc định theo số CPU và số bài.")
@click.option("--dry-run", is_flag=True, help="Chỉ kể các bài sẽ đọc (only list what would be read).")
@click.option("--quiet", is_flag=True, help="Chỉ in lỗi (print errors only).")
def build(paths: tuple[str, ...], output: str, base: str | None, workers: int | None, dry_run: bool, quiet: bool) -> int:
    """Dựng đồ thị (build a graph).

    PATH là tệp, thư mục hoặc mẫu; seeds/ nếu không nêu (files, folders, patterns; seeds/ if none is named).
    """
    from kg import rdf
    from kg.build import run, sources

    start = time.monotonic()
    paths = paths or ("seeds",)
    if dry_run:
        files, unread = sources(paths, output)
        for path, name in files:
            click.echo(path if path.as_posix().endswith(name) else f"{path}\t{name}")
    else:
        with terminal.progress(quiet) as progress:
            count = workers or os.cpu_count() or 1
            built = run(paths, output, base=base or rdf.BASE, workers=count, progress=progress)
        unread = list(built.unread)
        for violation in built.broken:
            terminal.say(f"không ghi (not written): {violation}")
        if not quiet:
            terminal.summary(built, output, time.monotonic() - start)
    for error in unread:
        terminal.error(error)
    return 1 if unread else 0


@cli.command(epilog=_example("kg text seeds/001_3c259da17feec9a5.txt"))
@click.argument("file")
def text(file: str) -> None:
    """In văn bản (print a document's text).

    Mọi vị trí trong đồ thị trỏ vào văn bản này (what all offsets refer to). FILE#ID là một bản ghi (a record).
    """
    from kg.read import read

    terminal.write(read(file).text.encode())


@cli.command(epilog=_example("kg explain seeds/001_3c259da17feec9a5.txt"))
@click.argument("file")
def explain(file: str) -> None:
    """Giải thích từng câu (explain each sentence).

    Các tên được nhận ra, dữ kiện và luật đã dùng, ứng viên bị loại (mentions, facts and their rules, what was refused).
    """
    from kg.explain import explain as explained
    from kg.read import read

    click.echo(explained(read(file), shutil.get_terminal_size((100, 24)).columns))


@cli.command(epilog=_example("kg coverage seeds/ --cue number"))
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--cue", type=click.Choice(["number", "name", "post"]), multiple=True, help="Chỉ loại này (only this kind).")
def coverage(paths: tuple[str, ...], cue: tuple[str, ...]) -> int:
    """Kể chỗ chưa hiểu (list what no fact took up).

    Mỗi dòng: tài liệu, vị trí, loại, chữ, cả câu (each line: document, offset, cue, words, sentence), rồi tổng số (then the counts).
    """
    from kg.build import sources
    from kg.coverage import CUES
    from kg.coverage import coverage as gaps
    from kg.extract import extract
    from kg.read import read_all

    files, unread = sources(paths)
    counts = {one: 0 for one in CUES if not cue or one in cue}
    for path, _ in files:
        for found in read_all(path):
            if isinstance(found, KgError):
                unread.append(found)
                continue
            for gap in gaps(extract(found)):
                if gap.cue in counts:
                    counts[gap.cue] += 1
                    words, sentence = (" ".join(text.split()) for text in (gap.words, gap.sentence))
                    click.echo(f"{found.name}\t{gap.start}\t{gap.cue}\t{words}\t{sentence}")
    click.echo(", ".join(f"{one}: {count}" for one, count in counts.items()))
    for error in unread:
        terminal.error(error)
    return 1 if unread else 0


# ---------------------------------------------------------------- from a graph

_GRAPH = click.Path(path_type=Path)


def _graph(path: Path) -> Graph:
    from kg.graph import Graph

    return Graph.load(path)


@cli.command(epilog=_example("kg query heads --graph out/graph.ttl --format csv"))
@click.argument("question", metavar="NAME|FILE|SPARQL")
@click.option("--graph", type=_GRAPH, default="out/graph.ttl", show_default=True, help="Đồ thị được hỏi (the graph to ask).")
@click.option("--format", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True, help="Dạng trả lời (form).")
def query(question: str, graph: Path, format: str) -> None:
    """Hỏi đồ thị (ask a graph).

    Một câu có sẵn theo tên, một tệp .rq, hoặc SPARQL (a question by its name, a file, or SPARQL itself).
    """
    result = _graph(graph).query(question)
    if format == "table":
        terminal.table(result.variables, [[terminal.cell(value) for value in row] for row in result.rows])
    else:
        terminal.write((result.csv() if format == "csv" else result.json()).encode())


@cli.command(epilog=_example("kg queries"))
@click.option("--checks", is_flag=True, help="Các câu chỉ có trả lời khi có gì sai (those answered only where something is wrong).")
def queries(checks: bool) -> None:
    """Kể các câu hỏi có sẵn (list the questions).

    Tên mỗi câu dùng được với kg query (each name can be given to kg query).
    """
    from kg import question

    found = question.checks() if checks else question.queries()
    terminal.table(("name", "câu hỏi", "question"), [[one.name, one.title, one.english] for one in found])


@cli.command(epilog=_example("kg validate out/graph.ttl"))
@click.argument("graph", type=_GRAPH)
def validate(graph: Path) -> int:
    """Kiểm tra đồ thị (check a graph).

    Theo ontology/shapes.ttl; mã thoát 1 nếu sai (against the shapes; exit code 1 where it does not conform).
    """
    report = _graph(graph).validate()
    for violation in report.violations:
        click.echo(str(violation))
    if report.conforms:
        click.echo(f"{graph}: hợp lệ (conforms)")
    return 0 if report.conforms else 1


@cli.command(epilog=_example("kg view out/graph.ttl -o network.html"))
@click.argument("graph", type=_GRAPH)
@click.option("-o", "--output", type=_GRAPH, default="network.html", show_default=True, help="Trang kết quả (the page).")
def view(graph: Path, output: Path) -> None:
    """Viết trang xem đồ thị (write a page).

    Một trang tương tác, mở được khi không có mạng (interactive, opens with no network).
    """
    _graph(graph).view(output)
    click.echo(f"→ {output}")


@cli.command(epilog=_example("kg chart 'lượt khám bệnh' --facility 'TTYT Tiên Du' -o luot-kham.svg"))
@click.argument("indicator")
@click.option("--graph", type=_GRAPH, default="out/graph.ttl", show_default=True, help="Đồ thị (the graph).")
@click.option("--facility", multiple=True, metavar="NAME", help="Chỉ đơn vị này (only this one); nêu nhiều lần được.")
@click.option("-o", "--output", type=_GRAPH, default="chart.svg", show_default=True, help="Hình kết quả, .svg hoặc .png (the picture).")
def chart(indicator: str, graph: Path, facility: tuple[str, ...], output: Path) -> None:
    """Vẽ một chỉ tiêu (draw an indicator).

    INDICATOR là tên, không cần dấu, hoặc mã như ind:luot-kham-benh (a name, marks not needed, or a CURIE).
    """
    _graph(graph).chart(indicator, output, facility)
    click.echo(f"→ {output}")


@cli.command(epilog=_example("kg report 'TTYT Tiên Du' -o tien-du.html"))
@click.argument("name", metavar="FACILITY|PERSON")
@click.option("--graph", type=_GRAPH, default="out/graph.ttl", show_default=True, help="Đồ thị (the graph).")
@click.option("-o", "--output", type=_GRAPH, default="report.html", show_default=True, help="Trang kết quả (the page).")
def report(name: str, graph: Path, output: Path) -> None:
    """Viết hồ sơ một đơn vị hay một người (write a dossier).

    Mọi dữ kiện kèm nguyên văn, trên một trang để đọc và in (every fact with its sentence, on one page to read and print).
    """
    _graph(graph).report(name, output)
    click.echo(f"→ {output}")


@cli.command(epilog=_example("kg export out/graph.ttl --to json-ld -o graph.jsonld"))
@click.argument("graph", type=_GRAPH)
@click.option("--to", "format", required=True, metavar="FORMAT", help="Dạng (format): turtle, nt, xml, json-ld, …")
@click.option("-o", "--output", type=_GRAPH, default=None, help="Tệp kết quả (the file); màn hình nếu không nêu (stdout if none).")
@click.option("--aligned", is_flag=True, help="Ghi cả từ vựng chuẩn: ORG, PROV, SOSA, … (write the aligned terms out as well).")
def export(graph: Path, format: str, output: Path | None, aligned: bool) -> None:
    """Viết dạng khác (write another format).

    FORMAT: turtle, nt, nquads, trig, xml, json-ld, … (một tên sai sẽ được kể đủ; a wrong name lists them all).
    """
    from kg.export import serialize

    written = _graph(graph).aligned() if aligned else _graph(graph)
    if output is None:
        terminal.write(serialize(written, format))
    else:
        written.export(output, format)
        click.echo(f"→ {output}")


@cli.command(epilog=_example("kg evaluate out/graph.ttl tests/gold/seeds --errors"))
@click.argument("graph", type=_GRAPH)
@click.argument("gold", type=_GRAPH)
@click.option("--only", multiple=True, metavar="NAME", help="Chỉ tài liệu này (only this document); nêu nhiều lần được.")
@click.option("--errors", is_flag=True, help="Kể từng chỗ sai và thiếu (list what is wrong and what is missed).")
def evaluate(graph: Path, gold: Path, only: tuple[str, ...], errors: bool) -> None:
    """Chấm theo chú giải (judge by annotations).

    Độ đúng, độ đủ, F1 theo loại dữ kiện và từng ô (precision, recall, F1 by kind of fact, and each slot).
    """
    from kg.evaluate import evaluate as judged

    result = judged(_graph(graph), gold, only)
    if errors:
        for error in result.errors:
            click.echo("\t".join(error))
    terminal.scores(result)


if __name__ == "__main__":
    sys.exit(main())
