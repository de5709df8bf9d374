"""What papers of the field sound like, beyond its own terms: one and two words each, with a weight.

The weights were learnt without a reader: `imitate` took the papers of the unlabelled snapshot of which the word
lists are sure, and fitted a logistic regression on their words to those verdicts (self-training, Yarowsky 1995).
It knows words that nobody thought of, and helps where a paper says its subject without the terms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import sqrt
from pathlib import Path

FILE = Path(__file__).parent / "vocabulary.tsv"
_WORD = re.compile(r"[a-z][a-z-]*[a-z]")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A logistic regression on which words a text has, each divided by the square root of how many there are."""

    bias: float
    weights: dict[str, float]

    def log_odds(self, text: str) -> float:
        """Return how much *text* sounds like the field: above 0 likelier than not."""
        said = phrases(text)
        return self.bias + sum(self.weights.get(phrase, 0.0) for phrase in said) / sqrt(max(1, len(said)))


def phrases(text: str) -> set[str]:
    """Return the different words of *text*, and the different pairs of neighbours."""
    found = _WORD.findall(text.lower())
    return {*found, *map(" ".join, pairwise(found))}


@cache
def vocabulary() -> Vocabulary:
    """Load the vocabulary that comes with the project."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    rows = dict(line.split("\t") for line in lines if not line.startswith("#"))
    weights = {phrase: float(weight) for phrase, weight in rows.items()}
    return Vocabulary(bias=weights.pop(""), weights=weights)
