"""Everybody's suggestions, made at once: profiles in; mutual suggestions with reasons, and meetings that fit both, out.

A build reads who may be suggested, decides, and puts the outcome back into the file of participants; nothing of it is
kept anywhere else. Pages read what the last build left; `views.people.fresh` makes a new one when something changed.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace

from catalogue import programme
from catalogue.errors import PeopleError
from catalogue.locks import alone
from people import wishes
from people.account import Account, account
from people.assign import Assignment, Limits, assign
from people.interests import Bridges
from people.participants.made import Suggestion
from people.participants.store import Participants
from people.plan import Schedule, clashes, schedule
from people.reasons import both
from views.compose import Services
from views.people import interests, posters
from views.people.crowd import Crowd, gather
from views.people.interests import Reader

BUSY = PeopleError("another process is making suggestions", "Wait for it to end")

Step = Callable[[str], None]
"""Told what a build is about to do."""


def build(
    services: Services,
    store: Participants,
    limits: Limits = Limits(),  # noqa: B008 - frozen
    step: Step = lambda _: None,
) -> Account:
    """Make everybody's suggestions and meetings anew; say how good they are.

    Raises:
        PeopleError: Another process is at it.
        VectorIndexError: There is no index to compare by.
        EncoderError: The model cannot be loaded.
    """
    with alone(services.settings.home / "people.lock", BUSY):
        start = time.monotonic()
        store.expire(services.settings.people_days)
        stamp = stamped(services, store)
        step("reading profiles")
        reader, bridges = interests.reader(services), interests.bridges(services)
        everyone = store.everyone()
        crowd = gather(reader, bridges, everyone, store)
        step("choosing pairs")
        pinned = crowd.pairs(store.pinned())
        assignment = assign(crowd.scores.total, crowd.allowed, crowd.across, limits, pinned)
        step("finding reasons")
        suggestions = list(_suggestions(reader, bridges, crowd, assignment))
        step("planning meetings")
        planned = _schedule(services, crowd, suggestions)
        made = _account(crowd, assignment, limits, planned)
        made = replace(made, seconds=time.monotonic() - start)
        store.put_suggestions(suggestions, stamp, json.dumps(asdict(made)), made_of=everyone)
        meetings = {one: [each for each in plan.meetings if each.participant] for one, plan in planned.plans.items()}
        store.put_meetings(meetings)
        return made


def stamped(services: Services, store: Participants) -> str:
    """Return what is another text whenever suggestions have to be made anew."""
    index, glossary = services.searcher.manifest().rows, services.words.glossary.digest
    sessions = hashlib.sha256(repr(programme.read(services.catalogue, _event(services))).encode()).hexdigest()
    return " ".join([store.stamp(), index[:12], glossary[:12], sessions[:12]])


def _event(services: Services) -> str:
    """Return the latest event; nothing where none is known."""
    return next(iter(programme.events(services.catalogue)), "")


def _suggestions(reader: Reader, bridges: Bridges, crowd: Crowd, assignment: Assignment) -> Iterator[Suggestion]:
    for one, other in assignment.pairs:
        his, hers = crowd.people[one], crowd.people[other]
        served = wishes.served(his.profile, hers.profile), wishes.served(hers.profile, his.profile)
        aim = crowd.scores.aim(one, other)
        why = both(crowd.interests[one], crowd.interests[other], aim, bridges, reader.quoted, wishes=served)
        score = float(crowd.scores.total[one, other])
        yield Suggestion(one=his.id, other=hers.id, score=score, why_for_one=why[0], why_for_other=why[1])


def _schedule(services: Services, crowd: Crowd, suggestions: Sequence[Suggestion]) -> Schedule:
    """Give every pair a time and a place, where there is a programme."""
    pairs = {(one.one, one.other): max(one.score, 1e-6) for one in suggestions}  # a pinned pair may score nothing
    event = _event(services)
    hung = posters.presented(services, event)
    presenters: defaultdict[str, list[str]] = defaultdict(list)
    for one in crowd.people:
        for paper in posters.presenting(hung, one.profile, one.profile.papers):
            presenters[paper].append(one.id)
    return schedule(pairs, posters.stands(hung, presenters), programme.read(services.catalogue, event), {})


def _account(crowd: Crowd, assignment: Assignment, limits: Limits, planned: Schedule) -> Account:
    return account(
        assignment,
        crowd.scores.total,
        crowd.scores.problem,
        crowd.allowed,
        crowd.across,
        limits=limits,
        clashes=len(clashes(planned.plans)),
    )
