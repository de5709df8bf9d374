"""My profile: written in a minute, kept only if wanted, changed and deleted at will."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial

import streamlit as st

from catalogue.errors import ProfileError
from catalogue.people import Participant, Purpose
from people import profile_file
from people.participants.store import Participants
from views import markup, state
from views.components import people, profile, profile_form, trouble
from views.compose import Services
from views.page import Page
from views.people import identity

PAGE = Page(slug="me", title="My profile", icon=":material/person:", order=9, visible=False, under="meet")

CONSENTS: dict[Purpose, tuple[str, str]] = {
    "suggested": (
        "Be suggested to others, and have others suggested to me",
        "They see what I say under Who you are, and reasons made of my papers, likes and concepts.",
    ),
    "found": (
        "Be found by other participants who search for my name",
        "They see my papers and what I say under Who you are.",
    ),
    "contact": (
        "Show my contact to those I say yes to",
        "Only after both of us have said yes, and only while this is on.",
    ),
    "feedback": (
        "Give feedback on whom I met",
        "It is counted for the organisers, who get no number below five and no name.",
    ),
}
"""What can be allowed: a sentence each, and what follows from it."""

FILE = "interp-commons-profile.json"

_NEW, _GONE, _PROBLEM = "private-link", "profile-gone", "profile-problem"


def render(services: Services) -> None:
    """Draw the profile of whoever this is, and what can be done with it."""
    people.row("me")
    store = identity.participants(services.settings)
    me = identity.me(store)
    profile.follow(me)
    with st.container():  # what comes and goes in it moves nothing below while the page is drawn
        if me:
            _welcome(services, me)
        else:
            _begin()
    _form(services)
    _allow(store, me)
    if me:
        _save(store, me)
        _mine(store, me)
    else:
        _keep(store)
    _file()


def _begin() -> None:
    st.title("A profile in a minute", anchor=False)
    if st.session_state.pop(_GONE, False):
        st.success("You are gone: nothing of your profile is left here.", icon=":material/delete_forever:")
    st.markdown(
        "Say what you work on or like, and find the people and posters worth your time. Nothing is stored until you "
        f"press **Keep my profile**; you can also just download it. {people.private()}."
    )
    identity.sign_in()


def _welcome(services: Services, me: Participant) -> None:
    st.title("My profile", anchor=False)
    _link(services)
    allowed = me.consents.suggested
    to_meet = markup.link("people to meet", state.to("meet"))
    st.markdown(
        f"You are signed in as **{people.named(me.profile.name)}**. "
        + (f"Here are your {to_meet}." if allowed else "You are suggested to nobody until you allow it below.")
    )


def _form(services: Services) -> None:
    st.header("What you work on or like", anchor=False)
    profile_form.interests(services)
    st.header("Who you are", anchor=False)
    profile_form.about()
    with st.expander("Whom to meet", icon=":material/tune:"):
        profile_form.dial()
    with st.expander("Whom not to meet", icon=":material/person_off:"):
        profile_form.others()


def _allow(store: Participants, me: Participant | None) -> None:
    """Draw what can be allowed. What a participant changes holds at once."""
    st.header("What you allow", anchor=False)
    st.markdown(
        f":gray[Everything is off until you turn it on, and off again when you turn it off.] {people.private()}."
    )
    st.text_input(
        "Your contact, if you like",
        max_chars=profile_file.MAX_WORD,
        placeholder="An e-mail address, a handle, a phone number",
        **profile.held("contact", profile.draft().contact, _contact),
    )
    now = me.consents if me else profile.draft().consents
    for purpose, (label, means) in CONSENTS.items():
        with st.container(gap="xxsmall"):
            st.toggle(
                label,
                **profile.held(f"allow-{purpose}", getattr(now, purpose), partial(_consent, store, purpose)),
            )
            st.markdown(f":gray[:small[{means}]]")


def _contact(said: str) -> None:
    profile.put(replace(profile.draft(), contact=said))


def _consent(store: Participants, purpose: Purpose, on: bool) -> None:
    if me := identity.me(store):
        store.consent(me.id, replace(me.consents, **{purpose: on}))
        st.toast("Saved.", icon=":material/check:")
    else:
        now = profile.draft()
        profile.put(replace(now, consents=replace(now.consents, **{purpose: on})))


def _checked(draft: Participant) -> Participant:
    """Return *draft* if it can be kept.

    Raises:
        ProfileError: Something is missing.
    """
    allowed = draft.consents
    if draft.profile.empty:
        raise ProfileError("there is nothing to compare you by", "Add a paper, a concept or a paragraph at the top")
    if not draft.profile.name.strip() and (allowed.found or allowed.suggested):
        raise ProfileError("others would see no name", "Write one under Who you are, or be neither found nor suggested")
    if allowed.contact and not draft.contact.strip():
        raise ProfileError("there is no contact to show", "Write one, or do not show it")
    return draft


def _keep(store: Participants) -> None:
    if st.button("Keep my profile", type="primary", icon=":material/save:", key="keep"):
        with trouble.shown():
            said = _checked(profile.draft())
            _, key = store.join(said.profile, said.consents, said.contact, identity.user())
            _hand_over(key)
            st.rerun()


def _save(store: Participants, me: Participant) -> None:
    """Draw the button that keeps changes. It is never off: a click on it may be what ends the writing of a word."""
    said = replace(profile.draft(), consents=me.consents)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        pressed = st.button("Save changes", type="primary", icon=":material/save:", key="save")
        if (said.profile, said.contact) != (me.profile, me.contact):
            st.markdown(":gray[There are changes that are not saved.]")
    with trouble.shown():
        _checked(said)
        if pressed:
            store.save(me.id, said.profile, said.contact)
            st.toast("Saved.", icon=":material/check:")
            st.rerun()


def _link(services: Services) -> None:
    """Show a private link that was just made; it is held nowhere but in this session, until they have it."""
    if _NEW not in st.session_state:
        return
    with st.container(border=True, key="private-link"):
        st.markdown(
            "**This private link is your way back, on any device.** Save it now: it is shown this once, nobody can "
            "look it up, and whoever has it is you."
        )
        address = identity.private_link(services.settings, st.session_state[_NEW])
        st.code(address, language=None, wrap_lines=True)
        with st.container(horizontal=True, gap="small"):
            st.link_button("Stay signed in on this device", address, icon=":material/login:")
            st.button("I have saved it", icon=":material/check:", key="saved", on_click=_forget, args=(_NEW,))


def _hand_over(key: str) -> None:
    """Go on with a key that was just made, and show it."""
    identity.remember(key)
    st.session_state[_NEW] = key


def _forget(key: str) -> None:
    st.session_state.pop(key, None)


def _mine(store: Participants, me: Participant) -> None:
    """Draw what participants can do with what is stored of them: see it, lock it anew, delete it."""
    st.header("What is stored", anchor=False)
    identity.sign_out()
    with st.expander("Everything stored about me", icon=":material/visibility:"):
        everything = json.dumps(store.export(me.id), indent=2, ensure_ascii=False)
        st.code(everything, language="json", wrap_lines=True, height=320)
        st.download_button(
            "Download it", everything, "interp-commons-stored.json", "application/json", key="export", on_click="ignore"
        )
    with st.expander("Make a new private link", icon=":material/key:"):
        st.markdown("For when the old one was lost, or seen by somebody. The old one stops working, on every device.")
        st.button("Make a new link", key="rekey", on_click=_rekey, args=(store,))
    with st.expander("Delete me", icon=":material/delete_forever:"):
        st.markdown(
            "Your profile, your answers, and all suggestions made of them go at once, for others too. "
            "Nothing is kept, and nobody can bring it back."
        )
        sure = st.checkbox("Yes, delete all of it", key="sure")
        st.button("Delete me", type="primary", key="delete", disabled=not sure, on_click=_leave, args=(store,))


def _rekey(store: Participants) -> None:
    if me := identity.me(store):
        _hand_over(store.rekey(me.id))


def _leave(store: Participants) -> None:
    if me := identity.me(store):
        store.leave(me.id)
        identity.forget()
        _forget(_NEW)
        st.session_state[_GONE] = True


def _file() -> None:
    """Draw the profile as a file that its owner keeps, and where another can be opened."""
    st.header("As a file", anchor=False)
    st.markdown(
        ":gray[What you wrote above, for another site or another year. Your contact and your link are not in it.]"
    )
    st.download_button(
        "Download my profile",
        profile_file.write(profile.draft().profile),
        FILE,
        "application/json",
        icon=":material/download:",
        key="download-profile",
        on_click="ignore",
    )
    with st.expander("Open a saved profile", icon=":material/folder_open:"):
        st.file_uploader(f"An {FILE} that you saved here", type="json", key="opened-profile", on_change=_opened)
        with trouble.shown():
            if problem := st.session_state.pop(_PROBLEM, None):
                raise problem


def _opened() -> None:
    """Take an uploaded file for the draft."""
    if upload := st.session_state["opened-profile"]:
        try:
            profile.put(replace(profile.draft(), profile=profile_file.read(upload.getvalue())))
        except ProfileError as problem:
            st.session_state[_PROBLEM] = problem
