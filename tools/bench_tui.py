"""Open the ledger screen without a terminal and leave as soon as its first page is drawn.

    python tools/bench_tui.py LEDGER [--settle]

With ``--settle`` it leaves when all that is counted beside the page has come in too.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import sys
from pathlib import Path

from dutytrack.tui.app import DutyTrackApp
from dutytrack.tui.ledger.task_table import TaskTable
from dutytrack.tui.shared.access import LedgerAccess

A_MOMENT = 0.002
"""Seconds between looks; Pilot's own pause would wait until nothing is counted any more."""


async def first_screen(ledger: Path, *, settle: bool) -> None:
    """Leave the program when the first page of ``ledger`` is on the screen."""
    app = DutyTrackApp(LedgerAccess(ledger, today=dt.date.today, actor="bench"))
    async with app.run_test(size=(120, 40)) as pilot:
        table = app.screen.query_one(TaskTable)
        while not table.row_count:  # noqa: ASYNC110 - a table tells nobody when it is filled
            await asyncio.sleep(A_MOMENT)
        drawn = asyncio.Event()
        table.call_after_refresh(drawn.set)
        await drawn.wait()
        if not settle:
            os._exit(0)
        await app.workers.wait_for_complete()
        await pilot.pause()


if __name__ == "__main__":
    asyncio.run(first_screen(Path(sys.argv[1]), settle="--settle" in sys.argv))
