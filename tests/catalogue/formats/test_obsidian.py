"""Notes as Obsidian, and the file systems below it, read them."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import PurePosixPath, PureWindowsPath

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from catalogue.formats.filenames import file_name, free
from catalogue.formats.obsidian import dump
from catalogue.records import Placement, Work
from catalogue.words import Concept, Explanation, Label
from tests.makers import a_work
from tests.views.library import HOSTILE

LINK = re.compile(r"\[\[([^\]|#^]+)(?:\|[^\]]+)?\]\]")
NAMES = st.text(st.characters(codec="utf-8"), max_size=130) | st.sampled_from(
    ("CON", "con.md", "aux", "..", ".hidden", "a/b", "a\\b", "x" * 400, "é" * 300, "name.", "name ", "😀" * 120, "COM¹")
)
ILLEGAL = set('\\/:*?"<>|#^[]')


def a_concept(concept: str, name: str, *others: str) -> Concept:
    """Make a concept with a preferred and other words."""
    words = [Label(text=name, kind="preferred"), *(Label(text=one) for one in others)]
    return Concept(
        id=concept,
        definition=f"What {name} is.",
        kind="idea",
        level="core",
        topics=("saes",),
        labels=tuple(words),
        explanation=Explanation(intuition="", practice="", traps=""),
    )


def unpacked(content: bytes) -> dict[str, str]:
    """The notes by path."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def parts(note: str) -> tuple[dict, str]:
    """The properties of a note, as YAML says them, and its text."""
    assert note.startswith("---\n")
    head, _, body = note[4:].partition("\n---\n")
    return yaml.safe_load(head), body


def names(notes: dict[str, str]) -> list[str]:
    """What the notes are called in a link."""
    return [PurePosixPath(path).stem for path in notes]


ABSORPTION = a_work(
    id="arxiv:2409.14507",
    title="A is for Absorption: Feature Splitting",
    authors=["David Chanin", "Joseph Bloom"],
    abstract="We measure $x_1$ and feature absorption.",
    summary="A latent stays silent.",
    submitted="2024-09-22",
    venue="NeurIPS 2025",
    url="https://arxiv.org/abs/2409.14507",
    topics=("sae-flaws",),
    placements=(Placement(event="neurips2025", number=12, session="morning"),),
)
OTHER = a_work(id="web:x", title="superposition", authors=["Joseph Bloom"], submitted="2022")


def test_a_folder_of_notes():
    """A note each for papers, ideas and authors, and one that lists the papers, joined by links."""
    superposition = a_concept("superposition", "Superposition", "features in superposition")
    notes = unpacked(dump([ABSORPTION, OTHER], "My reading list", {"arxiv:2409.14507": [superposition]}))

    assert [
        "My reading list/My reading list.md",
        "My reading list/Papers/A is for Absorption Feature Splitting.md",
        "My reading list/Papers/superposition (2022).md",
        "My reading list/Ideas/Superposition.md",
        "My reading list/Authors/David Chanin.md",
        "My reading list/Authors/Joseph Bloom.md",
    ] == list(notes)
    assert (
        "- [[A is for Absorption Feature Splitting|A is for Absorption: Feature Splitting]] (2024)\n"
        "- [[superposition (2022)|superposition]] (2022)\n"
    ) in notes["My reading list/My reading list.md"]
    assert {"aliases": ["features in superposition"], "id": "superposition", "type": "idea"} == parts(
        notes["My reading list/Ideas/Superposition.md"]
    )[0]
    assert 2 == notes["My reading list/Authors/Joseph Bloom.md"].count("\n- [[")


def test_a_paper():
    """A paper's facts are properties of the kinds that Obsidian knows; its texts are its text."""
    properties, body = parts(unpacked(dump([ABSORPTION]))["Papers/Papers/A is for Absorption Feature Splitting.md"])

    assert {
        "type": "paper",
        "title": "A is for Absorption: Feature Splitting",
        "authors": ["[[David Chanin]]", "[[Joseph Bloom]]"],
        "year": 2024,
        "date": "2024-09-22",
        "id": "arxiv:2409.14507",
        "url": "https://arxiv.org/abs/2409.14507",
        "venue": "NeurIPS 2025",
        "posters": ["neurips2025, morning, poster 12"],
        "topics": ["sae-flaws"],
    } == {name: str(value) if name == "date" else value for name, value in properties.items()}
    assert "**Abstract.** We measure $x_1$ and feature absorption." in body
    assert body.endswith("## Notes\n")


