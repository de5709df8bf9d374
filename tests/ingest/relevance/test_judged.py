"""Files of judged papers, good and bad."""

from __future__ import annotations

import pytest

from catalogue.errors import JudgementsError
from ingest.relevance.judged import read
from tests.ingest.relevance.makers import a_row, as_line, write_rows

NO = as_line(a_row(label=False))
YES = as_line(a_row())


def test_read(tmp_path):
    """Each line is a paper with its label; weight and stratum are there if the line has them."""
    path = write_rows(tmp_path / "f.jsonl", YES, "", NO | {"weight": 3, "stratum": "c1"})

    assert [a_row(), a_row(label=False, weight=3.0, stratum="c1")] == [
        row for row in read(path) if row.paper.title in (YES["title"], NO["title"])
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([YES, "no json"], "f.jsonl:2"),
        ([YES | {"label": 2}], "f.jsonl:1"),
        ([YES | {"label": "1"}], "f.jsonl:1"),
        ([YES | {"label": []}], "f.jsonl:1"),
        ([YES | {"weight": "heavy"}], "f.jsonl:1"),
        ([YES | {"weight": -1}], "f.jsonl:1"),
        ([YES | {"weight": float("nan")}], "f.jsonl:1"),
        ([YES | {"abstract": None}], "f.jsonl:1"),
        ([[1, 2]], "f.jsonl:1"),
        ([{"title": "T", "label": 1}], "f.jsonl:1"),
        ([YES, YES], "both labels"),
        ([], "both labels"),
    ],
)
def test_bad_lines(tmp_path, lines, said):
    """What is not laid out as it should be is refused, with the line and the layout."""
    path = write_rows(tmp_path / "f.jsonl", *lines)

    with pytest.raises(JudgementsError, match=said) as caught:
        read(path)

    assert '"label" (0 or 1)' in str(caught.value)


def test_no_file(tmp_path):
    """A file that is not there, a folder and a file that is no text are refused in words."""
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")

    for path in (tmp_path / "none.jsonl", tmp_path, tmp_path / "binary"):
        with pytest.raises(JudgementsError, match="cannot be read"):
            read(path)
