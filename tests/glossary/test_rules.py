"""The rules of the glossary: each one, broken, is reported with its line, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.words import Source
from glossary.read import Entry, parse
from glossary.rules import check
from tests.glossary.makers import a_text

SOURCES = {one: Source(id=one, title="A paper") for one in ("arxiv:2309.08600", "isbn:978", "arxiv:2309")}


def entries(texts):
    """Read files, by concept id."""
    read = [parse(concept_id, text) for concept_id, text in texts.items()]
    assert all(isinstance(one, Entry) for one in read), read
    return read


def mistakes(**texts):
    """List the mistakes in files: concept id (hyphens as underscores), line, and the beginning of the message."""
    found = check(entries({name.replace("_", "-"): text for name, text in texts.items()}), SOURCES)
    return [(one.file.removeprefix("glossary/terms/").removesuffix(".toml"), one.line, one.what) for one in found]


def a_bridge(to, relation="closeMatch"):
    """Write a bridge: five lines with the empty one before the next table."""
    return f'[[bridges]]\nto = "{to}"\nrelation = "{relation}"\nbreaks = "Somewhere."'


def bridged(name, *bridges):
    """Write a concept with bridges, pairs of concept and relation."""
    return a_text(name, *(a_bridge(to, relation) for to, relation in bridges))


def test_breaks():
    """A bridge says where it breaks."""
    vague = '[[bridges]]\nto = "b"\nbreaks = " "'

    assert [("a", 17, "say where the analogy breaks")] == mistakes(a=a_text("a", vague), b=a_text("b"))


def test_no_mistakes():
    """A glossary that obeys the rules is accepted, with everything that a concept may have."""
    whole = a_text(
        "head",
        '[[labels]]\ntext = "HD"\nkind = "abbreviation"\nfield = "nlp"\nperiod = "2017-"\nsource = "arxiv:2309.08600"',
        '[[labels]]\ntext = "unit"\ncontext = ["attention"]\nperiod = "-2010"',
        a_bridge("neuron", "broadMatch"),
        '[yardstick]\nmeasures = "Much."\napplies_to = ["neuron"]\nassumes = "Little."\ncriticism = "Some."',
        '[[elsewhere]]\nby = "industry"\nsame = ["pattern matcher"]\nnear = ["soft lookup"]',
        '[[elsewhere]]\nby = "neuroscience"\nnear = ["dendrite"]',
        kind='"benchmark"',
        topics='["circuits", "roots"]',
        prerequisites='["neuron"]',
        key_papers='["arxiv:2309.08600"]',
    )

    assert [] == mistakes(head=whole, neuron=a_text("neuron", '[[labels]]\ntext = "unit"'))
    assert [] == mistakes()


SENTENCE = "the definition is one sentence of at most 300 characters, from its capital to its stop"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (a_text(definition='"no capital."'), 1, SENTENCE),
        (a_text(definition='"No stop"'), 1, SENTENCE),
        (a_text(definition='""'), 1, SENTENCE),
        (a_text(definition=f'"{"A" * 300}."'), 1, SENTENCE),
        (a_text(topics="[]"), 4, "a concept has one or more topics, all of topics.toml"),
        (a_text(topics='["circuits", "nonsense"]'), 4, "a concept has one or more topics, all of topics.toml"),
        (a_text(kind='"metric"'), 1, "a benchmark or metric, and nothing else, has a [yardstick]"),
        (
            a_text("head", '[yardstick]\nmeasures = "A"\napplies_to = []\nassumes = "B"\ncriticism = "C"'),
            15,
            "a benchmark or metric, and nothing else, has a [yardstick]",
        ),
        (a_text().replace("[[changes]]", "[x]").partition("[x]")[0], 1, "the history is empty: add [[changes]]"),
        (a_text().replace('kind = "preferred"', ""), 11, "exactly one label is preferred"),
        (a_text("a", '[[labels]]\ntext = "b"\nkind = "preferred"'), 11, "exactly one label is preferred"),
        (a_text("SAE", '[[labels]]\ntext = "sae"'), 16, '"sae" is listed twice'),
        (a_text("a", '[[labels]]\ntext = "a"\nkind = "hidden"'), 16, '"a" is listed twice'),
        (a_text("a", '[[labels]]\ntext = "b"\nfield = "alchemy"'), 17, 'no field "alchemy" in fields.toml'),
        (a_text("a", '[[labels]]\ntext = "b"\nperiod = "1986"'), 17, 'a period is "2021-", "-2010" or "1986-2010"'),
        (a_text(prerequisites='["nothing"]'), 5, 'there is no concept "nothing"'),
        (bridged("head", ("nothing", "closeMatch")), 16, 'there is no concept "nothing"'),
        (
            a_text(
                "head",
                '[yardstick]\nmeasures = "A"\napplies_to = ["no"]\nassumes = "B"\ncriticism = "C"',
                kind='"metric"',
            ),
            17,
            'there is no concept "no"',
        ),
        (a_text(prerequisites='["head"]'), 5, "a concept cannot point to itself"),
        (bridged("head", ("head", "closeMatch")), 16, "a concept cannot point to itself"),
        (a_text(introduced='"arxiv:1"'), 5, 'the source "arxiv:1" is not in sources.toml'),
        (a_text(introduced="'arxiv:1'"), 5, 'the source "arxiv:1" is not in sources.toml'),
        (a_text("a", '[[labels]]\ntext = "b"\nsource = "doi:1"'), 17, 'the source "doi:1" is not in sources.toml'),
        (a_text(key_papers='["arxiv:2309.08600", "isbn:978"]'), 5, '"isbn:978" is none of arxiv:2309.08600, doi:10'),
        (a_text(key_papers='["arxiv:2309"]'), 5, '"arxiv:2309" is none of arxiv:2309.08600'),
    ],
)
def test_one_concept(text, line, message):
    """What is wrong in one concept is reported once, at its line."""
    [(concept, at, what)] = mistakes(head=text)

    assert ("head", line, message) == (concept, at, what[: len(message)])


ELSEWHERE = '[[elsewhere]]\nby = "{}"\nsame = [{}]\nnear = [{}]'
SAID = '"{}" is a label of the concept, or said twice'


@pytest.mark.parametrize(
    ("by", "same", "near", "line", "message"),
    [
        ("nlp", '"Attention-heads"', "", 21, SAID.format("Attention-heads")),
        ("nlp", '"copier"', '"lookup", "AHs"', 22, SAID.format("AHs")),
        ("nlp", '"copier", "Copiers"', "", 21, SAID.format("Copiers")),
        ("nlp", '"copier"', '"copier"', 22, SAID.format("copier")),
        ("industry", "", '"soft weights"', 27, SAID.format("soft-weight")),
        ("nlp", '"?!"', "", 21, SAID.format("?!")),
        ("alchemy", '"stone"', "", 20, '"alchemy" is no community and no field of fields.toml'),
    ],
)
def test_elsewhere(by, same, near, line, message):
    """What papers elsewhere say is no form of a label, is said once in all tables, and by somebody known."""
    label = '[[labels]]\ntext = "AH"\nkind = "abbreviation"'
    tables = [ELSEWHERE.format(by, same, near), ELSEWHERE.format("statistics", '"mixing"', '"soft-weight"')]

    assert [("head", line, message)] == mistakes(head=a_text("attention head", label, *tables))


def test_elsewhere_of_others():
    """Papers elsewhere may say what is a label of another concept, and one thing of several concepts."""
    said = ELSEWHERE.format("nlp", '"gate"', '"copier"')

    assert [] == mistakes(head=a_text("attention head", said), mlp=a_text("layer", said), gate=a_text("gate"))


@pytest.mark.parametrize("name", ["Head", "attention--head", "attention.head", "-head", "h\u00e9ad"])
def test_name_of_file(name):
    """The name of a file is fit for an address."""
    [found] = check(entries({name: a_text()}), {})

    assert ("a file's name is lower-case words joined by hyphens", 1) == (found.what, found.line)


NAMED = '"{}" is the preferred label of another concept too'
CONTEXT = 'other concepts are called "{}" too: give it a context'


@pytest.mark.parametrize("other", ["Lens", "lens", "lenses"])
def test_names_are_unique(other):
    """Two concepts are not named by one word, in whatever form: both places are reported."""
    one = '[[labels]]\ntext = "{}"\nkind = "preferred"\ncontext = ["light"]'

    def named(text):
        return a_text().replace('[[labels]]\ntext = "attention head"\nkind = "preferred"', one.format(text))

    assert [("a", 11, NAMED.format("lens")), ("b", 11, NAMED.format(other))] == mistakes(
        a=named("lens"), b=named(other)
    )


@pytest.mark.parametrize("other", ["Auto-encoder", "autoencoder", "auto encoders"])
def test_shared_words(other):
    """Of the concepts that share a word, in whatever form, one at most goes without a context."""
    plain, told = (f'[[labels]]\ntext = "{{}}"{more}' for more in ("", '\ncontext = ["code"]'))
    a, b, b_told = (
        a_text(name, label.format(text))
        for name, label, text in (("one", plain, "autoencoder"), ("two", plain, other), ("two", told, other))
    )

    assert [("a", 15, CONTEXT.format("autoencoder")), ("b", 15, CONTEXT.format(other))] == mistakes(a=a, b=b)
    assert [] == mistakes(a=a, b=b_told)


def test_forms_of_one_label():
    """One concept may list two forms of a word."""
    assert [] == mistakes(a=a_text("autoencoder", '[[labels]]\ntext = "auto-encoder"\nkind = "hidden"'))


def test_one_bridge_for_two():
    """Two concepts have one bridge: a second one, from either end, is reported, with where the first is."""
    twice = bridged("a", ("b", "closeMatch"), ("b", "falseFriend"))

    assert [("a", 20, 'the bridge to "b" is already in glossary/terms/a.toml')] == mistakes(a=twice, b=a_text("b"))
    assert [("b", 15, 'the bridge to "a" is already in glossary/terms/a.toml')] == mistakes(
        a=bridged("a", ("b", "closeMatch")), b=bridged("b", ("a", "relatedMatch"))
    )


JOINED = 'exactMatch already joins it with "{}"'
CLIMBS = 'broadMatch already leads from one to the other of it and "{}"'


@pytest.mark.parametrize("relation", ["closeMatch", "broadMatch", "narrowMatch", "relatedMatch", "falseFriend"])
def test_exact_match_is_transitive(relation):
    """S45, S46: what exactMatch joins in several steps, from either end, no other relation may join."""
    a, b, c = bridged("a", ("b", "exactMatch"), ("c", relation)), a_text("b"), bridged("c", ("b", "exactMatch"))

    assert [("a", 20, JOINED.format("c"))] == mistakes(a=a, b=b, c=c)
    assert [] == mistakes(a=a, b=b, c=bridged("c", ("b", "closeMatch")))
    assert [] == mistakes(a=a.replace(f'"{relation}"', '"exactMatch"'), b=b, c=c)


@pytest.mark.parametrize(("up", "over"), [("broadMatch", "narrowMatch"), ("narrowMatch", "broadMatch")])
def test_related_is_not_broader(up, over):
    """S27: what broadMatch leads to in several steps, written from either end, is not merely related."""
    a, b, c = bridged("a", ("b", up), ("c", "relatedMatch")), a_text("b"), bridged("c", ("b", over))

    assert [("a", 20, CLIMBS.format("c"))] == mistakes(a=a, b=b, c=c)
    assert [] == mistakes(a=a, b=b, c=bridged("c", ("b", up)))
    assert [] == mistakes(a=a.replace("relatedMatch", "closeMatch"), b=b, c=c)


@pytest.mark.parametrize("size", [2, 3, 5])
def test_circle(size):
    """Prerequisites in a circle are reported once, with the circle."""
    names = "abcde"[:size]
    ring = {one: a_text(one, prerequisites=f'["{names[(at + 1) % size]}"]') for at, one in enumerate(names)}

    [(concept, line, message)] = mistakes(**ring, z=a_text("z", prerequisites='["a"]'))

    said = message.removeprefix("the prerequisites go in a circle: ").split(" -> ")
    turned = names[names.index(concept) :] + names[: names.index(concept)]
    assert (5, [*turned, turned[0]]) == (line, said)


def test_no_circle():
    """Two ways to one prerequisite are no circle."""
    a, b, c = (a_text(name, prerequisites=said) for name, said in (("a", '["b", "c"]'), ("b", '["c"]'), ("c", "[]")))

    assert [] == mistakes(a=a, b=b, c=c)


def test_order():
    """Mistakes come in order of file and line."""
    broken = a_text(topics="[]", definition='"no"', introduced='"arxiv:1"')

    found = mistakes(b=broken.replace("attention head", "neuron"), a=broken)

    assert [("a", 1), ("a", 4), ("a", 5), ("b", 1), ("b", 4), ("b", 5)] == [(name, line) for name, line, _ in found]


relations = st.sampled_from(["exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch", "falseFriend"])
graphs = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda pair: pair[0] < pair[1]), relations, max_size=8
)


def closure(pairs):
    """Everything that a relation reaches in any number of steps."""
    found = set(pairs)
    while more := {(a, d) for a, b in found for c, d in found if b == c} - found:
        found |= more
    return found


@given(graph=graphs)
def test_integrity(graph):
    """S27 and S46 by definition: the rules accept a graph exactly when no pair is in both of two disjoint relations."""
    files = {
        str(one): bridged(str(one), *((str(to), relation) for (a, to), relation in graph.items() if a == one))
        for one in range(5)
    }
    up = {(b, a) if relation == "narrowMatch" else (a, b) for (a, b), relation in graph.items() if "row" in relation}
    up |= {(a, b) for (a, b), relation in graph.items() if relation == "broadMatch"}
    same = closure(
        {pair for (a, b), relation in graph.items() if relation == "exactMatch" for pair in ((a, b), (b, a))}
    )
    other = {pair for pair, relation in graph.items() if relation != "exactMatch"}
    related = {pair for pair, relation in graph.items() if relation == "relatedMatch"}
    broader = closure(up)

    whole = not other & same and not related & (broader | {(b, a) for a, b in broader})
    assert whole == (not check(entries(files), {}))
