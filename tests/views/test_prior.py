"""Has this been done? The page and the command over a small library in two vocabularies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import streamlit as st

from catalogue.answers import Expansion
from catalogue.errors import MissingFileError, QuestionError
from catalogue.settings import load_settings
from index.prior import Found, Idea
from tests.makers import a_paper, ingest
from tests.views.conftest import Open
from tests.views.library import EVENT, absorption, fill, hold, hostile, workshop
from tests.views.test_pages import address, button, source, text
from views import prior
from views.compose import open_services
from views.pages.prior import EXAMPLE

MINE = (
    "We find neurons that answer to many things: polysemantic neurons are common in our model. "
    "Activation patching shows that few of them matter."
)

DIAGNOSTIC = Expansion(
    label="diagnostic classifier", instead_of="probe", relation="exactMatch", community="academia", concept="probing"
)


def papers():
    """Papers that say it in the same words, in others, and not at all."""
    return [
        a_paper(
            id="arxiv:1",
            title="Polysemantic neurons in small models",
            abstract="Polysemantic neurons answer to many things. We count polysemantic neurons.",
            authors=("Ada One",),
        ),
        a_paper(
            id="arxiv:2",
            title="Mixed selectivity of units",
            abstract="We find units that answer to many things: mixed selectivity is common in our animals.",
            authors=("Bo Two",),
        ),
        a_paper(id="arxiv:3", title="Bread", abstract="Bread rises overnight in a warm kitchen."),
        absorption(),
    ]


def column(hits):
    """The papers of a column."""
    return [work.id for _, work in hits]


def test_both_columns():
    """Who says it in the text's words and who says it in another community's are told apart."""
    found = prior.find(fill(papers()), MINE, 5)

    assert "arxiv:1" == column(found.own)[0]
    assert ["arxiv:2"] == column(found.other)
    [(hit, _)] = found.other
    assert "mixed selectivity" in [one.label for one in hit.bridges]
    assert hit.yours in MINE
    assert "We find units that answer to many things: mixed selectivity is common in our animals." == hit.theirs


def test_ideas():
    """An idea is found under every word that the text has for it; what the text says is no word of others."""
    found = prior.ideas(open_services(load_settings()).words, f"SAEs. {MINE} Sparse autoencoders (SAEs) help.")

    named = {idea.own: idea for idea in found}
    saes = next(idea for own, idea in named.items() if "SAEs" in own)
    assert {"SAEs", "Sparse autoencoders"} == set(saes.own)
    assert 3 == saes.times
    assert not {"sparse autoencoder", "SAE"} & {one.label for one in saes.others}


def test_common_words_divide_nobody():
    """That somebody writes LLM for large language model, or DNN for neural network, is no other vocabulary."""
    found = prior.ideas(open_services(load_settings()).words, "Large language models are deep neural networks.")

    assert found
    assert {"closeMatch"} >= {one.relation for idea in found for one in idea.others}


def test_page(open_page: Open):
    """Yours and theirs stand side by side, with the words that bridge; the text stays out of the address."""
    fill(papers())

    app = open_page("prior")
    app.text_area[0].set_value(MINE).run()

    assert not app.exception
    said = text(app)
    assert ["In your words", "In other words", "At the workshop"] == [header.value for header in app.header]
    assert "Polysemantic neurons in small models" in said
    assert "they: [mixed selectivity](concept?id=" in said
    assert {} == dict(app.query_params)


def test_keep(open_page: Open):
    """A paper of either column goes onto the reading list; the answer stays."""
    fill(papers())

    app = open_page("prior")
    app.text_area[0].set_value(MINE).run()
    app.button(key="keep-arxiv:2").click().run()

    assert ["arxiv:2"] == address(app)["list"]
    assert "Mixed selectivity of units" in text(app)


def test_compared_once(open_page: Open, monkeypatch: pytest.MonkeyPatch):
    """Drawing the page anew compares nothing anew; another text does."""
    asked = []
    monkeypatch.setattr("views.pages.prior.find", lambda *args: asked.append(args[1]) or prior.find(*args))
    fill(papers())

    app = open_page("prior")
    app.text_area[0].set_value(MINE).run()
    app.button(key="keep-arxiv:2").click().run()
    app.text_area[0].set_value("Bread.").run()

    assert [MINE, "Bread."] == asked


def test_example(open_page: Open):
    """An empty page offers an example that one click tries."""
    fill(papers())

    app = open_page("prior")
    assert [] == list(app.header)
    button(app, "Try it with an example").click().run()

    assert EXAMPLE == app.text_area[0].value
    assert "In other words" in [header.value for header in app.header]


def test_nothing_in_other_words(open_page: Open):
    """Where there is nothing in other words, the page says why."""
    fill(papers())

    app = open_page("prior")
    app.text_area[0].set_value("Bread rises in a kitchen").run()

    assert ["The glossary knows none of these words."] == [info.value.replace("\\", "") for info in app.info]


@pytest.mark.parametrize(
    ("ideas", "said"),
    [
        ((), "The glossary knows none of these words."),
        ((Idea(own=("bread",)),), "The glossary knows no other words for bread."),
        ((Idea(own=("probe",), others=(DIAGNOSTIC, DIAGNOSTIC)),), "in other words; looked for diagnostic classifier."),
        (tuple(Idea(own=(f"w{n}",)) for n in range(9)), "no other words for w0, w1, w2, w3, w4, w5 and 3 more."),
    ],
)
def test_why_nothing(ideas, said):
    """What is missing is named, a few words of it."""
    assert said in prior.nothing(prior.Columns(own=(), other=(), itself=(), ideas=ideas))


def test_the_paper_itself(open_page: Open):
    """A pasted abstract of the library is named and left out of both columns."""
    abstract = f"{MINE} Knocking the others out leaves every benchmark as it was; larger models have fewer of them."
    fill([*papers(), a_paper(id="arxiv:9", title="Ours", abstract=abstract)])

    app = open_page("prior")
    app.text_area[0].set_value(abstract).run()

    assert "This is in the library" in app.info[0].value
    assert 1 == (source(app) + app.info[0].value).count("paper?id=arxiv:9")


def test_hostile_texts(open_page: Open):
    """Neither a hostile text nor hostile papers do anything."""
    fill(hostile())

    app = open_page("prior")
    app.text_area[0].set_value("Hostile abstract <script>window.hacked = 1</script> [x](javascript:y) title").run()

    assert not app.exception
    assert "](javascript" not in source(app)
    assert "<script>" not in source(app)


def test_a_broken_pdf(open_page: Open):
    """A file that is no PDF is refused in one box, and the page stays."""
    fill(papers())

    app = open_page("prior")
    app.file_uploader[0].upload("paper.pdf", b"%PDF-1.7 broken", "application/pdf").run()

    assert not app.exception
    assert 1 == len(app.error)
    assert [] == list(app.header)


def test_related(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """The command prints both columns, each paper with both sentences."""
    fill(papers())
    file = tmp_path / "mine.txt"
    file.write_text(MINE, encoding="utf-8")

    prior.related(file, k=3, json=False)

    said = capsys.readouterr().out
    assert said.index("In your words") < said.index("Polysemantic neurons in small models")
    assert said.index("In other words") < said.index("Mixed selectivity of units")
    assert "they say mixed selectivity" in said
    assert "they: “We find units that answer to many things" in said


def test_related_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """As JSON the columns stand beside the hits, which are those of every search."""
    fill(papers())
    file = tmp_path / "mine.txt"
    file.write_text(MINE, encoding="utf-8")

    prior.related(file, k=3, json=True)

    document = json.loads(capsys.readouterr().out)
    assert {"file", "hits", "also_searched", "own", "other", "itself"} <= set(document)
    assert 3 == len(document["hits"])
    [other] = document["other"]
    assert ("arxiv:2", "Mixed selectivity of units", ["Bo Two"]) == (other["id"], other["title"], other["authors"])
    assert "mixed selectivity" in [one["label"] for one in other["bridges"]]
    assert "We find units" in other["theirs"]


def test_related_refuses(tmp_path: Path):
    """A file that is missing, or a PDF without text, is refused with a remedy before anything is loaded."""
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 broken")

    with pytest.raises(QuestionError):
        prior.related(broken, k=3, json=False)
    with pytest.raises(MissingFileError):
        prior.related(tmp_path / "none", k=3, json=False)


def test_an_index_behind_the_catalogue():
    """A paper of the index that the catalogue has no longer is left out."""
    services = fill(papers())
    found = prior.prior.Prior(own=(Found(paper_id="gone:1", score=1.0, yours="", theirs=""),), itself=("gone:2",))

    assert prior.Columns(own=(), other=(), itself=(), ideas=()) == prior._works(services, found, ())


def test_a_newer_index_is_asked(open_page: Open):
    """The same text over a new index is compared again."""
    services = fill(papers())
    app = open_page("prior")
    app.text_area[0].set_value(MINE).run()
    assert "Fresh" not in text(app)

    ingest(services.catalogue, a_paper(id="arxiv:8", title="Fresh", abstract="Polysemantic neurons answer to things."))
    fill([])
    st.cache_resource.clear()

    assert "Fresh" in text(app.run())


def test_posters_near_the_text(open_page: Open):
    """The nearest posters of the event are named with board, session and time, and can be put on one's plan."""
    hold(fill([*papers(), *workshop()]))

    app = open_page("prior")
    app.text_area[0].set_value(f"{MINE} Neurons of the cortex have mixed selectivity.").run()
    said = text(app)

    assert "The posters of workshop2026 nearest to your text." in said
    assert prior.POSTERS == len([one for one in app.button if (one.key or "").startswith("visit-")])
    assert "[Programme](programme?event=workshop2026) · [My plan](plan?event=workshop2026)" in said
    assert "**Poster 4** · 6 December 2026, 14:00 to 15:00 · Hall C" in said
    app.button(key="visit-arxiv:2601.00004").click().run()

    assert ["arxiv:2601.00004"] == address(app)["list"]
    assert "In my plan" == app.button(key="visit-arxiv:2601.00004").label


