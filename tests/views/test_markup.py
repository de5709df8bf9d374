"""Texts of strangers are shown as they are, and do nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from catalogue.formats.maths import COMMANDS, segments
from tests.views.library import HOSTILE
from views import markup

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

SYMBOLS = st.text(alphabet=st.sampled_from("ab1 \n\t$\\`*_[](){}<>!#|~-+.:;&'\"=@/^%?,smile"), max_size=60)
TEXTS = st.one_of(st.text(max_size=60), SYMBOLS, st.sampled_from(HOSTILE), st.lists(SYMBOLS).map(" ".join))


def shown(source: str) -> str:
    """What CommonMark with tables and strikethrough shows of *source*, which must be text and nothing else."""
    tokens = PARSER.parse(source)
    assert [token.type for token in tokens] in ([], ["paragraph_open", "inline", "paragraph_close"])
    return "".join(character(child) for token in tokens for child in token.children or [])


def character(token: Token) -> str:
    """The text of an inline token."""
    assert token.type == "text"
    return token.content


def normal(text: str) -> str:
    """*text* as it is meant to be read: one line, no control characters."""
    return " ".join(markup._INVISIBLE.sub("", text).split())


@given(TEXTS)
@example("\\")
@example("a\\\nb")
@example("    indented code")
@example("1) list")
@example("Title\n=====")
@example("[a]: https://evil.example")
def test_plain_shows_every_character(text: str):
    """Whatever the text, a Markdown parser finds nothing but that text."""
    assert normal(text) == shown(markup.plain(text)).replace(markup.WORD_JOINER, "")


@given(TEXTS)
def test_plain_leaves_nothing_to_streamlit(text: str):
    """No directive, icon or short code of Streamlit's is left."""
    source = markup.plain(text)

    assert not re.search(r"(?<!\\):", source)
    assert ":material/" not in source
    assert not re.search(r":[a-z0-9_+-]+:", shown(source), re.IGNORECASE)


@given(TEXTS)
def test_rich_is_plain_outside_formulas(text: str):
    """Outside of the formulas that we know, rich text is plain text."""
    source = markup.rich(text)
    prose = "".join(part.text for part in segments_of(source) if not part.maths)

    assert not re.search(r"(?<!\\)(?:\\\\)*[<>\[\]`*_#|~]", re.sub(r"\\.", "", prose))


def segments_of(source: str):
    """Cut *source* as the browser does: a dollar sign without a backslash opens a formula."""
    return list(segments(re.sub(r"\\\$", "", source)))


@given(TEXTS, st.lists(st.text(max_size=8), max_size=3))
def test_marks_change_nothing_else(text: str, words: list[str]):
    """Taking the marks away leaves the rich text."""
    marked = markup.marked(text, words)

    assert markup.rich(text) == re.sub(r":primary\[\*\*((?:\\.|\w)*)\*\*\]", r"\1", marked)


@given(TEXTS)
def test_formulas_use_known_commands_only(text: str):
    """No command gets into a formula that is not on the list."""
    formulas = [part.text for part in segments(text) if part.maths]

    assert all(COMMANDS.issuperset(re.findall(r"\\([A-Za-z]+)", formula)) for formula in formulas)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$\\ell_1$ norm", "$\\ell_1$ norm"),
        ("$$x^2$$", "$x^2$"),
        ("about $\\sim$70", f"about $\\sim${markup.WORD_JOINER}70"),
        ("$a$$b$", f"$a${markup.WORD_JOINER}$b$"),
        ("from $5 to $10", "from \\$5 to \\$10"),
        ("$\\href{javascript:x}{y}$", "\\$\\\\href\\{javascript\\:x\\}\\{y\\}\\$"),
        ("$\\def\\a{\\a}$", "\\$\\\\def\\\\a\\{\\\\a\\}\\$"),
        ("${$ open", "\\$\\{\\$ open"),
        ("\\emph{very} ``quoted'' 5\\%", "very “quoted” 5\\%"),
    ],
)
def test_formulas(text: str, expected: str):
    """Formulas that we know are rendered; prices and commands that we do not know are text."""
    assert expected == markup.rich(text)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["autoencoder"], "Sparse :primary[**Autoencoders**] find features"),
        (["sparse", "feature"], ":primary[**Sparse**] Autoencoders find :primary[**features**]"),
        ([], "Sparse Autoencoders find features"),
        (["the"], "Sparse Autoencoders find features"),
    ],
)
def test_marks_follow_the_keyword_search(words: list[str], expected: str):
    """A word is marked in every form that the keyword search takes for the same."""
    assert expected == markup.marked("Sparse Autoencoders find features", words)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "//evil.example", "https://a b", "java\nscript:x", ""],
)
def test_bad_addresses_are_no_links(address: str):
    """An address that is neither ours nor of the web is left out."""
    assert "text" == markup.link("text", address)


@given(st.text(alphabet="()[]<>\"'\\ abc/?&=%#", max_size=20))
def test_an_address_cannot_leave_its_link(tail: str):
    """Whatever the address, there is one link or none."""
    source = markup.link("text", f"https://example.org/{tail}")

    kinds = [child.type for token in PARSER.parse(source) for child in token.children or []]
    assert kinds in (["link_open", "text", "link_close"], ["text"])


def test_paragraphs_stay_apart():
    """Paragraphs are kept, other line breaks are not."""
    assert "One line\\.\n\nAnother\\." == markup.paragraphs("One\nline.\n\n \nAnother.\n")
