"""Lamps counted."""

from dutytrack.reports.status import status_report
from dutytrack.store.query.look import Look


def counted(report, by):
    keys = [column.key for column in report.columns]
    return [dict(zip(keys, row, strict=True)) for group in report.groups if group.key == by for row in group.rows]


def test_all_tasks_are_counted_once_by_lamp(reader, rules, today):
    [total] = counted(status_report(Look(reader, today, rules)), "all")
    lamps = {lamp: total[lamp] for lamp in ("red", "yellow", "green", "grey", "closed")}
    assert total["total"] == sum(lamps.values()) == 6
    assert (lamps["red"], lamps["closed"]) == (3, 1)


def test_plans_and_units_add_up_to_all(reader, rules, today):
    report = status_report(Look(reader, today, rules))
    for by in ("plan", "lead"):
        assert sum(row["total"] for row in counted(report, by)) == 6
    assert [(row["name"], row["total"]) for row in counted(report, "plan")] == [("HY", 5), (None, 1)]
    assert ("市海洋局", 2) in [(row["name"], row["total"]) for row in counted(report, "lead")]


def test_what_has_no_name_says_what_it_is(reader, rules, today):
    report = status_report(Look(reader, today, rules))
    assert counted(report, "plan")[-1]["title"] == "tasks without a plan"
    assert counted(report, "lead")[-1]["title"] == "tasks that no unit answers for"


def test_a_query_narrows_the_count(reader, rules, today):
    [total] = counted(status_report(Look(reader, today, rules), "lead:海洋局"), "all")
    assert total["total"] == 2


def test_how_much_was_closed_and_in_time_and_what_was_left_undone(reader, rules, today):
    report = status_report(Look(reader, today, rules), "plan:HY")
    [total] = counted(report, "all")
    assert (total["unfinished"], total["closed_share"], total["in_time_share"]) == (0, 20.0, 100.0)
    assert report.notes == ("closed: 20 % of what was not dropped; in time: 100 % of what was closed",)
    [none] = counted(status_report(Look(reader, today, rules), "HY-2"), "all")
    assert (none["closed_share"], none["in_time_share"]) == (0.0, None)
