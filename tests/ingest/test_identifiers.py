"""Ids in all the clothes that they wear."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.identifiers import arxiv_month, identify

NEW = st.builds(
    "{:02}{:02}.{:0{}}".format, st.integers(7, 26), st.integers(1, 12), st.integers(1, 9999), st.sampled_from((4, 5))
)
OLD = st.builds(
    "{}/{:02}{:02}{:03}".format,
    st.sampled_from(("quant-ph", "cs", "cond-mat", "math.GT")),
    st.sampled_from((91, 99, 0, 7)),
    st.integers(1, 12),
    st.integers(1, 999),
)
CLOTHES = (
    "{}",
    "{}v2",
    "arXiv:{}",
    "arxiv:{}v1",
    "  {}\n",
    "https://arxiv.org/abs/{}",
    "http://www.arxiv.org/pdf/{}v3",
    "https://arxiv.org/pdf/{}.pdf",
    "https://arxiv.org/html/{}v1#S3",
    "https://arxiv.org/abs/{}?context=cs",
    "https://export.arxiv.org/abs/{}",
    "https://doi.org/10.48550/arXiv.{}",
    "10.48550/ARXIV.{}",
    "arXiv preprint arXiv:{}",
    "arXiv:{} [cs.LG]",
    "Preprint, arXiv: {}.",
)


@given(NEW | OLD, st.sampled_from(CLOTHES))
def test_arxiv(number, clothes):
    """An arXiv number is found in every form that people paste, without its version."""
    assert f"arxiv:{number}" == identify(clothes.format(number))


@given(NEW | OLD)
def test_ids_identify_themselves(number):
    """An id is its own id."""
    assert identify(number) == identify(identify(number))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://openreview.net/forum?id=QrImAlagCG", "openreview:QrImAlagCG"),
        ("https://openreview.net/pdf?id=a_b-C", "openreview:a_b-C"),
        ("https://openreview.net/forum?noteId=z&id=abc#discussion", "openreview:abc"),
        ("10.1038/Nature05670", "doi:10.1038/nature05670"),
        ("https://doi.org/10.23915/distill.00024.001", "doi:10.23915/distill.00024.001"),
        ("http://dx.doi.org/10.1145/3531146.3533229", "doi:10.1145/3531146.3533229"),
        ("doi:10.18653/v1/2020.acl-main.1", "doi:10.18653/v1/2020.acl-main.1"),
    ],
)
def test_others(text, expected):
    """OpenReview ids keep their case; DOIs have none, so they lose it."""
    assert expected == identify(text)


@pytest.mark.parametrize(
    "doi", ["10.1109/CVPR.2018.00123", "10.1109/ICCV.2012.01234", "10.1109/cvpr52688.2022.01234", "10.1016/ab/1234567"]
)
def test_dois_are_no_arxiv_numbers(doi):
    """The DOIs of CVPR and ICCV end like arXiv numbers, and are none."""
    assert f"doi:{doi.lower()}" == identify(doi) == identify(f"https://doi.org/{doi}")


@pytest.mark.parametrize("text", ["", " ", "Nature", "1234.56789", "2413.00001", "2409.123", "2409.123456", "10.1/x"])
@pytest.mark.parametrize("before", ["", "bibtex:", "programme:neurips2025/", "openreview:", "https://lesswrong.com/"])
def test_nothing(before, text):
    """What is no id is none."""
    assert "" == identify(before + text)


@pytest.mark.parametrize("text", ["bibtex:key2012.12345", "bibtex:2012.12345", "programme:neurips2025/1234567"])
def test_ids_of_our_own(text):
    """Ids of our own making may end like arXiv's, and are none."""
    assert "" == identify(text)


@given(st.text())
def test_anything(text):
    """Whatever is asked, the answer is an id or nothing, and identifying it again says the same."""
    found = identify(text)

    assert not found or found.split(":")[0] in {"arxiv", "openreview", "doi"}
    assert found == identify(found) or found.startswith("openreview:")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("2409.14507", "2024-09"),
        ("0704.0744", "2007-04"),
        ("quant-ph/0602144", "2006-02"),
        ("hep-th/9108001", "1991-08"),
        ("9912.00001", "1999-12"),
        ("2413.00001", ""),
        ("nonsense", ""),
        ("", ""),
    ],
)
def test_months(number, expected):
    """An arXiv number says its month; the century turned in between."""
    assert expected == arxiv_month(number)
