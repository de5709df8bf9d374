"""Has this been done? The closest prior work of a text, in its own words and in other words.

A paper is *in other words* if it says more of the text's ideas in words of other communities than in the text's own.
An idea weighs by how rare it is in the library, how often the text names it, and how near its name is to what the
text as a whole means, so that no paper gets there for saying "LLM" instead of "large language model".
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from catalogue.answers import Expansion
from index.backends import Rows, Scores
from index.closest import Closest
from index.embed import embed_query
from index.encoders import Encoder, Vectors
from index.folder import Loaded
from index.fuse import fuse
from index.lexical import features, rare

NEAREST = 1000
"""Papers, the nearest in meaning, among which other words are looked for: a shared word alone is no prior work."""

BELIEVED = 60
"""Papers in other words whose text is read to make sure that a word is meant as the glossary means it."""

FLOOR = 0.25
"""Least weight of an idea's meaning: a small model does not know every term of the field."""

SAME = 0.5
"""Share of an abstract's pairs of neighbouring words that makes a text the paper itself. Of 285 real abstracts each
had all pairs of its own; of the other 4,047 papers the likest gave 0.08 in the median, above 0.4 only for twins."""

TWINS = 5
"""Papers, by words and by meaning, that a text is compared with to see whether it is one of them."""

LEAST = 15
"""Such pairs that an abstract must have for that: of a title alone a text may well quote all."""

Meant = Callable[[str, Expansion], bool]
"""Whether the text of a paper, which has the label of the word, means its concept by it."""

_Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """An idea that a text names, in both vocabularies."""

    own: tuple[str, ...]
    """What the text says, the most frequent first; at least one."""
    others: tuple[Expansion, ...] = ()
    """What others say instead; words that the text has itself are none."""
    times: int = 1
    """How often the text names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A paper that may have done it."""

    paper_id: str
    score: float
    """Its standing among the papers of its column: larger is better."""
    yours: str
    """The sentence of the text that comes closest to a sentence of the paper."""
    theirs: str
    """That sentence of the paper."""
    words: tuple[str, ...] = ()
    """Words of the text that the paper has, the weightiest."""
    bridges: tuple[Expansion, ...] = ()
    """The words in which it says the text's ideas, one for each idea, the weightiest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """The closest prior work; no paper is in both columns."""

    own: tuple[Found, ...] = ()
    """Near in meaning, in the text's words."""
    other: tuple[Found, ...] = ()
    """Near in meaning, in words of other communities."""
    itself: tuple[str, ...] = ()
    """Ids of papers that the text is: left out of both columns."""


_Words = dict[str, tuple[float, Expansion]]
"""Words of other communities by their label, each with its weight."""


class _Shared(NamedTuple):
    """What papers say of a text's ideas."""

    own: Scores
    """How much in the text's words, shape (papers,)."""
    other: dict[int, _Words]
    """For each row what it says in others."""


def prior(
    index: Loaded,
    encoder: Encoder,
    text: str,
    ideas: Sequence[Idea],
    *,
    k: int,
    meant: Meant | None = None,
) -> Prior:
    """Find the closest prior work of *text*.

    Args:
        index: What to search.
        encoder: The encoder that the index was made with.
        text: An abstract, an idea in a sentence, the first pages of a paper.
        ideas: What it names, with the others' words for it.
        k: How many papers in each column at most.
        meant: Tells whether a paper means a word as the glossary does; by default all are believed.
    """
    if not text.strip():
        return Prior()
    whole, rows = embed_query(encoder, text), np.arange(len(index.ids))
    keyword, meaning = index.lexical.scores(index.lexical.encode(text)), index.backend.vectors(rows) @ whole
    itself = _itself(index, text, np.union1d(_order(meaning)[:TWINS], _order(keyword)[:TWINS]))
    shared = _shared(index, ideas, _weights(index, encoder, whole, ideas))
    near = np.setdiff1d(_order(meaning)[:NEAREST], itself)
    other = list(_elsewhere(index, near, meaning, shared, meant))[:k]
    here = np.setdiff1d(np.flatnonzero(keyword > 0), [*itself, *(row for row, _ in other)])
    fused = fuse([keyword[here], meaning[here]])
    closest = Closest(index, encoder, text)

    def found(row: int, score: float, words: Sequence[Expansion] = ()) -> Found:
        yours, theirs = closest.pair(row, [(word.instead_of, word.label) for word in words])
        shared = index.lexical.shared(text, row)
        return Found(
            paper_id=index.ids[row], score=score, yours=yours, theirs=theirs, words=shared, bridges=tuple(words)
        )

    return Prior(
        own=tuple(found(int(here[place]), float(fused[place])) for place in _order(fused)[:k]),
        other=tuple(found(row, score, _heaviest(shared.other[row])) for row, score in other),
        itself=tuple(index.ids[row] for row in itself),
    )


