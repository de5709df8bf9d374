"""How a service is asked that is busy, broken, or wants to be left alone; by a clock that nobody waits for."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from email.utils import format_datetime, formatdate

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalogue.errors import ServiceDownError, ServiceRefusedError
from catalogue.settings import Settings
from ingest.web.courtesy import LONGEST_REST_S, PassingError, retry_after, user_agent
from tests.ingest.web.world import HOST, START, Impatient, Service, World, an_answer, polite

DELAY = 3.0
REST = 900.0


@pytest.fixture
def world():
    """Time that passes by sleeping only."""
    return World()


@pytest.fixture
def courtesy(tmp_path, world):
    """Courtesies of processes that know each other by their files only; without jitter unless it is asked for."""

    def make(**changes):
        made = polite(tmp_path / "turns", world, **changes)
        if not changes.get("jitter", True):
            made._retrying.wait.jitter = 0.0
        return made

    return make


@pytest.fixture
def far_from_greenwich(monkeypatch):
    """A machine whose local time is not UTC."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "America/New_York")
        time.tzset()
        yield
    time.tzset()


def down(courtesy, service, host=HOST):
    """Ask in vain; return what is said."""
    with pytest.raises(ServiceDownError) as error:
        courtesy.ask(host, service.send)
    return str(error.value)


def opened(courtesy, service):
    """Ask, one try each time, until the host is left alone; return what was said at last."""
    while "left alone" not in (said := down(courtesy, service)):
        pass
    return said


def test_good_answer(courtesy, world):
    """A good answer is given back as it came, without a pause before it."""
    service = Service([b"<feed/>"])

    assert an_answer(b"<feed/>") == courtesy().ask(HOST, service.send)
    assert ([], 1) == (world.slept, service.asked)


@pytest.mark.parametrize("status", [408, 425, 429, 500, 502, 503, 504, 520, 524])
def test_passing(courtesy, status):
    """A status that may pass is asked again, and counted with its number."""
    service, asking = Service([status, 200]), courtesy()

    assert 200 == asking.ask(HOST, service.send).status
    assert (2, {f"HTTP {status}": 1}) == (service.asked, asking.troubles)


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 501])
def test_refused(courtesy, status):
    """What will not change is refused at once, with the reason that was given, and does not count as a failure."""
    service, asking = Service([an_answer(status), 200]), courtesy(break_after=1)
    with pytest.raises(ServiceRefusedError) as error:
        asking.ask(HOST, service.send)

    assert f"{HOST} refuses ({status}: <page/>). Check the command and the settings" == str(error.value)
    assert (1, {}) == (service.asked, asking.troubles)
    assert 200 == asking.ask(HOST, service.send).status


def test_refused_without_a_word(courtesy):
    """A refusal without a reason says so."""
    answer = an_answer(404)
    silent = type(answer)(status=404, headers={}, body=b" \n")
    with pytest.raises(ServiceRefusedError, match=r"refuses \(404: no reason given\)"):
        courtesy().ask(HOST, Service([silent]).send)


def test_wrong_page(courtesy):
    """A page that is not what was asked for is a failure, whatever its status says."""
    service, asking = Service([b"Site maintenance", b"<feed/>"]), courtesy()

    assert b"<feed/>" == asking.ask(HOST, service.send).body
    assert {"not XML": 1} == asking.troubles


def test_redirect(courtesy):
    """The page of a redirect is not what was asked for, and need not be; one that leads nowhere must be."""
    there = type(an_answer())(status=302, headers={"location": "https://arxiv.org"}, body=b"Moved")
    nowhere = type(there)(status=300, headers={}, body=b"Moved")

    assert there == courtesy().ask(HOST, Service([there]).send)
    assert "no usable answer (not XML)" in down(courtesy(), Service([nowhere]))


def test_gives_up(courtesy):
    """After so many tries it gives up, with the host, the last reason, and what to do."""
    service = Service([PassingError("ConnectError")])

    assert f"{HOST} gives no usable answer (ConnectError). Try again later; what was read is kept" == down(
        courtesy(request_tries=4), service
    )
    assert 4 == service.asked


def test_error_of_ours(courtesy, world):
    """An error that is not the service's is not hidden by tries."""
    service = Service([ZeroDivisionError()])
    with pytest.raises(ZeroDivisionError):
        courtesy().ask(HOST, service.send)

    assert (1, []) == (service.asked, world.slept)


def test_backoff(courtesy, world):
    """The pauses double from the first to the longest."""
    down(courtesy(jitter=False, request_tries=8, backoff_max_s=120, request_delay_s=0), Service([503]))

    assert [5, 10, 20, 40, 80, 120, 120] == world.slept


