"""Which sentence shows best what a word means, or that two words mean the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from catalogue import sentences
from glossary.matcher import Mention

IDEAL = range(60, 261)
"""Characters of a sentence that is neither a fragment nor a paragraph."""

_DEFINES = re.compile(
    r"\b(?:is|are) (?:an?|the) |\brefers? to\b|\bwe (?:call|term|define|introduce|propose)\b|\bdefined as\b"
    r"|\b(?:known|referred to|described) as\b|\bwhich (?:we call|is|are)\b|\bcalled\b|\bi\.e\.",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\b(?:also|sometimes|otherwise) (?:known|called|named|referred)|\ba\.?k\.?a\b|\bi\.e\.|\bequivalent"
    r"|\bakin\b|\banalog|\b(?:known|called|referred to) as\b|, or ",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what it mentions, at places of its own text."""

    text: str
    mentions: tuple[Mention, ...]


def cut(text: str, mentions: list[Mention]) -> Iterator[Sentence]:
    """Yield those sentences of *text* (white space already folded) that mention something."""
    end = 0
    for piece in sentences.split(text):
        start = text.index(piece, end)
        end = start + len(piece)
        inside = [one for one in mentions if start <= one.start and one.end <= end]
        if inside:
            moved = (replace(one, start=one.start - start, end=one.end - start) for one in inside)
            yield Sentence(piece, tuple(moved))


def worth(sentence: Sentence, mention: Mention) -> float:
    """How well *sentence* shows what its *mention* means: a definition best, the word early, a readable length."""
    early = 1 - min(mention.start, 200) / 200
    return 2 * bool(_DEFINES.search(sentence.text, mention.start)) + early + _readable(sentence)


def worth_of_both(sentence: Sentence) -> float:
    """How well *sentence* shows two words together: best when it says that they are one."""
    return 2 * bool(_SAME.search(sentence.text)) + _readable(sentence)


def _readable(sentence: Sentence) -> int:
    return len(sentence.text) in IDEAL
