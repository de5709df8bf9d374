"""My things: one memory of the reader on every page, in the address and in a file."""

from __future__ import annotations

import json

import pytest
from streamlit.testing.v1 import AppTest

from glossary.paths import paths
from tests.makers import a_paper
from tests.views.conftest import Open, menu
from tests.views.library import EVENT, absorption, fill, hold, many, workshop
from tests.views.test_pages import address, button, markup_free, only, text
from views import memory
from views.memory import Memory

ONE, TWO = "arxiv:2409.14507", "arxiv:2301.00001"
EVERYTHING = {"list": f"{ONE},{TWO}", "likes": TWO, "read": "superposition,polysemanticity", "own": "arxiv:2601.00001"}
SAVED = Memory(list=(ONE,), likes=(TWO,), read=("superposition",)).to_file().encode()


def opened(app: AppTest, stem: str) -> AppTest:
    """The page after somebody opened what works can be taken along as."""
    app.session_state[f"take-{stem}"] = True
    return app.run()


def labels(app: AppTest, kind: str = "download_button") -> list[str]:
    """What the buttons of a kind say."""
    return [one.label for one in app.get(kind)]


def test_adding_and_removing(open_page: Open):
    """A paper goes onto the list and the address, and off both again."""
    fill([absorption()])

    app = open_page("search", q="absorption")
    button(app, "Add to list").click().run()
    assert [ONE] == address(app)["list"]
    assert "List (1)" in menu(app)
    button(app, "Remove from list").click().run()

    assert "list" not in address(app)


def test_liking(open_page: Open):
    """A like on any page goes into the address, and can be taken back there."""
    fill([absorption()])

    app = open_page("paper", id=ONE)
    button(app, "Like").click().run()
    assert [ONE] == address(app)["likes"]
    button(app, "Liked").click().run()

    assert {"id"} == set(address(app))


def test_a_like_in_search_is_one_everywhere(open_page: Open):
    """What somebody wants more like in a search is remembered as liked; what is taken back is forgotten."""
    fill([absorption(), *many(2)])

    app = open_page("search", q="circuit")
    app.button("more-arxiv:2301.00000").click().run()
    assert {"q": ["circuit"], "more": ["arxiv:2301.00000"], "likes": ["arxiv:2301.00000"]} == address(app)
    app.button("unrate-arxiv:2301.00000").click().run()

    assert {"q": ["circuit"]} == address(app)


def test_less_of_what_was_liked(open_page: Open):
    """Whoever wants less of a paper does not like it any more."""
    fill([absorption(), *many(2)])

    app = open_page("search", q="circuit", likes=f"{ONE},arxiv:2301.00000")
    app.button("less-arxiv:2301.00000").click().run()

    assert {"q": ["circuit"], "less": ["arxiv:2301.00000"], "likes": [ONE]} == address(app)


def test_likes_rank_a_search_again(open_page: Open):
    """Likes from before can rank a search, and stay when it is ranked without them; forgotten, they are gone."""
    fill([absorption(), *many(3)])

    app = open_page("search", q="circuit", likes=f"{ONE},{TWO}")
    button(app, "Rank by what I like (2)").click().run()
    assert [ONE, TWO] == address(app)["more"]
    assert "Rank by what I like (2)" not in labels(app, "button")
    button(app, "Rank without these").click().run()
    assert {"q": ["circuit"], "likes": [f"{ONE},{TWO}"]} == address(app)
    button(app, "Rank by what I like (2)").click().run()
    button(app, "Forget all").click().run()

    assert {"q": ["circuit"]} == address(app)


def test_likes_choose_posters(open_page: Open):
    """Whoever likes a paper sees the posters nearest to it, without a profile."""
    hold(fill(workshop()))

    assert "the posters nearest to them appear here" in text(open_page("meet"))
    assert "Feature splitting" in text(open_page("meet", likes="arxiv:2601.00001"))


