"""What builds put in and pages read."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from catalogue.answers import SharedConcept
from catalogue.people import Meeting, PersonMatch, Quote, Reason
from people.participants.made import Suggestion
from tests.people.participants.conftest import ALL

WHY = Reason(
    aim="bridge",
    yours=Quote(sentence="We ablate.", paper="arxiv:1", title="On ablation"),
    theirs=Quote(sentence="We lesion.", paper="arxiv:2", title="On lesions", own=False),
    concepts=(SharedConcept(id="ablation", asked="ablation", found="lesion", relation="closeMatch"),),
    wishes=(("mentor", "mentee"),),
    opener="You ablate, they lesion.",
)


def test_suggestions(store, join):
    """Each of a pair reads their own reason, the best suggestion first, and a build replaces the one before."""
    ada, bo, cy = join("Ada Lovelace"), join("Bo Babbage"), join("Cy Clerk")
    turned = replace(WHY, yours=WHY.theirs, theirs=WHY.yours)
    pairs = [(bo, 0.25), (cy, 0.5)]
    store.put_suggestions(
        [
            Suggestion(one=ada.id, other=one.id, score=score, why_for_one=WHY, why_for_other=turned)
            for one, score in pairs
        ],
        "the stamp",
        "the account",
    )

    assert ("the stamp", "the account") == (store.built(), store.account())
    best = PersonMatch(id=cy.id, name="Cy Clerk", score=0.5, why=WHY)
    assert (best, replace(best, id=bo.id, name="Bo Babbage", score=0.25)) == store.suggestions(ada.id)
    assert (PersonMatch(id=ada.id, name="Ada Lovelace", score=0.25, why=turned),) == store.suggestions(bo.id)

    store.put_suggestions([], "another")
    assert ((), "another", "") == (store.suggestions(ada.id), store.built(), store.account())


def test_taken_back_during_a_build(store, join):
    """What somebody took out of their profile while a build ran does not come back with it."""
    ada, bo = join("Ada Lovelace", liked=("arxiv:1", "arxiv:2")), join("Bo Babbage")
    made_of = store.everyone()
    pair = Suggestion(one=ada.id, other=bo.id, score=1, why_for_one=WHY, why_for_other=WHY)

    store.save(ada.id, replace(ada.profile, liked=("arxiv:1", "arxiv:2", "arxiv:3")), "")
    store.put_suggestions([pair], "", made_of=made_of)
    assert [bo.id] == [match.id for match in store.suggestions(ada.id)]

    store.save(ada.id, replace(ada.profile, liked=("arxiv:1",)), "")
    store.put_suggestions([pair], "", made_of=made_of)
    assert () == store.suggestions(ada.id)


def test_before_the_first_build(store, join):
    """Before a build there are no suggestions, meetings or tables, and no stamp."""
    ada = join("Ada Lovelace")

    said = (store.suggestions(ada.id), store.meetings(ada.id), store.table(ada.id), store.built())
    assert ((), (), None, "") == said


def test_meetings(store, join, suggest):
    """Everybody's meetings are kept in order; one with somebody who withdrew is gone, a poster stays."""
    ada, bo = join("Ada Lovelace"), join("Bo Babbage")
    suggest((ada, bo))
    at = {"end": "2026-12-06T10:15", "timezone": "UTC", "room": "Hall"}
    poster = Meeting(start="2026-12-06T10:05", what="poster", paper="arxiv:1", poster="12", **at)
    person = Meeting(start="2026-12-06T10:00", what="person", participant=bo.id, **at)
    store.put_meetings({ada.id: [person, poster], bo.id: [replace(person, participant=ada.id)], "nobody": [poster]})
    assert ((person, poster), ()) == (store.meetings(ada.id), store.meetings("nobody"))

    store.consent(bo.id, replace(ALL, found=False, suggested=False))

    assert ((poster,), ()) == (store.meetings(ada.id), store.meetings(bo.id))


def test_tables(store, join):
    """At a table sit those who still allow it; whom somebody excludes is not named to them, nor they to them."""
    people = [join(name) for name in ("Ada Lovelace", "Bo Babbage", "Cy Clerk", "Di Dial")]
    store.put_tables([("ablation", [one.id for one in people]), ("probing", ["nobody"])])
    ada, bo, cy, di = people
    store.consent(bo.id, replace(ALL, suggested=False))
    store.save(cy.id, replace(cy.profile, excluded=("Ada Lovelace",)), "")

    assert ("ablation", ["Di Dial"]) == _seated(store, ada)
    assert ("ablation", ["Ada Lovelace", "Cy Clerk"]) == _seated(store, di)
    assert None is store.table(bo.id)


def _seated(store, person):
    concept, others = store.table(person.id)
    return concept, sorted(card.name for card in others)


def test_vectors_of_paragraphs(store, join):
    """The vector of a paragraph is kept for the weights that made it, and goes when the paragraph changes."""
    ada, vector = join("Ada Lovelace", text="Looms."), np.array([0.6, 0.8], dtype=np.float32)
    store.put_paragraph(ada.id, "weights", vector)
    store.put_paragraph("nobody", "weights", vector)

    assert vector.tolist() == store.paragraph(ada.id, "weights").tolist()
    assert None is store.paragraph(ada.id, "others")
    assert None is store.paragraph("nobody", "weights")
    store.save(ada.id, replace(ada.profile, text="Engines."), "")
    assert None is store.paragraph(ada.id, "weights")
