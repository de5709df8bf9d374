"""Where the parts meet: settings, catalogue and searcher of one home. No Streamlit: the command line uses it too."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.errors import VectorIndexError
from catalogue.records import Manifest
from catalogue.settings import Settings
from catalogue.store import Catalogue
from glossary.access import Words
from glossary.evidence.collect import Progress as Reading
from glossary.evidence.collect import collect
from glossary.evidence.store import LAYOUT
from glossary.evidence.store import write as write_evidence
from index import documents, encoders
from index.build import Built, Progress, build
from index.searcher import Searcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything that a page or a command asks. Safe to share between threads; another process opens its own."""

    settings: Settings
    catalogue: Catalogue
    searcher: Searcher
    words: Words

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle the settings: whoever unpickles them opens the same home."""
        return open_services, (self.settings,)


def open_services(settings: Settings, searcher: type[Searcher] = Searcher) -> Services:
    """Open the catalogue of *settings*; the model and the index load at the first question to the *searcher*.

    Raises:
        CatalogueError: The catalogue cannot be opened.
    """
    words = Words(settings.home)
    return Services(
        settings=settings,
        catalogue=Catalogue.open(settings),
        searcher=searcher(settings, expand=words.expand, caution=words.cautions),
        words=words,
    )


def build_index(services: Services, *, rebuild: bool, progress: Progress) -> Built:
    """Bring the index to what the catalogue holds. Raises what `index.build.build` raises."""
    settings, stamp = services.settings, services.catalogue.stamp()
    if not rebuild and (made := _up_to_date(services, stamp)):
        return Built(manifest=made, embedded=0, swapped=False)
    return build(
        settings.home,
        [documents.from_work(work) for work in services.catalogue.works()],
        encoders.load(settings),
        backend=settings.backend,
        batch_size=settings.batch_size,
        stamp=stamp,
        rebuild=rebuild,
        progress=progress,
    )


def _up_to_date(services: Services, stamp: str) -> Manifest | None:
    """Return the manifest of the index if there is nothing to do: found out without loading the model."""
    settings = services.settings
    try:
        made = services.searcher.manifest()
    except VectorIndexError:
        return None
    now = (stamp, settings.encoder, settings.backend, settings.encoder_digest or made.weights)
    return made if now == (made.catalogue, made.encoder, made.backend, made.weights) else None


def lay_out(services: Services, progress: Progress = lambda _done, _total: None) -> bool:
    """Bring the map of the field to what the index holds; say whether anything had to be laid out.

    Raises what `index.projection.build.build` raises.
    """
    from index.projection.build import build  # noqa: PLC0415 - most commands need no openTSNE

    return build(services.settings.home, progress)


def read_for_glossary(services: Services, *, rebuild: bool = False, progress: Reading = lambda _: None) -> bool:
    """Bring the glossary's evidence to what the catalogue holds; say whether there was anything to do.

    Raises:
        GlossaryError: The glossary breaks its rules.
        StorageError: The disk is full.
    """
    wanted = evidence_stamp(services)
    if not rebuild and wanted.items() <= services.words.evidence.stamp().items():
        return False
    found = collect(services.catalogue.works(), services.words.glossary, progress)
    write_evidence(services.settings.home, found, wanted)
    return True


def evidence_stamp(services: Services) -> dict[str, str]:
    """Return what the evidence should have been made of."""
    return {
        "layout": str(LAYOUT),
        "glossary": services.words.glossary.digest,
        "catalogue": services.catalogue.stamp(),
    }
