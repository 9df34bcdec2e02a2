"""How every command behaves: global options on either side, its module imported late, help in the user's language.

Typer's classes are extended here and nowhere else.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from dutytrack.cli.shell.boundary import guarded, hushed
from dutytrack.cli.shell.errors import UnknownCommandError
from dutytrack.cli.shell.options import DEBUG, WRITTEN, global_options, output_options

HELP = ["-h", "--help"]


def _with_shared(parameters: list[Any]) -> list[Any]:
    """The command's own ``parameters``, then those that it shares with others."""
    writes = any(parameter.name in WRITTEN for parameter in parameters)
    return [*parameters, *(output_options() if writes else ()), *global_options()]


def _check_output(ctx: Any) -> None:
    """Refuse an ``--output`` that may not be written, before the command does anything."""
    name = next((one for one in ("output", "workbook") if ctx.params.get(one) is not None), None)
    if name is None:
        return
    from dutytrack.cli.shell.emit import check_output, check_workbook
    from dutytrack.cli.shell.invocation import Invocation

    check = check_output if name == "output" else check_workbook
    others = [value for other, value in ctx.params.items() if other != name]
    check(Invocation.of(ctx), Path(ctx.params[name]), others)


class Command(TyperCommand):
    """A command of the program."""

    takes_query: ClassVar = False
    """Whether fields that a query leaves out may stand among its words: ``-is:closed``."""

    def get_help_option_names(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's own signature
        """What asks for help."""
        return HELP

    def make_parser(self, ctx: Any) -> Any:
        """The parser of its words, which refuses what it does not know."""
        return _parser(self, ctx, takes_query=self.takes_query)

    def get_params(self, ctx: Any) -> list[Any]:
        """Its own parameters, then the global options."""
        return _with_shared(super().get_params(ctx))

    def invoke(self, ctx: Any) -> Any:
        """Run the command, unless its output may not be written."""
        _check_output(ctx)
        return super().invoke(ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write its help in the language in use."""
        from dutytrack.cli.shell.help import write_help

        write_help(self, ctx, formatter)


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


def _parser(command: Any, ctx: Any, *, takes_query: bool = False) -> Any:
    from dutytrack.cli.shell.parsing import Parser

    parser = Parser(ctx, takes_query=takes_query)
    for parameter in command.get_params(ctx):
        parameter.add_to_parser(parser, ctx)
    return parser


class Group(TyperGroup):
    """A command that holds others: ``plan list``."""

    def get_help_option_names(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's own signature
        """What asks for help."""
        return HELP

    def make_parser(self, ctx: Any) -> Any:
        """The parser of its words, which refuses what it does not know."""
        return _parser(self, ctx)

    def get_params(self, ctx: Any) -> list[Any]:
        """Its own parameters, then the global options."""
        return _with_shared(super().get_params(ctx))

    def invoke(self, ctx: Any) -> Any:
        """Run what was called, unless its output may not be written."""
        _check_output(ctx)
        return super().invoke(ctx)

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

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write its help in the language in use, with a line for each of its commands."""
        from dutytrack.cli.shell.help import write_help

        write_help(self, ctx, formatter)


class LazyGroup(Group):
    """The program: a command's module is imported when the command is called, and no earlier."""

    modules: ClassVar[Mapping[str, str]] = {}
    """Command to module; each module holds a Typer application called ``app``, or a function ``app_of`` a command."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's own signature
        """The names of all commands, in the order in which help shows them."""
        return list(self.modules)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - Typer's own signature
        """The command called ``cmd_name``, imported now; ``None`` where there is none."""
        if cmd_name not in self.commands and cmd_name in self.modules:
            module = import_module(self.modules[cmd_name])
            app = module.app_of(cmd_name) if hasattr(module, "app_of") else module.app
            command = typer.main.get_command(app)
            command.name = cmd_name
            self.commands[cmd_name] = command
        return self.commands.get(cmd_name)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a reader of its output that has gone away is no error."""
        from dutytrack.cli.shell.invocation import Invocation

        run = super().invoke
        with Invocation.of(ctx).on_damage():
            return hushed(lambda: run(ctx))

    def main(self, args: Sequence[str] | None = None, *_names: Any, **_modes: Any) -> NoReturn:
        """Run the program on ``args`` and leave with its exit code, whoever calls it and by whatever name."""
        given = list(sys.argv[1:] if args is None else args)
        run = super().main
        sys.exit(guarded(lambda: run(given, "dutytrack", standalone_mode=False), given, DEBUG))
