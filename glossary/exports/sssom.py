"""The bridges as SSSOM (https://w3id.org/sssom): a table of mappings under a YAML header."""

from __future__ import annotations

import csv
import io

from glossary.book import Glossary, Link
from glossary.exports import names

COLUMNS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_label",
    "mapping_date",
    "see_also",
    "comment",
)
"""In the order of the specification."""

_HEADER = """\
#curie_map:
#  concept: "{concepts}"
#  commons: "{own}"
#  skos: "http://www.w3.org/2004/02/skos/core#"
#  semapv: "https://w3id.org/semapv/vocab/"
#mapping_set_id: "{site}/glossary"
#mapping_set_title: "Interp Commons glossary"
#mapping_set_description: "Relations between the words of academia, industry, independent researchers and neighbours."
#license: "{licence}"
"""


def dump(glossary: Glossary, site: str) -> str:
    """Write every bridge of *glossary* as a mapping; the concepts are addressed at *site*."""
    table = io.StringIO()
    rows = csv.writer(table, dialect="excel-tab", lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows(sorted(map(_row, glossary.bridges())))
    header = _HEADER.format(
        concepts=names.concept(site, ""), own=names.OWN, site=site.rstrip("/"), licence=names.LICENCE
    )
    return header + table.getvalue()


def _row(link: Link) -> tuple[str, ...]:
    vocabulary = "commons" if link.relation == "falseFriend" else "skos"
    return (
        f"concept:{link.here.id}",
        link.here.name,
        f"{vocabulary}:{link.relation}",
        f"concept:{link.there.id}",
        link.there.name,
        link.bridge.justification,
        link.bridge.by,
        link.bridge.date.isoformat(),
        "|".join(map(names.source, link.bridge.papers)),
        link.bridge.breaks,
    )
