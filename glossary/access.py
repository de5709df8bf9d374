"""The glossary as the rest of the program asks it: read at the first question, then kept."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path

from catalogue.answers import Caution, Expansion
from catalogue.words import Concept
from glossary import book
from glossary.book import Glossary
from glossary.evidence.store import Evidence
from glossary.expand import Expander
from glossary.forms import key
from glossary.lookup import Lookup, lookup, senses
from glossary.matcher import Matcher, Mention
from glossary.translate import Translation, translate

TEXTS = 4096
"""Papers whose mentions are kept: some kilobytes each, and those that are found most are a few hundred."""


class Words:
    """What is known of words, in one home. Safe to share between threads."""

    def __init__(self, home: Path) -> None:
        """Take the evidence from *home*. Nothing is read before it is asked for."""
        self.evidence = Evidence(home)
        self._mentions = lru_cache(maxsize=TEXTS)(lambda text: tuple(self.matcher.scan(text)))

    @property
    def glossary(self) -> Glossary:
        """The concepts. Raises `GlossaryError` when a file breaks a rule."""
        return book.load()

    @cached_property
    def matcher(self) -> Matcher:
        """What finds their labels in a text."""
        return Matcher(self.glossary)

    @cached_property
    def _expander(self) -> Expander:
        return Expander(self.glossary, self.matcher)

    def warm_up(self) -> None:
        """Read the glossary, so that the first visitor does not wait for it. Raises as `glossary` does."""
        _ = self._expander

    def named_in(self, query: str) -> list[Concept]:
        """Return the concepts that *query* names, in its order, each once."""
        mentions = self.matcher.scan(query, lenient=True)
        return [self.glossary[one] for one in dict.fromkeys(mention.concept for mention in mentions)]

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions in a paper's *text*, and keep them: papers come up again and again. Not for questions."""
        return self._mentions(text)

    def look_up(self, word: str) -> Lookup:
        """Find all senses of a word, also of one that is the id of a concept ("circuit"); or what is near it."""
        form = key(word)
        return Lookup(word, senses(self.glossary, form)) if form in self.glossary.words else lookup(self.glossary, word)

    def expand(self, query: str) -> tuple[Expansion, ...]:
        """Say what else to search for, in the words of other communities."""
        return self._expander.expand(query)

    def cautions(self, query: str) -> tuple[Caution, ...]:
        """Say which words of *query* others use for something else."""
        mentions = self.matcher.scan(query, lenient=True)
        return tuple(dict.fromkeys(one for mention in mentions for one in self._false_friends(mention, query)))

    def _false_friends(self, mention: Mention, query: str) -> Iterator[Caution]:
        word = query[mention.start : mention.end]
        for link in self.glossary.links(mention.concept):
            if link.relation == "falseFriend" and key(word) in {key(label.text) for label in link.there.labels}:
                yield Caution(word=word, concept=mention.concept, other=link.there.id, note=link.bridge.breaks)

    def translate(self, text: str, to: str) -> Translation:
        """Say *text* in the words of *to*, one of `glossary.translate.audiences`."""
        return translate(text, to, self.glossary, self.matcher)
