"""Has this been done? Which papers come into which column, and which sentences are laid side by side."""

from __future__ import annotations

from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.answers import Expansion
from index import closest
from index.closest import Closest
from index.prior import Idea, Prior, prior
from tests.index.corpus import LIBRARY, TOY, RecordingEncoder, a_document, load, make

TEXT = (
    "We find the heads that recall facts by activation patching. Swapping one activation between two prompts changes "
    "the answer. Sparse probes agree."
)
ABSTRACT = (
    "Sparse codes of cortex have been known for decades, and language models have them, too. We compare single units "
    "of both under the same stimuli, count how many of them answer to one thing only, and ask whether training longer "
    "makes the share grow. It does, up to a point, and then it falls again in every model and in every animal."
)
PAPERS = (
    a_document(id="own:1", title="Activation patching", body="Activation patching finds heads that recall facts."),
    a_document(id="own:2", title="Patching circuits", body="We use activation patching for the heads of a circuit."),
    a_document(id="other:1", title="Causal tracing", body="Causal tracing finds the heads that recall facts."),
    a_document(id="other:2", title="Resampling", body="Code is at hand. By interchange interventions we swap prompts."),
    a_document(id="both:1", title="Two names", body="Activation patching is also called causal tracing by many."),
    a_document(id="far:1", title="Cooking", body="Bread rises overnight in a warm kitchen."),
    a_document(id="paper:1", title="Sparse codes", body=ABSTRACT),
)


def word(label, relation="exactMatch", concept="activation-patching"):
    """A word of others for activation patching."""
    return Expansion(
        label=label,
        instead_of="activation patching",
        relation=relation,
        community="academia",
        concept=concept,
        weight=0.8 if relation == "closeMatch" else 1.0,
    )


