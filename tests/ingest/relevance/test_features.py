"""What is counted of a paper."""

from __future__ import annotations

from math import log

from ingest.relevance.features import features
from ingest.relevance.judge import shipped
from ingest.relevance.words import words
from tests.ingest.relevance.makers import OURS


def of(*sentences):
    """The features of a reading, with only those that are not 0."""
    return {name: value for name, value in features(list(sentences)).items() if value}


def test_counting():
    """Different patterns count, by the logarithm, the title twice; the same one again does not."""
    found = of({"own": {1, 2}, "model": {9}}, {"own": {1}}, {"own": {3}})

    assert log(4) == found["own"]
    assert 1.0 == found["title own"]
    assert log(4) == found["sentences with own words"]
    assert 1.0 == found["two own words"]
    assert "no model" not in found


def test_together():
    """What one does counts where one looks, in the same sentence, and more where the authors say that they do it."""
    apart = of({}, {"inside": {1}}, {"reads": {2}})
    together = of({}, {"inside": {1}, "reads": {2}}, {})
    ours = of({}, {"inside": {1}, "reads": {2}, "authors": {3}})

    assert "looks and reads" not in apart
    assert log(2) == together["looks and reads"]
    assert "authors look and act" not in together
    assert log(2) == ours["authors look and act"]


def test_title():
    """A title that looks and acts says so; more than two words of a list say no more."""
    found = of({"inside": {1, 2, 3}, "compares": {4}})

    assert 1.0 == found["title looks and acts"] == found["title inside"]


def test_building():
    """Building something counts where the authors say it and the sentence has none of the field's own words."""
    assert log(2) == of({}, {"builds": {1}, "authors": {2}})["authors build"]
    assert "authors build" not in of({}, {"builds": {1}, "authors": {2}, "own": {3}})


def test_nothing():
    """A paper of which nothing is found has one feature: it speaks of no model."""
    assert {"no model": 1.0} == of({}) == of()


def test_the_weights_fit():
    """The model that comes with the project weighs exactly the features that there are, and by the right sign."""
    weights = shipped().weights

    assert set(weights) == set(features(words().read(*OURS[0])))
    against = {name for name, weight in weights.items() if weight < 0}
    assert {"outside", "builds", "behaves", "elsewhere"} <= {name.removeprefix("title ") for name in against}
    assert not any(place in name.split() for name in against for place in ("own", "near", "shared", "inside", "looks"))
