"""Reading paths: everything comes after what it needs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import book
from glossary.paths import ReadingPath, leading_to, paths, steps
from tests.glossary.makers import a_concept, a_glossary

GLOSSARY = a_glossary(
    a_concept("token"),
    a_concept("model", prerequisites=("token",)),
    a_concept("head", prerequisites=("model",)),
    a_concept("circuit", prerequisites=("head", "model")),
    a_concept("brain"),
)


def a_path(*concepts, known=()):
    """A path to *concepts*."""
    return ReadingPath(id="path", title="A path", about="Somewhere.", concepts=concepts, known=known)


def walked(path, glossary=GLOSSARY):
    """The steps of a path: concept, and what it is needed for."""
    return [(step.concept.id, step.needed_for) for step in steps(path, glossary)]


def test_prerequisites():
    """What a concept needs comes before it, the deepest first, and says what it is for."""
    assert [("token", "model"), ("model", "head"), ("head", "circuit"), ("circuit", "")] == walked(a_path("circuit"))


def test_once():
    """A concept that several need is there once; one that the path names itself is for nothing else."""
    assert [("token", "model"), ("model", "head"), ("head", ""), ("circuit", ""), ("brain", "")] == walked(
        a_path("circuit", "head", "brain")
    )


def test_known():
    """What readers bring along is left out, with what only that needs."""
    assert [("head", "circuit"), ("circuit", "")] == walked(a_path("circuit", known=("model",)))


def test_known_but_named():
    """What readers bring along is there if the path names it, before whatever needs it."""
    assert [("token", "model"), ("model", ""), ("head", "")] == walked(a_path("head", "model", known=("model",)))


def test_leading_to():
    """The way to one concept has all that it needs, and ends with it."""
    found = leading_to(GLOSSARY["head"], GLOSSARY)

    assert [("token", "model"), ("model", "head"), ("head", "")] == [
        (step.concept.id, step.needed_for) for step in found
    ]


@st.composite
def walks(draw):
    """A path over a glossary without circles."""
    names = [f"c{number}" for number in range(draw(st.integers(1, 8)))]
    concepts = [
        a_concept(name, prerequisites=tuple(draw(st.lists(st.sampled_from(names[:at]), unique=True))) if at else ())
        for at, name in enumerate(names)
    ]
    some = st.lists(st.sampled_from(names), unique=True)
    return a_glossary(*concepts), a_path(*draw(some), known=tuple(draw(some)))


@given(walk=walks())
def test_order(walk):
    """Every step comes after its prerequisites but those that are known; all that is named is there, and once."""
    glossary, path = walk
    order = [one for one, _ in walked(path, glossary)]
    left_out = set(path.known) - set(path.concepts)

    assert set(path.concepts) <= set(order)
    assert len(set(order)) == len(order)
    assert not left_out & set(order)
    for at, one in enumerate(order):
        assert set(glossary[one].prerequisites) <= {*order[:at], *left_out}


def test_the_first_path():
    """There is a path for everybody, for newcomers, and for those who come from each larger neighbour."""
    assert "first-day" == next(iter(paths()))
    assert {"saes", "circuits", "benchmarks", "neuroscience", "causality", "nlp", "vision"} <= set(paths())


@pytest.mark.parametrize("path", paths().values(), ids=paths())
def test_real_paths(path):
    """Every concept on a path exists, and every step comes after what it needs."""
    glossary = book.load()

    assert [] == [one for one in (*path.concepts, *path.known) if one not in glossary.concepts]
    assert len(set(path.concepts)) == len(path.concepts)
    seen = set(path.known) - set(path.concepts)
    for step in steps(path, glossary):
        assert set(step.concept.prerequisites) <= seen
        seen.add(step.concept.id)
    assert set(path.concepts) <= seen
    assert path.title
    assert path.about.endswith(".")
