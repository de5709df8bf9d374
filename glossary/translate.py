"""A text for readers of another community: every known word marked, what they call it, and where to beware.

The words stay the author's: a word next door is seldom the same thing, so theirs is put beside it and never in its
place. It is another label of the same concept, or of one that an exactMatch or a closeMatch joins; where there is
none, the nearest that any other bridge leads to. What the bridge says of its limits comes with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.words import COMMUNITIES, OWN_FIELD, Concept, Label, Relation
from glossary.book import Glossary
from glossary.forms import key
from glossary.lists import fields
from glossary.matcher import Matcher, Mention

MEANT: tuple[Relation, ...] = ("exactMatch", "closeMatch")
"""What these join means the same, or nearly."""

NEAREST: tuple[Relation, ...] = ("narrowMatch", "broadMatch", "relatedMatch")
"""What else a reader may be led to."""

SIGNS: dict[Relation, str] = {"exactMatch": "=", "closeMatch": "≈"}
"""How a word beside another is marked; all looser relations are ``cf.``"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalent:
    """What the others call it."""

    label: str
    concept: str
    relation: Relation
    breaks: str = ""
    """Where the analogy breaks; empty for another word for the very same concept."""

    @property
    def sign(self) -> str:
        """How close it is, as a sign."""
        return SIGNS.get(self.relation, "cf.")


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
    def annotated(self) -> str:
        """The text with the best equivalent in brackets behind each word that they do not say."""
        return "".join(self._pieces())

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """The words to search for: theirs where they mean the same, else the text's own, once each."""
        return tuple(dict.fromkeys(map(_sought, self.words)))

    def _pieces(self) -> Iterator[str]:
        end = 0
        for word in self.words:
            yield self.text[end : word.mention.end]
            if word.equivalents:
                best = word.equivalents[0]
                yield f" [{best.sign} {best.label}]"
            end = word.mention.end
        yield self.text[end:]


def audiences() -> dict[str, str]:
    """Return for whom a text can be translated: the three communities, then the fields, with what to call them."""
    return {one: one for one in COMMUNITIES} | {one.id: one.label for one in fields().values() if one.id != OWN_FIELD}


def translate(text: str, to: str, glossary: Glossary, matcher: Matcher) -> Translation:
    """Mark the words of *text* for *to*, one of `audiences`."""
    words = (_word(mention, text, to, glossary) for mention in matcher.scan(text))
    return Translation(text=text, to=to, words=tuple(words))


def _word(mention: Mention, text: str, to: str, glossary: Glossary) -> Word:
    concept = glossary[mention.concept]
    printed = text[mention.start : mention.end]
    shared = any(key(label.text) == key(printed) and _says(to, label) for label in concept.labels)
    equivalents: tuple[Equivalent, ...] = ()
    if not shared:
        found = (tuple(_equivalents(concept, printed, to, glossary, some)) for some in (MEANT, NEAREST))
        equivalents = next(filter(None, found), ())
    warnings = tuple(_warnings(concept, printed, to, glossary))
    return Word(mention=mention, printed=printed, equivalents=equivalents, shared=shared, warnings=warnings)


def _says(to: str, label: Label) -> bool:
    """Whether the audience uses the label: a community by its communities in this field, a field by its field."""
    return label.field == to or (label.field == OWN_FIELD and to in label.communities)


def _equivalents(
    concept: Concept, printed: str, to: str, glossary: Glossary, relations: tuple[Relation, ...]
) -> Iterator[Equivalent]:
    seen = {key(printed)}
    links = [link for relation in relations for link in glossary.links(concept.id) if link.relation == relation]
    reached: list[tuple[Concept, Relation, str]] = [(concept, "exactMatch", "")] if "exactMatch" in relations else []
    reached += [(link.there, link.relation, link.bridge.breaks) for link in links]
    for there, relation, breaks in reached:
        for label in there.shown:
            if label.kind != "abbreviation" and _says(to, label) and key(label.text) not in seen:
                seen.add(key(label.text))
                yield Equivalent(label=label.text, concept=there.id, relation=relation, breaks=breaks)


def _warnings(concept: Concept, printed: str, to: str, glossary: Glossary) -> Iterator[Warning]:
    """Yield what the audience may take the printed word for: other senses, and false friends that end in its noun."""
    breaks = {link.there.id: link.bridge.breaks for link in glossary.links(concept.id)}
    friends = [link.there for link in glossary.links(concept.id) if link.relation == "falseFriend"]
    noun = key(printed).split()[-1:]
    for other in dict.fromkeys([*(sense for _, sense in glossary.words.get(key(printed), ())), *friends]):
        alike = (label for label in other.shown if key(label.text).split()[-1:] == noun)
        if other is not concept and any(_says(to, label) or to in label.communities for label in alike):
            differs = breaks.get(other.id, f"Elsewhere: {other.definition}")
            yield Warning(concept=other.id, label=other.name, differs=differs)


def _sought(word: Word) -> str:
    same = (one.label for one in word.equivalents if one.relation in MEANT)
    return next(same, word.mention.label)
