"""A twin, written once for all tests of this folder; some of its authors are hidden, some participants have joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from catalogue.people import Consents, Profile
from people.participants.store import Participants
from tests.makers import a_paper
from tests.views.library import absorption, bridged, fill, hold, hostile, living_in, many, workshop
from views.compose import Services, lay_out, read_for_glossary
from views.people.build import build
from views.static import site

SITE = "https://commons.example/twin"

HIDDEN = "Greta Ghost"
"""Who asked to have no page."""

SECRETS = ("SECRET-NAME", "SECRET-TEXT", "SECRET-CONTACT", "SECRET-KNOWN", "SECRET-EXCLUDED", "SECRET-PLACE")
"""What participants said of themselves."""


@dataclass(frozen=True)
class Written:
    """A twin on disk, and the library that it was made of."""

    folder: Path
    services: Services
    home: Path

    def text(self, path: str) -> str:
        """Read a file of the twin."""
        return (self.folder / path).read_text(encoding="utf-8")

    def pages(self) -> list[Path]:
        """Every page, in order."""
        return sorted(self.folder.rglob("*.html"))


def several() -> Iterator:
    """Papers of authors who wrote more than one, formulas and tied ids among them."""
    for number, title in enumerate(
        ["Probing $\\ell_1$ penalties", "Probing \\emph{again} costs $5", "Probing a third time"]
    ):
        yield a_paper(
            id=f"arxiv:2602.0000{number}",
            title=title,
            abstract="We probe.\n\nA second paragraph with $\\alpha_{1} \\leq 2$.",
            authors=("Ada Absorber", "Åsa Øster", HIDDEN),
            submitted=f"2026-02-0{number + 1}",
        )
    yield a_paper(id="openreview:aBcD", source="openreview", title="Capitals in an id", submitted="2026-02-05")
    yield a_paper(
        id="openreview:AbCd", source="openreview", title="The same id but for capitals", submitted="2026-02-05"
    )
    yield a_paper(id="doi:10.1000/xyz", source="bibtex", title="A work without a date, an author or an abstract")


def join(services: Services) -> None:
    """Let two participants join who allow everything and are suggested to each other."""
    store = Participants.open(services.settings.home)
    for place, paper in enumerate(("arxiv:2601.00001", "arxiv:2601.00002")):
        said = Profile(
            name=f"SECRET-NAME {place}",
            papers=(paper,),
            text="SECRET-TEXT on feature absorption",
            affiliation="SECRET-PLACE",
            known=("SECRET-KNOWN",),
            excluded=("SECRET-EXCLUDED",),
        )
        store.join(said, Consents(found=True, suggested=True, contact=True, feedback=True), "SECRET-CONTACT")
    build(services, store)
    store.engine.dispose()


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """The twin of a small library with hostile texts, an event, a map and participants."""
    folder = tmp_path_factory.mktemp("twin")
    with living_in(folder / "home", COMMONS_SITE=SITE):
        services = hold(fill([absorption(), bridged(), *many(25), *hostile(), *workshop(), *several()]))
        (folder / "home" / "authors.toml").write_text(f'[[hidden]]\nname = "{HIDDEN}"\n')
        read_for_glossary(services)
        lay_out(services)
        join(services)
        site.export(services, folder / "site")
    return Written(folder=folder / "site", services=services, home=folder / "home")
