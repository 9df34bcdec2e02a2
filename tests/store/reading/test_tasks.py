import datetime as dt
from contextlib import closing

import pytest

from dutytrack.domain.query.parsing import parse
from dutytrack.store.file.connection import open_reader
from dutytrack.store.query.look import Look
from dutytrack.store.reading.tasks import SORTS, UnknownSortError, count_tasks

DUES = ("2025-09-30", "2025-03-31", None, "2025-03-31", "2025-12-01")


@pytest.fixture
def filled(office):
    plan = office.plan(end=None)
    for place, due in enumerate(DUES):
        office.task(plan, due=(due,) if due else (), lead=(f"{place}局",), participating=("a", "b"))
    return office


def test_a_row_says_what_a_list_shows(office):
    plan = office.plan()
    task = office.task(
        plan,
        lead=("甲局", "乙局"),
        responsible=("丙局",),
        participating=("丁局", "戊局"),
        due=("2025-06-20",),
        ref="一.1",
    )
    office.act(task, "received", "2025-06-01")
    row = office.row(task)
    assert (row.key, row.plan, row.number, row.ref) == ("BH25-1", "BH25", 1, "一.1")
    assert (row.lead, row.shared) == (("甲局", "乙局"), ("丙局", "丁局", "戊局"))
    assert (row.lamp, row.status, row.status_on) == ("yellow", "active", dt.date(2025, 6, 1))
    assert (row.start, row.due, row.due_origin, row.days_late) == (
        dt.date(2025, 1, 1),
        dt.date(2025, 6, 20),
        "document",
        None,
    )


def test_a_list_is_sorted_by_due_date_and_those_without_come_last(filled):
    assert filled.keys() == ["BH25-2", "BH25-4", "BH25-1", "BH25-5", "BH25-3"]
    assert filled.keys(sort="-due") == ["BH25-5", "BH25-1", "BH25-2", "BH25-4", "BH25-3"]


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{name}" for name in SORTS)])
def test_windows_laid_side_by_side_are_the_whole_list(filled, sort):
    windows = [key for offset in (0, 2, 4) for key in filled.keys(sort=sort, limit=2, offset=offset)]
    assert windows == filled.keys(sort=sort)
    assert sorted(windows) == sorted(filled.keys())


def test_keys_are_sorted_by_number_not_by_letter(office):
    plan = office.plan()
    for _ in range(11):
        office.task(plan)
    assert office.keys(sort="key")[-2:] == ["BH25-10", "BH25-11"]
    assert office.keys(sort="-key")[0] == "BH25-11"


def test_lamps_are_sorted_by_how_much_they_press(office):
    plan = office.plan()
    office.act(office.task(plan), "closed", "2025-02-01")
    office.task(plan)
    office.task(plan, due=("2025-01-31",))
    office.task(plan, due=("2025-06-30",))
    assert [row.lamp for row in office.rows(sort="lamp")] == ["red", "yellow", "green", "closed"]


def test_an_unknown_column_is_named_with_the_nearest(office):
    with pytest.raises(UnknownSortError, match="did you mean title"):
        office.keys(sort="titel")


def test_tasks_are_counted_without_being_read(filled, rules):
    with closing(open_reader(filled.path)) as reader:
        day = dt.date(2025, 6, 15)
        assert count_tasks(Look(reader, day, rules), parse("due<2025-06", day)) == 2
        assert count_tasks(Look(reader, dt.date(2024, 6, 15), rules), "") == 0
