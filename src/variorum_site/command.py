"""The console command: the pure commands of variorum.cli beside those that know the database.

Nothing of Django is imported before a command needs it, so that `variorum --help` answers at once.
"""

from __future__ import annotations

from variorum.cli.main import LazyGroup, pure_modules, version_option

SITE_COMMANDS = {
    "demo": "Take in and show a small invented world.",
    "run": "Poll the outlets and serve the site.",
    "ingest": "Take in a feed, a page, an OPML file, a folder, a WARC file or JSON lines.",
    "search": "Find articles by their words.",
    "export": "Print articles, stories, breakdowns or coverage as JSON lines.",
    "capture": "Show the kept bytes that an article was read from, checked.",
    "doctor": "Say what is installed, configured and reachable.",
    "createowner": "Make the account of this site's owner.",
}


def site_modules() -> dict[str, tuple[str, str]]:
    """Name, module and help of the commands that know the database."""
    return {name: (f"variorum_site.commands.{name}", text) for name, text in SITE_COMMANDS.items()}


main = LazyGroup(
    "variorum",
    modules={**pure_modules(), **site_modules()},
    params=[version_option()],
    help="The news of the world, all versions side by side.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)

if __name__ == "__main__":
    main(prog_name="variorum")
