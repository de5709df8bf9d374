"""Has this been done? What a text names in both vocabularies, the prior work of it, and the command that prints it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rich.markup import escape

from catalogue import programme
from catalogue.answers import Expansion, SharedConcept, Why
from catalogue.errors import NoProgrammeError
from catalogue.people import Profile
from catalogue.records import Work
from glossary.access import Words
from glossary.forms import key
from index import prior
from index.prior import Found, Idea, Meant, Prior
from index.question import pdf
from views import answers, files, payload, terminal, wording
from views.asked import LONG
from views.compose import Services
from views.opened import ready
from views.people.posters import Poster, presented, worth

COMMON = frozenset({"roots", "transformer-internals", "training-dynamics", "tools"})
"""Home topics whose foundations go by many names that divide nobody ("LLM", "deep network", "MLP")."""

FOLLOWED = ("exactMatch", "closeMatch", "narrowMatch", "broadMatch")
"""What an idea is said to be done under: one that is only related is another idea."""

LEAST = 0.3
"""Weight of a word from which a paper that has it may have done the same: neighbours of neighbours have less."""

POSTERS = 3
"""Posters named: what somebody visits for one idea, and what stands side by side on the page."""

PDF = b"%PDF-"
"""How a PDF begins."""

Hits = tuple[tuple[Found, Work], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The closest prior work of a text."""

    own: Hits
    """In its own words."""
    other: Hits
    """In words of other communities."""
    itself: tuple[Work, ...]
    """Works whose abstract the text has; they are in neither column."""
    ideas: tuple[Idea, ...]
    """What the glossary knows of it."""


def find(services: Services, text: str, k: int) -> Columns:
    """Find the closest prior work of *text*, at most *k* papers in each column.

    Raises:
        VectorIndexError: There is no index to ask.
        EncoderError: The model cannot be loaded.
    """
    index, words, said = services.searcher.index(), services.words, ideas(services.words, text)

    found = prior.prior(index, services.searcher.encoder, text, said, k=k, meant=_reader(words))
    return _works(services, found, said)


def _works(services: Services, found: Prior, said: tuple[Idea, ...]) -> Columns:
    ids = [*(one.paper_id for one in (*found.own, *found.other)), *found.itself]
    works = {paper.id: work for work in services.catalogue.find(ids) for paper in work.records}

    def column(some: tuple[Found, ...]) -> Hits:
        return tuple((one, works[one.paper_id]) for one in some if one.paper_id in works)

    itself = tuple(works[one] for one in found.itself if one in works)
    return Columns(own=column(found.own), other=column(found.other), itself=itself, ideas=said)


def posters(services: Services, text: str, itself: tuple[Work, ...], k: int) -> tuple[str, list[Poster]]:
    """Return the latest event and its *k* posters closest to *text*, none of them by whoever wrote *itself*.

    Where there is no event, its name is empty.

    Raises:
        VectorIndexError: There is no index to compare by.
        EncoderError: The model cannot be loaded.
    """
    with suppress(NoProgrammeError):
        event = programme.current(services.catalogue)
        mine = Profile(text=text, papers=tuple(work.id for work in itself))
        return event, worth(services, mine, k, presented(services, event))
    return "", []


def _reader(words: Words) -> Meant:
    """Return what reads papers as the glossary does: a label must stand there in the sense that is looked for."""
    named = cache(lambda text: {one.concept for one in words.matcher.scan(text)})

    def meant(text: str, word: Expansion) -> bool:
        senses = {concept.id for _, concept in words.glossary.words.get(key(word.label), ())}
        return word.concept not in senses or word.concept in named(text)

    return meant


def ideas(words: Words, text: str) -> tuple[Idea, ...]:
    """Return the ideas that *text* names, with the others' words that it does not say itself."""
    printed: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in words.matcher.scan(text, lenient=len(text.split()) <= LONG):
        printed[one.concept][text[one.start : one.end]] += 1
    spoken = f" {key(text)} "
    return tuple(_idea(words, concept, forms, spoken) for concept, forms in printed.items())


def _idea(words: Words, concept: str, forms: Counter[str], spoken: str) -> Idea:
    own = tuple(form for form, _ in forms.most_common())
    others = (one for one in _others(words, concept, own[0]) if f" {key(one.label)} " not in spoken)
    return Idea(own=own, others=tuple(others), times=forms.total())


