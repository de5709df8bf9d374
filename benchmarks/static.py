"""The static twin: what it takes and weighs, how soon it shows, and whether its search finds what the app finds.

`python -m benchmarks.static OUT` over the library in COMMONS_HOME, with a real Chromium and pages opened from disk.

A known-item query asks for one paper: `QUERIES` says how each kind is drawn, by a fixed seed over the ids of all papers
and concepts. Found is what the app's search has as its first hit, at the twin's first place or among its first ten.
"""

from __future__ import annotations

import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from catalogue.answers import Query
from catalogue.records import Work
from catalogue.settings import load_settings
from index.lexical import words
from people.authors.names import parse
from tests.browser.server import ARGUMENTS, chromium
from views import terminal
from views.compose import Services, open_services
from views.static import site
from views.static.text import plain

SEED = 7
TRIES = 5
"""Times that each page is opened; the median counts."""

PAGES = {
    "home": "index.html",
    "search, with hits": "search/index.html?q=feature+absorption",
    "paper": "paper/arxiv-2409.14507.html",
    "concept": "concept/superposition.html",
    "topic": "topic/sparse-autoencoders.html",
    "map": "field/index.html",
    "authors": "person/index.html",
}

PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
Draw = Callable[[Work, Counter[str]], str]


def rarest(work: Work, frequency: Counter[str], number: int = 4) -> str:
    """Return the rarest words of a title, in the order of the title."""
    said = list(dict.fromkeys(words(plain(work.title))))
    kept = set(sorted(said, key=lambda word: (frequency[word], word))[:number])
    return " ".join(word for word in said if word in kept)


def half(work: Work, _frequency: Counter[str]) -> str:
    """Return the first half of a title, as somebody would who remembers how it begins."""
    said = plain(work.title).replace('"', "").replace(":", "").split()
    return " ".join(said[: max(3, (len(said) + 1) // 2)])


def signed(work: Work, frequency: Counter[str]) -> str:
    """Return the first author's family name as a field, and the rarest word of the title."""
    family = parse(work.authors[0].name).family.split()[-1]
    return f"au:{family} {rarest(work, frequency, 1)}"


QUERIES: dict[str, tuple[int, Draw]] = {
    "title: its four rarest words": (40, rarest),
    "title: its first half": (30, half),
    "author and the title's rarest word": (30, signed),
}
"""How many of each kind, of papers with an author and an abstract."""

NAMES, OTHERS = 30, 20
"""Concepts that are asked for by their name, and by another word that the glossary has for them."""


def drawn(services: Services) -> dict[str, list[str]]:
    """Draw the queries of each kind."""
    chance = random.Random(SEED)  # noqa: S311 - to draw the same each time
    works = [work for work in services.catalogue.works() if work.authors and work.abstract]
    frequency = Counter(word for work in works for word in {*words(work.title), *words(work.abstract)})
    found = {
        kind: [draw(work, frequency) for work in chance.sample(works, number)]
        for kind, (number, draw) in QUERIES.items()
    }
    popular = services.words.evidence.popularity()
    concepts = [one for name, one in sorted(services.words.glossary.concepts.items()) if name in popular]
    synonyms = [label.text for one in concepts for label in one.shown[1:] if len(label.text.split()) > 1]
    found["glossary: the name of a concept"] = [one.name for one in chance.sample(concepts, NAMES)]
    found["glossary: another word for one"] = chance.sample(synonyms, OTHERS)
    return found


def ranks(page: Page, services: Services, queries: Iterable[str]) -> list[int]:
    """Return at which place the twin has the app's first hit for each query, from 1; 0 where not among its hits."""
    places = []
    for query in queries:
        hits = services.searcher.search(Query(text=query, k=1)).hits
        if not hits:
            continue
        found: list[str] = page.evaluate("(text) => commons.search(text)", query)
        places.append(found.index(hits[0].paper_id) + 1 if hits[0].paper_id in found else 0)
        if places[-1] != 1 and "-v" in sys.argv:
            print(f"    {places[-1] or '-':>2}  {query}")
    return places


def share(places: Sequence[int], most: int) -> str:
    """Say how many of *places* are within the first *most*."""
    good = sum(0 < place <= most for place in places)
    return f"{good}/{len(places)} ({good / len(places):.0%})"


def painted(page: Page, address: str) -> float:
    """Return the milliseconds to the first contentful paint, the median of several."""
    times: list[float] = []
    for _ in range(TRIES):
        page.goto("about:blank")
        page.goto(address)
        page.wait_for_function(PAINT)
        times.append(page.evaluate(PAINT))
    return median(times)


def search(page: Page, root: str, services: Services) -> None:
    """Print how often the twin finds what the app finds, and how quickly."""
    page.goto(f"{root}/search/index.html")
    began = time.perf_counter()
    page.evaluate("() => commons.search('warm')")
    print(f"search: index read in {time.perf_counter() - began:.2f} s")
    every: list[int] = []
    for kind, queries in drawn(services).items():
        places = ranks(page, services, queries)
        every += places
        print(f"  {kind:<36} first {share(places, 1):<14} in ten {share(places, 10)}")
    print(f"  {'all':<36} first {share(every, 1):<14} in ten {share(every, 10)}")
    took = "() => { const began = performance.now(); return commons.search('sparse autoencoders that absorb features')"
    print(f"  a query takes {page.evaluate(f'{took}.then(() => performance.now() - began) }}'):.0f} ms")


def weigh(folder: Path) -> None:
    """Print the weight of each part of the twin."""
    files = [one for one in folder.rglob("*") if one.is_file()]
    sizes: Counter[str] = Counter()
    for one in files:
        sizes[one.relative_to(folder).parts[0]] += one.stat().st_size
    blocks = sum(one.stat().st_blocks for one in files) * 512
    print(f"{len(files):,} files, {sum(sizes.values()) / 1e6:.1f} MB ({blocks / 1e6:.1f} MB in blocks of the disk)")
    print("  " + ", ".join(f"{name} {size / 1e6:.1f}" for name, size in sizes.most_common(8)))


def main() -> None:
    """Write the twin of the library in COMMONS_HOME, and measure it."""
    target = Path(sys.argv[1])
    services = open_services(load_settings())
    if "--keep" not in sys.argv:
        began, used = time.perf_counter(), time.process_time()
        with terminal.writing() as progress:
            site.export(services, target, progress)
        print(f"written in {time.perf_counter() - began:.0f} s ({time.process_time() - used:.0f} s of one processor)")
    weigh(target)
    root = target.resolve().as_uri()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        page = browser.new_page(viewport={"width": 390, "height": 844})
        search(page, root, services)
        print("first contentful paint from disk, ms, median of 5:")
        for name, path in PAGES.items():
            print(f"  {name:<20} {painted(page, f'{root}/{path}'):.0f}")
        browser.close()
    os._exit(0)  # FAISS and torch may quarrel over threads at the end


if __name__ == "__main__":
    main()
