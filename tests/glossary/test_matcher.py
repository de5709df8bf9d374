"""Finding the glossary's words in a text: which places are mentions, and of which concept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.abbreviations import defined, singular
from glossary.forms import key, tokens
from glossary.matcher import Matcher, Mention
from tests.glossary.makers import a_concept, a_glossary, a_label, found, scan

SAE = a_concept("sparse-autoencoder", "sparse autoencoder", a_label("SAE", kind="abbreviation"))
HEAD = a_concept("attention-head", "attention head", a_label("head", context=("attention", "transformer")))
PATCHING = a_concept("activation-patching", "activation patching", "localization")
GLOSSARY = a_glossary(SAE, HEAD, PATCHING, a_concept("activation"), a_concept("lens", "logit lens"))


def test_mention():
    """A mention has the place, the label as it is written in the glossary, and the concept."""
    expected = [Mention(start=4, end=23, label="sparse autoencoder", concept="sparse-autoencoder")]

    assert expected == scan(GLOSSARY, "Two sparse autoencoders.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sparse Autoencoders", ["Sparse Autoencoders"]),
        ("a sparse auto-encoder", ["sparse auto-encoder"]),
        ("sparse auto encoders", ["sparse auto encoders"]),
        ("a sparse-autoencoder model", ["sparse-autoencoder"]),
        ("the sparse autoencoder's code", ["sparse autoencoder's"]),
        ("sparse\nautoencoder", ["sparse\nautoencoder"]),
        ("(sparse autoencoder)", ["sparse autoencoder"]),
        ("$sparse autoencoder$", ["sparse autoencoder"]),
        ("the localisation of", ["localisation"]),
        ("logit lenses and a Logit Lens", ["logit lenses", "Logit Lens"]),
        ("trained over activations", ["activations"]),
        ("SAE, SAEs and SAE-based; an SAE's", ["SAE", "SAEs", "SAE", "SAE's"]),
        ("sparse autoencoding", []),
        ("sparsely autoencoder", []),
        ("sparse, autoencoder", []),
        ("sparse. Autoencoder", []),
        ("sparse (autoencoder)", []),
        ("sparse: autoencoder", []),
        ("sparse deep autoencoder", []),
        ("subactivation", []),
        ("sae, Sae, saes", []),
        ("", []),
        ("...", []),
    ],
)
def test_forms(text, expected):
    """Words are found whole, in any number, spelling and hyphenation; not across punctuation; abbreviations by case."""
    assert expected == [place for place, _ in found(GLOSSARY, text)]


def test_capitals():
    """What the glossary writes in capitals keeps them, whatever kind of label it is; what it does not, need not."""
    glossary = a_glossary(a_concept("rome", "ROME"), a_concept("lora", "LoRA"))

    assert ["ROME", "LoRA", "lora"] == [place for place, _ in found(glossary, "ROME, Rome and rome; LoRA and lora.")]


def test_longest():
    """The longest label is meant, and its parts are not mentioned beside it."""
    assert [("activation patching", "activation-patching"), ("activation", "activation")] == found(
        GLOSSARY, "By activation patching, of an activation."
    )


def test_overlap():
    """Of two labels that overlap the longer one is meant, of two equally long ones the first."""
    glossary = a_glossary(a_concept("one", "a b"), a_concept("two", "b c d"), a_concept("three", "d e f"))

    assert [("b c d", "two")] == found(glossary, "a b c d")
    assert [("a b", "one"), ("d e f", "three")] == found(glossary, "a b x d e f")
    assert [("b c d", "two")] == found(glossary, "b c d e f")


def test_longest_that_means_something():
    """A longer label that lacks its context leaves room for a shorter one."""
    glossary = a_glossary(a_concept("head"), a_concept("start", a_label("head start", context=("race",))))

    assert [("head", "head")] == found(glossary, "A head start.")
    assert [("head start", "start")] == found(glossary, "A head start in a race.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The head moves.", []),
        ("The head of a transformer moves.", ["head"]),
        ("Attention! A head; two heads.", ["head", "heads"]),
        ("Transformers. The head.", ["head"]),
    ],
)
def test_context(text, expected):
    """A label with a context counts where any of its context words is in the text, in any form."""
    assert expected == [place for place, _ in found(GLOSSARY, text)]


def test_context_outside():
    """What supports a label is not the label itself, but another place, even of the same word."""
    glossary = a_glossary(a_concept("reuse", a_label("circuit reuse", context=("circuits",))))

    assert [] == found(glossary, "Circuit reuse.")
    assert [("Circuit reuse", "reuse")] == found(glossary, "Circuit reuse across circuits.")


def test_context_phrase():
    """A context of several words must be there as a phrase; the label may be part of it."""
    glossary = a_glossary(a_concept("latent", a_label("latent", context=("SAE latent",))))

    assert [] == found(glossary, "A latent of an SAE.")
    assert [("latent", "latent")] == found(glossary, "An SAE latent.")


def test_lenient():
    """A query needs no context; of several senses the one with more support is meant, else this field's."""
    glossary = a_glossary(
        a_concept("circuit", a_label("circuit", context=("attention",))),
        a_concept("brain", a_label("circuit", field="neuroscience", context=("cortex",))),
    )

    assert [] == found(glossary, "circuit")
    assert [("circuit", "circuit")] == found(glossary, "circuit", lenient=True)
    assert [("circuit", "brain")] == found(glossary, "a circuit in the cortex", lenient=True)


