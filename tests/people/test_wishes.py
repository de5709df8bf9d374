"""What people seek of one another, and who serves it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.people import WISHES, Profile
from people.wishes import met, served


@pytest.mark.parametrize(
    ("seeks", "other", "expected"),
    [
        ("mentor", Profile(offers=("mentor",)), (("mentor", "mentor"),)),
        ("mentor", Profile(seeks=("mentee",)), (("mentor", "mentee"),)),
        ("mentor", Profile(seeks=("mentor",), offers=("mentee",)), ()),
        ("job", Profile(offers=("job",)), (("job", "job"),)),
        ("job", Profile(offers=("hiring",)), (("job", "hiring"),)),
        ("job", Profile(seeks=("hiring",)), (("job", "hiring"),)),
        ("hiring", Profile(seeks=("job",)), (("hiring", "job"),)),
        ("hiring", Profile(offers=("job", "hiring")), ()),
        ("feedback", Profile(seeks=("feedback",)), (("feedback", "feedback"),)),
        ("feedback", Profile(offers=("collaborators",)), ()),
    ],
)
def test_a_wish_is_served_by_an_offer_or_by_the_wish_that_is_its_counterpart(seeks, other, expected):
    """A mentor by who offers to be one or looks for a mentee; a job by who hires, but who hires not by who does."""
    assert expected == served(Profile(seeks=(seeks,)), other)


wishes = st.lists(st.sampled_from(WISHES), unique=True).map(tuple)
profiles = st.lists(st.builds(Profile, offers=wishes, seeks=wishes), max_size=5)


@given(profiles)
def test_a_pair_meets_as_many_wishes_as_either_side_is_served(some):
    """Counted for both sides, and never for oneself."""
    expected = [
        [len(served(one, other)) + len(served(other, one)) if one is not other else 0 for other in some] for one in some
    ]
    assert expected == met(some).tolist()
