"""A web on this machine: all hosts behind one port, told apart by the Host header; what it answers is a function."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was asked for: the host without its port, path and query, and the headers, whatever the case of a name."""

    host: str
    target: str
    headers: Message

    def has(self, etag: str) -> bool:
        """Whether the client has the version of this tag already (RFC 9110, 13.1.2)."""
        tags = self.headers.get("If-None-Match", "")
        return tags.strip() == "*" or etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A whole answer; its length is added where it may have a body."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


Answering = Callable[[Request], Reply | None]  # None: the server hangs up without a word


def tagged(request: Request, body: bytes | None, *, etag: str, content_type: str) -> Reply:
    """The body under its tag; nothing but the tag where the client has it, 404 where there is none."""
    if body is None:
        return Reply(status=404, headers=(("Content-Type", content_type),))
    headers = (("Content-Type", content_type), ("ETag", etag))
    return Reply(status=304, headers=headers) if request.has(etag) else Reply(headers=headers, body=body)


@contextmanager
def serve_web(answer: Answering, *, port: int = 0) -> Iterator[str]:
    """Answer on loopback while the block runs, several requests at once; gives "127.0.0.1:PORT"."""
    server = _Server(answer, port)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, answer: Answering, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.answer = answer

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up in the midst is none of the server's faults."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Loopback"
    sys_version = ""
    timeout = 30  # an idle connection must not keep its thread for ever
    server: _Server

    def do_GET(self) -> None:
        self._respond(with_body=True)

    def do_HEAD(self) -> None:
        self._respond(with_body=False)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Quiet: who wants to know keeps a log where the answers are made."""

    def _respond(self, *, with_body: bool) -> None:
        host = self.headers.get("Host", "").partition(":")[0]
        reply = self.server.answer(Request(host=host, target=self.path, headers=self.headers))
        if reply is None:
            self.close_connection = True
            return
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        if reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(reply.body)
