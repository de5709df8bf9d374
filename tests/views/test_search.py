"""What the search page says of a question, and what it lets the reader change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.util import calc_hash

from catalogue.answers import Caution, Expansion, Query, Shift
from catalogue.errors import QuestionError
from glossary import book
from index.question import syntax as question_syntax
from tests.makers import a_paper
from tests.views.conftest import Open
from tests.views.library import HOSTILE, absorption, fill, many
from tests.views.test_pages import address, button, only, source, text
from views import finding, ideas, markup
from views.components import syntax
from views.components.understood import SHOWN
from views.finding import Found
from views.pages import search

Answering = Callable[..., None]

WORDS = tuple(
    Expansion(
        label=f"word {place}",
        instead_of="feature absorption",
        relation="exactMatch" if place < SHOWN else "closeMatch",
        community="neuroscience" if place else "academia",
        concept="superposition",
    )
    for place in range(SHOWN + 2)
)
"""More words of other communities than are shown at once."""


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Answering:
    """Lets every answer say of the question what the test says; the hits stay what they are."""

    def understood(**said: object) -> None:
        def find(*args: object) -> Found:
            found = finding.find(*args)
            return replace(found, answer=replace(found.answer, **said))

        monkeypatch.setattr(search, "find", find)

    return understood


def test_words_of_others_have_switches(open_page: Open, answering: Answering):
    """A switched-off word is in the address and stays where it was; switched on again, it leaves the address."""
    services = fill([absorption()])
    first, second, *others = services.words.expand("activation patching")
    answering(also_searched=(first, *others))

    app = open_page("search", q="activation patching", without=second.label)
    labels = [plain(one) for one in app.pills[0].options]
    assert [one.label for one in ideas.prominent((first, second, *others))[:SHOWN]] == labels
    app.pills[0].set_value(labels[1:]).run()
    assert {first.label, second.label} == set(address(app)["without"])
    app.multiselect("words-off").set_value([]).run()
    app.pills[0].set_value(labels).run()

    assert {"q": ["activation patching"]} == address(app)


def plain(option: str) -> str:
    """A pill without its escapes and without who says it."""
    return option.replace("\\", "").partition(" :small")[0]


def test_few_words_at_once(open_page: Open, answering: Answering):
    """The first words have their switch in sight, the rest are folded away with who says what."""
    fill([absorption()])
    answering(also_searched=WORDS)

    app = open_page("search", q="feature absorption")

    assert SHOWN == len(app.pills[0].options)
    assert ["word 5", "word 6"] == app.multiselect("words-off").options
    assert ["word 0", "word 1 :small[(neuroscience)]"] == app.pills[0].options[:2]
    assert "Whose words these are, and 2 more" in [one.label for one in app.expander]
    assert "- The same as *feature absorption*: [word 0](concept?id=superposition) :gray[:small[(academia)]]" in text(
        app
    )
    assert "- Close to *feature absorption*: [word 5]" in text(app)


def test_leaving_out_one_of_many(open_page: Open, answering: Answering):
    """A word that has no switch in sight can be left out, too."""
    fill([absorption()])
    answering(also_searched=WORDS)

    app = open_page("search", q="feature absorption", without="word 1")
    app.multiselect("words-off").set_value(["word 6"]).run()

    assert ["word 1", "word 6"] == address(app)["without"]


def test_own_words_only(open_page: Open, answering: Answering):
    """All words of others can be switched off at once, and on again."""
    fill([absorption()])
    answering(also_searched=WORDS)

    app = open_page("search", q="feature absorption", without="word 1")
    button(app, "Search in my words only").click().run()
    assert {"q": ["feature absorption"], "bridges": ["off"]} == address(app)
    button(app, "Also search in other communities' words").click().run()

    assert {"q": ["feature absorption"]} == address(app)


def test_false_friends(open_page: Open, answering: Answering):
    """A false friend is one warning, whatever it may mean, with links to the ideas and how they differ."""
    fill([absorption()])
    one = Caution(word="feature", concept="feature", other="input-feature", note="A column of the data.")
    answering(cautions=(one, replace(one, other="visual-feature", note="A map.")))

    app = open_page("search", q="feature")

    assert 1 == len(app.warning)
    for part in ("**feature** is a false friend", "A column of the data\\.", "concept?id=feature", "[visual feature]("):
        assert part in app.warning[0].value


def test_suggestions(open_page: Open, answering: Answering):
    """A mended question and an author's papers are a click away, under the same filters."""
    fill([absorption()])
    answering(did_you_mean="sparse autoencoder", people=("Joseph Bloom",))

    said = text(open_page("search", q="sparze autoencoder", since="2020", without="latent"))

    assert "Did you mean **[sparse autoencoder](search?q=sparse%20autoencoder&since=2020)**?" in said
    assert "[Papers by Joseph Bloom (1)](search?q=au:%22Joseph%20Bloom%22&since=2020)" in said


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_above_the_results(open_page: Open, answering: Answering, hostile: str):
    """Whatever an answer or the address says is shown as text."""
    fill([absorption()])
    answering(
        did_you_mean=hostile,
        people=(hostile,),
        also_searched=(replace(WORDS[0], label=hostile, instead_of=hostile, community=hostile),),
        cautions=(Caution(word=hostile, concept="feature", other="input-feature", note=hostile),),
        shift=Shift(toward=(hostile,), away=(hostile,)),
    )

    app = open_page("search", q="absorption", without=hostile, more=[hostile, "arxiv:2409.14507"])

    assert not app.exception
    for said in (source(app), app.warning[0].value, app.pills[0].options[0]):
        assert "<script>" not in said
        assert "](javascript" not in said
    assert markup.plain(hostile) in app.warning[0].value


