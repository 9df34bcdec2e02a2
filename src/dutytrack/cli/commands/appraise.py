"""``dutytrack appraise``: points a unit for a period (考核), each traceable to its facts."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.completion import complete_unit
from dutytrack.cli.shell.emit import emit
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import Output
from dutytrack.domain.dates import read_period
from dutytrack.i18n import N_

app = typer.Typer(add_completion=False, rich_markup_mode=None)
Period = Annotated[
    str, typer.Option("--period", metavar="PERIOD", help=N_("A year, half, quarter or month, as in 2026Q2"))
]
Unit = Annotated[
    str | None,
    typer.Option("--unit", metavar="UNIT", help=N_("List the facts behind this unit's points"),
                 autocompletion=complete_unit),
]  # fmt: skip


@app.command(cls=Command, help=N_("Points a unit for a period by the ledger's rules, each traceable to its facts"))
def appraise(ctx: typer.Context, period: Period, unit: Unit = None, output: Output = None) -> int:
    """Rank the units, or list the facts behind one unit's points."""
    from dutytrack.reports.appraisal import appraisal_report, unit_report
    from dutytrack.store.reading.settings import appraisal_rules

    call = Invocation.of(ctx)
    days = read_period(period, call.today, "past")
    reader = call.reader
    rules = appraisal_rules(reader)
    if unit is None:
        report = appraisal_report(reader, days, as_of=call.as_of, rules=rules)
    else:
        report = unit_report(reader, days, unit, as_of=call.as_of, rules=rules)
    return emit(call, report, output)
