"""What ``commons field`` does: the map as text, or as the document that pages draw."""

from __future__ import annotations

from rich.markup import escape

from views import payload, wording
from views.compose import Services
from views.field.document import TYPICAL, document
from views.field.points import Field, field
from views.opened import ready
from views.terminal import out, warn


def regions(*, json: bool) -> None:
    """Print the regions of the map, each with its most typical papers; or the whole map as JSON."""
    services = ready()
    laid = field(services)
    if json:
        payload.print_json(document(laid, services.words.glossary))
        return
    for level in sorted({one.level for one in laid.regions}):
        _print(services, laid, level)
    if laid.missing:
        warn(f"{wording.count(laid.missing, 'paper is', 'papers are')} newer than the map. Run: commons index")


def _print(services: Services, laid: Field, level: int) -> None:
    """Print the regions of *level*: broad ones with papers, finer ones in a line."""
    some = [(services.words.glossary[one.concept].name, one) for one in laid.regions if one.level == level]
    if level:
        finer = ", ".join(f"{name} ({len(one.rows):,})" for name, one in some)
        out.print(f"[bold]{'Nearer' if level == 1 else 'Nearest'}[/]  {escape(finer)}\n")
        return
    for name, one in some:
        out.print(f"[bold]{escape(name)}[/]  [dim]{wording.count(len(one.rows), 'paper')}[/]")
        for row in one.rows[:TYPICAL]:
            out.print(f"    {escape(laid.titles[row])}  [dim]{laid.ids[row]}[/]")
        out.print()
