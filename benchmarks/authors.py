"""Who is who: how right the bylines are told apart, what that rests on, and how fast.

    .venv/bin/python -m benchmarks.authors [../shared/data/arxiv-snapshot-sample.jsonl.gz]

over the catalogue of ``COMMONS_HOME``, after ``commons index``. First judged pairs of bylines (`judged/authors`): the
half that constants were chosen by, and the half that nothing was; beside two ways of going by the name alone. Then
names judged whole, pairwise and B-cubed (Bagga and Baldwin, 1998). Then the weights of `people.authors.evidence`,
learnt again from pairs that nobody labelled. Last, with a snapshot, the time for all of its bylines.
"""

from __future__ import annotations

import csv
import gzip
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from catalogue.corrections import Corrections
from catalogue.identity import author_key
from catalogue.records import Byline
from catalogue.settings import load_settings
from people.authors.evidence import Evidence, Trace
from people.authors.joining import Signed, clusters
from people.authors.names import Name, parse
from views.compose import open_services
from views.people.authors import signed

JUDGED = Path(__file__).parent / "judged/authors"

Byl = tuple[str, str]
"""A work and a name on it."""

Who = Callable[[Byl], Hashable]
"""Who a byline is taken for."""

RARE, DRAWS = 0.005, 20_000
BINS = (0.0, 0.01, 0.03, 0.06, 0.1, 0.17, 0.3, 0.5, 2.0)
"""Namesakes to expect."""


def main(arguments: Sequence[str]) -> None:
    """Print everything."""
    services = open_services(load_settings())
    papers = list(signed(services))
    systems: dict[str, Who] = {
        "surname and initial": lambda byline: author_key(byline[1]),
        "whole name": lambda byline: parse(byline[1]).key,
        "ours": _ours(papers),
    }
    pairs, names = _read("pairs.tsv"), _read("names.tsv")
    for name, who in systems.items():
        for half in ("dev", "test"):
            _print_pairs(f"{name}, {half}", who, [row for row in pairs if row["half"] == half])
        _print_names(name, who, names)
    for stratum in sorted({row["stratum"] for row in pairs}):
        _print_pairs(f"ours, {stratum}", systems["ours"], [row for row in pairs if row["stratum"] == stratum])
    _learn(papers)
    for path in arguments:
        _time([Signed(work=f"{at}", bylines=bylines) for at, bylines in enumerate(_snapshot(Path(path)))])


def _ours(papers: Sequence[Signed]) -> Who:
    start = time.process_time()
    found = clusters(papers, Corrections())
    print(f"{len(papers)} works: {len(found)} authors in {time.process_time() - start:.1f} s of one core")
    of = {
        (papers[at].work, papers[at].bylines[place].name): number
        for number, cluster in enumerate(found)
        for at, place in cluster.spots
    }
    return lambda byline: of[byline]


