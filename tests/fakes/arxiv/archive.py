"""What the server has: every paper's history, and how it all looks at one moment."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property
from math import inf
from operator import attrgetter
from threading import RLock

from tests.fakes.arxiv.clock import day, moment, rfc
from tests.fakes.arxiv.records import KEYS, complete


@dataclass(slots=True, frozen=True)
class State:
    """A paper from one moment until its next state."""

    since: float
    record: dict
    versions: int
    """How many of the record's versions are out."""
    published: float
    updated: float
    datestamp: str
    deleted: bool = False
    texts: dict = field(default_factory=dict, compare=False)
    """What searching makes of the record, once it has."""

    @property
    def id(self):
        """The paper's number, without a version."""
        return self.record["id"]

    @property
    def current(self):
        """The record as arXiv would give it out."""
        return self.record | {"versions": self.record["versions"][: self.versions], "update_date": self.datestamp}


class View:
    """All papers at one moment."""

    def __init__(self, states, until):
        self.states = states
        self.until = until
        self.searches = {}

    @cached_property
    def _axes(self):
        """The living papers along each of their dates."""
        living = [state for state in self.states.values() if not state.deleted]
        return {axis: sorted(living, key=attrgetter(axis, "id")) for axis in ("published", "updated")}

    def between(self, axis, low=-inf, high=inf):
        """Return the living papers whose *axis*, ``published`` or ``updated``, is in [*low*, *high*], by that date."""
        papers, key = self._axes[axis], attrgetter(axis)
        return papers[bisect_left(papers, low, key=key) : bisect_right(papers, high, key=key)]

    @cached_property
    def _changes(self):
        return sorted(self.states.values(), key=attrgetter("datestamp", "id"))

    def changed(self, first, last):
        """Return the papers, deleted ones too, that last changed from day *first* to day *last*, by day and id."""
        states, key = self._changes, attrgetter("datestamp")
        return states[bisect_left(states, first, key=key) : bisect_right(states, last, key=key)]

    @property
    def earliest(self):
        """The day of the oldest change."""
        return self._changes[0].datestamp if self._changes else "2005-09-16"


class Archive:
    """Papers and their histories; safe for several threads."""

    def __init__(self, records, clock):
        self.clock = clock
        self._lock = RLock()
        self._histories = {one["id"]: _history(one) for one in map(complete, records)}
        self._view = None

    def view(self):
        """Return how everything looks now."""
        with self._lock:
            now = self.clock.now()
            if self._view is None or not self._view[0] <= now < self._view[1].until:
                self._view = now, self._look(now)
            return self._view[1]

    def version(self, paper, number):
        """Return *paper* as of version *number*, or as it is if that is None; None if there is no such version."""
        if number is None or int(number) == paper.versions:
            return paper
        with self._lock:
            earlier = [one for one in self._histories[paper.id] if one.since <= paper.since]
        return next((one for one in reversed(earlier) if one.versions == int(number)), None)

    def put(self, record):
        """File *record* as of now: it stands for all that was there, and its last change is today at the earliest."""
        said, now = complete(record), self.clock.now()
        states = _history(said)
        today = day(max(now, states[0].since))
        with self._lock:
            self._histories[said["id"]] = [replace(one, datestamp=max(one.datestamp, today)) for one in states]
            self._view = None

    def revise(self, number, when, **changes):
        """Add a version of *when* with *changes*, whose names are the record's with ``_`` for ``-``."""
        self._add_version(number, when, _named(changes))

    def withdraw(self, number, when, comments="This paper has been withdrawn by the author due to an error"):
        """Add a version of *when* that withdraws the paper."""
        self._add_version(number, when, {"comments": comments}, withdrawn=True)

    def touch(self, number, when, **changes):
        """Change what is said of a paper on *when* without a new version: a journal reference, say."""
        self._add(number, when, lambda said: said | _named(changes))

    def delete(self, number, when):
        """Take the paper away altogether on *when*."""
        self._add(number, when, lambda said: said, deleted=True)

    def _add_version(self, number, when, changes, **marks):
        def revised(said):
            made = said["versions"]
            version = {"version": f"v{len(made) + 1}", "created": rfc(moment(when)), **marks}
            back = {"comments": None} if "withdrawn" in made[-1] else {}
            return said | back | changes | {"versions": [*made, version]}

        self._add(number, when, revised, updated=moment(when))

    def _add(self, number, when, change, **fields):
        """Add a state to a history, whose record is what *change* makes of the one that was current *when*."""
        since = moment(when)
        with self._lock:
            history = [state for state in self._histories[number] if state.since <= since]
            last, said = history[-1], change(history[-1].current)
            fields |= {"since": since, "datestamp": max(day(since), last.datestamp), "texts": {}}
            self._histories[number] = [*history, replace(last, record=said, versions=len(said["versions"]), **fields)]
            self._view = None

    def _look(self, now):
        """Take of each history the last state that has come, and note when the next one comes."""
        states, until = {}, inf
        for number, history in self._histories.items():
            for state in history:
                if state.since > now:
                    until = min(until, state.since)
                    break
                states[number] = state
        return View(states, until)


def _named(changes):
    """*changes* under the names that a record has, with ``-`` for ``_`` but where it has that itself."""
    return {key if key in KEYS else key.replace("_", "-"): value for key, value in changes.items()}


def _history(record):
    """The states that the versions and the day of the last change tell of; the texts of old versions are not known."""
    created = [moment(version["created"]) for version in record["versions"]]
    before = record | {"comments": None} if record["versions"][-1].get("withdrawn") else record
    states = [
        State(when, record if count == len(created) else before, count, created[0], when, day(when))
        for count, when in enumerate(created, start=1)
    ]
    if record["update_date"] > states[-1].datestamp:
        states.append(replace(states[-1], since=moment(record["update_date"]), datestamp=record["update_date"]))
    return states
