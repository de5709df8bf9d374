"""A text in another community's words: every known word marked, what they call it, and where to beware.

A word is replaced only by one that means the same (another label of its concept, or of one that an exactMatch
or a closeMatch joins); what the bridge says of its limits comes with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.words import COMMUNITIES, OWN_FIELD, Concept, Label, Relation
from glossary.book import Glossary, Link
from glossary.forms import key
from glossary.lists import fields
from glossary.matcher import Matcher, Mention

_MEANT: tuple[Relation, ...] = ("exactMatch", "closeMatch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalent:
    """What the others call it."""

    label: str
    concept: str
    relation: Relation
    breaks: str = ""
    """Where the analogy breaks; empty for another word for the very same concept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warning:  # noqa: A001 - the word for it; the built-in is for programs
    """What readers of the other community may take the word for."""

    concept: str
    label: str
    differs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A known word of the text."""

    mention: Mention
    printed: str
    equivalents: tuple[Equivalent, ...]
    """The best first; empty when they say the same word, or none is known."""
    shared: bool
    """Whether they use this very word in this sense."""
    warnings: tuple[Warning, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A text and its known words, in order."""

    text: str
    to: str
    words: tuple[Word, ...]

    @property
    def rewritten(self) -> str:
        """The text with the first equivalent in place of each word that they do not say."""
        return "".join(self._pieces())

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """The words to search for: theirs where there is one, else the text's own, once each."""
        chosen = (word.equivalents[0].label if word.equivalents else word.mention.label for word in self.words)
        return tuple(dict.fromkeys(chosen))

    def _pieces(self) -> Iterator[str]:
        end = 0
        for word in self.words:
            yield self.text[end : word.mention.start]
            yield _inflected(word.equivalents[0].label, word.printed) if word.equivalents else word.printed
            end = word.mention.end
        yield self.text[end:]


def audiences() -> dict[str, str]:
    """Return whom a text can be translated for: the three communities, then the fields, with what to call them."""
    return {one: one for one in COMMUNITIES} | {one.id: one.label for one in fields().values() if one.id != OWN_FIELD}


def translate(text: str, to: str, glossary: Glossary, matcher: Matcher) -> Translation:
    """Say *text* as *to*, one of `audiences`, would."""
    words = (_word(mention, text, to, glossary) for mention in matcher.scan(text))
    return Translation(text=text, to=to, words=tuple(words))


def _word(mention: Mention, text: str, to: str, glossary: Glossary) -> Word:
    concept = glossary[mention.concept]
    printed = text[mention.start : mention.end]
    shared = any(key(label.text) == key(printed) and _says(to, label) for label in concept.labels)
    equivalents = () if shared else tuple(_equivalents(concept, printed, to, glossary))
    warnings = tuple(_warnings(concept, printed, to, glossary))
    return Word(mention=mention, printed=printed, equivalents=equivalents, shared=shared, warnings=warnings)


def _says(to: str, label: Label) -> bool:
    """Whether the audience uses the label: a community by its communities in this field, a field by its field."""
    return label.field == to or (label.field == OWN_FIELD and to in label.communities)


def _equivalents(concept: Concept, printed: str, to: str, glossary: Glossary) -> Iterator[Equivalent]:
    seen = {key(printed)}
    joined = [link for relation in _MEANT for link in glossary.links(concept.id) if link.relation == relation]
    reached: list[tuple[Concept, Relation, str]] = [(concept, "exactMatch", "")]
    reached += [(link.there, link.relation, link.bridge.breaks) for link in joined]
    for there, relation, breaks in reached:
        for label in there.shown:
            if label.kind != "abbreviation" and _says(to, label) and key(label.text) not in seen:
                seen.add(key(label.text))
                yield Equivalent(label=label.text, concept=there.id, relation=relation, breaks=breaks)


def _warnings(concept: Concept, printed: str, to: str, glossary: Glossary) -> Iterator[Warning]:
    """Yield the other senses of the printed word that the audience would think of first."""
    links: dict[str, Link] = {link.there.id: link for link in glossary.links(concept.id)}
    form = key(printed)
    senses = [other for _, other in glossary.words.get(form, ()) if other.id != concept.id]
    friends = [link.there for link in links.values() if link.relation == "falseFriend"]
    for other in dict.fromkeys([*senses, *friends]):
        if any(_says(to, label) and (key(label.text) == form or other in friends) for label in other.shown):
            link = links.get(other.id)
            differs = link.bridge.breaks if link else f"Elsewhere: {other.definition}"
            yield Warning(concept=other.id, label=other.name, differs=differs)


def _inflected(label: str, printed: str) -> str:
    """Give *label* the number and the capital of what it replaces."""
    plural = printed.endswith("s") and not key(printed).endswith("s")
    word = f"{label}{'es' if label.endswith(('s', 'x', 'ch', 'sh')) else 's'}" if plural else label
    return word[0].upper() + word[1:] if printed[0].isupper() and not printed.isupper() else word
