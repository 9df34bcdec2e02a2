"""A ledger of its own for each test, and a small plan to fill it with."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dutytrack.domain.plan.model import (
    ParsedPlan,
    ParsedTask,
    Period,
    PlanDeadline,
    PlanIndicator,
    PlanPhase,
    PlanRecurrence,
    UnitMention,
)
from dutytrack.domain.plan.problems import Problem
from dutytrack.services.desk import Desk
from dutytrack.services.plans.documents import DocumentText
from dutytrack.services.plans.importing import ImportedPlan, import_plan
from dutytrack.store.file.connection import open_reader
from dutytrack.store.ledger import Ledger


def named(*names: str) -> tuple[UnitMention, ...]:
    return tuple(UnitMention(name, name.removeprefix("市")) for name in names)


TASKS = (
    ParsedTask(
        ref="一.1",
        label="1.",
        section=("一、主要任务",),
        title="培育科技型企业",
        text="1.培育科技型企业。到2026年达到100家。",
        lines=(3, 4),
        units_raw="牵头单位:市科技局;责任单位:各县(市、区)政府",
        lead=named("市科技局"),
        responsible=named("各县(市、区)政府", "市财政局"),
        participating=named("市财政局"),
        leader=("许明", "林放"),
        deadlines=(
            PlanDeadline(date(2025, 12, 31), "year", "2025年"),
            PlanDeadline(date(2026, 12, 31), "year", "到2026年"),
        ),
        recurring=(PlanRecurrence("monthly", 6, "每半年报送进展"),),
        indicators=(PlanIndicator("科技型企业", ">=", 100, "家", date(2026, 12, 31), None, "达到100家"),),
        problems=(Problem("both-roles", 4, "participating", {"name": "市财政局"}),),
    ),
    ParsedTask(
        ref="一.2",
        label="2.",
        section=("一、主要任务",),
        title="建设开放实验室",
        text="2.建设开放实验室。",
        lines=(5, 5),
        lead=named("市科技局(知识产权局)", "市科技局"),
        deadlines=(PlanDeadline(date(2026, 6, 30), "month", "2026年6月底前"),),
    ),
    ParsedTask(ref="一.3", label="3.", section=(), title="完善制度", text="3.完善制度。", lines=(6, 6)),
)
PLAN = ParsedPlan(
    source="plan.txt",
    title="科技创新行动计划",
    issuer="临澜市人民政府",
    issued=date(2025, 3, 1),
    jurisdiction="临澜市",
    period=Period(date(2025, 1, 1), date(2026, 12, 31)),
    indicators=(PlanIndicator("研发投入", ">=", 3, "%", date(2026, 12, 31), None, "达到3%"),),
    phases=(PlanPhase("启动阶段", date(2025, 1, 1), date(2025, 6, 30)),),
    tasks=TASKS,
    lines=(1, 6),
)


@dataclass
class Books:
    """A ledger to write commands into and to look at."""

    ledger: Ledger
    today: date
    handed: Callable[..., Any]

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        with closing(open_reader(self.ledger.path)) as reader:
            return [tuple(row) for row in reader.execute(sql, values)]

    def run(self, service: Callable[..., Any], **facts: object) -> Any:
        with self.ledger.command("test", actor="tester") as session:
            return self.handed(service, session, facts)

    def at_desk(self, service: Callable[..., Any], *about: object) -> Any:
        with self.ledger.command("test", actor="tester") as session:
            return service(Desk(session, self.today), *about)


@pytest.fixture
def plan() -> ParsedPlan:
    return PLAN


@pytest.fixture
def document() -> Callable[..., DocumentText]:
    def make(text: str = "方案\n全文", name: str = "plan.txt") -> DocumentText:
        return DocumentText(name, "text/plain", hashlib.sha256(text.encode()).hexdigest(), text)

    return make


@pytest.fixture
def books(tmp_path: Path, today: date, handed: Callable[..., Any]) -> Iterator[Books]:
    with Ledger.open(tmp_path / "ledger.db", create=True) as ledger:
        yield Books(ledger, today, handed)


@pytest.fixture
def imported(books: Books, document: Callable[..., DocumentText], today: date) -> ImportedPlan:
    """The small plan, in the ledger as LL25."""
    return books.run(import_plan, parsed=PLAN, document=document(), code=None, today=today)


@pytest.fixture
def readonly(books: Books) -> Iterator[sqlite3.Connection]:
    with closing(open_reader(books.ledger.path)) as reader:
        yield reader
