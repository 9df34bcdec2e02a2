"""The options that every command takes, and those that several share; each is declared once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperOption

from dutytrack.cli.shell.completion import complete_key, complete_plan, complete_query, complete_unit
from dutytrack.cli.shell.errors import UnknownFormatError, UnknownLanguageError
from dutytrack.cli.shell.invocation import MEMORY
from dutytrack.cli.shell.quiet import be_quiet
from dutytrack.config import FORMATS, MOST_ROWS, format_name
from dutytrack.i18n import LANGUAGES, N_

DEBUG = "--debug"
Query = Annotated[
    list[str] | None,
    typer.Argument(metavar="[QUERY]...", help=N_("Which tasks, as in lead:科技局 'due<2026-07' -is:closed"),
                   autocompletion=complete_query, show_default=False),
]  # fmt: skip
Key = Annotated[str, typer.Argument(metavar="KEY", help=N_("The task, as in BH25-7"), autocompletion=complete_key)]
PlanCode = Annotated[str, typer.Argument(metavar="PLAN", help=N_("The plan, as in BH25"), autocompletion=complete_plan)]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help=N_("The day it is about; today where not given"))]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help=N_("What is to be remembered about it"))]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=N_("Why; it stays in the journal"))]
Output = Annotated[
    Path | None,
    typer.Option(
        "-o", "--output", metavar="FILE", help=N_("Write to a file; its ending says the format; - is standard output")
    ),
]
ExitCode = Annotated[bool, typer.Option("--exit-code", help=N_("Leave with 1 where rows were found"))]
Yes = Annotated[bool, typer.Option("--yes", help=N_("Do not ask; needed where there is no terminal"))]
DryRun = Annotated[bool, typer.Option("-n", "--dry-run", help=N_("Show what would be written, and write nothing"))]
New = Annotated[bool, typer.Option("--new", help=N_("Enter a unit though its name is near to another's"))]
Lead = Annotated[
    list[str] | None, typer.Option("--lead", metavar="UNIT", help=N_("Lead unit; may be repeated"),
                                   autocompletion=complete_unit)
]  # fmt: skip
Responsible = Annotated[
    list[str] | None, typer.Option("--responsible", metavar="UNIT", help=N_("Responsible unit; may be repeated"),
                                   autocompletion=complete_unit)
]  # fmt: skip
Participating = Annotated[
    list[str] | None, typer.Option("--participating", metavar="UNIT", help=N_("Participating unit; may be repeated"),
                                   autocompletion=complete_unit)
]  # fmt: skip
Limit = Annotated[
    int | None,
    typer.Option("--limit", metavar="COUNT", min=0, max=MOST_ROWS, help=N_("At most so many rows")),
]
WRITTEN = frozenset({"output", "workbook", "review_sheet"})
"""The parameters that name a file to write."""


@cache
def global_options() -> tuple[TyperOption, ...]:
    """The options of every command; they are kept in the context's memory, the last one given counts."""
    return (
        _option("--ledger", metavar="PATH", help=N_("The ledger file")),
        _option("--as-of", metavar="DATE", help=N_("The day that is asked about; today where not given")),
        _option("--known-at", metavar="SEQ|DATE", help=N_("Only what the ledger had been told by then")),
        _option(
            "-f", "--format", metavar="FORMAT", check=_format, words=FORMATS, help=N_("table, json, csv or markdown")
        ),
        _option("--lang", metavar="LANG", check=_language, words=LANGUAGES, help=N_("en or zh")),
        _option("--actor", metavar="NAME", help=N_("Who is written into the journal")),
        _option("-q", "--quiet", check=_quiet, help=N_("Only data and errors, no sentences on what was done")),
        _option(DEBUG, help=N_("Show where in the program an error arose")),
        _option("-V", "--version", eager=_show_version, help=N_("Show the version and leave")),
    )


@cache
def output_options() -> tuple[TyperOption, ...]:
    """The options of commands that write a file."""
    return (_option("--force", help=N_("Write over a file that is there, though it is no earlier output")),)


def _option(
    *names: str,
    help: str,  # noqa: A002 - Typer's own name for it
    metavar: str | None = None,
    check: Any = None,
    eager: Any = None,
    words: tuple[str, ...] = (),
) -> TyperOption:
    def keep(ctx: Any, parameter: Any, value: Any) -> None:
        if value is not None and value is not False:
            ctx.meta[MEMORY + parameter.name] = check(value) if check else value

    return TyperOption(
        param_decls=list(names),
        type=str if metavar else None,
        is_flag=not metavar,
        default=None if metavar else False,
        metavar=metavar,
        callback=eager or keep,
        is_eager=bool(eager),
        expose_value=False,
        autocompletion=(lambda *_: list(words)) if words else None,
        help=help,
    )


def _format(value: str) -> str:
    try:
        return format_name(value)
    except ValueError as error:
        raise UnknownFormatError(value) from error


def _language(value: str) -> str:
    if value not in LANGUAGES:
        raise UnknownLanguageError(value)
    return value


def _quiet(value: bool) -> bool:
    be_quiet(value)
    return value


def _show_version(ctx: Any, _parameter: Any, value: Any) -> None:
    if value and not ctx.resilient_parsing:
        typer.echo(version_line())
        raise typer.Exit


def version_line() -> str:
    """The program's name and version."""
    from dutytrack import __version__

    return f"dutytrack {__version__}"
