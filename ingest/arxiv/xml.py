"""Parsing XML that may be cut off, or be something else."""

from __future__ import annotations

from lxml import etree

from ingest.web.courtesy import PassingError


def root_of(body: bytes, tag: str) -> etree._Element:
    """Parse strictly, and insist on the root *tag*, ``{namespace}name``.

    Raises:
        PassingError: It is no XML, cut off, or another kind of document: a page for people, for example.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise PassingError("an answer that is no XML, or cut off") from error
    if root.tag != tag:
        raise PassingError(f"an answer that is no {etree.QName(tag).localname} but {etree.QName(root).localname}")
    return root
