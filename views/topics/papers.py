"""The papers of each topic: sorted once for each state of the catalogue and of the glossary's evidence, and kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from catalogue.errors import NoEvidenceError
from catalogue.kept import kept
from catalogue.records import Work
from glossary.lists import topics
from views.compose import Services
from views.topics import belonging, problems
from views.topics.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What the pages of topics are made of, without a word of anybody who reads them."""

    scores: Mapping[str, Mapping[str, float]]
    """By topic of the tree: its papers and how much each is about it, the most first."""
    topic_of: Mapping[str, str]
    """The main topic of each paper that has one."""
    curated: Mapping[str, tuple[str, ...]]
    """The topics into which people put papers."""
    naming: Mapping[str, frozenset[str]]
    """By concept: the papers that name it."""
    problems: Mapping[str, tuple[Problem, ...]]
    """By topic of the tree: what its papers say is open about it, the newest first."""
    dates: Mapping[str, str]
    """When each paper of the library was submitted; empty where nobody knows."""
    events: Mapping[str, frozenset[str]]
    """The events at which papers are presented."""
    work_of: Mapping[str, str]
    """The work of each record's id."""


def by_topic(services: Services) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of the works of each topic of the tree, the most about it first.

    Before the glossary's evidence is read these are the works that people put there.

    Raises:
        CatalogueError: The works cannot be read.
    """
    return {topic: tuple(some) for topic, some in corpus(services).scores.items()}


def topic_of(services: Services) -> Mapping[str, str]:
    """Return the main topic of each work as of now; a work that belongs to none is missing.

    Raises what `by_topic` raises.
    """
    return corpus(services, exact=True).topic_of


def topics_of(services: Services, work: Work) -> tuple[str, ...]:
    """Return the topics of a work, what it is most about first; of one that no list has (withdrawn) what people said.

    Raises what `by_topic` raises.
    """
    scores = corpus(services).scores
    found = [topic for topic, some in scores.items() if work.id in some]
    return tuple(
        sorted(found, key=lambda topic: -scores[topic][work.id]) or (one for one in work.topics if one in scores)
    )


def members(known: Corpus, parts: Iterable[str]) -> tuple[str, ...]:
    """Return the works of one topic of the tree or of several as one, those most about one of them first."""
    best: dict[str, float] = {}
    for part in parts:
        for work, score in known.scores[part].items():
            best[work] = max(score, best.get(work, 0.0))
    return tuple(sorted(best, key=lambda work: (-best[work], work)))


def corpus(services: Services, *, exact: bool = False) -> Corpus:
    """Return all that is known: some seconds of work for 6,000 papers, once after each change.

    Meanwhile it returns what was known before, unless *exact*. Raises what `by_topic` raises.
    """
    state = services.catalogue.stamp(), services.words.evidence.stamp().get("made", "")
    found: Corpus = kept("topics", services.settings).get(state, partial(_made, services), exact=exact, portable=True)
    return found


def _made(services: Services) -> Corpus:
    works, concepts = services.catalogue.works(), services.words.glossary.concepts
    mentions: list[tuple[str, str, int, int]] = []
    with suppress(NoEvidenceError):
        mentions = services.words.evidence.mentions()
    naming: defaultdict[str, set[str]] = defaultdict(set)
    for paper, concept, _, _ in mentions:
        naming[concept].add(paper)
    found = belonging.scores(works, mentions, concepts, topics())
    homes = belonging.homes(found, works)
    specific = problems.specificity(concepts, naming, found)
    said = problems.find(works, services.words.matcher, specific, homes)
    return Corpus(
        scores=found,
        topic_of=homes,
        curated={work.id: known for work in works if (known := tuple(one for one in work.topics if one in topics()))},
        naming={concept: frozenset(some) for concept, some in naming.items()},
        problems={
            topic: tuple(one for one in said if topic in one.about and one.paper in some)
            for topic, some in found.items()
        },
        dates={work.id: work.submitted for work in works},
        events={work.id: frozenset(one.event for one in work.placements) for work in works if work.placements},
        work_of={paper.id: work.id for work in works for paper in work.records},
    )
