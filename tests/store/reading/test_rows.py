import datetime as dt
from contextlib import closing

import pytest

from dutytrack.store.file.connection import open_reader
from dutytrack.store.journal.rows import read_about, read_rows
from dutytrack.store.ledger import Ledger
from dutytrack.store.query.look import Look
from dutytrack.store.reading.detail import task_detail
from dutytrack.store.reading.overdue import overdue_rows
from dutytrack.store.reading.plans import plan_rows
from dutytrack.store.reading.settings import rule_pack, settings
from dutytrack.store.reading.units import unit_rows
from dutytrack.store.tables.plans import Plan, Setting, Task

DAY = dt.date(2025, 6, 15)


@pytest.fixture
def reader(office):
    with closing(open_reader(office.path)) as connection:
        yield connection


def test_overdue_rows_are_grouped_by_who_answers_first_the_longest_overdue_first(office, reader, rules):
    plan = office.plan()
    office.task(plan, lead=("乙局", "甲局"), due=("2025-03-31", "2025-05-31"))
    office.task(plan, lead=("甲局",), due=("2025-05-31",))
    office.task(plan, responsible=("甲局",), due=("2025-04-30",))
    office.task(plan, due=("2025-06-14",))
    office.task(plan, lead=("甲局",), due=("2025-06-15",))
    office.act(office.task(plan, lead=("甲局",), due=("2025-01-31",)), "submitted", "2025-06-01")
    rows = overdue_rows(Look(reader, DAY, rules), "")
    assert [(row.unit, row.key, row.due, row.days_late) for row in rows] == [
        ("乙局", "BH25-1", dt.date(2025, 3, 31), 76),
        ("甲局", "BH25-6", dt.date(2025, 1, 31), 121),
        ("甲局", "BH25-3", dt.date(2025, 4, 30), 46),
        ("甲局", "BH25-2", dt.date(2025, 5, 31), 15),
        (None, "BH25-4", dt.date(2025, 6, 14), 1),
    ]
    assert (rows[0].lead, rows[0].due_origin, rows[0].title) == (("乙局", "甲局"), "document", "任务1")
    assert [row.key for row in rows if row.state == ("handed-in-late",)] == ["BH25-6"]
    assert [row.key for row in overdue_rows(Look(reader, DAY, rules), "lead:甲局")] == ["BH25-1", "BH25-6", "BH25-2"]


def test_a_detail_holds_everything_about_a_task(office, reader, rules):
    text = "标题\n一、重点\n1.推进\n责任单位:甲局"
    source = office.insert(
        "source_document", name="a.txt", media_type="text/plain", text=text, sha256="", text_sha256=""
    )
    plan = office.plan(title="方案", source_id=source, jurisdiction="滨海市")
    problem = {"code": "near-unit", "line": 4, "field": "lead", "facts": {"name": "甲局"}}
    task = office.task(
        plan,
        lead=("甲局",),
        participating=("相关部门",),
        first_line=3,
        last_line=4,
        section=["一、重点"],
        problems=[problem],
    )
    met = office.deadline(task, "2025-03-31", text="3月底前", precision="month")
    moved = office.deadline(task, "2025-05-31", position=1)
    office.act(task, "met", "2025-03-20", deadline_id=met, note="完成")
    office.act(task, "extended", "2025-05-20", deadline_id=moved, to_date="2025-07-31")
    office.act(task, "closed", "2025-08-01")
    duty = office.insert("duty", task_id=task, freq="monthly", interval=3, text="每季度")
    for due in ("2025-03-31", "2025-06-30"):
        occurrence = office.insert("occurrence", duty_id=duty, task_id=task, due=due)
    office.act(task, "met", "2025-06-01", occurrence_id=occurrence)
    office.insert("indicator", task_id=task, position=0, name="企业", op=">=", value=6000, unit="家", text="6000家")
    office.conclude(plan, "2025-06-10")
    detail = task_detail(Look(reader, DAY, rules), "bh25-1")
    assert (detail.row.key, detail.row.due, detail.plan_title) == ("BH25-1", dt.date(2025, 7, 31), "方案")
    assert [(unit.name, unit.role) for unit in detail.units] == [("甲局", "lead"), ("相关部门", "participating")]
    first, second = detail.deadlines
    assert (first.original, first.current, first.met_on) == (
        dt.date(2025, 3, 31),
        dt.date(2025, 3, 31),
        dt.date(2025, 3, 20),
    )
    assert (second.original, second.current, second.met_on, second.origin) == (
        dt.date(2025, 5, 31),
        dt.date(2025, 7, 31),
        None,
        "amended",
    )
    assert [(duty.text, duty.occurrences, duty.met, duty.next_due) for duty in detail.duties] == [
        ("每季度", 2, 1, dt.date(2025, 3, 31))
    ]
    assert [indicator.value for indicator in detail.indicators] == [6000]
    assert [(act.kind, act.plan) for act in detail.history] == [
        ("met", False),
        ("extended", False),
        ("met", False),
        ("concluded", True),
    ]
    assert detail.problems == (problem,)
    assert (detail.source_lines.document, detail.source_lines.lines) == ("a.txt", ("1.推进", "责任单位:甲局"))
    assert detail.section == ("一、重点",)


