"""What must hold of the glossary as a whole: names, references, an acyclic order, and the integrity of SKOS.

The conditions on labels and mapping relations are S13, S14, S27 and S46 of the SKOS Reference
(https://www.w3.org/TR/skos-reference/): labels of one concept are disjoint, one is preferred,
exactMatch, which is transitive, is disjoint from broadMatch and relatedMatch, and relatedMatch from whatever
broadMatch leads to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from networkx import DiGraph, Graph, has_path

from catalogue.formats.toml import Mistake, Place
from catalogue.words import COMMUNITIES, INVERSE, Concept, Source
from glossary.forms import key
from glossary.lists import fields, topics
from glossary.read import Entry

MAX_DEFINITION = 300
"""A sentence that is longer is two."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_SOURCE = re.compile(
    r"arxiv:(\d{4}\.\d{4,5}|[a-z-]+/\d{7})|doi:10\.\d{4,}/\S+|openreview:[\w-]+|web:[^/\s]+\.[^/\s]+\S*"
)
_PERIOD = re.compile(r"(\d{4})?-(\d{4})?")
_MEASURED = ("benchmark", "metric")

Concepts = Mapping[str, Concept]


def check(entries: list[Entry], sources: Mapping[str, Source]) -> list[Mistake]:
    """Return every breach of the rules, in order of file and line."""
    concepts = {entry.concept.id: entry.concept for entry in entries}
    found = [mistake for entry in entries for rule in _RULES for mistake in rule(entry, concepts)]
    found += [mistake for entry in entries for mistake in _sources(entry, sources)]
    found += [*_shared(entries), *_pairs(entries), *_integrity(entries), *_cycles(entries)]
    return sorted(found, key=lambda one: (one.file, one.line))


def _shape(entry: Entry, _: Concepts) -> Iterator[Mistake]:
    concept = entry.concept
    if not _ID.fullmatch(concept.id):
        yield entry.mistake("a file's name is lower-case words joined by hyphens")
    sentence = concept.definition
    if not sentence[:1].isupper() or not sentence.endswith(".") or len(sentence) > MAX_DEFINITION:
        yield entry.mistake(
            f"the definition is one sentence of at most {MAX_DEFINITION} characters, from its capital to its stop",
            "definition",
        )
    if not concept.changes:
        yield entry.mistake("the history is empty: add [[changes]] with date and what", "changes")
    if (concept.yardstick is not None) != (concept.kind in _MEASURED):
        yield entry.mistake("a benchmark or metric, and nothing else, has a [yardstick]", "yardstick")


def _labels(entry: Entry, _: Concepts) -> Iterator[Mistake]:
    labels = entry.concept.labels
    if sum(label.kind == "preferred" for label in labels) != 1:
        yield entry.mistake("exactly one label is preferred", "labels", 0)
    seen: set[str] = set()
    for place, label in enumerate(labels):
        if label.text.casefold() in seen:
            yield entry.mistake(f'"{label.text}" is listed twice', "labels", place, "text")
        seen.add(label.text.casefold())
        if label.field not in fields():
            yield entry.mistake(f'no field "{label.field}" in fields.toml', "labels", place, "field")
        if label.period and not _PERIOD.fullmatch(label.period):
            yield entry.mistake('a period is "2021-", "-2010" or "1986-2010"', "labels", place, "period")


def _references(entry: Entry, concepts: Concepts) -> Iterator[Mistake]:
    concept = entry.concept
    needs: list[tuple[str, Place]] = [(one, ("prerequisites",)) for one in concept.prerequisites]
    needs += [(bridge.to, ("bridges", place, "to")) for place, bridge in enumerate(concept.bridges)]
    needs += [(one, ("yardstick", "applies_to")) for one in (concept.yardstick.applies_to if concept.yardstick else ())]
    for one, place in needs:
        if one not in concepts:
            yield entry.mistake(f'there is no concept "{one}"', *place)
        elif one == concept.id:
            yield entry.mistake("a concept cannot point to itself", *place)
    for number, bridge in enumerate(concept.bridges):
        if not bridge.breaks.strip():
            yield entry.mistake("say where the analogy breaks", "bridges", number, "breaks")
    if not concept.topics or not set(concept.topics) <= set(topics()):
        yield entry.mistake("a concept has one or more topics, all of topics.toml", "topics")


