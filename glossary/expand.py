"""A query in the other communities' words: what a search is also run in.

A concept that the query names is also called by its labels, by what papers elsewhere say for it, and by the names,
labels and papers' words of the concepts one bridge away. A query that names none may still say what papers elsewhere
say for one. A false friend is never followed. The farther a word is from the user's, the less it weighs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, cached_property
from itertools import chain, islice, product, zip_longest

from catalogue.answers import Expansion
from catalogue.words import COMMUNITIES, OWN_FIELD, Concept, Label, Relation
from glossary.book import Glossary
from glossary.forms import key, tokens
from glossary.lists import fields
from glossary.matcher import Matcher

WEIGHTS: dict[Relation, float] = {
    "exactMatch": 1.0,
    "closeMatch": 0.8,
    "narrowMatch": 0.6,
    "broadMatch": 0.5,
    "relatedMatch": 0.3,
}
"""How far a word of each relation may stand for the user's. A false friend has none."""

SAME, NEAR = 0.8, 0.5
"""How far what papers elsewhere say may stand for the user's words: for the same idea, and for one close to it."""

SECOND_HAND = 0.5
"""What papers elsewhere say for a neighbour is two steps away: it weighs this share of the neighbour's name."""

LONGEST = 6
"""Words of what papers elsewhere say that is looked for in a query."""

AMBIGUOUS = 3
"""Concepts for which a phrase is said at most, if it is to lead to them."""

MOST = 200
"""Expansions of a query at most: a bound on the work, not a choice; most queries have fewer."""


class Expander:
    """Knows the other words for what a text names. Safe to share between threads."""

    def __init__(self, glossary: Glossary, matcher: Matcher) -> None:
        """Use the words of *glossary*, found by its *matcher*."""
        self._glossary = glossary
        self._matcher = matcher
        self._words = cache(self._collect)

    def expand(self, query: str) -> tuple[Expansion, ...]:
        """Return the words of other communities for the concepts that *query* names, the closest first.

        Where it names several concepts they take turns, so that none of them fills the list.
        """
        turns = zip_longest(*(list(self._named(query)) or self._said(query)))
        spoken, found = f" {key(query)} ", dict[str, Expansion]()
        for one in filter(None, chain.from_iterable(turns)):
            form = key(one.label)
            if f" {form} " not in spoken:
                found.setdefault(form, one)
        return tuple(islice(found.values(), MOST))

    def _named(self, query: str) -> Iterator[list[Expansion]]:
        """Yield the other words for each concept that *query* names by a label, in its order."""
        mentions = {one.concept: one for one in reversed(self._matcher.scan(query, lenient=True))}
        for one in sorted(mentions.values(), key=lambda mention: mention.start):
            printed = query[one.start : one.end]
            yield [replace(word, instead_of=printed) for word in self._words(one.concept)]

    def _said(self, query: str) -> Iterator[list[Expansion]]:
        """Yield the other words for each concept for which papers elsewhere say what *query* says."""
        words = tokens(query)
        for start, length in product(range(len(words)), range(LONGEST, 1, -1)):
            some = words[start : start + length]
            for concept in self._elsewhere.get(" ".join(word.form for word in some), ()):
                printed = query[some[0].start : some[-1].end]
                yield [
                    replace(word, instead_of=printed, relation="closeMatch", weight=SAME * word.weight)
                    for word in self._words(concept)
                ]

    @cached_property
    def _elsewhere(self) -> dict[str, list[str]]:
        """The concepts for which papers elsewhere say the same, by the `glossary.forms.key` of what they say."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for concept in self._glossary.concepts.values():
            for phrase in chain.from_iterable(one.same for one in concept.elsewhere):
                found[key(phrase)].append(concept.id)
        return {form: concepts for form, concepts in found.items() if len(concepts) <= AMBIGUOUS}

    def _collect(self, concept_id: str) -> tuple[Expansion, ...]:
        """Return the other words for a concept, each at its best, the weightiest first."""
        best: dict[str, Expansion] = {}
        for one in self._all(self._glossary[concept_id]):
            form = key(one.label)
            if form not in best or best[form].weight < one.weight:
                best[form] = one
        return tuple(sorted(best.values(), key=lambda one: -one.weight))

    def _all(self, concept: Concept) -> Iterator[Expansion]:
        yield from (_of_label(concept, label, "exactMatch") for label in concept.shown)
        yield from _said_elsewhere(concept, 1)
        for link in self._glossary.links(concept.id):
            if link.relation in WEIGHTS:
                there = link.there
                labels = (one for one in there.shown if one is there.preferred or one.kind != "abbreviation")
                yield from (_of_label(there, label, link.relation) for label in labels)
                yield from _said_elsewhere(there, WEIGHTS[link.relation] * SECOND_HAND)


def _of_label(concept: Concept, label: Label, relation: Relation) -> Expansion:
    return Expansion(
        label=label.text,
        instead_of="",
        relation=relation,
        community=community_of(label),
        concept=concept.id,
        weight=WEIGHTS[relation],
    )


def _said_elsewhere(concept: Concept, share: float) -> Iterator[Expansion]:
    """Yield what papers of other communities say for *concept*, at *share* of its usual weight."""
    for one in concept.elsewhere:
        relations: tuple[tuple[tuple[str, ...], Relation, float], ...] = (
            (one.same, "closeMatch", SAME),
            (one.near, "relatedMatch", NEAR),
        )
        for phrases, relation, weight in relations:
            for phrase in phrases:
                yield Expansion(
                    label=phrase,
                    instead_of="",
                    relation=relation,
                    community=called(one.by),
                    concept=concept.id,
                    weight=share * weight,
                )


def community_of(label: Label) -> str:
    """Who says *label*, in a word or two: its field if it is a neighbour's, else its communities."""
    return called(label.field) if label.field != OWN_FIELD else ", ".join(label.communities)


def called(by: str) -> str:
    """Name a community or a field, as `Elsewhere.by` has it."""
    return by if by in COMMUNITIES else fields()[by].label
