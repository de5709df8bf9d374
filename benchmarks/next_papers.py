"""Expertise that nobody had to judge: each author's next paper is theirs, and their co-authors' are close to theirs.

Made of the snapshot's papers on mechanistic interpretability and of the authors that `people.authors` finds in them,
without topics as evidence, so that no likeness of papers decides whose they are. A profile is an author's papers but
the newest; what counts as judged is the newest (3), papers by their co-authors without them (2) and papers of the same
time by others (1). Where the judged people of ../shared/data are few, here are many; but it knows only who wrote what.
"""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from catalogue.corrections import Corrections
from catalogue.errors import RecordError
from catalogue.people import Person
from catalogue.records import Paper
from ingest.sources import snapshot
from people.authors.joining import Signed
from people.authors.resolve import Authors, resolve
from people.judged import JudgedPaper, JudgedPeople, Judgement

SNAPSHOT, IDS = "arxiv-snapshot-sample.jsonl.gz", "arxiv-mi-ids.txt"

LEAST, MOST = 3, 20
"""Past papers of a profile; of longer lists the newest."""

COLLEAGUES, STRANGERS = 10, 30
"""Papers by co-authors and by others, at most, that each next paper is laid beside."""

NEAR = 1.0
"""Years between a next paper and those that it is laid beside, at most."""


@dataclass(frozen=True, kw_only=True)
class NextPapers:
    """The set, and what is known of whose papers they are."""

    judged: JudgedPeople
    years: dict[str, float]
    """When each paper came out."""
    places: dict[tuple[str, str], tuple[int, int]]
    """Place among the authors, from 0, and their number, by profile and past paper."""


def read(data: Path) -> NextPapers:
    """Make the set of the files in *data*."""
    papers = {paper.id: paper for paper in _papers(data)}
    years = {one: _year(one) for one in papers}
    authors = resolve((Signed(work=one.id, bylines=one.authors) for one in papers.values()), Corrections())
    profiles: dict[str, tuple[str, ...]] = {}
    judgements: list[Judgement] = []
    draw = random.Random(0)  # noqa: S311 - no secret
    for person in authors.people:
        *past, newest = sorted(person.papers, key=lambda one: (years[one], one))
        if len(past) >= LEAST and (laid := list(_beside(person, newest, authors, years, draw))):
            profiles[person.id] = tuple(past[-MOST:])
            judgements.append(Judgement(profile=person.id, paper=newest, score=3))
            judgements += laid
    judged = JudgedPeople(
        papers=tuple(
            JudgedPaper(id=one.id, title=_line(one.title), abstract=_line(one.abstract)) for one in papers.values()
        ),
        draws={"": profiles},
        judgements=tuple(judgements),
    )
    places = {(who, paper): _place(authors, who, paper) for who, past in profiles.items() for paper in past}
    return NextPapers(judged=judged, years=years, places=places)


def _papers(data: Path) -> Iterator[Paper]:
    wanted = set((data / IDS).read_text(encoding="utf-8").split())
    with gzip.open(data / SNAPSHOT) as lines:
        for line in lines:
            read = snapshot.parse(line)
            if not isinstance(read, RecordError) and read.paper.id.removeprefix("arxiv:") in wanted:
                yield read.paper


def _year(paper: str) -> float:
    """Read the month of an arXiv id: most of these records have no date."""
    month = paper.removeprefix("arxiv:").rpartition("/")[2][:4]
    year = int(month[:2])
    return (1900 if year > 90 else 2000) + year + (int(month[2:]) - 1) / 12  # noqa: PLR2004 - arXiv began in 1991


def _line(text: str) -> str:
    return " ".join(text.split())


def _beside(
    person: Person, newest: str, authors: Authors, years: dict[str, float], draw: random.Random
) -> Iterator[Judgement]:
    """Yield what is laid beside somebody's newest paper; nothing is theirs, and the strangers' nobody's they know."""
    colleagues = authors.coauthors(person.id)
    near = sorted(one for one in years if abs(years[one] - years[newest]) <= NEAR and one not in person.papers)
    signed = {one: {by.id for by in authors.of(one) if by} for one in near}
    for score, most, some in (
        (2, COLLEAGUES, [one for one in near if signed[one] & colleagues]),
        (1, STRANGERS, [one for one in near if not signed[one] & colleagues]),
    ):
        for one in draw.sample(some, min(most, len(some))):
            yield Judgement(profile=person.id, paper=one, score=score)


def _place(authors: Authors, who: str, paper: str) -> tuple[int, int]:
    signed: Sequence[Person | None] = authors.of(paper)
    return next(at for at, by in enumerate(signed) if by and by.id == who), len(signed)
