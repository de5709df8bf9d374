"""How search works: what happens to a question, step by step, and how well that does on judged questions."""

from __future__ import annotations

import streamlit as st

from catalogue.judged import Figure
from views import figures, links, markup, state, wording
from views.components import syntax, trouble
from views.compose import Services
from views.figures import Measured
from views.page import Page

PAGE = Page(
    slug="how", title="How search works", icon=":material/search_insights:", order=16, visible=False, under="search"
)

MEASURES = ("ndcg@10", "recall@20")
"""What the tables show: as many as a phone has room for. The commands print more."""

ABOUT = {
    "search-dev": (
        "Sentences and headings of review articles. Right are the papers that the author cited there; a good paper "
        "that was not cited counts as wrong."
    ),
    "bridges-dev": (
        "Questions in one community's words. Right are the papers that say it only in another community's words; "
        "papers in the question's own words are taken out."
    ),
    "bridges": "More such questions, on other topics, judged by reading for this project.",
}
"""What each judged set asks."""

SYSTEMS = {
    "keyword": "your words only",
    "meaning": "meaning only",
    "hybrid": "both",
    "hybrid+bridges": "**both, and other communities' words** (what you get)",
}
"""What is compared, in plain words."""


def render(services: Services) -> None:
    """Draw the steps, then the figures, then what they do not say."""
    st.title("How search works", anchor=False)
    st.markdown(
        "No hit is bought, nothing is ranked by fame or citations, and the program keeps no record of what you ask. "
        "All of it happens on this server, in these steps."
    )
    _steps(services)
    _figures()
    _limits()


def _steps(services: Services) -> None:
    for number, (title, text) in enumerate(_told(services).items(), start=1):
        st.header(f"{number}. {title}", anchor=False)
        st.markdown(text)
        if number == 1:
            with st.expander("The fields of a question", type="compact"):
                syntax.examples()


def _told(services: Services) -> dict[str, str]:
    """Say what happens to a question, step by step."""
    glossary = markup.link("glossary", state.to("glossary"))
    return {
        "Your question is read": (
            "A plain question needs no rules. Quotes, a minus and fields such as `au:` narrow it down. The address or "
            "the id of a paper leads to that paper. Words that no paper has, but nearly, become a suggestion; "
            "nothing is changed behind your back."
        ),
        "It is also asked in other words": (
            f"The communities of this field call the same thing by different names. The {glossary}, "
            f"{len(services.words.glossary.concepts):,} ideas with the words for them, says what others call what you "
            "ask for, and the search looks for that too. Such words weigh less than yours, the less the further their "
            "idea is from yours. Each is shown above the results with a switch. Where a word means something else to "
            "others, you get a warning, and that meaning is not searched."
        ),
        "Papers are ranked by words": (
            "Title, abstract and summary of each paper are compared with the question word by word, endings left off. "
            "Rare words count more than common ones, pairs of neighbouring words count as terms, and the title counts "
            "more than the rest. Runs of letters count a little, so that *interpretable* helps *interpretability*."
        ),
        "Papers are ranked by meaning": (
            f"A small language model{_model(services)} that runs here turns each text into a list of numbers, so that "
            "texts of like meaning have like numbers. It finds what shares no word with you."
        ),
        "The rankings become one": (
            "The two scores of a paper are brought to one scale and added. The other communities' words make a ranking "
            "of their own, which counts the more, the more of your question is a term that they have words for: much "
            "for a term alone, hardly anything in a long sentence. Papers that are nearly the same, such as a workshop "
            "version and its journal version, fold into one hit."
        ),
        "Your likes and dislikes move it": (
            "**More like this** moves your question towards that paper, in words and in meaning, **Less like this** "
            "away from it. What you chose, and the words that moved, stand above the results; only the address "
            "keeps it."
        ),
        "Every hit says why": (
            "The sentence closest to your question, the words that you share, the ideas that you share in your word "
            "and in theirs, and the place that each ranking gave it. You see places, not percentages: "
            "a likeness of 0.7 is not a chance of 70%."
        ),
    }


def _model(services: Services) -> str:
    """Name the model and the number of papers that it has read, where there is an index."""
    with trouble.quiet():
        made = services.searcher.manifest()
        return f" ({markup.plain(made.encoder)}, over {wording.count(made.papers, 'paper')})"
    return ""


def _figures() -> None:
    measured = list(figures.load())
    if not measured:
        return
    st.header("How well it finds", anchor="figures")
    st.markdown(
        "Measured on questions for which people, or a careful reader, said which papers answer them. **nDCG@10** is 1 "
        "when the ten first hits are the best there are, in the best order; **recall@20** is the share of the right "
        "papers among the first twenty hits. Small print: the range in which the figure would lie in 95 of 100 draws "
        "of such questions. The command below each table prints it again, on any machine that has the judged questions."
    )
    for one in measured:
        _table(one)


def _table(one: Measured) -> None:
    st.markdown(f"### {one.queries} questions: {one.name}", anchors=False)
    st.markdown(ABOUT[one.name])
    rows = [
        f"| {name} | {' | '.join(_cell(one.systems[system][measure]) for measure in MEASURES)} |"
        for system, name in SYSTEMS.items()
        if system in one.systems
    ]
    head = f"| ranked by | {' | '.join(map(_measure, MEASURES))} |\n|---|{'---|' * len(MEASURES)}"
    st.markdown("\n".join([head, *rows]))
    st.code(one.command, language="bash", wrap_lines=True)


def _cell(figure: Figure) -> str:
    return f"{figure.mean:.3f} :gray[:small[{figure.low:.3f} to {figure.high:.3f}]]"


def _measure(name: str) -> str:
    return name.replace("ndcg", "nDCG")


def _limits() -> None:
    st.header("What the figures do not say", anchor=False)
    about = markup.link("About", state.to("about"))
    st.markdown(
        "- They were measured on questions that the search was built with. On others it may do less well.\n"
        "- The right answers are incomplete: a good hit that nobody judged counts as wrong, for every system alike.\n"
        f"- What this library does not have, no search finds. {about} says what is in it and how old it is.\n"
        f"- Something odd? {markup.link('Search', state.to(links.SEARCH))}, and switch off the words that mislead."
    )
