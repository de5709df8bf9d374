"""Names of files are legal everywhere, and no two alike."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from views.static.address import LONGEST, slug, slugs


def test_usual_ids_stay_readable():
    """An id of a known kind becomes a name in which one still sees it."""
    assert "arxiv-2409.14507" == slug("arxiv:2409.14507")
    assert "openreview-QrImAlagCG" == slug("openreview:QrImAlagCG")
    assert "doi-10.1000-182" == slug("doi:10.1000/182")
    assert "author-neel-nanda" == slug("author:neel-nanda")


@given(st.text(max_size=300))
def test_any_id_has_a_legal_name(identifier: str):
    """A name has letters, digits, hyphens and inner full stops only, and is neither empty nor too long."""
    name = slug(identifier)

    assert re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9-])?", name)
    assert len(name) <= LONGEST + 10
    assert ".." not in name.strip(".") or ".." in identifier


@given(st.lists(st.one_of(st.text(max_size=20), st.from_regex(r"[aA]{1,3}[:/-][bB]{1,3}", fullmatch=True))))
def test_no_two_ids_share_a_file(identifiers: list[str]):
    """Ids that differ have names that differ, also where capitals are small letters."""
    names = slugs(identifiers)

    assert set(identifiers) == set(names)
    assert len(names) == len({name.casefold() for name in names.values()})


@given(st.lists(st.text(max_size=20)))
def test_the_order_of_ids_does_not_matter(identifiers: list[str]):
    """The same ids have the same names in whatever order they come."""
    assert slugs(identifiers) == slugs(reversed(identifiers))