def test_likes_of_an_older_address_are_not_taken_over(open_page: Open):
    """Whoever opens the search of somebody else likes nothing by that."""
    fill([absorption(), *many(2)])

    assert "likes" not in address(open_page("search", q="circuit", more=ONE))


def test_ideas(open_page: Open):
    """An idea that is known is known on its own page and on every path, and goes off again."""
    fill([absorption()])
    first = next(iter(paths()))

    app = open_page("concept", id="superposition")
    button(app, "I know this").click().run()
    assert ["superposition"] == address(app)["read"]
    button(app, "You know this").click().run()
    assert "read" not in address(app)

    step = open_page("start", path=first).checkbox[0]
    app = step.check().run()
    assert 1 == len(address(app)["read"])
    app = app.checkbox[0].uncheck().run()
    assert {"path"} == set(address(app))


@pytest.mark.parametrize("slug", ["home", "start", "glossary", "list", "plan"])
def test_everything_follows_from_page_to_page(open_page: Open, slug: str):
    """Nothing that is remembered is lost on any page, and the links of ours carry all of it."""
    hold(fill([absorption(), *many(3), *workshop()]))

    app = open_page(slug, **EVERYTHING)

    assert {name: [value] for name, value in EVERYTHING.items()} == address(app)
    assert all(f"{name}=" in link for link in menu(app).values() for name in EVERYTHING)


def test_a_session_that_was_lost(open_page: Open):
    """A phone comes back from a pocket to a server that knows nothing of it: the address has everything."""
    hold(fill([absorption(), *many(3), *workshop()]))
    before = open_page("paper", id=ONE)
    for label in ("Add to list", "Like"):
        button(before, label).click().run()
    held = {name: values[0] for name, values in address(before).items() if name != "id"}

    after = open_page("list", **held)

    assert {"list": ONE, "likes": ONE} == held
    assert "Reading list (1)" in text(after)
    assert "Papers that I like (1)" in text(after)


def test_my_things(open_page: Open):
    """Everything that is remembered is on one page, and each thing can be taken off by itself."""
    hold(fill([absorption(), *many(3), *workshop()]))

    app = open_page("list", **EVERYTHING)
    said = text(app)
    for part in ("Reading list (2)", "Papers that I like (1)", "Ideas that I know (2)", "My posters", "Who sees this"):
        assert part in said
    for key in (f"remove-{ONE}", f"unlike-{TWO}", "unlearn-superposition", "disown-arxiv:2601.00001"):
        app.button(key).click().run()

    assert {"list": [TWO], "read": ["polysemanticity"]} == address(app)
    assert "My posters" not in text(app)


def test_a_long_list(open_page: Open):
    """A long list is shown in steps, and taken along as a whole."""
    fill(many(25))

    app = open_page("list", list=",".join(f"arxiv:2301.{place:05}" for place in range(25)))
    assert 20 == len([one for one in app.button if one.label == "Remove"])
    assert "**Take 25 papers along**" in text(opened(app, "reading-list"))
    button(app, "Show 5 more").click().run()

    assert 25 == len([one for one in app.button if one.label == "Remove"])


def test_taking_along(open_page: Open):
    """A list can be taken along in every format, and copied as text with its size; nothing is made before."""
    fill([absorption()])

    app = open_page("list", list=ONE)
    assert ["Save as a file"] == labels(app)
    app = opened(app, "reading-list")

    assert ["BibTeX", "RIS", "CSV", "Markdown", "Obsidian", "Save as a file"] == labels(app)
    assert "# My reading list" in app.code[0].value
    assert "words, about" in text(app)


@pytest.mark.parametrize(
    ("slug", "stem", "asked"),
    [
        ("search", "results", {"q": "absorption"}),
        ("paper", "paper", {"id": ONE}),
        ("programme", "programme", {}),
        ("programme", "programme", {"session": "morning"}),
    ],
)
def test_any_list_can_be_taken_along(open_page: Open, slug: str, stem: str, asked: dict[str, str]):
    """Results, a paper and a session of the programme can be copied for a language model."""
    hold(fill([absorption(), *workshop()]))

    app = opened(open_page(slug, **asked), stem)

    assert any(one.value.startswith("# ") and "\n## 1. " in one.value for one in app.code)


