"""Closing, reopening and meeting dates."""

from datetime import date

import pytest

from dutytrack.domain.rules.wants import waiver_told
from dutytrack.i18n import use_language
from dutytrack.services.acts.closing import NotReadyError, close_task, meet_deadline
from dutytrack.services.acts.verifying import verify
from dutytrack.services.desk import FutureDateError
from dutytrack.services.progress.figures import Figure
from dutytrack.services.progress.measuring import measure
from dutytrack.services.progress.reporting import NewReport, report_progress
from dutytrack.services.tasks.errors import (
    ActNotAllowedError,
    BeforeLastActError,
    BeforeTaskError,
    DeadlineMetError,
    DeadlineNotFoundError,
    TaskNotFoundError,
)
from dutytrack.services.tasks.recording import act_on_task

FIRST, SECOND = date(2025, 12, 31), date(2026, 12, 31)


@pytest.fixture
def act(books, imported, today):
    """Do something to a task of the small plan."""

    def do(service, key="LL25-1", **facts):
        return books.run(service, key=key, today=today, **facts)

    return do


def status(books, key="LL25-1"):
    return books.rows("SELECT f.status, f.late FROM task_fact f JOIN task t ON t.id = f.task_id WHERE t.key = ?", key)[
        0
    ]


def test_a_task_is_closed_on_its_day(books, act):
    done = act(close_task, on=date(2025, 12, 1), by="督查室", note="已办结")
    assert (done.key, done.due, done.late) == ("LL25-1", FIRST, False)
    assert status(books) == ("closed", 0)
    assert books.rows('SELECT kind, "on", by, note FROM action') == [("closed", "2025-12-01", "督查室", "已办结")]


def test_a_task_closed_after_its_first_unmet_date_is_late(books, act):
    assert act(close_task, on=date(2026, 1, 5)).late
    assert status(books) == ("closed", 1)


def test_a_task_without_dates_is_late_after_its_plans_end(act):
    assert act(close_task, "LL25-3", on=date(2026, 7, 1)).due == SECOND


def test_the_day_of_submission_counts_and_not_the_offices_delay(books, act):
    act(act_on_task, kind="submitted", on=date(2025, 12, 30), unit="市科技局")
    act(verify, on=date(2026, 1, 19), result="accepted", how="site", by="督查员甲")
    assert not act(close_task, on=date(2026, 1, 20)).late
    assert status(books) == ("closed", 0)


def report(books, on=date(2025, 11, 1), **over):
    books.run(report_progress, report=NewReport("LL25-1", on, **over), today=date(2026, 3, 1))


def test_what_was_reported_has_to_be_verified_first(books, act):
    report(books, percent=100)
    with pytest.raises(NotReadyError, match=r"claimed on 2025-11-01 was not verified; .*--waive"):
        act(close_task, on=date(2025, 12, 1))
    act(verify, on=date(2025, 11, 20), result="returned", how="phone", by="督查员甲")
    with pytest.raises(NotReadyError, match="the check of 2025-11-20 returned it"):
        act(close_task, on=date(2025, 12, 1))
    act(verify, on=date(2025, 11, 25), result="accepted", how="site", by="督查员甲")
    with pytest.raises(NotReadyError, match="it was sent back, and neither reported on nor handed in since"):
        act(close_task, on=date(2025, 12, 1))
    report(books, percent=100, on=date(2025, 11, 28))
    act(verify, on=date(2025, 11, 30), result="accepted", how="site", by="督查员甲")
    act(close_task, on=date(2025, 12, 1))
    assert books.rows("SELECT note FROM action WHERE kind = 'closed'") == [(None,)]


def test_a_later_report_has_to_be_verified_again(books, act):
    act(act_on_task, kind="submitted", on=date(2025, 10, 1))
    act(verify, on=date(2025, 10, 5), result="accepted", how="site", by="督查员甲")
    act(act_on_task, kind="returned", on=date(2025, 10, 6))
    act(act_on_task, kind="submitted", on=date(2025, 11, 1))
    with pytest.raises(NotReadyError, match="claimed on 2025-11-01 was not verified since"):
        act(close_task, on=date(2025, 12, 1))


def test_figures_have_to_be_met(books, act):
    act(measure, figures=(Figure(60.0),), on=date(2025, 11, 1))
    act(verify, on=date(2025, 11, 20), result="accepted", how="documents", by="督查员甲")
    with pytest.raises(NotReadyError, match="the figures reach 60 % of their targets"):
        act(close_task, on=date(2025, 12, 1))
    act(measure, figures=(Figure(101.0),), on=date(2025, 11, 15))
    with pytest.raises(NotReadyError, match="was not verified since"):  # the check never saw it
        act(close_task, on=date(2025, 12, 1))
    act(verify, on=date(2025, 11, 20), result="accepted", how="documents", by="督查员甲")
    act(close_task, on=date(2025, 12, 1))


def test_what_is_wanting_can_be_waived_with_a_reason(books, act):
    report(books, percent=90)
    with pytest.raises(NotReadyError):
        act(close_task, on=date(2025, 12, 1), waive=" ")
    act(close_task, on=date(2025, 12, 1), waive="并入新方案", note="见会议纪要")

    ((note, waived),) = books.rows("SELECT note, waived FROM action WHERE kind = 'closed'")
    assert note == "见会议纪要"
    assert waiver_told(waived) == "waived (what was claimed on 2025-11-01 was not verified): 并入新方案"
    use_language("zh")
    assert waiver_told(waived) == "豁免（2025-11-01 所报未经核查）：并入新方案"


