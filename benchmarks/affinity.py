"""How the affinity of people was chosen, and what each part of it is worth.

Two sets: the judged people of ../shared/data/people-dev, within a paper as they were meant, and everybody's next paper
(`next_papers`), within a person. What is best is what has the least loss, the mean of both sets. Cross-validation
chooses by four fifths of the papers of the one and of the people of the other and scores on the last fifth, in turn,
for many ways of cutting into fifths. The first run embeds the papers of both sets.

    .venv/bin/python -m benchmarks.affinity ../shared/data
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks import next_papers
from benchmarks.next_papers import NextPapers
from index.backends import Rows
from people import affinity, judged
from people.affinity import METHOD, Method
from people.evaluate import MEASURES, Pairs, Tally, Within, pairs, tally
from people.interests import Library
from people.judged import JudgedPeople
from views.people.evaluate import Predicted, indexed, person, predict, predictions, some

SOFTNESS, COMMON, WORDS = (0.05, 0.1, 0.2), (0.0, 0.25, 0.5, 0.75), (0.0, 0.5, 1.0, 2.0)
FOLDS, CUTS = 5, 20

REFERENCE = "MiniLM, best 3"
"""The better baseline."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Bench:
    """A set, ready to be predicted."""

    name: str
    judged: JudgedPeople
    papers: Library
    within: Within

    @cached_property
    def pairs(self) -> Pairs:
        """What is scored."""
        return pairs(self.judged.judgements, self.within)

    def affinity(self, method: Method) -> Predicted:
        """Predict by the real thing."""
        return predict(self.judged, partial(_ask, self.papers, method))

    def loss(self, predicted: Predicted) -> float:
        """Return the loss of what was *predicted*."""
        return tally(self.pairs, predicted).mean("loss")


def main(data: Path) -> None:
    """Print everything."""
    dev, nexts = judged.read(data / "people-dev"), next_papers.read(data)
    benches = [
        Bench(name="people-dev", judged=dev, papers=indexed(dev), within="paper"),
        Bench(name="next papers", judged=nexts.judged, papers=indexed(nexts.judged), within="profile"),
    ]
    grids = [_grid(bench) for bench in benches]
    systems = [
        predictions(bench.judged, bench.papers) | _parts(grid) for bench, grid in zip(benches, grids, strict=True)
    ]
    for bench, predicted in zip(benches, systems, strict=True):
        _print(bench, predicted)
        _print(replace(bench, within="profile" if bench.within == "paper" else "paper"), predicted)
    print(f"cross-validation, {CUTS} times {FOLDS} folds; shipped: {METHOD}")
    _cross_validate(f"the {len(systems[0])} systems above", benches, systems)
    _cross_validate(f"{len(grids[0])} weights of the affinity", benches, grids)
    _print_grid(benches, grids)
    _print_aggregations(benches)
    _print_weights(benches[1], nexts)


def _ask(papers: Library, method: Method, past: Rows, asked: Rows) -> NDArray[np.float32]:
    return affinity.to_papers(person(papers, past), some(papers, asked), method)


def _grid(bench: Bench) -> dict[Method, Predicted]:
    """Predict by every method; words are a term of their own, and predicted once."""
    plain = {
        (soft, common): bench.affinity(Method(softness=soft, common=common, words=0)) for soft, common in _MEANINGS
    }
    said = bench.affinity(METHOD) - bench.affinity(replace(METHOD, words=0))
    return {
        Method(softness=soft, common=common, words=weight): meaning + weight / METHOD.words * said
        for (soft, common), meaning in plain.items()
        for weight in WORDS
    }


_MEANINGS = tuple(product(SOFTNESS, COMMON))


def _parts(grid: Mapping[Method, Predicted]) -> dict[str, Predicted]:
    """Return the affinity without each of its parts."""
    meaning = grid[replace(METHOD, words=0)]
    return {
        "affinity without words": meaning,
        "affinity, words alone": grid[METHOD] - meaning,
        "affinity, nothing taken away": grid[replace(METHOD, common=0.0)],
    }


def _cross_validate(what: str, benches: list[Bench], systems: Sequence[Mapping[Any, Predicted]]) -> None:
    """Print what comes of choosing by other folds, and how often what was chosen."""
    tallies = [[tally(bench.pairs, one) for one in some.values()] for bench, some in zip(benches, systems, strict=True)]
    draw = np.random.default_rng(0)
    cuts = [_chosen(tallies, draw) for _ in range(CUTS)]
    names = list(systems[0])
    for number, bench in enumerate(benches):
        figures = [[cut[0][number][measure] for cut in cuts] for measure in ("loss", "accuracy")]
        print(f"  {what}, {bench.name}:", *(f"{np.mean(one):.3f} (sd {np.std(one):.3f})" for one in figures))
    often = Counter(names[one] for cut in cuts for one in cut[1])
    print(
        "    chosen:", *(f"{times} of {CUTS * FOLDS}: {name}" for name, times in often.most_common(4)), sep="\n      "
    )


def _chosen(tallies: list[list[Tally]], draw: np.random.Generator) -> tuple[list[dict[str, float]], list[int]]:
    """Cut into folds once; return loss and accuracy of each set where it was held out, and what was chosen."""
    folds = [draw.permutation(len(some[0].of["loss"])) % FOLDS for some in tallies]
    best = [
        int(np.mean([_losses(some, cut != fold) for some, cut in zip(tallies, folds, strict=True)], axis=0).argmin())
        for fold in range(FOLDS)
    ]
    return [_held_out(some, cut, best) for some, cut in zip(tallies, folds, strict=True)], best


def _losses(some: list[Tally], kept: NDArray[np.bool_]) -> list[float]:
    return [float(one.won["loss"][0, kept].sum() / one.of["loss"][kept].sum()) for one in some]


