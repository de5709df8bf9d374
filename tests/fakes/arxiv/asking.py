"""Questions to the fake arXiv as tests put them, in plain HTTP."""

from __future__ import annotations

from time import sleep

import requests
from lxml import etree

from arxiv import _feed

OAI = "{http://www.openarchives.org/OAI/2.0/}"
TIMEOUT = 10


def get(url, /, *, timeout=TIMEOUT, **asked):
    """Ask *url* on a connection of its own; ``from_`` stands for ``from``."""
    return requests.get(url, {key.rstrip("_"): value for key, value in asked.items()}, timeout=timeout)


def until(condition):
    """Wait for what another thread is about to do."""
    for _ in range(500):
        if condition():
            return
        sleep(0.01)
    raise TimeoutError


def feed(server, **asked):
    """The feed that the query API answers with, as the `arxiv` package reads it."""
    return _feed.parse(get(server.api_url, **asked).content)


def numbers(server, search_query="", **asked):
    """The last digit groups of the ids that a query finds, in the order of the feed, versions cut off."""
    found = feed(server, search_query=search_query, **{"sortBy": "submittedDate", "sortOrder": "ascending"} | asked)
    return [int(one.get_short_id().partition("v")[0].rpartition(".")[2]) for one in found.results]


def harvest(server, verb="ListRecords", **asked):
    """The answer of OAI-PMH, parsed."""
    return etree.fromstring(get(server.oai_url, verb=verb, **asked).content)


def texts(tree, tag):
    """The texts of all elements *tag* of OAI-PMH in *tree*."""
    return [one.text for one in tree.iter(f"{OAI}{tag}")]


def error(tree):
    """The code of the error that *tree* tells of."""
    return tree.find(f"{OAI}error").get("code")


def pages(server, **asked):
    """The ids on each page of a list, to the end."""
    tree = harvest(server, **asked)
    while True:
        yield [one.rpartition(":")[2] for one in texts(tree, "identifier")]
        token = tree.find(f".//{OAI}resumptionToken")
        if token is None or not token.text:
            return
        tree = harvest(server, asked.get("verb", "ListRecords"), resumptionToken=token.text)
