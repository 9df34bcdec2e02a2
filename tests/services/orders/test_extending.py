"""Extensions: asked for in time, granted by a named person to a date of their own, or refused."""

from __future__ import annotations

from datetime import date

import pytest

from dutytrack.services.acts.closing import close_task, meet_deadline
from dutytrack.services.desk import EmptyFieldError, FutureDateError
from dutytrack.services.orders.extending import (
    AskedLateError,
    DecidedBeforeAskedError,
    ExtensionNotAllowedError,
    ExtensionPendingError,
    NoDateToExtendError,
    NothingAskedError,
    NotLaterError,
    TooLongExtensionError,
    TooManyExtensionsError,
    ask_extension,
    decide_extension,
)
from dutytrack.services.tasks.errors import BeforeTaskError, DeadlineMetError, DeadlineNotFoundError
from dutytrack.services.tasks.parts import NoPartError
from dutytrack.store.settings.keys import set_setting
from dutytrack.store.undo import UndoRefusedError, undo

pytestmark = pytest.mark.usefixtures("imported")
TODAY = date(2026, 7, 15)


@pytest.fixture
def ask(books):
    def ask(**over):
        given = {"key": "LL25-2", "wished": date(2026, 9, 30), "reason": "选址调整", "progress": "主体封顶"}
        return books.run(ask_extension, **{**given, "on": date(2026, 6, 10), "today": TODAY, **over})

    return ask


@pytest.fixture
def grant(books):
    def grant(**over):
        given = {"key": "LL25-2", "to": date(2026, 8, 31), "by": "许明", "on": date(2026, 6, 20), "today": TODAY}
        return books.run(decide_extension, **{**given, **over})

    return grant


@pytest.fixture
def refuse(books):
    def refuse(**over):
        given = {"key": "LL25-2", "by": "许明", "on": date(2026, 6, 20), "today": TODAY, "note": "按原时限推进"}
        return books.run(decide_extension, to=None, **{**given, **over})

    return refuse


@pytest.fixture
def due(books):
    """The task's date and where it comes from."""
    query = "SELECT f.due, f.due_origin FROM task_fact f JOIN task t ON t.id = f.task_id WHERE t.key = ?"
    return lambda key="LL25-2": books.rows(query, key)[0]


def test_asking_moves_nothing(ask, due, books):
    state = ask()

    assert (state.unit, state.original, state.current, state.wished) == (
        "市科技局", date(2026, 6, 30), date(2026, 6, 30), date(2026, 9, 30),
    )  # fmt: skip
    assert (state.count, state.days_added) == (0, 0)
    assert books.rows("SELECT decision, late FROM extension") == [(None, 0)]
    assert due() == ("2026-06-30", "document")


def test_a_grant_moves_the_date_to_what_was_granted_not_to_what_was_wished(ask, grant, due, books):
    ask()
    state = grant(note="只延两个月")

    assert (state.wished, state.current) == (date(2026, 9, 30), date(2026, 8, 31))
    assert (state.count, state.days_added) == (1, 62)
    assert due() == ("2026-08-31", "extended")
    act = books.rows("SELECT kind, \"on\", by, note, to_date FROM action WHERE kind = 'extended'")
    assert act == [("extended", "2026-06-20", "许明", "只延两个月", "2026-08-31")]


def test_what_was_refused_goes_by_the_old_date_and_can_be_asked_for_again(ask, refuse, due, books):
    ask()
    refuse()

    assert due() == ("2026-06-30", "document")
    assert books.rows("SELECT decision, by, note FROM extension") == [("refused", "许明", "按原时限推进")]
    assert ask(on=date(2026, 6, 25)).count == 0


def test_a_second_extension_counts_from_the_first_date(ask, grant):
    ask()
    grant()
    ask(on=date(2026, 7, 1), wished=date(2026, 10, 31))
    state = grant(to=date(2026, 9, 30), on=date(2026, 7, 2))

    assert (state.original, state.current, state.count, state.days_added) == (
        date(2026, 6, 30), date(2026, 9, 30), 2, 92,
    )  # fmt: skip


def test_on_the_date_itself_it_is_asked_in_time_and_may_be_decided_at_once(ask, grant, due):
    ask(on=date(2026, 6, 30))
    grant(on=date(2026, 6, 30))

    assert due() == ("2026-08-31", "extended")


def test_after_the_date_only_with_late(ask, books):
    with pytest.raises(AskedLateError, match="--late"):
        ask(on=date(2026, 7, 1))

    ask(on=date(2026, 7, 1), late=True)
    assert books.rows("SELECT late FROM extension") == [(1,)]


def test_late_is_not_written_where_it_was_asked_in_time(ask, books):
    ask(on=date(2026, 6, 30), late=True)
    assert books.rows("SELECT late FROM extension") == [(0,)]


@pytest.mark.parametrize("wished", [date(2026, 6, 30), date(2026, 5, 31)])
def test_the_new_date_must_be_later(ask, grant, wished):
    with pytest.raises(NotLaterError, match="2026-06-30"):
        ask(wished=wished)
    ask()
    with pytest.raises(NotLaterError):
        grant(to=wished)


