"""Metadata of one paper in each of arXiv's OAI formats, as its server writes them (github.com/arXiv/oaipmh)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.fakes.arxiv.answers import element, optional
from tests.fakes.arxiv.archive import State
from tests.fakes.arxiv.clock import day

XSI = "http://www.w3.org/2001/XMLSchema-instance"
ARXIV = "http://arxiv.org/OAI"
DUBLIN_CORE = "http://www.openarchives.org/OAI/2.0"


@dataclass(frozen=True)
class Format:
    """A format that the server offers."""

    prefix: str
    schema: str
    namespace: str
    write: Callable[[State], str]

    @property
    def description(self):
        """What ListMetadataFormats says of it."""
        said = {"metadataPrefix": self.prefix, "schema": self.schema, "metadataNamespace": self.namespace}
        return f"<metadataFormat>{''.join(element(tag, text) for tag, text in said.items())}</metadataFormat>"


def raw(paper):
    """``arXivRaw``: what arXiv keeps, with the history of versions."""
    record = paper.record
    parts = [
        element("id", paper.id),
        element("submitter", record["submitter"]),
        *(_version(record, version) for version in record["versions"][: paper.versions]),
        element("title", record["title"]),
        element("authors", record["authors"]),
        element("categories", record["categories"]),
        *_rest(record),
    ]
    return _container("arXivRaw", parts)


def plain(paper):
    """``arXiv``: authors in parts, and no history."""
    record = paper.record
    parts = [
        element("id", paper.id),
        element("created", day(paper.published)),
        element("updated", day(paper.updated)) if paper.versions > 1 else "",
        f"<authors>{''.join(map(_author, record['authors_parsed']))}</authors>",
        element("title", record["title"]),
        element("categories", record["categories"]),
        *_rest(record),
    ]
    return _container("arXiv", parts)


def dublin_core(paper):
    """``oai_dc``: simple Dublin Core, which every OAI server has."""
    record = paper.record
    days = dict.fromkeys([day(paper.published), day(paper.updated)])
    said = [
        ("title", record["title"]),
        *(("creator", _inverted(author)) for author in record["authors_parsed"]),
        *(("subject", category) for category in record["categories"].split()),
        ("description", record["abstract"]),
        ("description", record["comments"]),
        *(("date", one) for one in days),
        ("type", "text"),
        ("identifier", f"http://arxiv.org/abs/{paper.id}"),
        ("identifier", record["journal-ref"]),
        ("identifier", record["doi"] and f"doi:{record['doi']}"),
    ]
    parts = "".join(optional(f"dc:{tag}", text) for tag, text in said)
    return (
        f'<oai_dc:dc xmlns:oai_dc="{DUBLIN_CORE}/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:xsi="{XSI}" xsi:schemaLocation="{DUBLIN_CORE}/oai_dc/ {DUBLIN_CORE}/oai_dc.xsd">{parts}</oai_dc:dc>'
    )


FORMATS = {
    one.prefix: one
    for one in (
        Format("oai_dc", f"{DUBLIN_CORE}/oai_dc.xsd", f"{DUBLIN_CORE}/oai_dc/", dublin_core),
        Format("arXiv", f"{ARXIV}/arXiv.xsd", f"{ARXIV}/arXiv/", plain),
        Format("arXivRaw", f"{ARXIV}/arXivRaw.xsd", f"{ARXIV}/arXivRaw/", raw),
    )
}


def _rest(record):
    """What both of arXiv's own formats end with."""
    keys = ("comments", "report-no", "journal-ref", "doi", "license", "abstract")
    return [optional(key, record[key]) for key in keys]


def _version(record, version):
    """A version; the size is made up from the abstract, a withdrawal has none."""
    gone = "withdrawn" in version
    parts = [
        element("date", version["created"]),
        element("size", f"{0 if gone else 1 + len(record['abstract']) // 2}kb"),
        element("source_type", "I" if gone else "D"),
    ]
    return f'<version version="{version["version"]}">{"".join(parts)}</version>'


def _author(row):
    family, given, suffix, *affiliations = row
    parts = [element("keyname", family), optional("forenames", given), optional("suffix", suffix)]
    return f"<author>{''.join([*parts, *(element('affiliation', one) for one in affiliations)])}</author>"


def _inverted(row):
    family, given, suffix, *_ = row
    return ", ".join(filter(None, (" ".join(filter(None, (family, suffix))), given)))


def _container(name, parts):
    space = f"{ARXIV}/{name}/"
    attributes = f'xmlns="{space}" xmlns:xsi="{XSI}" xsi:schemaLocation="{space} {ARXIV}/{name}.xsd"'
    return f"<{name} {attributes}>{''.join(parts)}</{name}>"
