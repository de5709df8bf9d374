"""One page of arXiv's query API, as arXiv writes them and as it breaks them."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.errors import RecordError
from catalogue.records import Byline, Paper
from catalogue.store import Incoming
from ingest.arxiv.feed import check, parse, query_url, read_page
from ingest.web.courtesy import PassingError
from tests.ingest.hostile import BOMB, HTML, OUTSIDE

ID, DAY = "http://arxiv.org/abs/2309.08600v3", "2023-09-15T17:56:55Z"
ENTRY = f"""
  <entry>
    <id>{ID}</id>
    <title>Sparse Autoencoders Find $\\ell_1$
  Features</title>
    <updated>2023-10-04T12:17:38Z</updated>
    <link href="https://arxiv.org/abs/2309.08600v3" rel="alternate" type="text/html"/>
    <summary>  One of the roadblocks
is &lt;polysemanticity&gt; &amp; more.
</summary>
    <category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
    <category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
    <published>{DAY}</published>
    <arxiv:comment>20 pages, 18 figures</arxiv:comment>
    <arxiv:primary_category term="cs.LG"/>
    <arxiv:journal_ref>Nature 446:664-667
 (2007)</arxiv:journal_ref>
    <author><name>Hoagy Cunningham</name><arxiv:affiliation>EleutherAI</arxiv:affiliation></author>
    <author><name>Kurt G\\"odel</name></author>
    <arxiv:doi>10.1038/NATURE05670</arxiv:doi>
  </entry>"""
PAPER = Paper(
    id="arxiv:2309.08600",
    source="arxiv",
    version=3,
    title="Sparse Autoencoders Find $\\ell_1$ Features",
    abstract="One of the roadblocks is <polysemanticity> & more.",
    authors=(Byline(name="Hoagy Cunningham"), Byline(name="Kurt Gödel")),
    submitted="2023-09-15",
    updated="2023-10-04",
    categories=("cs.LG", "cs.CL"),
    url="https://arxiv.org/abs/2309.08600",
    also=("doi:10.1038/nature05670",),
    venue="Nature 446:664-667 (2007)",
)
ERROR = """
  <entry>
    <id>https://arxiv.org/api/errors#start_must_be_non-negative</id>
    <title>Error</title>
    <summary>start must be non-negative</summary>
  </entry>"""


def feed(*entries, total=None, start=0, before=""):
    """A feed of *entries*."""
    return f"""<?xml version='1.0' encoding='UTF-8'?>{before}
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" \
xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/8zZfKJFdN/1xuMvzqUZLEdDFIog</id>
  <title>arXiv Query: search_query=cat:cs.LG&amp;start=0&amp;max_results=10</title>
  <updated>2024-10-04T00:00:00Z</updated>
  <opensearch:itemsPerPage>{len(entries)}</opensearch:itemsPerPage>
  <opensearch:totalResults>{len(entries) if total is None else total}</opensearch:totalResults>
  <opensearch:startIndex>{start}</opensearch:startIndex>{"".join(entries)}
</feed>
""".encode()


def without(tag):
    """The entry without an element."""
    before, _, rest = ENTRY.partition(f"<{tag}")
    return before + rest.partition(f"</{tag}>")[2]


def read(*entries):
    """What a feed of *entries* says: papers, and errors as text."""
    found = parse(feed(*entries))
    return [str(record) if isinstance(record, RecordError) else record.paper for record in found]


def paper(old, new):
    """The paper of the entry with one change."""
    assert old in ENTRY
    (found,) = read(ENTRY.replace(old, new))
    return found


def test_a_full_entry():
    """Every field is where it belongs, on one line, without LaTeX in names; the API knows no licence."""
    assert [PAPER] == read(ENTRY)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://arxiv.org/abs/2309.08600v1", ("arxiv:2309.08600", 1)),
        ("http://arxiv.org/abs/0704.0001v12", ("arxiv:0704.0001", 12)),
        ("http://arxiv.org/abs/quant-ph/0602144v2", ("arxiv:quant-ph/0602144", 2)),
        ("http://arxiv.org/abs/math.GT/0309136v1", ("arxiv:math.GT/0309136", 1)),
    ],
)
def test_ids(address, expected):
    """The id is that of the paper, its version apart, in all of arXiv's schemes."""
    found = paper(ID, address)

    assert expected == (found.id, found.version)
    assert f"https://arxiv.org/abs/{found.id.removeprefix('arxiv:')}" == found.url


def test_withdrawn():
    """A comment that takes a paper back does."""
    assert paper("20 pages, 18 figures", "This paper has been withdrawn by the author due to a crucial error").withdrawn


@pytest.mark.parametrize("tag", ["summary", "author", "arxiv:comment", "arxiv:journal_ref", "arxiv:doi", "category"])
def test_missing_fields(tag):
    """What may be missing may be missing."""
    (found,) = read(without(tag) if tag != "category" else ENTRY.replace("<category", "<other"))

    assert (PAPER.id, PAPER.title) == (found.id, found.title)


