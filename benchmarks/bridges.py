"""What the words of other communities are worth, part by part, beside what one would write first.

    .venv/bin/python -m benchmarks.bridges ../shared/data/bridges-dev ../shared/data/search-dev

For each folder: BM25, plain MiniLM and their rank fusion; our hybrid, with and without bridges; then bridges with one
thing changed, and the difference that it makes. The last column is the share of the first ten hits that are in the
user's own words (what the judged set ignores): bridges shall not push them out. Where queries have topics, sharpness
and halfway are also chosen with each topic left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, product
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks import rankers
from benchmarks.rankers import Scores, Values
from catalogue.answers import Expansion
from catalogue.settings import Settings, load_settings
from glossary.access import Words
from index import judged
from index.bridges import Weighing, bridge
from index.embed import embed_query
from index.evaluate import Bench, bootstrap
from index.reasons import Probe
from index.search import _candidates

MEASURES = ("ndcg@10", "recall@20")
OWN = "own words"
SHARPNESS, HALFWAY = (1.0, 1.5, 2.0, 3.0), (0.03, 0.05, 0.07, 0.1, 0.2)

Figures = dict[str, Values]
"""Values of every query, by measure."""


class Asked(NamedTuple):
    """A query in the forms that a ranker wants."""

    probe: Probe
    """Without bridges."""
    others: tuple[Expansion, ...]
    named: frozenset[str]
    """Ids of the concepts that it names."""


class Variant(NamedTuple):
    """A way to use the words of other communities."""

    name: str
    weighing: Weighing = Weighing()
    share: Callable[[Asked, Expansion], float] = lambda _asked, _one: 1
    """What is left of an expansion's weight; one that keeps nothing is not searched."""


PLAIN = Variant("our hybrid", share=lambda _asked, _one: 0)
OURS = Variant("our hybrid with bridges")


def main(folders: list[str]) -> None:
    """Print a table for each folder."""
    settings = load_settings()
    words = Words(settings.home)
    for folder in map(Path, folders):
        _report(folder, settings, words)


def _report(folder: Path, settings: Settings, words: Words) -> None:
    data = judged.read(folder)
    print(f"\n{folder.name}: {len(data.queries)} queries over {len(data.documents)} papers")
    print(f"{'':42}{'nDCG@10':^22}{'recall@20':^22}{OWN}")
    for name, figures in _plain(rankers.open_bench(data, settings, "minilm")):
        _print(name, figures)
    bench = rankers.open_bench(data, settings)
    asked = [_ask(bench, words, text) for text in data.queries.values()]
    ours = _figures(bench, asked, OURS)
    _print(PLAIN.name, _figures(bench, asked, PLAIN))
    _print(OURS.name, ours)
    topics = _topics(folder)
    if all(topics.values()):
        _print("  chosen on other topics", _chosen(bench, asked, [topics[query] for query in data.queries]))
    for variant in _variants(words):
        _print(f"  {variant.name}", _figures(bench, asked, variant), ours)


def _plain(bench: Bench) -> Iterator[tuple[str, Figures]]:
    """Rank as anybody would first."""
    lexical = rankers.bm25(rankers.documents(bench), bench.judged.queries.values())
    meaning = rankers.meaning(bench)
    fused = rankers.rrf([lexical, meaning])
    for name, scores in (("BM25", lexical), ("plain MiniLM", meaning), ("rank fusion of both", fused)):
        yield name, _measured(bench, scores)


