"""The commons command: parses, calls one function, prints. Its names are a contract (docs/cli.md)."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from catalogue.errors import CommonsError
from catalogue.records import Mode
from views import commands, relevance, review, terminal
from views.glossary import candidates as glossary_candidates
from views.glossary import commands as glossary_commands

app = typer.Typer(
    name="commons",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
    help="Papers, words and people of mechanistic interpretability. Settings: COMMONS_* variables (docs/settings.md).",
)
ingest_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
evaluate_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
export_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
glossary_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(ingest_app, name="ingest", help="Take papers in from a source; then run: commons index")
app.add_typer(evaluate_app, name="evaluate", help="Measure quality on judged data, with the real ranking code.")
app.add_typer(export_app, name="export", help="Write papers or the glossary for other programs, to standard output.")
app.add_typer(glossary_app, name="glossary", help="See what the glossary may lack, and decide on it.")

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document for other programs.")]
Count = Annotated[int, typer.Option("-k", min=1, max=1000, help="How many hits.")]
Since = Annotated[str, typer.Option(help="Only papers from this date on: 2024, 2024-09 or 2024-09-23.")]
Until = Annotated[str, typer.Option(help="Only papers up to this date.")]
Many = Annotated[list[str], typer.Option(help="Only these; may be given several times.")]
RunFile = Annotated[Path | None, typer.Option(help="Also write a TREC run of depth 100 to this file.")]
System = Annotated[str, typer.Option(help="The system whose run is written.")]


@app.command()
def index(
    *, rebuild: Annotated[bool, typer.Option("--rebuild", help="Write the index anew even if nothing changed.")] = False
) -> None:
    """Embed what is new or changed, and swap the index in while servers go on reading."""
    commands.index(rebuild=rebuild)


@app.command()
def harvest(
    only: Annotated[list[str], typer.Option(help="Only this source; may be given several times.")] = [],  # noqa: B006
    *,
    index: Annotated[bool, typer.Option(help="Bring the index up to date afterwards.")] = True,
) -> None:
    """Run all sources that COMMONS_HARVEST names, then index; for cron and the like (docs/operations.md)."""
    commands.harvest(only, index=index)


@app.command("review")
def review_papers(
    accept: Annotated[list[str], typer.Option(help="Take this paper in, by its id.")] = [],  # noqa: B006
    reject: Annotated[list[str], typer.Option(help="Leave this paper out, also after new versions.")] = [],  # noqa: B006
    k: Annotated[int, typer.Option("-k", min=1, help="How many to list.")] = 20,
    *,
    waiting: Annotated[bool, typer.Option("--list", help="Only list what waits.")] = False,
    decided: Annotated[bool, typer.Option("--decided", help="Only list what was decided.")] = False,
    export: Annotated[bool, typer.Option("--export", help="Print the decisions as judged data.")] = False,
    json: Json = False,
) -> None:
    """Decide on papers at the border of the field, one by one; decisions outlive every new ingestion."""
    if accept or reject:
        review.decide({"accept": accept, "reject": reject})
    elif export:
        review.export()
    elif waiting or decided or json:
        review.listed(k, decided=decided, as_json=json)
    else:
        review.one_by_one()


@app.command()
def serve(
    *,
    port: Annotated[str, typer.Option(help="Where to listen; COMMONS_PORT, or 8501.")] = "",
    prepare: Annotated[
        bool, typer.Option("--prepare", help="First fill an empty catalogue and bring the index up to date.")
    ] = False,
) -> None:
    """Start the app and print its address."""
    commands.serve(port=port, prepare=prepare)


@app.command()
def search(  # noqa: PLR0917 - Typer makes options of them
    query: str,
    k: Count = 10,
    mode: Annotated[Mode, typer.Option(help="Which rankers answer.")] = "hybrid",
    since: Since = "",
    until: Until = "",
    source: Many = [],  # noqa: B006 - Typer copies defaults
    category: Many = [],  # noqa: B006
    topic: Many = [],  # noqa: B006
    *,
    bridges: Annotated[bool, typer.Option(help="Also search in the words of other communities.")] = True,
    json: Json = False,
) -> None:
    """Find papers by words and meaning, each with the reason why."""
    filters: dict[str, Any] = {"since": since, "until": until}
    filters |= {"sources": tuple(source), "categories": tuple(category), "topics": tuple(topic)}
    commands.search(query, k=k, mode=mode, bridges=bridges, filters=filters, json=json)


@app.command()
def similar(paper_id: str, k: Count = 10, *, json: Json = False) -> None:
    """Find the neighbours of a paper, by its id (arxiv:2409.14507), number or URL."""
    commands.similar(paper_id, k=k, json=json)


@app.command()
def related(file: Path, k: Count = 10, *, json: Json = False) -> None:
    """Find related work for the abstract in FILE ("-" is standard input), however long."""
    commands.related(file, k=k, json=json)


@app.command()
def term(
    words: Annotated[list[str], typer.Argument(help="Words, or ids of concepts; quote those of several words.")] = [],  # noqa: B006
    file: Annotated[Path | None, typer.Option(help="A file with one word a line; - is standard input.")] = None,
    *,
    json: Json = False,
) -> None:
    """Say what a word means, who says what instead, and what the papers show."""
    glossary_commands.term(words, file=file, json=json)


@app.command()
def translate(
    file: Path,
    to: Annotated[str, typer.Option(help="academia, industry, independent, or a field such as neuroscience.")],
    *,
    json: Json = False,
) -> None:
    """Say the text in FILE ("-" is standard input) in another community's words, with warnings of false friends."""
    glossary_commands.translate(file, to=to, json=json)


