"""Any sentence-transformers model, by its name on a hub or its folder on disk."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from catalogue import sentences
from catalogue.errors import EncoderError
from catalogue.settings import Settings
from index.encoders import Encoder, Vectors

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 32
"""Texts in one forward pass. Larger ones fall out of the processor's cache."""


class SentenceTransformerEncoder:
    """A sentence-transformers model with its prompts, its window and the digest of its weights."""

    def __init__(self, model: SentenceTransformer, name: str, weights: str) -> None:
        self.name = name
        self.weights = weights
        self.dimension = int(model.get_embedding_dimension() or 0)
        self._model = model
        self._one_at_a_time = threading.Lock()
        """A tokenizer changes its own truncation while it measures; two threads in it at once break each other."""

    def windows(self, text: str) -> list[str]:
        """Pack whole sentences into windows; only a sentence longer than a window is cut, between words."""
        room = self._room()
        if self._length(text) <= room:
            return [text]
        windows: list[str] = []
        for piece in self._pieces(text, room):
            joined = f"{windows[-1]} {piece}" if windows else piece
            if windows and self._length(joined) <= room:
                windows[-1] = joined
            else:
                windows.append(piece)
        return windows

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Encode with the model's query prompt, where it has one."""
        with self._one_at_a_time:
            return self._plain(self._model.encode_query(list(texts), **_OPTIONS))

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Encode with the model's document prompt, where it has one."""
        with self._one_at_a_time:
            return self._plain(self._model.encode_document(list(texts), **_OPTIONS))

    def _plain(self, vectors: Any) -> Vectors:  # noqa: ANN401 - the library's encode has many return types
        rows = np.asarray(vectors, dtype=np.float32).reshape(-1, self.dimension)
        # again: what has length one in bfloat16 is a few thousandths off
        unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit

    def _room(self) -> int:
        special = self._model.tokenizer.num_special_tokens_to_add()
        return int(self._model.max_seq_length or 512) - int(special)

    def _length(self, text: str) -> int:
        with self._one_at_a_time:
            return len(self._model.tokenizer.encode(text, add_special_tokens=False, verbose=False))

    def _pieces(self, text: str, room: int) -> list[str]:
        pieces: list[str] = []
        for sentence in sentences.split(text):
            pieces += [sentence] if self._length(sentence) <= room else self._halves(sentence, room)
        return pieces

    def _halves(self, text: str, room: int) -> list[str]:
        if self._length(text) <= room or len(text) == 1:
            return [text]
        words = text.split()
        if len(words) == 1:
            middle = len(text) // 2
            halves = [text[:middle], text[middle:]]
        else:
            halves = [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]
        return [piece for half in halves for piece in self._halves(half, room)]


_OPTIONS: dict[str, Any] = {
    "batch_size": BATCH,
    "normalize_embeddings": True,
    "show_progress_bar": False,
    # few shapes: the processor's library compiles and keeps a kernel for each one
    "processing_kwargs": {"text": {"pad_to_multiple_of": 16}},
}


def load(settings: Settings) -> Encoder:
    """Load the model that the settings name, from its folder or through the hub's client.

    Raises:
        EncoderError: It cannot be had, or its weights are not those that the settings pin.
    """
    from huggingface_hub import snapshot_download  # noqa: PLC0415 - only users of a hub pay for its import
    from safetensors import SafetensorError  # noqa: PLC0415

    folder = Path(settings.encoder)
    try:
        if not folder.is_dir():
            folder = Path(snapshot_download(settings.encoder))
        return open_folder(folder, settings, pinned=settings.encoder_digest)
    except (OSError, ValueError, SafetensorError) as error:
        reason = str(error).splitlines()[0]
        raise EncoderError(
            f"the encoder {settings.encoder!r} cannot be loaded ({reason})",
            "Set COMMONS_ENCODER to minilm, a model's folder, or its name on a hub that you can reach",
        ) from error


def open_folder(folder: Path, settings: Settings, *, pinned: str) -> SentenceTransformerEncoder:
    """Load the model in *folder* as an encoder. Raises what `read` raises."""
    model, weights = read(folder, precision(settings), pinned=pinned)
    return SentenceTransformerEncoder(model, settings.encoder, weights)


def read(folder: Path, dtype: str, *, pinned: str) -> tuple[SentenceTransformer, str]:
    """Load the model in *folder* after checking its weights against *pinned* (an empty one pins nothing).

    Returns:
        The model, its weights in the precision *dtype*, and the sha256 of their files.

    Raises:
        EncoderError: There are no weights, or their sha256 is another.
    """
    weights = _digest(folder)
    check(weights, pinned, str(folder))
    import torch  # noqa: PLC0415 - two seconds that commands without a model do not spend
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from transformers.utils import logging  # noqa: PLC0415

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    kwargs = {"dtype": getattr(torch, dtype)}
    return SentenceTransformer(str(folder), device="cpu", local_files_only=True, model_kwargs=kwargs), weights


def check(weights: str, pinned: str, where: str) -> None:
    """Compare the digest of *weights* with the one that is *pinned*, if one is.

    Raises:
        EncoderError: They differ.
    """
    if pinned and weights != pinned:
        raise EncoderError(
            f"the weights in {where} have sha256 {weights[:12]}..., expected {pinned[:12]}...",
            "Install the model again, or set COMMONS_ENCODER_DIGEST to the digest that you trust",
        )


def _digest(folder: Path) -> str:
    found = sorted(folder.rglob("*.safetensors"))
    if not found:
        raise EncoderError(f"there are no weights (*.safetensors) in {folder}", "Install the model again")
    digest = hashlib.sha256()
    for path in found:
        digest.update(path.read_bytes())
    return digest.hexdigest()


def precision(settings: Settings) -> str:
    """Return the precision that the settings name, or that suits this processor."""
    if settings.encoder_precision != "auto":
        return settings.encoder_precision
    info = Path("/proc/cpuinfo")  # elsewhere than on Linux, float32 is the safe answer
    native = info.is_file() and re.search(r"\b(avx512_bf16|amx_bf16)\b", info.read_text())
    return "bfloat16" if native else "float32"
