"""The glossary in memory: concepts by id and by word, bridges read from both ends."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from catalogue.errors import GlossaryError
from catalogue.words import INVERSE, Bridge, Concept, Label, Relation, Source
from glossary import read, rules
from glossary.forms import key


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A bridge as it is seen from one of its ends."""

    here: Concept
    there: Concept
    relation: Relation
    """What `there` is to `here`."""
    bridge: Bridge
    """As it is written."""
    written_at: Concept
    """The end in whose file it is written."""

    @property
    def crosses(self) -> bool:
        """Whether its ends belong to different communities or fields, by their preferred labels."""
        one, other = self.here.preferred, self.there.preferred
        said = one.communities and other.communities
        return one.field != other.field or bool(said and not set(one.communities) & set(other.communities))


class Glossary:
    """Concepts that are known to obey the rules. Read-only, safe to share between threads."""

    def __init__(self, concepts: Iterable[Concept], sources: Mapping[str, Source]) -> None:
        """Take *concepts*, by id from here on, and the sources that they cite."""
        self.concepts = {concept.id: concept for concept in concepts}
        self.sources = dict(sources)

    def __getitem__(self, concept_id: str) -> Concept:
        """Return the concept of this id.

        Raises:
            GlossaryError: There is none.
        """
        try:
            return self.concepts[concept_id]
        except KeyError:
            raise GlossaryError(f"there is no concept {concept_id!r}", "Find it by a word: commons term WORD") from None

    @cached_property
    def words(self) -> dict[str, tuple[tuple[Label, Concept], ...]]:
        """Every label by its `glossary.forms.key`, with the concepts that it is a word for."""
        found: defaultdict[str, list[tuple[Label, Concept]]] = defaultdict(list)
        for concept in self.concepts.values():
            for label in concept.labels:
                found[key(label.text)].append((label, concept))
        return {form: tuple(uses) for form, uses in found.items()}

    @cached_property
    def _links(self) -> dict[str, tuple[Link, ...]]:
        found: defaultdict[str, list[Link]] = defaultdict(list)
        for one in self.concepts.values():
            for bridge in one.bridges:
                other = self.concepts[bridge.to]
                back = INVERSE.get(bridge.relation, bridge.relation)
                for here, there, relation in ((one, other, bridge.relation), (other, one, back)):
                    found[here.id].append(
                        Link(here=here, there=there, relation=relation, bridge=bridge, written_at=one)
                    )
        return {concept_id: tuple(links) for concept_id, links in found.items()}

    def links(self, concept_id: str) -> tuple[Link, ...]:
        """The bridges of a concept, whichever end they are written at.

        Never those of its neighbours: two closeMatch in a row promise nothing.
        """
        return self._links.get(concept_id, ())

    def bridges(self) -> list[Link]:
        """Every bridge once, from the end at which it is written."""
        return [link for links in self._links.values() for link in links if link.here is link.written_at]

    @cached_property
    def _leads(self) -> dict[str, tuple[Concept, ...]]:
        found: defaultdict[str, list[Concept]] = defaultdict(list)
        for concept in self.concepts.values():
            for needed in concept.prerequisites:
                found[needed].append(concept)
        return {concept_id: tuple(leads) for concept_id, leads in found.items()}

    def leads_to(self, concept_id: str) -> tuple[Concept, ...]:
        """The concepts that have this one as a prerequisite."""
        return self._leads.get(concept_id, ())

    @cached_property
    def many_sensed(self) -> dict[str, tuple[Concept, ...]]:
        """The words that several concepts share, by key."""
        senses = {form: tuple(dict.fromkeys(concept for _, concept in uses)) for form, uses in self.words.items()}
        return {form: concepts for form, concepts in senses.items() if len(concepts) > 1}

    @cached_property
    def digest(self) -> str:
        """Sha256 of what the glossary says: evidence that was found with another digest is stale."""
        return hashlib.sha256(repr(sorted(self.concepts.items())).encode()).hexdigest()

    def counts(self) -> dict[str, int]:
        """Return how much there is of everything, for `commons status`."""
        bridges = self.bridges()
        relations = Counter(link.relation for link in bridges)
        return {
            "concepts": len(self.concepts),
            "labels": sum(len(concept.labels) for concept in self.concepts.values()),
            "bridges": len(bridges),
            "crossing": sum(link.crosses for link in bridges),
            "false_friends": relations["falseFriend"],
            "many_sensed": len(self.many_sensed),
            "sources": len(self.sources),
        }


@cache
def load() -> Glossary:
    """Read, check and keep the glossary that comes with the program.

    Raises:
        GlossaryError: A file breaks a rule; the message names files and lines.
    """
    entries, mistakes = read.entries()
    sources = read.sources()
    mistakes += rules.check(entries, sources)
    if mistakes:
        raise read.broken(mistakes)
    return Glossary((entry.concept for entry in entries), sources)
