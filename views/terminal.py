"""What the command line prints for people: results on standard output, progress and warnings on standard error."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from catalogue.answers import Answer, Expansion, SearchHit, Signal
from catalogue.records import Work
from catalogue.runs import Run
from index.build import Built
from index.evaluate import ALL, Evaluation
from ingest.run import Report
from ingest.sources import Chunk, Source
from views import ideas, wording
from views.operations import logs
from views.status import Status

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

_log = logging.getLogger(__name__)

SHOWN_AUTHORS = 3
SHOWN_REJECTS = 5
SHOWN_WORDS = 5


def understood(given: Answer) -> None:
    """Print how a question was understood, before its hits."""
    if given.did_you_mean:
        out.print(f"Did you mean: [bold]{escape(given.did_you_mean)}[/]")
    for name in given.people:
        out.print(f'Papers by {escape(name)}: au:"{escape(name)}"')
    for one in given.cautions:
        meant = f"taken for {one.concept} here, others mean {one.other} by it"
        out.print(f"[yellow]![/] {escape(f'{one.word} is a false friend: {meant}. {one.note}')}")
    if given.also_searched:
        shown = "; ".join(map(_searched, ideas.prominent(given.also_searched)[:SHOWN_WORDS]))
        more = len(given.also_searched) - SHOWN_WORDS
        out.print(f"Also searched: {escape(shown)}{f'; and {more} more: --json' if more > 0 else ''}")
    if given.shift and (moved := wording.shift(given.shift)):
        out.print(f"Moved {escape(moved)}")


def _searched(one: Expansion) -> str:
    return f"{one.label} ({wording.NEARNESS[one.relation]} {one.instead_of}; {one.community})"


def hits(pairs: Iterable[tuple[SearchHit, Work]]) -> None:
    """Print ranked works, each with its reasons."""
    rank = 0
    for rank, (hit, work) in enumerate(pairs, start=1):
        out.print(f"[bold]{rank:>2}. {escape(work.title)}[/]")
        names = ", ".join(byline.name for byline in work.authors[:SHOWN_AUTHORS])
        names += " et al." if len(work.authors) > SHOWN_AUTHORS else ""
        out.print(f"    {escape(' · '.join(filter(None, (names, work.year, work.id, work.url))))}", style="dim")
        out.print(f"    {escape(_reasons(hit))}", style="cyan")
        if hit.also:
            out.print(f"    nearly the same: {escape(', '.join(hit.also))}", style="dim")
        out.print(f"    “{escape(hit.why.sentence)}”\n", style="italic")
    if not rank:
        out.print("Nothing found. Try fewer or other words, or wider dates.")


def evaluation(result: Evaluation) -> None:
    """Print a table for all queries, and one for each group of them where there are several."""
    for group, count in result.queries.items():
        if group != ALL and count == result.queries[ALL]:
            continue  # the only group
        table = Table(title=f"{group}: {count} queries; mean, bootstrap 95% interval", title_justify="left")
        table.add_column("system")
        systems = {system: groups[group] for system, groups in result.systems.items()}
        for measure in next(iter(systems.values())):
            table.add_column(measure, justify="right")
        for system, figures in systems.items():
            table.add_row(system, *(f"{one.mean:.3f} [{one.low:.3f}, {one.high:.3f}]" for one in figures.values()))
        Console(width=140, highlight=False).print(table)


def status(state: Status) -> None:
    """Print what is there, and what to do about what is not."""
    out.print(f"[bold]{state.works} works[/] from {state.oldest or '?'} to {state.newest or '?'}")
    out.print("records: " + (", ".join(f"{name} {count}" for name, count in state.records.items()) or "none"))
    out.print(f"without abstract or summary: {state.without_abstract}; without authors: {state.without_authors}")
    if made := state.manifest:
        out.print(
            f"index: {made.papers} papers, {made.encoder} on {made.backend}, built {made.built}, {made.rows[:12]}"
        )
    if state.mapped:
        out.print(f"map of the field: laid out {state.mapped}")
    words = state.glossary
    out.print(
        f"glossary: {words['concepts']} concepts, {words['labels']} labels, {words['bridges']} bridges"
        f" ({words['crossing']} across communities or fields), {words['false_friends']} false friends,"
        f" {words['many_sensed']} words with several senses, {words['sources']} sources"
    )
    seen = ", ".join(f"{share:.0%} by {name}" for name, share in state.attested.items())
    out.print(f"labels attested: {seen}")
    out.print(f"withdrawn: {state.withdrawn}; waiting for review: {state.reviews.get('open', 0)}")
    for run in state.runs:
        out.print(escape(_told(run)))
    for doubt in state.doubts:
        out.print(f"perhaps one work: {doubt.work_id} and {doubt.other_id} ({doubt.reason})")
    for problem in state.problems:
        out.print(f"[yellow]![/] {escape(problem)}")


def _told(run: Run) -> str:
    """Tell what a run asked, what it got and what became of that."""
    name = " ".join(filter(None, (run.source, run.target)))
    took = f" in {round((run.finished - run.started).total_seconds())} s" if run.finished else ""
    told = [f"run {run.id}: {name} {run.started:%Y-%m-%d %H:%M} {run.state}{took}"]
    told.append(", ".join(f"{name} {count}" for name, count in sorted(run.counts.items())))
    if made := run.account:
        told.append(f"{made.since} to {made.until}" if made.since else "")
        told.append(", ".join(f"{query} {got} of {expected}" for query, (expected, got) in made.queries.items()))
        told.append(", ".join(f"{count} x {trouble}" for trouble, count in made.troubles.items()))
    return "; ".join(filter(None, told))


def ingested(source: Source, report: Report) -> None:
    """Print and log what a run did, and what it could not read."""
    counts = report.run.counts
    _log.info("ingested", extra={"source": source.name, "state": report.run.state, "counts": counts})
    done = ", ".join(f"{counts[name]} {name}" for name in _OUTCOMES if counts.get(name)) or "nothing"
    resumed = " (went on where it had stopped)" if report.resumed else ""
    err.print(f"{source.name}: {done}{resumed}")
    for reject in report.rejects[:SHOWN_REJECTS]:
        err.print(f"  {escape(reject.place)}: {escape(reject.reason)}", style="yellow")
    if (more := counts.get("rejected", 0) - SHOWN_REJECTS) > 0:
        err.print(f"  and {more} more: commons status --rejects {report.run.id}", style="yellow")


def built(result: Built) -> None:
    """Print and log what a build did."""
    made = result.manifest
    said = {"papers": made.papers, "embedded": result.embedded, "swapped": result.swapped}
    _log.info("indexed", extra=said)
    swapped = "new index in use" if result.swapped else "the index was up to date"
    err.print(f"index: {made.papers} papers, {result.embedded} embedded now; {swapped} ({made.rows[:12]})")


def built_next() -> None:
    """Say what makes a changed catalogue take effect."""
    err.print("To let the search know: commons index")


def warn(message: str) -> None:
    """Print a warning that stops nothing."""
    err.print(f"[yellow]warning:[/] {escape(message)}")
    if err.quiet:
        _log.warning("warning", extra={"problem": message})


def fail(message: str) -> None:
    """Print why a command failed, in one line."""
    err.print(f"[red]error:[/] {escape(message)}")
    if err.quiet:
        _log.error("failed", extra={"problem": message})


def log_instead() -> None:
    """From now on log as JSON what would be printed on standard error; for jobs that no person watches."""
    logs.configure("json")
    err.quiet = True


@contextmanager
def reading(source: Source) -> Iterator[Callable[[Chunk, Counter[str]], None]]:
    """Show how far a run is, in whatever unit its source counts."""
    with _bar(source.name, source.size, TextColumn("{task.fields[counts]}")) as (progress, task):

        def advance(chunk: Chunk, counts: Counter[str]) -> None:
            said = " ".join(f"{name} {counts[name]}" for name in _OUTCOMES if counts[name])
            progress.update(task, completed=chunk.done, total=chunk.size or source.size, counts=said)

        yield advance


@contextmanager
def embedding() -> Iterator[Callable[[int, int], None]]:
    """Show how many papers are embedded, how fast, and how long it will take."""
    with _bar("embedding", None, MofNCompleteColumn(), _Rate()) as (progress, task):
        yield lambda done, total: progress.update(task, completed=done, total=total)


@contextmanager
def laying_out() -> Iterator[Callable[[int, int], None]]:
    """Show how many steps towards a map are done, and how long it will take."""
    with _bar("laying out the map", None, MofNCompleteColumn()) as (progress, task):
        yield lambda done, total: progress.update(task, completed=done, total=total)


@contextmanager
def learning() -> Iterator[Callable[[int, int, float], None]]:
    """Show how many steps are done, the loss, and how long it will take."""
    with _bar("learning", None, MofNCompleteColumn(), TextColumn("{task.fields[counts]}")) as (progress, task):
        yield lambda done, total, loss: progress.update(task, completed=done, total=total, counts=f"loss {loss:.3f}")


def learnt(out: Path, size: int) -> None:
    """Say where an adapter is, and what makes it take effect."""
    err.print(
        f"{escape(str(out))}: {size / 1e6:.2f} MB. To use it: COMMONS_ENCODER=commons "
        f"COMMONS_ADAPTER={escape(str(out))} commons index"
    )


@contextmanager
def counting(name: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show how many of *total* things are done."""
    with _bar(name, total, MofNCompleteColumn()) as (progress, task):
        yield lambda done: progress.update(task, completed=done)


