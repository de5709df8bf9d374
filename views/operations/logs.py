"""The log: one line an event, as text or JSON, without what people ask, who they are, or what they read.

Of our own lines, only the fields in `FIELDS` come through. Of the lines of libraries, only the words that their authors
wrote: what they put into them may be an address or a question. Of an exception, its kind and where it was raised: its
message may quote a question, too.
"""

from __future__ import annotations

import logging
import re
import sys
import threading
import traceback
from collections.abc import Sequence
from types import TracebackType
from typing import Literal

from structlog.processors import JSONRenderer, KeyValueRenderer, TimeStamper
from structlog.stdlib import ExtraAdder, ProcessorFormatter, add_log_level, add_logger_name
from structlog.typing import EventDict, Processor, WrappedLogger

Format = Literal["text", "json"]

FIELDS = tuple(
    "page ms outcome kind problem route method status source state counts papers embedded swapped home".split()  # noqa: SIM905
)
"""What our own lines may say. Nothing here holds what a reader asked or is."""

OURS = ("catalogue", "glossary", "index", "ingest", "people", "views")

_WARNING = re.compile(r".*?:\d+: \w+Warning(?=: )")
"""Where Python warns, and of what kind."""

_log = logging.getLogger("views.operations")


def configure(form: Format) -> None:
    """Write every line that this process logs, and every error that nobody caught, to standard error in *form*."""
    handler = logging.StreamHandler(sys.__stderr__)
    handler.setFormatter(formatter(form))
    logging.raiseExceptions = False  # a line that cannot be written would be printed with all that was put into it
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in OURS:
        logging.getLogger(name).setLevel(logging.INFO)
    logging.captureWarnings(capture=True)
    sys.excepthook = _uncaught
    sys.unraisablehook = lambda said: _uncaught(said.exc_type, said.exc_value, said.exc_traceback)
    threading.excepthook = lambda said: _uncaught(said.exc_type, said.exc_value, said.exc_traceback)


def formatter(form: Format) -> ProcessorFormatter:
    """Return what makes a line of a record."""
    order = ["timestamp", "level", "logger", "event"]
    renderer: Processor = JSONRenderer() if form == "json" else KeyValueRenderer(key_order=order, drop_missing=True)
    before: Sequence[Processor] = (
        add_log_level,
        add_logger_name,
        ExtraAdder(allow=FIELDS),
        TimeStamper(fmt="iso", utc=True),
    )
    return ProcessorFormatter(
        foreign_pre_chain=before,
        processors=[_words, _where, ProcessorFormatter.remove_processors_meta, renderer],
        use_get_message=False,
        pass_foreign_args=True,
    )


def _words(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Fill in what our own lines say; of a library's keep the first line, its places left open."""
    arguments, said = event.pop("positional_args", ()), event["event"]
    if event["logger"].partition(".")[0] in OURS:
        event["event"] = said % arguments if arguments else said
    elif warned := _WARNING.match(said):
        event["event"] = warned[0]
    else:
        event["event"] = said.partition("\n")[0]
    return event


def _where(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Replace an exception by its kind and the places that it went through, the innermost last."""
    error = event.pop("exc_info", None)
    event.pop("stack_info", None)
    if isinstance(error, tuple) and error[1]:
        event["kind"], event["at"] = type(error[1]).__name__, _frames(error[1])
    return event


def _frames(error: BaseException) -> list[str]:
    return [f"{one.filename}:{one.lineno} {one.name}" for one in traceback.extract_tb(error.__traceback__)]


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if error is None or issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    _log.critical("uncaught", exc_info=(kind, error, trace))
