"""A small ledger on real files, the application on it, and the real program on a terminal of its own."""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager, closing, suppress
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Self
from unicodedata import east_asian_width

import pexpect
import pyte
import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Button, Input, Select, Static
from textual.worker import WorkerCancelled

from dutytrack.domain.plan.model import ParsedPlan
from dutytrack.plantext.plan.reader import read_plans
from dutytrack.services.acts.closing import close_task
from dutytrack.services.desk import Desk
from dutytrack.services.plans.documents import DocumentText
from dutytrack.services.plans.importing import import_plan
from dutytrack.store.ledger import Ledger
from dutytrack.tui.app import WATCH_SECONDS, DutyTrackApp
from dutytrack.tui.ledger.task_table import TaskTable
from dutytrack.tui.shared.access import LedgerAccess

TODAY = dt.date(2026, 7, 15)
PLAN = """临澜市港口提升行动方案(2025-2027年)

一、主要任务

(一)扩建码头。到2026年,建成泊位12个。(牵头单位:市交通局,责任单位:市财政局、市自然资源局)

(二)疏浚航道。2026年6月底前完成航道疏浚。(牵头单位:市港航局,责任单位:市财政局)

(三)培训船员。每季度组织一次船员培训,到2027年培训船员2000名。(牵头单位:市人社局,责任单位:各县(市、区)政府)

(四)整治岸线“[乱搭]”。加强岸线管理。(责任单位:市城管局、相关部门)
"""


async def settled(pilot: Pilot[None]) -> None:
    """Wait until every call to the ledger has been answered and shown."""
    idle = 0
    while idle < 2:
        with suppress(WorkerCancelled):
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        idle = idle + 1 if all(worker.is_finished for worker in pilot.app.workers) else 0


