"""People to match: what matters to a test is said, everything else is small."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from catalogue.words import Community
from people.interests import Idea, Interests, Piece


def an_idea(concept: str, word: str = "", **changes) -> Idea:
    """Make an idea, by default a method of weight one that everybody says in the same word."""
    return Idea(**{"concept": concept, "word": word or concept, "kind": "method"} | changes)


def somebody(*ideas: Idea, community: Community | None = None, papers: tuple[str, ...] = (), **pieces) -> Interests:
    """Make somebody who has *ideas* and *papers* of their own, or other *pieces* with their *vectors*."""
    made = pieces.get("pieces", tuple(Piece(paper=paper, title=paper.upper(), own=True) for paper in papers))
    vectors = pieces.get("vectors") or [[1.0]] * len(made)
    return Interests(
        id=pieces.get("id", ""),
        pieces=made,
        vectors=np.array(vectors, dtype=np.float32).reshape(len(made), len(vectors[0]) if vectors else 1),
        words=csr_array((len(made), 1), dtype=np.float32),
        ideas={idea.concept: idea for idea in ideas},
        community=community,
    )


def symmetric(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mirror the upper triangle of *values*, and leave the diagonal out."""
    upper = np.triu(values, 1)
    return upper + upper.T