@contextmanager
def writing() -> Iterator[Callable[[int, int], None]]:
    """Show how many files are written, of how many, and how long it will take."""
    with _bar("writing", None, MofNCompleteColumn()) as (progress, task):
        yield lambda done, total: progress.update(task, completed=done, total=total)


@contextmanager
def steps() -> Iterator[Callable[[str], None]]:
    """Show what is being done, for work of a few steps."""
    with err.status("") as shown:
        yield shown.update


_OUTCOMES = ("new", "updated", "withdrawn", "unchanged", "older", "passed over", "rejected")


class _Rate(ProgressColumn):
    """Papers per second."""

    def render(self, task: Task) -> Text:
        """Say the rate, once there is one."""
        return Text(f"{task.speed:.1f} papers/s" if task.speed else "")


@contextmanager
def _bar(name: str, total: float | None, *columns: ProgressColumn) -> Iterator[tuple[Progress, TaskID]]:
    shown = (TextColumn("{task.description}"), BarColumn(), *columns, TimeRemainingColumn())
    quiet = not err.is_terminal  # a bar in a log file is a blank line
    with Progress(*shown, console=err, transient=True, disable=quiet, speed_estimate_period=120) as progress:
        yield progress, progress.add_task(name, total=total, counts="")


def _reasons(hit: SearchHit) -> str:
    why = hit.why
    said = [f"{reason}: {what}" for reason, what in wording.reasons(why, sharing="your words") if what]
    said += [
        f"{wording.idea(one)}: you say {one.asked}, they say {one.found}"
        for one in why.concepts
        if one.found.casefold() != one.asked.casefold()
    ]
    ranks = [_rank(name, signal) for name, signal in (("keywords", why.keyword), ("meaning", why.meaning)) if signal]
    return "; ".join(filter(None, [*said, ", ".join(ranks)]))


def _rank(name: str, signal: Signal) -> str:
    return f"{name} rank {signal.rank}"
