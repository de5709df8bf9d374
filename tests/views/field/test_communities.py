"""In whose words a paper is written."""

from __future__ import annotations

from collections import Counter

from catalogue.words import Concept, Explanation, Label
from views.field.communities import leanings


def concept(name: str, **words: tuple[str, ...]) -> Concept:
    """An idea with a word for each community or several: ``concept("a", word=("academia",))``."""
    labels = [Label(text=text, communities=said) for text, said in words.items()]  # type: ignore[arg-type]
    first = Label(text=name, kind="preferred")
    return Concept(
        id=name,
        definition="",
        kind="idea",
        level="core",
        topics=(),
        labels=(first, *labels),
        explanation=Explanation(intuition="", practice="", traps=""),
    )


CONCEPTS = [
    concept("patching", mediation=("academia",), ablation=("industry",), swap=("independent",)),
    concept("feature", factor=("academia",), latent=("industry",), direction=("independent",)),
    concept("model", network=("academia", "industry", "independent")),
]


def paper(*words: str) -> Counter[tuple[str, str]]:
    """A paper that says these words, each three times."""
    ideas = {label.text: one.id for one in CONCEPTS for label in one.labels}
    return Counter({(ideas[word], word): 3 for word in words})


def test_whose_words():
    """A paper leans to the community whose words it says; words of everybody, and of nobody, tell nothing."""
    said = {
        "school": paper("mediation", "factor", "network"),
        "lab": paper("ablation", "latent"),
        "forum": paper("swap", "direction", "model"),
        "all": paper("network"),
        "even": paper("mediation", "latent", "direction"),
    }

    assert {"school": "academia", "lab": "industry", "forum": "independent"} == leanings(said, CONCEPTS)


def test_more_than_the_average():
    """Where every paper is full of a community's words, they tell nothing; a few of another's do."""
    usual = {str(number): paper("mediation", "factor") for number in range(50)}

    assert {"odd": "industry"} == leanings(usual | {"odd": paper("mediation", "ablation")}, CONCEPTS)


def test_no_words_at_all():
    """Without evidence, or with words that all use only, nobody leans anywhere."""
    assert {} == leanings({}, CONCEPTS)
    assert {} == leanings({"all": paper("network", "model")}, CONCEPTS)
