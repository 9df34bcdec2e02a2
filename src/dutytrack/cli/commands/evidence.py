"""``dutytrack evidence``: the files that prove something."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command, Group
from dutytrack.cli.shell.completion import complete_key
from dutytrack.cli.shell.emit import FOUND, emit, say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.missing import missing_task
from dutytrack.cli.shell.options import Key, Output
from dutytrack.i18n import N_, ngettext

app = typer.Typer(
    cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True,
    help=N_("Evidence: the files that prove reports, checks and replies"),
)  # fmt: skip
OneKey = Annotated[
    str | None, typer.Argument(metavar="[KEY]", help=N_("Only what is about this task"), autocompletion=complete_key)
]
Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help=N_("The files"))]
Link = Annotated[bool, typer.Option("--link", help=N_("Leave the files where they are, only note their digests"))]
OfReport = Annotated[bool, typer.Option("--report", help=N_("They prove the task's latest report, not the task"))]


@app.command("list", cls=Command, help=N_("List the evidence, of the ledger or of one task"))
def list_(ctx: typer.Context, key: OneKey = None, output: Output = None) -> None:
    """List the files."""
    from dutytrack.reports.evidence import evidence_report
    from dutytrack.store.file.location import evidence_folder
    from dutytrack.store.reading.keys import task_id_of

    call = Invocation.of(ctx)
    reader = call.reader
    if key is not None and task_id_of(reader, key) is None:
        raise missing_task(reader, key, call.as_of)
    emit(call, evidence_report(reader, key, as_of=call.as_of, folder=evidence_folder(call.path)), output)


@app.command(cls=Command, help=N_("Add evidence to a task, or to its latest report"))
def add(ctx: typer.Context, key: Key, files: Files, link: Link = False, report: OfReport = False) -> None:
    """Keep the files and note what they prove."""
    from dutytrack.services.progress.evidence import add_evidence, store_files
    from dutytrack.store.file.location import evidence_folder

    call = Invocation.of(ctx)
    with call.desk("evidence add") as desk:
        stored = store_files(evidence_folder(call.path), files, link=link)
        found = add_evidence(desk, key, stored, latest_report=report)
    template = ngettext("{key}: {count} file noted as evidence", "{key}: {count} files noted as evidence", len(stored))
    say(template.format(key=found, count=len(stored)))


@app.command(cls=Command, help=N_("Read every file again and compare it with its digest"))
def check(ctx: typer.Context, output: Output = None) -> int:
    """Check the files; leave with 1 where one does not agree."""
    from dutytrack.reports.evidence import evidence_check
    from dutytrack.store.file.location import evidence_folder

    call = Invocation.of(ctx)
    reader = call.reader
    report = evidence_check(reader, as_of=call.as_of, folder=evidence_folder(call.path))
    emit(call, report, output)
    if len(report):
        return FOUND
    if call.format == "table":
        say(report.notes[0])
    return 0
