"""Our cross-vocabulary queries hold together, and none asks for what the given set asks for."""

import json
import re
from collections import Counter, defaultdict

import pytest

from benchmarks.judged.build import JUDGED, build, table

pytestmark = pytest.mark.data

QUERIES = [json.loads(line) for line in (JUDGED / "queries.jsonl").read_text(encoding="utf-8").splitlines()]
IDS = [query["_id"] for query in QUERIES]
GRADES = [(query, paper, int(grade)) for query, paper, grade in table(JUDGED / "qrels.tsv")]
RELEVANT = {(query, paper) for query, paper, grade in GRADES if grade > 0}
OWN_WORDS = dict(table(JUDGED / "own_words.tsv"))


@pytest.fixture(scope="module")
def corpus(shared_data):
    """Title and abstract of each paper of the corpus that was judged."""
    with (shared_data / "bridges-dev/corpus.jsonl").open(encoding="utf-8") as file:
        return {row["_id"]: " ".join(f"{row['title']}. {row['text']}".split()) for row in map(json.loads, file)}


def test_ids(corpus):
    """Every judged paper is in the corpus, every judgement is of a query of ours, and none is given twice."""
    assert [] == [paper for _, paper, _ in GRADES if paper not in corpus]
    assert set(IDS) == {query for query, _, _ in GRADES} == set(OWN_WORDS)
    assert len(set(IDS)) == len(IDS)
    assert len({(query, paper) for query, paper, _ in GRADES}) == len(GRADES)


def test_grades():
    """Grades are 0, 1 or 2, and every query has four relevant papers or more."""
    assert {0, 1, 2} == {grade for _, _, grade in GRADES}
    counts = Counter(query for query, _ in RELEVANT)
    assert [] == [query for query in IDS if counts[query] < 4]


def test_other_words(corpus):
    """No relevant paper uses the query's own words: else a keyword search would find it unaided."""
    assert [] == [
        (query, paper) for query, paper in RELEVANT if re.search(OWN_WORDS[query], corpus[paper], re.IGNORECASE)
    ]


def test_own_words():
    """The pattern of own words recognises the query itself."""
    assert [] == [one["_id"] for one in QUERIES if not re.search(OWN_WORDS[one["_id"]], one["text"], re.IGNORECASE)]


def test_reasons(corpus):
    """Every relevant paper has a reason, in other words than its abstract: no six of them in a row."""
    reasons = {(query, paper): reason for query, paper, reason in table(JUDGED / "reasons.tsv")}
    assert RELEVANT == set(reasons)
    assert [] == [pair for pair, reason in reasons.items() if runs(reason) & runs(corpus[pair[1]])]


def runs(text):
    """All runs of six words in *text*."""
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + 6]) for start in range(len(words) - 5)}


def test_topics(shared_data):
    """Topics and query texts are new against the given set, and a topic has at most three queries."""
    lines = (shared_data / "bridges-dev/queries.jsonl").read_text(encoding="utf-8").splitlines()
    given = [json.loads(line) for line in lines]
    for key in (lambda one: one["metadata"]["topic"], lambda one: one["text"]):
        assert set() == {key(one).lower() for one in given} & {key(one).lower() for one in QUERIES}
    topics = defaultdict(list)
    for one in QUERIES:
        topics[one["metadata"]["topic"]].append(one["_id"])
    assert 22 <= len(topics)
    assert 3 >= max(map(len, topics.values()))


def test_whole(shared_data, tmp_path):
    """Built over the corpus that was judged, the folder keeps every query and judgement."""
    papers, queries, judgements = build(shared_data / "bridges-dev/corpus.jsonl", tmp_path)
    assert (11_510, len(IDS), len(GRADES)) == (papers, queries, judgements)
