"""Text to LaTeX and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.formats.latex import to_latex, to_latex_title, to_text
from tests.catalogue.formats.strategies import one_line, titles


@given(titles)
def test_round_trip(title):
    """What we write as LaTeX reads as the same text, but for spaces."""
    assert one_line(title) == to_text(to_latex(title))


@given(titles)
def test_protecting_capitals_changes_no_text(title):
    """The braces that protect capitals are invisible to whoever reads the title."""
    assert to_text(to_latex(title)) == to_text(to_latex_title(title))


@given(titles)
def test_braces_balance(title):
    """BibTeX counts braces without looking at backslashes: what we write has as many of each."""
    latex = to_latex_title(title)

    assert latex.count("{") == latex.count("}")


COMMANDS = st.sampled_from(
    (r"\textcolor", r"\href", r"\sqrt", r"\title", r"\verb", r"\begin{a", r"\end", r"\'", "{", "}", "$", "[")
)


@given(st.lists(st.text() | COMMANDS).map("".join))
def test_any_text_is_read(text):
    """Reading never fails, whatever somebody put into a field, and gives one line."""
    assert len(to_text(text).splitlines()) <= 1


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"{\O}ystein G{\"o}del", "Øystein Gödel"),
        (r"Poincar\'e and D{\'\i}az", "Poincaré and Díaz"),
        (r"{{GPT}}-2: {A} study", "GPT-2: A study"),
        (r"\emph{Really} \textbf{new}", "Really new"),
        (r"The $\ell_1$ norm of $X_{i}$", r"The $\ell_1$ norm of $X_{i}$"),
        (r"costs \$5 \& 10\%", "costs $5 & 10%"),
        ("improves by 5% over AT&T #1", "improves by 5% over AT&T #1"),
        ("Neel~Nanda", "Neel Nanda"),
        ("two\n   lines", "two lines"),
        ("``one''--two---three", "\u201cone\u201d\u2013two\u2014three"),
        (r"see \url{https://y.org}", "see https://y.org"),
        (r"\textcolor {5\% more}", "5% more"),
        ("unbalanced } and {", "unbalanced and"),
    ],
)
def test_reading(latex, expected):
    """LaTeX as people write it in .bib files reads as the text that they mean."""
    assert expected == to_text(latex)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Progress measures for grokking", "Progress measures for grokking"),
        ("Circuits in GPT-2 small", "Circuits in {GPT}-2 small"),
        ("The Pile of InterpBench Tasks", "The Pile of {InterpBench} Tasks"),
        ("A model trained on Othello moves", "A model trained on {Othello} moves"),
        ("In-context Learning and Induction Heads", "In-context Learning and Induction Heads"),
        ("What $L_1$ and $x_1$ do", "What {$L_1$} and $x_1$ do"),
        ("It costs $5 or $6", r"It costs \$5 or \$6"),
        (r"Mod\'elisations & co", r"Modélisations \& co"),
        ("Broken $\\{x$ formula", r"Broken \${\textbackslash}{\textbraceleft}x\$ formula"),
    ],
)
def test_titles(title, expected):
    """Acronyms, names and formulas keep their capitals; other words are the style's to change."""
    assert expected == to_latex_title(title)
