"""Which lines of a page stand together as one paragraph.

Most portals break a line where a paragraph ends. Some break it after every sentence: there blank lines tell the paragraphs, and
where there are none, the words with which a new paragraph begins (`Phát biểu tại …`, `Theo báo cáo …`, `Về công tác …`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.lexicon import listed
from kg.model import Block
from kg.text.tokens import folded

_FEWEST = 8  # lines of text
_BROKEN = 0.9  # so many of them hold one sentence
_BEGINS = listed(
    {
        True: (
            "phát biểu, kết luận, kết thúc, bế mạc, thay mặt, thảo luận, trao đổi, tham luận, tiếp thu, đáp lời, báo cáo, "
            "theo, trước, "
            "tại hội nghị, tại buổi, tại đây, tại cuộc, tại phiên, tại kỳ, tại lễ, tại chương trình, tại đại hội, tại điểm, "
            "hội nghị, kỳ họp, chương trình, cũng tại, cũng trong, nhân dịp, dịp này, trong khuôn khổ, "
            "về công tác, về lĩnh vực, về y tế, về kinh tế, về văn hóa, về giáo dục, trong lĩnh vực, trên lĩnh vực, lĩnh vực, công tác, "
            "đối với, bên cạnh, thời gian tới, trong thời gian tới, phương hướng"
        )
    }
)


def numbers(text: str, blocks: Sequence[Block], sentences: Sequence[int]) -> Iterator[int]:
    """The number of the paragraph, from 0 on, of each block of an article; `sentences` tells how many each block has.

    >>> lines = [Block("body", start, start + 2) for start in range(0, 30, 3)]
    >>> list(numbers("A.\\n" * 4 + "A.\\n" * 6, lines, [1] * 10))
    [0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    >>> list(numbers("A.\\n" * 10, lines, [2] * 10))
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    """
    prose = [count for block, count in zip(blocks, sentences, strict=True) if block.kind == "body"]
    broken = len(prose) >= _FEWEST and prose.count(1) >= _BROKEN * len(prose)
    joints = [_joint(text, *pair) if broken else "none" for pair in pairwise(blocks)]
    spaced = {"line", "blank"} <= set(joints)
    number = 0
    for block, joint in zip(blocks, ["none", *joints], strict=False):
        if joint == "none" or (joint == "blank" if spaced else _begins(text, block)):
            number += 1
        yield number - 1


def _joint(text: str, above: Block, below: Block) -> str:
    """What parts two lines of text: the end of the `line`, or a `blank` one; `none` where either is no text."""
    if not above.kind == below.kind == "body":
        return "none"
    return "blank" if text.count("\n", above.end, below.start) > 1 else "line"


def _begins(text: str, block: Block) -> bool:
    return _BEGINS.longest(folded(text[block.start : block.end].partition("\n")[0][:40]), 0) is not None
