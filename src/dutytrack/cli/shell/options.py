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
from dutytrack.cli.shell.terminal import tell
from dutytrack.config import FORMATS, MOST_ROWS, format_name
from dutytrack.i18n import LANGUAGES, N_

DEBUG = "--debug"


def option(names: str, about: str, metavar: str | None = None, offers: Any = None, **more: Any) -> Any:
    """An option of one or more ``names``, with blanks between, which takes a value where it has a ``metavar``."""
    return typer.Option(*names.split(), help=about, metavar=metavar, autocompletion=offers, **more)


def argument(metavar: str, about: str, offers: Any = None) -> Any:
    """A word or words without an option's name; the shell offers what ``offers`` gives."""
    return typer.Argument(metavar=metavar, help=about, autocompletion=offers, show_default=False)


Query = Annotated[
    list[str] | None,
    argument("[QUERY]...", N_("Which tasks, as in lead:科技局 'due<2026-07' -is:closed"), complete_query),
]
Key = Annotated[str, argument("KEY", N_("The task, as in BH25-7"), complete_key)]
SomeKey = Annotated[str | None, argument("[KEY]", N_("Only what is about this task"), complete_key)]
PlanCode = Annotated[str, argument("PLAN", N_("The plan, as in BH25"), complete_plan)]
On = Annotated[str | None, option("--on", N_("The day it is about; today where not given"), "DATE")]
Note = Annotated[str | None, option("--note", N_("What is to be remembered about it"), "TEXT")]
Reason = Annotated[str | None, option("--reason", N_("Why; it stays in the journal"), "TEXT")]
Output = Annotated[
    Path | None, option("-o --output", N_("Write to a file; its ending says the format; - is standard output"), "FILE")
]
ExitCode = Annotated[bool, option("--exit-code", N_("Leave with 1 where rows were found"))]
Yes = Annotated[bool, option("--yes", N_("Do not ask; needed where it would ask and there is no terminal"))]
DryRun = Annotated[bool, option("-n --dry-run", N_("Show what would be written, and write nothing"))]
New = Annotated[bool, option("--new", N_("Enter a unit though its name is near to another's"))]
Lead = Annotated[list[str] | None, option("--lead", N_("Lead unit; may be repeated"), "UNIT", complete_unit)]
Responsible = Annotated[
    list[str] | None, option("--responsible", N_("Responsible unit; may be repeated"), "UNIT", complete_unit)
]
Participating = Annotated[
    list[str] | None, option("--participating", N_("Participating unit; may be repeated"), "UNIT", complete_unit)
]
Limit = Annotated[int | None, option("--limit", N_("At most so many rows"), "COUNT", min=0, max=MOST_ROWS)]
WRITTEN = frozenset({"output", "workbook", "review_sheet"})
"""The parameters that name a file to write."""


@cache
def global_options() -> tuple[TyperOption, ...]:
    """The options of every command; they are kept in the context's memory, the last one given counts."""
    return (
        _option("--ledger", N_("The ledger file"), "PATH"),
        _option("--as-of", N_("The day that is asked about; today where not given"), "DATE"),
        _option("--known-at", N_("Only what the ledger had been told by then"), "SEQ|DATE"),
        _option("-f --format", N_("table, json, csv or markdown"), "FORMAT", check=to_format, words=FORMATS),
        _option("--lang", N_("en or zh"), "LANG", check=_language, words=LANGUAGES),
        _option("--actor", N_("Who is written into the journal"), "NAME"),
        _option("-q --quiet", N_("Only data and errors, no sentences on what was done")),
        _option(DEBUG, N_("Show where in the program an error arose")),
        _option("-V --version", N_("Show the version and leave"), eager=_show_version),
    )


@cache
def output_options() -> tuple[TyperOption, ...]:
    """The options of commands that write a file."""
    return (
        _option("--force", N_("Write over a file that is there, though it is no earlier output")),
        _option("--meta", N_("Print the journal's head and what else pure data leaves out, to stderr")),
        _option("--seal", N_("Sign the journal's head that the output is made by")),
    )


def _option(
    names: str,
    about: str,
    metavar: str | None = None,
    *,
    check: Any = None,
    eager: Any = None,
    words: tuple[str, ...] = (),
) -> TyperOption:
    def keep(ctx: Any, parameter: Any, value: Any) -> None:
        if value is not None and value is not False:
            ctx.meta[MEMORY + parameter.name] = check(value) if check else value

    return TyperOption(
        param_decls=names.split(),
        type=str if metavar else None,
        is_flag=not metavar,
        default=None if metavar else False,
        metavar=metavar,
        callback=eager or keep,
        is_eager=bool(eager),
        expose_value=False,
        autocompletion=(lambda *_: list(words)) if words else None,
        help=about,
    )


def to_format(value: str) -> str:
    """The form of output that ``value`` names; UnknownFormatError for none."""
    try:
        return format_name(value)
    except ValueError as error:
        raise UnknownFormatError(value) from error


def _language(value: str) -> str:
    if value not in LANGUAGES:
        raise UnknownLanguageError(value)
    return value


def _show_version(ctx: Any, _parameter: Any, value: Any) -> None:
    if value and not ctx.resilient_parsing:
        tell(version_line() + "\n")
        raise typer.Exit


def version_line() -> str:
    """The program's name and version."""
    from dutytrack import __version__

    return f"dutytrack {__version__}"
