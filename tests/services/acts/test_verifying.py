"""Checks: by somebody else than the reporting unit; what is accepted is verified, what is returned goes back."""

from datetime import date

import pytest

from dutytrack.domain.words.choices import UnknownChoiceError
from dutytrack.services.acts.closing import NotReadyError, close_task
from dutytrack.services.acts.declared.acts import ACTS
from dutytrack.services.acts.declared.model import Entered
from dutytrack.services.acts.submitting import submit
from dutytrack.services.acts.verifying import verify
from dutytrack.services.desk import Desk, EmptyFieldError, FutureDateError, NothingToChangeError, ReasonMissingError
from dutytrack.services.progress import errors as progresserrors
from dutytrack.services.progress.figures import Figure
from dutytrack.services.progress.measuring import Counting, measure, set_indicator
from dutytrack.services.progress.reporting import NewReport, report_progress
from dutytrack.services.tasks.errors import ActNotAllowedError
from dutytrack.services.tasks.parts import NoPartError
from dutytrack.services.tasks.recording import act_on_task
from dutytrack.store.file.connection import open_reader
from dutytrack.store.query.look import Look
from dutytrack.store.reading.detail import task_detail
from dutytrack.store.reading.settings import default_rule_pack
from dutytrack.store.settings.keys import set_setting
from dutytrack.store.tables.plans import Assignment, Unit, UnitName
from dutytrack.store.tables.supervision import Contact, UnitMember

pytestmark = pytest.mark.usefixtures("imported")
TODAY = date(2026, 9, 30)
MARCH = date(2026, 3, 10)


def declared(desk: Desk, key, name, **entered):
    return ACTS[name].call(desk, key, Entered(entered))


@pytest.fixture
def act(books):
    def act(service, key="LL25-2", on=MARCH, **facts):
        return books.run(service, key=key, on=on, today=TODAY, **facts)

    return act


@pytest.fixture
def check(act):
    def check(result="accepted", **over):
        return act(verify, result=result, **{"how": "site", "by": "督查员甲", **over})

    return check


@pytest.fixture
def report(books):
    def report(percent=50, on=MARCH, key="LL25-2", **over):
        return books.run(report_progress, report=NewReport(key, on, percent=percent, **over), today=TODAY)

    return report


@pytest.fixture
def detail(books):
    def detail(key="LL25-2", as_of=TODAY):
        with open_reader(books.ledger.path) as reader:
            return task_detail(Look(reader, as_of, default_rule_pack()), key)

    return detail


def test_what_was_accepted_since_is_verified(report, check, detail):
    report()
    check(on=date(2026, 3, 20), text="现场查看")

    assert detail(as_of=date(2026, 3, 19)).row.claimed
    assert not detail(as_of=date(2026, 3, 20)).row.claimed
    assert detail().reports[0].verified
    (made,) = detail().verifications
    assert (made.result, made.how, made.text, made.by, made.unit) == ("accepted", "site", "现场查看", "督查员甲", None)


def test_a_later_report_is_claimed_again(report, check, detail):
    report()
    check(on=date(2026, 3, 20))
    report(70, date(2026, 4, 10))

    assert (detail().row.progress, detail().row.claimed) == (70, True)
    assert [one.verified for one in detail().reports] == [True, False]


def test_a_submitted_task_that_is_returned_is_active_again(act, check, detail):
    act(submit)
    assert "waiting" in detail().row.flags

    made = check("退回", how="电话", on=date(2026, 3, 12), text="数据不实")

    assert (made.result, made.how, made.sent_back) == ("returned", "phone", True)
    assert detail().row.status == "active"


def test_a_submitted_task_that_is_accepted_waits_to_be_closed(act, check, detail):
    act(submit)
    assert not check(on=date(2026, 3, 12)).sent_back
    assert detail().row.status == "submitted"
    assert "accepted" in detail().row.flags
    assert "waiting" not in detail().row.flags
    assert "waiting" in detail(as_of=date(2026, 3, 11)).row.flags


