"""The address says what was asked."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from views import asked, links
from views.asked import Asked

WORDS = st.text(min_size=1, max_size=12).map(str.strip).filter(bool)
QUESTIONS = st.builds(
    Asked,
    q=st.one_of(st.just(""), WORDS),
    mode=st.sampled_from(("hybrid", "keyword", "meaning")),
    since=st.sampled_from(("", "1986", "2024")),
    topic=st.lists(WORDS, unique=True, max_size=3).map(tuple),
    bridges=st.booleans(),
    without=st.lists(WORDS, unique=True, max_size=3).map(tuple),
    more=st.lists(WORDS, unique=True, max_size=3).map(tuple),
    less=st.lists(WORDS, unique=True, max_size=3).map(tuple),
)


class Address(dict[str, list[str]]):
    """Query parameters as Streamlit gives them."""

    def get_all(self, key: str) -> list[str]:
        """Every value of *key*."""
        return self.get(key, [])


@given(QUESTIONS)
def test_round_trip_through_an_address(question: Asked):
    """A link to a question asks that question."""
    address = urlsplit(links.href(links.SEARCH, question.params()))

    assert question == asked.read(Address(parse_qs(address.query, keep_blank_values=True)))


NAMES = ["q", "mode", "since", "topic", "like", "bridges", "without", "more", "less"]


@given(st.dictionaries(st.sampled_from(NAMES), st.lists(st.text(max_size=9))))
def test_any_address_is_a_question(address: dict[str, list[str]]):
    """No address breaks the page."""
    question = asked.read(Address(address))

    assert question == asked.read(Address(as_lists(question)))


def as_lists(question: Asked) -> dict[str, list[str]]:
    """The parameters of *question*, each as a list."""
    return {name: [value] if isinstance(value, str) else list(value) for name, value in question.params().items()}


@pytest.mark.parametrize(("words", "is_text"), [(asked.LONG, False), (asked.LONG + 1, True)])
def test_long_texts_are_abstracts(words: int, is_text: bool):
    """A text is an abstract from a certain length."""
    assert is_text == Asked(q="word " * words).is_text


@given(QUESTIONS, WORDS, st.sampled_from(["more", "less", ""]))
def test_a_rating_is_one_of_three(question: Asked, paper_id: str, rating: asked.Rating):
    """A paper is liked or disliked or neither, whatever it was before; the ratings of others stay."""
    rated = question.rated(paper_id, rating)

    assert {"more": rating == "more", "less": rating == "less"} == {
        name: paper_id in getattr(rated, name) for name in ("more", "less")
    }
    assert set(question.more) - {paper_id} == set(rated.more) - {paper_id}
    assert question == replace(rated, more=question.more, less=question.less)


def test_a_like_beside_a_paper_likes_both():
    """Rating a neighbour of a paper makes that paper a like."""
    assert Asked(more=("a",), less=("b",)) == Asked(like="a").rated("b", "less")


def test_ratings_fit_an_address():
    """Beyond the most that an address holds, the oldest rating is forgotten."""
    many = tuple(map(str, range(asked.MOST_RATED)))

    assert (*many[1:], "new") == Asked(more=many).rated("new", "more").more
    assert many[-asked.MOST_RATED :] == asked.read(Address(more=["old", *many])).more


def test_clearing_filters_keeps_the_question():
    """Without its filters a question still asks for the same."""
    question = Asked(q="a", without=("b",), more=("c",), bridges=False)

    assert question == replace(question, since="2020", topic=("d",), mode="keyword").unfiltered()


def test_all_that_is_asked_reaches_the_search():
    """The query says everything that the address says."""
    query = Asked(q="a", bridges=False, without=("b",), more=("c",), less=("d",), topic=("e",)).query("text", 7)

    assert ("text", 7, False, ("b",), ("c",), ("d",), ("e",)) == (
        query.text,
        query.k,
        query.bridges,
        query.without,
        query.more,
        query.less,
        query.topics,
    )
