"""Files that strangers give us: the same lines however they are packed, and an honest word about the rest."""

from __future__ import annotations

import gzip
import os
import random
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from catalogue.errors import CommonsError, MissingFileError, NotWhatItSaysError, SourceError, TruncatedFileError
from ingest import files
from ingest.files import FileSource, lines, read_text
from tests.ingest.samples import a_record, as_lines

ROOT = Path(__file__).parents[2]
CONTENT = as_lines([a_record(number) for number in range(300)])
PACKINGS = ("plain", "gzip", "two gzips", "zip", "stored zip")


def pack(path: Path, packing: str, content: bytes = CONTENT) -> Path:
    """Write *content* to *path*; its name says nothing of how."""
    half = len(content) // 2
    if packing == "gzip":
        path.write_bytes(gzip.compress(content))
    elif packing == "two gzips":
        path.write_bytes(gzip.compress(content[:half]) + gzip.compress(content[half:]))
    elif packing == "plain":
        path.write_bytes(content)
    else:
        method = zipfile.ZIP_DEFLATED if packing == "zip" else zipfile.ZIP_STORED
        with zipfile.ZipFile(path, "w", method) as archive:
            archive.mkdir("folder")
            archive.writestr("folder/snapshot.json", content)
    return path


def refused(kind, path, *, message):
    """Read *path* to its end; expect *kind* with *message*, in one line with a remedy; return the lines before."""
    found = []
    with pytest.raises(kind, match=message) as caught:
        found.extend(_collect(path, found))
    assert kind is type(caught.value)
    assert str(path) in str(caught.value)
    assert caught.value.remedy
    assert len(str(caught.value).splitlines()) == 1
    return found


def _collect(path, found):
    for chunk in lines(path, ""):
        found.append(chunk.data)
    return ()


@pytest.mark.parametrize("packing", PACKINGS)
def test_packings(tmp_path, packing):
    """Plain, gzip or zip: the lines, their numbers and positions are the same."""
    chunks = list(lines(pack(tmp_path / "file", packing), ""))

    assert CONTENT.splitlines(keepends=True) == [chunk.data for chunk in chunks]
    assert [f"line {number}" for number in range(1, 301)] == [chunk.place for chunk in chunks]
    assert chunks[200:] == list(lines(tmp_path / "file", chunks[199].position))


@pytest.mark.parametrize("packing", PACKINGS)
def test_progress(tmp_path, packing):
    """Progress is counted in bytes of the file, packed or not, and never beyond its size."""
    path = pack(tmp_path / "file", packing)
    done = [chunk.done for chunk in lines(path, "")]

    assert 0 < done[0] <= done[-1] <= FileSource(path=path).size
    assert done == sorted(done)


def test_odd_lines(tmp_path):
    """Empty lines are passed over but counted, a carriage return is none of ours, the last line may be open."""
    path = pack(tmp_path / "file", "plain", b"\n  \t\r\none\r\n\ntwo")

    assert [("line 3", b"one\r\n"), ("line 5", b"two")] == [(chunk.place, chunk.data) for chunk in lines(path, "")]


@pytest.mark.parametrize("packing", PACKINGS)
def test_empty(tmp_path, packing):
    """A file without lines has none."""
    assert [] == list(lines(pack(tmp_path / "file", packing, b""), ""))


@pytest.mark.parametrize("packing", ["gzip", "two gzips"])
@pytest.mark.parametrize("share", [0.001, 0.2, 0.45, 0.9, 0.999])
def test_truncated_gzip(tmp_path, packing, share):
    """A gzip file that ends in the middle says so, with the last line that it gave; those before are given."""
    path = pack(tmp_path / "file", packing)
    os.truncate(path, int(share * path.stat().st_size))

    found = refused(TruncatedFileError, path, message=r"ends in the middle, after line \d+\. .*what was read is kept")

    assert CONTENT.splitlines(keepends=True)[: len(found)] == found
    assert len(found) >= int(share * 300) - 70


@pytest.mark.parametrize("share", [0.2, 0.9, 0.999])
def test_truncated_zip(tmp_path, share):
    """A zip archive keeps its table of contents at its end: without it there is nothing to read."""
    path = pack(tmp_path / "file", "zip")
    os.truncate(path, int(share * path.stat().st_size))

    assert [] == refused(TruncatedFileError, path, message="ends in the middle")


