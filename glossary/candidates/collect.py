"""Reading the corpus for what the glossary lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from catalogue.records import Work
from glossary.book import Glossary
from glossary.candidates.abbreviations import Abbreviations, Definition
from glossary.candidates.candidate import KINDS, PAPERS, Candidate, Side, slug
from glossary.candidates.pairs import Pair, Pairs
from glossary.candidates.phrases import Grammar
from glossary.candidates.quotations import label, quoted
from glossary.candidates.terms import Terms
from glossary.evidence.collect import Progress, text_of

TERMS = 500
"""Terms kept: more than a curator reads, and the tail is noise."""

LEARNT_FROM = 1500
"""Papers, evenly chosen, that are enough to tell verbs from nouns."""

Texts = Mapping[str, str]
"""Title and abstract by paper, the newest first."""


def collect(works: Iterable[Work], glossary: Glossary, progress: Progress = lambda _: None) -> list[Candidate]:
    """Read *works* for terms, abbreviations and pairs that *glossary* lacks; of each kind the best first."""
    newest = sorted(works, key=lambda work: (work.submitted, work.id), reverse=True)
    texts = {work.id: text_of(work) for work in newest}
    grammar = Grammar.learn(list(texts.values())[:: len(texts) // LEARNT_FROM + 1])
    terms, abbreviations, pairs = Terms(grammar), Abbreviations(), Pairs(glossary, grammar)
    for done, (paper, text) in enumerate(texts.items(), 1):
        for reader in (terms, abbreviations, pairs):
            reader.read(paper, text)
        progress(done)
    short = abbreviations.found(glossary)
    spelt_out = {long: terms.uses(long) for _, long in short}
    frequent = dict(list(terms.found(glossary.words.keys() | spelt_out.keys()).items())[:TERMS])
    found = [*_terms(frequent, texts, grammar), *_abbreviations(short, spelt_out), *_pairs(pairs.found())]
    return sorted(found, key=lambda one: (KINDS.index(one.kind), -one.score, one.id))


def _terms(found: Mapping[str, tuple[float, list[str]]], texts: Texts, grammar: Grammar) -> Iterator[Candidate]:
    seen = quoted(texts, {form: papers[:PAPERS] for form, (_, papers) in found.items()}, grammar)
    for form, (value, papers) in found.items():
        yield Candidate(
            id=f"term:{slug(form)}",
            kind="term",
            sides=(Side(label(seen[form].printed)),),
            score=round(value, 1),
            count=len(papers),
            papers=tuple(papers[:PAPERS]),
            quote=seen[form].quote,
        )


def _abbreviations(found: Mapping[tuple[str, str], Definition], uses: Mapping[str, int]) -> Iterator[Candidate]:
    for (short, long), one in found.items():
        papers = tuple(one.papers)
        yield Candidate(
            id=f"abbreviation:{short}+{slug(long)}",
            kind="abbreviation",
            sides=(Side(label(one.short)), Side(label(one.long), one.concept)),
            score=max(len(papers), uses[long]),
            count=len(papers),
            papers=papers[:PAPERS],
            quote=one.papers[papers[0]],
        )


def _pairs(found: Mapping[tuple[str, str], Pair]) -> Iterator[Candidate]:
    for names, one in found.items():
        papers = tuple(one.papers)
        yield Candidate(
            id=f"pair:{'+'.join(names)}",
            kind="pair",
            sides=one.sides,
            score=one.score,
            count=len(papers),
            papers=papers[:PAPERS],
            quote=one.quote,
        )
