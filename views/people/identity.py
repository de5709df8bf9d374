"""Who the reader of a page is: a participant by their login or private link, or, as most are, nobody in particular.

Nothing of a participant is kept in a cache: each run of a page asks the store again.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from urllib.parse import urljoin

import streamlit as st
from streamlit.auth_util import get_secrets_auth_section

from catalogue.errors import KeyRefusedError
from catalogue.people import Participant
from catalogue.settings import Settings
from people.participants import keys
from people.participants.limits import Guesses
from people.participants.store import Login, Participants
from views import links, markup

COOKIE = "commons_key"
"""Holds the key of a private link, where scripts cannot read it."""

ENTER = "enter"
"""The page that takes a private link; `views.people.enter` answers there."""

_DIGEST = "participant_digest"
"""In a session: the hash of the key that was made in it. A new key, and it opens nothing any more."""

_REFUSED = "participant_refused"
"""In a session: that its cookie was counted as a wrong guess."""


def participants(settings: Settings) -> Participants:
    """Return the store of participants in the home of *settings*, opened once."""
    store = _store(settings.home)
    _expired(settings.home, settings.people_days)
    return store


@st.cache_resource(show_spinner=False)
def _store(home: Path) -> Participants:
    return Participants.open(home)


@st.cache_resource(show_spinner=False, ttl=timedelta(days=1))
def _expired(home: Path, days: int) -> int:
    """Delete whoever has changed nothing for *days*: once a day, as pages are read."""
    return _store(home).expire(days)


@st.cache_resource(show_spinner=False)
def guesses() -> Guesses:
    """Return the wrong guesses of this process."""
    return Guesses()


def me(store: Participants) -> Participant | None:
    """Return the participant who reads this page: of this session, of their login, or of their browser's cookie."""
    if made := st.session_state.get(_DIGEST):
        try:
            return store.by_digest(made)
        except KeyRefusedError:
            forget()
    login = user()
    if login and (found := store.by_login(login)):
        return found
    return _by_cookie(store)


def user() -> Login | None:
    """Return who is logged in by OpenID Connect; None where nobody is, or none is configured."""
    said = st.user.to_dict()
    if said.get("is_logged_in") and said.get("iss") and said.get("sub"):
        return str(said["iss"]), str(said["sub"])
    return None


def remember(key: str) -> None:
    """Let this session go on as whoever has *key*, which has just been made in it."""
    st.session_state[_DIGEST] = keys.digest(key)


def forget() -> None:
    """Let this session be nobody's in particular, but for its login and cookie."""
    st.session_state.pop(_DIGEST, None)


def private_link(settings: Settings, key: str) -> str:
    """Return the address that opens the profile of *key*. A fragment is sent to no server, so it is in no log."""
    if "site" in settings.model_fields_set:
        return f"{settings.site.rstrip('/')}/{ENTER}#{key}"
    return f"{urljoin(str(st.context.url or settings.site), ENTER)}#{key}"


def sign_in() -> None:
    """Draw the ways to one's profile that there are."""
    if get_secrets_auth_section() and user() is None:
        st.button("Sign in", icon=":material/login:", on_click=st.login)
    st.markdown(f"You have a profile here? Open your private link, or {_enter('paste it')}.")


def sign_out() -> None:
    """Draw the ways to make this browser forget whose it is."""
    if user():
        st.button("Sign out", icon=":material/logout:", on_click=st.logout)
    elif st.session_state.get(_DIGEST):
        st.button("Forget me in this window", icon=":material/logout:", on_click=forget)
    if COOKIE in st.context.cookies:
        st.markdown(_enter("Forget me in this browser"))


def _enter(shown: str) -> str:
    return markup.link(shown, links.href(ENTER, {}))


def _by_cookie(store: Participants) -> Participant | None:
    key = st.context.cookies.get(COOKIE)
    if not key:
        return None
    address = st.context.ip_address or ""
    try:
        guesses().check(address)
        return store.by_key(key)
    except KeyRefusedError:
        if not st.session_state.get(_REFUSED):  # once: each click runs the page anew
            st.session_state[_REFUSED] = True
            guesses().wrong(address)
        return None
