"""The pages of the glossary in every state: over the real glossary, with and without what the papers say."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from streamlit.testing.v1 import AppTest

from catalogue.words import COMMUNITIES, KINDS, LEVELS, Concept
from glossary import book, read
from glossary.evidence.store import FILE
from glossary.forms import key
from glossary.lists import fields
from glossary.paths import leading_to, paths, steps
from glossary.translate import audiences
from tests.makers import a_paper
from tests.views.conftest import Open
from tests.views.library import HOSTILE, absorption, bridged, fill, many
from tests.views.test_pages import address, button, markup_free, only, source, text
from views import markup
from views.components import proposal
from views.compose import Services, read_for_glossary
from views.pages import translate

CHUNKS = 6
"""Parts of the glossary: the concepts of one are opened in one session."""


def library(*papers) -> Services:
    """A library whose papers have been read for the glossary."""
    services = fill(papers or (absorption(), bridged()))
    read_for_glossary(services)
    return services


def concept(concept_id: str) -> Concept:
    """A concept of the real glossary."""
    return book.load()[concept_id]


def linked(said: str) -> set[str]:
    """Ids of the concepts to which a text leads."""
    return set(re.findall(r"\]\(concept\?id=([a-z0-9-]+)[)&]", said))


def every(app: AppTest, part: int) -> Iterator[Concept]:
    """Open every concept of a *part* in the session of *app*."""
    for one in list(book.load().concepts.values())[part::CHUNKS]:
        app.query_params["id"] = one.id
        app.run()
        yield one


@pytest.mark.parametrize("part", range(CHUNKS))
def test_every_concept(open_page: Open, part: int):
    """The page of every concept shows its name, its definition, each word that people see, and all its neighbours."""
    library()
    app = open_page("concept")

    for one in every(app, part):
        assert not app.exception, one.id
        assert [] == [error.value for error in app.error], one.id
        assert [markup.plain(one.name)] == [title.value for title in app.title]
        said, links = source(app), book.load().links(one.id)
        assert markup.plain(one.definition) in said
        assert [] == [label.text for label in one.shown[1:] if f"**{markup.plain(label.text)}**" not in said]
        assert {link.there.id for link in links} <= linked(said)
        assert [] == [link.bridge.breaks for link in links if markup.plain(link.bridge.breaks) not in said]
        assert bool(one.elsewhere) == ("What papers elsewhere say" in [header.value for header in app.header])


@pytest.mark.parametrize("content", [None, b"", b"this is no database" * 100])
def test_without_evidence(open_page: Open, home: Path, content: bytes | None):
    """Before the papers have been read, a page is whole but for them, and says once how to read them."""
    fill([absorption()])
    if content is not None:
        (home / FILE).write_bytes(content)

    app = open_page("concept", id="superposition")

    assert "`commons index`" in only(app)
    assert [markup.plain(concept("superposition").name)] == [title.value for title in app.title]
    assert "About this entry" in [header.value for header in app.header]
    assert "paper" not in text(app).partition("Who says what")[2].partition("What it is")[0]


def test_evidence_on_a_page(open_page: Open):
    """The page of a concept says where it was first seen, quotes its best sentences, and those that join two sides."""
    library()

    said = text(open_page("concept", id="polysemanticity"))

    assert "in [this paper](paper?id=arxiv:2501.00001) (2 January 2025)" in said
    assert "“:primary[**Polysemantic**] :primary[**neurons**] look like" in said
    assert "> :small[[Mixed selectivity and polysemanticity](paper?id=arxiv:2501.00001)" in said
    assert "1 paper" in said
    bridge = said.partition("[mixed selectivity](concept?id=mixed-selectivity)")[2].partition("concept?id=")[0]
    assert "look like the mixed selectivity of cortex" in bridge
    assert "](search?q=polysemanticity)" in said


def test_what_shows_a_word(open_page: Open):
    """Behind each word stands what shows it in use: papers of the library, or else the source that it rests on."""
    library()

    said = source(open_page("concept", id="polysemanticity")).splitlines()

    words = {label.text: label.source for label in concept("polysemanticity").shown}
    lines = {word: next(line for line in said if line.startswith(f"- **{markup.plain(word)}**")) for word in words}
    assert "1 paper" in lines.pop("polysemantic neuron")
    assert "1 paper" in lines.pop("polysemanticity")
    assert lines
    assert {word: bool(words[word]) for word in lines} == {word: "seen in [" in line for word, line in lines.items()}
    assert {word: not words[word] for word in lines} == {word: "unattested" in line for word, line in lines.items()}


def test_a_use_over_time(open_page: Open):
    """Where years have papers enough, the use of a concept's words is drawn, as a share of each year's papers."""
    papers = [
        a_paper(id=f"arxiv:24{place % 3}1.{place:05}", title=f"Polysemanticity {place}", submitted=f"202{place % 3}")
        for place in range(60)
    ]
    library(*papers)

    app = open_page("concept", id="polysemanticity")

    (chart,) = app.get("vega_lite_chart")
    assert "Share" in chart.proto.spec
    assert "Share of each year's papers in this library" in text(app)
    assert not open_page("concept", id="tracr").get("vega_lite_chart")


def test_what_papers_elsewhere_say(open_page: Open):
    """Each community or field has a line, each phrase a link to a search for it; what is only near it is grey."""
    said = [one for one in concept("calibration").elsewhere if one.same and one.near]

    lines = source(open_page("concept", id="calibration")).splitlines()

    assert said
    for one in said:
        line = next(line for line in lines if line.startswith(f"- **{markup.plain(fields()[one.by].label)}** "))
        same, _, near = line.partition(":gray[near:]")
        assert [] == [
            phrase for phrase in one.same if f"[{markup.plain(phrase)}](search?q={quote(phrase)})" not in same
        ]
        assert [] == [
            phrase for phrase in one.near if f"[:gray[{markup.plain(phrase)}]](search?q={quote(phrase)})" not in near
        ]


def test_a_concept_that_no_paper_names(open_page: Open):
    """Where no paper uses a concept's words, its page says so."""
    library()

    assert "No paper of this library uses one of these words" in text(open_page("concept", id="tracr"))


