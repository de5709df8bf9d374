"""One page of arXiv's OAI-PMH, as arXiv writes them and as it breaks them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import RecordError
from catalogue.records import Byline, Paper
from ingest.arxiv.raw import Page, check, parse, read_page
from ingest.web.courtesy import PassingError
from tests.ingest.hostile import BOMB, HTML, OUTSIDE

HEADER = (
    "<header><identifier>oai:arXiv.org:2309.08600</identifier><datestamp>2023-10-05</datestamp>"
    "<setSpec>cs:cs:LG</setSpec></header>"
)
GONE = HEADER.replace("<header>", '<header status="deleted">')
FIRST = (
    '<version version="v1"><date>Fri, 15 Sep 2023 17:56:55 GMT</date><size>4321kb</size>'
    "<source_type>D</source_type></version>"
)
SECOND = '<version version="v2"><date>Tue, 3 Oct 2023 21:53:52 GMT</date><size>10kb</size></version>'
TAKEN_BACK = SECOND.replace("<size>10kb</size>", "<size>0kb</size><source_type>I</source_type>")
FIELDS = {
    "id": "2309.08600",
    "submitter": "Hoagy Cunningham",
    "version": FIRST + SECOND,
    "title": "Sparse Autoencoders Find $\\ell_1$\n  Features",
    "authors": 'Hoagy Cunningham (1 and 2), Kurt G\\"odel and Ada Lovelace ((1) EleutherAI, (2) MATS (London))',
    "categories": "cs.LG cs.CL",
    "comments": "20 pages",
    "journal-ref": "Nature 446:664-667 (2007)",
    "doi": "10.1038/NATURE05670",
    "license": "http://creativecommons.org/licenses/by/4.0/",
    "abstract": "  One of the roadblocks\nis &lt;polysemanticity&gt; &amp; more.\n",
}
PAPER = Paper(
    id="arxiv:2309.08600",
    source="arxiv",
    version=2,
    title="Sparse Autoencoders Find $\\ell_1$ Features",
    abstract="One of the roadblocks is <polysemanticity> & more.",
    authors=(Byline(name="Hoagy Cunningham"), Byline(name="Kurt Gödel"), Byline(name="Ada Lovelace")),
    submitted="2023-09-15",
    updated="2023-10-03",
    categories=("cs.LG", "cs.CL"),
    url="https://arxiv.org/abs/2309.08600",
    also=("doi:10.1038/nature05670",),
    venue="Nature 446:664-667 (2007)",
    licence="http://creativecommons.org/licenses/by/4.0/",
)
DELETED = Paper(id="arxiv:2309.08600", source="arxiv", version=0, title="", withdrawn=True)


def record(header=HEADER, **changes):
    """A record with some fields changed, or left out where they are None."""
    said = FIELDS | {name.replace("_", "-"): value for name, value in changes.items()}
    parts = [
        value if name == "version" else f"<{name}>{value}</{name}>" for name, value in said.items() if value is not None
    ]
    space = 'xmlns="http://arxiv.org/OAI/arXivRaw/"'
    return f"<record>{header}<metadata><arXivRaw {space}>{''.join(parts)}</arXivRaw></metadata></record>"


def document(*records, token="", inside="", before=""):
    """An answer to ListRecords, or one with something else *inside*."""
    listed = inside or f"<ListRecords>{''.join(records)}{token}</ListRecords>"
    return f"""<?xml version="1.0" encoding="UTF-8"?>{before}
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<responseDate>2023-10-06T01:00:00Z</responseDate>
<request verb="ListRecords" metadataPrefix="arXivRaw" set="cs">http://oaipmh.arxiv.org/oai</request>
{listed}
</OAI-PMH>""".encode()


def error(code):
    """An answer that is an error."""
    return document(inside=f'<error code="{code}">What it says</error>')


def read(*records, **parts):
    """What a page says: papers, and errors as text."""
    found = parse(document(*records, **parts))
    return [str(one) if isinstance(one, RecordError) else one.paper for one in found]


def paper(**changes):
    """The paper of a record with some changes."""
    (found,) = read(record(**changes))
    return found


def test_a_full_record():
    """Every field is where it belongs; affiliations in the printed line of authors are no authors."""
    assert [PAPER] == read(record())


def test_versions():
    """The version is the highest, the days are those of the first and of the last."""
    found = paper(version=FIRST)

    assert (1, "2023-09-15", "2023-09-15") == (found.version, found.submitted, found.updated)
    assert (1, "2023-09", "") == ((bare := paper(version=None)).version, bare.submitted, bare.updated)


@pytest.mark.parametrize("version", [FIRST.replace("v1", "x"), FIRST.replace("v1", "v1.5")])
def test_odd_versions(version):
    """A version that is no number makes a record unreadable, and says which."""
    assert "a field of 2309.08600 is not of the kind that it should be" in paper(version=version)


def test_withdrawn_by_comment():
    """A comment that takes a paper back does."""
    assert paper(comments="This paper has been withdrawn by the authors.").withdrawn


def test_withdrawn_by_source_type():
    """So does a last version without source; an earlier one was made good."""
    assert paper(version=FIRST + TAKEN_BACK).withdrawn
    assert not paper(version=FIRST + TAKEN_BACK + SECOND.replace("v2", "v3")).withdrawn


@pytest.mark.parametrize(
    "name", ["submitter", "version", "authors", "categories", "comments", "journal_ref", "doi", "license", "abstract"]
)
def test_missing_fields(name):
    """What may be missing may be missing."""
    found = paper(**{name: None})

    assert (PAPER.id, PAPER.title, False) == (found.id, found.title, found.withdrawn)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (record(id=None), "no id"),
        (record(title=" \n "), "no title"),
        (record(id=None, title=None), "no id and no title"),
        (f"<record>{HEADER}</record>", "a record without metadata"),
        (
            f"<record>{HEADER}<metadata><dc xmlns='http://purl.org/dc'/></metadata></record>",
            "a record without metadata",
        ),
    ],
)
def test_broken_records(broken, reason):
    """A record that cannot be read is told with the reason, and those beside it are read."""
    assert [PAPER, reason, PAPER] == read(record(), broken, record())


def test_deleted():
    """A deleted record says that it is gone, and no more than that."""
    assert [DELETED] == read(f"<record>{GONE}</record>")


def test_old_ids():
    """An id of the old scheme is one too."""
    (found,) = read(f"<record>{GONE.replace('2309.08600', 'math.GT/0309136')}</record>")

    assert ("arxiv:math.GT/0309136", "2003-09") == (found.id, paper(id="math.GT/0309136", version=None).submitted)


def test_digests():
    """The digest is that of the metadata: a new datestamp alone makes no other record."""
    stamped = record(header=HEADER.replace("2023-10-05", "2024-01-01"))
    one, same, other = parse(document(record(), stamped, record(comments="21 pages")))

    assert one.raw == same.raw != other.raw


def test_nothing():
    """No bytes, and an answer without records, have no papers."""
    assert [] == list(parse(b"")) == read() == list(parse(error("noRecordsMatch")))


@pytest.mark.parametrize(
    ("token", "expected", "total"),
    [
        ("", "", 2),
        ('<resumptionToken completeListSize="7" cursor="0">a|b&amp;c\n</resumptionToken>', "a|b&c", 7),
        ('<resumptionToken completeListSize="7" cursor="6"/>', "", 7),
        ("<resumptionToken>x</resumptionToken>", "x", None),
        ('<resumptionToken completeListSize="many">x</resumptionToken>', "x", None),
    ],
)
def test_page(token, expected, total):
    """Paging knows the records with their days, the token, and the size of the list where the server says it."""
    other = record(header=HEADER.replace("08600", "08601").replace("2023-10-05", "2023-10-06T10:00:00Z"))
    days = {"oai:arXiv.org:2309.08600": "2023-10-05", "oai:arXiv.org:2309.08601": "2023-10-06"}

    page = read_page(document(record(), other, token=token))

    assert Page(days=days, token=expected, total=total) == page


def test_deleted_records_are_on_the_page():
    """A deleted record is one of those that are announced."""
    assert {"oai:arXiv.org:2309.08600": "2023-10-05"} == read_page(document(f"<record>{GONE}</record>")).days


@pytest.mark.parametrize(
    "body",
    [
        document(record()),
        document(),
        *map(error, ("noRecordsMatch", "badResumptionToken", "badArgument", "badVerb", "idDoesNotExist")),
    ],
)
def test_good_answers(body):
    """A list is good, and so is an error of the protocol, which says something about the request."""
    assert check(body) is None


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "no XML, or cut off"),
        (b"Retry after 10 seconds", "no XML, or cut off"),
        (HTML, "no XML, or cut off"),
        (b"<html><body><p>Sorry</p></body></html>", "no OAI-PMH but html"),
        (error("internalError"), "the error internalError: What it says"),
        (document(inside="<error>What it says</error>"), "the error None: What it says"),
    ],
)
def test_bad_answers(body, reason):
    """Anything else is asked for again, and the reason is told."""
    with pytest.raises(PassingError, match=reason):
        check(body)


@given(st.data())
def test_cut_off(data):
    """An answer that is cut off anywhere is none."""
    whole = document(record(), record())
    with pytest.raises(PassingError):
        check(whole[: data.draw(st.integers(0, len(whole) - 1))])


def test_a_bomb():
    """A billion laughs are not laughed: the answer is refused."""
    with pytest.raises(PassingError):
        check(document(record(abstract="&a; We look inside."), before=BOMB))


def test_files_of_this_machine():
    """An entity that is a file of this machine stays what it is."""
    body = document(record(abstract="&a; We look inside."), before=OUTSIDE)

    check(body)

    assert "root:" not in str(list(parse(body)))
