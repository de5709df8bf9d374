"""What a profile is compared by."""

from __future__ import annotations

import numpy as np
import pytest

from catalogue.people import Profile
from views.people.interests import bridges, reader

PAPER, OTHER = "arxiv:2601.00001", "arxiv:2601.00002"


@pytest.fixture
def read(services):
    """Reads one profile: ``read(papers=(...))``."""
    return lambda **said: reader(services).one(Profile(**said))


def test_every_part_of_a_profile_is_a_piece(read):
    """Papers, likes, concepts and the paragraph have a vector and words each, in one order."""
    found = read(papers=(PAPER,), liked=(OTHER,), concepts=("causal-tracing",), text="We probe.")

    assert [PAPER, OTHER, "", ""] == [piece.paper for piece in found.pieces]
    assert [True, False, False, False] == [piece.own for piece in found.pieces]
    assert (4, 4) == (len(found.vectors), found.words.shape[0])
    assert np.allclose(1, np.linalg.norm(found.vectors, axis=1), atol=1e-5)


def test_authorship_is_read_from_the_byline(read):
    """The place among the authors is that of the profile's name, however it is abbreviated."""
    [piece] = read(name="A. Absorber", papers=(PAPER,)).pieces

    assert (0, 1, 2026) == (piece.place, piece.authors, piece.year)


def test_ideas_come_with_the_words_for_them(read):
    """A concept that papers name is known by their word and papers; one that was chosen, by its own name."""
    ideas = read(papers=(PAPER, OTHER), concepts=("causal-tracing",)).ideas

    assert (PAPER, OTHER) == tuple(sorted(ideas["feature-absorption"].papers))
    assert "feature absorption" == ideas["feature-absorption"].word
    assert () == ideas["causal-tracing"].papers
    assert ideas["feature-absorption"].weight > 0


def test_what_only_the_paragraph_says_is_not_told(read):
    """An idea of the paragraph counts and is not named to others, unless a paper names it too."""
    ideas = read(papers=(PAPER,), text="Feature absorption and activation patching.").ideas

    assert (True, False) == (ideas["feature-absorption"].told, ideas["activation-patching"].told)


def test_unknown_papers_are_left_out(read):
    """A profile outlives the papers and concepts that it names."""
    found = read(papers=("arxiv:9999.99999",), concepts=("no-such-concept",))

    assert ((), {}) == (found.pieces, found.ideas)
    assert (0, 0) == (len(found.vectors), found.words.shape[0])


def test_bridges_lead_both_ways(services):
    """A bridge that one concept's file has is known at its other end, read the other way."""
    known = bridges(services)

    assert known
    assert set(known) == {(other, one) for one, other in known}
