"""Tasks without a plan; mending what was read wrongly."""

from datetime import date

import pytest

from dutytrack.services.acts.closing import close_task
from dutytrack.services.desk import EmptyFieldError, NothingToChangeError, ReasonMissingError
from dutytrack.services.tasks.entering import Sharing, TaskChanges, add_task, set_task
from dutytrack.services.tasks.errors import (
    DeadlineNotFoundError,
    DoubleDeadlineError,
    SeveralDeadlinesError,
    StartAfterDueError,
    TaskNotFoundError,
    UnknownTaskKindError,
)
from dutytrack.store.undo import undo

WHY = "原文误读"


@pytest.fixture
def add(books, today):
    def do(title="整改渡船超员", **facts):
        return books.run(add_task, title=title, today=today, **facts)

    return do


@pytest.fixture
def mend(books, imported, today):
    def do(key="LL25-1", reason=WHY, **changes):
        return books.run(set_task, key=key, changes=TaskChanges(**changes), reason=reason, today=today)

    return do


def units(books, key, role):
    return [
        name
        for (name,) in books.rows(
            "SELECT u.name FROM assignment a JOIN unit u ON u.id = a.unit_id JOIN task t ON t.id = a.task_id "
            "WHERE t.key = ? AND a.role = ? ORDER BY a.position",
            key,
            role,
        )
    ]


def test_an_instruction_is_entered_with_its_units_and_date(books, add):
    added = add(
        kind="instruction",
        source="市长批示",
        due=date(2026, 8, 1),
        sharing=Sharing(lead=["市交通局"], participating=["临澜海事局", " 临澜海事局 ", ""]),
    )
    assert added.key == "LD26-1"
    assert books.rows("SELECT kind, source, start, plan_id FROM task") == [
        ("instruction", "市长批示", "2026-07-15", None)
    ]
    assert units(books, "LD26-1", "lead") == ["市交通局"]
    assert units(books, "LD26-1", "participating") == ["临澜海事局"]
    assert books.rows("SELECT date, origin FROM deadline") == [("2026-08-01", "set")]


def test_keys_are_numbered_by_kind_and_year(add):
    keys = [add(kind=kind).key for kind in ("instruction", "meeting", "instruction", "other")]
    assert [*keys, add(start=date(2025, 5, 1)).key] == ["LD26-1", "HY26-1", "LD26-2", "QT26-1", "QT25-1"]


def test_the_number_of_a_task_taken_back_is_not_used_again(books, add):
    add(kind="meeting")
    undo(books.ledger, actor="tester")
    assert add(kind="meeting").key == "HY26-2"


def test_units_of_a_task_without_a_plan_are_those_of_the_ledgers_own_place(books, imported, add):
    add(sharing=Sharing(lead=["知识产权局"]))
    assert units(books, "QT26-1", "lead") == ["市科技局"]
    assert books.rows("SELECT COUNT(*) FROM unit") == [(3,)]


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"title": "  "}, EmptyFieldError),
        ({"kind": "letter"}, UnknownTaskKindError),
        ({"due": date(2026, 7, 1), "start": date(2026, 7, 2)}, StartAfterDueError),
    ],
)
def test_a_task_that_makes_no_sense_is_refused(books, add, facts, error):
    with pytest.raises(error):
        add(**facts)
    assert books.rows("SELECT * FROM task") == []


def test_a_misread_title_start_and_leader_are_mended(books, mend):
    changed = mend(title="培育科技型中小企业", start=date(2025, 6, 1), leader="许明")
    assert changed.fields == ("title", "start", "leader")
    assert books.rows("SELECT title, start, leader FROM task WHERE key = 'LL25-1'") == [
        ("培育科技型中小企业", "2025-06-01", "许明")
    ]


def test_the_only_date_is_mended_and_marked_as_set(books, mend):
    assert mend("LL25-2", due=date(2026, 9, 30)).fields == ("due",)
    assert books.rows("SELECT date, precision, origin, text FROM deadline WHERE date = '2026-09-30'") == [
        ("2026-09-30", "day", "set", "2026年6月底前")
    ]


def test_a_task_without_a_date_is_given_one(books, mend):
    mend("LL25-3", due=date(2026, 9, 30))
    assert books.rows(
        "SELECT f.due, f.due_origin FROM task_fact f JOIN task t ON t.id = f.task_id WHERE key = 'LL25-3'"
    ) == [("2026-09-30", "set")]


def test_one_of_several_dates_has_to_be_named(books, mend):
    with pytest.raises(SeveralDeadlinesError, match="2025-12-31, 2026-12-31"):
        mend(due=date(2026, 6, 30))
    mend(due=date(2026, 6, 30), deadline=date(2025, 12, 31))
    assert books.rows("SELECT date FROM deadline WHERE origin = 'set'") == [("2026-06-30",)]


def test_a_date_is_not_doubled_nor_made_from_one_that_is_not_there(mend):
    with pytest.raises(DoubleDeadlineError):
        mend(due=date(2026, 12, 31), deadline=date(2025, 12, 31))
    with pytest.raises(DeadlineNotFoundError):
        mend(due=date(2026, 9, 30), deadline=date(2024, 12, 31))


def test_units_of_a_role_are_replaced_and_the_other_roles_stay(books, mend):
    changed = mend(sharing=Sharing(responsible=["市教育局", "市财政局"]))
    assert changed.fields == ("responsible",)
    assert units(books, "LL25-1", "responsible") == ["市教育局", "市财政局"]
    assert units(books, "LL25-1", "lead") == ["市科技局"]


def test_a_role_can_be_emptied(books, mend):
    mend(sharing=Sharing(participating=[]))
    assert units(books, "LL25-1", "participating") == []


def test_mending_needs_a_reason_and_a_change(mend):
    with pytest.raises(ReasonMissingError):
        mend(reason=" ", title="别的")
    with pytest.raises(NothingToChangeError):
        mend(title="培育科技型企业", sharing=Sharing(lead=["市科技局"]))
    with pytest.raises(TaskNotFoundError):
        mend("LL25-9", title="别的")


def test_a_task_does_not_start_after_its_last_date(mend):
    with pytest.raises(StartAfterDueError, match="2027-01-01"):
        mend(start=date(2027, 1, 1))


def test_a_task_may_start_on_its_last_date(mend, books):
    mend(start=date(2026, 12, 31))

    assert books.rows("SELECT start FROM task WHERE start = '2026-12-31'")


def test_a_title_is_one_line(books, add):
    assert add(" 整改\n渡船 超员 ").title == "整改 渡船 超员"


def test_a_task_entered_after_its_date_starts_no_later_than_it_is_due(books, add):
    add(due=date(2026, 7, 1))
    assert books.rows("SELECT start, due FROM task_fact") == [("2026-07-01", "2026-07-01")]


def test_units_of_a_role_may_be_typed_in_one_text(books, add):
    add(sharing=Sharing(lead=["市交通局、市公安局"]))
    assert units(books, "QT26-1", "lead") == ["市交通局", "市公安局"]


def test_a_task_that_starts_later_is_there_from_the_day_it_is_entered(books, add, today):
    add(start=date(2026, 8, 1), due=date(2026, 9, 1))
    assert books.rows("SELECT exists_from, start, status FROM task_fact") == [("2026-07-15", "2026-08-01", "pending")]
    assert books.rows('SELECT kind, "on" FROM action') == [("assigned", "2026-07-15")]
    assert books.run(close_task, key="QT26-1", on=today, today=today).key == "QT26-1"
