"""Measured quality: figures worked out by hand, and the run file. `tests/benchmarks/test_gate.py` has the real ones."""

from __future__ import annotations

import dataclasses
import math

import ir_measures
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import nDCG

from catalogue.answers import Expansion
from catalogue.errors import NoIndexError, UnknownPaperError
from catalogue.judged import Figure
from catalogue.settings import Settings
from index.evaluate import (
    ALL,
    MEASURES,
    SYSTEMS,
    bootstrap,
    evaluate,
    prepare,
    rank_neighbours,
    rank_searches,
    write_run,
)
from index.judged import Judged
from tests.index.conftest import refusal
from tests.index.corpus import LIBRARY, a_document


def a_judged(**changes):
    """A judged set."""
    said = {
        "documents": list(LIBRARY),
        "queries": {"q1": "polysemantic neurons", "q2": "activation patching"},
        "groups": {"q1": "heading", "q2": ""},
        "grades": {"q1": {"arxiv:5": 2, "arxiv:1": 1, "arxiv:2": 0}, "q2": {"arxiv:2": 1}},
        "ignored": {},
    }
    return Judged(**said | changes)


def ranking(*papers):
    """Papers, best first, with scores."""
    return [(paper, 1.0 - place / 100) for place, paper in enumerate(papers)]


def means(result, group=ALL, system="ours"):
    """The mean of each measure."""
    return {name: figure.mean for name, figure in result.systems[system][group].items()}


@pytest.fixture
def settings(tmp_path):
    """Settings with the toy encoder."""
    return Settings(home=tmp_path, encoder="toy")


def quiet(_done, _total):
    """No progress bar."""


def others(text):
    """What another community says for activation patching, and for nothing else."""
    probes = Expansion(label="linear probes", instead_of="patching", relation="closeMatch", community="academia")
    return (probes,) if "patching" in text else ()


def place(hits, paper):
    """At which place *paper* is."""
    return [one for one, _ in hits].index(paper)


def test_by_hand():
    """NDCG takes grades as gains, recall and reciprocal rank take a grade above 0 as relevant; as trec_eval does."""
    hits = {"q1": ranking("arxiv:1", "web:c", "arxiv:5"), "q2": ranking(*"abcdef", "arxiv:2")}

    result = evaluate(a_judged(), {"ours": hits})

    gain, ideal = 1 + 2 / math.log2(4), 2 + 1 / math.log2(3)
    first = {"ndcg@10": gain / ideal, "recall@5": 1, "recall@10": 1, "recall@20": 1, "mrr@10": 1}
    second = {"ndcg@10": 1 / math.log2(8), "recall@5": 0, "recall@10": 1, "recall@20": 1, "mrr@10": 1 / 7}
    assert pytest.approx(first) == means(result, "heading")
    assert pytest.approx({name: (first[name] + second[name]) / 2 for name in first}) == means(result)
    assert {ALL: 2, "heading": 1} == result.queries
    assert {"ours": hits} == result.rankings


def test_cut_off():
    """What comes after the tenth place does not count for measures at ten."""
    hits = {"q1": [], "q2": ranking(*"abcdefghij", "arxiv:2")}

    found = means(evaluate(a_judged(), {"ours": hits}))

    assert pytest.approx({"ndcg@10": 0, "recall@5": 0, "recall@10": 0, "recall@20": 0.5, "mrr@10": 0}) == found


@pytest.mark.parametrize("hits", [{}, {"q1": [], "q2": []}])
def test_no_hits(hits):
    """A query without hits scores 0, and is counted."""
    result = evaluate(a_judged(), {"ours": hits})

    assert dict.fromkeys(MEASURES, 0.0) == means(result)
    assert 2 == result.queries[ALL]


def test_one_query_without_hits():
    """It halves the mean of two."""
    result = evaluate(a_judged(), {"ours": {"q1": ranking("arxiv:5", "arxiv:1"), "q2": []}})

    assert pytest.approx(dict.fromkeys(MEASURES, 0.5)) == means(result)


def test_ties_keep_the_order():
    """Where scores tie, the order that was given counts, not that of the ids."""
    hits = {"q1": [("zzz", 0.5), ("arxiv:5", 0.5)], "q2": [("aaa", 0.5), ("arxiv:2", 0.5)]}

    assert 0.5 == means(evaluate(a_judged(), {"ours": hits}))["mrr@10"]


def test_judgements_of_other_queries():
    """Judgements of queries that are not asked change nothing."""
    more = a_judged(grades=a_judged().grades | {"q9": {"arxiv:1": 1}})
    hits = {"q1": ranking("arxiv:5"), "q2": ranking("arxiv:2")}

    assert means(evaluate(a_judged(), {"ours": hits})) == means(evaluate(more, {"ours": hits}))


def test_searches(settings):
    """Each system ranks with the real code: words alone find few, meaning all, and other words are theirs to add."""
    bench = prepare(a_judged(), settings, quiet)

    found = {name: rank_searches(bench, mode, others if bridges else None) for name, (mode, bridges) in SYSTEMS.items()}

    assert ["keyword", "meaning", "hybrid", "hybrid+bridges"] == list(found)
    assert all(["q1", "q2"] == list(rankings) for rankings in found.values())
    assert len(LIBRARY) == len(found["meaning"]["q1"]) > len(found["keyword"]["q1"]) > 0
    result = evaluate(a_judged(), found)
    assert 1.0 == means(result, system="hybrid")["mrr@10"]
    assert found["hybrid"]["q1"] == found["hybrid+bridges"]["q1"]
    assert place(found["hybrid"]["q2"], "arxiv:3") > place(found["hybrid+bridges"]["q2"], "arxiv:3")


