"""What changed since a day: each task once, under what weighs most."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest

from dutytrack.output.table import Screen, drawn
from dutytrack.reports.diff import SinceLaterError, diff_report
from dutytrack.services.acts.closing import close_task
from dutytrack.services.orders.extending import ask_extension, decide_extension
from dutytrack.services.orders.issuing import answer_order, issue_order
from dutytrack.services.plans.files import read_plan_file
from dutytrack.services.plans.importing import import_plan
from dutytrack.services.progress.reporting import NewReport, report_progress
from dutytrack.services.tasks.entering import Sharing, add_task
from dutytrack.services.tasks.recording import act_on_task
from dutytrack.store.file.connection import open_reader
from dutytrack.store.ledger import Ledger
from dutytrack.store.query.look import Look
from dutytrack.store.reading.settings import default_rule_pack

TODAY = date(2026, 7, 15)
SINCE = date(2026, 6, 30)
PLAN = """滨海市2026年工作要点

一、重点任务
(一)办好一件事。到2026年底完成。
牵头单位:市科技局
(二)办好两件事。到2026年底完成。
牵头单位:市财政局
(三)办好三件事。到2026年底完成。
牵头单位:市教育局
(四)办好四件事。2026年7月10日前完成。
牵头单位:市民政局
(五)办好五件事。到2026年底完成。
牵头单位:市水务局
"""


@pytest.fixture
def city(tmp_path, handed):
    """A ledger, and what runs a command on it."""
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    file = read_plan_file(tmp_path / "plan.txt")
    with Ledger.open(tmp_path / "city.db", create=True) as ledger:

        def run(service, **facts):
            with ledger.command("deed", actor="a") as session:
                return handed(service, session, facts)

        run(import_plan, parsed=file.plans[0], document=file.document, code="BH26", today=TODAY)
        yield run, ledger.path


def changed(path, query="", *, since=SINCE, as_of=TODAY):
    with closing(open_reader(path)) as reader:
        report = diff_report(Look(reader, as_of, default_rule_pack()), query, since=since)
        return {row["key"]: row for row in report.records()}, report


def report(key, percent, on):
    return NewReport(key=key, percent=percent, on=on, text="完成3项")


def test_each_change_is_told_with_before_and_after(city):
    run, path = city
    run(report_progress, report=report("BH26-1", 45, date(2026, 6, 1)), today=TODAY)
    run(report_progress, report=report("BH26-1", 55, date(2026, 7, 8)), today=TODAY)
    run(close_task, key="BH26-2", on=date(2026, 7, 9), today=TODAY)
    on = date(2026, 7, 1)
    run(ask_extension, key="BH26-3", wished=date(2027, 3, 31), reason="雨", progress="半", on=on, today=TODAY)
    run(decide_extension, key="BH26-3", to=date(2027, 2, 28), by="王海", on=on, today=TODAY)
    run(act_on_task, kind="suspended", key="BH26-5", note="改革", on=on, today=TODAY)
    run(
        add_task, title="批示事项", today=TODAY, kind="instruction", sharing=Sharing(["市科技局"], None, None),
        due=date(2026, 12, 1), start=date(2026, 7, 10), source=None, leader=None,
    )  # fmt: skip
    rows, drawn = changed(path)

    new = next(key for key in rows if not key.startswith("BH26"))
    assert {key: row["change"] for key, row in rows.items()} == {
        new: "new",
        "BH26-2": "closed",
        "BH26-5": "status",
        "BH26-4": "worse",
        "BH26-3": "moved",
        "BH26-1": "progress",
    }
    assert (rows["BH26-1"]["progress_before"], rows["BH26-1"]["progress"]) == (45, 55)
    assert (rows["BH26-3"]["due_before"], rows["BH26-3"]["due"]) == ("2026-12-31", "2027-02-28")
    assert (rows["BH26-4"]["lamp_before"], rows["BH26-4"]["lamp"]) == ("yellow", "red")
    assert rows["BH26-4"]["passed"] == "its date passed", "the order follows from it"
    assert rows[new]["lamp_before"] is None
    assert drawn.totals[0][1] == 6


def test_a_query_counts_on_either_day(city):
    run, path = city
    run(close_task, key="BH26-4", on=date(2026, 7, 9), today=TODAY)

    assert set(changed(path, "lamp:yellow")[0]) == {"BH26-4"}
    assert set(changed(path, "is:closed")[0]) == {"BH26-4"}
    assert changed(path, "lamp:red")[0] == {}


def test_nothing_changes_on_one_day_and_a_later_since_is_refused(city):
    _run, path = city
    rows, drawn = changed(path, since=TODAY)

    assert (rows, drawn.notes) == ({}, ("Nothing changed.",))
    with pytest.raises(SinceLaterError):
        changed(path, since=TODAY, as_of=SINCE)


def test_what_passed_is_told_where_nothing_else_happened(city):
    run, path = city
    run(issue_order, key="BH26-4", rung="blue", on=date(2026, 7, 11), today=TODAY, reply_by=date(2026, 7, 13))

    rows, drawn = changed(path, since=date(2026, 7, 13), as_of=date(2026, 7, 14))
    assert rows["BH26-4"]["change"] == "time"
    assert rows["BH26-4"]["passed"] == "an order's reply day passed, an order is due"
    assert [group.title for group in drawn.groups] == ["By time alone (1)"]


def test_every_lamp_that_turned_is_counted_as_turned(city):
    run, path = city
    run(act_on_task, key="BH26-1", kind="submitted", on=date(2026, 7, 8), today=TODAY)
    run(act_on_task, key="BH26-1", kind="returned", note="不实", on=date(2026, 7, 14), today=TODAY)
    rows, drawn = changed(path, since=date(2026, 7, 10))
    assert rows["BH26-1"]["lamp_before"] == "yellow"
    assert (rows["BH26-4"]["change"], rows["BH26-4"]["passed"]) == ("worse", "its date passed")
    turned = {key for key, row in rows.items() if row["lamp_before"] != row["lamp"]}
    assert {key for key, row in rows.items() if row["change"] in {"worse", "better"}} == turned
    assert dict(drawn.totals)["Lamp turned for the worse"] == sum(row["change"] == "worse" for row in rows.values())


def test_a_narrow_screen_keeps_what_is_and_leaves_out_what_was(city):
    run, path = city
    run(close_task, key="BH26-2", on=date(2026, 7, 9), today=TODAY)
    _rows, report = changed(path)
    narrow = drawn(report, Screen(80, colour=False))
    head = narrow.splitlines()[1].split()
    assert {"task", "lead", "lamp", "status"} <= {*head}
    assert not {"due", "progress"} & {*head}
    assert all(len(line) <= 80 for line in narrow.splitlines())
    wider = drawn(report, Screen(110, colour=False)).splitlines()[1]
    assert "status" in wider.replace("status before", "")


def test_a_lamp_that_more_time_turned_says_so(city):
    run, path = city
    asked, granted = date(2026, 7, 9), date(2026, 7, 12)
    run(ask_extension, key="BH26-4", wished=date(2026, 12, 31), reason="雨", progress="半", on=asked, today=TODAY)
    run(decide_extension, key="BH26-4", to=date(2026, 12, 31), by="王海", on=granted, today=TODAY)
    row = changed(path, since=date(2026, 7, 11))[0]["BH26-4"]
    assert (row["lamp_before"], row["change"], row["passed"]) == ("red", "better", "it has a later date")


def test_no_order_is_due_before_the_reply_is_checked(city):
    run, path = city
    run(issue_order, key="BH26-4", rung="blue", on=date(2026, 7, 11), today=TODAY, reply_by=date(2026, 7, 13))
    run(answer_order, mark="1", text="正在办理", on=date(2026, 7, 12), today=TODAY)
    rows, _drawn = changed(path, since=date(2026, 7, 12), as_of=date(2026, 7, 14))
    assert "order is due" not in str(rows.get("BH26-4", {}).get("passed"))


def test_a_lamp_that_nothing_but_time_turned_says_what_its_rule_is_about(city):
    _run, path = city
    rows, _drawn = changed(path, since=date(2026, 6, 5), as_of=date(2026, 6, 15))
    assert (rows["BH26-4"]["change"], rows["BH26-4"]["passed"]) == ("worse", "due soon")


def test_a_lamp_that_lag_turned_says_how_far_behind(city):
    run, path = city
    run(report_progress, report=report("BH26-1", 10, date(2026, 1, 20)), today=TODAY)
    row = changed(path, since=date(2026, 2, 1), as_of=date(2026, 4, 10))[0]["BH26-1"]
    assert (row["lamp"], row["passed"]) == ("yellow", "17.2 points behind schedule")


def test_the_act_that_turned_a_lamp_is_told_and_a_date_only_where_it_passed_since(city):
    run, path = city
    run(act_on_task, key="BH26-4", kind="submitted", on=date(2026, 7, 9), today=TODAY)
    run(act_on_task, key="BH26-4", kind="returned", note="不实", on=date(2026, 7, 13), today=TODAY)
    both = changed(path, since=date(2026, 7, 10))[0]["BH26-4"]
    assert (both["lamp"], both["passed"]) == ("red", "returned, its date passed")
    assert changed(path, since=date(2026, 7, 12))[0]["BH26-4"]["passed"] == "returned"

    run(act_on_task, key="BH26-4", kind="submitted", on=TODAY, today=TODAY)
    better = changed(path, since=date(2026, 7, 14))[0]["BH26-4"]
    assert (better["change"], better["passed"]) == ("better", "submitted")


def test_a_closed_task_that_is_opened_again_after_its_date_was_turned_by_that(city):
    run, path = city
    run(close_task, key="BH26-4", on=date(2026, 7, 8), today=TODAY)
    run(act_on_task, key="BH26-4", kind="reopened", note="返工", on=date(2026, 7, 13), today=TODAY)
    row = changed(path, since=date(2026, 7, 12))[0]["BH26-4"]
    assert (row["lamp"], row["change"], row["passed"]) == ("red", "worse", "reopened")


def test_what_turned_a_lamp_is_told_where_something_else_happened_too(city):
    run, path = city
    run(report_progress, report=report("BH26-4", 95, date(2026, 6, 10)), today=TODAY)
    row = changed(path, since=date(2026, 6, 5), as_of=date(2026, 6, 15))[0]["BH26-4"]
    assert (row["change"], row["lamp"], row["passed"]) == ("worse", "yellow", "due soon"), "the rule that lights it"
    run(act_on_task, key="BH26-4", kind="submitted", on=date(2026, 7, 13), today=TODAY)
    row = changed(path, since=date(2026, 7, 12))[0]["BH26-4"]
    assert (row["change"], row["lamp"], row["passed"]) == ("better", "yellow", "submitted")
