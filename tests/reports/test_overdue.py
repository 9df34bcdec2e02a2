"""What is overdue, by who answers for it."""

from contextlib import closing
from datetime import date

import pytest
from sqlmodel import col, select

from dutytrack.domain.words.choices import UnknownChoiceError
from dutytrack.output.render import render
from dutytrack.reports.overdue import overdue_report
from dutytrack.services.acts.submitting import submit
from dutytrack.services.acts.verifying import verify
from dutytrack.services.desk import Desk
from dutytrack.services.orders.extending import ask_extension, decide_extension
from dutytrack.services.orders.issuing import answer_order, issue_order
from dutytrack.services.progress.reporting import report_progress
from dutytrack.services.units.ordering import order_units
from dutytrack.store.file.connection import open_reader
from dutytrack.store.ledger import Ledger
from dutytrack.store.query.look import Look
from dutytrack.store.reading.settings import rule_pack
from dutytrack.store.reading.tasks import find_tasks
from dutytrack.store.tables.plans import Unit
from dutytrack.store.tables.supervision import Contact


def test_overdue_tasks_stand_under_the_unit_that_answers_first(reader, rules, today):
    report = overdue_report(Look(reader, today, rules))
    told = [(group.key, [row[:2] for row in group.rows]) for group in report.groups]
    assert sorted(told) == [
        ("市交通局", [("LD26-1", 5)]),
        ("市海洋局", [("HY-2", 196)]),
        ("青礁县政府", [("HY-3", 15)]),
    ]
    assert report.totals[0][1] == 3


def test_each_row_tells_its_unit_to_scripts(reader, rules, today):
    record = next(row for row in overdue_report(Look(reader, today, rules)).records() if row["key"] == "HY-3")
    assert record == {
        "unit": "青礁县政府",
        "key": "HY-3",
        "days_late": 15,
        "members_left": (),
        "members_returned": (),
        "days_at_work": 15,
        "due": "2026-06-30",
        "title": "推广深水网箱",
        "lead": (),
        "due_origin": "document",
        "late_state": ("pending",),
        "rung": None,
        "mark": None,
        "reply_by": None,
        "handed_in_on": None,
        "returned_on": None,
    }


def test_whom_to_call_stands_beside_the_unit(path, rules, today):
    with Ledger.open(path) as ledger, ledger.command("contact add", actor="a") as session:
        unit = session.exec(select(Unit.id).where(col(Unit.name) == "青礁县政府")).one()
        session.add(Contact(unit_id=unit, name="姚北辰", post="办公室主任", phone="8204"))
    with closing(open_reader(path)) as reader:
        report = overdue_report(Look(reader, today, rules))
    assert "青礁县政府 (1)  contact: 姚北辰 8204" in [group.title for group in report.groups]


def test_an_earlier_day_knows_nothing_of_what_came_after(reader, rules):
    report = overdue_report(Look(reader, date(2026, 5, 1), rules))
    assert [row[0] for row in report.rows()] == ["HY-2"]


def test_a_date_that_was_met_is_not_overdue_but_the_next_one_is(reader, rules):
    keys = [str(row[0]) for row in overdue_report(Look(reader, date(2026, 10, 1), rules), "plan:HY").rows()]
    assert sorted(keys) == ["HY-1", "HY-2", "HY-3"]


def test_a_query_narrows_the_report(reader, rules, today):
    assert [row[0] for row in overdue_report(Look(reader, today, rules), "lead:海洋局").rows()] == ["HY-2"]


def test_nothing_overdue_is_said(reader, rules):
    report = overdue_report(Look(reader, date(2025, 6, 1), rules))
    assert report.row_count == 0
    assert report.notes == ("Nothing is overdue.",)


def test_a_limit_cuts_the_rows_but_not_what_is_counted(reader, rules, today):
    whole = overdue_report(Look(reader, today, rules))
    for limit in range(len(whole) + 2):
        cut = overdue_report(Look(reader, today, rules), limit=limit)
        assert list(cut.rows()) == list(whole.rows())[:limit]
        assert cut.totals == whole.totals
        assert [group.title for group in cut.groups] == [group.title for group in whole.groups][: len(cut.groups)]
        assert cut.notes == whole.notes


