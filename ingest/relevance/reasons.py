"""Why a paper was accepted or not, as a phrase that a person can check against the abstract."""

from __future__ import annotations

from collections.abc import Iterable

from catalogue.sentences import split
from ingest.relevance.features import ACTS
from ingest.relevance.words import PLACES, Reading, Sentence, words

QUOTED = 3
"""Words that a reason quotes of each kind."""

NOTHING = "says nothing of the inside of a model"

AGAINST = {
    "elsewhere": "is of another field",
    "builds": "builds something that works better",
    "behaves": "watches what a model says or does",
    "outside": "explains outputs from outside",
}
"""What the lists say that speak against a paper, the plainest first."""


def why(reading: Reading, title: str, text: str) -> str:
    """Say what spoke for a paper: the field's own words, and the sentence that has most of what counts."""
    sentences = [title, *split(text)]
    best = max(range(len(reading)), key=lambda number: _weight(reading[number]))
    own = _said(("own",), reading, f"{title}. {text}")
    places, acts = (_said(names, [reading[best]], sentences[best]) for names in (PLACES[1:], ACTS))
    parts = [f"uses the field's own {_quoted(own)}"] if own else []
    if places:
        parts.append(f"says {_quoted(places)}" + (f" with {_quoted(acts)}" if acts else ""))
    return "; ".join(parts)


def why_not(reading: Reading, title: str, text: str) -> str:
    """Say what little spoke for a paper, and what spoke against it."""
    whole = f"{title}. {text}"
    parts = [f"says too little of the inside of a model ({_quoted(_said(PLACES, reading, whole))})"]
    against = ((meaning, _said((name,), reading, whole)) for name, meaning in AGAINST.items())
    parts += [f"{meaning} ({_quoted(said)})" for meaning, said in against if said][:1]
    return "; ".join(parts)


def _weight(sentence: Sentence) -> int:
    """Count the words that count in a sentence; what one does counts only where one looks."""
    places = sum(len(sentence.get(name, ())) for name in PLACES)
    return places and places + sum(len(sentence.get(name, ())) for name in ACTS)


def _said(names: Iterable[str], reading: Reading, text: str) -> list[str]:
    """Quote what is found of the lists *names*; words that are part of others are left out."""
    numbers = {number for sentence in reading for name in names for number in sentence.get(name, ())}
    said = words().said(numbers, " ".join(text.split()))
    return [word for word in said if not any(word != other and word in other for other in said)][:QUOTED]


def _quoted(said: list[str]) -> str:
    return ", ".join(f'"{word}"' for word in said)
