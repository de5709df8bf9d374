"""A PDF in place of a question: what is read of it, and which files are refused."""

from __future__ import annotations

import zlib

import pytest

from catalogue.errors import QuestionError
from index.question import pdf, pdf_pages
from tests.index.conftest import refusal

ABSTRACT = (
    "We train sparse autoencoders on the activations of a model and show that their features are easy to read. " * 2
)
LOCKED = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (b"0" * 64, b"1" * 64)


def an_object(number, content, stream=None):
    """Write an object of a PDF."""
    body = content if stream is None else b"%s stream\n%s\nendstream" % (content, stream)
    return b"%d 0 obj %s endobj\n" % (number, body)


def a_pdf(*pages, trailer=b"", resources=b"", extra=b""):
    """Make a PDF of *pages*, each the source of what is drawn."""
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    kids = b" ".join(b"%d 0 R" % (10 + 2 * number) for number in range(len(pages)))
    parts = [
        b"%PDF-1.4\n",
        an_object(1, b"<< /Type /Catalog /Pages 2 0 R >>"),
        an_object(2, b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids)),
        an_object(3, font),
        extra,
    ]
    for number, page in enumerate(pages):
        look = b"/Resources << /Font << /F 3 0 R >> %s >> /MediaBox [0 0 600 800]" % resources
        parts += [
            an_object(
                10 + 2 * number, b"<< /Type /Page /Parent 2 0 R %s /Contents %d 0 R >>" % (look, 11 + 2 * number)
            ),
            an_object(11 + 2 * number, b"<< /Length %d >>" % len(page), page),
        ]
    body = b"".join(parts)
    offsets = {int(chunk.split()[0]): place for place, chunk in _objects(body)}
    size = max(offsets) + 1
    table = b"".join(
        b"%010d %s \n" % ((offsets[n], b"00000 n") if n in offsets else (0, b"65535 f")) for n in range(size)
    )
    end = b"trailer << /Size %d /Root 1 0 R /ID [<00> <00>] %s >>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(body))
    return body + b"xref\n0 %d\n%s" % (size, table) + end


def _objects(body):
    place = 0
    while (place := body.find(b" 0 obj ", place)) >= 0:
        start = body.rfind(b"\n", 0, place) + 1
        yield start, body[start:place]
        place += 1


def lines(text, width=70):
    """Draw *text*, a line for each of its own or for every *width* letters."""
    drawn = [line[start : start + width] for line in text.split("\n") for start in range(0, max(1, len(line)), width)]
    shown = b"".join(b"(%s) Tj T*\n" % line.encode("cp1252") for line in drawn)
    return b"BT /F 10 Tf 12 TL 50 780 Td\n%sET" % shown


def test_a_paper():
    """Title, abstract and introduction are read, on one line, without line numbers and broken words."""
    page = f"Features of models\n12\nAbstract\n{ABSTRACT}\n1 Introduction\nOn inter-\npretability of fine-\ntuning"
    second = "grows fast.\n2 Related work\nNobody read this."

    text = pdf.text(a_pdf(lines(page), lines(second)))

    assert text.startswith("Features of models Abstract We train sparse autoencoders")
    assert text.endswith("1 Introduction On interpretability of fine-tuning grows fast.")


def test_only_the_first_pages():
    """What stands beyond the first pages is not read."""
    pages = [lines(f"{ABSTRACT}\npage number {name}") for name in ("one", "two", "three", "four")]

    text = pdf.text(a_pdf(*pages))

    assert ["one", "two", "three"] == [word for word in text.split() if word in {"one", "two", "three", "four"}]


def test_nothing_is_kept(tmp_path, monkeypatch):
    """No file is written anywhere near."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    pdf.text(a_pdf(lines(ABSTRACT)))

    assert [] == [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ("an ef\ufb01cient cir-\r\ncuit", "an efficient circuit"),
        ("manip\ufffeulation of fine\ufffetuning", "manipulation of fine-tuning"),
        ("state-of-the-\nart in-\nterpretability", "state-of-the-art interpretability"),
        ("a - b\n-1", "a - b -1"),
        ("arXiv:2309.08600v3 [cs.LG] 4 Oct 2023\nSparse\n001\n002\nfeatures", "Sparse features"),
        ("Introduction\nWords.\nII. BACKGROUND\nMore.", "Introduction Words."),
        ("2 Methods\nno introduction", "2 Methods no introduction"),
        ("", ""),
    ],
)
def test_tidied(pages, expected):
    """Ligatures, broken words, numbers in the margin and what follows the introduction go; real hyphens stay."""
    assert expected == pdf.tidied(pages)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "no PDF, or is damaged"),
        (b"I am a letter. " * 99, "no PDF, or is damaged"),
        (b"%PDF-1.7\n" + b"\x00\xff" * 999, "no PDF, or is damaged"),
        (a_pdf(lines(ABSTRACT))[:300], "no PDF, or is damaged"),
        (a_pdf(lines(ABSTRACT), trailer=LOCKED), "locked with a password"),
        (a_pdf(b"0 0 m 9 9 l S"), "holds no text"),
        (a_pdf(lines("page 1")), "holds no text"),
        (a_pdf(*[b""] * (pdf_pages.MOST_PAGES + 1)), "more than 300 pages"),
        (b"%PDF-1.4" + bytes(pdf.MOST_BYTES), "larger than 30 MB"),
    ],
    ids=["empty", "letter", "noise", "cut", "locked", "drawing", "scan", "book", "large"],
)
def test_refused(data, problem):
    """What cannot be read is refused in words, with what to do instead."""
    with refusal(QuestionError, problem):
        pdf.text(data)


def test_a_page_that_never_ends():
    """Forms that draw forms that draw forms, ten by ten, are given up in time."""
    forms = b"".join(
        an_object(
            100 + depth,
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length %d /Resources << /XObject << /X %d 0 R >> >> >>"
            % (6 * 40, 101 + depth),
            b"/X Do\n" * 40,
        )
        for depth in range(9)
    ) + an_object(109, b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 9 >>", b"0 0 1 1 re")
    hostile = a_pdf(b"/X Do", resources=b"/XObject << /X 100 0 R >>", extra=forms)

    with refusal(QuestionError, "could not be read within 1.5 seconds"):
        pdf.text(hostile, patience_s=1.5)


def test_a_page_that_fills_the_memory():
    """A page that unpacks to more than a reader may have is refused."""
    packer = zlib.compressobj(1)
    start = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * 2**24) + packer.flush(zlib.Z_FULL_FLUSH)  # whole in itself, so it can be repeated
    bomb = start + block * (2 * pdf_pages.MEMORY // 2**24)
    placed = b"<< /Length %d /Filter /FlateDecode >> stream\n%s" % (len(bomb), bomb)
    data = a_pdf(b"HERE").replace(b"<< /Length 4 >> stream\nHERE", placed)

    with refusal(QuestionError, r"the PDF could not be read\."):
        pdf.text(data, patience_s=60)
