"""What we write as BibTeX, and what we read of other people's."""

from __future__ import annotations

import re

import pytest
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st

from catalogue.formats.bibtex import Reference, Unreadable, dump, parse
from tests.catalogue.formats.strategies import names, one_line, titles
from tests.makers import a_paper, a_work

GROKKING = a_work(
    id="arxiv:2301.05217",
    title="Progress measures for grokking via mechanistic interpretability",
    authors=["Neel Nanda", "Jacob Steinhardt"],
    submitted="2023-01-12",
    categories=("cs.LG", "cs.AI"),
    topics=("training-dynamics",),
    url="https://arxiv.org/abs/2301.05217",
    also=("doi:10.48550/arXiv.2301.05217",),
)


def test_a_preprint():
    """A preprint has what arXiv's own BibTeX has, and BibLaTeX and Zotero look for."""
    expected = """@misc{nanda2023progress,
  title = {Progress measures for grokking via mechanistic interpretability},
  author = {Nanda, Neel and Steinhardt, Jacob},
  eprint = {2301.05217},
  archivePrefix = {arXiv},
  primaryClass = {cs.LG},
  doi = {10.48550/arXiv.2301.05217},
  url = {https://arxiv.org/abs/2301.05217},
  keywords = {training-dynamics},
  year = {2023},
  month = jan,
}
"""

    assert expected == dump([GROKKING])


@pytest.mark.parametrize(
    ("venue", "kind", "field"),
    [
        ("NeurIPS 2025 Workshop on Mechanistic Interpretability", "inproceedings", "booktitle"),
        ("Findings of ACL 2024", "inproceedings", "booktitle"),
        ("Nature Machine Intelligence", "article", "journal"),
        ("TMLR 2024", "article", "journal"),
        ("Transformer Circuits Thread", "misc", "howpublished"),
        ("Alignment Forum", "misc", "howpublished"),
    ],
)
def test_venues(venue, kind, field):
    """The venue decides what kind of entry a work is, and goes where styles look for it."""
    (entry,) = parse_string(dump([a_work(id="openreview:x", venue=venue)])).entries

    assert (kind, venue) == (entry.entry_type, entry[field])


def test_year_of_the_meeting():
    """A paper is cited with the year of its meeting, and then without the month in which it was submitted."""
    (entry,) = parse(dump([a_work(submitted="2022-09-30", venue="ICLR 2023")]))

    assert ("2023", None) == (entry.fields["year"], entry.fields.get("month"))


def test_nothing_known():
    """A work of which nothing is known but the title is still a valid entry."""
    (entry,) = parse(dump([a_work(id="web:x", title="?!")]))

    assert ("work", {"title": "?!"}, ()) == (entry.key, entry.fields, entry.authors)


def test_keys_are_unique():
    """Works that would share a key are told apart by a letter, whatever the order in which they are asked for."""
    works = [a_work(id=f"arxiv:{number}", title="Toy models", authors=["Ada Lovelace"]) for number in "321"]

    keys = {entry.key: entry.line for entry in parse(dump(works))}

    assert ["lovelacetoy", "lovelacetoyb", "lovelacetoyc"] == sorted(keys)
    assert dump(works[::-1]).split("\n\n")[0].strip() == dump(works).split("\n\n")[2].strip()


def test_a_work_twice():
    """A work that is asked for twice is written once."""
    assert dump([GROKKING]) == dump([GROKKING, GROKKING])


def test_no_works():
    """No works make an empty file."""
    assert not dump([])


@given(st.lists(st.tuples(titles, st.lists(names, max_size=3)), max_size=5))
def test_round_trip(said):
    """Our own parser reads back the titles and authors that we write."""
    works = [
        a_work(a_paper(id=f"arxiv:{number}", title=title, authors=authors))
        for number, (title, authors) in enumerate(said)
    ]

    entries = list(parse(dump(works)))

    assert [(one_line(title), tuple(authors)) for title, authors in said] == [
        (entry.fields["title"], entry.authors) for entry in entries
    ]
    assert len(works) == len({entry.key for entry in entries})


@given(titles)
def test_bibtexparser_reads_it(title):
    """So does bibtexparser with its own decoder, up to the commands that it does not know."""
    library = parse_string(dump([a_work(title=title)]), append_middleware=[LatexDecodingMiddleware()])

    (entry,) = library.entries

    assert not library.failed_blocks
    assert bare(title) == bare(entry["title"])


def bare(title):
    """ASCII letters and digits of *title*."""
    return re.sub(r"[^0-9a-zA-Z]", "", title)


FILE = r"""Some words before.
@string{neurips = "Advances in {NeurIPS}"}
@article{a1,
  Title = {{Progress} measures: $L_1$ \& 5% more},
  author = "Nanda, Neel and {\O}ystein G{\"o}del and {OpenAI} and others",
  journal = neurips # { 36}, month = jan, year = 2023,
  url = {\url{https://x.org/a\_b%20c~d}}
}
@article{a2, title = {x} author = {y}}
@misc{a1, title = {Same key}, TITLE = {second}}
@misc{open, title = {abc,
@inproceedings(p, title = "q {"} z", author = {Smith, Jr., John})
@article{title = {no key}}
@comment{@misc{hidden, title = {x}}}
@misc{end, title = {open
"""


def test_reading():
    """Good entries are read in full, broken ones are named by their line, and none hides another."""
    first, missing_comma, same_key, unclosed, parens, no_key, end = parse(FILE)

    assert first == Reference(
        line=3,
        kind="article",
        key="a1",
        fields={
            "title": "Progress measures: $L_1$ & 5% more",
            "journal": "Advances in NeurIPS 36",
            "month": "jan",
            "year": "2023",
            "url": "https://x.org/a_b%20c~d",
        },
        authors=("Neel Nanda", "Øystein Gödel", "OpenAI"),
    )
    assert {"title": "Same key"} == same_key.fields
    assert (12, 'q " z', ("John Smith Jr.",)) == (parens.line, parens.fields["title"], parens.authors)
    assert [9, 11, 13, 15] == [broken.line for broken in (missing_comma, unclosed, no_key, end)]
    assert "comma" in missing_comma.reason
    assert "end of file" in end.reason


def test_not_bibtex():
    """Text that is no BibTeX has no entries."""
    assert [] == list(parse('{"title": "a JSON file"}')) == list(parse(""))


def test_byte_order_mark():
    """A byte order mark, as Windows editors write it, is no part of the first entry."""
    (entry,) = parse("\ufeff@misc{a, title = {b}}")

    assert "a" == entry.key


def test_logs_nothing(caplog):
    """What is reported is not logged as well."""
    assert [Unreadable] == [type(entry) for entry in parse("@misc{a, title = {b")]
    assert [] == caplog.records


@given(
    st.text(st.sampled_from('@{}(),="#\\\n ab%$~') | st.characters(), max_size=60)
    | st.just(FILE).map(lambda text: text[:200])
)
def test_reading_never_fails(text):
    """Whatever a file holds, reading it yields references and broken entries with lines of the file."""
    for entry in parse("@misc{k, author = " + text):
        assert 1 <= entry.line <= text.count("\n") + 1


@given(st.integers(0, len(FILE)))
def test_truncated(end):
    """A file that is cut off anywhere yields all the entries that are complete."""
    whole = [entry for entry in parse(FILE) if isinstance(entry, Reference)]

    entries = [entry for entry in parse(FILE[:end]) if isinstance(entry, Reference)]

    assert entries == whole[: len(entries)]
