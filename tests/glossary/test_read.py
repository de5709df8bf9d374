"""Reading the glossary's files: every mistake names its file and line."""

from __future__ import annotations

import datetime as dt

import pytest

from catalogue.errors import GlossaryError
from catalogue.formats.toml import line_of
from glossary import read
from glossary.read import Entry, parse
from tests.glossary.makers import a_text

WHOLE = a_text(
    "attention head",
    '[[labels]]\ntext = "head"\nkind = "alternate"\ncommunities = ["industry"]\nfield = "neuroscience"\n'
    'period = "2017-"\nsource = "arxiv:1706.03762"\ncontext = ["attention", "transformer"]\nunless = ["head start"]',
    '[[bridges]]\nto = "neuron"\nrelation = "falseFriend"\nbreaks = "It has no spikes."\npapers = ["doi:10.1/2"]\n'
    'justification = "semapv:LexicalMatching"\nby = "Ada Lovelace"\ndate = 2026-01-02',
    '[[rivals]]\ntext = "A map."\nsource = "openreview:x"\nby = "Others"',
    '[yardstick]\nmeasures = "Much."\napplies_to = ["probing"]\nassumes = "Little."\ncriticism = "Some."\n'
    'code = "https://example.org"',
    '[[elsewhere]]\nby = "linguistics"\nsame = ["government"]\nnear = ["anaphora", "binding"]',
    kind='"metric"',
    prerequisites='["neuron"]',
    introduced='"arxiv:1409.0473"',
    key_papers='["arxiv:1706.03762"]',
    contested='"What it does."',
    plain='["where it looks"]',
)


def test_every_field():
    """Everything that a concept can say is read."""
    concept = parse("attention-head", WHOLE).concept

    assert ("attention-head", "One attention head.", "metric", "core") == (
        concept.id,
        concept.definition,
        concept.kind,
        concept.level,
    )
    assert (("circuits",), ("neuron",), ("where it looks",)) == (concept.topics, concept.prerequisites, concept.plain)
    assert ("Think.", "Do.", "Beware.") == tuple(
        getattr(concept.explanation, name) for name in ("intuition", "practice", "traps")
    )
    assert "attention head" == concept.name
    label, bridge = concept.labels[1], concept.bridges[0]
    assert (("industry",), "neuroscience", "2017-", ("attention", "transformer"), ("head start",)) == (
        label.communities,
        label.field,
        label.period,
        label.context,
        label.unless,
    )
    assert ("neuron", "falseFriend", "It has no spikes.", "semapv:LexicalMatching", "Ada Lovelace") == (
        bridge.to,
        bridge.relation,
        bridge.breaks,
        bridge.justification,
        bridge.by,
    )
    assert (dt.date(2026, 1, 2), dt.date(2026, 11, 22)) == (bridge.date, concept.changes[0].date)
    assert ("A map.", "https://example.org") == (concept.rivals[0].text, concept.yardstick.code)
    assert [("linguistics", ("government",), ("anaphora", "binding"))] == [
        (one.by, one.same, one.near) for one in concept.elsewhere
    ]
    assert ("arxiv:1409.0473", "arxiv:1706.03762", "doi:10.1/2", "openreview:x") == concept.sources


def test_defaults():
    """What a file leaves out has a default: this field, a close match, nothing contested."""
    concept = parse(
        "attention-head", a_text("attention head", '[[bridges]]\nto = "neuron"\nbreaks = "No spikes."')
    ).concept

    assert ("mechanistic-interpretability", "closeMatch") == (concept.preferred.field, concept.bridges[0].relation)
    assert ((), (), "", None) == (concept.key_papers, concept.elsewhere, concept.contested, concept.yardstick)


