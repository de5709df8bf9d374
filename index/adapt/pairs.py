"""Questions with known answers, made of the papers themselves: what an encoder can learn from without labels.

A title asks for its abstract (as in Cohan et al. 2020, arXiv 2004.07180, a title stands for its paper), and a
sentence asks for the rest of its paper (the inverse cloze task of Lee et al. 2019, arXiv 1906.00300).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from catalogue import sentences
from index.documents import Document

FEWEST = 3
"""Sentences that an abstract needs before one of them can be taken out and leave an abstract behind."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A text and the one that answers it."""

    question: str
    answer: str


def one_epoch(documents: Sequence[Document], random: Random) -> list[Pair]:
    """Draw two pairs of each paper that has an abstract, its title's and one of a sentence, in random order."""
    told = [document for document in documents if document.body]
    drawn = [_of_title(document) for document in told] + [_of_sentence(document, random) for document in told]
    random.shuffle(drawn)
    return drawn


def _of_title(document: Document) -> Pair:
    return Pair(document.title, document.body)


def _of_sentence(document: Document, random: Random) -> Pair:
    said = sentences.split(document.body)
    if len(said) < FEWEST:
        return _of_title(document)
    question = said.pop(random.randrange(len(said)))
    return Pair(question, " ".join([f"{document.title}.", *said]))
