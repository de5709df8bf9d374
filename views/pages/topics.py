"""Topics: the workshop's key topics, and the topic tree of the glossary, each with how much there is and its trend."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from catalogue import sentences
from glossary.lists import key_topics, topics
from views import markup, state, wording
from views.components import trend
from views.compose import Services
from views.page import Page
from views.topics.belonging import PRECISION, RECALL
from views.topics.page import Entry, entries
from views.topics.trend import said, telling

PAGE = Page(slug="topics", title="Topics", icon=":material/category:", order=3)


ABOUT = 2
"""Sentences of what a key topic is about on its card; its page has the rest."""

HOW = (
    "A paper belongs to the topics into which people put it, and to those whose concepts it names enough: rare ones "
    "count more, a title counts three times. On half of the starter bibliography, which nothing was chosen by, {p:.0%} "
    "of what is found so is right, and {r:.0%} of what is right is found (`python -m benchmarks.topics`)."
)


def render(services: Services) -> None:
    """Draw the key topics as cards, and the tree as a list."""
    st.title("Topics", anchor=False)
    st.markdown(
        "What the field works on: for each topic what it is and who says it how, key and newest papers, how much of "
        "the field it is, what papers call open, who works on it, and which posters show it."
    )
    key, tree = (entries(services, known().values()) for known in (key_topics, topics))
    if not any(one.papers for one in tree):
        st.info(
            "No paper of this library belongs to a topic yet. Take some in, then run `commons index`; the concepts of "
            "each topic are there already.",
            icon=":material/category:",
        )
    st.header("Asked for by the workshop", anchor="key")
    _cards(key)
    st.header("The topic tree", anchor="tree")
    st.markdown(
        "In the order in which a newcomer would meet them. The bars are the share of the papers of each of the last "
        f"{trend.BARS} years, all on one scale; a paper can be about several topics."
    )
    _tree(tree)
    st.markdown(f":gray[:small[{HOW.format(p=PRECISION, r=RECALL)}]]")


def _cards(key: Sequence[Entry]) -> None:
    """Draw two cards beside each other, where there is room."""
    for pair in (key[:2], key[2:]):
        for column, one in zip(st.columns(2), pair, strict=True):
            with column, st.container(border=True, height="stretch", gap="xsmall", key=f"topic-{one.topic.id}"):
                label = markup.link(markup.plain(one.topic.label), _address(one))
                st.markdown(f"### {label}", anchors=False)
                st.markdown(markup.plain(" ".join(sentences.split(one.topic.about)[:ABOUT])))
                facts = filter(None, [_counts(one), said(one.trend)])
                st.markdown("  \n".join(f":gray[:small[{fact}]]" for fact in facts))


def _tree(tree: Sequence[Entry]) -> None:
    """Draw the tree as one list: as elements of its own, each topic would cost as much as a page."""
    most = max((year.share for one in tree for year in telling(one.trend)), default=0.0)
    items = "".join(
        f'<li><div><h3><a href="{escape(_address(one))}">{escape(one.topic.label)}</a></h3>'
        f"<p>{escape(one.topic.about)}</p><p>{_counts(one)}</p></div>{trend.bars(one.trend, most)}</li>"
        for one in tree
    )
    st.html(f'<ul class="commons-topics">{items}</ul>')


def _address(one: Entry) -> str:
    return state.to("topic", {"id": one.topic.id})


def _counts(one: Entry) -> str:
    return f"{wording.count(one.papers, 'paper')} · {wording.count(one.concepts, 'concept')}"
