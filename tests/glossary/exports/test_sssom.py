"""The bridges as SSSOM, judged by the reference implementation."""

from __future__ import annotations

import csv
import datetime as dt
import warnings

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from glossary import book
from glossary.exports import sssom
from tests.glossary.makers import a_bridge, a_concept, a_glossary

SITE = "https://commons.example"
GLOSSARY = a_glossary(
    a_concept("head", "attention head", bridges=(a_bridge("ship", "falseFriend"),)),
    a_concept(
        "circuit",
        bridges=(
            a_bridge(
                "head",
                "narrowMatch",
                breaks="It is not one.",
                papers=("arxiv:1706.03762", "doi:10.1038/nature05670"),
                by="Ada Lovelace",
                date=dt.date(2026, 1, 2),
                justification="semapv:LexicalMatching",
            ),
        ),
    ),
    a_concept("ship"),
)


def parts(text):
    """The header as YAML, and the rows of the table."""
    lines = text.splitlines(keepends=True)
    head = [line[1:] for line in lines if line.startswith("#")]
    return yaml.safe_load("".join(head)), list(csv.DictReader(lines[len(head) :], dialect="excel-tab"))


@pytest.fixture
def accepted(tmp_path):
    """How many mappings of an export the reference implementation accepts; it drops some and refuses whole files."""

    def count(text):
        (tmp_path / "commons.sssom.tsv").write_text(text)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it depends on
            return _accepted(tmp_path / "commons.sssom.tsv")

    return count


def _accepted(path):
    from jsonschema.exceptions import ValidationError  # noqa: PLC0415 (only here its warnings are no errors)
    from sssom.parsers import parse_sssom_table  # noqa: PLC0415
    from sssom.validators import to_mapping_set_document, validate  # noqa: PLC0415

    table = parse_sssom_table(path)
    try:
        validate(table)
    except ValidationError:
        return 0
    return len(to_mapping_set_document(table).mapping_set.mappings)


def test_row():
    """A bridge is a mapping, with what justifies it, by whom and when, and where it breaks."""
    header, rows = parts(sssom.dump(GLOSSARY, SITE))

    assert {
        "subject_id": "concept:circuit",
        "subject_label": "circuit",
        "predicate_id": "skos:narrowMatch",
        "object_id": "concept:head",
        "object_label": "attention head",
        "mapping_justification": "semapv:LexicalMatching",
        "author_label": "Ada Lovelace",
        "mapping_date": "2026-01-02",
        "see_also": "https://arxiv.org/abs/1706.03762|https://doi.org/10.1038/nature05670",
        "comment": "It is not one.",
    } == rows[0]
    assert ["skos:narrowMatch", "commons:falseFriend"] == [row["predicate_id"] for row in rows]
    assert "https://commons.example/concept?id=" == header["curie_map"]["concept"]
    assert ("https://commons.example/glossary", "https://opensource.org/license/mit") == (
        header["mapping_set_id"],
        header["license"],
    )


def test_slash():
    """It makes no difference whether the site's address ends in a stroke."""
    assert sssom.dump(GLOSSARY, SITE) == sssom.dump(GLOSSARY, f"{SITE}/")


def test_order():
    """The order of concepts makes no difference, so that two exports can be compared."""
    assert sssom.dump(GLOSSARY, SITE) == sssom.dump(a_glossary(*reversed(GLOSSARY.concepts.values())), SITE)


@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters='\t"|#'), min_size=1))
def test_any_text(text):
    """Whatever a curator writes stays in its column."""
    glossary = a_glossary(a_concept("a", bridges=(a_bridge("b", breaks=text),)), a_concept("b", text))

    table = list(csv.reader(sssom.dump(glossary, SITE).splitlines()[9:], dialect="excel-tab"))

    assert list(sssom.COLUMNS) == table[0]
    assert [text, text] == [table[1][4], table[1][-1]]


def test_real_glossary(accepted):
    """The whole glossary is valid to the reference implementation, every bridge of it."""
    assert book.load().counts()["bridges"] == accepted(sssom.dump(book.load(), SITE))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", 2),
        ("semapv:LexicalMatching", "because", 0),
        ("2026-01-02", "yesterday", 1),
        ("concept:ship", "", 1),
    ],
)
def test_the_judge_is_strict(accepted, old, new, expected):
    """The reference implementation refuses what is not valid, so that its consent means something."""
    assert expected == accepted(sssom.dump(GLOSSARY, SITE).replace(old, new))
