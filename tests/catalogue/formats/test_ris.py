"""RIS as rispy and reference managers read it."""

from __future__ import annotations

import rispy
from hypothesis import given
from hypothesis import strategies as st

from catalogue.formats.names import family_first
from catalogue.formats.ris import dump
from tests.catalogue.formats.strategies import names, one_line, titles
from tests.makers import a_paper, a_work


def test_a_talk():
    """A work has its type, its people family name first, its date, venue, addresses and abstract."""
    work = a_work(
        authors=["Neel Nanda"],
        submitted="2024-09-23",
        venue="Transformer Circuits Thread",
        abstract="We\nshow.",
        url="https://x.org/?a;b",
        topics=("probing",),
        also=("doi:10.1/x",),
    )
    expected = """TY  - MANSCPT
TI  - Sparse autoencoders find features
AU  - Nanda, Neel
PY  - 2024
DA  - 2024/09/23
T2  - Transformer Circuits Thread
AB  - We show.
DO  - 10.1/x
UR  - https://x.org/?a%3Bb
DB  - arXiv
AN  - arXiv:2309.08600
M3  - Preprint
KW  - probing
ER  -"""

    assert expected == dump([work]).strip()


@given(st.lists(st.tuples(titles, st.lists(names, max_size=3)), max_size=4))
def test_round_trip(said):
    """Rispy reads back the titles and authors that we write."""
    works = [a_work(a_paper(title=title, authors=authors, abstract=title)) for title, authors in said]

    found = rispy.loads(dump(works))

    assert [(one_line(title), list(map(family_first, authors))) for title, authors in said] == [
        (entry["title"], entry.get("authors", [])) for entry in found
    ]


def test_no_works():
    """No works make an empty file."""
    assert not dump([])
