"""A query in the other communities' words: what a search is also run in.

Relations are followed one step and no further: the labels of the concept itself, then those of its exactMatch,
closeMatch, narrowMatch and broadMatch neighbours. A related idea is not the same idea, and a false friend is none.
"""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.records import Expansion
from catalogue.words import OWN_FIELD, Concept, Label, Relation
from glossary.book import Glossary
from glossary.forms import key
from glossary.lists import fields
from glossary.matcher import Matcher

FOLLOWED: tuple[Relation, ...] = ("exactMatch", "closeMatch", "narrowMatch", "broadMatch")
"""In the order of how much the other side's words may stand for the user's."""

MOST = 12
"""Expansions of a query at most: more would drown what was asked."""


class Expander:
    """Knows the other words for what a text names. Safe to share between threads."""

    def __init__(self, glossary: Glossary, matcher: Matcher) -> None:
        """Use the words of *glossary*, found by its *matcher*."""
        self._glossary = glossary
        self._matcher = matcher

    def expand(self, query: str) -> tuple[Expansion, ...]:
        """Return the words of other communities for the concepts that *query* names, the closest first."""
        have = f" {key(query)} "
        found: dict[str, Expansion] = {}
        for mention in self._matcher.scan(query, lenient=True):
            printed = query[mention.start : mention.end]
            for label, relation in self._others(self._glossary[mention.concept]):
                form = key(label.text)
                if f" {form} " not in have:
                    said = Expansion(
                        label=label.text, instead_of=printed, relation=relation, community=community_of(label)
                    )
                    found.setdefault(form, said)
        ranked = sorted(found.values(), key=lambda one: FOLLOWED.index(one.relation))
        return tuple(ranked[:MOST])

    def _others(self, concept: Concept) -> Iterable[tuple[Label, Relation]]:
        yield from ((label, "exactMatch") for label in concept.shown)
        for link in self._glossary.links(concept.id):
            if link.relation in FOLLOWED:
                yield from ((label, link.relation) for label in link.there.shown if label.kind != "abbreviation")


def community_of(label: Label) -> str:
    """Who says *label*, in a word or two: its field if it is a neighbour's, else its communities."""
    if label.field != OWN_FIELD:
        return fields()[label.field].label
    return ", ".join(label.communities)
