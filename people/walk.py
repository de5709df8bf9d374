"""One person's walk through the poster sessions and breaks of a day.

A poster session is cut into slots of one talk and one walk, a break into slots of one longer talk. Whoever presents
stands at their own poster through its whole session (at several, one after the other). Everything else is an
assignment of wishes to the slots that are left: which wishes get one is decided by weight, exactly (a rectangular
linear assignment, Crouse 2016); then stops of one session change places as long as that makes the walk shorter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

import numpy as np
from scipy.optimize import linear_sum_assignment

from catalogue.people import Meeting, Plan, Session
from people.day import Day, Post, Slot

FALLBACK = 0.9
"""What a talk in a break is worth beside one at a poster, to whoever could have either."""

EARLIER = 1e-9
"""What a slot is worth beside the next one: with few wishes the walk begins at once."""

Places = dict[Slot, str]
"""The slots in which a wish can come true, each with the paper at whose poster; none in a break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What one person would like: larger weights, all above zero, are the last to be left out."""

    papers: Mapping[str, float] = field(default_factory=dict)
    """By id of the work at whose poster they want to be."""
    people: Mapping[str, float] = field(default_factory=dict)
    """By id of the participant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stop:
    """A wish, and what each slot would be worth to it."""

    paper: str = ""
    """Empty where it is about a person, wherever they are."""
    participant: str = ""
    places: Places
    values: Mapping[Slot, float]


def walk(day: Day, me: str, wishes: Wishes, fixed: Sequence[Meeting] = ()) -> Plan:
    """Plan the *day* of the person *me* around what is *fixed*; `people.plan.plan` says more."""
    kept = [one for one in fixed if one.participant and _holds(day, me, one)]
    slots = day.free(me, kept)
    people = {one: weight for one, weight in wishes.people.items() if one not in {me, *_met(kept)}}
    seen = _seen(day, me, people, kept, slots)
    stops = [*_people(day, people, wishes.papers, slots), *_papers(day, wishes.papers, seen, slots)]
    chosen = _choose(stops, slots)
    for block in range(len(day.sessions)):
        _shorten(day, chosen, [one for one in kept if _within(one, day.sessions[block])], block)
    visits = [day.meeting(slot, paper=one.places[slot], participant=one.participant) for slot, one in chosen.items()]
    placed = [id(stop) for stop in chosen.values()]
    left = [stop.participant or stop.paper for stop in stops if id(stop) not in placed]
    nowhere = sorted(set(wishes.papers) - set(day.posters))
    meetings = sorted([*kept, *visits, *_own(day, me, kept)], key=lambda one: one.start)
    return Plan(meetings=tuple(meetings), left_out=(*left, *nowhere))


def _holds(day: Day, me: str, meeting: Meeting) -> bool:
    """Whether a meeting is still possible: the programme, or what somebody presents, may have changed since."""
    if meeting.what == "own":
        posts = [post for post in day.posts(me) if post.stand.paper == meeting.paper]
        return any(post.start <= meeting.start and meeting.end <= post.end for post in posts)
    busy = day.at_work(me)
    free = [one for block, one in enumerate(day.sessions) if block not in busy and one.pause == (not meeting.paper)]
    return (not meeting.paper or meeting.paper in day.posters) and any(_within(meeting, one) for one in free)


def _met(meetings: Iterable[Meeting]) -> set[str]:
    return {one.participant for one in meetings if one.participant}


def _people(
    day: Day, people: Mapping[str, float], papers: Mapping[str, float], slots: Sequence[Slot]
) -> Iterator[_Stop]:
    """Yield the people to be met: at a poster of theirs, best at one of *papers*, or in a break."""
    for one, weight in sorted(people.items()):
        visits = {slot: post.stand.paper for post in day.posts(one) for slot in post.slots if slot in slots}
        pauses = [slot for slot in day.pauses if slot in slots]
        values = {slot: weight + papers.get(paper, 0.0) for slot, paper in visits.items()}
        values |= dict.fromkeys(pauses, weight * (FALLBACK if visits else 1.0))
        yield _Stop(participant=one, places=visits | dict.fromkeys(pauses, ""), values=values)