def _order(scores: Scores) -> Rows:
    return np.argsort(-scores, kind="stable")


def _itself(index: Loaded, text: str, rows: Rows) -> list[int]:
    """Return those of *rows* whose abstract is in *text*."""
    said = _word_pairs(text)
    bodies = {row: _word_pairs(" ".join(index.sentences(row))) for row in rows.tolist()}
    return [row for row, body in bodies.items() if len(body) >= LEAST and len(body & said) >= SAME * len(body)]


def _word_pairs(text: str) -> set[str]:
    return {feature for feature in features(text) if " " in feature}


def _weights(index: Loaded, encoder: Encoder, whole: Vectors, ideas: Sequence[Idea]) -> list[float]:
    """What each idea weighs in the text."""
    if not ideas:
        return []
    central = np.maximum(encoder.encode_query([idea.own[0] for idea in ideas]) @ whole, FLOOR)
    same = [(*idea.own, *(word.label for word in idea.others if word.relation == "exactMatch")) for idea in ideas]
    return [
        float(near) * _rarity(_saying(index, words)) * (1 + math.log(idea.times))
        for near, words, idea in zip(central, same, ideas, strict=True)
    ]


def _rarity(mask: _Mask) -> float:
    """How rare it is, from 0 for what all papers say to 1 for what none does."""
    return float(rare(mask.sum(), len(mask)))


def _saying(index: Loaded, phrases: Iterable[str]) -> _Mask:
    """Which papers have one of *phrases*; shape (papers,)."""
    mask = np.zeros(len(index.ids), dtype=bool)
    for phrase in phrases:
        if parts := features(phrase):
            mask[index.lexical.rows_with(parts)] = True
    return mask


def _shared(index: Loaded, ideas: Sequence[Idea], weights: Sequence[float]) -> _Shared:
    """Look for each of *ideas* in every paper, in the text's words and, where it lacks them, in others."""
    own = np.zeros(len(index.ids), dtype=np.float32)
    other: dict[int, _Words] = defaultdict(dict)
    for idea, weight in zip(ideas, weights, strict=True):
        mine = _saying(index, idea.own)
        own += weight * mine
        for row, (worth, word) in _best(index, idea, weight, ~mine).items():
            if worth > other[row].get(word.label, (0.0,))[0]:
                other[row][word.label] = worth, word
    return _Shared(own, other)


def _best(index: Loaded, idea: Idea, weight: float, among: _Mask) -> dict[int, tuple[float, Expansion]]:
    """Return for each row *among* those that have another word for *idea* the word that is worth most."""
    best: dict[int, tuple[float, Expansion]] = {}
    for word in idea.others:
        saying = _saying(index, [word.label]) & among
        worth = weight * word.weight * _rarity(saying)
        best |= {row: (worth, word) for row in np.flatnonzero(saying).tolist() if worth > best.get(row, (0.0,))[0]}
    return best


def _elsewhere(
    index: Loaded, near: Rows, meaning: Scores, shared: _Shared, meant: Meant | None
) -> Iterator[tuple[int, float]]:
    """Yield the rows of *near* that say more in other words than in the text's, with their scores, the best first.

    A word that a paper does not mean so is taken out of *shared*.
    """
    own, other = shared
    rows = np.array([row for row in near.tolist() if _sum(other.get(row, {})) > own[row]], dtype=np.int64)
    scores = fuse([meaning[rows], np.sqrt([_sum(other[row]) for row in rows.tolist()])])
    for place in _order(scores)[:BELIEVED]:
        row = int(rows[place])
        if meant:
            text = " ".join([index.papers["title"].iloc[row], *index.sentences(row)])
            other[row] = {label: one for label, one in other[row].items() if meant(text, one[1])}
        if _sum(other[row]) > own[row]:
            yield row, float(scores[place])


def _sum(words: _Words) -> float:
    return sum(weight for weight, _ in words.values())


def _heaviest(words: _Words) -> tuple[Expansion, ...]:
    return tuple(word for _, word in sorted(words.values(), key=lambda one: -one[0]))
