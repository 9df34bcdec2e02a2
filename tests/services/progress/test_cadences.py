"""Report cadences make tasks silent; exempt months are not assessed; unsigned tasks are flagged where asked for."""

from datetime import date

import pytest

from dutytrack.domain.progress.cadence import report_days
from dutytrack.services.desk import ReasonMissingError
from dutytrack.services.progress import errors as progresserrors
from dutytrack.services.progress.cadences import end_cadence, set_cadence
from dutytrack.services.progress.exempting import exempt_month
from dutytrack.services.progress.reporting import NewReport, report_progress
from dutytrack.services.tasks.recording import act_on_task
from dutytrack.store.file.connection import open_reader
from dutytrack.store.journal.verify import verify
from dutytrack.store.query.look import Look
from dutytrack.store.reading.detail import task_detail
from dutytrack.store.reading.settings import default_rule_pack
from dutytrack.store.reading.tasks import find_tasks
from dutytrack.store.reading.why import explain
from dutytrack.store.settings.keys import set_setting
from dutytrack.store.undo import undo

pytestmark = pytest.mark.usefixtures("imported")
TODAY = date(2026, 9, 30)


@pytest.fixture
def monthly(books, imported):
    """The plan's tasks report by the 5th of each month, from April 2025 on."""
    return books.run(set_cadence, cadence=report_days("monthly:5", start=date(2025, 4, 1)), plan="LL25")


@pytest.fixture
def keys(books):
    def keys(query, as_of):
        with open_reader(books.ledger.path) as reader:
            return [row.key for row in find_tasks(Look(reader, as_of, default_rule_pack()), query, sort="key")]

    return keys


@pytest.fixture
def report(books):
    def report(on, key="LL25-2", percent=50):
        books.run(report_progress, report=NewReport(key, on, percent=percent), today=TODAY)

    return report


def test_days_are_laid_up_to_the_plan_s_end(monthly):
    assert (monthly.owner, monthly.rule) == ("LL25", "FREQ=MONTHLY;BYMONTHDAY=5")
    assert (monthly.days[0], monthly.days[-1], len(monthly.days)) == (date(2025, 4, 5), date(2027, 1, 5), 22)
    assert monthly.uncovered == ()


@pytest.mark.usefixtures("monthly")
def test_a_task_is_silent_once_a_report_is_due(keys, report):
    assert keys("flag:silent", date(2025, 4, 5)) == []
    assert keys("flag:silent", date(2025, 4, 6)) == ["LL25-1", "LL25-2", "LL25-3"]
    report(date(2025, 4, 8))
    assert keys("flag:silent", date(2025, 4, 8)) == ["LL25-1", "LL25-3"]
    assert keys("flag:silent", date(2025, 5, 5)) == ["LL25-1", "LL25-3"]
    assert "LL25-2" in keys("flag:silent", date(2025, 5, 6))
    assert keys("silent>27 first:科技局", date(2025, 5, 6)) == ["LL25-1", "LL25-2"]
    assert keys("silent<=28", date(2025, 5, 6)) == ["LL25-2"]


@pytest.mark.usefixtures("monthly")
def test_a_report_ahead_of_its_day_counts_for_the_nearest(books, report):
    report(date(2025, 5, 1))
    with open_reader(books.ledger.path) as reader:
        detail = task_detail(Look(reader, date(2025, 5, 10), default_rule_pack()), "LL25-2")
    assert (detail.cadence, detail.report_by) == ("monthly:5", date(2025, 6, 5))


@pytest.mark.usefixtures("monthly")
def test_a_late_report_says_nothing_of_the_work(books, report):
    for day in (8, 9):
        report(date(2025, 6, day))
    with open_reader(books.ledger.path) as reader:
        detail = task_detail(Look(reader, TODAY, default_rule_pack()), "LL25-2")
    assert [(one.answers_for, one.late) for one in detail.reports] == [
        (date(2025, 6, 5), True),
        (None, False),
    ], "what comes beside it answers for no day"


@pytest.mark.usefixtures("monthly")
def test_a_new_cadence_takes_the_place_of_the_old(books, keys):
    books.run(set_cadence, cadence=report_days("每季度10日前", start=date(2025, 7, 1)), plan="ll25")
    ((days,),) = books.rows("SELECT count(*) FROM cadence_due WHERE due >= '2025-07-01'")
    assert days == 7
    undo(books.ledger, actor="tester")
    ((days,),) = books.rows("SELECT count(*) FROM cadence_due WHERE due >= '2025-07-01'")
    assert days == 19
    with open_reader(books.ledger.path) as reader:
        assert verify(reader).ok


