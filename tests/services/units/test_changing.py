"""Units become one, are called otherwise, go by other names; every act can be taken back."""

from datetime import date

import pytest

from dutytrack.services.desk import Desk, EmptyFieldError, NothingToChangeError, ReasonMissingError
from dutytrack.services.units import changing as registers
from dutytrack.services.units.changing import add_unit_names, merge_units, remove_unit_names, rename_unit
from dutytrack.services.units.errors import (
    NameNotHeldError,
    NameTakenError,
    SameUnitError,
    UnitAmbiguousError,
    UnitNotFoundError,
    UnitsDifferError,
)
from dutytrack.services.units.finding import UnitEntry, enter_units, find_unit
from dutytrack.store.journal.verify import verify
from dutytrack.store.tables.plans import Task
from dutytrack.store.tables.supervision import (
    METADATA,
    Contact,
    ProgressReport,
    Reminder,
    ReminderTask,
    UnitMember,
    UnitSuccession,
)
from dutytrack.store.undo import undo

TABLES = ("unit", "unit_name", "unit_member", "unit_succession", "assignment", "reminder", "reminder_task", "contact")


def state(books) -> dict[str, list[tuple[object, ...]]]:
    return {table: books.rows(f"SELECT * FROM {table} ORDER BY id") for table in TABLES}


def tasks_of(books, name: str) -> list[tuple[object, ...]]:
    return books.rows(
        "SELECT t.key, a.role FROM assignment a JOIN unit u ON u.id = a.unit_id JOIN task t ON t.id = a.task_id "
        "WHERE u.name = ? ORDER BY t.key, a.role",
        name,
    )


def test_merging_passes_tasks_and_names_and_drops_doubles(books, imported):
    done = books.run(merge_units, unit="市财政局", into="市科技局", reason="同一单位")
    assert (done.unit, done.into, done.tasks) == ("市财政局", "市科技局", 1)
    assert tasks_of(books, "市科技局") == [
        ("LL25-1", "lead"),
        ("LL25-1", "participating"),
        ("LL25-1", "responsible"),
        ("LL25-2", "lead"),
    ]
    assert books.rows("SELECT COUNT(*) FROM unit WHERE name = '市财政局'") == [(0,)]
    assert books.rows("SELECT kind, valid_to FROM unit_name WHERE name = '市财政局'") == [("alias", None)]
    again = books.run(find_unit, name="市财政局")
    assert again.name == "市科技局"


def test_merging_from_a_day_on_leaves_a_former_name(books, imported):
    books.run(merge_units, unit="市财政局", into="市科技局", reason="更名", on=date(2026, 1, 1))
    assert books.rows("SELECT kind, valid_to FROM unit_name WHERE name = '市财政局'") == [("former", "2025-12-31")]


def test_merging_passes_reports_contacts_members_and_reminders(books, imported, readonly, today):
    with books.ledger.command("test", actor="tester") as session:
        desk = Desk(session, today)
        finance, science = find_unit(desk, "市财政局"), find_unit(desk, "市科技局")
        counties = find_unit(desk, "各县(市、区)政府")
        first, second = (session.get_one(Task, number) for number in (1, 2))
        for unit in (finance, science):
            session.add(UnitMember(collective_id=counties.id, unit_id=unit.id))
            reminder = Reminder(unit_id=unit.id, period="2026-07", on=date(2026, 7, 1))
            session.add(reminder)
            session.flush()
            session.add(ReminderTask(reminder_id=reminder.id, task_id=first.id))
        session.add(ReminderTask(reminder_id=1, task_id=second.id))
        session.add(UnitSuccession(unit_id=finance.id, successor_id=science.id, on=date(2026, 1, 1)))
        session.add(Contact(unit_id=finance.id, name="许明"))
        session.add(ProgressReport(task_id=first.id, unit_id=finance.id, on=date(2026, 2, 1), percent=40))
    before = state(books)
    books.run(merge_units, unit="市财政局", into="市科技局", reason="同一单位")
    kept = books.run(find_unit, name="市科技局").id
    assert books.rows("SELECT unit_id FROM unit_member") == [(kept,)]
    assert books.rows("SELECT * FROM unit_succession") == []
    assert books.rows("SELECT unit_id FROM contact UNION SELECT unit_id FROM progress_report") == [(kept,)]
    assert books.rows("SELECT unit_id FROM reminder") == [(kept,)]
    assert books.rows("SELECT task_id FROM reminder_task ORDER BY task_id") == [(1,), (2,)]
    undo(books.ledger, actor="tester")
    assert state(books) == before
    assert verify(readonly).faults == ()


