"""One page of arXiv's OAI-PMH in its arXivRaw format, which is what the bulk snapshot is made of.

OAI-PMH 2.0: https://www.openarchives.org/OAI/openarchivesprotocol.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from catalogue.errors import RecordError
from catalogue.records import Paper
from catalogue.store import Incoming
from ingest.arxiv import metadata
from ingest.arxiv.xml import root_of
from ingest.text import fold
from ingest.web.courtesy import PassingError

PREFIX = "arXivRaw"
_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_DOCUMENT = f"{_OAI}OAI-PMH"
_RAW = "{http://arxiv.org/OAI/arXivRaw/}"
_FIELDS = ("id", "submitter", "title", "authors", "categories", "comments", "journal-ref", "doi", "license", "abstract")
_NAMESPACE = "oai:arXiv.org:"
_INACTIVE = "I"
"""The source type of a version without source, which is a withdrawal."""

UNKNOWN_VERSION = 0
"""Of a deleted record: it says no more than its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What paging needs to know of an answer."""

    days: dict[str, str]
    """Datestamp of each record, by its OAI identifier."""
    token: str
    """Where the list goes on; empty at its end."""
    total: int | None
    """Records of the whole list, where the server says."""


def check(body: bytes) -> None:
    """Insist on a whole OAI-PMH document.

    Raises:
        PassingError: It is HTML, cut off, or an error that none of the protocol's is.
    """
    for error in root_of(body, _DOCUMENT).iterfind(f"{_OAI}error"):
        if error.get("code") not in _ERRORS:
            raise PassingError(f"the error {error.get('code')}: {fold(error.text)}")


_ERRORS = {
    "badArgument",
    "badResumptionToken",
    "badVerb",
    "cannotDisseminateFormat",
    "idDoesNotExist",
    "noRecordsMatch",
    "noMetadataFormats",
    "noSetHierarchy",
}
"""Of the protocol: they say something about the request. Others say that the server is unwell."""


def read_page(body: bytes) -> Page:
    """Read what paging needs of an answer that passed `check`."""
    root = root_of(body, _DOCUMENT)
    headers = [(_text(header, "identifier"), _text(header, "datestamp")) for header in root.iter(f"{_OAI}header")]
    token = root.find(f"{_OAI}ListRecords/{_OAI}resumptionToken")
    size = token.get("completeListSize") if token is not None else str(len(headers))
    return Page(
        days={identifier: stamp[:10] for identifier, stamp in headers},
        token=fold(token.text) if token is not None else "",
        total=int(size) if size and size.isdecimal() else None,
    )


def parse(body: bytes) -> Iterator[Incoming | RecordError]:
    """Yield the paper of each record, or why it is none."""
    if body:
        for record in root_of(body, _DOCUMENT).iter(f"{_OAI}record"):
            yield _read(record)


def _read(record: etree._Element) -> Incoming | RecordError:
    header, said = record.find(f"{_OAI}header"), record.find(f"{_OAI}metadata/{_RAW}arXivRaw")
    if header is not None and header.get("status") == "deleted":
        return Incoming.of(_deleted(_text(header, "identifier")), etree.tostring(record))
    if said is None:
        return RecordError("a record without metadata")
    fields: dict[str, Any] = {name: said.findtext(f"{_RAW}{name}") for name in _FIELDS}
    if missing := [name for name in ("id", "title") if not fold(fields[name])]:
        return RecordError(f"no {' and no '.join(missing)}")
    versions = said.findall(f"{_RAW}version")
    fields["versions"] = [
        {"version": version.get("version") or "v1", "created": version.findtext(f"{_RAW}date")} for version in versions
    ]
    fields["withdrawn"] = bool(versions) and versions[-1].findtext(f"{_RAW}source_type") == _INACTIVE
    try:
        return Incoming.of(metadata.read(fields), etree.tostring(said))
    except (TypeError, ValueError) as error:
        return RecordError(f"a field of {fold(fields['id'])} is not of the kind that it should be ({error})")


def _deleted(identifier: str) -> Paper:
    number = identifier.removeprefix(_NAMESPACE)
    return Paper(id=f"arxiv:{number}", source="arxiv", version=UNKNOWN_VERSION, title="", withdrawn=True)


def _text(element: etree._Element, child: str) -> str:
    return (element.findtext(f"{_OAI}{child}") or "").strip()
