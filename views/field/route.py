"""The map's data and script as addresses of their own: a browser keeps them, and pages do not send them anew."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from catalogue.errors import CommonsError
from views.compose import Services
from views.field import document, drawing
from views.services import services

DATA = "map.json"
SCRIPT = "map.js"
"""Their names, below the base path."""

RETRY_S = 60
"""When to ask again while there is no map."""

KEPT_S = 31_536_000
"""A year: an address with its version in it never says anything else."""


def routes(below: str) -> list[Route]:
    """Return the addresses below the base path *below*, which is empty or begins with a slash."""
    return [Route(f"{below}/{DATA}", data), Route(f"{below}/{SCRIPT}", script)]


def addresses(opened: Services) -> dict[str, str]:
    """Return the addresses of data and script as they are now, relative to a page. Raises `NoIndexError`."""
    return {"data": f"{DATA}?v={document.version(opened)}", "script": f"{SCRIPT}?v={drawing.version()}"}


def data(request: Request) -> Response:
    """Answer with the map, or with a sentence on what is missing."""
    try:
        opened = services()
        version = document.version(opened)
        return _answer(request, version, "application/json", lambda: document.encoded(opened))
    except CommonsError as error:
        return PlainTextResponse(f"{error}.", 503, {"Retry-After": str(RETRY_S)})


def script(request: Request) -> Response:
    """Answer with what draws it."""
    return _answer(request, drawing.version(), "text/javascript; charset=utf-8", lambda: drawing.script().encode())


def _answer(request: Request, version: str, kind: str, read: Callable[[], bytes]) -> Response:
    packed = "gzip" in request.headers.get("accept-encoding", "")
    asked = request.query_params.get("v") == version
    tag = f'"{version}{"-gzip" if packed else ""}"'
    headers = {
        "ETag": tag,
        "Vary": "Accept-Encoding",
        "Cache-Control": f"public, max-age={KEPT_S}, immutable" if asked else "no-cache",
    }
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if packed:
        headers["Content-Encoding"] = "gzip"
        return Response(_packed(kind, version, read()), media_type=kind, headers=headers)
    return Response(read(), media_type=kind, headers=headers)


@lru_cache(maxsize=4)
def _packed(_kind: str, _version: str, said: bytes) -> bytes:
    return gzip.compress(said, mtime=0)
