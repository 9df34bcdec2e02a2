"""``dutytrack demo``: a fictional city's ledger, filled and opened."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dutytrack.cli.shell.command import Command
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _

app = typer.Typer(add_completion=False, rich_markup_mode=None)
LEDGER = "ledger.db"
Folder = Annotated[
    Path, typer.Argument(metavar="[FOLDER]", help=N_("Where the demo ledger lies; made where it is missing"))
]
Fresh = Annotated[bool, typer.Option("--fresh", help=N_("Make it anew, what was changed in it is lost"))]


class NotADemoError(DutyTrackError):
    """The ledger in the demo's place does not say that it is one."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "{path} is not marked as a demo: it is somebody's ledger, or a demo of an older version; nothing was "
                "changed. Name another folder, or delete it yourself where you know that it is only a demo"
            ).format(path=path)
        )


@app.command(
    cls=Command, help=N_("Fill a demo ledger and open it; with no terminal, print its status and what is overdue")
)
def demo(ctx: typer.Context, folder: Folder = Path("demo"), fresh: Fresh = False) -> None:
    """Make the demo ledger where it is missing, then open the screens on it."""
    from dutytrack.cli.shell.screens import open_screens

    path = folder / LEDGER
    call = Invocation.of(ctx).on_ledger(path)
    is_there = _check(call)
    if fresh or not is_there:
        _fill(path.resolve())
    open_screens(Invocation.of(ctx).on_ledger(path))


def _check(call: Invocation) -> bool:
    """Whether the demo is there; NotADemoError where something else is in its place."""
    from contextlib import closing

    from dutytrack.store.file.location import SIDE_ENDINGS
    from dutytrack.store.reading.settings import DEMO, settings

    path = call.path.resolve()
    if not path.exists():
        if any(path.with_name(path.name + ending).exists() for ending in SIDE_ENDINGS):
            raise NotADemoError(path)
        return False
    with closing(call):
        if not settings(call.reader).get(DEMO):
            raise NotADemoError(call.path)
    return True


def _fill(path: Path) -> None:
    """Build the ledger aside: one that was interrupted is never taken for whole, and an old one stays till then."""
    from tempfile import TemporaryDirectory

    from dutytrack.files import make_folders
    from dutytrack.services.demo.building import build_demo
    from dutytrack.store.file.connection import tidy
    from dutytrack.store.file.location import SIDE_ENDINGS
    from dutytrack.store.ledger import Ledger

    make_folders(path.parent)
    with TemporaryDirectory(prefix=".demo-", dir=path.parent) as folder:
        draft = Path(folder, LEDGER)
        with Ledger.open(draft, create=True, durable=False) as ledger:
            build_demo(ledger)
        tidy(draft)
        for ending in SIDE_ENDINGS:
            path.with_name(path.name + ending).unlink(missing_ok=True)
        draft.replace(path)
