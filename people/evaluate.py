"""How well affinities order people's judged expertise.

The loss is that of Stelmakh et al. 2023 (arXiv 2303.16750), a weighted Kendall tau: over all pairs of unlike
judgement, the difference of the two where the prediction has them the wrong way round, half of it where it ties, by
the sum of all differences. Easy pairs and hard pairs are theirs too (`EASY`, `HARD`), and their code counts a tie there
as wrong. The pairs are of papers judged by one person, or of people who judged one paper.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from catalogue.errors import JudgementsError
from catalogue.judged import REMEDY, RESAMPLES, Figure
from people.judged import Judgement

Within = Literal["profile", "paper"]
"""What both judgements of a pair have in common."""

Values = NDArray[np.float64]

HIGH, LOW = 4, 2
"""Expertise from which, and up to which, pairs are easy (one high, one low) or hard (both high)."""

MEASURES = ("loss", "easy", "hard", "accuracy")
"""Smaller is better for the first, larger for the others."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Pairs:
    """Pairs of unlike judgement."""

    better: NDArray[np.intp]
    """Shape (pairs,): the row of the judgement that says more expertise."""
    worse: NDArray[np.intp]
    """Shape (pairs,)."""
    groups: NDArray[np.intp]
    """Shape (pairs,): which person, or which paper, a pair is within, from 0."""
    scores: Values
    """Shape (judgements,)."""

    @property
    def kinds(self) -> dict[str, NDArray[np.bool_]]:
        """Which pairs are easy, and which are hard."""
        high, low = self.scores[self.better], self.scores[self.worse]
        return {"easy": (high >= HIGH) & (low <= LOW), "hard": low >= HIGH}


@dataclass(frozen=True, kw_only=True, eq=False)
class Tally:
    """What a prediction gets in each group, for each measure; figures are means over the draws."""

    won: dict[str, Values]
    """Shape (draws, groups)."""
    of: dict[str, Values]
    """Shape (groups,): the most that can be won."""

    @cached_property
    def _resampled(self) -> NDArray[np.intp]:
        groups = len(self.of["loss"])
        return np.random.default_rng(0).integers(0, groups, size=(RESAMPLES, groups))

    def mean(self, measure: str) -> float:
        """Return the measure over all groups; NaN where there is no pair of the kind."""
        of = self.of[measure].sum()
        return float(self.won[measure].sum(axis=1).mean() / of) if of else np.nan

    def resampled(self, measure: str) -> Values:
        """Return the measure over groups drawn with replacement, shape (resamples,); the draws are always the same."""
        won, of = self.won[measure].mean(axis=0)[self._resampled].sum(axis=1), self.of[measure][self._resampled]
        ratio: Values = np.divide(won, of.sum(axis=1), out=np.full(RESAMPLES, np.nan), where=of.sum(axis=1) > 0)
        return ratio

    def figure(self, measure: str) -> Figure | None:
        """Return the measure with its interval; None where there is no pair of the kind."""
        return _figure(self.mean(measure), self.resampled(measure))

    def beside(self, other: Tally, measure: str) -> Figure | None:
        """Return by how much the measure is larger than that of *other*, on the same pairs, with a paired interval."""
        return _figure(self.mean(measure) - other.mean(measure), self.resampled(measure) - other.resampled(measure))


def pairs(judgements: Sequence[Judgement], within: Within) -> Pairs:
    """Pair the *judgements* that are within one profile, or within one paper, and unlike.

    Raises:
        JudgementsError: There is no such pair.
    """
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for row, judgement in enumerate(judgements):
        rows[getattr(judgement, within)].append(row)
    scores = np.array([judgement.score for judgement in judgements], dtype=np.float64)
    found = [
        (*sorted(pair, key=lambda row: -scores[row]), group)
        for group, some in enumerate(rows.values())
        for pair in combinations(some, 2)
        if scores[pair[0]] != scores[pair[1]]
    ]
    if not found:
        raise JudgementsError(f"no two judgements within one {within} differ", REMEDY)
    better, worse, groups = np.array(found, dtype=np.intp).T
    return Pairs(better=better, worse=worse, groups=np.unique(groups, return_inverse=True)[1], scores=scores)


def tally(those: Pairs, predicted: NDArray[np.floating]) -> Tally:
    """Score what was *predicted* for each judgement, shape (draws, judgements); larger is more expert."""
    ahead = np.sign(predicted[:, those.better] - predicted[:, those.worse])
    weights = those.scores[those.better] - those.scores[those.worse]
    won = {"loss": weights * (1 - ahead) / 2, "accuracy": (1 + ahead) / 2}
    won |= {name: (ahead > 0) * kind for name, kind in those.kinds.items()}
    of = {"loss": weights, "accuracy": np.ones_like(weights), **those.kinds}
    sums = {name: np.array([_by_group(those, line) for line in lines]) for name, lines in won.items()}
    return Tally(won=sums, of={name: _by_group(those, line) for name, line in of.items()})


def _by_group(those: Pairs, values: NDArray[np.generic]) -> Values:
    sums: Values = np.bincount(those.groups, weights=values.astype(np.float64)).astype(np.float64)
    return sums


def _figure(mean: float, resampled: Values) -> Figure | None:
    if np.isnan(mean):
        return None
    low, high = np.nanpercentile(resampled, [2.5, 97.5])
    return Figure(mean=mean, low=float(low), high=float(high))
