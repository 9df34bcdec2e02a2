"""``dutytrack help``: the help page of a command, by its name."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.errors import NoSubcommandsError, UnknownCommandError
from dutytrack.cli.shell.query_help import query_help
from dutytrack.i18n import N_

_QUERY = "query"
"""What is no command and has a page."""
app = typer.Typer(add_completion=False, rich_markup_mode=None)


def _complete(ctx: Any, args: list[str], incomplete: str) -> list[str]:  # noqa: ARG001 - Typer's own signature
    shown = ctx.find_root()
    for name in ctx.params.get("command") or ():
        inner = shown.command.get_command(shown, name) if hasattr(shown.command, "get_command") else None
        if inner is None:
            return []
        shown = inner.context_class(inner, info_name=name, parent=shown)
    names = shown.command.list_commands(shown) if hasattr(shown.command, "list_commands") else ()
    topics = () if ctx.params.get("command") else (_QUERY,)
    return [name for name in (*names, *topics) if name.startswith(incomplete)]


Words = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[COMMAND]...",
        help=N_("The command, as in plan conclude, or query; without one the whole program"),
        autocompletion=_complete,
        show_default=False,
    ),
]


@app.command("help", cls=Command, help=N_("Show the help of a command, or of the query language"))
def help_(ctx: typer.Context, command: Words = None) -> None:
    """Print the help page that ``COMMAND --help`` prints, or that of the query language."""
    if command == [_QUERY]:
        typer.echo(query_help(ctx))
        return
    shown: Any = ctx.find_root()
    for name in command or ():
        if not hasattr(shown.command, "list_commands"):
            raise NoSubcommandsError(name)
        inner = shown.command.get_command(shown, name)
        if inner is None:
            raise UnknownCommandError(name, [*shown.command.list_commands(shown), _QUERY])
        shown = inner.context_class(inner, info_name=name, parent=shown)
    typer.echo(shown.get_help())
