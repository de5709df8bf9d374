"""OAI-PMH 2.0 as arXiv speaks it: six verbs, days as dates, sets, resumption tokens, and an error code for everything.

Errors and limits are those of github.com/arXiv/oaipmh. An error is an HTTP 200.
"""

from __future__ import annotations

import re
from datetime import date

from tests.fakes.arxiv import tokens
from tests.fakes.arxiv.answers import document, element, empty
from tests.fakes.arxiv.clock import DAY, day, stamp
from tests.fakes.arxiv.formats import DUBLIN_CORE, FORMATS, XSI
from tests.fakes.arxiv.taxonomy import sets, sets_of

OWNER = "oai:arXiv.org:"
NUMBER = re.compile(r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
LISTS = {"verb", "metadataPrefix", "from", "until", "set"}
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    f'<OAI-PMH xmlns="{DUBLIN_CORE}/" xmlns:xsi="{XSI}" '
    f'xsi:schemaLocation="{DUBLIN_CORE}/ {DUBLIN_CORE}/OAI-PMH.xsd">'
)
LIST_VERBS = ("ListRecords", "ListIdentifiers")


class OaiError(ValueError):
    """An error of the protocol.

    Args:
        code: One of the protocol's codes, or what a broken server says instead.
        message: For people.
    """

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


