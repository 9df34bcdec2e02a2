"""``dutytrack help`` and ``dutytrack version``: the help page of a command, and which program this is."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from dutytrack.cli.shell.command import Application, Command
from dutytrack.cli.shell.emit import put
from dutytrack.cli.shell.errors import NoSubcommandsError, UnknownCommandError
from dutytrack.cli.shell.help import query_help
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import argument, version_line
from dutytrack.i18n import N_

_QUERY = "query"
"""What is no command and has a page."""
app = Application()


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
    argument(
        "[COMMAND]...", N_("The command, as in plan conclude, or query; without one the whole program"), _complete
    ),
]


@app.holder("help").command("help", cls=Command, help=N_("Show the help of a command, or of the query language"))
def _help(ctx: typer.Context, command: Words = None) -> None:
    """Print the help page that ``COMMAND --help`` prints, or that of the query language."""
    if command == [_QUERY]:
        put(query_help(ctx))
        return
    shown: Any = ctx.find_root()
    for name in command or ():
        if not hasattr(shown.command, "list_commands"):
            raise NoSubcommandsError(name)
        inner = shown.command.get_command(shown, name)
        if inner is None:
            raise UnknownCommandError(name, [*shown.command.list_commands(shown), _QUERY])
        shown = inner.context_class(inner, info_name=name, parent=shown)
    put(shown.get_help())


@app.command(N_("Show the version"))
def _version(_call: Invocation) -> None:
    put(version_line())
