"""The fake arXiv's OAI-PMH."""

from __future__ import annotations

import pytest
from lxml import etree
from oaipmh_scythe import Scythe
from oaipmh_scythe.exceptions import BadResumptionToken, NoRecordsMatch

from tests.fakes.arxiv import FakeArxiv
from tests.fakes.arxiv.asking import OAI, error, get, harvest, pages, texts
from tests.ingest.samples import a_record

CATEGORIES = ["cs.LG", "stat.ML cs.LG", "cond-mat.str-el", "hep-th", "math.ST", "cs.CL cs.AI"]


def of_day(number, day, **changes):
    """A paper with one version, of *day* in September 2024."""
    made = [{"version": "v1", "created": f"2024-09-{day:02}"}]
    return a_record(number, **{"versions": made, "update_date": None} | changes)


@pytest.fixture
def server():
    """A server with six papers of six days, two on a page."""
    records = [of_day(number, number, categories=said) for number, said in enumerate(CATEGORIES, start=1)]
    with FakeArxiv(records, clock="2024-09-30T12:00", oai_limit=2) as fake:
        yield fake


def listed(server, **asked):
    """The last digits of the papers in a list, over all pages."""
    return [int(one.rpartition(".")[2]) for page in pages(server, metadataPrefix="arXivRaw", **asked) for one in page]


def test_identify(server):
    """The server says who it is, from when its records are, and that days are its finest dates."""
    said = {
        element.tag.removeprefix(OAI): element.text for element in harvest(server, "Identify").find(f"{OAI}Identify")
    }

    assert ("2.0", "2024-09-01", "persistent", "YYYY-MM-DD") == tuple(
        said[key] for key in ("protocolVersion", "earliestDatestamp", "deletedRecord", "granularity")
    )


def test_formats(server):
    """Three formats are offered, of the server and of a paper."""
    whole = texts(harvest(server, "ListMetadataFormats"), "metadataPrefix")

    assert ["oai_dc", "arXiv", "arXivRaw"] == whole
    one = harvest(server, "ListMetadataFormats", identifier="oai:arXiv.org:2409.00001")
    assert whole == texts(one, "metadataPrefix")


def test_sets(server):
    """Sets are groups, archives and categories, colons between them."""
    found = texts(harvest(server, "ListSets"), "setSpec")

    wanted = (
        "cs",
        "cs:cs",
        "cs:cs:LG",
        "stat:stat:ML",
        "physics:cond-mat",
        "physics:cond-mat:str-el",
        "physics:hep-th",
    )
    assert [] == [one for one in wanted if one not in found]
    assert len(found) == len(set(found)) > 150


def test_raw(server):
    """The raw format has what arXiv keeps, and every version that is out."""
    server.put(a_record(abstract="  We look\ninto it.  "))
    tree = harvest(server, "GetRecord", identifier="oai:arXiv.org:2409.00001", metadataPrefix="arXivRaw")
    record = tree.find(f".//{OAI}metadata/{{http://arxiv.org/OAI/arXivRaw/}}arXivRaw")
    fields = {etree.QName(field).localname: field.text for field in record if not len(field)}

    assert {
        "id": "2409.00001",
        "submitter": "Ada Lovelace",
        "title": "Sparse autoencoders\n  find feature 1",
        "authors": 'Ada Lovelace and Kurt G{\\"o}del',
        "categories": "cs.LG cs.CL",
        "comments": "11 pages",
        "journal-ref": "Nature 446:664-667 (2007)",
        "doi": "10.1038/nature05670.1",
        "license": "http://creativecommons.org/licenses/by/4.0/",
        "abstract": "  We look\ninto it.  ",
    } == fields
    assert [("v1", "Mon, 23 Sep 2024 19:18:42 GMT", "D")] == [
        (version.get("version"), version.findtext("{*}date"), version.findtext("{*}source_type"))
        for version in record.iter("{*}version")
    ]


def test_other_formats(server):
    """The other formats have the same paper, its authors in parts."""
    tree = harvest(server, "GetRecord", identifier="oai:arXiv.org:2409.00001", metadataPrefix="arXiv")
    simple = harvest(server, "GetRecord", identifier="oai:arXiv.org:2409.00001", metadataPrefix="oai_dc")

    assert ["Lovelace", 'G{\\"o}del'] == [one.text for one in tree.iter("{http://arxiv.org/OAI/arXiv/}keyname")]
    assert ["2024-09-01"] == [one.text for one in tree.iter("{http://arxiv.org/OAI/arXiv/}created")]
    assert ["Lovelace, Ada", 'G{\\"o}del Jr., Kurt'] == [
        one.text for one in simple.iter("{http://purl.org/dc/elements/1.1/}creator")
    ]


