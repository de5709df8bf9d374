"""Which papers have what a question insists on: a word, a phrase or an author.

Words compare by their stems and phrases by stems in a row, stop words among them, so that "attention is all you need"
is not "attention needs". The keyword matrix names the candidates and their text decides: a single word anywhere is
left to the matrix, which is wrong for about one paper in ten thousand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from catalogue.answers import Term
from catalogue.identity import fold
from index.backends import Rows
from index.folder import Loaded
from index.lexical import features, stem

ALTERED = 2
"""Last letters of a stem that its words need not share: "die" is the stem of "dying"."""

_WORD = re.compile(r"[a-z0-9]+")


def rows(index: Loaded, term: Term) -> Rows:
    """Return the rows of the papers that have *term*, excluded or not, in order."""
    if term.field == "author":
        return index.authors.rows(term.text)
    stems, telling = stem(_WORD.findall(fold(term.text))), features(term.text)
    candidates = index.lexical.rows_with(telling) if telling else np.arange(len(index.ids))
    if not stems or (term.field == "any" and stems == telling):
        return candidates[: len(candidates) * bool(stems)]
    has = _has(index, term, stems, somewhere=stems == telling)
    return np.array([row for row in candidates.tolist() if has(row)], dtype=np.int64)


def _has(index: Loaded, term: Term, stems: Sequence[str], *, somewhere: bool) -> Callable[[int], bool]:
    """Return the test of a row; *somewhere* says that each row to be tested has the stems in its title or its body."""
    titles, names = index.papers["title"].tolist(), finder(stems)

    def in_title(row: int) -> bool:
        return names(titles[row])

    def in_body(row: int) -> bool:
        sentences = index.sentences(row)
        return sentences != [titles[row]] and names(" ".join(sentences))

    if term.field == "title":
        return in_title
    if term.field == "any":
        return lambda row: in_title(row) or in_body(row)
    return lambda row: (somewhere and not in_title(row)) or in_body(row)


def finder(stems: Sequence[str]) -> Callable[[str], bool]:
    """Return what tells whether a text has *stems* one after the other.

    Words are looked for by the letters that they share with their stem, which is fast, and stemmed where they stand.
    """
    first, *others = (one[: max(1, len(one) - ALTERED)] for one in stems)
    rest = "".join(f"[^a-z0-9]+{other}[a-z0-9]*" for other in others)
    pattern = re.compile(f"{first}(?<![a-z0-9]{first})(?=([a-z0-9]*{rest}))")

    @lru_cache(maxsize=1024)
    def fits(words: str) -> bool:
        return stem(_WORD.findall(first + words)) == stems

    return lambda text: any(map(fits, pattern.findall(fold(text))))
