"""What Zotero makes of our files, by the rules of its own importers (zotero/translators, RIS.js and BibTeX.js).

Zotero itself cannot be installed by pip, so the rules that touch what we write are written down here, as facts.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from catalogue.formats import bibtex, ris
from catalogue.formats.names import family_first
from tests.catalogue.formats.strategies import names, one_line, titles
from tests.makers import a_paper, a_work

LINE = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: (.*))?")
"""A line of RIS; what is none of these belongs to the line before."""

TYPES = {"MANSCPT": "manuscript", "CPAPER": "conferencePaper", "JOUR": "journalArticle", "ELEC": "webpage"}
"""Those that we write. A type that Zotero does not know becomes a journalArticle."""

FIELDS = {
    "TI": {"": "title"},
    "AB": {"": "abstractNote"},
    "DO": {"": "DOI"},
    "UR": {"": "url"},
    "DB": {"": "archive"},
    "AN": {"": "archiveLocation"},
    "T2": {"conferencePaper": "conferenceName", "journalArticle": "publicationTitle", "webpage": "websiteTitle"},
    "M3": {"manuscript": "manuscriptType", "webpage": "websiteType", "": "DOI"},
}
"""Which field a tag becomes, by type of item."""

DATE = re.compile(r"(\d+)(?:/(\d{0,2})(?:/(\d{0,2}))?)?")

BIBTEX_TYPES = {"misc", "inproceedings", "article"}
"""Those that we write; Zotero leaves an entry of an unknown type out."""

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def imported(text: str) -> list[dict]:
    """The items that Zotero makes of RIS."""
    items: list[dict] = []
    held: dict | None = None
    for line in text.split("\n"):
        match = LINE.fullmatch(line)
        assert match or not line.strip(), f"a line that Zotero appends to another: {line!r}"
        if not match:
            continue
        tag, value = match[1], (match[2] or "").strip()
        if tag == "TY":
            held = {"itemType": TYPES[value], "creators": [], "tags": []}
        elif tag == "ER":
            items.append(held)
            held = None
        elif value:
            put(held, tag, value)
    assert held is None
    return items


def put(item: dict, tag: str, value: str) -> None:
    """Put a value where Zotero puts it; the day counts before the year, and a field is set once."""
    if tag == "AU":
        last, *rest = re.split(r"\s*,\s*", value, maxsplit=1)
        item["creators"].append((last, *rest))
    elif tag == "KW":
        item["tags"] += re.split(r"\s*;\s*", value)
    elif tag in {"DA", "PY"}:
        said = "-".join(part.zfill(2) for part in DATE.fullmatch(value).groups() if part)
        item["date"] = max(said, item.get("date", ""), key=len)
    else:
        kinds = FIELDS[tag]
        if field := kinds.get(item["itemType"], kinds.get("", "")):
            assert field not in item
            item[field] = value


def test_a_preprint():
    """A preprint is a manuscript of that type, with its place in arXiv, and no journal that does not exist."""
    work = a_work(
        authors=["Neel Nanda", "Ludwig van Beethoven", "Anthropic Interpretability Team"],
        submitted="2023-01-12",
        abstract="We reverse-engineer it.",
        url="https://arxiv.org/abs/2309.08600",
        topics=("probing", "saes"),
    )

    assert [
        {
            "itemType": "manuscript",
            "title": "Sparse autoencoders find features",
            "creators": [("Nanda", "Neel"), ("van Beethoven", "Ludwig"), ("Anthropic Interpretability Team",)],
            "date": "2023-01-12",
            "abstractNote": "We reverse-engineer it.",
            "url": "https://arxiv.org/abs/2309.08600",
            "archive": "arXiv",
            "archiveLocation": "arXiv:2309.08600",
            "manuscriptType": "Preprint",
            "tags": ["probing", "saes"],
        }
    ] == imported(ris.dump([work]))


@pytest.mark.parametrize(
    ("venue", "kind", "field"),
    [
        ("NeurIPS 2025 Workshop on Mechanistic Interpretability", "conferencePaper", "conferenceName"),
        ("Nature Machine Intelligence", "journalArticle", "publicationTitle"),
        ("Alignment Forum", "webpage", "websiteTitle"),
    ],
)
def test_venues(venue: str, kind: str, field: str):
    """A venue decides the type of item and stands where Zotero cites it from; a DOI is kept."""
    (item,) = imported(ris.dump([a_work(id="doi:10.1/x", venue=venue, submitted="2024-05")]))

    assert (kind, venue, "10.1/x") == (item["itemType"], item[field], item["DOI"])


@given(st.lists(st.tuples(titles, st.lists(names, max_size=3)), max_size=4))
def test_titles_and_names_in_ris(said):
    """No title or name breaks a record in two or ends up elsewhere."""
    works = [a_work(a_paper(title=title, authors=authors, abstract=title)) for title, authors in said]

    found = imported(ris.dump(works))

    assert [one_line(title) for title, _ in said] == [item["title"] for item in found]
    assert [[tuple(re.split(r"\s*,\s*", family_first(one), maxsplit=1)) for one in authors] for _, authors in said] == [
        item["creators"] for item in found
    ]


@given(st.lists(st.tuples(titles, st.lists(names, max_size=3)), min_size=1, max_size=4))
def test_bibtex_by_another_parser(said):
    """Pybtex, which is not what we write with, reads every entry, in types, months and keys that Zotero takes."""
    works = [
        a_work(a_paper(id=f"arxiv:2309.{place:05}", title=title, authors=authors, submitted="2023-09"))
        for place, (title, authors) in enumerate(said)
    ]

    found = parse_string(bibtex.dump(works), "bibtex").entries

    assert len(works) == len(found)
    assert BIBTEX_TYPES >= {entry.type for entry in found.values()}
    assert all(re.fullmatch(r"[a-z0-9]+", key) for key in found)
    assert all(entry.fields["month"] in {"September", "sep"} for entry in found.values())
    assert [len(authors) for _, authors in said] == [len(entry.persons.get("author", ())) for entry in found.values()]


@given(titles)
def test_bibtex_values_end_where_they_should(title: str):
    """Zotero takes the letter after a backslash as it is when it counts braces, BibTeX does not: both end alike."""
    text = bibtex.dump([a_work(title=title, authors=["Ann Other"])])
    start = text.index("title = {") + len("title = {")

    assert end(text, start, escapes=True) == end(text, start, escapes=False)


def end(text: str, start: int, *, escapes: bool) -> int:
    """Where the value that begins at *start*, after its brace, ends."""
    depth, place = 1, start
    while depth:
        if escapes and text[place] == "\\":
            place += 1
        else:
            depth += {"{": 1, "}": -1}.get(text[place], 0)
        place += 1
    return place


def test_months():
    """Every month is the word that BibTeX and Zotero know."""
    assert ("", *MONTHS) == bibtex.MONTHS
