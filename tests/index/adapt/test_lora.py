"""Low-rank changes of a model's weights."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from index.adapt import lora

INPUT = torch.linspace(-1, 1, 24).reshape(2, 12)


class Net(nn.Module):
    """Two layers of an encoder and a pooler, with names as transformers have them."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList([nn.Linear(12, 16), nn.Linear(16, 12)])})
        self.pooler = nn.Linear(12, 12)

    def forward(self, inputs):
        """Apply one layer after the other."""
        first, second = self.encoder["layer"]
        return self.pooler(second(torch.tanh(first(inputs))))


def trained():
    """Return an adapter that changes something."""
    net = Net()
    for parameter in lora.attach(net, 2):
        nn.init.normal_(parameter)
    return lora.detach(net)


def test_nothing_at_first():
    """A fresh adapter changes no answer, attached or merged."""
    net, stock = Net(), Net()(INPUT)

    lora.attach(net, 2)

    torch.testing.assert_close(stock, net(INPUT))
    lora.merge(other := Net(), lora.detach(net))
    torch.testing.assert_close(stock, other(INPUT))


def test_only_the_terms_learn():
    """What is left to train is two small matrices for each layer of the encoder; the pooler is left alone."""
    parameters = lora.attach(Net(), 2)

    assert [(2, 12), (16, 2), (2, 16), (12, 2)] == [tuple(parameter.shape) for parameter in parameters]


def test_merged_is_attached():
    """A model with the adapter merged answers as the one on which it was learnt, up to half precision."""
    net = Net()
    for parameter in lora.attach(net, 2):
        nn.init.normal_(parameter)
    learnt = net(INPUT)

    lora.merge(merged := Net(), lora.detach(net))

    torch.testing.assert_close(learnt, merged(INPUT), rtol=1e-2, atol=1e-2)
    assert not torch.allclose(Net()(INPUT), merged(INPUT), atol=0.1)


def test_detach_restores():
    """A model whose adapter was taken off is the model that it was, layer by layer."""
    net = Net()
    for parameter in lora.attach(net, 2):
        nn.init.normal_(parameter)

    adapter = lora.detach(net)

    torch.testing.assert_close(Net().state_dict(), net.state_dict())
    assert {torch.float16} == {tensor.dtype for tensor in adapter.values()}


UP = "encoder.layer.1.up"


@pytest.mark.parametrize(
    "change",
    [
        lambda adapter: adapter.pop(UP),
        lambda adapter: adapter.update({"encoder.layer.9.up": adapter[UP]}),
        lambda adapter: adapter.update({UP: adapter[UP][:5]}),
        lambda adapter: adapter.update({UP: adapter[UP][:, :1]}),
    ],
    ids=["missing", "unknown", "outputs", "rank"],
)
def test_other_model(change):
    """An adapter of another model is refused, and the weights stay as they were."""
    change(adapter := trained())
    net = Net()

    with pytest.raises(ValueError, match="another model"):
        lora.merge(net, adapter)

    torch.testing.assert_close(Net().state_dict(), net.state_dict())
