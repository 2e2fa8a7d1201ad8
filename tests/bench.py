"""How fast text becomes facts beside underthesea.ner alone on the same sentences, in one process, and what underthesea brings to them.

    python tests/bench.py [PATH]

PATH is a folder of .txt articles (the annotated ones where none is named) or a file of articles. Each way is run
once to warm it up and then ROUNDS times; the median of its processor time is printed, and how many times as fast as
underthesea.ner it is. Then, with underthesea on and off: how many statements come out and, where the folder is annotated,
their F1. No test asserts any of it.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import kg
from kg.evaluate import evaluate
from kg.extract import phrases
from kg.resolve import resolve

ROUNDS = 5
HERE = Path(__file__).parent


def timed(work: Callable[[], object]) -> float:
    """The median processor time of `work` in seconds."""
    work()
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return median(spent)


def main() -> None:
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "gold" / "dev"
    paths = sorted(given.glob("*.txt")) if given.is_dir() else [given]
    documents = [document for path in paths for document in kg.read_all(path)]
    if not documents:
        sys.exit(f"{given}: no .txt here; name a folder of .txt articles, or a file of articles")
    sentences = [
        extraction.article.document.text[sentence.start : sentence.end]
        for extraction in map(kg.extract, documents)
        for sentence in extraction.article.sentences
    ]

    def facts() -> None:
        phrases.first_noun.cache_clear()
        for document in documents:
            resolve(kg.extract(document))

    from underthesea import ner  # noqa: PLC0415  the import is no part of what is timed

    phrases.ENABLED = True
    with_it = timed(facts)
    phrases.ENABLED = False
    without = timed(facts)
    names = timed(lambda: [ner(sentence) for sentence in sentences])
    print(f"{len(documents)} documents, {len(sentences)} sentences, median of {ROUNDS} rounds, processor time")
    for label, seconds in (
        ("underthesea.ner alone", names),
        ("text to resolved facts, underthesea on", with_it),
        ("text to resolved facts, underthesea off", without),
    ):
        print(f"{label:40} {seconds:7.2f} s {seconds / len(sentences) * 1000:7.3f} ms a sentence {names / seconds:7.1f} times as fast")

    print()
    for label, phrases.ENABLED in (("underthesea on", True), ("underthesea off", False)):
        graph = kg.build(paths)
        score = evaluate(graph, given) if any(given.glob("*.yaml")) else None
        figures = [f"{kind} {counted.f1:.3f}" for kind, counted in score.kinds.items()] if score else []
        print(f"{label:16}", f"{len(graph.store)} statements", *figures, sep="  ")


if __name__ == "__main__":
    main()
