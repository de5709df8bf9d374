"""Text in, unit vectors out. One file an encoder; the file is the registration.

A module here offers ``load(settings) -> Encoder``. `load` picks the module that the settings name;
any other name is taken for a sentence-transformers model (`sbert`).
"""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from importlib import import_module
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from catalogue.settings import Settings

Vectors = NDArray[np.float32]
"""Shape (texts, dimension), each row of length one."""


class Encoder(Protocol):
    """What turns text into vectors whose inner product is their similarity in meaning."""

    name: str
    """What the settings call it."""
    weights: str
    """sha256 of what its vectors depend on."""
    dimension: int

    def windows(self, text: str) -> list[str]:
        """Cut *text* into pieces that each fit the model's window; nothing of it is dropped."""

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Encode what people ask."""

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Encode what is searched."""


def names() -> list[str]:
    """Return the encoders that come with the project."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def load(settings: Settings) -> Encoder:
    """Load the encoder that *settings* name.

    Raises:
        EncoderError: Its weights are missing, or are not those that the settings pin.
    """
    name = settings.encoder if settings.encoder in names() else "sbert"
    encoder: Encoder = import_module(f"index.encoders.{name}").load(settings)
    return encoder
