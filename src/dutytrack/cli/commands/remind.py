"""``dutytrack remind``: one reminder a unit and period (催办)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from dutytrack.cli.shell.ask import asked_first
from dutytrack.cli.shell.command import Application
from dutytrack.cli.shell.emit import emit
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import DryRun, On, Output, Yes, option
from dutytrack.cli.shell.terminal import warn
from dutytrack.domain.dates import period_word
from dutytrack.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from dutytrack.reports.model import Report
    from dutytrack.services.orders.reminding import Reminded

app = Application()
Text = Annotated[str, option("--text", N_("What is said to every unit"), "TEXT")]
Sent = Annotated[bool, option("--sent", N_("List the reminders sent so far instead"))]


@app.command(
    N_("Remind every unit once a period of all that is red or yellow, or of the lamps that the query asks for")
)
def _remind(
    call: Invocation,
    query: str = "",
    on: On = None,
    text: Text = "",
    yes: Yes = False,
    dry_run: DryRun = False,
    sent: Sent = False,
    output: Output = None,
) -> None:
    """Remind, and list who is asked for what and why; units asked in the period already are left alone."""
    from dutytrack.reports.reminders import reminders_report
    from dutytrack.services.orders.reminding import remind

    day = call.day(on)
    if sent:
        emit(call, reminders_report(call.look, query), output)
        return

    def act(rehearsal: bool) -> Reminded:
        with call.desk("remind", rehearsal=rehearsal) as desk:
            return remind(desk, day, query=query, text=text)

    shown: list[Reminded] = []

    def show(would: Reminded) -> None:
        shown.append(would)
        emit(call, _round(would), output if dry_run else None)

    done = asked_first(call, act, show, yes=yes, dry_run=dry_run, needed=lambda would: bool(would.made))
    if done is not None and (not shown or output is not None):
        emit(call, _round(done), output)
    _say(call, done, shown)


def _round(made: Reminded) -> Report:
    from dutytrack.reports.reminders import round_report

    return round_report(made)


def _say(call: Invocation, done: Reminded | None, shown: list[Reminded]) -> None:
    """Report on stderr what was written and who was left alone: there it reaches a person even past a pipe."""
    if call.is_quiet:
        return
    made = done or shown[-1]
    if made.left_alone:
        units = len(made.left_alone)
        template = ngettext(
            "{count} unit was reminded in {period} already and is not asked again.",
            "{count} units were reminded in {period} already and are not asked again.",
            units,
        )
        warn(template.format(count=units, period=period_word(made.period)))
    if done is not None and done.made:
        template = _("reminders written for {period}; units: {units}, tasks asked for: {tasks}")
        tasks = {ask.key for one in done.made for ask in one.asked}
        warn(template.format(period=period_word(done.period), units=len(done.made), tasks=len(tasks)))
