"""How good the verdicts are on judged papers: precision, recall and F1, raw and weighted, with bootstrap intervals.

A row's weight says how many papers it stands for, so that weighted figures estimate those over all papers
(Horvitz and Thompson 1952). Intervals are percentiles of resamples within each stratum, with a fixed seed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import StratifiedKFold

from catalogue.errors import JudgementsError
from catalogue.records import Verdict
from ingest.relevance.judge import THRESHOLD, Judge
from ingest.relevance.judged import Judged
from ingest.relevance.train import train

MEASURES = ("precision", "recall", "f1")
FOLDS = 10
REPEATS = 5
RESAMPLES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measure with its bootstrap 95% interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """What came out."""

    rows: int
    figures: dict[str, dict[str, Figure]]
    """By ``raw`` and ``weighted``, then by measure."""
    errors: list[tuple[Judged, Verdict]]
    """Rows that were judged otherwise than by the reader, those that stand for most first."""


def shipped(rows: Sequence[Judged], threshold: float = THRESHOLD) -> list[Verdict]:
    """Judge *rows* by the model that comes with the project."""
    return Judge(threshold=threshold).judge([row.paper for row in rows])


def cross_validated(rows: Sequence[Judged], threshold: float = THRESHOLD) -> list[Verdict]:
    """Judge each of *rows* by models that have not seen it: the middle one of `REPEATS` verdicts by score.

    Everything that is learnt is learnt anew in each fold; the word lists are not, for people wrote them.

    Raises:
        JudgementsError: There are fewer than two rows of a label.
    """
    rounds = [_round(rows, threshold, seed) for seed in range(REPEATS)]
    return [sorted(verdicts, key=lambda verdict: verdict.score)[REPEATS // 2] for verdicts in zip(*rounds, strict=True)]


def evaluate(rows: Sequence[Judged], verdicts: Sequence[Verdict]) -> Evaluation:
    """Score *verdicts* against the labels of *rows*."""
    wrong = [(row, verdict) for row, verdict in zip(rows, verdicts, strict=True) if row.label != verdict.label]
    weights = {"raw": np.ones(len(rows)), "weighted": np.array([row.weight for row in rows])}
    return Evaluation(
        rows=len(rows),
        figures={name: _figures(rows, verdicts, weight) for name, weight in weights.items()},
        errors=sorted(wrong, key=lambda pair: -pair[0].weight),
    )


def _round(rows: Sequence[Judged], threshold: float, seed: int) -> list[Verdict]:
    labels = [row.label for row in rows]
    fewest = min(labels.count(False), labels.count(True))
    if fewest < 2:  # noqa: PLR2004 - one to learn from and one to judge
        raise JudgementsError("one paper of a kind is too few to cross-validate", "Judge more papers")
    folds = StratifiedKFold(min(FOLDS, fewest), shuffle=True, random_state=seed)
    verdicts: dict[int, Verdict] = {}
    for learn, test in folds.split(labels, labels):
        judge = Judge(threshold=threshold, model=train([rows[number] for number in learn]))
        verdicts |= dict(zip(test, judge.judge([rows[number].paper for number in test]), strict=True))
    return [verdicts[number] for number in range(len(rows))]


def _figures(rows: Sequence[Judged], verdicts: Sequence[Verdict], weights: NDArray[np.float64]) -> dict[str, Figure]:
    true = np.array([row.label for row in rows])
    said = np.array([verdict.label for verdict in verdicts])
    sums = np.stack([weights * (true & said), weights * said, weights * true], axis=1)
    values = _measures(sums.sum(axis=0))
    resampled = np.array([_measures(sums[picks].sum(axis=0)) for picks in _resamples([row.stratum for row in rows])])
    low, high = np.percentile(resampled, [2.5, 97.5], axis=0)
    return {
        name: Figure(value=float(values[column]), low=float(low[column]), high=float(high[column]))
        for column, name in enumerate(MEASURES)
    }


def _measures(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the `MEASURES` of what is rightly accepted, accepted, and to be accepted; 0 where undefined."""
    both, said, true = sums
    return np.array(
        [both / said if said else 0.0, both / true if true else 0.0, 2 * both / (said + true) if said + true else 0.0]
    )


def _resamples(strata: Sequence[str]) -> NDArray[np.int64]:
    """Draw rows with replacement, as many of each stratum as there are; shape (`RESAMPLES`, rows)."""
    random = np.random.default_rng(0)
    groups = [np.flatnonzero(np.array(strata) == name) for name in sorted(set(strata))]
    return np.hstack([random.choice(group, size=(RESAMPLES, len(group))) for group in groups])
