"""The adapted model: the stock one with a small file added to its weights."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from catalogue.errors import EncoderError
from index import encoders
from index.encoders.commons import ADAPTER, adapted
from tests.index.conftest import plain_settings, refusal

SENTENCES = ["Sparse autoencoders find features.", "We patch activations between two prompts.", "A short one."]
PLAIN = plain_settings(encoder="commons")
EXACT = plain_settings(encoder="commons", encoder_precision="float32")


@pytest.fixture(scope="module")
def commons():
    """The adapted model as a first run loads it."""
    return encoders.load(PLAIN)


@pytest.mark.model
def test_adapter_is_applied(commons, minilm):
    """Its vectors are others than the stock model's, and not far from them."""
    cosines = (commons.encode_document(SENTENCES) * minilm.encode_document(SENTENCES)).sum(axis=1)

    assert cosines.max() < 0.99
    assert cosines.min() > 0.3


@pytest.mark.model
def test_no_change(tmp_path):
    """With an adapter of zeros it is the stock model, to the last bit."""
    nothing = {name: torch.zeros_like(tensor) for name, tensor in load_file(ADAPTER).items()}
    save_file(nothing, tmp_path / "nothing.safetensors")
    stock = encoders.load(plain_settings(encoder="minilm"))

    vectors = adapted(PLAIN, tmp_path / "nothing.safetensors").encode_document(SENTENCES)

    np.testing.assert_array_equal(stock.encode_document(SENTENCES), vectors)


@pytest.mark.model
def test_merged_by_hand(tmp_path):
    """The weights are the stock ones plus the product of the adapter's two parts, layer by layer."""
    layer = "0.model.encoder.layer.3.attention.self.query"
    parts = load_file(ADAPTER)
    stock = encoders.load(plain_settings(encoder="minilm", encoder_precision="float32"))._model
    expected = stock.get_submodule(layer).weight + parts[f"{layer}.up"].float() @ parts[f"{layer}.down"].float()

    torch.testing.assert_close(expected, encoders.load(EXACT)._model.get_submodule(layer).weight)


@pytest.mark.model
def test_digest(commons, minilm, tmp_path):
    """The digest of its weights is that of the stock weights' digest and the adapter's bytes: another one, another."""
    expected = hashlib.sha256(minilm.weights.encode() + ADAPTER.read_bytes()).hexdigest()
    doubled = {name: tensor * 2 for name, tensor in load_file(ADAPTER).items()}
    save_file(doubled, tmp_path / "other.safetensors")

    assert expected == commons.weights
    assert expected != adapted(PLAIN, tmp_path / "other.safetensors").weights


@pytest.mark.model
def test_pinned(commons):
    """A digest that the settings pin is that of model and adapter together; any other is refused."""
    pinned = plain_settings(encoder="commons", encoder_digest=commons.weights)

    assert commons.weights == encoders.load(pinned).weights
    with refusal(EncoderError, "sha256 .*expected 000000000000.*COMMONS_ENCODER_DIGEST"):
        encoders.load(plain_settings(encoder="commons", encoder_digest="0" * 64))


@pytest.mark.model
@pytest.mark.parametrize("damage", ["missing", "cut off", "other model"])
def test_damaged_adapter(tmp_path, damage):
    """An adapter that is not one, or not one of this model, is refused with the way out."""
    path = tmp_path / "adapter.safetensors"
    if damage == "cut off":
        path.write_bytes(ADAPTER.read_bytes()[:1000])
    elif damage == "other model":
        save_file({"layer.up": torch.zeros(2, 2), "layer.down": torch.zeros(2, 2)}, path)

    with refusal(EncoderError, f"{path}.*COMMONS_ENCODER to minilm"):
        adapted(PLAIN, path)


def test_small():
    """The adapter that comes with the project is less than a megabyte."""
    assert ADAPTER.stat().st_size < 1_000_000
