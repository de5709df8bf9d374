"""The day of an event in slots: when a talk can be, who stands where, and which way round the posters lies."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from catalogue.people import Meeting, Session

_PARTS = re.compile("[0-9]+|[^0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """A poster, and somebody who presents it."""

    paper: str
    """Id of the work."""
    session: str
    """As in `Session.slug`."""
    poster: str
    """The board, or the poster's number."""
    person: str = ""
    """Id of the participant who stands there; empty where nobody is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long things take, in minutes."""

    talk: int = 8
    """At a poster: long enough for its story and two questions."""
    walk: int = 2
    """To the next one, and to wait for a gap in the talk there."""
    pause: int = 15
    """A talk in a break; the mind-matching of CCN gives each pair as long."""


class Slot(NamedTuple):
    """Time for one talk, in the session of this place in `Day.sessions`. Times as in `Session`."""

    block: int
    start: str
    end: str


class Post(NamedTuple):
    """Where somebody stands in a part of a session."""

    block: int
    stand: Stand
    slots: tuple[Slot, ...]
    start: str
    end: str


@dataclass(frozen=True, kw_only=True)
class Day:
    """An event's sessions and posters, cut at a pace."""

    sessions: tuple[Session, ...]
    """In order of time."""
    stands: tuple[Stand, ...]
    pace: Pace

    @classmethod
    def of(cls, stands: Iterable[Stand], sessions: Iterable[Session], pace: Pace) -> Day:
        """Put *sessions* and *stands* in order; those that no session names are not on this day."""
        ordered = tuple(sorted(sessions, key=lambda one: (one.start, one.end, one.slug)))
        held = {one.slug for one in ordered if not one.pause}
        known = {one for one in stands if one.session in held}
        return cls(sessions=ordered, stands=tuple(sorted(known, key=by_place)), pace=pace)

    @cached_property
    def slots(self) -> tuple[tuple[Slot, ...], ...]:
        """The slots of each session; a break gives way to posters that hang at the same time."""
        cut = [self._cut(block) for block in range(len(self.sessions))]
        taken: list[Slot] = []
        for block in sorted(range(len(cut)), key=lambda place: (self.sessions[place].pause, place)):
            cut[block] = [slot for slot in cut[block] if not any(overlap(slot, other) for other in taken)]
            taken += cut[block]
        return tuple(map(tuple, cut))

    @cached_property
    def pauses(self) -> tuple[Slot, ...]:
        """The slots of all breaks."""
        return tuple(slot for one, slots in zip(self.sessions, self.slots, strict=True) if one.pause for slot in slots)

    @cached_property
    def blocks(self) -> dict[str, tuple[int, ...]]:
        """Places of the poster sessions, by slug; posters may hang twice."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for block, one in enumerate(self.sessions):
            if not one.pause:
                found[one.slug].append(block)
        return {slug: tuple(places) for slug, places in found.items()}

    @cached_property
    def posters(self) -> dict[str, Stand]:
        """A stand of each paper."""
        return {one.paper: one for one in reversed(self.stands)}

    @cached_property
    def position(self) -> dict[str, int]:
        """Where along the way each paper's poster is."""
        return {paper: place for place, paper in enumerate(dict.fromkeys(one.paper for one in self.stands))}

    @cached_property
    def _stood(self) -> dict[str, tuple[Stand, ...]]:
        stood: defaultdict[str, dict[str, Stand]] = defaultdict(dict)
        for one in self.stands:
            if one.person:
                stood[one.person].setdefault(one.paper, one)
        return {person: tuple(own.values()) for person, own in stood.items()}

    def papers(self, person: str) -> set[str]:
        """Return the papers that a person presents."""
        return {one.paper for one in self._stood.get(person, ())}

    def at_work(self, person: str) -> set[int]:
        """Return the places of the sessions through which a person stands at their own posters."""
        return {block for one in self._stood.get(person, ()) for block in self.blocks[one.session]}

    def posts(self, person: str) -> list[Post]:
        """Return where a person stands when; who presents several in one session divides it evenly."""
        return [post for block in sorted(self.at_work(person)) for post in self._posts(person, block)]

    def free(self, person: str, meetings: Sequence[Meeting]) -> list[Slot]:
        """Return the slots in which a person neither stands at a poster nor has one of *meetings*."""
        busy = self.at_work(person)
        return [
            slot
            for block, slots in enumerate(self.slots)
            if block not in busy
            for slot in slots
            if not any(overlap(slot, one) for one in meetings)
        ]

    def meeting(self, slot: Slot, *, paper: str = "", participant: str = "", own: bool = False) -> Meeting:
        """Return the meeting in *slot*: at the poster of *paper*, one's own or another's, or in a break."""
        session = self.sessions[slot.block]
        return Meeting(
            start=slot.start,
            end=slot.end,
            timezone=session.timezone,
            room=session.room,
            what="own" if own else "poster" if paper else "person",
            paper=paper,
            poster=self.posters[paper].poster if paper else "",
            participant=participant,
        )

    def _posts(self, person: str, block: int) -> list[Post]:
        own = [one for one in self._stood[person] if block in self.blocks[one.session]]
        slots, session = self.slots[block], self.sessions[block]
        if not slots:
            return [Post(block, own[0], (), session.start, session.end)]
        own = own[: len(slots)]
        cuts = [len(slots) * place // len(own) for place in range(len(own) + 1)]
        starts = [session.start, *(slots[cut].start for cut in cuts[1:-1]), session.end]
        return [
            Post(block, stand, slots[first:last], start, end)
            for stand, (first, last), (start, end) in zip(own, pairwise(cuts), pairwise(starts), strict=True)
        ]

    def _cut(self, block: int) -> list[Slot]:
        session, pace = self.sessions[block], self.pace
        talk, step = (pace.pause, pace.pause) if session.pause else (pace.talk, pace.talk + pace.walk)
        start, end = map(datetime.fromisoformat, (session.start, session.end))
        number = (end - start + timedelta(minutes=step - talk)) // timedelta(minutes=step)
        starts = [start + place * timedelta(minutes=step) for place in range(max(number, 0))]
        return [Slot(block, _written(one), _written(one + timedelta(minutes=talk))) for one in starts]


def overlap(one: Slot | Meeting, other: Slot | Meeting) -> bool:
    """Whether two times have a minute in common."""
    return one.start < other.end and other.start < one.end


def _written(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def by_place(stand: Stand) -> tuple[object, ...]:
    """Order stands by session and by board as people count: 2 before 10, A10 before B2."""
    parts = [(0, int(part), "") if part[0] in "0123456789" else (1, 0, part) for part in _PARTS.findall(stand.poster)]
    return stand.session, not parts, parts, stand.paper, stand.person