def test_headers(server):
    """A header has the paper's sets, the cross-lists' and twins' too, and its day."""
    tree = harvest(server, "ListIdentifiers", metadataPrefix="oai_dc", from_="2024-09-05", until="2024-09-05")

    assert ["oai:arXiv.org:2409.00005"] == texts(tree, "identifier")
    assert ["2024-09-05"] == texts(tree, "datestamp")
    assert ["math:math:ST", "stat:stat:TH"] == texts(tree, "setSpec")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [1, 2, 3, 4, 5, 6]),
        ({"from_": "2024-09-03"}, [3, 4, 5, 6]),
        ({"until": "2024-09-03"}, [1, 2, 3]),
        ({"from_": "2024-09-02", "until": "2024-09-05"}, [2, 3, 4, 5]),
        ({"set": "cs"}, [1, 2, 6]),
        ({"set": "cs:cs"}, [1, 2, 6]),
        ({"set": "cs:cs:LG"}, [1, 2]),
        ({"set": "cs:cs:AI"}, [6]),
        ({"set": "stat"}, [2, 5]),
        ({"set": "physics"}, [3, 4]),
        ({"set": "physics:cond-mat", "from_": "2024-09-02"}, [3]),
    ],
)
def test_selection(server, asked, expected):
    """Lists hold the papers of a set whose last change is between two days, these days included."""
    assert expected == listed(server, **asked)
    assert expected == listed(server, verb="ListIdentifiers", **asked)


def test_tokens(server):
    """A page says how many there are, how many were before it, and until when its token is good."""
    first = harvest(server, metadataPrefix="arXivRaw").find(f".//{OAI}resumptionToken")
    second = harvest(server, resumptionToken=first.text).find(f".//{OAI}resumptionToken")
    last = harvest(server, resumptionToken=second.text).find(f".//{OAI}resumptionToken")

    assert {"cursor": "0", "completeListSize": "6", "expirationDate": "2024-10-01T00:00:00Z"} == dict(first.attrib)
    assert ("2", "6") == (second.get("cursor"), second.get("completeListSize"))
    assert (None, "4", "6", None) == (
        last.text,
        last.get("cursor"),
        last.get("completeListSize"),
        last.get("expirationDate"),
    )
    assert harvest(server, metadataPrefix="arXivRaw", set="cs:cs:AI").find(f".//{OAI}resumptionToken") is None


def test_tokens_are_good_for_more_than_one_use(server):
    """The same token gives the same page, as the protocol wants."""
    token = texts(harvest(server, metadataPrefix="arXivRaw"), "resumptionToken")[0]

    assert texts(harvest(server, resumptionToken=token), "identifier") == texts(
        harvest(server, resumptionToken=token), "identifier"
    )


