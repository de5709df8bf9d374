"""The topic tree."""

from __future__ import annotations

import re

import pytest

from glossary.lists import topics


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
