"""Ideas that a question and a paper share, each in its own words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from catalogue.answers import Expansion, SharedConcept
from glossary.access import Words
from glossary.forms import key


class Idea(NamedTuple):
    """How a question comes to a concept."""

    asked: str
    """What the question says."""
    relation: str
    """What leads from there to the concept; ``exactMatch`` where the question itself names it."""


def sought(words: Words, question: str, expansions: Iterable[Expansion]) -> dict[str, Idea]:
    """Return the concepts that *question* names, by id, and then those that its *expansions* reach."""
    mentions = words.matcher.scan(question, lenient=True)
    found = {one.concept: Idea(question[one.start : one.end], "exactMatch") for one in mentions}
    for one in expansions:
        found.setdefault(one.concept, Idea(one.instead_of, one.relation))
    return found


def shared(words: Words, ideas: Mapping[str, Idea], text: str) -> tuple[SharedConcept, ...]:
    """Return those of *ideas* that a paper's *text* names, in their order.

    Of several words for one concept the text's is the question's own if it is among them, else the most frequent.
    """
    printed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in words.mentions(text) if ideas else ():
        if one.concept in ideas:
            printed[one.concept][text[one.start : one.end]] += 1
    return tuple(
        SharedConcept(id=concept, asked=idea.asked, found=_word(printed[concept], idea.asked), relation=idea.relation)
        for concept, idea in ideas.items()
        if concept in printed
    )


def prominent(expansions: Sequence[Expansion]) -> list[Expansion]:
    """Order *expansions* for a reader: a word for each idea first, then further words for the same ideas."""
    firsts: dict[str, Expansion] = {}
    for one in expansions:
        firsts.setdefault(one.concept, one)
    return list(dict.fromkeys((*firsts.values(), *expansions)))


def _word(printed: Counter[str], asked: str) -> str:
    ranked = [word for word, _ in printed.most_common()]
    return next((word for word in ranked if key(word) == key(asked)), ranked[0])
