"""The bundled starter bibliography: well-formed, in our own words, and true to the record."""

from __future__ import annotations

import gzip
import json
import re
import tomllib
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from glossary.lists import topics
from ingest.identifiers import identify
from ingest.sources.starter import FOLDER

FILES = sorted(FOLDER.glob("*.toml"))
ENTRIES = [(path.stem, entry) for path in FILES for entry in tomllib.loads(path.read_text())["paper"]]
NEEDED = {"id", "title", "authors", "date", "url", "topics", "summary"}
MAY_BE = {"venue", "also"}
RUN = 8
"""Words in a row that no summary shares with an abstract."""

GARBLED = {
    "arxiv:2408.05147": "the sample garbles a name",
    "arxiv:2310.01405": 'the sample says "et al."',
    "arxiv:2409.15318": "the sample splits names",
}
"""Records of the sample whose authors are not those of the paper."""


def failing(check):
    """Ids of the entries for which *check* does not hold."""
    return [entry["id"] for _, entry in ENTRIES if not check(entry)]


def words(text):
    """Words of *text* in lower case."""
    return re.findall(r"\w+", text.lower())


def bare(text):
    """Letters and digits of *text*, without case, accents and formulas' dollars."""
    decomposed = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "".join(words(decomposed)).replace("_", "")


def runs(text):
    """Every run of `RUN` words in *text*."""
    found = words(text)
    return {tuple(found[start : start + RUN]) for start in range(len(found) - RUN + 1)}


def test_size():
    """There is enough to start with, and something on every topic."""
    assert len(ENTRIES) >= 300
    assert set(topics()) == {path.stem for path in FILES}
    assert min(Counter(topic for topic, _ in ENTRIES).values()) >= 5


def test_fields():
    """An entry has what it needs, and no abstract."""
    assert [] == failing(lambda entry: NEEDED <= set(entry) <= NEEDED | MAY_BE)


def test_once():
    """No work is there twice, under its id, one of its other ids, or its title."""
    ids = Counter(
        one for _, entry in ENTRIES for one in {entry["id"], *filter(None, map(identify, entry.get("also", ())))}
    )
    titles = Counter(bare(entry["title"]) for _, entry in ENTRIES)

    assert [] == [one for counts in (ids, titles) for one, count in counts.items() if count > 1]


def test_ids():
    """Ids are well-formed, and the command line finds an entry by what people paste: its id or its URL."""
    pattern = r"(arxiv:(\d{4}\.\d{4,5}|[a-z-]+/\d{7})|doi:10\.\S+|openreview:[\w-]+|web:[^/\s]+\S*)"

    assert [] == failing(lambda entry: re.fullmatch(pattern, entry["id"]))
    assert [] == failing(lambda entry: identify(entry["id"]) in {"", entry["id"]})
    assert [] == failing(lambda entry: identify(entry["url"]) in {"", entry["id"]})


def test_topics():
    """Topics exist; the first one is the file's."""
    assert [] == failing(lambda entry: set(entry["topics"]) <= set(topics()) and len(entry["topics"]) <= 4)
    assert [] == [entry["id"] for topic, entry in ENTRIES if entry["topics"][0] != topic]


def test_dates():
    """Dates are days, months or years that there were."""
    whole = {len("2024"): "-01-01", len("2024-09"): "-01", len("2024-09-23"): ""}

    def is_date(entry):
        said = entry["date"]
        return 1940 <= date.fromisoformat(said + whole[len(said)]).year <= 2026

    assert [] == failing(is_date)


def test_links():
    """Links are of the safe kind, arXiv's are of the paper."""
    assert [] == failing(
        lambda entry: all(url.startswith("https://") for url in (entry["url"], *entry.get("also", ())))
    )
    of_arxiv = [entry for _, entry in ENTRIES if entry["id"].startswith("arxiv:")]
    assert [] == [one["id"] for one in of_arxiv if one["url"] != f"https://arxiv.org/abs/{one['id'][6:]}"]