def _units(reader, rules, today, sort, limit=None):
    report = overdue_report(Look(reader, today, rules), sort=sort, limit=limit)
    return [group.key for group in report.groups]


def test_units_come_by_name_by_their_longest_overdue_or_as_the_office_names_them(path, reader, rules, today):
    assert _units(reader, rules, today, "worst") == ["市海洋局", "青礁县政府", "市交通局"]
    assert _units(reader, rules, today, "最久", limit=1) == ["市海洋局"]
    assert _units(reader, rules, today, "office") == ["市海洋局", "市交通局", "青礁县政府"], "as offices list them"
    with Ledger.open(path) as ledger, ledger.command("units order", actor="a") as session:
        assert order_units(Desk(session, today), ["青礁县政府", "市海洋局"]) == ("青礁县政府", "市海洋局")
    with closing(open_reader(path)) as fresh:
        assert _units(fresh, rules, today, "office") == ["青礁县政府", "市海洋局", "市交通局"]
        assert _units(fresh, rules, today, "office", limit=1) == ["青礁县政府"]


def test_an_order_that_is_none_is_refused(reader, rules, today):
    with pytest.raises(UnknownChoiceError, match="--sort is one of office, worst, name"):
        overdue_report(Look(reader, today, rules), sort="colour")


def test_what_is_red_for_another_reason_is_counted_apart(reader, rules, today):
    look = Look(reader, today, rules)
    others = sum(row.lamp == "red" for row in find_tasks(look, "-flag:overdue"))
    totals = dict(overdue_report(look).totals)
    assert totals.get("red for other reasons", 0) == others
    assert dict(overdue_report(look, limit=1).totals) == totals


def test_what_is_red_for_another_reason_stands_in_a_table_of_its_own(path, write, today):
    write(report_progress, key="HY-1", on=date(2026, 7, 1), text="才开工", percent=5)
    with closing(open_reader(path)) as reader:
        look = Look(reader, today, rule_pack(reader))
        report, cut = overdue_report(look), overdue_report(look, limit=0)
    (table,) = report.further
    assert table.title == "Red for other reasons (1)"
    (row,) = table.records()
    assert (row["key"], row["title"], row["lead"]) == ("HY-1", "建设渔港", ("市海洋局", "市财政局"))
    assert "points behind" in str(row["why"])
    assert "HY-1" not in [row[0] for row in report.rows()]
    assert (cut.further[0].title, cut.further[0].row_count) == (table.title, 0)
    assert "`" not in render(report, "markdown")


def test_each_overdue_task_says_its_state(path, write, today):
    def state(as_of=today):
        with closing(open_reader(path)) as reader:
            report = overdue_report(Look(reader, as_of, rule_pack(reader)))
        return {row["key"]: row["late_state"] for row in report.records()}

    late = {"key": "HY-3", "today": today}
    assert set(state().values()) == {("pending",)}
    write(submit, **late, on=date(2026, 7, 2))
    assert state()["HY-3"] == ("handed-in-late",)
    write(verify, **late, result="returned", how="site", by="叶向晨", on=date(2026, 7, 3))
    assert state()["HY-3"] == ("returned",)
    asked = {"wished": date(2026, 9, 30), "reason": "台风", "progress": "过半", "late": True}
    write(ask_extension, **late, **asked, on=date(2026, 7, 4))
    order = write(issue_order, **late, rung="blue", on=date(2026, 7, 5), reply_by=date(2026, 7, 10))
    assert state(date(2026, 7, 9))["HY-3"] == ("returned", "extension-asked", "to-answer")
    assert state()["HY-3"] == ("returned", "extension-asked", "unanswered")
    write(answer_order, mark=order.mark, text="已安装", on=date(2026, 7, 14), today=today)
    assert state()["HY-3"] == ("returned", "extension-asked", "to-check")
    write(decide_extension, **late, to=date(2026, 7, 14), by="许明", on=date(2026, 7, 14))
    assert state()["HY-3"] == ("returned", "to-check"), "more time checks no reply"
