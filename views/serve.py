"""Starting the app: everything that can be wrong is said before Streamlit takes the terminal."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path

from catalogue.errors import SettingsError
from catalogue.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


def serve(settings: Settings) -> None:
    """Replace this process by the app's server. Does not return."""
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    command += [f"--server.address={settings.host}", f"--server.port={settings.port}", "--server.headless=true"]
    command += ["--logger.hideWelcomeMessage=true"] if settings.log == "json" else []
    os.chdir(ROOT)  # Streamlit reads its theme from the folder that it is started in
    # before the libraries load: each of the server's threads would otherwise bring a pool of its own
    os.environ.update(
        dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), str(settings.threads))
    )
    os.environ["COMMONS_HOME"] = str(settings.home.absolute())
    os.execv(sys.executable, command)  # noqa: S606 - our own interpreter, no shell


def check(settings: Settings) -> None:
    """Try to listen at the host and port of *settings*.

    Raises:
        SettingsError: Nothing can.
    """
    host, port = settings.host, settings.port
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise SettingsError(
            f"cannot listen on {host}:{port}: {error.strerror}", "Name a free port: commons serve --port 8502"
        ) from error
