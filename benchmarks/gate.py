"""Does the search still find what it found? A fixed fast subset, query by query, beside when it was last good.

    .venv/bin/python -m benchmarks.gate ../shared/data            # compare, as the tests do
    .venv/bin/python -m benchmarks.gate ../shared/data --write    # after a gain: this is good from now on

`gate.tsv` holds the nDCG@10 of every query. A system is worse if its mean fell by more than `LEAST` and the bootstrap
95% interval of the differences, query by query, lies below zero: of changes that do no harm, one in forty would look
so. Pairing makes that sharp: a drop of a hundredth can show where the means alone have intervals of four.

search-dev is ranked with the real model, over every second of its papers: embedding is what takes time. The two sets
of bridges are ranked over all their papers, which are the same, with the toy encoder: what they test are words.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from benchmarks import rankers
from benchmarks.judged import build
from catalogue.settings import Settings, load_settings
from glossary.access import Words
from index import judged
from index.evaluate import SYSTEMS, Bench, _scores, bootstrap, rank_searches
from index.judged import Judged

BASELINE = Path(__file__).with_name("gate.tsv")
LEAST = 0.005
"""A smaller drop passes: rounding in another processor's arithmetic can move a few queries one way."""

REMEDY = "If that is the price of something better: python -m benchmarks.gate ../shared/data --write"


def main(data: Path, *, write: bool) -> int:
    """Print the means and what is worse; return how many systems are."""
    settings = load_settings()
    now = pd.concat([measure_search(data, settings), measure_bridges(data, settings)])
    print(now.groupby("set").mean().round(3).to_string())
    if write:
        now.round(4).to_csv(BASELINE, sep="\t")
    found = worse(baseline(), now)
    print("\n".join([*found, REMEDY] if found else ["nothing is worse"]))
    return len(found)


def baseline() -> pd.DataFrame:
    """Read nDCG@10 when it was last good: a row for each set and query, a column for each system."""
    return pd.read_csv(BASELINE, sep="\t", index_col=["set", "query"])


def measure_search(data: Path, settings: Settings) -> pd.DataFrame:
    """Measure the development queries with the encoder of *settings*."""
    bench = rankers.open_bench(half(judged.read(data / "search-dev")), settings)
    return _measure("search-dev", bench, Words(settings.home), list(SYSTEMS))


def half(whole: Judged) -> Judged:
    """Keep every second paper, and the queries that one of them answers."""
    documents = whole.documents[::2]
    kept = {document.id for document in documents}
    grades = {query: {one: grade for one, grade in of.items() if one in kept} for query, of in whole.grades.items()}
    answered = [query for query in whole.queries if any(grade > 0 for grade in grades[query].values())]
    return replace(
        whole,
        documents=documents,
        queries={query: whole.queries[query] for query in answered},
        grades={query: grades[query] for query in answered},
    )


def measure_bridges(data: Path, settings: Settings) -> pd.DataFrame:
    """Measure both sets of bridges with the toy encoder."""
    words = Words(settings.home)
    with TemporaryDirectory() as folder:
        build.build(data / "bridges-dev" / "corpus.jsonl", Path(folder))
        ours = judged.read(Path(folder))
    bench = rankers.open_bench(judged.read(data / "bridges-dev"), settings, "toy")
    sets = {"bridges-dev": bench, "bridges": replace(bench, judged=ours)}
    return pd.concat(_measure(name, one, words, ["hybrid", "hybrid+bridges"]) for name, one in sets.items())


def _measure(name: str, bench: Bench, words: Words, systems: Sequence[str]) -> pd.DataFrame:
    columns = {}
    for system in systems:
        mode, bridges = SYSTEMS[system]
        rankings = rank_searches(bench, mode, words.expand if bridges else None)
        columns[system] = list(_scores(bench.judged, rankings)["ndcg@10"].values())
    index = pd.MultiIndex.from_product([[name], bench.judged.queries], names=["set", "query"])
    return pd.DataFrame(columns, index=index)


def worse(before: pd.DataFrame, now: pd.DataFrame) -> list[str]:
    """Say which systems of which sets of *now* are worse than *before*, by more than noise."""
    found = []
    for name, values in now.groupby("set", sort=False):
        change = (values - before.loc[[name]])[values.dropna(axis="columns", how="all").columns]
        if change.isna().to_numpy().any():
            found.append(f"{name}: its queries or systems are not those of {BASELINE.name}")
            continue
        for system in change:
            figure = bootstrap(change[system].to_numpy(dtype=np.float64))
            if figure.mean < -LEAST and figure.high < 0:
                found.append(f"{name}, {system}: {figure.mean:+.3f} [{figure.low:+.3f}, {figure.high:+.3f}] nDCG@10")
    return found


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), write="--write" in sys.argv))
