"""``dutytrack log``: the journal of the ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command, Group
from dutytrack.cli.shell.completion import complete_key
from dutytrack.cli.shell.emit import FOUND, emit, put, say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.missing import missing_task
from dutytrack.cli.shell.options import Output
from dutytrack.i18n import N_, _

app = typer.Typer(
    cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True,
    help=N_("The journal: who changed what, when and why"),
)  # fmt: skip
OneKey = Annotated[
    str | None,
    typer.Argument(metavar="[KEY]", help=N_("Only what is about this task"), autocompletion=complete_key),
]


Head = Annotated[
    str | None, typer.Option("--head", metavar="HASH", help=N_("A hash printed earlier, which the journal must hold"))
]


@app.command(cls=Command, help=N_("Show the journal, of the ledger or of one task"))
def show(ctx: typer.Context, key: OneKey = None, output: Output = None) -> None:
    """Show the journal's entries."""
    from dutytrack.reports.journal import journal_report

    call = Invocation.of(ctx)
    reader = call.reader
    report = journal_report(reader, key, as_of=call.as_of)
    if key is not None and not report.groups:
        raise missing_task(reader, key, call.as_of)
    emit(call, report, output)


@app.command(cls=Command, help=N_("Recompute the journal's chain and compare every table with what it tells"))
def verify(ctx: typer.Context, head: Head = None) -> int:
    """Verify the ledger; leave with 1 where something does not agree."""
    from dutytrack.store.journal.verify import verify as check

    call = Invocation.of(ctx)
    result = check(call.reader, known_head=head)
    for fault in result.faults:
        put(fault.message)
    if not result.ok:
        return FOUND
    say(
        _("the journal's {rows} rows and every table agree; its head is {head}").format(
            rows=result.rows, head=result.head
        )
    )
    return 0
