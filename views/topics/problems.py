"""Open problems as papers name them: sentences of abstracts that say, in so many words, that something is not known.

Patterns for few and sure finds rather than many. A sentence in which the authors go on to say what they do about it is
left out, as it announces an answer; so is one that only makes sense after the one before it. What it concerns is known
by concepts that are named little outside of a topic. `benchmarks/topics.py` says how many of those that were drawn and
read state an open problem, and of their topic.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from catalogue import sentences
from catalogue.records import Work
from catalogue.words import Concept
from glossary.matcher import Matcher

_HOW = r"(?:(?:still|yet|so far|to date|currently|(?!typically|usually|generally)\w+ly)[ ,]+)*"
_IS = rf"\b(?:is|are|remains?|seems?) {_HOW}"
_NOT = r"(?:not|n't)"
_SERIOUS = r"(?:key|major|main|core|central|critical|crucial|fundamental|serious|important)"
_GRAVE = rf"(?:an?|the|{_SERIOUS}|open|long-?standing|\w+ly)"
_OPEN = r"open (?:\w+ )?(?:questions?|problems?|challenges?|issues?)"
_TROUBLE = r"(?:challenges?|challenging|problems?|obstacles?|bottlenecks?|questions?|issues?|mystery|difficult|hard)"
_LACKED = (
    r"(?:consensus|agreement|agreed|standards?|standardi[sz]\w+|accepted|principled|reliable|systematic|unified|"
    r"rigorous|theoretical|formal|ground[- ]truth|clear|general|mechanistic)"
)
_GOODS = (
    r"(?:methods?|frameworks?|accounts?|theor\w+|evaluations?|understanding|definitions?|metrics?|criteri\w+|"
    r"benchmarks?)"
)
_PATTERNS = (
    rf"{_IS}(?:unclear|unknown(?! a priori)|unexplored|unresolved|unanswered|unsettled|untested)\b",
    rf"{_IS}(?:elusive|opaque|contested)\b",
    rf"{_IS}under-?(?:explored|studied|examined|investigated)\b",
    rf"\b(?:is|are|remains?|has|have) {_HOW}{_NOT} {_HOW}(?:clear|known|understood|established)\b",
    rf"\b(?:has|have) {_HOW}{_NOT} {_HOW}been (?:\w+ly )?(?:studied|explored|tested|established)\b",
    r"\b(?:poorly|little|less|incompletely|insufficiently|barely) (?:understood|explored)\b",
    rf"\b{_NOT} (?:yet )?(?:fully|well) (?:understood|explored)\b",
    rf"\bremains? {_HOW}(?:{_GRAVE} )*{_TROUBLE}\b",
    rf"\b(?:is|are) (?:still )?(?:an )?{_OPEN}\b",
    rf"\b{_OPEN} (?:is|are|remains?|concerns?|whether|how|why|what)\b",
    r"\blittle (?:is|has been) (?:known|understood|said|done)\b|\bmuch less is known\b",
    r"\b(?:we|the field|the community|researchers|practitioners) (?:still |currently |now )?lacks?\b",
    rf"\b(?:lack(?:s|ing)?|absence of|no|without)(?: of)?(?: an?| any)? {_LACKED} (?:\w+ )?(?:{_GOODS}|for|of|on)\b",
    rf"\bwe {_HOW}(?:do not|don't|cannot) (?:yet |fully |really |reliably |well )*(?:know|understand)\b",
    r"\bthere is (?:still |currently |as yet |yet )?(?:no|little) (?:consensus|agreement|understanding)\b",
    rf"\b(?:received|attracted|seen) {_HOW}(?:little|limited|less|scant|no) (?:\w+ )?(?:attention|study|scrutiny)\b",
    r"\bfuture (?:work|research) (?:should|must|needs?|is needed|will (?:have|need) to)\b",
    rf"\b{_SERIOUS} (?:\w+ )?(?:limitation|challenge|obstacle)s? (?:of|with|for|in|is)\b",
    r"\bis (?:\w+ly )?(?:difficult|hard|challenging) (?:because|since|due)\b",
)
_STATES = re.compile("|".join(_PATTERNS), re.IGNORECASE)
_SAYS = r"lacks?|do|don't|cannot|still|currently|now|is|are|remains?|ha[sv]e?|know|expect|want|need|care|observe"
_ANSWERED = re.compile(
    r"\b(?:we|this (?:paper|work|study|article)|our (?!understanding|knowledge|ability)\w+) "
    rf"(?:\w+ly |also |then |further |here |therefore )*(?!(?:{_SAYS})\b)\w+"
    r"|\b(?:in this|this|the present) (?:paper|work|study|article)\b|\bhere,"
    r"|^(?:since|because|as|this|these|they|such)\b"
    r"|\bto (?:address|fill|close|bridge|answer|resolve|tackle|overcome) (?:this|these|the)\b",
    re.IGNORECASE,
)


SPECIFIC = 0.25
"""The share of the papers that name a concept which must belong to its topic, for the concept to say what is meant."""

RESERVE = 2
"""Papers elsewhere that every concept is taken to have, so that one paper alone settles nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A sentence of an abstract, word for word but for white space, that says that something is open."""

    paper: str
    title: str
    date: str
    sentence: str
    about: Mapping[str, float]
    """The topics that it concerns, and how surely, from 0 to 1."""


def states(sentence: str) -> bool:
    """Whether *sentence* says that something is not known, and no more."""
    return bool(_STATES.search(sentence)) and not _ANSWERED.search(sentence)


def find(
    works: Iterable[Work], matcher: Matcher, specific: Mapping[str, Mapping[str, float]], homes: Mapping[str, str]
) -> tuple[Problem, ...]:
    """Return what papers say is open about some topic, the newest paper first.

    Args:
        works: The papers.
        matcher: Finds concepts in a sentence.
        specific: As `specificity` gives it.
        homes: The main topic of each paper that has one.
    """
    found = [
        Problem(paper=work.id, title=work.title, date=work.submitted, sentence=sentence, about=about)
        for work in works
        for sentence in filter(states, sentences.split(work.abstract))
        if (about := _about({one.concept for one in matcher.scan(sentence)}, specific, homes.get(work.id, "")))
    ]
    return tuple(sorted(found, key=lambda one: (one.date, one.paper), reverse=True))


def specificity(
    concepts: Mapping[str, Concept], naming: Mapping[str, Collection[str]], scores: Mapping[str, Mapping[str, float]]
) -> dict[str, dict[str, float]]:
    """Return for each concept its topics with the share of the papers naming it that belong there, a little less.

    Of the topics the first is the concept's home. A concept that no paper names is missing.

    Args:
        concepts: The glossary.
        naming: The papers that name each concept.
        scores: The papers of each topic.
    """
    return {
        concept: {
            one: sum(paper in scores[one] for paper in some) / (len(some) + RESERVE) for one in concepts[concept].topics
        }
        for concept, some in naming.items()
        if concept in concepts
    }


def _about(named: Collection[str], specific: Mapping[str, Mapping[str, float]], home: str) -> dict[str, float]:
    """Return the topics that a sentence concerns which names some concepts, in a paper whose main topic is *home*.

    A concept speaks for its home, and for the paper's main topic if it is among the concept's.
    """
    about: dict[str, float] = {}
    for concept in named:
        for place, (topic, share) in enumerate(specific.get(concept, {}).items()):
            if share >= SPECIFIC and (place == 0 or topic == home):
                about[topic] = max(share, about.get(topic, 0.0))
    return about
