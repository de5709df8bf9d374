"""What the twin's search is made of: the keyword side of the index, small enough to be sent, as classic scripts.

The same words, pairs and weights as `index.lexical` has, by name instead of by bucket, and rounded to a byte. No
stemmer goes along: the forms that the corpus has of each stem do. ``assets/engine.js`` reads it.
"""

from __future__ import annotations

import base64
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

from catalogue.answers import Query
from catalogue.identity import fold
from catalogue.records import Work
from glossary.forms import key
from index import documents
from index.lexical import TITLE_WEIGHT, features, stem, words
from views import wording
from views.static import look
from views.static.look import File
from views.static.text import plain
from views.static.twin import Twin

ANSWERS = 10
"""Hits of the site's own answer to the name of each concept."""

OTHERS = 16
"""Other words searched for a concept, the closest."""

LEAST_PAIRS = 4
"""Papers that a pair of words must be in: most pairs are in one, and name it no better than its words do."""

_RELATIONS = tuple(wording.NEARNESS)


def files(twin: Twin) -> Iterator[File]:
    """Yield the scripts with the data."""
    yield look.script("assets/papers.js", "papers", partial(_papers, twin))
    yield look.script("assets/words.js", "words", partial(_words, twin))
    yield look.script("assets/ideas.js", "ideas", partial(_ideas, twin))


def _papers(twin: Twin) -> dict[str, Any]:
    """Shape what a hit shows, in columns; a row is a paper's place in the order of ids."""
    works = list(twin.works.values())
    row = {work.id: place for place, work in enumerate(works)}
    return {
        "id": [work.id for work in works],
        "page": [twin.names[work.id] for work in works],
        "title": [plain(work.title) for work in works],
        "who": [plain(wording.authors(work.authors)) for work in works],
        "date": [work.submitted[:7] for work in works],
        "also": {paper.id: row[work.id] for work in works for paper in work.records if paper.id != work.id},
    }


def _words(twin: Twin) -> dict[str, Any]:
    works = list(twin.works.values())
    texts = [_text(work) for work in works]
    forms = _forms(texts)
    weigher = TfidfVectorizer(analyzer=features, sublinear_tf=True)
    matrix = csc_array(weigher.fit_transform(texts)) if any(map(features, texts)) else csc_array((len(works), 0))
    columns = getattr(weigher, "vocabulary_", {})
    stems = sorted(one for one in columns if " " not in one)
    place = {one: at for at, one in enumerate(stems)}
    counts = np.diff(matrix.indptr)
    pairs = sorted(
        tuple(place[word] for word in one.split())
        for one, column in columns.items()
        if " " in one and counts[column] >= LEAST_PAIRS
    )
    chosen = [columns[one] for one in stems] + [columns[f"{stems[one]} {stems[other]}"] for one, other in pairs]
    postings = [_posting(matrix, column) for column in chosen]
    people, signed = _names(works)
    return {
        "papers": len(works),
        "stop": " ".join(sorted(ENGLISH_STOP_WORDS)),
        "forms": "\n".join(" ".join(forms[one]) for one in stems),
        "pairs": _packed(_pairs(pairs)),
        "count": _packed(int(counts[column]) for column in chosen),
        "length": _packed(map(len, postings)),
        "postings": base64.b64encode(b"".join(postings)).decode(),
        "names": " ".join(people),
        "signed": _packed(number for rows in signed for number in (len(rows), *_gaps(rows))),
    }


def _text(work: Work) -> str:
    """Compose a work's text as the index weighs it."""
    document = documents.from_work(work)
    return f"{document.title} . " * TITLE_WEIGHT + document.body


def _forms(texts: Iterable[str]) -> dict[str, list[str]]:
    """Return the words that each stem stands for, the most frequent first."""
    counted = Counter(word for text in texts for word in words(text))
    found: defaultdict[str, list[str]] = defaultdict(list)
    ordered = sorted(counted, key=lambda word: (-counted[word], word))
    for word, one in zip(ordered, stem(ordered), strict=True):
        found[one].append(word)
    return found


def _posting(matrix: csc_array, column: int) -> bytes:
    """Write the papers of a word, each as the gap to the one before and the square root of its weight in a byte."""
    span = slice(matrix.indptr[column], matrix.indptr[column + 1])
    order = np.argsort(matrix.indices[span])
    rows, weights = matrix.indices[span][order], matrix.data[span][order]
    rounded = np.clip(np.round(np.sqrt(weights) * 255), 1, 255).astype(int)
    return b"".join(_varint(gap) + bytes([weight]) for gap, weight in zip(_gaps(rows), rounded.tolist(), strict=True))


def _gaps(rows: Sequence[int] | NDArray[np.int32]) -> list[int]:
    found: list[int] = np.diff(np.asarray(rows, dtype=np.int64), prepend=0).tolist()
    return found


def _pairs(pairs: Sequence[tuple[int, ...]]) -> Iterator[int]:
    """Yield the gap between first words, and the second word, of each pair."""
    before = 0
    for one, other in pairs:
        yield one - before
        yield other
        before = one


def _names(works: Sequence[Work]) -> tuple[list[str], list[list[int]]]:
    """Return the words of authors' names, and the rows of the papers that each has signed."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    for row, work in enumerate(works):
        for word in words(" ".join(byline.name for byline in work.authors)):
            if len(word) > 1:
                found[word].add(row)
    people = sorted(found)
    return people, [sorted(found[one]) for one in people]


def _packed(numbers: Iterable[int]) -> str:
    return base64.b64encode(b"".join(map(_varint, numbers))).decode()


def _varint(number: int) -> bytes:
    """Write a number in bytes of seven bits, the lowest first; all but the last have the eighth set."""
    said = bytearray()
    while number > 0x7F:  # noqa: PLR2004 - seven bits
        said.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*said, number])


def _ideas(twin: Twin) -> dict[str, Any]:
    """Shape the concepts: their words, what others call them, and what the site answers to their names."""
    concepts = list(twin.glossary.concepts.values())
    labels: defaultdict[str, list[int]] = defaultdict(list)
    for place, concept in enumerate(concepts):
        for label in concept.labels:
            form = _form(label.text)
            if form and place not in labels[form]:
                labels[form].append(place)
    row = {work: place for place, work in enumerate(twin.works)}
    return {
        "id": [one.id for one in concepts],
        "name": [one.name for one in concepts],
        "definition": [one.definition for one in concepts],
        "labels": dict(sorted(labels.items())),
        "others": [_others(twin, one.name) for one in concepts],
        "answers": [_answer(twin, one.name, row) if one.id in twin.mentions else [] for one in concepts],
        "relations": list(wording.NEARNESS.values()),
    }


def _form(label: str) -> str:
    """Return a label as ``engine.js`` compares it: its words folded, with single spaces."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in fold(label)).split())


def _others(twin: Twin, name: str) -> list[tuple[str, int, float]]:
    """Return what else to search for in place of a concept's name: the words, what they are to it, their weight."""
    found = twin.services.words.expand(name)
    own = [one for one in found if key(one.instead_of) == key(name)]
    return [(one.label, _RELATIONS.index(one.relation), round(one.weight, 2)) for one in own[:OTHERS]]


def _answer(twin: Twin, name: str, row: dict[str, int]) -> list[int]:
    """Return the rows that the site itself finds for a concept's name."""
    hits = twin.services.searcher.search(Query(text=name, k=ANSWERS)).hits
    return [row[work.id] for hit in hits if (work := twin.work(hit.paper_id))]