def test_the_parts_of_a_page(open_page: Open):
    """Badges, topics, what is in dispute, rivals, what to read, what comes before and after, history and address."""
    library()

    app = open_page("concept", id="feature")
    said = text(app)

    assert ["Who says what", "What it is", "Rival definitions"] == [header.value for header in app.header][:3]
    for part in (
        ":orange-badge[:material/balance: in dispute]",
        "### Academia says",
        "### Industry says",
        "### Independent researchers say",
        "### Neighbouring fields say",
        "**Intuition.** ",
        "**In practice.** ",
        "**Traps.** ",
        "not to be confused with",
        "](topic?id=superposition)",
        "**Before this.** [",
        "**After this.** [",
        "[On the map](map?around=feature)",
        "[this page](concept?id=feature)",
    ):
        assert part.casefold() in said.casefold()
    assert markup.plain(concept("feature").contested) in source(app)
    assert [] == [change.what for change in concept("feature").changes if change.what not in said]
    assert {"input-feature", "visual-feature"} <= linked(said)


def test_what_is_read_leads_to_papers(open_page: Open):
    """A key paper that the library has leads to its page here, any other to its page outside."""
    first, *others = concept("superposition").key_papers
    library(a_paper(id=first, title="A paper that is here", authors=("Ada Lovelace",), submitted="2022"))

    said = text(open_page("concept", id="superposition"))

    assert f"- [A paper that is here](paper?id={first})" in said
    assert others
    assert said.count("\u00a0↗](https://") >= len(others)


def test_a_yardstick(open_page: Open):
    """A benchmark says what it measures, on what it runs, what it assumes, what is said against it, and its code."""
    one = next(one for one in book.load().concepts.values() if one.yardstick and one.yardstick.code)

    said = text(open_page("concept", id=one.id))

    for title in ("Measures", "Runs on", "Assumes", "Criticism", "Code"):
        assert f"- **{title}.** " in said
    assert f"]({one.yardstick.code})" in said


@pytest.mark.parametrize("name", ["id", "word"])
@pytest.mark.parametrize(("word", "found"), [("causal tracing", "causal-tracing"), ("Auto-Encoders", "autoencoder")])
def test_a_concept_by_any_word(open_page: Open, name: str, word: str, found: str):
    """A word that stands for one concept only is as good as its id."""
    app = open_page("concept", **{name: word})

    assert [markup.plain(concept(found).name)] == [title.value for title in app.title]


