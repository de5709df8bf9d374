"""all-MiniLM-L6-v2 adapted to this field, the default: the stock model plus a small file of changes to its weights.

The file beside this one was learnt from titles, sentences and abstracts of the catalogue, without labels, by
`commons adapt` (`index/adapt/`). The changes are added to the weights at load, so a text costs what it cost before.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from catalogue.errors import EncoderError
from catalogue.settings import Settings
from index.encoders import Encoder, minilm, sbert

ADAPTER = Path(__file__).with_name("commons.safetensors")
"""The adapter that comes with the project."""


def load(settings: Settings) -> Encoder:
    """Load the packaged model with the adapter of *settings*, or else the project's. Raises what `adapted` raises."""
    return adapted(settings, settings.adapter or ADAPTER)


def adapted(settings: Settings, adapter: Path) -> sbert.SentenceTransformerEncoder:
    """Load the packaged model and add *adapter* to its weights; the digest of the sum is that of both.

    Raises:
        EncoderError: The package is not installed, or *adapter* is missing, damaged or made for another model.
    """
    import torch  # noqa: PLC0415 - two seconds that commands without a model do not spend
    from safetensors import SafetensorError  # noqa: PLC0415
    from safetensors.torch import load as tensors  # noqa: PLC0415

    from index.adapt import lora  # noqa: PLC0415

    # added in full precision, so that the sum is rounded once
    model, base = sbert.read(minilm.folder(), "float32", pinned=minilm.WEIGHTS)
    try:
        changes = adapter.read_bytes()
        lora.merge(model, tensors(changes))
    except (OSError, SafetensorError, ValueError) as error:
        raise EncoderError(
            f"the adapter {adapter} cannot be used ({error})", "Run: commons adapt, or set COMMONS_ENCODER to minilm"
        ) from error
    weights = hashlib.sha256(base.encode() + changes).hexdigest()
    sbert.check(weights, settings.encoder_digest, str(adapter))
    model.to(getattr(torch, sbert.precision(settings)))
    return sbert.SentenceTransformerEncoder(model, settings.encoder, weights)
