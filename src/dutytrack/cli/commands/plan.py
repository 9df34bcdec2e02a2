"""``dutytrack plan``: the plans of the ledger."""

from __future__ import annotations

from typing import Annotated

from dutytrack.cli.shell.acting import read_figure
from dutytrack.cli.shell.ask import ask_and_say
from dutytrack.cli.shell.command import Application
from dutytrack.cli.shell.emit import emit_in_full, say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.missing import missing_plan
from dutytrack.cli.shell.options import DryRun, Note, On, Output, PlanCode, Yes, option
from dutytrack.i18n import N_, _
from dutytrack.reports.model import Report

app = Application(N_("The plans of the ledger"))

Values = Annotated[
    list[str],
    option(
        "--value",
        N_(
            "An actual value, as in 高新技术企业=836, of stages the one that its day lies in; where several bear the"
            " name 增粮@2016=6, 项目@每年=40, 收入#2=700 or #5=700; may be repeated"
        ),
        "GOAL=FIGURE",
    ),
]
Source = Annotated[str | None, option("--source", N_("Where the figure comes from"), "TEXT")]


@app.lists(N_("List the plans and how far they are"))
def _list(call: Invocation) -> Report:
    from dutytrack.reports.plans import plans_report

    return plans_report(call.reader, as_of=call.as_of)


@app.command(N_("Show one plan"))
def _show(call: Invocation, plan: PlanCode, output: Output = None) -> None:
    from dutytrack.output.plan import plan_in_full
    from dutytrack.store.reading.goals import goal_rows
    from dutytrack.store.reading.plans import plan_rows

    reader = call.reader
    wanted = plan.strip().upper()
    row = next((row for row in plan_rows(reader, as_of=call.as_of) if row.code == wanted), None)
    if row is None:
        raise missing_plan(reader, plan)
    goals = goal_rows(reader, row.code, call.as_of)
    emit_in_full(call, plan_in_full(row, goals, call.as_of), output)


@app.command(N_("Note actual values of a plan's goals, from statistics"))
def _measure(call: Invocation, plan: PlanCode, value: Values, source: Source = None, on: On = None) -> None:
    """Write the values down and say what they are held against."""
    from dutytrack.services.acts.declared.work import measured_told
    from dutytrack.services.progress.measuring import Reading, measure_goals

    reading = Reading(tuple(map(read_figure, value)), call.day(on), source)
    with call.desk("measure") as desk:
        done = measure_goals(desk, plan, reading)
    for one in done:
        say(call, measured_told(one))


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
