"""CSV as spreadsheets read it."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.formats.table import COLUMNS, FORMULA, LISTS, dump
from tests.catalogue.formats.strategies import any_names, one_line, titles
from tests.makers import a_paper, a_work


def read(text):
    """Parse CSV as any reader would."""
    return list(csv.DictReader(StringIO(text, newline="")))


def test_columns():
    """Every column is there, lists are joined by semicolons."""
    work = a_work(
        authors=["Neel Nanda", "Smith, J."],
        submitted="2024-09-23",
        categories=("cs.LG", "cs.CL"),
        topics=("probing",),
        venue="ICLR 2025",
        url="https://arxiv.org/abs/2309.08600",
    )
    expected = {
        "id": "arxiv:2309.08600",
        "title": "Sparse autoencoders find features",
        "authors": "Neel Nanda; Smith, J.",
        "year": "2024",
        "date": "2024-09-23",
        "venue": "ICLR 2025",
        "url": "https://arxiv.org/abs/2309.08600",
        "categories": "cs.LG; cs.CL",
        "topics": "probing",
        "sources": "arxiv",
    }

    assert [expected] == read(dump([work]))


def test_no_works():
    """No works leave the header."""
    assert ",".join(COLUMNS) + "\r\n" == dump([])


@pytest.mark.parametrize("title", ['=HYPERLINK("http://evil")', "+1", "-1+2", "@SUM(A1)", "\t=1", "\n=1", "\uff1d1"])
def test_formulas(title):
    """What a spreadsheet would run as a formula is text to it."""
    (row,) = read(dump([a_work(title=title, authors=[title], venue=title)]))

    assert [f"'{one_line(title)}"] * 3 == [row["title"], row["authors"], row["venue"]]


@given(st.lists(st.tuples(titles, st.lists(any_names.filter(lambda name: ";" not in name), max_size=3)), max_size=4))
def test_round_trip(said):
    """A CSV reader reads back the titles and authors that we write, but for the apostrophe before formulas."""
    works = [a_work(a_paper(title=title, authors=authors)) for title, authors in said]
    expected = [(one_line(title), one_line(LISTS.join(authors))) for title, authors in said]

    found = [(unguarded(row["title"]), unguarded(row["authors"])) for row in read(dump(works))]

    assert expected == found


def unguarded(cell):
    """*cell* without the apostrophe that makes a formula text."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell


@given(st.lists(titles, max_size=4))
def test_no_cell_is_a_formula(said):
    """No cell of any table begins like a formula."""
    rows = read(dump([a_work(title=title, authors=[title]) for title in said]))

    assert not [cell for row in rows for cell in row.values() if cell.startswith(FORMULA)]


@given(st.lists(titles | st.sampled_from(["=1+1", "+1", "-1", "@x", "\t=1", "|cmd", "a\r\nb", 'say "no"']), max_size=4))
def test_pandas(said):
    """Pandas reads every row and column of the file that Excel gets, and no cell is a formula to a spreadsheet."""
    content = dump([a_work(title=title, venue=title) for title in said]).encode("utf-8-sig")

    found = pd.read_csv(BytesIO(content), dtype=str, keep_default_na=False, encoding="utf-8-sig")

    assert list(COLUMNS) == list(found.columns)
    assert [one_line(title) for title in said] == [unguarded(cell) for cell in found["title"]]
    assert not any(cell.startswith(FORMULA) for column in COLUMNS for cell in found[column])
    assert b"\r\n" == content[-2:]
