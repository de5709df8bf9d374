"""The candidates on disk."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from catalogue.errors import StorageError
from glossary.candidates.collect import collect
from glossary.candidates.store import FILE, kept
from tests.glossary.candidates.library import GLOSSARY, WORKS

STAMP = {"glossary": "a", "catalogue": "1"}


@pytest.fixture
def folder(home):
    """A home that is there."""
    home.mkdir()
    return home


def never():
    """What must not be asked."""
    pytest.fail("the candidates were there")


def test_kept(folder):
    """What was found is read back as it was, without looking again, and nothing else is left behind."""
    made = collect(WORKS, GLOSSARY)

    assert tuple(made) == kept(folder, STAMP, lambda: made)
    assert tuple(made) == kept(folder, STAMP, never)
    assert {FILE, f"{FILE}.lock"} == {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("stamp", [{}, STAMP | {"glossary": "b"}, STAMP | {"more": "x"}])
def test_other_stamp(folder, stamp):
    """With another glossary or corpus they are looked for anew."""
    kept(folder, STAMP, lambda: collect(WORKS, GLOSSARY))

    assert () == kept(folder, stamp, list) == kept(folder, stamp, never)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"stamp": {}, "candidates": [{"id": 1}]}', b"\xff\x00"])
def test_damaged(folder, content):
    """A file that cannot be read is made anew."""
    (folder / FILE).write_bytes(content)

    assert 3 == len(kept(folder, STAMP, lambda: collect(WORKS, GLOSSARY)))
    assert 3 == len(kept(folder, STAMP, never))


def test_several_visitors(folder):
    """Of several who ask at once, one reads the corpus and the others wait for it."""
    together, asked = Barrier(4), []

    def visit(_):
        together.wait()
        return kept(folder, STAMP, lambda: asked.append(1) or collect(WORKS, GLOSSARY))

    with ThreadPoolExecutor(4) as pool:
        assert {3} == {len(found) for found in pool.map(visit, range(4))}
    assert [1] == asked


def test_stopped(folder):
    """Where the search is stopped, what was there stays, and the next one begins anew."""
    kept(folder, STAMP, lambda: collect(WORKS, GLOSSARY))

    def stopped():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kept(folder, {}, stopped)

    assert 3 == len(kept(folder, STAMP, never))
    assert () == kept(folder, {}, list)


def test_full_disk(small_disk):
    """A full disk is said so, and the earlier candidates stay."""
    disk = small_disk("64k")
    kept(disk.path, STAMP, lambda: collect(WORKS, GLOSSARY))
    many = collect(WORKS, GLOSSARY) * 400

    with pytest.raises(StorageError, match=r"No space left.*Free some space"):
        kept(disk.path, {}, lambda: many)

    assert 3 == len(kept(disk.path, STAMP, never))
    assert {FILE, f"{FILE}.lock"} == {path.name for path in disk.path.iterdir()}


def test_no_home(home):
    """A home that is gone is an error of ours."""
    shutil.rmtree(home, ignore_errors=True)
    home.parent.joinpath("home").write_text("a file")

    with pytest.raises(StorageError):
        kept(home, STAMP, list)
