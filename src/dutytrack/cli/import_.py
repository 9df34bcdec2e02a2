"""``dutytrack import``: plan documents become tasks of the ledger, a file a transaction."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutytrack.cli.command import Command
from dutytrack.cli.errors import CodeForSeveralPlansError
from dutytrack.cli.invocation import Invocation
from dutytrack.cli.options import Yes
from dutytrack.i18n import N_

if TYPE_CHECKING:
    from dutytrack.cli.intake import Intake

app = typer.Typer(add_completion=False, rich_markup_mode=None)
SOME_FAILED = 2

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help=N_("Plan documents, and folders that hold some"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Show what would be written; no ledger is needed"))]
Code = Annotated[str | None, typer.Option("--code", metavar="CODE", help=N_("The plan's short code, as in BH25"))]
Conclude = Annotated[
    bool | None,
    typer.Option("--conclude/--no-conclude", help=N_("Conclude a plan whose period is over, or leave it open")),
]


@app.command("import", cls=Command, help=N_("Read plan documents into the ledger"))
def import_(
    ctx: typer.Context,
    files: Files,
    yes: Yes = False,
    dry_run: DryRun = False,
    code: Code = None,
    conclude: Conclude = None,
) -> int:
    """Read each file, show what is in it, ask, write; a file that fails does not stop the others."""
    from dutytrack.cli.intake import Intake, documents

    call = Invocation.of(ctx)
    intake = Intake(call, yes=yes, code=code, conclude=conclude)
    paths = documents(files)
    if dry_run:
        intake.show(paths)
    else:
        _write_all(intake, paths)
    return SOME_FAILED if intake.failed else 0


def _write_all(intake: Intake, paths: list[Path]) -> None:
    if intake.code is not None and len(paths) > 1:
        raise CodeForSeveralPlansError(len(paths))
    for path in paths:
        intake.take_in(path)
