"""Which papers belong to a topic: those that people put there, and those that name its concepts enough.

A mention weighs the square of how rare its concept is in the library, `TITLED` times that in a title, and `EVERYWHERE`
of it if the concept is one of those that are named everywhere; a topic gets what its concepts weigh, `AWAY` of it where
the topic is not a concept's home. The sum is divided by the root of all that the paper names: who names everything is
about nothing in particular, but two mentions are more than one.
`benchmarks/topics.py` measures it on the topics of the starter bibliography; the constants were chosen on half of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

from catalogue.records import Work
from catalogue.words import Concept
from glossary.lists import Topic

TITLED = 3
"""What a mention in a title weighs, in mentions below it."""

AWAY = 0.5
"""What a concept weighs for its topics after the first."""

EVERYWHERE = 0.25
"""What a mention of a concept weighs that also belongs to a topic which only people fill."""

LEAST = 0.48
"""From here on a paper belongs to a topic: the best F1 on half of the starter bibliography."""

PRECISION, RECALL = 0.77, 0.59
"""What `benchmarks/topics.py` measured on the other half, of the topics that not only people fill."""

CHOSEN = 1.0
"""What it adds that people put a paper into a topic, and half of it where the topic is not the first that they name."""

Scores = dict[str, dict[str, float]]
"""By topic: its papers and how much each is about it, larger is more, the most first."""


def scores(
    works: Iterable[Work],
    mentions: Iterable[tuple[str, str, int, int]],
    concepts: Mapping[str, Concept],
    topics: Mapping[str, Topic],
    least: float = LEAST,
) -> Scores:
    """Sort works into topics.

    Args:
        works: The library.
        mentions: What its papers name, as `glossary.evidence.store.Evidence.mentions` has it.
        concepts: The glossary.
        topics: The topic tree.
        least: The score from which on a work belongs that nobody put there.
    """
    found: Scores = {topic: {} for topic in topics}
    library = list(works)
    named = said(mentions, concepts, topics, len(library))
    for work in library:
        for topic, score in _one(work, named.get(work.id, {}), topics, least).items():
            found[topic][work.id] = score
    return {topic: dict(sorted(some.items(), key=lambda one: (-one[1], one[0]))) for topic, some in found.items()}


def said(
    mentions: Iterable[tuple[str, str, int, int]],
    concepts: Mapping[str, Concept],
    topics: Mapping[str, Topic],
    papers: int,
) -> dict[str, dict[str, float]]:
    """Return how much each paper says of each topic by the concepts that it names, by the ids of both."""
    rows = [row for row in mentions if row[1] in concepts]
    naming = Counter(concept for _, concept, _, _ in rows)
    weighs = {
        concept: (1 if tells(concepts[concept], topics.values()) else EVERYWHERE)
        * (log((papers + 1) / many) / log(papers + 1)) ** 2
        for concept, many in naming.items()
    }
    found: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    whole: defaultdict[str, float] = defaultdict(float)
    for paper, concept, times, titled in rows:
        weight = (times + (TITLED - 1) * titled) * weighs[concept]
        whole[paper] += weight
        for place, topic in enumerate(concepts[concept].topics):
            if not topics[topic].by_hand:
                found[paper][topic] += weight * (AWAY if place else 1)
    return {
        paper: {topic: score / sqrt(whole[paper]) for topic, score in some.items()} for paper, some in found.items()
    }


def tells(concept: Concept, topics: Iterable[Topic]) -> bool:
    """Whether it says something of a paper that it names *concept*: none of its topics is one that only people fill."""
    return {one.id for one in topics if one.by_hand}.isdisjoint(concept.topics)


def has_word(text: str, topic: Topic) -> bool:
    """Whether *text* has a word that begins like one of those that in a title say that a paper is about *topic*."""
    said = f" {text.casefold()}"
    return any(f" {word}" in said for word in topic.titles)


def _one(work: Work, named: Mapping[str, float], topics: Mapping[str, Topic], least: float) -> dict[str, float]:
    """Return the topics that a work belongs to, with how much it is about each."""
    total = defaultdict(float, named)
    for topic in topics.values():
        if has_word(work.title, topic):
            total[topic.id] += least
    chosen = {topic for topic, score in total.items() if score >= least}
    for place, topic_id in enumerate(one for one in work.topics if one in topics):
        total[topic_id] += CHOSEN * (0.5 if place else 1)
        chosen.add(topic_id)
    return {topic: total[topic] for topic in chosen}


def homes(found: Scores, works: Sequence[Work]) -> dict[str, str]:
    """Return the main topic of each work that has one: the first that people name, or else what it is most about."""
    best: dict[str, tuple[float, str]] = {}
    for topic, some in found.items():
        for work, score in some.items():
            if work not in best or score > best[work][0]:
                best[work] = score, topic
    said_first = {work.id: next((one for one in work.topics if one in found), "") for work in works}
    return {work: said_first[work] or topic for work, (_, topic) in best.items()}
