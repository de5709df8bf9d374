"""The tree of errors."""

from __future__ import annotations

import inspect
import pickle
import re

import pytest

from catalogue import errors
from catalogue.errors import CommonsError

CLASSES = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, CommonsError)]


def drawn():
    """Pairs of class and parent as the docstring draws them."""
    pairs, path = [], []
    for line in inspect.getdoc(errors).splitlines():
        if match := re.match(r"( {4}(?:[│├└─ ]*))(\w+Error)\b", line):
            depth = (len(match[1]) - 4) // 4
            path[depth:] = [match[2]]
            pairs.append((match[2], path[depth - 1] if depth else "Exception"))
    return pairs


def test_the_tree_is_as_drawn():
    """Every error is drawn in the docstring, under the class that it derives from."""
    assert sorted(drawn()) == sorted((kind.__name__, kind.__base__.__name__) for kind in CLASSES)


@pytest.mark.parametrize("kind", CLASSES)
def test_errors_can_be_pickled(kind):
    """Every error reaches another process as it was raised."""
    error = kind("the file is empty", "Ingest something")

    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 (our own bytes)

    assert (kind, "the file is empty", "Ingest something") == (type(copy), copy.problem, copy.remedy)


@pytest.mark.parametrize("kind", CLASSES)
def test_errors_are_documented(kind):
    """Every error has a docstring of its own."""
    assert kind.__dict__["__doc__"]


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (CommonsError("the file is empty", "Ingest something"), "the file is empty. Ingest something"),
        (CommonsError("the file is empty"), "the file is empty"),
    ],
)
def test_message(error, expected):
    """The message is one line: the problem, and what to do about it."""
    assert expected == str(error)
