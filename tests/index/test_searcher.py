"""The index in a long-running program: loaded once, swapped when a new build appears, never half of each."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from catalogue.answers import Expansion, Query
from catalogue.errors import (
    EncoderError,
    IndexCorruptError,
    IndexMismatchError,
    NoIndexError,
    QuestionError,
    UnknownPaperError,
)
from catalogue.settings import Settings
from index import folder
from index.filters import facets
from index.searcher import Searcher
from tests.index.conftest import refusal
from tests.index.corpus import LIBRARY, TOY, a_document, ask, load, make


@pytest.fixture
def settings(tmp_path):
    """Settings with the toy encoder."""
    return Settings(home=tmp_path, encoder="toy")


@pytest.fixture
def searcher(settings):
    """A searcher over the library."""
    make(settings.home, *LIBRARY)
    return Searcher(settings)


def ids(answer):
    """Ids of the hits."""
    return [hit.paper_id for hit in answer.hits]


def test_search(searcher, settings):
    """It answers what the index answers."""
    assert ask(load(settings.home), "neurons", k=3) == ids(searcher.search(Query(text="neurons", k=3)))
    assert ids(searcher.search(Query(text=LIBRARY[0].text, k=4))) == ids(searcher.related(LIBRARY[0].text, k=4))
    assert "arxiv:1" not in ids(searcher.similar("arxiv:1", k=99))
    assert facets(load(settings.home).papers) == searcher.facets()
    assert folder.manifest(settings.home / "index") == searcher.manifest()


def test_facets_need_no_model(settings):
    """What can be filtered by is counted without the model, once for each build."""
    make(settings.home, *LIBRARY)
    loads = []
    searcher = Searcher(settings, load_encoder=loads.append)
    before = searcher.facets()
    assert before is searcher.facets()

    make(settings.home, *LIBRARY[:2])

    assert {"arxiv": 2, "starter": 1} == searcher.facets().sources
    assert {"arxiv": 5, "starter": 2, "bibtex": 2, "programme": 2} == before.sources
    assert [] == loads


def test_warm_up(settings):
    """Warmed up, a searcher has everything loaded before the first question."""
    make(settings.home, *LIBRARY)
    loads = []
    searcher = Searcher(settings, load_encoder=lambda asked: loads.append(asked) or TOY)

    searcher.warm_up()

    assert [settings] == loads
    assert searcher._kept.held
    assert ids(searcher.search(Query(text="neurons")))
    assert [settings] == loads


def test_warm_up_fails(settings):
    """What fails while warming up is raised there, and by each question until there is a remedy."""
    searcher = Searcher(settings)
    for asked in (searcher.warm_up, lambda: searcher.search(Query(text="neurons"))):
        with refusal(NoIndexError, "commons index"):
            asked()

    make(settings.home, *LIBRARY)

    assert ids(searcher.search(Query(text="neurons")))


def test_related_of_any_length(searcher):
    """Of a long abstract the end counts too."""
    filler = "Models of language are large. " * 200

    assert "web:c" == ids(searcher.related(filler + "Curve detectors in vision. " * 60))[0]


def test_loads_at_first_use(settings):
    """Nothing is loaded before the first question, and the encoder then once."""
    loads = []
    searcher = Searcher(settings, load_encoder=lambda asked: loads.append(asked) or TOY)
    with pytest.raises(NoIndexError):
        searcher.manifest()
    make(settings.home, *LIBRARY)
    assert [] == loads

    for _ in range(3):
        searcher.search(Query(text="neurons"))

    assert [settings] == loads


def test_new_build(searcher, settings):
    """A build is noticed at the next question; the encoder stays."""
    before = searcher.index()
    assert before is searcher.index()

    make(settings.home, a_document(id="x:1", title="Neurons of mice"))

    assert ["x:1"] == ids(searcher.search(Query(text="neurons")))
    assert before is not searcher.index()


class Busy:
    """The toy encoder, which takes its time to say its name: whoever loads an index asks for it."""

    def __init__(self):
        self.free = threading.Event()
        self.free.set()

    @property
    def name(self):
        """What the toy calls itself, once there is time."""
        assert self.free.wait(60)
        return TOY.name

    def __getattr__(self, name):
        return getattr(TOY, name)


def test_a_build_that_takes_long_to_load(settings):
    """While a new build loads, questions are answered from the old one, and nobody waits; then from the new one."""
    make(settings.home, *LIBRARY)
    busy = Busy()
    searcher = Searcher(settings.model_copy(update={"stall_s": 0.0}), load_encoder=lambda _: busy)
    before = searcher.search(Query(text="neurons"))
    busy.free.clear()
    make(settings.home, a_document(id="x:1", title="Neurons of mice"))

    assert [before] * 3 == [searcher.search(Query(text="neurons")) for _ in range(3)]
    busy.free.set()
    for thread in threading.enumerate():
        if thread.name == "index":
            thread.join(60)
    assert ["x:1"] == ids(searcher.search(Query(text="neurons")))


def test_unchanged_build(searcher, settings):
    """A build that changes nothing makes nobody load anything."""
    before = searcher.index()

    make(settings.home, *LIBRARY, stamp="newer")

    assert before is searcher.index()


def test_errors(searcher, settings):
    """What cannot be asked says why; after the remedy the same searcher answers."""
    empty = Searcher(Settings(home=settings.home / "empty", encoder="toy"))
    with refusal(NoIndexError, "commons index"):
        empty.search(Query(text="x"))
    with refusal(UnknownPaperError, "x:unknown"):
        searcher.similar("x:unknown")
    with refusal(IndexMismatchError, "exact"):
        Searcher(Settings(home=settings.home, encoder="toy", backend="exact")).search(Query(text="x"))
    with refusal(EncoderError, "COMMONS_ENCODER"):
        Searcher(Settings(home=settings.home, encoder="/nowhere")).search(Query(text="x"))
    make(settings.home / "empty", *LIBRARY)

    assert ids(empty.search(Query(text="neurons")))


def test_damage_then_rebuild(searcher, settings):
    """A searcher that met a damaged index answers again after a rebuild."""
    fresh = Searcher(settings)
    path = settings.home / "index" / folder.current(settings.home / "index") / "vectors"
    path.write_bytes(b"")
    with refusal(IndexCorruptError, "vectors"):
        fresh.search(Query(text="x"))

    make(settings.home, *LIBRARY, rebuild=True)

    assert len(LIBRARY) == len(ids(fresh.search(Query(text="neurons"))))


def test_first_questions_at_once(settings):
    """Many threads whose questions come first together load one index and one encoder."""
    make(settings.home, *LIBRARY)
    loads = []
    searcher = Searcher(settings, load_encoder=lambda asked: loads.append(asked) or TOY)
    start = threading.Barrier(8)

    def first(_):
        start.wait()
        return searcher.index()

    with ThreadPoolExecutor(8) as pool:
        loaded = list(pool.map(first, range(8)))

    assert 1 == len({id(index) for index in loaded})
    assert 1 == len(loads)


def test_searching_while_builds_swap(settings):
    """Threads that search in a loop while builds swap never fail, and no answer is of two builds."""

    def library(number):
        return [a_document(id=f"{number}:{paper.id}", title=paper.title, body=f"{paper.body} Build {number} says so.")
                for paper in LIBRARY[: 4 + number % 4]]  # fmt: skip

    make(settings.home, *library(0))
    searcher, done = Searcher(settings), threading.Event()

    def search_in_a_loop(_):
        seen = []
        while not done.is_set():
            answer = searcher.search(Query(text="build says features", k=99))
            number = answer.hits[0].paper_id.partition(":")[0]
            expected = {document.id: document.sentences for document in library(int(number))}
            assert set(expected) == set(ids(answer))
            assert all(hit.why.sentence in expected[hit.paper_id] for hit in answer.hits)
            assert all(f"Build {number} says so." in expected[hit.paper_id] for hit in answer.hits)
            seen.append(int(number))
        return seen

    with ThreadPoolExecutor(4) as pool:
        loops = [pool.submit(search_in_a_loop, thread) for thread in range(4)]
        try:
            for number in range(1, 13):
                make(settings.home, *library(number))
        finally:
            done.set()
        seen = [loop.result() for loop in loops]

    assert all(seen)
    assert len({number for numbers in seen for number in numbers}) > 1
    assert ids(searcher.search(Query(text="build")))[0].startswith("12:")


PATCHING = Expansion(
    label="induction heads", instead_of="activation patching", relation="exactMatch", community="industry"
)


def test_other_words(settings):
    """A question is also asked in the words that the glossary gives, unless the reader switches one off, or all."""
    make(settings.home, *LIBRARY)
    searcher = Searcher(settings, expand=lambda text: (PATCHING,) if "patching" in text else ())
    asked = Query(text="activation patching", k=8)

    assert (PATCHING,) == searcher.search(asked).also_searched
    assert () == searcher.search(replace(asked, text="neurons")).also_searched
    assert () == searcher.search(replace(asked, without=("induction heads",))).also_searched
    assert () == searcher.search(replace(asked, bridges=False)).also_searched


def test_syntax(searcher):
    """What a person types is read: fields, phrases, exclusions and years."""
    assert ["openreview:b"] == ids(searcher.search(Query(text="ti:probes -syntax")))
    assert {"arxiv:2"} == set(ids(searcher.search(Query(text='"swap activations"'))))
    assert {"arxiv:1", "arxiv:2"} == set(ids(searcher.search(Query(text="features year:2023"))))
    with pytest.raises(QuestionError):
        searcher.search(Query(text="features year:soon"))


def test_filters_alone(searcher):
    """With nothing to rank by, what passes comes newest first."""
    assert ["openreview:b", "openreview:a"] == ids(searcher.search(Query(text="", sources=("programme",))))
    assert [] == ids(searcher.search(Query(text="")))


def test_likes(searcher):
    """Likes move a question toward papers like these, dislikes away; neither is shown again."""
    plain = ids(searcher.search(Query(text="features", k=8)))
    moved = searcher.search(Query(text="features", k=8, more=("openreview:a",), less=("web:c",)))

    assert set(plain) - {"openreview:a", "web:c"} == set(ids(moved))
    assert "heads" in moved.shift.toward
    assert moved.shift.away
    assert ids(searcher.search(Query(text="", k=8, more=("arxiv:5",))))
    assert [] == ids(searcher.search(Query(text="", less=("arxiv:5",))))


def test_folded(settings):
    """Two versions of one paper are one hit, and do not take the place of another."""
    twin = replace(LIBRARY[4], id="openreview:twin")
    make(settings.home, *LIBRARY, twin)

    (first, second) = Searcher(settings).search(Query(text="polysemantic neurons", k=2)).hits

    assert {"arxiv:5", "openreview:twin"} == {first.paper_id, *first.also}
    assert () == second.also


def test_understood(settings):
    """A misspelt word is mended, and the authors that a question names are named."""
    papers = [a_document(id=f"p:{n}", title=f"Superposition {n}", authors=("Ada Lovelace",)) for n in range(9)]
    make(settings.home, *papers)
    searcher = Searcher(settings)

    assert "superposition in toys" == searcher.search(Query(text="superpositoin in toys")).did_you_mean
    assert "" == searcher.search(Query(text="superposition")).did_you_mean
    assert ("Ada Lovelace",) == searcher.search(Query(text="papers by lovelace")).people
