"""A work on the page: in full for a hit, in three lines for a neighbour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import zip_longest

import streamlit as st

from catalogue.answers import SharedConcept, Why
from catalogue.formats import bibtex
from catalogue.people import Person
from catalogue.records import Work
from glossary.forms import key
from views import links, markup, state, wording
from views.components import toggle
from views.components.toggle import Side

_NOBODY = ":gray[authors unknown]"


IDEAS = 3
"""Shared ideas named under a hit: more are in its abstract."""


def hit(
    work: Work,
    why: Why,
    *,
    sharing: str,
    also: Sequence[Work] = (),
    extra: Callable[[str], None] | None = None,
) -> None:
    """Draw a hit: what it is, why it was found, and what can be done with it.

    Args:
        work: The paper.
        why: The reasons.
        sharing: What sharing words means here, for example ``matches your words``.
        also: Papers nearly the same.
        extra: Draws other buttons beside those of every hit, in place of the one to like it, for the paper of this id.
    """
    with st.container(gap="xsmall"):
        heading(work)
        quote(work, why)
        badges(why, sharing=sharing)
        twins(also)
        details(work)
        actions(work, extra)


def heading(work: Work) -> None:
    """Draw title, authors, date, venue and links."""
    st.markdown(f"## {title_link(work)}", anchors=False)
    st.markdown(" · ".join(filter(None, [byline(work), wording.date(work.submitted), *venue(work), *outside(work)])))
    placements(work)


def title_link(work: Work) -> str:
    """Return the title as a link to the work's page."""
    return markup.link(markup.rich(work.title), state.to("paper", {"id": work.id}))


def byline(work: Work) -> str:
    """Return the first authors, or say that there are none."""
    return markup.plain(wording.authors(work.authors)) or _NOBODY


def everybody(work: Work, people: Sequence[Person | None] = ()) -> str:
    """Return all authors, or say that there are none.

    Args:
        work: The paper.
        people: Who is behind each byline, as far as known: such names lead to the person's page.
    """
    named = zip_longest(work.authors, people[: len(work.authors)])
    return ", ".join(person(one, byline.name) if one else markup.plain(byline.name) for byline, one in named) or _NOBODY


def person(one: Person, printed: str = "") -> str:
    """Return a link to the page of an author, under their name or as it is *printed*."""
    return markup.link(markup.plain(printed or one.name), state.to("person", {"id": one.id}))


def quote(work: Work, why: Why) -> None:
    """Draw the sentence that fits the question best, the question's words marked."""
    sentence = " ".join(why.sentence.split())
    if sentence and sentence != " ".join(work.title.split()):
        ours = " :gray[:small[(our summary)]]" if sentence in " ".join(work.summary.split()) else ""
        st.markdown(f"“{markup.marked(sentence, why.words)}”{ours}")


def badges(why: Why, *, sharing: str) -> None:
    """Draw the reasons in plain words, with the ranks in small print."""
    shown = [_badge(reason, markup.plain(what)) for reason, what in wording.reasons(why, sharing=sharing)]
    shown += [_badge(wording.idea(one), _idea(one)) for one in why.concepts[:IDEAS]]
    if ranks := wording.ranks(why):
        shown.append(f":gray[:small[({ranks})]]")
    if shown:
        st.markdown(" ".join(shown))


def _idea(one: SharedConcept) -> str:
    """Return a shared idea as a link: in one word, or in yours and in theirs."""
    found = markup.link(markup.plain(one.found), state.to("concept", {"id": one.id}))
    return found if key(one.asked) == key(one.found) else f"you: {markup.plain(one.asked)}; they: {found}"


def twins(works: Sequence[Work]) -> None:
    """Draw links to papers that are nearly the same."""
    if works:
        shown = " · ".join(f"{title_link(work)} {work.year}" for work in works)
        st.markdown(f":gray[:small[Nearly the same:]] :small[{shown}]")


def _badge(reason: str, what: str) -> str:
    """Set a reason in a badge, and the Markdown of what it is about beside it, where it may wrap."""
    return f":primary-badge[{reason}]" + (f" :small[{what}]" if what else "")


def details(work: Work) -> None:
    """Draw abstract, summary, all authors and sources, folded."""
    names = ["abstract" if work.abstract else "", "our summary" if work.summary else ""]
    label = " and ".join(filter(None, names)).capitalize()
    with st.expander(label or "Details", type="compact"):
        texts(work)
        if len(work.authors) > wording.FIRST_AUTHORS + 1:
            st.markdown(f"**All authors.** {everybody(work)}")
        st.markdown(f":gray[From:] {markup.plain(', '.join(map(wording.source, work.sources)))}")


def texts(work: Work) -> None:
    """Draw the summary, marked as ours, and the abstract, or say that there is neither."""
    if work.summary:
        st.markdown(f"**In our words.** {markup.paragraphs(work.summary)}")
    if work.abstract:
        st.markdown(f"**Abstract.** {markup.paragraphs(work.abstract)}")
    if not (work.summary or work.abstract):
        st.markdown(":gray[No abstract is known.]")


def actions(work: Work, extra: Callable[[str], None] | None = None) -> None:
    """Draw what can be done: keep it, cite it, look around it."""
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        keep(work.id)
        if not extra:
            like(work.id)
        with st.popover("BibTeX", type="tertiary"):
            st.code(_bibtex(work), language="bibtex", wrap_lines=True)
        st.markdown(f":small[{markup.link('Similar papers', state.to(links.SEARCH, {'like': work.id}))}]")
        if extra:
            extra(work.id)


@lru_cache(maxsize=1024)
def _bibtex(work: Work) -> str:
    """Return the entry of a paper, which comes up again and again."""
    return bibtex.dump([work])


def keep(paper_id: str) -> None:
    """Draw the button that puts a paper on the reading list or takes it off."""
    toggle.draw(
        "keep",
        paper_id,
        off=Side("Add to list", "bookmark_add", state.add),
        on=Side("Remove from list", "bookmark_added", state.remove),
        held=paper_id in state.reading_list(),
    )


def like(paper_id: str) -> None:
    """Draw the button that remembers a paper as liked or forgets that it is."""
    toggle.draw(
        "like",
        paper_id,
        off=Side("Like", "heart_plus", state.like),
        on=Side("Liked", "heart_check", state.unlike),
        held=paper_id in state.memory().likes,
    )


def neighbour(work: Work, why: Why) -> None:
    """Draw a work in short: title, who and when, and what it shares."""
    shared = f"shares the words {', '.join(why.words)}" if why.words else "close in meaning"
    brief(work, f":gray[{markup.plain(shared)}]")


def brief(work: Work, said: str = "") -> None:
    """Draw a work in short: title, who and when, and the Markdown *said*."""
    facts = filter(None, [byline(work), work.year, said])
    with st.container(gap="xxsmall"):
        st.markdown(f"### {title_link(work)}", anchors=False)
        st.markdown(f":small[{' · '.join(facts)}]")


def venue(work: Work) -> list[str]:
    """Return where it appeared, unless the link beside it says so anyway."""
    return [markup.plain(work.venue)] if work.venue and work.venue.casefold() != "arxiv" else []


def placements(work: Work) -> None:
    """Draw where it is presented."""
    for line in map(wording.placement, work.placements):
        st.markdown(f":primary[:material/event: {markup.plain(line)}]")


def outside(work: Work) -> list[str]:
    """Return a link to each place outside that has the work."""
    return [markup.link(f"{markup.plain(wording.site(url))} ↗", url) for url in work.links]
