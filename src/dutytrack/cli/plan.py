"""``dutytrack plan``: the plans of the ledger."""

from __future__ import annotations

import typer

from dutytrack.cli.command import Command, Group
from dutytrack.cli.emit import emit, say, screen, write
from dutytrack.cli.invocation import Invocation
from dutytrack.cli.missing import missing_plan
from dutytrack.cli.options import Note, On, Output, PlanCode
from dutytrack.i18n import N_, _

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
    from dutytrack.store.reading import plan_rows

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
def conclude(ctx: typer.Context, plan: PlanCode, on: On = None, note: Note = None) -> None:
    """Conclude the plan and say how much of it is open."""
    from dutytrack.services.plans import conclude_plan

    call = Invocation.of(ctx)
    day = call.day(on)
    with call.command("conclude", reason=note) as session:
        done = conclude_plan(session, code=plan, on=day, today=call.today, note=note, by=call.settings.actor)
    template = _("{code} concluded on {on}: {open} of {tasks} tasks are open and count as not done")
    say(template.format(code=done.code, on=done.on, open=done.open_tasks, tasks=done.tasks))