SENSES = a_glossary(
    a_concept("circuit", a_label("circuit", context=("attention", "layer"))),
    a_concept("brain", a_label("circuit", context=("cortex", "spike"))),
    a_concept("board", a_label("circuit", context=("solder",))),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A circuit of layers.", ["circuit"]),
        ("A circuit in the cortex.", ["brain"]),
        ("Solder the circuit.", ["board"]),
        ("A circuit of attention layers, not of the cortex.", ["circuit"]),
        ("A circuit of a layer and the cortex.", []),
        ("A circuit of attention, layers, cortex and spikes.", []),
        ("A circuit.", []),
        ("A circuit with solder and a cortex that spikes.", ["brain"]),
    ],
)
def test_senses(text, expected):
    """Of several senses that with the most context is meant; on a tie nothing is claimed."""
    assert expected == [concept for _, concept in found(SENSES, text)]


def test_default_sense():
    """A sense without context is meant where no other has any of its own."""
    glossary = a_glossary(a_concept("probe"), a_concept("electrode", a_label("probe", context=("cortex",))))

    assert [("probe", "probe")] == found(glossary, "A probe.")
    assert [("probe", "electrode")] == found(glossary, "A probe in the cortex.")


def test_tie_without_context():
    """Two senses without context are a tie."""
    assert [] == found(a_glossary(a_concept("one", "x"), a_concept("two", "x")), "x")


def test_unless():
    """A label means nothing within a phrase that it excludes, whatever the context; elsewhere it does."""
    label = a_label("attention", context=("transformer",), unless=("pay attention", "attention span"))
    glossary = a_glossary(a_concept("attention", label))

    text = "We pay attention to the attention of a transformer and its attention span."

    assert [Mention(start=24, end=33, label="attention", concept="attention")] == scan(glossary, text)


def test_plural_label():
    """A label that is written in the plural is meant in the plural only; one that merely ends in s is not plural."""
    glossary = a_glossary(a_concept("internals", "model internals"), a_concept("lens"), a_concept("stimulus"))

    assert ["model internals", "lens", "lenses", "stimuli"] == [
        place for place, _ in found(glossary, "The model's internal state; model internals; a lens; lenses; stimuli.")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sparse autoencoders (SAEs) work. An SAE works.", ["Sparse autoencoders", "SAEs", "SAE"]),
        ("A stacked auto-encoder (SAE) works. SAEs work.", []),
        ("Standard area error (SAE) is no sparse autoencoder; SAE!", ["sparse autoencoder"]),
        ("k-sparse autoencoders (SAEs)", ["sparse autoencoders", "SAEs"]),
    ],
)
def test_defined_abbreviation(text, expected):
    """What a text itself says of an abbreviation decides, for it and against it."""
    assert expected == [place for place, concept in found(GLOSSARY, text) if concept == "sparse-autoencoder"]


def test_new_abbreviation():
    """An abbreviation that no concept lists is found where the text defines it as a label, in its own case."""
    glossary = a_glossary(a_concept("instruction-tuning"))

    assert ["Instruction tuning", "IT", "IT", "IT's"] == [
        place for place, _ in found(glossary, "Instruction tuning (IT) works; it is good. IT has IT's limits.")
    ]
    assert [] == found(glossary, "IT is not defined here.")


def test_abbreviation_of_what_needs_context():
    """Where a label needs context, what is short for it needs it too."""
    glossary = a_glossary(a_concept("anomaly-detection", a_label("anomaly detection", context=("mechanistic",))))

    assert [] == found(glossary, "Anomaly detection (AD) of teeth.")
    assert ["Anomaly detection", "AD"] == [
        place for place, _ in found(glossary, "Anomaly detection (AD) by mechanistic means.")
    ]


def test_abbreviation_of_a_plural():
    """An abbreviation may stand for a label that is written in the plural."""
    glossary = a_glossary(a_concept("moe", "mixture of experts"))

    assert ["Mixture of experts", "MoE", "MoE"] == [
        place for place, _ in found(glossary, "Mixture of experts (MoE). One MoE.")
    ]


