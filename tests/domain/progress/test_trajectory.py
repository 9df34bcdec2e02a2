"""Series in stages: the stage under way, the share within it, and the days it has to keep pace with."""

from datetime import date

import pytest

from dutytrack.domain.progress.measured import Measured, Value, period_of
from dutytrack.domain.progress.past import told
from dutytrack.domain.progress.share import pace
from dutytrack.domain.progress.trajectory import assess

START, END = date(2015, 1, 1), date(2017, 12, 31)


def at(value, on):
    """What was measured: one value."""
    return () if value is None else (Value(on, value),)


def reached(indicators):
    """What became of each, while all of them are under way."""
    return [one.now for one in told(indicators, START, END, START)]


def area(year, target, value=None, on=None):
    """推广面积: 2015 年 100, 2016 年 300, 2017 年 500 万亩."""
    return Measured("推广面积", "万亩", "cumulative", target, date(year, 12, 31), None, None, at(value, on))


def series(value, on):
    return [area(2015, 100), area(2016, 300, value, on), area(2017, 500)]


@pytest.mark.parametrize(
    ("value", "share", "begins", "ends"),
    [
        (40, 40, START, date(2015, 12, 31)),
        (100, 0, date(2015, 12, 31), date(2016, 12, 31)),
        (250, 75, date(2015, 12, 31), date(2016, 12, 31)),
        (350, 25, date(2016, 12, 31), date(2017, 12, 31)),
        (500, 100, date(2016, 12, 31), date(2017, 12, 31)),
        (600, 100, date(2016, 12, 31), date(2017, 12, 31)),
    ],
)
def test_the_first_target_not_reached_is_under_way(value, share, begins, ends):
    found = assess(series(value, date(2016, 6, 1)), START, END)

    assert (found.progress, found.paced) == (share, share)
    assert (found.schedule_from, found.schedule_to) == (begins, ends)


def test_the_latest_measurement_of_a_series_counts_whichever_stage_it_was_of():
    found = assess([area(2015, 100, 90, date(2015, 9, 1)), area(2016, 300, 200, date(2016, 2, 1))], START, END)

    assert (found.progress, found.on) == (50, date(2016, 2, 1))


def test_nothing_measured_is_nothing_known():
    assert assess([area(2015, 100)], START, END) is None
    assert assess([], START, END) is None


def test_the_worst_figure_is_the_progress():
    other = Measured("企业", "家", "level", 100, None, None, None, at(90.0, date(2016, 6, 2)))
    found = assess([*series(250, date(2016, 6, 1)), other], START, END)

    assert (found.progress, found.on) == (75, date(2016, 6, 1))
    assert (found.schedule_from, found.schedule_to) == (date(2015, 12, 31), date(2016, 12, 31))
    assert found.paces == ((pace(date(2015, 12, 31), date(2016, 12, 31)), 75.0), (pace(START, END), 90.0))


def test_what_has_to_hold_on_any_day_keeps_no_pace():
    growth = Measured("增长率", "%", "growth", 10, None, None, None, at(8.0, date(2016, 6, 1)))
    limit = Measured("能耗", "吨", "ceiling", 4, None, None, None, at(5.0, date(2016, 6, 1)))
    found = assess([growth, limit], START, END)

    assert (found.progress, found.steady, found.paced, found.schedule_to) == (80, 80, None, None)


def test_a_milestone_is_due_on_its_day_unless_it_is_reached():
    milestone = Measured("建成投用", "", "milestone", 1, date(2016, 6, 30), None, None, at(0.0, date(2016, 1, 1)))

    assert assess([milestone], START, END).milestone_due == date(2016, 6, 30)
    assert assess([milestone._replace(values=at(1.0, date(2016, 1, 1)))], START, END).milestone_due is None


def test_a_yearly_target_counts_in_the_year_that_was_measured():
    yearly = Measured("项目", "项", "level", 40, None, "yearly", None, at(10.0, date(2016, 3, 1)))
    found = assess([yearly], START, END)

    assert (found.progress, found.schedule_from, found.schedule_to) == (25, date(2016, 1, 1), date(2016, 12, 31))


def test_a_baseline_is_where_the_first_stage_starts():
    level = Measured("人才", "万名", "level", 20, date(2016, 12, 31), None, 10, at(15.0, date(2016, 3, 1)))

    assert assess([level], START, END).progress == 50


def test_each_stage_says_how_much_of_it_is_reached():
    found = reached(series(250, date(2016, 6, 1)))

    assert [one.share for one in found] == [100, 75, 0]
    assert {one.value for one in found} == {250}
    assert reached([area(2015, 100)])[0].share is None


