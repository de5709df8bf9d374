"""Colours that can be told apart, and what they stand for."""

from __future__ import annotations

import tomllib
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from tests.views.field.library import a_field
from views.field.colours import COLOURS, KINDS, OTHER, STEPS, colourings

CONFIG = tomllib.loads((Path(__file__).parents[3] / ".streamlit/config.toml").read_text())
SEEN_BY = {
    "most people": np.eye(3),
    "people without red cones": np.array([[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]]),
    "people without green cones": np.array([[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]]),
}
"""Viénot, Brettel and Mollon 1999, in linear light."""

TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
"""Oklab (Ottosson 2020), whose distances are those that people see."""


def light(colour: str) -> np.ndarray:
    """A colour as linear light."""
    shares = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)


def apart(one: str, other: str, seen: np.ndarray) -> float:
    """How far two colours are apart."""
    lab = [TO_LAB @ np.cbrt(TO_CONES @ (seen @ light(colour)).clip(0)) for colour in (one, other)]
    return float(np.linalg.norm(lab[0] - lab[1]))


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio."""
    low, high = sorted(float(light(colour) @ [0.2126, 0.7152, 0.0722]) + 0.05 for colour in (one, other))
    return high / low


@pytest.mark.parametrize("who", SEEN_BY)
@pytest.mark.parametrize("theme", COLOURS)
def test_kinds_can_be_told_apart(theme: str, who: str):
    """Any two of the ten kinds, and each from what has no colour of its own, differ to everybody."""
    shown = [COLOURS[theme][name] for name in (*KINDS, OTHER)]

    assert min(apart(one, other, SEEN_BY[who]) for one, other in combinations(shown, 2)) > 0.08


@pytest.mark.parametrize("theme", COLOURS)
def test_points_can_be_seen(theme: str):
    """Every kind has the contrast to our paper that WCAG asks of what is no text."""
    paper = CONFIG["theme"][theme]["backgroundColor"]

    assert min(contrast(COLOURS[theme][name], paper) for name in KINDS) >= 2.9


@pytest.mark.parametrize("theme", COLOURS)
def test_years_are_in_order(theme: str):
    """Newer years stand out more from our paper, step by step."""
    paper = CONFIG["theme"][theme]["backgroundColor"]
    shown = [contrast(COLOURS[theme][name], paper) for name in STEPS]

    assert sorted(shown) == shown


def test_every_paper_has_a_group():
    """Each way to colour gives each paper one group, and counts them right."""
    laid = a_field(years=(2026, 2026, 2024, 1999, 0), topics=("circuits", "circuits", "probing", "", "unheard-of"))

    for one in colourings(laid):
        assert len(laid.ids) == len(one.of)
        assert [one.of.count(place) for place in range(len(one.groups))] == [group.papers for group in one.groups]


def test_topics_by_size():
    """The largest topics have colours of their own; what has no topic comes last, in grey."""
    laid = a_field(topics=("circuits", "circuits", "probing", "", ""))

    topic, _, _ = colourings(laid)

    assert [("Circuits and their discovery", 2), ("Probing", 1), ("No topic of ours", 2)] == [
        (group.label, group.papers) for group in topic.groups
    ]
    assert [KINDS[0], KINDS[1], OTHER] == [group.colour for group in topic.groups]


def test_years_newest_first():
    """The newest years have steps of their own, all before them one, and unknown years none."""
    _, year, _ = colourings(a_field(years=(2026, 2025, 2020, 1972, 0)))

    assert [("2026", STEPS[-1]), ("2025", STEPS[-2]), ("2021 and before", STEPS[0]), ("Year unknown", OTHER)] == [
        (group.label, group.colour) for group in year.groups
    ]
