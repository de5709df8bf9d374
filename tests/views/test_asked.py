"""The address says what was asked."""

from __future__ import annotations

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
)


class Address(dict[str, list[str]]):
    """Query parameters as Streamlit gives them."""

    def get_all(self, key: str) -> list[str]:
        """Every value of *key*."""
        return self.get(key, [])


@given(QUESTIONS)
def test_round_trip_through_an_address(question: Asked):
    """A link to a question asks that question."""
    address = urlsplit(links.href(links.HOME, question.params()))

    assert question == asked.read(Address(parse_qs(address.query, keep_blank_values=True)))


@given(st.dictionaries(st.sampled_from(["q", "mode", "since", "topic", "like"]), st.lists(st.text(max_size=9))))
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
