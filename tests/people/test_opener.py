"""A first sentence between two people."""

from __future__ import annotations

import pytest

from catalogue.people import AIMS, Quote
from catalogue.words import KINDS
from people.common import Common
from people.opener import TELLING, opener
from tests.people.crowds import an_idea

NONE = Quote()
OWN, LIKED = (Quote(paper="p", title="One", own=own) for own in (True, False))
THEIRS, THEY_LIKE = (Quote(paper="q", title="Two", own=own) for own in (True, False))


def common(one="probe", other="probe", relation="exactMatch", **changes) -> Common:
    """Make an idea of both, which the papers "p" and "q" name."""
    said = {"papers": ("p", "q")} | changes
    return Common(one=an_idea("a", one, **said), other=an_idea("a", other, **said), relation=relation)


@pytest.mark.parametrize(
    ("yours", "theirs", "says"),
    [
        (OWN, THEIRS, "You both write about “probe”."),
        (OWN, THEY_LIKE, "You write about “probe”, and they follow it."),
        (LIKED, THEIRS, "They write about “probe”, and you follow it."),
        (NONE, NONE, "You both follow “probe”."),
    ],
)
def test_nobody_is_said_to_write_about_what_they_only_like(yours, theirs, says):
    """Only who has a paper of their own that names the idea writes about it."""
    assert says == opener("problem", yours, theirs, common()).partition(" Ask ")[0]


def test_a_paper_that_does_not_name_the_idea_is_no_writing_about_it():
    """Where the idea was chosen, or stands in another paper, they follow it."""
    assert opener("problem", OWN, THEIRS, common(papers=())).startswith("You both follow “probe”.")


def test_two_words_for_one_idea_are_both_said():
    """In the reader's word first."""
    says = opener("problem", OWN, THEIRS, common("feature suppression", "feature absorption"))
    assert says.startswith("You both write about “feature suppression”; they call it “feature absorption”. Ask ")


@pytest.mark.parametrize(
    ("one", "other"),
    [("SAE", "sparse autoencoder"), ("probe", "probes"), ("polysemantic", "polysemantic neuron"), ("probe", "Probe")],
)
def test_two_forms_of_one_word_are_no_two_words(one, other):
    """An abbreviation, a plural, a longer form."""
    assert "call it" not in opener("problem", OWN, THEIRS, common(one, other))
    assert "call it" not in opener("problem", OWN, THEIRS, common(other, one))


@pytest.mark.parametrize(
    ("relation", "says"),
    [
        ("closeMatch", "Your “circuit” is close to their “subgraph”. Ask where the two part ways."),
        ("broadMatch", "Your “circuit” is part of what they call “subgraph”. Ask where the two part ways."),
        ("narrowMatch", "Their “subgraph” is part of what you call “circuit”. Ask where the two part ways."),
    ],
)
@pytest.mark.parametrize("aim", AIMS)
def test_related_ideas_are_told_apart(aim, relation, says):
    """A bridge is never said to be the same idea."""
    assert says == opener(aim, OWN, THEIRS, common("circuit", "subgraph", relation))


def test_a_method_is_followed_to_both_papers():
    """Where both write about it; else it is an idea like others."""
    says = opener("method", OWN, THEIRS, common())
    assert says == "You write about “probe” in “One”, they in “Two”: ask what broke."
    says = opener("method", OWN, THEIRS, common("probe", "lens"))
    assert says == "You write about “probe” in “One”, they about “lens” in “Two”: ask what broke."
    assert "ask what broke" not in opener("method", OWN, THEY_LIKE, common())
    assert "ask what broke" not in opener("method", OWN, THEIRS, common(kind="idea"))


@pytest.mark.parametrize(
    ("yours", "theirs", "says"),
    [
        (OWN, THEIRS, "Your “One” comes close to their “Two”."),
        (OWN, THEY_LIKE, "Your “One” comes close to “Two”, which they like."),
        (LIKED, THEIRS, "“One”, which you like, comes close to their “Two”."),
        (NONE, THEIRS, "What you describe comes close to their “Two”."),
        (OWN, NONE, "What they describe comes close to your “One”."),
        (NONE, NONE, "What the two of you describe comes close."),
    ],
)
def test_without_an_idea_that_both_have_papers_are_named(yours, theirs, says):
    """Each as one's own or as liked."""
    assert f"{says} Ask what they would do next." == opener("problem", yours, theirs, None)


def test_an_idea_that_everybody_has_is_no_beginning():
    """Unless there are no two papers to begin with."""
    dull = common("LLM", "LLM", weight=TELLING / 2)
    assert opener("problem", OWN, THEIRS, None) == opener("problem", OWN, THEIRS, dull)
    assert "“LLM”" in opener("problem", OWN, NONE, dull)


@pytest.mark.parametrize(
    ("yours", "theirs", "says"),
    [
        (LIKED, LIKED, "You both like “One”."),
        (OWN, LIKED, "They like your “One”."),
        (LIKED, OWN, "You like their “One”."),
        (OWN, OWN, "You both wrote “One”."),
    ],
)
def test_one_paper_that_both_have_comes_before_everything_else(yours, theirs, says):
    """There is no better beginning."""
    assert f"{says} Ask what they take from it." == opener("problem", yours, theirs, common())


@pytest.mark.parametrize("kind", KINDS)
def test_the_question_is_the_same_whenever_the_idea_is(kind):
    """And not the same for all ideas of a kind."""
    said = [
        opener("problem", OWN, THEIRS, Common(one=an_idea(name, "w", kind=kind), other=idea, relation="exactMatch"))
        for name in "abcdefgh"
        for idea in [an_idea(name, "w", kind=kind)] * 2
    ]
    assert said[::2] == said[1::2]
    assert 1 < len(set(said))
