"""A real name server on loopback, a client that asks it over UDP, and a road on which every address is this machine."""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import httpcore2
from dnslib import AAAA, CNAME, QTYPE, RR, A, DNSRecord  # type: ignore[import-untyped]
from dnslib.server import BaseResolver, DNSLogger, DNSServer  # type: ignore[import-untyped]

from variorum.fetch.addresses import Network

Answers = Sequence[str]  # addresses, or names that the name is another word for


@dataclass
class Names(BaseResolver):  # type: ignore[misc]  # dnslib has no types
    """Each name with its answers, one after another: the last one stays. Counts who was asked for."""

    known: Mapping[str, Sequence[Answers]]
    asked: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def resolve(self, request: DNSRecord, handler: Any) -> DNSRecord:
        name, kind = str(request.q.qname).rstrip(".").lower(), QTYPE[request.q.qtype]
        reply = request.reply()
        with self.lock:
            turn = sum(one == f"{kind} {name}" for one in self.asked)
            self.asked.append(f"{kind} {name}")
        self._add(reply, name, kind, turn)
        return reply

    def _add(self, reply: DNSRecord, name: str, kind: str, turn: int) -> None:
        turns = self.known.get(name, [[]])
        for answer in turns[min(turn, len(turns) - 1)]:
            is_name, is_v6 = answer[-1].isalpha() and ":" not in answer, ":" in answer
            if is_name:
                reply.add_answer(RR(name, QTYPE.CNAME, rdata=CNAME(answer), ttl=0))
                self._add(reply, answer, kind, turn)
            elif kind == ("AAAA" if is_v6 else "A"):
                packed = tuple(ipaddress.ip_address(answer).packed)
                reply.add_answer(RR(name, getattr(QTYPE, kind), rdata=AAAA(packed) if is_v6 else A(packed), ttl=0))


@dataclass
class Road:
    """Asks the name server over UDP; every address lies behind one port of this machine. Remembers what was dialled."""

    port: int  # of the name server
    way: int  # the port to which every connection leads
    dialled: list[str] = field(default_factory=list)

    @property
    def network(self) -> Network:
        return Network(lookup=self.lookup, connect=self.connect)

    def lookup(self, host: str, port: int) -> list[str]:
        found = []
        for kind in ("A", "AAAA"):
            packet = DNSRecord.question(host, kind).send("127.0.0.1", self.port, timeout=5)
            found += [str(one.rdata) for one in DNSRecord.parse(packet).rr if one.rtype == getattr(QTYPE, kind)]
        if not found:
            raise OSError(f"{host} has no address")
        return found

    def connect(self, host: str, port: int, *more: Any) -> httpcore2.NetworkStream:
        self.dialled.append(host)
        return httpcore2.SyncBackend().connect_tcp("127.0.0.1", self.way, *more)


@contextmanager
def name_server(known: Mapping[str, Sequence[Answers]], *, way: int) -> Iterator[tuple[Names, Road]]:
    """The server with these names, and the road that asks it."""
    names = Names(known)
    server = DNSServer(names, port=0, address="127.0.0.1", logger=DNSLogger("-request,-reply,-truncated,-error"))
    server.start_thread()
    try:
        yield names, Road(port=server.server.server_address[1], way=way)
    finally:
        server.stop()
        server.server.server_close()
