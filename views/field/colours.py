"""How papers are coloured: groups with names, few enough to be told apart, also by those who see fewer colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from glossary.lists import topics
from views.field.points import Field

OTHER = "other"
"""The colour of what has none of its own."""

KINDS = tuple(f"kind-{place}" for place in range(10))
STEPS = tuple(f"step-{place}" for place in range(6))
"""From the oldest to the newest."""

COLOURS = {
    "light": dict(
        zip(
            (*KINDS, *STEPS, OTHER),
            (
                *(
                    "#005a87",
                    "#c33c00",
                    "#784bd2",
                    "#2d8769",
                    "#c369b4",
                    "#a59600",
                    "#870f4b",
                    "#0096ff",
                    "#1e3c00",
                    "#4b0096",
                ),
                *("#28ae80", "#21918c", "#2c728e", "#3b528b", "#472d7b", "#440154"),
                "#a8a8a2",
            ),
            strict=True,
        )
    ),
    "dark": dict(
        zip(
            (*KINDS, *STEPS, OTHER),
            (
                *(
                    "#4bb4b4",
                    "#ff7878",
                    "#a596ff",
                    "#5aa500",
                    "#ffc3ff",
                    "#ffc300",
                    "#b44bb4",
                    "#1e78f0",
                    "#78f0a5",
                    "#87690f",
                ),
                *("#2c728e", "#21918c", "#28ae80", "#5ec962", "#addc30", "#fde725"),
                "#60676d",
            ),
            strict=True,
        )
    ),
}
"""Kinds were searched for: as far apart as ten can be in Oklab (Ottosson 2020), also as people without red or green
cones see them (Viénot, Brettel and Mollon 1999), and 3 to 1 against our two papers. Years are steps of viridis."""

COMMUNITIES = {"academia": "Academia", "industry": "Industry labs", "independent": "Independent researchers"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Papers of one colour."""

    label: str
    colour: str
    """A key of `COLOURS`."""
    papers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Colouring:
    """A way to colour the map."""

    id: str
    label: str
    groups: tuple[Group, ...]
    """As a legend lists them."""
    of: tuple[int, ...]
    """The group of each paper."""


def colourings(field: Field) -> tuple[Colouring, ...]:
    """Return the ways to colour *field*, the usual one first."""
    return (_by_topic(field), _by_year(field), _by_community(field))


def _by_topic(field: Field) -> Colouring:
    counts = Counter(field.topics)
    known = sorted((one for one in counts if one), key=lambda one: (-counts[one], one))
    coloured = dict(zip(known, KINDS, strict=False))
    labels = {one: topics()[one].label if one in topics() else one for one in known} | {"": "No topic of ours"}
    return _colouring("topic", "Topic", field.topics, labels, coloured)


def _by_year(field: Field) -> Colouring:
    """Give each of the newest years a colour, and all before them one."""
    newest = max(field.years, default=0)
    first = newest - len(STEPS) + 1
    said = [str(max(year, first)) if year else "" for year in field.years]
    years = range(newest, first - 1, -1)
    labels = {str(year): str(year) for year in years} | {str(first): f"{first} and before", "": "Year unknown"}
    coloured = dict(zip(map(str, years), reversed(STEPS), strict=True))
    return _colouring("year", "Year", said, labels, coloured)


def _by_community(field: Field) -> Colouring:
    coloured = dict(zip(COMMUNITIES, KINDS, strict=False))
    labels = COMMUNITIES | {"": "Words that all share"}
    return _colouring("community", "Whose words", field.communities, labels, coloured)


def _colouring(
    name: str, label: str, said: Sequence[str], labels: Mapping[str, str], coloured: Mapping[str, str]
) -> Colouring:
    counts = Counter(said)
    present = [one for one in labels if counts[one]]
    place = {one: index for index, one in enumerate(present)}
    groups = (Group(label=labels[one], colour=coloured.get(one, OTHER), papers=counts[one]) for one in present)
    return Colouring(id=name, label=label, groups=tuple(groups), of=_places(said, place))


def _places(said: Iterable[str], place: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(place[one] for one in said)