@pytest.mark.parametrize("word", ["feature", "circuit", "MI", "k-sparse probing"])
def test_a_word_with_several_senses(open_page: Open, word: str):
    """A word with several senses is a page that keeps them apart, each with its definition, none merged."""
    app = open_page("concept", word=word)

    assert [markup.plain(word)] == [title.value for title in app.title]
    senses = [one for _, one in book.load().words[key(word)]]
    assert len(senses) > 1
    assert {one.id for one in senses} == linked(source(app))
    assert f"This word has {len(senses)} senses." in text(app)
    assert [] == [one.id for one in senses if markup.plain(one.definition) not in source(app)]


def test_senses_lead_to_each_other(open_page: Open):
    """The page of a concept names the other concepts that one of its words stands for."""
    said = text(open_page("concept", id="circuit"))

    line = next(line for line in said.splitlines() if "also means:" in line)
    assert "**circuit** also means:" in line
    assert "](concept?id=circuit-electronic)" in line


def test_an_unknown_word(open_page: Open):
    """An unknown word leads to what is spelt like it, to the list, and to the papers."""
    app = open_page("concept", id="polysemantisity")

    said = text(app)
    assert ["No such concept"] == [title.value for title in app.title]
    assert "does not have the word polysemantisity" in said
    assert "Near it: [polysemanticity](concept?id=polysemanticity)" in said
    assert "[search the papers](search?q=polysemantisity)" in said


def test_no_word(open_page: Open):
    """An address without a word leads to the list."""
    app = open_page("concept")

    assert ["No concept chosen"] == [title.value for title in app.title]
    assert "[See all concepts](glossary)" in text(app)


@pytest.mark.parametrize("name", ["id", "word"])
def test_hostile_words_in_the_address(open_page: Open, name: str):
    """A word in the address is shown as text, whatever it is."""
    app = open_page("concept")

    for word in (*HOSTILE, "x " * 3000, "\0.", "../../etc/passwd", "%00", "🧠"):
        app.query_params[name] = word
        app.run()
        assert not app.exception
        assert ["No such concept"] == [title.value for title in app.title]
        assert markup.plain(word) in source(app)
        assert "<script>" not in source(app)
        assert "](javascript" not in source(app)


def test_hostile_papers(open_page: Open):
    """Hostile titles and abstracts are text where they are quoted, too."""
    papers = [
        a_paper(
            id=f"arxiv:2401.{place:05}",
            title=f"Polysemanticity {one}",
            abstract=f"We study polysemanticity {one}.",
            submitted="2024",
        )
        for place, one in enumerate(HOSTILE)
    ]
    library(*papers)

    app = open_page("concept", id="polysemanticity")

    assert not app.exception
    assert "> “" in source(app)
    assert "<script>" not in source(app)
    assert "](javascript" not in source(app)


def test_the_whole_glossary(open_page: Open):
    """The glossary lists every concept as a link, under its letter, and the words that have several senses."""
    app = open_page("glossary")

    said = text(app)
    assert not app.exception
    assert set(book.load().concepts) == linked(source(app))
    assert "[A](glossary?letter=A) · [B](glossary?letter=B)" in said
    assert "- **[feature](concept?word=feature)**: [feature](concept?id=feature)" in said
    assert len(book.load().many_sensed) == said.count("- **[")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("causal tracing", "causal-tracing"),
        ("causal trac", "causal-tracing"),
        ("SAE", "sparse-autoencoder"),
        ("sparze autoencodr", "sparse-autoencoder"),
        ("polysemantisity", "polysemanticity"),
        ("Auto-Encoders", "autoencoder"),
        ("block information flow between words", "knockout"),
    ],
)
@pytest.mark.parametrize("by_hand", [True, False])
def test_finding_a_word(open_page: Open, typed: str, found: str, by_hand: bool):
    """What is typed, or stands in the address, finds its concept among the first: beginnings, typos, descriptions."""
    app = open_page("glossary") if by_hand else open_page("glossary", word=typed)
    if by_hand:
        app.text_input(key="word").set_value(typed).run()

    headings = [line for line in text(app).splitlines() if line.startswith("## ")]
    assert typed == app.text_input(key="word").value
    assert 0 < len(headings) <= 20
    assert [one for one in headings[:3] if f"](concept?id={found})" in one]


def test_finding_nothing(open_page: Open):
    """What is like no word leads to the papers."""
    app = open_page("glossary", word="qqqq <b>")

    assert "No word like that" in app.info[0].value
    assert "](search?q=qqqq%20%3Cb%3E)" in app.info[0].value
    assert set() == linked(source(app))


