"""The loss of Stelmakh et al. 2023: worked out by hand, and as their code has it, on whatever is judged."""

from __future__ import annotations

import dataclasses
from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from catalogue.errors import JudgementsError
from people.evaluate import MEASURES, pairs, tally
from people.judged import Judgement
from tests.index.conftest import refusal


def judgements(*scores, profile="ada"):
    """One person's judgements of papers, or those of several by name."""
    return tuple(Judgement(profile=profile, paper=f"p{place}", score=score) for place, score in enumerate(scores))


def means(those, *predicted):
    """Every measure, of one draw or several."""
    found = tally(those, np.array(predicted, dtype=np.float32))
    return {measure: found.mean(measure) for measure in MEASURES}


def test_by_hand():
    """A pair counts for the loss as much as its two judgements differ; half where the prediction ties."""
    those = pairs(judgements(5, 4, 1), "profile")

    assert pytest.approx({"loss": 0, "easy": 1, "hard": 1, "accuracy": 1}) == means(those, [3, 2, 1])
    assert pytest.approx({"loss": 1, "easy": 0, "hard": 0, "accuracy": 0}) == means(those, [1, 2, 3])
    assert pytest.approx({"loss": 1 / 8, "easy": 1, "hard": 0, "accuracy": 2 / 3}) == means(those, [2, 3, 1])
    assert pytest.approx({"loss": 0.5 / 8, "easy": 1, "hard": 0, "accuracy": 2.5 / 3}) == means(those, [2, 2, 1])
    assert pytest.approx({"loss": 1 / 2, "easy": 0, "hard": 0, "accuracy": 1 / 2}) == means(those, [0, 0, 0])


def test_draws_are_averaged():
    """Past papers that were drawn several times give the mean of what each draw gives."""
    those = pairs(judgements(5, 4, 1), "profile")

    assert pytest.approx({"loss": 1 / 2, "easy": 1 / 2, "hard": 1 / 2, "accuracy": 1 / 2}) == means(
        those, [3, 2, 1], [1, 2, 3]
    )


def test_within_paper():
    """Within a paper people are compared, and papers are not."""
    judged = (*judgements(5, 2, profile="ada"), *judgements(1, 2, profile="bob"))

    assert pytest.approx({"loss": 0, "easy": 1, "accuracy": 1}, nan_ok=True) == {
        name: value for name, value in means(pairs(judged, "paper"), [2, 9, 1, 3]).items() if name != "hard"
    }
    assert pytest.approx(3 / 4) == means(pairs(judged, "profile"), [2, 9, 1, 3])["loss"]


def test_no_such_pair():
    """A measure without pairs is none; a set without pairs is refused."""
    those = pairs(judgements(3, 2), "profile")

    assert tally(those, np.array([[1.0, 0.0]])).figure("hard") is None
    with refusal(JudgementsError, "no two judgements within one paper differ"):
        pairs(judgements(3, 2), "paper")
    with refusal(JudgementsError, "no two judgements within one profile differ"):
        pairs(judgements(3, 3), "profile")


scores = st.one_of(st.integers(1, 5), st.sampled_from([1.5, 2.5, 4.5]))
sets = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 5), scores, st.integers(0, 4)),
    min_size=2,
    max_size=14,
    unique_by=lambda one: one[:2],
)


@given(sets)
def test_as_published(rows):
    """Loss, easy and hard pairs are those of the code that was published with the paper."""
    judged = [Judgement(profile=who, paper=str(paper), score=score) for who, paper, score, _ in rows]
    pairs_of = [
        (truth, guess)
        for one, other in combinations(rows, 2)
        if one[0] == other[0] and (truth := one[2] - other[2])
        for guess in [one[3] - other[3]]
    ]
    assume(pairs_of)
    lost = sum(abs(truth) * (0.5 if guess * truth == 0 else float(guess * truth < 0)) for truth, guess in pairs_of)
    expected = {"loss": lost / sum(abs(truth) for truth, _ in pairs_of)}
    for name, keep in {
        "easy": lambda a, b: max(a, b) >= 4 and min(a, b) <= 2,
        "hard": lambda a, b: min(a, b) >= 4,
    }.items():
        kept = [
            (one[2] - other[2]) * (one[3] - other[3]) > 0
            for one, other in combinations(rows, 2)
            if one[0] == other[0] and one[2] != other[2] and keep(one[2], other[2])
        ]
        expected[name] = np.mean(kept) if kept else np.nan

    found = means(pairs(judged, "profile"), [guess for *_, guess in rows])

    assert pytest.approx(expected, nan_ok=True) == {name: found[name] for name in expected}


def test_interval():
    """The interval is over people, holds the mean, and is the same each time; beside itself a system gains nothing."""
    draw = np.random.default_rng(1)
    judged = [one for who in range(40) for one in judgements(*draw.integers(1, 6, 5), profile=str(who))]
    those = pairs(judged, "profile")
    good = np.array([[one.score for one in judged]]) + draw.normal(0, 2, (1, len(judged)))
    worse = tally(those, good + draw.normal(0, 6, good.shape))

    figure = tally(those, good).figure("loss")

    assert figure == tally(those, good).figure("loss")
    assert figure.low < figure.mean < figure.high
    assert 0.02 < figure.high - figure.low < 0.3
    assert (0, 0, 0) == dataclasses.astuple(worse.beside(worse, "loss"))
    assert 0 < worse.beside(tally(those, good), "loss").low
