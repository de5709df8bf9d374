"""Titles and names as hypothesis draws them: anything that can be printed."""

from __future__ import annotations

import re

from hypothesis import strategies as st

LETTERS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn"))
TEX = st.sampled_from(
    ("$x_1$", "$L$", "$", "%", "&", "#", "_", "{", "}", "^", "~", "<", ">", "|", '"', "GPT", "--", " and ")
)

LIGATURES = re.compile("--|``|''|[?!]`")
"""In LaTeX, and so in .bib files, these are one character: what comes back is that."""


def one_line(text: str) -> str:
    """*text* as every format prints it."""
    return " ".join(text.split())


def is_plain(text: str) -> bool:
    """Whether *text* holds something, and nothing that is read as TeX where it is not meant so."""
    return bool(text.strip()) and "\\" not in text and not LIGATURES.search(text)


titles = st.lists(LETTERS | TEX, min_size=1, max_size=40).map("".join).filter(is_plain)

words = st.text(st.characters(codec="utf-8", categories=("Lu", "Ll", "Lo")), min_size=1, max_size=8)
names = st.lists(words, min_size=1, max_size=4).map(" ".join)

any_names = st.text(LETTERS, min_size=1, max_size=20).filter(is_plain).filter(lambda name: bool(re.search(r"\w", name)))