def test_jitter(courtesy, world):
    """Up to the first pause is added to each at random, so that many clients do not come back at once."""
    for _ in range(20):
        down(courtesy(request_tries=5, request_delay_s=0, break_after=1000), Service([503]))
    added = [slept - 5 * 2**number for start in range(0, 80, 4) for number, slept in enumerate(world.slept[start:][:4])]

    assert 80 == len(world.slept)
    assert 0 <= min(added) < max(added) <= 5
    assert 80 == len(set(added))


@pytest.mark.parametrize(
    ("said", "pause"),
    [
        ("120", 120),
        ("Mon, 21 Sep 2026 14:15:20 GMT", 120),
        ("Monday, 21-Sep-26 14:15:20 GMT", 120),
        ("Mon Sep 21 14:15:20 2026", 120),
        ("4", 5),
        ("0", 5),
        ("Mon, 21 Sep 1970 14:15:20 GMT", 5),
        ("-120", 5),
        ("soon", 5),
        ("", 5),
        ("1e2", 5),
    ],
)
def test_retry_after(courtesy, world, far_from_greenwich, said, pause):
    """Retry-After is waited for, a number or a date; if it is none, or shorter, the pause is as without it."""
    service = Service([an_answer(429, retry_after=said), 200])
    courtesy(jitter=False).ask(HOST, service.send)

    assert pause == sum(world.slept)


def test_retry_after_for_others(courtesy, world):
    """Another process, and one that asks another host of the service, waits for it too."""
    busy = Service([an_answer(503, retry_after="200")])
    down(courtesy(request_tries=1), busy)
    world.now += 50
    courtesy().ask("oaipmh.arxiv.org", Service([200]).send)

    assert [150] == world.slept


def test_beyond_patience(courtesy, world):
    """If the service asks for more patience than there is, the run ends, and nobody asks until then."""
    service = Service([an_answer(429, retry_after="7200"), 200])
    until = f"{datetime.fromtimestamp(START + 7200, UTC):%Y-%m-%d %H:%M} UTC"
    said = down(courtesy(), service)

    assert (
        f"{HOST} is left alone for another 7200 s (1 failures in a row, the last: HTTP 429). "
        f"Try again after {until}; what was read is kept" == said
    )
    assert ([], 1) == (world.slept, service.asked)

    world.now = START + 7100
    assert "another 100 s" in down(courtesy(), service)
    assert ([], 1) == (world.slept, service.asked)

    world.now = START + 7200
    assert 200 == courtesy().ask(HOST, service.send).status


