"""Is a paper mechanistic interpretability? A score, a verdict, and the reason in the paper's own words."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from catalogue.records import Paper, Verdict
from ingest.relevance.features import features
from ingest.relevance.reasons import NOTHING, why, why_not
from ingest.relevance.vocabulary import vocabulary
from ingest.relevance.words import words

THRESHOLD = 0.3
"""Where F1 is best on the development set; `COMMONS_RELEVANCE_THRESHOLD`."""

SOUND = 0.3
"""Share of the vocabulary in the log odds; the word lists have the rest."""

WEIGHTS = Path(__file__).parent / "weights.toml"


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic regression: log odds are a bias and a weight for each feature."""

    bias: float
    weights: dict[str, float]

    def log_odds(self, values: dict[str, float]) -> float:
        """Return how likely it is: above 0 likelier than not."""
        return self.bias + sum(weight * values[name] for name, weight in self.weights.items())

    def score(self, values: dict[str, float]) -> float:
        """Return the same as a number from 0 to 1."""
        return probability(self.log_odds(values))


def probability(log_odds: float) -> float:
    """Turn log odds into a number from 0 to 1."""
    return 1 / (1 + exp(-log_odds))


class Judge:
    """Judges papers by title, abstract and our own summary. Categories, dates and authors play no part."""

    def __init__(self, *, threshold: float = THRESHOLD, model: Model | None = None) -> None:
        """Accept from *threshold* on; *model* is by default the one that comes with the project."""
        self.threshold = threshold
        self._model = model or shipped()

    def judge(self, papers: Sequence[Paper]) -> list[Verdict]:
        """Decide on each of *papers*, about a tenth of a millisecond each; the score decides, the reason explains."""
        return [self._verdict(paper) for paper in papers]

    def _verdict(self, paper: Paper) -> Verdict:
        text = f"{paper.abstract} {paper.summary}"
        reading = words().read(paper.title, text)
        if not reading:
            return Verdict(label=False, reason=NOTHING, score=0.0, settled=True)
        by_words = self._model.log_odds(features(reading))
        by_sound = vocabulary().log_odds(f"{paper.title} {text}")
        score = probability((1 - SOUND) * by_words + SOUND * by_sound)
        label = score >= self.threshold
        explain = why if label else why_not
        return Verdict(label=label, reason=explain(reading, paper.title, text), score=score, settled=False)


def is_mi(paper: Paper) -> Verdict:
    """Decide on one paper with the shipped model and threshold."""
    return Judge().judge([paper])[0]


@cache
def shipped() -> Model:
    """Load the model that comes with the project."""
    with WEIGHTS.open("rb") as file:
        return Model(**tomllib.load(file))
