"""How every command behaves: global options on either side, help in the user's language.

Typer's classes are extended here and for the program as a whole in ``cli/app.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import typer
from typer._click.core import Command as Click
from typer.core import TyperCommand, TyperGroup

from dutytrack.cli.shell.errors import UnknownCommandError
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import WRITTEN, ExitCode, Output, Query, global_options, output_options
from dutytrack.cli.shell.terminal import tell
from dutytrack.signs import check_signs

if TYPE_CHECKING:
    from dutytrack.reports.model import Report

Run = TypeVar("Run", bound=Callable[..., Any])
Lists = TypeVar("Lists", bound=Callable[..., "Report"])
_CONTEXT = Parameter("ctx", Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
_OUTPUT = Parameter("output", Parameter.KEYWORD_ONLY, default=None, annotation=Output)
_EXIT_CODE = Parameter("exit_code", Parameter.KEYWORD_ONLY, default=False, annotation=ExitCode)
OUTPUT, OUTPUT_EXIT_CODE, EXIT_CODE_OUTPUT = (_OUTPUT,), (_OUTPUT, _EXIT_CODE), (_EXIT_CODE, _OUTPUT)
"""The options of commands that list something, in the order in which help shows them."""


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
        """Run what was called, unless a text holds a harmful sign, or its ``--output`` may not be written."""
        _check_texts(self.params, ctx.params)
        name = next((one for one in ("output", "workbook") if ctx.params.get(one) is not None), None)
        if name is not None:
            from dutytrack.cli.shell.emit import check_output, check_workbook

            check = check_output if name == "output" else check_workbook
            others = [value for other, value in ctx.params.items() if other != name]
            check(Invocation.of(ctx), Path(ctx.params[name]), others)
        return super().invoke(ctx)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write its help in the language in use, with a line for each command that it holds."""
        from dutytrack.cli.shell.help import write_help

        write_help(self, ctx, formatter)


def _check_texts(parameters: Sequence[Any], given: Mapping[str, Any]) -> None:
    """Refuse a text with a sign that does harm where it is shown; a query is looked at where it is read."""
    for parameter in parameters:
        value = given.get(parameter.name)
        for text in value if isinstance(value, list | tuple) else (value,):
            if isinstance(text, str) and parameter.name != "query" and not text.isprintable():
                is_option = parameter.param_type_name == "option"
                check_signs(parameter.opts[-1] if is_option else parameter.human_readable_name, text)


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
            tell(ctx.get_help() + "\n")
            ctx.exit()
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that ``args`` names; an unknown one is an error that names the nearest."""
        if not args[0].startswith("-") and not ctx.resilient_parsing and self.get_command(ctx, args[0]) is None:
            raise UnknownCommandError(args[0], tuple(self.list_commands(ctx)))
        return super().resolve_command(ctx, args)


class Application:
    """Commands by themselves, or with ``about`` a group of commands."""

    def __init__(self, about: str | None = None, *, no_args_is_help: bool = True) -> None:
        self._alone: dict[str, typer.Typer] = {}
        self._group = None if about is None else typer.Typer(
            cls=Group, add_completion=False, rich_markup_mode=None, help=about, no_args_is_help=no_args_is_help
        )  # fmt: skip

    def holder(self, name: str) -> typer.Typer:
        """Typer's application of the command ``name``: the group's, or one of its own."""
        if self._group is not None:
            return self._group
        return self._alone.setdefault(name, typer.Typer(add_completion=False, rich_markup_mode=None))

    def command(self, about: str, name: str | None = None) -> Callable[[Run], Run]:
        """Make a command of a function that takes its run, then its options; without ``name`` it has the function's."""

        def decorated(function: Run) -> Run:
            self.add(function, _own(function), name or function.__name__.strip("_"), about)
            return function

        return decorated

    def lists(
        self, about: str, name: str | None = None, *, ends: Sequence[Parameter] = OUTPUT
    ) -> Callable[[Lists], Lists]:
        """Make a command of a function that takes its run and its options, and gives the report that is to be put out.

        The options that ``ends`` names are added to its own.
        """

        def decorated(function: Lists) -> Lists:
            def run(call: Invocation, *, output: Path | None = None, exit_code: bool = False, **given: Any) -> int:
                from dutytrack.cli.shell.emit import emit

                call.hold()
                return emit(call, function(call, **given), output, exit_code=exit_code)

            self.add(run, [*_own(function), *ends], name or function.__name__.strip("_"), about)
            return function

        return decorated

    def add(self, function: Callable[..., Any], own: Sequence[Parameter], name: str, about: str) -> None:
        """Add the command ``name``: ``function``, called with the run and the parameters that are its ``own``.

        One that is called ``query`` is as many words as are given, handed on as one text.
        """
        takes_query = any(parameter.name == "query" for parameter in own)

        def run(ctx: typer.Context, **given: Any) -> Any:
            if takes_query:
                given["query"] = " ".join(given["query"] or ())
            return function(Invocation.of(ctx), **given)

        shown = (one.replace(annotation=Query, default=None) if one.name == "query" else one for one in own)
        signed: Any = run
        signed.__signature__ = Signature([_CONTEXT, *shown])
        self.holder(name).command(name, cls=QueryCommand if takes_query else Command, help=about)(signed)


def _own(function: Callable[..., Any]) -> list[Parameter]:
    return list(signature(function, eval_str=True).parameters.values())[1:]