@pytest.mark.parametrize("by", ["市科技局", "市科技局 顾明舟", "顾明舟", "纪云深"])
def test_nobody_checks_what_his_own_unit_reported(books, report, check, by):
    report(by="顾明舟")
    unit = books.rows("SELECT unit_id FROM progress_report")[0][0]
    books.run(lambda session: session.add(Contact(unit_id=unit, name="纪云深")))

    with pytest.raises(progresserrors.OwnVerifierError, match=f"{by} is of 市科技局"):
        check(by=by)


@pytest.mark.parametrize(
    ("over", "error", "says"),
    [
        ({"result": "fine"}, UnknownChoiceError, "result is one of accepted, returned"),
        ({"how": "post"}, UnknownChoiceError, "how is one of documents, phone, site"),
        ({"by": " "}, EmptyFieldError, "by must not be empty"),
        ({"unit": "市公安局"}, NoPartError, "市公安局 has no part"),
        ({"on": date(2026, 3, 9)}, progresserrors.NothingToVerifyError, "nothing was reported yet"),
        ({"on": date(2026, 12, 1)}, FutureDateError, "2026-12-01"),
    ],
)
def test_what_can_t_be_is_refused_by_name(books, report, check, over, error, says):
    report()
    with pytest.raises(error, match=says):
        check(**over)
    assert books.rows("SELECT count(*) FROM verification") == [(0,)]


def test_a_dropped_task_is_not_checked(report, check, act):
    report()
    act(act_on_task, kind="dropped", on=date(2026, 3, 11), note="撤销")
    with pytest.raises(ActNotAllowedError, match="dropped since 2026-03-11"):
        check(on=date(2026, 3, 12))


class TestStatus:
    def test_suspending_and_dropping_want_a_reason(self, act):
        for name in ("suspend", "drop"):
            with pytest.raises(ReasonMissingError):
                act(declared, name=name, note=" ")

    def test_what_is_suspended_can_be_taken_up_again(self, act, detail):
        act(act_on_task, kind="suspended", note="等待资金")
        assert detail().row.lamp == "grey"
        act(act_on_task, kind="resumed", on=date(2026, 4, 1))
        assert detail().row.status == "active"

    def test_what_is_returned_says_what_is_wanting(self, act):
        act(submit)
        with pytest.raises(ReasonMissingError):
            act(declared, name="return", note="")
        assert act(declared, name="return", note="缺验收材料").startswith("LL25-2 returned on 2026-03-10")


