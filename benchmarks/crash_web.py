"""A generated web for the crash tests: small papers in several languages that publish in waves, on a local server."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from xml.sax.saxutils import escape

import xxhash

from variorum.world.loopback import Reply, Request, serve_web, tagged

BEGAN = datetime(2026, 3, 4, 6, 0, tzinfo=UTC)
FEED_PATH = "/feed.xml"
PAPERS = ("post", "courier")  # of each language; both tell of every happening there

# Each happening has words of its own, or all of them would be one story.
_PARTS = {
    "en": (
        "{a} at {place}: {count} {b} without {c}",
        "A {a} crossed {place} on Wednesday and left {count} {b} without {c}, the {d} of {near} said.",
        "Workers from {near} had mended {half} {e} by evening, and hoped to finish the {f} before Friday.",
        "“We have never seen such a {g},” said {name}, who keeps the {h}, in a call from the {i}.",
        "No {j} was hurt. The {k} at {place} stays closed until its {l} has been looked at.",
    ),
    "fr": (
        "{a} à {place} : {count} {b} sans {c}",
        "Une {a} a traversé {place} mercredi et privé {count} {b} de {c}, selon le {d} de {near}.",
        "Des équipes venues de {near} avaient réparé {half} {e} dans la soirée et espéraient finir le {f} vendredi.",
        "« Nous n’avons jamais vu une telle {g} », a dit {name}, qui dirige le {h}, depuis la {i}.",
        "Aucun {j} n’a été blessé. La {k} de {place} reste fermée jusqu’à l’examen de son {l}.",
    ),
    "es": (
        "{a} en {place}: {count} {b} sin {c}",
        "Una {a} cruzó {place} el miércoles y dejó {count} {b} sin {c}, según el {d} de {near}.",
        "Cuadrillas de {near} habían reparado {half} {e} por la tarde y esperaban acabar el {f} antes del viernes.",
        "«Nunca habíamos visto una {g} así», dijo {name}, que dirige el {h}, desde la {i}.",
        "Ningún {j} resultó herido. La {k} de {place} sigue cerrada hasta que se revise su {l}.",
    ),
    "de": (
        "{a} in {place}: {count} {b} ohne {c}",
        "Ein {a} zog am Mittwoch über {place} und ließ {count} {b} ohne {c}, teilte der {d} {near} mit.",
        "Arbeiter aus {near} hatten bis zum Abend {half} {e} geflickt und wollten das {f} vor Freitag beenden.",
        "„Einen solchen {g} haben wir nie gesehen“, sagte {name}, Leiter des {h}, von der {i} aus.",
        "Kein {j} wurde verletzt. Die {k} in {place} bleibt geschlossen, bis ihr {l} geprüft ist.",
    ),
    "ar": (
        "{a} في {place}: {count} {b} بلا {c}",
        "عبر {a} بلدة {place} يوم الأربعاء وترك {count} {b} بلا {c}، بحسب ما قال {d} في {near}.",
        "وأصلح عمال من {near} نحو {half} {e} حتى المساء، وأملوا أن ينتهوا من {f} قبل يوم الجمعة.",
        "وقال {name} الذي يدير {h} من {i}: «لم نر مثل هذا {g} من قبل في هذه البلدة الصغيرة».",
        "ولم يصب أي {j} بأذى. ويبقى {k} في {place} مغلقًا إلى أن يفحص {l} فيه.",
    ),
    "ja": (
        "{place}で{a}、{count}の{b}が{c}なし",
        "水曜日に{place}を{a}が通過し、{count}の{b}が{c}を失ったと{near}の{d}が発表した。",
        "{near}から来た作業員が夕方までに{half}の{e}を直し、金曜日までに{f}を終えたいとしている。",
        "{h}を預かる{name}さんは「こんな{g}は見たことがない」と{i}からの電話で話した。",
        "{j}にけがはない。{place}の{k}は、{l}の点検が終わるまで休みとなる。",
    ),
}
_SYLLABLES = {
    "ar": ("با", "در", "نو", "سا", "لي", "مر", "كا", "طو", "هن", "ري"),
    "ja": ("ア", "ベ", "ソ", "ミ", "ラ", "ト", "ノ", "カ", "リ", "エ"),
}
_LATIN = ("ba", "dor", "nu", "sel", "li", "mar", "ka", "tov", "hen", "ri", "os", "vel")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One report: where it stands and what it says."""

    host: str
    path: str
    headline: str
    body: bytes

    @property
    def url(self) -> str:
        return f"https://{self.host}{self.path}"


