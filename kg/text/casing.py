"""Lines in capitals throughout: their words in the case in which the rest of the article writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from kg.model import Sentence, Token
from kg.values import replace

_FEWEST = 4  # words: `UBND HUYỆN` may be a short form and a word

_Forms = dict[tuple[str, str], set[str]]  # two words beside each other, folded → the forms of one of them
_NOWHERE: frozenset[str] = frozenset()


def truecased(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences; of those in capitals throughout each word as the others write it, beside the same word where it can be.

    `KHAI TRƯƠNG TRUNG TÂM Y TẾ HUYỆN MẪU SƠN` becomes `Khai trương Trung tâm Y tế huyện Mẫu Sơn`, so that case tells where a
    name ends in a headline too. A word that no other sentence has keeps its capitals. Offsets stay, norms too.
    """
    shouted = {sentence.number for sentence in sentences if _is_shouted(sentence.tokens)}
    if not shouted:
        return tuple(sentences)
    asked = {token.norm for sentence in sentences if sentence.number in shouted for token in sentence.tokens}
    spoken = _Spoken((sentence.tokens for sentence in sentences if sentence.number not in shouted), asked)
    return tuple(replace(s, tokens=spoken.retold(s.tokens)) if s.number in shouted else s for s in sentences)


def _is_shouted(tokens: Sequence[Token]) -> bool:
    words = 0
    for token in tokens:
        if token.kind == "word":
            if not token.text.isupper():
                return False
            words += 1
    return words >= _FEWEST


class _Spoken:
    """The forms of the words in running text: after a word, before a word, and anywhere but where a sentence begins.
    Those of the words that are asked for are told, by their folded forms."""

    def __init__(self, sentences: Iterable[Sequence[Token]], asked: AbstractSet[str]) -> None:
        self._after: _Forms = {}
        self._before: _Forms = {}
        self._alone: dict[str, set[str]] = {}
        for tokens in sentences:
            for token, following in pairwise(tokens):
                if following.norm in asked and following.kind == "word":
                    self._after.setdefault((token.norm, following.norm), set()).add(following.text)
                    self._alone.setdefault(following.norm, set()).add(following.text)
                if token.norm in asked and token.kind == "word":
                    self._before.setdefault((token.norm, following.norm), set()).add(token.text)

    def retold(self, tokens: Sequence[Token]) -> tuple[Token, ...]:
        """The tokens of a line in capitals as running text writes them; the first word keeps a capital."""
        norms = ["", *(token.norm for token in tokens), ""]
        return tuple(
            self._form(token, norms[index], norms[index + 2], index == 0) if token.kind == "word" else token
            for index, token in enumerate(tokens)
        )

    def _form(self, token: Token, before: str, after: str, first: bool) -> Token:
        behind, ahead = self._after.get((before, token.norm), _NOWHERE), self._before.get((token.norm, after), _NOWHERE)
        places = (behind, ahead, self._alone.get(token.norm, _NOWHERE))
        # Where it is written in two ways, a capital may begin a name.
        form = next((min(forms) for forms in places if len(forms) == 1), "") or next((min(forms) for forms in places if forms), "")
        if not form:
            return token
        if form.upper() != token.text.upper():  # another spelling of the word
            form = token.text.lower() if form.islower() else token.text.capitalize()
        if first and form.islower():
            form = form.capitalize()
        return replace(token, text=form, capital=form[0].isupper())
