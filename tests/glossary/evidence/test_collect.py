"""Reading the corpus for the glossary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.evidence.collect import JOINT, QUOTES, collect, text_of
from tests.glossary.makers import a_bridge, a_concept, a_glossary
from tests.makers import a_work

GLOSSARY = a_glossary(
    a_concept("sae", "sparse autoencoder", "sparse dictionary", bridges=(a_bridge("head"),)),
    a_concept("head", "attention head", bridges=(a_bridge("lens"),)),
    a_concept("lens", "logit lens"),
)


def works(*abstracts, title="A paper"):
    """Works with these abstracts, numbered from 0."""
    return [a_work(id=f"arxiv:{number}", title=title, abstract=abstract) for number, abstract in enumerate(abstracts)]


def test_text():
    """Title and abstract are read, white space folded; our own summary proves nothing."""
    work = a_work(title=" Sparse\n codes ", abstract="We find\n  them. ", summary="A sparse autoencoder.")

    assert "Sparse codes.\nWe find them." == text_of(work)
    assert "Sparse codes.\n" == text_of(a_work(title="Sparse codes"))


def test_mentions():
    """Every mention is kept with its paper, title included, at its place in the text that was read."""
    [work] = works("Attention  heads are found. Sparse dictionaries too.", title="Sparse autoencoders")

    found = collect([work], GLOSSARY)

    assert [("arxiv:0", "sae", "Sparse autoencoders"), ("arxiv:0", "head", "Attention heads"),
            ("arxiv:0", "sae", "Sparse dictionaries")] == [
        (paper, one.concept, text_of(work)[one.start : one.end]) for paper, one in found.mentions
    ]  # fmt: skip


def test_all_papers():
    """Papers that mention nothing are kept too: they are the denominator."""
    found = collect(works("Nothing.", "", "An attention head."), GLOSSARY)

    assert ["arxiv:0", "arxiv:1", "arxiv:2"] == [work.id for work in found.papers]
    assert 1 == len(found.mentions)


@pytest.mark.parametrize("first", [True, False])
def test_best_quote(first):
    """Of each paper and label the best sentence is quoted, wherever it stands, with where the word is in it."""
    said = ["An attention head is a part of a layer, as is known.", "We look at one attention head among others in it."]
    found = collect(works(" ".join(said if first else reversed(said))), GLOSSARY)

    [quote] = found.quotes["head", "attention head"]
    assert said[0] == quote.sentence
    assert ("arxiv:0", "attention head") == (quote.paper, quote.sentence[quote.start : quote.end])


def test_titles_are_no_sentences():
    """A title counts as a mention and is not quoted."""
    found = collect(works("Nothing.", title="Attention heads"), GLOSSARY)

    assert (1, {}) == (len(found.mentions), dict(found.quotes))


def test_best_papers():
    """The best few sentences are kept for each label, of different papers, the best first."""
    defined = "An attention head is a part of a layer that moves information from place to place."
    found = collect(works("Attention head.", defined, "Attention head.", "Attention head.", defined, defined), GLOSSARY)

    quotes = found.quotes["head", "attention head"]

    assert ["arxiv:1", "arxiv:4", "arxiv:5"] == [quote.paper for quote in quotes]
    assert QUOTES == len(quotes)


def test_labels_apart():
    """Each label of a concept has quotes of its own."""
    found = collect(works("A sparse autoencoder. A sparse dictionary."), GLOSSARY)

    assert {("sae", "sparse autoencoder"), ("sae", "sparse dictionary")} == set(found.quotes)


@pytest.mark.parametrize(
    "text", ["Sparse autoencoders and attention heads.", "Attention heads and sparse autoencoders."]
)
def test_joint(text):
    """A sentence with both sides of a bridge is kept for it, whichever side comes first."""
    found = collect(works(text), GLOSSARY)

    assert {("head", "sae"): [text]} == {pair: [one.sentence for one in kept] for pair, kept in found.joint.items()}


@pytest.mark.parametrize(
    "text",
    [
        "Sparse autoencoders. Attention heads.",
        "Sparse autoencoders and logit lenses.",
        "Two attention heads, attention heads.",
    ],
)
def test_not_joint(text):
    """Words in two sentences are not joint, nor those that no bridge joins, nor a word and itself."""
    assert {} == collect(works(text), GLOSSARY).joint


def test_best_joint():
    """The best few joint sentences are kept, those that equate the two first, one of a paper."""
    plain = "Attention heads and sparse autoencoders were both looked at, in one model or another."
    equal = "Attention heads are also known as sparse autoencoders, which nobody believes for long."
    found = collect(works(*[plain] * JOINT, f"{plain} {equal}", plain), GLOSSARY)

    kept = found.joint["head", "sae"]

    assert (JOINT, ("arxiv:5", equal)) == (len(kept), (kept[0].paper, kept[0].sentence))
    assert len({one.paper for one in kept}) == JOINT


def test_progress():
    """Progress is told after every paper."""
    told = []

    collect(works("a", "b", "c"), GLOSSARY, told.append)

    assert [1, 2, 3] == told


pieces = st.sampled_from(["Attention heads", "sparse autoencoders", "are", "a", "part.", "Or", "logit lens"])
abstracts = st.lists(st.lists(pieces, max_size=8).map(" ".join), max_size=8)


@given(abstracts=abstracts, order=st.randoms(use_true_random=False))
def test_order_of_papers(abstracts, order):
    """In which order papers are read changes neither the mentions nor how good the quotes are."""
    read = works(*abstracts)
    shuffled = order.sample(read, len(read))

    one, other = (collect(some, GLOSSARY) for some in (read, shuffled))

    assert sorted(one.mentions, key=repr) == sorted(other.mentions, key=repr)
    for name in ("quotes", "joint"):
        assert {key: [quote.worth for quote in kept] for key, kept in getattr(one, name).items()} == {
            key: [quote.worth for quote in kept] for key, kept in getattr(other, name).items()
        }


@given(abstracts=abstracts)
def test_every_label_is_quoted(abstracts):
    """Every label that an abstract mentions within a sentence is quoted, and what is quoted was said."""
    read = works(*abstracts)
    found = collect(read, GLOSSARY)
    said = {work.id: text_of(work) for work in read}

    assert {(one.concept, one.label) for _, one in found.mentions} >= set(found.quotes)
    for kept in found.quotes.values():
        assert len({quote.paper for quote in kept}) == len(kept) <= QUOTES
        assert all(quote.sentence in said[quote.paper] for quote in kept)
        assert [quote.worth for quote in kept] == sorted((quote.worth for quote in kept), reverse=True)
