"""What somebody works on or likes, as numbers and ideas: what everything here compares by.

`views.people.interests` makes it of a profile or of an author's papers; this package never reads a paper itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from catalogue.words import Community, Kind, Relation

Vectors = NDArray[np.float32]
"""Shape (rows, dimension), each row of length one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One thing that a profile is made of: a paper, a liked paper, a concept's definition, or a paragraph."""

    paper: str = ""
    """Id of the work; empty for a concept or a paragraph."""
    title: str = ""
    own: bool = False
    """Whether it is a paper of theirs."""
    year: int | None = None
    place: int = 0
    """Their place among its authors, from 0; 0 also where they are none of them."""
    authors: int = 1
    """How many authors it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """A concept that somebody names, in their word for it."""

    concept: str
    """Its id."""
    word: str
    """As their papers print it most often, or the concept's name where they chose it."""
    kind: Kind
    communities: tuple[Community, ...] = ()
    """Who says that word, as the glossary has it; empty where everybody does."""
    weight: float = 1.0
    """How much of their work names it, times how rare it is: larger tells more of them."""
    papers: tuple[str, ...] = ()
    """Ids of their own or liked works that name it, the most telling first; empty where they chose it, or unknown."""
    told: bool = True
    """Whether it may be named to others: not where their paragraph alone says it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Interests:
    """What somebody works on or likes. Rows of `vectors` and `words` are those of `pieces`."""

    id: str
    pieces: tuple[Piece, ...]
    vectors: Vectors
    """Shape (pieces, dimension)."""
    words: csr_array
    """Shape (pieces, features), float32, rows of length one: the weighted words of each piece."""
    ideas: Mapping[str, Idea]
    """By the concept's id."""
    community: Community | None = None
    """As they say themselves; None where they do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Papers to compare somebody with."""

    ids: tuple[str, ...]
    vectors: Vectors
    """Shape (papers, dimension)."""
    words: csr_array
    """Shape (papers, features), as `Interests.words`."""


Bridges = Mapping[tuple[str, str], Relation]
"""How one concept is related to another in the glossary, by their ids, in both directions."""
