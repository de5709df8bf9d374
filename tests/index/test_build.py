"""Building the index: only what is new is embedded, a kill costs one batch, and the index in use always answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from catalogue.errors import IndexBusyError, IndexMismatchError, NoIndexError, StorageError
from index import folder
from index.documents import rows_digest
from index.encoders.toy import ToyEncoder
from index.vectors import open_store
from tests.index.conftest import refusal
from tests.index.corpus import LIBRARY, TOY, RecordingEncoder, a_document, ask, load, make

ROOT = Path(__file__).parents[2]

FORKS = """
import json, os, signal, sys, time
from pathlib import Path
from index.build import build
from index.documents import Document
from index.encoders.toy import ToyEncoder

home, log = Path(sys.argv[1]), sys.argv[2]
documents = [Document(**row) for row in json.loads(Path(sys.argv[3]).read_text())]

class Slow(ToyEncoder):
    def encode_document(self, texts):
        with open(log, "a") as file:
            file.write(json.dumps(list(texts)) + "\\n")
        time.sleep(0.01)
        return super().encode_document(texts)

print("ready", flush=True)
for line in sys.stdin:
    child = os.fork()
    if not child:
        build(home, documents, Slow(), backend="faiss_flat", batch_size=2)
        os._exit(0)
    if line.strip() != "finish":
        time.sleep(float(line))
        os.kill(child, signal.SIGKILL)
    print(os.waitpid(child, 0)[1], flush=True)