def _papers(day: Day, papers: Mapping[str, float], seen: set[str], slots: Sequence[Slot]) -> Iterator[_Stop]:
    """Yield the posters to be seen."""
    for paper, weight in sorted(papers.items()):
        if paper in day.posters and paper not in seen:
            places = dict.fromkeys(_open(day, paper, slots), paper)
            yield _Stop(paper=paper, places=places, values=dict.fromkeys(places, weight))


def _seen(day: Day, me: str, people: Iterable[str], kept: Iterable[Meeting], slots: Sequence[Slot]) -> set[str]:
    """Return the papers that need no stop: one's own, and those at whose posters somebody is or will be met."""
    met = (paper for one in people for paper in day.papers(one) if _open(day, paper, slots))
    return {*day.papers(me), *(one.paper for one in kept), *met}


def _open(day: Day, paper: str, slots: Sequence[Slot]) -> list[Slot]:
    blocks = day.blocks[day.posters[paper].session]
    return [slot for slot in slots if slot.block in blocks]


def _choose(stops: Sequence[_Stop], slots: Sequence[Slot]) -> dict[Slot, _Stop]:
    """Give slots to stops so that what is worth most is done."""
    values = np.zeros((len(stops), len(slots)))
    for row, stop in enumerate(stops):
        for column, slot in enumerate(slots):
            if slot in stop.values:
                values[row, column] = stop.values[slot] * (1 - EARLIER * column)
    rows, columns = linear_sum_assignment(values, maximize=True)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return {slots[column]: stops[row] for row, column in pairs if values[row, column] > 0}


def _shorten(day: Day, chosen: dict[Slot, _Stop], kept: Sequence[Meeting], block: int) -> None:
    """Let the stops of a poster session change places while that makes the walk shorter, *kept* staying."""
    slots = sorted(slot for slot in chosen if slot.block == block and chosen[slot].places[slot])
    fixed = [(one.start, day.position[one.paper]) for one in kept if one.paper]
    along = sorted(
        (chosen[slot] for slot in slots), key=lambda one: day.position[one.paper or next(iter(one.places.values()))]
    )
    if all(one.places.get(slot) for one, slot in zip(along, slots, strict=True)):
        chosen |= zip(slots, along, strict=True)

    def length() -> int:
        walked = [(slot.start, day.position[chosen[slot].places[slot]]) for slot in slots]
        return sum(abs(here - there) for (_, here), (_, there) in pairwise(sorted(walked + fixed)))

    def swap(one: Slot, other: Slot) -> None:
        chosen[one], chosen[other] = chosen[other], chosen[one]

    best = length()
    better = True
    while better:
        better = False
        for one, other in combinations(slots, 2):
            if chosen[one].places.get(other) and chosen[other].places.get(one):
                swap(one, other)
                if (new := length()) < best:
                    best, better = new, True
                else:
                    swap(one, other)


def _within(meeting: Meeting, session: Session) -> bool:
    return session.start <= meeting.start and meeting.end <= session.end


def _own(day: Day, me: str, kept: Sequence[Meeting]) -> list[Meeting]:
    """Return the time at one's own posters, around the visits that are agreed."""
    return [meeting for post in day.posts(me) for meeting in _around(day, post, kept)]


def _around(day: Day, post: Post, kept: Sequence[Meeting]) -> list[Meeting]:
    visits = sorted(one for one in ((one.start, one.end) for one in kept) if post.start <= one[0] < post.end)
    starts, ends = [post.start, *(end for _, end in visits)], [*(start for start, _ in visits), post.end]
    return [
        day.meeting(Slot(post.block, start, end), paper=post.stand.paper, own=True)
        for start, end in zip(starts, ends, strict=True)
        if start < end
    ]
