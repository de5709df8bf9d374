"""Topic: what it is, in whose words, what to read, how much of the field, what is open, who works on it and where."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from catalogue.errors import GlossaryError
from catalogue.records import Work
from glossary.exports import names
from glossary.lists import key_topics, topics
from views import brand, links, markup, state, wording
from views.components import card, exports, terms, trend
from views.compose import Services
from views.glossary import wording as terms_wording
from views.page import Page
from views.topics.page import TopicPage, Writer, read
from views.topics.trend import said

PAGE = Page(slug="topic", title="Topic", icon=":material/category:", order=3, visible=False, under="topics")

TAKEN = 100
"""Papers that can be taken along, those most about it: a text of more is too long for most language models."""

MORE = 40
"""Further papers, folded away."""

WORDS = 4
"""Words of a speaker for one idea: the rest is on the page of the idea."""

SPEAKERS = {"academia": "academia", "industry": "industry", "independent": "independents"}
"""Who says a word, in the middle of a line; other fields stand under `terms_wording.NEIGHBOURS`."""


def render(services: Services) -> None:
    """Draw the topic that the address names, or say which there are."""
    topic_id = st.query_params.get("id", "").strip()
    try:
        page = read(services, topic_id)
    except GlossaryError:
        _missing(topic_id)
        return
    brand.entitle(page.label)
    most = services.catalogue.find(page.papers[:TAKEN])
    _head(page, most)
    _ideas(page)
    _speech(page)
    _papers(page, most)
    if page.papers:
        _trend(page)
        _problems(page)
        _writers(page)
    _posters(page)


def _missing(topic_id: str) -> None:
    st.title("No such topic" if topic_id else "No topic chosen", anchor=False)
    every = [_topic(one, label.label) for one, label in {**key_topics(), **topics()}.items()]
    st.markdown(f"There are these: {' · '.join(every)}.")


def _topic(topic_id: str, label: str) -> str:
    return markup.link(markup.plain(label), state.to(PAGE.slug, {"id": topic_id}))


def _head(page: TopicPage, most: Sequence[Work]) -> None:
    above = [markup.link("Topics", state.to("topics"))]
    above += [_topic(page.part_of.id, page.part_of.label)] if page.part_of else []
    st.markdown(f":small[{' / '.join(above)}]")
    st.title(markup.plain(page.label), anchor=False)
    st.markdown(markup.plain(page.about))
    if len(page.parts) > 1:
        st.markdown(f":gray[Two topics in one:] {' · '.join(_topic(one.id, one.label) for one in page.parts)}")
    facts = [wording.count(len(page.papers), "paper"), wording.count(page.concepts, "concept")]
    if page.posters:
        facts.append(f"{wording.count(len(page.posters), 'poster')} at {markup.plain(page.event)}")
    st.markdown(f":gray[{' · '.join(facts)}]")
    if not page.papers:
        st.info(
            "No paper of this library belongs to it yet. Take some in, then run `commons index`.",
            icon=":material/category:",
        )
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(" · ".join(_onward(page)), width="content")
        exports.take(most, f"topic-{page.id}", title=page.label)
    st.markdown(f":small[:gray[On this page:] {' · '.join(_here(page))}]")


def _here(page: TopicPage) -> list[str]:
    """Return links to the parts of this page that there are."""
    parts = {
        "ideas": ("Ideas", page.central),
        "words": ("Words", page.speech),
        "key": ("Key papers", page.key_papers or page.missing),
        "newest": ("Newest papers", page.newest),
        "time": ("Over time", page.trend),
        "problems": ("Open problems", page.problems),
        "people": ("People", page.writers),
        "posters": ("Posters", page.posters),
    }
    return [f"[{title}](#{anchor})" for anchor, (title, some) in parts.items() if some]


def _onward(page: TopicPage) -> list[str]:
    """Return links to the same topic elsewhere."""
    parts = [one.id for one in page.parts]
    return [
        markup.link("Search for it", state.to(links.SEARCH, {"q": page.label})),
        markup.link("On the map", state.to("field", {"by": "topic"})),
        markup.link("What is new in it", state.to("new", {"topic": parts, "days": "30"})),
    ]


def _ideas(page: TopicPage) -> None:
    st.header("Its central ideas", anchor="ideas")
    st.markdown("\n".join(f"- **{terms.link(one)}**: {markup.plain(one.definition)}" for one in page.central))
    every = [markup.link(markup.plain(one.label), state.to("glossary", {"topic": one.id})) for one in page.parts]
    if page.concepts > len(page.central):
        st.markdown(f":gray[All {page.concepts} concepts:] {' · '.join(every)}")


def _speech(page: TopicPage) -> None:
    if not page.speech:
        return
    st.header("In whose words", anchor="words")
    st.markdown("Words that not everybody uses. Whoever searches in one community's words misses the others' papers.")
    lines = []
    for one in page.speech:
        said = [f":gray[{_speaker(who)}:] {_words(words)}" for who, words in one.says.items()]
        lines.append(f"- **{terms.link(one.concept)}** {'; '.join(said)}")
    st.markdown("\n".join(lines))


def _speaker(who: str) -> str:
    return SPEAKERS.get(who, "fields next door")


def _words(words: tuple[str, ...]) -> str:
    return ", ".join(map(markup.plain, words[:WORDS])) + (" …" if len(words) > WORDS else "")


def _papers(page: TopicPage, most: Sequence[Work]) -> None:
    st.header("Key papers", anchor="key")
    st.markdown("\n".join(map(_line, page.key_papers)))
    if page.missing:
        also = "also " if page.key_papers else ""
        st.markdown(f":gray[Its concepts {also}rest on these, which this library does not have:]")
        st.markdown(
            "\n".join(
                f"- {markup.link(markup.plain(terms_wording.source(one)) + ' ↗', names.source(one.id))}"
                for one in page.missing
            )
        )
    if page.newest:
        st.header("Newest papers", anchor="newest")
        st.markdown("\n".join(_line(work, date=wording.date(work.submitted)) for work in page.newest))
    if more := [work for work in most if work not in page.key_papers][:MORE]:
        with st.expander(f"{wording.count(len(more), 'more paper')}, those most about it first", type="compact"):
            st.markdown("\n".join(map(_line, more)))
    parts = [one.id for one in page.parts]
    if any(not set(parts).isdisjoint(work.topics) for work in most):
        chosen = markup.link("those that people put there", state.to(links.SEARCH, {"topic": parts}))
        st.markdown(f":gray[:small[Most come here by the concepts that they name; search among]] :small[{chosen}.]")


def _line(work: Work, date: str = "") -> str:
    who = ", ".join(filter(None, [wording.authors(work.authors, 2), date or work.year]))
    return f"- {card.title_link(work)} :gray[:small[{markup.plain(who)}]]"


def _trend(page: TopicPage) -> None:
    st.header("Over time", anchor="time")
    number = wording.count(len(page.papers), "paper")
    undated = f", {page.undated} of them without a date" if page.undated else ""
    st.markdown(f"{number} of this library are about it{undated}. {_recently(page)}")
    if page.trend:
        trend.chart(page.trend)


def _recently(page: TopicPage) -> str:
    share = said(page.trend)
    return f"That is {share}." if share else ""


def _problems(page: TopicPage) -> None:
    st.header("Open problems, as papers name them", anchor="problems")
    if not page.problems:
        st.markdown("No abstract here says in so many words what is open in it.")
        return
    st.markdown(
        ":gray[:small[Word for word from abstracts, the newest and most typical first. Some are answered by now.]]"
    )
    for one in page.problems:
        title = markup.link(markup.rich(one.title), state.to("paper", {"id": one.paper}))
        st.markdown(f"> “{markup.rich(one.sentence)}”  \n> :small[{title} :gray[{wording.date(one.date)}]]")


def _writers(page: TopicPage) -> None:
    if not page.writers:
        return
    st.header("Who works on it", anchor="people")
    st.markdown(
        "\n".join(f"- {card.person(one.person)} :gray[:small[{markup.plain(_span(one))}]]" for one in page.writers)
    )
    privacy = markup.link("how to be corrected or hidden", state.to("privacy"))
    st.markdown(f":gray[:small[By the bylines of its papers here, most papers first;]] :small[{privacy}.]")


def _span(one: Writer) -> str:
    """Say how many papers somebody wrote, and when: ``3 papers, 2024 to 2026``."""
    years = " to ".join(dict.fromkeys(filter(None, [one.first, one.last])))
    return ", ".join(filter(None, [wording.count(one.papers, "paper"), years]))


def _posters(page: TopicPage) -> None:
    if not page.posters:
        return
    st.header(f"Posters at {markup.plain(page.event)}", anchor="posters")
    for session, some in groupby(page.posters, key=lambda one: one.place.session):
        st.markdown(f"**{markup.plain(session[:1].upper() + session[1:])}**")
        lines = [
            f"- {f'**{markup.plain(one.place.poster)}** ' if one.place.poster else ''}{card.title_link(one.work)}"
            for one in some
        ]
        st.markdown("\n".join(lines))
    st.markdown(markup.link("The whole programme", state.to("programme", {"event": page.event})))
