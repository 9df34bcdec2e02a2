"""``dutytrack seed``: the readings of real plans that come with the program."""

from __future__ import annotations

from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command, Group
from dutytrack.cli.shell.emit import emit
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import DryRun, Output, Yes
from dutytrack.i18n import N_, _

SOME_FAILED = 2
app = typer.Typer(
    cls=Group, add_completion=False, rich_markup_mode=None, no_args_is_help=True,
    help=N_("Real plans that come with the program"),
)  # fmt: skip


def _complete_name(incomplete: str) -> list[str]:
    from dutytrack.services.demo.seeds import seed_plans

    return [plan.name for plan in seed_plans() if plan.name.startswith(incomplete)]


Name = Annotated[
    str, typer.Argument(metavar="NAME", help=N_("As `seed list` prints it"), autocompletion=_complete_name)
]


@app.command("list", cls=Command, help=N_("The plans there are"))
def list_(ctx: typer.Context, output: Output = None) -> None:
    """List the plans of the seed."""
    from dutytrack.reports.model import Column, Report
    from dutytrack.reports.model import Group as Rows
    from dutytrack.services.demo.seeds import seed_plans

    call = Invocation.of(ctx)
    rows: list[tuple[str | int | None, ...]] = [
        (plan.name, plan.jurisdiction, _iso(plan.period.start), _iso(plan.period.end), plan.tasks, plan.title)
        for plan in seed_plans()
    ]
    columns = (
        Column("name", _("name"), "key"),
        Column("jurisdiction", _("place")),
        Column("start", _("from"), "date"),
        Column("end", _("to"), "date"),
        Column("tasks", _("tasks"), "number"),
        Column("title", _("title")),
    )
    emit(call, Report("seed", _("Plans that come with the program"), columns, (Rows(tuple(rows)),), call.today), output)


def _iso(day: object) -> str | None:
    return None if day is None else str(day)


@app.command(cls=Command, help=N_("Fill the ledger with one of them"))
def load(ctx: typer.Context, name: Name, yes: Yes = False, dry_run: DryRun = False) -> int:
    """Import the plan as ``import`` does: show what is in it, ask, write."""
    from dutytrack.cli.importing.intake import import_documents
    from dutytrack.services.demo.seeds import seed_file
    from dutytrack.services.plans.decisions import Decisions

    failed = import_documents(Invocation.of(ctx), Decisions(), [seed_file(name)], yes=yes, dry_run=dry_run)
    return SOME_FAILED if failed else 0
