"""Translate: a text in another community's words, every known word marked, with what to beware of."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from glossary.translate import Translation, Word, audiences, translate
from views import links, markup, state
from views.asked import MAX_TEXT
from views.components import choice, sections, terms
from views.compose import Services
from views.page import Page

PAGE = Page(slug="translate", title="Translate", icon=":material/translate:", order=10, visible=False, under="glossary")

EXAMPLE = (
    "We use activation patching and linear probes to find which attention heads move information in a small language "
    "model, and train sparse autoencoders on its residual stream. Knocking out single latents shows that most features "
    "are monosemantic, and a steering vector built from them changes what the model says."
)
"""Words of ours, full of words that others say otherwise."""

LEGEND = "Bold words have another name over there: = the same, ≈ nearly the same, cf. the nearest that is known."

_TEXT = "abstract"


def render(services: Services) -> None:
    """Draw the box, the audience, and the text in their words."""
    sections.row("translate")
    st.title("Translate an abstract", anchor=False)
    st.markdown("Every word that the glossary knows is marked, with what the others call it. The text is not stored.")
    st.text_area(
        "Your text",
        key=_TEXT,
        height=180,
        max_chars=MAX_TEXT,
        placeholder="Paste an abstract",
        persist_state="session",  # Back finds it again
    )
    readers = audiences()
    to = choice.choose("to", "For readers from", list(readers), readers.__getitem__, default="academia")
    text = st.session_state[_TEXT].strip()
    if text:
        _translated(services, translate(text, to, services.words.glossary, services.words.matcher))
    else:
        st.button("Try it with an example", icon=":material/draft:", on_click=_example, type="tertiary")


def _example() -> None:
    st.session_state[_TEXT] = EXAMPLE


def _translated(services: Services, done: Translation) -> None:
    if not done.words:
        st.info("The glossary knows none of these words. Paste an abstract of the field.", icon=":material/search_off:")
        return
    st.header("Your text, marked", anchor=False)
    st.markdown(_marked(done, services))
    st.markdown(f":gray[:small[{LEGEND}]]")
    _equivalents(_once(word for word in done.words if word.equivalents), services)
    _warnings(done, services)
    st.markdown(
        markup.link(
            "Search the papers in their vocabulary", state.to(links.SEARCH, {"q": " ".join(done.vocabulary)[:MAX_TEXT]})
        )
    )


def _marked(done: Translation, services: Services) -> str:
    """Return the text with a link under each known word."""
    shown, end = "", 0
    for word in done.words:
        concept = services.words.glossary[word.mention.concept]
        shown += _plain(done.text[end : word.mention.start])
        link = terms.link(concept, word.printed)
        shown += f"**{link}** :gray[{_beside(word)}]" if word.equivalents else link
        end = word.mention.end
    return shown + _plain(done.text[end:])


def _beside(word: Word) -> str:
    best = word.equivalents[0]
    return f"({best.sign} {markup.plain(best.label)})"


def _plain(text: str) -> str:
    """Escape a piece of a line, keeping the spaces at its ends."""
    inner = markup.plain(text)
    return f"{' ' if text[:1].isspace() else ''}{inner}{' ' if inner and text[-1:].isspace() else ''}"


def _once(words: Iterable[Word]) -> list[Word]:
    """Keep one of the words that are printed alike."""
    return list({word.printed.casefold(): word for word in words}.values())


def _equivalents(changed: list[Word], services: Services) -> None:
    if changed:
        st.header("In their words", anchor=False)
    for word in changed:
        first, *others = word.equivalents
        there = services.words.glossary[first.concept]
        more = f" or {markup.plain(', '.join(one.label for one in others[:4]))}" if others else ""
        st.markdown(
            f"{markup.plain(word.printed)} {first.sign} **{terms.link(there, first.label)}**{more}"
            + (f"  \n:gray[:small[{markup.plain(first.breaks)}]]" if first.breaks else "")
        )


def _warnings(done: Translation, services: Services) -> None:
    warned = _once(word for word in done.words if word.warnings)
    if not warned:
        return
    st.header("Beware", anchor=False)
    for word in warned:
        for warning in word.warnings:
            other = terms.link(services.words.glossary[warning.concept])
            st.markdown(
                f":material/warning: **{markup.plain(word.printed)}** may be taken for {other}"
                f"  \n:gray[:small[{markup.plain(warning.differs)}]]"
            )
