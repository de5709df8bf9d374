"""One box for everything: what real inputs are taken for, over the real glossary and names of the real programme."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.settings import load_settings
from catalogue.words import Concept
from glossary import book
from glossary.forms import key
from tests.makers import a_paper
from tests.views.library import absorption, fill, living_in
from views import ask as asking
from views import links
from views.ask import PAGES, SAID, where
from views.asked import LONG
from views.compose import Services, open_services
from views.navigation import modules
from views.people.authors import authors

ABSORPTION, GROKKING, TOYS, NANDA = "arxiv:2409.14507", "arxiv:2301.05217", "arxiv:2209.10652", "author:neel-nanda"
ABSTRACT = "We find that sparse autoencoders split features, and measure how often they do so in language models. " * 6


def papers():
    """Papers by people of the real programme, and by people of one name."""
    said = [
        (GROKKING, "Progress measures for grokking via mechanistic interpretability", ("Neel Nanda", "Lawrence Chan")),
        (TOYS, "Toy Models of Superposition", ("Nelson Elhage", "Chris Olah")),
        ("arxiv:1902.10186", "Attention is not Explanation", ("Sarthak Jain", "Byron C. Wallace")),
        ("arxiv:2501.00001", "One of two papers of this title", ("Wei Wang", "David Bau", "Alethea Power")),
        ("arxiv:2501.00002", "One of Two Papers of this Title", ("Wen Wang", "Anthony Bau", "Kieran Milan")),
    ]
    made = [a_paper(id=one, title=title, authors=names, submitted="2023-01-12") for one, title, names in said]
    poster = a_paper(
        id="openreview:QrImAlagCG",
        source="programme",
        title="Same task, different circuits",
        authors=("Yaniv Nikankin", "Dana Arad", "Yossi Gandelsman", "Petar Veličković"),
        also=("doi:10.1000/182", "https://code.example/same"),
        url="https://openreview.net/forum?id=QrImAlagCG",
    )
    return [absorption(), *made, poster]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """A library of them, indexed, whose authors are known."""
    with living_in(tmp_path_factory.mktemp("ask")):
        yield fill(papers())


@pytest.mark.parametrize(
    ("text", "kind", "params"),
    [
        # papers: ids, addresses, titles
        ("2409.14507", "paper", {"id": ABSORPTION}),
        ("arXiv:2409.14507v2", "paper", {"id": ABSORPTION}),
        ("arxiv 2409.14507", "paper", {"id": ABSORPTION}),
        ("https://arxiv.org/abs/2409.14507", "paper", {"id": ABSORPTION}),
        ("https://arxiv.org/pdf/2409.14507v1", "paper", {"id": ABSORPTION}),
        ("10.48550/arXiv.2409.14507", "paper", {"id": ABSORPTION}),
        ("https://openreview.net/forum?id=abc", "paper", {"id": ABSORPTION}),
        ("https://openreview.net/pdf?id=QrImAlagCG", "paper", {"id": "openreview:QrImAlagCG"}),
        ("QrImAlagCG", "paper", {"id": "openreview:QrImAlagCG"}),
        ("doi: 10.1000/182", "paper", {"id": "openreview:QrImAlagCG"}),
        ("https://doi.org/10.1000/182", "paper", {"id": "openreview:QrImAlagCG"}),
        ("SAME TASK: different circuits?", "paper", {"id": "openreview:QrImAlagCG"}),
        ("Toy Models of Superposition", "paper", {"id": TOYS}),
        ("attention is not explanation", "paper", {"id": "arxiv:1902.10186"}),
        # words of the glossary, bare and asked for
        ("causal tracing", "concept", {"id": "causal-tracing"}),
        ("What is causal tracing?", "concept", {"id": "causal-tracing"}),
        ("what's an induction head", "concept", {"id": "induction-head"}),
        ("what are transcoders?", "concept", {"id": "transcoder"}),
        ("SAE", "concept", {"id": "sparse-autoencoder"}),
        ("SAEs?", "concept", {"id": "sparse-autoencoder"}),
        ("sae", "concept", {"id": "sparse-autoencoder"}),
        ("Sparse Auto-Encoders", "concept", {"id": "sparse-autoencoder"}),
        ("what does SAE stand for?", "concept", {"id": "sparse-autoencoder"}),
        ('What does "causal tracing" mean?', "concept", {"id": "causal-tracing"}),
        ("what do people mean by feature absorption", "concept", {"id": "feature-absorption"}),
        ("what does academia call causal tracing", "concept", {"id": "causal-tracing"}),
        ("another word for activation patching", "concept", {"id": "activation-patching"}),
        ("define grokking", "concept", {"id": "grokking"}),
        ("Grokking, explained", "concept", {"id": "grokking"}),
        ("meaning of the residual stream", "concept", {"id": "residual-stream"}),
        ("the residual stream", "concept", {"id": "residual-stream"}),
        ("superposition", "concept", {"word": "superposition"}),
        ("define superposition", "concept", {"word": "superposition"}),
        ("what is ablating?", "concept", {"word": "ablating"}),
        ("PDP", "concept", {"word": "PDP"}),
        ("MILAN", "concept", {"id": "milan"}),
        ("FIND", "concept", {"id": "find-benchmark"}),
        # authors
        ("Neel Nanda", "person", {"id": NANDA}),
        ("neel nanda", "person", {"id": NANDA}),
        ("Nanda", "person", {"id": NANDA}),
        ("Nanda, Neel", "person", {"id": NANDA}),
        ("N. Nanda", "person", {"id": NANDA}),
        ("Who is Neel Nanda?", "person", {"id": NANDA}),
        ("Petar Velickovic", "person", {"id": "author:petar-velickovic"}),
        ("Byron Wallace", "person", {"id": "author:byron-c-wallace"}),
        ("Tomas Dulka", "person", {"id": "author:tomas-dulka"}),
        ("David Bau", "person", {"id": "author:david-bau"}),
        # a text of one's own
        (ABSTRACT, "text", {}),
        # questions, and all that is not certain
        ("why do single neurons respond to many unrelated things", "search", None),
        ("how does activation patching work", "search", None),
        ("what is the difference between activation patching and path patching", "search", None),
        ("what is superposition in neural networks", "search", None),
        ("papers by Neel Nanda", "search", None),
        ("Bau", "search", None),
        ("Wang", "search", None),
        ("Power", "search", None),
        ("a power", "search", None),
        ("Milan", "search", None),
        ("find", "search", None),
        ("head", "concept", {"id": "attention-head"}),
        ("9999.99999", "search", None),
        ("https://doi.org/10.1000/999", "search", None),
        ("one of two papers of this title", "search", None),
        ('"causal tracing"', "search", None),
        ("au:nanda", "search", None),
        ("-SAE", "search", None),
        ("Nobody Atall", "search", None),
        ("", "search", None),
    ],
)
def test_what_it_is_taken_for(library: Services, text: str, kind: asking.Kind, params: dict[str, str] | None):
    """Each input leads to the page that answers it; what is not certain is searched for."""
    found = where(library, text)

    assert (kind, PAGES[kind], SAID[kind]) == (found.kind, found.page, found.said)
    assert ({"q": text} if params is None else params) == found.params


@given(st.text(max_size=80) | st.text("abcdeSAE .:?\"'-\0\ud800", max_size=30))
def test_any_text_leads_somewhere(library: Services, text: str):
    """Whatever is typed leads to a page that there is, at once or by the search for the same words."""
    found = where(library, text)

    assert found.page in {module.PAGE.slug for module in modules()}
    search = links.href(
        links.SEARCH, {"q": " ".join(text.encode(errors="replace").decode().replace("\0", " ").split())}
    )
    assert (search if found.kind != "search" else "") == found.otherwise


@given(st.data())
def test_a_title_however_it_is_written(library: Services, data: st.DataObject):
    """Case and punctuation of a title do not matter."""
    title = "Progress measures for grokking via mechanistic interpretability"
    words = [data.draw(st.sampled_from([word, word.upper(), word.title(), f"{word},"])) for word in title.split()]

    assert GROKKING == where(library, " ".join(words)).params["id"]


@given(st.sampled_from(list(book.load().concepts.values())))
def test_every_concept_by_its_name(library: Services, concept: Concept):
    """A concept is found by its name, bare or asked for, alone or among those of that name."""
    for text in (concept.name, f"what is {concept.name}?"):
        found = where(library, text)

        assert "concept" == found.kind
        known = library.words.look_up(found.params["word"]).concepts if "word" in found.params else ()
        assert concept.id == found.params.get("id") or concept in known


@given(st.lists(st.sampled_from(key(ABSTRACT).split()), min_size=LONG + 1, max_size=LONG * 3))
def test_a_text_is_in_no_address(library: Services, words: list[str]):
    """What is longer than a question is the reader's own: its page gets none of it by its address."""
    found = where(library, " ".join(words))

    assert ("text", {}) == (found.kind, found.params)


