"""Learning an adapter, on a model of the real architecture made small and not trained: the steps are the same."""

from __future__ import annotations

import json
import shutil

import pytest
import torch
from safetensors import safe_open
from transformers import BertConfig, BertModel

from catalogue.errors import EncoderError, StorageError
from index.adapt import lora
from index.adapt import train as module
from index.adapt.train import Recipe, adapt, train
from index.documents import Document
from index.encoders import minilm, sbert
from tests.index.conftest import plain_settings, refusal

SUBJECTS = ["bread", "rivers", "violins", "volcanoes", "chess", "bees", "glass", "trains"]
PAPERS = [
    Document(id=f"web:{one}", title=f"On {one}", body=f"We study {one}. Many like {one}. This is about {one} alone.")
    for one in SUBJECTS
]
QUICK = Recipe(steps=16, batch=8, rank=2, rate=0.02)


def small_model(folder, model_folder):
    """Write the packaged model to *folder* with one narrow layer and random weights; return *folder*."""
    shutil.copytree(model_folder, folder, ignore=shutil.ignore_patterns("*.safetensors"))
    config = BertConfig(hidden_size=16, intermediate_size=32, num_hidden_layers=1, num_attention_heads=2)
    torch.manual_seed(0)
    BertModel(config).save_pretrained(folder)
    pooling = folder / "1_Pooling" / "config.json"
    pooling.write_text(json.dumps(json.loads(pooling.read_text()) | {"word_embedding_dimension": 16}))
    return folder


@pytest.fixture
def small(tmp_path, model_folder):
    """The folder of a small model."""
    return small_model(tmp_path / "model", model_folder)


@pytest.fixture
def packaged(small, monkeypatch):
    """The small model as the packaged one; the digest of its weights."""
    weights = sbert.read(small, "float32", pinned="")[1]
    monkeypatch.setattr(minilm, "folder", lambda: small)
    monkeypatch.setattr(minilm, "WEIGHTS", weights)
    return weights


def opened(folder):
    """Load a model."""
    return sbert.read(folder, "float32", pinned="")[0]


@pytest.mark.parametrize("half", [False, True])
def test_loss_falls(small, half):
    """Questions find their answers better at the end than at the beginning, in either precision."""
    losses = []

    train(opened(small), PAPERS, QUICK, lambda _step, _steps, loss: losses.append(loss), half=half)

    assert sum(losses[-4:]) < 0.8 * sum(losses[:4])


def test_adapter_is_what_was_learnt(small):
    """The stock model is unchanged; with the adapter merged, it brings a paper's title closer to its abstract."""
    model, stock = opened(small), opened(small)

    adapter = train(model, PAPERS, QUICK, lambda *_: None)

    torch.testing.assert_close(stock.state_dict(), model.state_dict())
    before = hits(stock)
    lora.merge(model, adapter)
    assert hits(model) > before


def hits(model):
    """Sum of the shares that each title gives to its own abstract among all."""
    titles, bodies = (model.encode(texts) for texts in zip(*((one.title, one.body) for one in PAPERS), strict=True))
    return torch.softmax(torch.tensor(titles @ bodies.T) / 0.05, dim=1).trace().item()


def test_steps(small):
    """As many batches as the recipe says are learnt from, over as many rounds of the papers as that takes."""
    told = []

    train(opened(small), PAPERS, Recipe(steps=3, batch=8, rank=2), lambda *step: told.append(step[:2]))

    assert [(1, 3), (2, 3), (3, 3)] == told


def test_same_seed_same_adapter(small):
    """Nothing but the papers and the recipe decides what is learnt."""
    recipe = Recipe(steps=2, batch=8, rank=2)

    one, other = (train(opened(small), PAPERS, recipe, lambda *_: None) for _ in range(2))

    torch.testing.assert_close(one, other, rtol=0, atol=0)


def test_too_few_papers(small):
    """Fewer papers than a batch holds are refused; those without an abstract do not count."""
    silent = Document(id="web:silent", title="Without an abstract")
    with refusal(EncoderError, "too few papers"):
        train(opened(small), [*PAPERS[:7], silent], Recipe(batch=8), lambda *_: None)


def test_file(tmp_path, packaged):
    """The file holds the adapter in half precision and says which model it was made for."""
    out = tmp_path / "new folder" / "mine.safetensors"

    size = adapt(PAPERS, plain_settings(), out, QUICK, lambda *_: None)

    assert size == out.stat().st_size
    with safe_open(out, "pt") as file:
        assert packaged == file.metadata()["base"]
        assert {torch.float16} == {file.get_tensor(name).dtype for name in file.keys()}  # noqa: SIM118 - no mapping
    assert [out] == list(out.parent.iterdir())


def test_stopped(tmp_path, packaged):
    """Ctrl-C in the middle leaves the adapter that was there before."""
    out = tmp_path / "mine.safetensors"
    out.write_text("before")

    def stop(step, _steps, _loss):
        if step == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        adapt(PAPERS, plain_settings(), out, QUICK, stop)

    assert packaged
    assert "before" == out.read_text()


def test_unwritable(tmp_path, packaged, monkeypatch):
    """A place that cannot be written is named before an hour is spent on it."""
    monkeypatch.setattr(module, "train", lambda *_, **__: pytest.fail("trained for nothing"))
    (tmp_path / "file").write_text("not a folder")

    with refusal(StorageError, "cannot write"):
        adapt(PAPERS, plain_settings(), tmp_path / "file" / "mine.safetensors", QUICK, lambda *_: None)

    assert packaged
