"""What two participants may know of each other: yes, no, contacts, feedback; and what stops at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalogue.errors import UnknownPersonError
from catalogue.people import Consents, Profile
from tests.people.participants.conftest import ALL

HIDDEN = replace(ALL, found=False)
"""Only suggested: not to be found by name."""


@pytest.fixture
def pair(join, suggest):
    """Two participants who are suggested to each other."""
    ada, bo = join("Ada Lovelace", HIDDEN), join("Bo Babbage", HIDDEN)
    suggest((ada, bo))
    return ada, bo


def both_say_yes(store, one, other):
    """Let both say yes."""
    store.answer(one.id, other.id, True)
    store.answer(other.id, one.id, True)


def test_a_contact_takes_two(store, pair):
    """Nobody sees a contact after one yes; after both, each sees the other's."""
    ada, bo = pair
    assert ("", "", False) == (store.contact(ada.id, bo.id), store.contact(bo.id, ada.id), store.mutual(ada.id, bo.id))

    store.answer(ada.id, bo.id, True)
    assert ("", "", False) == (store.contact(ada.id, bo.id), store.contact(bo.id, ada.id), store.mutual(ada.id, bo.id))

    store.answer(bo.id, ada.id, True)
    assert (bo.contact, ada.contact, True) == (
        store.contact(ada.id, bo.id),
        store.contact(bo.id, ada.id),
        store.mutual(bo.id, ada.id),
    )


@pytest.mark.parametrize("changed", [False, None])
def test_a_yes_taken_back(store, pair, changed):
    """Who takes their yes back is not reached any more, and does not reach the other."""
    ada, bo = pair
    both_say_yes(store, ada, bo)

    store.answer(ada.id, bo.id, changed)

    assert ("", "") == (store.contact(ada.id, bo.id), store.contact(bo.id, ada.id))


def test_contact_withdrawn(store, pair):
    """Who withdraws the consent to show their contact is not reached any more, from that moment on."""
    ada, bo = pair
    both_say_yes(store, ada, bo)

    store.consent(ada.id, replace(HIDDEN, contact=False))

    assert ("", bo.contact) == (store.contact(bo.id, ada.id), store.contact(ada.id, bo.id))
    assert store.mutual(ada.id, bo.id)


@pytest.mark.parametrize("whose", [0, 1])
def test_suggested_withdrawn(store, pair, whose):
    """Who withdraws the consent to be suggested is in nobody's suggestions, and has none; contacts end with that."""
    ada, bo = pair
    both_say_yes(store, ada, bo)

    store.consent(pair[whose].id, replace(HIDDEN, suggested=False))

    assert ((), ()) == (store.suggestions(ada.id), store.suggestions(bo.id))
    assert ("", "") == (store.contact(ada.id, bo.id), store.contact(bo.id, ada.id))
    assert [pair[1 - whose].id] == [one.id for one in store.everyone()]


def test_withdrawn_during_a_build(store, pair, suggest, join):
    """A build that began before somebody withdrew or left does not bring them back."""
    ada, bo = pair
    cy = join("Cy Clerk")
    store.consent(bo.id, Consents())
    store.leave(cy.id)

    suggest((ada, bo), (ada, cy))

    assert () == store.suggestions(ada.id)


@pytest.mark.parametrize("said", ["{id}", "Ada Lovelace", "lovelace, ada", "ADA  LOVELACE"])
def test_exclusions_work_at_once(store, pair, said):
    """Whom somebody excludes, by id or name, sees nothing more of them, and is told what a guess is told."""
    ada, bo = pair
    both_say_yes(store, ada, bo)

    store.save(bo.id, Profile(name="Bo Babbage", excluded=(said.format(id=ada.id),)), bo.contact)

    assert ((), "", False) == (store.suggestions(ada.id), store.contact(ada.id, bo.id), store.mutual(ada.id, bo.id))
    refused = [refusal(store.card, ada.id, bo.id), refusal(store.answer, ada.id, bo.id, True)]
    assert [refusal(store.card, ada.id, "nobody")] * 2 == refused


def refusal(asked, *arguments):
    """What an unknown id is told."""
    with pytest.raises(UnknownPersonError) as caught:
        asked(*arguments)
    return str(caught.value)


def test_excluded_cannot_find(store, join):
    """Whom somebody excludes does not find them by name either, though all others do."""
    ada, bo, cy = join("Ada Lovelace", excluded=("Bo Babbage",)), join("Bo Babbage"), join("Cy Clerk")

    assert ([], [ada.id]) == ([], [one.id for one in store.findable("lovelace", cy.id)])
    assert () == store.findable("lovelace", bo.id)


