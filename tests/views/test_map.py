"""The map: the whole of it, a part of it, and what is around one idea."""

from __future__ import annotations

import json

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from glossary import book, neighbourhood
from glossary.lists import topics
from tests.views.conftest import Open
from tests.views.test_pages import address, text
from views.glossary import scenes
from views.glossary.picture import Dot, Picture

AROUND = "superposition"


def chart(app: AppTest):
    """The picture on the page, as it is sent."""
    return app.get("vega_lite_chart")[0].proto


def drawn(app: AppTest) -> set[str]:
    """Ids of the concepts that have a dot."""
    tables = [pa.ipc.open_stream(one.data.data).read_all() for one in chart(app).datasets]
    return next(set(table["id"].to_pylist()) for table in tables if "definition" in table.column_names)


def lit(picture: Picture) -> set[str]:
    """Ids of the concepts that stand out."""
    return {dot.id for dot in picture.dots if dot.lit}


def test_the_whole_map(open_page: Open):
    """Every concept has a dot; a sentence says what is drawn, and a link leads to the same as text."""
    app = open_page("map")
    said = text(app)

    assert book.load().concepts.keys() == drawn(app)
    assert f"Map of {len(book.load().concepts):,} ideas" in chart(app).alt
    assert "[The list](glossary)" in said
    assert "](map?around=superposition)" in said


def test_around_one_idea(open_page: Open):
    """Only what is two bridges away is drawn, and all of it is there as text, by how it is related."""
    app = open_page("map", around=AROUND, list="arxiv:2309.08600")
    near = neighbourhood.around(book.load(), AROUND)
    said = text(app)

    assert ["Around superposition"] == [title.value for title in app.title]
    assert {one.id for one in (near.centre, *near.first, *near.second)} == drawn(app)
    for one in (*near.first, *near.second):
        assert f"](concept?id={one.id}&list=arxiv:2309.08600)" in said
    assert "Two steps away" in said
    assert "[The whole map](map?list=arxiv:2309.08600)" in said


def test_choices_change_the_address(open_page: Open):
    """A topic and the bridges to highlight go into the address; a centre takes their place, and leaves again."""
    app = open_page("map", list="arxiv:2309.08600")
    app.selectbox("choice-topic").set_value("circuits").run()
    app.selectbox("choice-bridges").set_value("crossing").run()
    assert {"topic": ["circuits"], "bridges": ["crossing"], "list": ["arxiv:2309.08600"]} == address(app)
    assert "[The list](glossary?topic=circuits&list=arxiv:2309.08600)" in text(app)

    app.selectbox("choice-around").set_value(AROUND).run()
    assert {"around": [AROUND], "list": ["arxiv:2309.08600"]} == address(app)
    app.selectbox("choice-around").set_value(None).run()

    assert {"list": ["arxiv:2309.08600"]} == address(app)
    assert ["Map of ideas"] == [title.value for title in app.title]


def test_the_address_sets_the_choices(open_page: Open):
    """A shared address shows what it showed."""
    app = open_page("map", topic="circuits", bridges="falseFriend")

    assert ("circuits", "falseFriend") == (app.selectbox("choice-topic").value, app.selectbox("choice-bridges").value)
    assert topics()["circuits"].label in chart(app).alt


@pytest.mark.parametrize("nonsense", ["<script>", "nothing-like-it", ""])
def test_nonsense_in_the_address(open_page: Open, nonsense: str):
    """What makes no sense in the address is as if it were not there."""
    app = open_page("map", around=nonsense, topic=nonsense, bridges=nonsense)

    assert not app.exception
    assert chart(open_page("map")).alt == chart(app).alt


def test_a_click_is_told_the_rest_is_not(open_page: Open):
    """Zooming and pointing happen in the browser; only a click on a concept comes back."""
    proto = chart(open_page("map", around=AROUND))
    names = {param["name"] for param in json.loads(proto.spec)["params"]}

    assert {"clicked", "pointed", "moved"} == names
    assert ["clicked"] == list(proto.selection_mode)


def test_a_topic_stands_out():
    """All that belongs to a topic stands out, wherever its home is; the picture begins at the topic's territory."""
    picture = scenes.whole(book.load(), topic="steering")

    assert {one.id for one in book.load().concepts.values() if "steering" in one.topics} == lit(picture)
    assert picture.window.width < scenes.whole(book.load()).window.width / 2


def test_highlighted_bridges_stand_out():
    """Of all bridges those asked for stand out, with the concepts at their ends."""
    picture = scenes.whole(book.load(), highlight="falseFriend")
    friends = [link for link in book.load().bridges() if link.relation == "falseFriend"]

    assert len(friends) == sum(line.lit for line in picture.lines)
    assert all(line.friend == line.lit for line in picture.lines)
    assert {end.id for link in friends for end in (link.here, link.there)} == lit(picture)


def test_highlighted_bridges_of_a_topic():
    """With a topic, its bridges are drawn and no other."""
    picture = scenes.whole(book.load(), topic="circuits", highlight="crossing")
    circuits = {one.id for one in book.load().concepts.values() if "circuits" in one.topics}

    assert all({line.one, line.other} & circuits for line in picture.lines)
    assert 0 < sum(line.lit for line in picture.lines) < len(picture.lines)


def test_the_best_connected_get_their_names_first():
    """At the scale of a desktop the names on the whole map are those of well-connected concepts."""
    glossary = book.load()
    bridges = {one: len(glossary.links(one)) for one in glossary.concepts}
    named = [bridges[name.id] for name in scenes.whole(glossary).names if name.id and name.scale <= 330]

    assert len(named) > 10
    assert sum(named) / len(named) > 2 * sum(bridges.values()) / len(bridges)


def test_around_names_what_is_near():
    """On the smallest screen, the idea in the middle is named, and nearly all that it has bridges with."""
    near = neighbourhood.around(book.load(), "tuned-lens")
    picture = scenes.around(book.load(), near)
    smallest = scenes.PHONE / picture.window.width
    named = {name.id for name in picture.names if name.scale <= smallest}

    assert {near.centre.id, *(one.id for one in near.first)} <= named


def test_dots_have_one_size_a_ring():
    """The nearer to the middle, the larger."""
    near = neighbourhood.around(book.load(), AROUND)
    sizes: dict[str, Dot] = {dot.id: dot for dot in scenes.around(book.load(), near).dots}

    assert sizes[AROUND].size > sizes[near.first[0].id].size > sizes[near.second[0].id].size
