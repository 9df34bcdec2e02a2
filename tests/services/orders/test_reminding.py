"""One reminder a unit and period, for everything it owes; nobody is asked twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dutytrack.i18n import use_language
from dutytrack.reports.reminders import reminders_report, round_report
from dutytrack.services.desk import EmptyFieldError, FutureDateError
from dutytrack.services.orders.reminding import AlreadyRemindedError, LeftAlone, remind, remind_unit
from dutytrack.services.tasks.entering import Sharing, add_task
from dutytrack.services.tasks.parts import NoPartError
from dutytrack.services.tasks.recording import act_on_task
from dutytrack.store.query.look import Look
from dutytrack.store.reading.settings import default_rule_pack
from dutytrack.store.settings.keys import set_setting

TODAY = date(2026, 8, 31)
JULY = date(2026, 7, 15)


@pytest.fixture(autouse=True)
def work(imported, books):
    """Beside the plan's: a task that is late and one that is not, of two other units."""
    for title, unit, due in (("整改渡船超员", "市交通局", JULY), ("修缮码头", "市海洋局", date(2026, 12, 31))):
        books.run(
            add_task,
            title=title,
            today=date(2026, 6, 1),
            kind="instruction",
            sharing=Sharing(lead=[unit]),
            due=due,
            place="临澜市",
        )


@pytest.fixture
def ask(books):
    return lambda on=JULY, **over: books.run(remind, on=on, today=TODAY, **over)


def told(reminded):
    return {one.unit: [(ask.key, ask.lamp) for ask in one.asked] for one in reminded.made}


def test_every_unit_is_asked_once_for_all_that_is_red_or_yellow(ask, books):
    made = ask(text="请于月底前反馈")

    assert told(made) == {
        "市交通局": [("LD26-1", "yellow")],
        "市科技局": [("LL25-1", "red"), ("LL25-2", "red")],
    }
    assert made.period == "2026-07"
    assert str(made.made[0].asked[1].why) == "its deadline 2026-06-30 passed 15 days ago"
    assert books.rows('SELECT period, "on", text FROM reminder') == [("2026-07", "2026-07-15", "请于月底前反馈")] * 2
    assert books.rows("SELECT COUNT(*) FROM reminder_task") == [(3,)]


def test_today_is_a_day_to_remind_on(ask, books):
    assert ask(TODAY).made
    assert books.rows('SELECT DISTINCT "on" FROM reminder') == [(str(TODAY),)]


def test_nobody_is_asked_twice_in_a_period(ask, books):
    ask()
    again = ask(date(2026, 7, 31))

    assert again.made == ()
    assert [(one.unit, one.on, one.tasks) for one in again.left_alone] == [("市科技局", JULY, 2), ("市交通局", JULY, 1)]
    assert books.rows("SELECT COUNT(*) FROM reminder") == [(2,)]


def test_asking_is_counted_by_year(ask):
    ask(date(2026, 6, 1))
    ask(date(2026, 7, 1))

    assert {one.unit: one.times for one in ask(date(2026, 8, 1)).made} == {"市交通局": 2, "市科技局": 3}


@pytest.mark.parametrize(("length", "asked"), [("week", 2), ("quarter", 0)])
def test_the_period_is_a_setting(ask, books, length, asked):
    books.run(set_setting, key="reminder_period", value=length)
    ask()

    assert len(ask(date(2026, 7, 31)).made) == asked


def test_a_query_narrows_and_may_ask_for_other_lamps(ask):
    assert told(ask(query="lead:市交通局")) == {"市交通局": [("LD26-1", "yellow")]}
    assert told(ask(query="lamp:green lead:市海洋局")) == {"市海洋局": [("LD26-2", "green")]}


def test_what_a_query_leaves_out_of_a_reminder_is_named(ask):
    made = ask(query="LL25-1")

    assert told(made) == {"市科技局": [("LL25-1", "red")]}
    notes = round_report(made).notes
    assert notes == ("市科技局 also owes LL25-2, which the query leaves out: no other reminder goes to it in 2026-07.",)
    (left,) = ask(query="LL25").left_alone
    assert (left.unit, left.unasked) == ("市科技局", ("LL25-2",))
    assert "but not of LL25-2" in round_report(ask(query="LL25")).notes[0]


