"""Opening the screens, or saying what they would show where nobody can see them."""

from __future__ import annotations

import gc

from dutytrack.cli.shell.emit import emit
from dutytrack.cli.shell.invocation import Invocation, on_terminal


def open_screens(call: Invocation) -> None:
    """Open the screens on the ledger; with no terminal attached, print its status and what is overdue."""
    _ = call.reader  # a ledger that can't be used is told before the screen is taken
    if not on_terminal():
        from dutytrack.reports.overdue import overdue_report
        from dutytrack.reports.status import status_report

        emit(call, status_report(call.look))
        emit(call, overdue_report(call.look))
        return
    call.refuse("--known-at")
    from dutytrack.tui.app import run

    gc.enable()
    as_of = None if call.option("as_of") is None else call.as_of
    run(call.settings._replace(as_of=as_of))