def test_guessed_ids(store, join, pair):
    """Whoever was not suggested, nor can be found, is to all who ask as if there were nobody of that id."""
    ada, cy = pair[0], join("Cy Clerk", HIDDEN)
    told = refusal(store.card, ada.id, "nobody")

    assert told == refusal(store.card, ada.id, cy.id)
    assert told == refusal(store.card, ada.id, ada.id)
    assert told == refusal(store.answer, cy.id, ada.id, True)
    assert told == refusal(store.answer, "nobody", ada.id, True)
    assert told == refusal(store.say, cy.id, ada.id, "met")
    assert (False, "") == (store.mutual(cy.id, ada.id), store.contact(cy.id, ada.id))
    assert {} == store.answers(cy.id)


def test_a_yes_from_afar(store, join, pair):
    """A yes to somebody who never saw the asker opens nothing: only who can be found is asked without a suggestion."""
    bo, cy = pair[1], join("Cy Clerk")
    store.answer(bo.id, cy.id, True)

    assert "" == store.contact(bo.id, cy.id)
    refusal(store.answer, cy.id, bo.id, True)
    assert "" == store.contact(bo.id, cy.id)


def test_found_by_name(store, join):
    """Two who can both be found may say yes without a suggestion, and reach each other until one withdraws."""
    ada, bo = join("Ada Lovelace"), join("Bo Babbage")
    both_say_yes(store, ada, bo)
    assert bo.contact == store.contact(ada.id, bo.id)

    store.consent(bo.id, replace(ALL, found=False))

    assert "" == store.contact(ada.id, bo.id)


def test_what_was_answered(store, pair):
    """One's own answers can be read again, and the other's answer is not among them."""
    ada, bo = pair
    store.answer(ada.id, bo.id, True)
    store.answer(bo.id, ada.id, False)

    assert ({bo.id: True}, {ada.id: False}) == (store.answers(ada.id), store.answers(bo.id))


def test_what_a_build_is_told(store, join, suggest):
    """A build is told the pairs with a yes and no no that may still meet, and the pairs with a no, each once."""
    ada, bo, cy = join("Ada Lovelace"), join("Bo Babbage"), join("Cy Clerk")
    store.answer(ada.id, bo.id, True)
    store.answer(bo.id, ada.id, True)
    store.answer(ada.id, cy.id, True)
    store.answer(cy.id, ada.id, False)
    store.answer(cy.id, bo.id, True)

    assert {frozenset((ada.id, bo.id)), frozenset((cy.id, bo.id))} == set(map(frozenset, store.pinned()))
    assert [frozenset((ada.id, cy.id))] == list(map(frozenset, store.declined()))

    store.save(bo.id, replace(bo.profile, excluded=("Ada Lovelace",)), "")
    assert [frozenset((cy.id, bo.id))] == list(map(frozenset, store.pinned()))


def test_feedback_is_kept_with_consent(store, pair):
    """What is said afterwards is kept if its giver allows that; they can say something else, or take it back."""
    ada, bo = pair
    store.say(ada.id, bo.id, "met")
    store.say(ada.id, bo.id, "not useful")
    store.say(bo.id, ada.id, "met")
    assert ({bo.id: "not useful"}, {ada.id: "met"}) == (store.said(ada.id), store.said(bo.id))

    store.say(ada.id, bo.id, None)
    store.consent(bo.id, replace(HIDDEN, feedback=False))
    store.say(bo.id, ada.id, "met")

    assert ({}, {}) == (store.said(ada.id), store.said(bo.id))


def test_taken_back_from_a_profile(store, pair, suggest):
    """A paper, a like, a concept or a text that somebody takes out of their profile takes its reasons along."""
    ada, bo = pair
    store.save(ada.id, replace(ada.profile, liked=("arxiv:1",)), "")
    suggest((ada, bo))

    store.save(ada.id, replace(ada.profile, liked=("arxiv:1", "arxiv:2")), "")
    assert [ada.id] == [match.id for match in store.suggestions(bo.id)]
    store.save(ada.id, replace(ada.profile, liked=("arxiv:2",)), "")

    assert () == store.suggestions(bo.id)


def test_names_are_those_of_today(store, pair):
    """A suggestion calls somebody what they call themselves now."""
    ada, bo = pair
    store.save(ada.id, replace(ada.profile, name="Ada King"), "")

    assert ["Ada King"] == [match.name for match in store.suggestions(bo.id)]
