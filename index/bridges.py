"""A query in the words of other communities: a third ranking beside that by the user's words and that by meaning.

The glossary says which words (`Expansion`). How much they count depends on the query:

* by the *share* of the query that the term makes up for which they stand, squared: where a term is the whole query,
  the other words count nearly as much as it does; in a long sentence hardly at all;
* by how *rare* that term is: "layer" says little, and its other words less.

The words are summed, not the best of them taken: a paper that has several of them is likely to be about the idea. The
user's own term is one of them, so that papers in the user's words stay above those in the others'. What was tried
besides is in docs/decisions.md; `python -m benchmarks.bridges` measures it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, vstack

from catalogue.answers import Expansion
from index.folder import Loaded
from index.lexical import Lexical, norms, scaled, total, unit

Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """How much the other words count. `python -m benchmarks.bridges` says what each part is worth."""

    sharpness: float = 2
    """To which power the share of the query counts: with 1, long questions drown in the other words."""
    halfway: float = 0.07
    """Importance of a term at which the other words' ranking counts as much as the two others together."""
    typed: float = 0.5
    """What a word that the user has typed counts within another community's: it has been searched for already."""
    own: float = 2.5
    """What the user's own term counts beside the others' words for it."""


WEIGHING = Weighing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """What the other words add to a query."""

    expansions: tuple[Expansion, ...]
    """Those that some paper of the index may have, in the order given."""
    words: csr_array
    """Each of them in words, shape (expansions, buckets)."""
    order: list[int]
    """Their places, the weightiest first."""
    keywords: csr_array
    """All of them and the user's terms, weighed and summed; shape (1, buckets)."""
    strength: float
    """The share of the whole ranking that is theirs, from 0 to 1."""


def bridge(index: Loaded, text: str, expansions: Sequence[Expansion], weighing: Weighing = WEIGHING) -> Bridge | None:
    """Weigh *expansions* of the query *text* for *index*; None when no paper has any of them."""
    if not expansions:
        return None
    lexical = index.lexical
    rarity = lexical.rarity([one.label for one in expansions])
    known = [one for one, rare in zip(expansions, rarity, strict=True) if rare < 1]
    if not known:
        return None
    terms = list(dict.fromkeys(one.instead_of for one in known))
    importance = _importance(lexical, text, terms, weighing.sharpness)
    of_term = dict(zip(terms, importance, strict=True))
    weights = np.array([one.weight * of_term[one.instead_of] for one in known])
    words = _others(lexical, text, [one.label for one in known], weighing.typed)
    every = vstack([words, lexical.terms(terms)])
    return Bridge(
        expansions=tuple(known),
        words=words,
        order=np.argsort(-weights, kind="stable").tolist(),
        keywords=total(scaled(every, np.concatenate([weights, weighing.own * importance]))),
        strength=float(importance.max() / (importance.max() + weighing.halfway)),
    )


def _importance(lexical: Lexical, text: str, terms: Sequence[str], sharpness: float) -> Weights:
    """How much each of *terms* counts in *text*, from 0 to 1; shape (terms,)."""
    shares = np.minimum(1, norms(lexical.weigh(terms)) / norms(lexical.weigh([text])))
    importance: Weights = shares**sharpness * lexical.rarity(terms)
    return importance


def _others(lexical: Lexical, text: str, labels: Sequence[str], typed: float) -> csr_array:
    """Weigh the words of each label, rows of length one but for what the user has typed."""
    rows = unit(lexical.weigh(labels))
    rows.data[np.isin(rows.indices, lexical.encode(text).indices)] *= typed
    return rows
