"""Markdown (CommonMark with ``$...$``): what somebody pastes into a language model, a note or an issue."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from catalogue.formats.maths import segments
from catalogue.records import Placement, Work

CHARACTERS_A_TOKEN = 4
"""Of English prose in the tokenisers of today's language models, about."""

_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")
_TAG = re.compile("<(?=[A-Za-z/!?])")
"""What readers of HTML would take for a tag in a formula, to which a space more is nothing."""

_SPECIAL = re.compile(
    r"""[\\`*\[\]$]           # code, emphasis, links, formulas: wherever they stand
    | <(?=[A-Za-z/!?])        # HTML, addresses in angle brackets
    | &(?=\#?\w+;)            # entities
    | (?<![^\W_])_ | _(?![^\W_])  # emphasis; within a word it is none
    | (?<!\S)\#               # headings and their ends; elsewhere tags
    | ~(?=~) | =(?==) | %(?=%)  # struck out, marked, hidden: not CommonMark, but what note programs read
    """,
    re.VERBOSE,
)


def dump(works: Iterable[Work], title: str = "Papers") -> str:
    """A heading for each work, then who, when, where, and its texts; our summary is marked as such.

    Args:
        works: What to write.
        title: What they are, in plain text.
    """
    unique = list({work.id: work for work in works}.values())
    entries = [_entry(number, work) for number, work in enumerate(unique, 1)]
    number = f"{len(unique)} {'paper' if len(unique) == 1 else 'papers'}"
    return "\n".join([f"# {text(title) or 'Papers'}", "", f"{number}, from Interp Commons.", *entries, ""])


def size(document: str) -> tuple[int, int]:
    """Words, and about how many tokens."""
    return len(document.split()), max(1, round(len(document) / CHARACTERS_A_TOKEN))


def text(said: str) -> str:
    """*said* on one line, so that it reads as it is: formulas stay, everything else that Markdown means is escaped."""
    return "".join(
        f"${_TAG.sub('< ', part.text)}$" if part.maths else _SPECIAL.sub(r"\\\g<0>", part.text)
        for part in segments(line(said))
    )


def address(url: str) -> str:
    """*url* between angle brackets, or nothing where it is no address of the web."""
    return f"<{quote(url, safe=_IN_URL)}>" if re.match(r"https?://", url) else ""


_IN_URL = "%/:=&?~#+!$,;'@()*[]"


def posters(places: Iterable[Placement]) -> list[str]:
    """Say where a paper is presented: ``neurips2025, morning, poster 12, spotlight``, for each event."""
    return [
        ", ".join(
            filter(
                None,
                [
                    one.event,
                    one.session or one.category,
                    f"poster {one.poster}" if one.poster else "",
                    "spotlight" if one.spotlight else "",
                ],
            )
        )
        for one in places
    ]


def line(said: str) -> str:
    """*said* on one line, without what cannot be seen."""
    return " ".join(_INVISIBLE.sub(" ", said).split())


def _entry(number: int, work: Work) -> str:
    authors = ", ".join(byline.name for byline in work.authors) or "authors unknown"
    who = f"{text(authors)} ({work.submitted or 'no date'})"
    facts = [who, text(work.venue), *map(text, posters(work.placements))]
    facts.append(" ".join(filter(None, [text(work.id), address(work.url)])))
    if work.summary:
        facts.append(f"In short, by Interp Commons: {text(work.summary)}")
    if work.abstract:
        facts.append(f"Abstract: {text(work.abstract)}")
    lines = "\n".join(f"- {fact}" for fact in facts if fact)
    return f"\n## {number}. {text(work.title)}\n\n{lines}"
