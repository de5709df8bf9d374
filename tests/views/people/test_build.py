"""Suggestions for everybody: mutual, explained, planned, and made of nothing but what is allowed."""

from __future__ import annotations

import json

import pytest

from catalogue import programme
from catalogue.errors import PeopleError
from catalogue.locks import alone
from catalogue.people import Consents, Profile
from tests.makers import a_paper, ingest
from tests.views.library import EVENT
from views.compose import build_index
from views.people import build as builder
from views.people.build import build, stamped
from views.people.crowd import gather
from views.people.fresh import Builder
from views.people.interests import bridges, reader

SUGGESTED = Consents(suggested=True)


def author(number, name, **said):
    """The profile of the author of paper *number* of the workshop."""
    return Profile(name=name, papers=(f"arxiv:2601.0000{number}",), **said)


@pytest.fixture
def joined(store):
    """Ids of the authors of four papers, by their first names."""
    profiles = {
        "ada": author(1, "Ada Absorber", community="academia", seeks=("mentor",)),
        "bo": author(2, "Bo Splitter", community="industry", offers=("mentor",)),
        "cy": author(3, "Cy Cortex", community="academia"),
        "di": author(4, "Di Neuron", community="independent"),
    }
    return {name: store.join(profile, SUGGESTED)[0].id for name, profile in profiles.items()}


def partners(store, person):
    """Whom a participant should meet, as a set of ids."""
    return {one.id for one in store.suggestions(person)}


def test_everybody_gets_suggestions_and_they_are_mutual(services, store, joined):
    """In a crowd of four nobody is left alone, and who is suggested to one is told of them too."""
    made = build(services, store)
    given = {(one, other) for one in joined.values() for other in partners(store, one)}

    assert set(joined.values()) == {one for one, _ in given}
    assert given == {(other, one) for one, other in given}
    assert (4, 1.0, 1.0, 0, 0) == (made.people, made.made.coverage, made.made.mutual, made.made.broken, made.clashes)
    assert json.loads(store.account())["people"] == 4


def test_a_reason_quotes_both_sides(services, store, joined):
    """The reader's paper is yours, the other's theirs; shared ideas and wishes are named from the reader's side."""
    build(services, store)
    why = next(one.why for one in store.suggestions(joined["ada"]) if one.id == joined["bo"])

    assert ("arxiv:2601.00001", "arxiv:2601.00002") == (why.yours.paper, why.theirs.paper)
    assert "feature absorption" in why.yours.sentence
    assert "feature-absorption" in {one.id for one in why.concepts}
    assert (("mentor", "mentor"),) == why.wishes
    assert why.opener


def test_meetings_fit_both(services, store, joined):
    """Who presents in the morning is visited then; two who present at the same time meet in the break."""
    build(services, store)
    ada = {one.participant: one for one in store.meetings(joined["ada"])}
    cy = {one.participant: one for one in store.meetings(joined["cy"])}

    assert ("person", "") == (ada[joined["cy"]].what, ada[joined["cy"]].paper)
    assert "11:00" <= ada[joined["cy"]].start[11:] < "12:00"
    assert ada[joined["cy"]].start == cy[joined["ada"]].start
    assert {"own", "poster"} == {
        one.what
        for person, other in (("ada", "bo"), ("bo", "ada"))
        for one in store.meetings(joined[person])
        if one.participant == joined[other]
    }


def test_who_does_not_consent_is_in_nothing(services, store, joined):
    """Without that consent nobody is compared, and nobody hears of them."""
    eve, _ = store.join(author(5, "Ed Patcher"), Consents(found=True, contact=True, feedback=True))
    build(services, store)

    assert () == store.suggestions(eve.id)
    assert all(eve.id not in partners(store, one) for one in joined.values())
    assert eve.id not in {one.id for one in gather(reader(services), bridges(services), store.everyone(), store).people}


def test_coauthors_are_not_suggested(services, store):
    """Who is named as an author of the other's paper is known already; whoever shares a paper too."""
    both = a_paper(id="arxiv:2602.00001", title="Circuits by two", authors=("Ada Absorber", "Zoe Zero"))
    ingest(services.catalogue, both)
    build_index(services, rebuild=False, progress=lambda _done, _total: None)
    ada, _ = store.join(Profile(name="Ada Absorber", papers=(both.id,)), SUGGESTED)
    zoe, _ = store.join(Profile(name="Z. Zero", text="Circuits of transformers"), SUGGESTED)
    twin, _ = store.join(Profile(name="Tom Twin", papers=(both.id,)), SUGGESTED)
    build(services, store)

    assert set() == partners(store, ada.id)
    assert {zoe.id} == partners(store, twin.id) or set() == partners(store, twin.id)


def test_a_paragraph_is_compared_and_not_quoted(services, store, joined):
    """A participant without papers is matched by what they wrote; the others read none of it."""
    secret = "My unpublished plan: feature absorption in sparse autoencoders at the zoo."
    writer, _ = store.join(Profile(name="Wri Ter", text=secret), SUGGESTED)
    build(services, store)
    told = [one.why for person in joined.values() for one in store.suggestions(person) if one.id == writer.id]

    assert told
    assert not any("zoo" in repr(why) or "unpublished" in repr(why) for why in told)
    assert store.paragraph(writer.id, reader(services).encoder.weights) is not None


def test_a_paper_that_joined_another_work_is_still_theirs(services, store):
    """Profiles keep the id of a paper; what it is called by now is found out at each build."""
    other = a_paper(
        id="openreview:twin",
        source="openreview",
        title="Feature absorption in sparse autoencoders",
        authors=("Ada Absorber",),
    )
    ingest(services.catalogue, other)
    store.join(Profile(name="Ada Absorber", papers=("openreview:twin",)), SUGGESTED)
    [ada] = gather(reader(services), bridges(services), store.everyone(), store).people

    assert ("arxiv:2601.00001",) == ada.profile.papers


def test_a_profile_of_nothing_known_is_left_out(services, store, joined):
    """Papers that are not here cannot be compared."""
    store.join(Profile(name="Un Known", papers=("arxiv:9999.99999",)), SUGGESTED)

    assert 4 == build(services, store).people


def test_nobody_is_no_error(services, store):
    """A site whose first visitor has not come yet."""
    assert (0, 0) == (build(services, store).people, build(services, store).made.suggestions)


def test_one_build_at_a_time(services, store):
    """A second process is told to wait."""
    with alone(services.settings.home / "people.lock", builder.BUSY), pytest.raises(PeopleError, match="Wait"):
        build(services, store)


def test_suggestions_are_made_anew_when_something_changed(services, store, joined):
    """A page that asks gets a build after somebody joined, and none when nothing happened."""
    suggest = Builder()

    assert suggest.ensure(services, store, patience_s=60)
    before = store.built()
    assert suggest.ensure(services, store, patience_s=0)
    assert before == store.built() == stamped(services, store)
    store.leave(joined["di"])
    assert before != stamped(services, store)


def test_a_server_rests_between_builds(services, store, joined):
    """Everybody joins at nine: the second does not make the server build without a pause."""
    suggest = Builder()
    suggest.ensure(services, store, patience_s=60)
    suggest._resting_until += 1000
    store.leave(joined["di"])

    assert not suggest.ensure(services, store, patience_s=1)


def test_a_new_time_table_asks_for_new_meetings(services, store, joined):
    """What a meeting's time is made of is part of the stamp."""
    build(services, store)
    programme.write(services.catalogue, EVENT, programme.read(services.catalogue, EVENT)[:1])

    assert store.built() != stamped(services, store)
