"""The commands of the glossary: what a word means, a text in others' words, exports, and the state of the evidence."""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from contextlib import closing

import pytest
from rdflib import RDF, SKOS, Graph

from glossary import book
from glossary.translate import audiences
from tests.cli.test_errors import PNG, fails
from tests.ingest.samples import a_record, write_lines

UNREAD = "The papers have not been read for this glossary yet. Run: commons index"
SAID = ["label", "concept", "relation", "breaks"]
ODD = ["", " ", "the", "[bold]x[/]", "\\ $x$ {y}", "🧠", "x " * 2000, "\0", "--help me", "a\nb"]

EXPERTS = {
    "causal tracing": ({"causal-tracing"}, {"activation-patching", "causal-mediation-analysis"}),
    "mixed selectivity": ({"mixed-selectivity"}, {"polysemanticity", "superposition"}),
    "dictionary learning": ({"dictionary-learning"}, {"sparse-autoencoder", "sparse-coding"}),
    "feature": ({"feature", "input-feature"}, {"concept", "latent", "neuron"}),
    "circuit": ({"circuit"}, {"neural-circuit", "circuit-electronic", "mechanism"}),
    "diagnostic classifier": ({"probing"}, {"linear-probe", "neural-decoding", "electrode-probe"}),
    "knockout": ({"knockout", "gene-knockout"}, {"ablation"}),
    "monosemantic": ({"monosemanticity"}, {"polysemanticity", "grandmother-cell"}),
}
"""The words of the issue: the concepts that each must lead to, and some that must be on the other end of a bridge."""


def fields(document, *names):
    """Those fields of a JSON object that the design names, which others may stand among."""
    return [name for name in document if name in names]


def check_term(document):
    """The shape of one word in `commons term --json`."""
    assert ["word", "concepts"] == fields(document, "word", "concepts")
    for concept in document["concepts"]:
        named = ["id", "label", "definition", "labels", "bridges"]
        assert named == fields(concept, *named)
        assert concept["labels"]
        for label in concept["labels"]:
            assert ["text", "communities", "field"] == fields(label, "text", "communities", "field")
            assert set(label["communities"]) <= {"academia", "industry", "independent"}
        for bridge in concept["bridges"]:
            assert ["to", "relation", "note"] == fields(bridge, "to", "relation", "note")
            assert bridge["to"] in book.load().concepts
            assert bridge["note"]


def relations(document):
    """What every bridge of one word's concepts leads to, and how."""
    return {bridge["to"]: bridge["relation"] for concept in document["concepts"] for bridge in concept["bridges"]}


def evidence(home):
    """The file with what the papers say of words."""
    return home / "evidence.sqlite"


@pytest.mark.parametrize("word", EXPERTS)
def test_words_of_experts(commons, filled, word):
    """A word leads to what an expert of either side would name: its concepts, and what they are next door."""
    concepts, there = EXPERTS[word]

    (found,) = commons("term", word, "--json").json
    said = commons("term", word)

    check_term(found)
    assert word == found["word"]
    assert set() == concepts - {concept["id"] for concept in found["concepts"]}
    assert set() == there - set(relations(found))
    assert (0, "") == (said.code, said.err)
    assert [] == [one for one in found["concepts"] if f"id {one['id']}" not in said.out]
    shown = " ".join(said.out.split())
    assert [] == [one for one in found["concepts"] if one["definition"] not in shown]


def test_false_friends_of_words(commons, home):
    """Words that mislead across fields say what they are not to be confused with."""
    (circuit,), (feature,) = (commons("term", word, "--json").json for word in ("circuit", "feature"))

    assert "falseFriend" == relations(circuit)["circuit-electronic"]
    assert "falseFriend" == relations(feature)["neuron"]
    assert "not to be confused with neuron" in " ".join(commons("term", "feature").out.split())


def test_what_papers_elsewhere_say(commons, home):
    """Programs get what papers elsewhere say by community or field, people one line of it."""
    (found,) = commons("term", "calibration", "--json").json
    said = " ".join(commons("term", "calibration").out.split())

    (concept,) = (one for one in found["concepts"] if one["id"] == "calibration")
    statistics = next(one for one in concept["elsewhere"] if one["by"] == "statistics")
    assert ["by", "same", "near"] == list(statistics)
    assert {"reliability diagram"} <= set(statistics["same"])
    assert {"Brier score"} <= set(statistics["near"])
    assert f"statistics: {', '.join([*statistics['same'], *(f'~{one}' for one in statistics['near'])])}" in said


def test_several_senses(commons, home):
    """A word with several senses is several concepts, in both forms."""
    (found,) = commons("term", "feature", "--json").json

    assert len(found["concepts"]) > 1
    assert f'"feature" has {len(found["concepts"])} senses.' in commons("term", "feature").out


