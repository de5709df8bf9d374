"""The page of one's own profile, in every state, over a real store."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from catalogue.people import Consents, Dial, Participant, Profile
from people.participants.store import Participants
from people.profile_file import write
from tests.views.conftest import Open
from tests.views.library import HOSTILE
from tests.views.test_pages import button, only, source, text
from views.compose import Services

ADA, BO, CY = "arxiv:2601.00001", "arxiv:2601.00002", "arxiv:2601.00003"
ANN = Profile(name="Ann Other", papers=(BO,), liked=(ADA,), concepts=("superposition",), text="I count neurons.")
EVERYTHING = Consents(found=True, suggested=True, contact=True, feedback=True)


@pytest.fixture
def page(services: Services, open_page: Open) -> AppTest:
    """The page of a visitor, in a library with papers."""
    return open_page("me")


def labelled(app: AppTest, kind: str, label: str):
    """The first widget of that kind whose label begins so."""
    return next(one for one in app.get(kind) if one.label.startswith(label))


def labels(app: AppTest, kind: str) -> list[str]:
    """The labels of all widgets of that kind, without escapes."""
    return [one.label.replace("\\", "") for one in app.get(kind)]


def said(app: AppTest) -> Profile:
    """What the session has been told."""
    return app.session_state["profile-draft"].profile


def key(app: AppTest) -> str:
    """The key in the private link that the page shows."""
    [link] = [one.value for one in app.code if "/enter#" in one.value]
    return link.partition("#")[2]


def a_member(app: AppTest, store: Participants) -> Participant:
    """Somebody who joined in this session, with a profile of their own."""
    labelled(app, "text_area", "What you work on").set_value("I count polysemantic neurons.")
    labelled(app, "text_input", "Name").set_value("Ann Other").run()
    button(app, "Keep my profile").click().run()
    assert not app.exception
    return store.by_key(key(app))


def test_a_visitor(page: AppTest, store: Participants):
    """A visitor sees an empty form with every consent off, and how to come back; nothing is stored."""
    assert ["A profile in a minute"] == [title.value for title in page.title]
    assert [False] * 4 == [one.value for one in page.toggle if one.key.startswith("profile-field-allow-")]
    assert "Nothing yet. One of these ways is enough." in text(page)
    assert "privacy" in source(page)
    assert "paste it" in text(page)


def test_from_an_author(page: AppTest):
    """An author's papers are theirs once they say so; what they untick is not, and their name fills in."""
    labelled(page, "text_input", "Your name, as papers").set_value("Absorber").run()
    assert "1 paper is mine" in labels(page, "button")
    button(page, "1 paper is mine").click().run()

    assert (ADA,) == said(page).papers
    assert "Ada Absorber" == labelled(page, "text_input", "Name").value
    assert "" == labelled(page, "text_input", "Your name, as papers").value

    labelled(page, "checkbox", "Feature absorption").uncheck().run()
    assert () == said(page).papers


def test_nothing_is_mine(page: AppTest):
    """Who unticks everything has nothing to confirm."""
    labelled(page, "text_input", "Your name, as papers").set_value("Absorber").run()
    labelled(page, "checkbox", "Feature absorption").uncheck().run()

    assert button(page, "0 papers are mine").disabled


def test_no_such_author(page: AppTest):
    """An unknown name says what else to do, and that papers are not needed."""
    labelled(page, "text_input", "Your name, as papers").set_value("Zed [x](javascript:y)").run()

    assert not page.exception
    assert "not needed" in page.info[0].value
    assert "](javascript" not in page.info[0].value


def test_from_liked_papers(page: AppTest):
    """A paper is found by words, or by its id, and liked or not with a tick."""
    labelled(page, "text_input", "Find a paper").set_value("mixed selectivity").run()
    labelled(page, "checkbox", "Mixed selectivity").check().run()
    labelled(page, "text_input", "Find a paper").set_value("arXiv:2601.00001").run()
    labelled(page, "checkbox", "Feature absorption").check().run()

    assert (CY, ADA) == said(page).liked
    page.checkbox(key=f"profile-field-liked-{CY}").uncheck().run()
    assert (ADA,) == said(page).liked
    assert page.checkbox(key=f"profile-field-found-{ADA}").value


def test_from_the_reading_list(services: Services, open_page: Open):
    """The reading list is liked with one click; none is offered twice."""
    page = open_page("me", list=f"{ADA},{BO}")

    button(page, "Take 2 papers of my reading list").click().run()

    assert (ADA, BO) == said(page).liked
    assert [] == [label for label in labels(page, "button") if "reading list" in label]


