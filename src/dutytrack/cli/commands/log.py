"""``dutytrack log``: the journal of the ledger."""

from __future__ import annotations

from typing import Annotated

from dutytrack.cli.shell.command import Application
from dutytrack.cli.shell.emit import FOUND, put, say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.missing import missing_task
from dutytrack.cli.shell.options import SomeKey, option
from dutytrack.i18n import N_, _
from dutytrack.output.cells import printable
from dutytrack.reports.model import Report

app = Application(N_("The journal: who changed what, when and why"))
All = Annotated[bool, option("--all", N_("Read the files of evidence again, too"))]
Head = Annotated[str | None, option("--head", N_("A hash printed earlier, which the journal must hold"), "HASH")]


@app.lists(N_("Show the journal, of the ledger or of one task"))
def _show(call: Invocation, key: SomeKey = None) -> Report:
    from dutytrack.reports.journal import journal_report

    report = journal_report(call.reader, key, as_of=call.as_of)
    if key is not None and not report.groups:
        raise missing_task(call.reader, key, call.as_of)
    return report


@app.command(N_("Look through the file, recompute the journal's chain and compare every table with what it tells"))
def _verify(call: Invocation, head: Head = None, all_of_it: All = False) -> int:
    """Verify the ledger; leave with 1 where something does not agree."""
    from dutytrack.cli.shell.progress import Progress
    from dutytrack.store.journal.verify import STEPS
    from dutytrack.store.journal.verify import verify as check

    reader = call.suspect if call.option("known_at") is None else call.reader
    with Progress(STEPS, quiet=call.is_quiet) as progress:
        result = check(reader, known_head=head, progress=progress.at)
    messages = [fault.message for fault in result.faults]
    if all_of_it:
        messages += _evidence_faults(call)
    for message in messages:
        put(printable(message))
    if messages:
        return FOUND
    template = _("the journal's {rows} rows and every table agree; its head is {head}")
    say(call, template.format(rows=result.rows, head=result.head))
    return 0


def _evidence_faults(call: Invocation) -> list[str]:
    """A sentence for each file of evidence that is not what was handed in."""
    from dutytrack.reports.evidence import evidence_faults
    from dutytrack.store.file.location import evidence_folder

    return list(evidence_faults(call.reader, evidence_folder(call.path)))
