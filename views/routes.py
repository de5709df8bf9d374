"""What the server answers beside the pages: feed, map, private links, and how it is. Of who asks nothing is kept."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import lru_cache

import streamlit as st
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.staticfiles import NotModifiedResponse, StaticFiles

from catalogue.errors import CommonsError, QuestionError, UnknownPaperError
from catalogue.formats.atom import MIME
from views import front
from views.asked import Asked, read
from views.compose import Services
from views.field import route as field
from views.news import feed
from views.news.find import DAYS
from views.operations import routes as operations
from views.people import enter
from views.services import services

LONGEST = 366
"""Days that a feed can reach back."""

FRESH_S = 900
"""How long a reader program may take an answer for new: papers come in once a day."""

RETRY_S = 60
"""When to ask again while something is amiss here."""

DOCUMENTS = 256
"""Feeds kept ready: each is a few dozen kilobytes."""


def routes() -> list[Route]:
    """Return the addresses, below the base path that the server may have."""
    base = str(st.get_option("server.baseUrlPath")).strip("/")
    below = f"/{base}" if base else ""
    found = [Route(f"{below}/{feed.PAGE}", answer)]
    found += [*enter.routes(below), *field.routes(below), *operations.routes(below)]
    return [*operations.watched(found), *front.routes(below)]


def answer(request: Request) -> Response:
    """Answer with the feed, with word that it has not changed, or with a sentence on what is wrong."""
    try:
        opened = services()
        asked, days = read(_Address(request.query_params)), _days(request.query_params)
        document = _document(opened, asked, days, _site(opened, request), _stamp(opened))
        return _conditional(request, document, opened.searcher.manifest().built)
    except (QuestionError, UnknownPaperError) as error:
        return PlainTextResponse(f"{error}.", 400)
    except CommonsError as error:
        return PlainTextResponse(f"{error}.", 503, {"Retry-After": str(RETRY_S)})


class _Address:
    """The question mark's right side, as `views.asked` reads it."""

    def __init__(self, params: QueryParams) -> None:
        self._params = params

    def get_all(self, key: str) -> list[str]:
        return self._params.getlist(key)


def _days(params: QueryParams) -> int:
    said = params.get("days", str(DAYS[0]))
    if said.isascii() and said.isdigit() and 1 <= int(said[:9]) <= LONGEST:
        return int(said)
    raise QuestionError(f"days={said} is no number of days", f"Write a number from 1 to {LONGEST}, as in days=30")


def _site(opened: Services, request: Request) -> str:
    """Return the address that readers know us by: the one in the settings, or else the one that they asked."""
    return opened.settings.site if "site" in opened.settings.model_fields_set else str(request.base_url)


def _stamp(opened: Services) -> tuple[str, str, str]:
    """Return what is another one whenever the document may be."""
    made = opened.searcher.manifest()
    return f"{made.rows} {made.built}", opened.catalogue.stamp(), datetime.now(UTC).date().isoformat()


@lru_cache(maxsize=DOCUMENTS)
def _document(opened: Services, asked: Asked, days: int, site: str, _stamp: tuple[str, str, str]) -> bytes:
    return feed.write(opened, asked, days=days, site=site)


def _conditional(request: Request, document: bytes, built: str) -> Response:
    headers = {
        "Cache-Control": f"max-age={FRESH_S}",
        "ETag": f'"{hashlib.sha256(document).hexdigest()[:32]}"',
        "Last-Modified": format_datetime(datetime.fromisoformat(built), usegmt=True),
    }
    response = Response(document, media_type=f"{MIME}; charset=utf-8", headers=headers)
    unchanged = StaticFiles().is_not_modified(response.headers, request.headers)
    return NotModifiedResponse(response.headers) if unchanged else response