def test_bad_syntax(open_page: Open, monkeypatch: pytest.MonkeyPatch):
    """A question that breaks the rules gets the rule and examples in place; the box keeps what was typed."""
    fill([absorption()])

    def find(*_: object) -> Found:
        raise QuestionError("au: names nobody", "Write au:nanda")

    monkeypatch.setattr(search, "find", find)
    app = open_page("search", q="au: absorption")

    assert "**Au\\: names nobody.**  \nWrite au\\:nanda." == only(app)
    assert ["au: absorption"] == [field.value for field in app.text_input]
    assert "- [-survey](" not in text(app)
    assert "[superposition -toy](search?q=superposition%20-toy) without this word" in text(app)


@pytest.mark.parametrize("example", syntax.EXAMPLES)
def test_the_examples_of_the_syntax(example: str):
    """Every example of the help is good syntax that narrows a search."""
    query = Query(text=example)

    assert query != question_syntax.read(query)


@pytest.mark.parametrize("asked", ["2409.14507", "https://arxiv.org/pdf/2409.14507v3", "arxiv:2409.14507"])
def test_a_question_that_is_a_paper(open_page: Open, asked: str):
    """An id or a URL leads to its paper, and below it to the papers like it."""
    fill([absorption(), *many(3)])

    app = open_page("search", q=asked)
    said = text(app)

    assert not app.exception
    assert ["The paper itself"] == [title.value for title in app.title]
    assert said.index("## [A is for Absorption") < said.index("## [Circuit number")


def test_a_question_that_is_an_unknown_paper(open_page: Open):
    """An id that this library does not have is not taken for words."""
    fill([absorption()])

    app = open_page("search", q="2301.00001")

    assert ["Not in this library"] == [title.value for title in app.title]
    assert "no paper with the id arxiv:2301.00001. It may be on [arXiv ↗](https://arxiv.org/abs/2301.00001)" in text(
        app
    )
    assert "[find the papers closest to it](prior)" in text(app)
    assert "Circuit" not in text(app)


def test_likes_and_dislikes(open_page: Open):
    """Both buttons of a hit change the address; what was liked is no hit any more, but a button that takes it back."""
    fill([absorption(), *many(2)])

    app = open_page("search", q="circuit")
    app.button("more-arxiv:2301.00000").click().run()
    asked = {"q": ["circuit"], "more": ["arxiv:2301.00000"], "likes": ["arxiv:2301.00000"]}
    assert asked == address(app)
    app.button("less-arxiv:2301.00001").click().run()
    assert asked | {"less": ["arxiv:2301.00001"]} == address(app)
    app.button("unrate-arxiv:2301.00000").click().run()

    assert {"q": ["circuit"], "less": ["arxiv:2301.00001"]} == address(app)


