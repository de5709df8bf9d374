"""The twin as a whole: its links, its HTML, what strangers wrote, and whom it must not know."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pytest
from lxml import html
from typer.testing import CliRunner

from catalogue.errors import SettingsError
from cli import app
from tests.views.library import HOSTILE
from views.static import look, site
from views.static.folder import MARK, SIGN
from views.static.look import File

from .conftest import HIDDEN, SECRETS, Written

RUNNER = CliRunner()


def links(page: Path):
    """Everything that a page refers to."""
    return html.fromstring(page.read_bytes()).xpath("//@href | //@src | //@action")


def test_every_link_leads_somewhere(written: Written):
    """Each address within the twin names a file that is there, and each fragment an element of it."""
    ids = {page: set(html.fromstring(page.read_bytes()).xpath("//@id")) for page in written.pages()}
    broken = []
    for page in ids:
        for address in links(page):
            parts = urlsplit(address)
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            known = target.is_file() and (not parts.fragment or parts.fragment in ids.get(target, {parts.fragment}))
            if not parts.scheme and not known:
                broken.append((page.name, address))

    assert [] == broken
    assert len(ids) > 1000


def test_addresses_leave_the_twin_for_the_web_only(written: Written):
    """No page refers to anything that runs, and none fetches anything from elsewhere."""
    schemes = Counter(urlsplit(address).scheme for page in written.pages() for address in links(page))
    fetched = [
        address
        for page in written.pages()
        for address in html.fromstring(page.read_bytes()).xpath("//script/@src | //link/@href | //img/@src")
        if urlsplit(address).scheme or urlsplit(address).netloc
    ]

    assert {"", "https", "http"} >= set(schemes)
    assert [] == fetched


def test_pages_are_valid_html(written: Written):
    """A strict parser finds no error in a page of any kind, nor in those with hostile texts."""
    kinds = {page.parent: page for page in written.pages()}
    chosen = {*kinds.values(), *written.folder.glob("*/index.html"), *written.folder.glob("paper/*.html")}
    parser = html5lib.HTMLParser(strict=True)
    for page in sorted(chosen):
        parser.parse(page.read_text(encoding="utf-8"))

    assert len(chosen) > 60


def test_hostile_texts_are_text(written: Written):
    """What strangers wrote is shown character for character, and adds no element to a page."""
    usual = Counter(one.tag for one in html.fromstring(written.text("paper/doi-10.1000-xyz.html")).iter())
    for place, said in enumerate(HOSTILE):
        page = html.fromstring(written.text(f"paper/web-evil.example-{place}.html"))
        tags = Counter(one.tag for one in page.iter())

        assert {"script": 1, "img": 0, "iframe": 0} == {tag: tags[tag] for tag in ("script", "img", "iframe")}
        assert {tag for tag in tags if tag not in usual} <= {"ul", "li"}
        if "$" not in said and "\\" not in said:
            assert " ".join(said.split()) == page.find(".//h1").text


def test_scripts_with_data_are_nothing_but_data(written: Written):
    """A script with data is one assignment of JSON, whatever the texts in it say."""
    for name in ("papers", "words", "ideas", "map-data"):
        said = written.text(f"assets/{name}.js")
        begins = re.match(r"\(window\.commons=window\.commons\|\|\{\}\)\.\w+=", said)

        assert begins
        assert json.loads(said[begins.end() :].rstrip("\n;"))


def test_formulas_are_spelt_out(written: Written):
    """Mathematics in titles and abstracts becomes letters; what is no mathematics stays."""
    page = html.fromstring(written.text("paper/arxiv-2602.00000.html"))

    assert "Probing \N{SCRIPT SMALL L}_1 penalties" == page.find(".//h1").text
    assert "A second paragraph with \N{GREEK SMALL LETTER ALPHA}_1 \N{LESS-THAN OR EQUAL TO} 2." in [
        one.text for one in page.iter("p")
    ]
    assert "Probing again costs $5" in written.text("paper/arxiv-2602.00001.html")


def test_nothing_of_participants_is_in_it(written: Written):
    """Not a byte of what participants said is in any file, though they allow everything and are suggested."""
    kept = (written.home / "people.sqlite").read_bytes()
    found = [
        (path.name, secret)
        for path in written.folder.rglob("*")
        if path.is_file()
        for secret in SECRETS
        if secret.encode() in path.read_bytes()
    ]

    assert [] == found
    assert [] == [secret for secret in SECRETS if secret.encode() not in kept], "they are really there"


def test_who_hides_has_no_page(written: Written):
    """An author who asked to be left out stands on their papers, without a link, and has no page."""
    paper = html.fromstring(written.text("paper/arxiv-2602.00000.html"))
    linked = [one.text for one in paper.iter("a")]

    assert "Ada Absorber" in linked
    assert HIDDEN not in linked
    assert HIDDEN in written.text("paper/arxiv-2602.00000.html")
    assert HIDDEN not in written.text("person/index.html")
    assert not list(written.folder.glob("person/*ghost*"))


def test_the_same_library_gives_the_same_bytes(written: Written, tmp_path: Path):
    """A second run writes the same files; only the manifest says when it was made."""
    site.export(written.services, tmp_path / "again")
    first, second = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (written.folder, tmp_path / "again")
    )

    assert first.keys() == second.keys()
    assert {MARK} >= {str(path) for path in first if first[path] != second[path]}


def test_progress_counts_all_files(written: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Whoever waits is told after each file how many are written, and of how many."""
    monkeypatch.setattr(site, "files", lambda _: [File(name, lambda: b"1") for name in "ab"])
    monkeypatch.setattr(site.twin, "read", lambda _: None)
    told = []
    number = site.export(written.services, tmp_path / "out", lambda *one: told.append(one))

    assert (2, [(1, 2), (2, 2)]) == (number, told)


