"""``dutytrack demo``: a fictional city's ledger, filled and opened."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dutytrack.cli.command import Command
from dutytrack.cli.invocation import Invocation
from dutytrack.i18n import N_

app = typer.Typer(add_completion=False, rich_markup_mode=None)
LEDGER = "ledger.db"
Folder = Annotated[
    Path, typer.Argument(metavar="[FOLDER]", help=N_("Where the demo ledger lies; made where it is missing"))
]
Fresh = Annotated[bool, typer.Option("--fresh", help=N_("Make it anew, what was changed in it is lost"))]


@app.command(
    cls=Command, help=N_("Fill a demo ledger and open it; with no terminal, print its status and what is overdue")
)
def demo(ctx: typer.Context, folder: Folder = Path("demo"), fresh: Fresh = False) -> None:
    """Make the demo ledger where it is missing, then open the screens on it."""
    from dutytrack.cli.screens import open_screens

    path = folder / LEDGER
    if fresh:
        for file in (path, *(path.with_name(LEDGER + end) for end in ("-wal", "-shm"))):
            file.unlink(missing_ok=True)
    if not path.exists():
        _fill(path)
    call = Invocation.of(ctx).on_ledger(path)
    open_screens(call)


def _fill(path: Path) -> None:
    """Build the ledger under another name first, so that one that was interrupted is never taken for whole."""
    from dutytrack.services.demo import build_demo
    from dutytrack.store.connection import tidy
    from dutytrack.store.ledger import Ledger

    draft = path.with_suffix(".draft")
    for file in (draft, *(draft.with_name(draft.name + end) for end in ("-wal", "-shm"))):
        file.unlink(missing_ok=True)
    with Ledger.open(draft, create=True, durable=False) as ledger:
        build_demo(ledger)
    tidy(draft)
    draft.rename(path)
