"""What an accepted candidate becomes."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.words import Bridge, Label
from glossary import read, rules
from glossary.candidates.candidate import Candidate, Quote, Side
from glossary.candidates.collect import collect
from glossary.candidates.skeleton import toml
from tests.glossary.candidates.library import ABBREVIATION, GLOSSARY, PAIR, TERM, WORKS

DATE = dt.date(2026, 11, 30)
CANDIDATES = {one.id: one for one in collect(WORKS, GLOSSARY)}
KNOWN = Side("sparse autoencoder", "sae")


def entry(candidate: Candidate) -> read.Entry:
    """The file of a new concept, read back."""
    found = read.parse("new", toml(candidate, DATE))
    assert isinstance(found, read.Entry), found
    return found


def labels(candidate: Candidate):
    """The labels of a new concept, or of a table to paste."""
    return [(one["text"], one["kind"], one["source"]) for one in tomllib.loads(toml(candidate, DATE))["labels"]]


def test_term():
    """A term becomes a concept's file, named after it, with the quoted paper as its source."""
    assert "glossary/terms/attention-sink.toml" in toml(CANDIDATES[TERM], DATE)
    assert [("attention sink", "preferred", "arxiv:2401.00001")] == labels(CANDIDATES[TERM])
    assert [(DATE, "First written.")] == [(one.date, one.what) for one in entry(CANDIDATES[TERM]).concept.changes]


def test_abbreviation():
    """An abbreviation becomes a label beside the word that it is short for."""
    source = "arxiv:2403.00001"

    assert [("task vector", "preferred", source), ("TV", "abbreviation", source)] == labels(CANDIDATES[ABBREVIATION])
    assert "task vector" == entry(CANDIDATES[ABBREVIATION]).concept.name


@pytest.mark.parametrize("candidate", [TERM, ABBREVIATION])
def test_unfinished(candidate):
    """A skeleton can be read, but the rules refuse it: nobody's work gets in by accident."""
    found = "\n".join(one.what for one in rules.check([entry(CANDIDATES[candidate])], {}))

    assert "the definition is one sentence" in found
    assert "a concept has one or more topics" in found
    assert "is not in sources.toml" in found


def test_pair():
    """A pair becomes a bridge from the first to the second, with the quoted paper as its grounds."""
    text = toml(CANDIDATES[PAIR], DATE)

    [bridge] = tomllib.loads(text)["bridges"]

    assert "glossary/terms/patching.toml" in text
    assert Bridge(to="tracing", relation="closeMatch", breaks="", papers=("arxiv:2402.00001",), date=DATE) == Bridge(
        **bridge | {"papers": tuple(bridge["papers"])}
    )


@pytest.mark.parametrize(
    ("kind", "sides", "expected"),
    [
        ("pair", (KNOWN, Side("green lens")), Label(text="green lens", kind="alternate", source="a:1")),
        ("pair", (Side("green lens"), KNOWN), Label(text="green lens", kind="alternate", source="a:1")),
        ("abbreviation", (Side("GL"), KNOWN), Label(text="GL", kind="abbreviation", source="a:1")),
    ],
)
def test_label_of_a_concept(kind, sides, expected):
    """Another name or an abbreviation of a known concept becomes a label for its file."""
    text = toml(replace(CANDIDATES[TERM], kind=kind, sides=sides, quote=Quote("a:1", "")), DATE)

    [label] = tomllib.loads(text)["labels"]

    assert expected == Label(**label | {"communities": tuple(label["communities"])})
    assert "glossary/terms/sae.toml" in text


def test_evidence():
    """Above it stands what speaks for it."""
    said = toml(CANDIDATES[TERM], DATE)

    assert said.startswith("# Accepted candidate term:attention-sink, papers: 3, the newest: arxiv:2403.00001, ")
    assert "# “The attention sink is a place of rest.” [arxiv:2401.00001]\n" in said


@given(st.text(min_size=1), st.text(), st.sampled_from(["term", "abbreviation", "pair"]), st.booleans())
def test_any_text(word, sentence, kind, known):
    """Whatever a paper prints, the skeleton is TOML, and the word is in it as it was, control characters apart."""
    other = KNOWN if known or kind == "pair" else Side("other")
    sides = (Side(word),) if kind == "term" else (Side(word), other)

    found = tomllib.loads(toml(replace(CANDIDATES[TERM], kind=kind, sides=sides, quote=Quote("a", sentence)), DATE))

    printed = "".join(filter(str.isprintable, " ".join(word.split())))
    assert printed in [label["text"] for label in found["labels"]]
