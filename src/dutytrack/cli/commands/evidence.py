"""``dutytrack evidence``: the files that prove something."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from dutytrack.cli.shell.command import Application
from dutytrack.cli.shell.emit import FOUND, emit, say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.missing import missing_task
from dutytrack.cli.shell.options import Key, Output, SomeKey, argument, option
from dutytrack.i18n import N_, ngettext
from dutytrack.reports.model import Report

app = Application(N_("Evidence: the files that prove reports, checks and replies"))
Files = Annotated[list[Path], argument("FILE...", N_("The files"))]
Link = Annotated[bool, option("--link", N_("Leave the files where they are, only note their digests"))]
OfReport = Annotated[bool, option("--report", N_("They prove the task's latest report, not the task"))]


@app.lists(N_("List the evidence, of the ledger or of one task"))
def _list(call: Invocation, key: SomeKey = None) -> Report:
    from dutytrack.reports.evidence import evidence_report
    from dutytrack.store.file.location import evidence_folder
    from dutytrack.store.reading.keys import task_id_of

    if key is not None and task_id_of(call.reader, key) is None:
        raise missing_task(call.reader, key, call.as_of)
    return evidence_report(call.reader, key, as_of=call.as_of, folder=evidence_folder(call.path))


@app.command(N_("Add evidence to a task, or to its latest report"))
def _add(call: Invocation, key: Key, files: Files, link: Link = False, report: OfReport = False) -> None:
    from dutytrack.services.progress.evidence import add_evidence, store_files
    from dutytrack.store.file.location import evidence_folder

    with call.desk("evidence add") as desk:
        stored = store_files(evidence_folder(call.path), files, link=link)
        found = add_evidence(desk, key, stored, latest_report=report)
    template = ngettext("{key}: {count} file noted as evidence", "{key}: {count} files noted as evidence", len(stored))
    say(call, template.format(key=found, count=len(stored)))


@app.command(N_("Read every file again and compare it with its digest"))
def _check(call: Invocation, output: Output = None) -> int:
    """Check the files; leave with 1 where one does not agree."""
    from dutytrack.reports.evidence import evidence_check
    from dutytrack.store.file.location import evidence_folder

    report = evidence_check(call.reader, as_of=call.as_of, folder=evidence_folder(call.path))
    emit(call, report, output)
    if report.row_count:
        return FOUND
    if call.format == "table":
        say(call, report.notes[0])
    return 0