def _variants(words: Words) -> Iterator[Variant]:
    """Change one thing at a time."""

    def elsewhere(one: Expansion) -> bool:
        said = words.glossary[one.concept].elsewhere
        return one.label in set(chain.from_iterable((*some.same, *some.near) for some in said))

    def labels(asked: Asked, one: Expansion) -> bool:
        return one.concept in asked.named and not elsewhere(one)

    def close(share: float) -> Callable[[Asked, Expansion], float]:
        return lambda _asked, one: share if one.relation == "closeMatch" else 1

    yield Variant("only labels of the query's concepts", share=labels)
    yield Variant("without what papers elsewhere say", share=lambda _asked, one: not elsewhere(one))
    yield Variant("without neighbours", share=lambda asked, one: one.concept in asked.named)
    yield Variant("without the user's own term", Weighing(own=0))
    yield from (Variant(f"closeMatch x {share:g}", share=close(share)) for share in (0.5, 1.25))
    yield from (Variant(f"typed {typed:g}", Weighing(typed=typed)) for typed in (0, 1))
    yield from (Variant(f"sharpness {sharpness:g}", Weighing(sharpness=sharpness)) for sharpness in SHARPNESS)
    yield from (Variant(f"halfway {halfway:g}", Weighing(halfway=halfway)) for halfway in HALFWAY)


def _ask(bench: Bench, words: Words, text: str) -> Asked:
    keywords = bench.index.lexical.encode(text)
    probe = Probe(text=text, keywords=keywords, vector=embed_query(bench.encoder, text))
    return Asked(probe, words.expand(text), frozenset(concept.id for concept in words.named_in(text)))


def _figures(bench: Bench, asked: Sequence[Asked], variant: Variant) -> Figures:
    return _measured(bench, np.array([_rank(bench, one, variant) for one in asked]))


def _rank(bench: Bench, asked: Asked, variant: Variant) -> Scores:
    """Rank with the search's own code; shape (documents,)."""
    shares = [(one, float(variant.share(asked, one))) for one in asked.others]
    others = [replace(one, weight=share * one.weight) for one, share in shares if share]
    probe = replace(asked.probe, bridge=bridge(bench.index, asked.probe.text, others, variant.weighing))
    found = _candidates(bench.index, probe, None, bench.pool)
    scores = np.full(len(bench.index.ids), -np.inf, dtype=np.float32)
    scores[found.rows] = found.fused
    return scores


def _measured(bench: Bench, scores: Scores) -> Figures:
    return {**rankers.per_query(bench, scores), OWN: _own(bench, scores)}


def _own(bench: Bench, scores: Scores) -> Values:
    """Share of the first ten hits that are in the query's own words."""
    own = [bench.judged.ignored.get(query, set()) for query in bench.judged.queries]
    best = [rankers.best_rows(line)[:10] for line in scores]
    return np.array(
        [sum(bench.index.ids[row] in some for row in rows) / 10 for some, rows in zip(own, best, strict=True)]
    )


def _chosen(bench: Bench, asked: Sequence[Asked], topics: Sequence[str]) -> Figures:
    """Score each query with the weights that are best, by nDCG@10, on all topics but its own."""
    grid = [
        _figures(bench, asked, Variant("", Weighing(sharpness=sharpness, halfway=halfway)))
        for sharpness, halfway in product(SHARPNESS, HALFWAY)
    ]
    folds = np.unique(np.array(topics), return_inverse=True)[1]
    best = rankers.held_out([one["ndcg@10"] for one in grid], folds)
    return {name: np.array([grid[one][name][place] for place, one in enumerate(best)]) for name in grid[0]}


def _topics(folder: Path) -> dict[str, str]:
    """Return the topic of each query, where the set gives one."""
    rows = [json.loads(line) for line in (folder / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
    return {row["_id"]: row.get("metadata", {}).get("topic", "") for row in rows}


def _print(name: str, figures: Figures, beside: Figures | None = None) -> None:
    """Print means, or with *beside* differences to it, with their 95% intervals."""
    cells = []
    for measure in MEASURES:
        figure = bootstrap(figures[measure] - beside[measure] if beside else figures[measure])
        sign = "+" if beside else ""
        cells.append(f"{figure.mean:{sign}.3f} [{figure.low:{sign}.3f}, {figure.high:{sign}.3f}]")
    print(f"{name:40}" + "".join(f"{cell:>24}" for cell in cells) + f"{figures[OWN].mean():8.2f}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
