"""From anybody's .bib file to papers; how the file itself is read is tested with the formats."""

from __future__ import annotations

import pytest

from catalogue.errors import NotWhatItSaysError
from catalogue.records import Byline, Paper
from catalogue.store import Incoming
from ingest.run import run
from ingest.sources import bibtex

ENTRY = r"""
@inproceedings{wang2023ioi,
  title     = {Interpretability in the {W}ild: a Circuit for
               {I}ndirect {O}bject {I}dentification in {GPT-2} small},
  author    = {Wang, Kevin and Adri{\`a} Garriga-Alonso and others},
  booktitle = {ICLR},
  year      = 2023,
  month     = may,
  eprint    = {2211.00593},
  doi       = {10.1234/ABC},
  url       = {https://openreview.net/forum?id=NpsVSN6o4ul},
  abstract  = {Research in
               interpretability.},
}
"""


def papers(tmp_path, text):
    """The records of a file of *text*."""
    (tmp_path / "a.bib").write_text(text)
    source = bibtex.source(tmp_path / "a.bib")
    return [record for chunk in source.fetch("") for record in source.parse(chunk.data)]


def paper(tmp_path, fields):
    """The paper of one entry with *fields*."""
    (found,) = papers(tmp_path, f"@misc{{key, title = {{T}}, {fields} }}")
    assert isinstance(found, Incoming), found
    return found.paper


def test_a_full_entry(tmp_path):
    """Every field is where it belongs; arXiv's id comes first, the others are names of the same work."""
    expected = Paper(
        id="arxiv:2211.00593",
        source="bibtex",
        title="Interpretability in the Wild: a Circuit for Indirect Object Identification in GPT-2 small",
        abstract="Research in interpretability.",
        authors=(Byline(name="Kevin Wang"), Byline(name="Adrià Garriga-Alonso")),
        submitted="2023-05",
        url="https://openreview.net/forum?id=NpsVSN6o4ul",
        also=("doi:10.1234/abc", "openreview:NpsVSN6o4ul"),
        venue="ICLR",
    )

    assert [expected] == [record.paper for record in papers(tmp_path, ENTRY)]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("eprint = {2409.14507v2}", "arxiv:2409.14507"),
        ("arxivId = {2409.14507}", "arxiv:2409.14507"),
        ("journal = {arXiv preprint arXiv:2409.14507}", "arxiv:2409.14507"),
        ("note = {arXiv:2409.14507 [cs.LG]}", "arxiv:2409.14507"),
        ("doi = {10.48550/arXiv.2409.14507}", "arxiv:2409.14507"),
        ("url = {http://arxiv.org/abs/2409.14507}", "arxiv:2409.14507"),
        ("doi = {10.1109/CVPR.2018.00123}", "doi:10.1109/cvpr.2018.00123"),
        ("url = {https://openreview.net/forum?id=abc}", "openreview:abc"),
        ("eprint = {in press}", "bibtex:key"),
        ("", "bibtex:key"),
    ],
)
def test_ids(tmp_path, fields, expected):
    """Where an entry names an id, wherever that is, the paper has it; else its key must do."""
    assert expected == paper(tmp_path, fields).id


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("year = 2023, month = sep", "2023-09"),
        ("year = {2023}, month = {September}", "2023-09"),
        ("year = 2023, month = 9", "2023"),
        ("year = {in press}", ""),
        ("year = {20233}", ""),
        ("date = {2023-09-01}", "2023-09-01"),
        ("date = {2023-09}", "2023-09"),
        ("date = {2023-09-01/2023-10-01}", "2023-09-01"),
        ("date = {May 2023}, year = 2024", "2024"),
        ("eprint = {2409.14507}", "2024-09"),
        ("", ""),
    ],
)
def test_dates(tmp_path, fields, expected):
    """As much of the date as the entry knows, as ISO 8601 writes it."""
    assert expected == paper(tmp_path, fields).submitted


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("url = {https://example.org/a_b%20c}", "https://example.org/a_b%20c"),
        ("eprint = {2409.14507}", "https://arxiv.org/abs/2409.14507"),
        ("doi = {10.1038/x_1}", "https://doi.org/10.1038/x_1"),
        ("", ""),
    ],
)
def test_urls(tmp_path, fields, expected):
    """An entry without URL has that of its id, where its id has one."""
    assert expected == paper(tmp_path, fields).url


def test_bad_entries(tmp_path, catalogue):
    """Entries that cannot be read are listed with their lines; the others are stored, whatever they are about."""
    path = tmp_path / "a.bib"
    path.write_text("@misc{a, title = {A}}\n@misc{b, year = 2023}\n@misc{c, title = {C}\n\n@misc{d, title = {Cats}}\n")

    report = run(bibtex.source(path), catalogue)

    assert ["A", "Cats"] == [work.title for work in catalogue.works()]
    assert ["line 2", "line 3"] == [reject.place for reject in report.rejects]
    assert "the entry b has no title" == report.rejects[0].reason


@pytest.mark.parametrize("content", ["", "no BibTeX", "% only a comment\n", '{"title": "JSON"}', "<html>"])
def test_something_else(tmp_path, content):
    """A file without an entry is no .bib file."""
    with pytest.raises(NotWhatItSaysError, match=r"a\.bib holds no BibTeX entry\. Name a \.bib file"):
        papers(tmp_path, content)


def test_not_text(tmp_path):
    """A file of another encoding is refused."""
    (tmp_path / "a.bib").write_bytes("@misc{a, title = {Gödel}}".encode("latin-1"))

    with pytest.raises(NotWhatItSaysError, match="not UTF-8"):
        list(bibtex.source(tmp_path / "a.bib").fetch(""))


def test_control_characters(tmp_path):
    """What no database takes becomes a space."""
    (found,) = papers(tmp_path, "@misc{k, title = {a\0b}, author = {A\0 B}, venue = {x\0y}, journal = {J\0}}")

    assert ("a b", "A B", "J") == (found.paper.title, found.paper.authors[0].name, found.paper.venue.strip())
