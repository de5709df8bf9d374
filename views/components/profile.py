"""The profile that this session is writing: nowhere but in the session until somebody keeps it.

Every widget shows what the draft says and says to it what was changed, so that a file or a stored profile is shown by
becoming the draft.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypedDict

import streamlit as st

from catalogue.people import Participant, Profile

_DRAFT, _STORED, _FIELD, _TURN = "profile-draft", "profile-stored", "profile-field-", "profile-turn-"


class Bound(TypedDict):
    """What binds a widget to the draft."""

    key: str
    on_change: Callable[..., None]
    args: tuple[Any, ...]


class Held(Bound):
    """What binds a box to write in, or a switch."""

    value: Any


def draft() -> Participant:
    """Return what has been said so far; its id is empty as long as it is not kept."""
    return st.session_state.get(_DRAFT) or Participant(id="", profile=Profile())


def follow(stored: Participant | None) -> None:
    """Begin with what is stored, and again when that is somebody else's or was changed elsewhere."""
    said = (stored.id, stored.profile, stored.contact) if stored else None
    if st.session_state.get(_STORED) != said:
        st.session_state[_STORED], st.session_state[_DRAFT] = said, stored


def put(changed: Participant) -> None:
    """Take *changed* for the draft."""
    st.session_state[_DRAFT] = changed


def say(**said: Any) -> None:  # noqa: ANN401 - each field has its own type
    """Change fields of the draft's profile."""
    now = draft()
    put(replace(now, profile=replace(now.profile, **said)))


def add(field: str, *ids: str) -> None:
    """Put papers into one of the profile's lists."""
    say(**{field: tuple(dict.fromkeys((*getattr(draft().profile, field), *ids)))})


def remove(field: str, *ids: str) -> None:
    """Take papers or concepts out of one of the profile's lists."""
    say(**{field: tuple(one for one in getattr(draft().profile, field) if one not in ids)})


def bound(name: str, value: Any, act: Callable[[Any], None]) -> Bound:  # noqa: ANN401
    """Show *value* in a widget of choices, and have *act* told of every other.

    It is set at every run: a browser that skips a run on its way to the next must not take what it never saw for off.
    """
    key = _FIELD + name
    st.session_state[key] = value
    return Bound(key=key, on_change=_told, args=(key, act))


def held(name: str, value: Any, act: Callable[[Any], None]) -> Held:  # noqa: ANN401
    """Show *value* in a box to write in, or a switch, and have *act* told of every other.

    It is never set, which would undo what somebody writes or switches while a run is under way: a value from elsewhere
    comes in a new widget.
    """
    turn = st.session_state.get(_TURN + name, 0)
    if st.session_state.get(_key(name, turn), value) != value:
        st.session_state[_TURN + name] = turn = turn + 1
    key = _key(name, turn)
    return Held(key=key, value=value, on_change=_told, args=(key, act))


def _key(name: str, turn: int) -> str:
    return _FIELD + name + (f"-{turn}" if turn else "")


def choice(name: str) -> Bound:
    """Bind a widget to a field of the profile that is one of some, or several."""
    value = getattr(draft().profile, name)
    several = isinstance(value, tuple)
    return bound(name, list(value) if several else value, lambda said: say(**{name: tuple(said) if several else said}))


def entry(name: str) -> Held:
    """Bind a box to a field of the profile that is written, or a switch to one that is on or off."""
    return held(name, getattr(draft().profile, name), lambda said: say(**{name: said}))


def _told(key: str, act: Callable[[Any], None]) -> None:
    act(st.session_state[key])