@pytest.mark.parametrize("asked", [{"like": "arxiv:2409.14507"}, {"q": "2409.14507"}])
def test_a_like_beside_a_paper(open_page: Open, asked: dict[str, str]):
    """Who likes a neighbour of a paper likes both."""
    fill([absorption(), *many(1)])

    app = open_page("search", **asked)
    button(app, "More like this").click().run()

    both = ["arxiv:2409.14507", "arxiv:2301.00000"]
    assert {"more": both, "likes": [",".join(both)]} == address(app)
    assert ["Papers like those that you chose"] == [title.value for title in app.title]


def test_what_likes_moved(open_page: Open, answering: Answering):
    """Likes stand above the results with what they moved; they can be kept, taken off one by one, or forgotten."""
    fill([absorption(), *many(3)])
    answering(shift=Shift(toward=("steering", "refusal"), away=("vision",)))

    app = open_page("search", q="circuit", more=["arxiv:2409.14507", "arxiv:2301.00001"], less="arxiv:2301.00002")
    assert "Moved] towards steering, refusal; away from vision" in text(app)
    assert "A is for Absorption: Feature …" == app.button("unrate-arxiv:2409.14507").label.replace("\\", "")
    button(app, "Keep the likes on my reading list").click().run()
    assert ["arxiv:2409.14507,arxiv:2301.00001"] == address(app)["list"]
    app.button("unrate-arxiv:2409.14507").click().run()
    assert ["arxiv:2301.00001"] == address(app)["more"]
    button(app, "Forget all").click().run()

    assert {"q", "list"} == set(address(app))


def test_ideas_in_both_vocabularies(open_page: Open, answering: Answering):
    """A hit names the ideas that it shares with the question, in the question's word and in its own."""
    paper = a_paper(id="arxiv:1", title="Neurons of mixed selectivity", abstract="Sparse autoencoders read them.")
    services = fill([paper])
    question = "polysemanticity in a sparse autoencoder"
    answer = services.searcher.search(Query(text=question))
    expanded = replace(answer, also_searched=services.words.expand(question))

    [hit] = finding._hits(services, expanded, question)

    assert [
        ("sparse-autoencoder", "sparse autoencoder", "Sparse autoencoders", "exactMatch"),
        ("mixed-selectivity", "polysemanticity", "mixed selectivity", "closeMatch"),
    ] == [(one.id, one.asked, one.found, one.relation) for one in hit.why.concepts]
    app = open_page("search", q=question)
    assert ":primary-badge[same idea] :small[[Sparse autoencoders](concept?id=sparse-autoencoder)]" in text(app)


def test_near_duplicates(open_page: Open, monkeypatch: pytest.MonkeyPatch):
    """A paper that was folded into a hit is a link under it."""
    services = fill([absorption(), *many(2)])
    answer = services.searcher.search(Query(text="absorption", k=1))
    folded = replace(answer, hits=(replace(answer.hits[0], also=("arxiv:2301.00001", "arxiv:gone")),))
    monkeypatch.setattr(finding, "_ask", lambda *_: folded)

    assert "Nearly the same:]] :small[[Circuit number 1 of a transformer](paper?id=arxiv:2301.00001) 2016]" in text(
        open_page("search", q="absorption")
    )


def test_ways_on(open_page: Open):
    """A search can be followed, a pasted text can be asked whether it has been done, and how it works is explained."""
    fill([absorption()])

    pasted = "sparse autoencoders split features into finer ones " * 10
    short = text(open_page("search", q="absorption", since="2020"))
    app = open_page("search", q=pasted)
    long = text(app)

    assert "[Follow this search](new?q=absorption&since=2020)" in short
    assert "[How it works](how)" in short
    assert "[Has this been done?](prior)" not in short
    assert "[Has this been done?](prior)" in long
    app._page_hash = calc_hash("prior")
    assert pasted.strip() == app.run().text_area[0].value


def test_from_the_reading_list(open_page: Open):
    """Who has a reading list can start from it."""
    fill([absorption()])

    assert "](search?more=arxiv:2409.14507&list=arxiv:2409.14507)" in text(open_page("search", list="arxiv:2409.14507"))


def test_how(open_page: Open):
    """The page explains the steps with facts of this library, and gives each figure with its command."""
    fill([absorption()])

    app = open_page("how")
    said = text(app)

    assert not app.exception
    assert f"{len(book.load().concepts):,} ideas" in said
    assert "(toy, over 1 paper)" in said
    assert "| both, " in said.replace("*", "")
    assert "commons evaluate search ../shared/data/search-dev --json" in [one.value for one in app.code]
