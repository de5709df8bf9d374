"""Cutting prose into sentences: between them, never inside, and without losing a letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n ", []),
        ("No stop", ["No stop"]),
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("One\n\nline.  Two\tlines.", ["One line.", "Two lines."]),
        ("We use GPT-2. 12 layers matter.", ["We use GPT-2.", "12 layers matter."]),
        ('He said "stop." (It was late.) [So it was.] Then he left.',
         ['He said "stop."', "(It was late.)", "[So it was.]", "Then he left."]),
        ("As in Fig. 3, e.g. GPT-2, cf. Elhage et al. 2021 vs. Olah.",
         ["As in Fig. 3, e.g. GPT-2, cf. Elhage et al. 2021 vs. Olah."]),
        ("By A. Turing and J. R. Firth. They knew.", ["By A. Turing and J. R. Firth.", "They knew."]),
        ("About 3.5 million. About v2.0 too.", ["About 3.5 million.", "About v2.0 too."]),
        ("It ends. $L_2$ loss falls.", ["It ends.", "$L_2$ loss falls."]),
        ("Is it so?! Yes... No.", ["Is it so?!", "Yes...", "No."]),
        ("see arxiv.org. for more", ["see arxiv.org. for more"]),
    ],
)  # fmt: skip
def test_split(text, expected):
    """Sentences end at stops before a capital or a number; abbreviations and initials end none."""
    assert expected == sentences.split(text)


prose = st.lists(
    st.sampled_from(
        ["One", "two", "3", "et al.", "e.g.", "A.", "end.", 'said."', "(so.)", "[it.]", "why?", "\n", "$x$"]
    )
    | st.text(max_size=6),
    max_size=30,
).map(" ".join)


@given(text=prose)
def test_nothing_is_lost(text):
    """The sentences, joined, are the text with its white space folded; none is empty."""
    found = sentences.split(text)

    assert " ".join(text.split()) == " ".join(found)
    assert all(found)


@given(text=prose)
def test_each_stands_alone(text):
    """A sentence that stands alone is one sentence."""
    assert [[sentence] for sentence in sentences.split(text)] == [
        sentences.split(sentence) for sentence in sentences.split(text)
    ]
