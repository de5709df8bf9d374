"""The glossary that comes with the program: as large as promised, whole, and true to what it cites."""

from __future__ import annotations

import gzip
import json
import re
import time

import pytest

from glossary import book
from glossary.access import Words
from glossary.evidence.collect import collect
from glossary.forms import key
from glossary.lists import topics
from tests.makers import a_work

WELL_FORMED = r"arxiv:(\d{4}\.\d{4,5}|[a-z-]+/\d{7})|doi:10\.\d{4,}/\S+|openreview:[\w-]+|web:[^/\s]+\.[^/\s]+(/\S*)?"

PROMISED = {"concepts": 220, "labels": 700, "bridges": 180, "crossing": 120}

ATTESTED = 0.9
"""Share of the shown labels that the corpus or a source shows in use."""

RUN = 12
"""Words in a row that we share with no abstract."""

SCAN_S = 30
"""Seconds for the whole corpus, with all labels."""


@pytest.fixture(scope="module")
def glossary():
    """The real glossary: that it loads says that it breaks no rule."""
    return book.load()


@pytest.fixture(scope="module")
def concepts(glossary):
    """Its concepts."""
    return glossary.concepts.values()


def failing(concepts, check):
    """Ids of the concepts for which *check* does not hold."""
    return [concept.id for concept in concepts if not check(concept)]


def test_size(glossary):
    """There is as much of everything as was promised."""
    counts = glossary.counts()

    assert [] == [name for name, least in PROMISED.items() if counts[name] < least]
    assert counts["false_friends"] >= 30
    assert counts["many_sensed"] >= 30


def test_yardsticks(concepts):
    """Every benchmark and metric says what it measures, of what, on what assumptions, and what is held against it."""
    measured = [concept for concept in concepts if concept.kind in ("benchmark", "metric")]

    assert len(measured) >= 40
    assert [] == failing(
        measured,
        lambda one: one.yardstick and one.yardstick.measures and one.yardstick.assumes and one.yardstick.criticism,
    )
    assert [] == failing(measured, lambda one: one.yardstick.applies_to)


def test_explanations(concepts):
    """Every concept has an intuition, a practice and its traps, in prose."""
    for part in ("intuition", "practice", "traps"):
        assert [] == failing(concepts, lambda one, part=part: len(getattr(one.explanation, part).split()) >= 10)


def test_bridges(glossary):
    """Every bridge says where it breaks, and four of five cite what justifies them."""
    bridges = glossary.bridges()

    assert [] == [(one.here.id, one.there.id) for one in bridges if len(one.bridge.breaks.split()) < 5]
    assert sum(bool(one.bridge.papers) for one in bridges) >= 0.8 * len(bridges)


def test_elsewhere(glossary, concepts):
    """Nearly every concept says what papers elsewhere say, and never what a false friend of it is called."""
    said = {one.id: {key(each) for some in one.elsewhere for each in (*some.same, *some.near)} for one in concepts}
    false = {
        one.id: {
            key(label.text)
            for link in glossary.links(one.id)
            if link.relation == "falseFriend"
            for label in link.there.labels
        }
        for one in concepts
    }

    assert len(failing(concepts, lambda one: said[one.id])) <= 0.01 * len(concepts)
    assert [] == failing(concepts, lambda one: all(some.same or some.near for some in one.elsewhere))
    assert [] == failing(concepts, lambda one: said[one.id].isdisjoint(false[one.id]))


def test_grounds(concepts):
    """Nearly every concept has a key paper, and every rival definition a source."""
    assert len(failing(concepts, lambda one: one.key_papers)) <= 0.1 * len(concepts)
    assert [] == failing(concepts, lambda one: all(rival.source for rival in one.rivals))


def test_shared_words(glossary):
    """Of the concepts that share a word, one at most is meant without any context."""
    assert [] == [
        word
        for word, concepts in glossary.many_sensed.items()
        if sum(any(not label.context for label, one in glossary.words[word] if one is concept) for concept in concepts)
        > 1
    ]