def test_several_words(commons, home):
    """Every word has its place in the answer, in the order in which they were given, unknown ones included."""
    asked = ["SAE", "qqqqqq", "Auto-Encoders", "circuit"]

    found = commons("term", *asked, "--json").json

    assert asked == [one["word"] for one in found]
    assert [1, 0, 1] == [len(one["concepts"]) for one in found[:3]]
    for one in found:
        check_term(one)
    assert (0, "") == (commons("term", *asked).code, commons("term", *asked).err)


def test_words_of_a_file(commons, home, tmp_path):
    """A file has one word a line; blank lines are none, and standard input is a file too."""
    text = "causal tracing\n\n  knockout \r\nqqqqqq"
    (tmp_path / "words.txt").write_text(text, newline="")

    from_file = commons("term", "--file", tmp_path / "words.txt", "--json").json
    from_input = commons("term", "--file", "-", "--json", stdin=text).json
    beside = commons("term", "circuit", "--file", tmp_path / "words.txt", "--json").json

    assert ["causal tracing", "knockout", "qqqqqq"] == [one["word"] for one in from_file]
    assert from_file == from_input == beside[1:]
    assert "circuit" == beside[0]["word"]


def test_an_id_is_a_word(commons, home):
    """A concept is found by its id, as a bridge names it."""
    (found,) = commons("term", "attention-as-explanation", "--json").json

    assert ["attention-as-explanation"] == [one["id"] for one in found["concepts"]]


def test_unknown_words_for_programs(commons, home):
    """To programs an unknown word is an empty list and no error; what is spelt like it stands beside."""
    misspelt, nonsense = commons("term", "sparze autoencodr", "qqqqqq", "--json").json

    assert ([], []) == (misspelt["concepts"], nonsense["concepts"])
    assert "sparse-autoencoder" == misspelt["near"][0]["id"]
    assert [] == nonsense["near"]


def test_unknown_words_for_people(commons, home):
    """People are told what is near an unknown word and what to do; the status is 1 only if no word is known."""
    misspelt, nonsense = commons("term", "sparze autoencodr"), commons("term", "qqqqqq")

    for said in (misspelt, nonsense):
        fails(type(said)(code=said.code, out="", err=said.err), "no such word", "commons glossary candidates")
    assert 'No concept is called "sparze autoencodr". Near it: sparse autoencoder' in misspelt.out
    assert 'No concept is called "qqqqqq".\n' in nonsense.out
    assert 0 == commons("term", "qqqqqq", "circuit").code


@pytest.mark.parametrize("word", ODD)
def test_odd_words(commons, home, word):
    """Whatever is asked, programs get one document and people an answer without a trace."""
    (found,) = commons("term", "--json", "--", word).json
    said = commons("term", "--", word)

    check_term(found)
    assert word == found["word"]
    assert bool(found["concepts"]) == (said.code == 0)
    assert "Traceback" not in said.err


def test_no_word(commons, home):
    """Without a word, an example of one is the remedy."""
    fails(commons("term"), 'no word was given. Name one: commons term "causal tracing"')


@pytest.mark.parametrize("command", [["term", "--file"], ["translate", "--to", "academia"]], ids=lambda one: one[0])
@pytest.mark.parametrize(
    ("content", "expected"), [(None, "there is no file"), (b"", "is empty"), (b" \n", "is empty"), (PNG, "cannot read")]
)
def test_files_without_words(commons, tmp_path, command, content, expected):
    """A file that has no text, or is not there, is refused in one line, whatever it was for."""
    if content is not None:
        (tmp_path / "text").write_bytes(content)

    fails(commons(*command, tmp_path / "text"), str(tmp_path / "text"), expected)


def test_evidence_of_a_word(commons, filled):
    """A concept comes with how many papers use each of its words, since when, and with their sentences."""
    (found,) = commons("term", "sparse autoencoder", "--json").json

    shown = found["concepts"][0]["evidence"]
    use = shown["labels"]["sparse autoencoder"]
    assert ["papers", "by_year", "first", "first_paper"] == list(use)
    assert 0 < sum(use["by_year"].values()) <= use["papers"]
    assert use["first"][:4] == min(use["by_year"])
    assert all(["label", "paper", "sentence"] == list(quote) for quote in shown["quotes"])
    assert f"sparse autoencoder {use['papers']}" in " ".join(commons("term", "sparse autoencoder").out.split())


