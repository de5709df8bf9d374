"""Numbers for organisers, from which nothing can be learnt of fewer than five people."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

from hypothesis import given
from hypothesis import strategies as some

from catalogue.words import COMMUNITIES
from people.report import ALL, BASE, COLUMNS, ROWS, UNSAID, Tally, report, rounded, text

tallies = some.lists(
    some.builds(
        Tally,
        community=some.sampled_from((*COMMUNITIES, None)),
        outcomes=some.frozensets(some.sampled_from(COLUMNS[1:])),
    ),
    max_size=60,
)


@given(tallies)
def test_every_number_is_a_multiple_of_five(people):
    """A number is missing for fewer than five people, and otherwise at most four too small."""
    made = report(people)

    for row, column in product(ROWS, COLUMNS):
        there = [one for one in people if row in (ALL, one.community or UNSAID)]
        number = len(there) if column == COLUMNS[0] else sum(column in one.outcomes for one in there)
        told = made[row][column]
        assert told is None if number < BASE else told == number // BASE * BASE


def test_nothing_can_be_subtracted():
    """From parts and their total, as they are told, no part, no rest and no difference can be worked out.

    By brute force: of all true numbers that lead to what is told, several fit for each part that is not told, and for
    what any part lacks to another or to the total.
    """
    worlds = defaultdict(list)
    for parts in product(range(12), repeat=3):
        told = tuple(map(rounded, parts))
        worlds[told, rounded(sum(parts))].append(parts)

    for (told, _), fitting in worlds.items():
        hidden = [place for place, number in enumerate(told) if number is None]
        assert [] == [place for place in hidden if len({parts[place] for parts in fitting}) < 2]
        assert all(len({sum(parts) - parts[place] for parts in fitting}) > 1 for place in range(3))


def test_nested_numbers():
    """Who said yes are some of those who have suggestions: how many did not cannot be worked out either."""
    worlds = defaultdict(set)
    for everybody in range(BASE, 40):
        for of_them in range(everybody + 1):
            worlds[rounded(everybody), rounded(of_them)].add(everybody - of_them)

    assert [] == [told for told, rests in worlds.items() if len(rests) < BASE]


def test_as_text():
    """The table names each row and column, and says that numbers are no exact ones."""
    lines = text(report([Tally(community="academia")] * 7)).splitlines()

    assert list(ROWS) == [line[:11].strip() for line in lines[1:]]
    assert ["5+", "<", "5"] == lines[1].split()[1:4]
