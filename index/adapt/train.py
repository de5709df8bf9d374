"""Learning an adapter: among the answers of its batch, each question must find its own, and the answer its question.

The loss is the cross-entropy of cosines over the batch, in both directions (in-batch negatives, Henderson et al. 2017,
arXiv 1705.00652), at the temperature that all-MiniLM-L6-v2 was trained with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain, count, islice
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import torch
from safetensors.torch import save
from torch import Tensor
from torch.nn.functional import cross_entropy

from catalogue.batches import batched
from catalogue.errors import EncoderError, StorageError
from catalogue.settings import Settings
from index.adapt import lora
from index.adapt.pairs import Pair, one_epoch
from index.documents import Document
from index.encoders import minilm, sbert

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Progress = Callable[[int, int, float], None]
"""Called with steps done, steps to do, and the loss of the step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How an adapter is learnt; the defaults are measured (docs/decisions.md)."""

    steps: int = 40
    """Batches to learn from. Three times as many measured no better on searches, and worse on people's papers."""
    rank: int = 8
    """Of the change of each layer: 332,000 numbers in all, two thirds of a megabyte."""
    batch: int = 64
    """Pairs in a step: how many answers a question chooses from."""
    rate: float = 1e-3
    """Peak learning rate of AdamW; it warms up over a tenth of the steps, then falls to nothing."""
    temperature: float = 0.05
    tokens: int = 128
    """Where texts are cut while learning: the end of an abstract says more of the same and costs time."""
    seed: int = 0


def adapt(documents: Sequence[Document], settings: Settings, out: Path, recipe: Recipe, progress: Progress) -> int:
    """Learn an adapter of all-MiniLM-L6-v2 from *documents* and write it to *out*; return its size in bytes.

    The file appears when all is done: who stops it earlier has lost the time and nothing else.

    Raises:
        EncoderError: The model cannot be loaded, or there are too few papers with an abstract.
        StorageError: *out* cannot be written.
    """
    with _replacing(out) as fresh:
        model, base = sbert.read(minilm.folder(), "float32", pinned=minilm.WEIGHTS)
        adapter = train(model, documents, recipe, progress, half=sbert.precision(settings) == "bfloat16")
        fresh.write_bytes(save(adapter, metadata={"base": base}))
    return out.stat().st_size


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """Give a file to write that becomes *path* if all goes well, and leaves nothing behind if not."""
    fresh = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.touch()  # what cannot be written is better known before the work than after it
        yield fresh
        fresh.replace(path)
    except OSError as error:
        raise StorageError(f"cannot write {path} ({error})", "Free some space, or name another file") from error
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def train(
    model: SentenceTransformer, documents: Sequence[Document], recipe: Recipe, progress: Progress, *, half: bool = False
) -> dict[str, Tensor]:
    """Learn an adapter of *model* from *documents*; *model* itself is unchanged afterwards.

    Args:
        model: What to adapt, in float32.
        documents: Papers; those without an abstract teach nothing.
        recipe: How to learn.
        progress: Told after every step.
        half: Whether to multiply in bfloat16.

    Raises:
        EncoderError: There are fewer such papers than a batch holds.
    """
    if sum(bool(document.body) for document in documents) < recipe.batch:
        raise EncoderError("there are too few papers with an abstract to learn from", "Run: commons ingest snapshot")
    torch.manual_seed(recipe.seed)
    parameters = lora.attach(model, recipe.rank)
    optimizer = torch.optim.AdamW(parameters, lr=recipe.rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _share(step, recipe.steps))
    for step, batch in enumerate(_batches(documents, recipe), start=1):
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            loss = _loss(model, batch, recipe)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
        progress(step, recipe.steps, loss.item())
    return lora.detach(model)


def _batches(documents: Sequence[Document], recipe: Recipe) -> Iterator[list[Pair]]:
    random = Random(recipe.seed)  # noqa: S311 - no secrets here
    endless = chain.from_iterable(one_epoch(documents, random) for _ in count())
    return islice(batched(endless, recipe.batch), recipe.steps)


def _share(step: int, steps: int) -> float:
    """Share of the peak learning rate at *step*."""
    warm = max(1, steps // 10)
    return min((step + 1) / warm, (steps - step) / max(1, steps - warm))


def _loss(model: SentenceTransformer, batch: Sequence[Pair], recipe: Recipe) -> Tensor:
    texts = [pair.question for pair in batch] + [pair.answer for pair in batch]
    questions, answers = _embed(model, texts, recipe.tokens).float().chunk(2)
    cosines = questions @ answers.T / recipe.temperature
    own = torch.arange(len(batch))
    return (cross_entropy(cosines, own) + cross_entropy(cosines.T, own)) / 2


def _embed(model: SentenceTransformer, texts: Sequence[str], tokens: int) -> Tensor:
    """Encode *texts* with gradients, like lengths together so that little is padding; shape (texts, dimension)."""
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    options = {"text": {"max_length": tokens, "truncation": True, "pad_to_multiple_of": 16}}
    parts = [
        model(model.preprocess([texts[place] for place in places], processing_kwargs=options))["sentence_embedding"]
        for places in batched(order, sbert.BATCH)
    ]
    return torch.cat(parts)[torch.tensor(order).argsort()]
