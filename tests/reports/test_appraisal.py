"""An appraisal of a real ledger: every kind of fact, who it counts for, and where each point comes from."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from dutytrack.domain.dates import Period
from dutytrack.output.table import Screen, drawn
from dutytrack.reports.appraisal import PeriodNotBegunError, appraisal_report, unit_report, unit_scores
from dutytrack.reports.overdue import overdue_report
from dutytrack.services.acts.closing import close_task, meet_deadline
from dutytrack.services.orders.extending import ask_extension, decide_extension
from dutytrack.services.orders.issuing import answer_order, issue_order
from dutytrack.services.plans.concluding import conclude_plan
from dutytrack.services.tasks.recording import act_on_task
from dutytrack.store.file.connection import open_reader
from dutytrack.store.query.look import Look
from dutytrack.store.reading.settings import appraisal_rules, default_rule_pack
from dutytrack.store.tables.plans import Assignment, Duty, Occurrence, Plan, Task, Unit
from dutytrack.store.tables.supervision import (
    Cadence,
    CadenceDue,
    Evidence,
    ExemptMonth,
    ProgressReport,
    UnitMember,
    UnitSuccession,
    Verification,
)

TODAY = date(2026, 7, 15)
Q1 = Period(date(2026, 1, 1), date(2026, 3, 31), "quarter")
Q2 = Period(date(2026, 4, 1), date(2026, 6, 30), "quarter")
Q3 = Period(date(2026, 7, 1), date(2026, 9, 30), "quarter")
CARRIED = "2026-06-30 passed unmet (carried over from an earlier period)"


def look(reader, as_of=TODAY):
    return Look(reader, as_of, default_rule_pack())


@pytest.fixture
def facts(path):
    """The facts counted in a period: unit, kind, key, day, points before weights."""

    def facts(period=Q2, as_of=TODAY, unit=None):
        with closing(open_reader(path)) as reader:
            scores, _waiting = unit_scores(look(reader, as_of), period, rules=appraisal_rules(reader))
        return [
            (score.unit.name, entry.event.kind, entry.event.key, str(entry.event.on), entry.points)
            for score in scores
            for entry in score.entries
            if unit in {None, score.unit.name}
        ]

    return facts


def ids(session, key, unit):
    """The ids of a task and a unit."""
    task = session.exec(select(Task.id).where(col(Task.key) == key)).one()
    return task, unit and session.exec(select(Unit.id).where(col(Unit.name) == unit)).one()


def check(write, key, unit, on, result="accepted"):
    def checked(session):
        task, unit_id = ids(session, key, unit)
        session.add(Verification(task_id=task, unit_id=unit_id, on=on, result=result, how="site", by="督查室"))

    write(checked)


def test_dates_met_and_missed_of_the_small_ledger(facts):
    late = ("市海洋局", "overdue", "HY-2", "2026-01-01", -5.0)
    assert facts(Q1) == [
        ("市财政局", "on-time", "HY-1", "2026-03-30", 0.0),
        late,
        ("市海洋局", "on-time", "HY-1", "2026-03-30", 0.0),
    ], "what was due before the period and is unmet at its end counts in it too"
    assert facts(Q2, unit="市文旅局") == [("市文旅局", "on-time", "HY-4", "2026-05-20", 0.0)], "nobody checked it"
    assert facts(Q2, unit="青礁县政府") == [("青礁县政府", "overdue", "HY-3", "2026-06-30", -3.0)], (
        "its role weighs 0.6"
    )
    assert facts(Q3, unit="市交通局") == [("市交通局", "overdue", "LD26-1", "2026-07-10", -7.5)], "an instruction: 1.5"


def test_a_date_is_overdue_in_a_period_where_it_is_once_that_is_over(path, facts):
    for period, as_of in ((Q1, TODAY), (Q2, TODAY), (Q3, TODAY), (Q2, date(2026, 5, 1)), (Q2, Q2.last)):
        with closing(open_reader(path)) as reader:
            report = overdue_report(look(reader, min(period.last + timedelta(days=1), as_of)), "")
        listed = {row[0] for row in report.rows()}
        assert {fact[2] for fact in facts(period, as_of) if fact[1] == "overdue"} == listed, (period, as_of)


def test_a_date_of_the_last_day_counts_in_its_period_once_it_has_passed(facts):
    missed = ("青礁县政府", "overdue", "HY-3", "2026-06-30", -3.0)
    assert missed not in facts(Q2, date(2026, 6, 30))
    assert missed in facts(Q2, date(2026, 7, 1))


def test_what_a_concluded_plan_left_undone_counts_in_the_period_of_its_end_and_not_for_ever(facts, write):
    write(conclude_plan, code="HY", on=date(2026, 6, 30), today=TODAY)
    assert ("青礁县政府", "left-open", "HY-3", "2026-06-30", -3.0) in facts(Q2)
    assert not [fact for fact in facts(Q3) if fact[2].startswith("HY")]


def test_what_is_made_up_later_counts_as_overdue_then_and_as_late_now(facts, write):
    write(close_task, key="LD26-1", on=date(2026, 7, 14), today=TODAY)

    july = Period(date(2026, 7, 1), date(2026, 7, 12), "month")
    assert ("市交通局", "overdue", "LD26-1", "2026-07-10", -7.5) in facts(july)
    assert ("市交通局", "late", "LD26-1", "2026-07-14", -3.0) in facts(Q3)


def test_what_is_handed_in_late_is_late_by_the_days_until_then(path, write):
    write(act_on_task, key="LD26-1", kind="submitted", on=date(2026, 7, 12), today=TODAY)
    with closing(open_reader(path)) as reader:
        scores, _waiting = unit_scores(look(reader), Q3, rules=appraisal_rules(reader))
    told = {(one.event.kind, one.event.size) for score in scores for one in score.entries if one.event.key == "LD26-1"}
    assert told == {("late", 2)}


def test_work_handed_in_by_its_date_is_in_time_however_late_the_office_checks(facts, write):
    write(act_on_task, key="HY-3", kind="submitted", on=date(2026, 6, 29), today=TODAY)
    assert facts(Q2, unit="青礁县政府") == []

    check(write, "HY-3", "青礁县政府", date(2026, 7, 13))
    write(close_task, key="HY-3", on=date(2026, 7, 14), today=TODAY)
    assert facts(Q2, unit="青礁县政府") == [], "what was sent out stays as it was"
    assert facts(Q3, unit="青礁县政府") == [("青礁县政府", "on-time", "HY-3", "2026-07-14", 0.6)]


def test_what_was_closed_unchecked_or_by_a_waiver_earns_nothing(facts, write):
    write(act_on_task, key="HY-3", kind="submitted", on=date(2026, 5, 1), today=TODAY)
    check(write, "HY-3", "青礁县政府", date(2026, 5, 4), "returned")
    write(close_task, key="HY-3", on=date(2026, 5, 5), today=TODAY, waive="特批")

    assert facts(Q2, unit="青礁县政府") == [
        ("青礁县政府", "early", "HY-3", "2026-05-01", 0.0),
        ("青礁县政府", "returned", "HY-3", "2026-05-04", -1.8),
    ]


def test_well_before_its_date_is_early(facts, write):
    check(write, "HY-1", None, date(2026, 7, 9))
    write(meet_deadline, key="HY-1", deadline=date(2026, 9, 30), on=date(2026, 7, 10), today=TODAY)

    assert ("市海洋局", "early", "HY-1", "2026-07-10", 2.0) in facts(Q3)


def test_closing_a_task_with_several_dates_counts_once(facts, write):
    check(write, "HY-1", None, date(2026, 7, 13))
    write(close_task, key="HY-1", on=date(2026, 7, 14), today=TODAY)

    assert [fact for fact in facts(Q3) if fact[2] == "HY-1"] == [
        ("市财政局", "early", "HY-1", "2026-07-14", 2.0),
        ("市海洋局", "early", "HY-1", "2026-07-14", 2.0),
    ]


def test_orders_and_those_left_unanswered_count_for_the_unit_ordered(facts, write):
    write(issue_order, key="HY-2", rung="blue", on=date(2026, 5, 6), today=TODAY)
    write(issue_order, key="HY-2", rung="yellow", on=date(2026, 5, 20), today=TODAY)
    write(answer_order, mark="2026-2", text="已开工", on=date(2026, 5, 25), today=TODAY)

    assert facts(Q2, unit="市海洋局")[1:] == [
        ("市海洋局", "order", "HY-2", "2026-05-06", -1.0),
        ("市海洋局", "unanswered", "HY-2", "2026-05-13", -3.0),
        ("市海洋局", "order", "HY-2", "2026-05-20", -2.0),
    ]


def test_an_order_counts_as_unanswered_once_its_reply_date_has_passed(facts, write):
    write(issue_order, key="HY-2", rung="blue", on=date(2026, 5, 6), today=TODAY)
    unanswered = ("市海洋局", "unanswered", "HY-2", "2026-05-13", -3.0)
    assert unanswered not in facts(Q2, date(2026, 5, 13))
    assert unanswered in facts(Q2, date(2026, 5, 14))

    write(answer_order, mark="2026-1", text="已开工", on=date(2026, 5, 13), today=TODAY)
    assert unanswered not in facts(Q2), "an answer on the day itself is in time"


def test_extensions_move_the_date_that_counts_and_cost_points(facts, write):
    asked = {"key": "HY-3", "wished": date(2026, 8, 31), "reason": "台风", "progress": "七成"}
    write(ask_extension, **asked, on=date(2026, 7, 2), today=TODAY, late=True)
    write(decide_extension, key="HY-3", to=date(2026, 8, 15), by="许明", on=date(2026, 7, 3), today=TODAY)

    assert facts(Q3, unit="青礁县政府") == [
        ("青礁县政府", "extension-late", "HY-3", "2026-07-02", -1.2),
        ("青礁县政府", "extension", "HY-3", "2026-07-03", -0.6),
    ]
    assert not [fact for fact in facts(Q2) if fact[1].startswith("extension")], "each counts in its own period"


def test_what_was_asked_too_late_names_the_date_that_held_then(path, write):
    asked = {"key": "HY-3", "reason": "台风", "progress": "七成", "late": True}
    for on, wished in ((date(2026, 7, 2), date(2026, 7, 8)), (date(2026, 7, 10), date(2026, 7, 31))):
        write(ask_extension, **asked, wished=wished, on=on, today=TODAY)
        write(decide_extension, key="HY-3", to=wished, by="许明", on=on, today=TODAY)
    with closing(open_reader(path)) as reader:
        report = unit_report(look(reader), Q3, "青礁县", rules=appraisal_rules(reader))
    assert [row["because"] for row in report.records() if row["fact"] == "extension-late"] == [
        "extension asked for after 2026-06-30",
        "extension asked for after 2026-07-08",
    ]


def test_returned_work_counts_once_though_it_is_both_checked_and_acted_on(facts, write):
    write(act_on_task, key="HY-3", kind="submitted", on=date(2026, 6, 20), today=TODAY)

    def check(session):
        task, unit = ids(session, "HY-3", "青礁县政府")
        session.add(
            Verification(task_id=task, unit_id=unit, on=date(2026, 6, 22), result="returned", how="site", by="督查室")
        )

    write(check)
    write(act_on_task, key="HY-3", kind="returned", on=date(2026, 6, 22), today=TODAY)

    assert [fact[1] for fact in facts(Q2, unit="青礁县政府")] == ["returned", "overdue"]


def test_empty_feedback_is_told_by_its_words(facts, write):
    def report(session):
        task, unit = ids(session, "HY-3", "青礁县政府")
        for day, text in ((5, "正在推进"), (12, "完成投资3.1亿元"), (19, "完成投资3.1亿元。"), (26, "有序推进")):
            row = ProgressReport(task_id=task, unit_id=unit, on=date(2026, 5, day), text=text)
            session.add(row)
            session.flush()
        session.add(Evidence(report_id=row.id, name="照片.jpg", path="ab/x", sha256="x", size=1))

    write(report)

    assert [fact[3] for fact in facts(Q2, unit="青礁县政府") if fact[1] == "empty-feedback"] == [
        "2026-05-05", "2026-05-19", "2026-05-26",
    ]  # fmt: skip


def test_duties_and_reports_that_did_not_come_count_for_the_first_unit(facts, write):
    def lay(session):
        task, _unit = ids(session, "HY-2", "市海洋局")
        plan = session.exec(select(Plan.id)).one()
        duty = Duty(task_id=task, freq="monthly", text="每月报送进展")
        cadence = Cadence(plan_id=plan, rule="FREQ=MONTHLY;BYMONTHDAY=5", start=date(2026, 4, 1))
        session.add_all([duty, cadence])
        session.flush()
        for month in (4, 5, 6):
            session.add(Occurrence(duty_id=duty.id, task_id=task, due=date(2026, month, 10)))
            session.add(CadenceDue(cadence_id=cadence.id, due=date(2026, month, 5)))

    write(lay)

    def report(session):
        task, unit = ids(session, "HY-2", "市海洋局")
        met = session.exec(select(Occurrence.id).where(col(Occurrence.due) == date(2026, 5, 10))).one()
        session.add(
            ProgressReport(task_id=task, unit_id=unit, occurrence_id=met, on=date(2026, 5, 5), text="清理岸线2公里")
        )

    write(report)

    own = [fact for fact in facts(Q2, unit="市海洋局") if fact[2] == "HY-2" and fact[1] != "overdue"]
    assert [(kind, on) for _unit, kind, _key, on, _points in own] == [
        ("report-missed", "2026-04-05"),
        ("duty-missed", "2026-04-10"),
        ("report-missed", "2026-06-05"),
        ("duty-missed", "2026-06-10"),
    ]

    def missed(as_of):
        return {on for _unit, kind, key, on, _points in facts(Q2, as_of) if kind.endswith("-missed") and key == "HY-2"}

    assert "2026-06-05" not in missed(date(2026, 6, 5))
    assert "2026-06-05" in missed(date(2026, 6, 6))
    assert "2026-06-10" not in missed(date(2026, 6, 10))
    assert "2026-06-10" in missed(date(2026, 6, 11))


def test_what_a_cap_left_out_is_not_among_the_facts_that_count(path, write):
    def lay(session):
        plan = session.exec(select(Plan.id)).one()
        cadence = Cadence(plan_id=plan, rule="FREQ=WEEKLY", start=date(2026, 4, 1))
        session.add(cadence)
        session.flush()
        session.add_all(
            CadenceDue(cadence_id=cadence.id, due=date(2026, 4, 2) + timedelta(days=7 * week)) for week in range(12)
        )

    write(lay)
    with closing(open_reader(path)) as reader:
        rules = appraisal_rules(reader)
        report, own = (
            appraisal_report(look(reader), Q2, rules=rules),
            unit_report(look(reader), Q2, "市海洋局", rules=rules),
        )
    [row] = [row for row in report.records() if row["unit"] == "市海洋局"]
    rows = [row for row in own.records() if row["fact"] == "report-missed"]
    given = [row for row in rows if row["points"]]
    assert row["report-missed"] == len(given) == 10 < len(rows)
    beyond = [row for row in rows if not row["points"]]
    assert {row["capped"] for row in beyond} != {False}
    assert f"; {len(beyond)} beyond a cap are not among them." in " ".join(report.notes)


def test_a_duty_that_was_made_up_says_so(path, write):
    def lay(session):
        task, unit = ids(session, "HY-2", "市海洋局")
        duty = Duty(task_id=task, freq="monthly", text="每月报送进展")
        session.add(duty)
        session.flush()
        made_up, missed = (Occurrence(duty_id=duty.id, task_id=task, due=date(2026, month, 10)) for month in (4, 5))
        session.add_all([made_up, missed])
        session.flush()
        late = date(2026, 7, 13)
        session.add(ProgressReport(task_id=task, unit_id=unit, occurrence_id=made_up.id, on=late, text="清理2公里"))

    write(lay)

    with closing(open_reader(path)) as reader:
        rows = list(unit_report(look(reader), Q2, "市海洋局", rules=appraisal_rules(reader)).records())
    told = [(row["fact"], row["because"]) for row in rows if row["fact"] == "duty-missed"]
    assert [told for _fact, told in told] == [
        "recurring duty “每月报送进展” of 2026-04-10 not met in time (made up on 2026-07-13, 94 days late)",
        "recurring duty “每月报送进展” of 2026-05-10 not met in time",
    ]


def test_exempt_months_are_stated_and_give_nothing(path, write):
    def exempt(session):
        task, _unit = ids(session, "HY-3", "青礁县政府")
        session.add(ExemptMonth(task_id=task, month=date(2026, 7, 1), reason="台风停工"))

    write(exempt)

    with closing(open_reader(path)) as reader:
        rules = appraisal_rules(reader)
        report = appraisal_report(look(reader), Q3, rules=rules)
        entries = unit_report(look(reader), Q3, "青礁县", rules=rules)
    assert list(report.rows())[-1][:3] == (None, "青礁县政府", 100)
    assert "HY-3 is exempt: 台风停工" in report.notes
    assert "1 unit has only exempt facts and no rank." in report.notes
    assert [row[3:5] for row in entries.rows()] == [("overdue", 0.0)]
    table = drawn(entries, Screen(100, colour=False))
    assert "推广深水网箱" in table, "why it gives nothing leaves room for the task"


def test_members_answer_for_a_collective_and_a_successor_from_its_day_on(facts, write):
    def arrange(session):
        place = {"jurisdiction": "临澜市", "kind": "unit"}
        village, port, heir = (Unit(name=name, **place) for name in ("上村", "下港", "市港航局"))
        session.add_all([village, port, heir])
        session.flush()
        _task, county = ids(session, "HY-3", "青礁县政府")
        _task, traffic = ids(session, "LD26-1", "市交通局")
        session.add_all([UnitMember(collective_id=county, unit_id=one.id) for one in (village, port)])
        session.add(UnitSuccession(unit_id=traffic, successor_id=heir.id, on=date(2026, 7, 12)))

    write(arrange)
    write(close_task, key="LD26-1", on=date(2026, 7, 14), today=TODAY)

    assert {fact[0] for fact in facts(Q3) if fact[2] == "HY-3"} == {"上村", "下港"}
    assert [fact for fact in facts(Q3) if fact[2] == "LD26-1"] == [("市港航局", "late", "LD26-1", "2026-07-14", -3.0)]


def test_a_period_can_be_appraised_from_its_first_day_on(facts):
    assert {fact[1:4] for fact in facts(Q3, Q3.first)} == {
        ("overdue", "HY-2", "2026-07-01"),
        ("overdue", "HY-3", "2026-07-01"),
    }


def test_the_report_ranks_units_and_says_what_ties(path, write):
    check(write, "HY-1", None, date(2026, 3, 30))
    with closing(open_reader(path)) as reader:
        rules = appraisal_rules(reader)
        report = appraisal_report(look(reader), Q1, rules=rules)
        some = appraisal_report(look(reader), Q1, rules=rules, query="HY-4")
        empty = appraisal_report(look(reader), Period(date(2020, 1, 1), date(2020, 1, 31), "month"), rules=rules)
    assert [(group.title, [row[:5] for row in group.rows]) for group in report.groups] == [
        (
            "临澜市 departments  3 in all",
            [(1, "市财政局", 101.0, 1.0, 0), (2, "市文旅局", 100, 0, 0), (3, "市海洋局", 96.0, 1.0, 5.0)],
        ),
        ("临澜市 counties and districts  1 in all", [(1, "青礁县政府", 100, 0, 0)]),
    ]
    assert [row[:2] for row in some.rows()] == [(1, "市文旅局")], "only the tasks that are asked about"
    assert list(empty.rows()) == []
    assert empty.notes[-1] == "Nothing happened in the period that counts."


def test_many_who_share_a_rank_are_counted_and_some_named(path, write):
    def arrange(session):
        task, _unit = ids(session, "HY-4", "市文旅局")
        units = [Unit(name=f"市第{number}局", jurisdiction="临澜市") for number in range(1, 13)]
        session.add_all(units)
        session.flush()
        for place, unit in enumerate(units, start=5):
            part = {"role": "participating", "position": place, "raw": unit.name}
            session.add(Assignment(task_id=task, unit_id=unit.id, **part))

    write(arrange)
    check(write, "HY-1", None, date(2026, 3, 30))
    with closing(open_reader(path)) as reader:
        report = appraisal_report(look(reader), Q1, rules=appraisal_rules(reader))
    (shared,) = (note for note in report.notes if "is shared" in note)
    assert shared.startswith("临澜市 departments: rank 2 is shared by 13 units: ")
    assert shared.endswith("市第7局 and 5 more."), "in the order in which the office entered them"


def test_the_facts_of_one_unit_add_up_to_its_points(path):
    with closing(open_reader(path)) as reader:
        report = unit_report(look(reader), Q3, "青礁县", rules=appraisal_rules(reader))

    (title,) = [group.title for group in report.groups]
    assert title.startswith(
        "青礁县政府: 97 points, rank 1 of 1 临澜市 counties and districts (began with 100, gained 0, lost 3)"
    )
    assert title.endswith("; tasks led: 1, shared: 0")
    told = ("2026-07-01", "HY-3", "推广深水网箱", "overdue", -3.0, "-5 × responsible 0.6", CARRIED)
    assert next(report.rows())[:7] == told


def test_a_period_to_come_is_refused_and_one_under_way_says_so(path):
    with closing(open_reader(path)) as reader:
        rules = appraisal_rules(reader)
        with pytest.raises(PeriodNotBegunError, match="2026-10-01"):
            unit_scores(look(reader), Period(date(2026, 10, 1), date(2026, 12, 31), "quarter"), rules=rules)
        report = appraisal_report(look(reader), Q3, rules=rules)
    assert (
        "The period ends on 2026-09-30: counted as far as 2026-07-15; what is due on 2026-07-15 does not count yet."
        in report.notes
    )


def test_a_date_of_an_earlier_period_says_that_it_was_carried_over(path):
    with closing(open_reader(path)) as reader:
        [score] = [
            one
            for one in unit_scores(look(reader), Q3, rules=appraisal_rules(reader))[0]
            if one.unit.name == "青礁县政府"
        ]

    assert [entry.reason for entry in score.entries] == [CARRIED]


def test_a_unit_without_facts_says_so_and_keeps_its_rank(path):
    with closing(open_reader(path)) as reader:
        report = unit_report(look(reader), Q1, "青礁县", rules=appraisal_rules(reader))

    assert [group.title for group in report.groups] == [
        "青礁县政府: no fact; 100 points, rank 1 of 1 临澜市 counties and districts; tasks led: 1, shared: 0"
    ]
    assert [note for note in report.notes if "reckoned by itself" not in note] == []


def test_a_collective_whose_members_are_not_known_is_counted_and_not_ranked(path, write):
    def shared(session):
        unit = Unit(jurisdiction="临澜市", name="各高校", kind="collective")
        session.add(unit)
        session.flush()
        task, _unit = ids(session, "HY-1", None)
        session.add(Assignment(task_id=task, unit_id=unit.id, role="participating", position=9))

    write(shared)
    with closing(open_reader(path)) as reader:
        report = appraisal_report(look(reader), Q2, rules=appraisal_rules(reader))

    assert report.groups[-1].title == "临澜市 collectives, not ranked"
    assert report.groups[-1].rows[0][:2] == (None, "各高校")
    assert "1 collective whose members are not known has no rank." in report.notes
