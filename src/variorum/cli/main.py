"""The pure commands, mounted on one group; the site's command adds its own beside them."""

from __future__ import annotations

import importlib
from typing import Any

import click

# command -> (module, one line of help); a module is imported only when its command runs or shows its own help
COMMANDS = {
    "extract": "Read articles out of saved pages.",
    "stories": "Group articles into stories, as they arrive.",
    "reprints": "Show who carries whose text.",
    "claims": "List the statements, quantities and quotations of articles.",
    "compare": "Show where reports of one happening agree and diverge.",
    "coverage": "Measure how countries cover stories, how diverse and how alike they are, and which are silent.",
    "revisions": "Show what changed between two versions of an article.",
    "outlets": "Check the known outlets and their feeds, or add one of your own.",
}


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports each one's module when it is asked for."""

    modules: dict[str, tuple[str, str]]

    def __init__(self, *args: Any, modules: dict[str, tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.modules = dict(modules or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self.modules})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.modules:
            return super().get_command(ctx, cmd_name)
        module, _ = self.modules[cmd_name]
        found = getattr(importlib.import_module(module), cmd_name)
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, self.modules[name][1]) for name in self.list_commands(ctx) if name in self.modules]
            )


def pure_modules() -> dict[str, tuple[str, str]]:
    """Name, module and help of the commands that never touch the database."""
    return {name: (f"variorum.cli.{name}", text) for name, text in COMMANDS.items()}


def version_option() -> click.Option:
    """`--version`; the number is looked up only when somebody asks."""

    def tell(ctx: click.Context, _option: click.Parameter, asked: bool) -> None:  # noqa: FBT001  (click calls it so)
        if asked and not ctx.resilient_parsing:
            from importlib.metadata import version  # noqa: PLC0415  (30 ms that --help need not spend)

            click.echo(f"variorum {version('variorum')}")
            ctx.exit()

    return click.Option(
        ["--version"], is_flag=True, expose_value=False, is_eager=True, callback=tell, help="Show the version."
    )


cli = LazyGroup(
    "variorum",
    modules=pure_modules(),
    params=[version_option()],
    help="The news of the world, all versions side by side. These commands need no database.",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
