"""Makes docs/pictures: the front page, a story page and the terminal's view, of the demo world only.

Run it with `make pictures`; it needs a Chromium.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

PICTURES = Path(__file__).parent / "pictures"
COLUMNS = 104
LINES = 41  # of the terminal, at most
WIDTH = 1280
LARGEST = 300_000  # bytes of one picture
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
# The site's own colours: paper, ink, then the eight of a terminal and their bright ones.
THEME = TerminalTheme(
    (253, 253, 251),
    (23, 25, 29),
    [
        (23, 25, 29),
        (165, 17, 44),
        (40, 101, 59),
        (125, 74, 0),
        (10, 90, 120),
        (93, 58, 144),
        (10, 90, 120),
        (86, 91, 101),
    ],
)


def main() -> None:
    """Take in the demo world, look at it, and keep three pictures."""
    chromium = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), None)
    if chromium is None:
        sys.exit("No Chromium is installed here: install it to make the pictures.")
    with tempfile.TemporaryDirectory(prefix="variorum-pictures-") as folder:
        home = Path(folder)
        _demo(home)
        with _site() as address:
            story = _most_disputed()
            printed = _terminal(home, story)
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
                _shoot(browser, address + "/", "front.png", down_to=".story >> nth=2")
                _shoot(
                    browser, f"{address}/stories/{story}/", "story.png", begin="#breakdown", down_to=".compare >> nth=1"
                )
                _shoot_terminal(browser, printed, home)
                browser.close()
    for picture in sorted(PICTURES.glob("*.png")):
        size = picture.stat().st_size
        print(f"{picture.name}: {size:,} bytes")  # noqa: T201 - a script tells what it made
        assert size < LARGEST, f"{picture.name} is larger than {LARGEST:,} bytes: show less of the page."


def _demo(home: Path) -> None:
    command = [str(Path(sys.executable).parent / "variorum"), "demo", "--once", "--home", str(home)]
    subprocess.run(command, check=True)  # noqa: S603 - our own command
    os.environ.update({"VARIORUM_HOME": str(home), "DJANGO_SETTINGS_MODULE": "variorum_site.settings"})
    os.environ.pop("DATABASE_URL", None)


@contextmanager
def _site() -> Iterator[str]:
    from variorum_site.wsgi import application  # noqa: PLC0415 - reads the settings of the folder made above

    server = make_server("127.0.0.1", 0, application, handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Say nothing of each request."""


def _most_disputed() -> str:
    """The address of the story with most conflicts, and most voices among those."""
    from variorum_site.news.queries import front_page  # noqa: PLC0415 - as above

    return max(front_page(size=100).cards, key=lambda card: (min(card.conflicts, 2), card.origins)).slug


def _terminal(home: Path, slug: str) -> str:
    """What `variorum compare` prints of the story's reports, with its colours."""
    from variorum.jsonl import article_row, dump  # noqa: PLC0415 - as above
    from variorum_site.news import store  # noqa: PLC0415 - as above
    from variorum_site.news.queries import find_story  # noqa: PLC0415 - as above

    page = find_story(slug)
    assert page is not None
    reports = home / "reports.jsonl"
    articles = store.load_articles([report.article.id for group in page.countries for report in group.reports])
    reports.write_text("".join(dump(article_row(article)) + "\n" for article in articles.values()), encoding="utf-8")
    command = [str(Path(sys.executable).parent / "variorum"), "compare", str(reports)]
    colours = {**os.environ, "FORCE_COLOR": "1", "COLUMNS": str(COLUMNS), "TERM": "xterm-256color"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=colours)  # noqa: S603 - our own command
    return done.stdout


def _shoot(browser: Browser, address: str, name: str, *, down_to: str, begin: str | None = None) -> None:
    page = browser.new_page(viewport={"width": WIDTH, "height": 900}, color_scheme="light")
    page.goto(address)
    box, first = page.locator(down_to).bounding_box(), page.locator(begin or "html").bounding_box()
    assert box is not None, f"{address} has no {down_to}."
    assert first is not None, f"{address} has no {begin}."
    height = box["y"] + box["height"] + 24 - first["y"]
    clip = {"x": 0.0, "y": first["y"], "width": float(WIDTH), "height": height}
    page.screenshot(path=PICTURES / name, full_page=True, clip=clip)  # type: ignore[arg-type]  # a dict of these keys
    page.close()


def _shoot_terminal(browser: Browser, printed: str, home: Path) -> None:
    console = Console(record=True, width=COLUMNS, file=(home / "printed.txt").open("w", encoding="utf-8"))
    lines = printed.splitlines()[:LINES]
    while lines and lines[-1].strip():  # end with a whole part
        lines.pop()
    console.print(Text("$ variorum compare reports.jsonl", style="bold"))
    console.print(Text.from_ansi("\n".join(lines)))
    drawing = re.sub(
        r'<g transform="translate\(26,22\)">.*?</g>', "", console.export_svg(title="", theme=THEME), flags=re.DOTALL
    )
    drawing = re.sub(r"@font-face \{.*?\}", "", drawing, flags=re.DOTALL)  # nothing is loaded from elsewhere
    console.file.close()
    page = browser.new_page(viewport={"width": WIDTH, "height": 900})
    page.set_content(f'<body style="margin:0; padding:0 0 0 24px; background:#fdfdfb">{drawing}</body>')
    page.locator("body").screenshot(path=PICTURES / "terminal.png")
    page.close()


if __name__ == "__main__":
    main()
