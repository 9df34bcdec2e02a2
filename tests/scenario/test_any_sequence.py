"""Whatever is done in whatever order, the ledger stays consistent, and undoing it all gives back the first state."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dutytrack.domain.progress.cadence import report_days
from dutytrack.domain.units.naming import Naming
from dutytrack.errors import DutyTrackError
from dutytrack.services.acts.closing import close_task
from dutytrack.services.acts.submitting import submit
from dutytrack.services.acts.succession import succeed_unit
from dutytrack.services.acts.verifying import verify
from dutytrack.services.desk import Desk
from dutytrack.services.orders.extending import ask_extension, decide_extension
from dutytrack.services.orders.issuing import answer_order, issue_order
from dutytrack.services.orders.reminding import remind
from dutytrack.services.plans.concluding import conclude_plan
from dutytrack.services.plans.files import read_plan_file
from dutytrack.services.plans.importing import import_plan
from dutytrack.services.progress.cadences import set_cadence
from dutytrack.services.progress.duties import meet_duty
from dutytrack.services.progress.evidence import StoredFile, add_evidence
from dutytrack.services.progress.exempting import exempt_month
from dutytrack.services.progress.figures import Figure
from dutytrack.services.progress.measuring import measure
from dutytrack.services.progress.reporting import NewReport, report_progress
from dutytrack.services.tasks.people import add_contact, add_leader, set_confidence
from dutytrack.services.tasks.recording import act_on_task
from dutytrack.services.units.members import add_members, remove_members
from dutytrack.store.file.connection import open_reader
from dutytrack.store.file.schema import JOURNALLED_TABLES
from dutytrack.store.journal.verify import verify as verify_journal
from dutytrack.store.ledger import Ledger
from dutytrack.store.query.look import Look
from dutytrack.store.reading.lamps import lamp_table
from dutytrack.store.reading.settings import default_rule_pack
from dutytrack.store.reading.tasks import find_tasks
from dutytrack.store.undo import undo

PLAN = """滨海市科技创新行动计划(2025-2026年)

