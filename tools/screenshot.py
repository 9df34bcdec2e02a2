"""Draw the README's pictures of the ledger screen on the demo ledger: docs/screen.svg and docs/screen.zh.svg.

python tools/screenshot.py
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from dutytrack import i18n

DOCS = Path(__file__).parents[1] / "docs"
SIZE = (120, 36)
_REMOTE_FONTS = re.compile(r"@font-face\s*\{[^}]*\}\s*")


def demo_ledger(folder: Path) -> Path:
    """A freshly built demo ledger."""
    from dutytrack.services.demo.building import build_demo
    from dutytrack.store.ledger import Ledger

    path = folder / "demo.db"
    with Ledger.open(path, create=True) as ledger:
        build_demo(ledger)
    return path


async def picture(ledger: Path) -> str:
    """The ledger screen, filled, as SVG."""
    from dutytrack.config import Settings, ledger_today
    from dutytrack.store.file.connection import open_reader
    from dutytrack.store.reading.settings import settings as ledger_settings
    from dutytrack.tui.app import DutyTrackApp
    from dutytrack.tui.shared.access import LedgerAccess

    kept = ledger_settings(open_reader(ledger))
    day = ledger_today(Settings(ledger, "office"), kept)
    app = DutyTrackApp(LedgerAccess(ledger, today=lambda: day, actor="office"))
    async with app.run_test(size=SIZE) as pilot:
        for _ in range(5):
            await app.workers.wait_for_complete()
            await pilot.pause()
        return _REMOTE_FONTS.sub("", app.export_screenshot())


def main() -> None:
    """Draw one picture: a process a language, since the screens' keys are named when they are loaded."""
    language, out = sys.argv[1:3] if len(sys.argv) == 3 else ("", "")
    if not language:
        import subprocess

        for each, name in (("en", "screen.svg"), ("zh", "screen.zh.svg")):
            subprocess.run([sys.executable, __file__, each, DOCS / name], check=True)
        return
    i18n.use_language(language)
    with tempfile.TemporaryDirectory() as folder:
        Path(out).write_text(asyncio.run(picture(demo_ledger(Path(folder)))), encoding="utf-8")


if __name__ == "__main__":
    main()
