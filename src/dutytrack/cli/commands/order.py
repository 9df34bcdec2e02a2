"""``dutytrack order``: issue an order (督办单) on a rung of the ladder."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import AnswerUnit, Key, On
from dutytrack.i18n import N_, _

app = typer.Typer(add_completion=False, rich_markup_mode=None)


def _rungs() -> list[str]:
    from dutytrack.domain.words.supervision import RUNG_WORDS

    return list(RUNG_WORDS)


Rung = Annotated[
    str,
    typer.Option(
        "--rung", metavar="RUNG", help=N_("A rung of the ladder, as in blue; setting ladder"), autocompletion=_rungs
    ),
]
Ground = Annotated[str, typer.Option("--ground", metavar="TEXT", help=N_("Why; what the ladder found where left out"))]
Direct = Annotated[
    str | None,
    typer.Option(
        "--direct", metavar="GROUND", help=N_("The ground on which the rung is reached without the one below")
    ),
]
ReplyBy = Annotated[
    str | None,
    typer.Option("--reply-by", metavar="DATE", help=N_("By when to reply; the ladder's days where left out")),
]


@app.command(cls=Command, help=N_("Issue an order about a task: a rung of the ladder, by escalation or directly"))
def order(
    ctx: typer.Context,
    key: Key,
    rung: Rung,
    ground: Ground = "",
    direct: Direct = None,
    reply_by: ReplyBy = None,
    unit: AnswerUnit = None,
    on: On = None,
) -> None:
    """Issue the order and print its number."""
    from dutytrack.services.orders.issuing import issue_order

    call = Invocation.of(ctx)
    with call.command("order", reason=ground or None) as session:
        issued = issue_order(
            session,
            key=key,
            rung=rung,
            on=call.day(on),
            today=call.today,
            ground=ground,
            direct=direct,
            unit=unit,
            reply_by=call.day(reply_by, "due") if reply_by else None,
            by=call.settings.actor,
        )
    template = _("{mark}, {rung}, to {unit} about {key}, reply by {reply_by}: {ground}")
    say(
        template.format(
            mark=issued.mark,
            rung=issued.rung.word,
            unit=issued.unit,
            key=issued.key,
            reply_by=issued.reply_by,
            ground=issued.ground,
        )
    )
