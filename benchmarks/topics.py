"""How well papers are sorted into topics, and whether what is quoted as an open problem is one.

    COMMONS_HOME=... .venv/bin/python -m benchmarks.topics

Belonging is measured on the starter bibliography, whose works people put into topics: on those with an abstract, as
nothing else can be read. The constants of `views.topics.belonging` were chosen on one half of them, by the digest of
their ids; the other half is what counts. People name few topics of a work: some of what counts as wrong is right.

Open problems are judged by reading: `judged/topics/problems.tsv` has papers, the places of sentences in their abstracts
from 0, whether the sentence states an open problem, and whether one of that topic. The half to report was drawn when
the rules stood still, of other papers than those that the rules were mended by. The home must have the papers.
"""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from catalogue import sentences
from catalogue.records import Work
from catalogue.settings import load_settings
from catalogue.words import Concept
from glossary.lists import topics
from views.compose import Services, open_services
from views.topics import belonging, papers

JUDGED = Path(__file__).parent / "judged/topics/problems.tsv"

GRID = [step / 100 for step in range(20, 81, 4)]
"""Thresholds among which the best is looked for on the first half."""

Predict = Callable[[float], belonging.Scores]


class Figures(NamedTuple):
    """How well topics were found."""

    precision: float
    recall: float
    f1: float


def main() -> None:
    """Print how well papers are sorted, and how many quoted sentences are what they are taken for."""
    services = open_services(load_settings())
    works = services.catalogue.works()
    curated = [work for work in works if work.topics and work.abstract]
    halves = [[work for work in curated if _half(work.id) == half] for half in (0, 1)]
    print(
        f"{len(curated)} works with topics and an abstract: {len(halves[0])} to choose by, {len(halves[1])} to report"
    )
    _belonging(services, [_uncurated(work) for work in works], halves)
    _problems(services)


def _belonging(services: Services, works: Sequence[Work], halves: Sequence[Sequence[Work]]) -> None:
    """Print how well *works*, of which nobody says their topics, are sorted, judged by the two *halves*."""
    scored = [one.id for one in topics().values() if not one.by_hand]
    for name, predict, grid in _systems(services, works):
        best = max(grid, key=lambda least: figures(predict(least), halves[0], scored).f1)
        chosen, held = (figures(predict(best), half, scored) for half in halves)
        print(f"{name:38} from {best:5.2f}  chosen by {_said(chosen)}   held out {_said(held)}")
    concepts, mentions = services.words.glossary.concepts, services.words.evidence.mentions()
    found = belonging.scores(works, mentions, concepts, topics())
    for topic in scored:
        print(f"  {topic:24} {_said(figures(found, halves[1], [topic]))}  {len(found[topic]):5} papers")
    homes = belonging.homes(found, works)
    asked = [work for work in halves[1] if work.topics[0] in scored]
    print(f"main topic right: {sum(homes.get(work.id) == work.topics[0] for work in asked)} of {len(asked)} held out")


def figures(found: belonging.Scores, works: Collection[Work], scored: Sequence[str]) -> Figures:
    """Compare what was *found* of *works* with the topics that people gave them, over all pairs of the two."""
    right = sum(work.id in found[topic] for work in works for topic in scored if topic in work.topics)
    said = sum(work.id in found[topic] for work in works for topic in scored)
    true = sum(topic in work.topics for work in works for topic in scored)
    return Figures(right / max(said, 1), right / max(true, 1), 2 * right / max(said + true, 1))


def _systems(services: Services, works: Sequence[Work]) -> Iterator[tuple[str, Predict, Sequence[float]]]:
    """Yield ways of sorting, each with the thresholds to try."""
    concepts, mentions = services.words.glossary.concepts, services.words.evidence.mentions()
    bare = {one.id: replace(one, titles=()) for one in topics().values()}
    once = [(paper, concept, 1, 0) for paper, concept, _, _ in mentions]
    yield "concepts named, each once", lambda least: _counted(mentions, concepts, least), [1, 2, 3, 4, 5]
    yield "rarity, each once", lambda least: belonging.scores(works, once, concepts, bare, least), GRID
    yield "rarity, how often, title", lambda least: belonging.scores(works, mentions, concepts, bare, least), GRID
    yield (
        "and words of titles: what is shipped",
        lambda least: belonging.scores(works, mentions, concepts, topics(), least),
        GRID,
    )
    shipped = belonging.LEAST
    yield "the same, at its threshold", lambda _: belonging.scores(works, mentions, concepts, topics()), [shipped]


def _counted(
    mentions: Collection[tuple[str, str, int, int]], concepts: Mapping[str, Concept], least: float
) -> belonging.Scores:
    """Sort by the number of a topic's concepts that a paper names."""
    found: dict[str, Counter[str]] = {topic: Counter() for topic in topics()}
    for paper, concept, _, _ in mentions:
        for topic in concepts[concept].topics if concept in concepts else ():
            found[topic][paper] += 1
    return {topic: {paper: many for paper, many in some.items() if many >= least} for topic, some in found.items()}


def _uncurated(work: Work) -> Work:
    return replace(work, records=tuple(replace(paper, topics=()) for paper in work.records))


def _half(paper_id: str) -> int:
    return hashlib.sha256(paper_id.encode()).digest()[0] % 2


def _said(one: Figures) -> str:
    return f"P {one.precision:.2f} R {one.recall:.2f} F1 {one.f1:.2f}"


def _problems(services: Services) -> None:
    """Print how many of the sentences that were read state an open problem, and how many are still quoted."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    quoted = {
        (one.paper, one.sentence, topic) for topic, some in papers.corpus(services).problems.items() for one in some
    }
    abstracts = {
        work.id: sentences.split(work.abstract) for work in services.catalogue.find(row["paper"] for row in rows)
    }
    for half in ("tune", "report"):
        some = [row for row in rows if row["half"] == half and row["paper"] in abstracts]
        text = {id(row): abstracts[row["paper"]][int(row["sentence"])] for row in some}
        kept = [row for row in some if (row["paper"], text[id(row)], row["topic"]) in quoted]
        stating = sum(row["states"] == "1" for row in kept)
        concerning = sum(row["states"] == row["concerns"] == "1" for row in kept)
        print(
            f"open problems, {half}: {len(some)} read, {len(kept)} still quoted for their topic: "
            f"{stating} state an open problem, {concerning} of that topic"
        )


if __name__ == "__main__":
    main()
