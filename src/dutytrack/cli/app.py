"""The program's commands and what it does without one."""

from __future__ import annotations

from typing import Any, ClassVar

import typer

from dutytrack.cli.shell.command import LazyGroup
from dutytrack.cli.shell.shells import with_shell
from dutytrack.i18n import N_

COMMANDS = {
    name: f"dutytrack.cli.commands.{module}"
    for name, module in (
        ("import", "import_plans"),
        ("add", "add"),
        ("list", "list_tasks"),
        ("show", "show"),
        ("status", "status"),
        ("overdue", "overdue"),
        ("why", "why"),
        ("today", "today"),
        ("diff", "diff"),
        ("plan", "plan"),
        ("units", "units"),
        ("rules", "rules"),
        ("lint", "lint"),
        ("remind", "remind"),
        ("order", "acting"),
        ("orders", "orders"),
        ("summon", "acting"),
        ("extend", "extend"),
        ("appraise", "appraise"),
        ("receive", "acting"),
        ("progress", "progress"),
        ("measure", "acting"),
        ("indicator", "indicator"),
        ("cadence", "cadence"),
        ("duty", "duty"),
        ("exempt", "acting"),
        ("submit", "acting"),
        ("verify", "acting"),
        ("return", "acting"),
        ("suspend", "acting"),
        ("resume", "acting"),
        ("drop", "acting"),
        ("done", "acting"),
        ("close", "acting"),
        ("reopen", "acting"),
        ("set", "acting"),
        ("evidence", "evidence"),
        ("confidence", "confidence"),
        ("leader", "leader"),
        ("contact", "contact"),
        ("undo", "undo"),
        ("log", "log"),
        ("seed", "seed"),
        ("setting", "setting"),
        ("demo", "demo"),
        ("help", "help_page"),
        ("version", "version"),
    )
}
"""Every command and the module that holds it."""


class Program(LazyGroup):
    """DutyTrack at the shell."""

    modules: ClassVar = COMMANDS

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse ``args``; Typer's own options for completion are told which shell is meant."""
        for parameter in self.params:
            if parameter.name in {"install_completion", "show_completion"} and parameter.callback:
                parameter.callback = with_shell(parameter.callback)
        return super().parse_args(ctx, args)


app = typer.Typer(cls=Program, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.callback(
    invoke_without_command=True,
    help=N_("Who leads each task of a plan, by when, and how far it is. Without a command it opens the screens."),
)
def dutytrack(ctx: typer.Context) -> None:
    """Open the screens where no command was given; with no terminal, print the status and what is overdue."""
    if ctx.invoked_subcommand is None:
        from dutytrack.cli.shell.invocation import Invocation
        from dutytrack.cli.shell.screens import open_screens

        open_screens(Invocation.of(ctx))
