"""What can go wrong, as one tree; every message ends in what to do about it.

    CommonsError
    ├── SettingsError            a setting or an option that cannot be right
    ├── CatalogueError           the database
    │   ├── CatalogueLockedError     another process writes to it
    │   ├── CatalogueCorruptError    not a database, or damaged, or from a newer version
    │   ├── UnknownPaperError        no such id
    │   └── CorrectionsError         corrections to bylines that break their rules
    ├── StorageError             the disk is full or may not be written
    ├── SourceError              a source cannot be read at all
    │   ├── MissingFileError         no such file
    │   ├── TruncatedFileError       it ends in the middle
    │   ├── NotWhatItSaysError       it is something else than was announced
    │   ├── ServiceDownError         a service on the net gives no usable answer, or is left alone for a while
    │   ├── ServiceRefusedError      it answers, and says no
    │   └── IncompleteError          it gave less than it should, or would take away too much
    ├── RecordError              one record of a source cannot be read (counted, never fatal)
    ├── VectorIndexError         what was embedded
    │   ├── NoIndexError             nothing is indexed yet
    │   ├── IndexMismatchError       made by another encoder, backend or version
    │   ├── IndexCorruptError        its files are not those it was written with
    │   └── IndexBusyError           another process is building it
    ├── EncoderError             the model is missing, or is not the one that the settings name
    ├── GlossaryError            a concept breaks a rule, or there is none of that name
    │   └── NoEvidenceError          the corpus has not been read for it yet
    ├── QuestionError            a question, or a file given as one, that cannot be read
    ├── PeopleError              authors, participants and the programme that they meet at
    │   ├── UnknownPersonError       no author and no participant of that name or id
    │   ├── AmbiguousPersonError     several; the message lists them
    │   ├── ProfileError             a profile that cannot be read, or that says nothing
    │   ├── KeyRefusedError          a private link that opens nothing, or too many guesses
    │   └── NoProgrammeError         no event with sessions is known
    └── JudgementsError          a folder of judged data is not laid out as it should be

The command line prints the message and exits with 1; a page shows it in place.
"""

from __future__ import annotations


class CommonsError(Exception):
    """Base of everything that this project raises on purpose.

    Args:
        problem: What is wrong, in one line without a final stop.
        remedy: What to do about it, as an imperative.
    """

    def __init__(self, problem: str, remedy: str = "") -> None:
        super().__init__(problem, remedy)
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        """Problem and remedy in one line."""
        return f"{self.problem}. {self.remedy}" if self.remedy else self.problem


class SettingsError(CommonsError):
    """A setting or an option cannot be right."""


class CatalogueError(CommonsError):
    """The database failed."""


class CatalogueLockedError(CatalogueError):
    """Another process holds the database for writing."""


class CatalogueCorruptError(CatalogueError):
    """The file is no database, or is damaged, or was written by a newer version."""


class UnknownPaperError(CatalogueError):
    """No paper has that id."""


class CorrectionsError(CatalogueError):
    """Corrections to bylines break their rules; the message lists the lines."""


class StorageError(CommonsError):
    """The disk is full, or a file may not be written."""


class SourceError(CommonsError):
    """A source cannot be read at all."""


class MissingFileError(SourceError):
    """There is no such file."""


class TruncatedFileError(SourceError):
    """The file ends in the middle."""


class NotWhatItSaysError(SourceError):
    """The file is something else than was announced."""


class ServiceDownError(SourceError):
    """A service on the net gives no usable answer, or is left alone for a while."""


class ServiceRefusedError(SourceError):
    """A service on the net answers, and says no."""


class IncompleteError(SourceError):
    """A source gave less than it announced or than is plausible, or would take away too much."""


class RecordError(CommonsError):
    """One record of a source cannot be read. Counted and reported, never fatal."""


class VectorIndexError(CommonsError):
    """Something about the index."""


class NoIndexError(VectorIndexError):
    """Nothing has been indexed yet."""


class IndexMismatchError(VectorIndexError):
    """The index was made by another encoder, backend or version of this project."""


class IndexCorruptError(VectorIndexError):
    """The index's files are not those it was written with."""


class IndexBusyError(VectorIndexError):
    """Another process is building the index."""


class EncoderError(CommonsError):
    """The model is missing, or is not the one that the settings name."""


class GlossaryError(CommonsError):
    """A concept's file breaks a rule, or there is no such concept."""


class NoEvidenceError(GlossaryError):
    """The corpus has not been read for the glossary yet."""


class QuestionError(CommonsError):
    """A question breaks the rules of its syntax, or the file given as one cannot be read."""


class PeopleError(CommonsError):
    """Something about authors, participants or the programme that they meet at."""


class UnknownPersonError(PeopleError):
    """There is no author and no participant of that name or id."""


class AmbiguousPersonError(PeopleError):
    """Several people are meant by a name; the message lists them."""


class ProfileError(PeopleError):
    """A profile cannot be read, or says nothing to compare by."""


class KeyRefusedError(PeopleError):
    """A private link opens nothing, or there were too many guesses."""


class NoProgrammeError(PeopleError):
    """No event with sessions is known."""


class JudgementsError(CommonsError):
    """A folder of judged data is not laid out as it should be."""
