"""Ids of papers as they stand in URLs, files and references."""

from __future__ import annotations

import re

# anchored: the DOI 10.1109/CVPR.2012.01234 ends like an arXiv number
_ARXIV = re.compile(
    r"(?:^|arxiv\.org/(?:abs|pdf|html)/|arxiv[:.]\s*)"
    r"(?P<id>\d\d(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?(?![\w/-]|\.\w)",
    re.IGNORECASE,
)
_OPENREVIEW = re.compile(r"openreview\.net/(?:forum|pdf)\?(?:.*&)?id=(?P<id>[\w-]+)")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(?P<id>10\.\d{4,9}/\S+)$", re.IGNORECASE)
_MONTH = re.compile(r"(?:.*/)?(\d\d)(0[1-9]|1[0-2])")
FIRST_YEAR = 91
"""arXiv opened in 1991; two-digit years from here on are of the last century."""


def identify(text: str) -> str:
    """Return the id that *text* (a URL, DOI or id) names, or nothing.

    >>> identify("https://arxiv.org/pdf/2409.14507v3")
    'arxiv:2409.14507'
    """
    text = text.strip()
    for prefix, pattern in (("arxiv", _ARXIV), ("openreview", _OPENREVIEW), ("doi", _DOI)):
        if match := pattern.search(text):
            return f"{prefix}:{match['id'].lower() if prefix == 'doi' else match['id']}"
    return ""


def arxiv_month(number: str) -> str:
    """Return the year and month that an arXiv number carries: ``"2409.14507"`` is of ``"2024-09"``; or nothing."""
    if not (match := _MONTH.match(number)):
        return ""
    year = int(match[1])
    return f"{'19' if year >= FIRST_YEAR else '20'}{match[1]}-{match[2]}"
