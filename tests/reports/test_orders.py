"""Who is due for which rung: escalations first, then first orders, one line a task and unit."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest
from sqlmodel import col, select

from dutytrack.reports.orders import orders_report, suggestions, suggestions_report
from dutytrack.services.orders.extending import ask_extension, decide_extension
from dutytrack.services.orders.issuing import answer_order, issue_order
from dutytrack.services.plans.concluding import conclude_plan
from dutytrack.services.tasks.recording import act_on_task
from dutytrack.store.file.connection import open_reader
from dutytrack.store.query.look import Look
from dutytrack.store.reading.settings import ladder, rule_pack
from dutytrack.store.tables.plans import Task, Unit
from dutytrack.store.tables.supervision import ProgressReport, UnitMember, UnitSuccession

TODAY = date(2026, 7, 15)


@pytest.fixture
def order(write):
    def order(key, rung="blue", on=date(2026, 7, 1), **over):
        return write(issue_order, **{"key": key, "rung": rung, "on": on, "today": TODAY, **over})

    return order


@pytest.fixture
def due(path):
    """The suggestions of a day: key, unit, rung, what they escalate."""

    def due(as_of=TODAY, query="", limit=None):
        with closing(open_reader(path)) as reader:
            found, topmost = suggestions(
                Look(reader, as_of, rule_pack(reader)), query, ladder=ladder(reader), limit=limit
            )
        return [(row.key, row.unit, row.rung, row.follows) for row in found], topmost

    return due


FIRST = [
    ("HY-2", "市海洋局", "blue", None),
    ("HY-3", "青礁县政府", "blue", None),
    ("LD26-1", "市交通局", "blue", None),
]


def test_what_is_overdue_is_due_for_the_first_rung_the_longest_first(due):
    assert due() == (FIRST, 0)
    assert due(limit=2) == (FIRST[:2], 0)
    assert due(query="lead:市交通局") == (FIRST[2:], 0)
    assert due(date(2025, 12, 31)) == ([], 0)


def test_who_stands_under_an_order_waits_for_its_reply_date_then_goes_up(due, order):
    order("HY-3")

    assert due(date(2026, 7, 8)) == ([FIRST[0]], 0)
    assert due(date(2026, 7, 9)) == ([("HY-3", "青礁县政府", "yellow", "督〔2026〕1号"), FIRST[0]], 0)
    assert due(date(2026, 7, 9), limit=1) == ([("HY-3", "青礁县政府", "yellow", "督〔2026〕1号")], 0)


def test_the_highest_rungs_come_first_and_the_last_one_ends_the_ladder(due, order):
    order("HY-2", on=date(2026, 5, 1))
    order("HY-3")
    order("HY-2", "yellow", date(2026, 5, 20))

    assert due()[0][:2] == [
        ("HY-2", "市海洋局", "red", "督〔2026〕3号"),
        ("HY-3", "青礁县政府", "yellow", "督〔2026〕2号"),
    ]
    order("HY-2", "red", date(2026, 7, 2))
    assert due() == ([("HY-3", "青礁县政府", "yellow", "督〔2026〕2号"), FIRST[2]], 1)


def test_an_answer_in_time_leaves_what_is_unmet(path, due, order, write):
    order("HY-3")
    write(answer_order, mark="1", text="月底完成", on=date(2026, 7, 3), today=TODAY)

    with closing(open_reader(path)) as reader:
        report = suggestions_report(Look(reader, TODAY, rule_pack(reader)), ladder=ladder(reader))
    assert next(report.rows()) == (
        "HY-3",
        "yellow",
        "青礁县政府",
        (
            "督〔2026〕1号 (blue order) is unmet: its deadline 2026-06-30 passed 15 days ago; "
            "督〔2026〕1号 answered on 2026-07-03, to be looked at"
        ),
        "2026-06-30",
        "督〔2026〕1号",
        "推广深水网箱",
    )
    assert report.totals == (("yellow order (warning)", 1), ("blue order (reminder)", 2))


def test_what_is_handed_in_suspended_or_concluded_is_left_alone(due, order, write):
    order("HY-3")
    write(act_on_task, key="HY-3", kind="submitted", on=date(2026, 7, 10), today=TODAY)
    write(act_on_task, key="HY-2", kind="suspended", on=date(2026, 7, 10), today=TODAY)
    assert due() == (FIRST[2:], 0)

    write(conclude_plan, code="HY", on=date(2026, 7, 11), today=TODAY)
    assert due() == (FIRST[2:], 0)


def test_an_extension_starts_the_ladder_anew(due, order, write):
    order("HY-3")
    asked = {"key": "HY-3", "wished": date(2026, 7, 12), "reason": "台风", "progress": "七成", "late": True}
    write(ask_extension, **asked, on=date(2026, 7, 2), today=TODAY)
    write(decide_extension, key="HY-3", to=date(2026, 7, 12), by="许明", on=date(2026, 7, 3), today=TODAY)

    assert due(date(2026, 7, 12)) == ([FIRST[0], FIRST[2]], 0)
    assert due()[0] == [FIRST[0], FIRST[2], FIRST[1]], "due since the new date, the blue one again"


def test_members_are_ordered_one_by_one_until_their_part_is_done(due, order, write):
    def arrange(session):
        names = ("上村", "下港", "中湾")
        units = [Unit(name=name, jurisdiction="临澜市", kind="unit") for name in names]
        session.add_all(units)
        session.flush()
        county = session.exec(select(Unit.id).where(col(Unit.name) == "青礁县政府")).one()
        session.add_all([UnitMember(collective_id=county, unit_id=unit.id) for unit in units])
        task = session.exec(select(Task.id).where(col(Task.key) == "HY-3")).one()
        session.add(ProgressReport(task_id=task, unit_id=units[2].id, on=date(2026, 7, 1), percent=100))

    write(arrange)

    assert [row for row in due()[0] if row[0] == "HY-3"] == [
        ("HY-3", "上村", "blue", None),
        ("HY-3", "下港", "blue", None),
    ]


def test_a_successor_takes_the_place_on_the_ladder(due, order, write):
    order("HY-3")

    def succeed(session):
        heir = Unit(name="青礁区政府", jurisdiction="临澜市", kind="unit")
        session.add(heir)
        session.flush()
        county = session.exec(select(Unit.id).where(col(Unit.name) == "青礁县政府")).one()
        session.add(UnitSuccession(unit_id=county, successor_id=heir.id, on=date(2026, 7, 10)))

    write(succeed)

    assert due()[0][0] == ("HY-3", "青礁区政府", "yellow", "督〔2026〕1号")


def test_orders_are_listed_as_they_stood_on_a_day(path, order, write):
    order("HY-3")
    order("HY-3", "yellow", date(2026, 7, 9))
    write(answer_order, mark="2", text="已开工", on=date(2026, 7, 14), today=TODAY)

    def listed(as_of, **options):
        with closing(open_reader(path)) as reader:
            report = orders_report(Look(reader, as_of, rule_pack(reader)), **options)
        return [(row["mark"], row["reply_state"], row["follows"], row["stands"]) for row in report.records()]

    assert listed(date(2026, 7, 1)) == [("督〔2026〕1号", "waiting", None, True)]
    assert listed(TODAY) == [
        ("督〔2026〕2号", "answered", "督〔2026〕1号", True),
        ("督〔2026〕1号", "unanswered", None, True),
    ]
    assert [row[0] for row in listed(TODAY, unanswered=True)] == ["督〔2026〕1号"]


def test_an_order_waits_through_its_reply_date_and_an_answer_on_that_day_is_in_time(path, order, write):
    order("HY-3", reply_by=date(2026, 7, 8))
    write(answer_order, mark="1", text="已开工", on=date(2026, 7, 8), today=TODAY)
    order("HY-2", reply_by=date(2026, 7, 8))

    def states(as_of):
        with closing(open_reader(path)) as reader:
            report = orders_report(Look(reader, as_of, rule_pack(reader)))
        return [row["reply_state"] for row in report.records()]

    assert states(date(2026, 7, 8)) == ["waiting", "answered"]
    assert states(date(2026, 7, 9)) == ["unanswered", "answered"]
