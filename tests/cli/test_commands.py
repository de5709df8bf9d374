"""What the commands do and print: names and shapes that other people's scripts depend on."""

from __future__ import annotations

import csv
import io
import json
import re

import bibtexparser
import pytest
import rispy

from index.evaluate import MEASURES, SYSTEMS
from ingest import sources
from tests.catalogue.formats.strategies import one_line
from tests.ingest.samples import a_record, another_field, write_lines

COMMANDS = [
    *(f"ingest {name}" for name in sources.names()),
    *("index", "search", "similar", "related", "term", "translate", "status", "serve", "harvest", "review"),
    *(
        "evaluate search",
        "evaluate similar",
        "evaluate relevance",
        "evaluate people",
        "export bibtex",
        "export ris",
        "export csv",
        "export markdown",
        "export obsidian",
    ),
    *("export skos", "export sssom", "export glossary", "export ics", "meet", "programme"),
    *(f"people {name}" for name in ("build", "tables", "report", "expire")),
    *(f"glossary {name}" for name in ("candidates", "accept", "reject", "later")),
]
ABSORPTION = "arxiv:2409.14507"
HIT = ["id", "title", "authors", "year", "url", "score", "why", "also"]


def judged(folder, **changes):
    """A judged set of three papers and two queries."""
    folder.mkdir()
    texts = {
        "corpus.jsonl": "\n".join(
            json.dumps({"_id": name, "title": title, "text": f"About {title}."})
            for name, title in (("a", "sparse autoencoders"), ("b", "attention heads"), ("c", "dead latents"))
        ),
        "queries.jsonl": '{"_id": "a", "text": "sparse autoencoders", "metadata": {"source": "one"}}\n'
        '{"_id": "b", "text": "attention", "metadata": {"source": "two"}}\n',
        "qrels.tsv": "query-id\tcorpus-id\tscore\na\tc\t1\na\tb\t0\nb\tb\t1\nb\ta\t0\n",
    }
    for name, text in (texts | changes).items():
        (folder / name).write_text(text)
    return folder


def check_hits(document, limit=None):
    """The shape of what search, similar and related answer."""
    assert all({"label", "instead_of", "relation", "community"} <= set(one) for one in document["also_searched"])
    assert limit is None or limit == len(document["hits"])
    for hit in document["hits"]:
        assert HIT == list(hit)
        assert {"keyword", "meaning", "sentence", "concepts"} <= set(hit["why"])
        for ranker in ("keyword", "meaning"):
            assert hit["why"][ranker] is None or ["rank", "score"] == list(hit["why"][ranker])
        assert (str, int, list) == (type(hit["title"]), type(hit["year"]), type(hit["authors"]))
        assert hit["url"].startswith("https://")
        assert hit["why"]["sentence"]
        assert all(["id", "asked", "found", "relation"] == list(one) for one in hit["why"]["concepts"])
    scores = [hit["score"] for hit in document["hits"]]
    assert scores == sorted(scores, reverse=True)


