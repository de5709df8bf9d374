"""The first pages of a PDF as text: a process of its own, which may hang, crash or eat memory alone.

    python index/question/pdf_pages.py < paper.pdf > paper.txt

It imports nothing of ours, so that it starts in a twentieth of a second. The exit status is a `Failure`, or 0.
"""

from __future__ import annotations

import sys
from enum import IntEnum

READ_PAGES = 3
"""Title, abstract and introduction stand on them."""

MOST_PAGES = 300
"""More is a book or a volume of proceedings, whose first pages are no introduction."""

MEMORY = 2**30
"""Bytes of address space that reading may take, where the system can limit it; papers take a tenth."""

_PASSWORD = 4
"""PDFium's number for it."""


class Failure(IntEnum):
    """Why there is no text; 1 is Python's own."""

    BROKEN = 3
    ENCRYPTED = 4
    LONG = 5


def main() -> int:
    """Read standard input and write the text of the first pages to standard output."""
    import pypdfium2  # noqa: PLC0415 - whoever only starts this process needs no PDF library

    _limit_memory()
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        if len(document) > MOST_PAGES:
            return Failure.LONG
        for number in range(min(READ_PAGES, len(document))):
            page = document[number].get_textpage().get_text_range()
            sys.stdout.buffer.write(f"{page}\n".encode(errors="ignore"))
    except pypdfium2.PdfiumError as error:
        return Failure.ENCRYPTED if error.err_code == _PASSWORD else Failure.BROKEN
    return 0


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    sys.exit(main())