def test_ignored(settings):
    """Ignored papers are taken out before scoring, and the ranking is as long as before."""
    bench = prepare(a_judged(), settings, quiet)
    everything = rank_searches(bench, "meaning")
    ignoring = dataclasses.replace(bench, judged=a_judged(ignored={"q1": {"arxiv:5", "arxiv:1"}}))

    found = rank_searches(ignoring, "meaning")

    kept = [hit for hit in everything["q1"] if hit[0] not in {"arxiv:5", "arxiv:1"}]
    assert kept == found["q1"]
    assert everything["q2"] == found["q2"]


def test_ignored_does_not_shorten(settings):
    """A hundred papers are ranked, however many are ignored, where there are so many."""
    documents = [a_document(id=f"d{number}", title=f"Feature {number}") for number in range(130)]
    ignored = {f"d{number}" for number in range(25)}
    judgements = a_judged(documents=documents, queries={"q1": "feature"}, ignored={"q1": ignored})

    found = rank_searches(prepare(judgements, settings, quiet), "hybrid")["q1"]

    assert 100 == len(found)
    assert not ignored & {paper for paper, _ in found}


def test_neighbours(settings):
    """A paper's neighbours are ranked among its judged pool alone, itself and what is not in the corpus left out."""
    grades = {"arxiv:1": {"arxiv:5": 1, "web:c": 0, "arxiv:1": 1, "unknown": 1}, "arxiv:2": {"unknown": 1}}
    judgements = a_judged(queries=dict.fromkeys(grades, "x"), groups=dict.fromkeys(grades, ""), grades=grades)
    bench = prepare(judgements, settings, quiet)

    found = {mode: rank_neighbours(bench, mode) for mode in ("hybrid", "meaning", "keyword")}

    for rankings in found.values():
        assert {"arxiv:5", "web:c"} >= {paper for paper, _ in rankings["arxiv:1"]}
        assert [] == rankings["arxiv:2"]
    assert 2 == len(found["meaning"]["arxiv:1"])
    evaluate(judgements, found)


def test_neighbours_of_an_unknown_paper(settings):
    """A query that is no paper of the corpus is named."""
    bench = prepare(a_judged(), settings, quiet)

    with refusal(UnknownPaperError, "q1"):
        rank_neighbours(bench, "hybrid")


def test_index_is_kept(settings):
    """The index over a corpus is built once; another corpus gets another, but no text is read twice."""
    told = []
    for documents in (LIBRARY, LIBRARY, LIBRARY[1:]):
        prepare(a_judged(documents=list(documents)), settings, lambda _, total: told.append(total))

    assert [len(LIBRARY)] * (len(told) - 2) + [0, 0] == told
    assert 2 == len(list((settings.home / "evaluate").iterdir()))


def test_empty_corpus(settings):
    """A corpus without documents cannot be ranked."""
    with refusal(NoIndexError, "no paper"):
        prepare(a_judged(documents=[]), settings, quiet)


def test_run_file(tmp_path):
    """A run is in TREC's format: query, Q0, document, rank from 1, score, system; a hundred deep."""
    hits = {"q1": [("d1", 1.5), ("d2", 0.25)], "q2": [], "q3": ranking(*(f"d{number}" for number in range(130)))}

    write_run(tmp_path / "run.txt", hits, "hybrid")

    lines = (tmp_path / "run.txt").read_text().splitlines()
    assert ["q1 Q0 d1 1 1.500000 hybrid", "q1 Q0 d2 2 0.250000 hybrid"] == lines[:2]
    assert ["q3 Q0 d0 1 1.000000 hybrid", "q3 Q0 d99 100 0.010000 hybrid"] == [lines[2], lines[-1]]
    assert 102 == len(lines)


values = st.lists(st.floats(0, 1), min_size=1, max_size=60).map(np.array)


@given(some=values)
def test_bootstrap(some):
    """The interval holds the mean, lies within the values, and is the same every time."""
    found = bootstrap(some)

    assert found == bootstrap(some)
    assert float(some.mean()) == found.mean
    assert some.min() - 1e-9 <= found.low <= found.high <= some.max() + 1e-9


def test_bootstrap_interval():
    """Of many values the interval is that of the normal approximation: 1.96 standard errors on either side."""
    some = np.random.default_rng(3).uniform(size=500)
    error = some.std() / math.sqrt(500)

    found = bootstrap(some)

    assert found.low < found.mean < found.high
    assert 1.96 * error == pytest.approx(found.mean - found.low, rel=0.1)
    assert 1.96 * error == pytest.approx(found.high - found.mean, rel=0.1)


@pytest.mark.parametrize("value", [0.0, 0.1, 1.0])
def test_bootstrap_of_one_value(value):
    """Values that do not differ have an interval of no width."""
    found = bootstrap(np.full(7, value))

    assert pytest.approx(dataclasses.astuple(Figure(mean=value, low=value, high=value))) == dataclasses.astuple(found)


@pytest.mark.parametrize("mode", ["hybrid", "keyword", "meaning"])
def test_run_file_says_the_same(settings, tmp_path, mode):
    """Scored by anybody else, the run file gives the figure that we print."""
    bench = prepare(a_judged(), settings, quiet)
    ranked = rank_searches(bench, mode)
    write_run(tmp_path / "run.txt", ranked, mode)

    scored = ir_measures.calc_aggregate(
        [nDCG @ 10], bench.judged.grades, ir_measures.read_trec_run(str(tmp_path / "run.txt"))
    )

    assert means(evaluate(bench.judged, {"ours": ranked}))["ndcg@10"] == pytest.approx(scored[nDCG @ 10], abs=1e-3)
