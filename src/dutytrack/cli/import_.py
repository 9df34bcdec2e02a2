"""``dutytrack import``: plan documents become tasks of the ledger, a file a transaction."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dutytrack.cli.command import Command
from dutytrack.cli.completion import complete_plan
from dutytrack.cli.errors import CodeForSeveralPlansError, SheetMissingError
from dutytrack.cli.invocation import Invocation
from dutytrack.cli.options import DryRun, On, Yes
from dutytrack.i18n import N_

if TYPE_CHECKING:
    from dutytrack.cli.intake import Intake
    from dutytrack.cli.reviewing import Reviewing

app = typer.Typer(add_completion=False, rich_markup_mode=None)
SOME_FAILED = 2

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help=N_("Plan documents, and folders that hold some"))]
Code = Annotated[str | None, typer.Option("--code", metavar="CODE", help=N_("The plan's short code, as in BH25"))]
Conclude = Annotated[
    bool | None,
    typer.Option("--conclude/--no-conclude", help=N_("Conclude a plan whose period is over, or leave it open")),
]
Amends = Annotated[
    str | None,
    typer.Option("--amends", metavar="PLAN", help=N_("The document is a later text of this plan"),
                 autocompletion=complete_plan),
]  # fmt: skip
Leave = Annotated[
    list[str] | None,
    typer.Option("--leave", metavar="KEY", help=N_("Leave this task (key, or number in a later text) as it is")),
]
AsNew = Annotated[bool, typer.Option("--new", help=N_("A plan of its own, though it is like one that is there"))]
NewUnits = Annotated[
    bool, typer.Option("--new-units", help=N_("Enter units typed in review though their names are near to others'"))
]
Review = Annotated[bool, typer.Option("--review", help=N_("Go over the reading on the screen before it is written"))]
ReviewSheet = Annotated[
    Path | None,
    typer.Option(
        "--review-sheet", metavar="FILE.xlsx", help=N_("Write the reading as a workbook with columns for corrections")
    ),
]
Accept = Annotated[bool, typer.Option("--accept", help=N_("Take in the corrections of the review sheet, and write"))]


@app.command("import", cls=Command, help=N_("Read plan documents into the ledger"))
def import_(
    ctx: typer.Context,
    files: Files,
    yes: Yes = False,
    dry_run: DryRun = False,
    code: Code = None,
    conclude: Conclude = None,
    amends: Amends = None,
    leave: Leave = None,
    on: On = None,
    new: AsNew = False,
    review: Review = False,
    review_sheet: ReviewSheet = None,
    accept: Accept = False,
    new_units: NewUnits = False,
) -> int:
    """Read each file, show what is in it, ask, write; a file that fails does not stop the others."""
    from dutytrack.cli.amending import Amending
    from dutytrack.cli.intake import Intake, documents
    from dutytrack.cli.reviewing import Reviewing

    call = Invocation.of(ctx)
    if review or review_sheet is not None or accept:
        reviewing = Reviewing(
            call, yes=yes, code=code, conclude=conclude, amends=amends, as_new=new, new_units=new_units
        )
        _review(reviewing, documents(files), review_sheet, accept=accept)
        return 0
    amending = Amending(call, amends=amends, leave=leave or (), as_new=new, on=None if on is None else call.day(on))
    intake = Intake(call, yes=yes, code=code, conclude=conclude, amending=amending)
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


def _review(reviewing: Reviewing, paths: list[Path], sheet: Path | None, *, accept: bool) -> None:
    if sheet is not None:
        reviewing.in_sheet(paths, sheet, accept=accept)
    elif accept:
        raise SheetMissingError
    else:
        reviewing.on_screen(paths)
