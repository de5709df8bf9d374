"""Asking the index: what is found, in which order, and whether the reasons are true."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.answers import Query
from catalogue.errors import UnknownPaperError
from index import backends, filters
from index.embed import embed_query
from index.fuse import fuse
from index.lexical import stem, words
from index.search import search, similar
from tests.index.conftest import refusal
from tests.index.corpus import LIBRARY, TOY, a_document, ask, load, make

MODES = ("hybrid", "keyword", "meaning")
QUESTIONS = (
    "features of neurons",
    "activation patching in circuits",
    "probes",
    "how do heads copy?",
    "the of",
    "🧠",
    "unheard-of bread",
    "models " * 300,
)
BY_ID = {document.id: document for document in LIBRARY}


@pytest.fixture(scope="module", params=backends.names())
def index(request, tmp_path_factory):
    """An index of the library in every backend."""
    home = tmp_path_factory.mktemp(request.param)
    make(home, *LIBRARY, backend=request.param)
    return load(home, backend=request.param)


def hits(index, text, *, pool=200, **query):
    """Answer *text*."""
    return search(index, TOY, Query(text=text, **query), pool).hits


def meaning(index, text):
    """Cosine of *text* with every paper, by brute force."""
    documents = [BY_ID[paper] for paper in index.ids]
    return TOY.encode_document([document.text for document in documents]) @ embed_query(TOY, text)


def keyword(index, text):
    """TF-IDF cosine of *text* with every paper: over its words and, where they share one, over their letters."""
    words = index.lexical.scores(index.lexical.encode(text))
    return np.where(words > 0, words + index.lexical.spelt_alike(text), 0)


def best_first(scores):
    """*scores* as a ranking has them; which of two equal ones comes first is a matter of rounding."""
    return np.sort(np.asarray(scores, dtype=np.float64))[::-1]


def assert_ranked(index, found, scores):
    """The papers *found* are all that there are, each once, best first by *scores*, which go by row."""
    assert len(found) == len(set(found))
    np.testing.assert_allclose(best_first(scores), [scores[index.rows[paper]] for paper in found], atol=1e-5)


@pytest.mark.parametrize("text", QUESTIONS)
def test_meaning(index, text):
    """By meaning alone, every paper is ranked by the cosine of its vector."""
    found = hits(index, text, mode="meaning")
    scores = meaning(index, text)

    assert_ranked(index, [hit.paper_id for hit in found], scores)
    np.testing.assert_allclose(best_first(scores), [hit.score for hit in found], atol=1e-5)


@pytest.mark.parametrize("text", QUESTIONS)
def test_keyword(index, text):
    """By words alone, exactly the papers that share a word are found, by the cosine of their words."""
    found = hits(index, text, mode="keyword")
    scores = keyword(index, text)

    assert {index.ids[row] for row in np.flatnonzero(scores)} == {hit.paper_id for hit in found}
    np.testing.assert_allclose(best_first(scores[scores > 0]), [hit.score for hit in found], atol=1e-6)
    np.testing.assert_allclose([scores[index.rows[hit.paper_id]] for hit in found], [hit.score for hit in found])


@pytest.mark.parametrize("text", QUESTIONS)
def test_hybrid(index, text):
    """The default ranks by the sum of both rankers' standard scores."""
    scores = fuse([keyword(index, text), meaning(index, text)])

    assert_ranked(index, [hit.paper_id for hit in hits(index, text)], scores)


def test_finds(index):
    """A question finds the paper that is about it, whatever the mode."""
    for mode in MODES:
        assert "arxiv:2" == hits(index, "activation patching finds heads", mode=mode)[0].paper_id
        assert "arxiv:5" == hits(index, "polysemantic neurons and superposition", mode=mode)[0].paper_id


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("text", ["", " ", "\n\t", "\u2003"])
def test_empty(index, mode, text):
    """An empty question has no answer."""
    assert () == hits(index, text, mode=mode)


@pytest.mark.parametrize("text", ["the of and", "🧠🔬", "…!?", "\x00", "Привет", "\udcff"])
def test_no_words(index, text):
    """A question without words that count has no keyword hits; by meaning it has, and hybrid says the same."""
    assert () == hits(index, text, mode="keyword")
    assert_ranked(index, [hit.paper_id for hit in hits(index, text)], meaning(index, text))
    assert all(hit.why.keyword is None and hit.why.words == () for hit in hits(index, text))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("k", [0, 1, 3, 8, 9, 1000])
