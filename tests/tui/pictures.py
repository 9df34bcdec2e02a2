"""Draw the main screens as plain text: ``python pictures.py LANGUAGE LEDGER DAY`` writes them as JSON by name.

A process of its own, because the words of keys are settled when the screens are loaded.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import re
import sys
from contextlib import suppress
from html import unescape
from pathlib import Path

from rich.cells import cell_len
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from dutytrack import i18n

SIZES = ((80, 24), (120, 40))
SCREENS = {
    "ledger": (),
    "task": ("enter",),
    "today": ("2",),
    "why": ("w",),
    "help": ("question_mark",),
    "acts": ("a",),
    "report": ("p",),
    "views": ("v",),
}
"""Each screen and the key that leads to it; escape leads back, but for the last."""
_RUN = re.compile(r'<text class="([^"]*)" x="([\d.]+)" y="([\d.]+)"[^>]*>(.*?)</text>', re.DOTALL)


def plain(svg: str) -> str:
    """The text of a screenshot, cell by cell."""
    runs = [(float(x), float(y), unescape(text)) for kind, x, y, text in _RUN.findall(svg) if "title" not in kind]
    cell = _cell_width(svg)
    rows: dict[float, list[tuple[int, str]]] = {}
    for x, y, text in runs:
        rows.setdefault(y, []).append((round(x / cell), text.replace("\xa0", " ")))
    return "\n".join(_row(rows[y]) for y in sorted(rows)) + "\n"


def _cell_width(svg: str) -> float:
    """A cell's width: Rich gives a run's length by its characters, its place by its cells."""
    length, text = re.findall(r'textLength="([\d.]+)"[^>]*>([^<]+)</text>', svg)[0]
    return float(length) / len(unescape(text))


def _row(runs: list[tuple[int, str]]) -> str:
    line = ""
    for column, text in sorted(runs):
        line += " " * (column - cell_len(line)) + text
    return line.rstrip()


async def settle(pilot: Pilot[None]) -> None:
    """Wait until every call to the ledger has been answered and shown."""
    idle = 0
    while idle < 2:
        with suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        idle = idle + 1 if all(worker.is_finished for worker in pilot.app.workers) else 0


async def draw(ledger: Path, day: dt.date) -> dict[str, str]:
    """Every screen in every size."""
    from dutytrack.tui.app import DutyTrackApp
    from dutytrack.tui.shared.access import LedgerAccess

    drawn: dict[str, str] = {}
    for width, height in SIZES:
        app = DutyTrackApp(LedgerAccess(ledger, today=lambda: day, actor="office"))
        async with app.run_test(size=(width, height)) as pilot:
            await settle(pilot)
            for name, keys in SCREENS.items():
                await press(pilot, *keys)
                drawn[f"{name}-{width}x{height}"] = plain(app.export_screenshot(simplify=True))
                await press(pilot, *("escape" for _ in keys))
    return drawn


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press ``keys`` and wait for what they bring."""
    await pilot.press(*keys)
    await settle(pilot)


if __name__ == "__main__":
    i18n.use_language(sys.argv[1])
    pictures = asyncio.run(draw(Path(sys.argv[2]), dt.date.fromisoformat(sys.argv[3])))
    sys.stdout.write(json.dumps(pictures))
