"""How much everybody has to say to everybody."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.people import AIMS, Dial
from catalogue.words import COMMUNITIES, RELATIONS
from people.common import STRENGTH
from people.match import EVEN, OTHER_PEOPLE, OTHER_WORDS, _bridged, apart, scores
from tests.people.crowds import an_idea, somebody, symmetric

ONLY = {aim: Dial(**dict.fromkeys(AIMS, 0.0) | {aim: 1.0}) for aim in AIMS}

ideas = st.builds(
    an_idea,
    st.sampled_from("abc"),
    communities=st.sets(st.sampled_from(COMMUNITIES), max_size=2).map(tuple),
    weight=st.sampled_from([0.25, 1.0, 4.0]),
)
everybody = st.lists(
    st.builds(
        lambda some, community: somebody(*some, community=community),
        st.lists(ideas, max_size=3),
        st.sampled_from([None, *COMMUNITIES]),
    ),
    max_size=4,
)
bridges = st.dictionaries(st.sampled_from([("a", "b"), ("a", "c"), ("b", "c")]), st.sampled_from(RELATIONS))


def alike(size: int, value: float = 0.5):
    """Return an affinity that is the same for every pair."""
    return lambda _: np.full((size, size), value, dtype=np.float32)


@pytest.mark.parametrize("size", [0, 1, 2, 3])
def test_few_people_are_scored_too(size):
    """Matrices have the size of the crowd, however small."""
    made = scores([somebody(papers=("p",))] * size, {}, [Dial()] * size, between=alike(size))
    assert (size, size) == made.total.shape == made.leading.shape == made.problem.shape
    assert size * (size - 1) == int((made.total > 0).sum())


def test_a_method_counts_more_where_the_problems_are_further_apart():
    """Of three who share a method, the two least alike have most to say about it."""
    near = symmetric(np.array([[0, 0.9, 0.1], [0, 0, 0.5], [0, 0, 0]], dtype=np.float32))
    made = scores([somebody(an_idea("patching"))] * 3, {}, [Dial()] * 3, between=lambda _: near)
    assert [(0, 2), (1, 2), (0, 1)] == sorted([(0, 1), (0, 2), (1, 2)], key=lambda pair: -made.aims["method"][pair])


def test_an_idea_that_is_no_method_makes_no_shared_method():
    """Ideas, metrics and tools do not count for *method*."""
    people = [somebody(an_idea("polysemanticity", kind="idea"))] * 2
    assert not scores(people, {}, [Dial()] * 2, between=alike(2)).aims["method"].any()


def bridged(one, other, joined=None):
    """Return how much two people say alike across communities."""
    return float(_bridged([one, other], joined or {})[0, 1])


def test_one_concept_in_words_of_two_communities_is_a_bridge():
    """Both say the same thing, each as their community does."""
    one = somebody(an_idea("a", "probe", communities=("academia",)))
    other = somebody(an_idea("a", "lens", communities=("industry", "independent")))
    assert bridged(one, other) == OTHER_WORDS


@pytest.mark.parametrize("communities", [(), ("academia",), ("academia", "industry")])
def test_a_word_that_both_communities_say_is_no_bridge(communities):
    """Nor is a word that everybody says."""
    one = somebody(an_idea("a", communities=("academia",)))
    assert bridged(one, somebody(an_idea("a", "b", communities=communities))) == 0


def test_people_of_two_communities_are_bridged_by_any_word():
    """It counts less than other words do, and needs both to say what they are."""
    one, other = somebody(an_idea("a"), community="academia"), somebody(an_idea("a"), community="industry")
    assert bridged(one, other) == OTHER_PEOPLE
    assert bridged(one, somebody(an_idea("a"))) == 0


@pytest.mark.parametrize("relation", ["falseFriend", "relatedMatch"])
def test_a_false_friend_joins_nobody(relation):
    """Concepts that only share a word, or are merely related, are no bridge."""
    one, other = somebody(an_idea("a"), community="academia"), somebody(an_idea("b"), community="industry")
    assert bridged(one, other, {("a", "b"): relation, ("b", "a"): relation}) == 0


@given(everybody, bridges)
def test_bridges_are_what_two_loops_over_all_ideas_find(people, joined):
    """The sparse products agree with the definition, person by person and idea by idea."""
    joined |= {(there, here): relation for (here, there), relation in joined.items()}
    expected = np.zeros((len(people), len(people)))
    for one, other in product(range(len(people)), repeat=2):
        for mine, theirs in product(people[one].ideas.values(), people[other].ideas.values()):
            relation = "exactMatch" if mine.concept == theirs.concept else joined.get((mine.concept, theirs.concept))
            words = mine.communities and theirs.communities and not set(mine.communities) & set(theirs.communities)
            said = None not in {people[one].community, people[other].community}
            counts = OTHER_WORDS * bool(words)
            counts += OTHER_PEOPLE * (said and people[one].community != people[other].community)
            both = (mine.weight * theirs.weight) ** 0.5
            expected[one, other] += (one != other) * STRENGTH.get(relation, 0) * counts * both
    assert _bridged(people, joined) == pytest.approx(expected)


def test_each_dial_weighs_its_own_side_and_both_must_gain():
    """Who wants the same problem and who wants a shared method have little for each other where one is there only."""
    people = [somebody(papers=("p",)), somebody(papers=("q",))]
    mixed = scores(people, {}, [ONLY["problem"], ONLY["method"]], between=alike(2))
    alone = scores(people, {}, [ONLY["problem"]] * 2, between=alike(2))
    assert 1.0 == mixed.aims["problem"][0, 1]
    assert alone.total[0, 1] == pytest.approx(1 - EVEN * 2 / 3)
    assert 0 < mixed.total[0, 1] < 2 * EVEN / 3


def test_the_mean_of_two_sides_stays_close_to_the_lower():
    """The harmonic mean, not the usual one."""
    people = [somebody(papers=("p",)), somebody(papers=("q",))]
    dials = [ONLY["problem"], Dial(problem=1, method=1, bridge=0)]
    high, low = (1 - EVEN) + EVEN / 3, (1 - EVEN) / 2 + EVEN / 3
    assert scores(people, {}, dials, between=alike(2)).total[0, 1] == pytest.approx(2 * high * low / (high + low))


def test_a_dial_turned_down_wholly_weighs_all_aims_alike():
    """Nobody is shut out by three sliders at zero, nor by negative ones."""
    people = [somebody(an_idea("a"), papers=("p",))] * 2
    dials = [Dial(problem=every, method=every, bridge=every) for every in (0, -1, 1)]
    assert len({float(scores(people, {}, [dial] * 2, between=alike(2)).total[0, 1]) for dial in dials}) == 1


@pytest.mark.parametrize("aim", AIMS)
def test_the_dial_decides_which_aim_explains_a_pair(aim):
    """A pair with something of each is explained by what both want."""
    one = somebody(an_idea("a", communities=("academia",)), community="academia", papers=("p",))
    other = somebody(an_idea("a", "b", communities=("industry",)), community="industry", papers=("q",))
    made = scores([one, other], {}, [ONLY[aim]] * 2, between=alike(2))
    assert aim == made.aim(0, 1) == made.aim(1, 0)


def test_wishes_that_are_met_decide_only_between_people_with_something_in_common():
    """A mentor of whom one understands nothing is none."""
    near = symmetric(np.array([[0, 0.5, 0.5, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]], dtype=np.float32))
    wishes = symmetric(np.array([[0, 1, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]], dtype=np.float32))
    made = scores([somebody()] * 4, {}, [Dial()] * 4, wishes, between=lambda _: near)
    assert made.total[0, 1] > made.total[0, 2]
    assert made.total[0, 3] == 0


def test_an_affinity_that_is_no_number_is_nothing_in_common():
    """A vector gone wrong suggests nobody to everybody."""
    assert not scores([somebody()] * 2, {}, [Dial()] * 2, between=alike(2, float("nan"))).total.any()


def test_people_are_apart_who_both_say_another_community():
    """Silence is no community."""
    found = apart(["academia", "industry", None, "academia"])
    assert [(0, 1), (1, 0), (1, 3), (3, 1)] == [tuple(pair) for pair in np.argwhere(found).tolist()]
