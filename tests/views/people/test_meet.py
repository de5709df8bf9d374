"""The page of people to meet: in every state, over a real store and real suggestions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from catalogue.people import Consents, Profile
from people.participants.store import Participants
from tests.views.conftest import Open
from tests.views.library import EVENT, HOSTILE
from tests.views.test_pages import source, text
from views.compose import Services
from views.people.identity import COOKIE

ADA, BO, CY, DI = (f"arxiv:2601.0000{number}" for number in range(1, 5))
SUGGESTED = Consents(suggested=True)
NAMES = {"Ada Absorber": ADA, "Bo Splitter": BO, "Cy Cortex": CY, "Di Neuron": DI}

Reads = Callable[[str], AppTest]


@pytest.fixture
def joined(store: Participants) -> dict[str, tuple[str, str]]:
    """Authors who joined and may be suggested: id and key by first name. Ada and Di let each other reach them."""
    held = {}
    for name, paper in NAMES.items():
        profile = Profile(
            name=name,
            papers=(paper,),
            community="academia" if name < "C" else "independent",
            seeks=("mentor",) if name[0] == "C" else (),
            offers=("mentor",) if name[0] == "D" else (),
        )
        consents = replace(SUGGESTED, contact=name[0] in "AD", feedback=name[0] == "A")
        person, key = store.join(profile, consents, f"{name.split()[0].lower()}@example.org")
        held[name.split()[0]] = person.id, key
    return held


@pytest.fixture
def reads(open_page: Open, joined: dict[str, tuple[str, str]], cookies: dict[str, str]) -> Reads:
    """Opens the page as somebody who joined, or draws theirs anew."""
    pages: dict[str, AppTest] = {}

    def read(name: str) -> AppTest:
        cookies[COOKIE] = joined[name][1]
        if name in pages:
            return pages[name].run()
        pages[name] = open_page("meet")
        assert not pages[name].exception
        return pages[name]

    return read


def answer(app: AppTest, other: str, yes: bool | None):
    """The button of that answer about a participant."""
    return app.button(key=f"answer-{yes}-{other}")


def says(app: AppTest, cookies: dict[str, str], key: str, other: str, yes: bool | None) -> AppTest:
    """Press the button in the browser of whoever has *key*."""
    cookies[COOKIE] = key
    return answer(app, other, yes).click().run()


def codes(app: AppTest) -> list[str]:
    """The contacts that the page shows."""
    return [one.value for one in app.code]


def test_a_visitor(services: Services, open_page: Open, joined: dict[str, tuple[str, str]]):
    """A visitor reads what it is and how to begin, and nothing of anybody who joined."""
    app = open_page("meet")

    assert not app.exception
    assert "Write a profile in a minute" in text(app)
    assert "Put papers on your reading list" in text(app)
    assert not any(name in text(app) for name in NAMES)
    assert [] == list(app.text_input)


def test_posters_for_a_visitor(services: Services, open_page: Open):
    """A reading list is enough for posters worth a visit, each with why and where."""
    app = open_page("meet", list=CY)

    assert not app.exception
    assert "[Polysemantic neurons everywhere](paper?id=" in text(app)
    assert EVENT in text(app)
    assert "You:" in text(app)


def test_posters_for_a_draft(services: Services, open_page: Open):
    """What a visitor wrote of themselves counts without being kept."""
    app = open_page("me")
    app.text_area[0].set_value("Mixed selectivity of neurons in cortex.").run()
    app._page_hash = calc_hash("meet")

    assert "Mixed selectivity in cortex" in text(app.run())
    assert () == Participants.open(services.settings.home).everyone()


def test_no_programme(open_page: Open):
    """Without an event there are no posters, and the page says what it waits for."""
    app = open_page("meet", list="arxiv:1")

    assert not app.exception
    assert "No event is known here yet" in app.info[0].value


def test_suggestions(reads: Reads):
    """A card says who, why in a quote of each side and in shared words, what to say first, and when and where."""
    said = text(reads("Cy"))

    assert "## Di Neuron" in said
    assert "primary-badge" in said
    assert "Independent · offers being a mentor" in said
    assert "You seek a mentor, and they would be one." in said
    assert "We record neurons with mixed selectivity" in said.replace(":primary[**", "").replace("**]", "")
    assert "Polysemantic neurons everywhere](paper?id=" in said
    assert "Yes, I would like to meet" in [one.label for one in reads("Cy").button]
    assert "@example.org" not in said


def test_when_and_where(reads: Reads):
    """Who presents at another time is met at a poster, who presents at the same time in a break."""
    said = text(reads("Ada"))

    assert "at their poster 2" in said or "at your poster 1" in said
    assert "in the break" in said
    assert "Hall C" in said


def test_yes_and_the_contact(
    reads: Reads, store: Participants, joined: dict[str, tuple[str, str]], cookies: dict[str, str]
):
    """One yes shows nothing to either; a mutual yes shows the contacts that are allowed, and no other."""
    (ada, ada_key), (di, di_key) = joined["Ada"], joined["Di"]
    one, two = reads("Ada"), reads("Di")

    one = says(one, cookies, ada_key, di, yes=True)
    assert "They learn of it only if they say yes" in text(one)
    assert ([], []) == (codes(one), codes(reads("Di")))
    assert "You both said yes" not in text(reads("Di"))

    two = says(two, cookies, di_key, ada, yes=True)
    assert ["ada@example.org"] == codes(two)
    assert ["di@example.org"] == codes(reads("Ada"))
    store.consent(di, SUGGESTED)
    assert [] == codes(reads("Ada"))
    assert "They show no contact" in text(reads("Ada"))


def test_not_for_me(reads: Reads, store: Participants, joined: dict[str, tuple[str, str]], cookies: dict[str, str]):
    """Who is declined is folded away at once, and can be brought back; they learn nothing of it."""
    (ada, key), (di, _) = joined["Ada"], joined["Di"]
    one = reads("Ada")

    one = says(one, cookies, key, di, yes=False)
    assert {di: False} == store.answers(ada)
    assert "## Di Neuron" not in text(one)
    assert "Di Neuron" in text(one)
    one = says(one, cookies, key, di, yes=None)
    assert {} == store.answers(ada)
    assert "## Di Neuron" in text(one)
    assert "## Ada Absorber" in text(reads("Di"))


def test_all_declined(reads: Reads, joined: dict[str, tuple[str, str]], cookies: dict[str, str]):
    """Who wants none of those suggested is told what to do."""
    one = reads("Ada")
    for other, _ in joined.values():
        if f"answer-False-{other}" in [each.key for each in one.button]:
            one = says(one, cookies, joined["Ada"][1], other, yes=False)

    assert "Bring somebody back" in one.info[0].value
    assert "Yes, I would like to meet" not in [each.label for each in one.button]


def test_not_suggested(reads: Reads, store: Participants, joined: dict[str, tuple[str, str]]):
    """Who does not allow to be suggested sees nobody, and is told where to allow it; posters are there all the same."""
    store.consent(joined["Ada"][0], Consents())
    app = reads("Ada")

    assert "What you allow" in app.info[0].value
    assert not any(f"## {name}" in text(app) for name in NAMES)
    assert "Posters worth a visit" in [header.value for header in app.header]
    assert "## Ada Absorber" not in text(reads("Di"))


def test_alone(open_page: Open, store: Participants, cookies: dict[str, str]):
    """The first who joins is told that there is nobody yet, and what makes suggestions likelier."""
    cookies[COOKIE] = store.join(Profile(name="Ann", text="Neurons."), SUGGESTED)[1]

    assert "Nobody yet" in open_page("meet").info[0].value


def test_pending(reads: Reads, monkeypatch: pytest.MonkeyPatch):
    """While suggestions are being made, the page says so and shows those that are there."""
    reads("Ada")
    monkeypatch.setattr("views.people.fresh.Builder.ensure", lambda *_: False)
    app = reads("Ada")

    assert "suggestions are being made anew" in text(app)
    assert "## Di Neuron" in text(app)


def test_find_somebody(reads: Reads, store: Participants, joined: dict[str, tuple[str, str]], cookies: dict[str, str]):
    """Those who allow it are found by name, with their card, and can be answered; nobody else is."""
    zoe = Profile(name="Zoe Finder", text="Secret words.", papers=(ADA,), affiliation="A laboratory", seeks=("job",))
    found = store.join(zoe, Consents(found=True), "zoe@example.org")[0].id
    store.join(Profile(name="Zoe Hidden", text="Neurons."), Consents())
    app = reads("Cy")
    app.text_input(key="find").set_value("zoe").run()

    said = text(app)
    assert "### Zoe Finder" in said
    assert "A laboratory · seeks a job" in said
    assert "Feature absorption in sparse autoencoders" in said
    assert not any(secret in said for secret in ("Hidden", "Secret words", "zoe@example.org"))
    says(app, cookies, joined["Cy"][1], found, yes=True)
    assert {found: True} == store.answers(joined["Cy"][0])
    app = says(app, cookies, joined["Cy"][1], found, yes=None)
    app = says(app, cookies, joined["Cy"][1], found, yes=False)
    assert "You said that you would rather not meet" in text(app)
    assert "You said yes" not in text(app)


def test_nobody_found(reads: Reads):
    """Who finds nobody is told how to look; who is suggested anyway is not drawn twice."""
    app = reads("Cy")
    app.text_input(key="find").set_value("Zo").run()

    assert "three letters" in app.info[0].value


def test_found_and_suggested(reads: Reads, store: Participants, joined: dict[str, tuple[str, str]]):
    """Who is suggested anyway is not drawn twice."""
    store.consent(joined["Di"][0], replace(SUGGESTED, found=True))
    app = reads("Cy")
    app.text_input(key="find").set_value("Neuron").run()

    assert not app.exception
    assert "**Di Neuron** is suggested to you above." in text(app)


def test_feedback(reads: Reads, store: Participants, joined: dict[str, tuple[str, str]], cookies: dict[str, str]):
    """Who allows it says afterwards how it was, of those to whom they said yes; nobody else is asked."""
    (ada, key), (di, di_key) = joined["Ada"], joined["Di"]
    one = says(reads("Ada"), cookies, key, di, yes=True)
    one.get("button_group")[0].set_value("met").run()
    assert {di: "met"} == store.said(ada)

    two = says(reads("Di"), cookies, di_key, ada, yes=True)
    assert [] == list(two.get("button_group"))


def test_a_table_for_lunch(reads: Reads, store: Participants, joined: dict[str, tuple[str, str]]):
    """Where the organisers made tables, everybody reads who else is at theirs, and around what."""
    reads("Ada")
    store.put_tables([("superposition", [joined[name][0] for name in ("Ada", "Cy", "Di")])])
    said = text(reads("Ada"))

    assert "A table around [Superposition](concept?id=superposition)" in said.replace(
        "superposition](", "Superposition]("
    )
    assert "Cy Cortex" in said
    assert "Your table for lunch" not in [header.value for header in reads("Bo").header]


def test_somebody_left(reads: Reads, store: Participants, joined: dict[str, tuple[str, str]], cookies: dict[str, str]):
    """A click on somebody who left meanwhile does nothing, and they are gone from the page."""
    one = reads("Ada")
    di = joined["Di"][0]
    store.leave(di)
    one = says(one, cookies, joined["Ada"][1], di, yes=True)

    assert not one.exception
    assert "## Di Neuron" not in text(one)
    assert {} == store.answers(joined["Ada"][0])


def test_signed_out(reads: Reads, store: Participants, joined: dict[str, tuple[str, str]], cookies: dict[str, str]):
    """A click in a page whose link was revoked counts for nobody, and the page is a visitor's again."""
    one = reads("Ada")
    store.rekey(joined["Ada"][0])
    one = answer(one, joined["Di"][0], yes=True).click().run()

    assert "Write a profile in a minute" in text(one)
    assert {} == store.answers(joined["Ada"][0])


def test_no_ids_in_the_address(reads: Reads, joined: dict[str, tuple[str, str]], cookies: dict[str, str]):
    """Whatever is clicked, the address names nobody."""
    one = says(reads("Ada"), cookies, joined["Ada"][1], joined["Di"][0], yes=True)
    one.text_input(key="find").set_value("Neuron").run()

    assert {} == dict(one.query_params)
    assert not any(person in source(one) for person, _ in joined.values())


def test_hostile_people(open_page: Open, store: Participants, cookies: dict[str, str]):
    """Names, affiliations and contacts that mean harm are shown and do nothing."""
    everything = Consents(found=True, suggested=True, contact=True)
    keys = [
        store.join(Profile(name=f"zzz {said}", affiliation=said, papers=(BO,), text=said), everything, said)[1]
        for said in (" ".join(text.split()) for text in HOSTILE)
    ]
    cookies[COOKIE] = keys[0]
    app = open_page("meet")
    app.text_input(key="find").set_value("zzz").run()

    assert not app.exception
    assert "zzz" in source(app)
    assert "<script>" not in source(app)
    assert "](javascript" not in source(app)