class OaiApi:
    """Answers of ``/oai``.

    Args:
        archive: What there is.
        limit: How many papers are on one page of records; of identifiers as many.
        token_life: Seconds until a token expires, by the server's clock; None for the next midnight.
    """

    def __init__(self, archive, *, limit, token_life):
        self._archive, self._limit, self._life = archive, limit, token_life
        self.batch = 0
        """Raise it, and all tokens that were given out are invalid."""

    def answer(self, asked, fault, url):
        """Answer *asked*, a list of pairs, with a *fault* of the content or none; the server is at *url*."""
        told, shown = dict(asked), {}
        try:
            inside = self._verb(asked, fault)(told, fault)
            shown = told
        except OaiError as problem:
            inside = element("error", str(problem), {"code": problem.code})
            shown = {} if problem.code in {"badVerb", "badArgument"} else told
        parts = [
            HEAD,
            element("responseDate", stamp(self._archive.clock.now())),
            element("request", url, shown),
            inside,
            "</OAI-PMH>\n",
        ]
        return document(parts, "text/xml; charset=utf-8")

    def _verb(self, asked, fault):
        told = dict(asked)
        if len(told) < len(asked):
            raise OaiError("badArgument", "Duplicate parameters not allowed")
        if fault == "oai-error":
            raise OaiError("internalError", "could not connect to the database")
        verbs = {
            "Identify": self._identify,
            "ListMetadataFormats": self._formats,
            "ListSets": self._sets,
            "GetRecord": self._record,
            **dict.fromkeys(LIST_VERBS, self._list),
        }
        if told.get("verb") not in verbs:
            raise OaiError("badVerb", "Invalid verb provided")
        return verbs[told["verb"]]

    def _identify(self, told, _):
        _only(told, {"verb"})
        said = {
            "repositoryName": "arXiv",
            "baseURL": "http://export.arxiv.org/oai2",
            "protocolVersion": "2.0",
            "adminEmail": "help@arxiv.org",
            "earliestDatestamp": self._archive.view().earliest,
            "deletedRecord": "persistent",
            "granularity": "YYYY-MM-DD",
        }
        return f"<Identify>{''.join(element(tag, text) for tag, text in said.items())}</Identify>"

    def _formats(self, told, _):
        _only(told, {"verb", "identifier"})
        if "identifier" in told:
            self._find(told["identifier"])
        return f"<ListMetadataFormats>{''.join(one.description for one in FORMATS.values())}</ListMetadataFormats>"

    def _sets(self, told, _):
        if "resumptionToken" in told:
            raise OaiError("badResumptionToken", "sets come without tokens")
        _only(told, {"verb"})
        listed = (f"<set>{element('setSpec', one)}{element('setName', one)}</set>" for one in sets())
        return f"<ListSets>{''.join(listed)}</ListSets>"

    def _record(self, told, _):
        _only(told, {"verb", "identifier", "metadataPrefix"}, needed={"identifier", "metadataPrefix"})
        paper = self._find(told["identifier"])
        return f"<GetRecord>{_whole(paper, _format(told['metadataPrefix']))}</GetRecord>"

    def _find(self, identifier):
        number = identifier.removeprefix(OWNER)
        if number == identifier or not NUMBER.fullmatch(number):
            raise OaiError("badArgument", "Identifier is not of the form oai:arXiv.org:ID")
        if number not in self._archive.view().states:
            raise OaiError("idDoesNotExist", "Nothing found for this id")
        return self._archive.view().states[number]

    def _list(self, told, fault):
        place = self._resume(told, fault) if "resumptionToken" in told else self._begin(told)
        kind = _format(place.prefix)
        papers = [*filter(place.holds, self._archive.view().changed(place.first, place.last))]
        if not papers:
            raise OaiError("noRecordsMatch", "No records match the request")
        page = papers[: self._limit]
        items = (_header(paper) if place.verb == "ListIdentifiers" else _whole(paper, kind) for paper in page)
        return f"<{place.verb}>{''.join(items)}{self._token(place, page, papers)}</{place.verb}>"

    def _begin(self, told):
        _only(told, LISTS, needed={"metadataPrefix"})
        _format(told["metadataPrefix"])
        now, earliest = self._archive.clock.now(), self._archive.view().earliest
        first, last = _date(told, "from") or earliest, _date(told, "until") or day(now)
        wanted = told.get("set", "")
        if wanted and wanted not in sets():
            raise OaiError("badArgument", "Set does not exist")
        if first > last:
            raise OaiError("badArgument", "until date must be greater than or equal to from date")
        if first < earliest:
            raise OaiError("badArgument", "start date too early")
        if last > day(now + DAY):
            raise OaiError("badArgument", "until date too late")
        return tokens.Place(told["verb"], told["metadataPrefix"], first, last, wanted)

    def _resume(self, told, fault):
        if set(told) != {"verb", "resumptionToken"}:
            raise OaiError("badArgument", "No other parameters allowed with resumptionToken")
        try:
            place = tokens.read(told["resumptionToken"])
        except ValueError:
            raise OaiError("badResumptionToken", "Token decoding failed or format is invalid.") from None
        if place.verb != told["verb"]:
            raise OaiError("badResumptionToken", "token from different verb")
        if fault == "token-expired" or place.batch != self.batch or place.expires < self._archive.clock.now():
            raise OaiError("badResumptionToken", "The resumptionToken has expired")
        return place

    def _token(self, place, page, papers):
        """The token behind *page*: empty on the last one, and none at all on an only one."""
        counts = {"cursor": place.cursor, "completeListSize": place.cursor + len(papers)}
        if len(page) == len(papers):
            return empty("resumptionToken", counts) if place.cursor else ""
        now = self._archive.clock.now()
        expires = (now // DAY + 1) * DAY if self._life is None else now + self._life
        after = place.after(page, expires=expires, batch=self.batch)
        return element("resumptionToken", after.write(), {"expirationDate": stamp(expires), **counts})


def _only(told, allowed, needed=()):
    """Refuse what is not *allowed*, and miss what is *needed*."""
    if unknown := set(told) - allowed:
        raise OaiError("badArgument", f"Unallowed parameter: {', '.join(sorted(unknown))}")
    if missing := set(needed) - set(told):
        raise OaiError("badArgument", f"{', '.join(sorted(missing))} required.")


def _format(prefix):
    if prefix not in FORMATS:
        raise OaiError("cannotDisseminateFormat", "Did not recognize requested format")
    return FORMATS[prefix]


def _date(told, key):
    text = told.get(key)
    try:
        return text and date.fromisoformat(DATE.fullmatch(text)[0]).isoformat()
    except (TypeError, ValueError):
        raise OaiError("badArgument", f"{key} date format must be YYYY-MM-DD") from None


def _header(paper):
    parts = [element("identifier", OWNER + paper.id), element("datestamp", paper.datestamp)]
    parts += [element("setSpec", one) for one in sets_of(paper.record["categories"])]
    status = ' status="deleted"' if paper.deleted else ""
    return f"<header{status}>{''.join(parts)}</header>"


def _whole(paper, kind):
    metadata = "" if paper.deleted else f"<metadata>{kind.write(paper)}</metadata>"
    return f"<record>{_header(paper)}{metadata}</record>"
