"""What ``commons export static`` does."""

from __future__ import annotations

from pathlib import Path

import typer

from views import terminal
from views.opened import ready
from views.static import site


def export(target: Path) -> None:
    """Write the whole site into the folder *target*, and say how large it is."""
    services = ready()
    if "site" not in services.settings.model_fields_set:
        terminal.warn("COMMONS_SITE is not set: the copy gets no sitemap, and its feed names this machine")
    try:
        with terminal.writing() as progress:
            number = site.export(services, target, progress)
    except KeyboardInterrupt:
        terminal.warn(f"stopped; what was in {target} before is still there")
        raise typer.Exit(130) from None
    size = sum(one.stat().st_size for one in target.rglob("*") if one.is_file())
    terminal.err.print(f"{target}: {number:,} files, {size / 1e6:.1f} MB. Open {target / 'index.html'}")
