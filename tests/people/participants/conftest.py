"""Fixtures of the participants' tests: a store, and people in it."""

from __future__ import annotations

import pytest

from catalogue.people import Consents, Profile, Reason
from people.participants.made import Suggestion
from people.participants.store import Participants

ALL = Consents(found=True, suggested=True, contact=True, feedback=True)


@pytest.fixture
def store(home):
    """A store with nobody in it."""
    opened = Participants.open(home)
    yield opened
    opened.engine.dispose()


@pytest.fixture
def join(store):
    """Lets somebody join who allows everything: ``join("Ada Lovelace", seeks=("mentor",))``."""

    def join_(name, consents=ALL, **said):
        return store.join(Profile(name=name, **said), consents, f"{name.split()[0].lower()}@example.org")[0]

    return join_


@pytest.fixture
def suggest(store):
    """Puts suggestions of pairs in place of all others."""

    def suggest_(*pairs, opener="Ask about absorption."):
        why = Reason(aim="problem", opener=opener)
        made = [
            Suggestion(one=one.id, other=other.id, score=1 - place / 10, why_for_one=why, why_for_other=why)
            for place, (one, other) in enumerate(pairs)
        ]
        store.put_suggestions(made, store.stamp())

    return suggest_
