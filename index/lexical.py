"""The keyword side: TF-IDF over stems and pairs of neighbouring stems, and over the letters of words, by cosine.

Measured on the development queries it beats BM25 (`benchmarks/ranking.py`), chiefly through the pairs, which
stand for the field's two-word terms ("activation patching"). Features are hashed, so that no vocabulary has to
be kept in memory; two million buckets make collisions rare. Runs of letters join what stemming does not
("interpretability", "interpretable"): they order the papers that share a word, and find none by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import pairwise
from pathlib import Path

import numpy as np
import Stemmer
from numpy.typing import NDArray
from scipy.sparse import csr_array, load_npz, save_npz
from sklearn.feature_extraction import FeatureHasher
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfTransformer

from catalogue.identity import fold
from index.backends import Rows, Scores
from index.documents import Document

BUCKETS = 2**21
RUN_BUCKETS = 2**18
"""Runs of letters are fewer than words and their pairs."""

TITLE_WEIGHT = 3
"""A word of the title counts as this many; 2 and 3 measured alike, 1 a little worse."""

LETTERS = 0.25
"""What the cosine over letters weighs beside that over words; 0.25 and 0.5 measured alike, 1 a little worse."""

RUNS = (3, 4, 5)
"""Lengths of runs of letters."""

_WORD = re.compile(r"[a-z0-9]+")
_HASHING = {"input_type": "string", "alternate_sign": False, "dtype": np.float32}
_hasher = FeatureHasher(BUCKETS, **_HASHING)
_runs_hasher = FeatureHasher(RUN_BUCKETS, **_HASHING)


def words(text: str) -> list[str]:
    """Return the words of *text* that count: lower case, no accents, no stop words."""
    return [word for word in _WORD.findall(fold(text)) if word not in ENGLISH_STOP_WORDS]


def features(text: str) -> list[str]:
    """Return the stems of *text* and each pair of neighbouring stems."""
    stems = stem(words(text))
    return stems + _pairs(stems)


def _term(text: str) -> list[str]:
    """Return the pairs of neighbouring stems of *text*, or its only stem."""
    stems = stem(words(text))
    return _pairs(stems) or stems


def _pairs(stems: Sequence[str]) -> list[str]:
    return [f"{one} {other}" for one, other in pairwise(stems)]


def _buckets(parts: Sequence[str]) -> Rows:
    """Return the bucket of each feature, shape (features,)."""
    found: Rows = _hasher.transform([[part] for part in parts]).indices if parts else np.empty(0, dtype=np.int64)
    return found


def stem(some: Sequence[str]) -> list[str]:
    """Reduce words to their stems (Porter 2, the Snowball project's English stemmer)."""
    # a stemmer keeps a cache that is not safe to share between threads; making one costs microseconds
    return list(Stemmer.Stemmer("english").stemWords(list(some)))


def letters(text: str) -> list[str]:
    """Return the runs of letters of the words of *text* that count, a space before and after each word."""
    padded = [f" {word} " for word in words(text)]
    return [word[at : at + run] for word in padded for run in RUNS for at in range(len(word) - run + 1)]


# What scipy does to a matrix of a few short rows over two million buckets, its products and its sums over rows, it does
# in arrays as wide as the buckets: milliseconds each. So these work on what the rows hold.


def norms(matrix: csr_array) -> NDArray[np.float64]:
    """Length of each row of *matrix*, shape (rows,); 1 for a row of zeros, so that it can be divided by."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    lengths = np.sqrt(np.bincount(rows, matrix.data.astype(np.float64) ** 2, minlength=matrix.shape[0]))
    lengths[lengths == 0] = 1.0
    return lengths


def scaled(matrix: csr_array, factors: NDArray[np.float64]) -> csr_array:
    """Multiply each row of *matrix* by its one of *factors*, shape (rows,)."""
    data = matrix.data * np.repeat(factors, np.diff(matrix.indptr))
    return csr_array((data, matrix.indices, matrix.indptr), shape=matrix.shape)


def unit(matrix: csr_array) -> csr_array:
    """Scale each row of *matrix* to length one, but for rows of zeros."""
    return scaled(matrix, 1 / norms(matrix))


def total(matrix: csr_array) -> csr_array:
    """Sum the rows of *matrix*, shape (1, columns)."""
    row = csr_array((matrix.data.copy(), matrix.indices.copy(), [0, matrix.nnz]), shape=(1, matrix.shape[1]))
    row.sum_duplicates()
    return row


def rare(frequencies: NDArray[np.integer], every: int) -> NDArray[np.float64]:
    """Say how rare is what so many of *every* document have: 1 for none, 0 for all of them."""
    rarity: NDArray[np.float64] = np.maximum(0, 1 - np.log1p(frequencies) / np.log1p(every))
    return rarity


Idf = NDArray[np.float64]
"""Shape (buckets,)."""


class Lexical:
    """The TF-IDF rows of a set of documents."""

    def __init__(self, rows: csr_array, idf: Idf, letters: csr_array, letters_idf: Idf) -> None:
        """Take what `build` makes.

        Args:
            rows: The documents' words, rows of length one, shape (documents, buckets).
            idf: Inverse document frequency of each bucket.
            letters: The documents' runs of letters likewise, turned round: shape (buckets, documents).
            letters_idf: Inverse document frequency of each bucket of letters.
        """
        self._rows = rows
        self._columns = rows.T.tocsr()
        self._idf = idf
        self._letters = letters
        self._letters_idf = letters_idf

    @classmethod
    def build(cls, documents: Iterable[Document]) -> Lexical:
        """Count and weigh the words and letters of *documents*."""
        texts = [_weighted(document) for document in documents]
        weigher, other = TfidfTransformer(sublinear_tf=True), TfidfTransformer(sublinear_tf=True)
        rows = csr_array(weigher.fit_transform(_hasher.transform(map(features, texts))))
        runs = csr_array(other.fit_transform(_runs_hasher.transform(map(letters, texts))))
        return cls(rows, weigher.idf_, runs.T.tocsr(), other.idf_)

    def encode(self, text: str) -> csr_array:
        """Weigh the words of a question; shape (1, buckets), of length one unless no word counts."""
        return unit(self.weigh([text]))

    def weigh(self, texts: Sequence[str]) -> csr_array:
        """Weigh the words of each text, shape (texts, buckets), not of length one: rare and many words weigh more."""
        return _weigh(_hasher, map(features, texts), self._idf)

    def terms(self, texts: Sequence[str]) -> csr_array:
        """Weigh each text as a term: pairs of stems, or its only stem; shape (texts, buckets), rows of length one."""
        weighed = csr_array(_hasher.transform(map(_term, texts)), dtype=np.float64)
        weighed.data = self._idf[weighed.indices]
        return unit(weighed)

    def rarity(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """Say how rare each text is among the documents, shape (texts,): 1 for in none, 0 for in all.

        A text is where its rarest pair of neighbouring stems is, or its only stem.
        """
        every = self._rows.shape[0]
        terms = [_term(text) for text in texts]
        buckets = _buckets([part for term in terms for part in term])
        counts = self._columns.indptr[buckets + 1] - self._columns.indptr[buckets]
        parts = np.split(counts, np.cumsum([len(term) for term in terms]))[:-1]
        frequencies = np.array([one.min() if one.size else every for one in parts])
        return rare(frequencies, every)

    def scores(self, query: csr_array) -> Scores:
        """Cosine of *query* with every document, shape (documents,); 0 where no word is shared."""
        return _cosines(query, self._columns)

    def spelt_alike(self, text: str) -> Scores:
        """Cosine of the letters of *text* with those of every document, shape (documents,), times `LETTERS`."""
        query = unit(_weigh(_runs_hasher, [letters(text)], self._letters_idf))
        return LETTERS * _cosines(query, self._letters)

    def rows(self, rows: Rows) -> csr_array:
        """Return the weighted words of *rows*, shape (rows, buckets), each row of length one."""
        return self._rows[rows]

    def weights(self, rows: Rows, buckets: Rows) -> NDArray[np.float32]:
        """Return what the documents in *rows* have in *buckets*, shape (rows, buckets)."""
        known, places = np.unique(buckets, return_inverse=True)
        some = self._rows[rows]
        at = np.searchsorted(known, some.indices)
        had = np.isin(some.indices, known)
        weights = np.zeros((len(rows), len(known)), dtype=np.float32)
        weights[np.repeat(np.arange(len(rows)), np.diff(some.indptr))[had], at[had]] = some.data[had]
        return weights[:, places]

    def rows_with(self, stems: Sequence[str]) -> Rows:
        """Return the rows whose buckets have all of *stems*; by a collision, rarely, one that lacks some."""
        buckets = _buckets(stems)
        postings = [self._columns.indices[self._columns.indptr[b] : self._columns.indptr[b + 1]] for b in buckets]
        return reduce(np.intersect1d, postings).astype(np.int64)

    def shared(self, text: str, row: int, most: int = 6) -> tuple[str, ...]:
        """Return at most *most* words of *text* that document *row* has, the weightiest, as *text* spells them."""
        return self.shared_by(text, np.array([row]), most)[0]

    def shared_by(self, text: str, rows: Rows, most: int = 6) -> list[tuple[str, ...]]:
        """Do what `shared` does for each of *rows*."""
        spelling: dict[str, str] = {}
        for one, word in zip(stem(words(text)), words(text), strict=True):
            spelling.setdefault(one, word)
        spelt = list(spelling.values())
        weights = self.weights(rows, _buckets(list(spelling)))
        best = [sorted(np.argsort(-line, kind="stable")[:most]) for line in weights]
        return [
            tuple(spelt[place] for place in places if line[place]) for line, places in zip(weights, best, strict=True)
        ]

    def save(self, folder: Path) -> list[str]:
        """Write four files into *folder*; return their names."""
        save_npz(folder / "keyword.npz", self._rows, compressed=False)
        np.save(folder / "idf.npy", self._idf)
        save_npz(folder / "letters.npz", self._letters, compressed=False)
        np.save(folder / "letters-idf.npy", self._letters_idf)
        return ["keyword.npz", "idf.npy", "letters.npz", "letters-idf.npy"]

    @classmethod
    def load(cls, folder: Path) -> Lexical:
        """Read what `save` wrote."""
        words, runs = (csr_array(load_npz(folder / name)) for name in ("keyword.npz", "letters.npz"))
        return cls(words, np.load(folder / "idf.npy"), runs, np.load(folder / "letters-idf.npy"))


def _weigh(hasher: FeatureHasher, counted: Iterable[list[str]], idf: Idf) -> csr_array:
    """Weigh the features of each text, shape (texts, buckets): the logarithm of their number, times their rarity."""
    weighed: csr_array = csr_array(hasher.transform(counted), dtype=np.float64)
    weighed.data = (1 + np.log(weighed.data)) * idf[weighed.indices]
    return weighed


def _cosines(query: csr_array, columns: csr_array) -> Scores:
    """Add up the *columns* that *query* has, in their precision, into one dense row: a sparse one is far slower."""
    product: Scores = query.data.astype(columns.dtype) @ columns[query.indices]
    return product


def _weighted(document: Document) -> str:
    # a stop between the copies would be dropped anyway; pairs across them are the price of simplicity
    return f"{document.title} . " * TITLE_WEIGHT + document.body