def test_strange_ids(open_page: Open):
    """Ids that nothing here has are named, and go at one click; the rest is shown."""
    fill([absorption()])

    app = open_page("list", list=f"{ONE},arxiv:nope,<script>", read="superposition,nonsense")
    said = [markup_free(one.value) for one in app.warning]
    assert "arxiv:nope, <script>" in said[0]
    assert "nonsense" in said[1]
    for part in ("list", "read"):
        app.button(f"remove-unknown-{part}").click().run()

    assert {"list": [ONE], "read": ["superposition"]} == address(app)
    assert not app.warning


def test_nothing_yet(open_page: Open):
    """An empty page says what to do next, and offers nothing to save or to delete."""
    fill([absorption()])

    app = open_page("list")

    assert "choose **Add to list**" in text(app)
    assert [] == labels(app)
    assert "forget-all" not in [one.key for one in app.button]


def test_opening_a_saved_file(open_page: Open):
    """A saved file is added to what is there; an older list opens, too; a wrong file is refused in one sentence."""
    fill([absorption(), *many(3)])

    app = open_page("list", list=TWO)
    app.file_uploader[0].upload("interp-commons.json", SAVED, "application/json").run()
    assert {"list": [f"{TWO},{ONE}"], "likes": [TWO], "read": ["superposition"]} == address(app)
    older = json.dumps({"ids": ["arxiv:2301.00002"]}).encode()
    app.file_uploader[0].upload("reading-list.json", older, "application/json").run()
    assert [f"{TWO},{ONE},arxiv:2301.00002"] == address(app)["list"]
    app.file_uploader[0].upload("other.json", b"[1, 2]", "application/json").run()

    assert "nothing that was saved here" in markup_free(only(app)).lower()
    assert [TWO] == address(app)["likes"]


def test_deleting_all(open_page: Open):
    """Everything goes at once, from the page, the session and the address, and only when somebody is sure."""
    hold(fill([absorption(), *many(3), *workshop()]))

    app = open_page("list", **EVERYTHING, event=EVENT)
    assert app.button("forget-all").disabled
    app.checkbox("sure-forget").check().run()
    app.button("forget-all").click().run()

    assert {"event": [EVENT]} == address(app)
    assert "Nothing here yet" in text(app)
    assert Memory() == app.session_state["memory"]


def test_links_to_copy(open_page: Open):
    """One link has everything, for oneself; another has only the list, for somebody else."""
    hold(fill([absorption(), *many(3), *workshop()]))

    everything, only_list = [one.value.partition("?")[2] for one in open_page("list", **EVERYTHING).code]

    assert "&".join(f"{name}={EVERYTHING[name]}" for name in memory.NAMES) == everything
    assert f"list={ONE},{TWO}" == only_list


def test_no_room(open_page: Open):
    """When an address is full, the page says so, what is new is counted and left out, and nothing is lost."""
    fill([absorption()])
    full = ",".join(f"arxiv:2301.{place:05}" for place in range(400))
    kept = Memory().merged(Memory(list=tuple(full.split(",")))).list

    app = open_page("paper", id=ONE, list=",".join(kept))
    button(app, "Add to list").click().run()

    assert ["There was no room for 1 more thing"] == [one.value.partition(":")[0] for one in app.toast]
    assert [",".join(kept)] == address(app)["list"]
    assert "of the room that an address has" in open_page("list", list=",".join(kept)).warning[1].value


def test_a_poster_of_another_event(open_page: Open):
    """Who says which posters are theirs at one event keeps those of another."""
    hold(fill([absorption(), a_paper(id="arxiv:1", title="Elsewhere"), *workshop()]))

    app = open_page("plan", own="arxiv:1")
    app.multiselect(key="plan-own").set_value(["arxiv:2601.00002"]).run()

    assert ["arxiv:1,arxiv:2601.00002"] == address(app)["own"]
