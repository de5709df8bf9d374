"""Every option of the project, once, with the reason for its default.

Each field is set by an environment variable: ``COMMONS_`` and the field's name in capitals.
"""

from __future__ import annotations

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
    ``minilm`` comes as a package, so that a first run needs no model hub."""

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
