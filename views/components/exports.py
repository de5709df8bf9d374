"""Taking works along: BibTeX, RIS and CSV as downloads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import streamlit as st

from catalogue.formats import bibtex, ris, table
from catalogue.records import Work


class Format(NamedTuple):
    """A file that other people's tools read."""

    name: str
    suffix: str
    mime: str
    dump: Callable[[Sequence[Work]], str]
    encoding: str = "utf-8"


FORMATS = (
    Format("BibTeX", "bib", "application/x-bibtex", bibtex.dump),
    Format("RIS", "ris", "application/x-research-info-systems", ris.dump),
    Format("CSV", "csv", "text/csv", table.dump, encoding="utf-8-sig"),  # Excel takes plain UTF-8 for something else
)


def downloads(works: Sequence[Work], stem: str) -> None:
    """Draw a button for each format; *stem* names the files."""
    for form in FORMATS:
        st.download_button(
            form.name,
            form.dump(works).encode(form.encoding),
            file_name=f"{stem}.{form.suffix}",
            mime=form.mime,
            icon=":material/download:",
            on_click="ignore",
            key=f"download-{form.suffix}",
        )
