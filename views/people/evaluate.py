"""`commons evaluate people DIR`: how well affinities order judged expertise, beside what anybody would try first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table
from sklearn.feature_extraction.text import TfidfVectorizer

from catalogue.judged import Figure
from catalogue.settings import load_settings
from index import evaluate as indices
from index.backends import Rows
from index.documents import Document
from people import affinity
from people.evaluate import MEASURES, Pairs, Tally, Within, pairs, tally
from people.interests import Interests, Library, Piece
from people.judged import JudgedPeople, read
from views import payload, terminal
from views.people.library import library

AFFINITY = "affinity"
"""Our own, by its name among the systems."""

BEST = 3
"""How many of somebody's papers the baselines take the mean over: the usual choice."""

Predicted = NDArray[np.float32]
"""Shape (draws, judgements)."""

Ask = Callable[[Rows, Rows], NDArray[np.float32]]
"""Scores of papers, shape (papers,), for somebody's past papers, both as rows of all papers."""


def evaluate(folder: Path, *, within: Within, json: bool) -> None:
    """Score the affinity and the baselines on the judged people of *folder*, and print the figures."""
    judged = read(folder)
    those = pairs(judged.judgements, within)
    with terminal.embedding() as progress:
        predicted = predictions(judged, indexed(judged, progress))
    result = {name: tally(those, one) for name, one in predicted.items()}
    if json:
        payload.print_json(shape(judged, those, result, within))
    else:
        _print(those, result, within)


def indexed(judged: JudgedPeople, progress: Callable[[int, int], None] = lambda _done, _total: None) -> Library:
    """Return the papers of *judged* as vectors and words; their index is kept under the settings' home."""
    index, _ = indices.indexed(documents(judged), load_settings(), progress)
    return library(index, [paper.id for paper in judged.papers])


def documents(judged: JudgedPeople) -> list[Document]:
    """Return the papers of *judged* as what an index is made of."""
    return [Document(id=paper.id, title=paper.title, body=paper.abstract) for paper in judged.papers]


def predictions(judged: JudgedPeople, papers: Library) -> dict[str, Predicted]:
    """Predict every judgement by each system."""
    words = TfidfVectorizer(stop_words="english", sublinear_tf=True)
    counted = words.fit_transform(document.text for document in documents(judged))
    return {
        AFFINITY: predict(judged, lambda past, asked: affinity.to_papers(person(papers, past), some(papers, asked))),
        f"MiniLM, best {BEST}": predict(
            judged, lambda past, asked: best(papers.vectors[past] @ papers.vectors[asked].T)
        ),
        f"TF-IDF, best {BEST}": predict(judged, lambda past, asked: best((counted[past] @ counted[asked].T).toarray())),
    }


def predict(judged: JudgedPeople, ask: Ask) -> Predicted:
    """Predict every judgement, in every draw of past papers, by *ask*; 0 for somebody without any."""
    rows = {paper.id: row for row, paper in enumerate(judged.papers)}
    columns = {paper: column for column, paper in enumerate(dict.fromkeys(one.paper for one in judged.judgements))}
    asked = np.array([rows[paper] for paper in columns])
    predicted = np.zeros((len(judged.draws), len(judged.judgements)), dtype=np.float32)
    for line, profiles in zip(predicted, judged.draws.values(), strict=True):
        scores = {who: ask(np.array([rows[paper] for paper in past]), asked) for who, past in profiles.items() if past}
        for place, one in enumerate(judged.judgements):
            if one.profile in scores:
                line[place] = scores[one.profile][columns[one.paper]]
    return predicted


def best(close: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mean over somebody's best few papers, shape (papers,), of how close each is, shape (theirs, papers)."""
    means: NDArray[np.float32] = np.sort(close, axis=0)[-BEST:].mean(axis=0)
    return means


def some(papers: Library, rows: Rows) -> Library:
    """Return *rows* of *papers*."""
    ids = tuple(papers.ids[row] for row in rows)
    return Library(ids=ids, vectors=papers.vectors[rows], words=papers.words[rows])


def person(papers: Library, rows: Rows) -> Interests:
    """Return somebody whose past papers are *rows* of *papers*."""
    theirs = some(papers, rows)
    pieces = tuple(Piece(paper=paper, own=True) for paper in theirs.ids)
    return Interests(id="", pieces=pieces, vectors=theirs.vectors, words=theirs.words, ideas={})


def shape(judged: JudgedPeople, those: Pairs, result: Mapping[str, Tally], within: Within) -> dict[str, Any]:
    """Shape an evaluation: our figures first, then their intervals, what they are of, and the baselines."""
    figures = {name: {measure: one.figure(measure) for measure in MEASURES} for name, one in result.items()}
    ours = figures.pop(AFFINITY)
    return {
        **_means(ours),
        "intervals": _intervals(ours),
        "within": within,
        "judgements": len(judged.judgements),
        "draws": len(judged.draws),
        "pairs": {"all": len(those.better)} | {name: int(kind.sum()) for name, kind in those.kinds.items()},
        "baselines": {name: _means(one) | {"intervals": _intervals(one)} for name, one in figures.items()},
    }


def _means(figures: Mapping[str, Figure | None]) -> dict[str, float | None]:
    return {name: figure.mean if figure else None for name, figure in figures.items()}


def _intervals(figures: Mapping[str, Figure | None]) -> dict[str, list[float] | None]:
    return {name: [figure.low, figure.high] if figure else None for name, figure in figures.items()}


def _print(those: Pairs, result: Mapping[str, Tally], within: Within) -> None:
    kinds = ", ".join(f"{kind.sum()} {name}" for name, kind in those.kinds.items())
    title = f"{len(those.better)} pairs within a {within} ({kinds}); mean, bootstrap 95% interval"
    table = Table(title=title, title_justify="left")
    table.add_column("system")
    for measure in MEASURES:
        table.add_column(measure, justify="right")
    for name, one in result.items():
        table.add_row(name, *(_cell(one.figure(measure)) for measure in MEASURES))
    Console(width=140, highlight=False).print(table)


def _cell(figure: Figure | None) -> str:
    return f"{figure.mean:.3f} [{figure.low:.3f}, {figure.high:.3f}]" if figure else "no such pair"
