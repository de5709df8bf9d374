"""How a service is asked: in turn, again after a failure that may pass, and not at all while it rests.

The pauses between tries grow exponentially with jitter (Brooker 2015, "Exponential Backoff and Jitter"), and nobody
asks sooner than Retry-After says (RFC 9110, 10.2.3). After several failures in a row the host rests
(the circuit breaker of Nygard 2007, "Release It!"): everybody's requests fail at once, until one trial succeeds.
"""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version

from tenacity import RetryCallState, Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

from catalogue.errors import ServiceDownError, ServiceRefusedError
from catalogue.settings import Settings
from ingest.web.turns import Circuit, Turns

logger = logging.getLogger(__name__)

PASSING = {408, 425, 429, *range(500, 600)} - {501, 505}
"""Statuses that may be gone at the next try; networks of caches have their own beyond 511."""

LONGEST_REST_S = 6 * 3600.0
"""A host is tried again after this long, however often it failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a service sent."""

    status: int
    headers: Mapping[str, str]
    """By name in lower case."""
    body: bytes
    """Decompressed."""


class PassingError(Exception):
    """A failure that another try may not meet: a lost connection, a busy server, a broken answer."""

    def __init__(self, what: str, retry_after_s: float | None = None) -> None:
        """Say *what* failed, and how long the service asked to be left alone."""
        super().__init__(what)
        self.retry_after_s = retry_after_s


Check = Callable[[bytes], None]
"""Raises `PassingError` when the body is not what was asked for, whatever the status says."""


class Courtesy:
    """Asks one service. Safe for use by one thread at a time."""

    def __init__(
        self,
        settings: Settings,
        service: str,
        check: Check,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Keep the manners of *settings*; all hosts of *service* share its turns."""
        self.troubles: Counter[str] = Counter()
        """Failures that passed, or may yet, by what they were."""
        self._settings = settings
        self._check = check
        self._clock = clock
        self._turns = Turns(settings.courtesy_folder, service, settings.request_delay_s, clock=clock, sleep=sleep)
        self._retrying = Retrying(
            stop=stop_after_attempt(settings.request_tries),
            wait=wait_exponential_jitter(
                multiplier=settings.backoff_s, max=settings.backoff_max_s, jitter=settings.backoff_s
            ),
            retry=retry_if_exception_type(PassingError),
            sleep=sleep,
            before_sleep=_tell,
            reraise=True,
        )

    def ask(self, host: str, send: Callable[[], Answer]) -> Answer:
        """Call *send*, which asks *host* once, until it answers well.

        Raises:
            ServiceDownError: It does not, or it rests.
            ServiceRefusedError: It answers that it will not.
        """
        try:
            return self._retrying(self._once, host, send)
        except PassingError as error:
            raise ServiceDownError(
                f"{host} gives no usable answer ({error})", "Try again later; what was read is kept"
            ) from error

    def _once(self, host: str, send: Callable[[], Answer]) -> Answer:
        self._let_rest(host, self._turns.state().circuit(host))
        with self._turns.turn() as state:
            circuit = state.circuit(host)
            self._let_rest(host, circuit)  # others have asked while we waited
            try:
                answer = send()
                self._insist(answer)
            except PassingError as error:
                self._failed(circuit, error)
                self._let_rest(host, circuit)
                state.pause_s = max(state.pause_s, error.retry_after_s or 0.0)
                raise
            circuit.failures, circuit.rests_until, circuit.why = 0, 0.0, ""
        if answer.status >= 400:  # noqa: PLR2004 - where HTTP's errors begin
            raise ServiceRefusedError(
                f"{host} refuses ({answer.status}: {_excerpt(answer.body)})", "Check the command and the settings"
            )
        return answer

    def _let_rest(self, host: str, circuit: Circuit) -> None:
        # a much longer wait than the longest is a clock that was set back
        if 0 < (wait := circuit.rests_until - self._clock()) < 2 * LONGEST_REST_S:
            until = datetime.fromtimestamp(circuit.rests_until, UTC)
            raise ServiceDownError(
                f"{host} is left alone for another {round(wait)} s ({circuit.why})",
                f"Try again after {until:%Y-%m-%d %H:%M} UTC; what was read is kept",
            )

    def _insist(self, answer: Answer) -> None:
        if answer.status in PASSING:
            raise PassingError(f"HTTP {answer.status}", retry_after(answer.headers, self._clock()))
        if answer.status < 400 and "location" not in answer.headers:  # noqa: PLR2004
            self._check(answer.body)

    def _failed(self, circuit: Circuit, error: PassingError) -> None:
        """Open the circuit after too many failures, or at once if the service asks for more patience than we have."""
        self.troubles[str(error)] += 1
        circuit.failures += 1
        circuit.why = f"{circuit.failures} failures in a row, the last: {error}"
        beyond = circuit.failures - self._settings.break_after
        rest = self._settings.rest_s * 2.0 ** min(beyond, 30) if beyond >= 0 else 0.0
        asked = error.retry_after_s or 0.0
        if rest or asked > self._settings.patience_s:
            circuit.rests_until = self._clock() + min(LONGEST_REST_S, max(rest, asked))


def _tell(state: RetryCallState) -> None:
    """Say what is going on while nothing seems to."""
    host, wait = state.args[0], state.next_action.sleep if state.next_action else 0.0
    logger.warning("%s: %s; trying again in %.0f s", host, state.outcome.exception() if state.outcome else "", wait)


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Read Retry-After: seconds, or the seconds from *now* (Unix time) to an HTTP date; None without or unreadable."""
    said = headers.get("retry-after", "").strip()
    if said.isdecimal():
        return float(said)
    try:
        until = parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return None
    return max(0.0, until.replace(tzinfo=until.tzinfo or UTC).timestamp() - now)


def user_agent(settings: Settings) -> str:
    """Say who asks, and whom to write to."""
    contact = f" ({settings.contact})" if settings.contact else ""
    return f"interp-commons/{version('interp-commons')}{contact}"


def _excerpt(body: bytes) -> str:
    return " ".join(body[:200].decode(errors="replace").split()) or "no reason given"