一、重点任务
(一)建设创新平台。到2025年底前,新建市级重点实验室3家。每季度报送进展。
牵头单位:市科技局;责任单位:市财政局
(二)引进高层次人才。2026年6月底前,引进高层次人才100名。
牵头单位:市人社局
(三)开展科普进社区。到2026年底完成。
牵头单位:各县(市、区)政府;责任单位:市科技局
"""
TODAY = dt.date(2026, 7, 15)
FILE = StoredFile("p.pdf", "ab/abcd", False, "ab" * 32, 3, "application/pdf")
UNITS = ["市科技局", "市财政局", "市人社局", "东区政府", "西区政府", "市科学技术局", None]

Do = tuple[Callable[..., object], dict[str, Any]]
keys = st.sampled_from(["BH25-1", "BH25-2", "BH25-3"])
days = st.integers(0, 540).map(lambda back: TODAY - dt.timedelta(days=back))
units = st.sampled_from(UNITS)


def deed(service: Callable[..., object], **given_facts: st.SearchStrategy[Any]) -> st.SearchStrategy[Do]:
    """Calls of ``service`` with facts drawn at random; those with today as their day where it asks for one."""
    return st.fixed_dictionaries(given_facts).map(lambda facts: (service, facts))


def acts() -> st.SearchStrategy[Do]:
    day = {"on": days, "today": st.just(TODAY)}
    reports = st.builds(
        NewReport,
        key=keys,
        on=days,
        unit=units,
        percent=st.sampled_from([None, 0, 30, 60, 100]),
        figures=st.sampled_from([(), (Figure(2.0),), (Figure(90.0),)]),
        text=st.sampled_from(["", "正在推进", "完成3项"]),
        files=st.sampled_from([(), (FILE,)]),
    )
    return st.one_of(
        deed(report_progress, report=reports),
        deed(act_on_task, key=keys, kind=st.just("received"), unit=units, of_unit=st.just(True), **day),
        deed(measure, key=keys, figures=st.just((Figure(50.0),)), **day),
        deed(submit, key=keys, unit=units, **day),
        deed(
            verify,
            key=keys,
            unit=units,
            result=st.sampled_from(["accepted", "returned"]),
            how=st.just("site"),
            by=st.just("督查室"),
            files=st.just((FILE,)),
            **day,
        ),
        deed(act_on_task, key=keys, kind=st.sampled_from(["suspended", "resumed", "dropped", "returned"]), **day),
        deed(close_task, key=keys, waive=st.sampled_from([None, "特批"]), **day),
        deed(act_on_task, key=keys, kind=st.just("reopened"), **day),
        deed(meet_duty, key=keys, **day),
        deed(exempt_month, key=keys, month=days, reason=st.just("台风")),
        deed(issue_order, key=keys, rung=st.sampled_from(["blue", "yellow", "red"]), ground=st.just("滞后"), **day),
        deed(answer_order, mark=st.sampled_from(["1", "2025-1", "2"]), text=st.just("已整改"), **day),
        deed(remind, **day),
        deed(
            ask_extension,
            key=keys,
            wished=st.just(dt.date(2027, 1, 31)),
            reason=st.just("雨季"),
            progress=st.just("过半"),
            late=st.booleans(),
            **day,
        ),
        deed(decide_extension, key=keys, to=st.just(dt.date(2026, 12, 31)), by=st.just("王海"), **day),
        deed(decide_extension, key=keys, to=st.none(), by=st.just("王海"), **day),
        deed(set_cadence, cadence=st.builds(report_days, st.just("每月5日前"), start=days), plan=st.just("BH25")),
        deed(succeed_unit, old=units.filter(bool), new=units.filter(bool), naming=st.just(Naming(new=True)), **day),
        deed(add_members, collective=st.just("各县(市、区)政府"), units=st.just(["东区政府", "西区政府"]), since=days),
        deed(remove_members, collective=st.just("各县(市、区)政府"), units=st.just(["东区政府"]), on=days),
        deed(set_confidence, key=keys, side=st.sampled_from(["lead", "office"]), value=st.integers(0, 10), **day),
        deed(add_leader, name=st.just("王海"), post=st.just(""), units=st.just(["市科技局"]), on=days),
        deed(add_contact, unit=st.just("市科技局"), name=st.just("张三")),
        deed(add_evidence, key=keys, files=st.just((FILE,)), latest_report=st.booleans()),
        deed(conclude_plan, code=st.just("BH25"), **day),
    )


@pytest.fixture(scope="module")
def begun(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("begun")
    (folder / "plan.txt").write_text(PLAN, encoding="utf-8")
    file = read_plan_file(folder / "plan.txt")
    with (
        Ledger.open(folder / "ledger.db", create=True, durable=False) as ledger,
        ledger.command("import", actor="begin") as session,
    ):
        import_plan(Desk(session, TODAY), file.plans[0], file.document, code="BH25")
    return folder / "ledger.db"


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.lists(acts(), min_size=4, max_size=14))
def test_any_sequence_leaves_a_consistent_ledger_that_can_be_undone(begun, tmp_path_factory, handed, deeds):
    path = tmp_path_factory.mktemp("played") / "ledger.db"
    with closing(sqlite3.connect(begun)) as source, closing(sqlite3.connect(path)) as copy:
        source.backup(copy)
    first, facts = rows_of(path, *JOURNALLED_TABLES), rows_of(path, "task_fact", "task_span")
    with Ledger.open(path, durable=False) as ledger:
        done = 0
        for service, given_facts in deeds:
            before = rows_of(path, *JOURNALLED_TABLES)
            try:
                with ledger.command("deed", actor="doer") as session:
                    handed(service, session, given_facts)
                done += rows_of(path, *JOURNALLED_TABLES) != before
            except DutyTrackError:
                assert rows_of(path, *JOURNALLED_TABLES) == before, "a refused command changes nothing"
        check(path)
        for _ in range(done):
            undo(ledger, actor="doer")
    check(path)
    assert rows_of(path, *JOURNALLED_TABLES) == first
    assert rows_of(path, "task_fact", "task_span") == facts


def check(path: Path) -> None:
    """Every reference holds, every lamp can be lit on any day, every table is as the journal tells."""
    with closing(open_reader(path)) as reader:
        assert reader.execute("PRAGMA foreign_key_check").fetchall() == []
        for day in (TODAY, TODAY - dt.timedelta(days=200), TODAY + dt.timedelta(days=400)):
            table = lamp_table(Look(reader, day, default_rule_pack()), "")
            tasks = find_tasks(Look(reader, day, default_rule_pack()), "")
            assert table.total.total == len(tasks) == 3
        result = verify_journal(reader)
        assert result.ok, [fault.message for fault in result.faults]


def rows_of(path: Path, *tables: str) -> dict[str, list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(path)) as connection:
        return {table: connection.execute(f'SELECT * FROM "{table}" ORDER BY 1').fetchall() for table in tables}