def test_the_stages_of_a_series_stand_by_their_days_however_they_are_printed():
    printed = [area(2017, 500), area(2015, 100), area(2016, 300, 250, date(2016, 6, 1))]

    assert assess(printed, START, END).progress == 75
    assert [one.share for one in reached(printed)] == [0, 100, 75]
    assert {one.on for one in reached(printed)} == {date(2016, 6, 1)}


def test_a_target_without_a_day_stands_by_the_end_of_the_task():
    undated = area(2016, 300, 150, date(2016, 6, 1))._replace(due=None)
    printed = [undated, area(2015, 100), area(2017, 500)]

    assert assess(printed, START, date(2016, 12, 31)).progress == 25
    assert assess(printed, START, date(2016, 12, 31)).schedule_to == date(2016, 12, 31)
    assert assess([undated, area(2015, 100)], START, None).progress == 25


def test_the_latest_measurement_counts_where_it_was_of_an_earlier_stage():
    late = [area(2015, 100, 90, date(2016, 2, 1)), area(2016, 300, 40, date(2015, 9, 1))]

    assert (assess(late, START, END).progress, assess(late, START, END).on) == (90, date(2016, 2, 1))
    assert {one.value for one in reached(late)} == {90}


def test_a_limit_that_is_lowered_is_under_way_where_the_latest_value_lies():
    limits = [
        Measured("能耗", "吨", "ceiling", 5, date(2015, 12, 31), None, None),
        Measured("能耗", "吨", "ceiling", 3, date(2016, 12, 31), None, None, at(4.0, date(2016, 6, 1))),
    ]

    assert assess(limits, START, END).steady == 75
    assert [one.share for one in reached(limits)] == [None, 75], "nothing was measured of 2015"
    [stage] = assess(limits, START, END).stages
    assert (stage.kind, stage.start, stage.end) == ("ceiling", START, date(2016, 12, 31))


def test_half_a_milestone_is_none_wherever_it_counts_from():
    half = Measured("建成投用", "", "milestone", 1, date(2016, 6, 30), None, 0.0, at(0.5, date(2016, 1, 1)))

    assert assess([half], START, END).progress == 0
    assert reached([half])[0].share == 0


@pytest.mark.parametrize(("kind", "value", "share"), [("ceiling", 5.0, 80), ("growth", 2.0, 50)])
def test_what_has_to_hold_each_year_keeps_no_pace(kind, value, share):
    yearly = Measured("能耗", "吨", kind, 4, None, "yearly", None, at(value, date(2016, 3, 1)))
    found = assess([yearly], START, END)

    assert (found.progress, found.steady, found.paced, found.on) == (share, share, None, date(2016, 3, 1))


def test_the_latest_measurement_is_told_by_its_day_not_by_its_height():
    fallen = [area(2015, 100, 250, date(2015, 9, 1)), area(2016, 300, 200, date(2016, 2, 1))]

    assert assess(fallen, START, END).progress == 50
    assert [one.value for one in reached(fallen)] == [250, 200]


def test_a_target_of_every_year_is_another_series_than_the_one_at_the_end():
    whole = Measured("项目", "项", "level", 100, END, None, None, at(30.0, date(2016, 3, 1)))
    yearly = Measured("项目", "项", "level", 40, None, "yearly", None, at(20.0, date(2016, 3, 1)))

    assert [one.share for one in reached([whole, yearly])] == [30, 50]
    assert [one.share for one in assess([whole, yearly], START, END).stages] == [30, 50]


def test_a_stage_of_a_rate_that_has_to_hold_does_not_count_from_the_one_before():
    rates = [
        Measured("增长率", "%", "growth", 5, date(2015, 12, 31), None, None, at(None, None)),
        Measured("增长率", "%", "growth", 10, date(2016, 12, 31), None, None, at(8.0, date(2016, 6, 1))),
    ]

    assert assess(rates, START, END).steady == 80
    assert [one.share for one in reached(rates)] == [None, 80], "nothing was measured of 2015"


def test_the_first_period_begins_with_the_task():
    yearly = Measured("项目", "项", "level", 40, None, "yearly", 20.0, at(30.0, date(2016, 3, 1)))

    assert assess([yearly], date(2016, 2, 1), END).schedule_from == date(2016, 2, 1)
    assert assess([yearly], date(2016, 12, 31), END).schedule_from == date(2016, 12, 31)
    assert assess([yearly], date(2017, 1, 1), END).schedule_from == date(2016, 1, 1)
    assert assess([yearly], None, END).schedule_from == date(2016, 1, 1)
    assert assess([yearly], START, END).progress == 50, "counted from its baseline"