def test_a_reason_that_was_given_is_kept_whatever_was_wanting(books, act):
    act(act_on_task, kind="submitted", on=date(2025, 11, 1))
    act(verify, on=date(2025, 11, 20), result="accepted", how="site", by="督查员甲")
    act(close_task, on=date(2025, 12, 1), waive="指标以验收单为准")
    act(close_task, "LL25-2", on=date(2025, 12, 1), waive="并入新方案", note="见会议纪要")

    ((_, waived), (note, none)) = books.rows("SELECT note, waived FROM action WHERE kind = 'closed' ORDER BY id")
    assert waiver_told(waived) == "waived (1 of 1 figures were not reported: 科技型企业): 指标以验收单为准"
    assert (note, none) == ("见会议纪要; 并入新方案", None), "nothing was wanting"


def test_a_key_may_be_typed_in_any_case(act):
    assert act(close_task, " ll25-2 ", on=date(2026, 3, 1)).key == "LL25-2"


def test_a_closed_task_is_not_closed_again(books, act):
    act(close_task, on=date(2026, 1, 5))
    with pytest.raises(ActNotAllowedError, match="LL25-1 is closed since 2026-01-05"):
        act(close_task, on=date(2026, 2, 5))
    assert books.rows("SELECT COUNT(*) FROM action") == [(1,)]


def test_a_closed_task_is_reopened_and_closed_once_more(books, act):
    act(close_task, on=date(2026, 1, 5))
    assert act(act_on_task, kind="reopened", on=date(2026, 2, 1), note="群众反映未落实").on == date(2026, 2, 1)
    assert status(books) == ("active", 0)
    assert act(close_task, on=date(2026, 3, 1)).late


def test_only_what_is_closed_or_dropped_is_reopened(act):
    with pytest.raises(ActNotAllowedError, match="reopened"):
        act(act_on_task, kind="reopened", on=date(2026, 1, 5))


def test_an_unknown_key_names_the_nearest(act):
    with pytest.raises(TaskNotFoundError, match=r"LL25-[123]"):
        act(close_task, "LL24-1", on=date(2026, 1, 5))


def test_a_day_that_has_not_come_is_refused(act, today):
    with pytest.raises(FutureDateError, match=str(today)):
        act(close_task, on=date(2026, 7, 16))


def test_a_day_before_the_plan_is_refused(act):
    with pytest.raises(BeforeTaskError, match="2025-01-01"):
        act(close_task, on=date(2024, 12, 31))


def test_an_act_does_not_come_before_the_one_it_follows(act):
    act(close_task, on=date(2026, 1, 5))
    with pytest.raises(BeforeLastActError, match="2026-01-05"):
        act(act_on_task, kind="reopened", on=date(2026, 1, 4))


def test_one_of_several_dates_is_met_and_the_next_is_due(books, act):
    done = act(meet_deadline, deadline=FIRST, on=date(2026, 1, 10))
    assert (done.late, done.left, done.all_met) == (True, (SECOND,), False)
    assert books.rows("SELECT f.due FROM task_fact f JOIN task t ON t.id = f.task_id WHERE t.key = 'LL25-1'") == [
        ("2026-12-31",)
    ]


def test_a_date_met_on_the_day_itself_is_met_in_time(act):
    assert not act(meet_deadline, deadline=FIRST, on=FIRST).late


def test_a_task_whose_dates_are_all_met_stays_open(books, act):
    act(meet_deadline, deadline=FIRST, on=date(2025, 12, 1))
    assert act(meet_deadline, deadline=SECOND, on=date(2026, 6, 1)).all_met
    assert status(books) == ("pending", 0)
    assert act(close_task, on=date(2026, 6, 2)).due is None


def test_a_date_is_met_once(act):
    act(meet_deadline, deadline=FIRST, on=date(2025, 12, 1))
    with pytest.raises(DeadlineMetError, match="2025-12-01"):
        act(meet_deadline, deadline=FIRST, on=date(2025, 12, 2))


def test_a_date_the_task_does_not_have_lists_those_it_has(act):
    with pytest.raises(DeadlineNotFoundError, match="2025-12-31, 2026-12-31"):
        act(meet_deadline, deadline=date(2025, 6, 30), on=date(2025, 12, 1))


def test_dates_of_a_closed_task_are_past_meeting(act):
    act(close_task, on=date(2026, 1, 5))
    with pytest.raises(ActNotAllowedError):
        act(meet_deadline, deadline=FIRST, on=date(2026, 1, 6))


def test_a_unit_that_hands_in_is_found_by_any_of_its_names(books, act):
    act(act_on_task, kind="received", on=date(2025, 2, 1), unit="知识产权局")
    assert books.rows("SELECT u.name FROM action a JOIN unit u ON u.id = a.unit_id") == [("市科技局",)]


def test_what_is_claimed_after_a_check_of_the_same_day_is_not_verified_by_it(books, act):
    day = date(2025, 11, 20)
    report(books, percent=100, on=day)
    act(verify, on=day, result="accepted", how="site", by="督查员甲")
    report(books, percent=50, on=day)
    with pytest.raises(NotReadyError, match="claimed on 2025-11-20 was not verified since"):
        act(close_task, on=day)


def test_a_task_that_was_opened_again_is_not_closed_on_the_old_check(books, act):
    act(act_on_task, kind="submitted", on=date(2025, 10, 1))
    act(verify, on=date(2025, 10, 5), result="accepted", how="site", by="督查员甲")
    act(close_task, on=date(2025, 10, 6))
    act(act_on_task, kind="reopened", on=date(2025, 11, 1), note="验收造假")
    with pytest.raises(NotReadyError, match="it was sent back"):
        act(close_task, on=date(2025, 11, 2))
