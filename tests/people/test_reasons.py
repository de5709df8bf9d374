"""Why two people should meet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.answers import SharedConcept
from catalogue.people import AIMS, Quote
from catalogue.words import INVERSE, RELATIONS
from people.common import STRENGTH
from people.interests import Piece
from people.reasons import SHOWN, both, reason
from tests.people.crowds import an_idea, somebody


class Told:
    """Quotes that say what they were asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str, list[tuple[str, str]]]] = []

    def __call__(self, one, other, words):
        """Quote each paper by its id."""
        self.asked.append((one, other, list(words)))
        return f"A sentence of {one}.", f"A sentence of {other}."


def shared(one, other, aim="problem", bridges=None):
    """Return what concepts the one is told of."""
    return reason(one, other, aim, bridges or {}, Told()).concepts


def test_both_sides_are_told_the_same_from_their_own_side():
    """Quotes and words change places, the relation is turned round, and the quotes are looked for once."""
    bridges = {("probe", "lens"): "broadMatch", ("lens", "probe"): "narrowMatch"}
    one, other = somebody(an_idea("probe"), papers=("p",)), somebody(an_idea("lens"), papers=("q",))
    closest = Told()
    mine, theirs = both(one, other, "bridge", bridges, closest, wishes=((("mentor", "mentee"),), ()))
    assert [("p", "q", [("probe", "lens")])] == closest.asked
    assert Quote(sentence="A sentence of p.", paper="p", title="P") == mine.yours == theirs.theirs
    assert Quote(sentence="A sentence of q.", paper="q", title="Q") == mine.theirs == theirs.yours
    assert (SharedConcept(id="lens", asked="probe", found="lens", relation="broadMatch"),) == mine.concepts
    assert (SharedConcept(id="probe", asked="lens", found="probe", relation="narrowMatch"),) == theirs.concepts
    assert ((("mentor", "mentee"),), ()) == (mine.wishes, theirs.wishes)
    assert mine == reason(one, other, "bridge", bridges, closest, wishes=(("mentor", "mentee"),))


ideas = st.lists(
    st.builds(an_idea, st.sampled_from("abcd"), st.sampled_from(["", "w"]), weight=st.floats(0, 1), told=st.booleans()),
    max_size=4,
)
relations = st.dictionaries(st.sampled_from([("a", "b"), ("a", "c"), ("b", "d")]), st.sampled_from(RELATIONS))


@given(ideas, ideas, relations, st.sampled_from(AIMS))
def test_only_what_both_have_and_may_be_told_is_named(mine, theirs, joined, aim):
    """Each idea once, related by what the glossary says, never by a false friend, and never told of a paragraph."""
    bridges = joined | {(there, here): INVERSE.get(how, how) for (here, there), how in joined.items()}
    one, other = somebody(*mine, papers=("p",)), somebody(*theirs, papers=("q",))
    found, back = (told.concepts for told in both(one, other, aim, bridges, Told()))
    told = {idea.concept for idea in other.ideas.values() if idea.told}
    assert {each.id for each in found} <= told
    assert len({each.id for each in found}) == len(found) <= SHOWN
    assert {each.relation for each in found} <= set(STRENGTH)
    assert [(each.asked, each.found) for each in found] == [(each.found, each.asked) for each in back]
    for each, turned in zip(found, back, strict=True):
        assert each.relation == "exactMatch" or bridges[turned.id, each.id] == each.relation


def test_what_tells_most_comes_first_and_a_shared_idea_is_not_bridged_too():
    """An idea that both have is no news as a relative of another."""
    one = somebody(an_idea("a", weight=0.1), an_idea("b", weight=0.9))
    other = somebody(an_idea("a", weight=0.1), an_idea("b", weight=0.9), an_idea("c"))
    assert ["b", "a"] == [each.id for each in shared(one, other, bridges={("a", "c"): "exactMatch"})]


