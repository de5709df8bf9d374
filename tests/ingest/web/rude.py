"""A server on a real socket that answers in bytes, and so can do what no HTTP server would."""

from __future__ import annotations

import gzip
import re
import socket
import struct
import time
from dataclasses import dataclass, field
from itertools import takewhile
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread

PAGE = b"<feed>" + b"An entry. " * 2000 + b"</feed>"
DRIPS = 200


@dataclass
class Server:
    """A server, as a context manager: gives the answers that it was told to, the last one for ever."""

    answers: tuple[object, ...]
    """Functions of the connection."""
    requests: list[bytes] = field(default_factory=list)
    """Head and body of each."""
    connections: int = 0

    def __enter__(self):
        self._tcp = _Tcp(("127.0.0.1", 0), _Handler)
        self._tcp.told = self
        self.url = f"http://127.0.0.1:{self._tcp.server_address[1]}/page"
        Thread(target=self._tcp.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_):
        self._tcp.shutdown()
        self._tcp.server_close()

    def answer(self, connection):
        """Give the next answer."""
        self.answers[min(len(self.requests), len(self.answers)) - 1](connection)


class _Tcp(ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False


class _Handler(BaseRequestHandler):
    def handle(self):
        """Answer one request after the other, as long as the client keeps the connection."""
        told = self.server.told
        told.connections += 1
        try:
            while asked := _request(self.request):
                told.requests.append(asked)
                told.answer(self.request)
        except OSError:
            return


def _request(connection):
    """Read a request to its end; nothing if the client has gone."""
    with connection.makefile("rb") as said:
        head = b"".join(takewhile(lambda line: line.strip(), said))
        length = re.search(rb"(?i)^content-length: (\d+)", head, re.MULTILINE)
        return head + said.read(int(length[1]) if length else 0)


def whole(body=PAGE, status="200 OK", promised=None, **headers):
    """An answer of *body*, whose length is said to be as *promised*."""
    said = {"Content-Length": len(body) if promised is None else promised} | headers
    lines = [f"HTTP/1.1 {status}", *(f"{name.replace('_', '-')}: {value}" for name, value in said.items()), "", ""]
    return lambda connection: connection.sendall("\r\n".join(lines).encode() + body)


def closing(answer):
    """The same, and then the connection is closed, which nobody had announced."""

    def give(connection):
        answer(connection)
        connection.shutdown(socket.SHUT_RDWR)

    return give


def zipped(body=PAGE):
    """An answer in gzip, as a proxy may send it."""
    return whole(gzip.compress(body), Content_Encoding="gzip")


def chunked(body=PAGE, last=b"0\r\n\r\n"):
    """An answer in chunks, whose end is *last*."""
    pieces = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in (body[:7], body[7:]))
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    return lambda connection: connection.sendall(head + pieces + last)


def reset(connection):
    """Break the connection with RST instead of FIN."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def hang(connection):
    """Say nothing until the client goes."""
    connection.recv(1)


def drip(connection):
    """Send a good body, byte by byte, over ten seconds."""
    whole(b"<", promised=DRIPS + 1)(connection)
    for _ in range(DRIPS):
        connection.sendall(b" ")
        time.sleep(0.05)


def drip_chunks(connection):
    """The same in chunks of one byte."""
    chunked(last=b"")(connection)
    for _ in range(DRIPS):
        connection.sendall(b"1\r\n \r\n")
        time.sleep(0.05)
    connection.sendall(b"0\r\n\r\n")
