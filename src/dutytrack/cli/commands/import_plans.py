"""``dutytrack import``: plan documents become tasks of the ledger, a file a transaction."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

from dutytrack.cli.importing.intake import Importing, import_documents
from dutytrack.cli.importing.reviewing import Reviewing
from dutytrack.cli.shell.command import Application
from dutytrack.cli.shell.completion import complete_plan
from dutytrack.cli.shell.emit import SOME_FAILED
from dutytrack.cli.shell.errors import SheetMissingError
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import DryRun, On, Yes, argument, option
from dutytrack.i18n import N_

app = Application()

Files = Annotated[list[Path], argument("FILE...", N_("Plan documents, and folders that hold some"))]
Code = Annotated[str | None, option("--code", N_("The plan's short code, as in BH25"), "CODE")]
Conclude = Annotated[
    bool | None, option("--conclude/--no-conclude", N_("Conclude a plan whose period is over, or leave it open"))
]
Amends = Annotated[
    str | None, option("--amends", N_("The document is a later text of this plan"), "PLAN", complete_plan)
]
Leave = Annotated[
    list[str] | None, option("--leave", N_("Leave this task (key, or number in a later text) as it is"), "KEY")
]
AsNew = Annotated[bool, option("--new", N_("A plan of its own, though it is like one that is there"))]
NewUnits = Annotated[
    bool, option("--new-units", N_("Enter units typed in review though their names are near to others'"))
]
Doubtful = Annotated[bool, option("--doubtful", N_("Take in as it was read what may be read wrongly in much"))]
Review = Annotated[bool, option("--review", N_("Go over the reading on the screen before it is written"))]
ReviewSheet = Annotated[
    Path | None,
    option("--review-sheet", N_("Write the reading as a workbook with columns for corrections"), "FILE.xlsx"),
]
Accept = Annotated[bool, option("--accept", N_("Take in the corrections of the review sheet, and write"))]


@app.command(N_("Read plan documents into the ledger"))
def _import(
    call: Invocation,
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
    doubtful: Doubtful = False,
) -> int:
    """Read each file, show what is in it, ask, write; a file that fails does not stop the others."""
    from dutytrack.cli.importing.documents import documents
    from dutytrack.domain.units.naming import Naming
    from dutytrack.services.plans.decisions import Decisions

    paths = documents(files)
    keys = frozenset(spelled for name in leave or () for spelled in (name.strip(), name.strip().upper()))
    day = call.day_if(on)
    decisions = Decisions(code, amends, new, keys, day, doubtful, conclude, Naming(new=new_units))
    if not review and review_sheet is None and not accept:
        return SOME_FAILED if import_documents(call, decisions, paths, yes=yes, dry_run=dry_run) else 0
    if amends is not None:
        call.check_there()
    is_tried = dry_run and (review or accept)
    with call.rehearsal() if is_tried else nullcontext(call) as run:
        reviewing = Reviewing(Importing(run, decisions, yes=yes))
        if review_sheet is not None:
            failed = reviewing.in_sheet(paths, review_sheet, accept=accept)
        elif accept:
            raise SheetMissingError
        else:
            failed = reviewing.on_screen(paths)
    return SOME_FAILED if failed else 0
