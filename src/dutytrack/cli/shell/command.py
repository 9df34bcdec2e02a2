"""How every command behaves: global options on either side, help in the user's language.

Typer's classes are extended here and for the program as a whole in ``cli/app.py``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

import typer
from typer._click.core import Command as Click
from typer.core import TyperCommand, TyperGroup

from dutytrack.cli.shell.errors import UnknownCommandError
from dutytrack.cli.shell.options import WRITTEN, global_options, output_options


class _Ours(Click):
    """What a command and a group of commands have in common."""

    takes_query: ClassVar = False
    """Whether fields that a query leaves out may stand among its words: ``-is:closed``."""

    def get_help_option_names(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's own signature
        """What asks for help."""
        return ["-h", "--help"]

    def make_parser(self, ctx: Any) -> Any:
        """The parser of its words, which refuses what it does not know."""
        from dutytrack.cli.shell.parsing import Parser

        parser = Parser(ctx, takes_query=self.takes_query)
        for parameter in self.get_params(ctx):
            parameter.add_to_parser(parser, ctx)
        return parser

    def get_params(self, ctx: Any) -> list[Any]:
        """Its own parameters, then those that it shares with others."""
        own = super().get_params(ctx)
        writes = any(parameter.name in WRITTEN for parameter in own)
        return [*own, *(output_options() if writes else ()), *global_options()]

    def invoke(self, ctx: Any) -> Any:
        """Run what was called, unless its ``--output`` may not be written."""
        name = next((one for one in ("output", "workbook") if ctx.params.get(one) is not None), None)
        if name is not None:
            from dutytrack.cli.shell.emit import check_output, check_workbook
            from dutytrack.cli.shell.invocation import Invocation

            check = check_output if name == "output" else check_workbook
            others = [value for other, value in ctx.params.items() if other != name]
            check(Invocation.of(ctx), Path(ctx.params[name]), others)
        return super().invoke(ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write its help in the language in use, with a line for each command that it holds."""
        from dutytrack.cli.shell.help import write_help

        write_help(self, ctx, formatter)


class Command(_Ours, TyperCommand):
    """A command of the program."""


class QueryCommand(Command):
    """A command that takes a query."""

    takes_query: ClassVar = True

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """What may stand here: a word that begins with one ``-`` may be a field that is left out, or an option."""
        offered = super().shell_complete(ctx, incomplete)
        if incomplete.startswith("-") and not incomplete.startswith("--"):
            query = [one for one in self.params if one.param_type_name == "argument" and one.name == "query"]
            return [word for one in query for word in one.shell_complete(ctx, incomplete)] + offered
        return offered


class Group(_Ours, TyperGroup):
    """A command that holds others: ``plan list``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse ``args``; with none, a group that has nothing to do by itself shows its help."""
        if not args and self.no_args_is_help and not ctx.resilient_parsing:
            typer.echo(ctx.get_help())
            ctx.exit()
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that ``args`` names; an unknown one is an error that names the nearest."""
        if not args[0].startswith("-") and not ctx.resilient_parsing and self.get_command(ctx, args[0]) is None:
            raise UnknownCommandError(args[0], tuple(self.list_commands(ctx)))
        return super().resolve_command(ctx, args)