def _held_out(some: list[Tally], cut: NDArray[np.int64], best: list[int]) -> dict[str, float]:
    return {
        measure: sum(some[one].won[measure][0, cut == fold].sum() for fold, one in enumerate(best))
        / some[0].of[measure].sum()
        for measure in ("loss", "accuracy")
    }


def _print(bench: Bench, systems: Mapping[str, Predicted]) -> None:
    """Print each system, and by how much its loss is above that of the reference, with a paired interval."""
    kinds = ", ".join(f"{kind.sum()} {name}" for name, kind in bench.pairs.kinds.items())
    print(f"{bench.name} within a {bench.within}: {len(bench.pairs.better)} pairs, {kinds}")
    scored = {name: tally(bench.pairs, one) for name, one in systems.items()}
    for name, one in scored.items():
        figures = "  ".join(f"{measure} {figure.mean:.3f}" for measure in MEASURES if (figure := one.figure(measure)))
        change = one.beside(scored[REFERENCE], "loss")
        beside = f"loss {change.mean:+.3f} [{change.low:+.3f}, {change.high:+.3f}]" if change else ""
        print(f"  {name:30} {figures}  {beside}")
    print()


def _print_grid(benches: list[Bench], grids: list[dict[Method, Predicted]]) -> None:
    print("loss by softness and common (rows) and words (columns:", *WORDS, end=")\n")
    for bench, grid in zip(benches, grids, strict=True):
        print(f"  {bench.name}")
        for soft, common in _MEANINGS:
            line = [bench.loss(grid[Method(softness=soft, common=common, words=weight)]) for weight in WORDS]
            print(f"    {soft:4} {common:4}  ", *(f"{one:.3f}" for one in line))
    print()


def _print_aggregations(benches: list[Bench]) -> None:
    """Print the loss of the mean of the best few inner products, and with the strongest directions taken away."""
    for bench in benches:
        whole = bench.papers.vectors
        for name, vectors in {"MiniLM": whole, "all but the top 4": _without_top(whole, 4)}.items():
            found = {most: bench.loss(_mean_of_best(bench, vectors, most)) for most in (1, 2, 3, 5, 100)}
            print(f"{bench.name}, {name}: loss by mean of the best", *(f"{k}: {one:.3f}" for k, one in found.items()))
    print()


def _mean_of_best(bench: Bench, vectors: NDArray[np.float32], most: int) -> Predicted:
    def ask(past: Rows, asked: Rows) -> NDArray[np.float32]:
        close: NDArray[np.float32] = np.sort(vectors[past] @ vectors[asked].T, axis=0)[-most:].mean(axis=0)
        return close

    return predict(bench.judged, ask)


def _without_top(vectors: NDArray[np.float32], most: int) -> NDArray[np.float32]:
    """Take away the mean and the *most* strongest directions (Mu and Viswanath 2018, arXiv 1702.01417)."""
    centred = vectors - vectors.mean(axis=0)
    top = np.linalg.svd(centred, full_matrices=False)[2][:most]
    left = centred - centred @ top.T @ top
    unit: NDArray[np.float32] = left / np.linalg.norm(left, axis=1, keepdims=True)
    return unit


def _print_weights(bench: Bench, known: NextPapers) -> None:
    """Print the loss where papers of a profile weigh unlike in the soft maximum."""
    newest = {who: max(known.years[one] for one in past) for who, past in bench.judged.draws[""].items()}
    weights: dict[str, Callable[[str, str], float]] = {
        "all alike": lambda _who, _paper: 1.0,
        **{f"exp(-age / {y} y)": partial(_recent, known, newest, y) for y in (1, 2, 4, 8)},
        "first author double": lambda who, paper: 2.0 if known.places[who, paper][0] == 0 else 1.0,
        "first and last double": lambda who, paper: 1.0 if _between(known, who, paper) else 2.0,
        "by 1 / root of authors": lambda who, paper: known.places[who, paper][1] ** -0.5,
    }
    print("next papers, weights of papers in the soft maximum:")
    for name, weigh in weights.items():
        scored = tally(bench.pairs, _weighted(bench, weigh))
        print(f"  {name:24} loss {scored.mean('loss'):.4f} accuracy {scored.mean('accuracy'):.4f}")


def _recent(known: NextPapers, newest: Mapping[str, float], years: float, who: str, paper: str) -> float:
    return float(np.exp((known.years[paper] - newest[who]) / years))


def _between(known: NextPapers, who: str, paper: str) -> bool:
    place, authors = known.places[who, paper]
    return 0 < place < authors - 1


def _weighted(bench: Bench, weigh: Callable[[str, str], float]) -> Predicted:
    """Predict as the affinity does, each paper with a weight of its own in both means."""
    papers, rows = bench.papers, {one.id: row for row, one in enumerate(bench.judged.papers)}
    asked = list(dict.fromkeys(one.paper for one in bench.judged.judgements))
    there = some(papers, np.array([rows[one] for one in asked]))
    common = METHOD.common * there.vectors.mean(axis=0)
    scores = {}
    for who, past in bench.judged.draws[""].items():
        mine = some(papers, np.array([rows[one] for one in past]))
        weights = np.array([weigh(who, one) for one in past])
        heat = np.exp((mine.vectors - common) @ (there.vectors - common).T / METHOD.softness)
        said = (mine.words @ there.words.T).toarray()
        shared = weights / weights.sum() @ said
        scores[who] = METHOD.softness * np.log(weights / weights.sum() @ heat) + METHOD.words * np.sqrt(shared)
    columns = {one: column for column, one in enumerate(asked)}
    return np.array([[scores[one.profile][columns[one.paper]] for one in bench.judged.judgements]], dtype=np.float32)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
