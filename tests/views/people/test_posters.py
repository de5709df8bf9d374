"""Posters worth visiting, for somebody alone."""

from __future__ import annotations

import pytest

from catalogue import programme
from catalogue.errors import NoProgrammeError, ProfileError
from catalogue.people import Profile
from catalogue.settings import load_settings
from tests.views.library import EVENT, fill, workshop
from views.compose import open_services
from views.people import meet, posters

ADA = Profile(name="Ada Absorber", papers=("arxiv:2601.00001",))


def test_only_presented_papers_are_posters(services):
    """Each is given with where it hangs."""
    found = posters.presented(services, EVENT)

    assert {f"arxiv:2601.0000{number}" for number in range(1, 6)} == set(found)
    assert "morning" == found["arxiv:2601.00001"][1].session
    assert {} == posters.presented(services, "another2020")


def test_the_closest_poster_comes_first(services):
    """Neither one's own poster nor a co-author's is suggested; why is said in two quotes."""
    found = posters.worth(services, ADA, 10, posters.presented(services, EVENT))

    assert "arxiv:2601.00002" == found[0].work.id
    assert "arxiv:2601.00001" not in {one.work.id for one in found}
    assert sorted((one.score for one in found), reverse=True) == [one.score for one in found]
    assert "arxiv:2601.00001" == found[0].why.yours.paper


def test_a_poster_that_is_liked_is_no_news(services):
    """What is on the reader's list already is left out."""
    liking = Profile(liked=("arxiv:2601.00001", "arxiv:2601.00002"))

    assert {"arxiv:2601.00001", "arxiv:2601.00002"}.isdisjoint(
        one.work.id for one in posters.worth(services, liking, 10, posters.presented(services, EVENT))
    )


def test_a_walk_stands_at_its_own_poster(services):
    """Posters of another session are visited; who presents in the morning stands there in the morning."""
    found = meet.walk(services, ADA, 10)

    meetings = [stop.meeting for stop in found.day.stops]
    assert ["arxiv:2601.00001"] == [one.paper for one in meetings if one.what == "own"]
    assert {"arxiv:2601.00002", "arxiv:2601.00004"} == {one.paper for one in meetings if one.what == "poster"}
    assert {"arxiv:2601.00003", "arxiv:2601.00005"} == {work.id for work in found.day.posters_left}


def test_a_profile_of_nothing_is_told_what_to_say(services):
    """There is a remedy in the message."""
    with pytest.raises(ProfileError, match="Name papers"):
        meet.walk(services, Profile(name="Ada Absorber"), 10)


def test_a_programme_without_times_still_has_posters():
    """An event is known by its papers alone; the plan is then empty."""
    services = fill(workshop())
    found = meet.walk(services, ADA, 3)

    assert (EVENT, 3, ()) == (found.day.event, len(found.posters), found.day.stops)


def test_no_event_is_an_error_with_a_remedy():
    """A catalogue without a programme says how to bring one in."""
    with pytest.raises(NoProgrammeError, match="commons ingest programme"):
        programme.current(open_services(load_settings()).catalogue)
