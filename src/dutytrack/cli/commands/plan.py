"""``dutytrack plan``: the plans of the ledger."""

from __future__ import annotations

from dutytrack.cli.shell.ask import ask_and_say
from dutytrack.cli.shell.command import Application
from dutytrack.cli.shell.emit import emit_in_full
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.missing import missing_plan
from dutytrack.cli.shell.options import DryRun, Note, On, Output, PlanCode, Yes
from dutytrack.i18n import N_, _
from dutytrack.reports.model import Report

app = Application(N_("The plans of the ledger"))


@app.lists(N_("List the plans and how far they are"))
def _list(call: Invocation) -> Report:
    from dutytrack.reports.plans import plans_report

    return plans_report(call.reader, as_of=call.as_of)


@app.command(N_("Show one plan"))
def _show(call: Invocation, plan: PlanCode, output: Output = None) -> None:
    from dutytrack.output.plan import plan_in_full
    from dutytrack.store.reading.plans import plan_rows

    reader = call.reader
    wanted = plan.strip().upper()
    row = next((row for row in plan_rows(reader, as_of=call.as_of) if row.code == wanted), None)
    if row is None:
        raise missing_plan(reader, plan)
    emit_in_full(call, plan_in_full(row, call.as_of), output)


@app.command(N_("Conclude a plan: what is open in it counts as not done"))
def _conclude(
    call: Invocation, plan: PlanCode, on: On = None, note: Note = None, yes: Yes = False, dry_run: DryRun = False
) -> None:
    """Conclude the plan and say how much of it is open; where something is, ask first."""
    from dutytrack.services.plans.concluding import ConcludedPlan, conclude_plan

    day = call.day(on)

    def act(rehearsal: bool) -> ConcludedPlan:
        with call.desk("conclude", reason=note, rehearsal=rehearsal) as desk:
            return conclude_plan(desk, plan, day, note=note)

    def told(done: ConcludedPlan) -> str:
        template = _("{code} concluded on {on}: {open} of {tasks} tasks are open and count as not done")
        return template.format(code=done.code, on=done.on, open=done.open_tasks, tasks=done.tasks)

    ask_and_say(call, act, told, yes=yes, dry_run=dry_run, needed=lambda would: would.open_tasks > 0)
