"""Private links: a random key opens a profile, and only its hash is stored."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

BYTES = 32
"""256 random bits: no guess will ever hit, and so a fast hash is enough."""

ID_BYTES = 16

_KEY = re.compile(r"[A-Za-z0-9_-]{43}")


def fresh() -> str:
    """Return a new key."""
    return secrets.token_urlsafe(BYTES)


def fresh_id() -> str:
    """Return a new participant's id."""
    return secrets.token_urlsafe(ID_BYTES)


def digest(key: str) -> str:
    """Return what is stored of *key*: its sha256. Looking that up takes as long for any wrong key as for a near one."""
    return hashlib.sha256(key.encode(errors="surrogatepass")).hexdigest()


def digest_of_login(issuer: str, subject: str, pepper: str) -> str:
    """Return what is stored of a login; *pepper*, the store's own, keeps two sites from being compared by it."""
    said = f"{len(issuer)} {issuer} {subject}"
    return hmac.new(pepper.encode(), said.encode(errors="surrogatepass"), hashlib.sha256).hexdigest()


def found_in(pasted: str) -> str:
    """Return the key in *pasted*, a whole private link or the key alone; nothing if there is none."""
    key = pasted.strip().rpartition("#")[2]
    return key if _KEY.fullmatch(key) else ""
