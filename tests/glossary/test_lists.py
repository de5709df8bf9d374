"""The topic tree."""

from __future__ import annotations

import re

import pytest

from glossary.lists import key_topics, topics


def test_order():
    """Topics come in the order of the file, which is a newcomer's."""
    assert "roots" == next(iter(topics()))
    assert len(topics()) >= 20


@pytest.mark.parametrize("topic", topics().values(), ids=topics())
def test_topic(topic):
    """A topic has an id fit for a URL, a label, and a sentence on what it is about."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", topic.id)
    assert topics()[topic.id] is topic
    assert 0 < len(topic.label) <= 60
    assert topic.about.endswith(".")
    assert 20 <= len(topic.about) <= 200


def test_once():
    """No two topics look the same to people."""
    assert len(topics()) == len({topic.label.casefold() for topic in topics().values()})


@pytest.mark.parametrize("key", key_topics().values(), ids=key_topics())
def test_key_topic(key):
    """A key topic has a paragraph of its own, and is made of topics of the tree; one that is one of them has its id."""
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", key.id)
    assert set(key.topics) <= set(topics())
    assert key.topics == tuple(dict.fromkeys(key.topics))
    assert (len(key.topics) == 1) == (key.id in topics())
    assert 300 <= len(key.about) <= 600
    assert key.about.endswith(".")


def test_what_the_workshop_asks_for():
    """There are four key topics, of different topics of the tree."""
    parts = [part for key in key_topics().values() for part in key.topics]

    assert 4 == len(key_topics())
    assert len(set(parts)) == len(parts)
