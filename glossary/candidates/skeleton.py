"""What an accepted candidate becomes: TOML for a curator to finish. Nothing here writes into the glossary.

The skeleton of a concept can be read, but the rules refuse it until a person has written what is empty.
"""

from __future__ import annotations

import datetime as dt
import json
import re

from glossary.candidates.candidate import Candidate, Side

_CONCEPT = """\
# Save it as glossary/terms/{file}.toml and write what is empty; what it cites goes into glossary/sources.toml.
definition = ""
kind = "idea" # or method, metric, benchmark, tool
level = "core" # or foundation, advanced
topics = [] # ids of glossary/topics.toml, its home first
prerequisites = [] # ids of concepts
key_papers = []

[explanation]
intuition = \"\"\"
\"\"\"
practice = \"\"\"
\"\"\"
traps = \"\"\"
\"\"\"

{labels}

[[changes]]
date = {date}
what = "First written."
"""

_LABEL = """\
[[labels]]
text = {text}
kind = "{kind}"
communities = [] # academia, industry, independent
source = {source}"""

_BRIDGE = """\
# Paste it into glossary/terms/{here}.toml and write where the analogy breaks; the source goes into
# glossary/sources.toml.
[[bridges]]
to = "{there}"
relation = "closeMatch" # or exactMatch, broadMatch, narrowMatch, relatedMatch, falseFriend
breaks = ""
papers = [{source}]
date = {date}
"""

_PASTE = "# Paste it into glossary/terms/{file}.toml; the source goes into glossary/sources.toml.\n"


def toml(candidate: Candidate, date: dt.date) -> str:
    """Return the file of a new concept, or the table to paste into one that is there, with its evidence above."""
    return f"{_evidence(candidate)}\n{_body(candidate, date)}"


def _body(candidate: Candidate, date: dt.date) -> str:
    first, last = candidate.sides[0], candidate.sides[-1]
    known = [side.concept for side in candidate.sides if side.concept]
    if candidate.kind == "pair" and all(side.concept for side in candidate.sides):
        source = _quoted(candidate.quote.paper)
        return _BRIDGE.format(here=first.concept, there=last.concept, source=source, date=date)
    if known:
        new = next(side for side in candidate.sides if not side.concept)
        kind = "abbreviation" if candidate.kind == "abbreviation" else "alternate"
        return f"{_PASTE.format(file=known[0])}{_label(new, kind, candidate)}\n"
    labels = [_label(last, "preferred", candidate)]
    if candidate.kind == "abbreviation":
        labels.append(_label(first, "abbreviation", candidate))
    file = re.sub(r"[^a-z0-9]+", "-", last.text.lower()).strip("-")
    return _CONCEPT.format(file=file, labels="\n\n".join(labels), date=date)


def _label(side: Side, kind: str, candidate: Candidate) -> str:
    return _LABEL.format(text=_quoted(side.text), kind=kind, source=_quoted(candidate.quote.paper))


def _evidence(candidate: Candidate) -> str:
    said = f"{candidate.id}, papers: {candidate.count}, the newest: {', '.join(candidate.papers)}"
    return (
        f"# Accepted candidate {_line(said)}\n# \u201c{_line(candidate.quote.sentence)}\u201d [{candidate.quote.paper}]"
    )


def _quoted(text: str) -> str:
    return json.dumps(_line(text), ensure_ascii=False)


def _line(text: str) -> str:
    """Leave out what TOML forbids in comments and strings: control characters."""
    return "".join(filter(str.isprintable, " ".join(text.split())))
