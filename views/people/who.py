"""Whom a command is about: an author, by name, or a profile in a file."""

from __future__ import annotations

from pathlib import Path

from catalogue.errors import MissingFileError
from catalogue.people import Profile
from people import profile_file
from views.compose import Services
from views.people.authors import authors


def profile_of(services: Services, said: str) -> Profile:
    """Return the profile that *said* names: a file, or an author, whose profile is their papers here.

    Raises:
        ProfileError: The file is no profile, or says nothing to compare by.
        UnknownPersonError: There is no such file and no such author.
        AmbiguousPersonError: Several authors have that name.
    """
    if said == "-" or Path(said).is_file():
        return profile_file.read(Path(said))
    if said.endswith(".json"):
        raise MissingFileError(f"there is no file {said}", "Check the path, or give an author's name")
    person = authors(services).find(said)
    return Profile(name=person.name, papers=person.papers)