def test_every_column_that_names_a_unit_is_passed_over():
    known = {(str(table.__tablename__), column) for table, column in registers.UNIT_COLUMNS}
    naming = {
        (table.name, key.parent.name)
        for table in METADATA.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "unit"
    }
    assert naming - {("unit_name", "unit_id")} == known


@pytest.mark.parametrize(
    ("unit", "into", "reason", "error"),
    [
        ("市财政局", "市科技局", " ", ReasonMissingError),
        ("市科技局", "知识产权局", "误", SameUnitError),
        ("市财政局", "各县(市、区)政府", "误", UnitsDifferError),
        ("市财證局", "市科技局", "误", UnitNotFoundError),
    ],
)
def test_what_cannot_be_merged_is_refused_and_nothing_changes(books, imported, unit, into, reason, error):
    before = state(books)
    with pytest.raises(error):
        books.run(merge_units, unit=unit, into=into, reason=reason)
    assert state(books) == before


def test_a_renamed_unit_is_found_by_both_names(books, imported):
    before = state(books)
    done = books.run(rename_unit, unit="市财政局", name="市财政和国资局", reason="机构改革", since=date(2026, 3, 1))
    assert (done.before, done.after) == ("市财政局", "市财政和国资局")
    assert books.rows(
        "SELECT name, kind, valid_from, valid_to FROM unit_name WHERE name LIKE '市财政%' ORDER BY id"
    ) == [
        ("市财政局", "former", None, "2026-02-28"),
        ("市财政和国资局", "full", "2026-03-01", None),
    ]
    assert books.run(find_unit, name="市财政局").name == "市财政和国资局"
    undo(books.ledger, actor="tester")
    assert state(books) == before


def test_a_unit_may_take_one_of_its_other_names_as_its_own(books, imported):
    books.run(rename_unit, unit="市科技局", name="市科学技术局", reason="用全称")
    assert books.rows("SELECT name, kind FROM unit_name WHERE name LIKE '市科%局' ORDER BY name") == [
        ("市科学技术局", "full"),
        ("市科技局", "alias"),
    ]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("市科技局", NameTakenError),
        ("知识产权局", NameTakenError),
        ("市财政局", NothingToChangeError),
        ("", EmptyFieldError),
    ],
)
def test_a_name_that_cannot_be_taken_is_refused(books, imported, name, error):
    with pytest.raises(error):
        books.run(rename_unit, unit="市财政局", name=name, reason="改")


def test_other_names_come_and_go(books, imported):
    done = books.run(add_unit_names, unit="市财政局", names=["财政办", "市财政局", "财政办"], kind="short")
    assert (done.unit, done.names) == ("市财政局", ("财政办",))
    with pytest.raises(NothingToChangeError):
        books.run(add_unit_names, unit="市财政局", names=["财政办"])
    with pytest.raises(NameTakenError, match="知识产权局 is a name of 市科技局"):
        books.run(add_unit_names, unit="市财政局", names=["知识产权局"])
    books.run(remove_unit_names, unit="财政办", names=["财政办"])
    assert books.rows("SELECT * FROM unit_name WHERE name = '财政办'") == []
    with pytest.raises(NameNotHeldError):
        books.run(remove_unit_names, unit="市财政局", names=["市财政局"])


def test_a_name_of_two_places_needs_its_place(books, imported):
    books.run(enter_units, jurisdiction="东屿市", entries=[UnitEntry("市科技局")])
    with pytest.raises(UnitAmbiguousError, match="临澜市"):
        books.run(find_unit, name="市科技局")
    assert books.run(find_unit, name="市科技局", place="东屿市").jurisdiction == "东屿市"


def test_an_unknown_unit_names_the_nearest(books, imported):
    with pytest.raises(UnitNotFoundError, match="did you mean 市财政局"):
        books.run(find_unit, name="市财证局")
