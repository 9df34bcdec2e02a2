"""A small ledger on real files, and the application on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from dutytrack.domain.plan import ParsedPlan
from dutytrack.plantext.reader import read_plans
from dutytrack.services.closing import close_task
from dutytrack.services.documents import DocumentText
from dutytrack.services.importing import import_plan
from dutytrack.store.ledger import Ledger
from dutytrack.tui.access import LedgerAccess
from dutytrack.tui.app import DutyTrackApp

TODAY = dt.date(2026, 7, 15)
PLAN = """临澜市港口提升行动方案(2025-2027年)

一、主要任务

(一)扩建码头。到2026年,建成泊位12个。(牵头单位:市交通局,责任单位:市财政局、市自然资源局)

(二)疏浚航道。2026年6月底前完成航道疏浚。(牵头单位:市港航局,责任单位:市财政局)

(三)培训船员。每季度组织一次船员培训,到2027年培训船员2000名。(牵头单位:市人社局,责任单位:各县(市、区)政府)

(四)整治岸线“[乱搭]”。加强岸线管理。(责任单位:市城管局、相关部门)
"""


async def settle(pilot: Pilot[None]) -> None:
    """Wait until every call to the ledger has been answered and shown."""
    for _ in range(3):
        try:
            await pilot.app.workers.wait_for_complete()
        except WorkerCancelled:
            continue
        finally:
            await pilot.pause()


def plan() -> ParsedPlan:
    (parsed,) = read_plans(PLAN, "port.txt")
    return parsed


@pytest.fixture
def ledger_path(tmp_path: Path) -> Path:
    path = tmp_path / "ledger.db"
    with Ledger.open(path, create=True) as ledger:
        with ledger.command("import", actor="office") as session:
            document = DocumentText.of("port.txt", PLAN.encode(), PLAN)
            import_plan(session, parsed=plan(), document=document, code="LL25", today=TODAY)
        with ledger.command("close", actor="office") as session:
            close_task(session, key="LL25-2", on=dt.date(2026, 6, 1), today=TODAY)
    return path


Open = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture
def opened(ledger_path: Path) -> Open:
    @asynccontextmanager
    async def start(size: tuple[int, int] = (120, 40)) -> AsyncIterator[Pilot[None]]:
        app = DutyTrackApp(LedgerAccess(ledger_path, today=lambda: TODAY, actor="office"))
        async with app.run_test(size=size, notifications=True) as pilot:
            await settle(pilot)
            yield pilot

    return start
