"""``dutytrack progress``: reports of units, one by one or by the sheet (进展反馈)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutytrack.cli.shell.acting import add_act
from dutytrack.cli.shell.ask import asked_first, would_write
from dutytrack.cli.shell.command import Command, Group, QueryCommand
from dutytrack.cli.shell.emit import emit, say, write_workbook
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import DryRun, ExitCode, Limit, On, Output, Query, Yes
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _
from dutytrack.services.acts.declared.acts import ACTS

if TYPE_CHECKING:
    from dutytrack.services.sheets.taking_back import TakenSheet

app = typer.Typer(
    cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True,
    help=N_("Progress reports of units, one by one or by the sheet"),
)  # fmt: skip


class NobodyAskedError(DutyTrackError):
    """A sheet would have no row."""

    def __init__(self) -> None:
        super().__init__(_("nothing to ask a unit for among the tasks of the query; no workbook was written"))


By = Annotated[str | None, typer.Option("--by", metavar="NAME", help=N_("Who reported for the unit"))]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help=N_("Only reports from this day on"))]
Workbook = Annotated[Path, typer.Option("-o", "--output", metavar="FILE.xlsx", help=N_("The workbook to write"))]
OneSheet = Annotated[bool, typer.Option("--one-sheet", help=N_("One sheet for all units instead of one each"))]
Everyone = Annotated[
    bool, typer.Option("--everyone", help=N_("Ask all units with a part, not only those who answer first"))
]
Sheet = Annotated[Path, typer.Argument(metavar="FILE", help=N_("The sheet filled in: xlsx or csv"))]


add_act(app, ACTS["report"])


@app.command("list", cls=QueryCommand, help=N_("List the reports on the tasks that a query finds, the latest first"))
def list_(
    ctx: typer.Context,
    query: Query = None,
    since: Since = None,
    limit: Limit = None,
    exit_code: ExitCode = False,
    output: Output = None,
) -> int:
    """List the reports."""
    from dutytrack.reports.progress import progress_report

    call = Invocation.of(ctx)
    first = call.day(since, "since") if since else None
    words = " ".join(query or ())
    report = progress_report(call.look, words, since=first, limit=limit)
    return emit(call, report, output, exit_code=exit_code)


@app.command(cls=QueryCommand, help=N_("Write a workbook for units to fill in, about the tasks that a query finds"))
def sheet(
    ctx: typer.Context, workbook: Workbook, query: Query = None, one_sheet: OneSheet = False, everyone: Everyone = False
) -> None:
    """Hand out the workbook."""
    from dutytrack.services.sheets.writing import progress_workbook
    from dutytrack.store.reading.sheetrows import asked_reports

    call = Invocation.of(ctx)
    asked = asked_reports(call.look, " ".join(query or ()), everyone=everyone)
    if not asked:
        raise NobodyAskedError
    data = progress_workbook(asked, as_of=call.as_of, one_sheet=one_sheet)
    if not write_workbook(call, data, workbook):
        return
    template = _("{path} written; units: {units}, tasks: {tasks}")
    units, tasks = {one.unit for one in asked}, {one.key for one in asked}
    say(template.format(path=workbook, units=len(units), tasks=len(tasks)))


@app.command("import", cls=Command, help=N_("Take a sheet back that was filled in: all of it, or nothing"))
def import_(
    ctx: typer.Context, sheet: Sheet, on: On = None, by: By = None, yes: Yes = False, dry_run: DryRun = False
) -> None:
    """Write the reports of the sheet as one command, once that was agreed to."""
    from dutytrack.services.sheets.taking_back import import_progress

    call = Invocation.of(ctx)

    def act(rehearsal: bool) -> TakenSheet:
        with call.desk("progress import", rehearsal=rehearsal) as desk:
            return import_progress(desk, sheet, on=call.day(on), by=by)

    def told(taken: TakenSheet) -> str:
        template = _("{name} taken in; reports: {reports}, units: {units}, tasks submitted: {submitted}")
        figures = {"reports": len(taken.reports), "units": taken.units, "submitted": taken.submitted}
        return template.format(name=sheet.name, **figures)

    done = asked_first(act, lambda would: would_write(told(would)), yes=yes, dry_run=dry_run)
    if done is not None:
        say(told(done))
