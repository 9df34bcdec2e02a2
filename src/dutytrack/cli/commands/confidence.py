"""``dutytrack confidence``: how sure lead unit and office are that a task will be done, 0 to 10."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command, Group, QueryCommand
from dutytrack.cli.shell.emit import emit, say
from dutytrack.cli.shell.errors import NothingSaidError
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import ExitCode, Key, On, Output, Query
from dutytrack.i18n import N_, _

app = typer.Typer(
    cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True,
    help=N_("How sure lead unit and office are of a task, 0 to 10"),
)  # fmt: skip
Lead = Annotated[int | None, typer.Option("--lead", metavar="0-10", help=N_("What the lead unit says"))]
Office = Annotated[int | None, typer.Option("--office", metavar="0-10", help=N_("What the office thinks"))]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help=N_("Who says so; you where not given"))]
Apart = Annotated[
    int, typer.Option("--apart", metavar="POINTS", min=0, help=N_("Only tasks on which they are so far apart"))
]


@app.command("set", cls=Command, help=N_("Note how sure a side is of a task"))
def set_(ctx: typer.Context, key: Key, lead: Lead = None, office: Office = None, on: On = None, by: By = None) -> None:
    """Note what one side or both say."""
    from dutytrack.services.tasks.people import set_confidence

    call = Invocation.of(ctx)
    said = {side: value for side, value in (("lead", lead), ("office", office)) if value is not None}
    if not said:
        raise NothingSaidError("--lead", "--office")
    with call.command("confidence") as session:
        noted = [
            set_confidence(
                session, key=key, side=side, value=value, on=call.day(on), today=call.today,
                by=by or call.settings.actor,
            )
            for side, value in said.items()
        ]  # fmt: skip
    last = noted[-1]
    values = {last.side: last.value, ("office" if last.side == "lead" else "lead"): last.other}
    template = _("{key}: lead unit {lead}, office {office} of 10: {title}")
    shown = {side: "-" if value is None else value for side, value in values.items()}
    say(template.format(key=last.key, title=last.title, **shown))


@app.command("list", cls=QueryCommand, help=N_("List how sure the sides are, those furthest apart first"))
def list_(
    ctx: typer.Context, query: Query = None, apart: Apart = 0, exit_code: ExitCode = False, output: Output = None
) -> int:
    """List what was said."""
    from dutytrack.reports.people import confidence_report

    call = Invocation.of(ctx)
    reader = call.reader
    report = confidence_report(reader, " ".join(query or ()), as_of=call.as_of, rules=call.rules, apart=apart)
    return emit(call, report, output, exit_code=exit_code)
