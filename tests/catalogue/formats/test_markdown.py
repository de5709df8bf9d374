"""Markdown as CommonMark readers and language models see it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from catalogue.formats import markdown
from catalogue.formats.markdown import dump, size, text
from catalogue.records import Placement
from tests.catalogue.formats.strategies import titles
from tests.makers import a_paper, a_work
from tests.views.library import HOSTILE

READER = MarkdownIt("commonmark", {"html": True}).enable("strikethrough")
HARMLESS = {"text", "text_special", "softbreak"}

anything = st.text(st.characters(codec="utf-8"), max_size=60) | titles
marks = st.lists(st.sampled_from([*"\\`*_[](){}<>#&|~=%$!^-+.: \n", "a", "1", "&lt;", "<b>", "[[x]]"]), max_size=25)


def inline(source: str) -> list[Token]:
    """The parts of one paragraph, those that only say the same letter in another way joined."""
    (paragraph,) = [token for token in READER.parse(source) if token.type == "inline"]
    return paragraph.children


@given(anything | marks.map("".join))
def test_a_text_is_shown_and_does_nothing(said: str):
    """What a reader sees is the text, on one line: no link, no emphasis, no HTML, no heading."""
    line = markdown.line(said)
    if not line:
        assert not text(said)
        return

    children = inline(f"- Abstract: {text(said)}")

    assert HARMLESS >= {child.type for child in children}
    assert f"Abstract: {line}".replace(" ", "") == "".join(child.content for child in children).replace(" ", "")


@given(anything | marks.map("".join))
def test_a_heading_stays_one(said: str):
    """A title is one heading, whatever it ends with."""
    source = dump([a_work(title=said or "x")])

    levels = [token.tag for token in READER.parse(source) if token.type == "heading_open"]

    assert ["h1", "h2"] == levels


@pytest.mark.parametrize("said", HOSTILE)
def test_hostile_titles(said: str):
    """A hostile title, author, venue and abstract is text: the page has the addresses that we write, and no other."""
    work = a_work(title=said, authors=[said], venue=said, abstract=said, url="https://arxiv.org/abs/2309.08600")

    html = READER.render(dump([work], title=said))

    assert 1 == html.count("<a ")
    assert not any(
        tag in html for tag in ("<img", "<script", "<em", "<strong", "<code", "<blockquote", "<table", "<s>")
    )


def test_a_paper():
    """A paper says who, when, where, what and our words; nothing that is not known."""
    paper = a_paper(
        title="Feature absorption in $\\ell_1$ SAEs",
        authors=("Ann Other", "Bo"),
        submitted="2024-09-22",
        venue="NeurIPS 2025",
        url="https://arxiv.org/abs/2309.08600",
        summary="A latent stays silent.",
        abstract="We\nmeasure it.",
        placements=(Placement(event="neurips2025", number=12, session="morning", spotlight=True),),
    )
    expected = """# Two [ways]

2 papers, from Interp Commons.

## 1. Feature absorption in $\\ell_1$ SAEs

- Ann Other, Bo (2024-09-22)
- NeurIPS 2025
- neurips2025, morning, poster 12, spotlight
- arxiv:2309.08600 <https://arxiv.org/abs/2309.08600>
- In short, by Interp Commons: A latent stays silent.
- Abstract: We measure it.

## 2. Only a title

- authors unknown (no date)
- web:x
"""

    assert expected.replace("[ways]", "\\[ways\\]") == dump(
        [a_work(paper), a_work(id="web:x", title="Only a title"), a_work(paper)], title="Two [ways]"
    )


def test_size():
    """Words are counted, tokens guessed from the number of characters."""
    assert (3, 4) == size("one two threefour")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "", "/etc/passwd", "https://x.org/ <b>|\n"])
def test_addresses(url: str):
    """Only addresses of the web are links, and nothing in one ends it early."""
    shown = markdown.address(url)

    assert bool(shown) == url.startswith("https")
    assert not shown or ["link_open", "text", "link_close"] == [child.type for child in inline(shown)]
