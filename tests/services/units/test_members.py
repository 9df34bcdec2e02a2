"""Collectives have members, each for its time."""

from datetime import date

import pytest

from dutytrack.domain.units.naming import Naming
from dutytrack.services.acts.succession import succeed_unit
from dutytrack.services.desk import Desk, NothingToChangeError
from dutytrack.services.units.errors import (
    CollectiveAsMemberError,
    NearUnitError,
    NotACollectiveError,
    NotAMemberError,
    NothingToProposeError,
)
from dutytrack.services.units.finding import UnitEntry, enter_units, find_unit
from dutytrack.services.units.members import add_members, members_on, proposed_members, remove_members
from dutytrack.store.undo import undo

COUNTIES = "各县(市、区)政府"


@pytest.fixture
def city(books):
    names = ("市科技局", "市财政局", "市政府", "望潮区政府", "青礁县政府", "临澜学院", "澜湾新区管委会", "省科技厅")
    entries = [UnitEntry(name) for name in names]
    entries += [UnitEntry(name, kind="collective") for name in (COUNTIES, "各高校", "市直各部门", "各成员单位")]
    books.run(enter_units, jurisdiction="临澜市", entries=entries)
    return books


def on_day(books, collective: str, day: date) -> list[str]:
    def names(session):
        return [unit.name for unit in members_on(session, find_unit(Desk(session, day), collective), day)]

    return books.run(names)


def test_members_stand_in_the_order_given_and_for_good(city):
    done = city.run(add_members, collective=COUNTIES, units=["青礁县政府", "望潮区政府", "东屿县政府"])
    assert (done.collective, done.members) == (COUNTIES, 3)
    assert done.units == ("青礁县政府", "望潮区政府", "东屿县政府")
    assert on_day(city, COUNTIES, date(2001, 1, 1)) == ["青礁县政府", "望潮区政府", "东屿县政府"]


def test_a_member_is_one_from_its_day_until_its_day(city):
    city.run(add_members, collective=COUNTIES, units=["青礁县政府"], since=date(2025, 1, 1))
    city.run(remove_members, collective=COUNTIES, units=["青礁县人民政府"], on=date(2026, 1, 1))
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    assert [len(on_day(city, COUNTIES, day)) for day in days] == [0, 1, 1, 0]


def test_a_member_may_come_back_and_may_have_been_one_earlier(city):
    for since in (date(2025, 1, 1), date(2024, 1, 1)):
        city.run(add_members, collective=COUNTIES, units=["青礁县政府"], since=since)
    city.run(remove_members, collective=COUNTIES, units=["青礁县政府"], on=date(2026, 1, 1))
    city.run(add_members, collective=COUNTIES, units=["青礁县政府"], since=date(2024, 1, 1))
    assert city.rows("SELECT valid_from, valid_to FROM unit_member") == [("2024-01-01", None)]


def test_on_its_last_day_it_is_a_member_that_can_be_removed(city):
    city.run(add_members, collective=COUNTIES, units=["青礁县政府"], since=date(2025, 1, 1))
    city.run(remove_members, collective=COUNTIES, units=["青礁县政府"], on=date(2026, 1, 1))
    city.run(remove_members, collective=COUNTIES, units=["青礁县政府"], on=date(2025, 12, 31))
    assert [len(on_day(city, COUNTIES, day)) for day in (date(2025, 12, 30), date(2025, 12, 31))] == [1, 0]


def test_a_membership_that_had_not_begun_is_taken_away(city):
    city.run(add_members, collective=COUNTIES, units=["青礁县政府"], since=date(2026, 6, 1))
    city.run(remove_members, collective=COUNTIES, units=["青礁县政府"], on=date(2026, 6, 1))
    assert city.rows("SELECT * FROM unit_member") == []


def test_a_change_of_members_can_be_taken_back(city):
    city.run(add_members, collective=COUNTIES, units=["青礁县政府"])
    before = city.rows("SELECT * FROM unit_member")
    city.run(remove_members, collective=COUNTIES, units=["青礁县政府"], on=date(2026, 1, 1))
    undo(city.ledger, actor="tester")
    assert city.rows("SELECT * FROM unit_member") == before


@pytest.mark.parametrize(
    ("collective", "units", "error"),
    [
        ("市科技局", ["青礁县政府"], NotACollectiveError),
        (COUNTIES, ["各高校"], CollectiveAsMemberError),
        (COUNTIES, ["青礁县政俯"], NearUnitError),
        (COUNTIES, [], NothingToChangeError),
    ],
)
def test_what_can_be_no_member_is_refused_and_nothing_is_written(city, collective, units, error):
    with pytest.raises(error):
        city.run(add_members, collective=collective, units=units)
    assert city.rows("SELECT * FROM unit_member") == []
    assert city.rows("SELECT COUNT(*) FROM unit") == [(12,)]


def test_a_name_that_is_near_is_entered_when_it_is_said_to_be_new(city):
    done = city.run(add_members, collective=COUNTIES, units=["青礁县政俯"], naming=Naming(new=True))
    assert done.units == ("青礁县政俯",)


def test_who_is_no_member_can_not_be_removed(city):
    city.run(add_members, collective=COUNTIES, units=["青礁县政府"])
    with pytest.raises(NotAMemberError, match="青礁县政府"):
        city.run(remove_members, collective=COUNTIES, units=["望潮区政府"], on=date(2026, 1, 1))
    with pytest.raises(NothingToChangeError):
        city.run(add_members, collective=COUNTIES, units=["青礁县政府"])


@pytest.mark.parametrize(
    ("collective", "expected"),
    [
        (COUNTIES, ("望潮区政府", "青礁县政府")),
        ("各高校", ("临澜学院",)),
        ("市直各部门", ("市科技局", "市财政局")),
    ],
)
def test_likely_members_are_those_the_register_expects(city, collective, expected, today):
    assert city.run(proposed_members, collective=collective, on=today) == expected


def test_where_the_plan_names_the_members_none_is_likely(city, today):
    with pytest.raises(NothingToProposeError):
        city.run(proposed_members, collective="各成员单位", on=today)


def test_who_succeeded_a_member_is_one_already(city):
    city.run(add_members, collective=COUNTIES, units=["望潮区政府", "青礁县政府"])
    day = date(2026, 2, 1)
    city.run(succeed_unit, old="望潮区政府", new="望海区政府", on=day, today=day, naming=Naming(new=True))
    with pytest.raises(NothingToChangeError):
        city.run(add_members, collective=COUNTIES, units=["望海区政府"])
    assert on_day(city, COUNTIES, date(2026, 3, 1)) == ["望潮区政府", "青礁县政府"]
