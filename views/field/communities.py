"""In whose words a paper is written: the community whose words it says more than papers do on the average."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

import numpy as np

from catalogue.words import COMMUNITIES, Concept

LEANS = 0.5
"""Standard deviations above the average from which on a paper leans; below, its words are everybody's."""

Labels = Counter[tuple[str, str]]
"""Concept and label, as `glossary.evidence.store.Evidence.said_in` counts them."""


def leanings(said: Mapping[str, Labels], concepts: Iterable[Concept]) -> dict[str, str]:
    """Return the community of each paper whose words lean to one; papers that do not are missing.

    Each word counts once a paper, shared among the communities that use it. Words that all use, or that nobody
    is known to, tell nothing. What is expected is that a paper says so many words, drawn as the corpus says them.

    Args:
        said: What each paper says.
        concepts: The glossary.
    """
    shares = {(one.id, label.text): _shares(label.communities) for one in concepts for label in one.labels}
    papers = list(said)
    counts = np.array([sum((shares[word] for word in said[paper] if word in shares), _NONE) for paper in papers])
    if not counts.any():
        return {}
    usual = counts.sum(axis=0) / counts.sum()
    expected = counts.sum(axis=1, keepdims=True) * usual
    excess = (counts - expected) / np.sqrt(np.maximum(expected * (1 - usual), _TINY))  # binomial
    return {
        paper: COMMUNITIES[most]
        for paper, most, beyond in zip(papers, excess.argmax(axis=1), excess.max(axis=1), strict=True)
        if beyond >= LEANS
    }


_TINY = 1e-9
_NONE = np.zeros(len(COMMUNITIES))


def _shares(communities: tuple[str, ...]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    used = np.array([one in communities for one in COMMUNITIES], dtype=float)
    return _NONE if used.all() or not used.any() else used / used.sum()
