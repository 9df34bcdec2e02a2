"""``dutytrack extend``: extensions asked for, granted, refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from dutytrack.cli.shell.command import Command, Group, QueryCommand
from dutytrack.cli.shell.emit import emit, say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import AnswerUnit, ExitCode, Key, Note, On, Output, Query
from dutytrack.i18n import N_, _

if TYPE_CHECKING:
    from dutytrack.services.orders.extending import ExtensionState

app = typer.Typer(
    cls=Group,
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help=N_("Extensions: asked for, granted, refused"),
)
Wished = Annotated[str, typer.Option("--to", metavar="DATE", help=N_("The date wished; 2026-09 is the end of it"))]
Granted = Annotated[
    str, typer.Option("--to", metavar="DATE", help=N_("The date granted, which need not be the one wished"))
]
Why = Annotated[str, typer.Option("--reason", metavar="TEXT", help=N_("Why more time is needed"))]
Progress = Annotated[str, typer.Option("--progress", metavar="TEXT", help=N_("How far the task is"))]
Which = Annotated[
    str | None,
    typer.Option("--deadline", metavar="DATE", help=N_("Which of the task's dates; the earliest unmet where left out")),
]
Late = Annotated[bool, typer.Option("--late", help=N_("Ask although the date has passed"))]
Decider = Annotated[str, typer.Option("--by", metavar="NAME", help=N_("Who decided"))]
Pending = Annotated[bool, typer.Option("--pending", help=N_("Only those that are not decided"))]


@app.command(cls=Command, help=N_("Note that a unit asks for more time, before the date expires"))
def ask(
    ctx: typer.Context,
    key: Key,
    to: Wished,
    reason: Why,
    progress: Progress,
    unit: AnswerUnit = None,
    deadline: Which = None,
    late: Late = False,
    on: On = None,
) -> None:
    """Note what was asked for; the date stays as it is."""
    from dutytrack.services.orders.extending import ask_extension

    call = Invocation.of(ctx)
    with call.command("extend ask", reason=reason) as session:
        asked = ask_extension(
            session,
            key=key,
            wished=call.day(to, "due"),
            reason=reason,
            progress=progress,
            on=call.day(on),
            today=call.today,
            unit=unit,
            deadline=_date(deadline, call),
            late=late,
        )
    template = _("{key}: {unit} asks for {wished} in place of {current} ({history})")
    say(_told(template, asked))


@app.command(cls=Command, help=N_("Grant an extension: the date moves, the ladder of orders starts anew"))
def grant(
    ctx: typer.Context,
    key: Key,
    to: Granted,
    by: Decider,
    deadline: Which = None,
    note: Note = None,
    on: On = None,
) -> None:
    """Grant it, by a named person, with the date given."""
    from dutytrack.services.orders.extending import grant_extension

    call = Invocation.of(ctx)
    with call.command("extend grant", reason=note) as session:
        granted = grant_extension(
            session,
            key=key,
            to=call.day(to, "due"),
            by=by,
            on=call.day(on),
            today=call.today,
            deadline=_date(deadline, call),
            note=note,
        )
    say(_told(_("{key}: extended to {current}, {wished} was wished ({history})"), granted))


@app.command(cls=Command, help=N_("Refuse an extension: the old date goes on holding"))
def refuse(ctx: typer.Context, key: Key, by: Decider, deadline: Which = None, note: Note = None, on: On = None) -> None:
    """Refuse it, by a named person."""
    from dutytrack.services.orders.extending import refuse_extension

    call = Invocation.of(ctx)
    with call.command("extend refuse", reason=note) as session:
        refused = refuse_extension(
            session,
            key=key,
            by=by,
            on=call.day(on),
            today=call.today,
            deadline=_date(deadline, call),
            note=note,
        )
    say(_told(_("{key}: refused; {current} goes on holding ({history})"), refused))


@app.command("list", cls=QueryCommand, help=N_("List the extensions, the latest first"))
def list_(
    ctx: typer.Context,
    query: Query = None,
    pending: Pending = False,
    output: Output = None,
    exit_code: ExitCode = False,
) -> int:
    """List what was asked for and what came of it."""
    from dutytrack.reports.extensions import extensions_report

    call = Invocation.of(ctx)
    words = " ".join(query or ())
    report = extensions_report(call.reader, words, as_of=call.as_of, rules=call.rules, pending=pending)
    return emit(call, report, output, exit_code=exit_code)


def _date(text: str | None, call: Invocation) -> date | None:
    return call.day(text, "end") if text else None


def _told(template: str, state: ExtensionState) -> str:
    """``template`` with the extension's figures and what its date has been through."""
    history = _("first {original}, extended {count} times, {days} days added").format(
        original=state.original, count=state.count, days=state.days_added
    )
    return template.format(key=state.key, unit=state.unit, wished=state.wished, current=state.current, history=history)
