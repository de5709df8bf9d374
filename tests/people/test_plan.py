"""Plans: nobody in two places at once, and the walk worth most in the time there is."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.people import Meeting, Plan, Session
from people.plan import Pace, Stand, Wishes, clashes, plan, schedule

DAY = (("coffee", "10:30", "11:00"), ("morning", "11:30", "12:30"), ("lunch", "12:30", "13:30"))
PAUSES = {"coffee", "lunch"}


def session(slug: str, start: str, end: str, **changes) -> Session:
    """A session of one day."""
    said = {"event": "e", "title": slug, "timezone": "UTC", "room": f"Room {slug}", "pause": slug in PAUSES}
    return Session(slug=slug, start=f"2025-12-07T{start}", end=f"2025-12-07T{end}", **said | changes)


SESSIONS = (*(session(*one) for one in DAY), session("afternoon", "14:00", "15:00"))
POSTERS = tuple(
    Stand(paper=f"{half}{number}", session=half, poster=str(number))
    for half in ("morning", "afternoon")
    for number in range(1, 13)
)


def own(person: str, *papers: str) -> list[Stand]:
    """The stands of *person* at *papers*."""
    return [replace(one, person=person) for paper in papers for one in POSTERS if one.paper == paper]


def brief(made: Plan) -> list[tuple[str, str, str, str]]:
    """Start, kind, poster and person of each meeting."""
    return [(one.start[11:], one.what, one.poster, one.participant) for one in made.meetings]


def test_one_poster():
    """A stop says when, where, at which poster and of which paper."""
    expected = Meeting(
        start="2025-12-07T11:30",
        end="2025-12-07T11:38",
        timezone="UTC",
        room="Room morning",
        what="poster",
        paper="morning7",
        poster="7",
    )

    assert Plan(meetings=(expected,)) == plan("me", Wishes(papers={"morning7": 1.0}), POSTERS, SESSIONS)


def test_the_walk_follows_the_boards():
    """Posters are visited in the order in which they hang: 2 before 10, whatever was wished first."""
    wished = dict.fromkeys(("morning10", "morning2", "afternoon3", "morning7"), 1.0)

    assert [
        ("11:30", "poster", "2", ""),
        ("11:40", "poster", "7", ""),
        ("11:50", "poster", "10", ""),
        ("14:00", "poster", "3", ""),
    ] == brief(plan("me", Wishes(papers=wished), POSTERS, SESSIONS))


def test_weights_decide():
    """When time is short, what weighs least is left out, and said."""
    wished = {f"morning{number}": float(number != 4) + number / 100 for number in range(1, 8)}
    made = plan("me", Wishes(papers=wished), POSTERS, SESSIONS)

    assert ["1", "2", "3", "5", "6", "7"] == [one.poster for one in made.meetings]
    assert ("morning4",) == made.left_out


def test_unknown_posters():
    """What hangs nowhere is left out."""
    assert Plan(meetings=(), left_out=("elsewhere",)) == plan(
        "me", Wishes(papers={"elsewhere": 1.0}), POSTERS, SESSIONS
    )


def test_own_poster_first():
    """Whoever presents stands there through the whole session, and sees the posters of the other."""
    wished = dict.fromkeys(("morning1", "afternoon1"), 1.0)
    made = plan("me", Wishes(papers=wished), [*POSTERS, *own("me", "morning5")], SESSIONS)

    assert [("11:30", "own", "5", ""), ("14:00", "poster", "1", "")] == brief(made)
    assert "2025-12-07T12:30" == made.meetings[0].end
    assert ("morning1",) == made.left_out


def test_two_own_posters():
    """Two posters in one session share it."""
    made = plan("me", Wishes(), own("me", "morning5", "morning9"), SESSIONS)

    assert [("11:30", "12:00"), ("12:00", "12:30")] == [(one.start[11:], one.end[11:]) for one in made.meetings]
    assert ["5", "9"] == [one.poster for one in made.meetings]


def test_more_own_posters_than_time():
    """There is no standing anywhere for less than a talk."""
    many = [Stand(paper=f"p{place}", session="morning", poster=str(place), person="me") for place in range(9)]

    assert 6 == len(plan("me", Wishes(), many, SESSIONS).meetings)


def test_somebody_else():
    """Somebody who presents is met at their poster, which needs no stop of its own."""
    stands = [*POSTERS, *own("ann", "afternoon4")]
    made = plan("me", Wishes(papers={"afternoon4": 1.0}, people={"ann": 1.0}), stands, SESSIONS)

    assert [("14:00", "poster", "4", "ann")] == brief(made)
    assert () == made.left_out


@pytest.mark.parametrize("theirs", [(), ("morning2",)])
def test_breaks(theirs):
    """Whoever presents when I do, or not at all, is met in a break, for longer."""
    made = plan("me", Wishes(people={"ann": 1.0}), [*own("me", "morning5"), *own("ann", *theirs)], SESSIONS)

    assert [("10:30", "person", "", "ann"), ("11:30", "own", "5", "")] == brief(made)
    assert "2025-12-07T10:45" == made.meetings[0].end
    assert "Room coffee" == made.meetings[0].room


def test_fixed_meetings():
    """What is agreed stays, and everything else goes around it."""
    made = schedule({("me", "ann"): 1.0}, own("ann", "morning4"), SESSIONS, {})
    again = plan(
        "me",
        Wishes(papers=dict.fromkeys(("morning1", "morning9"), 1.0)),
        [*POSTERS, *own("ann", "morning4")],
        SESSIONS,
        fixed=made.plans["me"].meetings,
    )

    assert [("11:30", "4", "ann"), ("11:40", "1", ""), ("11:50", "9", "")] == [
        (one.start[11:], one.poster, one.participant) for one in again.meetings
    ]


def test_stale_meetings():
    """A meeting that the programme has no room for any longer is dropped."""
    made = schedule({("me", "ann"): 1.0}, own("ann", "morning4"), SESSIONS, {})
    moved = [replace(one, start="2025-12-07T16:00", end="2025-12-07T17:00") for one in SESSIONS if not one.pause]

    assert Plan(meetings=()) == plan("me", Wishes(), POSTERS, moved, fixed=made.plans["me"].meetings)


def test_breaks_give_way():
    """A break that runs into the posters ends where they begin; nobody is in two places."""
    sessions = [session("morning", "11:30", "12:30"), session("coffee", "11:00", "12:00")]
    made = plan("me", Wishes(papers={"morning1": 1.0}, people={"a": 1.0, "b": 1.0, "c": 1.0}), POSTERS, sessions)

    assert [("11:00", "person"), ("11:15", "person"), ("11:30", "poster")] == [
        (one.start[11:], one.what) for one in made.meetings
    ]


def test_paces():
    """The time for a talk and a walk can be said; a session too short for a talk has none."""
    wished = Wishes(papers={f"morning{number}": 1.0 for number in range(1, 10)})

    assert 4 == len(plan("me", wished, POSTERS, SESSIONS, pace=Pace(talk=12, walk=3)).meetings)
    assert 0 == len(plan("me", wished, POSTERS, SESSIONS, pace=Pace(talk=61)).meetings)


def test_visitors_are_told_to_hosts():
    """Both have the meeting: the host at their own poster, the visitor as a stop."""
    made = schedule({("ann", "bo"): 1.0}, own("ann", "morning4"), SESSIONS, {"bo": {"morning4": 1.0}})

    assert [("11:30", "own", "4", "bo"), ("11:38", "own", "4", "")] == brief(made.plans["ann"])
    assert [("11:30", "poster", "4", "ann")] == brief(made.plans["bo"])
    assert () == made.left_out


def test_too_many_meetings():
    """Who is in demand meets as many as the breaks have slots, the dearest; both are told who was left out."""
    pairs = {("star", f"fan{number}"): 1.0 + number for number in range(8)}
    made = schedule(pairs, [], SESSIONS, {})

    assert (("star", "fan0"), ("star", "fan1")) == made.left_out
    assert ("fan0", "fan1") == made.plans["star"].left_out[::-1]
    assert ("star",) == made.plans["fan0"].left_out
    assert [] == clashes(made.plans)


def test_nobody():
    """Without people, sessions or pairs there is nothing to plan."""
    assert {} == schedule({}, [], [], {}).plans
    assert (("a", "b"),) == schedule({("a", "b"): 1.0}, [], [], {}).left_out


def test_clashes_are_found():
    """The checker sees meetings at once, meetings that only one side knows, and wrong times."""
    here = Meeting(start="T11:30", end="T11:38", timezone="UTC", room="R", what="poster", paper="p", participant="b")
    late = replace(here, start="T11:35", end="T11:45", participant="")
    there = replace(here, what="own", participant="a")

    assert [] == clashes({"a": Plan(meetings=(here,)), "b": Plan(meetings=(there,))})
    assert 1 == len(clashes({"a": Plan(meetings=(late, here)), "b": Plan(meetings=(there,))}))
    assert 1 == len(clashes({"a": Plan(meetings=(here,))}))
    assert 2 == len(clashes({"a": Plan(meetings=(here,)), "b": Plan(meetings=(replace(there, room="S"),))}))
    assert 2 == len(clashes({"a": Plan(meetings=(here,)), "b": Plan(meetings=(replace(there, what="poster"),))}))
    assert 1 == len(clashes({"a": Plan(meetings=(replace(late, end="T11:35"),))}))


PEOPLE = [f"u{number}" for number in range(8)]


@st.composite
def crowds(draw):
    """Pairs, stands and picks of a few people, some of whom present much and some nothing."""
    stands = [
        one
        for person in PEOPLE
        for one in own(person, *draw(st.lists(st.sampled_from([each.paper for each in POSTERS]), max_size=3)))
    ]
    chosen = draw(st.lists(st.tuples(*[st.sampled_from(PEOPLE)] * 2).filter(lambda pair: pair[0] < pair[1])))
    picks = st.dictionaries(st.sampled_from([each.paper for each in POSTERS]), st.floats(0.1, 9), max_size=14)
    return (
        {pair: draw(st.floats(0.1, 9)) for pair in chosen},
        [*POSTERS, *stands],
        draw(st.lists(st.sampled_from(SESSIONS), unique=True)),
        {person: draw(picks) for person in PEOPLE},
    )


@settings(max_examples=40)
@given(crowds())
def test_everybody_in_one_place(crowd):
    """No two meetings of anybody overlap, each is inside a session, and each pair meets once or is left out."""
    pairs, stands, sessions, picks = crowd
    made = schedule(pairs, stands, sessions, picks)
    met = {(one, each.participant) for one, plan_ in made.plans.items() for each in plan_.meetings if each.participant}
    hours = [(one.start, one.end, one.pause) for one in sessions]

    assert [] == clashes(made.plans)
    assert {*pairs, *(pair[::-1] for pair in pairs)} - {*made.left_out, *(one[::-1] for one in made.left_out)} == met
    for one in (each for plan_ in made.plans.values() for each in plan_.meetings):
        assert any(s <= one.start and one.end <= e and pause == (one.what == "person") for s, e, pause in hours)


@settings(max_examples=40)
@given(crowds())
def test_hosts_stay(crowd):
    """Whoever presents is at one of their own posters through the whole session."""
    pairs, stands, sessions, picks = crowd
    made = schedule(pairs, stands, sessions, picks)
    for person in PEOPLE:
        mine = {one.session for one in stands if one.person == person}
        for one in (one for one in sessions if not one.pause and one.slug in mine):
            there = [each for each in made.plans[person].meetings if one.start <= each.start < one.end]
            assert {"own"} == {each.what for each in there}
            assert (one.start, one.end) == (there[0].start, there[-1].end)
            assert all(first.end == second.start for first, second in pairwise(there))


@settings(max_examples=40)
@given(crowds(), st.randoms(use_true_random=False))
def test_order_does_not_matter(crowd, chance):
    """The same crowd in another order has the same plans."""
    pairs, stands, sessions, picks = crowd
    stirred = [chance.sample(list(some), len(some)) for some in (pairs.items(), stands, sessions, picks.items())]

    assert schedule(pairs, stands, sessions, picks) == schedule(
        dict(stirred[0]), stirred[1], stirred[2], dict(stirred[3])
    )


@given(st.dictionaries(st.sampled_from([one.paper for one in POSTERS[:12]]), st.integers(1, 9), min_size=1))
def test_the_best_posters_on_the_shortest_way(wished):
    """Of the wishes the heaviest six are kept, and no other order of them is shorter."""
    made = plan("me", Wishes(papers=dict(wished)), POSTERS, SESSIONS)
    kept = [int(one.poster) for one in made.meetings]
    shortest = min(sum(abs(a - b) for a, b in pairwise(order)) for order in permutations(kept))

    assert sum(sorted(wished.values())[-6:]) == sum(wished[one.paper] for one in made.meetings)
    assert shortest == sum(abs(a - b) for a, b in pairwise(kept))


def test_most_meetings_are_placed():
    """Four hundred people with six meetings each: nobody clashes, and nothing is left out."""
    chance = random.Random(6)  # noqa: S311 - the same crowd each time
    people = [f"p{number}" for number in range(400)]
    stands = [one for person in people if chance.random() < 0.8 for one in own(person, chance.choice(POSTERS).paper)]
    rings = [(people[place], people[(place + 7**step) % 400]) for step in range(3) for place in range(400)]
    made = schedule({tuple(sorted(pair)): chance.random() for pair in rings}, stands, SESSIONS, {})

    assert (0, []) == (len(made.left_out), clashes(made.plans))
