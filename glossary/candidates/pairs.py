"""Words that a sentence joins as if they were one: "activation patching, also known as causal tracing".

Both are words of the glossary, of concepts that no bridge joins. Where the sentence says outright that one is another
name of the other, one of them may be a word that the glossary lacks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from glossary.abbreviations import defined, singular
from glossary.book import Glossary
from glossary.candidates.candidate import Quote, Side, slug
from glossary.candidates.phrases import LONGEST, Grammar, Phrase
from glossary.evidence import quotes
from glossary.evidence.collect import in_abstract
from glossary.evidence.quotes import Sentence
from glossary.forms import key
from glossary.matcher import Matcher, Mention

ENOUGH = 0.5
"""How strongly papers must join two words, all together: one that names, or four that list."""

_BEFORE = r"\s*[,(]?\s*(?:(?:or|and|which|that|what|is|are|we|commonly|often|sometimes|collectively) )*"
_SAID = r"(?:known|called|call|termed|term|named|dubbed|dub|described|denoted|referred to)(?: here)?(?: as)?"
_AFTER = r",?\s+(?:the |an? )?(?:[\"'`\u2018\u201c*]+|\\(?:emph|textit|textbf)\{)?"
_CLOSING = "\"'\u2019\u201d*}"
_ALSO = "also|otherwise|alternatively|elsewhere|formerly|previously|equivalently|interchangeably|variously"

_SAME = re.compile(rf"{_BEFORE}(?:(?:{_ALSO}) {_SAID}|(?:also )?a\.?k\.?a\.?|equivalently){_AFTER}", re.IGNORECASE)
_MAY_SAY_SAME = re.compile(rf"{_ALSO}|k\.?a\b", re.IGNORECASE)  # most sentences need no closer look
_NAMED = re.compile(rf"{_BEFORE}(?:{_SAID}|i\.e\.|that is(?=,)|in other words|namely){_AFTER}", re.IGNORECASE)
_APPOSED = re.compile(r", or (?:the |an? )?")
_BRACKETED = re.compile(r"\s*\((?:or )?(?:the |an? )?")
_LISTED = re.compile(r" or (?:the |an? )?|\s*/\s*")

SAME, NAMED, LISTED = 1.0, 0.5, 0.125
"""How strongly a sentence joins two words: it says that one is another name; it names; it lists."""

Names = tuple[str, str]


@dataclass(slots=True)
class Pair:
    """Two words, and the papers that join them."""

    papers: dict[str, float] = field(default_factory=dict)
    """How strongly each paper joins them."""
    sides: tuple[Side, ...] = ()
    """The words of the quotation."""
    quote: Quote = field(default_factory=lambda: Quote("", ""))
    worth: float = 0

    @property
    def score(self) -> float:
        """How strongly all papers together join them; however many only list them, that is no more than one naming."""
        listed = sum(weight for weight in self.papers.values() if weight == LISTED)
        return sum(self.papers.values()) - max(0, listed - NAMED)


@dataclass(frozen=True, slots=True)
class _Joint:
    one: Side
    other: Side
    weight: float


class Pairs:
    """Collects joined words while a corpus is read."""

    def __init__(self, glossary: Glossary, grammar: Grammar) -> None:
        """Find the words of *glossary*, and others where *grammar* sees a phrase."""
        self._glossary = glossary
        self._grammar = grammar
        self._matcher = Matcher(glossary)
        self._covered = {frozenset((link.here.id, link.there.id)) for link in glossary.bridges()}
        self._found: dict[Names, Pair] = {}

    def read(self, paper: str, text: str) -> None:
        """Collect what the abstract of a paper joins."""
        own = frozenset(defined(text))
        for sentence in in_abstract(text, self._matcher.scan(text)):
            for joint in (*_between(sentence, own), *self._beside(sentence)):
                self._keep(paper, sentence, joint)

    def found(self) -> dict[Names, Pair]:
        """Return what is joined strongly enough, by the names of both sides: a concept's id, or the word itself."""
        return {names: pair for names, pair in self._found.items() if pair.score >= ENOUGH}

    def _beside(self, sentence: Sentence) -> Iterator[_Joint]:
        """Yield other names that the glossary lacks for a word that it has."""
        for same in _SAME.finditer(sentence.text) if _MAY_SAY_SAME.search(sentence.text) else ():
            before, after = self._at(sentence, "end", same.start()), self._at(sentence, "start", same.end())
            if before and after and bool(before.concept) != bool(after.concept):
                yield _Joint(before, after, SAME)

    def _at(self, sentence: Sentence, edge: str, place: int) -> Side | None:
        """Return the word that has this edge at *place*: one of the glossary's, or one that is new to it."""
        words: list[Mention | Phrase] = [
            *sentence.mentions,
            *(phrase for phrase in self._grammar.phrases(sentence.text) if self._is_new(phrase)),
        ]
        there = [word for word in words if getattr(word, edge) == place]
        longest = max(there, key=lambda word: word.end - word.start, default=None)
        if isinstance(longest, Phrase):
            return Side(sentence.text[longest.start : longest.end])
        return _side(longest) if longest else None

    def _is_new(self, phrase: Phrase) -> bool:
        short = len(phrase.words) <= LONGEST
        return short and self._grammar.is_term(phrase.key) and phrase.key not in self._glossary.words

    def _keep(self, paper: str, sentence: Sentence, joint: _Joint) -> None:
        ends = joint.one.concept, joint.other.concept
        if ends[0] == ends[1] or frozenset(ends) in self._covered:
            return
        sides = sorted((joint.one, joint.other), key=_name)
        pair = self._found.setdefault((_name(sides[0]), _name(sides[1])), Pair())
        pair.papers[paper] = max(pair.papers.get(paper, 0), joint.weight)
        worth = joint.weight + quotes.worth_of_both(sentence) / 10  # the joint counts, the length breaks ties
        if worth > pair.worth:
            pair.sides, pair.worth, pair.quote = tuple(sides), worth, Quote(paper, sentence.text)


def _between(sentence: Sentence, own: frozenset[str]) -> Iterator[_Joint]:
    """Yield the words of the glossary that are joined to the next one; *own* are the abbreviations of the paper."""
    first: Mention | None = None  # what the words of a list are all names of: "A, also known as B or C"
    for one, other in pairwise(sentence.mentions):
        weight = _weight(sentence.text, one, other, own)
        if first and weight == LISTED:
            weight = SAME
            yield _Joint(_side(first), _side(other), SAME)
        else:
            first = one if weight == SAME else None
        if weight:
            yield _Joint(_side(one), _side(other), weight)


def _weight(text: str, one: Mention, other: Mention, own: frozenset[str]) -> float:
    """How strongly what stands between two words joins them; 0 if it does not."""
    gap, before, after = text[one.end : other.start], text[: one.start].rstrip(), text[other.end :].lstrip(_CLOSING)
    if "(" in gap and not after.startswith(")"):
        return 0  # the brackets hold more than the word
    if _SAME.fullmatch(gap):
        return SAME
    if _NAMED.fullmatch(gap):
        return NAMED
    if _APPOSED.fullmatch(gap):  # of a list of three it is the end
        return NAMED if after.startswith((",", ".", ";", ")")) and not before.endswith(",") else 0
    if _BRACKETED.fullmatch(gap):
        return 0 if singular(text[other.start : other.end]) in own else NAMED
    return LISTED if _LISTED.fullmatch(gap) else 0


def _side(mention: Mention) -> Side:
    return Side(mention.label, mention.concept)


def _name(side: Side) -> str:
    return side.concept or slug(key(side.text))
