"""Leaders with portfolios, contacts, and how sure the sides are."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest

from dutytrack.reports.people import confidence_report, contacts_report, leaders_report
from dutytrack.services.desk import EmptyFieldError, FutureDateError
from dutytrack.services.tasks.errors import BeforeTaskError
from dutytrack.services.tasks.people import (
    ConfidenceRangeError,
    ContactNotFoundError,
    ContactThereError,
    InChargeError,
    LeaderNotFoundError,
    LeaderThereError,
    NotInChargeError,
    add_contact,
    add_leader,
    charge_leader,
    end_contact,
    release_leader,
    set_confidence,
)
from dutytrack.services.units.errors import UnitNotFoundError
from dutytrack.store.file.connection import open_reader
from dutytrack.store.query.look import Look
from dutytrack.store.reading.settings import default_rule_pack
from dutytrack.store.reading.tasks import find_tasks

pytestmark = pytest.mark.usefixtures("imported")
TODAY = date(2026, 7, 15)
SINCE = date(2026, 1, 1)


def found(books, query, as_of=TODAY):
    with closing(open_reader(books.ledger.path)) as reader:
        return [row.key for row in find_tasks(Look(reader, as_of, default_rule_pack()), query, sort="key")]


def test_a_leader_is_found_by_name_and_by_the_units_in_charge(books):
    books.run(add_leader, name="王海", post="副市长", units=["市科技局"], on=SINCE)

    assert found(books, "leader:许明") == ["LL25-1"]
    assert found(books, "leader:王海") == ["LL25-1", "LL25-2"]
    assert found(books, "leader:王海", as_of=date(2025, 12, 31)) == []


def test_a_portfolio_begins_and_ends_on_its_days(books):
    books.run(add_leader, name="王海", post="副市长", units=[], on=SINCE)
    books.run(charge_leader, name="王海", units=["市科技局", "市财政局"], on=date(2026, 3, 1))
    books.run(release_leader, name="王海", units=["市科技局"], on=date(2026, 7, 1))

    with closing(open_reader(books.ledger.path)) as reader:
        units = [
            next(leaders_report(reader, as_of=day).records())["units"]
            for day in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 6, 30), date(2026, 7, 1))
        ]
    assert units == [(), ("市科技局", "市财政局"), ("市科技局", "市财政局"), ("市财政局",)]


@pytest.mark.parametrize(
    ("service", "facts", "error"),
    [
        (add_leader, {"name": "王海", "post": "", "units": [], "on": SINCE}, LeaderThereError),
        (add_leader, {"name": " ", "post": "", "units": [], "on": SINCE}, EmptyFieldError),
        (add_leader, {"name": "李山", "post": "", "units": ["市科技"], "on": SINCE}, UnitNotFoundError),
        (charge_leader, {"name": "王海", "units": ["市科技局"], "on": SINCE}, InChargeError),
        (charge_leader, {"name": "王洋", "units": ["市财政局"], "on": SINCE}, LeaderNotFoundError),
        (release_leader, {"name": "王海", "units": ["市财政局"], "on": SINCE}, NotInChargeError),
    ],
)
def test_what_a_portfolio_can_not_be_is_refused(books, service, facts, error):
    books.run(add_leader, name="王海", post="副市长", units=["市科技局"], on=SINCE)
    with pytest.raises(error):
        books.run(service, **facts)


def test_a_contact_comes_and_goes(books):
    books.run(add_contact, unit="市科技局", name="张三", phone="3022011", post="办公室主任", on=SINCE)
    with pytest.raises(ContactThereError):
        books.run(add_contact, unit="市科技局", name="张三")
    with pytest.raises(ContactNotFoundError, match="张三"):
        books.run(end_contact, unit="市科技局", name="李四", on=TODAY)
    books.run(end_contact, unit="市科技局", name="张三", on=TODAY)

    with closing(open_reader(books.ledger.path)) as reader:
        assert [row["phone"] for row in contacts_report(reader, as_of=date(2026, 7, 14)).records()] == ["3022011"]
        assert contacts_report(reader, as_of=TODAY).row_count == 0


def test_sides_that_disagree_stand_first(books):
    said = [("LL25-1", "lead", 9), ("LL25-1", "office", 4), ("LL25-2", "lead", 8), ("LL25-2", "office", 8)]
    for key, side, value in [*said, ("LL25-3", "office", 2)]:
        books.run(set_confidence, key=key, side=side, value=value, on=SINCE, today=TODAY)
    told = books.run(set_confidence, key="LL25-1", side="office", value=3, on=TODAY, today=TODAY)

    assert (told.value, told.other) == (3, 9)
    with closing(open_reader(books.ledger.path)) as reader:
        rules = default_rule_pack()
        rows = list(confidence_report(Look(reader, TODAY, rules)).records())
        apart = list(confidence_report(Look(reader, TODAY, rules), apart=3).records())
        earlier = next(confidence_report(Look(reader, date(2026, 6, 30), rules)).records())
    assert [(row["key"], row["apart"]) for row in rows] == [("LL25-1", 6), ("LL25-2", 0), ("LL25-3", None)]
    assert [row["key"] for row in apart] == ["LL25-1"]
    assert earlier["apart"] == 5


@pytest.mark.parametrize(
    ("value", "on", "error"),
    [
        (11, SINCE, ConfidenceRangeError),
        (-1, SINCE, ConfidenceRangeError),
        (5, date(2026, 7, 16), FutureDateError),
        (5, date(2024, 7, 16), BeforeTaskError),
    ],
)
def test_confidence_that_can_not_be_is_refused(books, value, on, error):
    with pytest.raises(error):
        books.run(set_confidence, key="LL25-1", side="lead", value=value, on=on, today=TODAY)
