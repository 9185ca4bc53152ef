"""Servers over real sockets on loopback that answer byte by byte as a test says, and a request to one of them."""

from __future__ import annotations

import socket
import threading
import time as real_time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from variorum.config import FetchSettings
from variorum.fetch.wire import Answer, Wire

MOST = 1_000_000
OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


@contextmanager
def server(answer: Callable[[socket.socket, threading.Event], None]) -> Iterator[str]:
    """Answers each connection so until the client has had enough; gives the value of the setting `hosts`."""
    stop = threading.Event()

    def run() -> None:
        while not stop.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(5)
                try:
                    connection.recv(65536)
                    answer(connection, stop)
                except OSError:
                    continue

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=run)
        thread.start()
        try:
            yield f"127.0.0.1:{listener.getsockname()[1]}"
        finally:
            stop.set()
            listener.shutdown(socket.SHUT_RDWR)
    thread.join()


def ask(address: str, *, timeout: float = 2.0, cut: bool = False) -> Answer:
    wire = Wire(FetchSettings(hosts={"*": address}, timeout=timeout), monotonic=real_time.monotonic)
    try:
        return wire.ask("http://paper.example/", {}, max_bytes=MOST, cut=cut)
    finally:
        wire.close()


def whole(body: bytes, *, coding: str = "") -> Callable[[socket.socket, threading.Event], None]:
    head = OK + (f"Content-Encoding: {coding}\r\n".encode() if coding else b"")

    def answer(connection: socket.socket, _: threading.Event) -> None:
        connection.sendall(head + f"Content-Length: {len(body)}\r\n\r\n".encode() + body)

    return answer
