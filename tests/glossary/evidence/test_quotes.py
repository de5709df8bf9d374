"""Which sentence shows best what a word means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.evidence.quotes import IDEAL, Sentence, cut, worth, worth_of_both
from glossary.matcher import Matcher, Mention
from tests.glossary.makers import a_concept, a_glossary

GLOSSARY = a_glossary(a_concept("sae", "sparse autoencoder"), a_concept("head", "attention head"))
MATCHER = Matcher(GLOSSARY)


def sentences(text):
    """The sentences of a text that mention something."""
    return list(cut(text, MATCHER.scan(text)))


def value(text):
    """What a text of one sentence is worth for its first mention."""
    [sentence] = sentences(text)
    return worth(sentence, sentence.mentions[0])


def test_cut():
    """Only sentences with a mention are kept; their mentions are at places of their own text."""
    text = "Nothing here. A sparse autoencoder, or two sparse autoencoders! Nothing. Attention heads too."

    assert [
        ("A sparse autoencoder, or two sparse autoencoders!", ["sparse autoencoder", "sparse autoencoders"]),
        ("Attention heads too.", ["Attention heads"]),
    ] == [(one.text, [one.text[place.start : place.end] for place in one.mentions]) for one in sentences(text)]


def test_same_sentence_twice():
    """A sentence that stands twice in a text has its own mentions each time."""
    assert 2 == len(sentences("Attention heads. Attention heads."))


def test_astride():
    """A mention that reaches over the end of a sentence is in none."""
    assert [] == list(cut("One. Two.", [Mention(start=0, end=9, label="x", concept="x")]))


PLAIN = "An attention head was found in the model that we have looked at."


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        (PLAIN.replace("was found", "is a part"), PLAIN),
        (PLAIN.replace("was found", "refers to parts"), PLAIN),
        (
            "In the models that we have looked at an attention head is a part.",
            "Here is a part, an attention head, of the model that we look at.",
        ),
        (PLAIN, "In the model that we have looked at was found an attention head."),
        (PLAIN, "An attention head was found."),
        (PLAIN, PLAIN.replace("was found", f"was found{', and found' * 40}")),
    ],
)
def test_worth(better, worse):
    """A definition is best, of the word and not before it; an early word and a readable length are better than not."""
    assert value(better) > value(worse)


@pytest.mark.parametrize(
    "said",
    [
        "{} are also known as {}",
        "{} (a.k.a. {})",
        "{}, or {}",
        "{}, i.e. {}",
        "{} are analogous to {}",
        "{} are akin to {}",
        "{}, sometimes called {}",
    ],
)
def test_worth_of_both(said):
    """A sentence that says that two words are one is better than one that merely has both."""
    one, both = (
        Sentence(f"We find that {text.format('sparse autoencoders', 'attention heads')} in this large model.", ())
        for text in (said, "{} and {}")
    )

    assert worth_of_both(one) > worth_of_both(both)
    assert len(one.text) in IDEAL


texts = st.lists(
    st.sampled_from(["A sparse", "autoencoder", "Attention heads", "e.g.", "et al.", "end.", "why?", "3", '."'])
    | st.text(max_size=4),
    max_size=20,
).map(lambda pieces: " ".join(" ".join(pieces).split()))


@given(text=texts)
def test_word_for_word(text):
    """A quoted sentence stands in the text; its mentions are those of the text, at the same words."""
    found = sentences(text)

    assert all(one.text in text for one in found)
    printed = [one.text[place.start : place.end] for one in found for place in one.mentions]
    everywhere = [text[place.start : place.end] for place in MATCHER.scan(text)]
    rest = iter(everywhere)
    assert all(place in rest for place in printed)
