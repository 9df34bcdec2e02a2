"""``dutytrack plan``: the plans of the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from dutytrack.cli.shell.ask import asked_first, would_write
from dutytrack.cli.shell.command import Command, Group
from dutytrack.cli.shell.emit import emit, say, screen, write
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.missing import missing_plan
from dutytrack.cli.shell.options import DryRun, Note, On, Output, PlanCode, Yes
from dutytrack.i18n import N_, _

if TYPE_CHECKING:
    from dutytrack.services.plans.concluding import ConcludedPlan

app = typer.Typer(
    cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True, help=N_("The plans of the ledger")
)


@app.command("list", cls=Command, help=N_("List the plans and how far they are"))
def list_(ctx: typer.Context, output: Output = None) -> None:
    """List the plans."""
    from dutytrack.reports.plans import plans_report

    call = Invocation.of(ctx)
    reader = call.reader
    emit(call, plans_report(reader, as_of=call.as_of), output)


@app.command(cls=Command, help=N_("Show one plan"))
def show(ctx: typer.Context, plan: PlanCode, output: Output = None) -> None:
    """Show the plan's own fields."""
    from dutytrack.output.plan import plan_page, plan_record, plan_report
    from dutytrack.store.reading.plans import plan_rows

    call = Invocation.of(ctx)
    reader = call.reader
    wanted = plan.strip().upper()
    row = next((row for row in plan_rows(reader, as_of=call.as_of) if row.code == wanted), None)
    if row is None:
        raise missing_plan(reader, plan)
    form = call.form(output)
    if form == "json":
        from dutytrack.output.records import json_text

        write(call, json_text(plan_record(row)), output, form=form)
    elif form == "table":
        write(call, plan_page(row, screen(output)), output)
    else:
        emit(call, plan_report(row, call.as_of), output)


@app.command(cls=Command, help=N_("Conclude a plan: what is open in it counts as not done"))
def conclude(
    ctx: typer.Context, plan: PlanCode, on: On = None, note: Note = None, yes: Yes = False, dry_run: DryRun = False
) -> None:
    """Conclude the plan and say how much of it is open; where something is, ask first."""
    from dutytrack.services.plans.concluding import conclude_plan

    call = Invocation.of(ctx)
    day = call.day(on)

    def act(rehearsal: bool) -> ConcludedPlan:
        with call.desk("conclude", reason=note, rehearsal=rehearsal) as desk:
            return conclude_plan(desk, plan, day, note=note)

    done = asked_first(
        act,
        lambda would: would_write(_told(would)),
        yes=yes,
        dry_run=dry_run,
        needed=lambda would: would.open_tasks > 0,
    )
    if done is not None:
        say(_told(done))


def _told(done: ConcludedPlan) -> str:
    template = _("{code} concluded on {on}: {open} of {tasks} tasks are open and count as not done")
    return template.format(code=done.code, on=done.on, open=done.open_tasks, tasks=done.tasks)
