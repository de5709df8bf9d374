"""The log: what it says, and above all what it never says."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
import threading
import warnings

import pytest
import streamlit.logger
from streamlit.testing.v1 import AppTest

from views.operations import logs, serving
from views.pages import about

MARK = "zebraquagga"


@pytest.fixture
def lines(log, capfd):
    """Log as a JSON server does; call it for what was written, each line as a dict."""
    logs.configure("json")
    serving.take_over()

    def read():
        said = capfd.readouterr()
        assert "" == said.out
        return [json.loads(line) for line in said.err.splitlines()]

    return read


def test_our_own_lines(lines):
    """A line has a time, a level, what happened, and those of its fields that are on the list."""
    logging.getLogger("views.operations").info("page", extra={"page": "search", "ms": 12, "query": MARK})
    logging.getLogger("people.x").warning("no suggestions: %s", "disk full")

    first, second = lines()
    assert {"event": "page", "level": "info", "logger": "views.operations", "page": "search", "ms": 12} == {
        name: value for name, value in first.items() if name != "timestamp"
    }
    assert first["timestamp"].endswith("Z")
    assert "no suggestions: disk full" == second["event"]


def test_as_text(log, capfd):
    """As text it is one line as well, names and values."""
    logs.configure("text")
    logging.getLogger("views.operations").info("page", extra={"page": "search", "ms": 12})

    said = capfd.readouterr().err
    assert 1 == said.count("\n")
    assert "level='info' logger='views.operations' event='page' page='search' ms=12" in said


def test_libraries(lines):
    """Of a library only the words of its authors are kept, whatever they put in, and nothing below a warning."""
    logging.getLogger("uvicorn.error").info('%s - "WebSocket %s" [accepted]', "10.0.0.1", f"/?q={MARK}")
    logging.getLogger("some.library").warning("cannot fetch %s", MARK)
    logging.getLogger("asyncio").error(f"Task exception was never retrieved\nfuture: {MARK}")  # noqa: G004

    assert ["cannot fetch %s", "Task exception was never retrieved"] == [line["event"] for line in lines()]


def test_a_library_that_comes_later(lines):
    """What Streamlit imports while it runs logs through us as well."""
    streamlit.logger._loggers.pop("streamlit.later", None)
    streamlit.logger.get_logger("streamlit.later").warning("odd: %s", MARK)

    assert [("streamlit.later", "odd: %s")] == [(line["logger"], line["event"]) for line in lines()]


def _raise():
    raise KeyError(MARK)


def test_exceptions(lines):
    """Of an exception its kind is kept and where it was, not what it says."""
    try:
        _raise()
    except KeyError:
        logging.getLogger("streamlit.x").exception("Uncaught app execution")

    (line,) = lines()
    assert ("Uncaught app execution", "KeyError") == (line["event"], line["kind"])
    assert line["at"][-1].endswith(" _raise")
    assert MARK not in json.dumps(line)


@pytest.mark.filterwarnings("default")
def test_what_nobody_catches(lines):
    """Threads, tasks, warnings and the process itself are logged in the same way."""
    thread = threading.Thread(target=_raise)
    thread.start()
    thread.join()
    sys.excepthook(KeyError, KeyError(MARK), None)
    warnings.warn(f"odd {MARK}", stacklevel=1)
    loop = asyncio.new_event_loop()
    loop.call_exception_handler({"message": "task died", "exception": KeyError(MARK)})
    loop.close()

    found = lines()
    assert ["uncaught", "uncaught", "task died"] == [line["event"] for line in found if line["logger"] != "py.warnings"]
    assert [": UserWarning"] == [line["event"][-13:] for line in found if line["logger"] == "py.warnings"]
    assert MARK not in json.dumps(found)


def test_an_interrupt_is_no_incident(lines):
    """Ctrl-C ends a server; it is nothing to look into."""
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert [] == lines()


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("search", {"q": f"ti:{MARK}"}),
        ("search", {"q": f'"{MARK} nonsense: -'}),
        ("search", {"like": f"arxiv:{MARK}"}),
        ("paper", {"id": f"arxiv:{MARK}"}),
        ("concept", {"word": MARK}),
        ("concept", {"id": MARK}),
        ("translate", {"to": MARK}),
        ("prior", {"q": MARK}),
        ("person", {"name": MARK}),
        ("meet", {"me": MARK, "like": f"arxiv:{MARK}"}),
        ("plan", {"event": MARK}),
        ("new", {"q": MARK, "topic": MARK}),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)
def test_pages(services, lines, open_page, page, asked):
    """Whatever is asked of a page, the log says only which page ran, how long, and how it ended."""
    open_page(page, **asked)

    found = lines()
    assert [page] == [line["page"] for line in found if line["event"] == "page"]
    assert MARK not in json.dumps(found)


def test_words_that_are_typed(services, lines, open_page):
    """Nor does a text that is typed into a page, rather than its address, get into the log."""
    app = open_page("translate")
    app.text_area[0].set_value(f"{MARK} and feature absorption").run()
    app = open_page("prior")
    app.text_area[0].set_value(f"{MARK} and feature absorption").run()

    found = lines()
    assert 4 == len([line for line in found if line["event"] == "page"])
    assert MARK not in json.dumps(found)


def test_a_page_that_crashes(services, lines, open_page, monkeypatch):
    """An error that nobody expected is logged with where it was; the value that was in its way is not."""

    def render(_services):
        raise ValueError(MARK)

    monkeypatch.setattr(about, "render", render)
    app: AppTest = open_page("about", q=MARK)
    assert app.exception

    found = lines()
    crash, run = (next(one for one in found if one.get(name) == value) for name, value in WHAT)
    assert crash["at"][-1].endswith(" render")
    assert "crash" == run["outcome"]
    assert MARK not in json.dumps(found)


WHAT = (("kind", "ValueError"), ("event", "page"))