class TestMembers:
    """LL25-3 is led by the counties."""

    @pytest.fixture
    def counties(self, books, imported):
        ((collective,),) = books.rows("SELECT id FROM unit WHERE name LIKE '各县%'")
        ((task,),) = books.rows("SELECT id FROM task WHERE key = 'LL25-3'")

        def enter(session):
            session.add(Assignment(task_id=task, unit_id=collective, role="lead", position=0))
            units = [Unit(name=name, jurisdiction="临澜市") for name in ("甲县", "乙县", "丙县", "丁县")]
            session.add_all(units)
            session.flush()
            session.add_all(UnitMember(collective_id=collective, unit_id=unit.id) for unit in units)
            session.add_all(UnitName(unit_id=unit.id, name=unit.name) for unit in units)

        books.run(enter)

    @pytest.mark.usefixtures("counties")
    def test_the_task_shows_their_mean_and_how_many_are_done(self, report, detail):
        report(100, key="LL25-3", unit="甲县")
        report(40, date(2026, 3, 12), key="LL25-3", unit="乙县")

        row = detail("LL25-3").row
        (owed,) = detail("LL25-3").obligations

        assert (row.progress, row.behind, row.members_done, row.members_total) == (70, None, 1, 4)
        assert [one.progress for one in owed.members] == [100, 40, None, None]
        assert [one.unit for one in owed.members[:2]] == ["甲县", "乙县"], "as the office names them"

    @pytest.mark.usefixtures("counties")
    def test_it_is_submitted_when_enough_members_are_done(self, books, act, detail):
        books.run(lambda session: set_setting(session, "members_share", "75"))
        assert set(act(submit, "LL25-3", unit="甲县").missing) == {"乙县", "丙县", "丁县"}
        assert not act(submit, "LL25-3", unit="乙县").complete
        last = act(submit, "LL25-3", unit="丙县", on=date(2026, 3, 15))

        assert (last.complete, last.missing) == (True, ("丁县",))
        assert (detail("LL25-3").row.status, detail("LL25-3").row.members_done) == ("submitted", 3)

    @pytest.mark.usefixtures("counties")
    def test_a_member_that_is_sent_back_is_not_done(self, report, check, detail):
        report(100, key="LL25-3", unit="甲县")
        check("returned", key="LL25-3", unit="甲县", on=date(2026, 3, 20))
        assert detail("LL25-3").row.members_done == 0
        assert not detail("LL25-3").obligations[0].members[0].done
        report(100, date(2026, 4, 1), key="LL25-3", unit="甲县")
        assert detail("LL25-3").row.members_done == 1
        assert detail("LL25-3").obligations[0].members[0].done

    @pytest.mark.usefixtures("counties")
    def test_the_check_of_one_member_verifies_no_other(self, report, check, act, detail):
        names = ("甲县", "乙县", "丙县", "丁县")
        for name in names:
            report(100, key="LL25-3", unit=name)
        check(key="LL25-3", unit="甲县", on=date(2026, 3, 20))

        assert detail("LL25-3").row.claimed
        assert [one.verified for one in detail("LL25-3").obligations[0].members].count(True) == 1
        with pytest.raises(NotReadyError, match="was not verified"):
            act(close_task, "LL25-3", on=date(2026, 4, 1))

        for name in names[1:]:
            check(key="LL25-3", unit=name, on=date(2026, 3, 21))
        assert not detail("LL25-3").row.claimed
        act(close_task, "LL25-3", on=date(2026, 4, 1))


def test_the_check_of_one_who_shares_does_not_close_the_task(books, report, check, act):
    report(100, key="LL25-1")
    report(100, key="LL25-1", unit="市财政局")
    check(key="LL25-1", unit="市财政局", on=date(2026, 3, 20))
    with pytest.raises(NotReadyError, match="was not verified"):
        act(close_task, "LL25-1", on=date(2026, 4, 1))
    check(key="LL25-1", unit="市科技局", on=date(2026, 3, 20))
    act(close_task, "LL25-1", on=date(2026, 4, 1))


class TestKinds:
    def test_a_kind_and_a_baseline_change_the_share(self, books, act, detail):
        act(measure, "LL25-1", figures=(Figure(60.0, "企业"),))
        assert detail("LL25-1").row.progress == 60

        told = books.run(set_indicator, key="LL25-1", indicator="企业", counting=Counting("level", 20.0))

        assert (told.kind, told.guessed, told.baseline) == ("level", False, 20.0)
        assert detail("LL25-1").row.progress == 50

    def test_a_limit_is_kept_whole(self, books, act, detail):
        books.run(set_indicator, key="LL25-1", indicator="科技型企业", counting=Counting("ceiling"))
        act(measure, "LL25-1", figures=(Figure(125.0),))

        shown = detail("LL25-1", MARCH).row
        assert (shown.progress, shown.behind) == (80, 20)

    def test_a_milestone_counts_from_its_day(self, books, act, detail):
        books.run(set_indicator, key="LL25-1", indicator="科技型企业", counting=Counting("milestone"))
        act(measure, "LL25-1", figures=(Figure(10.0),))

        assert detail("LL25-1", date(2026, 12, 31)).row.behind is None
        assert detail("LL25-1", date(2027, 1, 1)).row.behind == 100

    def test_unknown_kinds_are_named(self, books):
        with pytest.raises(UnknownChoiceError, match="cumulative, level, growth"):
            books.run(set_indicator, key="LL25-1", indicator="企业", counting=Counting("total"))
        with pytest.raises(NothingToChangeError):
            books.run(set_indicator, key="LL25-1", indicator="企业", counting=Counting())
