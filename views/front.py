"""The document that every page of the app begins as: Streamlit's own, with our name, style and script in its head.

Were they elements of the page, they would come with the first answer of the server, after the first paint, which
makes things jump, and again with each answer. Addresses that no page has get it too, and there say so.
"""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

import streamlit
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from views import brand

CHUNKS = ("Html", "StreamlitMarkdown", "Button", "ButtonGroup", "TextInput", "TextArea", "FileUploader", "DynamicIcon")
"""Parts of Streamlit's program that our pages begin with: fetched at once with what they need."""

DESCRIPTION = (
    "Papers, words and people of mechanistic interpretability: a search that says why, a glossary, a workshop."
)

_SHELL = Path(streamlit.__file__).with_name("static")
_ASSETS = Path(__file__).with_name("assets")
_NEEDS = re.compile(r'(?:from|import)"\./([\w.-]+\.js)"')
_NO_SCRIPT = re.compile(r"<noscript>.*?</noscript>", re.DOTALL)


class Place(StringConvertor):
    """One part of a path that can be a page: no file's name, and not where a login comes back to."""

    regex = "(?!oauth2callback$)[^/.]*"


def routes(below: str) -> list[Route]:
    """Return the addresses of all pages below the base path; they have to come after those of the other routes."""
    register_url_convertor("place", Place())
    return [Route(f"{below}/{{page:place}}", answer)]


async def answer(request: Request) -> Response:
    """Answer with the document, or with word that it has not changed."""
    text, tag = document()
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if request.headers.get("If-None-Match") == tag:
        return Response(status_code=304, headers=headers)
    return HTMLResponse(text, headers=headers)


@cache
def document() -> tuple[str, str]:
    """Return the document and its entity tag."""
    shell = (_SHELL / "index.html").read_text(encoding="utf-8")
    shell = shell.replace("<title>Streamlit</title>", f"<title>{brand.NAME}</title>", 1)
    shell = _NO_SCRIPT.sub(lambda _: _plain(), shell)
    text = shell.replace("</head>", f"{_early(shell)}{_head()}</head>", 1)
    return text, f'"{sha256(text.encode()).hexdigest()[:32]}"'


def _head() -> str:
    style, script = ((_ASSETS / name).read_text(encoding="utf-8") for name in ("app.css", "app.js"))
    about = f'<meta name="description" content="{DESCRIPTION}"><meta name="color-scheme" content="light dark">'
    return f"{about}<style>{style}</style><script>{script}</script>"


def _early(shell: str) -> str:
    """Return links for the parts that *shell* does not name itself."""
    wanted = [file.name for chunk in CHUNKS for file in (_SHELL / "static" / "js").glob(f"{chunk}.*.js")]
    found: dict[str, None] = {}
    while wanted:
        name = wanted.pop()
        if name not in found and name not in shell:
            found[name] = None
            wanted += _NEEDS.findall((_SHELL / "static" / "js" / name).read_text(encoding="utf-8"))
    return "".join(f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in sorted(found))


def _plain() -> str:
    return f"<noscript><p>{brand.NAME} needs JavaScript. Ask who runs it for its copy in plain pages.</p></noscript>"