def test_definition_chooses_the_sense():
    """Of the senses of an abbreviation the one that the text defines is meant."""
    glossary = a_glossary(
        a_concept("das", "distributed alignment search", a_label("DAS", kind="abbreviation")),
        a_concept("sensing", "distributed acoustic sensing", a_label("DAS", kind="abbreviation", context=("fibre",))),
    )

    text = "Distributed alignment search (DAS), though in fibre, is DAS."

    assert ["das"] * 3 == [concept for _, concept in found(glossary, text)]


def test_empty():
    """A glossary without words, or with one that has no letters, finds nothing."""
    assert [] == found(a_glossary(), "A sparse autoencoder.")
    assert [] == found(a_glossary(a_concept("stars", "***")), "*** A sparse autoencoder.")


WORDS = ["head", "neuron", "map", "edge", "key"]
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)
labels = st.builds(a_label, phrases, context=st.lists(st.sampled_from([*WORDS, "brain"]), max_size=2).map(tuple))
glossaries = st.lists(st.lists(labels, min_size=1, max_size=4), min_size=1, max_size=4).map(
    lambda concepts: a_glossary(*(a_concept(f"c{number}", *made) for number, made in enumerate(concepts)))
)
printed = st.sampled_from([*WORDS, "Heads", "neuron's", "MAPS", "brain", "other", "edges"])
texts = st.lists(st.tuples(printed, st.sampled_from([" ", " ", "-", ", ", ". ", "/", " ("])), max_size=25).map(
    lambda pieces: "".join(word + gap for word, gap in pieces)
)


def support(label, forms, start, end):
    """How many context words of a label stand outside of it; a little for one that needs none."""
    rest = [*forms[:start], *forms[end:]]
    return sum(key(word) in rest for word in label.context) if label.context else 0.9


def brute_force(glossary, text):
    """Every span, longest first, against every label: what the matcher must find, slowly."""
    words = tokens(text)
    forms, chosen, taken = [word.form for word in words], [], set()
    spans = [(start, end) for end in range(len(words) + 1) for start in range(end)]
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        scores = {}
        for concept in glossary.concepts.values():
            for label in concept.labels:
                if key(label.text).split() == forms[start:end] and all(word.joined for word in words[start + 1 : end]):
                    scores[concept.id] = max(scores.get(concept.id, 0), support(label, forms, start, end))
        best = [one for one, score in scores.items() if score == max(scores.values()) > 0]
        if len(best) == 1 and not taken & set(range(start, end)):
            chosen.append((words[start].start, words[end - 1].end, best[0]))
            taken |= set(range(start, end))
    return sorted(chosen)


@given(glossary=glossaries, text=texts)
def test_brute_force(glossary, text):
    """The automaton finds what a comparison of every span with every label finds."""
    assert brute_force(glossary, text) == [(one.start, one.end, one.concept) for one in scan(glossary, text)]


anything = st.lists(
    st.sampled_from(["sparse", "auto-", "encoders", "(SAEs)", "SAE", "head", "attention", "activation", "patching."])
    | st.text(max_size=4),
    max_size=20,
).map(" ".join)
MATCHER = Matcher(GLOSSARY)


@given(text=anything, lenient=st.booleans())
def test_places(text, lenient):
    """Mentions are in order, do not overlap, and each is a form of its label, or short for it in this text."""
    mentions = MATCHER.scan(text, lenient=lenient)

    ends = [0, *(one.end for one in mentions)]
    assert all(end <= one.start < one.end <= len(text) for end, one in zip(ends, mentions, strict=False))
    short = defined(text)
    for one in mentions:
        place = text[one.start : one.end]
        assert key(one.label) in {key(place), key(short.get(singular(place), ""))}
        assert one.label in {label.text for label in GLOSSARY[one.concept].labels}


@given(text=anything)
def test_lenient_finds_more(text):
    """Without the need for context, every place with a mention still has one, or lies within one."""
    covered = {at for one in MATCHER.scan(text, lenient=True) for at in range(one.start, one.end)}

    assert all(set(range(one.start, one.end)) <= covered for one in MATCHER.scan(text))


@pytest.mark.parametrize(
    ("query", "expected"),
    [("what is an sae", ["sae"]), ("saes for vision", ["sae"]), ("what did we find", []), ("ig of a token", [])],
)
def test_small_letters_of_a_query(query, expected):
    """A query may write an abbreviation in small letters, but for those that are words or too short."""
    short = {name: a_label(name.upper(), kind="abbreviation") for name in ("sae", "ig", "find")}
    glossary = a_glossary(
        a_concept("sae", "sparse autoencoder", short["sae"], definition="A dictionary."),
        a_concept("ig", "integrated gradient", short["ig"], definition="An attribution."),
        a_concept("find", "function index", short["find"], definition="Where to find functions."),
    )

    assert expected == [concept for _, concept in found(glossary, query, lenient=True)]
    assert [] == found(glossary, query)