def test_from_concepts_and_a_paragraph(page: AppTest):
    """Concepts of the glossary, or a few sentences, are a profile; each can be taken back."""
    page.multiselect(key="profile-field-concepts").set_value(["superposition", "polysemanticity"]).run()
    labelled(page, "text_area", "What you work on").set_value("I count neurons.").run()

    assert "](concept?id=superposition)" in source(page)
    assert "A paragraph** of yours, which nobody else sees" in text(page)
    assert ("superposition", "polysemanticity") == said(page).concepts
    assert "I count neurons." == said(page).text
    page.multiselect(key="profile-field-concepts").set_value([]).run()
    assert () == said(page).concepts


def test_the_rest_of_a_profile(page: AppTest):
    """Community, wishes, dial and exclusions are what was chosen; a list of names is one a line."""
    page.get("button_group")[0].set_value("academia").run()
    page.get("button_group")[1].set_value(["mentor", "feedback"]).run()
    page.get("button_group")[2].set_value(["collaborators"]).run()
    page.select_slider(key="profile-field-bridge").set_value("Above all").run()
    page.select_slider(key="profile-field-problem").set_value("Not").run()
    labelled(page, "text_area", "People whom I know").set_value("Bo Splitter\n\n Cy Cortex \nBo Splitter").run()
    page.toggle(key="profile-field-colleagues").set_value(False).run()

    now = said(page)
    assert ("academia", ("mentor", "feedback"), ("collaborators",)) == (now.community, now.seeks, now.offers)
    assert Dial(problem=0.0, method=0.5, bridge=2.0) == now.dial
    assert ("Bo Splitter", "Cy Cortex") == now.known
    assert not now.colleagues


def test_an_empty_profile_is_not_kept(page: AppTest, store: Participants):
    """With nothing to compare by, the page says what is missing, and nothing is stored."""
    button(page, "Keep my profile").click().run()

    assert "nothing to compare you by" in only(page).lower()
    assert () == store.everyone()


def test_what_a_consent_needs(page: AppTest):
    """Who is shown to others has a name, and who shows a contact has one; else the page says so."""
    labelled(page, "text_area", "What you work on").set_value("I count neurons.").run()
    name, contact = "others would see no name", "there is no contact"
    for allowed, problem in (("suggested", name), ("found", name), ("contact", contact)):
        page.toggle(key=f"profile-field-allow-{allowed}").set_value(True).run()
        button(page, "Keep my profile").click().run()
        assert problem in only(page).lower()
        page.toggle(key=f"profile-field-allow-{allowed}").set_value(False).run()

    assert [] == [one.value for one in page.code]


def test_keep(page: AppTest, store: Participants):
    """A kept profile is stored as it was written, with what was allowed; the private link is shown and opens it."""
    labelled(page, "toggle", "Be suggested").set_value(True).run()
    labelled(page, "text_input", "Your contact").set_value("ann@example.org").run()
    me = a_member(page, store)

    assert Profile(name="Ann Other", text="I count polysemantic neurons.") == me.profile
    assert (Consents(suggested=True), "ann@example.org") == (me.consents, me.contact)
    assert ["My profile"] == [title.value for title in page.title]
    assert key(page) not in str(page.query_params)


def test_the_link_is_shown_once(page: AppTest, store: Participants):
    """The link stays until it is saved; then the page does not have it any more."""
    a_member(page, store)
    page.run()
    assert key(page)

    button(page, "I have saved it").click().run()

    assert [] == [one.value for one in page.code if "/enter#" in one.value]
    assert "private-link" not in page.session_state


def test_nothing_is_allowed_by_default(page: AppTest, store: Participants):
    """Who just keeps a profile is found by nobody, suggested to nobody, and told so."""
    me = a_member(page, store)

    assert Consents() == me.consents
    assert "suggested to nobody until you allow it" in text(page)
    assert () == store.everyone()


def test_a_consent_holds_at_once(page: AppTest, store: Participants):
    """A participant's consent is stored as it is given and as it is taken back; unsaved words stay."""
    me = a_member(page, store)
    labelled(page, "text_input", "Affiliation").set_value("A university").run()
    labelled(page, "toggle", "Be suggested").set_value(True).run()
    assert store.get(me.id).consents.suggested

    labelled(page, "toggle", "Be suggested").set_value(False).run()

    assert Consents() == store.get(me.id).consents
    assert "A university" == labelled(page, "text_input", "Affiliation").value
    assert "" == store.get(me.id).profile.affiliation


def test_save(page: AppTest, store: Participants):
    """Changes are said to be unsaved, and are stored when they are saved."""
    me = a_member(page, store)
    assert "changes that are not saved" not in text(page)
    labelled(page, "text_input", "Affiliation").set_value("A university").run()
    labelled(page, "text_input", "Your contact").set_value("ann@example.org").run()
    assert "changes that are not saved" in text(page)

    button(page, "Save changes").click().run()

    assert "A university" == store.get(me.id).profile.affiliation
    assert "ann@example.org" == store.get(me.id).contact
    assert "changes that are not saved" not in text(page)