class Driver:
    """The application under a test's hands."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot = pilot

    @property
    def app(self) -> DutyTrackApp:
        assert isinstance(self.pilot.app, DutyTrackApp)
        return self.pilot.app

    @property
    def screen(self) -> Screen[object]:
        return self.app.screen

    @property
    def table(self) -> TaskTable:
        return self.screen.query_one(TaskTable)

    @property
    def keys(self) -> list[str]:
        """The keys of the tasks in the table."""
        return [row.key for row in self.table.rows_shown]

    @property
    def toasts(self) -> str:
        return " ".join(str(toast.render()) for toast in self.screen.query("Toast"))

    def text(self, selector: str) -> str:
        """What a static text says."""
        return str(self.screen.query_one(selector, Static).content)

    async def settle(self) -> None:
        await settled(self.pilot)

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def filter(self, text: str) -> None:
        await self.press("slash")
        self.screen.query_one("#filter", Input).value = text
        await self.settle()

    async def choose(self, key: str) -> None:
        self.table.choose(key)
        await self.settle()

    async def fill(self, **values: str) -> None:
        """Fill the open form in and confirm it."""
        for name, value in values.items():
            entry = self.screen.query_one(f"#{name}")
            assert isinstance(entry, Input | Select)
            entry.value = value
        self.screen.query_one("#confirm", Button).press()
        await self.settle()

    async def until_noticed(self) -> None:
        """Wait for the application to look whether another program changed the ledger."""
        await self.pilot.pause(WATCH_SECONDS * 1.5)
        await self.settle()


@pytest.fixture
def settle() -> Callable[[Pilot[None]], Awaitable[None]]:
    return settled


def plan() -> ParsedPlan:
    (parsed,) = read_plans(PLAN, "port.txt")
    return parsed


@pytest.fixture(scope="session")
def made_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "ledger.db"
    with Ledger.open(path, create=True) as ledger:
        with ledger.command("import", actor="office") as session:
            document = DocumentText("port.txt", "text/plain", sha256(PLAN.encode()).hexdigest(), PLAN)
            import_plan(Desk(session, TODAY), plan(), document, code="LL25")
        with ledger.command("close", actor="office") as session:
            close_task(Desk(session, TODAY), "LL25-2", dt.date(2026, 6, 1))
    return path


@pytest.fixture
def ledger_path(made_ledger: Path, tmp_path: Path) -> Path:
    """A ledger of its own for each test: a copy of one that is made once."""
    path = tmp_path / "ledger.db"
    with closing(sqlite3.connect(made_ledger)) as made, closing(sqlite3.connect(path)) as copy:
        made.backup(copy)
    return path


@pytest.fixture
def today() -> dt.date:
    return TODAY


@pytest.fixture
def opened(ledger_path: Path) -> Callable[..., AbstractAsyncContextManager[Driver]]:
    @asynccontextmanager
    async def start(
        size: tuple[int, int] = (120, 40),
        *,
        path: Path = ledger_path,
        as_of: dt.date | None = None,
        today: dt.date = TODAY,
    ) -> AsyncIterator[Driver]:
        app = DutyTrackApp(LedgerAccess(path, today=lambda: today, actor="office", as_of=as_of))
        async with app.run_test(size=size, notifications=True) as pilot:
            driver = Driver(pilot)
            await driver.settle()
            yield driver

    return start


PATIENCE = 60.0
"""Seconds until what is waited for counts as not coming; a machine at work is slow."""


def is_wide(cell: str) -> bool:
    """Whether what stands in a cell of the terminal takes the next one as well."""
    return cell != "" and east_asian_width(cell[0]) in "WF"


class Terminal:
    """A program under a pseudo-terminal; ``screen`` is what a person sees."""

    def __init__(self, command: Sequence[str], *, size: tuple[int, int] = (80, 24)) -> None:
        columns, lines = size
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self.said = b""
        """All that the program wrote."""
        environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(columns), "LINES": str(lines)}
        self.child = pexpect.spawn(
            command[0], list(command[1:]), env=environment, dimensions=(lines, columns), timeout=PATIENCE
        )
        self.child.delaybeforesend = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.child.close(force=True)

    @property
    def screen(self) -> str:
        return "\n".join(self._line(y) for y in range(self._screen.lines))

    def _line(self, y: int) -> str:
        """One line; the half left of a wide character that was half drawn over is a blank, as on a real terminal."""
        row = self._screen.buffer[y]
        cells = [row[x].data for x in range(self._screen.columns)]
        return "".join(cell or ("" if is_wide(left) else " ") for left, cell in pairwise(["", *cells]))

    def type(self, text: str) -> None:
        """All of ``text`` in one write."""
        self.child.send(text)

    def paste(self, text: str) -> None:
        """As a terminal does it that marks what is pasted."""
        self.type(f"\x1b[200~{text}\x1b[201~")

    def until(self, seen: str | Callable[[str], bool]) -> str:
        """Look at the screen until ``seen`` is on it, or holds of it; the screen."""
        holds = seen if callable(seen) else lambda screen: seen in screen
        deadline = time.monotonic() + PATIENCE
        while not holds(self.screen):
            assert time.monotonic() < deadline, f"not seen: {seen}\n{self.screen}"
            if not self._read():
                assert holds(self.screen), f"ended before: {seen}\n{self.screen}"
        return self.screen

    def ended(self) -> int:
        """Wait for the end; the exit code."""
        deadline = time.monotonic() + PATIENCE
        while self._read():
            assert time.monotonic() < deadline, f"did not end\n{self.screen}"
        self.child.wait()
        return int(self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus)

    def _read(self) -> bool:
        """Draw what the program wrote meanwhile; whether it goes on."""
        try:
            data = self.child.read_nonblocking(size=65536, timeout=1)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.said += data
        self._stream.feed(data)
        return True


@pytest.fixture
def on_terminal() -> Iterator[Callable[[Sequence[str]], Terminal]]:
    """Starts a command on a terminal of 80x24; it is ended with the test."""
    with ExitStack() as opened:
        yield lambda command: opened.enter_context(Terminal(command))


@pytest.fixture
def program(
    ledger_path: Path, on_terminal: Callable[[Sequence[str]], Terminal], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Terminal]:
    """Starts the real program on the ledger, on a terminal."""
    monkeypatch.setenv("DUTYTRACK_TODAY", TODAY.isoformat())

    def start(*options: str) -> Terminal:
        return on_terminal([sys.executable, "-m", "dutytrack", "--ledger", str(ledger_path), *options])

    return start
