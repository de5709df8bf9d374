"""The evidence on disk: replaced whole or not at all, and what pages ask of it."""

from __future__ import annotations

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from catalogue.errors import NoEvidenceError, StorageError
from glossary.evidence.collect import collect
from glossary.evidence.store import FILE, Evidence, Quotation, Use, write
from tests.glossary.makers import a_bridge, a_concept, a_glossary
from tests.makers import a_work

GLOSSARY = a_glossary(
    a_concept("sae", "sparse autoencoder", "sparse dictionary", bridges=(a_bridge("head", "relatedMatch"),)),
    a_concept("head", "attention head"),
    a_concept("lens", "logit lens"),
)
LIBRARY = (
    a_work(id="a:1", title="One", submitted="2024-05-01", abstract="Sparse autoencoders and attention heads agree."),
    a_work(
        id="a:2", title="Two", submitted="2023", abstract="An attention head. Attention heads! A sparse dictionary."
    ),
    a_work(id="a:3", title="Three", submitted="2024-02", abstract="A sparse autoencoder."),
    a_work(id="a:4", title="Four", submitted="2024-02-03", abstract="Nothing."),
    a_work(id="a:5", title="Sparse autoencoders", submitted=""),
)


def made(home, *works, **stamp):
    """Evidence of a few works in a home."""
    home.mkdir(exist_ok=True)
    write(home, collect(works, GLOSSARY), stamp)
    return Evidence(home)


@pytest.fixture
def evidence(home):
    """The evidence of the library."""
    return made(home, *LIBRARY, glossary="abc", layout="1")