FILTERS = [
    ("topic", "causal-methods", lambda one: "causal-methods" in one.topics),
    ("letter", "Q", lambda one: one.name[0].upper() == "Q"),
    *(("kind", kind, lambda one, kind=kind: one.kind == kind) for kind in KINDS),
    *(("level", level, lambda one, level=level: one.level == level) for level in LEVELS),
    *(
        ("community", who, lambda one, who=who: any(who in label.communities for label in one.shown))
        for who in COMMUNITIES
    ),
]


@pytest.mark.parametrize(("name", "value", "passes"), FILTERS, ids=[f"{name}={value}" for name, value, _ in FILTERS])
def test_filters_by_address(open_page: Open, name: str, value: str, passes):
    """A filter in the address leaves those that pass it, says how many, and leads back to all."""
    app = open_page("glossary", **{name: value})

    expected = {one.id for one in book.load().concepts.values() if passes(one)}
    said = text(app)
    assert expected == linked(source(app))
    assert f"{len(expected):,} concept" in said
    assert "[Show all](glossary)" in said
    assert value == app.selectbox(key=f"choice-{name}").value


def test_filters_by_hand(open_page: Open):
    """A filter that is chosen goes into the address, and another beside it; one that is cleared leaves it."""
    app = open_page("glossary", list="arxiv:2409.14507")
    app.selectbox(key="choice-kind").set_value("benchmark").run()
    app.selectbox(key="choice-level").set_value("advanced").run()

    assert {"kind": ["benchmark"], "level": ["advanced"], "list": ["arxiv:2409.14507"]} == address(app)
    both = {one.id for one in book.load().concepts.values() if (one.kind, one.level) == ("benchmark", "advanced")}
    assert both == linked(source(app))
    assert source(app).count("&list=arxiv:2409.14507)") >= len(both)
    app.selectbox(key="choice-kind").set_value(None).run()
    assert {"level": ["advanced"], "list": ["arxiv:2409.14507"]} == address(app)


def test_filters_while_typing(open_page: Open):
    """What is typed is looked for among those that pass the filters."""
    app = open_page("glossary", word="circuit", kind="tool")

    assert linked(source(app))
    assert {"tool"} == {concept(one).kind for one in linked(source(app))}
    assert "[Show all](glossary?word=circuit)" in text(app)


def test_filters_that_make_no_sense(open_page: Open):
    """A value that there is not is as if it were not there."""
    app = open_page("glossary", topic="<script>", kind="nonsense", level="", letter="é", community="everybody")

    assert not app.exception
    assert set(book.load().concepts) == linked(source(app))


def test_the_choice_of_paths(open_page: Open):
    """Start here offers every path, with its number of steps, as a link."""
    said = text(open_page("start"))

    for path in paths().values():
        assert f"## [{path.title}](start?path={path.id})" in said
        assert f"{len(steps(path, book.load()))} steps" in said
    assert f"{len(paths())} ways into the field" in said


@pytest.mark.parametrize("name", paths())
def test_a_path(open_page: Open, name: str):
    """A path lists its steps in order, with the first of them in detail; what was read is ticked off."""
    walk = [step.concept for step in steps(paths()[name], book.load())]
    read = f"{walk[0].id},{walk[2].id},nonsense"

    app = open_page("start", path=name, read=read)
    said = text(app)

    assert [
        f"## {number}. [{markup_free(markup.plain(one.name))}](concept?id={one.id}&read={read})"
        for number, one in enumerate(walk, 1)
    ] == [line for line in said.splitlines() if line.startswith("## ")]
    assert f"2 of {len(walk)} known" in app.get("progress")[0].proto.text
    assert [True, False, True] == [box.value for box in app.checkbox][:3]
    assert markup.plain(walk[1].explanation.intuition) in source(app)
    assert markup.plain(walk[3].explanation.intuition) not in source(app)
    assert markup.plain(walk[0].definition) not in source(app)


