"""Reading the corpus for the glossary: every mention, the best sentences, and where both sides of a bridge meet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TypeVar

from catalogue.records import Work
from glossary.book import Glossary
from glossary.evidence import quotes
from glossary.evidence.quotes import Sentence
from glossary.matcher import Matcher, Mention

QUOTES = 3
"""Sentences kept for each label, of different papers."""

JOINT = 5
"""Sentences kept for each bridge."""

Progress = Callable[[int], None]
"""Told after each paper how many are done."""

Key = TypeVar("Key")
Pair = tuple[str, str]
"""Two concept ids in order."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of a paper."""

    worth: float
    paper: str
    sentence: str
    start: int
    end: int
    """Where in the sentence the word stands."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the corpus says."""

    papers: list[Work] = field(default_factory=list)
    mentions: list[tuple[str, Mention]] = field(default_factory=list)
    """Each with its paper's id; the places are those of `text_of`."""
    quotes: dict[tuple[str, str], list[Quote]] = field(default_factory=lambda: defaultdict(list))
    """By concept and label, the best first."""
    joint: dict[Pair, list[Quote]] = field(default_factory=lambda: defaultdict(list))
    """By bridge: sentences that name both sides, the best first."""


def text_of(work: Work) -> str:
    """The authors' words that are read: title and abstract, white space folded. Our own summaries prove nothing."""
    return f"{' '.join(work.title.split())}.\n{' '.join(work.abstract.split())}"


def in_abstract(text: str, mentions: Iterable[Mention]) -> Iterator[Sentence]:
    """Yield those sentences of the abstract in a `text_of` that mention something."""
    title, abstract = text.split("\n", 1)
    below = len(title) + 1
    return quotes.cut(abstract, [replace(one, start=one.start - below, end=one.end - below) for one in mentions])


def collect(works: Iterable[Work], glossary: Glossary, progress: Progress = lambda _: None) -> Found:
    """Scan *works* for every label of *glossary*."""
    matcher, found = Matcher(glossary), Found()
    bridged = {_pair(link.here.id, link.there.id) for link in glossary.bridges()}
    for done, work in enumerate(works, 1):
        text = text_of(work)
        mentions = matcher.scan(text)
        found.papers.append(work)
        found.mentions.extend((work.id, mention) for mention in mentions)
        _quote(found, work.id, text, mentions, bridged)
        progress(done)
    for listed in (*found.quotes.values(), *found.joint.values()):
        listed.sort(key=lambda quote: (-quote.worth, quote.paper))
    return found


def _quote(found: Found, paper: str, text: str, mentions: list[Mention], bridged: set[Pair]) -> None:
    """Keep the best sentence of the abstract for each label, and for each bridge that it crosses."""
    best: dict[tuple[str, str], Quote] = {}
    joint: dict[Pair, Quote] = {}
    for sentence in in_abstract(text, mentions):
        for one in sentence.mentions:
            _better(best, (one.concept, one.label), _quotation(quotes.worth(sentence, one), paper, sentence, one))
        for one, other in combinations(sentence.mentions, 2):
            if (pair := _pair(one.concept, other.concept)) in bridged:
                _better(joint, pair, _quotation(quotes.worth_of_both(sentence), paper, sentence, one))
    _keep(found.quotes, best, QUOTES)
    _keep(found.joint, joint, JOINT)


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _quotation(worth: float, paper: str, sentence: Sentence, mention: Mention) -> Quote:
    return Quote(worth, paper, sentence.text, mention.start, mention.end)


def _better(best: dict[Key, Quote], key: Key, quote: Quote) -> None:
    if key not in best or quote.worth > best[key].worth:
        best[key] = quote


def _keep(kept: dict[Key, list[Quote]], new: dict[Key, Quote], most: int) -> None:
    for key, quote in new.items():
        kept[key].append(quote)
        if len(kept[key]) > most:
            kept[key].remove(min(kept[key], key=lambda one: one.worth))
