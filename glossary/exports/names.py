"""What things are called outside: addresses of concepts and sources, and our few own properties."""

from __future__ import annotations

OWN = "https://w3id.org/interp-commons/"
"""Namespace of what SKOS has no property for."""

LICENCE = "https://opensource.org/license/mit"

_SITES = {
    "arxiv": "https://arxiv.org/abs/",
    "doi": "https://doi.org/",
    "openreview": "https://openreview.net/forum?id=",
    "web": "https://",
}


def concept(site: str, concept_id: str) -> str:
    """Return the address of a concept's page at *site*, which is its IRI."""
    return f"{site.rstrip('/')}/concept?id={concept_id}"


def source(source_id: str) -> str:
    """Return the URL at which the source of this id is found."""
    scheme, _, rest = source_id.partition(":")
    return _SITES[scheme] + rest