MISTAKES = [
    ("definition =", "definition", 1, "no TOML: Expected '=' after a key"),
    ('kind = "idea"', "kind = idea", 2, "no TOML: Invalid value"),
    ('traps = "Beware."', 'traps = """Beware.', 17, "no TOML: Unterminated string"),
    ('kind = "idea"', 'id = "head"', 2, "the id is the file's name; leave the key out"),
    ('kind = "idea"', 'kind = "thing"', 2, "kind: input should be 'idea', 'method', 'metric', 'benchmark' or 'tool'"),
    ('level = "core"', 'level = "hard"', 3, "level: input should be 'foundation', 'core' or 'advanced'"),
    ('level = "core"', "", 1, "level: field required"),
    ('topics = ["circuits"]', 'topics = "circuits"', 4, "topics: input should be a valid tuple"),
    ('topics = ["circuits"]', "topics = [7]", 4, "topics.0: input should be a valid string"),
    ('topics = ["circuits"]', 'topic = ["circuits"]', 4, "topic: unexpected keyword argument"),
    ('practice = "Do."\n', "", 6, "explanation.practice: field required"),
    ('practice = "Do."', "practice = 2", 8, "explanation.practice: input should be a valid string"),
    ("[explanation]", "[explanations]", 6, "explanations: unexpected keyword argument"),
    ('text = "attention head"\n', "", 11, "labels.0.text: field required"),
    ('kind = "preferred"', 'kind = "best"', 13, "labels.0.kind: input should be 'preferred', 'alternate', "),
    ('kind = "preferred"', 'commuities = ["industry"]', 13, "labels.0.commuities: unexpected keyword argument"),
    ('kind = "preferred"', 'communities = ["industry", "press"]', 13, "labels.0.communities.1: input should be 'aca"),
    ("date = 2026-11-22", 'date = "yesterday"', 16, "changes.0.date: input should be a valid date"),
    ("[[changes]]", "[changes]", 15, "changes: input should be a valid tuple"),
    ("[[changes]]", '[[elsewhere]]\nsame = ["a"]\n[[changes]]', 15, "elsewhere.0.by: field required"),
    (
        "[[changes]]",
        '[[elsewhere]]\nby = "nlp"\nsame = "a"\n[[changes]]',
        17,
        "elsewhere.0.same: input should be a val",
    ),
    ("[[changes]]", '[[elsewhere]]\nby = "nlp"\nnear = ["a", 7]\n[[changes]]', 17, "elsewhere.0.near.1: input should"),
    ("[[changes]]", '[[elsewhere]]\nby = "nlp"\nlike = ["a"]\n[[changes]]', 17, "elsewhere.0.like: unexpected keyword"),
    ("[[changes]]", '[elsewhere]\nby = "nlp"\n[[changes]]', 15, "elsewhere: input should be a valid tuple"),
    ("Think.", "Th\ufffdnk.", 7, "the file is not in UTF-8"),
]


@pytest.mark.parametrize(("old", "new", "line", "message"), MISTAKES)
def test_mistakes(tmp_path, old, new, line, message):
    """A file that cannot be read is named, with the line and what is wrong there."""
    assert old in a_text()
    said = a_text().replace(old, new, 1).encode("utf-8" if "\ufffd" not in new else "latin-1", "replace")
    (tmp_path / "head.toml").write_bytes(said.replace(b"Th?nk", b"Th\xffnk"))

    entries, mistakes = read.entries(tmp_path)

    assert ([], 1) == (entries, len([one for one in mistakes if one.what.startswith(message)]))
    assert f"glossary/terms/head.toml:{line}: {message}" in str(
        next(one for one in mistakes if one.what.startswith(message))
    )


def test_several_mistakes():
    """All mistakes of a file are listed, each at its line; a table further down too."""
    text = WHOLE.replace('"falseFriend"', '"friend"').replace('by = "Others"', "by = 1").replace("2026-01-02", "1")

    found = [(one.line, one.what.partition(":")[0]) for one in parse("attention-head", text)]

    where = [text[: text.index(part)].count("\n") + 1 for part in ('"friend"', "date = 1", "by = 1")]
    assert list(zip(where, ["bridges.0.relation", "bridges.0.date", "rivals.0.by"], strict=True)) == found


