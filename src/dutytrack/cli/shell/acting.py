"""Commands made from the acts on a task, as they are declared."""

from __future__ import annotations

from collections.abc import Mapping
from inspect import Parameter, Signature
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.completion import complete_unit
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.errors import NothingSaidError
from dutytrack.cli.shell.figures import figures_of
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.naming import as_meant
from dutytrack.cli.shell.options import Key
from dutytrack.output.cells import printable

if TYPE_CHECKING:
    from dutytrack.domain.units.naming import Naming
    from dutytrack.services.acts.declared.model import Act, Entered, Field

_TYPES: Mapping[str, Any] = {
    "number": float,
    "whole": int,
    "yes": bool,
    "names": list[str],
    "figures": list[str],
    "files": list[Path],
}
"""The types of options that hold no text."""


def app_of(act: Act) -> typer.Typer:
    """The command of ``act``, as an application of its own."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    add_act(app, act)
    return app


def add_act(app: typer.Typer, act: Act) -> None:
    """Give ``app`` the command of ``act``."""

    def run(**given: Any) -> None:
        call, key = Invocation.of(given.pop("ctx")), given.pop("key", "")
        _do(call, act, key, _entered(call, act, given))

    parameters = [Parameter("ctx", Parameter.KEYWORD_ONLY, annotation=typer.Context)]
    parameters += [Parameter("key", Parameter.KEYWORD_ONLY, annotation=Key)] if act.takes_key else []
    parameters += map(_parameter, act.options)
    signed: Any = run
    signed.__signature__ = Signature(parameters)
    app.command(act.words.split()[-1], cls=Command, help=act.help)(signed)


def _parameter(field: Field) -> Parameter:
    """A field's option, as a parameter of the command."""
    kind = _TYPES.get(field.kind, str)
    names, settings = field.option.split(), _settings(field)
    says = typer.Option(*names, **settings) if names[0].startswith("-") else typer.Argument(**settings)
    if field.needed:
        return Parameter(field.name, Parameter.KEYWORD_ONLY, annotation=Annotated[kind, says])
    default = False if field.kind == "yes" else None
    wanted = kind if field.kind == "yes" else kind | None
    return Parameter(field.name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[wanted, says])


def _settings(field: Field) -> dict[str, Any]:
    settings: dict[str, Any] = {"help": field.help}
    if field.value_name:
        settings["metavar"] = field.value_name
    if field.words:
        settings["autocompletion"] = lambda: list(field.words)
    if field.kind in {"unit", "names"}:
        settings["autocompletion"] = complete_unit
    if field.kind == "number":
        settings["parser"] = percentage
    return settings


def percentage(text: str) -> float:
    """The number that ``text`` is, with or without a percent sign. Raises ValueError for none."""
    return float(text.strip().rstrip("%％"))


def _entered(call: Invocation, act: Act, given: Mapping[str, Any]) -> Entered:
    from dutytrack.services.acts.declared.model import Entered
    from dutytrack.store.file.location import evidence_folder

    if act.needs and all(given[name] in (None, []) for name in act.needs):
        raise NothingSaidError(*(field.option for field in act.options if field.name in act.needs))
    values = {field.name: _value(call, field, given[field.name]) for field in act.options}
    return Entered(values, evidence_folder(call.path))


def _value(call: Invocation, field: Field, given: Any) -> Any:
    """What was given for ``field``; the day of what happened is today where nothing was."""
    if field.kind == "day":
        return call.day(given, field.meaning) if given is not None or field.name == "on" else None
    if field.kind == "date":
        return call.day(given, "end") if given is not None else None
    return figures_of(given) if field.kind == "figures" else given


def _do(call: Invocation, act: Act, key: str, entered: Entered) -> None:
    """Do ``act`` as one command of the journal, and say what was done."""

    def do(naming: Naming | None = None) -> str:
        meant = entered if naming is None else entered.meaning(naming)
        with call.desk(act.command(meant), reason=act.reason(meant)) as desk:
            return act.call(desk, key, meant)

    done = as_meant(do, new=entered.yes("new")) if act.names_units else do()
    for line in done.split("\n"):
        say(printable(line))
