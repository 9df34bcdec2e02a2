"""Each rule pack on a real ledger: what it lights and why; and what a trial says would change."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest
from sqlmodel import col, select

from dutytrack.reports.rulestrial import trial_report
from dutytrack.services.acts.closing import close_task
from dutytrack.services.orders.issuing import answer_order, issue_order
from dutytrack.services.tasks.entering import Sharing, TaskChanges, add_task, set_task
from dutytrack.services.tasks.recording import act_on_task
from dutytrack.store.file.connection import open_reader
from dutytrack.store.query.look import Look
from dutytrack.store.reading.settings import default_rule_pack, named_rule_pack
from dutytrack.store.reading.why import explain
from dutytrack.store.tables.plans import Task, Unit
from dutytrack.store.tables.supervision import ProgressReport

TODAY = date(2026, 7, 15)


@pytest.fixture
def lit(path):
    """The lamp that a pack gives a task on a day, and the rule that decides."""

    def lit(pack, key, as_of=TODAY):
        with closing(open_reader(path)) as reader:
            why = explain(Look(reader, as_of, named_rule_pack(pack)), key)
        return why.lamp, why.decided_by.rule

    return lit


@pytest.fixture
def undated(write):
    """A task handed out on 1 July without a date: LD26-2."""
    given = {"title": "核查信访件", "kind": "instruction", "sharing": Sharing(lead=["市信访局"])}
    return write(add_task, **given, start=date(2026, 7, 1), today=date(2026, 7, 1)).key


@pytest.mark.parametrize(
    ("day", "lamp", "rule"),
    [
        (date(2026, 7, 4), "green", "followed"),
        (date(2026, 7, 5), "yellow", "three-days"),
        (date(2026, 7, 9), "yellow", "seven-days"),
        (date(2026, 8, 2), "red", "one-month"),
    ],
)
def test_13710_sets_checkpoints_for_a_task_without_a_date(lit, undated, day, lamp, rule):
    assert lit("13710", undated, day) == (lamp, rule)


def test_13710_asks_for_feedback_only_where_none_came(lit, undated, write, path):
    def feedback(session):
        task = session.exec(select(Task.id).where(col(Task.key) == undated)).one()
        unit = session.exec(select(Unit.id).where(col(Unit.name) == "市信访局")).one()
        session.add(ProgressReport(task_id=task, unit_id=unit, on=date(2026, 7, 3), percent=30, text="已约谈2人"))

    write(feedback)

    assert lit("13710", undated, date(2026, 7, 5)) == ("green", "followed")


def test_13710_lets_go_once_the_task_has_a_date_of_its_own(lit, undated, write):
    changes = TaskChanges(due=date(2026, 12, 31))
    write(set_task, key=undated, changes=changes, reason="重大问题,拿出时间节点", today=TODAY)

    assert lit("13710", undated, date(2026, 8, 2)) == ("green", "followed")
    assert lit("13710", "HY-1") == ("green", "followed"), "a task whose document gives its date was never under it"


def test_13710_counts_the_plan_s_end_as_no_date_of_its_own(lit):
    assert lit("13710", "HY-5") == ("red", "one-month")


def test_three_colours_climb_with_the_orders(lit, write):
    assert lit("three-colour", "HY-3") == ("yellow", "due-for-first")
    for rung, on in (("blue", date(2026, 7, 1)), ("yellow", date(2026, 7, 9))):
        write(issue_order, key="HY-3", rung=rung, on=on, today=TODAY)

    assert lit("three-colour", "HY-3", date(2026, 7, 8)) == ("yellow", "first-rung")
    assert lit("three-colour", "HY-3", date(2026, 7, 15)) == ("yellow", "second-rung")
    assert lit("three-colour", "HY-3", date(2026, 7, 17)) == ("red", "unanswered")

    write(issue_order, key="HY-3", rung="red", direct="special", on=date(2026, 7, 15), today=TODAY)
    assert lit("three-colour", "HY-3") == ("red", "third-rung")
    write(answer_order, mark="3", text="立即整改", on=date(2026, 7, 15), today=TODAY)
    assert lit("three-colour", "HY-3") == ("red", "third-rung"), "an answer alone does not take it off"


@pytest.mark.parametrize(
    ("day", "lamp", "rule"),
    [
        (date(2026, 6, 14), "green", "in-order"),
        (date(2026, 6, 15), "yellow", "blue-slip"),
        (date(2026, 6, 30), "yellow", "blue-slip"),
        (date(2026, 7, 1), "red", "red-slip"),
    ],
)
def test_three_colours_by_nearness(lit, day, lamp, rule):
    assert lit("three-colour-near", "HY-3", day) == (lamp, rule)


@pytest.mark.parametrize(("percent", "near", "points"), [
    (10, ("yellow", "yellow-slip"), ("red", "far-behind")),
    (60, ("yellow", "yellow-slip"), ("yellow", "behind")),
    (90, ("green", "in-order"), ("green", "on-schedule")),
])  # fmt: skip
def test_points_behind_light_both_packs_that_count_them(lit, write, percent, near, points):
    """HY-5 runs from 2025 to 2026 and has reported: on 2026-07-15 three quarters of its time have passed."""

    def told(session):
        task = session.exec(select(Task).where(col(Task.key) == "HY-5")).one()
        unit = session.exec(select(Unit.id).where(col(Unit.name) == "市海洋局")).one()
        session.add(ProgressReport(task_id=task.id, unit_id=unit, on=date(2026, 7, 1), percent=percent, text="见附件"))

    write(told)

    assert lit("three-colour-near", "HY-5") == near
    assert lit("points-behind", "HY-5") == points


def test_points_behind_light_what_was_never_begun(lit, undated):
    assert lit("points-behind", undated, date(2026, 7, 31)) == ("grey", "just-handed-out")
    assert lit("points-behind", undated, date(2026, 8, 1)) == ("yellow", "unknown")
    assert lit("points-behind", undated, date(2026, 8, 2)) == ("yellow", "not-begun")
    assert lit("points-behind", undated, date(2026, 10, 2)) == ("red", "never-begun")


@pytest.mark.parametrize("pack", ["13710", "points-behind", "three-colour", "three-colour-near"])
def test_what_every_pack_says_alike(lit, write, pack):
    write(act_on_task, key="HY-2", kind="submitted", on=date(2026, 7, 1), today=TODAY)
    write(act_on_task, key="HY-3", kind="suspended", on=date(2026, 7, 1), today=TODAY)
    write(close_task, key="LD26-1", on=date(2026, 7, 14), today=TODAY)

    late = ("red", "red-until-closed") if pack == "three-colour-near" else ("yellow", "submitted")
    assert lit(pack, "HY-2") == late
    assert lit(pack, "HY-3") == ("grey", "suspended")
    assert lit(pack, "HY-4") == ("closed", "closed")
    assert lit(pack, "LD26-1") == ("closed", "closed-late")


def test_a_trial_groups_what_would_change(reader):
    report = trial_report(Look(reader, TODAY, default_rule_pack()), tried=named_rule_pack("three-colour"))

    assert [(group.key, [row[0] for row in group.rows]) for group in report.groups] == [
        ("red-yellow", ["HY-2", "HY-3", "LD26-1"])
    ]
    assert report.totals == (("tasks", 6), ("would change", 3), ("then yellow", 3))
    unchanged = trial_report(Look(reader, TODAY, default_rule_pack()), tried=default_rule_pack())
    assert unchanged.notes == ("No lamp would change.",)