def test_progress_is_in_the_address(open_page: Open):
    """A step that is ticked goes into the address, one that is unticked leaves it; the list stays."""
    walk = [step.concept.id for step in steps(paths()["saes"], book.load())]

    app = open_page("start", path="saes", list="arxiv:2409.14507")
    app.checkbox[0].check().run()
    app.checkbox[1].check().run()
    assert {"path": ["saes"], "read": [f"{walk[0]},{walk[1]}"], "list": ["arxiv:2409.14507"]} == address(app)
    assert "2 of" in app.get("progress")[0].proto.text
    app.checkbox[0].uncheck().run()
    app.checkbox[1].uncheck().run()

    assert {"path": ["saes"], "list": ["arxiv:2409.14507"]} == address(app)


def test_the_end_of_a_path(open_page: Open):
    """Who has read it all is told so."""
    walk = [step.concept.id for step in steps(paths()["saes"], book.load())]

    app = open_page("start", path="saes", read=",".join(walk))

    assert "You have read it all" in app.success[0].value
    assert {True} == {box.value for box in app.checkbox}


def test_the_way_to_a_concept(open_page: Open):
    """Every concept has a path of its own: what it builds on in order, itself last; its page leads there."""
    walk = [step.concept.name for step in leading_to(book.load()["causal-tracing"], book.load())]

    said = text(open_page("concept", id="causal-tracing"))
    app = open_page("start", to="causal-tracing")

    assert f"[From the basics to here](start?to=causal-tracing) :gray[:small[{len(walk)} steps]]" in said
    assert ["The way to causal tracing"] == [title.value for title in app.title]
    assert walk == re.findall(r"## \d+\. \[([^]]+)\]", text(app))


def test_an_unknown_path(open_page: Open):
    """A path that there is not leads to the choice."""
    assert ["Start here"] == [title.value for title in open_page("start", path="<script>").title]


def test_all_benchmarks(open_page: Open):
    """Every benchmark and metric is listed, with what it measures and what is said against it."""
    app = open_page("benchmarks")

    measured = [one for one in book.load().concepts.values() if one.yardstick]
    said = source(app)
    assert {one.id for one in measured} <= linked(source(app))
    assert [] == [one.id for one in measured if markup.plain(one.yardstick.measures) not in said]
    assert [] == [one.id for one in measured if markup.plain(one.yardstick.criticism) not in said]
    kinds = [sum(one.kind == kind for one in measured) for kind in ("benchmark", "metric")]
    assert [f"Benchmarks ({kinds[0]})", f"Metrics ({kinds[1]})"] == [header.value for header in app.header]


def listed(app: AppTest) -> set[str]:
    """Ids of the benchmarks and metrics that the page lists."""
    return linked("\n".join(line for line in source(app).splitlines() if line.startswith("### ")))


@pytest.mark.parametrize("method", ["sparse-autoencoder", "circuit-discovery", "probing"])
def test_benchmarks_of_a_method(open_page: Open, method: str):
    """Choosing a method leaves what runs on it, or on what it is a kind of; the address says it."""
    direct = {one.id for one in book.load().concepts.values() if one.yardstick and method in one.yardstick.applies_to}

    app = open_page("benchmarks")
    everything = listed(app)
    app.selectbox(key="choice-method").set_value(method).run()

    assert direct
    assert direct <= listed(app) < everything
    assert {"method": [method]} == address(app)
    assert listed(app) == listed(open_page("benchmarks", method=method))


def test_benchmarks_of_a_kind_of_method(open_page: Open):
    """What runs on a general method runs on a special one."""
    glossary = book.load()
    special, general = next(
        (link.here.id, link.there.id)
        for link in glossary.bridges()
        if link.relation == "broadMatch"
        and {link.here.id, link.there.id}
        <= {one for each in glossary.concepts.values() if each.yardstick for one in each.yardstick.applies_to}
    )

    assert listed(open_page("benchmarks", method=general)) <= listed(open_page("benchmarks", method=special))


def test_benchmarks_of_nonsense(open_page: Open):
    """A method that there is not is none."""
    assert listed(open_page("benchmarks")) == listed(open_page("benchmarks", method="<script>"))


def test_translating_the_example(open_page: Open):
    """For every audience the example is marked, and its words lead to the search."""
    app = open_page("translate")
    button(app, "Try it with an example").click().run()

    for to in reversed(audiences()):
        app.selectbox(key="choice-to").set_value(to).run()
        said = text(app)
        assert not app.exception
        assert translate.EXAMPLE == app.text_area[0].value
        assert {"to": [to]} == address(app)
        assert "[sparse autoencoders](concept?id=sparse-autoencoder)" in said
        assert "[Search the papers in their vocabulary](search?q=" in said
        assert "Try it with an example" not in [one.label for one in app.button]


