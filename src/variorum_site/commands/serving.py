"""Serves the site and works off its jobs, in one server process on one free port, until it is interrupted."""

# ruff: noqa: PLC0415 - Django's models can be imported only once it is set up
from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable, Iterable
from typing import Any

import click
from gunicorn.app.base import BaseApplication
from huey.consumer import Consumer

from variorum.errors import ConfigError
from variorum_site.commands.opening import close_site

_PORTS_TO_TRY = 50
_THREADS = 8
_SECONDS_TO_STOP = 5

Background = Callable[[], Callable[[], None]]  # starts work beside the server, gives what stops it


def serve(*, host: str, port: int, background: Iterable[Background] = ()) -> None:
    """Serve until interrupted. The port is the given one, or the next that is free; the address is printed."""
    port = free_port(host, port)
    close_site()
    _Server(host, port, list(background)).run()


def free_port(host: str, port: int) -> int:
    """The port, or the next free one after it. Raises ConfigError when there is none nearby."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(port + _PORTS_TO_TRY, 65536)):
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, candidate))
            except OSError:
                continue
            return candidate
    raise ConfigError(f"No port from {port} on is free on {host}: name another with --port.")


def address_of(host: str, port: int) -> str:
    """The address to open in a browser."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}/"


def queue_consumer() -> Callable[[], None]:
    """Start the threads that work off the queue; gives what stops them."""
    from variorum_site.news.jobs import look_for_work, queue, stopping

    stopping.clear()
    queue.storage.initialize_schema()
    consumer = Consumer(queue, workers=1, worker_type="thread", check_worker_health=False)
    # Not Consumer.start(): it would take the signals away from the server.
    consumer.scheduler.start()
    for _, thread in consumer.worker_threads:
        thread.start()
    look_for_work()

    def stop() -> None:
        stopping.set()
        consumer.stop_flag.set()
        for _, thread in consumer.worker_threads:
            thread.join(_SECONDS_TO_STOP / 2)

    return stop


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn with one process of several threads, set up by code alone."""

    def __init__(self, host: str, port: int, background: list[Background]) -> None:
        self._host = host
        self._port = port
        self._background = background
        self._stops: list[Callable[[], None]] = []
        super().__init__()

    def load_config(self) -> None:
        host = f"[{self._host}]" if ":" in self._host else self._host
        options = {
            "bind": [f"{host}:{self._port}"],
            "workers": 1,
            "worker_class": "gthread",
            "threads": _THREADS,
            "timeout": 120,
            "graceful_timeout": _SECONDS_TO_STOP,
            "loglevel": "warning",
            "control_socket_disable": True,
            "proc_name": "variorum",
            "when_ready": self._tell,
            "post_worker_init": self._start,
            "worker_exit": self._stop,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from variorum_site.wsgi import application

        return application

    def _tell(self, arbiter: Any) -> None:
        click.echo(f"\n  Variorum is at {address_of(self._host, self._port)}\n  Press Ctrl-C to stop.\n")

    def _start(self, worker: Any) -> None:
        self._stops = [start() for start in self._background]

    def _stop(self, arbiter: Any, worker: Any) -> None:
        """End the work between two steps. What waits for a slow server is left: its row stays due."""
        for stop in reversed(self._stops):
            stop()
        sys.stdout.flush()
        os._exit(0)  # the interpreter would wait for every thread that still listens to a slow server
