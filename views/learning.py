"""What ``commons adapt`` does: the catalogue's own titles, sentences and abstracts, learnt into the encoder."""

from __future__ import annotations

from pathlib import Path

from catalogue.settings import load_settings
from index import documents
from views import files, terminal
from views.compose import open_services


def adapt(out: Path, *, steps: int) -> None:
    """Learn an adapter from every work of the catalogue, and write it to *out* when all is done."""
    from index.adapt.train import Recipe  # noqa: PLC0415 - torch takes two seconds that other commands do not spend
    from index.adapt.train import adapt as learn  # noqa: PLC0415

    services = open_services(load_settings())
    works = [documents.from_work(work) for work in services.catalogue.works()]
    files.touch(out)  # now: who learns after an hour that it cannot be written has lost it
    with terminal.learning() as progress:
        size = learn(works, services.settings, out, Recipe(steps=steps), progress)
    terminal.learnt(out, size)
