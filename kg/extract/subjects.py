"""Whose quantity it is: the body or place that governs the clause, else the one that the article is about."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from kg.extract.clauses import Slot
from kg.model import Article, Context, Mention, OrganizationMention, PersonMention, PlaceMention, Sentence, Token

Subject = OrganizationMention | PlaceMention

# After these a body or place is a source, a destination, a recipient or an owner, and not who did it.
_OBLIQUE = frozenset(
    "của cho với từ đến về tới do bởi theo sang lên ra qua vào bằng hỗ tặng giúp gửi thuộc tại ở trên giữa và hoặc như là gồm phối hợp cùng giao trao nhận tiếp thăm chuyển "
    "dự giám đốc chủ tịch thư trưởng phó".split()
)
_AT = frozenset({"tại", "ở"})
_OF = _AT | {"của"}
_LEAD = 4  # sentences
_CLAUSE_STARTS = frozenset({"", ",", ";", ":", "(", "-", "–", "•", "*", ".", "và", "riêng", "tại", "ở", "năm", "qua", "đó"})
_SPEAKS = frozenset({"cho biết", "báo cáo", "thông tin", "chia sẻ"})


class Found(NamedTuple):
    """A subject, and whether the text names it in the sentence itself."""

    mention: Subject
    explicit: bool


def within(sentence: Sentence, slot: Slot, mentions: Sequence[Mention]) -> Subject | None:
    """A body or place in the number's own words: `thành phố Bến Tre 168 ca`, `số lượt khám tại TTYT huyện Quỳ Châu`."""
    tokens = sentence.tokens
    if slot.left < slot.cue:
        first, stop = tokens[slot.left].start, tokens[slot.cue - 1].end
        for mention in mentions:
            if isinstance(mention, Subject) and first <= mention.start and mention.end <= stop and named(mention):
                if mention.start == first and mention.end == stop:
                    return mention
                if _before(tokens, mention) in _OF and mention.end == stop and not any(t.norm == "theo" for t in tokens[slot.left : slot.cue]):
                    return mention
    if slot.after < slot.right:
        first, stop = tokens[slot.after].start, tokens[slot.right - 1].end
        for mention in mentions:
            if isinstance(mention, PlaceMention) and first <= mention.start and mention.end <= stop and named(mention) and _before(tokens, mention) in _AT:
                return mention
    return None


def governing(sentence: Sentence, upto: int, mentions: Sequence[Mention], posts: Sequence[tuple[int, int]]) -> Subject | None:
    """The last body or place before token `upto` that can be the subject of a clause."""
    tokens, limit = sentence.tokens, sentence.tokens[upto].start
    people = [(m.start, m.end) for m in mentions if isinstance(m, PersonMention)]
    found: Subject | None = None
    oblique = -1  # the end of the last mention that is none, for those in one list with it
    for mention in mentions:
        if mention.end > limit:
            break
        if not isinstance(mention, Subject) or any(a <= mention.start < b for a, b in posts) or any(a <= mention.start < b for a, b in people):
            continue
        if found is not None and found.start <= mention.start and mention.end <= found.end:
            continue  # the body it is part of
        before, after = _before(tokens, mention), _after(tokens, mention)
        if before == "bàn" and _opens(tokens, mention, 4):
            before = ","  # `Trên địa bàn huyện, …`
        listed = before in (",", "và") and 0 <= mention.start - oblique <= 4
        if listed or before in _OBLIQUE and not (before in _AT and _opens(tokens, mention)) or not _governs(mention, before, after):
            oblique = mention.end
        else:
            found = mention
    return found


def _governs(mention: Subject, before: str, after: str) -> bool:
    """Whether the words around a mention let it be a subject: a verb must follow; a place's bare level word is one only
    where it stands for the whole unit (`toàn huyện`, `huyện đã có`)."""
    if after in (")", "") or after[:1].isdigit():
        return False
    if isinstance(mention, OrganizationMention):
        return True
    if mention.name:
        return before in _CLAUSE_STARTS or before == "toàn"
    if mention.level in ("xã", "phường", "thị trấn") and before != "toàn":
        return False
    return before in _CLAUSE_STARTS and after != "," or before == "toàn"


def speaker(sentence: Sentence, upto: int, mentions: Sequence[Mention], posts: Sequence[tuple[int, int]]) -> Subject | None:
    """The body of whoever is quoted: `Theo … - Bí thư Đoàn Thanh niên Trung tâm, …`, `…, Giám đốc Trung tâm cho biết: …`."""
    tokens = sentence.tokens
    limit = tokens[upto].start
    said = any(tokens[i].norm == "biết" and i and tokens[i - 1].norm == "cho" for i in range(upto))
    if not tokens or not (tokens[0].norm == "theo" or said):
        return None
    found = None
    for mention in mentions:
        if isinstance(mention, OrganizationMention) and mention.end <= limit and any(start <= mention.start < end for start, end in posts):
            if found is None or not (found.start <= mention.start and mention.end <= found.end):
                found = mention
    return found


def fallback(article: Article) -> Subject | None:
    """The body whose report it is; where neither title nor lead names it, the place that the title is about."""
    context = article.context
    place = context.commune or context.district or context.province
    if context.body is None or place is None:
        return context.body or place
    lead = 0
    for sentence, mentions in zip(article.sentences, article.mentions, strict=True):
        if sentence.block in ("title", "body", "item"):
            lead += sentence.block != "title"
            if any(isinstance(m, OrganizationMention) and m.name == context.body.name for m in mentions):
                return context.body
        if lead >= _LEAD:
            break
    titled = next((m for s, ms in zip(article.sentences, article.mentions, strict=True) if s.block == "title" for m in ms if isinstance(m, PlaceMention) and m.name), None)
    return titled or context.body


def post_spans(article: Article, index: int) -> list[tuple[int, int]]:
    """The spans of the posts in a sentence: a body that is only part of one is no subject."""
    tokens = article.sentences[index].tokens
    return [(tokens[i.start].start, tokens[i.end - 1].end) for i in article.items[index] if i.kind == "POST"]


def named(mention: Subject) -> bool:
    """True for a body, and for a place said by its name."""
    if isinstance(mention, PlaceMention):
        return bool(mention.name)
    return True


def _before(tokens: Sequence[Token], mention: Mention) -> str:
    position = bisect_left(tokens, mention.start, key=lambda token: token.start)
    return tokens[position - 1].norm if position else ""


def _after(tokens: Sequence[Token], mention: Mention) -> str:
    position = bisect_left(tokens, mention.end, key=lambda token: token.start)
    return tokens[position].norm if position < len(tokens) else ""


def _opens(tokens: Sequence[Token], mention: Mention, words: int = 2) -> bool:
    """True where the mention, or at most so many words before it, opens the sentence or a clause."""
    position = bisect_left(tokens, mention.start, key=lambda token: token.start)
    return position < words or any(token.text in ",;:(" for token in tokens[position - words : position])