def _elsewhere(entry: Entry, _: Concepts) -> Iterator[Mistake]:
    """What other papers say is no label of the concept, and is said once."""
    seen = {key(label.text) for label in entry.concept.labels}
    for place, one in enumerate(entry.concept.elsewhere):
        if one.by not in {*COMMUNITIES, *fields()}:
            yield entry.mistake(f'"{one.by}" is no community and no field of fields.toml', "elsewhere", place, "by")
        for name in ("same", "near"):
            for phrase in getattr(one, name):
                if not (form := key(phrase)) or form in seen:
                    yield entry.mistake(
                        f'"{phrase}" is a label of the concept, or said twice', "elsewhere", place, name
                    )
                seen.add(form)


_RULES: tuple[Callable[[Entry, Concepts], Iterator[Mistake]], ...] = (_shape, _labels, _references, _elsewhere)


def _sources(entry: Entry, sources: Mapping[str, Source]) -> Iterator[Mistake]:
    for one in entry.concept.sources:
        if one not in sources:
            yield entry.mistake_at(one, f'the source "{one}" is not in sources.toml')
        elif not _SOURCE.fullmatch(one):
            yield entry.mistake_at(
                one, f'"{one}" is none of arxiv:2309.08600, doi:10..., openreview:..., web:host/path'
            )


def _shared(entries: list[Entry]) -> Iterator[Mistake]:
    """Names are unique; of the concepts that share a word, one at most is meant without any context."""
    uses = [
        (entry, place, label, key(label.text)) for entry in entries for place, label in enumerate(entry.concept.labels)
    ]
    names = _in_several((word, entry.file) for entry, _, label, word in uses if label.kind == "preferred")
    plain = _in_several((word, entry.file) for entry, _, label, word in uses if not label.context)
    for entry, place, label, word in uses:
        if label.kind == "preferred" and word in names:
            yield entry.mistake(f'"{label.text}" is the preferred label of another concept too', "labels", place)
        if word in plain and not label.context:
            yield entry.mistake(f'other concepts are called "{label.text}" too: give it a context', "labels", place)


def _in_several(uses: Iterable[tuple[str, str]]) -> set[str]:
    return {word for word, files in Counter(word for word, _ in set(uses)).items() if files > 1}


def _pairs(entries: list[Entry]) -> Iterator[Mistake]:
    """Two concepts have one bridge, written in one of their files."""
    seen: dict[frozenset[str], str] = {}
    for entry in entries:
        for place, bridge in enumerate(entry.concept.bridges):
            pair = frozenset((entry.concept.id, bridge.to))
            if pair in seen:
                yield entry.mistake(f'the bridge to "{bridge.to}" is already in {seen[pair]}', "bridges", place)
            seen.setdefault(pair, entry.file)


def _integrity(entries: list[Entry]) -> Iterator[Mistake]:
    """Nothing looser may join what exactMatch joins in any number of steps, nor relatedMatch what broadMatch does."""
    links = [
        (entry, place, bridge)
        for entry in entries
        for place, bridge in enumerate(entry.concept.bridges)
        if bridge.to != entry.concept.id
    ]
    same, above = Graph(), DiGraph()
    same.add_nodes_from(entry.concept.id for entry in entries)
    for entry, _, bridge in links:
        here, there = entry.concept.id, bridge.to
        if bridge.relation == "exactMatch":
            same.add_edge(here, there)
        elif bridge.relation in INVERSE:
            above.add_edge(*((here, there) if bridge.relation == "broadMatch" else (there, here)))
    for entry, place, bridge in links:
        here, there = entry.concept.id, bridge.to
        if bridge.relation != "exactMatch" and there in same and has_path(same, here, there):
            yield entry.mistake(f'exactMatch already joins it with "{there}"', "bridges", place)
        climbs = here in above and there in above and (has_path(above, here, there) or has_path(above, there, here))
        if bridge.relation == "relatedMatch" and climbs:
            yield entry.mistake(f'broadMatch already leads from one to the other of it and "{there}"', "bridges", place)


def _cycles(entries: list[Entry]) -> Iterator[Mistake]:
    needs = {
        one.id: [two for two in one.prerequisites if two != one.id] for one in (entry.concept for entry in entries)
    }
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as error:
        ring = list(reversed(error.args[1]))
        first = next(entry for entry in entries if entry.concept.id == ring[0])
        yield first.mistake(f"the prerequisites go in a circle: {' -> '.join(ring)}", "prerequisites")
