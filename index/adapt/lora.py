"""Low-rank adaptation of a transformer's linear layers (LoRA; Hu et al. 2021, arXiv 2106.09685).

PEFT does this for any model and any method, and brings accelerate with it; all that is needed here fits on a page.
An adapter is a flat set of tensors, two for each layer: ``<layer>.down`` of shape (rank, inputs) and ``<layer>.up`` of
shape (outputs, rank). Their product is added to the layer's weight.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import torch
from torch import Tensor, nn

ADAPTED = "encoder.layer."
"""Layers below the one so named are adapted: attention and feed-forward of each block, not the unused pooler."""

GAIN = 2.0
"""How much more a step moves the sum than it moves its parts while training (alpha / r of the paper)."""

OTHER = "it was made for another model"


class LowRank(nn.Module):
    """A frozen linear layer with a trainable low-rank term, which is nothing at first."""

    def __init__(self, base: nn.Linear, rank: int) -> None:
        super().__init__()
        self.base = base
        self.down = nn.Linear(base.in_features, rank, bias=False)
        self.up = nn.Linear(rank, base.out_features, bias=False)
        nn.init.zeros_(self.up.weight)

    def forward(self, inputs: Tensor) -> Tensor:
        """Apply both and add them."""
        term: Tensor = self.base(inputs) + GAIN * self.up(self.down(inputs))
        return term


def attach(model: nn.Module, rank: int) -> list[nn.Parameter]:
    """Freeze *model* and give its layers a low-rank term each; return what is left to train."""
    model.requires_grad_(requires_grad=False)
    for name, layer in list(_layers(model)):
        model.set_submodule(name, LowRank(layer, rank))
    return [parameter for parameter in model.parameters() if parameter.requires_grad]


def detach(model: nn.Module) -> dict[str, Tensor]:
    """Take the terms that `attach` gave off *model* again; return them as an adapter, in half precision."""
    adapter: dict[str, Tensor] = {}
    for name, layer in [(name, layer) for name, layer in model.named_modules() if isinstance(layer, LowRank)]:
        adapter[f"{name}.down"] = layer.down.weight.detach().half()
        adapter[f"{name}.up"] = (GAIN * layer.up.weight).detach().half()
        model.set_submodule(name, layer.base)
    return adapter


def merge(model: nn.Module, adapter: Mapping[str, Tensor]) -> None:
    """Add *adapter* to the weights of *model*, which afterwards costs what it did before.

    Raises:
        ValueError: It was made for another model.
    """
    layers = dict(_layers(model))
    try:
        changes = {name: adapter[f"{name}.up"].float() @ adapter[f"{name}.down"].float() for name in layers}
    except (KeyError, RuntimeError) as error:
        raise ValueError(OTHER) from error
    if len(adapter) != 2 * len(layers) or any(layers[name].weight.shape != changes[name].shape for name in layers):
        raise ValueError(OTHER)
    with torch.no_grad():
        for name, change in changes.items():
            layers[name].weight += change


def _layers(model: nn.Module) -> Iterator[tuple[str, nn.Linear]]:
    for name, layer in model.named_modules():
        if ADAPTED in name and isinstance(layer, nn.Linear):
            yield name, layer
