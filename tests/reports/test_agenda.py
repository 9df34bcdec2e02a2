"""What the office has to do: decisions of its own first, then what units owe it."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest
from sqlmodel import col, select

from dutytrack.reports.agenda import agenda, agenda_report
from dutytrack.services.acts.submitting import submit
from dutytrack.services.acts.verifying import verify
from dutytrack.services.orders.extending import ask_extension, decide_extension
from dutytrack.services.orders.issuing import answer_order, issue_order
from dutytrack.services.progress.reporting import report_progress
from dutytrack.services.tasks.recording import act_on_task
from dutytrack.store.file.connection import open_reader
from dutytrack.store.query.look import Look
from dutytrack.store.reading.settings import ladder, rule_pack
from dutytrack.store.tables.plans import Assignment, Duty, Occurrence, Plan, Task

TODAY = date(2026, 7, 15)


@pytest.fixture
def sections(path):
    def sections(as_of=TODAY, limit=None):
        with closing(open_reader(path)) as reader:
            found = agenda(Look(reader, as_of, rule_pack(reader)), ladder=ladder(reader), limit=limit)
        return {section.name: section for section in found}

    return sections


def keys(section):
    return [item.key for item in section.items]


def test_late_tasks_stand_once_as_orders_that_are_due(sections):
    found = sections()

    assert set(found) == {"orders", "unowned"}
    assert keys(found["orders"]) == ["HY-2", "HY-3", "LD26-1"]
    assert "196 days" in found["orders"].items[0].what
    assert {item.rung for item in found["orders"].items} == {"blue"}


def test_tasks_of_a_plan_whose_time_is_over_come_last(sections, write):
    def end(session):
        session.exec(select(Plan)).one().end = date(2026, 7, 1)

    write(end)
    assert keys(sections()["orders"]) == ["LD26-1", "HY-2", "HY-3", "HY-5"]


def test_a_task_that_nobody_answers_for_is_to_be_given_a_unit(sections, write):
    def take_away(session):
        task = session.exec(select(Task.id).where(col(Task.key) == "HY-2")).one()
        for part in session.exec(select(Assignment).where(col(Assignment.task_id) == task)).all():
            session.delete(part)

    write(take_away)
    last = sections()["orders"].items[-1]
    assert (last.key, last.unit, last.act) == ("HY-2", None, "set-lead")
    assert last.what.startswith("no unit answers for it")


def test_a_missed_duty_is_quoted_with_its_own_day(sections, write):
    def lay(session):
        task = session.exec(select(Task).where(col(Task.key) == "HY-1")).one()
        task.text = "建设渔港。市海洋局每月通报一次“船证”办理情况，限期整改。"
        session.add(task)
        task = task.id
        duty = Duty(task_id=task, freq="monthly", text="每月")
        session.add(duty)
        session.flush()
        session.add(Occurrence(duty_id=duty.id, task_id=task, due=date(2026, 6, 10)))

    write(lay)
    (item,) = (item for item in sections()["orders"].items if item.key == "HY-1")
    assert item.due == date(2026, 6, 10)
    told = "the recurring duty “每月通报一次‘船证’办理情况” of 2026-06-10 was missed 35 days ago"
    assert item.what.endswith(f"{told}; led together with 市财政局")


def test_what_is_late_and_under_an_order_already_is_late(sections, write):
    order = write(issue_order, key="HY-2", rung="blue", on=date(2026, 7, 10), today=TODAY, reply_by=date(2026, 7, 20))

    assert [(item.key, item.what, item.act) for item in sections()["late"].items] == [
        ("HY-2", f"196 days late; {order.mark} (blue order) is to be answered by 2026-07-20", "remind")
    ]


def test_past_the_last_rung_the_unit_is_called_in_once(sections, write):
    last = {"key": "HY-2", "rung": "red", "direct": "special", "today": TODAY}
    write(issue_order, **last, on=date(2026, 7, 1), reply_by=date(2026, 7, 5))

    assert [(item.key, item.act, item.also) for item in sections()["unanswered"].items] == [
        ("HY-2", "summon", ("196 days late",))
    ]

    write(act_on_task, key="HY-2", kind="summoned", note="七日内整改", on=date(2026, 7, 8), today=TODAY)

    assert [(item.key, item.act) for item in sections()["unanswered"].items] == [("HY-2", "remind")]


def test_a_task_that_is_handed_in_is_to_be_verified_and_late_no_more(sections, write):
    write(submit, key="HY-3", on=date(2026, 7, 1), today=TODAY, unit="青礁县政府")

    found = sections()

    assert [(item.key, item.what, item.act) for item in found["waiting"].items] == [
        ("HY-3", "submitted on 2026-07-01 (1 days after its date), has waited for 14 days", "verify")
    ]
    assert "HY-3" not in keys(found["orders"])


def test_what_a_check_accepted_is_to_be_closed(sections, write):
    write(submit, key="HY-3", on=date(2026, 7, 1), today=TODAY, unit="青礁县政府")
    check = {"key": "HY-3", "how": "site", "by": "叶向晨", "today": TODAY}
    write(verify, **check, result="accepted", on=date(2026, 7, 3))

    found = sections()

    assert "waiting" not in found
    assert [(item.key, item.act) for item in found["accepted"].items] == [("HY-3", "close")]
    assert keys(sections(as_of=date(2026, 7, 2))["waiting"]) == ["HY-3"]


def test_time_asked_for_waits_until_it_is_decided(sections, write):
    asked = {"key": "HY-3", "wished": date(2026, 9, 30), "reason": "台风", "progress": "过半"}
    write(ask_extension, **asked, on=date(2026, 6, 20), today=TODAY, unit="青礁县政府")

    assert [item.what for item in sections()["extensions"].items] == [
        "asks for 2026-09-30 in place of 2026-06-30 (asked on 2026-06-20)"
    ]
    assert "extensions" not in sections(as_of=date(2026, 6, 19))

    write(decide_extension, to=None, key="HY-3", by="叶向晨", on=date(2026, 6, 25), today=TODAY)

    assert "extensions" not in sections()


def test_an_answered_order_is_to_be_looked_at_and_its_task_needs_the_next_rung_only_when_unmet(sections, write):
    order = write(issue_order, key="HY-2", rung="blue", on=date(2026, 7, 10), today=TODAY, reply_by=date(2026, 7, 20))
    write(answer_order, mark=order.mark, text="已动工", on=date(2026, 7, 12), today=TODAY)

    found = sections()

    assert [(item.key, item.unit, item.what) for item in found["answered"].items] == [
        ("HY-2", "市海洋局", f"{order.mark} answered on 2026-07-12: 已动工")
    ]
    assert "HY-2" not in keys(found["orders"])


def test_a_reply_is_settled_by_a_check_of_that_day_or_later(sections, write):
    order = write(issue_order, key="HY-2", rung="blue", on=date(2026, 7, 10), today=TODAY, reply_by=date(2026, 7, 20))
    write(report_progress, key="HY-2", on=date(2026, 7, 10), percent=80, unit="市海洋局", today=TODAY)
    check = {"key": "HY-2", "how": "site", "by": "叶向晨", "today": TODAY, "result": "returned"}
    write(verify, **check, on=date(2026, 7, 11))
    write(answer_order, mark=order.mark, text="已动工", on=date(2026, 7, 12), today=TODAY)
    assert keys(sections()["answered"]) == ["HY-2"]

    write(verify, **check, on=date(2026, 7, 12))

    assert "answered" not in sections()
    assert keys(sections(as_of=date(2026, 7, 12))["late"]) == ["HY-2"]


def test_a_task_stands_once_with_all_that_is_due_and_headings_say_how_many_stand_elsewhere(path, write):
    order = write(issue_order, key="HY-3", rung="blue", on=date(2026, 7, 1), today=TODAY, reply_by=date(2026, 7, 8))
    write(answer_order, mark=order.mark, text="正在安装", on=date(2026, 7, 6), today=TODAY)
    asked = {"key": "HY-3", "wished": date(2026, 9, 30), "reason": "台风", "progress": "过半"}
    write(ask_extension, **asked, on=date(2026, 7, 7), today=TODAY, unit="青礁县政府", late=True)
    with closing(open_reader(path)) as reader:
        report = agenda_report(Look(reader, TODAY, rule_pack(reader)), ladder=ladder(reader))

    assert [(group.title, [row[0] for row in group.rows]) for group in report.groups] == [
        ("Extensions asked for (1)", ["HY-3"]),
        ("Orders to send (2, 1 more in other groups)", ["HY-2", "LD26-1"]),
        ("To be given a lead or a date (1)", ["HY-5"]),
    ]
    assert next(report.records())["what"] == (
        "asks for 2026-09-30 in place of 2026-06-30 (asked on 2026-07-07, after the date); besides: "
        f"{order.mark} answered on 2026-07-06, to be looked at; yellow order due "
        "where that is unmet still once the reply is checked: its deadline 2026-06-30 passed 15 days ago"
    )
    assert next(report.records())["act"] == ("extend", "review")
    assert report.notes == (
        "Told in the groups above, without one of their own: Orders answered 1, Other late tasks 3.",
    )


def test_a_reply_is_looked_at_before_the_order_that_may_follow_it(sections, write):
    order = write(issue_order, key="LD26-1", rung="yellow", on=date(2026, 7, 11), today=TODAY, direct="important")
    write(answer_order, mark=order.mark, text="已备料", on=date(2026, 7, 12), today=TODAY)

    found = sections(as_of=date(2026, 7, 19))

    (reply,) = found["answered"].items
    assert (reply.key, reply.acts) == ("LD26-1", ("review",))
    assert reply.also[0].startswith("red order due where that is unmet still once the reply is checked: ")
    assert [item.rung for item in found["orders"].items] == ["blue", "blue"]
    assert found["orders"].told() == "2, 1 more in other groups"


def test_the_highest_rung_comes_first(sections, write):
    write(issue_order, key="LD26-1", rung="yellow", on=date(2026, 7, 11), today=TODAY, direct="important")

    found = sections(as_of=date(2026, 7, 19))

    assert [(item.key, item.rung) for item in found["orders"].items][:2] == [("LD26-1", "red"), ("HY-2", "blue")]
    assert "unanswered" not in found


def test_a_reply_is_chased_on_the_day_it_is_due(sections, write):
    order = write(issue_order, key="HY-2", rung="blue", on=date(2026, 7, 10), today=TODAY, reply_by=date(2026, 7, 20))

    assert "unanswered" not in sections(as_of=date(2026, 7, 19))
    (item,) = sections(as_of=date(2026, 7, 20))["unanswered"].items
    assert (item.what, item.act) == (f"{order.mark} (blue order) is to be answered today", "remind")
    assert item.also == ("201 days late",)


def test_a_limit_cuts_each_kind_and_says_how_many_there_are(sections):
    found = sections(limit=1)

    assert keys(found["orders"]) == ["HY-2"]
    assert found["orders"].counted == "1+"
    assert (keys(found["late"]), found["late"].counted) == (["HY-3"], "2"), "HY-2 stands above"
    assert found["late"].told() == "2, 1 more in other groups"


def test_kinds_without_anything_are_left_out(sections):
    assert set(sections()) == {"orders", "unowned"}


def test_the_report_has_a_group_a_kind(path):
    with closing(open_reader(path)) as reader:
        report = agenda_report(Look(reader, TODAY, rule_pack(reader)), ladder=ladder(reader))

    assert [(group.key, group.title) for group in report.groups] == [
        ("orders", "Orders to send (3)"),
        ("unowned", "To be given a lead or a date (1)"),
    ]
    assert report.group_key == "section"
    assert next(report.records())["act"] == ("order",)


def test_nothing_to_do_is_said(path, write):
    def name(session):
        of_nobody = session.exec(select(Task).where(col(Task.key) == "HY-5")).one()
        led = session.exec(select(Task).where(col(Task.key) == "HY-2")).one()
        parts = session.exec(select(Assignment).where(col(Assignment.task_id) == led.id)).all()
        session.add(Assignment(task_id=of_nobody.id, unit_id=parts[0].unit_id, role="lead", position=0))

    write(name)
    with closing(open_reader(path)) as reader:
        rules, steps = rule_pack(reader), ladder(reader)
        report = agenda_report(Look(reader, date(2025, 2, 1), rules), ladder=steps)

    assert report.groups == ()
    assert report.notes == ("Nothing to do.",)