@pytest.mark.parametrize("to", audiences())
def test_translate(commons, home, to):
    """For every audience the author's words stay, each known one at its place with what they say beside it."""
    text = "Causal tracing of polysemantic neurons, diagnostic classifiers and knockout: qqqqqq."

    said = commons("translate", "-", "--to", to, "--json", stdin=text).json

    assert (to, text) == (said["to"], said["text"])
    assert said["words"]
    for word in said["words"]:
        assert word["text"] == text[word["start"] : word["end"]]
        assert word["concept"] in book.load().concepts
        assert not (word["shared"] and word["equivalents"])
        for one in word["equivalents"]:
            assert SAID == fields(one, *SAID)
        for best in word["equivalents"][:1]:
            assert f" {best['label']}]" in said["annotated"]
    assert text == re.sub(r" \[.*?\]", "", said["annotated"])
    assert said["vocabulary"]


def test_translate_for_people(commons, home, tmp_path):
    """People read the annotated text first, then what each word is called over there, and where that breaks."""
    (tmp_path / "abstract.txt").write_text("We study polysemantic neurons. [bold]qqqqqq[/]\n")

    document = commons("translate", tmp_path / "abstract.txt", "--to", "neuroscience", "--json").json
    said = commons("translate", tmp_path / "abstract.txt", "--to", "neuroscience")

    (word,) = (one for one in document["words"] if one["concept"] == "polysemanticity")
    first = word["equivalents"][0]
    assert (0, "") == (said.code, said.err)
    assert document["annotated"].strip() == said.out.splitlines()[0]
    assert f" {first['label']}]" in document["annotated"]
    assert "[bold]qqqqqq[/]" in said.out
    assert first["label"] in next(line for line in said.out.splitlines()[1:] if line.startswith(word["text"]))
    assert first["breaks"]
    assert first["breaks"] in " ".join(said.out.split())


def test_warnings_of_a_translation(commons, home):
    """A word that readers over there take for something else carries a warning, in both forms."""
    text = "Probes read the features of a circuit in the residual stream of a language model."

    words = commons("translate", "-", "--to", "computer-vision", "--json", stdin=text).json["words"]
    said = commons("translate", "-", "--to", "computer-vision", stdin=text)

    warnings = {word["text"]: word["warnings"] for word in words}
    assert "visual-feature" in [one["concept"] for one in warnings["features"]]
    assert "! features: may be taken for " in said.out


def test_a_text_without_known_words(commons, home):
    """A text of which the glossary knows nothing comes back as it is."""
    text = "Qqqqqq wwwwww.\n"

    assert text == commons("translate", "-", "--to", "industry", "--json", stdin=text).json["annotated"]
    assert "knows none of its words" in commons("translate", "-", "--to", "industry", stdin=text).out


def test_unknown_audience(commons, home):
    """An unknown audience is answered by all that there are."""
    fails(commons("translate", "-", "--to", "everybody", stdin="x"), "nobody is called 'everybody'", *audiences())


@pytest.mark.parametrize("form", ["turtle", "json-ld"])
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own, in its reader
def test_skos(commons, home, form):
    """The glossary as SKOS is read back by a reader of the format, every concept with one preferred label."""
    said = commons("export", "skos", *(["--format", form] if form != "turtle" else []))

    graph = Graph().parse(data=said.out, format=form)
    concepts = list(graph.subjects(RDF.type, SKOS.Concept))
    assert (0, "") == (said.code, said.err)
    assert len(book.load().concepts) == len(concepts)
    assert {1} == {len(list(graph.objects(concept, SKOS.prefLabel))) for concept in concepts}


