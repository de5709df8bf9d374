"""What people seek of one another, and who serves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from catalogue.people import COUNTERPART, WISHES, Profile, Wish

OFFERED: Mapping[Wish, tuple[Wish, ...]] = {"job": ("job", "hiring"), "hiring": ()}
"""Which offers serve a wish, where it is not its like: whoever offers a job is hiring, and of no use to who hires."""

Wishes = tuple[tuple[Wish, Wish], ...]
"""What the reader seeks, each with what of the other's serves it."""


def served(one: Profile, other: Profile) -> Wishes:
    """Return what *one* seeks and what of *other*'s serves it, by an offer or by a wish of their own."""
    return tuple((wish, how[0]) for wish in one.seeks if (how := _serving(wish, other)))


def _serving(wish: Wish, other: Profile) -> list[Wish]:
    offered: list[Wish] = [one for one in OFFERED.get(wish, (wish,)) if one in other.offers]
    return offered + [one for one in (COUNTERPART.get(wish, wish),) if one in other.seeks]


def met(profiles: Sequence[Profile]) -> NDArray[np.float32]:
    """Return how many wishes of either side each pair meets, shape (profiles, profiles), symmetric."""
    seeks = np.array([[wish in one.seeks for wish in WISHES] for one in profiles]).reshape(-1, len(WISHES))
    serves = np.array([[bool(_serving(wish, one)) for wish in WISHES] for one in profiles]).reshape(-1, len(WISHES))
    there = seeks.astype(np.float32) @ serves.T.astype(np.float32)
    np.fill_diagonal(there, 0)
    both: NDArray[np.float32] = there + there.T
    return both
