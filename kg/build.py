"""The whole way: paths → documents → facts → entities → graph, and the three files that a build leaves.

Documents are read and extracted one by one, in as many processes as one asks for; what they share is settled here, in the
order of their names. So the same documents give the same bytes, whatever the order of the paths and the number of workers.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import signal
import sys
import unicodedata
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kg import rdf
from kg.errors import GraphError, KgError, NothingRead, ReadError
from kg.extract import extract
from kg.graph import Graph
from kg.model import Document, Resolution
from kg.paths import ONTOLOGY
from kg.read import READERS, find, read_all
from kg.read.text import file_name
from kg.resolve import merge, resolve
from kg.store import Violation
from kg.view import render

_BASE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>\"{}|\\^`]*[/#]")
GRAPH, NETWORK, REJECTED = "graph.ttl", "network.html", "rejected.jsonl"


class Source(NamedTuple):
    """A file to read, and the name that its document has in the graph."""

    path: Path
    name: str


class Refused(NamedTuple):
    """A candidate that is not in the graph: its words in the document, what it might have been, and why it is not."""

    document: str
    start: int
    end: int
    kind: str
    reason: str
    quote: str


@dataclass(frozen=True, slots=True)
class Built:
    """What a build gives: the graph, the number of documents in it, the candidates that are not in it, the facts among them that
    broke a shape, and the documents that could not be read, each with what to do about it."""

    graph: Graph
    documents: int
    refused: tuple[Refused, ...]
    broken: tuple[Violation, ...]
    unread: tuple[KgError, ...]

    def entities(self) -> dict[str, int]:
        """How many things of each class the documents mention, by the class's name, the most frequent first."""
        return self._counts("?document kg:mentions ?x . ?x a ?class")

    def facts(self) -> dict[str, int]:
        """How many facts of each class the graph has, by the class's name, the most frequent first."""
        return self._counts("?x a ?class . ?class rdfs:subClassOf+ kg:Fact")

    def _counts(self, where: str) -> dict[str, int]:
        rows = self.graph.query(f"SELECT ?class (COUNT(DISTINCT ?x) AS ?n) {{ {where} }} GROUP BY ?class ORDER BY DESC(?n) ?class").rows
        names = _class_names()
        return {names[iri]: n for iri, n in rows if iri in names}


@cache
def _class_names() -> dict[str, str]:
    """What the ontology calls each class: `Người (Person)`."""
    question = """SELECT ?class ?vi ?en {
        ?class rdfs:label ?vi, ?en FILTER(LANG(?vi) = "vi" && LANG(?en) = "en")
    }"""
    return {iri: f"{vi} ({en})" for iri, vi, en in Graph.load(ONTOLOGY / "kg.ttl").query(question).rows}


def build(paths: Iterable[str | Path] = ("seeds",), output: str | Path | None = None, *, base: str = rdf.BASE, workers: int = 1) -> Graph:
    """The graph of the documents at `paths`: files, folders and patterns such as `bai/*.txt`.

    With `output`, a folder, it also writes `graph.ttl`, `network.html` and `rejected.jsonl` there. What cannot be read is left
    out with a warning that names it; NothingRead is raised where that is all. `base` is what the IRIs of the graph's
    resources begin with. With more than one of `workers`, call it below `if __name__ == "__main__":`, as `multiprocessing` asks.

    >>> graph = build(["seeds/"])  # doctest: +SKIP
    """
    unread: Sequence[KgError] = ()
    try:
        built = run(paths, output, base=base, workers=workers)
        unread = built.unread
    except NothingRead as error:
        unread = error.unread
        raise
    finally:
        for one in unread:
            warnings.warn(str(one), stacklevel=2)
    return built.graph


def run(
    paths: Iterable[str | Path],
    output: str | Path | None = None,
    *,
    base: str = rdf.BASE,
    workers: int = 1,
    progress: Callable[[str, int, int], object] = lambda step, done, total: None,
) -> Built:
    """As `build`, with all that there is to tell of it. `progress` is told each step, how much of it is done, and of how much."""
    if not _BASE.fullmatch(base):
        raise KgError(f"{base}: không dùng làm gốc IRI được (not a base); hãy cho một IRI tuyệt đối kết thúc bằng / hoặc #")
    files, unread = sources(paths, output)
    documents: list[Document] = []
    with _tasks(min(workers, len(files))) as mapped:
        for done, found in enumerate(mapped(_read, files), start=1):
            documents += (document for document in found if isinstance(document, Document))
            unread += (error for error in found if isinstance(error, KgError))
            progress("đọc (reading)", done, len(files))
    documents.sort(key=lambda document: document.name)
    resolutions: list[Resolution] = []
    with _tasks(min(workers, len(documents))) as mapped:
        for done, result in enumerate(mapped(_understand, documents), start=1):
            if isinstance(result, KgError):
                unread.append(result)
            else:
                resolutions.append(result)
            progress("hiểu (understanding)", done, len(documents))
    if not resolutions:
        raise NothingRead(unread)
    progress("kiểm tra (checking)", 0, 1)
    merged = merge(resolutions)
    graph = Graph(rdf.quads(merged, base))
    broken = graph.prune()
    refused = sorted({*_rejected(merged), *map(_broken, broken)})
    if output is not None:
        progress("ghi (writing)", 0, 1)
        write(graph, refused, Path(output))
    return Built(graph, len(resolutions), tuple(refused), broken, tuple(unread))


