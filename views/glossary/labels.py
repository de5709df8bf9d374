"""Which labels of a picture fit: the more it is enlarged, the more of them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

STEPS = np.geomspace(1, 100, 50)
"""Enlargements that are tried, from the picture as it is first seen."""

ROOM = 3000
"""Square pixels of the picture for each label: the least important have to wait until it is large enough."""

NEVER = 1e9
"""The scale of a label that fits at none of them."""

LINE = 1.15
"""Height of a line, as a share of the size of the font."""

_CHARACTER = 0.52
"""Width of an average character, likewise."""

_MARGIN = 2.0
"""Pixels around a label that no other label enters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A label at a point of the picture."""

    lines: tuple[str, ...]
    x: float
    y: float
    size: int
    """Of the font, in pixels."""
    below: float = 0.0
    """Pixels from the point down to the middle of the label.

    Of two labels it differs by less than they are high: or they could part, and meet again as the picture grows.
    """
    least: float = 0.0
    """It is not drawn at a smaller scale."""

    @property
    def box(self) -> tuple[float, float]:
        """Half of its width and of its height in pixels, with the margin."""
        width, height = max(map(len, self.lines)) * _CHARACTER, len(self.lines) * LINE
        return width * self.size / 2 + _MARGIN, height * self.size / 2 + _MARGIN

    @property
    def first(self) -> float:
        """Pixels from the point down to the middle of the first line."""
        return self.below - (len(self.lines) - 1) * LINE * self.size / 2


def wrapped(text: str, most: int) -> tuple[str, ...]:
    """Break *text* into lines of at most *most* characters; a longer word has a line of its own."""
    return tuple(textwrap.wrap(text, most, break_long_words=False))


def scales(texts: Sequence[Text], least: float) -> list[float]:
    """Say from which scale on each text is drawn, in pixels a unit.

    Those that are drawn at a scale do not overlap at it, nor at any larger one, where there is more room.

    Args:
        texts: The labels, one at least, the most important first.
        least: The smallest scale at which the picture is drawn.
    """
    points = np.array([(text.x, -text.y) for text in texts]).reshape(-1, 2)
    shifts = np.array([(0.0, text.below) for text in texts]).reshape(-1, 2)
    boxes = np.array([text.box for text in texts]).reshape(-1, 2)
    leasts = np.array([text.least for text in texts])
    turns = np.arange(len(texts)) * ROOM / np.ptp(points, axis=0).clip(1).prod()
    found = np.full(len(texts), NEVER)
    for scale in STEPS * least:
        middles = points * scale + shifts
        wanted = (found == NEVER) & (leasts <= scale) & (turns <= scale**2)
        for place in np.flatnonzero(wanted):
            drawn = found < NEVER
            touching = np.abs(middles[drawn] - middles[place]) < boxes[drawn] + boxes[place]
            if not touching.all(axis=1).any():
                found[place] = scale
    return [float(scale) for scale in found]