def test_k(index, mode, k):
    """At most k hits; a larger k only adds to the end."""
    found = hits(index, "features of models", mode=mode, k=k)

    assert found == hits(index, "features of models", mode=mode, k=5000)[:k]
    assert len(found) <= k


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("pool", [10, 3, 1])
def test_small_pool(index, mode, pool):
    """With k beyond the pool, k papers are still found, and no paper twice."""
    found = [hit.paper_id for hit in hits(index, "features of models", mode=mode, pool=pool, k=6)]

    assert len(found) == len(set(found))
    assert len(found) == (6 if mode != "keyword" else min(6, np.count_nonzero(keyword(index, "features of models"))))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("text", QUESTIONS)
def test_order(index, mode, text):
    """Scores fall from hit to hit, and each paper is there once."""
    found = hits(index, text, mode=mode)

    assert sorted((hit.score for hit in found), reverse=True) == [hit.score for hit in found]
    assert len(found) == len({hit.paper_id for hit in found})


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("text", QUESTIONS)
def test_why(index, mode, text):
    """Every reason is true: ranks and scores are the rankers' own, words are of both, the sentence is the closest."""
    by_keyword, by_meaning = keyword(index, text), meaning(index, text)
    for hit in hits(index, text, mode=mode):
        row, document, why = index.rows[hit.paper_id], BY_ID[hit.paper_id], hit.why

        assert float(by_meaning[row]) == pytest.approx(why.meaning.score, abs=1e-5)
        assert best_first(by_meaning)[why.meaning.rank - 1] == pytest.approx(why.meaning.score, abs=1e-5)
        assert bool(by_keyword[row]) == bool(why.keyword)
        if why.keyword:
            assert float(by_keyword[row]) == pytest.approx(why.keyword.score, abs=1e-5)
            assert best_first(by_keyword)[why.keyword.rank - 1] == pytest.approx(why.keyword.score, abs=1e-5)
        assert set(why.words) <= set(words(text))
        assert set(stem(why.words)) <= set(stem(words(document.text)))
        assert bool(why.words) == bool(why.keyword)
        likeness = TOY.encode_document(document.sentences) @ embed_query(TOY, text)
        assert likeness[document.sentences.index(why.sentence)] == pytest.approx(likeness.max(), abs=1e-3)


def test_ranks_beyond_the_pool(index):
    """A rank is told only where it is one among all papers: not beyond what a ranker was asked for."""
    text = "features of models"
    scores = {"keyword": keyword(index, text), "meaning": meaning(index, text)}
    seen = 0
    for hit in hits(index, text, pool=2, k=2):
        for name, values in scores.items():
            score, signal = float(values[index.rows[hit.paper_id]]), getattr(hit.why, name)
            among_best = score > best_first(values)[2] + 1e-5
            assert among_best == (signal is not None)
            if signal:
                assert score == pytest.approx(float(best_first(values)[signal.rank - 1]), abs=1e-5)
            seen += not among_best
    assert seen


dates = st.sampled_from(["", "2020", "2022-09", "2022-09-21", "2023-09-15", "2024", "2026"])
some = st.fixed_dictionaries(
    {
        "since": dates,
        "until": dates,
        "sources": st.sets(st.sampled_from(["arxiv", "starter", "bibtex", "nobody"])).map(tuple),
        "categories": st.sets(st.sampled_from(["cs.LG", "cs.CL", "cs.XX"])).map(tuple),
        "topics": st.sets(st.sampled_from(["features", "circuits", "nothing"]), max_size=1).map(tuple),
    }
)


@given(mode=st.sampled_from(MODES), text=st.sampled_from(QUESTIONS), said=some)
def test_filters(index, mode, text, said):
    """A filter leaves out papers and moves none: the rest is ranked as if there were nothing else."""
    rows = filters.matching(index, Query(text=text, **said))
    passing = set(index.ids) if rows is None else {index.ids[row] for row in rows}

    found = hits(index, text, mode=mode, **said)

    expected = {hit.paper_id: hit.score for hit in hits(index, text, mode=mode) if hit.paper_id in passing}
    if mode == "hybrid":  # standard scores are those of the candidates, so it is fused anew
        kept = sorted(index.rows[paper] for paper in passing)
        fused = fuse([scores(index, text)[kept] for scores in (keyword, meaning)])
        expected = dict(zip((index.ids[row] for row in kept), fused.tolist(), strict=True))
    assert expected == {hit.paper_id: pytest.approx(hit.score, abs=1e-3) for hit in found}
    np.testing.assert_allclose(best_first(list(expected.values())), [hit.score for hit in found], atol=1e-3)