@dataclass(slots=True)
class CrashWeb:
    """All reports, of which the first waves are published; and how long the line holds."""

    articles: int = 300
    waves: int = 10
    seed: int = 1
    published: int = 0
    answers_left: int | None = None  # after so many pages the line is cut; None: it holds
    reports: Sequence[Story] = field(init=False)
    _pages: dict[tuple[str, str], bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.reports = tuple(_reports(self.articles, random.Random(self.seed)))
        self._pages = {(one.host, one.path): one.body for one in self.reports}

    @property
    def hosts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(one.host for one in self.reports))

    def publish(self) -> None:
        """The next wave."""
        self.published = min(self.published + 1, self.waves)

    def body(self, host: str, path: str) -> bytes | None:
        """What stands at an address now."""
        if path == FEED_PATH and host in self.hosts:
            return _feed(host, self._out(host))
        return self._pages.get((host, path))

    def _out(self, host: str) -> list[Story]:
        own = [one for one in self.reports if one.host == host]
        return own[: -(-len(own) * self.published // self.waves)]


def serve(web: CrashWeb, *, port: int = 0) -> AbstractContextManager[str]:
    """The web on a port of this machine; gives "127.0.0.1:PORT"."""

    def answer(request: Request) -> Reply | None:
        if web.answers_left is not None and web.answers_left <= 0:
            return None
        if web.answers_left is not None and request.target.startswith("/storm"):
            web.answers_left -= 1
        time.sleep(0.005)  # as far away as the next town
        body = web.body(request.host, request.target)
        kind = "application/rss+xml" if request.target == FEED_PATH else "text/html; charset=utf-8"
        return tagged(request, body, etag=f'"{xxhash.xxh3_64_hexdigest(body or b"")}"', content_type=kind)

    return serve_web(answer, port=port)


def _reports(count: int, chance: random.Random) -> Iterator[Story]:
    languages = list(_PARTS)
    for number in range(count):
        happening, which = divmod(number, len(PAPERS))
        language = languages[happening % len(languages)]
        if which == 0:
            facts = _facts(language, chance)
        yield _report(language, PAPERS[which], happening, facts, swapped=which == 1)


def _facts(language: str, chance: random.Random) -> dict[str, str]:
    count = chance.randint(120, 9800)
    names = {name: _name(language, chance) for name in ("place", "near", "name")}
    names |= {letter: _name(language, chance).lower() for letter in "abcdefghijkl"}
    return names | {"count": str(count), "half": str(count // 20)}


def _name(language: str, chance: random.Random) -> str:
    syllables = _SYLLABLES.get(language, _LATIN)
    return "".join(chance.choice(syllables) for _ in range(4)).capitalize()


def _report(language: str, paper: str, happening: int, facts: dict[str, str], *, swapped: bool) -> Story:
    headline, *paragraphs = (part.format(**facts) for part in _PARTS[language])
    if swapped:  # the second paper has edited it
        paragraphs = [paragraphs[0], paragraphs[2], paragraphs[1], paragraphs[3]]
    host, path = f"{paper}-{language}.example", f"/storm-{happening}"
    at = BEGAN + timedelta(minutes=happening)
    text = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    page = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{escape(headline)}</title>'
        f'<link rel="canonical" href="https://{host}{path}">'
        f'<meta property="article:published_time" content="{at.isoformat()}"></head>'
        f"<body><article><h1>{escape(headline)}</h1>{text}</article></body></html>"
    )
    return Story(host=host, path=path, headline=headline, body=page.encode())


def _feed(host: str, out: Sequence[Story]) -> bytes:
    items = "".join(
        f"<item><title>{escape(one.headline)}</title><link>{one.url}</link><guid>{one.url}</guid>"
        f"<pubDate>{format_datetime(BEGAN)}</pubDate></item>"
        for one in out
    )
    return f'<rss version="2.0"><channel><title>{host}</title>{items}</channel></rss>'.encode()