QUESTIONS = {
    "denominators": (),
    "uses": ("sae",),
    "quotes": ("sae",),
    "joint": ("sae", "head"),
    "together": ("sae", "head"),
    "papers": ("sae",),
    "concepts_in": ("a:1",),
    "mentions": (),
    "popularity": (),
    "attested": (),
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("state", ["missing", "empty", "no database", "cut", "other tables", "a folder", "no home"])
def test_no_evidence(home, question, state):
    """Without evidence, or with a file that cannot be read, every question says what to do."""
    home.mkdir()
    file = home / FILE
    match state:
        case "empty":
            file.touch()
        case "no database":
            file.write_text("no database" * 100)
        case "cut":
            made(home, *LIBRARY)
            file.write_bytes(file.read_bytes()[:5000])
        case "other tables":
            sqlite3.connect(file).execute("CREATE TABLE other (key)")
        case "a folder":
            file.mkdir()
        case "no home":
            home.rmdir()

    with pytest.raises(NoEvidenceError, match="the corpus has not been read for the glossary yet") as refused:
        getattr(Evidence(home), question)(*QUESTIONS[question])

    assert "Run: commons index" == refused.value.remedy
    assert {} == Evidence(home).stamp()


def test_nothing_is_made_by_asking(home):
    """A question to a home without evidence leaves no file."""
    home.mkdir()

    assert {} == Evidence(home).stamp()
    assert [] == list(home.iterdir())


def test_stamp(evidence):
    """The evidence knows what it was made of, and when."""
    stamp = evidence.stamp()

    assert {"glossary": "abc", "layout": "1"}.items() <= stamp.items()
    assert {"glossary", "layout", "made"} == set(stamp)
    assert stamp["made"].endswith("+00:00")


def test_denominators(evidence):
    """Each year has its number of papers, those that mention nothing among them; undated ones are in none."""
    assert {"2023": 1, "2024": 3} == evidence.denominators()


def test_uses(evidence):
    """Each label has its papers, by year, and the first dated one; a year or month comes before its days."""
    assert {
        "sparse autoencoder": Use(
            label="sparse autoencoder", papers=3, by_year={"2024": 2}, first="2024-02", first_paper="a:3"
        ),
        "sparse dictionary": Use(
            label="sparse dictionary", papers=1, by_year={"2023": 1}, first="2023", first_paper="a:2"
        ),
    } == evidence.uses("sae")
    assert {} == evidence.uses("lens") == evidence.uses("nothing")


def test_counts_are_of_papers(evidence):
    """A paper that says a word twice counts once."""
    assert {"2023": 1, "2024": 1} == evidence.uses("head")["attention head"].by_year


def test_undated(home):
    """A word that only undated papers say is used, and nobody knows since when."""
    found = made(home, LIBRARY[-1]).uses("sae")["sparse autoencoder"]

    assert (1, {}, "", "") == (found.papers, found.by_year, found.first, found.first_paper)


def test_quotes(evidence):
    """The best sentence of each label comes first, then the next ones; each is said once, with its paper."""
    found = evidence.quotes("sae")

    assert {"sparse autoencoder", "sparse dictionary"} == {one.label for one in found[:2]}
    assert [("a:1", "Sparse autoencoders"), ("a:2", "sparse dictionary"), ("a:3", "sparse autoencoder")] == [
        (one.paper, one.sentence[one.start : one.end]) for one in found
    ]
    assert found[:1] == evidence.quotes("sae", most=1)
    assert [] == evidence.quotes("lens")


def test_same_sentence(home):
    """A sentence that two papers share is quoted once."""
    found = made(home, *(a_work(id=f"a:{number}", abstract="An attention head.") for number in range(3))).quotes("head")

    assert 1 == len(found)


def test_joint(evidence):
    """A sentence that names both sides of a bridge is found from either side."""
    expected = Quotation(label="", paper="a:1", title="One", date="2024-05-01", sentence=LIBRARY[0].abstract)

    assert [expected] == evidence.joint("sae", "head") == evidence.joint("head", "sae")
    assert [] == evidence.joint("sae", "lens")


def test_together(evidence):
    """Papers that name two concepts are counted, in whatever sentences."""
    assert (2, 2, 0) == (
        evidence.together("sae", "head"),
        evidence.together("head", "sae"),
        evidence.together("sae", "lens"),
    )


def test_papers(evidence):
    """The papers of a concept come the newest first, undated ones last."""
    assert ["a:1", "a:3", "a:2", "a:5"] == evidence.papers("sae")
    assert [] == evidence.papers("lens")


def test_concepts_in(evidence):
    """The concepts of a paper come the most frequent first."""
    assert (["head", "sae"], ["sae", "head"], []) == tuple(map(evidence.concepts_in, ("a:2", "a:1", "a:4")))


def test_mentions(evidence):
    """Of each paper and concept that it names there is how often, and how often in the title."""
    assert [
        ("a:1", "head", 1, 0),
        ("a:1", "sae", 1, 0),
        ("a:2", "head", 2, 0),
        ("a:2", "sae", 1, 0),
        ("a:3", "sae", 1, 0),
        ("a:5", "sae", 1, 1),
    ] == evidence.mentions()


def test_popularity(evidence):
    """Each concept has its number of papers; one that none names is missing."""
    assert {"sae": 4, "head": 2} == evidence.popularity()


def test_attested(evidence):
    """Every label that the corpus shows is attested, and no other."""
    assert {
        ("sae", "sparse autoencoder"),
        ("sae", "sparse dictionary"),
        ("head", "attention head"),
    } == evidence.attested()


def test_replaced(evidence, home):
    """A new build takes the place of the old one, which whoever is reading it keeps; nothing is left beside it."""
    with (home / FILE).open("rb") as old:
        before = old.read()
        made(home, LIBRARY[2])
        old.seek(0)
        assert before == old.read()

    assert ({"sae": 1}, {"2024": 1}) == (evidence.popularity(), evidence.denominators())
    assert [FILE] == [path.name for path in home.iterdir()]


def test_empty_corpus(home):
    """A corpus without papers is evidence of nothing."""
    evidence = made(home)

    assert ({}, set(), {}) == (evidence.popularity(), evidence.attested(), evidence.denominators())
    assert ["made"] == list(evidence.stamp())


def test_threads(evidence):
    """Many threads ask at once, while new builds arrive."""
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(evidence.popularity) for _ in range(200)]
        for _ in range(5):
            made(evidence._file.parent, *LIBRARY)
        assert [{"sae": 4, "head": 2}] * 200 == [one.result() for one in asked]


@pytest.mark.parametrize("space", [0, 20_000, 60_000])
def test_full_disk(small_disk, space):
    """A disk that is full, or fills while the evidence is written, leaves the old evidence, and nothing beside it."""
    home = small_disk("1m").path
    evidence = made(home, *LIBRARY)
    disk = os.statvfs(home)
    (home / "ballast").write_bytes(bytes(disk.f_bavail * disk.f_frsize - space))
    many = [a_work(id=f"b:{number}", abstract="Sparse autoencoders. " * 20) for number in range(50)]

    with pytest.raises(StorageError, match=r"cannot write the glossary's evidence into .*full") as refused:
        made(home, *many)

    assert "Free some space or check the permissions, then run: commons index" == refused.value.remedy
    assert {"sae": 4, "head": 2} == evidence.popularity()
    assert {FILE, "ballast"} == {path.name for path in home.iterdir()}
    (home / "ballast").unlink()
    assert {"sae": 50} == made(home, *many).popularity()


@pytest.mark.parametrize("where", ["none", "file"])
def test_impossible_home(tmp_path, where):
    """A home that is not there, or no folder, is named."""
    (tmp_path / "file").touch()

    with pytest.raises(StorageError, match=str(tmp_path / where)):
        write(tmp_path / where, collect(LIBRARY, GLOSSARY), {})
