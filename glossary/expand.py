"""A query in the other communities' words: what a search is also run in.

Relations are followed one step and no further: the labels of the concept itself, then those of its exactMatch,
closeMatch, narrowMatch and broadMatch neighbours. A related idea is not the same idea, and a false friend is none.
"""

from __future__ import annotations

from itertools import chain, islice, zip_longest

from catalogue.records import Expansion
from catalogue.words import OWN_FIELD, Label, Relation
from glossary.book import Glossary
from glossary.forms import key
from glossary.lists import fields
from glossary.matcher import Matcher, Mention

FOLLOWED: tuple[Relation, ...] = ("exactMatch", "closeMatch", "narrowMatch", "broadMatch")
"""In the order of how much the other side's words may stand for the user's."""

OWN = 3
"""Labels of the concept itself that come before its neighbours' names: the later ones are rare words."""

MOST = 12
"""Expansions of a query at most: more would drown what was asked."""

_Word = tuple[str, Label, Relation]
"""The id of a concept, a word for it, and how it is related to the concept that the query names."""


class Expander:
    """Knows the other words for what a text names. Safe to share between threads."""

    def __init__(self, glossary: Glossary, matcher: Matcher) -> None:
        """Use the words of *glossary*, found by its *matcher*."""
        self._glossary = glossary
        self._matcher = matcher

    def expand(self, query: str) -> tuple[Expansion, ...]:
        """Return the words of other communities for the concepts that *query* names, the closest first.

        Where it names several concepts they take turns, so that none of them fills the list.
        """
        mentions = self._matcher.scan(query, lenient=True)
        turns = zip_longest(*(self._of(mention, query) for mention in mentions))
        found: dict[str, Expansion] = {}
        for one in chain.from_iterable(turns):
            if one and f" {key(one.label)} " not in f" {key(query)} ":
                found.setdefault(key(one.label), one)
        return tuple(islice(found.values(), MOST))

    def _of(self, mention: Mention, query: str) -> list[Expansion]:
        """Return the other words for one mention: some of its concept, its neighbours' names, then all others."""
        concept = self._glossary[mention.concept]
        links = [link for link in self._glossary.links(concept.id) if link.relation in FOLLOWED]
        links.sort(key=lambda link: FOLLOWED.index(link.relation))
        own: list[_Word] = [(concept.id, label, "exactMatch") for label in concept.shown]
        names = [(link.there.id, link.there.preferred, link.relation) for link in links]
        words = [
            (link.there.id, label, link.relation)
            for link in links
            for label in link.there.shown[1:]
            if label.kind != "abbreviation"
        ]
        printed = query[mention.start : mention.end]
        return [
            Expansion(
                label=label.text, instead_of=printed, relation=relation, community=community_of(label), concept=there
            )
            for there, label, relation in (*own[:OWN], *names, *own[OWN:], *words)
        ]


def community_of(label: Label) -> str:
    """Who says *label*, in a word or two: its field if it is a neighbour's, else its communities."""
    if label.field != OWN_FIELD:
        return fields()[label.field].label
    return ", ".join(label.communities)
