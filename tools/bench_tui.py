"""Open the ledger screen without a terminal and leave as soon as its first page is shown."""

from __future__ import annotations

import asyncio
import datetime as dt
import sys
from pathlib import Path

from dutytrack.tui.access import LedgerAccess
from dutytrack.tui.app import DutyTrackApp
from dutytrack.tui.widgets.tasktable import TaskTable


async def first_screen(ledger: Path) -> int:
    """The number of tasks on the first page."""
    app = DutyTrackApp(LedgerAccess(ledger, today=dt.date.today, actor="bench"))
    async with app.run_test(size=(120, 40)) as pilot:
        table = app.screen.query_one(TaskTable)
        while not table.row_count:
            await pilot.pause()
        return table.row_count


if __name__ == "__main__":
    print(asyncio.run(first_screen(Path(sys.argv[1]))))