@pytest.mark.usefixtures("monthly")
def test_a_cadence_can_end(books, keys):
    assert books.run(end_cadence, plan="LL25", on=date(2025, 4, 3)) == "LL25"
    assert keys("flag:silent", date(2025, 6, 1)) == []
    with pytest.raises(progresserrors.NoCadenceError, match="LL25 has no report cadence"):
        books.run(end_cadence, plan="LL25", on=date(2025, 4, 3))


def test_a_unit_has_its_own_where_the_plan_has_none(books, keys):
    cadence = report_days("FREQ=MONTHLY;BYMONTHDAY=1", start=date(2025, 10, 1), working_days=True)
    made = books.run(set_cadence, cadence=cadence, unit="市科技局")
    assert made.days[0] == date(2025, 10, 9)
    assert 2030 in made.uncovered
    assert keys("flag:silent", date(2025, 10, 9)) == []
    assert keys("flag:silent", date(2025, 10, 10)) == ["LL25-1", "LL25-2"]


def test_whose_it_is_has_to_be_said(books):
    for owner in ({}, {"plan": "LL25", "unit": "市科技局"}):
        with pytest.raises(progresserrors.CadenceOwnerError):
            books.run(set_cadence, cadence=report_days("monthly", start=TODAY), **owner)


class TestExemptMonths:
    def test_a_task_is_not_behind_in_one(self, books, keys, report):
        report(date(2025, 4, 1), percent=0)
        assert keys("behind>30", date(2026, 2, 10)) == ["LL25-2"]
        made = books.run(exempt_month, key="ll25-2", month=date(2026, 2, 14), reason="宏观调整")

        assert made[1] == date(2026, 2, 1)
        assert keys("behind>30", date(2026, 2, 10)) == []
        assert keys("behind>30", date(2026, 3, 1)) == ["LL25-2"]
        with pytest.raises(progresserrors.AlreadyExemptError, match="2026-02"):
            books.run(exempt_month, key="LL25-2", month=date(2026, 2, 1), reason="再次")

    def test_it_wants_a_reason(self, books):
        with pytest.raises(ReasonMissingError):
            books.run(exempt_month, key="LL25-2", month=date(2026, 2, 1), reason="")


class TestUnsigned:
    def test_only_where_the_ledger_asks_for_it(self, books, keys):
        assert keys("flag:unreceived", date(2025, 6, 1)) == []
        books.run(lambda session: set_setting(session, "receive_days", "7"))

        assert keys("flag:unreceived", date(2025, 3, 8)) == []
        assert keys("flag:unreceived", date(2025, 3, 9)) == ["LL25-1", "LL25-2", "LL25-3"]
        books.run(
            act_on_task, kind="received", of_unit=True, key="LL25-1", on=date(2025, 3, 20), today=TODAY, by="顾明舟"
        )
        assert keys("flag:unreceived", date(2025, 3, 20)) == ["LL25-2", "LL25-3"]
        assert keys("flag:unreceived", date(2025, 3, 19)) == ["LL25-1", "LL25-2", "LL25-3"]


def test_lamps_tell_why(books, report):
    """Far behind is red, behind yellow, silent yellow, a missed duty red."""
    report(date(2025, 4, 1), percent=0)
    books.run(set_cadence, cadence=report_days("monthly:5", start=date(2025, 4, 1)), plan="LL25")

    def lit(key, as_of):
        with open_reader(books.ledger.path) as reader:
            why = explain(Look(reader, as_of, default_rule_pack()), key)
            return why.lamp, why.decided_by.because

    assert lit("LL25-2", date(2025, 10, 1)) == ("red", "50.1% due by now, 0% there: 50.1 points behind schedule")
    assert lit("LL25-2", date(2025, 4, 1)) == ("yellow", "16.5% due by now, 0% there: 16.5 points behind schedule")
    assert lit("LL25-3", date(2025, 4, 7)) == ("yellow", "no report for 37 days; one was due by 2025-04-05")
    missed = "the recurring duty “每半年报送进展” of 2025-06-30 was missed 1 days ago"
    assert lit("LL25-1", date(2025, 7, 1)) == ("red", missed)
    assert lit("LL25-3", date(2025, 4, 3)) == ("green", "nothing due yet, and no report")