def test_why_it_was_asked_is_kept_as_rule_and_figures_and_said_in_the_language_of_whoever_reads(ask, books, readonly):
    ask()
    assert books.rows("SELECT DISTINCT why FROM reminder_task") == [("",)]
    rows = reminders_report(Look(readonly, date(2026, 7, 31), default_rule_pack())).rows()
    assert "its deadline 2026-06-30 passed 15 days ago" in {row[4] for row in rows}
    use_language("zh")
    rows = reminders_report(Look(readonly, date(2026, 7, 31), default_rule_pack())).rows()
    assert "时限 2026-06-30 已过 15 天" in {row[4] for row in rows}


def test_a_reason_that_was_kept_as_a_sentence_is_told_as_it_was(books, readonly):
    books.run(remind_unit, unit="市科技局", tasks={"LL25-1": "年底到期"}, on=JULY, today=TODAY)
    (row,) = reminders_report(Look(readonly, date(2026, 7, 31), default_rule_pack())).rows()
    assert row[4] == "年底到期"


def test_what_is_handed_in_is_not_asked_for(ask, books):
    books.run(act_on_task, key="LL25-2", kind="submitted", on=date(2026, 7, 1), today=TODAY)

    assert told(ask())["市科技局"] == [("LL25-1", "red")]


def test_a_day_that_has_not_come_is_refused(ask):
    with pytest.raises(FutureDateError):
        ask(date(2026, 9, 1))


def test_one_unit_can_be_asked_by_hand(books):
    def by_hand(**over):
        given = {"unit": "市科技局", "tasks": {"LL25-1": "年底到期"}, "on": JULY, "today": TODAY}
        return books.run(remind_unit, **{**given, **over})

    assert by_hand() == "2026-07"
    with pytest.raises(AlreadyRemindedError, match="2026-07-15"):
        by_hand(on=date(2026, 7, 20))
    assert by_hand(period="2026-08") == "2026-08"
    with pytest.raises(NoPartError):
        by_hand(unit="市交通局")
    with pytest.raises(EmptyFieldError, match="tasks"):
        by_hand(tasks={})
    with pytest.raises(FutureDateError):
        by_hand(on=date(2026, 9, 1))


def test_what_was_sent_is_listed_with_how_often_each_was_asked(ask, readonly):
    ask(date(2026, 6, 1))
    ask()
    report = reminders_report(Look(readonly, date(2026, 7, 31), default_rule_pack()))

    assert report.row_count == 5
    assert next(report.rows())[:4] == ("市科技局", "2026-07", "2026-07-15", "LL25-1"), "as the office names units"
    assert report.notes == ("Reminded in 2026: 市科技局 2、市交通局 1",)
    assert reminders_report(Look(readonly, date(2026, 6, 30), default_rule_pack())).row_count == 2


def test_a_round_is_a_report_with_a_group_a_unit(ask):
    made = ask()
    report = round_report(replace(made, left_alone=(LeftAlone("市海洋局", date(2026, 7, 1), 3),)))

    assert [(group.key, group.title) for group in report.groups] == [
        ("市科技局", "市科技局: 2 tasks; reminders this year: 1"),
        ("市交通局", "市交通局: 1 task; reminders this year: 1"),
    ]
    assert report.notes == ("市海洋局 was reminded on 2026-07-01 already, in 2026-07: not asked again (3 tasks).",)


def test_tasks_that_nobody_could_be_asked_for_are_counted_and_named(ask, books):
    sharing = Sharing()
    books.run(
        add_task, title="清理僵尸船", today=date(2026, 6, 1), kind="instruction", sharing=sharing, due=date(2026, 7, 1)
    )
    made = ask()

    assert made.nobody == ("LD26-3",)
    assert round_report(made).notes == ("1 task has no unit that could be reminded: LD26-3",)


def test_units_of_one_name_are_told_apart_by_their_places(ask, books, readonly):
    with_place = {"today": date(2026, 6, 1), "kind": "instruction", "due": JULY, "place": "滨海市"}
    books.run(add_task, title="整改客运", sharing=Sharing(lead=["市交通局"]), **with_place)
    made = ask()

    assert told(made)["市交通局（滨海市）"] == [("LD26-3", "yellow")]
    assert told(made)["市交通局（临澜市）"] == [("LD26-1", "yellow")]
    sent = reminders_report(Look(readonly, TODAY, default_rule_pack()), '牵头:"市交通局（滨海市）"')
    assert [row[0] for row in sent.rows()] == ["市交通局（滨海市）"]


def test_a_unit_is_meant_by_its_name_and_place(books):
    given = {"tasks": {"LD26-1": "到期"}, "on": JULY, "today": TODAY}

    assert books.run(remind_unit, unit="市交通局（临澜市）", **given) == "2026-07"
    assert books.run(remind_unit, unit="市交通局（临澜市）", period="2026-08", **given) == "2026-08"
