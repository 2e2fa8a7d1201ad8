"""How the time from text to triples grows on hostile texts: 13 kinds, each doubled twice; a ratio near 2 is linear.

    python tests/bench_stress.py [KIND ...]

The kinds are those of `KINDS`, all of them where none is named. Each text is as long as takes SHORTEST seconds, then twice
and four times as long. It is read, resolved and written as quads ROUNDS times, with Python's garbage collector off, which
looks at all that is alive ever again; the shortest processor time is printed for each size, with its ratio to the size
before. The largest ratio of all comes last: above LINEAR something grows faster than the text. No test asserts any of it.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from itertools import pairwise

from kg import rdf
from kg.extract import extract, phrases
from kg.model import Document
from kg.resolve import merge, resolve

ROUNDS = 3
SHORTEST = 0.1
LINEAR = 2.3

_FAMILY = "Nguyễn Trần Lê Phạm Hoàng Vũ Võ Đặng Bùi Đỗ Hồ Ngô".split()
_MIDDLE = "Văn Thị Hữu Đức Minh Ngọc".split()
_GIVEN = "An Bình Cường Dũng Em Giang Hà Hùng Khánh Lan Mai Nam Oanh Phúc Quân Sơn Tâm Uyên Vân Xuân Yến".split()


def name(number: int) -> str:
    """An invented name of four words; no two of the first 31,752 are the same."""
    number, family = divmod(number, len(_FAMILY))
    number, middle = divmod(number, len(_MIDDLE))
    second, first = divmod(number, len(_GIVEN))
    return f"{_FAMILY[family]} {_MIDDLE[middle]} {_GIVEN[first]} {_GIVEN[second % len(_GIVEN)]}"


def people(size: int) -> str:
    """One sentence of people, each with two posts, one of them at a ward of its own."""
    wards = (f"{_GIVEN[i % 21]} {_GIVEN[i // 21 % 21]} {_GIVEN[i // 441 % 21]}" for i in range(size))
    people = (f"{name(i)} - Phó Giám đốc Sở Y tế, Bí thư Chi bộ Khoa {ward}" for i, ward in enumerate(wards))
    return f"Dự hội nghị có các đồng chí: {'; '.join(people)}."


def bare(size: int) -> str:
    """One sentence of people with a post that names no body."""
    return "Dự hội nghị có: " + "; ".join(f"ông {name(i)}, Trưởng ban" for i in range(size)) + "."


def commas(size: int) -> str:
    """One sentence of names and commas."""
    return "Dự có " + ", ".join(name(i) for i in range(size)) + "."


def brackets(size: int) -> str:
    """Brackets within brackets around one number."""
    return "Trung tâm " + "(" * size + "khám 12 lượt" + ")" * size


def plain(size: int) -> str:
    """One sentence without an end, a number or a mark."""
    return "Trung tâm Y tế huyện khám bệnh cho nhân dân " * size


def numbers(size: int) -> str:
    """One sentence of counts, each with a change."""
    return "Trung tâm Y tế huyện Tiên Du " + ", ".join(
        f"khám {10 + i % 900}.{i % 1000:03d} lượt tăng {i % 50}% so với cùng kỳ" for i in range(size)
    )


def posts(size: int) -> str:
    """One person with a thousand posts."""
    return "Ông Lê Văn Mẫu, " + ", ".join("Phó Giám đốc Sở Y tế" for _ in range(size))


def heads(size: int) -> str:
    """Words with which bodies begin, and nothing else."""
    return "Ban " * size + "Trung Tâm " * size


def lines(size: int) -> str:
    """A list of people, one a line."""
    return "\n".join(f"{i}. Đồng chí {name(i)}, Trưởng Công an xã" for i in range(size))


def days(size: int) -> str:
    """A sentence a line, each of another day."""
    return "\n".join(f"Ngày {i % 28 + 1}/{i % 12 + 1}/2023, ông {name(i)} làm việc với UBND xã Tân Mẫu." for i in range(size))


def word(size: int) -> str:
    """One word."""
    return "a" * 50 * size


def capitals(size: int) -> str:
    """One sentence in capitals."""
    return "TRUNG TÂM Y TẾ HUYỆN TIÊN DU KHÁM " * size


def english(size: int) -> str:
    """Sentences of another language."""
    return "The hospital reported 12 cases in March and the director said nothing. " * size


KINDS: dict[str, Callable[[int], str]] = {
    kind.__name__: kind for kind in (people, bare, commas, brackets, plain, numbers, posts, heads, lines, days, word, capitals, english)
}


def seconds(text: str) -> float:
    """The shortest processor time of ROUNDS from a text to its quads."""
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        list(rdf.quads(merge([resolve(extract(Document("mau.txt", text)))])))
        spent.append(time.process_time() - start)
    return min(spent)


def main() -> None:
    kinds = sys.argv[1:] or list(KINDS)
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        sys.exit(f"no such kind: {', '.join(unknown)}; the kinds are {', '.join(KINDS)}")
    gc.disable()
    phrases.ENABLED = False  # underthesea is not what is asked about
    seconds(people(20) + numbers(20))  # the vocabularies are loaded once
    worst = 0.0
    for kind in kinds:
        size = 250
        while seconds(KINDS[kind](size)) < SHORTEST:
            size *= 2
        spent = [seconds(KINDS[kind](size * times)) for times in (1, 2, 4)]
        ratios = [after / before for before, after in pairwise(spent)]
        worst = max(worst, *ratios)
        shown = "  ".join(f"{one:6.3f} s" for one in spent)
        print(f"{kind:10} from {size:6}  {shown}   ratios {ratios[0]:.2f} {ratios[1]:.2f}", flush=True)
    print(f"largest ratio {worst:.2f}: {'linear' if worst <= LINEAR else 'something grows faster than the text'}")


if __name__ == "__main__":
    main()