def test_empty_file():
    """An empty file lacks everything, from its first line."""
    assert {1} == {one.line for one in parse("head", "")}


def test_entries(tmp_path):
    """Files come in the order of their names; what is no TOML file is no concept; a broken one hides no other."""
    for name in ("b", "a", "c"):
        (tmp_path / f"{name}.toml").write_text(a_text(name))
    (tmp_path / "c.toml").write_text("nothing")
    (tmp_path / "README.md").write_text("Terms")

    entries, mistakes = read.entries(tmp_path)

    assert ["a", "b"] == [entry.concept.id for entry in entries]
    assert ["glossary/terms/c.toml:1"] == [str(one).partition(": ")[0] for one in mistakes]


@pytest.mark.parametrize(
    ("place", "line"),
    [
        (("definition",), 1),
        (("topics", 0), 4),
        (("nothing",), 1),
        (("explanation",), 6),
        (("explanation", "traps"), 9),
        (("explanation", "nothing"), 6),
        (("labels", 0), 11),
        (("labels", 0, "text"), 12),
        (("labels", 0, "context", 1), 11),
        (("labels", 1, "text"), 16),
        (("labels", 1, "communities", 0), 18),
        (("labels", 2, "text"), 1),
        ((), 1),
    ],
)
def test_line_of(place, line):
    """A place is found in its own table; what is missing, at what would enclose it."""
    text = a_text("attention head", '[[labels]]\ntext = "head"\nkind = "hidden"\ncommunities = ["industry"]')

    assert line == line_of(text, place)


def test_mistake_at():
    """A value is found as a string, in either kind of quotes, and not within a longer one."""
    text = a_text(introduced="'arxiv:2309.0860'", key_papers='["arxiv:2309.08600"]')
    entry = parse("head", text)

    assert isinstance(entry, Entry)
    assert [6, 5, 1] == [entry.mistake_at(one, "wrong").line for one in ("arxiv:2309.08600", "arxiv:2309.0860", "x")]


def test_sources(tmp_path):
    """The list of sources gives each by its id."""
    (tmp_path / "sources.toml").write_text(
        '["arxiv:2309.08600"]\ntitle = "Sparse"\nauthors = "Cunningham"\nyear = 2023\n["doi:10.1/2"]\ntitle = "B"\n'
    )

    found = read.sources(tmp_path / "sources.toml")

    assert ["arxiv:2309.08600", "doi:10.1/2"] == list(found)
    assert [("arxiv:2309.08600", "Sparse", "Cunningham", 2023), ("doi:10.1/2", "B", "", None)] == [
        (one.id, one.title, one.authors, one.year) for one in found.values()
    ]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ('["a:1"]\ntitel = "A"', 'sources.toml:2: "a:1".titel: unexpected keyword argument'),
        ('["a:1"]\nyear = 2020', 'sources.toml:1: "a:1".title: field required'),
        ('["a:1"]\ntitle = "A"\n["b:1"]\ntitle = "B"\nyear = "soon"', 'sources.toml:5: "b:1".year: input should be'),
        ('"a:1" = "A"', 'sources.toml:1: "a:1": input should be'),
        ('["a:1"]\ntitle = "A"\n["a:1"]\ntitle = "A"', "sources.toml:3: no TOML: Cannot declare"),
        ('["a:1"\n', "sources.toml:1: no TOML: "),
    ],
)
def test_broken_sources(tmp_path, said, message):
    """A source that cannot be read is named, with its line."""
    (tmp_path / "sources.toml").write_text(said)

    with pytest.raises(GlossaryError) as refused:
        read.sources(tmp_path / "sources.toml")

    assert message in str(refused.value)
    assert "Correct these lines" == refused.value.remedy
