"""The map's page: in every state, and with what the address says."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from index.projection.store import FILE
from tests.views.conftest import Open
from tests.views.field.library import SAYS
from tests.views.library import absorption, fill, many
from tests.views.test_pages import address, text
from views.field.points import field
from views.pages.field import MOST, PICKED

LIST = f"{absorption().id},arxiv:2301.00001"


def sent(app: AppTest) -> dict:
    """What the component is told."""
    return json.loads(app.get("bidi_component")[0].proto.json)


def test_the_map_is_told_where_things_are(open_page: Open, services):
    """The browser is told where to get data and script, where papers are, and what can stand out; no paper is sent."""
    app = open_page("field", list=LIST, likes="arxiv:2301.00002", by="year", show="list,posters")
    said = sent(app)

    assert not app.exception
    assert said["addresses"].keys() == {"data", "script"}
    assert f"paper?list={LIST}&likes=arxiv:2301.00002" == said["paper"]
    assert {"list": LIST.split(","), "likes": ["arxiv:2301.00002"]} == {one["id"]: one["ids"] for one in said["groups"]}
    assert ("year", "list,posters") == (said["by"], said["show"])
    assert absorption().title not in json.dumps(said)


def test_the_same_as_text(open_page: Open, services):
    """Each broad region is a heading that leads to its idea, with its most typical papers as links."""
    app = open_page("field", list=LIST)
    said, laid = text(app), field(services)
    broad = [one for one in laid.regions if one.level == 0]
    headings = [heading.value for heading in app.subheader]

    assert broad
    assert len(broad) == len(headings)
    for heading, one in zip(headings, broad, strict=True):
        assert f"](concept?id={one.concept}&list={LIST})" in heading
        for row in one.rows[:3]:
            assert f"](paper?id={laid.ids[row]}&list={LIST})" in said
    assert SAYS.keys() & {one.concept for one in broad}


def test_picked_papers_go_to_the_list(open_page: Open, services):
    """What was picked on the map is named, can be put on the list with one press, and taken along."""
    app = open_page("field")
    app.session_state[PICKED] = ("arxiv:2301.00001", absorption().id)
    app.run()
    assert "2 papers picked" in [one.value for one in app.header]

    app.button(key="add-picked").click().run()

    assert not app.exception
    assert ["arxiv:2301.00001,arxiv:2409.14507"] == address(app)["list"]
    assert "All of them are on your list" in text(app)


def test_too_many_are_not_taken(open_page: Open, services):
    """More papers than an address holds are not offered for the list: the reader is told to pick fewer."""
    app = open_page("field")
    app.session_state[PICKED] = tuple(f"arxiv:{number}" for number in range(MOST + 1))
    app.run()

    assert f"at most {MOST}" in text(app)
    assert "add-picked" not in [button.key for button in app.button]


def test_an_empty_library(open_page: Open, home):
    """Without papers the page says how to get some."""
    app = open_page("field")

    assert ["Map of the field"] == [title.value for title in app.title]
    assert "commons ingest starter" in app.error[0].value


def test_no_map_yet(open_page: Open, home):
    """Without a map the page says what makes one."""
    fill(many(3))
    app = open_page("field")

    assert "Run: `commons index`" in app.error[0].value


def test_a_damaged_map(open_page: Open, services):
    """A map that cannot be read is said to be one, with what makes a new one."""
    (services.settings.home / FILE).write_bytes(b"no map")
    app = open_page("field")

    assert "Run: `commons index`" in app.error[0].value


@pytest.mark.parametrize("params", [{"by": "nonsense", "show": "x,,y", "view": "far,away"}, {"list": "<script>"}])
def test_nonsense_in_the_address(open_page: Open, services, params: dict[str, str]):
    """An address that says nothing sensible is no error."""
    assert not open_page("field", **params).exception
