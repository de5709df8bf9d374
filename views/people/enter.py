"""Private links: a page that takes the key out of the address and trades it for a cookie.

The key stands in the fragment, which no browser sends to any server. The page posts it, so that it is in no address,
log or Referer; the cookie that it is traded for is out of reach of scripts.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from contextlib import suppress
from html import escape
from urllib.parse import parse_qs, urlsplit

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from catalogue.errors import CommonsError, KeyRefusedError
from catalogue.people import Participant
from catalogue.settings import Settings, load_settings
from people.participants import keys
from people.participants.store import Participants
from views.people.identity import COOKIE, ENTER, guesses, participants

LEAVE = "leave-session"
ME = "me"
DAY_S = 86_400

LONGEST = 2_000
"""Bytes of a form that are read: a link is far shorter."""

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1.05rem/1.5 "Source Sans 3", "Source Sans Pro", system-ui, sans-serif; max-width: 34rem;
  margin: 12vh auto 0; padding: 0 1.25rem;
  background: light-dark(#fcfbf7, #14181b); color: light-dark(#14181b, #e7e4da); }
h1 { font: 600 1.6rem/1.25 "Source Serif 4", "Source Serif Pro", Georgia, serif; }
input, button { font: inherit; padding: .5rem .75rem; border-radius: .3rem; box-sizing: border-box; color: inherit;
  border: 1px solid light-dark(#dcd8cb, #363d42); background: transparent; }
input { width: 100%; margin: .25rem 0 .75rem; }
button { cursor: pointer; color: light-dark(#fcfbf7, #14181b); background: light-dark(#0b5c5e, #7cc9bd); border: 0; }
a { color: light-dark(#0b5c5e, #8fd6ca); }
[role=alert] { border-left: .25rem solid light-dark(#b4692b, #e0a06a); padding-left: .75rem; }
"""

_SCRIPT = """
const key = location.hash.slice(1);
if (key) {
  history.replaceState(null, "", location.pathname);
  const form = document.getElementById("open");
  form.elements.key.value = key;
  form.submit();
}
"""

_PAGE = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Your profile</title><style>{_STYLE}</style></head><body>
<h1>Open your profile</h1>
<!--alert-->
<form id="open" method="post" action="{ENTER}" autocomplete="off">
<label for="key">Your private link</label>
<input id="key" name="key" type="password" required autocomplete="off" spellcheck="false">
<button>Open</button>
</form>
<p>Whoever has this link can open the profile. If it is lost, or somebody else has it, make a new link in your profile:
the old one then opens nothing. <a href="privacy">What is stored, and how to leave</a></p>
<!--forget-->
<script>{_SCRIPT}</script>
</body></html>
"""

_FORGET = f"""<form method="post" action="{LEAVE}"><button>Forget me in this browser</button></form>"""


def _source(text: str) -> str:
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


HEADERS = {
    "Content-Security-Policy": (
        f"default-src 'none'; script-src {_source(_SCRIPT)}; style-src {_source(_STYLE)}; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    # with no-referrer a browser would post "Origin: null"; to other sites this sends as little
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def routes(base: str) -> list[Route]:
    """Return the addresses below *base*, which is empty or begins with a slash."""
    return [
        Route(f"{base}/{ENTER}", show, methods=["GET"]),
        Route(f"{base}/{ENTER}", enter, methods=["POST"]),
        Route(f"{base}/{LEAVE}", leave, methods=["POST"]),
    ]


def show(request: Request) -> Response:
    """Answer with the page that posts what stands in its fragment, or what is pasted."""
    return _page(request, 200)


async def enter(request: Request) -> Response:
    """Trade a posted key for a cookie, and go to the profile; say what to do if it opens nothing."""
    try:
        settings = load_settings()
        if not _from_here(request, settings):
            return _page(request, 403, "This was not sent from this page. Open your private link again")
        said = await _key(request)
        return await run_in_threadpool(_opened, request, settings, said)
    except KeyRefusedError as error:
        return _page(request, 403, str(error))
    except CommonsError as error:
        return PlainTextResponse(f"{error}.", 503, HEADERS)


async def leave(request: Request) -> Response:
    """Take the cookie back."""
    if not _from_here(request, load_settings()):
        return _page(request, 403, "This was not sent from this page. Press the button again")
    response = RedirectResponse(f"{_base()}/", 303, HEADERS)
    response.delete_cookie(COOKIE, path=_base() or "/", httponly=True, samesite="lax")
    return response


def _opened(request: Request, settings: Settings, said: str) -> Response:
    address = request.client.host if request.client else ""
    try:
        guesses().check(address)
    except KeyRefusedError as error:
        return _page(request, 429, str(error))
    store = participants(settings)
    try:
        person = store.by_key(said)
    except KeyRefusedError:
        guesses().wrong(address)
        raise
    other = _holder(request, store)
    if other and other.id != person.id:  # else a link could quietly put somebody into another's profile
        return _page(
            request, 409, "This browser opens another profile. Let it forget that one, then open your link again"
        )
    response = RedirectResponse(f"{_base()}/{ME}", 303, HEADERS)
    response.set_cookie(
        COOKIE,
        said,
        max_age=settings.people_days * DAY_S,
        path=_base() or "/",
        secure=_secure(request, settings),
        httponly=True,
        samesite="lax",
    )
    return response


def _holder(request: Request, store: Participants) -> Participant | None:
    with suppress(KeyRefusedError):
        return store.by_key(request.cookies.get(COOKIE, ""))
    return None


async def _key(request: Request) -> str:
    """Return the key that was posted, nothing if there is none."""
    content = b""
    async for chunk in request.stream():
        content += chunk
        if len(content) > LONGEST:
            return ""
    return keys.found_in(parse_qs(content.decode("ascii", "replace")).get("key", [""])[0])


def _page(request: Request, status: int, problem: str = "") -> Response:
    alert = f'<p role="alert">{escape(problem[0].upper() + problem[1:])}.</p>' if problem else ""
    shown = _PAGE.replace("<!--alert-->", alert)
    return HTMLResponse(shown.replace("<!--forget-->", _FORGET if COOKIE in request.cookies else ""), status, HEADERS)


def _from_here(request: Request, settings: Settings) -> bool:
    """Whether one of our own pages sent *request*, as the browser says, who lets no other page say so."""
    if fetched := request.headers.get("sec-fetch-site"):
        return fetched == "same-origin"
    ours = {request.headers.get("host", ""), urlsplit(settings.site).netloc}
    return urlsplit(request.headers.get("origin", "")).netloc in ours - {""}


def _secure(request: Request, settings: Settings) -> bool:
    said = urlsplit(settings.site)
    public = said.scheme == "https" and request.headers.get("host") == said.netloc
    return public or request.url.scheme == "https" or request.headers.get("x-forwarded-proto") == "https"


def _base() -> str:
    path = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{path}" if path else ""
