"""The lists of words, and how they are found in a text."""

from __future__ import annotations

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from catalogue.sentences import split
from ingest.relevance.words import PLACES, Words, lists, words
from tests.ingest.relevance.makers import OTHERS, OURS

LISTS = lists()
ONE_BY_ONE = [(name, re2.compile(rf"(?i)\b(?:{pattern})")) for name, patterns in LISTS.items() for pattern in patterns]


@pytest.mark.parametrize("name", LISTS)
def test_lists(name):
    """Every pattern is valid, matches no empty text, and is in its list once."""
    for pattern in LISTS[name]:
        assert not re2.fullmatch(pattern, ""), pattern
    assert len(LISTS[name]) == len(set(LISTS[name]))


@pytest.mark.parametrize(("title", "text"), OURS + OTHERS)
def test_all_at_once(title, text):
    """The automaton finds in each sentence exactly what the patterns find one by one."""
    expected = [
        {number for number, (_, pattern) in enumerate(ONE_BY_ONE) if pattern.search(sentence)}
        for sentence in (title, *split(text))
    ]

    reading = words().read(title, text)

    if any(ONE_BY_ONE[number][0] in PLACES for found in expected for number in found):
        assert expected == [set().union(*sentence.values()) for sentence in reading]
    else:
        assert [] == reading
    for sentence in reading:
        assert all(ONE_BY_ONE[number][0] == name for name, numbers in sentence.items() for number in numbers)


def test_sentences():
    """The title comes first, then each sentence; white space means nothing."""
    few = Words({"own": ["circuits?"], "reads": ["trac(?:e|ing)"]})

    reading = few.read("Tracing\n circuits", "We  trace. A\tcircuit is found. Nothing else.")

    assert [{"own": {0}, "reads": {1}}, {"reads": {1}}, {"own": {0}}, {}] == reading


def test_nothing_to_read():
    """A text without any word of the inside of a network is not read further."""
    assert [] == Words({"own": ["circuits?"], "reads": ["trace"]}).read("We trace", "a fox")


def test_said():
    """What is quoted stands in the text, in its order, once; a longer match comes before one inside it."""
    few = Words({"own": ["attention heads?", "heads?", "circuits?"]})

    assert ["circuits", "attention head", "head"] == few.said([0, 1, 2], "Circuits of an Attention head, circuits")


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_anything(title, text):
    """Whatever a text says, it can be read, and everything found can be quoted."""
    reading = words().read(title, text)

    whole = " ".join(f"{title}. {text}".split())
    for sentence in reading:
        for numbers in sentence.values():
            assert len(words().said(numbers, whole)) >= 1
