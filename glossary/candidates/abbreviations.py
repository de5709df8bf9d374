"""Abbreviations that papers define and the glossary lacks, or has without what they are short for."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from catalogue.words import Concept
from glossary.abbreviations import defined
from glossary.book import Glossary
from glossary.candidates.candidate import Quote
from glossary.candidates.quotations import in_sentences
from glossary.forms import key

PAPERS = 3
"""Papers that must define it: most abbreviations name one paper's own method."""


@dataclass(slots=True)
class Definition:
    """What an abbreviation is short for, and who says so."""

    papers: dict[str, Quote] = field(default_factory=dict)
    """The sentence of each paper that defines it."""
    short: Counter[str] = field(default_factory=Counter)
    long: Counter[str] = field(default_factory=Counter)
    """Both as they are printed."""
    concept: str = ""
    """Id of the concept that the long form is a word for, if the glossary has one."""


class Abbreviations:
    """Collects definitions while a corpus is read."""

    def __init__(self) -> None:
        self._found: defaultdict[tuple[str, str], Definition] = defaultdict(Definition)

    def read(self, paper: str, text: str) -> None:
        """Collect what a paper defines."""
        for sentence in in_sentences(text):
            for short, begun in defined(sentence).items():
                long = _whole(begun, sentence)
                found = self._found[short.casefold(), key(long)]
                found.papers.setdefault(paper, Quote(paper, sentence))
                found.short[short] += 1
                found.long[long] += 1

    def found(self, glossary: Glossary) -> dict[tuple[str, str], Definition]:
        """Return what *glossary* lacks, by short and long form, both folded."""
        lacking = {}
        for (short, long), one in self._found.items():
            meant = [concept.id for _, concept in glossary.words.get(long, ())]
            mistaken = meant and " " not in long  # "Inference-Time Intervention (ITI)" read as "Intervention"
            if len(one.papers) >= PAPERS and not mistaken and not _has(glossary, short, long):
                one.concept = meant[0] if len(meant) == 1 else ""
                lacking[short, long] = one
        return lacking


def _whole(long: str, sentence: str) -> str:
    """Return the long form with all of the hyphenated word that it begins in: "self-supervised", not "supervised"."""
    found = re.search(rf"[\w-]+-{re.escape(long)}", sentence)
    return found[0] if found else long


def _has(glossary: Glossary, short: str, long: str) -> bool:
    """Whether a concept has both, be it with a word more ("Kullback-Leibler" for "Kullback-Leibler divergence")."""
    return any(_is_called(concept, long) for _, concept in glossary.words.get(key(short), ()))


def _is_called(concept: Concept, long: str) -> bool:
    names = [f" {key(label.text)} " for label in concept.labels]
    return any(f" {long} " in name or name in f" {long} " for name in names)
