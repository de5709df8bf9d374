"""`/healthz`, `/readyz` and `/metrics`, and what measures and logs every answer beside the pages."""

from __future__ import annotations

import logging
import time
from ipaddress import ip_address

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from catalogue.errors import CommonsError
from catalogue.settings import load_settings
from views.operations import scrape
from views.operations.health import probe
from views.operations.metrics import ANSWERS

PROBES = ("healthz", "readyz", "metrics")
"""Asked every few seconds for ever: only what went wrong there is logged."""

FRESH = {"Cache-Control": "no-store"}

OK = 200

_log = logging.getLogger("views.operations")


def routes(below: str) -> list[Route]:
    """Return the addresses below the base path *below*, which is empty or begins with a slash."""
    answers = dict(zip(PROBES, (alive, ready, measured), strict=True))
    return [Route(f"{below}/{name}", answer, methods=["GET"]) for name, answer in answers.items()]


async def alive(_request: Request) -> Response:
    """Say that the server answers; touches neither disk nor database."""
    return JSONResponse({"alive": True}, headers=FRESH)


async def ready(_request: Request) -> Response:
    """Say whether questions can be answered; if not, with 503, why and what to do."""
    found = await run_in_threadpool(probe().ask)
    return JSONResponse(found.payload(), OK if found.ready else 503, FRESH)


async def measured(request: Request) -> Response:
    """Give the metrics to those whom `COMMONS_METRICS` lets read them; to others there are none."""
    try:
        allowed = {"off": False, "open": True, "local": _local(request)}[load_settings().metrics]
    except CommonsError as error:
        return PlainTextResponse(f"{error}.", 503, FRESH)
    if not allowed:
        return PlainTextResponse("There is nothing here. COMMONS_METRICS says who may read metrics.", 404, FRESH)
    found = await run_in_threadpool(scrape.text)
    return Response(found, headers=FRESH, media_type=CONTENT_TYPE_LATEST)


def _local(request: Request) -> bool:
    """Whether a program of this machine asks: what a proxy hands on says so in its headers."""
    if {"x-forwarded-for", "forwarded", "x-real-ip", "via"} & set(request.headers):
        return False
    try:
        return bool(request.client) and ip_address(request.client.host).is_loopback  # type: ignore[union-attr]
    except ValueError:
        return False


def watched(routes: list[Route]) -> list[Route]:
    """Measure and log what *routes* answer: the address without what is asked there, status and time."""
    for route in routes:
        route.app = _Watch(route.app, route.path)
    return routes


class _Watch:
    """Passes everything on."""

    def __init__(self, app: ASGIApp, path: str) -> None:
        self._app = app
        self._path = path
        self._quiet = path.rpartition("/")[2] in PROBES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        status, start = 500, time.perf_counter()

        async def sending(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._app(scope, receive, sending)
        finally:
            self._note(scope["method"], status, time.perf_counter() - start)

    def _note(self, method: str, status: int, took: float) -> None:
        ANSWERS.labels(self._path, str(status)).observe(took)
        if not (self._quiet and status == OK):
            said = {"route": self._path, "method": method, "status": status, "ms": round(1000 * took)}
            _log.info("request", extra=said)