def test_there_is_no_detail_of_a_task_that_is_not_there(office, reader, rules):
    office.task(office.plan())
    assert task_detail(Look(reader, DAY, rules), "BH25-9") is None
    assert task_detail(Look(reader, dt.date(2024, 1, 1), rules), "BH25-1") is None


def test_the_detail_of_an_earlier_day_counts_the_acts_up_to_then(office, reader, rules):
    task = office.task(office.plan(), due=("2025-03-31",))
    office.act(task, "closed", "2025-07-01")
    detail = task_detail(Look(reader, DAY, rules), "BH25-1")
    assert (detail.row.lamp, detail.history) == ("red", ())


def test_plans_are_listed_with_how_far_they_are(office, reader):
    plan = office.plan("BH25", title="方案", issued="2025-01-05")
    office.plan("CZ25")
    office.act(office.task(plan), "closed", "2025-05-01")
    office.task(plan, due=("2025-05-01",))
    office.act(office.task(plan), "dropped", "2025-05-02")
    first, second = plan_rows(reader, as_of=DAY)
    assert (first.code, first.tasks, first.open, first.closed, first.dropped) == ("BH25", 3, 1, 1, 1)
    assert first.overdue == 1
    assert (first.issued, first.end, first.concluded_on) == (dt.date(2025, 1, 5), dt.date(2025, 12, 31), None)
    assert (second.code, second.tasks, second.open) == ("CZ25", 0, 0)
    office.conclude(plan, "2025-06-01")
    assert plan_rows(reader, as_of=DAY)[0].concluded_on == dt.date(2025, 6, 1)
    assert plan_rows(reader, as_of=dt.date(2025, 5, 31))[0].concluded_on is None


def test_units_are_listed_with_their_parts(office, reader):
    office.unit("甲局", names=("甲办",))
    plan = office.plan()
    office.task(plan, lead=("甲局", "乙局"), due=("2025-05-01",))
    office.task(plan, responsible=("甲局",), participating=("乙局",))
    first, second = unit_rows(reader, as_of=DAY)
    assert (first.name, first.aliases, first.lead, first.responsible, first.open, first.overdue) == (
        "甲局",
        ("甲办",),
        1,
        1,
        2,
        1,
    )
    assert (second.name, second.lead, second.participating, second.open, second.overdue) == ("乙局", 1, 1, 2, 0)


def test_the_journal_of_a_task_or_plan_holds_what_is_about_it(tmp_path):
    path = tmp_path / "ledger.db"
    with Ledger.open(path, create=True) as ledger, ledger.command("add", actor="office", reason="会议") as session:
        plan = Plan(code="BH25")
        session.add(plan)
        session.flush()
        session.add(Task(key="BH25-1", plan_id=plan.id, number=1, title="甲"))
        session.add(Task(key="BH25-2", plan_id=plan.id, number=2, title="乙"))
    with closing(open_reader(path)) as reader:
        entries = list(read_rows(reader))
        assert [(entry.entity, entry.actor, entry.reason) for entry in entries] == [
            (entity, "office", "会议") for entity in ("command", "plan", "task", "task")
        ]
        assert [entry.entity for entry in read_about(reader, "bh25-1")] == ["task"]
        assert len(list(read_about(reader, "BH25"))) == 3
        assert list(read_about(reader, "X-1")) == []


def test_a_ledger_may_have_a_rule_pack_of_its_own(tmp_path):
    path = tmp_path / "ledger.db"
    own = 'name = "ours"\n[[rule]]\nlamp = "green"\nwhen = ""\n'
    with Ledger.open(path, create=True) as ledger:
        with closing(open_reader(path)) as reader:
            assert rule_pack(reader).name == "default"
        with ledger.command("setting", actor="office") as session:
            session.add(Setting(key="rule_pack", value=own))
    with closing(open_reader(path)) as reader:
        assert rule_pack(reader).name == "ours"
        assert settings(reader)["rule_pack"] == own
