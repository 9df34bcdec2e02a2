"""``dutytrack verify``: somebody else checks what a unit claims (核查)."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.emit import say
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import AnswerUnit, Key, On
from dutytrack.cli.shell.supervising import Files, Link, kept_files
from dutytrack.i18n import N_, _

app = typer.Typer(add_completion=False, rich_markup_mode=None)
Result = Annotated[
    str,
    typer.Option("--result", metavar="RESULT", help=N_("accepted or returned (通过, 退回)"),
                 autocompletion=lambda: ["accepted", "returned"]),
]  # fmt: skip
How = Annotated[
    str,
    typer.Option("--how", metavar="HOW", help=N_("documents, phone or site (资料, 电话, 现场)"),
                 autocompletion=lambda: ["documents", "phone", "site"]),
]  # fmt: skip
Text = Annotated[str, typer.Option("--text", metavar="TEXT", help=N_("What was found"))]
By = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help=N_("Who checked, nobody of the unit; you where not given"))
]


@app.command(cls=Command, help=N_("Note what a check of a task came to; one returned goes back to its unit"))
def verify(
    ctx: typer.Context,
    key: Key,
    result: Result,
    how: How,
    unit: AnswerUnit = None,
    text: Text = "",
    evidence: Files = None,
    link: Link = False,
    by: By = None,
    on: On = None,
) -> None:
    """Write the check."""
    from dutytrack.services.acts.verifying import RESULTS, WAYS
    from dutytrack.services.acts.verifying import verify as check

    call = Invocation.of(ctx)
    with call.command("verify", reason=text or None) as session:
        done = check(
            session, key=key, result=result, how=how, by=by or call.settings.actor, on=call.day(on), today=call.today,
            unit=unit, text=text, files=kept_files(call, evidence, link=link),
        )  # fmt: skip
    template = _("{key}: {result} on {on} ({how}, {by}): {title}")
    if done.sent_back:
        template = _("{key}: {result} on {on} ({how}, {by}), it goes back to its unit: {title}")
    say(template.format(
        key=done.key, result=_(RESULTS[done.result]), on=done.on, how=_(WAYS[done.how]), by=done.by, title=done.title
    ))  # fmt: skip
