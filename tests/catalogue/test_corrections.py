"""Corrections to bylines: read from two files, and seen wherever a work is read."""

from __future__ import annotations

import gzip
import os
import runpy
import sys
from pathlib import Path

import pytest

from catalogue import corrections
from catalogue.corrections import Corrected, Corrections, Hidden, Renamed, Same, hashed, read
from catalogue.errors import CorrectionsError
from catalogue.records import Byline
from catalogue.settings import load_settings
from catalogue.store import Catalogue
from tests.makers import a_paper, a_work, ingest

RENAMED = '[[renamed]]\nfrom = "Jane Doe"\nto = "John Doe"\n'


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of corrections to write."""
    return tmp_path / "authors.toml"


@pytest.fixture
def site(home: Path) -> Path:
    """The site's own file."""
    home.mkdir()
    return home / "authors.toml"


def names(*papers) -> list[str]:
    """Everybody printed on *papers*."""
    return [byline.name for paper in papers for byline in paper.authors]


def test_every_field(file: Path):
    """Everything that a file can say is read."""
    file.write_text(
        '[[same]]\nnames = ["A. Bietti", "Alberto Bietti"]\npapers = ["arxiv:1"]\n'
        '[[different]]\nnames = ["Yang Liu"]\npapers = [["arxiv:1"], ["arxiv:2", "arxiv:3"]]\n'
        f'{RENAMED}papers = ["arxiv:4"]\n[[hidden]]\nname = "Kurt Gödel"\npapers = ["arxiv:5"]\n',
        encoding="utf-8",
    )

    found = read(file)

    assert (Same(names=("A. Bietti", "Alberto Bietti"), papers=("arxiv:1",)),) == found.same
    assert (("arxiv:1",), ("arxiv:2", "arxiv:3")) == found.different[0].papers
    assert (Hidden(name="Kurt Gödel", papers=("arxiv:5",)),) == found.hidden
    assert "John Doe" == found.name("Jane Doe", ["arxiv:4"])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[[renamed]]\nto = "A"', "authors.toml:1: renamed.0.from: field required"),
        ('[[hidden]]\nname = "A"\n[[hidden]]\nnam = "B"', "authors.toml:4: hidden.1.nam: unexpected"),
        ("[[same]]\nnames = []", "authors.toml:2: same.0.names: tuple should have at least 1 item"),
        (
            '[[different]]\nnames = ["A"]\npapers = [["arxiv:1"]]',
            "authors.toml:3: different.0.papers: tuple should have",
        ),
        (
            '[[different]]\nnames = ["A"]\npapers = [["arxiv:1"], []]',
            "authors.toml:3: different.0.papers.1: tuple should",
        ),
        ('[[hidden]]\nname = ""', "authors.toml:2: hidden.0.name: string should have at least 1 character"),
        ('[[gone]]\nname = "A"', "authors.toml:1: gone: unexpected"),
        ("hidden = 3", "authors.toml:1: hidden: input should be a valid tuple"),
        ('[[hidden]]\nname = "A', "authors.toml:2: no TOML"),
        ("[[hidden]]\nname = '\udcff'", "authors.toml:2: the file is not in UTF-8"),
    ],
)
def test_mistakes(file: Path, text: str, said: str):
    """A mistake is told with its file and line."""
    file.write_text(text, encoding="utf-8", errors="surrogateescape")

    with pytest.raises(CorrectionsError) as caught:
        read(file)

    assert said in str(caught.value)


@pytest.mark.parametrize("former", ["Jane Doe", "doe, jane", "JÄNE  DOE", hashed("Jane Doe")])
def test_renamed(former: str):
    """A former name in any spelling, or given by its hash, becomes the present one."""
    found = Corrections(renamed=(Renamed(former=former, to="John Doe"),))

    work = found.work(a_work(authors=("Jane Doe", "Doe, Jane", "Janet Doe")))

    assert ["John Doe", "John Doe", "Janet Doe"] == names(work)


def test_renamed_on_some_papers():
    """A rename by papers holds for every record of their works, and leaves namesakes alone."""
    found = Corrections(renamed=(Renamed(former="Jane Doe", to="John Doe", papers=("arxiv:1",)),))
    records = [a_paper(id=one, authors=("Jane Doe",)) for one in ("arxiv:1", "openreview:x")]

    assert ["John Doe"] * 2 == names(*found.work(a_work(*records)).records)
    assert ["Jane Doe"] == names(found.work(a_work(id="arxiv:2", authors=("Jane Doe",))))


