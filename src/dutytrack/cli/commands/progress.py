"""``dutytrack progress``: reports of units, one by one or by the sheet (进展反馈)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutytrack.cli.shell.ask import asked_first, would_write
from dutytrack.cli.shell.command import Command, Group, QueryCommand
from dutytrack.cli.shell.emit import emit, say, write_workbook
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import AnswerUnit, DryRun, ExitCode, Key, Limit, On, Output, Query, Yes
from dutytrack.cli.shell.supervising import Files, Link, Values, figures_of, kept_files
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _

if TYPE_CHECKING:
    from dutytrack.domain.progress.emptiness import Emptiness
    from dutytrack.services.progress.reporting import ReportedProgress
    from dutytrack.services.sheets.taking_back import TakenSheet

app = typer.Typer(
    cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True,
    help=N_("Progress reports of units, one by one or by the sheet"),
)  # fmt: skip


def percentage(text: str) -> float:
    """The number that ``text`` is, with or without a percent sign. Raises ValueError for none."""
    return float(text.strip().rstrip("%％"))


class NobodyAskedError(DutyTrackError):
    """A sheet would have no row."""

    def __init__(self) -> None:
        super().__init__(_("nothing to ask a unit for among the tasks of the query; no workbook was written"))


Percent = Annotated[
    float | None, typer.Option("--percent", parser=percentage, metavar="0-100", help=N_("How far it is"))
]
Text = Annotated[str, typer.Option("--text", metavar="TEXT", help=N_("What was done"))]
Trouble = Annotated[str | None, typer.Option("--problem", metavar="TEXT", help=N_("What hinders it"))]
Next = Annotated[str | None, typer.Option("--next", metavar="TEXT", help=N_("What comes next"))]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help=N_("Who reported for the unit"))]
Duty = Annotated[
    str | None,
    typer.Option("--duty", metavar="DATE", help=N_("Which day of a recurring duty it meets, where it is a missed one")),
]
Since = Annotated[str | None, typer.Option("--since", metavar="DATE", help=N_("Only reports from this day on"))]
Workbook = Annotated[Path, typer.Option("-o", "--output", metavar="FILE.xlsx", help=N_("The workbook to write"))]
OneSheet = Annotated[bool, typer.Option("--one-sheet", help=N_("One sheet for all units instead of one each"))]
Everyone = Annotated[
    bool, typer.Option("--everyone", help=N_("Ask all units with a part, not only those who answer first"))
]
Sheet = Annotated[Path, typer.Argument(metavar="FILE", help=N_("The sheet filled in: xlsx or csv"))]


@app.command(cls=Command, help=N_("Note a unit's report on a task"))
def add(
    ctx: typer.Context,
    key: Key,
    unit: AnswerUnit = None,
    percent: Percent = None,
    value: Values = None,
    text: Text = "",
    problem: Trouble = None,
    next_step: Next = None,
    evidence: Files = None,
    link: Link = False,
    duty: Duty = None,
    by: By = None,
    on: On = None,
) -> None:
    """Write the report, and say what makes it doubtful."""
    from dutytrack.services.progress.feedback import feedback_of
    from dutytrack.services.progress.reporting import NewReport, report_progress

    call = Invocation.of(ctx)
    occurrence = call.day(duty, "end") if duty else None
    with call.command("progress add") as session:
        new = NewReport(
            key=key, on=call.day(on), unit=unit, percent=percent, figures=figures_of(value), text=text,
            problem=problem, next_step=next_step, by=by, files=kept_files(call, evidence, link=link),
            occurrence=occurrence,
        )  # fmt: skip
        done = report_progress(session, new, today=call.today)
        session.flush()
        empty = feedback_of(session, done.id)
    _tell(done, empty)


def _tell(done: ReportedProgress, empty: Emptiness) -> None:
    figures = [_("{percent:g}%").format(percent=done.percent)] if done.percent is not None else []
    figures += [f"{name} {value:g}" for name, value in done.measured]
    template = _("{key}: {unit} reported on {on}: {figures}") if figures else _("{key}: {unit} reported on {on}")
    say(template.format(key=done.key, unit=done.unit, on=done.on, figures=", ".join(figures)))
    if done.met is not None:
        met = _("the duty due on {due} is made up") if done.made_up else _("the duty due on {due} is met")
        say("  " + met.format(due=done.met))
    for reason in empty.reasons:
        say("  " + _("hint: {reason}").format(reason=reason))


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
    reader = call.reader
    first = call.day(since, "since") if since else None
    words = " ".join(query or ())
    report = progress_report(reader, words, as_of=call.as_of, rules=call.rules, since=first, limit=limit)
    return emit(call, report, output, exit_code=exit_code)


@app.command(cls=QueryCommand, help=N_("Write a workbook for units to fill in, about the tasks that a query finds"))
def sheet(
    ctx: typer.Context, workbook: Workbook, query: Query = None, one_sheet: OneSheet = False, everyone: Everyone = False
) -> None:
    """Hand out the workbook."""
    from dutytrack.services.sheets.writing import progress_workbook
    from dutytrack.store.reading.sheetrows import asked_reports

    call = Invocation.of(ctx)
    reader = call.reader
    asked = asked_reports(reader, " ".join(query or ()), as_of=call.as_of, rules=call.rules, everyone=everyone)
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
        with call.command("progress import", rehearsal=rehearsal) as session:
            return import_progress(session, sheet, on=call.day(on), today=call.today, by=by)

    def told(taken: TakenSheet) -> str:
        template = _("{name} taken in; reports: {reports}, units: {units}, tasks submitted: {submitted}")
        figures = {"reports": len(taken.reports), "units": taken.units, "submitted": taken.submitted}
        return template.format(name=sheet.name, **figures)

    done = asked_first(act, lambda would: would_write(told(would)), yes=yes, dry_run=dry_run)
    if done is not None:
        say(told(done))
