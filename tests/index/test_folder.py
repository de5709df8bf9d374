"""An index on disk: swapped in one step, checked before it is used, and refused when it is not what it says."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil

import numpy as np
import pytest

from catalogue.errors import IndexCorruptError, IndexMismatchError, NoIndexError, SettingsError
from index import backends, folder
from index.documents import rows_digest
from index.encoders.toy import ToyEncoder
from index.vectors import open_store
from tests.index.conftest import refusal
from tests.index.corpus import LIBRARY, TOY, LetterEncoder, RecordingEncoder, a_document, ask, load, make

FILES = (
    "idf.npy",
    "keyword.npz",
    "letters-idf.npy",
    "letters.npz",
    "papers.parquet",
    "sentences.npy",
    "sentences.parquet",
    "vectors",
)


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """An index of the library, which no test changes."""
    home = tmp_path_factory.mktemp("original")
    make(home, *LIBRARY, stamp="first")
    return home


@pytest.fixture
def indexed(original, tmp_path):
    """An index of the library to break."""
    shutil.copytree(original / "index", tmp_path / "index")
    return tmp_path


def current(home):
    """The folder in use."""
    return home / "index" / folder.current(home / "index")


def folders(home):
    """All folders of the index."""
    return {path.name for path in (home / "index").iterdir() if path.is_dir()}


def rewrite(home, **changes):
    """Change the manifest."""
    path = current(home) / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_manifest(original):
    """The manifest says what the index was made of, and the digest of each other file."""
    made = folder.manifest(original / "index")

    assert ("toy", TOY.weights, 64, "faiss_flat") == (made.encoder, made.weights, made.dimension, made.backend)
    assert len(LIBRARY) == made.papers
    assert sum(len(document.sentences) for document in LIBRARY) == made.sentences
    assert rows_digest(LIBRARY) == made.rows
    assert "first" == made.catalogue
    assert {"manifest.json", *FILES} == {path.name for path in current(original).iterdir()}
    assert set(FILES) == set(made.files)


@pytest.mark.parametrize("backend", backends.names())
def test_load(tmp_path, backend):
    """What is loaded is what was written, row by row."""
    make(tmp_path, *LIBRARY, backend=backend)
    ordered = sorted(LIBRARY, key=lambda document: document.id)

    index = load(tmp_path, backend=backend)

    assert [document.id for document in ordered] == index.ids
    assert {document.id: row for row, document in enumerate(ordered)} == index.rows
    for row, document in enumerate(ordered):
        assert document.sentences == index.sentences(row)
        line = index.papers.iloc[row]
        assert (document.title, document.date) == (line["title"], line["date"])
        for name in ("sources", "categories", "topics"):
            assert getattr(document, name) == tuple(line[name])
    vectors = index.backend.vectors(np.arange(len(ordered)))
    np.testing.assert_allclose(TOY.encode_document([document.text for document in ordered]), vectors, atol=1e-6)


def test_closest_sentence(original):
    """The closest sentence is the one whose own vector is."""
    index = load(original)
    row = index.rows["arxiv:3"]

    for sentence in index.sentences(row):
        assert sentence == index.closest_sentence(row, TOY.encode_query([sentence])[0])


def test_no_index(tmp_path):
    """Where nothing was indexed, the command that does is named."""
    for ask_for in (lambda: folder.manifest(tmp_path), lambda: folder.load(tmp_path, TOY, "faiss_flat")):
        with refusal(NoIndexError, "nothing is indexed.*Run: commons index"):
            ask_for()


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", ["altered", "truncated", "emptied", "deleted"])
def test_damaged_file(indexed, name, damage):
    """Whichever file is not the one that was written, and however little of it differs, the index is refused."""
    path = current(indexed) / name
    content = bytearray(path.read_bytes())
    if damage == "altered":
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    elif damage == "deleted":
        path.unlink()
    else:
        os.truncate(path, 0 if damage == "emptied" else len(content) - 1)

    with refusal(IndexCorruptError, f"{name} is not the file that was written.*--rebuild"):
        load(indexed)


@pytest.mark.parametrize("damage", [b"", None])
def test_papers_alone(indexed, damage):
    """What is filtered by can be read without the rest, and without an encoder; it is checked all the same."""
    expected = load(indexed).papers
    (current(indexed) / "vectors").unlink()

    assert expected.equals(folder.papers(indexed / "index"))

    path = current(indexed) / "papers.parquet"
    path.unlink() if damage is None else path.write_bytes(damage)
    with refusal(IndexCorruptError, "papers.parquet is not the file that was written.*--rebuild"):
        folder.papers(indexed / "index")


@pytest.mark.parametrize("content", [None, b"", b"{", b'{"layout": 1', b"\xff\xfe\x00"])
def test_unreadable_manifest(indexed, content):
    """A manifest that is missing, cut off or no text is a damaged index."""
    path = current(indexed) / "manifest.json"
    path.unlink() if content is None else path.write_bytes(content)

    with refusal(IndexCorruptError, "no readable manifest.*--rebuild"):
        load(indexed)


@pytest.mark.parametrize("fields", [[], 7, None, "text", {}, {"layout": 1}, {"layout": 999}])
def test_foreign_manifest(indexed, fields):
    """A manifest that another version wrote is refused, whatever it holds."""
    (current(indexed) / "manifest.json").write_text(json.dumps(fields))

    with refusal(IndexMismatchError, "another version.*--rebuild"):
        load(indexed)


@pytest.mark.parametrize(
    "content", ["no-such-folder", "../elsewhere", "x" * 5000, "\0", "\udcff", ".", "manifest.json"]
)
def test_pointer_to_nothing(indexed, content):
    """A pointer to what is no index is a damaged index."""
    (indexed / "index" / "current").write_bytes(content.encode(errors="surrogateescape"))

    with refusal(IndexCorruptError, "no readable manifest.*--rebuild"):
        load(indexed)


@pytest.mark.parametrize(
    "changes", [{"encoder": "other"}, {"weights": "f" * 64}, {"dimension": 384}, {"backend": "exact"}]
)
def test_made_with_something_else(indexed, changes):
    """An index of another encoder, weights, dimension or backend is refused, and the message shows both."""
    rewrite(indexed, **changes)
    (said,) = [str(value)[:12] for value in changes.values()]

    with refusal(IndexMismatchError, f"made with .*{said}.* say toy toy-1 .64 dimensions, faiss_flat.*commons index"):
        load(indexed)


def test_another_encoder(indexed):
    """Nor is it loaded for another encoder."""
    newer = RecordingEncoder()
    newer.weights = "toy-2"

    for encoder in (LetterEncoder(), newer):
        with refusal(IndexMismatchError, f"the settings say {encoder.name} {encoder.weights} "):
            load(indexed, encoder=encoder)
    with refusal(IndexMismatchError, "exact"):
        load(indexed, backend="exact")


def test_rebuild_heals(indexed):
    """After any damage the command of the message, a rebuild, gives an index that answers."""
    (current(indexed) / "vectors").unlink()

    made = make(indexed, *LIBRARY, rebuild=True)

    assert made.swapped
    assert len(LIBRARY) == len(ask(load(indexed), "features"))


def test_previous_folder_stays(tmp_path):
    """The folder before the current one stays for those who still read it; the one before that goes."""
    seen = []
    for size in (3, 4, 5, 6):
        make(tmp_path, *LIBRARY[:size])
        seen.append(folder.current(tmp_path / "index"))

        assert set(seen[-2:]) == folders(tmp_path)


def test_leftovers_go(indexed):
    """What a killed build has left is cleared away by the next."""
    left = indexed / "index" / "0123456789ab-deadbeef"
    left.mkdir()
    (left / "vectors").write_bytes(b"half")
    before = folder.current(indexed / "index")

    make(indexed, *LIBRARY[:3])

    assert {before, folder.current(indexed / "index")} == folders(indexed)


def test_a_reader_keeps_its_index(indexed):
    """Who has loaded an index goes on with it, also when its folder is gone."""
    index = load(indexed)
    expected = ask(index, "features of neurons")
    for size in (2, 3, 4):
        make(indexed, *LIBRARY[:size])

    assert expected == ask(index, "features of neurons")
    assert "Superposition explains polysemantic neurons in toy models." == index.closest_sentence(
        index.rows["arxiv:5"], TOY.encode_query(["superposition explains toy models"])[0]
    )


class Swapping(ToyEncoder):
    """Lets builds go by at the moment at which somebody who loads an index has read its manifest."""

    meanwhile = None

    @property
    def dimension(self):
        """That of the toy encoder."""
        if self.meanwhile:
            todo, self.meanwhile = self.meanwhile, None
            todo()
        return 64


def test_load_while_swapped(indexed):
    """An index that builds have removed while it was read is given up for the new one."""

    def builds():
        for size in (5, 2):
            make(indexed, *LIBRARY[:size])

    encoder, before = Swapping(), current(indexed)
    encoder.meanwhile = builds

    assert 2 == folder.load(indexed / "index", encoder, "faiss_flat").manifest.papers
    assert not before.exists()


def test_load_beside_one_swap(indexed):
    """An index that is only replaced while it is read is loaded whole."""
    encoder = Swapping()
    encoder.meanwhile = lambda: make(indexed, *LIBRARY[:2])

    index = folder.load(indexed / "index", encoder, "faiss_flat")

    assert len(LIBRARY) == index.manifest.papers == len(index.ids)


def test_failed_write(indexed):
    """A write that fails leaves the index in use as it was, and nothing beside it."""
    before, expected = folders(indexed), ask(load(indexed), "features")

    with pytest.raises(SettingsError):
        make(indexed, *LIBRARY[:3], backend="nonsense")

    assert before == folders(indexed)
    assert expected == ask(load(indexed), "features")


def test_restamp(indexed):
    """A newer catalogue of the same rows is noted in the manifest, and nothing else changes."""
    root = indexed / "index"
    before = folder.manifest(root)

    fresh = folder.restamp(root, before, "second")

    assert dataclasses.replace(before, catalogue="second") == fresh == folder.manifest(root)
    assert fresh == load(indexed).manifest


def test_equal_rows_equal_files(original, tmp_path):
    """Two builds of the same rows and weights have the same digests: an index can be checked against another's."""
    make(tmp_path, *reversed(LIBRARY))

    here, there = folder.manifest(original / "index"), folder.manifest(tmp_path / "index")

    assert here.rows == there.rows
    for name in ("vectors", "sentences.npy", "idf.npy", "papers.parquet", "sentences.parquet"):
        assert here.files[name] == there.files[name]


def test_papers_of_one_text(tmp_path):
    """Two papers of the same text are two rows with one vector."""
    make(tmp_path, a_document(id="arxiv:1"), a_document(id="arxiv:2"))

    index = load(tmp_path)

    assert ["arxiv:1", "arxiv:2"] == ask(index, "sparse autoencoders")
    with open_store(tmp_path / "vectors", TOY) as store:
        assert set() == store.missing([a_document().digest])
