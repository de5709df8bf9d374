"""How papers print a term, and the sentence that shows it best."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from catalogue import sentences
from glossary.candidates.candidate import Quote
from glossary.candidates.phrases import Grammar, Phrase
from glossary.evidence import quotes
from glossary.evidence.quotes import Sentence
from glossary.forms import fold
from glossary.matcher import Mention

TITLE = 10
"""What a title is worth less than any sentence: it stands above the quotation anyway."""

_SINGULAR = ("as", "is", "os", "ss", "us", "lens")
"""Endings of singulars that the folding of plurals cuts too, on both sides of a comparison."""


@dataclass(slots=True)
class Seen:
    """What some papers show of a term."""

    printed: Counter[str] = field(default_factory=Counter)
    quote: Quote = field(default_factory=lambda: Quote("", ""))
    worth: float = -math.inf


def quoted(texts: Mapping[str, str], wanted: Mapping[str, Iterable[str]], grammar: Grammar) -> dict[str, Seen]:
    """Read again what shows each term.

    Args:
        texts: Title and abstract by paper.
        wanted: The papers to read for each term, which is given as its `glossary.forms.key`.
        grammar: What the terms were found with.
    """
    by_paper: defaultdict[str, set[str]] = defaultdict(set)
    for form, papers in wanted.items():
        for paper in papers:
            by_paper[paper].add(form)
    found: defaultdict[str, Seen] = defaultdict(Seen)
    for paper, forms in by_paper.items():
        for place, sentence in enumerate(in_sentences(texts[paper])):
            for phrase in grammar.phrases(sentence):
                for part in phrase.parts():
                    if part.key in forms:
                        _note(found[part.key], paper, sentence, part, title=not place)
    return found


def in_sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a title and an abstract."""
    for line in text.split("\n"):
        yield from sentences.split(line)


def label(printed: Counter[str]) -> str:
    """Return what most papers print, of equals what has fewer capitals; in the singular, as labels are.

    >>> label(Counter(["Neural Networks", "neural networks"]))
    'neural network'
    """
    singular = [text for text in printed if not text.endswith("s")]
    most = max(singular or printed, key=lambda text: (printed[text], sum(map(str.islower, text))))
    last = most.split()[-1]
    plurals = [ending for ending in ("s", "es") if fold(last) == last.casefold().removesuffix(ending)]
    return most[: -len(plurals[0])] if plurals and last.endswith("s") and not last.endswith(_SINGULAR) else most


def _note(seen: Seen, paper: str, sentence: str, part: Phrase, *, title: bool) -> None:
    seen.printed[sentence[part.start : part.end]] += 1
    worth = quotes.worth(Sentence(sentence, ()), Mention(part.start, part.end, "", ""))
    worth -= TITLE if title else 0
    if worth > seen.worth:
        seen.quote, seen.worth = Quote(paper, sentence), worth