def test_equal_notes_are_equal_bytes():
    """The same papers make the same file, whenever they are taken along."""
    assert dump([ABSORPTION, OTHER]) == dump([ABSORPTION, OTHER, OTHER])


def test_nothing():
    """No papers make a list of none."""
    assert ["Papers/Papers.md"] == list(unpacked(dump([])))


works = st.lists(
    st.builds(
        lambda title, authors, venue: (title, authors, venue),
        NAMES.filter(str.strip),
        st.lists(NAMES.filter(str.strip), max_size=3),
        NAMES | st.sampled_from(HOSTILE),
    ),
    max_size=4,
)


@settings(max_examples=40)
@given(works, NAMES)
def test_whatever_they_are_called(said: list[tuple[str, list[str], str]], title: str):
    """Every name is legal and unique, every link leads to a note, every property can be read, no note breaks out."""
    made = [
        a_work(id=f"web:{place}", title=name, authors=authors, venue=venue, abstract=name, submitted="2024")
        for place, (name, authors, venue) in enumerate(said)
    ]
    ideas = {work.id: [a_concept(f"c{place}", said[place][0], title)] for place, work in enumerate(made)}

    check(made, unpacked(dump(made, title, ideas)))


def test_hostile_titles():
    """Hostile texts are text in notes, too."""
    made = [
        a_work(id=f"web:{place}", title=said, authors=[said], venue=said, abstract=said, summary=said)
        for place, said in enumerate(HOSTILE)
    ]
    notes = unpacked(dump(made, HOSTILE[0]))

    check(made, notes)
    reader = MarkdownIt("commonmark", {"html": True})
    for note in notes.values():
        html = reader.render(parts(note)[1])
        assert not any(tag in html for tag in ("<img", "<script", "<a href="))


def check(made: list[Work], notes: dict[str, str]) -> None:
    """What must hold of any folder of notes."""
    known = names(notes)
    assert len({name.casefold() for name in known}) == len(notes) >= len(made) + 1
    for path, note in notes.items():
        assert all(not PureWindowsPath(part).is_reserved() for part in PurePosixPath(path).parts)
        assert all(legal(part.removesuffix(".md")) for part in path.split("/"))
        properties, body = parts(note)
        listed = [*properties.get("authors", ()), *properties.get("ideas", ())]
        assert all(LINK.fullmatch(one) for one in listed)
        assert set(known) >= set(LINK.findall("\n".join([*listed, body])))
        assert re.sub(r"\\.", "", body).count("[[") == len(LINK.findall(body))
        assert properties["type"] in {"list", "paper", "idea", "author"}
    every = [parts(note)[0] for note in notes.values()]
    assert {work.id for work in made} == {one["id"] for one in every if one["type"] == "paper"}


def legal(name: str) -> bool:
    """Whether Windows, macOS, Linux and a wikilink can have the name."""
    return (
        bool(name)
        and name == name.strip(" .")
        and not ILLEGAL & set(name)
        and all(ord(letter) >= 32 for letter in name)
        and len(name.encode()) <= 240
    )


@given(NAMES)
def test_file_names(said: str):
    """Any text makes a legal name, and a name that is legal stays as it is."""
    name = file_name(said)

    assert legal(name)
    assert name == file_name(name)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("What is it?", "What is it"),
        ("a/b: c", "a b c"),
        (" .. ", "Untitled"),
        ("50% of #1", "50 of 1"),
        ("Tomáš", "Tomáš"),
        ("word " * 40, ("word " * 20).strip()),
    ],
)
def test_names(said: str, expected: str):
    """What cannot stand in a name is a space; what is nothing then has a name all the same."""
    assert expected == file_name(said)


def test_names_in_use():
    """Whoever comes second is told apart by a hint, and then by number, whatever the case."""
    taken: set[str] = set()

    assert ["Name", "name (2024)", "NAME (3)", "NAME (2)"] == [
        free("Name", "2024", taken),
        free("name", "2024", taken),
        free("NAME", "3", taken),
        free("NAME", "3", taken),
    ]
