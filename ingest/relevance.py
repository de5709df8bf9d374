"""Is a paper mechanistic interpretability? A first, honest version: words, read from ``relevance.toml``.

A paper is when it uses a term that only this field uses, or when it speaks of the insides of a network
(activations, representations, neurons, heads, layers) and of explaining or changing a model by them.
What that finds and misses is measured by ``benchmarks/relevance.py``.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import re2

from catalogue.records import Paper, Verdict


def is_mi(paper: Paper) -> Verdict:
    """Decide by the title and abstract of *paper*, and say by which words."""
    return judge(f"{paper.title}. {paper.abstract} {paper.summary}")


def judge(text: str) -> Verdict:
    """Decide by *text* alone."""
    rules, text = _rules(), " ".join(text.split())
    terms = _distinct(rules["terms"], text)
    if not terms and (excludes := _distinct(rules["excludes"], text)):
        return Verdict(label=False, reason=f"speaks of {_quoted(excludes)}, which is another field's")
    if not rules["model"].search(text):
        return Verdict(label=False, reason="says nothing of a neural network")
    if terms:
        return Verdict(label=True, reason=f"uses the field's own {_quoted(terms)}")
    inside, purpose = (_distinct(rules[name], text) for name in ("inside", "purpose"))
    if inside and purpose:
        return Verdict(label=True, reason=f"looks inside ({_quoted(inside)}) to {_quoted(purpose)}")
    return Verdict(label=False, reason=f"says nothing of {'explaining it' if inside else 'the inside of a model'}")


@cache
def _rules() -> dict[str, re2._Regexp]:
    with (Path(__file__).parent / "relevance.toml").open("rb") as file:
        lists = tomllib.load(file)
    # RE2, because a hundred alternatives cost it one pass, where Python's engine tries each at every word
    return {name: re2.compile(rf"(?i)\b(?:{'|'.join(patterns)})") for name, patterns in lists.items()}


def _distinct(pattern: re2._Regexp, text: str) -> list[str]:
    return list(dict.fromkeys(match[0].lower() for match in pattern.finditer(text)))


def _quoted(words: list[str]) -> str:
    return ", ".join(f'"{word}"' for word in words[:3])
