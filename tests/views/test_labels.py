"""Labels: as many as fit, the important ones first, never one over another."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from views.glossary import labels
from views.glossary.labels import Text, scales, wrapped

COORDINATES = st.floats(-1, 1, allow_nan=False)
TEXTS = st.lists(
    st.builds(
        Text,
        lines=st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=3).map(tuple),
        x=COORDINATES,
        y=COORDINATES,
        size=st.sampled_from([11, 13]),
        below=st.sampled_from([0.0, 9.0]),
        least=st.sampled_from([0.0, 500.0]),
    ),
    min_size=1,
    max_size=40,
)


def overlap(one: Text, other: Text, scale: float) -> bool:
    """Whether two labels touch in a picture of *scale* pixels a unit."""
    across = abs(one.x - other.x) * scale
    down = abs((one.below - one.y * scale) - (other.below - other.y * scale))
    return across < one.box[0] + other.box[0] and down < one.box[1] + other.box[1]


@given(TEXTS, st.floats(150, 15_000))
def test_no_two_overlap(texts: list[Text], scale: float):
    """At whatever scale one looks, the labels that are drawn do not overlap, and none is drawn too early."""
    found = scales(texts, least=150)
    drawn = [text for text, start in zip(texts, found, strict=True) if start <= scale]

    assert not any(overlap(one, other, scale + 1e-6) for one, other in combinations(drawn, 2))
    assert all(text.least <= scale for text in drawn)


def test_the_more_important_one_comes_first():
    """Of two labels at about the same place the first is drawn, the other once there is room."""
    first, second = scales(
        [Text(lines=("first",), x=0, y=0, size=11), Text(lines=("second",), x=0.1, y=0, size=11)], 150
    )

    assert 150 == first
    assert first < second < labels.NEVER


def test_two_at_one_point_never_both():
    """No enlargement makes room for a label at the point of another."""
    same = Text(lines=("same",), x=0, y=0, size=11)

    assert [150, labels.NEVER] == scales([same, same], 150)


def test_the_less_important_wait():
    """A picture that is small has few labels, though many more would fit."""
    texts = [Text(lines=(".",), x=place % 20 / 20, y=place // 20 / 20, size=4) for place in range(400)]
    found = scales(texts, least=200)

    assert 200**2 / labels.ROOM < sum(scale == 200 for scale in found) + 1 < 200**2 / labels.ROOM + 2
    assert all(scale < labels.NEVER for scale in found)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("probing", ("probing",)),
        ("interchange intervention", ("interchange", "intervention")),
        ("electroencephalographically", ("electroencephalographically",)),
    ],
)
def test_wrapping(text: str, lines: tuple[str, ...]):
    """Names go on in the next line between words."""
    assert lines == wrapped(text, 14)


def test_below_is_the_middle_of_all_lines():
    """The first line of two stands half a line above the middle of both."""
    text = Text(lines=("two", "lines"), x=0, y=0, size=10, below=20)

    assert 20 - 10 * labels.LINE / 2 == text.first
