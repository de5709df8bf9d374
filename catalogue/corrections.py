"""Corrections to bylines that people asked for: who is one person, who is not, who has another name now, who hides.

They are read from two files of one layout: ``authors.toml`` beside this module, the same for every site, and the
site's own ``authors.toml`` in its home. A name that somebody gave up is replaced wherever a work is read, so that no
page, export or index ever has it; the tables keep what the sources said, for the next ingestion to compare with.
A name is compared without case, accents, hyphens and full stops, and with the family name before a comma or last.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Annotated, ClassVar

from pydantic import Field, TypeAdapter, ValidationError

from catalogue.errors import CorrectionsError
from catalogue.formats import toml
from catalogue.formats.latex import to_plain
from catalogue.formats.toml import Mistake
from catalogue.identity import fold
from catalogue.records import Byline, Paper, Work

FILE = "authors.toml"
SHARED = Path(__file__).with_name(FILE)
HASHED = "sha256:"
"""Begins a former name that is given by the sha256 of its key, so that the file itself does not publish it."""

Text = Annotated[str, Field(min_length=1)]
Ids = tuple[Text, ...]


class _Strict:
    __slots__ = ()
    __pydantic_config__: ClassVar = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Same(_Strict):
    """Bylines of these names, on these papers or on all, are one person's."""

    names: Annotated[tuple[Text, ...], Field(min_length=1)]
    papers: Ids = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Different(_Strict):
    """Bylines of these names are several people's: each list of papers is one person's."""

    names: Annotated[tuple[Text, ...], Field(min_length=1)]
    papers: Annotated[tuple[Annotated[Ids, Field(min_length=1)], ...], Field(min_length=2)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed(_Strict):
    """Somebody goes by another name now: the former one is shown nowhere."""

    former: Annotated[Text, Field(alias="from")]
    """The name, or `HASHED` and the sha256 of its key."""
    to: Text
    papers: Ids = ()
    """Only on these; needed where others still bear the former name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden(_Strict):
    """Somebody who wants no page and no suggestion; their name stays on their papers."""

    name: Text
    papers: Ids = ()


@dataclass(frozen=True, kw_only=True)
class Corrections(_Strict):
    """Everything that was corrected."""

    same: tuple[Same, ...] = ()
    different: tuple[Different, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    hidden: tuple[Hidden, ...] = field(default=())

    def __add__(self, other: Corrections) -> Corrections:
        """Take both."""
        return Corrections(
            same=self.same + other.same,
            different=self.different + other.different,
            renamed=self.renamed + other.renamed,
            hidden=self.hidden + other.hidden,
        )

    @cached_property
    def digest(self) -> str:
        """Another text after any change."""
        said = (self.same, self.different, self.renamed, self.hidden)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:12] if any(said) else ""

    @cached_property
    def _renamed(self) -> dict[str, list[Renamed]]:
        found: dict[str, list[Renamed]] = {}
        for one in self.renamed:
            former = one.former
            found.setdefault(former if former.startswith(HASHED) else hashed(former), []).append(one)
        return found

    def name(self, printed: str, papers: Iterable[str]) -> str:
        """Return what the person printed as *printed* on a work is called now; *papers* are the ids of its records."""
        known = set(papers)
        fitting = self._renamed.get(hashed(printed), ())
        return next((one.to for one in fitting if not one.papers or not known.isdisjoint(one.papers)), printed)

    def work(self, work: Work) -> Work:
        """Return *work* with every name as it is now."""
        if not self._renamed:
            return work
        ids = [paper.id for paper in work.records]
        return replace(work, records=tuple(self.paper(paper, ids) for paper in work.records))

    def paper(self, paper: Paper, ids: Iterable[str] = ()) -> Paper:
        """Return *paper*, whose work has also records under *ids*, with every name as it is now."""
        if not self._renamed:
            return paper
        known = {paper.id, *ids}
        return replace(paper, authors=tuple(self._byline(byline, known) for byline in paper.authors))

    def _byline(self, byline: Byline, papers: set[str]) -> Byline:
        account = byline.person_id or ""
        named = re.sub(r"[~_\d]+", " ", account) if account.startswith("~") else ""  # OpenReview's are made of names
        kept = None if named and self.name(named, papers) != named else byline.person_id
        return replace(byline, name=self.name(byline.name, papers), person_id=kept)


@cache
def key(name: str) -> str:
    """Return what all spellings of a name have in common: its letters, without case and accents."""
    family, comma, given = fold(to_plain(name)).partition(",")
    return "".join(re.findall(r"[^\W\d_]", f"{given} {family}" if comma else family))


@cache
def hashed(name: str) -> str:
    """Return what stands for a former name in a file that others can read."""
    return HASHED + hashlib.sha256(key(name).encode()).hexdigest()


class Corrected:
    """The corrections of a home, read again when its file has changed. Safe to share between threads."""

    def __init__(self, home: Path) -> None:
        """Take the site's own file from *home*, where there may be none."""
        self._file = home / FILE
        self._held: tuple[object, Corrections] = (None, _shared())

    def __call__(self) -> Corrections:
        """Return them.

        Raises:
            CorrectionsError: The site's file breaks the rules. Nothing is shown then: what it hides would be seen.
        """
        try:
            stat = self._file.stat()
        except FileNotFoundError:
            return _shared()
        seen = (stat.st_mtime_ns, stat.st_size)
        if self._held[0] != seen:
            self._held = (seen, _shared() + read(self._file))
        return self._held[1]


def read(file: Path) -> Corrections:
    """Read a file of corrections.

    Raises:
        CorrectionsError: It breaks the rules; the message lists its lines.
    """
    text = file.read_text(encoding="utf-8", errors="replace")
    fields = toml.parse(file.name, text)
    if isinstance(fields, Mistake):
        raise _broken([fields])
    try:
        return _layout().validate_python(fields)
    except ValidationError as error:
        raise _broken(toml.mistakes(file.name, text, error)) from None


@cache
def _shared() -> Corrections:
    return read(SHARED)


@cache
def _layout() -> TypeAdapter[Corrections]:
    return TypeAdapter(Corrections)


def _broken(mistakes: Iterable[Mistake]) -> CorrectionsError:
    listed = "\n".join(map(str, mistakes))
    return CorrectionsError(f"corrections to bylines break the rules:\n{listed}", "Correct these lines")


if __name__ == "__main__":
    sys.stdout.write(f"{hashed(' '.join(sys.argv[1:]))}\n")