def test_a_figure_of_every_month_counts_in_its_month():
    monthly = Measured("检查", "次", "cumulative", 4, None, "monthly", None, at(1.0, date(2016, 2, 10)))
    found = assess([monthly], START, END)

    assert (found.progress, found.schedule_from, found.schedule_to) == (25, date(2016, 2, 1), date(2016, 2, 29))


def test_figures_of_one_schedule_need_no_list_of_schedules():
    one = Measured("企业", "家", "level", 100, None, None, None, at(90.0, date(2016, 6, 2)))
    found = assess([one, one._replace(name="园区", values=at(70.0, one.values[0].on))], START, END)

    assert (found.paced, found.schedule_to, found.paces) == (70, END, ())


def test_a_figure_without_a_day_to_keep_pace_with_is_left_out_of_the_pace():
    dated = Measured("企业", "家", "level", 100, END, None, None, at(90.0, date(2016, 6, 2)))
    undated = dated._replace(name="园区", due=None, values=at(10.0, date(2016, 6, 2)))

    found = assess([dated, undated], START, None)
    assert (found.progress, found.paced, found.schedule_to) == (10, 90, END)


def test_a_milestone_keeps_no_pace_and_is_no_milestone_missed_once_reached():
    milestone = Measured("建成投用", "", "milestone", 1, date(2016, 6, 30), None, None, at(0.0, date(2016, 1, 1)))

    found = assess([milestone], START, END)
    assert (found.progress, found.paced, found.paces) == (0, None, ())


def test_of_two_figures_as_far_the_one_measured_first_gives_the_day():
    one = Measured("企业", "家", "level", 100, None, None, None, at(90.0, date(2016, 6, 2)))

    assert assess([one, one._replace(name="园区", values=at(90.0, date(2016, 3, 1)))], START, END).on == date(
        2016, 3, 1
    )


def test_a_task_without_dates_has_shares_but_no_pace():
    found = assess([area(2015, 100, 50, date(2015, 6, 1))._replace(due=None)], None, None)

    assert (found.progress, found.paced, found.schedule_from) == (50, None, None)
    assert assess([area(2015, 100, 50, date(2015, 6, 1))], None, None).stages[0].end == date(2015, 12, 31)


@pytest.mark.parametrize(
    ("freq", "first", "last"),
    [
        ("yearly", date(2016, 1, 1), date(2016, 12, 31)),
        ("monthly", date(2016, 2, 1), date(2016, 2, 29)),
        ("weekly", date(2016, 2, 8), date(2016, 2, 14)),
        ("daily", date(2016, 2, 10), date(2016, 2, 10)),
    ],
)
def test_periods_are_those_of_the_calendar(freq, first, last):
    assert period_of(freq, date(2016, 2, 10)) == (first, last)


def test_a_value_named_for_a_year_takes_nothing_from_the_year_before():
    in_january, in_march = Value(date(2016, 1, 20), 105, 1), Value(date(2016, 3, 20), 310, 2)
    of_the_year = Value(date(2016, 6, 10), 150, 3, 2016)
    stages = [area(2015, 100), area(2016, 300)._replace(values=(in_january, in_march, of_the_year)), area(2017, 500)]
    before, now, _later = told(stages, START, END, date(2016, 7, 1))
    assert (before.now.state, before.now.value) == ("reached", 105)
    assert (now.now.state, now.now.value) == (None, 150), "what was measured of its own year it takes the place of"
    assert assess(stages, START, END).progress == 25


@pytest.mark.parametrize("kind", ["cumulative", "growth"])
def test_a_time_that_was_marked_as_met_says_nothing_of_the_next(kind):
    def year(target, due, *values, met=None):
        return Measured("新增就业", "人", kind, target, due, values=values, anew=kind == "cumulative" or None, met=met)

    first = Value(date(2016, 1, 15), 20, 1, 2015)
    marked = date(2016, 1, 28)
    known = [year(20, date(2015, 12, 31), first, met=marked), year(22, date(2016, 12, 31)), year(24, END)]
    assert assess(known, START, END) is None
    known[1] = year(22, date(2016, 12, 31), Value(date(2016, 4, 5), 11, 2))
    assert assess(known, START, END).progress == 50
    known[1:] = []
    assert assess(known, START, END).progress == 100, "the last one stays met"