def test_a_name_that_asked_to_be_left_out(library: Services, monkeypatch: pytest.MonkeyPatch):
    """Nobody is led to a page of somebody whom the authors do not have."""
    known = authors(library)
    monkeypatch.setattr(type(known), "candidates", lambda *_: ())

    assert "search" == where(library, "Neel Nanda").kind


def test_without_an_index():
    """Where nothing is indexed yet, papers and words are found all the same, and names are searched for."""
    services = open_services(load_settings())

    assert ["concept", "search"] == [where(services, text).kind for text in ("SAE", "Neel Nanda")]


def test_the_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """The command prints what it was taken for and the address, below the site that the settings name."""
    monkeypatch.setenv("COMMONS_SITE", "https://commons.example/app/")

    asking.ask("what is causal tracing", json=False)

    said = "Taken for a word of the glossary.\nhttps://commons.example/app/concept?id=causal-tracing\n"
    assert said == capsys.readouterr().out


def test_the_command_as_json(capsys: pytest.CaptureFixture[str]):
    """As JSON the command says all that the page goes by."""
    asking.ask("what is causal tracing", json=True)

    assert {
        "asked": "what is causal tracing",
        "kind": "concept",
        "page": "concept",
        "params": {"id": "causal-tracing"},
        "said": "Taken for a word of the glossary.",
        "otherwise": "search?q=what%20is%20causal%20tracing",
        "address": "http://127.0.0.1:8501/concept?id=causal-tracing",
    } == json.loads(capsys.readouterr().out)