def test_nothing_worse_is_saved(page: AppTest, store: Participants):
    """A profile that could not be kept cannot be saved."""
    me = a_member(page, store)
    labelled(page, "text_area", "What you work on").set_value("").run()
    button(page, "Save changes").click().run()

    assert "nothing to compare you by" in only(page).lower()
    assert "I count polysemantic neurons." == store.get(me.id).profile.text


def test_changed_elsewhere(page: AppTest, store: Participants):
    """What was changed in another browser is shown at the next run, in place of what was here."""
    me = a_member(page, store)
    store.save(me.id, replace(me.profile, name="Ann Else"), "")

    page.run()

    assert "Ann Else" == labelled(page, "text_input", "Name").value


def test_a_new_link(page: AppTest, store: Participants):
    """A new link is shown, the old one opens nothing, and this session goes on."""
    me = a_member(page, store)
    old = key(page)
    button(page, "Make a new link").click().run()

    assert old != key(page)
    assert me.id == store.by_key(key(page)).id
    assert ["My profile"] == [title.value for title in page.title]


def test_a_new_link_made_elsewhere(page: AppTest, store: Participants):
    """Who made a new link elsewhere has locked this session out: it is a visitor's, and none of its clicks count."""
    me = a_member(page, store)
    store.rekey(me.id)
    labelled(page, "toggle", "Be found").set_value(True).run()

    assert ["A profile in a minute"] == [title.value for title in page.title]
    assert Consents() == store.get(me.id).consents


def test_see_everything(page: AppTest, store: Participants):
    """All that is stored can be read and taken along; the key is in none of it."""
    a_member(page, store)
    [shown] = [one.value for one in page.code if one.language == "json"]

    assert {"profile", "consents", "contact"} <= set(json.loads(shown))
    assert key(page) not in shown


def test_delete_me(page: AppTest, store: Participants):
    """Deleting asks once; then the profile is gone, and the page is a visitor's, empty."""
    a_member(page, store)
    assert button(page, "Delete me").disabled
    labelled(page, "checkbox", "Yes, delete").check().run()
    button(page, "Delete me").click().run()

    assert "You are gone" in page.success[0].value
    assert "" == labelled(page, "text_input", "Name").value
    assert [] == [one.value for one in page.code]


def test_a_saved_file(page: AppTest):
    """A file brings all of a profile back, and every widget shows it; what no widget can say stays as it was."""
    full = replace(
        ANN,
        community="industry",
        affiliation="A laboratory",
        seeks=("job",),
        offers=("mentee",),
        known=("Bo Splitter",),
        excluded=("Cy Cortex",),
        colleagues=False,
        dial=Dial(problem=0.3, method=1.0, bridge=2.0),
    )
    page.file_uploader[0].upload("profile.json", write(full).encode(), "application/json").run()

    assert not page.exception
    assert full == said(page)
    assert "Ann Other" == labelled(page, "text_input", "Name").value
    assert ["superposition"] == page.multiselect(key="profile-field-concepts").value
    assert "A little" == page.select_slider(key="profile-field-problem").value
    assert 0.3 == said(page).dial.problem


def test_a_file_of_another_library(page: AppTest):
    """Papers and concepts that are not here are named, and stay in the file."""
    strange = Profile(papers=("arxiv:0704.0001",), concepts=("no-such-concept",))
    page.file_uploader[0].upload("profile.json", write(strange).encode(), "application/json").run()

    assert not page.exception
    assert strange == said(page)
    assert any("not in this library" in label for label in labels(page, "checkbox"))


def test_a_file_that_is_no_profile(page: AppTest):
    """Such a file is refused in place, and what was written stays."""
    labelled(page, "text_input", "Name").set_value("Ann Other").run()
    for content in (b"", b"{}x", b"[]", b'{"name": 3}', b'{"version": 99}', b'{"seeks": ["gold"]}'):
        page.file_uploader[0].upload("profile.json", content, "application/json").run()
        assert only(page)

    assert "Ann Other" == said(page).name


def test_hostile_words(page: AppTest):
    """Whatever somebody writes of themselves is shown and does nothing."""
    for hostile in HOSTILE:
        page.file_uploader[0].upload(
            "profile.json", write(Profile(name=hostile, papers=(hostile,), text=hostile)).encode(), "application/json"
        ).run()
        assert not page.exception
        assert "](javascript" not in source(page) + "".join(one.label for one in page.checkbox)
        assert "<script>" not in source(page) + "".join(one.label for one in page.checkbox)


def test_two_sessions(services: Services, open_page: Open, store: Participants):
    """Two people at the same time see only their own, drafts included."""
    one, two = open_page("me"), open_page("me")
    a_member(one, store)
    two.run()

    assert ["A profile in a minute"] == [title.value for title in two.title]
    assert "" == labelled(two, "text_input", "Name").value
    assert "Ann" not in text(two)
