"""What ``--json`` prints: one document on standard output, its shape a contract (docs/cli.md)."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from catalogue.answers import Answer, SearchHit
from catalogue.judged import Figure
from catalogue.records import Work
from index.evaluate import ALL, Evaluation
from views.status import Status


def dump(document: Any) -> str:  # noqa: ANN401 - anything that JSON can say
    """Write *document*, readable and without escapes."""
    return json.dumps(document, ensure_ascii=False, indent=2, default=str)


def print_json(document: Any) -> None:  # noqa: ANN401 - anything that JSON can say
    """Print the one document of a command."""
    sys.stdout.write(dump(document) + "\n")


def answer(asked: dict[str, Any], given: Answer, pairs: Iterable[tuple[SearchHit, Work]]) -> dict[str, Any]:
    """Shape an answer: what was asked, the hits, and how the question was understood."""
    understood = asdict(given)
    return {
        **asked,
        "hits": [_hit(hit, work) for hit, work in pairs],
        **{name: understood[name] for name in ("also_searched", "cautions", "did_you_mean", "people", "shift")},
    }


def evaluation(result: Evaluation) -> dict[str, Any]:
    """Shape an evaluation: means by system and measure; intervals and groups of queries beside them."""
    return {
        "queries": result.queries[ALL],
        "systems": {system: _means(groups[ALL]) for system, groups in result.systems.items()},
        "intervals": {
            system: {name: [figure.low, figure.high] for name, figure in groups[ALL].items()}
            for system, groups in result.systems.items()
        },
        "groups": {
            group: {
                "queries": count,
                "systems": {system: _means(groups[group]) for system, groups in result.systems.items()},
            }
            for group, count in result.queries.items()
            if group != ALL
        },
    }


def status(state: Status) -> dict[str, Any]:
    """Shape a status."""
    return asdict(state)


def _hit(hit: SearchHit, work: Work) -> dict[str, Any]:
    return {
        **facts(work),
        "score": hit.score,
        "why": asdict(hit.why),
        "also": hit.also,
    }


def facts(work: Work) -> dict[str, Any]:
    """Shape what is known of a work."""
    return {
        "id": work.id,
        "title": work.title,
        "authors": [byline.name for byline in work.authors],
        "year": int(work.year) if work.year else None,
        "url": work.url,
    }


def _means(figures: dict[str, Figure]) -> dict[str, float]:
    return {name: figure.mean for name, figure in figures.items()}
