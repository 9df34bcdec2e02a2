"""``dutytrack demo``: a fictional city's ledger, filled and opened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from dutytrack.cli.shell.command import Application
from dutytrack.cli.shell.invocation import Invocation
from dutytrack.cli.shell.options import argument, option
from dutytrack.errors import DutyTrackError
from dutytrack.i18n import N_, _

app = Application()
LEDGER = "ledger.db"
Folder = Annotated[Path, argument("[FOLDER]", N_("Where the demo ledger lies; made where it is missing"))]
Fresh = Annotated[bool, option("--fresh", N_("Make it anew, what was changed in it is lost"))]


class NotADemoError(DutyTrackError):
    """The ledger in the demo's place does not say that it is one."""

    def __init__(self, path: Path) -> None:
        sentence = _(
            "{path} is not marked as a demo: it is somebody's ledger, or a demo of an older version; nothing was "
            "changed. Name another folder, or delete it yourself where you know that it is only a demo"
        )
        super().__init__(sentence, path=path)


class LogAloneError(DutyTrackError):
    """What a ledger leaves beside it lies in the demo's place, without the ledger."""

    def __init__(self, side: Path, path: Path) -> None:
        sentence = _(
            "{side} belongs to a ledger {name} that is not there: it may hold what was written last; nothing was "
            "changed. Name another folder, or put the ledger back"
        )
        super().__init__(sentence, side=side, name=path.name)


class LedgerOfDemoError(DutyTrackError):
    """A ledger is named for the demo, which has its own."""

    def __init__(self) -> None:
        super().__init__(_("demo opens a ledger of its own, in FOLDER; leave --ledger out"))


class NotAFolderError(DutyTrackError):
    """The demo's folder is a file."""

    def __init__(self, path: Path) -> None:
        super().__init__(_("{path} is a file; demo takes the folder that its ledger lies in"), path=path)


@app.command(N_("Fill a demo ledger and open it; with no terminal, print its status and what is overdue"))
def _demo(call: Invocation, folder: Folder = Path("demo"), fresh: Fresh = False) -> None:
    """Make the demo ledger where it is missing, then open the screens on it."""
    from dutytrack.cli.shell.screens import open_screens

    _check_call(call, folder)
    path = folder / LEDGER
    filled = call.on_ledger(path)
    is_there = _check(filled)
    if fresh or not is_there:
        with filled.on_damage():
            _fill(filled)
    open_screens(call.on_ledger(path))


def _check_call(call: Invocation, folder: Path) -> None:
    from dutytrack.files import LedgerFileError
    from dutytrack.store.file.location import belongs_to_a_ledger

    if call.option("ledger") is not None:
        raise LedgerOfDemoError
    if folder.exists() and not folder.is_dir():
        raise NotAFolderError(folder)
    if belongs_to_a_ledger(folder):
        raise LedgerFileError(folder)


def _check(call: Invocation) -> bool:
    """Whether the demo is there; NotADemoError where something else is in its place."""
    from contextlib import closing

    from dutytrack.store.reading.settings import is_demo
    from dutytrack.store.sql.dialect import SIDE_ENDINGS

    path = Path(os.path.realpath(call.path))
    if not path.exists():
        for ending in SIDE_ENDINGS:
            side = path.with_name(path.name + ending)
            if side.exists():
                raise LogAloneError(side, path)
        return False
    with closing(call):
        if not is_demo(call.reader):
            raise NotADemoError(call.path)
    return True


def _fill(call: Invocation) -> None:
    """Build the ledger aside: one that was interrupted is never taken for whole, and an old one stays till then."""
    from contextlib import suppress

    from dutytrack.drafts import make_folders, workplace

    path = Path(os.path.realpath(call.path))
    made = make_folders(path.parent)
    try:
        with workplace(path.parent) as folder:
            draft = folder / LEDGER
            _build(draft)
            _put(draft, path, call)
    except BaseException:
        for each in reversed(made):
            with suppress(OSError):
                each.rmdir()
        raise


def _build(draft: Path) -> None:
    from dutytrack.drafts import settle
    from dutytrack.services.demo.building import build_demo
    from dutytrack.store.file.connection import tidy
    from dutytrack.store.ledger import Ledger

    with Ledger.open(draft, create=True, durable=False) as ledger:
        build_demo(ledger)
    tidy(draft)
    settle(draft)


def _put(draft: Path, path: Path, call: Invocation) -> None:
    """Put the ledger in its place, looking once more at what is there: that took a while. Raises NotADemoError."""
    from dutytrack.store.file.placing import put_new, replace
    from dutytrack.store.reading.settings import is_demo

    was_put = replace(draft, path, is_demo) if _check(call) else put_new(draft, path)
    if not was_put and not _check(call):
        raise NotADemoError(call.path)