@pytest.mark.parametrize("mode", MODES)
def test_filter_that_nothing_passes(index, mode):
    """Where no paper passes, the answer is empty."""
    assert () == hits(index, "features", mode=mode, topics=("nonsense",))


@pytest.mark.parametrize("mode", MODES)
def test_filters_before_k(index, mode):
    """Filters come before k: papers that rank low overall fill it."""
    worst = hits(index, "features of models", mode=mode, k=1000)[-1].paper_id
    said = {"topics": BY_ID[worst].topics, "sources": BY_ID[worst].sources, "until": BY_ID[worst].date}

    assert worst in [hit.paper_id for hit in hits(index, "features of models", mode=mode, k=2, pool=2, **said)]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("paper", [document.id for document in LIBRARY])
def test_similar(index, mode, paper):
    """The neighbours of a paper are the others, by its own vector and words, with reasons."""
    found = similar(index, paper, k=1000, pool=200, mode=mode).hits

    assert paper not in [hit.paper_id for hit in found]
    assert len(found) == len({hit.paper_id for hit in found})
    if mode != "keyword":
        assert set(index.ids) - {paper} == {hit.paper_id for hit in found}
    if mode == "meaning":
        scores = np.delete(meaning(index, BY_ID[paper].text), index.rows[paper])
        np.testing.assert_allclose(best_first(scores), [hit.score for hit in found], atol=1e-5)
    assert all(hit.why.sentence in BY_ID[hit.paper_id].sentences for hit in found)


def test_similar_among(index):
    """Neighbours among some rows are only those, the paper itself left out."""
    rows = np.array([index.rows[paper] for paper in ("arxiv:3", "web:c", "arxiv:1")])

    found = similar(index, "arxiv:3", k=10, pool=200, among=rows).hits

    assert {"web:c", "arxiv:1"} == {hit.paper_id for hit in found}
    assert () == similar(index, "arxiv:3", k=10, pool=200, among=np.empty(0, np.int64)).hits


def test_similar_k(index):
    """At most k neighbours."""
    assert [0, 1, 7] == [len(similar(index, "arxiv:1", k=k, pool=10).hits) for k in (0, 1, 99)]


@pytest.mark.parametrize("paper", ["", "arxiv:unknown", "ARXIV:1", "arxiv:1 "])
def test_unknown_paper(index, paper):
    """A paper that is not in the index is named."""
    with refusal(UnknownPaperError, f"no paper '{paper}'.*commons index"):
        similar(index, paper, k=10, pool=10)


@pytest.mark.parametrize("backend", backends.names())
def test_one_paper(tmp_path, backend):
    """An index of one paper answers with it, and it has no neighbours."""
    make(tmp_path, a_document(title="Features", body="One feature."), backend=backend)
    index = load(tmp_path, backend=backend)

    for mode in MODES:
        (hit,) = hits(index, "feature", mode=mode)
        assert ("arxiv:2309.08600", "One feature.", ("feature",)) == (hit.paper_id, hit.why.sentence, hit.why.words)
        assert () == similar(index, hit.paper_id, k=5, pool=10, mode=mode).hits
    assert () == hits(index, "bread", mode="keyword")


def test_backends_agree(tmp_path):
    """Whichever backend an index has, the answer is the same."""
    answers = []
    for backend in backends.names():
        make(tmp_path / backend, *LIBRARY, backend=backend)
        index = load(tmp_path / backend, backend=backend)
        answers.append([ask(index, text, mode=mode) for text in QUESTIONS for mode in MODES])

    assert all(answer == answers[0] for answer in answers)


def test_empty_title(tmp_path):
    """A paper without title and abstract breaks nothing."""
    make(tmp_path, a_document(id="x:1", title=""), a_document(id="x:2", title="Features"))
    index = load(tmp_path)

    assert ["x:2", "x:1"] == ask(index, "features")
    assert ["x:2"] == [hit.paper_id for hit in similar(index, "x:1", k=5, pool=10).hits]
