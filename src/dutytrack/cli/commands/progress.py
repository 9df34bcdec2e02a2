"""``dutytrack progress``: reports of units, one by one or by the sheet (进展反馈)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from dutytrack.cli.shell.acting import add_act
from dutytrack.cli.shell.anchors import head_line
from dutytrack.cli.shell.ask import ask_and_say
from dutytrack.cli.shell.command import EXIT_CODE_OUTPUT, Application
from dutytrack.cli.shell.emit import say, write_workbook
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import DryRun, Limit, On, Yes, argument, option
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _, ngettext
from dutytrack.reports.model import Report
from dutytrack.services.acts.declared.acts import ACTS

app = Application(N_("Progress reports of units, one by one or by the sheet"))


class NobodyAskedError(DutyTrackError):
    """A sheet would have no row."""

    def __init__(self) -> None:
        super().__init__(_("nothing to ask a unit for among the tasks of the query; no workbook was written"))


By = Annotated[str | None, option("--by", N_("Who reported for the unit"), "NAME")]
Since = Annotated[str | None, option("--since", N_("Only reports from this day on"), "DATE")]
Workbook = Annotated[Path, option("-o --output", N_("The workbook to write"), "FILE.xlsx")]
OneSheet = Annotated[bool, option("--one-sheet", N_("One sheet for all units instead of one each"))]
Everyone = Annotated[bool, option("--everyone", N_("Ask all units with a part, not only those who answer first"))]
Sheet = Annotated[Path, argument("FILE", N_("The sheet filled in: xlsx or csv"))]

add_act(app, ACTS["report"])


@app.lists(N_("List the reports on the tasks that a query finds, the latest first"), ends=EXIT_CODE_OUTPUT)
def _list(call: Invocation, query: str = "", since: Since = None, limit: Limit = None) -> Report:
    from dutytrack.reports.progress import progress_report

    return progress_report(call.look, query, since=call.day_seen(since) if since else None, limit=limit)


@app.command(N_("Write a workbook for units to fill in, about the tasks that a query finds"))
def _sheet(
    call: Invocation, workbook: Workbook, query: str = "", one_sheet: OneSheet = False, everyone: Everyone = False
) -> None:
    from dutytrack.services.sheets.writing import progress_workbook
    from dutytrack.store.reading.sheetrows import asked_reports

    asked = asked_reports(call.look, query, everyone=everyone)
    if not asked:
        raise NobodyAskedError
    data = progress_workbook(asked, as_of=call.as_of, one_sheet=one_sheet, head=head_line(call))
    if not write_workbook(call, data, workbook):
        return
    template = _("{path} written; units: {units}, tasks: {tasks}")
    units, tasks = {one.unit for one in asked}, {one.key for one in asked}
    say(call, template.format(path=workbook, units=len(units), tasks=len(tasks)))


@app.command(N_("Take a sheet back that was filled in: all of it, or nothing"))
def _import(
    call: Invocation, sheet: Sheet, on: On = None, by: By = None, yes: Yes = False, dry_run: DryRun = False
) -> None:
    """Write the reports of the sheet as one command, once that was agreed to."""
    from dutytrack.services.sheets.taking_back import TakenSheet, import_progress

    def act(rehearsal: bool) -> TakenSheet:
        with call.desk("progress import", rehearsal=rehearsal) as desk:
            return import_progress(desk, sheet, on=call.day(on), by=by)

    def would(taken: TakenSheet) -> str:
        return told(taken, _("{name}; reports: {reports}, units: {units}, tasks submitted: {submitted}"))

    def done(taken: TakenSheet) -> str:
        return told(taken, _("{name} taken in; reports: {reports}, units: {units}, tasks submitted: {submitted}"))

    def told(taken: TakenSheet, template: str) -> str:
        figures = {"reports": len(taken.reports), "units": taken.units, "submitted": taken.submitted}
        said = template.format(name=sheet.name, **figures)
        small = [report for report in taken.reports if report.percent is not None and 0 < report.percent < 1]
        if not small:
            return said
        template = ngettext(
            "{count} percentage is below 1, {percent:g} for {key}: where 60 % is meant, write 60",
            "{count} percentages are below 1, {percent:g} for {key} first: where 60 % is meant, write 60",
            len(small),
        )
        return f"{said}\n{template.format(count=len(small), percent=small[0].percent, key=small[0].key)}"

    ask_and_say(call, act, done, would=would, yes=yes, dry_run=dry_run)