@app.command()
def status(
    *,
    rejects: Annotated[int, typer.Option(help="Instead list what the run of this number could not read.")] = 0,
    json: Json = False,
) -> None:
    """Say what is in the catalogue and the index, how old it is, what failed, and what to do."""
    commands.status(rejects=rejects, json=json)


@evaluate_app.command("search")
def evaluate_search(
    folder: Path,
    run: RunFile = None,
    mode: System = commands.DEFAULT_SYSTEM,
    *,
    json: Json = False,
) -> None:
    """Rank FOLDER's corpus for each of its queries (BEIR layout, docs/evaluation.md)."""
    commands.evaluate("search", folder, run=run, system=mode, json=json)


@evaluate_app.command("similar")
def evaluate_similar(
    folder: Path,
    run: RunFile = None,
    mode: System = commands.DEFAULT_SYSTEM,
    *,
    json: Json = False,
) -> None:
    """Rank each query's judged pool by similarity to the paper that the query is."""
    commands.evaluate("similar", folder, run=run, system=mode, json=json)


@evaluate_app.command("relevance")
def evaluate_relevance(
    file: Path,
    *,
    errors: Annotated[bool, typer.Option("--errors", help="Also list every wrong verdict.")] = False,
    json: Json = False,
) -> None:
    """Judge the papers of FILE (JSON lines with a label, docs/evaluation.md): is it mechanistic interpretability?"""
    relevance.evaluate(file, errors=errors, json=json)


@export_app.command("skos")
def export_skos(
    form: Annotated[Literal["turtle", "json-ld"], typer.Option("--format", help="How it is written down.")] = "turtle",
) -> None:
    """Write the glossary as SKOS, for programs that read vocabularies."""
    glossary_commands.export_skos(form)


@export_app.command("sssom")
def export_sssom() -> None:
    """Write the bridges of the glossary as SSSOM, for programs that read mappings."""
    glossary_commands.export_sssom()


@export_app.command("glossary")
def export_glossary() -> None:
    """Write the glossary as JSON, with the evidence of the corpus."""
    glossary_commands.export_json()


Ids = Annotated[list[str], typer.Argument(help="Candidates, as the list names them.")]


@glossary_app.command()
def candidates(
    k: Annotated[int, typer.Option("-k", min=1, help="How many of each kind.")] = 20,
    kind: Annotated[Literal["term", "abbreviation", "pair"] | None, typer.Option(help="Only this kind.")] = None,
    *,
    decided: Annotated[bool, typer.Option("--decided", help="Instead list what was decided.")] = False,
    json: Json = False,
) -> None:
    """List frequent terms, abbreviations and like words of the papers that the glossary lacks, with evidence."""
    (glossary_candidates.decided if decided else glossary_candidates.listed)(k, kind=kind, json=json)


@glossary_app.command()
def accept(
    candidate_id: Annotated[str, typer.Argument(help="A candidate, as the list names it.")],
    file: Annotated[Path | None, typer.Option(help="A new file for it instead of standard output.")] = None,
) -> None:
    """Write what a candidate would be in the glossary, for you to finish; list it no more."""
    glossary_candidates.accept(candidate_id, file=file)


@glossary_app.command()
def reject(ids: Ids) -> None:
    """List these candidates no more."""
    glossary_candidates.put_away(ids, "reject")


@glossary_app.command()
def later(ids: Ids) -> None:
    """List these candidates last, also if they were accepted or rejected before."""
    glossary_candidates.put_away(ids, "later")


def _add_sources() -> None:
    """Make a command of every source: the source's own parameters are its arguments and options."""
    for name, opens in commands.sources().items():
        ingest_app.command(name, help=inspect.getdoc(opens))(_ingest_command(name, opens))


def _ingest_command(name: str, opens: Callable[..., Any]) -> Callable[..., None]:
    restart = Annotated[bool, typer.Option("--restart", help="Begin at the start even if a stopped run could go on.")]

    def command(*, restart: bool = False, **options: Any) -> None:  # noqa: ANN401 - whatever the source takes
        commands.ingest(name, options, restart=restart)

    parameters = inspect.signature(opens, eval_str=True).parameters.values()
    own = [one for one in parameters if one.name != "settings"]
    extra = inspect.Parameter("restart", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=restart)
    command.__signature__ = inspect.Signature([*own, extra])  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in (*own, extra)}
    return command


def _add_exports() -> None:
    for name, doc in commands.FORMATS.items():
        export_app.command(name, help=doc)(_export_command(name))


def _export_command(name: str) -> Callable[..., None]:
    def command(ids: Annotated[list[str], typer.Argument(help="Papers by id; none means all.")] = []) -> None:  # noqa: B006
        commands.export(name, ids)

    return command


_add_sources()
_add_exports()


def main() -> None:
    """Run the command; what goes wrong on purpose becomes one line and exit status 1."""
    try:
        app(prog_name="commons")
    except CommonsError as error:
        terminal.fail(str(error))
        sys.exit(1)


if __name__ == "__main__":
    main()
