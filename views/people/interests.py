"""From a profile to what it is compared by: its papers' vectors and words, and the ideas that they name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from scipy.sparse import csr_array, vstack

from catalogue.errors import NoEvidenceError
from catalogue.identity import author_key
from catalogue.people import Profile
from catalogue.words import Concept
from index import closest
from index.encoders import Encoder, Vectors
from index.folder import Loaded
from index.lexical import rare
from people.interests import Bridges, Idea, Interests, Library, Piece
from views.compose import Services
from views.people.library import library

_Labels = Counter[tuple[str, str]]
"""How often a text says which label of which concept."""

Paragraph = Callable[[str, str], Vectors]
"""The vector of a paragraph, shape (dimension,), by the id of whose it is and its text."""

_PARAGRAPH = ""
"""The paragraph's name among the papers that name an idea."""


def reader(services: Services) -> Reader:
    """Return what reads profiles of *services*. Raises what `Searcher.index` raises."""
    index = services.searcher.index()
    return Reader(index=index, encoder=services.searcher.encoder, services=services)


def bridges(services: Services) -> Bridges:
    """Return how concepts are related in the glossary, in both directions."""
    glossary = services.words.glossary
    return {(one, link.there.id): link.relation for one in glossary.concepts for link in glossary.links(one)}


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Reads profiles against one index."""

    index: Loaded
    encoder: Encoder
    services: Services
    _defined: dict[str, Vectors] = field(default_factory=dict)

    def library(self, ids: Iterable[str]) -> Library:
        """Return those of the papers *ids* that the index has."""
        return library(self.index, ids)

    def current(self, profiles: Sequence[Profile]) -> list[Profile]:
        """Return *profiles* with the ids that their papers' works have now."""
        ids = {paper for one in profiles for paper in (*one.papers, *one.liked)}
        of = self.services.catalogue.works_of(ids)
        return [replace(one, papers=_now(one.papers, of), liked=_now(one.liked, of)) for one in profiles]

    def everybody(self, profiles: Sequence[tuple[str, Profile]], paragraph: Paragraph | None = None) -> list[Interests]:
        """Read each of *profiles*, which are `current`, given with an id: at once, so that all are looked up together.

        Args:
            profiles: Whom to read.
            paragraph: Gives the vector of somebody's paragraph, by their id and its text; encoded here if left out.
        """
        said = self._said(paper for _, profile in profiles for paper in (*profile.papers, *profile.liked))
        encode = paragraph or (lambda _, text: self.encode(text))
        return [self._read(one, profile, said, encode) for one, profile in profiles]

    def one(self, profile: Profile) -> Interests:
        """Read one profile."""
        return self.everybody([("", one) for one in self.current([profile])])[0]

    def quoted(self, one: str, other: str, words: closest.Bridging) -> tuple[str, str]:
        """Return the closest sentences of two papers of the index; those that have *words* are preferred."""
        return closest.between(self.index, self.index.rows[one], self.index.rows[other], words)

    def encode(self, text: str) -> Vectors:
        """Encode a paragraph, shape (dimension,)."""
        vector: Vectors = self.encoder.encode_document([text])[0]
        return vector

    def _read(self, name: str, profile: Profile, said: dict[str, _Labels], paragraph: Paragraph) -> Interests:
        papers = self.library(dict.fromkeys((*profile.papers, *profile.liked)))
        chosen = self._chosen(profile)
        vectors, words = [papers.vectors, self._definitions(chosen)], [papers.words]
        words += [self.index.lexical.encode(_defined(one)) for one in chosen]
        pieces = [*(self._piece(paper, profile) for paper in papers.ids), *(Piece(title=one.name) for one in chosen)]
        if profile.text.strip():
            pieces.append(Piece())
            vectors.append(paragraph(name, profile.text)[None, :])
            words.append(self.index.lexical.encode(profile.text))
        return Interests(
            id=name,
            pieces=tuple(pieces),
            vectors=np.concatenate(vectors),
            words=csr_array(vstack(words, format="csr"), dtype=np.float32),
            ideas={
                idea.concept: idea
                for idea in self._ideas(profile, [(one, said.get(one, _Labels())) for one in papers.ids])
            },
            community=profile.community,
        )

    def _chosen(self, profile: Profile) -> list[Concept]:
        concepts = self.services.words.glossary.concepts
        return [concepts[one] for one in dict.fromkeys(profile.concepts) if one in concepts]

    def _definitions(self, chosen: Sequence[Concept]) -> Vectors:
        """Encode what the glossary says of concepts, each once for all profiles; shape (chosen, dimension)."""
        if missing := [one for one in chosen if one.id not in self._defined]:
            encoded = self.encoder.encode_document(list(map(_defined, missing)))
            self._defined.update({one.id: vector for one, vector in zip(missing, encoded, strict=True)})
        rows = [self._defined[one.id] for one in chosen]
        return np.array(rows, dtype=np.float32).reshape(-1, self.encoder.dimension)

    def _piece(self, paper: str, profile: Profile) -> Piece:
        facts = self.index.papers.iloc[self.index.rows[paper]]
        year, keys = str(facts["date"])[:4], [author_key(name) for name in facts["authors"]]
        mine = author_key(profile.name)
        return Piece(
            paper=paper,
            title=facts["title"],
            own=paper in profile.papers,
            year=int(year) if year else None,
            place=keys.index(mine) if mine in keys else 0,
            authors=max(len(keys), 1),
        )

    def _said(self, papers: Iterable[str]) -> dict[str, _Labels]:
        with suppress(NoEvidenceError):  # there is something to compare by all the same
            return self.services.words.evidence.said_in(dict.fromkeys(papers))
        return {}

    @cached_property
    def _popularity(self) -> dict[str, int]:
        with suppress(NoEvidenceError):
            return self.services.words.evidence.popularity()
        return {}

    def _ideas(self, profile: Profile, papers: Sequence[tuple[str, _Labels]]) -> Iterator[Idea]:
        """Yield the concepts that the profile's owner chose, or that its papers or paragraph name."""
        counted = list(papers)
        if profile.text.strip():
            mentions = self.services.words.matcher.scan(profile.text)
            counted.append((_PARAGRAPH, _Labels((one.concept, one.label) for one in mentions)))
        named: defaultdict[str, dict[str, Counter[str]]] = defaultdict(dict)
        for paper, labels in counted:
            for (concept, label), times in labels.items():
                named[concept].setdefault(paper, Counter())[label] += times
        for concept in dict.fromkeys((*profile.concepts, *named)):
            if concept in self.services.words.glossary.concepts:
                share = 1.0 if concept in profile.concepts else len(named[concept]) / len(counted)
                yield self._idea(concept, named[concept], share, chosen=concept in profile.concepts)

    def _idea(self, concept: str, named: Mapping[str, Counter[str]], share: float, *, chosen: bool) -> Idea:
        about = self.services.words.glossary[concept]
        papers = sorted(set(named) - {_PARAGRAPH}, key=lambda paper: (-named[paper].total(), paper))
        said = sum((named[paper] for paper in papers or named), Counter[str]())
        word = about.name if chosen and not papers else said.most_common(1)[0][0]
        communities = {label.text: label.communities for label in about.labels}
        rarity = rare(np.array(self._popularity.get(concept, 0)), max(len(self.index.ids), 1))
        return Idea(
            concept=concept,
            word=word,
            kind=about.kind,
            communities=communities.get(word, ()),
            weight=share**0.5 * float(rarity),
            papers=tuple(papers),
            told=bool(papers) or chosen,
        )


def _now(papers: Iterable[str], of: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(of.get(paper, paper) for paper in papers))


def _defined(concept: Concept) -> str:
    return f"{concept.name}. {concept.definition}"
