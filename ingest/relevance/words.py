"""Reading a text by the lists of ``words.toml``: which patterns occur in its title and in each of its sentences."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import re2

from catalogue.sentences import split

Sentence = dict[str, set[int]]
"""The patterns found in one sentence, by the list that they are of; lists without any are left out."""

Reading = list[Sentence]
"""The title, then each sentence of the rest."""

PLACES = ("own", "near", "shared", "inside")
"""Lists whose words say that one is inside of a network; without any of them nothing else is read."""

MEMORY = 1 << 28
"""Bytes that RE2 may use: with its default of 8 MiB so many patterns at once would be given up."""


class Words:
    """All lists as one automaton: RE2 tries every pattern in a single pass over a text."""

    def __init__(self, lists: dict[str, list[str]]) -> None:
        named = [(name, rf"(?i)\b(?:{pattern})") for name, patterns in lists.items() for pattern in patterns]
        self._names = [name for name, _ in named]
        self._single = [re2.compile(pattern) for _, pattern in named]
        self._all = _automaton(pattern for _, pattern in named)
        self._places = _automaton(pattern for name, pattern in named if name in PLACES)

    def read(self, title: str, text: str) -> Reading:
        """Say what is found in *title* and in each sentence of *text*; nothing if no word of `PLACES` is there."""
        if not self._places.Match(" ".join(f"{title}. {text}".split())):
            return []
        return [self._sentence(sentence) for sentence in (" ".join(title.split()), *split(text))]

    def said(self, patterns: Iterable[int], text: str) -> list[str]:
        """Return the words of *text* that *patterns* match, in the order in which they stand there, each once."""
        found = filter(None, (self._single[number].search(text) for number in patterns))
        ordered = sorted(found, key=lambda match: (match.start(), -match.end()))
        return list(dict.fromkeys(match[0].lower().strip() for match in ordered))

    def _sentence(self, text: str) -> Sentence:
        found: Sentence = {}
        for number in self._all.Match(text) or ():
            found.setdefault(self._names[number], set()).add(number)
        return found


@cache
def words() -> Words:
    """Load the lists that come with the project."""
    return Words(lists())


def lists() -> dict[str, list[str]]:
    """Read ``words.toml``."""
    with (Path(__file__).parent / "words.toml").open("rb") as file:
        return tomllib.load(file)


def _automaton(patterns: Iterable[str]) -> re2.Set:
    options = re2.Options()
    options.max_mem = MEMORY
    automaton = re2.Set.SearchSet(options)
    for pattern in patterns:
        automaton.Add(pattern)
    automaton.Compile()
    return automaton
