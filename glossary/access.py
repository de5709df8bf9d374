"""The glossary as the rest of the program asks it: read at the first question, then kept."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from threading import Thread

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


class Words:
    """What is known of words, in one home. Safe to share between threads."""

    def __init__(self, home: Path) -> None:
        """Take the evidence from *home*. Nothing is read before it is asked for."""
        self.evidence = Evidence(home)

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
        """Read the glossary in the background, so that the first visitor does not wait for it."""
        Thread(target=lambda: self.matcher, daemon=True).start()

    def named_in(self, query: str) -> list[Concept]:
        """Return the concepts that *query* names, in its order, each once."""
        mentions = self.matcher.scan(query, lenient=True)
        return [self.glossary[one] for one in dict.fromkeys(mention.concept for mention in mentions)]

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
