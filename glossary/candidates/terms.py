"""Terms of several words that the glossary lacks, by C-value.

C-value is that of Frantzi, Ananiadou and Mima, "Automatic recognition of multi-word terms: the C-value/NC-value method"
(International Journal on Digital Libraries 3, 2000, 115-130, https://doi.org/10.1007/s007999900023). What counts here
are papers, not occurrences, so that the pet phrase of one abstract does not rank. It says nothing of single words.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping

from glossary.candidates.phrases import Grammar, stop_words

PAPERS = 3
"""Papers that a term needs."""

FRAGMENT = 0.6
"""A phrase that one longer phrase holds in so large a share of its papers is a piece of it ("attack success")."""

HEADS = 0.5
"""A noun phrase ends at its noun: what ends its stretch less often than this is an adjective ("open-source")."""

PADDED = 1.5
"""How much more often than "deep learning model" its "deep learning" must be, for the rest to add nothing."""


class Terms:
    """Counts phrases while a corpus is read."""

    def __init__(self, grammar: Grammar) -> None:
        """Cut texts as *grammar* does."""
        self._grammar = grammar
        self._papers: defaultdict[str, list[str]] = defaultdict(list)
        self._said: Counter[str] = Counter()
        self._ends: Counter[str] = Counter()

    def read(self, paper: str, text: str) -> None:
        """Count the phrases of a paper."""
        seen: set[str] = set()
        for phrase in self._grammar.phrases(text):
            for part in phrase.parts():
                form = part.key
                seen.add(form)
                self._said[form] += 1
                self._ends[form] += part.end == phrase.end
        for form in seen:
            self._papers[form].append(paper)

    def uses(self, form: str) -> int:
        """Return how many papers say this, terms or not, by its `glossary.forms.key`."""
        return len(self._papers.get(form, ()))

    def found(self, known: Collection[str]) -> dict[str, tuple[float, list[str]]]:
        """Return C-value and papers of each term that is not *known*, the highest first; all by `forms.key`."""
        papers = {form: some for form, some in self._papers.items() if len(some) >= PAPERS}
        counts = {form: len(some) for form, some in papers.items()}
        fragments = _fragments(counts)
        whole = {form: count for form, count in counts.items() if form not in fragments and self._is_term(form)}
        lacking = [
            (value, form)
            for form, value in c_values(whole).items()
            if form not in known and not _composed(form, known) and not _padded(form, counts)
        ]
        return {form: (value, papers[form]) for value, form in sorted(lacking, key=lambda one: (-one[0], one[1]))}

    def _is_term(self, form: str) -> bool:
        return self._grammar.is_term(form) and self._ends[form] >= HEADS * self._said[form]


def c_values(counts: Mapping[str, int]) -> dict[str, float]:
    """Return the C-value of each of these candidates, by how often each is seen, inside of longer ones too.

    >>> c_values({"basal cell carcinoma": 984, "ulcerated basal cell carcinoma": 7})["ulcerated basal cell carcinoma"]
    14.0
    """
    nested: Counter[str] = Counter()
    holders: Counter[str] = Counter()
    values = {}
    for term in sorted(counts, key=lambda one: -len(one.split())):
        alone = counts[term] - (nested[term] / holders[term] if holders[term] else 0)
        values[term] = math.log2(len(term.split())) * alone
        for part in set(_inside(term)) & counts.keys():
            nested[part] += counts[term] - nested[term]
            holders[part] += 1
    return values


def _inside(term: str) -> Iterator[str]:
    """Yield the shorter stretches of a term, of two words and more."""
    words = term.split()
    for size in range(2, len(words)):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])


def _fragments(counts: Mapping[str, int]) -> set[str]:
    return {part for term, count in counts.items() for part in _inside(term) if count > FRAGMENT * counts.get(part, 0)}


def _composed(form: str, known: Collection[str]) -> bool:
    """Whether it is a known term of several words with a word before or behind: "sparse autoencoder feature"."""
    words = form.split()
    cuts = [(words[:place], words[place:]) for place in range(1, len(words))]
    return any(
        len(long) > 1 and " ".join(long) in known and (len(rest) == 1 or " ".join(rest) in known)
        for one, other in cuts
        for long, rest in ((one, other), (other, one))
    )


def _padded(form: str, counts: Mapping[str, int]) -> bool:
    bare, _, last = form.rpartition(" ")
    return last in stop_words()["padding"] and counts.get(bare, 0) > PADDED * counts[form]
