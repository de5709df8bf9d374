"""A query in the words of other communities: what they find, and how far they may go."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.answers import Expansion, Query
from index import search
from index.bridges import bridge
from tests.index.corpus import TOY, a_document, load, make

OWN = a_document(id="own:1", title="Activation patching at scale", body="Activation patching finds what matters.")
THEIRS = a_document(id="theirs:1", title="Interchange interventions", body="An interchange intervention swaps values.")
BROADER = a_document(id="theirs:2", title="Mediation analysis", body="Mediation analysis splits an effect in two.")
NEITHER = [
    a_document(id=f"x:{number}", title=f"Gardens {number}", body="Roses and lilies grow.") for number in range(9)
]

INTERCHANGE = Expansion(
    label="interchange intervention",
    instead_of="activation patching",
    relation="exactMatch",
    community="academia",
    concept="interchange-intervention",
)
MEDIATION = replace(INTERCHANGE, label="mediation analysis", relation="closeMatch", concept="mediation", weight=0.5)
UNHEARD = replace(INTERCHANGE, label="zymurgy")


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """An index in which two communities say one thing."""
    home = tmp_path_factory.mktemp("bridges")
    make(home, OWN, THEIRS, BROADER, *NEITHER)
    return load(home)


def found(index, *expansions, text="activation patching", **said):
    """Ids of the hits."""
    return [hit.paper_id for hit in answer(index, *expansions, text=text, **said).hits]


def answer(index, *expansions, text="activation patching", **said):
    """What is answered."""
    return search.search(index, TOY, Query(text=text, **{"k": 3} | said), 50, expansions)


def test_finds(index):
    """The papers of the other community come right after those in the user's words."""
    assert ["own:1", "theirs:1"] == found(index, INTERCHANGE, k=2)
    assert ["own:1", "theirs:1", "theirs:2"] == found(index, INTERCHANGE, MEDIATION)


def test_weight(index):
    """What weighs less comes later, whatever the order in which it is given."""
    heavy, light = replace(MEDIATION, weight=1.0), replace(INTERCHANGE, weight=0.2)

    assert ["theirs:1", "theirs:2"] == found(index, MEDIATION, INTERCHANGE)[1:]
    assert ["theirs:2", "theirs:1"] == found(index, light, heavy)[1:]


def test_said(index):
    """The answer says what else was searched, and each hit which of these words it has."""
    given_ = answer(index, INTERCHANGE, MEDIATION, UNHEARD)

    assert (INTERCHANGE, MEDIATION) == given_.also_searched
    assert {"own:1": (), "theirs:1": ("interchange intervention",), "theirs:2": ("mediation analysis",)} == {
        hit.paper_id: hit.why.bridged for hit in given_.hits
    }


def test_nothing_to_add(index):
    """Words that no paper has change nothing."""
    plain = answer(index)

    assert bridge(index, "activation patching", [UNHEARD]) is None
    assert bridge(index, "activation patching", []) is None
    assert plain == answer(index, UNHEARD)


@pytest.mark.parametrize("mode", ["keyword", "meaning"])
def test_one_ranker(index, mode):
    """Whoever asks for one ranker gets that ranker."""
    assert answer(index, mode=mode) == answer(index, INTERCHANGE, mode=mode)


def test_share(index):
    """The more of a question its term is, the more the other words count; in a long one they hardly do."""
    around = " roses and lilies in the garden of forking paths and hanging branches" * 2
    whole, part = (
        bridge(index, text, [INTERCHANGE]) for text in ("activation patching", "activation patching" + around)
    )

    assert 1 > whole.strength > 0.5 > part.strength > 0


def test_frequent_terms(tmp_path):
    """A term that every paper has is not worth other words."""
    make(tmp_path, *(replace(one, body=f"{one.body} Activation patching.") for one in (OWN, THEIRS, BROADER, *NEITHER)))

    assert bridge(load(tmp_path), "activation patching", [INTERCHANGE]).strength == pytest.approx(0, abs=1e-9)


def test_typed_words(tmp_path):
    """Of another community's word, what the user has typed anyway counts half."""
    make(tmp_path, OWN, THEIRS, replace(BROADER, body="Activation swaps."), *NEITHER)
    index, label = load(tmp_path), replace(INTERCHANGE, label="activation swaps")
    some = bridge(index, "activation patching", [label]).words
    other = bridge(index, "interchange", [replace(label, instead_of="interchange")]).words

    halved = np.intersect1d(some.indices, index.lexical.encode("activation patching").indices)
    assert 1 == len(halved)
    ratio = some.data[np.isin(some.indices, halved)] / other.data[np.isin(other.indices, halved)]
    assert pytest.approx([0.5]) == ratio


@given(texts=st.lists(st.sampled_from(["activation", "patching", "roses", "of", "swaps", "!"]), max_size=6))
def test_any_text(index, texts):
    """Whatever is asked, a strength is a share, and scores are numbers."""
    made = bridge(index, " ".join(texts), [INTERCHANGE, MEDIATION])

    assert 0 <= made.strength < 1
    assert all(np.isfinite(hit.score) for hit in answer(index, INTERCHANGE, text=" ".join(texts)).hits)
