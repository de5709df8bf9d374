"""A fake arXiv: the query API and OAI-PMH over any snapshot file, behind a real socket, misbehaving on demand.

Clients see what they would see of the real one: `FakeArxiv` is the server, `Faults` what goes wrong, `violations` who
was impolite. As a process of its own: ``python -m tests.fakes.arxiv FILE``.

Sources of the details: the API's manual (info.arxiv.org/help/api/user-manual.html), feeds recorded by
lukasschwab/arxiv.py in April 2026, arXiv's OAI server (github.com/arXiv/oaipmh) and the OAI-PMH 2.0 specification.
"""

from tests.fakes.arxiv.clock import Clock
from tests.fakes.arxiv.faults import NAMES, Faults
from tests.fakes.arxiv.log import Request, violations
from tests.fakes.arxiv.records import load
from tests.fakes.arxiv.server import FakeArxiv

__all__ = ["NAMES", "Clock", "FakeArxiv", "Faults", "Request", "load", "violations"]
