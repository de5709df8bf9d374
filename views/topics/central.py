"""What a topic is made of: its central concepts, who calls them what, and the papers that everything else refers to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from catalogue.words import COMMUNITIES, LEVELS, Concept, Source
from glossary.book import Glossary
from glossary.lists import topics
from views.glossary import wording as terms_wording
from views.topics.belonging import AWAY, EVERYWHERE, tells

CURATED = 2.0
"""Concepts that would have to cite a paper to say as much as people do who put it into the topic first of all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Who calls a concept what, without the words that all communities share."""

    concept: Concept
    says: Mapping[str, tuple[str, ...]]
    """Words by speaker: a key of `views.glossary.wording.SPEAKERS`."""


def concepts(glossary: Glossary, parts: Collection[str], naming: Mapping[str, int]) -> tuple[Concept, ...]:
    """Return the concepts of a topic, the central ones first: those that most of its papers name.

    A concept counts less in a topic that is not its home, and much less if it is named everywhere. Where no paper is
    known to name any, those come first that a newcomer needs and that lead on to others.

    Args:
        glossary: The concepts.
        parts: Ids of the topics of the tree that the topic is made of.
        naming: How many of the topic's papers name each concept.
    """
    return tuple(
        sorted(
            (one for one in glossary.concepts.values() if not set(parts).isdisjoint(one.topics)),
            key=lambda one: (
                -naming.get(one.id, 0) * _weight(one, parts) * (1 if tells(one, topics().values()) else EVERYWHERE),
                -_weight(one, parts),
                LEVELS.index(one.level),
                -len(glossary.leads_to(one.id)),
                one.id,
            ),
        )
    )


def _weight(concept: Concept, parts: Collection[str]) -> float:
    return 1 if concept.topics[0] in parts else AWAY


def speech(some: Iterable[Concept]) -> tuple[Speech, ...]:
    """Return who calls concepts what, for those that have words of their own with two speakers or more."""
    found = []
    for concept in some:
        columns = {
            who: tuple(label.text for label in labels) for who, labels in terms_wording.by_speaker(concept).items()
        }
        everybody = set.intersection(*(set(columns[one]) for one in COMMUNITIES))
        own = {who: tuple(text for text in said if text not in everybody) for who, said in columns.items()}
        if len({said for said in own.values() if said}) > 1:
            found.append(Speech(concept=concept, says={who: said for who, said in own.items() if said}))
    return tuple(found)


def cited(some: Iterable[Concept], parts: Collection[str]) -> dict[str, float]:
    """Count by how many of a topic's concepts each source is cited as a key paper or as where the idea came in.

    A citation by a concept that has its home elsewhere counts less. Keys are ids of sources.
    """
    votes: defaultdict[str, float] = defaultdict(float)
    for concept in some:
        for source in {concept.introduced, *concept.key_papers} - {""}:
            votes[source] += _weight(concept, parts)
    return votes


def key_papers(
    votes: Mapping[str, float], work_of: Mapping[str, str], chosen: Mapping[str, float], most: int
) -> tuple[str, ...]:
    """Return the works that a topic's concepts cite most or that people put into it first of all, at most *most*.

    Args:
        votes: As `cited` gives them.
        work_of: The work of each record's id.
        chosen: How much each work is about the topic that people put there.
        most: How many are wanted.
    """
    total: defaultdict[str, float] = defaultdict(float)
    for source, many in votes.items():
        if source in work_of:
            total[work_of[source]] += many
    for work, score in chosen.items():
        total[work] += CURATED * min(score, 1.0)
    ranked = sorted(total, key=lambda work: (-total[work], -chosen.get(work, 0.0), work))
    return tuple(ranked[:most])


def missing(
    votes: Mapping[str, float], work_of: Mapping[str, str], sources: Mapping[str, Source], most: int
) -> tuple[Source, ...]:
    """Return the sources that a topic's concepts cite most and that the library does not have, at most *most*."""
    gone = [one for one in votes if one not in work_of]
    return tuple(sources[one] for one in sorted(gone, key=lambda one: (-votes[one], one))[:most])