def test_one_at_a_time(ask):
    ask()
    with pytest.raises(ExtensionPendingError, match="2026-09-30"):
        ask(on=date(2026, 6, 12))


def test_nothing_is_decided_twice(ask, grant, refuse):
    with pytest.raises(NothingAskedError, match="no extension was asked"):
        grant()
    ask()
    grant()
    with pytest.raises(NothingAskedError, match="granted on 2026-06-20"):
        grant(to=date(2026, 12, 1))
    with pytest.raises(NothingAskedError, match="granted on 2026-06-20"):
        refuse()


def test_nothing_is_decided_before_it_was_asked(ask, grant):
    ask()
    with pytest.raises(DecidedBeforeAskedError):
        grant(on=date(2026, 6, 9))


@pytest.mark.parametrize("field", ["reason", "progress"])
def test_reason_and_progress_are_needed(ask, field):
    with pytest.raises(EmptyFieldError, match=field):
        ask(**{field: " "})


def test_somebody_has_to_decide(ask, grant):
    ask()
    with pytest.raises(EmptyFieldError, match="by"):
        grant(by=" ")


def test_a_day_that_has_not_come_and_a_day_before_the_task_are_refused(ask):
    with pytest.raises(FutureDateError):
        ask(on=date(2026, 7, 16))
    with pytest.raises(BeforeTaskError):
        ask(on=date(2024, 12, 31))


def test_a_unit_without_a_part_can_not_ask(ask):
    with pytest.raises(NoPartError, match="市科技局"):
        ask(unit="市财政局")
    with pytest.raises(NoPartError, match="市林业局"):
        ask(unit="市林业局")


def test_a_task_without_a_date_of_its_own_is_sent_to_set(ask):
    with pytest.raises(NoDateToExtendError, match="dutytrack set LL25-3 --due"):
        ask(key="LL25-3")


def test_the_earliest_unmet_date_is_meant_unless_one_is_named(ask, books):
    assert ask(key="LL25-1", on=date(2025, 12, 1), wished=date(2026, 3, 31)).original == date(2025, 12, 31)
    assert ask(key="LL25-1", deadline=date(2026, 12, 31), wished=date(2027, 3, 31)).original == date(2026, 12, 31)
    with pytest.raises(DeadlineNotFoundError, match="2025-12-31, 2026-12-31"):
        ask(key="LL25-1", deadline=date(2026, 1, 1))
    books.run(meet_deadline, key="LL25-2", deadline=date(2026, 6, 30), on=date(2026, 6, 1), today=TODAY)
    with pytest.raises(NoDateToExtendError, match="every date"):
        ask()
    with pytest.raises(DeadlineMetError):
        ask(deadline=date(2026, 6, 30))


def test_the_one_asked_about_is_decided_where_a_task_has_several_dates(ask, grant):
    ask(key="LL25-1", deadline=date(2026, 12, 31), wished=date(2027, 3, 31))

    assert grant(key="LL25-1", to=date(2027, 2, 28)).original == date(2026, 12, 31)


def test_a_closed_task_needs_no_time(ask, books):
    books.run(close_task, key="LL25-2", on=date(2026, 6, 1), today=TODAY)
    with pytest.raises(ExtensionNotAllowedError, match="closed"):
        ask()


def test_a_date_met_meanwhile_can_be_refused_but_not_moved(ask, grant, refuse, books):
    ask()
    books.run(meet_deadline, key="LL25-2", deadline=date(2026, 6, 30), on=date(2026, 6, 15), today=TODAY)
    with pytest.raises(DeadlineMetError):
        grant()
    refuse()
    assert books.rows("SELECT decision FROM extension") == [("refused",)]


def test_the_cap_on_times_is_a_setting(ask, grant, books):
    ask()
    grant()
    books.run(set_setting, key="extension_times", value="1")
    with pytest.raises(TooManyExtensionsError, match="extension_times"):
        ask(on=date(2026, 7, 1), wished=date(2026, 12, 1))


def test_the_cap_on_days_counts_from_the_first_date(ask, grant, books):
    books.run(set_setting, key="extension_days", value="62")
    with pytest.raises(TooLongExtensionError, match="at most 62"):
        ask()
    ask(wished=date(2026, 8, 31))
    with pytest.raises(TooLongExtensionError, match="63 days"):
        grant(to=date(2026, 9, 1))
    assert grant(to=date(2026, 8, 31)).days_added == 62


def test_a_grant_is_undone_as_one_command_and_the_asking_not_before_it(ask, grant, due, books):
    ask()
    grant()
    commands = books.rows("SELECT command FROM journal GROUP BY command ORDER BY MIN(seq)")
    asking, granting = (row[0] for row in commands[-2:])
    with pytest.raises(UndoRefusedError):
        undo(books.ledger, actor="tester", command_id=asking)

    undo(books.ledger, actor="tester", command_id=granting)

    assert due() == ("2026-06-30", "document")
    assert books.rows("SELECT decision, granted_to FROM extension") == [(None, None)]
    undo(books.ledger, actor="tester", command_id=asking)
    assert books.rows("SELECT COUNT(*) FROM extension") == [(0,)]
