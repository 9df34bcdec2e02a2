"""``dutytrack why``: the rule, the clause and the figures behind a task's lamp."""

from __future__ import annotations

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.emit import emit, write
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.missing import missing_task
from dutytrack.cli.shell.options import Key, Output
from dutytrack.i18n import N_

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(cls=Command, help=N_("Say why a task's lamp is what it is"))
def why(ctx: typer.Context, key: Key, output: Output = None) -> None:
    """Explain the lamp."""
    from dutytrack.output.reasons import why_page, why_record
    from dutytrack.reports.why import why_report
    from dutytrack.store.reading.why import explain

    call = Invocation.of(ctx)
    reader = call.reader
    reasons = explain(call.look, key)
    report = why_report(call.look, key)
    if reasons is None or report is None:
        raise missing_task(reader, key, call.as_of)
    form = call.form(output)
    if form == "json":
        from dutytrack.output.records import json_text

        write(call, json_text(why_record(reasons)), output, form=form)
    elif form == "table":
        write(call, why_page(reasons), output)
    else:
        emit(call, report, output)
