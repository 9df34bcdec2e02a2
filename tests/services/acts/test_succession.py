"""A unit that another succeeds: open duties pass, history stays, both names find both, and it can be undone."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest

from dutytrack.domain.units.naming import Naming
from dutytrack.services.acts.closing import close_task
from dutytrack.services.acts.succession import (
    AlreadySucceededError,
    CollectiveSucceedsError,
    SucceedsItselfError,
    succeed_unit,
)
from dutytrack.services.desk import Desk, FutureDateError
from dutytrack.services.progress.reporting import NewReport, report_progress
from dutytrack.services.tasks.parts import NoPartError
from dutytrack.services.units.errors import NearUnitError, UnitNotFoundError
from dutytrack.services.units.finding import find_unit
from dutytrack.store.file.connection import open_reader
from dutytrack.store.query.look import Look
from dutytrack.store.reading.detail import task_detail
from dutytrack.store.reading.lamps import lamp_table
from dutytrack.store.reading.settings import default_rule_pack
from dutytrack.store.reading.tasks import find_tasks
from dutytrack.store.tables.supervision import UnitSuccession
from dutytrack.store.undo import undo

pytestmark = pytest.mark.usefixtures("imported")
TODAY = date(2026, 7, 15)
ON = date(2026, 7, 1)
NEW = "市产业促进中心"


def keys(books, query, as_of=TODAY):
    with closing(open_reader(books.ledger.path)) as reader:
        return [row.key for row in find_tasks(Look(reader, as_of, default_rule_pack()), query, sort="key")]


def answering(books, as_of):
    with closing(open_reader(books.ledger.path)) as reader:
        counted = lamp_table(Look(reader, as_of, default_rule_pack()), "plan:LL25 -lead:none").by_lead
    return {row.key for row in counted}


@pytest.fixture
def succeeded(books):
    books.run(close_task, key="LL25-2", on=date(2026, 6, 20), today=TODAY)
    return books.run(succeed_unit, old="市科技局", new=NEW, on=ON, today=TODAY)


def test_open_tasks_pass_and_done_ones_stay(books, succeeded):
    assert (succeeded.new, succeeded.is_new) == (NEW, True)
    assert (succeeded.open_tasks, succeeded.done_tasks) == (1, 1)
    assert answering(books, date(2026, 6, 30)) == {"市科技局"}
    assert NEW in answering(books, ON)


@pytest.mark.parametrize("name", ["市科技局", NEW])
def test_both_names_find_both(books, succeeded, name):
    assert "LL25-1" in keys(books, f"lead:{name}")


def test_the_successor_reports_from_its_day_on_and_the_old_unit_no_more(books, succeeded):
    with pytest.raises(NoPartError):
        books.run(
            report_progress,
            report=NewReport(key="LL25-1", on=date(2026, 6, 1), unit=NEW, percent=20),
            today=TODAY,
        )
    books.run(report_progress, report=NewReport(key="LL25-1", on=date(2026, 6, 1), percent=20), today=TODAY)
    done = books.run(
        report_progress, report=NewReport(key="LL25-1", on=TODAY, unit="市科技局", percent=60), today=TODAY
    )

    assert done.unit == NEW
    with closing(open_reader(books.ledger.path)) as reader:
        detail = task_detail(Look(reader, TODAY, default_rule_pack()), "LL25-1")
    assert [(report.unit, report.percent) for report in detail.reports] == [("市科技局", 20), (NEW, 60)]
    assert detail.row.progress == 60


def test_it_can_be_taken_back(books, imported):
    before = books.rows("SELECT * FROM task_fact")
    books.run(succeed_unit, old="市科技局", new=NEW, on=ON, today=TODAY)
    undo(books.ledger, actor="tester")

    assert books.rows("SELECT * FROM task_fact") == before
    assert books.rows("SELECT COUNT(*) FROM unit_succession") == [(0,)]
    assert books.rows("SELECT COUNT(*) FROM unit WHERE name = ?", NEW) == [(0,)]


@pytest.mark.parametrize(
    ("old", "new", "on", "error"),
    [
        ("市科技局", "市科技局", ON, SucceedsItselfError),
        ("市科技局", NEW, date(2026, 7, 16), FutureDateError),
        ("市科技", NEW, ON, UnitNotFoundError),
        ("各县(市、区)政府", NEW, ON, CollectiveSucceedsError),
    ],
)
def test_successions_that_can_not_be_are_refused(books, old, new, on, error):
    with pytest.raises(error):
        books.run(succeed_unit, old=old, new=new, on=on, today=TODAY)


def test_a_unit_is_succeeded_once_and_never_in_a_circle(books, succeeded):
    with pytest.raises(AlreadySucceededError, match=NEW):
        books.run(succeed_unit, old="市科技局", new="市财政局", on=TODAY, today=TODAY)
    with pytest.raises(SucceedsItselfError):
        books.run(succeed_unit, old=NEW, new="市科技局", on=TODAY, today=TODAY)


def test_a_row_of_successions_never_comes_back_to_where_it_began(books, succeeded):
    books.run(succeed_unit, old=NEW, new="市财政局", on=TODAY, today=TODAY)
    for first in ("市科技局", NEW):
        with pytest.raises(SucceedsItselfError, match=f"{first} can't succeed 市财政局"):
            books.run(succeed_unit, old="市财政局", new=first, on=TODAY, today=TODAY)

    report = books.run(
        report_progress, report=NewReport(key="LL25-1", on=TODAY, unit="市科技局", percent=60), today=TODAY
    )
    assert report.unit == "市财政局", "the last of the row answers, by whichever name"


def test_a_ring_that_stands_in_the_tables_all_the_same_is_walked_once(books, succeeded):
    def tie(session):
        first, last = find_unit(Desk(session, TODAY), "市科技局"), find_unit(Desk(session, TODAY), NEW)
        session.add(UnitSuccession(unit_id=last.id, successor_id=first.id, on=TODAY))

    books.run(tie)

    assert "LL25-1" in keys(books, f"lead:{NEW}")
    report = books.run(report_progress, report=NewReport(key="LL25-1", on=TODAY, percent=60), today=TODAY)
    assert report.unit in {"市科技局", NEW}


def test_a_name_near_to_another_is_asked_about_first(books, succeeded):
    facts = {"old": "市财政局", "new": "市产业促进会中心", "on": TODAY, "today": TODAY}
    with pytest.raises(NearUnitError, match=NEW):
        books.run(succeed_unit, **facts)

    assert books.run(succeed_unit, **facts, naming=Naming(new=True)).is_new
