"""A clock that nobody has to wait for, and a courtesy that goes by it."""

from __future__ import annotations

from dataclasses import dataclass, field

from catalogue.settings import Settings
from ingest.web.courtesy import Answer, Courtesy, PassingError

HOST = "export.arxiv.org"
START = 1_790_000_000.0


@dataclass
class World:
    """The time, and how long was slept."""

    now: float = START
    slept: list[float] = field(default_factory=list)

    def clock(self):
        """Tell the time."""
        return self.now

    def sleep(self, seconds):
        """Let time pass; sleeps of no length are not noted."""
        self.now += seconds
        self.slept += [seconds] * bool(seconds)


class Impatient(World):
    """Ctrl-C comes as soon as somebody sleeps."""

    def sleep(self, seconds):
        """Stop."""
        if seconds:
            raise KeyboardInterrupt


@dataclass
class Service:
    """Gives the answers that it was told to, the last one for ever; counts how often it was asked."""

    answers: list[object]
    asked: int = 0

    def send(self):
        """Answer once: errors are raised, whole numbers are a status, bytes a body."""
        said = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        if isinstance(said, BaseException):
            raise said
        return said if isinstance(said, Answer) else an_answer(said)


def an_answer(said=200, **headers):
    """An answer of status or body *said*; an underscore in the name of a header is a hyphen."""
    status, body = (said, b"<page/>") if isinstance(said, int) else (200, said)
    return Answer(status=status, headers={name.replace("_", "-"): text for name, text in headers.items()}, body=body)


def check(body):
    """Insist on XML."""
    if not body.startswith(b"<"):
        raise PassingError("not XML")


def polite(folder, world, *, service="arxiv", **changes):
    """A courtesy of the default settings, but for *changes* and a folder of the test's own."""
    settings = Settings(courtesy_folder=folder, **changes)
    return Courtesy(settings, service, check, clock=world.clock, sleep=world.sleep)
