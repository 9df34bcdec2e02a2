"""``dutytrack measure``: actual values of a task's indicators (实际值)."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.errors import NothingSaidError
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import AnswerUnit, Key, On
from dutytrack.cli.shell.supervising import Values, figures_of
from dutytrack.i18n import N_, _

app = typer.Typer(add_completion=False, rich_markup_mode=None)
Source = Annotated[str | None, typer.Option("--source", metavar="TEXT", help=N_("Where the figure comes from"))]


@app.command(cls=Command, help=N_("Note actual values of a task's indicators, from statistics or a unit"))
def measure(
    ctx: typer.Context, key: Key, value: Values = None, source: Source = None, unit: AnswerUnit = None, on: On = None
) -> None:
    """Write the values and say how far they reach."""
    from dutytrack.services.progress.measuring import measure as write_values

    call = Invocation.of(ctx)
    if not value:
        raise NothingSaidError("--value")
    with call.command("measure") as session:
        done = write_values(
            session, key=key, figures=figures_of(value), on=call.day(on), today=call.today, source=source, unit=unit
        )
    for one in done:
        template = _("{key}: {indicator} {value:g}{unit} on {on}, target {target:g}{unit}")
        told = template.format(
            key=one.key, indicator=one.indicator, value=one.value, unit=one.unit, on=one.on, target=one.target
        )
        say(told + (_(" by {due}").format(due=one.due) if one.due else ""))
