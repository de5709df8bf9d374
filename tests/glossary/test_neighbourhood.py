"""What is around a concept."""

from __future__ import annotations

from itertools import combinations
from math import dist

import pytest

from catalogue.errors import GlossaryError
from glossary import book
from glossary.neighbourhood import around
from tests.glossary.makers import a_bridge, a_concept, a_glossary

GLOSSARY = a_glossary(
    a_concept("middle", bridges=(a_bridge("near"), a_bridge("namesake", "falseFriend"))),
    a_concept("near", bridges=(a_bridge("far"), a_bridge("other-word", "falseFriend"))),
    a_concept("far", bridges=(a_bridge("farther"),)),
    a_concept("also-near", bridges=(a_bridge("middle"), a_bridge("near"))),
    a_concept("namesake", bridges=(a_bridge("elsewhere"),)),
    *map(a_concept, ("farther", "elsewhere", "other-word", "unrelated")),
)


def test_one_and_two_bridges_away():
    """Bridges lead both ways; what is one bridge away is not two away; a false friend leads no farther."""
    shown = around(GLOSSARY, "middle")

    assert "middle" == shown.centre.id
    assert {"near", "also-near", "namesake"} == {one.id for one in shown.first}
    assert {"far"} == {one.id for one in shown.second}


def test_nothing_around():
    """A concept without bridges stands alone."""
    shown = around(GLOSSARY, "unrelated")

    assert ((), ()) == (shown.first, shown.second)
    assert {"unrelated": (0.0, 0.0)} == shown.places


def test_unknown():
    """An id that no concept has is named."""
    with pytest.raises(GlossaryError, match="nothing-like-it"):
        around(GLOSSARY, "nothing-like-it")


@pytest.mark.parametrize("concept", ["superposition", "sparse-autoencoder", "tuned-lens"])
def test_rings(concept: str):
    """The second ring is outside of the first, both are within the square, and no two lie on each other."""
    shown = around(book.load(), concept)
    inner, outer = ([abs(shown.places[one.id][0]) for one in ring] for ring in (shown.first, shown.second))

    assert 0 < min(inner) <= max(inner) < min(outer) <= max(outer) < 1
    assert all(abs(y) < 1 for _, y in shown.places.values())
    assert min(dist(one, other) for one, other in combinations(shown.places.values(), 2)) > 0.01


def test_the_outer_ring_stays_beside_what_it_belongs_to():
    """What is two bridges away is on the side of a concept that leads there."""
    glossary = book.load()
    shown = around(glossary, "superposition")
    first = {one.id for one in shown.first}

    for one in shown.second:
        leading = [link.there.id for link in glossary.links(one.id) if link.there.id in first]
        side = shown.places[one.id][0]
        assert any(shown.places[there][0] * side > 0 for there in leading)