def test_sssom(commons, home):
    """The bridges as SSSOM are one table with a line for each."""
    said = commons("export", "sssom")

    lines = [line for line in said.out.splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t"))
    bridges = {(link.here.id, link.there.id) for link in book.load().bridges()}
    local = [tuple(row[end].removeprefix("concept:") for end in ("subject_id", "object_id")) for row in rows]
    assert (0, "") == (said.code, said.err)
    assert len(bridges) == len(rows)
    assert {frozenset(pair) for pair in bridges} == {frozenset(pair) for pair in local}


def test_the_whole_glossary(commons, filled):
    """The glossary as JSON has every concept as `commons term` has it."""
    concepts = commons("export", "glossary").json

    check_term({"word": "", "concepts": concepts})
    assert list(book.load().concepts) == [one["id"] for one in concepts]
    (found,) = commons("term", "superposition", "--json").json
    assert found["concepts"][0] == next(one for one in concepts if one["id"] == "superposition")


def test_status(commons, filled):
    """Status counts what the glossary holds, and what share of its words the papers or a source show."""
    said, shown = commons("status", "--json").json, commons("status").out

    assert book.load().counts() == said["glossary"]
    assert ["corpus", "source", "either"] == list(said["attested"])
    corpus, source, either = said["attested"].values()
    assert 0 < corpus <= either <= 1
    assert 0 < source <= either
    counts = said["glossary"]
    assert f"{counts['concepts']} concepts, {counts['labels']} labels, {counts['bridges']} bridges" in shown
    assert f"labels attested: {corpus:.0%} by corpus, {source:.0%} by source, {either:.0%} by either" in shown


def test_the_counts_of_the_issue(commons, home):
    """Before anything is collected, status already shows a glossary of the size that was asked for."""
    counts = commons("status", "--json").json["glossary"]

    least = {"concepts": 220, "labels": 700, "bridges": 180, "crossing": 120}
    assert {} == {name: counts[name] for name, number in least.items() if counts[name] < number}
    assert counts["false_friends"] + counts["many_sensed"] >= 30


def test_index_reads_for_the_glossary(commons, home):
    """Index makes the evidence; a second run leaves its file alone, and --rebuild makes it anew."""
    commons("ingest", "starter")
    assert UNREAD in commons("status", "--json").json["problems"]
    assert 0 == commons("index").code

    first = evidence(home).stat()
    commons("index")
    second = evidence(home).stat()
    commons("index", "--rebuild")
    third = evidence(home).stat()

    assert [] == commons("status", "--json").json["problems"]
    assert (first.st_ino, first.st_mtime_ns) == (second.st_ino, second.st_mtime_ns)
    assert second.st_mtime_ns < third.st_mtime_ns
    assert ["evidence.sqlite"] == [one.name for one in home.glob("evidence*")]


@pytest.mark.parametrize("key", ["glossary", "catalogue", "layout"])
def test_evidence_of_another_glossary(commons, filled, key):
    """Evidence of another glossary, catalogue or version is told by status and made anew by index."""
    assert [] == commons("status", "--json").json["problems"]
    with closing(sqlite3.connect(evidence(filled))) as database, database:
        database.execute("UPDATE stamp SET value = 'other' WHERE key = ?", (key,))

    assert [UNREAD] == commons("status", "--json").json["problems"]
    assert UNREAD in commons("status").out
    commons("index")
    assert [] == commons("status", "--json").json["problems"]


def test_evidence_of_an_older_catalogue(commons, filled, tmp_path):
    """A paper that came after the reading makes status say so, and index reads it."""
    title = "Qqqqqq and monosemanticity of transformer circuits"
    commons("ingest", "snapshot", write_lines(tmp_path / "s.jsonl", a_record(title=title)), "--all")

    assert UNREAD in commons("status", "--json").json["problems"]
    before = uses(commons, "monosemanticity")
    commons("index")
    assert before + 1 == uses(commons, "monosemanticity")


def uses(commons, word):
    """How many papers use a concept's name."""
    (found,) = commons("term", word, "--json").json
    return found["concepts"][0]["evidence"]["labels"][word]["papers"]


@pytest.mark.parametrize("content", [None, b"", b"this is no database" * 100, b"SQLite format 3\0" + b"\xff" * 5000])
def test_without_evidence(commons, filled, content):
    """Where the evidence is gone or damaged, commands go on without it, status says so, and index mends it."""
    evidence(filled).unlink()
    if content is not None:
        evidence(filled).write_bytes(content)

    (found,) = commons("term", "superposition", "--json").json
    assert found["concepts"][0]["evidence"] is None
    assert "superposition" in commons("term", "superposition").out
    assert all(one["evidence"] is None for one in commons("export", "glossary").json)
    assert 0 == commons("translate", "-", "--to", "academia", stdin="superposition").code
    assert [UNREAD] == commons("status", "--json").json["problems"]
    assert 0 == commons("status", "--json").json["attested"]["corpus"]
    commons("index")
    assert uses(commons, "polysemanticity") > 0


def test_evidence_that_cannot_be_written(commons, small_disk, monkeypatch):
    """A disk that is full is one line with a remedy, and leaves nothing half-written."""
    disk = small_disk("24m")
    monkeypatch.setenv("COMMONS_HOME", str(disk.path))
    commons("ingest", "starter")
    commons("index")
    evidence(disk.path).unlink()
    used = sum(one.stat().st_size for one in disk.path.rglob("*") if one.is_file())
    disk.resize(str(used + 200_000))

    said = commons("index")

    fails(said, "evidence", "Free some space")
    assert [] == list(disk.path.glob("evidence*"))
    disk.resize("24m")
    assert 0 == commons("index").code
    assert [] == commons("status", "--json").json["problems"]


def test_a_document_in_a_process(filled, process):
    """In a process of its own, standard output is the document and nothing else."""
    out, err = process("term", "causal tracing", "--json").communicate(timeout=60)

    check_term(json.loads(out)[0])
    assert "" == err
