"""Questions to a graph: SPARQL text, or one of the questions kept in `queries/`, and their answers as plain values."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError
from kg.paths import QUERIES
from kg.rdf.terms import NAMESPACES

Value = str | int | float | bool | Decimal | date | None

_XSD = NAMESPACES["xsd"]


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question of `queries/`: its name, the Vietnamese and the English question, its SPARQL, and its file."""

    name: str
    title: str
    english: str
    text: str
    path: Path


def queries(folder: Path = QUERIES) -> tuple[NamedQuery, ...]:
    """The questions of a folder, sorted by name: the first line of each file is `# ` and the question in Vietnamese, the
    second in English."""
    found = []
    for path in sorted(folder.glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        first, second = [*text.splitlines(), "", ""][:2]
        found.append(NamedQuery(path.stem, first.removeprefix("#").strip(), second.removeprefix("#").strip(), text, path))
    return tuple(found)


def checks() -> tuple[NamedQuery, ...]:
    """The questions that have an answer only where something is wrong."""
    return queries(QUERIES / "checks")


@dataclass(frozen=True)
class Result:
    """An answer: variables and rows. A question by ASK has the one variable `answer`; one by CONSTRUCT or DESCRIBE gives
    triples, with the variables `subject`, `predicate` and `object`."""

    variables: tuple[str, ...]
    terms: tuple[tuple[Any, ...], ...]  # pyoxigraph terms, None where a variable is not bound

    @cached_property
    def rows(self) -> tuple[tuple[Any, ...], ...]:
        """The rows as Python values: IRIs and text as str, numbers as int or Decimal, dates as date, None for nothing."""
        return tuple(tuple(map(_value, row)) for row in self.terms)

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """The rows one by one."""
        return iter(self.rows)

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.terms)

    def csv(self) -> str:
        """SPARQL 1.1 Query Results CSV (https://www.w3.org/TR/sparql11-results-csv-tsv/)."""
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self.variables)
        writer.writerows([_lexical(part) for part in row] for row in self.terms)
        return out.getvalue()

    def json(self) -> str:
        """SPARQL 1.1 Query Results JSON (https://www.w3.org/TR/sparql11-results-json/)."""
        named = [zip(self.variables, row, strict=True) for row in self.terms]
        bindings = [{name: _binding(part) for name, part in row if part is not None} for row in named]
        content = {"head": {"vars": list(self.variables)}, "results": {"bindings": bindings}}
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def ask(store: ox.Store, question: str) -> Result:
    """The answer of a store to a question: SPARQL text, the path of an `.rq` file, or a name in `queries/`.

    Raises QueryError with the parser's message and the place. A question that would call another server (SERVICE) is
    refused: a graph is asked offline.
    """
    sparql = find(question)
    if _calls_out(sparql):
        raise QueryError("SERVICE gọi máy chủ khác nên bị từ chối; hãy bỏ nó / SERVICE calls another server and is refused; leave it out")
    try:
        answer = store.query(sparql, prefixes=NAMESPACES)  # so that a short question can be typed without them
        if isinstance(answer, ox.QueryBoolean):
            return Result(("answer",), ((ox.Literal(bool(answer)),),))
        if isinstance(answer, ox.QueryTriples):
            return Result(("subject", "predicate", "object"), tuple((t.subject, t.predicate, t.object) for t in answer))
        return Result(tuple(v.value for v in answer.variables), tuple(tuple(row) for row in answer))
    except SyntaxError as error:
        raise QueryError(_explain(str(error), sparql)) from None
    except (OSError, ValueError, RuntimeError) as error:
        raise QueryError(f"câu hỏi không chạy được / the query could not be run: {' '.join(str(error).split())}") from None


def find(question: str) -> str:
    """The SPARQL of a question: itself, the content of the `.rq` file it names, or the one in `queries/` of that name."""
    if not re.fullmatch(r"\S+", question.strip()):
        return question
    name = question.strip()
    if name.endswith(".rq"):
        try:
            return Path(name).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"{name}: không đọc được tệp câu hỏi / the query file could not be read: {error}") from None
    known = {query.name: query.text for query in (*queries(), *checks())}
    if name in known:
        return known[name]
    if not re.fullmatch(r"[\w-]+", name):
        return question
    near = get_close_matches(name, known, n=3)
    hint = f"; gần giống / near: {', '.join(near)}" if near else "; xem danh sách / see the list: kg queries"
    raise QueryError(f"{name}: không có câu hỏi tên này / no query of this name{hint}")


# IRIs, strings and comments: where a word is no keyword.
_QUOTED = re.compile(r"""<[^<>"{}|^`\\\s]*>|'''.*?'''|\"\"\".*?\"\"\"|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*""", re.S)


def _calls_out(sparql: str) -> bool:
    return bool(re.search(r"(?<![\w?$:])SERVICE\b(?!:)", _QUOTED.sub(" ", sparql), re.I))


def _explain(message: str, sparql: str) -> str:
    """The parser's message in one line, with the place in both languages and the words that stand there."""
    message = re.sub(r"\[[^\[\]]*'\.\.=?'[^\[\]]*\](?:, )?", "", " ".join(message.split()))  # ranges of letters help nobody
    place = re.match(r"error at (\d+):(\d+): (.*)", message)
    if not place:
        return f"câu hỏi SPARQL sai / broken SPARQL: {message}"
    line, column = int(place[1]), int(place[2])
    lines = sparql.splitlines()
    there = lines[line - 1][max(column - 1, 0) :].strip()[:40] if line <= len(lines) else ""
    near = f"trước / before «{there}»" if there else "ở cuối / at the end"
    where = f"ở dòng {line}, cột {column} / broken SPARQL at line {line}, column {column}"
    return f"câu hỏi SPARQL sai {where}, {near}: {place[3].rstrip(', ')}"


def _value(part: Any) -> Value:
    if part is None:
        return None
    if not isinstance(part, ox.Literal):
        return _lexical(part)
    kind, text = part.datatype.value.removeprefix(_XSD), part.value
    try:
        if kind == "boolean":
            return text in ("true", "1")
        if kind == "integer":
            return int(text)
        if kind == "decimal":
            return Decimal(text)
        if kind in ("double", "float"):
            return float(text)
        if kind == "date":
            return date.fromisoformat(text)
    except (ValueError, ArithmeticError):
        pass  # an ill-typed literal is shown as it is
    return text


def _lexical(part: Any) -> str:
    if part is None:
        return ""
    return part.value if isinstance(part, ox.NamedNode | ox.Literal) else str(part)


def _binding(part: Any) -> dict[str, str]:
    if isinstance(part, ox.NamedNode):
        return {"type": "uri", "value": part.value}
    if not isinstance(part, ox.Literal):
        return {"type": "bnode", "value": str(part).removeprefix("_:")}
    found = {"type": "literal", "value": part.value}
    if part.language:
        found["xml:lang"] = part.language
    elif part.datatype.value != _XSD + "string":
        found["datatype"] = part.datatype.value
    return found
