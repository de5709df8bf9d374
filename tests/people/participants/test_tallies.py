"""What is counted of participants for the organisers."""

from __future__ import annotations

import pytest

from catalogue.people import Consents, Profile
from people.report import ALL, COLUMNS, UNSAID, report, text


def test_what_counts(store, join, suggest):
    """Only who agreed is counted, by what happened to them; of all others only that they take part."""
    people = [join(f"Ada Number{number}", community="industry") for number in range(10)]
    shy = [store.join(Profile(name=f"Bo Number{number}"), Consents(suggested=True))[0] for number in range(5)]
    suggest(*[(people[place], people[place + 1]) for place in range(0, 10, 2)], (people[0], shy[0]))
    for place in range(0, 10, 2):
        store.answer(people[place].id, people[place + 1].id, True)
        store.say(people[place].id, people[place + 1].id, "met")
    for place in range(1, 8, 2):
        store.answer(people[place].id, people[place - 1].id, True)

    made = report(store.tallies())

    expected = {"participants": 10, "counted": 10, "suggestions": 10, "yes": 5, "mutual": 5, "met": 5}
    assert expected | {"would meet": None, "not useful": None} == made["industry"]
    assert dict.fromkeys(COLUMNS) | {"participants": 5} == made[UNSAID]
    assert 15 == made[ALL]["participants"]


@pytest.mark.parametrize("number", [1, 4])
def test_few_people(store, join, number):
    """An event of fewer than five participants has a report without a single number, and nothing ever has a name."""
    for one in range(number):
        join(f"Ada Number{one}", community="academia")

    made = report(store.tallies())

    assert {None} == {told for row in made.values() for told in row.values()}
    assert "Ada" not in text(made) + repr(store.tallies())
