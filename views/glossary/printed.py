"""What the glossary's commands print for people."""

from __future__ import annotations

from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from catalogue.errors import NoEvidenceError
from catalogue.words import Concept
from glossary.access import Words
from glossary.lists import topics
from glossary.lookup import Lookup
from glossary.translate import Translation, Word
from views.glossary import wording
from views.terminal import out

QUOTES = 3


def term(found: Lookup, words: Words) -> None:
    """Print every sense of a word, or what is near it."""
    if len(found.concepts) > 1:
        out.print(f'"{escape(found.word)}" has {len(found.concepts)} senses.\n', style="bold")
    for one in found.concepts:
        concept(one, words)
    if not found.concepts:
        near = ", ".join(one.name for one in found.near)
        out.print(f'No concept is called "{escape(found.word)}".{f" Near it: {escape(near)}." if near else ""}\n')


def concept(one: Concept, words: Words) -> None:
    """Print a concept: what it is, who says what, what it is next door, and the evidence."""
    home = topics()[one.topics[0]].label
    out.print(f"[bold]{escape(one.name)}[/]  [dim]{one.kind}, {one.level}; {escape(home)}; id {one.id}[/]")
    _say(one.definition)
    if one.contested:
        _say(f"In dispute: {one.contested}", style="yellow")
    for rival in one.rivals:
        by = f"{rival.by}: " if rival.by else ""
        _say(f"- {by}{rival.text} [{rival.source}]")
    for who, labels in wording.by_speaker(one).items():
        if labels:
            _say(f"{who:<12} {wording.said(labels)}", style="cyan")
    for link in sorted(words.glossary.links(one.id), key=wording.closeness):
        _say(f"{wording.RELATIONS[link.relation]} {link.there.name}: {link.bridge.breaks}", style="magenta")
    if one.elsewhere:
        _say(f"papers elsewhere say (~ near it): {wording.said_elsewhere(one)}", style="dim")
    _evidence(one, words)
    if one.key_papers:
        cited = (wording.source(words.glossary.sources[paper]) for paper in one.key_papers)
        _say("Read: " + "; ".join(f"{title} [{paper}]" for title, paper in zip(cited, one.key_papers, strict=True)))
    out.print()


def translation(done: Translation) -> None:
    """Print the annotated text, then each word with its equivalents, and where to beware."""
    out.print(escape(done.annotated.strip()) + "\n")
    seen: dict[str, Word] = {word.printed.casefold(): word for word in reversed(done.words)}
    for word in sorted(seen.values(), key=lambda one: one.mention.start):
        if word.equivalents:
            first, *others = word.equivalents
            more = f" (or {', '.join(one.label for one in others)})" if others else ""
            out.print(f"[cyan]{escape(word.printed)}[/] {first.sign} [bold]{escape(first.label)}[/]{escape(more)}")
            if first.breaks:
                _say(first.breaks, style="dim")
        for warning in word.warnings:
            out.print(f"[yellow]! {escape(word.printed)}[/]: may be taken for [bold]{escape(warning.label)}[/]")
            _say(warning.differs, style="dim")
    if not done.words:
        out.print("The glossary knows none of its words.")


def _evidence(one: Concept, words: Words) -> None:
    try:
        uses, quotes = words.evidence.uses(one.id), words.evidence.quotes(one.id, QUOTES)
    except NoEvidenceError:
        return
    if uses:
        counts = ", ".join(f"{use.label} {use.papers}" for use in sorted(uses.values(), key=lambda use: -use.papers))
        first = min((use for use in uses.values() if use.first), key=lambda use: use.first, default=None)
        since = f"; first {first.first} ({first.first_paper})" if first else ""
        _say(f"In the library's papers: {counts}{since}")
    for quote in quotes:
        _say(f"“{quote.sentence}” [{quote.paper}]", style="italic")


def _say(text: str, style: str = "") -> None:
    out.print(Padding(Text(text, style=style), (0, 0, 0, 2)), soft_wrap=False)
