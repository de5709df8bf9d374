"""Finding a concept by a word that somebody typed: exactly, in another form, misspelt, or described."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import Stemmer
from rapidfuzz import fuzz, process

from catalogue.words import OWN_FIELD, Concept
from glossary.book import Glossary
from glossary.forms import key

ALIKE = 82
"""Similarity, of 100, from which on a word may be a misspelling of another: one slip in six letters."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """What a word led to."""

    word: str
    concepts: tuple[Concept, ...]
    """The senses of the word: those in which it is the preferred label, then the field's own; none if unknown."""
    near: tuple[Concept, ...] = ()
    """If it is unknown: what may have been meant, the likeliest first."""


def lookup(glossary: Glossary, word: str, most: int = 5) -> Lookup:
    """Find the concept whose id *word* is, or the senses of *word*; or what is spelt like it or described by it."""
    if word.strip() in glossary.concepts:
        return Lookup(word, (glossary.concepts[word.strip()],))
    for form in map(key, _readings(word)):
        if form in glossary.words:
            return Lookup(word, senses(glossary, form))
    if related := _of_one_stem(glossary, key(word)):
        return Lookup(word, related)
    return Lookup(word, (), tuple(matching(glossary, word))[:most])


def _readings(word: str) -> Iterator[str]:
    """Yield what *word* may be read as: itself, without article or brackets, what is in them, a side of a stroke."""
    yield word
    yield re.sub(r"^(?:the|an?)\s+", "", word.strip(), flags=re.IGNORECASE)
    yield re.sub(r"\s*\([^()]*\)", "", word)
    yield from re.findall(r"\(([^()]+)\)", word)
    yield from re.split(r"\s*/\s*|\s+or\s+|,\s+", word)


def _of_one_stem(glossary: Glossary, form: str) -> tuple[Concept, ...]:
    """Return the senses of the words that differ from *form* only by their endings: "ablating", "ablation"."""
    stem = Stemmer.Stemmer("english").stemWords
    wanted = stem(form.split())
    alike = [word for word in glossary.words if word[:2] == form[:2] and stem(word.split()) == wanted]
    return tuple(dict.fromkeys(concept for word in alike for concept in senses(glossary, word)))


def senses(glossary: Glossary, form: str) -> tuple[Concept, ...]:
    """Return the concepts that the word of this `glossary.forms.key` means."""
    uses = sorted(glossary.words[form], key=lambda use: (use[0].kind != "preferred", use[0].field != OWN_FIELD))
    return tuple(dict.fromkeys(concept for _, concept in uses))


def matching(glossary: Glossary, typed: str) -> list[Concept]:
    """Return what *typed* may be the beginning, a part, a misspelling or a description of; the likeliest first."""
    form = key(typed)
    if not form:
        return []
    begins = [word for word in glossary.words if word.startswith(form)]
    holds = [word for word in glossary.words if f" {form}" in word]
    alike = process.extract(form, glossary.words.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=10)
    found = [*sorted(begins, key=len), *sorted(holds, key=len), *(word for word, *_ in alike)]
    named = [concept for word in found for concept in senses(glossary, word)]
    return list(dict.fromkeys([*named, *_described(glossary.concepts.values(), form)]))


def _described(concepts: Iterable[Concept], form: str) -> list[Concept]:
    """Return the concepts whose plain-words descriptions have all words of *form*, the closest in length first."""
    words = set(form.split())
    found = [
        (len(plain), concept)
        for concept in concepts
        for plain in map(key, concept.plain)
        if words <= set(plain.split())
    ]
    return [concept for _, concept in sorted(found, key=lambda one: one[0])]
