"""Between `Paper` values and rows of the store."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, fields
from typing import Any, TypeVar

from sqlalchemy import RowMapping

from catalogue.identity import title_key
from catalogue.records import Byline, Paper, Placement, Work, precedence

Part = TypeVar("Part", Byline, Placement)

CONTENT = ("title", "abstract", "summary", "submitted", "updated", "url", "venue", "licence")
LISTS = ("categories", "topics", "also")


def content_digest(paper: Paper) -> str:
    """Sha256 of everything that *paper* says but its version: equal digests mean that nothing changed."""
    said = {key: value for key, value in asdict(paper).items() if key != "version"}
    if not paper.withdrawn:
        del said["withdrawn"]  # as before there was such a thing, so that old digests stay true
    for place in said["placements"]:
        for later in [name for name in ("board", "track") if not place[name]]:
            del place[later]  # likewise
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def version_row(paper: Paper) -> dict[str, Any]:
    """The columns of `versions` that come from *paper* itself."""
    row: dict[str, Any] = {name: getattr(paper, name) for name in CONTENT}
    row |= {name: list(getattr(paper, name)) for name in LISTS}
    return row | {
        "withdrawn": paper.withdrawn,
        "version": paper.version,
        "title_key": title_key(paper.title),
        "content": content_digest(paper),
    }


def byline_rows(version_id: int, paper: Paper) -> list[dict[str, Any]]:
    """One row for each author, in order."""
    return [
        {"version_id": version_id, "position": place, **asdict(byline)} for place, byline in enumerate(paper.authors)
    ]


def placement_rows(version_id: int, paper: Paper) -> list[dict[str, Any]]:
    """One row for each event."""
    return [{"version_id": version_id, **asdict(placement)} for placement in paper.placements]


def to_works(
    rows: Iterable[RowMapping],
    bylines: Iterable[RowMapping],
    placements: Iterable[RowMapping],
) -> list[Work]:
    """Assemble works from rows of `records` joined to `versions`, in the order of the works' first rows."""
    authors, places = _by_version(bylines, Byline), _by_version(placements, Placement)
    works: dict[str, list[Paper]] = defaultdict(list)
    for row in rows:
        said = {name: row[name] for name in ("source", "version", "withdrawn", *CONTENT)}
        said |= {name: tuple(row[name]) for name in LISTS}
        version = row["version_id"]
        paper = Paper(id=row["paper_id"], authors=authors(version), placements=places(version), **said)
        works[row["work_id"]].append(paper)
    return [Work(records=tuple(sorted(papers, key=_authority))) for papers in works.values()]


def _by_version(lines: Iterable[RowMapping], kind: type[Part]) -> Callable[[int], tuple[Part, ...]]:
    grouped: dict[int, list[Part]] = defaultdict(list)
    names = [part.name for part in fields(kind)]
    for line in lines:
        grouped[line["version_id"]].append(kind(**{name: line[name] for name in names}))
    return lambda version: tuple(grouped.get(version, ()))


def _authority(paper: Paper) -> tuple[int, str]:
    return precedence(paper.source), paper.id
