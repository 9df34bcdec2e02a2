"""A small ledger to report on: one plan, one instruction, one closing, one date met."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dutytrack.domain.plan.model import ParsedPlan, ParsedTask, Period, PlanDeadline, UnitMention
from dutytrack.domain.rules.packs import RulePack
from dutytrack.services.acts.closing import close_task, meet_deadline
from dutytrack.services.desk import Desk
from dutytrack.services.plans.documents import DocumentText
from dutytrack.services.plans.importing import import_plan
from dutytrack.services.tasks.entering import NewTask, Sharing, add_task
from dutytrack.store.file.connection import open_reader
from dutytrack.store.ledger import Ledger
from dutytrack.store.reading.settings import default_rule_pack


def task(
    number: int,
    title: str,
    *,
    lead: tuple[str, ...] = (),
    responsible: tuple[str, ...] = (),
    due: tuple[date, ...] = (),
) -> ParsedTask:
    return ParsedTask(
        ref=f"{number}",
        label=f"{number}.",
        section=(),
        title=title,
        text=title,
        lines=(number, number),
        lead=tuple(UnitMention(name, name) for name in lead),
        responsible=tuple(UnitMention(name, name) for name in responsible),
        deadlines=tuple(PlanDeadline(day, "day", str(day)) for day in due),
    )


PLAN = ParsedPlan(
    source="plan.txt",
    title="海洋经济行动计划",
    jurisdiction="临澜市",
    period=Period(date(2025, 1, 1), date(2026, 12, 31)),
    tasks=(
        task(1, "建设渔港", lead=("市海洋局", "市财政局"), due=(date(2026, 3, 31), date(2026, 9, 30))),
        task(2, "清理岸线", lead=("市海洋局",), due=(date(2025, 12, 31),)),
        task(3, "推广深水网箱", responsible=("青礁县政府",), due=(date(2026, 6, 30),)),
        task(4, "办好海洋周", lead=("市文旅局",), due=(date(2026, 6, 1),)),
        task(5, "完善制度"),
    ),
)


@pytest.fixture
def path(tmp_path: Path, today: date) -> Path:
    path = tmp_path / "ledger.db"
    text = DocumentText("plan.txt", "text/plain", "0" * 64, "海洋经济行动计划")
    with Ledger.open(path, create=True) as ledger:
        with ledger.command("import", actor="tester") as session:
            import_plan(Desk(session, today), PLAN, text, code="HY")
        with ledger.command("close", actor="tester", reason="验收合格") as session:
            close_task(Desk(session, today), "HY-4", date(2026, 5, 20))
        with ledger.command("done", actor="tester") as session:
            meet_deadline(Desk(session, today), "HY-1", date(2026, 3, 31), date(2026, 3, 30))
        with ledger.command("add", actor="tester") as session:
            sharing = Sharing(lead=["市交通局"])
            new = NewTask("整改渡船超员", kind="instruction", sharing=sharing, due=date(2026, 7, 10))
            add_task(Desk(session, date(2026, 7, 1)), new)
    return path


@pytest.fixture
def write(path: Path, handed: Callable[..., Any]) -> Callable[..., Any]:
    """Run a service on the ledger, or a function of a session."""

    def write(service: Callable[..., Any], **facts: object) -> Any:
        with Ledger.open(path) as ledger, ledger.command("test", actor="tester") as session:
            return handed(service, session, facts)

    return write


@pytest.fixture
def reader(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_reader(path)) as connection:
        yield connection


@pytest.fixture(scope="session")
def rules() -> RulePack:
    return default_rule_pack()