@pytest.mark.parametrize("packing", ["gzip", "zip", "stored zip"])
@pytest.mark.parametrize("seed", range(5))
def test_damaged(tmp_path, packing, seed):
    """A packed file with some bytes changed is found out, wherever they are."""
    path = pack(tmp_path / "file", packing)
    content, dice = bytearray(path.read_bytes()), random.Random(seed)  # noqa: S311
    start = dice.randrange(200, len(content) - 600)
    content[start : start + 300] = dice.randbytes(300)
    path.write_bytes(content)

    with pytest.raises(SourceError, match=f"{re.escape(str(path))}.*(damaged|ends in the middle)"):
        list(lines(path, ""))


def test_two_files_in_a_zip(tmp_path):
    """An archive of several files leaves it to people which one is meant."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("one", b"1")
        archive.writestr("two", b"2")

    assert [] == refused(NotWhatItSaysError, tmp_path / "a.zip", message="holds 2 files. Unpack it")


@pytest.mark.parametrize(("offset", "value"), [(6, 1), (8, 97)])
def test_zips_that_python_cannot_unpack(tmp_path, offset, value):
    """An encrypted archive, or one of an unknown compression, is for people to unpack."""
    path = pack(tmp_path / "a.zip", "zip", b"")
    content = bytearray(path.read_bytes())
    for signature, shift in ((b"PK\x03\x04", 0), (b"PK\x01\x02", 2)):
        for found in re.finditer(re.escape(signature), bytes(content)):
            content[found.start() + offset + shift] = value
    path.write_bytes(content)

    assert [] == refused(NotWhatItSaysError, path, message="cannot be unpacked .*Unpack it")


def test_a_line_without_end(tmp_path):
    """A file that is one endless line is no file of lines, and is not read into memory to find that out."""
    with (tmp_path / "zeros").open("wb") as file:
        file.truncate(3 * files.MAX_LINE)

    assert [] == refused(NotWhatItSaysError, tmp_path / "zeros", message="line 1 of .* has 64 MB or more")


def test_missing(tmp_path):
    """A file that is not there is named."""
    refused(MissingFileError, tmp_path / "none", message="there is no file")
    with pytest.raises(MissingFileError):
        FileSource(path=tmp_path / "none").fingerprint()
    with pytest.raises(MissingFileError):
        _ = FileSource(path=tmp_path / "none").size


def test_folder(tmp_path):
    """A folder is no file."""
    refused(NotWhatItSaysError, tmp_path, message="is a folder")


def test_not_ours_to_read(tmp_path):
    """A file that may not be read says so; a loop of links, too."""
    (tmp_path / "loop").symlink_to(tmp_path / "loop")

    refused(SourceError, tmp_path / "loop", message="cannot read")


def test_text(tmp_path):
    """Small files are read whole, with or without a mark of their byte order."""
    (tmp_path / "text").write_bytes(b"\xef\xbb\xbfG\xc3\xb6del\r\n")

    assert "Gödel\r\n" == read_text(tmp_path / "text")


@pytest.mark.parametrize("content", ["Gödel".encode("latin-1"), "Gödel".encode("utf-16"), b"\x89PNG\r\n\x1a\n\0"])
def test_not_text(tmp_path, content):
    """What is not UTF-8 is refused with the place."""
    (tmp_path / "text").write_bytes(content)

    with pytest.raises(NotWhatItSaysError, match=r"is not UTF-8 text \(byte \d\). Save it as UTF-8") as caught:
        read_text(tmp_path / "text")
    assert isinstance(caught.value, CommonsError)


MEMORY = """
import resource, sys
from pathlib import Path
from ingest.files import lines

before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
count = sum(1 for _ in lines(Path(sys.argv[1]), ""))
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize("packing", ["plain", "gzip", "zip"])
def test_memory(tmp_path, packing):
    """However long a file is, reading it takes a few megabytes: here 60 MB of lines."""
    line = b'{"id": "1", "title": "' + b"x" * 1950 + b'"}\n'
    path = pack(tmp_path / "file", packing, line * 30_000)

    run = subprocess.run([sys.executable, "-c", MEMORY, path], cwd=ROOT, capture_output=True, check=True)
    count, grown = map(int, run.stdout.split())

    assert 30_000 == count
    assert grown < 10_000  # kilobytes