def test_methods_come_first_where_a_method_is_what_they_share():
    """Whatever else would tell more."""
    some = (an_idea("a", kind="idea", weight=5), an_idea("b", kind="method", weight=0.1))
    assert "b" == shared(somebody(*some), somebody(*some), "method")[0].id
    assert "a" == shared(somebody(*some), somebody(*some), "problem")[0].id


def test_words_of_other_communities_come_first_where_a_bridge_is_what_they_share():
    """Unless another idea tells more than twice as much."""
    one = somebody(an_idea("a", "probe", communities=("academia",), weight=0.6), an_idea("b"))
    other = somebody(an_idea("a", "lens", communities=("industry",), weight=0.6), an_idea("b"))
    assert ["a", "b"] == [each.id for each in shared(one, other, "bridge")]
    assert ["b", "a"] == [each.id for each in shared(one, other, "problem")]


def pieced(*pieces: tuple[str, bool, list[float]], ideas=()):
    """Return somebody with papers, each given by its id, whether it is their own, and its vector."""
    return somebody(
        *ideas,
        pieces=tuple(Piece(paper=paper, title=paper.upper(), own=own) for paper, own, _ in pieces),
        vectors=[vector for *_, vector in pieces],
    )


def quoted(one, other):
    """Return which papers are quoted to the one, theirs first."""
    told = reason(one, other, "problem", {}, Told())
    return told.yours.paper, told.theirs.paper


def test_the_closest_two_papers_are_quoted():
    """Of all pairs."""
    one = pieced(("p1", True, [1, 0]), ("p2", True, [0, 1]))
    other = pieced(("q1", True, [-1, 0]), ("q2", True, [0.1, 0.9]))
    assert ("p2", "q2") == quoted(one, other)


def test_their_own_papers_are_quoted_before_what_they_like():
    """Even where what they like is closer; who has no paper of their own is quoted by what they like."""
    one = pieced(("own", True, [0, 1]), ("liked", False, [1, 0]))
    other = pieced(("like", False, [1, 0]))
    assert ("own", "like") == quoted(one, other)
    assert not reason(one, other, "problem", {}, Told()).theirs.own


def test_papers_that_name_the_idea_are_quoted_before_closer_ones():
    """So that the quotes show what the reason says."""
    one = pieced(("p1", True, [1, 0]), ("p2", True, [0, 1]), ideas=[an_idea("a", papers=("p2",))])
    other = pieced(("q", True, [1, 0]), ideas=[an_idea("a")])
    assert ("p2", "q") == quoted(one, other)


def test_neither_a_paragraph_nor_a_concept_is_quoted():
    """Of who has nothing else, nothing is quoted, and of the other a sentence that has the idea in their word."""
    closest = Told()
    one = pieced(("", False, [1.0]), ideas=[an_idea("a", "probe")])
    other = pieced(("q", True, [1.0]), ideas=[an_idea("a", "lens")])
    mine, theirs = both(one, other, "problem", {}, closest)
    assert Quote() == mine.yours == theirs.theirs
    assert Quote(sentence="A sentence of q.", paper="q", title="Q") == mine.theirs
    assert [("q", "q", [("lens", "lens")])] == closest.asked
    turned = both(other, one, "problem", {}, closest)
    assert (mine, theirs) == turned[::-1]


def test_two_people_without_any_paper_have_a_reason_too():
    """Nothing is looked for."""
    closest = Told()
    told = reason(somebody(an_idea("a")), somebody(an_idea("a")), "problem", {}, closest)
    assert (Quote(), Quote(), 1, []) == (told.yours, told.theirs, len(told.concepts), closest.asked)
    assert told.opener


@pytest.mark.parametrize("aim", AIMS)
def test_what_only_a_paragraph_says_is_in_no_reason(aim):
    """Neither side reads of it, though it is compared."""
    secret, known = an_idea("s", "quokka", told=False), an_idea("s", "quokka")
    told = both(somebody(secret, papers=("p",)), somebody(known, papers=("q",)), aim, {}, Told())
    assert "quokka" not in repr(told)
