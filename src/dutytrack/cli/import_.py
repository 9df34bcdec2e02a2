"""``dutytrack import``: plan documents become tasks of the ledger, a file a transaction."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from dutytrack.cli.command import Command
from dutytrack.cli.completion import complete_plan
from dutytrack.cli.errors import SheetMissingError
from dutytrack.cli.intake import Importing, is_shown_as_data
from dutytrack.cli.invocation import Invocation
from dutytrack.cli.options import On, Yes
from dutytrack.cli.reviewing import Reviewing
from dutytrack.i18n import N_

app = typer.Typer(add_completion=False, rich_markup_mode=None)
SOME_FAILED = 2

Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help=N_("Plan documents, and folders that hold some"))]
DryRun = Annotated[bool, typer.Option("--dry-run", help=N_("Show what would be written; no ledger is needed"))]
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
) -> int:
    """Read each file, show what is in it, ask, write; a file that fails does not stop the others."""
    from dutytrack.cli.documents import documents
    from dutytrack.services.decisions import Decisions

    call, paths = Invocation.of(ctx), documents(files)
    keys = frozenset(spelled for name in leave or () for spelled in (name.strip(), name.strip().upper()))
    decisions = Decisions(code, amends, new, keys, None if on is None else call.day(on), conclude)
    is_reviewed = review or review_sheet is not None or accept
    if dry_run and not is_reviewed and is_shown_as_data(call, decisions):
        return _left(Importing(call, decisions, yes=yes).show(paths))
    if amends is not None:
        call.check_there()
    with call.rehearsal() if dry_run else nullcontext(call) as run:
        importing = Importing(run, decisions, yes=yes)
        if not is_reviewed:
            return _left(importing.take_in(paths))
        _review(Reviewing(importing), paths, review_sheet, accept=accept)
        return 0


def _left(failed: bool) -> int:
    return SOME_FAILED if failed else 0


def _review(reviewing: Reviewing, paths: list[Path], sheet: Path | None, *, accept: bool) -> None:
    if sheet is not None:
        reviewing.in_sheet(paths, sheet, accept=accept)
    elif accept:
        raise SheetMissingError
    else:
        reviewing.on_screen(paths)
