"""Writing the twin: everything that the site shows, as files that work from a disk and from any web host."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from catalogue.errors import StorageError
from views.compose import Services
from views.static import concepts, data, field, finder, front, papers, people, programme, topics, twin, words
from views.static.folder import replacing
from views.static.look import File
from views.static.twin import Twin

ASSETS = Path(__file__).parent / "assets"

Progress = Callable[[int, int], None]
"""Is told how many files are written, and of how many."""


def export(services: Services, target: Path, progress: Progress = lambda _done, _all: None) -> int:
    """Write the site of *services* into the folder *target*, in place of an older copy; return the number of files.

    The old copy stays as it is until the new one is complete.

    Raises:
        SettingsError: There is something else at *target*.
        StorageError: The disk is full or may not be written.
        CatalogueError: The works cannot be read.
        VectorIndexError: There is no index.
        EncoderError: The model of the index cannot be loaded.
    """
    with replacing(target, services.settings.home / "static.lock") as folder:
        todo = files(twin.read(services))
        for done, one in enumerate(todo, 1):
            _write(folder, one)
            progress(done, len(todo))
    return len(todo)


def files(made: Twin) -> list[File]:
    """Return every file of the twin; nothing of them is written yet."""
    cited = data.entries(made)
    found = [
        *front.files(made),
        *papers.files(made, cited),
        *concepts.files(made),
        *words.files(made),
        *people.files(made),
        *programme.files(made),
        *topics.files(made),
        *field.files(made),
    ]
    pages = [one.path for one in found if one.path.endswith(".html")]
    found += [*data.files(made, cited, pages), *finder.files(made), *_assets()]
    return [*found, data.manifest(made, len(found) + 1)]


def _assets() -> list[File]:
    return [File(f"assets/{one.name}", one.read_bytes) for one in sorted(ASSETS.iterdir())]


def _write(folder: Path, one: File) -> None:
    path = folder / one.path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.write())
    except OSError as error:
        raise StorageError(
            f"cannot write {path} ({error.strerror})", "Free some space, or name another folder"
        ) from None
