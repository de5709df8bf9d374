"""A first sentence between two people, made of both, that claims no more than is known.

A paper that names an idea says that its authors write about it, a liked paper or a chosen idea that somebody follows
it. Whether two words mean one thing is what the glossary says, and nothing is said of what neither a paper nor the
glossary shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

from catalogue.people import Aim, Quote
from catalogue.words import Kind, Relation
from people.common import Common
from people.interests import Idea

_RELATED: Mapping[Relation, str] = {
    "closeMatch": "Your “{asked}” is close to their “{found}”",
    "broadMatch": "Your “{asked}” is part of what they call “{found}”",
    "narrowMatch": "Their “{found}” is part of what you call “{asked}”",
}
"""How two related ideas are introduced, each in the words of its side."""

_ASK: Mapping[Kind, tuple[str, ...]] = {
    "idea": (
        "Ask what would change their mind about it.",
        "Ask what they expected to find, and did not.",
        "Ask what evidence they would trust most.",
    ),
    "method": ("Ask where it failed them.", "Ask what they check it against.", "Ask what they would use instead."),
    "metric": ("Ask what it misses.", "Ask when they stopped trusting it."),
    "benchmark": ("Ask what they would change in it.", "Ask which result on it surprised them."),
    "tool": ("Ask what they had to build around it.", "Ask what they wish it could do."),
}
"""What to ask about an idea that both have."""

TELLING = 0.25
"""Ideas of less weight than this are no beginning: among two authors of one field they are "LLM" and "transformer"."""


def opener(aim: Aim, yours: Quote, theirs: Quote, idea: Common | None) -> str:
    """Return what to begin with, to the reader, whose quote is *yours*; *idea* is theirs and the other's."""
    if yours.paper and yours.paper == theirs.paper:
        return f"{_liking(yours, theirs)} Ask what they take from it."
    if idea is None or (idea.weight < TELLING and yours.paper and theirs.paper):
        return f"{_close(yours, theirs)} Ask what they would do next."
    if idea.relation != "exactMatch":
        says = _RELATED[idea.relation].format(asked=idea.one.word, found=idea.other.word)
        return f"{says}. Ask where the two part ways."
    writing = _writes(idea.one, yours), _writes(idea.other, theirs)
    if aim == "method" and idea.one.kind == "method" and all(writing):
        about = f" about “{idea.other.word}”" if idea.renamed else ""
        return f"You write about “{idea.one.word}” in “{yours.title}”, they{about} in “{theirs.title}”: ask what broke."
    called = f"; they call it “{idea.other.word}”" if idea.renamed else ""
    return f"{_both(idea.one.word, *writing)}{called}. {_question(idea.one)}"


def _question(idea: Idea) -> str:
    """Return what to ask, always the same for an idea, and not the same for all."""
    questions = _ASK[idea.kind]
    return questions[crc32(idea.concept.encode()) % len(questions)]


def _writes(idea: Idea, quote: Quote) -> bool:
    """Whether the quoted paper is theirs and names the idea."""
    return quote.own and quote.paper in idea.papers


def _both(word: str, you: bool, they: bool) -> str:
    """Say how far either side has the idea: *you* and *they* write about it, or follow it."""
    if you == they:
        return f"You both {'write about' if you else 'follow'} “{word}”"
    return f"You write about “{word}”, and they follow it" if you else f"They write about “{word}”, and you follow it"


def _liking(yours: Quote, theirs: Quote) -> str:
    """Say how far either side has the one paper that both quotes are of."""
    if yours.own == theirs.own:
        return f"You both {'wrote' if yours.own else 'like'} “{yours.title}”."
    return f"They like your “{yours.title}”." if yours.own else f"You like their “{theirs.title}”."


def _close(yours: Quote, theirs: Quote) -> str:
    """Say that what both work on or like is close, where no idea is known that both have."""
    mine = _named(yours, "your", "you")
    other = _named(theirs, "their", "they")
    if mine and other:
        return f"{mine[0].upper()}{mine[1:]}{'' if yours.own else ','} comes close to {other}."
    if mine or other:
        return f"What {'they describe' if mine else 'you describe'} comes close to {mine or other}."
    return "What the two of you describe comes close."


def _named(quote: Quote, whose: str, who: str) -> str:
    """Return the paper as theirs or as one that they like; nothing without a paper."""
    if not quote.paper:
        return ""
    return f"{whose} “{quote.title}”" if quote.own else f"“{quote.title}”, which {who} like"