def test_a_stopped_run_leaves_the_old_twin(written: Written, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Ctrl-C in the middle changes nothing, and leaves nothing behind."""

    def stop():
        raise KeyboardInterrupt

    old = tmp_path / "out"
    old.mkdir()
    (old / MARK).write_text(SIGN)
    (old / "index.html").write_text("old")
    monkeypatch.setattr(site, "files", lambda _: [File("a/index.html", lambda: b"new"), File("b.html", stop)])
    monkeypatch.setattr(site.twin, "read", lambda _: None)
    with pytest.raises(KeyboardInterrupt):
        site.export(written.services, old)

    assert "old" == (old / "index.html").read_text()
    assert ["out"] == [path.name for path in tmp_path.iterdir() if path.is_dir() and not path.name.startswith("home")]


def test_a_folder_of_somebody_else_is_refused(written: Written, tmp_path: Path):
    """Where other files lie nothing is written, and the message says what to do."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("years of work")
    with pytest.raises(SettingsError, match="Name a new or an empty folder"):
        site.export(written.services, tmp_path / "mine")

    assert "years of work" == (tmp_path / "mine" / "thesis.tex").read_text()


def test_the_command_needs_an_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Without an index the command says what to run, and makes no folder."""
    monkeypatch.setenv("COMMONS_ENCODER", "toy")
    run = RUNNER.invoke(app, ["export", "static", str(tmp_path / "out")])

    assert 1 == run.exit_code or "commons index" in str(run.exception)
    assert not (tmp_path / "out").exists()


def test_pages_name_themselves(written: Written):
    """Every page has a title of its own, one main heading, and landmarks."""
    for page in (path for path in written.pages() if path.parent.name != "concept" or path.stem < "b"):
        tree = html.fromstring(page.read_bytes())

        assert 1 == len(tree.xpath("//h1")), page
        assert tree.xpath("//h1")[0].text_content().strip()
        assert tree.findtext(".//title").endswith(" - Interp Commons")
        assert [1, 1, 1] == [len(tree.xpath(f"//body/{one}")) for one in ("header", "main", "footer")]


def test_menu_leads_to_folders_that_are_there(written: Written):
    """Each entry of the menu is a folder with a page."""
    assert [] == [slug for slug, _ in look.MENU if not (written.folder / slug / "index.html").is_file()]