@pytest.mark.parametrize(
    ("account", "kept"),
    [("~Jane_Doe1", None), ("~John_Doe1", "~John_Doe1"), ("0000-0002-1825-0097", "0000-0002-1825-0097"), (None, None)],
)
@pytest.mark.parametrize("printed", ["Jane Doe", "John Doe"])
def test_accounts_made_of_a_former_name(printed: str, account: str | None, kept: str | None):
    """OpenReview makes ids of names: one of the former name goes with it."""
    found = Corrections(renamed=(Renamed(former="Jane Doe", to="John Doe"),))

    [byline] = found.work(a_work(authors=(Byline(name=printed, person_id=account),))).authors

    assert ("John Doe", kept) == (byline.name, byline.person_id)


def test_wherever_a_work_is_read(site: Path):
    """Works have the present name however they are read, at once, and the stamp is another one."""
    catalogue = Catalogue.open(load_settings())
    ingest(catalogue, a_paper(id="arxiv:1", authors=("Jane Doe",)))
    before = catalogue.stamp()

    site.write_text(RENAMED, encoding="utf-8")

    assert ["John Doe"] * 3 == names(*catalogue.works(), *catalogue.find(["arxiv:1"]), catalogue.get("arxiv:1"))
    assert before != catalogue.stamp()


def test_the_next_ingestion(site: Path):
    """Sources are compared with what they said: a rename makes no new version of a paper."""
    site.write_text(RENAMED, encoding="utf-8")
    catalogue = Catalogue.open(load_settings())
    paper = a_paper(id="arxiv:1", authors=("Jane Doe",))

    assert [["new"], ["unchanged"]] == [ingest(catalogue, paper), ingest(catalogue, paper)]


def test_a_file_that_changes(site: Path):
    """The site's file is read again when it has changed, and no more when it is gone."""
    corrected = Corrected(site.parent)
    seen = [corrected().name("Jane Doe", [])]
    for number, name in enumerate(("John Doe", "Jo Doe")):
        site.write_text(RENAMED.replace("John Doe", name), encoding="utf-8")
        os.utime(site, ns=(number, number))
        seen.append(corrected().name("Jane Doe", []))
    site.unlink()

    assert ["Jane Doe", "John Doe", "Jo Doe", "Jane Doe"] == [*seen, corrected().name("Jane Doe", [])]


def test_a_broken_file_shows_nothing(site: Path):
    """While the site's file is broken no work is read: it would show what the file hides."""
    catalogue = Catalogue.open(load_settings())
    site.write_text("[[renamed]]", encoding="utf-8")

    with pytest.raises(CorrectionsError, match=r"authors.toml:1: renamed.0.from"):
        catalogue.works()


def test_the_hash_of_a_name(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """The module, run, prints what stands for a former name."""
    monkeypatch.setattr(sys, "argv", ["corrections", "Jane", "Doe"])

    runpy.run_path(corrections.__file__, run_name="__main__")

    assert f"{hashed('Doe, Jane')}\n" == capsys.readouterr().out


def test_no_former_name_in_a_digest():
    """The digest tells one set of corrections from another, and tells nothing else."""
    one = Corrections(renamed=(Renamed(former="Jane Doe", to="John Doe"),))

    assert "" == Corrections().digest
    assert one.digest != Corrections(hidden=(Hidden(name="Jane Doe"),)).digest
    assert 12 == len(one.digest)


@pytest.mark.data
def test_papers_of_the_shared_file(shared_data: Path):
    """The corrections that come with the project are of papers that exist."""
    found = read(corrections.SHARED)
    cited = {one.removeprefix("arxiv:") for item in (*found.same, *found.renamed, *found.hidden) for one in item.papers}
    cited |= {one.removeprefix("arxiv:") for item in found.different for side in item.papers for one in side}
    with gzip.open(shared_data / "arxiv-titles.tsv.gz", "rt", encoding="utf-8") as file:
        known = {line.partition("\t")[0] for line in file}

    assert set() == cited - known
