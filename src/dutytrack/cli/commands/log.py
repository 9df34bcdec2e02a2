"""``dutytrack log``: the journal of the ledger."""

from __future__ import annotations

from typing import Annotated

from dutytrack.cli.shell.command import Application
from dutytrack.cli.shell.emit import FOUND, put, say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.missing import missing_task
from dutytrack.cli.shell.options import SomeKey, option
from dutytrack.i18n import N_, _
from dutytrack.reports.model import Report

app = Application(N_("The journal: who changed what, when and why"))
Head = Annotated[str | None, option("--head", N_("A hash printed earlier, which the journal must hold"), "HASH")]


@app.lists(N_("Show the journal, of the ledger or of one task"))
def _show(call: Invocation, key: SomeKey = None) -> Report:
    from dutytrack.reports.journal import journal_report

    report = journal_report(call.reader, key, as_of=call.as_of)
    if key is not None and not report.groups:
        raise missing_task(call.reader, key, call.as_of)
    return report


@app.command(N_("Recompute the journal's chain and compare every table with what it tells"))
def _verify(call: Invocation, head: Head = None) -> int:
    """Verify the ledger; leave with 1 where something does not agree."""
    from dutytrack.store.journal.verify import verify as check

    result = check(call.reader, known_head=head)
    for fault in result.faults:
        put(fault.message)
    if not result.ok:
        return FOUND
    template = _("the journal's {rows} rows and every table agree; its head is {head}")
    say(call, template.format(rows=result.rows, head=result.head))
    return 0
