"""An OpenID Connect provider on a real socket: who asks is logged in at once, as whoever the test says.

As OpenID Connect Core 1.0 has the authorization code flow: discovery, authorization, a signed id_token, keys.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "interp-commons", "a secret of the client"


class FakeProvider:
    """A provider as a context manager; `subject` is who the next visitor is."""

    def __init__(self) -> None:
        self.subject = "someone"
        self.key = RSAKey.generate_key(2048, {"kid": "1", "use": "sig", "alg": "RS256"})
        self.codes: dict[str, dict[str, str]] = {}
        handler = type("Handler", (_Handler,), {"provider": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def secrets(self, address: str) -> str:
        """What the app at *address* has in its secrets.toml."""
        said = {
            "redirect_uri": f"{address}/oauth2callback",
            "cookie_secret": secrets.token_urlsafe(32),
            "client_id": CLIENT,
            "client_secret": SECRET,
            "server_metadata_url": f"{self.issuer}/.well-known/openid-configuration",
        }
        return "[auth]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in said.items())

    def metadata(self) -> dict[str, Any]:
        """What discovery says."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
        }

    def authorized(self, asked: dict[str, str]) -> str:
        """Where a visitor is sent back to."""
        assert (CLIENT, "code") == (asked["client_id"], asked["response_type"])
        code = secrets.token_urlsafe(16)
        self.codes[code] = {"sub": self.subject, "nonce": asked["nonce"]}
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, code: str) -> dict[str, Any]:
        """What a code is worth, once."""
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 60, **self.codes.pop(code)}
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.key)
        return {"access_token": "unused", "token_type": "Bearer", "expires_in": 60, "id_token": signed}


class _Handler(BaseHTTPRequestHandler):
    provider: FakeProvider

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        if asked.path == "/authorize":
            said = {name: values[0] for name, values in parse_qs(asked.query).items()}
            self.send_response(302)
            self.send_header("Location", self.provider.authorized(said))
            self.end_headers()
        else:
            keys = {"keys": [self.provider.key.as_dict(private=False)]}
            self._say({"/.well-known/openid-configuration": self.provider.metadata(), "/jwks": keys}[asked.path])

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._say(self.provider.token(parse_qs(body)["code"][0]))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""

    def _say(self, said: dict[str, Any]) -> None:
        content = json.dumps(said).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