def test_authors():
    """Every entry names its authors, each once."""
    assert [] == failing(
        lambda entry: entry["authors"] and all(name.strip() == name != "" for name in entry["authors"])
    )
    assert [] == failing(lambda entry: len(entry["authors"]) == len(set(entry["authors"])))


def test_summaries():
    """A summary has one to four sentences and a readable length."""
    sentences = {
        entry["id"]: len(re.findall(r"[.!?][\"')]*(?:\s|$)", entry["summary"].strip())) for _, entry in ENTRIES
    }

    assert [] == failing(lambda entry: 1 <= sentences[entry["id"]] <= 4)
    assert [] == failing(lambda entry: 20 <= len(words(entry["summary"])) <= 100)
    assert [] == failing(lambda entry: entry["summary"].strip()[-1] in ".!?)")


def test_summaries_differ():
    """No two summaries share a run of words: each says something of its own paper."""
    found = Counter(run for _, entry in ENTRIES for run in runs(entry["summary"]))

    assert [] == [" ".join(run) for run, count in found.items() if count > 1]


@pytest.fixture(scope="module")
def on_arxiv():
    """The entries that are on arXiv, by number."""
    return {entry["id"].removeprefix("arxiv:"): entry for _, entry in ENTRIES if entry["id"].startswith("arxiv:")}


@pytest.fixture(scope="module")
def sample(shared_data: Path, on_arxiv):
    """The real records of those entries, where the sample has them."""
    found = {}
    with gzip.open(shared_data / "arxiv-snapshot-sample.jsonl.gz") as file:
        for line in file:
            number = line[8 : line.index(b'"', 8)].decode()  # to parse all of them takes ten times as long
            if number in on_arxiv:
                found[number] = json.loads(line)
    assert len(found) > 150
    return found


@pytest.mark.data
def test_real_titles(shared_data, on_arxiv):
    """Every arXiv number is that of a paper with this title."""
    with gzip.open(shared_data / "arxiv-titles.tsv.gz", "rt", encoding="utf-8") as file:
        titles = dict(line.rstrip("\n").split("\t", 1) for line in file if line.split("\t", 1)[0] in on_arxiv)

    assert [] == sorted(set(on_arxiv) - set(titles))
    assert [] == [number for number, title in titles.items() if bare(title) != bare(on_arxiv[number]["title"])]


@pytest.mark.data
def test_real_facts(sample, on_arxiv):
    """Title, authors and year are those of arXiv's own record, for every entry that the sample has."""
    wrong = [
        (number, ours, theirs)
        for number, record in sample.items()
        for ours, theirs in _facts(on_arxiv[number], record)
        if ours != theirs
    ]

    assert [] == wrong


def _facts(entry, record):
    """Pairs of what the entry and arXiv's record say, where the record says something."""
    yield bare(entry["title"]), bare(record["title"])
    if record["authors"] and entry["id"] not in GARBLED:
        printed = re.sub(r",?\s+and\s+", ", ", record["authors"])
        yield bare(", ".join(entry["authors"])), bare(printed)
    if record["versions"]:
        yield entry["date"][:4], re.search(r"\d{4}", record["versions"][0]["created"])[0]


@pytest.mark.data
def test_the_exceptions(sample, on_arxiv):
    """Every exception is still one: of an entry that is here, in the sample, and different there."""
    for paper_id in GARBLED:
        record = sample[paper_id.removeprefix("arxiv:")]
        assert bare(", ".join(on_arxiv[record["id"]]["authors"])) != bare(record["authors"].replace(" and ", ", "))


@pytest.mark.data
def test_our_own_words(sample, on_arxiv):
    """No summary shares a run of eight words with the paper's abstract."""
    copied = {
        number: [" ".join(run) for run in runs(on_arxiv[number]["summary"]) & runs(record["abstract"])]
        for number, record in sample.items()
        if record["abstract"]
    }

    assert {} == {number: found for number, found in copied.items() if found}
