"""The toy encoder: likeness is shared words."""

from __future__ import annotations

import subprocess
import sys

from index.encoders.toy import WINDOW, ToyEncoder

PRINT = (
    "from index.encoders.toy import ToyEncoder; print(ToyEncoder().encode_document(['one two three']).tobytes().hex())"
)


def test_same_in_every_process():
    """Its hashes do not depend on the process, as Python's own would."""
    expected = ToyEncoder().encode_document(["one two three"]).tobytes().hex()

    assert (
        expected
        == subprocess.run([sys.executable, "-c", PRINT], capture_output=True, text=True, check=True).stdout.strip()
    )


def test_case_and_order():
    """Neither case nor order nor punctuation matters."""
    one, other = ToyEncoder().encode_document(["Sparse features, found", "found: sparse FEATURES"])

    assert one.tolist() == other.tolist()


def test_window():
    """A window is `WINDOW` words."""
    words = [str(number) for number in range(2 * WINDOW + 1)]

    assert [WINDOW, WINDOW, 1] == [len(window.split()) for window in ToyEncoder().windows(" ".join(words))]
