"""Reading judged expertise: who, by their past papers, is how expert in which paper (Stelmakh et al. 2023)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalogue.errors import JudgementsError
from catalogue.judged import REMEDY, json_lines, table


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPaper:
    """A paper as text."""

    id: str
    title: str
    abstract: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How expert somebody is in a paper."""

    profile: str
    paper: str
    score: float
    """Larger is more expert."""


Profiles = Mapping[str, tuple[str, ...]]
"""Ids of the past papers of each profile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPeople:
    """One set of judged expertise."""

    papers: tuple[JudgedPaper, ...]
    draws: Mapping[str, Profiles]
    """Past papers, drawn several times at random where people have many; figures are means over the draws."""
    judgements: tuple[Judgement, ...]


def read(folder: Path) -> JudgedPeople:
    """Read the judged set in *folder*.

    Past papers that ``papers.jsonl`` lacks are left out, since nothing is known of them.

    Raises:
        JudgementsError: A file is missing or not laid out as it should be; the message names file and line.
    """
    papers = {paper.id: paper for paper in _papers(folder / "papers.jsonl")}
    draws = _draws(folder / "profiles.jsonl", papers)
    judgements = tuple(_judgements(folder / "judgements.tsv", papers, {who for draw in draws.values() for who in draw}))
    if not judgements:
        raise JudgementsError(f"{folder / 'judgements.tsv'} has no judgement", REMEDY)
    return JudgedPeople(papers=tuple(papers.values()), draws=draws, judgements=judgements)


def _papers(path: Path) -> list[JudgedPaper]:
    rows = (row for _, row in json_lines(path, ("id",)))
    return [
        JudgedPaper(id=str(row["id"]), title=_text(row.get("title")), abstract=_text(row.get("abstract")))
        for row in rows
    ]


def _text(said: object) -> str:
    return " ".join(str(said or "").split())


def _draws(path: Path, papers: Mapping[str, JudgedPaper]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Read the profiles by draw; a profile with but one list of papers is the same in each."""
    said = {str(row["id"]): _drawn(place, row) for place, row in json_lines(path, ("id",))}
    if not said:
        raise JudgementsError(f"{path} has no profile", REMEDY)
    names = dict.fromkeys(name for lists in said.values() for name in lists if name) or {"": None}
    return {
        name: {
            who: tuple(paper for paper in lists.get(name, lists.get("", ())) if paper in papers)
            for who, lists in said.items()
        }
        for name in names
    }


def _drawn(place: str, row: dict[str, Any]) -> dict[str, list[str]]:
    lists = row["profiles"] if "profiles" in row else {"": row.get("papers")}
    if not (isinstance(lists, dict) and all(isinstance(papers, list) for papers in lists.values())):
        raise JudgementsError(f"{place}: neither papers, a list, nor profiles, a list for each draw", REMEDY)
    return {name: [str(paper) for paper in papers] for name, papers in lists.items()}


def _judgements(path: Path, papers: Mapping[str, JudgedPaper], profiles: set[str]) -> list[Judgement]:
    found: dict[tuple[str, str], Judgement] = {}
    for place, (profile, paper, score) in table(path, ["profile", "paper", "score"]):
        if profile not in profiles:
            raise JudgementsError(f"{place}: profiles.jsonl has no profile {profile}", REMEDY)
        if paper not in papers:
            raise JudgementsError(f"{place}: papers.jsonl has no paper {paper}", REMEDY)
        found[profile, paper] = Judgement(profile=profile, paper=paper, score=_number(place, score))
    return list(found.values())


def _number(place: str, score: str) -> float:
    try:
        number = float(score)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise JudgementsError(f"{place}: no number as score", REMEDY)
    return number
