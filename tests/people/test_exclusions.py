"""Who may be suggested to whom at all."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.people import Participant, Profile
from people.exclusions import allowed, same_affiliation, same_name


def a_participant(name: str, **profile) -> Participant:
    """Make a participant whose id is their name in lower case."""
    return Participant(id=name.lower(), profile=Profile(name=name, **profile))


ADA, BEN, CYD = "Ada Byron", "Ben Okri", "Cyd Charisse"


def parted(*people: Participant, **facts) -> list[tuple[str, str]]:
    """Return who may not meet, each pair once, by name."""
    may = allowed(people, **facts)
    assert may.tolist() == may.T.tolist()
    assert not may.diagonal().any()
    return [(people[one].profile.name, people[other].profile.name) for one, other in np.argwhere(np.triu(~may, 1))]


def three(**profile) -> list[Participant]:
    """Return three people, of whom the first says *profile*."""
    return [a_participant(ADA, **profile), a_participant(BEN), a_participant(CYD)]


def test_everybody_may_meet_everybody_else_where_nobody_says_a_thing():
    """Nobody meets themselves."""
    assert [] == parted(*three())
    assert (0, 0) == allowed([]).shape


@pytest.mark.parametrize("field", ["known", "excluded"])
@pytest.mark.parametrize("named", ["ben okri", "Ben Okri", "Okri, Ben", "B. Okri", "BEN  OKRI"])
def test_whom_one_knows_or_excludes_is_not_suggested_to_either(field, named):
    """By id or by name, in any way that people write names; the other side need not agree, and is not told."""
    assert [(ADA, BEN)] == parted(*three(**{field: (named,)}))


@pytest.mark.parametrize("field", ["coauthors", "declined"])
def test_coauthors_and_whom_somebody_said_no_to_are_not_suggested(field):
    """Whichever of the two it is said of; ids of others are none of their business."""
    assert [(ADA, CYD)] == parted(*three(), **{field: [("cyd charisse", "ada byron"), ("nobody", "ada byron")]})


@pytest.mark.parametrize("shy", [(False, True), (True, False), (False, False)])
def test_colleagues_are_not_suggested_where_either_wishes_none(shy):
    """Affiliations are the same in whatever order their words come."""
    ada = a_participant(ADA, affiliation="University of Oxford", colleagues=shy[0])
    ben = a_participant(BEN, affiliation="Oxford University", colleagues=shy[1])
    assert [(ADA, BEN)] == parted(ada, ben, a_participant(CYD, affiliation="Cambridge", colleagues=False))


def test_colleagues_are_suggested_where_both_like_it():
    """It is the default."""
    assert [] == parted(*[a_participant(name, affiliation="Oxford") for name in (ADA, BEN)])


def test_nobody_without_an_affiliation_is_a_colleague():
    """Nor is everybody else who is independent."""
    said = ("", "Independent researcher", "University")
    assert [] == parted(*[a_participant(one, affiliation=one, colleagues=False) for one in said])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Neel Nanda", "Nanda, N.", True),
        ("Chris Olah", "Christopher Olah", True),
        ("Liu Yang", "Yang Liu", True),
        ("Yang Liu", "Yi Liu", False),
        ("Neel Nanda", "Neel Sharma", False),
        ("José Ñíguez", "Jose Niguez", True),
        ("", "Neel Nanda", False),
        ("", "", False),
    ],
)
def test_names_are_one_persons_as_far_as_they_are_written_out(one, other, same):
    """Rather too often than not: who is excluded must not appear."""
    assert same == same_name(one, other) == same_name(other, one)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("MIT", "CSAIL, MIT", True),
        ("ETH Zürich", "ETH Zurich, Department of Computer Science", True),
        ("Google DeepMind", "DeepMind", True),
        ("Stanford University", "University of Cambridge", False),
        ("California Institute of Technology", "University of California, Berkeley", False),
        ("", "", False),
    ],
)
def test_affiliations_are_one_where_the_telling_words_of_one_are_in_the_other(one, other, same):
    """What most affiliations have, like "University" and "Department of", tells nothing."""
    assert same == same_affiliation(one, other) == same_affiliation(other, one)


@given(st.text(max_size=12), st.text(max_size=12))
def test_any_text_is_compared_in_both_directions_alike(one, other):
    """Names and affiliations come from a form: nothing that is typed is an error."""
    assert same_name(one, other) == same_name(other, one)
    assert same_affiliation(one, other) == same_affiliation(other, one)
