"""Every option of the project, once, with the reason for its default.

Each field is set by an environment variable: ``COMMONS_`` and the field's name in capitals.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from platformdirs import user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from catalogue.errors import SettingsError


class Settings(BaseSettings):
    """The options, read from the environment. Build it with `load_settings`."""

    model_config = SettingsConfigDict(env_prefix="COMMONS_", frozen=True, extra="ignore")

    home: Path = Field(default_factory=lambda: user_data_path("interp-commons"))
    """Where the catalogue, the vectors and the index live: where the platform keeps user data."""

    database_url: str = ""
    """SQLAlchemy URL of the catalogue. Empty: SQLite in `home`, because one file needs no administrator."""

    encoder: str = "minilm"
    """A file of ``index/encoders/``, or the name or folder of any sentence-transformers model.
    ``minilm`` comes as a package, so that a first run needs no model hub. ``commons`` is the same model adapted to this
    field: better alone, no better beside the keywords (docs/decisions.md)."""

    adapter: Path | None = None
    """File that ``commons adapt`` has written, for the encoder ``commons``. Empty: the project's own."""

    encoder_digest: str = ""
    """sha256 that the weights must have. Empty: the encoder's own pinned digest, if it has one."""

    encoder_precision: Literal["auto", "float32", "bfloat16"] = "auto"
    """``auto`` is bfloat16 where the processor multiplies it natively (nearly twice as fast, cosine to
    float32 above 0.9999), else float32."""

    backend: str = "faiss_flat"
    """A file of ``index/backends/``. Exact search: at this field's size nothing approximate is faster enough."""

    batch_size: int = Field(default=32, ge=1, le=4096)
    """Papers embedded between two commits: what a power cut can cost, about two seconds of work; 64 is no faster."""

    threads: int = Field(default=1, ge=1, le=256)
    """FAISS and BLAS threads while serving. One: every server thread would bring a pool of its own."""

    pool: int = Field(default=200, ge=10, le=100_000)
    """How many candidates each ranker brings to the fusion; measured flat from 50 to 200 and beyond."""

    busy_timeout_s: float = Field(default=10.0, ge=0)
    """How long to wait for another process's write before saying that the catalogue is locked."""

    host: str = "127.0.0.1"
    """Where `serve` listens. Only this machine, until someone decides otherwise."""

    port: int = Field(default=8501, ge=1, le=65535)
    """Where `serve` listens; Streamlit's own default."""

    site: str = "http://127.0.0.1:8501"
    """Where readers reach the app. Exports name concepts by their page, so a public site sets its own address."""

    stall_s: float = Field(default=0.5, ge=0)
    """How long a page waits for what a new build changes before it goes on with what was there: the index, the authors.
    Longer feels stuck, and what is quick is new at once."""

    metrics: Literal["off", "local", "open"] = "local"
    """Who may read ``/metrics``: nobody, programs on this machine that ask without a proxy, or everybody. Local: how
    many people use a site is its operators' business. ``open`` is for a container whose proxy keeps it in."""

    log: Literal["text", "json"] = "text"
    """How the server, `harvest` and `index` write their log to standard error: for people or, a JSON object a line, for
    programs. In neither is there a question, an address of a reader, or the id of what somebody read."""

    contact: str = ""
    """Your e-mail address or page; services that see trouble write to it instead of blocking you. Part of the
    user agent, and sent to nobody else."""

    people_days: int = Field(default=180, ge=1, le=3650)
    """Days after which a participant who changed and answered nothing is deleted: long enough for an event and what
    follows from it, not for a collection of people."""

    arxiv_api: str = "https://export.arxiv.org/api/query"
    """arXiv's query API; export.arxiv.org is the host that arXiv sets aside for programs."""

    arxiv_page: int = Field(default=1000, ge=1, le=2000)
    """Results in one answer of the query API. arXiv's limit is 2,000, but larger pages fail more often."""

    arxiv_oai: str = "https://oaipmh.arxiv.org/oai"
    """arXiv's OAI-PMH base URL, as of 2025."""

    openreview_api: str = "https://api2.openreview.net"
    """OpenReview's API 2, which venues since 2023 use."""

    harvest: str = "oai arxiv"
    """What `harvest` runs, in this order: sources, with their argument where they take one, for example
    ``oai arxiv openreview:NeurIPS.cc/2025/Workshop/MechInterp``. OAI-PMH first: it knows versions and withdrawals."""

    shrink_limit: float = Field(default=0.02, ge=0, le=1)
    """Share of the catalogue that one run may mark as withdrawn. arXiv withdraws far fewer; a service that takes
    back more is more likely broken, and the run is refused."""

    relevance_threshold: float = Field(default=0.3, ge=0, le=1)
    """Score from which a paper counts as mechanistic interpretability; chosen with the judge (docs/decisions.md)."""

    review_margin: float = Field(default=0.03, ge=0, le=1)
    """Papers whose score is this near the threshold wait for `commons review`, whichever way they were decided."""

    request_delay_s: float = Field(default=3.0, ge=0)
    """Pause after each request to a service, all processes of this machine together: arXiv's terms ask for at most
    one request every three seconds."""

    request_timeout_s: float = Field(default=60.0, gt=0)
    """How long to wait for a connection or the next byte; arXiv needs up to half a minute for a large page."""

    request_deadline_s: float = Field(default=300.0, gt=0)
    """How long a whole answer may take, however steadily it drips."""

    request_tries: int = Field(default=6, ge=1, le=100)
    """How often one request is sent before its run gives up: about three minutes with the pauses below."""

    backoff_s: float = Field(default=5.0, ge=0)
    """First pause after a failure; it doubles each time, and up to as much as the first is added at random."""

    backoff_max_s: float = Field(default=120.0, ge=0)
    """The longest such pause."""

    patience_s: float = Field(default=300.0, ge=0)
    """The longest Retry-After that a run waits for; for a longer one it ends, and nobody asks until then."""

    break_after: int = Field(default=12, ge=1)
    """Failures in a row after which a host is left alone: two requests that failed at every try."""

    rest_s: float = Field(default=900.0, ge=0)
    """How long it is left alone; twice as long after each failed trial, up to six hours."""

    courtesy_folder: Path = Field(default_factory=lambda: Path(tempfile.gettempdir()) / "interp-commons")
    """Where the processes of this machine take turns, whoever runs them and whatever their `home`."""

    @property
    def url(self) -> str:
        """The catalogue's SQLAlchemy URL."""
        return self.database_url or f"sqlite:///{quote(str(self.home / 'catalogue.sqlite'))}"


def load_settings(**overrides: str) -> Settings:
    """Read the settings from the environment, except for those in *overrides*.

    Raises:
        SettingsError: A value cannot be right; the message names the variable.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # pydantic parses text
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        said = f"--{name}" if name in overrides else f"COMMONS_{name.upper()}"
        raise SettingsError(f"{said}={first['input']!r}: {first['msg']}", "Correct or leave it out") from None
