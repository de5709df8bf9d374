"""How far the glossary's bridges reach: of the papers that express a query's idea in other words, which name it?

Over the cross-vocabulary set (``../shared/data/bridges-dev``): a paper is reached if its title or abstract names a
concept of the query itself, one step from it over an exactMatch, closeMatch, broadMatch or narrowMatch, or over any
bridge but a false friend. No ranking is involved; this is what a search could win at most by one step.

    .venv/bin/python -m benchmarks.bridges ../shared/data/bridges-dev

The glossary was written without a look at that set.
"""

import sys
from collections.abc import Set as AbstractSet
from pathlib import Path

from glossary.book import Glossary, load
from glossary.expand import FOLLOWED
from glossary.matcher import Matcher
from index.judged import read


def main() -> None:
    """Print the share of relevant papers that each kind of step reaches, over all pairs of query and paper."""
    judged, glossary = read(Path(sys.argv[1])), load()
    matcher = Matcher(glossary)
    papers = {paper.id: {one.concept for one in matcher.scan(paper.text)} for paper in judged.documents}
    reached = {"the query's own concepts": 0, "one followed step": 0, "one step of any kind": 0}
    pairs = 0
    for query, text in judged.queries.items():
        own = {one.concept for one in matcher.scan(text, lenient=True)}
        followed = own | _beyond(own, glossary, set(FOLLOWED))
        anywhere = followed | _beyond(own, glossary, {"relatedMatch"})
        relevant = [paper for paper, grade in judged.grades[query].items() if grade > 0]
        pairs += len(relevant)
        for name, concepts in zip(reached, (own, followed, anywhere), strict=True):
            reached[name] += sum(not papers[paper].isdisjoint(concepts) for paper in relevant)
    print(f"{len(judged.queries)} queries, {pairs} pairs of query and relevant paper")
    for name, count in reached.items():
        print(f"{name:<26} {count / pairs:.3f}")


def _beyond(concepts: AbstractSet[str], glossary: Glossary, relations: AbstractSet[str]) -> set[str]:
    return {link.there.id for one in concepts for link in glossary.links(one) if link.relation in relations}


if __name__ == "__main__":
    main()
