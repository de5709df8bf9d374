"""What the page of a topic says. It computes nothing that its reader decides, so that it can be written to disk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from catalogue import programme
from catalogue.errors import GlossaryError, NoProgrammeError
from catalogue.people import Person
from catalogue.records import Placement, Work
from catalogue.words import Concept, Source
from glossary.lists import KeyTopic, Topic, key_topics, topics
from views.compose import Services
from views.people.authors import authors
from views.topics import central, papers
from views.topics.belonging import AWAY
from views.topics.central import Speech
from views.topics.papers import Corpus
from views.topics.problems import Problem
from views.topics.trend import Year, trend

CENTRAL, SPEECH, KEY, NEWEST, PROBLEMS, PEOPLE = 8, 6, 8, 6, 8, 12
"""How many of each a page shows."""

ASKED = 40
"""Central concepts among which those are sought that people call differently."""

FADES = 0.8
"""What an open problem is worth a year later, in that of today's: the newest are of the field as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """An author of papers on a topic."""

    person: Person
    papers: int
    """On the topic."""
    first: str
    """Year of the first of them that has a date; empty if none has."""
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """A paper on the topic that is presented at the current event."""

    work: Work
    place: Placement


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage:
    """All that is said of a topic."""

    id: str
    label: str
    about: str
    key: bool
    """Whether it is one of the workshop's key topics."""
    parts: tuple[Topic, ...]
    """The topics of the tree that it is made of; of one of the tree, itself."""
    part_of: KeyTopic | None
    """The key topic that has it as one of several parts."""
    concepts: int
    """How many concepts of the glossary belong to it."""
    central: tuple[Concept, ...]
    speech: tuple[Speech, ...]
    papers: tuple[str, ...]
    """Ids of all its works, the most about it first."""
    key_papers: tuple[Work, ...]
    missing: tuple[Source, ...]
    """What its concepts cite most and the library does not have."""
    newest: tuple[Work, ...]
    trend: tuple[Year, ...]
    undated: int
    """Papers of the topic without a date: in no year of the trend."""
    problems: tuple[Problem, ...]
    writers: tuple[Writer, ...]
    event: str
    """The current event; empty where there is none."""
    posters: tuple[Poster, ...]
    """By session and number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A topic in a list of topics."""

    topic: Topic | KeyTopic
    papers: int
    concepts: int
    trend: tuple[Year, ...]


def read(services: Services, topic_id: str) -> TopicPage:
    """Return what is known of a topic of the tree or a key topic.

    Raises:
        GlossaryError: There is no such topic.
        CatalogueError: The works cannot be read.
    """
    topic = _named(topic_id)
    parts = _parts(topic)
    corpus, glossary = papers.corpus(services), services.words.glossary
    of = papers.members(corpus, parts)
    here = _here(corpus, of)
    concepts = central.concepts(glossary, parts, here)
    votes = central.cited(concepts, parts)
    best = central.key_papers(votes, corpus.work_of, _chosen(corpus, parts), KEY)
    event, posters = _posters(services, corpus, of)
    return TopicPage(
        id=topic_id,
        label=topic.label,
        about=topic.about,
        key=topic_id in key_topics(),
        parts=tuple(topics()[one] for one in parts),
        part_of=next((one for one in key_topics().values() if topic_id in one.topics and topic_id != one.id), None),
        concepts=len(concepts),
        central=concepts[:CENTRAL],
        speech=central.speech(concepts[:ASKED])[:SPEECH],
        papers=of,
        key_papers=tuple(services.catalogue.find(best)),
        missing=central.missing(votes, corpus.work_of, glossary.sources, KEY - len(best)),
        newest=tuple(services.catalogue.find(_newest(corpus, of))),
        trend=trend(of, corpus.dates),
        undated=sum(not corpus.dates[one] for one in of),
        problems=_problems(corpus, parts),
        writers=_writers(services, corpus, of),
        event=event,
        posters=posters,
    )


def entries(services: Services, some: Iterable[Topic | KeyTopic]) -> tuple[Entry, ...]:
    """Return what a list says of topics, in their order. Raises `CatalogueError` when the works cannot be read."""
    corpus, concepts = papers.corpus(services), services.words.glossary.concepts.values()
    found = []
    for topic in some:
        of = papers.members(corpus, _parts(topic))
        number = sum(not set(_parts(topic)).isdisjoint(concept.topics) for concept in concepts)
        found.append(Entry(topic=topic, papers=len(of), concepts=number, trend=trend(of, corpus.dates)))
    return tuple(found)


