"""Atom feeds as the query API writes them.

The order of the elements and the canonical form of the query are those of feeds recorded in April 2026 (fixtures of
lukasschwab/arxiv.py); the wrapping of titles and abstracts is what arXiv did until then, see `wrapped`.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha1

from tests.fakes.arxiv.answers import document, element, empty, optional
from tests.fakes.arxiv.clock import stamp
from tests.fakes.arxiv.records import name

KIND = "application/atom+xml; charset=utf-8"
HEAD = (
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    '<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" '
    'xmlns="http://www.w3.org/2005/Atom">'
)
SCHEME = "http://arxiv.org/schemas/atom"
LINE = re.compile(r"(\S.{0,77}|\S+)(?:\s+|$)")


def feed(query, entries, *, total, start, size, now):
    """A feed of *entries*, for the canonical *query* (a dict)."""
    said = "&".join(f"{key}={value}" for key, value in query.items())
    code = b64encode(sha1(said.encode(), usedforsecurity=False).digest()).decode().rstrip("=")
    head = [
        element("id", f"https://arxiv.org/api/{code}"),
        element("title", f"arXiv Query: {said}"),
        element("updated", stamp(now)),
        empty("link", {"href": f"https://arxiv.org/api/query?{said}", "rel": "self", "type": "application/atom+xml"}),
    ]
    return _feed(head, entries, total=total, start=start, size=size)


def error(message, *, now, status):
    """The feed with one entry that says what is wrong."""
    link = f"https://arxiv.org/api/errors#{message.replace(' ', '_')}"
    head = [
        element("id", "https://arxiv.org/"),
        element("title", "arXiv Search Results"),
        element("updated", stamp(now)),
    ]
    entry = [
        element("id", link),
        element("title", "Error"),
        element("updated", stamp(now)),
        empty("link", {"href": link, "rel": "alternate", "type": "text/html"}),
        element("summary", message),
        f"<author>{element('name', 'arXiv api core')}</author>",
    ]
    return _feed(head, [_block("entry", entry)], total=1, start=0, size=1, status=status)


def entry(paper, *, lines, without=""):
    """The entry of *paper*; *without* names an element that is left out.

    Args:
        paper: A `State`.
        lines: Whether titles and abstracts are broken into lines.
        without: ``id``, ``title`` or ``published``, for the fault of that kind.
    """
    record = paper.record
    number = f"{paper.id}v{paper.versions}"
    title = " ".join(record["title"].split())
    parts = {
        "id": element("id", f"http://arxiv.org/abs/{number}"),
        "title": element("title", wrapped(title, "\n  ") if lines else title),
        "updated": element("updated", stamp(paper.updated)),
        "links": _links(number),
        "summary": element("summary", _summary(record["abstract"], lines=lines)),
        "categories": _categories(record["categories"]),
        "published": element("published", stamp(paper.published)),
        "primary": _primary(record["categories"]),
        "comment": optional("arxiv:comment", record["comments"]),
        "journal": optional("arxiv:journal_ref", record["journal-ref"]),
        "authors": "".join(map(_author, record["authors_parsed"])),
        "doi": "".join(map(_doi, (record["doi"] or "").split())),
    }
    return _block("entry", [part for key, part in parts.items() if part and key != without])


def wrapped(text, joint):
    """*text* in lines of up to 78 characters, with *joint* between them: titles as arXiv printed them for years."""
    return joint.join(LINE.findall(text))


def _summary(text, *, lines):
    text = " ".join(text.split())
    return f"  {wrapped(text, chr(10))}\n" if lines else text


def _author(row):
    return (
        f"<author>{element('name', name(row))}{''.join(element('arxiv:affiliation', one) for one in row[3:])}</author>"
    )


def _links(number):
    return (
        f'<link href="https://arxiv.org/abs/{number}" rel="alternate" type="text/html"/>\n'
        f'<link href="https://arxiv.org/pdf/{number}" rel="related" type="application/pdf" title="pdf"/>'
    )


@cache
def _categories(terms):
    return "".join(empty("category", {"term": term, "scheme": SCHEME}) for term in terms.split())


@cache
def _primary(terms):
    return empty("arxiv:primary_category", {"term": terms.split()[0]})


def _doi(doi):
    link = empty("link", {"rel": "related", "href": f"https://doi.org/{doi}", "title": "doi"})
    return element("arxiv:doi", doi) + link


def _block(tag, parts):
    return "\n".join([f"<{tag}>", *parts, f"</{tag}>"])


def _feed(head, entries, *, total, start, size, status=200):
    counts = [("itemsPerPage", size), ("totalResults", total), ("startIndex", start)]
    parts = [HEAD, *head, *(element(f"opensearch:{key}", str(count)) for key, count in counts), *entries, "</feed>\n"]
    return document(parts, KIND, status)
