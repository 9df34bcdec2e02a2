"""``dutytrack show``: one task in full, with the lines of the document it was read from."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.emit import emit, screen, write
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.missing import missing_task
from dutytrack.cli.shell.options import Key, Output
from dutytrack.i18n import N_

app = typer.Typer(add_completion=False, rich_markup_mode=None)
Source = Annotated[bool, typer.Option("--source", help=N_("Only its lines of the document, what was read marked"))]


@app.command(cls=Command, help=N_("Show one task in full"))
def show(ctx: typer.Context, key: Key, source: Source = False, output: Output = None) -> None:
    """Show the task."""
    from dutytrack.store.reading.detail import task_detail

    call = Invocation.of(ctx)
    reader = call.reader
    detail = task_detail(call.look, key)
    if detail is None:
        raise missing_task(reader, key, call.as_of)
    on, form = screen(output), call.form(output)
    if source:
        from dutytrack.output.source import source_page

        write(call, source_page(detail, on), output)
    elif form == "json":
        from dutytrack.output.records import json_text
        from dutytrack.output.task import task_record

        write(call, json_text(task_record(detail)), output, form=form)
    elif form == "table":
        from dutytrack.output.task import task_page

        write(call, task_page(detail, on), output)
    else:
        from dutytrack.output.task import task_report

        emit(call, task_report(detail, call.as_of), output)
