"""A paper's PDF in place of a question: its title, abstract and introduction, read in memory and kept nowhere."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata

from catalogue.errors import QuestionError
from index.question import pdf_pages
from index.question.pdf_pages import MOST_PAGES, Failure
from index.question.spelling import english

MOST_BYTES = 30 * 2**20
"""Papers are smaller; what is larger is mostly pictures, and takes long to upload and to read."""

PATIENCE_S = 10.0
"""Seconds that reading may take: a hundred times what a paper takes."""

FEWEST_WORDS = 30
"""With fewer there is no abstract: scanned pages hold a stamp or a page number at most."""

ANOTHER = "Paste the abstract instead"

_REFUSED: dict[int, str] = {
    Failure.BROKEN: "the file is no PDF, or is damaged",
    Failure.ENCRYPTED: "the PDF is locked with a password",
    Failure.LONG: f"the PDF has more than {MOST_PAGES} pages",
}
_NOISE = re.compile(r"^[ \t]*(?:\d{1,4}|arXiv:\S+ .*)[ \t]*$", re.MULTILINE)
"""Lines that are but a number (of a line or a page), or arXiv's stamp in the margin."""

_HYPHEN = re.compile(r"(?P<before>[^\W\d_]+)(?:[-\u2010][ \t]*\n|[\u00ad\ufffe\x02])\s*(?P<after>[^\W\d_]+)")
"""A hyphen at the end of a line; PDFium writes U+FFFE for it, and no line break."""

_INTRODUCTION = re.compile(r"^\W*(?:1|I)?\.?\s*introduction\s*$", re.MULTILINE | re.IGNORECASE)
_NEXT_SECTION = re.compile(r"^\s*(?:2|II)\.?\s+[A-Z][^.\n]{2,70}$", re.MULTILINE)


def text(data: bytes, *, patience_s: float = PATIENCE_S) -> str:
    """Return the title, abstract and introduction of a PDF as one line of prose.

    Args:
        data: The file.
        patience_s: Seconds after which reading is given up.

    Raises:
        QuestionError: It is too large or too long, locked, damaged or scanned, or takes too long to read.
    """
    if len(data) > MOST_BYTES:
        raise QuestionError(f"the PDF is larger than {MOST_BYTES // 2**20} MB", ANOTHER)
    command = [sys.executable, "-P", pdf_pages.__file__]
    try:
        reading = subprocess.run(command, input=data, capture_output=True, timeout=patience_s, check=False)  # noqa: S603 - our own file
    except subprocess.TimeoutExpired:
        raise QuestionError(f"the PDF could not be read within {patience_s:g} seconds", ANOTHER) from None
    if reading.returncode:
        raise QuestionError(_REFUSED.get(reading.returncode, "the PDF could not be read"), ANOTHER)
    found = tidied(reading.stdout.decode(errors="replace"))
    if len(found.split()) < FEWEST_WORDS:
        raise QuestionError("the PDF holds no text; its pages may be scanned", ANOTHER)
    return found


def tidied(pages: str) -> str:
    """Return the text of *pages* up to the end of the introduction, on one line, without ligatures and hyphenation."""
    plain = _NOISE.sub("", unicodedata.normalize("NFKC", pages.replace("\r\n", "\n")))
    introduction = _INTRODUCTION.search(plain)
    end = _NEXT_SECTION.search(plain, introduction.end()) if introduction else None
    return " ".join(_HYPHEN.sub(_joined, plain[: end.start() if end else None]).split())


def _joined(broken: re.Match[str]) -> str:
    """Join what a line's end broke; a hyphen between two words that are not one word stays, as in "fine-tuning"."""
    before, after = broken["before"], broken["after"]
    compound = {before.lower(), after.lower()} <= english() and (before + after).lower() not in english()
    return f"{before}-{after}" if compound else before + after