def test_help(commons):
    """The command without arguments says what there is."""
    said = commons("--help")

    assert 0 == said.code
    assert all(f"  {name.partition(' ')[0]} " in said.out for name in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of(commons, command, home):
    """Every command says what it does and what each option means, without opening anything."""
    said = commons(*command.split(), "--help")

    assert (0, "") == (said.code, said.err)
    assert "Usage:" in said.out
    assert len(said.out.split("Options:")[0].split()) > 8
    assert not home.exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_explained(commons, command):
    """No option is listed without a word on what it is for: beside it, or in the text above."""
    above, _, options = commons(*command.split(), "--help").out.partition("Options:")
    for option in re.split(r"\n  (?=-)", options)[1:]:
        name, *words = re.sub(r"<.*?>|\[.*?\]|/ --no-\S+|--json(?= )", "", " ".join(option.split())).split()
        assert len(words) >= 3 or name in above, option


def test_starter_to_search(commons):
    """From nothing to an answer in three commands, and status knows of it."""
    assert "The catalogue is empty. Run: commons ingest starter" in commons("status").out
    ingested, indexed = commons("ingest", "starter"), commons("index")

    assert (0, "", 0, "") == (ingested.code, ingested.out, indexed.code, indexed.out)
    assert "new" in ingested.err
    assert "new index in use" in indexed.err
    assert "A is for Absorption" in commons("search", "feature absorption", "-k", 3).out
    assert "the index was up to date" in commons("index").err
    assert "new index in use" in commons("index", "--rebuild").err
    assert [] == commons("status", "--json").json["problems"]


@pytest.mark.parametrize("mode", ["hybrid", "keyword", "meaning"])
def test_search(commons, filled, mode):
    """A search answers with hits and reasons, in one JSON document and nothing else."""
    said = commons("search", "feature absorption", "-k", 5, "--mode", mode, "--json")

    check_hits(said.json, 5)
    assert ("feature absorption", mode, "") == (said.json["query"], said.json["mode"], said.err)
    assert ABSORPTION in [hit["id"] for hit in said.json["hits"]]


def test_search_for_people(commons, filled):
    """Without --json the same hits are printed to be read: title, authors, id and reasons."""
    (hit,) = commons("search", "feature absorption", "-k", 1, "--json").json["hits"]
    said = commons("search", "feature absorption", "-k", 1)

    assert "" == said.err
    assert all(text in said.out for text in (hit["title"], hit["authors"][0], hit["id"], hit["why"]["sentence"]))
    assert "your words: feature, absorption" in said.out


def test_filters(commons, filled):
    """Dates, sources and topics narrow a search; so narrow that nothing is left is no error."""
    dated = commons("search", "features", "--since", "2024-03", "--until", "2024", "--json").json["hits"]

    assert {2024} == {hit["year"] for hit in dated}
    assert commons("search", "features", "--source", "starter", "--json").json["hits"]
    assert [] == commons("search", "features", "--source", "arxiv", "--json").json["hits"]
    assert [] == commons("search", "features", "--until", "1900", "--json").json["hits"]
    assert "Nothing found" in commons("search", "features", "--until", "1900").out
    probing = commons("search", "features", "--topic", "probing", "--topic", "roots", "--json").json["hits"]
    works = {row["id"]: row for row in csv.DictReader(io.StringIO(commons("export", "csv").out, newline=""))}
    assert all({"probing", "roots"} & set(works[hit["id"]]["topics"].split("; ")) for hit in probing)


@pytest.mark.parametrize("query", ["", " ", "the of and", "[bold]x[/] \\ $x$ {y}", "🧠", "x " * 2000, "--", "\0"])
def test_odd_queries(commons, filled, query):
    """Whatever is asked, there is an answer in both forms."""
    assert 0 == commons("search", "-k", 3, "--", query).code
    check_hits(commons("search", "-k", 3, "--json", "--", query).json)


@pytest.mark.parametrize("asked", [ABSORPTION, "2409.14507v2", "https://arxiv.org/abs/2409.14507"])
def test_similar(commons, filled, asked):
    """The neighbours of a paper, however its id is written; itself is none of them."""
    said = commons("similar", asked, "-k", 4, "--json")

    check_hits(said.json, 4)
    assert ABSORPTION == said.json["paper"]
    assert ABSORPTION not in [hit["id"] for hit in said.json["hits"]]


def test_similar_to_any(commons, filled):
    """Every id that the catalogue has can be asked for, of whatever kind it is."""
    ids = [row["id"] for row in csv.DictReader(io.StringIO(commons("export", "csv").out, newline=""))]
    kinds = {one.partition(":")[0]: one for one in ids}

    assert {"arxiv", "doi", "web"} <= set(kinds)
    for one in kinds.values():
        assert one == commons("similar", one, "-k", 1, "--json").json["paper"]


def test_related(commons, filled, tmp_path):
    """Related work for an abstract in a file, or on standard input; however long."""
    text = "Feature absorption in sparse autoencoders. " * 500
    (tmp_path / "abstract.txt").write_text(text)

    from_file = commons("related", tmp_path / "abstract.txt", "-k", 3, "--json").json
    from_input = commons("related", "-", "-k", 3, "--json", stdin=text).json

    check_hits(from_file, 3)
    assert from_file["hits"] == from_input["hits"]


def test_status(commons, filled):
    """Status says what is there, and to machines as one document."""
    said = commons("status", "--json").json

    assert said["works"] == said["records"]["starter"] == said["manifest"]["papers"] == sum(said["by_year"].values())
    assert ("toy", False, []) == (said["manifest"]["encoder"], said["stale"], said["problems"])
    assert ["finished"] == [run["state"] for run in said["runs"]]
    assert f"{said['works']} works" in commons("status").out


def test_stale(commons, filled, tmp_path):
    """An index that is behind still answers; a warning on standard error and status say what to do."""
    commons("ingest", "snapshot", write_lines(tmp_path / "s.jsonl", a_record()))

    said = commons("search", "features", "--json")

    check_hits(said.json)
    assert "warning: The index was built for" in said.err
    assert "Run: commons index" in said.err
    assert 1 == len(said.err.splitlines())
    assert commons("status", "--json").json["stale"]
    commons("index")
    assert ("", False) == (commons("search", "x").err, commons("status", "--json").json["stale"])


def test_works_that_moved(commons, filled, tmp_path):
    """A paper that has joined another work since the index was built is answered under its new id, once."""
    rows = csv.DictReader(io.StringIO(commons("export", "csv").out, newline=""))
    essay = next(row for row in rows if row["id"].startswith("web:") and len(row["title"]) > 40)
    authors = essay["authors"].replace("; ", ", ")
    record = a_record(1, title=essay["title"], authors=authors, authors_parsed=None, doi=None)
    commons("ingest", "snapshot", write_lines(tmp_path / "s.jsonl", record), "--all")

    hits = [hit["id"] for hit in commons("search", essay["title"], "--json").json["hits"]]

    assert "arxiv:2409.00001" == hits[0]
    assert essay["id"] not in hits
    assert len(hits) == len(set(hits))


def test_works_that_became_one(commons, tmp_path):
    """Two hits that have become one work since the index was built are one hit."""
    title, bib, table = "Copy suppression in attention heads", tmp_path / "a.bib", tmp_path / "neurips2026.csv"
    bib.write_text(f"@misc{{k, title = {{{title}}}}}")
    table.write_text(f"title,authors\n{title},Ada Lovelace\n")
    commons("ingest", "bibtex", bib)
    commons("ingest", "programme", table)
    commons("index")
    assert 2 == sum(1 + len(hit["also"]) for hit in commons("search", "attention heads", "--json").json["hits"])
    assert "perhaps one work" in commons("status").out
    bib.write_text(f"@misc{{k, title = {{{title}}}, author = {{Ada Lovelace}}}}")
    commons("ingest", "bibtex", bib)

    said = commons("search", "attention heads", "--json")

    assert 1 == len(said.json["hits"])
    assert "Run: commons index" in said.err


def test_rejects(commons, tmp_path):
    """The first rejects are printed with their lines, the rest on demand."""
    path = write_lines(tmp_path / "s.jsonl", a_record(), another_field(2), *[b"[1]"] * 8)

    said = commons("ingest", "snapshot", path)

    assert "1 new, 1 passed over, 8 rejected" in said.err
    assert "line 3: not a JSON object" in said.err
    assert "and 3 more: commons status --rejects 1" in said.err
    assert [f"line {number}: not a JSON object" for number in range(3, 11)] == commons(
        "status", "--rejects", 1
    ).out.splitlines()


@pytest.mark.parametrize("everything", [False, True])
def test_options_of_sources(commons, tmp_path, everything):
    """What a source takes is an option of its command."""
    path = write_lines(tmp_path / "s.jsonl", a_record(), another_field(2))

    commons("ingest", "snapshot", path, *["--all"] * everything)

    assert 1 + everything == commons("status", "--json").json["works"]


def test_restart(commons, tmp_path):
    """--restart reads a stopped run's file from its beginning."""
    path = tmp_path / "p.csv"
    path.write_text("title\nOne\n")

    assert 0 == commons("ingest", "programme", path, "--event", "neurips2026", "--restart").code
    assert "1 unchanged" in commons("ingest", "programme", path, "--event", "neurips2026").err


@pytest.mark.parametrize("name", ["bibtex", "ris", "csv"])
def test_export(commons, filled, name):
    """All papers, or those that are named, in a form that the format's own readers read."""
    works = commons("status", "--json").json["works"]
    read = {
        "bibtex": lambda text: [entry["title"] for entry in bibtexparser.parse_string(text).entries],
        "ris": lambda text: [entry["title"] for entry in rispy.loads(text)],
        "csv": lambda text: [row["title"] for row in csv.DictReader(io.StringIO(text, newline=""))],
    }[name]

    assert works == len(read(commons("export", name).out))
    (title,) = read(commons("export", name, "https://arxiv.org/abs/2409.14507").out)
    assert "absorption" in one_line(title).lower().replace("{", "").replace("}", "")


@pytest.mark.parametrize("kind", ["search", "similar"])
def test_evaluate(commons, tmp_path, kind):
    """Every system and every measure, in the shape that the design names; the run goes to a file."""
    said = commons("evaluate", kind, judged(tmp_path / "set"), "--json", "--run", tmp_path / "run.trec")

    assert ["keyword", "meaning", "hybrid", "hybrid+bridges"] == list(said.json["systems"]) == list(SYSTEMS)
    for figures in said.json["systems"].values():
        assert ["ndcg@10", "recall@5", "recall@10", "recall@20", "mrr@10"] == list(figures) == list(MEASURES)
        assert all(0 <= value <= 1 for value in figures.values())
    assert 2 == said.json["queries"]
    assert {"one", "two"} == set(said.json["groups"])
    lines = [line.split() for line in (tmp_path / "run.trec").read_text().splitlines()]
    assert {("Q0", "hybrid+bridges", 6)} == {(line[1], line[5], len(line)) for line in lines}
    assert {"a", "b"} == {line[0] for line in lines}


def test_evaluate_for_people(commons, tmp_path):
    """Without --json a table for all queries and one for each group is printed, with intervals."""
    said = commons("evaluate", "search", judged(tmp_path / "set"))

    assert 0 == said.code
    assert all(text in said.out for text in ("all: 2 queries", "one: 1 queries", "ndcg@10", "hybrid+bridges", "[1.000"))


@pytest.mark.parametrize("system", SYSTEMS)
def test_run_of_a_system(commons, tmp_path, system):
    """The run of any system can be written."""
    commons("evaluate", "search", judged(tmp_path / "set"), "--run", tmp_path / "run", "--mode", system)

    assert {system} == {line.split()[5] for line in (tmp_path / "run").read_text().splitlines()}


def test_json_in_a_process(filled, process):
    """In a process of its own, standard output is the document and nothing else, logs and bars included."""
    out, err = process("search", "feature absorption", "-k", 2, "--json").communicate(timeout=60)

    check_hits(json.loads(out), 2)
    assert "" == err
