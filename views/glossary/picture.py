"""What a map is made of: dots, lines and names, and the part of it that is seen at first."""

from __future__ import annotations

from dataclasses import dataclass

FONT, REGION_FONT = 11, 13
"""Sizes of the names of concepts and of topics, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A concept on the picture."""

    id: str
    title: str
    definition: str
    topic: str
    x: float
    y: float
    size: float
    """In square pixels."""
    shade: int
    lit: bool
    """Whether it stands out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A bridge on the picture."""

    one: str
    other: str
    x: float
    y: float
    x2: float
    y2: float
    friend: bool
    """Whether it is of false friends."""
    lit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """The name of a concept or of a topic on the picture."""

    id: str
    """Of the concept; empty for a topic."""
    text: str
    x: float
    y: float
    below: float
    """Pixels from the point down to the middle of the first line."""
    scale: float
    """It is drawn from this scale on, in pixels a unit."""
    lit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What is seen at first: *width* and *height* around (*x*, *y*)."""

    x: float = 0.0
    y: float = 0.0
    width: float = 2.0
    height: float = 2.0
    stretched: bool = False
    """Whether it fills its place whatever the proportions; otherwise a circle stays a circle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """All of it."""

    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    names: tuple[Name, ...]
    window: Window
