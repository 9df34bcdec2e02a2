"""The program's commands and what it does without one."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import typer

from dutytrack.cli.shell.boundary import guarded, hushed
from dutytrack.cli.shell.command import Application, Group
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import DEBUG
from dutytrack.cli.shell.shells import with_shell
from dutytrack.i18n import N_

COMMANDS = (
    "import", "add", "list", "show", "status", "overdue", "why", "today", "diff", "plan", "units", "rules", "lint",
    "remind", "order", "orders", "summon", "instruction", "extend", "appraise", "receive", "progress", "measure",
    "indicator",
    "cadence", "duty", "exempt", "submit", "verify", "return", "suspend", "resume", "drop", "done", "close", "reopen",
    "set", "evidence", "confidence", "leader", "contact", "undo", "log", "seed", "setting", "demo", "help", "version",
)  # fmt: skip
"""Every command, in the order in which help shows them."""


class Program(Group):
    """DutyTrack at the shell: a command's module is imported when the command is called, and no earlier."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - Typer's own signature
        """The names of all commands, in the order in which help shows them."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - Typer's own signature
        """The command called ``cmd_name``, imported now; ``None`` where there is none."""
        if cmd_name not in self.commands and cmd_name in COMMANDS:
            command = typer.main.get_command(_application(cmd_name).holder(cmd_name))
            command.name = cmd_name
            self.commands[cmd_name] = command
        return self.commands.get(cmd_name)

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse ``args``; Typer's own options for completion are told which shell is meant."""
        for parameter in self.params:
            if parameter.name in {"install_completion", "show_completion"} and parameter.callback:
                parameter.callback = with_shell(parameter.callback)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; a reader of its output that has gone away is no error."""
        run = super().invoke
        call = Invocation.of(ctx)
        with call.on_failure(), call.on_damage():
            return hushed(lambda: run(ctx))

    def main(self, args: Sequence[str] | None = None, *_names: Any, **_modes: Any) -> NoReturn:
        """Run the program on ``args`` and leave with its exit code, whoever calls it and by whatever name."""
        given = list(sys.argv[1:] if args is None else args)
        run = super().main
        sys.exit(guarded(lambda: hushed(lambda: run(given, "dutytrack", standalone_mode=False)), given, DEBUG))


def _application(name: str) -> Application:
    """The application that has the command ``name``; an act and no more is made from its declaration."""
    found = _tasks_and_plans(name) or _people(name) or _the_ledger(name)
    if found is None:
        from dutytrack.cli.shell.acting import add_act
        from dutytrack.services.acts.declared.acts import ACTS

        found = Application()
        add_act(found, next(act for act in ACTS.values() if act.words == name))
    return found


def _tasks_and_plans(name: str) -> Application | None:
    match name:
        case "list" | "show" | "status" | "overdue" | "why" | "today" | "diff" | "appraise":
            from dutytrack.cli.commands.questions import app
        case "add" | "duty" | "indicator":
            from dutytrack.cli.commands.tasks import app
        case "import":
            from dutytrack.cli.commands.import_plans import app
        case "plan":
            from dutytrack.cli.commands.plan import app
        case "lint":
            from dutytrack.cli.commands.lint import app
        case "progress":
            from dutytrack.cli.commands.progress import app
        case "cadence":
            from dutytrack.cli.commands.cadence import app
        case "evidence":
            from dutytrack.cli.commands.evidence import app
        case "seed":
            from dutytrack.cli.commands.seed import app
        case _:
            return None
    return app


def _people(name: str) -> Application | None:
    match name:
        case "units":
            from dutytrack.cli.commands.units import app
        case "leader":
            from dutytrack.cli.commands.leader import app
        case "contact":
            from dutytrack.cli.commands.contact import app
        case "confidence":
            from dutytrack.cli.commands.confidence import app
        case "remind":
            from dutytrack.cli.commands.remind import app
        case "orders":
            from dutytrack.cli.commands.orders import app
        case "instruction":
            from dutytrack.cli.commands.instruction import app
        case "extend":
            from dutytrack.cli.commands.extend import app
        case _:
            return None
    return app


def _the_ledger(name: str) -> Application | None:
    match name:
        case "rules":
            from dutytrack.cli.commands.rules import app
        case "setting":
            from dutytrack.cli.commands.setting import app
        case "undo":
            from dutytrack.cli.commands.undo import app
        case "log":
            from dutytrack.cli.commands.log import app
        case "demo":
            from dutytrack.cli.commands.demo import app
        case "help" | "version":
            from dutytrack.cli.commands.program import app
        case _:
            return None
    return app


app = typer.Typer(cls=Program, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.callback(
    invoke_without_command=True,
    help=N_("Who leads each task of a plan, by when, and how far it is. Without a command it opens the screens."),
)
def dutytrack(ctx: typer.Context) -> None:
    """Open the screens where no command was given; with no terminal, print the status and what is overdue."""
    if ctx.invoked_subcommand is None:
        from dutytrack.cli.shell.screens import open_screens

        open_screens(Invocation.of(ctx))
