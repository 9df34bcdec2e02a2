"""What is overdue, by who answers for it."""

from contextlib import closing
from datetime import date

import pytest
from sqlmodel import col, select

from dutytrack.domain.words.choices import UnknownChoiceError
from dutytrack.reports.overdue import overdue_report
from dutytrack.services.desk import Desk
from dutytrack.services.units.ordering import order_units
from dutytrack.store.file.connection import open_reader
from dutytrack.store.ledger import Ledger
from dutytrack.store.query.look import Look
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
        "due": "2026-06-30",
        "title": "推广深水网箱",
        "lead": (),
        "due_origin": "document",
        "late_state": None,
        "rung": None,
    }


def test_whom_to_call_stands_beside_the_unit(path, rules, today):
    with Ledger.open(path) as ledger, ledger.command("contact add", actor="a") as session:
        unit = session.exec(select(Unit.id).where(col(Unit.name) == "青礁县政府")).one()
        session.add(Contact(unit_id=unit, name="姚北辰", post="办公室主任", phone="8204"))
    with closing(open_reader(path)) as reader:
        report = overdue_report(Look(reader, today, rules))
    assert "青礁县政府 (1)  姚北辰 8204" in [group.title for group in report.groups]


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
    assert _units(reader, rules, today, "office") == ["市交通局", "市海洋局", "青礁县政府"]
    with Ledger.open(path) as ledger, ledger.command("units order", actor="a") as session:
        assert order_units(Desk(session, today), ["青礁县政府", "市海洋局"]) == ("青礁县政府", "市海洋局")
    with closing(open_reader(path)) as fresh:
        assert _units(fresh, rules, today, "office") == ["青礁县政府", "市海洋局", "市交通局"]
        assert _units(fresh, rules, today, "office", limit=1) == ["青礁县政府"]


def test_an_order_that_is_none_is_refused(reader, rules, today):
    with pytest.raises(UnknownChoiceError, match="--sort is one of name, worst, office"):
        overdue_report(Look(reader, today, rules), sort="colour")


def test_what_is_red_for_another_reason_is_counted_apart(reader, rules, today):
    look = Look(reader, today, rules)
    others = sum(row.lamp == "red" for row in find_tasks(look, "-flag:overdue"))
    totals = dict(overdue_report(look).totals)
    assert totals.get("red for other reasons", 0) == others
    assert dict(overdue_report(look, limit=1).totals) == totals