def test_an_audience(open_page: Open):
    """Another audience, chosen by hand, changes what stands beside the words, and the address."""
    app = open_page("translate")
    app.text_area[0].set_value("We study polysemantic neurons.").run()
    assert "mixed selectivity" not in text(app)
    app.selectbox(key="choice-to").set_value("neuroscience").run()

    said = text(app)
    assert {"to": ["neuroscience"]} == address(app)
    assert "**[polysemantic neurons](concept?id=polysemanticity)** :gray[(" in said
    assert "**[mixed selectivity](concept?id=mixed-selectivity)**" in said
    breaks = next(
        one for one in book.load().links("polysemanticity") if one.there.id == "mixed-selectivity"
    ).bridge.breaks
    assert markup.plain(breaks) in source(app)


def test_warnings(open_page: Open):
    """A word that readers over there take for something else is named, with how the two differ."""
    app = open_page("translate", to="computer-vision")
    app.text_area[0].set_value("Sparse autoencoders find features in the residual stream.").run()

    assert "Beware" in [header.value for header in app.header]
    assert "**features** may be taken for [" in text(app)
    assert "](concept?id=visual-feature)" in source(app)


def test_translating_hostile_texts(open_page: Open):
    """A pasted text is shown as text, around and inside of its known words."""
    app = open_page("translate", to="neuroscience")

    for one in HOSTILE:
        app.text_area[0].set_value(f"{one} polysemantic neurons {one}").run()
        assert not app.exception
        assert "[polysemantic neurons](concept?id=polysemanticity)" in text(app)
        assert "<script>" not in source(app)
        assert "](javascript" not in source(app)
        assert markup.plain(one) in source(app)


def test_translating_nothing(open_page: Open):
    """A text without a known word is told apart from one without words; nonsense is no audience."""
    app = open_page("translate", to="<script>")
    app.text_area[0].set_value("Qqqq wwww.").run()

    assert "knows none of these words" in app.info[0].value
    assert "academia" == app.selectbox(key="choice-to").value
    assert not app.text_area[0].set_value("  \n ").run().info


def test_ideas_of_a_paper(open_page: Open):
    """The page of a paper names the concepts in it; without evidence it names none, and no error is added."""
    services = library()

    app = open_page("paper", id=bridged().id)
    line = next(line for line in text(app).splitlines() if "Ideas in it:" in line)
    assert {"polysemanticity", "mixed-selectivity"} <= linked(line)
    (services.settings.home / FILE).unlink()
    app.run()

    assert "Ideas in it" not in text(app)
    assert not app.error


def test_ideas_that_are_no_more(open_page: Open):
    """Evidence that was found with another glossary may name concepts that there are no longer: they are left out."""
    services = library()
    file = services.settings.home / FILE
    damaged = file.read_bytes()
    assert b"mixed-selectivity" in damaged
    file.write_bytes(damaged.replace(b"mixed-selectivity", b"mixed-selectiviti"))

    app = open_page("paper", id=bridged().id)

    assert not app.exception
    assert "polysemanticity" in linked(source(app))
    assert "mixed-selectivity" not in linked(source(app))


def test_words_of_a_question(open_page: Open):
    """A question leads to the concepts that it names; a pasted abstract does not."""
    library(absorption(), *many(3))

    short = text(open_page("search", q="how does causal tracing differ from activation patching"))
    long = text(open_page("search", q="causal tracing of circuits " * 30))

    line = next(line for line in short.splitlines() if "In the glossary:" in line)
    assert "[causal tracing](concept?id=causal-tracing) · [activation patching](concept?id=activation-patching)" in line
    assert "In the glossary" not in long


def edited(app: AppTest, old: str, new: str) -> AppTest:
    """Replace *old* by *new* in the entry that the page offers to edit."""
    before = app.text_area[0].value
    assert old in before
    return app.text_area[0].set_value(before.replace(old, new, 1)).run()


def test_an_entry_to_edit(open_page: Open):
    """The page offers the concept's own file, and nothing to send before it is changed."""
    app = open_page("concept", id="superposition")

    assert (read.TERMS / "superposition.toml").read_text(encoding="utf-8") == app.text_area[0].value
    assert not app.code
    assert not app.get("download_button")