def test_many_papers_of_a_day():
    """Pages are complete when a day has more papers than a page."""
    records = [of_day(number, 1 + number // 8) for number in range(1, 21)]
    with FakeArxiv(records, oai_limit=3) as server:
        assert [*range(1, 21)] == listed(server)


def test_changes_during_a_harvest(server):
    """A paper that changes in the middle of a harvest comes again at its end, and takes no other one's place."""
    first = harvest(server, metadataPrefix="arXivRaw")
    server.revise("2409.00002", "2024-09-30", abstract="New.")
    token = texts(first, "resumptionToken")[0]
    rest = [one[-1] for page in pages(server, resumptionToken=token) for one in page]

    assert ["3", "4", "5", "6", "2"] == rest


def test_tokens_expire(server):
    """A token is good until midnight by the server's clock, and no token is when the server says so."""
    token = texts(harvest(server, metadataPrefix="arXivRaw"), "resumptionToken")[0]

    server.expire_tokens()
    assert "badResumptionToken" == error(harvest(server, resumptionToken=token))
    token = texts(harvest(server, metadataPrefix="arXivRaw"), "resumptionToken")[0]
    assert 2 == len(texts(harvest(server, resumptionToken=token), "identifier"))
    server.clock.advance(hours=13)
    assert "badResumptionToken" == error(harvest(server, resumptionToken=token))


def test_life_of_tokens():
    """How long a token is good can be set."""
    with FakeArxiv([of_day(1, 1), of_day(2, 2)], clock="2024-09-30", oai_limit=1, token_life=60) as server:
        token = texts(harvest(server, metadataPrefix="arXivRaw"), "resumptionToken")[0]
        server.clock.advance(seconds=59)
        assert ["oai:arXiv.org:2409.00002"] == texts(harvest(server, resumptionToken=token), "identifier")
        server.clock.advance(seconds=2)
        assert "badResumptionToken" == error(harvest(server, resumptionToken=token))


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("badVerb", {"verb": "ListEverything"}),
        ("badVerb", {"verb": ""}),
        ("badArgument", {"verb": "Identify", "set": "cs"}),
        ("badArgument", {"verb": "ListRecords"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "arXivRaw", "color": "green"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "arXivRaw", "from": "2024-9-1"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "arXivRaw", "from": "2024-09-01T00:00:00Z"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "arXivRaw", "until": "2024-13-01"}),
        (
            "badArgument",
            {"verb": "ListRecords", "metadataPrefix": "arXivRaw", "from": "2024-09-05", "until": "2024-09-04"},
        ),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "arXivRaw", "from": "2024-08-31"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "arXivRaw", "until": "2024-10-02"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "arXivRaw", "set": "cs:LG"}),
        ("badArgument", {"verb": "ListRecords", "metadataPrefix": "arXivRaw", "resumptionToken": "x"}),
        ("badArgument", {"verb": "GetRecord", "metadataPrefix": "arXivRaw"}),
        ("badArgument", {"verb": "GetRecord", "metadataPrefix": "arXivRaw", "identifier": "2409.00001"}),
        ("cannotDisseminateFormat", {"verb": "ListRecords", "metadataPrefix": "marc"}),
        (
            "cannotDisseminateFormat",
            {"verb": "GetRecord", "metadataPrefix": "marc", "identifier": "oai:arXiv.org:2409.00001"},
        ),
        (
            "idDoesNotExist",
            {"verb": "GetRecord", "metadataPrefix": "arXivRaw", "identifier": "oai:arXiv.org:2409.99999"},
        ),
        ("idDoesNotExist", {"verb": "ListMetadataFormats", "identifier": "oai:arXiv.org:2409.99999"}),
        ("noRecordsMatch", {"verb": "ListRecords", "metadataPrefix": "arXivRaw", "from": "2024-09-10"}),
        ("noRecordsMatch", {"verb": "ListRecords", "metadataPrefix": "arXivRaw", "set": "econ"}),
        ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": "rainbow"}),
        ("badResumptionToken", {"verb": "ListSets", "resumptionToken": "rainbow"}),
    ],
)
def test_errors(server, code, asked):
    """What is wrong with a request is said by the protocol's code, with status 200."""
    answer = get(server.oai_url, **asked)

    assert (200, code) == (answer.status_code, error(etree.fromstring(answer.content)))


def test_a_parameter_twice(server):
    """A repeated parameter is an error, as is a token of another verb."""
    doubled = get(f"{server.oai_url}?verb=Identify&verb=Identify").content
    token = texts(harvest(server, metadataPrefix="arXivRaw"), "resumptionToken")[0]

    assert "badArgument" == error(etree.fromstring(doubled))
    assert "badResumptionToken" == error(harvest(server, "ListIdentifiers", resumptionToken=token))


def test_request_is_repeated(server):
    """An answer repeats the request, but not if that was none."""
    good = harvest(server, metadataPrefix="arXivRaw", from_="2024-09-05").find(f"{OAI}request")
    bad = harvest(server, "Nonsense").find(f"{OAI}request")

    assert {"verb": "ListRecords", "metadataPrefix": "arXivRaw", "from": "2024-09-05"} == dict(good.attrib)
    assert (server.oai_url, {}) == (good.text, dict(bad.attrib))


def test_scythe(server):
    """A client library walks all pages, and knows the errors and the deleted."""
    server.delete("2409.00003", "2024-09-30")
    token = "rainbow"
    with Scythe(server.oai_url) as client:
        records = [*client.list_records(metadata_prefix="arXivRaw")]

        assert [False, False, False, False, False, True] == [record.deleted for record in records]
        assert ["2409.00001"] == records[0].metadata["id"]
        with pytest.raises(NoRecordsMatch):
            next(client.list_records(metadata_prefix="arXivRaw", set_="econ"))
        with pytest.raises(BadResumptionToken):
            next(client.list_records(resumption_token=token))
        assert "arXiv" == client.identify().repositoryName
