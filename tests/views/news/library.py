"""A library with news: old papers in number, and a few of one week in September 2024."""

from __future__ import annotations

from catalogue.records import Paper
from tests.makers import a_paper
from tests.views.library import absorption

NEW = {
    "arxiv:2409.00001": ("Absorption of features, again", "We measure feature absorption once more."),
    "arxiv:2409.00002": ("Steering with vectors", "Adding a vector steers what a model says. Refusal goes away."),
    "arxiv:2409.00003": ("Circuits for addition", "Attention heads add numbers. We patch the circuit."),
}
"""Title and abstract of three papers of 20 September 2024, on three matters."""

OLD = (
    ("feature absorption", "Feature absorption makes latents silent in sparse autoencoders.", 6),
    ("vectors that steer refusal", "A steering vector moves refusal in a model.", 6),
    ("a circuit of attention heads", "We patch a circuit of attention heads for numbers.", 6),
    ("grokking of modular sums", "Training dynamics show a sudden grokking of weights.", 12),
)
"""Four matters of old papers: title, a sentence, and how many."""


def news() -> list[Paper]:
    """Make 34 papers, four of them new."""
    fresh = [
        a_paper(id=paper_id, title=title, abstract=abstract, submitted="2024-09-20", authors=("Ada Lovelace",))
        for paper_id, (title, abstract) in NEW.items()
    ]
    old = [_old(matter, place) for matter, (_, _, number) in enumerate(OLD) for place in range(number)]
    return [absorption(), *fresh, *old]


def _old(matter: int, place: int) -> Paper:
    """Make a paper with words of its own, so that no two are taken for one."""
    title, sentence, _ = OLD[matter]
    own = [f"{word}{matter}{place}" for word in ("alpha", "beta", "gamma", "delta")]
    return a_paper(
        id=f"arxiv:2301.{place * 100 + matter:05}",
        title=f"{own[0].title()} {own[1]} and {title}",
        abstract=f"{sentence} It is {own[2]} with {own[3]}.",
        submitted="2023-01-15",
    )
