"""The commons command: parses, calls one function, prints. Its names are a contract (docs/cli.md)."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from catalogue.answers import Mode
from catalogue.errors import CommonsError
from views import ask as asking
from views import commands, learning, prior, review, terminal
from views.cli import evaluate, export, glossary, operations, people
from views.cli.options import Count, Event, Json, Liked, Many, Out, Since, Until
from views.field import commands as map_commands
from views.glossary import commands as glossary_commands
from views.news import commands as news
from views.people import commands as people_commands
from views.topics import commands as topics

app = typer.Typer(
    name="commons",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
    help="Papers, words and people of mechanistic interpretability. Settings: COMMONS_* variables (docs/settings.md).",
)
ingest_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
app.add_typer(ingest_app, name="ingest", help="Take papers in from a source; then run: commons index")
app.add_typer(evaluate.app, name="evaluate", help="Measure quality on judged data, with the real ranking code.")
app.add_typer(export.app, name="export", help="Write papers or the glossary for other programs, to standard output.")
app.add_typer(glossary.app, name="glossary", help="See what the glossary may lack, and decide on it.")
app.add_typer(people.app, name="people", help="Bring those together who opted in, and see how it went.")


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
    without: Annotated[list[str], typer.Option(help="Another community's word not to search in.")] = [],  # noqa: B006
    more: Liked = [],  # noqa: B006
    less: Annotated[list[str], typer.Option(help="A paper to rank away from, by its id.")] = [],  # noqa: B006
    *,
    bridges: Annotated[bool, typer.Option(help="Also search in the words of other communities.")] = True,
    json: Json = False,
) -> None:
    """Find papers by words and meaning, each with the reason why (fields: ti: au: abs: cat: year: "phrase" -not)."""
    asked: dict[str, Any] = {"k": k, "mode": mode, "bridges": bridges, "since": since, "until": until}
    asked |= {"sources": tuple(source), "categories": tuple(category), "topics": tuple(topic)}
    commands.search(query, asked | {"without": tuple(without), "more": tuple(more), "less": tuple(less)}, json=json)


@app.command()
def ask(text: str, *, json: Json = False) -> None:
    """Say which page answers a question, a word, a name, an id or an abstract, as the box on the home page does."""
    asking.ask(text, json=json)


@app.command()
def similar(paper_id: str, k: Count = 10, *, json: Json = False) -> None:
    """Find the neighbours of a paper, by its id (arxiv:2409.14507), number or URL."""
    commands.similar(paper_id, k=k, json=json)


@app.command()
def related(file: Path, k: Count = 10, *, json: Json = False) -> None:
    """Say whether this has been done: the closest work to the text or PDF in FILE, in its words and in others'."""
    prior.related(file, k=k, json=json)


@app.command()
def new(
    query: Annotated[str, typer.Argument(help="What you are after; nothing means all that is new.")] = "",
    k: Count = 10,
    days: Annotated[int, typer.Option(min=1, max=366, help="How many days up to the newest paper.")] = 7,
    like: Liked = [],  # noqa: B006
    topic: Annotated[list[str], typer.Option(help="A topic of the glossary; may be given several times.")] = [],  # noqa: B006
    *,
    json: Json = False,
    feed: Annotated[bool, typer.Option("--feed", help="Write an Atom feed instead, for a static site.")] = False,
) -> None:
    """List the papers of the last days, those closest to a question, topics or liked papers first."""
    news.new(query, like=like, topic=topic, days=days, k=k, as_json=json, as_feed=feed)


@app.command()
def meet(who: str, k: Count = 10, event: Event = "", *, json: Json = False) -> None:
    """Say whom to meet at which poster, why and when, for an author's name or a profile (a .json file)."""
    people_commands.meet(who, k=k, event=event, json=json)


@app.command()
def programme(
    event: Annotated[str, typer.Argument(help="The event's name; by default the latest one.")] = "",
    *,
    json: Json = False,
) -> None:
    """Say what an event's programme lacks: abstracts, sessions, boards, authors that are known for sure."""
    people_commands.programme(event, json=json)


@app.command()
def adapt(
    out: Out = Path("commons.safetensors"),
    steps: Annotated[int, typer.Option(min=1, help="Batches of 64 pairs that it learns from.")] = 40,
) -> None:
    """Learn your catalogue's words into the encoder, some minutes; for COMMONS_ENCODER=commons COMMONS_ADAPTER=OUT."""
    learning.adapt(out, steps=steps)


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
def field(*, json: Json = False) -> None:
    """List the regions of the map of the field, with typical papers; --json has every paper's place."""
    map_commands.regions(json=json)


@app.command("topics")
def topic(
    topic_id: Annotated[str, typer.Argument(help="A topic's id, as the list has it; nothing lists all.")] = "",
    *,
    json: Json = False,
) -> None:
    """Say what a topic is, what to read, how much of the field it is, what is open, and who works on it."""
    topics.topic(topic_id, json=json)


@app.command()
def status(
    *,
    rejects: Annotated[int, typer.Option(help="Instead list what the run of this number could not read.")] = 0,
    json: Json = False,
) -> None:
    """Say what is in the catalogue and the index, how old it is, what failed, and what to do."""
    commands.status(rejects=rejects, json=json)


app.command()(operations.doctor)
app.command()(operations.backup)
app.command()(operations.restore)


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


_add_sources()


def main() -> None:
    """Run the command; what goes wrong on purpose becomes one line and exit status 1."""
    try:
        app(prog_name="commons")
    except CommonsError as error:
        terminal.fail(str(error))
        sys.exit(1)


if __name__ == "__main__":
    main()
