"""Authors by name: whom a question names, and whose papers a name asks for.

A name is a sequence of words. It fits a longer one that has its words in the same order, whole or as initials, the
last one whole: "nanda", "N. Nanda" and "Nanda, Neel" all fit Neel Nanda. A name is not a person: all who share it
are found.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product

import numpy as np

from catalogue.identity import SUFFIXES, fold
from index.backends import Rows

MOST = 8
"""Names found for a question at most: a frequent family name is that of hundreds."""

LONGEST = 5
"""Words of a name that is looked for inside a question."""

Name = tuple[str, ...]
"""The folded words of a name."""

_WORD = re.compile(r"[^\W\d_]+")
_ASKED = re.compile(r"(?:(?:papers?|work|articles?|publications?|anything)\s+)?(?:by|from|of)\s+(?P<name>.+)")
_CREDITED = re.compile(r"(?P<first>\S+)\s+(?:et\s+al\b|and\s+colleagues\b)|\bby\s+(?P<last>\S+)$")


class Authors:
    """The authors of a set of papers. Safe to share between threads."""

    def __init__(self, rows: dict[Name, list[int]], printed: dict[Name, str]) -> None:
        """Take the rows of each name and how most of its papers print it; `build` finds both."""
        self._rows = rows
        self._printed = printed
        self._with: defaultdict[str, list[Name]] = defaultdict(list)
        for name in rows:
            for word in set(name):
                self._with[word].append(name)
        self._whole: defaultdict[Name, list[Name]] = defaultdict(list)
        for name in rows:
            for whole in {name, (name[0], name[-1])}:  # people leave middle names out
                self._whole[whole].append(name)

    @classmethod
    def build(cls, bylines: Iterable[Sequence[str]]) -> Authors:
        """Read the names that each paper prints, in row order."""
        rows: defaultdict[Name, list[int]] = defaultdict(list)
        spellings: defaultdict[Name, Counter[str]] = defaultdict(Counter)
        fold_once = lru_cache(maxsize=None)(_name)
        for row, printed in ((row, one) for row, names in enumerate(bylines) for one in names):
            if name := fold_once(printed):
                rows[name].append(row)
                spellings[name][printed] += 1
        return cls(dict(rows), {name: counts.most_common(1)[0][0] for name, counts in spellings.items()})

    @property
    def words(self) -> dict[str, int]:
        """Every word of a name, folded, with the number of names that have it."""
        return {word: len(names) for word, names in self._with.items()}

    def rows(self, name: str) -> Rows:
        """Return the rows of the papers by anyone whom *name* fits, in order."""
        fitting = self._fitting(_name(name))
        return np.unique(np.fromiter((row for one in fitting for row in self._rows[one]), dtype=np.int64))

    def found(self, text: str) -> tuple[str, ...]:
        """Return the authors that a question names, as printed on most of their papers, the most prolific first.

        A whole name counts anywhere, a family name only if it is all that is asked for or is credited ("by Nanda",
        "Nanda et al.").
        """
        names = {name for name in self._asked(fold(text).strip(" ?.!")) if name}
        best = sorted(names, key=lambda name: (-len(self._rows[name]), name))[:MOST]
        return tuple(self._printed[name] for name in best)

    def _asked(self, text: str) -> Iterator[Name]:
        words = _name(text)
        for start, length in product(range(len(words)), range(2, LONGEST + 1)):
            yield from self._whole.get(words[start : start + length], ())
        yield from self._family(_name(asked["name"] if (asked := _ASKED.fullmatch(text)) else text))
        for credited in _CREDITED.finditer(text):
            yield from self._family(_name(credited["first"] or credited["last"]))

    def _family(self, name: Name) -> Iterator[Name]:
        """Yield whom *name* fits; a single word must be the family name."""
        return (one for one in self._fitting(name) if len(name) > 1 or one[-1:] == name)

    def _fitting(self, name: Name) -> Iterator[Name]:
        return (one for one in self._with.get(name[-1], ()) if _fits(name, one)) if name else iter(())


def _name(text: str) -> Name:
    """Return the words of a name; what is before a comma is the family name."""
    family, _, given = text.partition(",")
    return tuple(word for word in _WORD.findall(fold(f"{given} {family}")) if word not in SUFFIXES)


def _fits(name: Name, longer: Name) -> bool:
    rest = iter(longer)  # each word is looked for after the one before
    return all(any(_agree(word, other) for other in rest) for word in name[:-1]) and name[-1] in rest


def _agree(word: str, other: str) -> bool:
    return word == other or (1 in {len(word), len(other)} and word[0] == other[0])