@pytest.mark.parametrize("said", ["9" * 30, "9" * 5000, "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_beyond_reason(courtesy, world, said):
    """Whatever a service asks for, it is tried again after six hours."""
    service = Service([an_answer(429, retry_after=said), 200])
    asking = courtesy()

    assert f"another {LONGEST_REST_S:.0f} s" in down(asking, service)
    world.now = START + LONGEST_REST_S
    assert 200 == asking.ask(HOST, service.send).status


def test_opens(courtesy, world):
    """After so many failures in a row, over all requests, the host is left alone at once, and the last reason named."""
    service = Service([*[503] * 11, PassingError("ReadTimeout")])
    asking = courtesy()
    down(asking, service)
    before = world.now

    assert f"{HOST} is left alone for another 900 s (12 failures in a row, the last: ReadTimeout)" in down(
        asking, service
    )
    assert 12 == service.asked
    assert world.now > before


def test_rests(courtesy, world):
    """While it rests nothing is sent, by this process or another, and other hosts of the service answer."""
    service, asking = Service([503]), courtesy(request_tries=1, break_after=3)
    opened(asking, service)
    for one in (asking, courtesy()):
        assert "is left alone" in down(one, service)

    assert ([DELAY, DELAY], 3) == (world.slept, service.asked)
    assert 200 == courtesy().ask("oaipmh.arxiv.org", Service([200]).send).status


def test_rests_while_others_wait(courtesy):
    """A process that waits for its turn does not ask either when the one before it was sent away."""
    busy, late = an_answer(429, retry_after="7200"), Service([200])
    with ThreadPoolExecutor(1) as pool:
        waiting = []

        def send():
            waiting.append(pool.submit(down, courtesy(), late))
            time.sleep(0.3)  # until it has seen that the host does not rest
            return busy

        with pytest.raises(ServiceDownError):
            courtesy().ask(HOST, send)

    assert "is left alone" in waiting[0].result()
    assert 0 == late.asked


def test_success_in_between(courtesy):
    """Only failures in a row count."""
    service = Service([503, 503, 200] * 4 + [503])
    asking = courtesy(break_after=3)
    for _ in range(4):
        asking.ask(HOST, service.send)

    assert {"HTTP 503": 8} == asking.troubles
    assert "3 failures in a row" in opened(asking, service)


def test_one_trial(courtesy, world):
    """After the rest one trial is sent; failing, it doubles the rest, up to six hours."""
    service, asking = Service([503]), courtesy(break_after=2)
    opened(asking, service)
    rests = []
    for asked in range(3, 11):
        world.now = until = asking._turns.state().circuit(HOST).rests_until
        down(asking, service)
        rests.append(asking._turns.state().circuit(HOST).rests_until - until)

        assert asked == service.asked
    expected = [1800, 3600, 7200, 14400, 21600, 21600, 21600, 21600]
    assert expected == [round(rest, -1) for rest in rests]


def test_closes(courtesy, world):
    """A good trial closes the circuit: from then on it takes as many failures as before to open it."""
    service = Service([503] * 3 + [200] + [503] * 3 + [200])
    asking = courtesy(request_tries=1, break_after=3)
    opened(asking, service)
    world.now += REST + DELAY

    assert 200 == asking.ask(HOST, service.send).status
    assert ["no usable answer", "no usable answer", "is left alone"] == [
        next(words for words in ("no usable answer", "is left alone") if words in down(asking, service))
        for _ in range(3)
    ]
    assert 7 == service.asked
    assert "another 900 s (3 failures in a row" in down(asking, service)


def test_clock_set_back(courtesy, world):
    """A rest by a clock that was a year ahead does not last for a year."""
    world.now = START + 365 * 24 * 3600
    opened(courtesy(request_tries=1, break_after=1), Service([503]))
    world.now = START

    assert 200 == courtesy().ask(HOST, Service([200]).send).status


def test_interrupted(courtesy, world, tmp_path):
    """Ctrl-C during a request counts as no failure, and during a pause it loses none that was counted."""
    asking = courtesy()
    with pytest.raises(KeyboardInterrupt):
        asking.ask(HOST, Service([KeyboardInterrupt()]).send)
    assert 0 == courtesy()._turns.state().circuit(HOST).failures

    world.now += DELAY
    with pytest.raises(KeyboardInterrupt):
        polite(tmp_path / "turns", Impatient(world.now)).ask(HOST, Service([503]).send)

    assert 1 == courtesy()._turns.state().circuit(HOST).failures
    assert 200 == courtesy().ask(HOST, Service([200]).send).status


@given(st.integers(0, 10**12), st.floats(0, 4e9))
def test_seconds(seconds, now):
    """Seconds are seconds, whenever they are read."""
    assert seconds == retry_after({"retry-after": str(seconds)}, now)


@given(st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 31)), st.floats(0, 4e9))  # noqa: DTZ001 - UTC is added
def test_dates(moment, now):
    """A date is the seconds until then, or none if it has passed."""
    moment = moment.replace(tzinfo=UTC, microsecond=0)
    said = format_datetime(moment, usegmt=True)

    assert max(0.0, moment.timestamp() - now) == retry_after({"retry-after": said}, now)


PIECES = [
    "Mon",
    "Sun,",
    ",",
    "06",
    "Nov",
    "1994",
    "08:49:37",
    "GMT",
    "-0000",
    "+9999",
    "-",
    "+",
    "2200000000",
    ":",
    "(",
]
PIECES += ['"', "9:9", "jan-1-2020", "12.30.1", "\0", "٣", "PM", "1" * 5000, "²"]
NEARLY_DATES = st.builds(str.join, st.sampled_from(["", " "]), st.lists(st.sampled_from(PIECES), max_size=8))


@given(st.text() | NEARLY_DATES, st.floats(0, 4e9))
@example("Mon, 21 Sep 2200000000 14:15:20 GMT", START)
@example("Mon, 21 Sep 2026 14:15:20 +9999", START)
def test_anything(said, now):
    """Nothing that a header can hold is an error or a negative time."""
    seconds = retry_after({"retry-after": said}, now)

    assert seconds is None or seconds >= 0


def test_no_header():
    """Without the header there is no time."""
    assert None is retry_after({"date": formatdate(0)}, 0.0)


def test_user_agent():
    """The user agent says which program, which version, and whom to write to if somebody is named."""
    name = user_agent(Settings(contact="ada@example.org"))

    assert f"{user_agent(Settings())} (ada@example.org)" == name
    assert name.startswith("interp-commons/0.")