def _named(topic_id: str) -> Topic | KeyTopic:
    """Return a topic; of two with one id the key topic, of which more is said."""
    if topic := key_topics().get(topic_id) or topics().get(topic_id):
        return topic
    raise GlossaryError(f"there is no topic {topic_id!r}", "See them all: commons topics")


def _parts(topic: Topic | KeyTopic) -> tuple[str, ...]:
    return topic.topics if isinstance(topic, KeyTopic) else (topic.id,)


def _chosen(corpus: Corpus, parts: Sequence[str]) -> dict[str, float]:
    """Return how sure people are that a work belongs here: 1 where it has its home, less where not."""
    return {
        work: 1.0 if corpus.curated[work][0] in parts else AWAY
        for part in parts
        for work in corpus.scores[part]
        if part in corpus.curated.get(work, ())
    }


def _newest(corpus: Corpus, of: Sequence[str]) -> list[str]:
    """Return the works submitted last; what lies in the future is the day of a meeting, and does not count."""
    today = datetime.now(UTC).date().isoformat()
    past = [one for one in of if corpus.dates[one] and corpus.dates[one] <= today]
    return sorted(past, key=lambda one: (corpus.dates[one], one), reverse=True)[:NEWEST]


def _here(corpus: Corpus, of: Sequence[str]) -> dict[str, int]:
    """Count the papers of a topic that name each concept."""
    members = frozenset(of)
    return {concept: many for concept, some in corpus.naming.items() if (many := len(some & members))}


def _problems(corpus: Corpus, parts: Sequence[str]) -> tuple[Problem, ...]:
    """Return the newest and most typical problems, one a paper."""
    worth: dict[str, tuple[float, Problem]] = {}
    latest = max((date[:4] for date in corpus.dates.values() if date), default="")
    for part in parts:
        for problem in corpus.problems[part]:
            age = int(latest) - int(problem.date[:4]) if problem.date else 0
            score = min(corpus.scores[part][problem.paper], 1.0) * problem.about[part] * FADES**age
            if score > worth.get(problem.paper, (0.0, problem))[0]:
                worth[problem.paper] = score, problem
    ranked = sorted(worth.values(), key=lambda one: (-one[0], one[1].paper))
    return tuple(problem for _, problem in ranked[:PROBLEMS])


def _writers(services: Services, corpus: Corpus, of: Sequence[str]) -> tuple[Writer, ...]:
    """Return who wrote most of the papers; whoever is hidden, or cannot be told from a namesake, is not among them."""
    known, person_of, years = authors(services), dict[str, Person](), defaultdict[str, list[str]](list)
    for work in of:
        for person in {one.id: one for one in known.of(work) if one}.values():
            person_of[person.id] = person
            years[person.id].append(corpus.dates[work][:4])
    least = min(sorted(map(len, years.values()))[-PEOPLE:], default=0)  # most people need no description
    writers = [
        Writer(
            person=person_of[one],
            papers=len(some),
            first=min(filter(None, some), default=""),
            last=max(some),
        )
        for one, some in years.items()
        if len(some) >= least
    ]
    return tuple(sorted(writers, key=lambda one: (-one.papers, -int(one.last or 0), one.person.name))[:PEOPLE])


def _posters(services: Services, corpus: Corpus, of: Sequence[str]) -> tuple[str, tuple[Poster, ...]]:
    """Return the current event, and the works that are presented there in one of its sessions."""
    try:
        event = programme.current(services.catalogue)
    except NoProgrammeError:
        return "", ()
    timed = [one.slug for one in programme.read(services.catalogue, event)]
    works = services.catalogue.find(one for one in of if event in corpus.events.get(one, ()))
    found = [
        Poster(work=work, place=place)
        for work in works
        for place in work.placements
        if place.event == event and place.session
    ]
    return event, tuple(sorted(found, key=lambda one: _stands(one.place, timed)))


def _stands(place: Placement, timed: Sequence[str]) -> tuple[int, str, int, str]:
    """Order posters: the sessions by their hours, then the rest by name; in each by number."""
    session = timed.index(place.session) if place.session in timed else len(timed)
    return session, place.session, place.number if place.number is not None else 1 << 30, place.board
