"""The folder is replaced as a whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalogue.errors import SettingsError, StorageError
from views.static.folder import MARK, SIGN, replacing


def a_twin(folder: Path, said: str) -> Path:
    """Make a folder that is a twin, with one page."""
    folder.mkdir()
    (folder / MARK).write_text(f'{{"format":"{SIGN}"}}')
    (folder / "index.html").write_text(said)
    return folder


def write(target: Path, said: str = "new") -> None:
    """Replace *target* by a twin of one page."""
    with replacing(target, target.parent / "lock") as folder:
        (folder / "index.html").write_text(said)


def test_a_new_folder_is_made(tmp_path: Path):
    """Where nothing was there is a folder afterwards, and nothing else."""
    write(tmp_path / "deep" / "out")

    assert "new" == (tmp_path / "deep" / "out" / "index.html").read_text()
    assert ["out"] == [one.name for one in (tmp_path / "deep").iterdir() if one.is_dir()]


def test_an_old_twin_is_replaced_whole(tmp_path: Path):
    """Files that the new one lacks are gone."""
    old = a_twin(tmp_path / "out", "old")
    (old / "gone.html").write_text("gone")
    write(old)

    assert {"index.html", MARK} == {one.name for one in old.iterdir()}
    assert "new" == (old / "index.html").read_text()


def test_what_a_killed_run_left_is_cleared_away(tmp_path: Path):
    """A half-written folder beside it does not stop the next run."""
    a_twin(tmp_path / "out", "old")
    a_twin(tmp_path / "out.new", "half")
    write(tmp_path / "out")

    assert "new" == (tmp_path / "out" / "index.html").read_text()
    assert not (tmp_path / "out.new").exists()


def test_a_crash_between_two_renames_loses_nothing(tmp_path: Path):
    """If only the set-aside old twin is there, it is back, even where the next run fails."""
    a_twin(tmp_path / "out.old", "old")
    with pytest.raises(ValueError, match="stop"), replacing(tmp_path / "out", tmp_path / "lock"):
        raise ValueError("stop")

    assert "old" == (tmp_path / "out" / "index.html").read_text()


@pytest.mark.parametrize("name", ["out", "out.new", "out.old"])
def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path, name: str):
    """What is not ours is never deleted, whichever of the three names it has."""
    (tmp_path / name).mkdir()
    (tmp_path / name / "notes.txt").write_text("mine")
    with pytest.raises(SettingsError, match="no copy of a site"):
        write(tmp_path / "out")

    assert "mine" == (tmp_path / name / "notes.txt").read_text()


def test_a_file_of_that_name_is_left_alone(tmp_path: Path):
    """A file is not taken for a folder."""
    (tmp_path / "out").write_text("mine")
    with pytest.raises(SettingsError):
        write(tmp_path / "out")

    assert "mine" == (tmp_path / "out").read_text()


def test_two_at_once(tmp_path: Path):
    """While one process writes, another is told so and changes nothing."""
    with replacing(tmp_path / "out", tmp_path / "lock") as folder:
        (folder / "index.html").write_text("first")
        with pytest.raises(SettingsError, match="another process"):
            write(tmp_path / "out", "second")

    assert "first" == (tmp_path / "out" / "index.html").read_text()


def test_a_link_stays_a_link(tmp_path: Path):
    """A web server's link to the folder leads to the new one."""
    a_twin(tmp_path / "real", "old")
    (tmp_path / "www").symlink_to(tmp_path / "real")
    write(tmp_path / "www")

    assert (tmp_path / "www").is_symlink()
    assert "new" == (tmp_path / "www" / "index.html").read_text()


def test_a_full_disk_leaves_the_old_twin(small_disk):
    """Where there is no room the old one stays, and the message says what to do."""
    disk = small_disk("1m")
    a_twin(disk.path / "out", "old")
    with (
        pytest.raises(StorageError, match="Free some space"),
        replacing(disk.path / "out", disk.path / "lock") as folder,
    ):
        (folder / "large").write_bytes(b"1" * 2_000_000)

    assert "old" == (disk.path / "out" / "index.html").read_text()
    assert not (disk.path / "out.new").exists()