def test_labels_have_letters(glossary):
    """Every label can be found in a text, and so can what it needs beside it."""
    labels = [label for uses in glossary.words.values() for label, _ in uses]

    assert "" not in glossary.words
    assert [] == [label.text for label in labels for word in (*label.context, *label.unless) if not key(word)]


def test_sources(glossary):
    """Every id of a source is well-formed, every source has a title, and each is cited."""
    cited = {source for concept in glossary.concepts.values() for source in concept.sources}

    assert [] == [one for one in glossary.sources if not re.fullmatch(WELL_FORMED, one)]
    assert [] == [one.id for one in glossary.sources.values() if not one.title.strip()]
    assert set() == set(glossary.sources) - cited


def test_topics(glossary):
    """Every topic of the tree has concepts."""
    assert set() == set(topics()) - {topic for one in glossary.concepts.values() for topic in one.topics}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("causal tracing", {"causal-tracing"}),
        ("mixed selectivity", {"mixed-selectivity"}),
        ("dictionary learning", {"dictionary-learning"}),
        ("diagnostic classifier", {"probing"}),
        ("monosemantic", {"monosemanticity"}),
        ("knockout", {"knockout", "gene-knockout"}),
        ("feature", {"feature", "input-feature"}),
        ("circuit", {"circuit", "neural-circuit"}),
    ],
)
def test_look_up(home, word, expected):
    """A word leads to all of its senses, also where one of them has it as its id."""
    assert expected <= {one.id for one in Words(home).look_up(word).concepts}


@pytest.mark.data
def test_arxiv_titles(glossary, shared_data):
    """Every arXiv id that is cited is that of a paper, with this title."""
    cited = {
        one.id.removeprefix("arxiv:"): one.title for one in glossary.sources.values() if one.id.startswith("arxiv:")
    }
    with gzip.open(shared_data / "arxiv-titles.tsv.gz", "rt", encoding="utf-8") as file:
        titles = dict(line.rstrip("\n").split("\t", 1) for line in file)

    assert len(cited) > 1000
    assert {} == {number: title for number, title in cited.items() if titles.get(number) != title}


@pytest.fixture(scope="module")
def corpus(shared_data):
    """The papers of the sample that a crude rule calls mechanistic interpretability."""
    wanted = set((shared_data / "arxiv-mi-ids.txt").read_text().split())
    found = []
    with gzip.open(shared_data / "arxiv-snapshot-sample.jsonl.gz") as file:
        for line in file:
            if line[8 : line.index(b'"', 8)].decode() in wanted:  # to parse all of them takes ten times as long
                record = json.loads(line)
                found.append(a_work(id=f"arxiv:{record['id']}", title=record["title"], abstract=record["abstract"]))
    return found


def runs(text):
    """Every run of `RUN` words in *text*."""
    found = re.findall(r"\w+", text.lower())
    return {tuple(found[start : start + RUN]) for start in range(len(found) - RUN + 1)}


@pytest.mark.data
def test_our_own_words(concepts, corpus):
    """What we write is in our own words; only rival definitions quote."""
    copied = {
        run: concept.id
        for concept in concepts
        for text in (
            concept.definition,
            concept.explanation.intuition,
            concept.explanation.practice,
            concept.explanation.traps,
            concept.contested,
            *(bridge.breaks for bridge in concept.bridges),
        )
        for run in runs(text)
    }

    assert [] == [
        (copied[run], work.id, " ".join(run)) for work in corpus for run in runs(work.abstract) & copied.keys()
    ]


@pytest.mark.data
def test_attested(glossary, corpus):
    """The whole corpus is scanned in time, and nine of ten labels are shown in use by it or by their source."""
    begun = time.monotonic()
    found = collect(corpus, glossary)
    took = time.monotonic() - begun

    said = {(one.concept, one.label) for _, one in found.mentions}
    shown = [(concept.id, label) for concept in glossary.concepts.values() for label in concept.shown]
    attested = sum(bool(label.source) or (one, label.text) in said for one, label in shown)
    assert (True, True) == (len(corpus) > 3000, took < SCAN_S)
    assert attested >= ATTESTED * len(shown)
    assert len(said) >= 0.5 * len(shown)