def _read(name: str) -> list[dict[str, str]]:
    with (JUDGED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def _print_pairs(name: str, who: Who, rows: Sequence[dict[str, str]]) -> None:
    told = [
        (who((row["work"], row["name"])) == who((row["other_work"], row["other_name"])), row["same"] == "1")
        for row in rows
        if row["doubtful"] == "0"
    ]
    print(f"{name:36} {len(told):4} pairs  {_rates(told)}")


def _rates(told: Sequence[tuple[bool, bool]]) -> str:
    right, said, true = (sum(one and other for one, other in told), *map(sum, zip(*told, strict=True)))
    precision, recall = (right / count if count else float("nan") for count in (said, true))
    return f"precision {precision:.3f} ({right}/{said})  recall {recall:.3f} ({right}/{true})"


def _print_names(name: str, who: Who, rows: Sequence[dict[str, str]]) -> None:
    """Print figures over names whose every byline was judged."""
    by_name: defaultdict[str, list[tuple[Hashable, str]]] = defaultdict(list)
    for row in rows:
        by_name[row["name"]].append((who((row["work"], row["name"])), row["person"]))
    told = [
        (one[0] == other[0], one[1] == other[1]) for some in by_name.values() for one, other in combinations(some, 2)
    ]
    cubed = [_cubed(one, some) for some in by_name.values() for one in some]
    precision, recall = np.mean(cubed, axis=0)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"{name + ', names judged whole':36} {len(told):4} pairs  {_rates(told)}")
    print(f"{'':36} {len(cubed):4} bylines, B-cubed precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


def _cubed(one: tuple[Hashable, str], some: Sequence[tuple[Hashable, str]]) -> tuple[float, float]:
    both = sum(one == other for other in some)
    return both / sum(one[0] == other[0] for other in some), both / sum(one[1] == other[1] for other in some)


def _learn(papers: Sequence[Signed]) -> None:
    """Learn the weights from names that hardly anybody shares, against people of one family name."""
    names = [tuple(parse(byline.name) for byline in paper.bylines) for paper in papers]
    evidence = Evidence([(some, paper.topics) for some, paper in zip(names, papers, strict=True)])
    traces: defaultdict[Name, list[Trace]] = defaultdict(list)
    for some, paper in zip(names, papers, strict=True):
        beside = frozenset(name.key for name in some)
        for name in some:
            if name.given and len(name.given[0]) > 1:
                traces[name].append(Trace(name=name, coauthors=beside, topics=paper.topics))
    expected = {name: evidence.namesakes.expected(name, name, "full") for name in traces}
    draw = random.Random(0)  # noqa: S311 (no secret)
    same = [pair for name in traces if expected[name] < RARE for pair in pairwise(traces[name])]
    different = list(_unlike(list(traces), traces, draw))
    seen = np.array([evidence.seen(one, other) for one, other in (*same, *different)])
    labels = np.array([True] * len(same) + [False] * len(different))
    model = LogisticRegression(C=10, class_weight="balanced").fit(seen, labels)
    weights = ", ".join(f"{weight:.1f}" for weight in model.coef_[0])
    print(f"weights from {len(same)} and {len(different)} pairs: nothing {model.intercept_[0]:.1f}, then {weights}")
    _namesakes(expected, traces, evidence, rate=float(np.mean(seen[labels][:, 0] > 0)))


def _unlike(names: list[Name], traces: dict[Name, list[Trace]], draw: random.Random) -> Iterator[tuple[Trace, Trace]]:
    by_family: defaultdict[str, list[Name]] = defaultdict(list)
    for name in names:
        by_family[name.family].append(name)
    families = [some for some in by_family.values() if len(some) > len(BINS)]
    for _ in range(DRAWS):
        one, other = draw.sample(draw.choice(families), 2)
        yield draw.choice(traces[one]), draw.choice(traces[other])


def _namesakes(expected: dict[Name, float], traces: dict[Name, list[Trace]], evidence: Evidence, rate: float) -> None:
    """Print how likely two bylines of a name are one person's: as often as they share a co-author, against *rate*."""
    for low, high in pairwise(BINS):
        some = [name for name, number in expected.items() if low <= number < high and len(traces[name]) > 1]
        shared = [
            np.mean([evidence.seen(one, other)[0] > 0 for one, other in combinations(traces[name], 2)]) for name in some
        ]
        said = np.mean([evidence.namesakes.one_person(name) for name in some])
        print(
            f"{low:.2f} to {high:.2f} namesakes expected, {len(some):4} names: "
            f"one person {np.mean(shared) / rate:.2f}, we say {said:.2f}"
        )


def _snapshot(path: Path) -> Iterator[tuple[Byline, ...]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            parsed = json.loads(line)["authors_parsed"] or []
            yield tuple(Byline(name=" ".join(filter(None, [given, family, more]))) for family, given, more in parsed)


def _time(papers: Sequence[Signed]) -> None:
    bylines = sum(len(paper.bylines) for paper in papers)
    start = time.process_time()
    found = clusters(papers, Corrections())
    spent = time.process_time() - start
    print(f"{len(papers)} papers, {bylines} bylines: {len(found)} authors in {spent:.0f} s of one core")


if __name__ == "__main__":
    main(sys.argv[1:])