# ---------------------------------------------------------------- documents


def sources(paths: Iterable[str | Path], output: str | Path | None = None) -> tuple[list[Source], list[KgError]]:
    """The files to read, and an error for each path that leads to none and each ending in the folders that cannot be read.

    A document is named by the last part of its path. Where files share it, each is named by its path below the folder that
    holds them all: `a/bai.txt` and `b/bai.txt` of `tin/` are two documents. The files that a build leaves in `output` are no input.
    """
    skipped: dict[str, list[Path]] = defaultdict(list)
    own = {Path(output, name).resolve() for name in (GRAPH, NETWORK, REJECTED)} if output is not None else set()
    found = [path for path in find(paths, lambda path: skipped[path.suffix.lower()].append(path)) if path.resolve() not in own]
    files = [path for path in found if path.is_file() and path.suffix.lower() in READERS]
    readable = set(files)
    unread: list[KgError] = [error for path in found if path not in readable for error in read_all(path) if isinstance(error, ReadError)]
    for ending, others in sorted(skipped.items()):
        others = sorted(path for path in others if path.resolve() not in own)
        if others:
            shown = ", ".join(map(str, others[:3])) + (f", … ({len(others)} tệp)" if len(others) > 3 else "")
            unread.append(ReadError(f"{shown}: chưa đọc được đuôi “{ending}” (unknown ending); hãy đổi sang {', '.join(READERS)}"))
    return [Source(path, name) for path, name in zip(files, _names(files), strict=True)], unread


def _names(files: Sequence[Path]) -> Iterator[str]:
    same: dict[str, list[Path]] = defaultdict(list)
    for path in files:
        same[file_name(path)].append(path)
    for path in files:
        name, namesakes = file_name(path), same[file_name(path)]
        if len(namesakes) > 1:
            folder = os.path.commonpath([namesake.resolve().parent for namesake in namesakes])
            name = unicodedata.normalize("NFC", path.resolve().relative_to(folder).as_posix())
        yield name


def _read(source: Source) -> list[Document | ReadError]:
    given = file_name(source.path)
    return [
        replace(found, name=source.name + found.name.removeprefix(given)) if isinstance(found, Document) else found
        for found in read_all(source.path)
    ]


def _understand(document: Document) -> Resolution | KgError:
    """The facts of one document. A fault of ours in one document must not cost the others."""
    try:
        return resolve(extract(document))
    except Exception as error:
        if os.environ.get("KG_DEBUG"):
            raise
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        return KgError(f"{document.name}: chương trình có lỗi ở bài này (the program failed here): {reason}; xem thêm bằng KG_DEBUG=1")


@contextmanager
def _tasks(workers: int) -> Iterator[Callable[..., Iterable[Any]]]:
    """A `map` over that many processes; the usual one where one process does."""
    if workers <= 1:
        yield map
        return
    # Where it is safe, children are forks of this process: they have its word lists in memory already.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else None)
    pool = ProcessPoolExecutor(workers, context, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_IGN))
    try:
        yield lambda task, items: pool.map(task, items, chunksize=max(1, min(16, len(items) // (4 * workers))))
    except BrokenProcessPool as error:
        raise KgError("một tiến trình con bị dừng, có thể do thiếu bộ nhớ (a worker was stopped); hãy thử --workers 1") from error
    finally:
        pool.shutdown(cancel_futures=True)


# ---------------------------------------------------------------- what is written


def _rejected(resolutions: Iterable[Resolution]) -> Iterator[Refused]:
    for resolution in resolutions:
        document = resolution.extraction.article.document
        for rejected in resolution.extraction.rejected:
            start, end, quote = rejected.evidence
            yield Refused(document.name, start, end, rejected.kind, rejected.reason, quote)


def _broken(violation: Violation) -> Refused:
    value = f" = {violation.value}" if violation.value else ""
    message = f"{violation.message}{value}"
    return Refused(violation.document, violation.start, violation.end, f"kg:{violation.kind}", message, violation.quote)


def write(graph: Graph, refused: Iterable[Refused], folder: Path) -> None:
    """Write the three files of a build to a folder, beside the old ones first, so that a reader finds either build whole.

    Raises GraphError where they cannot be written.
    """
    lines = "".join(json.dumps(one._asdict(), ensure_ascii=False) + "\n" for one in refused)
    contents = {GRAPH: graph.serialize(), NETWORK: render(graph).encode(), REJECTED: lines.encode()}
    beside = {folder / f"{name}.part": content for name, content in contents.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in beside.items():
            path.write_bytes(content)
        for path in beside:
            path.replace(path.with_suffix(""))
    except OSError as error:
        raise GraphError(f"{folder}: không ghi được (cannot be written): {error.strerror}; hãy chọn thư mục khác bằng -o") from error
    finally:
        for path in beside:
            with suppress(OSError):
                path.unlink()