def test_no_category():
    """A primary category is one of the categories, whether or not it is listed; without any there is none."""
    assert ("cs.LG", "cs.CL") == paper('term="cs.LG" scheme', 'term="cs.CL" scheme').categories
    bare = ENTRY.replace("<category", "<other").replace("primary_category", "other")
    assert () == read(bare)[0].categories


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (without("id"), "an entry without id or date"),
        (without("published"), "an entry without id or date"),
        (without("updated"), "an entry without id or date"),
        (without("title"), "the entry 2309.08600 has no title"),
        (ENTRY.replace(ID, "http://arxiv.org/abs/"), "the entry 'http://arxiv.org/abs/' has no arXiv id"),
        (ENTRY.replace(ID, "http://arxiv.org/abs/2309.08600"), "has no arXiv id"),
        (ENTRY.replace(DAY, "yesterday"), "yesterday"),
        (ENTRY.replace(DAY, "2023-13-15T17:56:55Z"), "month must be in 1..12"),
    ],
)
def test_broken_entries(broken, reason):
    """An entry that cannot be read is told with the reason, and those beside it are read."""
    found = read(ENTRY, broken, ENTRY)

    assert [PAPER, PAPER] == [found[0], found[2]]
    assert reason in found[1]


def test_digests():
    """The digest is that of all that an entry says, so that the same entry on another page is known again."""
    (one,), (same,) = (list(parse(feed(ENTRY, total=total))) for total in (1, 2))
    (other,) = parse(feed(ENTRY.replace("20 pages", "21 pages")))

    assert [Incoming] * 3 == [type(item) for item in (one, same, other)]
    assert one.raw == same.raw != other.raw


def test_nothing():
    """No bytes, and a feed without entries, have no papers."""
    assert [] == list(parse(b"")) == list(parse(feed()))


def test_page():
    """Paging knows the total, the start, the entries with their days, and how many cannot be read."""
    page = read_page(feed(ENTRY, without("id"), without("published"), total=12, start=4))

    assert (12, 4, {ID: "2023-09-15"}, 2) == (page.total, page.start, page.days, page.unreadable)


@pytest.mark.parametrize("odd", ["many", "-1", "", "1.5"])
def test_odd_numbers(odd):
    """A number that is none counts as zero, and is doubted by whoever asked."""
    page = read_page(feed(ENTRY, total=odd, start=odd))

    assert (0, 0) == (page.total, page.start)


@pytest.mark.parametrize("body", [feed(ENTRY), feed(), feed(total=5, start=5), feed(total=5, start=9)])
def test_good_feeds(body):
    """A feed with entries is good; so is one without, where there are none or one asks behind the last."""
    assert check(body) is None


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "no XML, or cut off"),
        (b"Rate exceeded.", "no XML, or cut off"),
        (HTML, "no XML, or cut off"),
        (b"<html><body><p>Sorry</p></body></html>", "no feed but html"),
        (b"<feed/>", "no feed but feed"),
        (feed(ERROR), "arXiv's error feed: start must be non-negative"),
        (feed(total=5), "an empty page where 5 results should be"),
        (feed(total=5, start=4), "an empty page where 5 results should be"),
        (feed(ENTRY.replace("Hoagy", "Ho\x08agy")), "no XML, or cut off"),
    ],
)
def test_bad_feeds(body, reason):
    """Anything else is asked for again, and the reason is told."""
    with pytest.raises(PassingError, match=reason):
        check(body)


@given(st.data())
def test_cut_off(data):
    """A feed that is cut off anywhere is none."""
    whole = feed(ENTRY, ENTRY).rstrip()
    with pytest.raises(PassingError):
        check(whole[: data.draw(st.integers(0, len(whole) - 1))])


def test_a_bomb():
    """A billion laughs are not laughed: the answer is refused."""
    with pytest.raises(PassingError):
        check(feed(ENTRY.replace("<title>Sparse", "<title>&a;Sparse"), before=BOMB))


def test_files_of_this_machine():
    """An entity that is a file of this machine stays what it is."""
    body = feed(ENTRY.replace("<title>Sparse", "<title>&a;Sparse"), before=OUTSIDE)

    check(body)

    assert "root:" not in str(list(parse(body)))


def test_url():
    """The query goes to the address of the settings, oldest papers first, as many as asked for."""
    url = urlsplit(query_url("http://127.0.0.1:1/api/query", '(all:"a b") AND submittedDate:[1 TO 2]', 20, 10))

    assert ("127.0.0.1:1", "/api/query") == (url.netloc, url.path)
    asked = {name: value for name, (value,) in parse_qs(url.query).items() if name != "id_list"}
    assert {
        "search_query": '(all:"a b") AND submittedDate:[1 TO 2]',
        "start": "20",
        "max_results": "10",
        "sortBy": "submittedDate",
        "sortOrder": "ascending",
    } == asked