def test_no_poster_of_ones_own():
    """Whose abstract is on the programme is led to others' posters, not to their own."""
    services = fill(workshop())
    [own] = services.catalogue.find(["arxiv:2601.00001"])

    event, near = prior.posters(services, own.abstract, (own,), 9)

    assert EVENT == event
    assert {f"arxiv:2601.0000{number}" for number in range(2, 6)} == {one.work.id for one in near}


def test_taking_it_all_along(open_page: Open):
    """All papers of both columns go onto the list at once; what is on it is not offered again."""
    fill(papers())

    app = open_page("prior")
    app.text_area[0].set_value(MINE).run()
    button(app, "Add all to list").click().run()

    assert {"arxiv:1", "arxiv:2"} <= set(address(app)["list"][0].split(","))
    assert "Add all to list" not in [one.label for one in app.button]


def test_related_names_posters(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """The command names the posters, too; as JSON with where they hang."""
    hold(fill(workshop()))
    file = tmp_path / "mine.txt"
    file.write_text(MINE, encoding="utf-8")

    prior.related(file, k=3, json=False)
    prior.related(file, k=3, json=True)

    said = capsys.readouterr().out
    assert "Posters of workshop2026" in said
    posters = json.loads(said[said.index("\n{") :])["posters"]
    assert prior.POSTERS == len(posters)
    assert {"workshop2026"} == {one["event"] for one in posters}
    assert {"morning", "afternoon"} >= {one["session"] for one in posters}
