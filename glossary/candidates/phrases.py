"""Cutting texts into the stretches of words that may hold terms.

There is no parser. A stretch ends at punctuation, at a word of ``stop_words.toml``, at an adverb and at a verb.
Which words are verbs is learnt from the corpus itself, by what stands beside them: "we propose the" against "of the
probe". So a term with a preposition is found only where hyphens tie it together ("chain-of-thought"), and a word that
is as often a verb as a noun may be on the wrong side.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from glossary.forms import Token, fold, tokens

FILE = Path(__file__).parent / "stop_words.toml"

LONGEST = 5
"""Words of a term: longer ones are rare, and their parts are found."""

SEEN = 8
"""Occurrences from which on the corpus may say that a word is a verb."""

_NUMBER = re.compile(r"\d+[a-z]{0,2}")
"""Also ``2b`` and ``3rd``: they tell models and runs apart, not ideas."""

_ADVERB = re.compile(r"(?!(?:anomaly|assembly|early|family|supply)$)[a-z]{3,}ly")
_PARTICIPLE = re.compile(r"(?!(?:embed|feed|seed|speed)$)[a-z]{2,}ed")
_HYPHENS = "-\u2010\u2011\u2013"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in a row."""

    words: tuple[Token, ...]
    tied: tuple[bool, ...]
    """Whether a hyphen ties each word to the one before."""

    @property
    def key(self) -> str:
        """As `glossary.forms.key` of its text."""
        return " ".join(word.form for word in self.words)

    @property
    def start(self) -> int:
        """Where in the text it begins."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where in the text it ends, as a slice does."""
        return self.words[-1].end

    def parts(self) -> Iterator[Phrase]:
        """Yield every stretch of two to `LONGEST` words that tears no hyphenated word apart, itself included."""
        size = len(self.words)
        cuts = [place for place in range(size + 1) if place in (0, size) or not self.tied[place]]
        for place, start in enumerate(cuts):
            for end in cuts[place + 1 :]:
                if 1 < end - start <= LONGEST:
                    yield Phrase(self.words[start:end], self.tied[start:end])


@cache
def stop_words() -> dict[str, frozenset[str]]:
    """Return the lists of ``stop_words.toml`` by name, folded."""
    with FILE.open("rb") as file:
        return {name: frozenset(map(fold, words.split())) for name, words in tomllib.load(file).items()}


class Grammar:
    """Tells what may be in a term, and where. Safe to share between threads."""

    def __init__(self, verbs: frozenset[str], gerunds: frozenset[str]) -> None:
        """Take what was learnt: verbs, and words on -ing that act on what follows ("interpreting"); both folded."""
        self._stop = stop_words()
        self._verbs = verbs
        self._bounds = self._stop["bounds"] | verbs
        self._first = self._stop["first"] | gerunds

    @classmethod
    def learn(cls, texts: Iterable[str]) -> Grammar:
        """Learn from *texts* which words are verbs: some thousand are enough."""
        said, as_verb, as_noun, acts = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
        stop = stop_words()
        for text in texts:
            words = tokens(text)
            said.update(word.form for word in words)
            for one, other in pairwise(words):
                if other.joined:
                    as_verb[other.form] += one.form in stop["before_verbs"]
                    as_noun[other.form] += one.form in stop["before_nouns"]
                    acts[one.form] += other.form in stop["after_verbs"]
        return cls(
            frozenset(
                word
                for word, count in said.items()
                if count >= SEEN and as_verb[word] + acts[word] > max(count / 10, 2 * as_noun[word])
            ),
            frozenset(word for word, count in said.items() if word.endswith("ing") and acts[word] > count / 12),
        )

    def phrases(self, text: str) -> Iterator[Phrase]:
        """Yield the longest stretches of *text* that nothing bounds, in order."""
        words = tokens(text)
        tied = [_tied(text, one, other) for one, other in pairwise(words)]
        row: list[int] = []
        for place, word in enumerate(words):
            loose = not any(tied[max(0, place - 1) : place + 1])
            bound = _is_number(word.form) or (loose and (word.form in self._bounds or _is_adverb(word.form)))
            if row and (bound or not word.joined):
                yield _phrase(words, tied, row)
                row = []
            if not bound:
                row.append(place)
        if row:
            yield _phrase(words, tied, row)

    def is_term(self, key: str) -> bool:
        """Whether a stretch of these words may be a term: it begins, ends and holds together like one."""
        words = key.split()
        return not (
            words[0] in self._first
            or words[-1] in self._stop["last"]
            or words[-1] in self._verbs
            or _PARTICIPLE.fullmatch(words[-1])
            or not self._stop["ties"].isdisjoint(words)
        )


@lru_cache(maxsize=2**16)
def _is_number(form: str) -> bool:
    return bool(_NUMBER.fullmatch(form))


@lru_cache(maxsize=2**16)
def _is_adverb(form: str) -> bool:
    return bool(_ADVERB.fullmatch(form))


def _tied(text: str, one: Token, other: Token) -> bool:
    return other.start - one.end == 1 and text[one.end] in _HYPHENS


def _phrase(words: list[Token], tied: list[bool], row: list[int]) -> Phrase:
    return Phrase(
        tuple(words[place] for place in row),
        (False, *(tied[place - 1] for place in row[1:])),
    )
