"""Finding the glossary's words in a text: all labels in one pass, the longest that means something, in the right sense.

Each word of the glossary becomes one character, so that a text is a string in which an Aho-Corasick automaton
(Aho and Corasick 1975, https://doi.org/10.1145/360825.360855) finds every label at once, at whole words only.

What a found word means is decided by what stands in the same text:
* what is written in capitals keeps its case (a query may leave it out, where no word of the language is meant), and
  where the text itself says what it stands for, that decides;
* a label with a context counts only if one of its context words is there, outside of the label itself; one without
  yields to one with; none counts inside a phrase of its `unless`;
* a label that is written in the plural is meant in the plural ("model internals", not "the model's internal state");
* if several concepts remain, that with the most context words is meant; on a tie nothing is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import astuple, dataclass

from ahocorasick_rs import AhoCorasick

from catalogue.words import OWN_FIELD, Concept, Label
from glossary.abbreviations import defined, singular
from glossary.book import Glossary
from glossary.forms import Token, key, tokens

_FIRST = 0xF0000
"""First character that stands for a word: the private planes, so that none means anything else."""

_OTHER = "."
"""A word that is in no label."""

LEAST = 3
"""Letters of an abbreviation that is known in small letters too, in queries."""

_SMALL = re.compile(r"\b[a-z]+\b")

_DEFAULT = 0.9
"""What a label without context weighs: enough, but less than one context word of another sense."""

_DEFINED = 100
"""What an abbreviation's own definition weighs: more than any number of context words."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text that names a concept."""

    start: int
    end: int
    """As a slice of the text."""
    label: str
    concept: str
    """Id of the concept."""


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    """As a slice of the text's words."""
    uses: tuple[tuple[Label, Concept], ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text on its way through the matcher."""

    text: str
    words: list[Token]
    bag: str
    """Its words, a character each."""
    own: dict[str, str]
    """The abbreviations that it defines."""
    lenient: bool


class Matcher:
    """An automaton over all labels of a glossary. Safe to share between threads."""

    def __init__(self, glossary: Glossary) -> None:
        """Build the automaton: some tenths of a second for two thousand labels."""
        self._letters: dict[str, str] = {}
        self._words = {form: uses for form, uses in glossary.words.items() if form}
        self._uses = [(self._spell(form), uses) for form, uses in self._words.items()]
        self._automaton = AhoCorasick([pattern for pattern, _ in self._uses])
        labels = [label for uses in self._words.values() for label, _ in uses]
        self._contexts = {label: self._phrases(label.context) for label in labels}
        self._exceptions = {label: self._phrases(label.unless) for label in labels if label.unless}
        self._prose = _prose(glossary)
        self._plurals = {label for label in labels if label.text.endswith("s") and not key(label.text).endswith("s")}

    def scan(self, text: str, *, lenient: bool = False) -> list[Mention]:
        """Return the mentions in *text*, in order; none overlaps another.

        Args:
            text: An abstract, a sentence, a query.
            lenient: For queries, which are too short to have context: a label then needs none, and of several
                senses that of this field is meant.
        """
        words = tokens(text)
        bag = "".join(self._letters.get(word.form, _OTHER) for word in words)
        about = _Text(text, words, bag, defined(text), lenient)
        chosen: list[Mention] = []
        taken: set[int] = set()
        found = [*self._labels(about), *self._defined(about)]
        for one in sorted(found, key=lambda one: (one.start - one.end, one.start)):
            span = range(one.start, one.end)
            if taken.isdisjoint(span) and (mention := self._decide(one, about)):
                chosen.append(mention)
                taken.update(span)
        return sorted(chosen, key=lambda mention: mention.start)

    def _spell(self, form: str) -> str:
        letters = self._letters
        return "".join(letters.setdefault(word, chr(_FIRST + len(letters))) for word in form.split())

    def _phrases(self, texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self._spell(key(text)) for text in texts)

    def _labels(self, about: _Text) -> Iterator[_Found]:
        for pattern, start, end in self._automaton.find_matches_as_indexes(about.bag, overlapping=True):
            if all(word.joined for word in about.words[start + 1 : end]):
                yield _Found(start, end, self._uses[pattern][1])

    def _defined(self, about: _Text) -> Iterator[_Found]:
        """Yield the words that the text itself declares to be short for a label."""
        longs = {short: uses for short, long in about.own.items() if (uses := self._words.get(key(long)))}
        for place, word in enumerate(about.words):
            if uses := longs.get(singular(about.text[word.start : word.end])):
                yield _Found(place, place + 1, uses)

    def _decide(self, found: _Found, about: _Text) -> Mention | None:
        start, end = about.words[found.start].start, about.words[found.end - 1].end
        scored = [
            (self._score(label, concept, found, about.text[start:end], about), label, concept)
            for label, concept in found.uses
        ]
        best = max(score for score, *_ in scored)
        senses = {concept.id: label.text for score, label, concept in reversed(scored) if score == best}
        if not best or len(senses) > 1:
            return None
        [(concept_id, text)] = senses.items()
        return Mention(start, end, text, concept_id)

    def _excluded(self, label: Label, printed: str, found: _Found, about: _Text) -> bool:
        """Whether the place is no use of the label, whatever else the text says."""
        if label in self._plurals and not printed.endswith(("s", "S")):
            return True
        phrases = self._exceptions.get(label, ())
        return any(
            phrase in about.bag[max(0, found.start - len(phrase) + 1) : found.end + len(phrase) - 1]
            for phrase in phrases
        )

    def _score(self, label: Label, concept: Concept, found: _Found, printed: str, about: _Text) -> float:
        """How much the text speaks for this sense; 0 is a no."""
        said = about.own.get(singular(printed))
        if said is not None:
            if not any(f" {key(one.text)} " in f" {key(said)} " for one in concept.labels):
                return 0
            return _DEFINED if key(printed) == key(label.text) or self._support(label, found, about) else 0
        if self._excluded(label, printed, found, about):
            return 0
        if (label.kind == "abbreviation" or label.text.isupper()) and not self._cased(label, printed, about):
            return 0
        return self._support(label, found, about)

    def _support(self, label: Label, found: _Found, about: _Text) -> float:
        """How much of the label's context stands outside of the place."""
        if not label.context:
            return _DEFAULT
        prior = (0.5 if label.field == OWN_FIELD else 0.25) if about.lenient else 0
        bag, inside = about.bag, about.bag[found.start : found.end]
        return prior + sum(bag.count(word) > inside.count(word) for word in self._contexts[label])

    def _cased(self, label: Label, printed: str, about: _Text) -> bool:
        """Whether an abbreviation has its case; who types a query leaves the capitals out, unless that is a word."""
        if about.lenient and printed.islower() and len(printed) >= LEAST:
            return printed not in self._prose
        return _same_case(printed, label.text)


def _prose(glossary: Glossary) -> set[str]:
    """Return the words that the glossary itself writes in small letters: "find" and "head" are no abbreviations."""
    said = ((one.definition, *astuple(one.explanation)) for one in glossary.concepts.values())
    return {word for texts in said for text in texts for word in _SMALL.findall(text)}


def _same_case(printed: str, abbreviation: str) -> bool:
    return _letters(abbreviation) in (_letters(printed), _letters(singular(printed)))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