PATCHING = Idea(
    own=("activation patching",),
    others=(word("causal tracing"), word("interchange intervention", "closeMatch", "interchange-intervention")),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    """An index of papers that say the same in different words."""
    home = tmp_path_factory.mktemp("prior")
    make(home, *PAPERS)
    return load(home)


def done(index, text=TEXT, ideas=(PATCHING,), k=10, **options) -> Prior:
    """Ask whether *text* has been done."""
    return prior(index, TOY, text, ideas, k=k, **options)


def ids(column):
    """The papers of a column."""
    return [found.paper_id for found in column]


def test_two_columns(index):
    """Who says it in the words of the text is in one column; who says it only otherwise is in the other."""
    found = done(index)

    assert {"other:1", "other:2"} == set(ids(found.other))
    assert {"own:1", "own:2", "both:1"} <= set(ids(found.own))
    assert "own:1" == found.own[0].paper_id


def test_bridges(index):
    """A paper in other words comes with those words, of which a synonym is worth more than a word next door."""
    bridges = {found.paper_id: found.bridges for found in done(index).other}

    assert {"other:1": PATCHING.others[:1], "other:2": PATCHING.others[1:]} == bridges
    assert "other:1" == done(index).other[0].paper_id
    assert all(() == found.bridges for found in done(index).own)


def test_shared_words(index):
    """A paper in the text's words names those that it shares."""
    words = {found.paper_id: found.words for found in done(index).own}

    assert {"activation", "patching"} <= set(words["own:2"])


@pytest.mark.parametrize("ideas", [(), (Idea(own=("activation patching",)),), (Idea(own=("the of",)),)])
def test_nothing_in_other_words(index, ideas):
    """Where no idea has another name there is nothing in other words, and everything else in the text's."""
    found = done(index, ideas=ideas)

    assert () == found.other
    assert {"own:1", "other:1"} <= set(ids(found.own))


def test_what_a_paper_means(index):
    """A word that a paper uses for something else bridges nothing: the paper is then one in the text's words."""
    found = done(index, meant=lambda text, word: "Resampling" in text and word.concept == "interchange-intervention")

    assert ["other:2"] == ids(found.other)
    assert "other:1" in ids(found.own)


def test_one_rare_idea_outweighs_a_common_one(index):
    """A paper that says the text's rare idea in other words may share its commonest word."""
    everywhere = Idea(own=("heads",), others=(word("units", concept="head"),))

    assert "other:1" in ids(done(index, ideas=(PATCHING, everywhere)).other)


def test_what_the_text_says_most(index):
    """An idea that a text names often weighs more than one that it names once."""
    heads = [Idea(own=("heads",), others=(word("units"),), times=times) for times in (1, 40)]

    assert ["other:1" in ids(done(index, ideas=(PATCHING, one)).other) for one in heads] == [True, False]


def test_the_paper_itself(index):
    """A text that has the abstract of a paper is that paper, and is told so instead of found."""
    found = done(index, f"Title of ours. {ABSTRACT} Introduction. Much is known of codes.")

    assert ("paper:1",) == found.itself
    assert "paper:1" not in ids((*found.own, *found.other))
    assert () == done(index, ABSTRACT[: len(ABSTRACT) // 3]).itself


def test_a_quoted_title_is_not_the_paper(tmp_path):
    """A paper without abstract is not taken for the text that names it."""
    make(tmp_path, a_document(id="t:1", title="Activation patching and causal tracing in many language models"))

    found = done(load(tmp_path), "As in Activation patching and causal tracing in many language models, we patch.")

    assert () == found.itself
    assert ["t:1"] == ids(found.own)


def test_empty(index):
    """An empty text has no prior work."""
    assert Prior() == done(index, " \n")


@pytest.mark.parametrize("text", ["🧠", "the of and", "x", "\udcff", "a " * 5000, "https://example.org/x"])
def test_any_text(index, text):
    """No text breaks it; one without words in common has nothing in its words."""
    assert () == done(index, text).own or "a" in text


@given(st.text(max_size=200), st.integers(0, 9))
def test_k_and_disjoint(index, text, k):
    """At most k papers in a column, none in both, best first."""
    found = done(index, f"{text} {TEXT}", k=k)

    for column in (found.own, found.other):
        assert len(column) <= k
        scores = [one.score for one in column]
        assert sorted(scores, reverse=True) == scores
    every = list(chain(ids(found.own), ids(found.other)))
    assert len(every) == len(set(every))


def test_the_closest_sentences(index):
    """The two sentences shown are the pair of highest cosine."""
    sentences = ["Bread rises in a kitchen overnight.", "Heads that recall facts are found."]
    pair = Closest(index, TOY, " ".join(sentences))

    for paper in ("own:1", "far:1", "other:2"):
        row = index.rows[paper]
        theirs = index.sentences(row)
        likeness = TOY.encode_document(sentences) @ TOY.encode_document(theirs).T
        mine, other = np.unravel_index(np.argmax(likeness), likeness.shape)
        assert (sentences[mine], theirs[other]) == pair.pair(row)


def test_sentences_that_bridge(tmp_path):
    """Of sentences about as close, those are shown that have the word that bridges."""
    body = "We patch many prompts of this model. We trace many prompts of this model."
    make(tmp_path, a_document(id="p:1", title="Prompts", body=body))
    index = load(tmp_path)
    text = "We swap many prompts of this model. We probe many prompts of this model."

    yours, theirs = Closest(index, TOY, text).pair(0, [("probe", "trace")])

    assert ("We probe many prompts of this model.", "We trace many prompts of this model.") == (yours, theirs)


def test_sentences_that_say_nothing(index):
    """Addresses and fragments are not compared while there is anything else; a text is encoded up to a length, once."""
    encoder = RecordingEncoder()
    Closest(index, encoder, "Code: https://example.org/code/of/ours/here. Figure 1. " + TEXT)
    assert 2 == len(encoder.seen)

    encoder.seen.clear()
    long = Closest(index, encoder, "We find heads that recall facts. " * 100)
    long.pair(0)
    long.pair(1)
    assert closest.MOST == len(encoder.seen)

    assert "Figure 1." == Closest(index, TOY, "Figure 1.").pair(0)[0]


def test_the_whole_library_has_no_twins(tmp_path):
    """Of a library, each abstract is only the paper that it is of."""
    make(tmp_path, *LIBRARY, *PAPERS)
    index = load(tmp_path)

    for document in PAPERS:
        assert set(prior(index, TOY, document.body, (), k=3).itself) <= {document.id}
