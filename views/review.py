"""`commons review`: papers at the border of the field, one by one, on a terminal or for other programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import typer
from rich.markup import escape

from catalogue.errors import SettingsError
from catalogue.reviews import Decision, Review, Reviews
from catalogue.settings import load_settings
from catalogue.store import Catalogue
from ingest.identifiers import identify
from ingest.review import decide as carry_out
from views import payload, terminal

KEYS: dict[str, Decision] = {"a": "accept", "r": "reject", "s": "skip"}
QUIT = "q"


def one_by_one() -> None:
    """Show each waiting paper and ask. Each answer is stored at once, so that stopping loses nothing.

    Raises:
        SettingsError: Nobody can answer: the input is no terminal.
    """
    settings = load_settings()
    catalogue = Catalogue.open(settings)
    waiting = Reviews(catalogue).queue(settings.relevance_threshold)
    if not waiting:
        terminal.out.print("No paper waits for review. New ones come with: commons ingest")
        return
    if not sys.stdin.isatty():
        raise SettingsError(
            f"{len(waiting)} papers wait, and there is no terminal to ask at",
            "Use: commons review --list, then: commons review --accept ID, or --reject ID",
        )
    for number, review in enumerate(waiting, start=1):
        show(review, f"{number} of {len(waiting)}")
        if (answer := _ask()) == QUIT:
            break
        carry_out(catalogue, [review], KEYS[answer])
    terminal.built_next()


def show(review: Review, place: str = "") -> None:
    """Print a paper, and why it is doubtful."""
    paper, said = review.paper, "let in" if review.label else "left out"
    terminal.out.print(f"\n[bold]{escape(paper.title)}[/]")
    terminal.out.print(f"{paper.id} · {paper.submitted} · {' '.join(paper.categories)} · {paper.url}", style="dim")
    terminal.out.print(escape(paper.abstract))
    where = f"{place}: " if place else ""
    terminal.out.print(f"{where}{said} with a score of {review.score:.2f}: {escape(review.reason)}", style="cyan")


def listed(k: int, *, decided: bool, as_json: bool) -> None:
    """Print what waits, or what was decided."""
    settings = load_settings()
    reviews = Reviews(Catalogue.open(settings))
    found = reviews.decided() if decided else reviews.queue(settings.relevance_threshold, k)
    if as_json:
        payload.print_json([_shaped(review) for review in found])
        return
    for review in found:
        mark = "+" if review.label else "-"
        state = review.decision if decided else f"{mark} {review.score:.2f}"
        terminal.out.print(f"{state} {review.paper.id} {escape(review.paper.title)} ({escape(review.reason)})")


def decide(ids: Mapping[Decision, Sequence[str]]) -> None:
    """Decide on papers by their ids.

    Raises:
        UnknownPaperError: One of them was never up for review; none is decided.
    """
    catalogue = Catalogue.open(load_settings())
    get = Reviews(catalogue).get
    found = {decision: [get(identify(one) or one) for one in some] for decision, some in ids.items() if some}
    for decision, some in found.items():
        carry_out(catalogue, some, decision)
    terminal.built_next()


def export() -> None:
    """Print the decisions as judged data: JSON lines in the layout of `commons evaluate relevance`."""
    for review in Reviews(Catalogue.open(load_settings())).decided():
        paper = review.paper
        said: dict[str, Any] = {"id": paper.id.removeprefix("arxiv:"), "title": paper.title, "abstract": paper.abstract}
        said |= {"categories": " ".join(paper.categories), "label": int(review.decision == "accept")}
        sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")


def _ask() -> str:
    choices = "[a]ccept, [r]eject, [s]kip or [q]uit"
    while (answer := str(typer.prompt(choices, prompt_suffix="? ", err=True)).strip().lower()[:1]) not in {*KEYS, QUIT}:
        terminal.warn(f"answer with one letter: {choices}")
    return answer


def _shaped(review: Review) -> dict[str, Any]:
    said = asdict(review)
    paper = said.pop("paper")
    return {name: paper[name] for name in ("id", "title", "abstract", "categories", "url")} | said
