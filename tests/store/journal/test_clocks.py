"""The times on the journal's rows are the clock's word: what of it counts, how a wrong one is told and corrected."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import closing
from pathlib import Path

import pytest

from dutytrack.store.file.connection import open_reader
from dutytrack.store.journal.clocks import TimeRunsBackError, TimeUnreadableError, correct_clock
from dutytrack.store.journal.knowing import ledger_as_known
from dutytrack.store.journal.rows import JournalRow, NotTellingYetError, command_header, read_rows
from dutytrack.store.journal.verify import verify
from dutytrack.store.ledger import Ledger
from dutytrack.store.tables.plans import Setting, Task
from dutytrack.store.undo import NothingChangedError, undo

START = dt.datetime(2026, 7, 1, 9, 0, tzinfo=dt.UTC)
END_OF_YEAR = dt.date(2026, 12, 31)


def add(ledger: Ledger, number: int, at: dt.datetime) -> None:
    with ledger.command("add", actor="李", now=at) as session:
        session.add(Task(key=f"A-{number}", number=number, title="任务"))


def correct(ledger: Ledger, seq: int, was: str, at: dt.datetime = START + dt.timedelta(days=92)) -> None:
    with ledger.recording(command_header("clock", actor="李", now=at)) as session:
        correct_clock(session, seq, was)


def known(path: Path, moment: int | dt.date) -> list[str]:
    with closing(open_reader(path)) as reader, closing(ledger_as_known(reader, moment)) as then:
        assert {fault.code for fault in verify(then).faults} <= {"time"}
        return [row[0] for row in then.execute("SELECT key FROM task ORDER BY id")]


@pytest.fixture
def told(ledger: Ledger) -> Ledger:
    """Three tasks: of July, stamped 2031, of August."""
    add(ledger, 1, START)
    add(ledger, 2, dt.datetime(2031, 1, 1, tzinfo=dt.UTC))
    add(ledger, 3, START + dt.timedelta(days=31))
    return ledger


def test_command_stamped_years_ahead_hides_nothing_that_was_told_later(told: Ledger, path: Path) -> None:
    assert known(path, END_OF_YEAR) == ["A-1", "A-2", "A-3"]
    assert known(path, dt.date(2026, 7, 31)) == ["A-1"]


def test_corrected_time_counts_for_its_whole_command(told: Ledger, path: Path) -> None:
    before = [row.at for row in read(path)]

    correct(told, 4, "2026-07-10 08:00")

    assert known(path, dt.date(2026, 7, 9)) == ["A-1"]
    assert known(path, dt.date(2026, 7, 10)) == ["A-1", "A-2"]
    assert [row.at for row in read(path)][: len(before)] == before
    with closing(open_reader(path)) as reader:
        assert verify(reader).ok


def test_clock_set_back_shows_no_later_fact_once_it_is_corrected(ledger: Ledger, path: Path) -> None:
    add(ledger, 1, START)
    add(ledger, 2, dt.datetime(1999, 1, 1, tzinfo=dt.UTC))
    correct(ledger, 3, "2026-08-01")
    assert known(path, dt.date(2026, 6, 1)) == []
    correct(ledger, 3, "2026-09-01")

    assert known(path, dt.date(2026, 8, 2)) == ["A-1"]
    last = read(path)[-1]
    assert json.loads(last.before or "")["at"] == "2026-07-31T16:00:00.000000+00:00"


def test_correction_is_corrected_and_never_undone(told: Ledger, path: Path) -> None:
    correct(told, 4, "2026-07-10")

    with pytest.raises(NothingChangedError):
        undo(told, actor="李", command_id=read(path)[-1].command)


@pytest.mark.parametrize("was", ["gestern", "2026-13-01", "", "9999-12-31T23:59:59-23:59"])
def test_what_is_no_time_is_told(told: Ledger, was: str) -> None:
    with pytest.raises(TimeUnreadableError, match="2026-07-01 09:30"):
        correct(told, 4, was)


def test_row_that_is_not_there_has_no_time(told: Ledger) -> None:
    with pytest.raises(NotTellingYetError, match="no row 99; its last one is 6"):
        correct(told, 99, "2026-07-10")


@pytest.mark.parametrize(
    ("after", "says"),
    [
        (dt.timedelta(minutes=-59), None),
        (dt.timedelta(minutes=-61), "the clock says 2026-07-01 15:59+08:00, which is before 2026-07-01 17:00+08:00"),
        (dt.timedelta(days=60), None),
        (dt.timedelta(days=61), "the clock says 2026-08-31 17:00+08:00, long after 2026-07-01 17:00+08:00"),
    ],
)
def test_clock_far_from_the_journals_last_row_is_told(ledger: Ledger, after: dt.timedelta, says: str | None) -> None:
    told: list[str] = []
    add(ledger, 1, START)
    ledger.tell = told.append

    add(ledger, 2, START + after)

    assert [sentence.split(", the time of")[0] for sentence in told] == ([says] if says else [])
    assert all("\n" not in sentence and "log clock" in sentence for sentence in told)


def test_corrected_time_is_what_the_clock_is_held_against(told: Ledger) -> None:
    said: list[str] = []
    add(told, 4, dt.datetime(2031, 1, 1, tzinfo=dt.UTC))
    told.tell = said.append

    correct(told, 8, "2026-08-01 17:00", START + dt.timedelta(days=31))
    said.clear()
    add(told, 5, START + dt.timedelta(days=31))

    assert said == []


def test_demonstration_with_a_fixed_today_asks_nothing_of_the_clock(ledger: Ledger) -> None:
    told: list[str] = []
    with ledger.command("setting", actor="李", now=START) as session:
        session.add(Setting(key="today", value="2026-07-01"))
    ledger.tell = told.append

    add(ledger, 1, START + dt.timedelta(days=900))

    assert told == []


def read(path: Path) -> list[JournalRow]:
    with closing(open_reader(path)) as reader:
        return list(read_rows(reader))


@pytest.mark.parametrize(("was", "row"), [("2026-06-30", "behind row 1"), ("2026-07-20", "before row 5")])
def test_correction_that_would_make_time_run_back_is_refused(ledger: Ledger, was: str, row: str) -> None:
    for day in range(3):
        add(ledger, day + 1, START + dt.timedelta(days=day))

    with pytest.raises(TimeRunsBackError, match=row):
        correct(ledger, 3, was)


@pytest.mark.parametrize("order", [(3, 5, 7), (5, 3, 7), (7, 5, 3)])
@pytest.mark.parametrize("year", [1999, 2031])
def test_commands_of_one_bad_clock_are_corrected_in_any_order(
    ledger: Ledger, path: Path, order: tuple[int, ...], year: int
) -> None:
    add(ledger, 1, START)
    for number in range(3):
        add(ledger, number + 2, dt.datetime(year, 1, 1 + number, tzinfo=dt.UTC))
    add(ledger, 5, START + dt.timedelta(days=31))

    for seq in order:
        correct(ledger, seq, f"2026-07-1{seq}")

    with closing(open_reader(path)) as reader:
        assert verify(reader).ok
