"""The wire: a real socket, so that real connections can break."""

from __future__ import annotations

import socket
import struct
import sys
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from select import select
from threading import Thread
from time import monotonic
from urllib.parse import parse_qsl, urlsplit

from tests.fakes.arxiv.faults import spoiled
from tests.fakes.arxiv.log import Request

HOST = "127.0.0.1"
DRIPS = 20
RESET = struct.pack("ii", 1, 0)
"""To linger for no time: closing the socket then sends RST instead of FIN."""


class Http(ThreadingHTTPServer):
    """The listening socket and its connections.

    Args:
        port: Of the socket.
        fake: Is asked what goes wrong with a request (`asked`), and what the right answer is (`answer`).
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, port, fake):
        super().__init__((HOST, port), _Handler)
        self.fake, self.open = fake, set()
        Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def close(self):
        """Stop listening, and end what is going on."""
        self.shutdown()
        self.server_close()
        for connection in list(self.open):
            _shut(connection)

    def handle_error(self, request, client_address):
        """Clients come and go; no traceback for that."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    disable_nagle_algorithm = True
    protocol_version = "HTTP/1.1"
    server_version = "FakeArxiv"

    def setup(self):
        super().setup()
        self.server.open.add(self.connection)

    def finish(self):
        self.server.open.discard(self.connection)
        super().finish()

    def do_GET(self):
        """Answer a request whose parameters are in the URL."""
        self._serve(urlsplit(self.path).query)

    def do_POST(self):
        """Answer a request whose parameters are in its body."""
        self._serve(self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode())

    def log_message(self, *_):
        """Keep quiet; the requests are noted elsewhere."""

    def _serve(self, parameters):
        asked = parse_qsl(parameters, keep_blank_values=True)
        request = Request(urlsplit(self.path).path, dict(asked), dict(self.headers), monotonic())
        faults, dice = self.server.fake.asked(request)
        try:
            right = faults.refusal(request.fault) or self.server.fake.answer(request.path, asked, request.fault, dice)
            self._send(right, faults, request)
        except OSError:
            self.close_connection = True
        finally:
            request.ended = min(request.ended, monotonic())

    def _send(self, answer, faults, request):
        """Send *answer* with the faults of the wire; it has ended just before the last byte, or before the reset."""
        if request.fault == "hang":
            return self._hang(faults.hang)
        answer = replace(answer, body=spoiled(answer.body, request.fault))
        if request.fault != "reset":
            self._send_all_but_the_end(answer, faults, request)
        request.ended = monotonic()
        if request.fault in {"reset", "reset-mid"}:
            return self._reset()
        return self.wfile.write(answer.body[-1:])

    def _send_all_but_the_end(self, answer, faults, request):
        self.send_response(answer.status)
        for key, value in {"Content-Type": answer.kind, "Content-Length": len(answer.body), **answer.headers}.items():
            self.send_header(key, str(value))
        self.end_headers()
        request.status = answer.status
        if request.fault == "slow":
            self._drip(answer.body[:-1], faults.slow)
        else:
            self.wfile.write(answer.body[: len(answer.body) // 2 if request.fault == "reset-mid" else -1])

    def _drip(self, body, seconds):
        size = len(body) // DRIPS + 1
        for start in range(0, len(body), size):
            self.wfile.write(body[start : start + size])
            self._wait(seconds / DRIPS)

    def _hang(self, seconds):
        self._wait(seconds)
        self.close_connection = True

    def _wait(self, seconds):
        """Wait as long as the client does, but no longer than *seconds*."""
        if select([self.connection], [], [], seconds)[0]:
            raise ConnectionAbortedError

    def _reset(self):
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.rfile.close()
        self.connection.close()
        self.close_connection = True


def held_port(port):
    """A socket that holds *port*, 0 for any, without listening: while the server is down nobody else gets it."""
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind((HOST, port))
    return held


def _shut(connection):
    """End *connection*, from another thread than its own."""
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return
