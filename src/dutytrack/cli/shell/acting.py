"""Commands made from the acts on a task, as they are declared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from inspect import Parameter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from dutytrack.cli.shell.ask import as_meant
from dutytrack.cli.shell.command import Application
from dutytrack.cli.shell.completion import complete_unit
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.errors import NothingSaidError
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import Key, argument, option
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.output.cells import printable

if TYPE_CHECKING:
    from dutytrack.domain.units.naming import Naming
    from dutytrack.services.acts.declared.model import Act, Entered, Field
    from dutytrack.services.progress.figures import Figure

_TYPES: Mapping[str, Any] = {
    "number": float,
    "whole": int,
    "yes": bool,
    "names": list[str],
    "figures": list[str],
    "files": list[Path],
}
"""The types of options that hold no text."""
_FIGURE = re.compile(r"(?P<number>[-+]?\d[\d,，]*(?:\.\d+)?)\s*(?P<unit>[^\d\s].*)?")


class BadValueError(DutyTrackError):
    """``--value`` is given otherwise than as an indicator and its figure."""

    def __init__(self, text: str) -> None:
        super().__init__(_("--value {text}: write INDICATOR=FIGURE, as in 高新技术企业=836"), text=text)


def add_act(app: Application, act: Act) -> None:
    """Give ``app`` the command of ``act``."""

    def run(call: Invocation, key: str = "", **given: Any) -> None:
        _do(call, act, key, _entered(call, act, given))

    own = [Parameter("key", Parameter.KEYWORD_ONLY, annotation=Key)] if act.takes_key else []
    own += map(_parameter, act.options)
    app.add(run, own, act.words.split()[-1], act.help)


def _parameter(field: Field) -> Parameter:
    offers: Any = complete_unit if field.kind in {"unit", "names"} else None
    if field.words:
        offers = lambda: list(field.words)  # noqa: E731 - as Typer wants it
    if field.option.startswith("-"):
        more = {"parser": percentage} if field.kind == "number" else {}
        says = option(field.option, field.help, field.value_name or None, offers, **more)
    else:
        says = argument(field.value_name, field.help, offers)
    kind: Any = _TYPES.get(field.kind, str)
    if field.needed:
        return Parameter(field.name, Parameter.KEYWORD_ONLY, annotation=Annotated[kind, says])
    default = False if field.kind == "yes" else None
    wanted = kind if field.kind == "yes" else kind | None
    return Parameter(field.name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[wanted, says])


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
    return tuple(map(read_figure, given or ())) if field.kind == "figures" else given


def read_figure(text: str) -> Figure:
    """The figure that ``--value`` gives; the indicator may be left out where there is just one.

    Raises BadValueError where it gives none.
    """
    from dutytrack.services.progress.figures import Figure

    name, equals, figure = text.replace("＝", "=").rpartition("=")
    read = _FIGURE.fullmatch(figure.strip())
    if read is None or (equals and not name.strip()):
        raise BadValueError(text)
    number = float(read["number"].replace(",", "").replace("，", ""))
    return Figure(number, name.strip() or None, unit=read["unit"])


def _do(call: Invocation, act: Act, key: str, entered: Entered) -> None:
    def do(naming: Naming | None = None) -> str:
        meant = entered if naming is None else entered.meaning(naming)
        with call.desk(act.command(meant), reason=act.reason(meant)) as desk:
            return act.call(desk, key, meant)

    done = as_meant(do, new=entered.yes("new")) if act.names_units else do()
    for line in done.split("\n"):
        say(call, printable(line))
