"""Records of arXiv's bulk snapshot, and what arXiv itself would have where a real one has a gap.

This is the one place where gaps are filled:

* no categories: ``cs.LG``;
* no versions: one, of the day of the last change, or else of the first day of the month in the id, at 00:00:00 GMT;
* no day of the last change: that of the last version;
* no parsed authors: from the printed line, whose brackets are affiliations;
* no submitter: the first author;
* a comment that says that the paper is withdrawn: its last version is (no size, source type ``I``).

A licence, a DOI and the like may be missing on arXiv too, and stay so.
"""

from __future__ import annotations

import gzip
import json
import re
from sys import intern

from catalogue.formats.latex import to_plain
from ingest.identifiers import arxiv_month
from tests.fakes.arxiv.clock import day, moment, rfc

KEYS = (
    *("id", "submitter", "authors", "title", "comments", "journal-ref", "doi", "report-no"),
    *("categories", "license", "abstract", "versions", "update_date", "authors_parsed"),
)
WITHDRAWN = re.compile(
    r"\b(?:paper|article|submission|manuscript|preprint|work) (?:has been|have been|is|was) withdrawn\b(?! from)",
    re.IGNORECASE,
)
BRACKETS = re.compile(r"\s*\(([^()]*)\)")
SEPARATOR = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")


def load(path):
    """Read the snapshot at *path*, JSON lines in gzip, record by record."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield {intern(key): value for key, value in json.loads(line).items()}


def complete(record):
    """*record* without gaps."""
    said = {key: record.get(key) for key in KEYS}
    said["title"], said["abstract"] = said["title"] or "", said["abstract"] or ""
    said["categories"] = said["categories"] or "cs.LG"
    said["authors"] = said["authors"] or ""
    said["authors_parsed"] = _authors(said["authors_parsed"], said["authors"])
    said["submitter"] = said["submitter"] or next(map(name, said["authors_parsed"]), "arXiv Admin")
    said["versions"] = _versions(said)
    said["update_date"] = said["update_date"] or day(moment(said["versions"][-1]["created"]))
    return said


def name(author):
    """A row of ``authors_parsed`` as one says it, accents as letters."""
    family, given, suffix, *_ = author
    return to_plain(" ".join(filter(None, (given, family, suffix))))


def _versions(record):
    made = record["versions"] or [
        {"version": "v1", "created": record["update_date"] or f"{arxiv_month(record['id'])}-01"}
    ]
    made = [{**version, "created": rfc(moment(version["created"]))} for version in made]
    if WITHDRAWN.search(record["comments"] or ""):
        made[-1]["withdrawn"] = True
    return made


def _authors(parsed, line):
    """The rows of *parsed*, with the affiliations that only the printed *line* has."""
    if parsed and "(" not in line:
        return parsed
    printed = [*map(_author, _split(line))]
    if not parsed:
        return printed
    whole = len(parsed) == len(printed) and all(len(row) <= 3 for row in parsed)
    return [[*row, *shown[3:]] for row, shown in zip(parsed, printed, strict=True)] if whole else parsed


def _split(line):
    """Cut *line* between authors, but not inside brackets."""
    hidden = BRACKETS.sub(lambda found: found[0].replace(",", "\0").replace(" and ", "\1"), line)
    return [one.replace("\0", ",").replace("\1", " and ") for one in SEPARATOR.split(hidden) if one.strip()]


def _author(printed):
    words = BRACKETS.sub("", printed).split()
    suffix = words.pop() if len(words) > 2 and SUFFIX.fullmatch(words[-1]) else ""
    return [words[-1] if words else "", " ".join(words[:-1]), suffix, *BRACKETS.findall(printed)]