def _others(words: Words, concept_id: str, form: str) -> Iterator[Expansion]:
    """Yield what others say instead of *form*: no merely related idea, and for a common word only one close to it."""
    concept = words.glossary[concept_id]
    common = concept.level == "foundation" and concept.topics[0] in COMMON
    for one in words.expand(form):
        close = one.relation == "closeMatch" and one.concept != concept_id
        if one.weight >= LEAST and (close if common else one.relation in FOLLOWED):
            yield one


def why(found: Found) -> Why:
    """Say why a paper is in its column: in the words of the text, or in others for the same ideas."""
    concepts = tuple(
        SharedConcept(id=one.concept, asked=one.instead_of, found=one.label, relation=one.relation)
        for one in found.bridges
    )
    return Why(concepts=concepts) if concepts else Why(words=found.words)


def nothing(columns: Columns) -> str:
    """Say why there is nothing in other words."""
    names = [idea.own[0] for idea in columns.ideas]
    others = [idea.others[0].label for idea in columns.ideas if idea.others]
    if not names:
        return "The glossary knows none of these words."
    if not others:
        return f"The glossary knows no other words for {_listed(names)}."
    return f"No paper near this text says its ideas in other words; looked for {_listed(others)}."


def _listed(names: list[str], most: int = 6) -> str:
    chosen = list(dict.fromkeys(names))
    more = f" and {len(chosen) - most} more" if len(chosen) > most else ""
    return ", ".join(chosen[:most]) + more


def related(file: Path, *, k: int, json: bool) -> None:
    """Print the related work of the text or the PDF in *file*: hits, both columns of prior work, and near posters.

    Raises:
        SourceError: The file cannot be read.
        QuestionError: It is a PDF without readable text.
    """
    text = _text(file)
    services = ready()
    columns = find(services, text, k)
    event, near = posters(services, text, columns.itself, POSTERS)
    if json:
        given = services.searcher.related(text, k)
        asked = payload.answer({"file": str(file)}, given, answers.resolve(services, given))
        payload.print_json(asked | _shaped(columns) | {"posters": [_visit(one) for one in near]})
    else:
        _print(columns)
        _print_posters(event, near)


def _text(file: Path) -> str:
    with suppress(OSError):  # which `files.read` then explains
        data = file.read_bytes()
        if data.startswith(PDF):
            return pdf.text(data)
    return files.read(file)


def _shaped(columns: Columns) -> dict[str, Any]:
    return {
        "own": [_entry(*pair) for pair in columns.own],
        "other": [_entry(*pair) for pair in columns.other],
        "itself": [work.id for work in columns.itself],
    }


def _entry(found: Found, work: Work) -> dict[str, Any]:
    return {
        **payload.facts(work),
        **{name: value for name, value in asdict(found).items() if name != "paper_id"},
    }


def _visit(one: Poster) -> dict[str, Any]:
    return {**payload.facts(one.work), **asdict(one.placement), "score": one.score, "theirs": one.why.theirs.sentence}


def _print_posters(event: str, near: list[Poster]) -> None:
    if near:
        terminal.out.print(f"[bold underline]Posters of {escape(event)}[/]\n")
    for one in near:
        terminal.out.print(f"[bold]{escape(one.work.title)}[/]")
        terminal.out.print(f"    {escape(wording.placement(one.placement))} · {escape(one.work.id)}", style="dim")


def _print(columns: Columns) -> None:
    for work in columns.itself:
        terminal.out.print(f"This is in the library, and left out here: {escape(work.title)} ({work.id})\n")
    for title, hits in (("In your words", columns.own), ("In other words", columns.other)):
        terminal.out.print(f"[bold underline]{title}[/]\n")
        for rank, (found, work) in enumerate(hits, start=1):
            terminal.out.print(f"[bold]{rank:>2}. {escape(work.title)}[/]")
            who = ", ".join(filter(None, (wording.authors(work.authors), work.year)))
            terminal.out.print(f"    {escape(' · '.join(filter(None, (who, work.id, work.url))))}", style="dim")
            for one in found.bridges:
                terminal.out.print(f"    you say {escape(one.instead_of)}, they say {escape(one.label)}", style="cyan")
            terminal.out.print(
                f"    you:  “{escape(found.yours)}”\n    they: “{escape(found.theirs)}”\n", style="italic"
            )
    if not columns.other:
        terminal.out.print(escape(nothing(columns)))
