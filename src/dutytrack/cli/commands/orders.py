"""``dutytrack orders``: who is due for an order, the orders issued, and the replies to them."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command, Group, QueryCommand
from dutytrack.cli.shell.emit import emit, say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import ExitCode, Limit, On, Output, Query
from dutytrack.cli.shell.supervising import Files, Link, kept_files
from dutytrack.i18n import N_, _

app = typer.Typer(
    cls=Group,
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help=N_("Orders: who is due for one, those issued, the replies to them"),
)
Open = Annotated[bool, typer.Option("--open", help=N_("Only those that wait for a reply"))]
Mark = Annotated[str, typer.Argument(metavar="ORDER", help=N_("Its number, as in 滨督〔2026〕12号, 2026-12 or 12"))]
Text = Annotated[str, typer.Option("--text", metavar="TEXT", help=N_("What the unit answered"))]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help=N_("Who answered for the unit"))]


@app.command(cls=QueryCommand, help=N_("List who is due for which rung of the ladder, and why"))
def suggest(
    ctx: typer.Context, query: Query = None, limit: Limit = None, output: Output = None, exit_code: ExitCode = False
) -> int:
    """List the tasks and units due for an order, the highest rungs first."""
    from dutytrack.reports.orders import suggestions_report
    from dutytrack.store.reading.settings import ladder

    call = Invocation.of(ctx)
    reader = call.reader
    words = " ".join(query or ())
    report = suggestions_report(reader, words, as_of=call.as_of, rules=call.rules, ladder=ladder(reader), limit=limit)
    return emit(call, report, output, exit_code=exit_code)


@app.command("list", cls=QueryCommand, help=N_("List the orders issued, the latest first"))
def list_(
    ctx: typer.Context,
    query: Query = None,
    open_: Open = False,
    output: Output = None,
    exit_code: ExitCode = False,
) -> int:
    """List the orders and how they were answered."""
    from dutytrack.reports.orders import orders_report

    call = Invocation.of(ctx)
    words = " ".join(query or ())
    report = orders_report(call.reader, words, as_of=call.as_of, rules=call.rules, unanswered=open_)
    return emit(call, report, output, exit_code=exit_code)


@app.command(cls=Command, help=N_("Note a unit's reply to an order"))
def reply(
    ctx: typer.Context,
    order: Mark,
    text: Text,
    evidence: Files = None,
    link: Link = False,
    by: By = None,
    on: On = None,
) -> None:
    """Note the reply and say whether it was late."""
    from dutytrack.services.orders.issuing import answer_order

    call = Invocation.of(ctx)
    day, today = call.day(on), call.today
    with call.command("reply") as session:
        files = kept_files(call, evidence, link=link)
        answered = answer_order(session, mark=order, text=text, on=day, today=today, by=by, evidence=files)
    template = _("{mark}: {unit} replied on {on} about {key}")
    if answered.late:
        template = _("{mark}: {unit} replied on {on} about {key}, late: it was due by {reply_by}")
    say(
        template.format(
            mark=answered.mark, unit=answered.unit, on=answered.on, key=answered.key, reply_by=answered.reply_by
        )
    )
