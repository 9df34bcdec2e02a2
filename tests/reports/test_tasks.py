"""Lists of tasks."""

from contextlib import closing
from datetime import date

from dutytrack.reports.tasks import tasks_report
from dutytrack.services.acts.closing import meet_deadline
from dutytrack.services.desk import Desk
from dutytrack.services.tasks.recording import Happening, act_on_task
from dutytrack.store.file.connection import open_reader
from dutytrack.store.ledger import Ledger
from dutytrack.store.query.look import Look


def test_a_list_has_stable_keys_and_plain_values(reader, rules, today):
    [record] = tasks_report(Look(reader, today, rules), "建设渔港").records()
    assert {key: record[key] for key in ("key", "plan", "ref", "due", "due_origin", "start", "status", "lead")} == {
        "key": "HY-1",
        "plan": "HY",
        "ref": "1",
        "due": "2026-09-30",
        "due_origin": "document",
        "start": "2025-01-01",
        "status": "pending",
        "lead": ("市海洋局", "市财政局"),
    }


def test_a_list_is_sorted_and_cut_as_asked(reader, rules, today):
    report = tasks_report(Look(reader, today, rules), "plan:HY", sort="-key", limit=2, closed=True)
    assert [row[0] for row in report.rows()] == ["HY-5", "HY-4"]


def test_an_empty_list_says_so(reader, rules, today):
    assert tasks_report(Look(reader, today, rules), "不存在的任务").notes == ("No task is like that.",)


def test_closed_tasks_are_left_out_and_counted_unless_the_query_speaks_of_them(reader, rules, today):
    look = Look(reader, today, rules)
    report = tasks_report(look, "plan:HY")
    assert "HY-4" not in {row[0] for row in report.rows()}
    assert report.notes == ("1 closed task is left out.",)
    assert report.totals == (("tasks", len(list(report.rows()))),)
    for query in ("HY-4", "is:closed", "plan:HY lamp:closed", "plan:HY status:closed,active"):
        assert "HY-4" in {row[0] for row in tasks_report(look, query).rows()}, query
    assert "HY-4" in {row[0] for row in tasks_report(look, "plan:HY", closed=True).rows()}


def test_dropped_tasks_are_left_out_too_and_counted_by_themselves(path, rules, today):
    with Ledger.open(path) as ledger, ledger.command("drop", actor="tester", reason="政策调整") as session:
        dropped = Happening("dropped", today, "政策调整")
        act_on_task(Desk(session, today), "HY-5", dropped)
    with closing(open_reader(path)) as reader:
        look = Look(reader, today, rules)
        report = tasks_report(look, "plan:HY")

        assert {row[0] for row in report.rows()} == {"HY-1", "HY-2", "HY-3"}
        assert report.notes == ("closed tasks and dropped ones are left out: 1 and 1.",)
        assert {row[0] for row in tasks_report(look, "status:dropped").rows()} == {"HY-5"}


def test_a_date_met_late_of_a_task_under_way_is_no_late_closing(path, rules, today):
    with Ledger.open(path) as ledger, ledger.command("done", actor="tester") as session:
        meet_deadline(Desk(session, today), "HY-3", date(2026, 6, 30), date(2026, 7, 2))
    with closing(open_reader(path)) as reader:
        look = Look(reader, today, rules)

        [row] = tasks_report(look, "HY-3").records()
        assert [flag for flag in row["flags"] if "late" in flag] == ["met-late"]
        assert [row[0] for row in tasks_report(look, "flag:节点逾期完成").rows()] == ["HY-3"]
        assert [row[0] for row in tasks_report(look, "标记:逾期办结").rows()] == []