def apply(folder: Path, *arguments: str) -> None:
    """Let git apply a patch to what is in *folder*."""
    subprocess.run([shutil.which("git") or "git", "apply", *arguments], cwd=folder, check=True)


def test_an_edit_is_a_patch(open_page: Open, tmp_path: Path):
    """A changed entry gives a patch that git applies, copied from the page too, where it ends in an empty line."""
    library()
    app = open_page("concept", id="superposition")
    lines = app.text_area[0].value.split("\n")
    lines[lines.index("") - 3] += "  # Qqqq"

    app.text_area[0].set_value("\n".join(lines)).run()

    shutil.copytree(read.TERMS, tmp_path / "glossary" / "terms")
    (tmp_path / "a.patch").write_text(app.code[0].value, encoding="utf-8")
    apply(tmp_path, "--check", "a.patch")
    apply(tmp_path, "a.patch")
    changed = (tmp_path / "glossary" / "terms" / "superposition.toml").read_text(encoding="utf-8")
    assert app.text_area[0].value == changed
    assert "# Qqqq" in changed
    assert not [*app.error, *app.warning]
    assert ["Download the patch"] == [one.label for one in app.get("download_button")]


def test_patches_of_every_entry(tmp_path: Path):
    """Changes at the beginning, in the middle and at the end of every file are patches that git applies."""
    terms = Path(shutil.copytree(read.TERMS, tmp_path / "glossary" / "terms"))
    wanted = {}
    changes = ""
    for file in terms.iterdir():
        before = file.read_text(encoding="utf-8")
        lines = before.splitlines(keepends=True)
        lines[0] = "# changed\n"
        lines.insert(len(lines) // 2, "# new: \u2028 \x0c ü\n")
        wanted[file] = "".join([*lines[:-1], "# end\n"])
        changes += proposal.patch(file.stem, before, wanted[file])

    (tmp_path / "all.patch").write_text(changes, encoding="utf-8")
    apply(tmp_path, "all.patch")

    assert len(wanted) == len(book.load().concepts)
    assert [] == [file.name for file, text in wanted.items() if text != file.read_text(encoding="utf-8")]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('kind = "', 'kind = "nonsense-', 'kind = "', "kind: input should be"),
        ("level = ", "levle = ", "levle = ", "levle: "),
        ('definition = "', "definition = ", "definition = ", "no TOML"),
        ("[[labels]]\ntext = ", "[[labels]]\ntex = ", "tex = ", "labels.0.tex"),
    ],
)
def test_a_broken_edit(open_page: Open, old: str, new: str, line: str, said: str):
    """An entry that breaks the shape of entries is refused, with the lines that do."""
    library()

    app = edited(open_page("concept", id="superposition"), old, new)

    number = next(at for at, one in enumerate(app.text_area[0].value.splitlines(), 1) if one.startswith(line))
    shown = markup_free(only(app))
    assert f"- line {number}: " in shown
    assert said in shown
    assert not app.code
    assert not app.get("download_button")


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("prerequisites = [", 'prerequisites = ["qqqq", ', "prerequisites", 'there is no concept "qqqq"'),
        ("key_papers = [", 'key_papers = ["arxiv:0000.00000", ', "key_papers", '"arxiv:0000.00000" is not in sources'),
        ('definition = "', 'definition = "lower case ', "definition", "the definition is one sentence"),
        ("\nprerequisites = [", '\nprerequisites = ["superposition", ', "prerequisites", "cannot point to itself"),
    ],
)
def test_an_edit_against_the_rules(open_page: Open, old: str, new: str, line: str, said: str):
    """An entry that breaks a rule of the glossary is a patch all the same, beside what the glossary will say of it."""
    library()

    app = edited(open_page("concept", id="superposition"), old, new)

    number = next(at for at, one in enumerate(app.text_area[0].value.splitlines(), 1) if one.startswith(line))
    assert not app.exception
    (warning,) = (markup_free(one.value) for one in app.warning)
    assert f"- line {number}: " in warning
    assert said in warning
    assert app.get("download_button")


def test_an_edit_that_makes_a_circle(open_page: Open):
    """A circle of prerequisites is told, at whichever concept it begins."""
    library()
    leads = book.load().leads_to("superposition")[0]

    app = edited(open_page("concept", id="superposition"), "prerequisites = [", f'prerequisites = ["{leads.id}", ')

    assert "the prerequisites go in a circle" in app.warning[0].value
