"""Plans: one person's walk, and everybody's meetings at once, so that each fits both.

**Where.** A pair can meet at the poster of the one in a session in which the other is free, or in a break. An integer
programme (`scipy.optimize.milp`, HiGHS) lets as many pairs meet as the slots of each person allow.

**When.** The visits of one poster session join those who stand to those who walk: a bipartite graph, whose edges
need no more slots than its busiest person has meetings (König 1916). The talks in breaks are a graph like any other,
which may need one slot more than that (Vizing 1964): the same paths are tried, and a pair that finds no slot all the
same is in `Schedule.left_out`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from catalogue.people import Meeting, Plan, Session
from people.colouring import Cost, colour, coloured, rearrange
from people.day import Day, Pace, Slot, Stand, overlap
from people.walk import FALLBACK, Wishes, walk

__all__ = ["Clash", "Pace", "Schedule", "Stand", "Wishes", "clashes", "plan", "schedule"]

Pair = tuple[str, str]

PREFERENCE = 0.01
"""What the weight of a pair and its place count beside whether it meets at all."""

GAP = 0.002
"""How far the number of meetings may be from the best there is: where time is short for all, proof takes minutes."""

_PAUSE = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """The plans of everybody, whose meetings fit both."""

    plans: Mapping[str, Plan]
    """By id of the participant."""
    left_out: tuple[Pair, ...] = ()
    """Pairs for whom no time was left."""


class Clash(NamedTuple):
    """A meeting that cannot be: whose, when, and what is wrong with it."""

    person: str
    start: str
    problem: str


class _Way(NamedTuple):
    """How a pair can meet: the one stands and the other walks in a poster session, or both talk in a break."""

    stands: str
    walks: str
    block: int
    """Place of the poster session; `_PAUSE` for a break."""


def plan(
    me: str,
    wishes: Wishes,
    stands: Iterable[Stand],
    sessions: Iterable[Session],
    *,
    fixed: Sequence[Meeting] = (),
    pace: Pace | None = None,
) -> Plan:
    """Plan the day of the person *me*, whose own posters are the stands of that name.

    Args:
        me: Id of the participant; any name that no stand has, where there is none.
        wishes: What they would like.
        stands: All posters.
        sessions: Of one event, in any order.
        fixed: Meetings agreed already, of a `Schedule`: they are kept and planned around.
        pace: How long things take.
    """
    return walk(Day.of(stands, sessions, pace or Pace()), me, wishes, fixed)


def schedule(
    pairs: Mapping[Pair, float],
    stands: Iterable[Stand],
    sessions: Iterable[Session],
    picks: Mapping[str, Mapping[str, float]],
    *,
    pace: Pace | None = None,
) -> Schedule:
    """Plan the meetings of everybody at once, and each one's posters around them.

    Args:
        pairs: Who should meet, each pair once in either order, with its weight above zero.
        stands: All posters, with the participants who present them.
        sessions: Of one event, in any order.
        picks: Papers that each participant also wants to see, with weights.
        pace: How long things take.
    """
    day = Day.of(stands, sessions, pace or Pace())
    wanted = sorted(pairs)
    meetings: defaultdict[str, list[Meeting]] = defaultdict(list)
    placed = set()
    for way, slot in _when(day, _where(day, wanted, [pairs[pair] for pair in wanted]).values()):
        _book(day, way, slot, meetings)
        placed.add(frozenset(way[:2]))
    left = tuple(pair for pair in wanted if frozenset(pair) not in placed)
    people = {*picks, *(one for pair in wanted for one in pair), *(one.person for one in day.stands if one.person)}
    plans = {one: walk(day, one, Wishes(papers=picks.get(one, {})), meetings[one]) for one in sorted(people)}
    for pair in left:
        for one, other in (pair, pair[::-1]):
            plans[one] = replace(plans[one], left_out=(other, *plans[one].left_out))
    return Schedule(plans=plans, left_out=left)


def clashes(plans: Mapping[str, Plan]) -> list[Clash]:
    """Check *plans* against each other: nobody in two places at once, every meeting in the plans of both."""
    return [clash for person, one in sorted(plans.items()) for clash in _clashes(person, one, plans)]


def _clashes(person: str, one: Plan, plans: Mapping[str, Plan]) -> Iterator[Clash]:
    ordered = sorted(one.meetings, key=lambda each: (each.start, each.end))
    for first, second in pairwise(ordered):
        if overlap(first, second):
            yield Clash(person, second.start, f"begins before what began at {first.start} has ended")
    for meeting in ordered:
        if meeting.end <= meeting.start:
            yield Clash(person, meeting.start, "ends before it begins")
        if meeting.participant and not any(_meets(meeting, each, person) for each in _of(plans, meeting)):
            yield Clash(person, meeting.start, "is not in the plan of the other")


def _of(plans: Mapping[str, Plan], meeting: Meeting) -> tuple[Meeting, ...]:
    other = plans.get(meeting.participant)
    return other.meetings if other else ()


def _meets(mine: Meeting, theirs: Meeting, me: str) -> bool:
    """Whether two meetings are one, seen from both sides."""
    kinds = {frozenset({"poster", "own"}), frozenset({"person"})}
    same = (mine.start, mine.end, mine.room, mine.paper) == (theirs.start, theirs.end, theirs.room, theirs.paper)
    return same and theirs.participant == me and frozenset({mine.what, theirs.what}) in kinds


def _where(day: Day, pairs: Sequence[Pair], weights: Sequence[float]) -> dict[Pair, _Way]:
    """Choose a way for as many pairs as the slots of each person allow; the heavier first among as many."""
    ways = [(place, way) for place, (one, other) in enumerate(pairs) for way in _ways(day, one, other)]
    if not ways:
        return {}
    places = [FALLBACK if way.block == _PAUSE else 1.0 for _, way in ways]
    weighed = np.array([weights[place] for place, _ in ways]) * places / max(weights)
    found = milp(
        -(1 + PREFERENCE * weighed),
        constraints=_limits(day, ways),
        integrality=np.ones(len(ways), dtype=np.int64),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": GAP, "node_limit": 200},
    )
    taken = np.zeros(len(ways)) if found.x is None else found.x
    return {pairs[place]: way for (place, way), share in zip(ways, taken, strict=True) if share > 1 / 2}


def _limits(day: Day, ways: Sequence[tuple[int, _Way]]) -> LinearConstraint:
    """Let each pair meet once, and nobody have more meetings in a session than it has slots."""
    rows: dict[tuple[object, ...], int] = {}
    sizes: list[int] = []
    cells = []
    for column, (place, way) in enumerate(ways):
        room = len(day.pauses) if way.block == _PAUSE else len(day.slots[way.block])
        for key, size in (((place,), 1), ((way.stands, way.block), room), ((way.walks, way.block), room)):
            if key not in rows:
                rows[key] = len(sizes)
                sizes.append(size)
            cells.append((rows[key], column))
    matrix = csr_array((np.ones(len(cells)), np.array(cells).T), shape=(len(sizes), len(ways)))
    return LinearConstraint(matrix, ub=sizes)


def _ways(day: Day, one: str, other: str) -> Iterator[_Way]:
    """Yield how two people can meet."""
    here, there = day.at_work(one), day.at_work(other)
    yield from (_Way(one, other, block) for block in sorted(here - there) if day.slots[block])
    yield from (_Way(other, one, block) for block in sorted(there - here) if day.slots[block])
    if day.pauses:
        yield _Way(one, other, _PAUSE)


def _when(day: Day, ways: Iterable[_Way]) -> Iterator[tuple[_Way, Slot]]:
    """Give slots to meetings, session by session."""
    held: defaultdict[int, dict[Pair, _Way]] = defaultdict(dict)
    for way in ways:
        held[way.block][way.stands, way.walks] = way
    for block, some in sorted(held.items()):
        slots = day.pauses if block == _PAUSE else day.slots[block]
        found = colour(some, len(slots))
        if block != _PAUSE:
            rearrange(found, len(slots), _lengths(day, block, {way.stands for way in some.values()}))
        yield from ((some[pair], slots[place]) for pair, place in coloured(some, found))


def _lengths(day: Day, block: int, hosts: Iterable[str]) -> Cost:
    """Return what says how far somebody walks in a session: a sum of differences of place along the posters."""
    posts = [(one, post) for one in hosts for post in day.posts(one) if post.block == block]
    slots = {slot: place for place, slot in enumerate(day.slots[block])}
    where = {(one, slots[slot]): day.position[post.stand.paper] for one, post in posts for slot in post.slots}

    def length(_: str, visits: Mapping[int, str]) -> int:
        stops = [where[other, place] for place, other in sorted(visits.items()) if (other, place) in where]
        return sum(abs(here - there) for here, there in pairwise(stops))

    return length


def _book(day: Day, way: _Way, slot: Slot, meetings: Mapping[str, list[Meeting]]) -> None:
    """Put a meeting into the plans of both."""
    post = next((one for one in day.posts(way.stands) if slot in one.slots), None) if way.block != _PAUSE else None
    paper = post.stand.paper if post else ""
    meetings[way.walks].append(day.meeting(slot, paper=paper, participant=way.stands))
    meetings[way.stands].append(day.meeting(slot, paper=paper, participant=way.walks, own=bool(paper)))
