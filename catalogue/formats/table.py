"""CSV for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO

from catalogue.records import Work

COLUMNS = ("id", "title", "authors", "year", "date", "venue", "url", "categories", "topics", "sources")
LISTS = "; "
"""Joins the items of one cell: names have commas in them more often than semicolons."""

FORMULA = tuple("=+-@\uff1d\uff0b\uff0d\uff20")
"""A cell that begins so (the last four are full-width) is a formula to spreadsheets; an apostrophe makes it text."""


def dump(works: Iterable[Work]) -> str:
    """A header and one line for each work, in the dialect of RFC 4180. Write it as ``utf-8-sig`` for Excel."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([_safe(cell) for cell in _cells(work)] for work in works)
    return out.getvalue()


def _cells(work: Work) -> tuple[str, ...]:
    authors = LISTS.join(byline.name for byline in work.authors)
    lists = (LISTS.join(items) for items in (work.categories, work.topics, work.sources))
    return (work.id, work.title, authors, work.year, work.submitted, work.venue, work.url, *lists)


def _safe(cell: str) -> str:
    line = " ".join(cell.split())
    return f"'{line}" if line.startswith(FORMULA) else line