"""
"""Builds in a child for each line: kills it after so many seconds, or lets it finish."""


class Killer:
    """Starts builds in another process and kills them."""

    def __init__(self, folder, documents):
        self.home, self.log = folder / "home", folder / "log"
        (folder / "documents.json").write_text(
            json.dumps([{"id": one.id, "title": one.title, "body": one.body} for one in documents])
        )
        command = [sys.executable, "-c", FORKS, str(self.home), str(self.log), str(folder / "documents.json")]
        # a forked child must not find itself without the threads of a pool
        environment = os.environ | {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout.readline() == "ready\n"

    def build(self, order):
        """Build as *order* says: seconds until the kill, or ``finish``; return the texts encoded and how it ended."""
        self.log.write_text("")
        self.begin(order)
        status = self.end()
        return [text for line in self.log.read_text().splitlines() for text in json.loads(line)], status

    def begin(self, order):
        """Start a build, and do not wait."""
        self.process.stdin.write(f"{order}\n")
        self.process.stdin.flush()

    def end(self):
        """Wait for the build to end; return how it did."""
        return int(self.process.stdout.readline())

    def close(self):
        """End the process."""
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


MANY = [
    a_document(id=f"arxiv:{number}", title=f"Paper {number}", body=f"It has number{number} alone. So says {number}.")
    for number in range(40)
]
OLD = [a_document(id="arxiv:old", title="An old paper", body="It was here before.")]


@pytest.fixture
def killer(tmp_path):
    """A process that builds an index of `MANY`, where one of `OLD` is in use."""
    make(tmp_path / "home", *OLD)
    one = Killer(tmp_path, MANY)
    yield one
    one.close()


def finished(home):
    """Those of `MANY` whose vectors are stored."""
    with open_store(home / "vectors", TOY) as store:
        missing = store.missing(document.digest for document in MANY)
    return [document for document in MANY if document.digest not in missing]


def test_embeds_what_is_new(tmp_path):
    """Only texts without vectors are embedded: new ones, changed ones, never one twice."""
    encoder = RecordingEncoder()
    first = make(tmp_path, *LIBRARY[:5], encoder=encoder)
    assert (5, True) == (first.embedded, first.swapped)
    assert [document.text for document in LIBRARY[:5]] == [text for text in encoder.seen if text in texts(LIBRARY)]

    encoder.seen.clear()
    second = make(tmp_path, *LIBRARY, encoder=encoder)

    assert (len(LIBRARY) - 5, True) == (second.embedded, second.swapped)
    assert not set(texts(LIBRARY[:5])) & set(encoder.seen)
    assert set(texts(LIBRARY[5:])) <= set(encoder.seen)


def texts(documents):
    """What is embedded as a whole."""
    return [document.text for document in documents]


def test_nothing_new(tmp_path):
    """A second build embeds nothing and swaps nothing, whatever the order of the papers."""
    encoder = RecordingEncoder()
    first = make(tmp_path, *LIBRARY, encoder=encoder)
    pointer, seen = folder.current(tmp_path / "index"), len(encoder.seen)

    second = make(tmp_path, *reversed(LIBRARY), encoder=encoder)

    assert (0, False, first.manifest) == (second.embedded, second.swapped, second.manifest)
    assert (pointer, seen) == (folder.current(tmp_path / "index"), len(encoder.seen))


def test_changed_abstract(tmp_path):
    """A changed abstract is embedded again, alone, and found by its new words."""
    make(tmp_path, *LIBRARY)
    changed = a_document(id="arxiv:3", title="Probing what a network knows", body="Now about zebrafish.")

    built = make(tmp_path, *[changed if document.id == changed.id else document for document in LIBRARY])

    assert (1, True) == (built.embedded, built.swapped)
    assert ["arxiv:3"] == ask(load(tmp_path), "zebrafish", mode="keyword")
    assert [] == ask(load(tmp_path), "syntax", mode="keyword")


def test_changed_back(tmp_path):
    """A text that was there before is not embedded again."""
    make(tmp_path, *LIBRARY)
    make(tmp_path, *LIBRARY[1:])

    built = make(tmp_path, *LIBRARY)

    assert (0, True) == (built.embedded, built.swapped)


def test_removed_paper(tmp_path):
    """A paper that is gone from the catalogue is gone from the index."""
    make(tmp_path, *LIBRARY)

    built = make(tmp_path, *LIBRARY[1:])

    assert (0, True, len(LIBRARY) - 1) == (built.embedded, built.swapped, built.manifest.papers)
    assert LIBRARY[0].id not in ask(load(tmp_path), LIBRARY[0].text, k=99)


def test_rebuild(tmp_path):
    """A rebuild writes the index anew, from the vectors that there are."""
    make(tmp_path, *LIBRARY)
    pointer = folder.current(tmp_path / "index")

    built = make(tmp_path, *LIBRARY, rebuild=True)

    assert (0, True) == (built.embedded, built.swapped)
    assert pointer != folder.current(tmp_path / "index")


def test_stamp(tmp_path):
    """The manifest has the stamp of the catalogue that the papers came from, also when nothing else is new."""
    stamps = [make(tmp_path, *LIBRARY, stamp=stamp).manifest.catalogue for stamp in ("1", "2")]

    assert ["1", "2"] == stamps
    assert "2" == folder.manifest(tmp_path / "index").catalogue == load(tmp_path).manifest.catalogue


def test_other_backend(tmp_path):
    """Another backend is another index, of the same vectors."""
    make(tmp_path, *LIBRARY, backend="exact")
    with refusal(IndexMismatchError, "commons index"):
        load(tmp_path)

    built = make(tmp_path, *LIBRARY)

    assert (0, True, "faiss_flat") == (built.embedded, built.swapped, built.manifest.backend)
    assert ask(load(tmp_path), "features")


def test_other_weights(tmp_path):
    """Other weights embed everything anew."""
    make(tmp_path, *LIBRARY)
    newer = RecordingEncoder()
    newer.weights = "toy-2"

    built = make(tmp_path, *LIBRARY, encoder=newer)

    assert (len(LIBRARY), True, "toy-2") == (built.embedded, built.swapped, built.manifest.weights)


def test_same_text_once(tmp_path):
    """Papers of the same text are embedded once."""
    assert 1 == make(tmp_path, a_document(id="a:1"), a_document(id="a:2")).embedded


def test_new_date(tmp_path):
    """A paper whose date or topics changed, and no word of it, is filtered by what it says now."""
    make(tmp_path, a_document(date="2020"))
    built = make(tmp_path, a_document(date="2024"))

    assert 0 == built.embedded
    assert ["arxiv:2309.08600"] == ask(load(tmp_path), "features", since="2023")


def test_empty_catalogue(tmp_path):
    """Without papers there is no index, and the command that takes some in is named; nothing is written."""
    with refusal(NoIndexError, "no paper.*commons ingest starter"):
        make(tmp_path)

    assert [] == list(tmp_path.iterdir())


def test_empty_catalogue_later(tmp_path):
    """A catalogue that has become empty leaves the index in use."""
    make(tmp_path, *LIBRARY)

    with refusal(NoIndexError, "no paper"):
        make(tmp_path)

    assert ask(load(tmp_path), "features")


@pytest.mark.parametrize("batch_size", [1, 3, len(LIBRARY), 100])
def test_progress(tmp_path, batch_size):
    """Progress is told before the first and after every batch, and ends at all."""
    told = []

    make(tmp_path, *LIBRARY, batch_size=batch_size, progress=lambda done, total: told.append((done, total)))

    steps = [*range(0, len(LIBRARY), batch_size), len(LIBRARY)]
    assert [(done, len(LIBRARY)) for done in steps] == told


def test_two_builds(tmp_path):
    """While one build runs, another is refused; the first goes on."""
    refused = []

    def meanwhile(_done, _total):
        with refusal(IndexBusyError, f"another process is indexing {tmp_path}.*Wait"):
            make(tmp_path, *LIBRARY)
        refused.append(True)

    built = make(tmp_path, *LIBRARY, progress=meanwhile)

    assert built.swapped
    assert len(refused) > 1
    assert not make(tmp_path, *LIBRARY).swapped


def test_a_failing_encoder(tmp_path):
    """An encoder that fails loses its own batch; the error is not hidden, and the next build goes on from there."""

    class Failing(ToyEncoder):
        def encode_document(self, texts):
            """Fail at the sixth paper."""
            if any("Induction heads" in text for text in texts):
                raise RuntimeError("out of memory")
            return super().encode_document(texts)

    with pytest.raises(RuntimeError, match="out of memory"):
        make(tmp_path, *LIBRARY, encoder=Failing())
    with refusal(NoIndexError, "nothing"):
        load(tmp_path)

    assert len(LIBRARY) - 3 == make(tmp_path, *LIBRARY).embedded


@pytest.mark.parametrize("where", ["file", "file/below"])
def test_impossible_folder(tmp_path, where):
    """A home that cannot be a folder is named."""
    (tmp_path / "file").write_text("in the way")

    with refusal(StorageError, f"cannot write under {tmp_path}/file.*Set COMMONS_HOME"):
        make(tmp_path / where, *LIBRARY)


def fill(home, leave):
    """Write a file that leaves only so many bytes of the disk."""
    (home / "ballast").unlink(missing_ok=True)
    disk = os.statvfs(home)
    (home / "ballast").write_bytes(bytes(disk.f_bavail * disk.f_frsize - leave))


def test_disk_full_while_writing(small_disk):
    """A disk that fills while the index is written leaves the old one answering; with space, the build goes on."""
    home = small_disk("30m").path
    make(home, *LIBRARY[:4])
    before = {path.name for path in (home / "index").iterdir()}
    for leave in (5_000_000, 1_000_000, 300_000):
        fill(home, leave)

        with refusal(StorageError, "Free some space.*commons index"):
            make(home, *LIBRARY)

        assert before == {path.name for path in (home / "index").iterdir()}
        assert 4 == len(ask(load(home), "features"))
    (home / "ballast").unlink()

    built = make(home, *LIBRARY)

    assert (0, True) == (built.embedded, built.swapped)
    assert len(LIBRARY) == len(ask(load(home), "features"))


def test_disk_full_while_embedding(small_disk):
    """A disk that fills while vectors are stored keeps the finished batches and the old index."""
    home = small_disk("30m").path
    make(home, *OLD)
    documents = [a_document(id=f"a:{number}", title=f"Paper {number}", body="One. " * 40) for number in range(100)]
    fill(home, 200_000)

    with refusal(StorageError, "cannot write .*full.*Free some space"):
        make(home, *documents)

    assert ["arxiv:old"] == ask(load(home), "old paper")
    (home / "ballast").unlink()
    assert 0 < make(home, *documents).embedded < 100
    assert 100 == len(ask(load(home), "paper", k=999))


def test_killed(killer, tmp_path):
    """Killed at random moments, a build keeps every finished batch and the old index; in the end nothing differs."""
    kills, done, moments = 0, [], np.random.default_rng(7)
    answers = {len(OLD): ["arxiv:old"], len(MANY): ["arxiv:7"]}
    while kills < 25:
        encoded, status = killer.build(moments.uniform(0, 0.35))
        kills += status == 9

        assert not set(texts(done)) & set(encoded)
        assert {document.id for document in done} <= {document.id for document in finished(killer.home)}
        done = finished(killer.home)
        index = load(killer.home)
        asked = "old paper" if index.manifest.papers == len(OLD) else "number7"
        assert answers[index.manifest.papers] == ask(index, asked, k=1)
        if status == 0:  # it was done before the kill: begin again
            make(killer.home, *OLD)

    encoded, status = killer.build("finish")

    assert 0 == status
    assert not set(texts(done)) & set(encoded)
    clean = make(tmp_path / "clean", *MANY).manifest
    index = load(killer.home)
    assert clean.rows == index.manifest.rows == rows_digest(MANY)
    rows = np.arange(len(MANY))
    np.testing.assert_array_equal(load(tmp_path / "clean").backend.vectors(rows), index.backend.vectors(rows))
    assert 2 >= len([path for path in (killer.home / "index").iterdir() if path.is_dir()])


def test_busy_in_another_process(killer):
    """A build in another process is in the way until it ends, or is killed."""
    killer.begin(0.25)
    deadline = time.monotonic() + 20
    while not killer.log.exists() and time.monotonic() < deadline:
        time.sleep(0.002)

    with refusal(IndexBusyError, "another process is indexing"):
        make(killer.home, *OLD)

    assert 9 == killer.end()
    assert make(killer.home, *MANY).swapped
