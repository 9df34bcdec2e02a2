"""Progress reports: what they write, what they meet, and what is refused, each refusal by name."""

from __future__ import annotations

from datetime import date

import pytest

from dutytrack.services.acts.closing import close_task
from dutytrack.services.desk import FutureDateError
from dutytrack.services.progress import errors as progresserrors
from dutytrack.services.progress.duties import meet_duty
from dutytrack.services.progress.evidence import store_files
from dutytrack.services.progress.figures import Figure, indicator_of
from dutytrack.services.progress.reporting import NewReport, report_all, report_progress
from dutytrack.services.tasks.errors import ActNotAllowedError, BeforeTaskError, TaskNotFoundError
from dutytrack.services.tasks.parts import NoPartError
from dutytrack.services.tasks.recording import act_on_task
from dutytrack.store.file.connection import open_reader
from dutytrack.store.journal.verify import verify as verify_ledger
from dutytrack.store.query.look import Look
from dutytrack.store.reading.detail import task_detail
from dutytrack.store.reading.settings import default_rule_pack
from dutytrack.store.tables.plans import Indicator, Unit
from dutytrack.store.tables.supervision import UnitMember
from dutytrack.store.undo import undo

pytestmark = pytest.mark.usefixtures("imported")
TODAY = date(2026, 9, 30)
MARCH = date(2026, 3, 10)


@pytest.fixture
def report(books):
    def report(percent=40, on=MARCH, key="LL25-2", **over):
        return books.run(report_progress, report=NewReport(key=key, on=on, percent=percent, **over), today=TODAY)

    return report


@pytest.fixture
def detail(books):
    def detail(key="LL25-2", as_of=TODAY):
        with open_reader(books.ledger.path) as reader:
            found = task_detail(Look(reader, as_of, default_rule_pack()), key)
        reader.close()
        return found

    return detail


def test_the_latest_report_of_the_first_unit_is_the_task_s_progress(report, detail):
    report(30, date(2026, 2, 1))
    report(55, date(2026, 4, 1))
    report(40, date(2026, 3, 1))

    shown = detail().row

    assert (shown.progress, shown.claimed, shown.status, shown.status_on) == (55, True, "active", date(2026, 2, 1))
    assert detail(as_of=date(2026, 3, 15)).row.progress == 40
    assert detail(as_of=date(2026, 1, 15)).row.progress is None


def test_behind_is_the_time_elapsed_less_the_progress(report, detail):
    """From 2025-01-01 to 2026-06-30 there are 545 days; 433 have passed on 2026-03-10."""
    report(40)

    assert detail(as_of=MARCH).row.behind == 39.4
    assert detail(as_of=date(2026, 8, 1)).row.behind == pytest.approx(60)
    assert detail(as_of=MARCH).obligations[0].behind == 39.4


def test_the_task_s_first_day_and_today_can_be_reported_on(report, detail):
    report(1, date(2025, 1, 1))
    report(2, TODAY)

    assert [one.on for one in detail().reports] == [date(2025, 1, 1), TODAY]


def test_others_who_share_report_beside_the_first(report, detail):
    report(40, key="LL25-1", unit="市财政局")

    found = detail("LL25-1")

    assert found.row.progress is None
    assert [(one.unit, one.progress) for one in found.obligations if one.reports] == [
        ("市财政局", 40),
        ("市财政局", 40),
    ]


def test_a_report_tells_what_it_did(report, detail):
    made = report(None, text="联合攻关,完成3项", problem="资金未到位", next_step="下月开工", by="顾明舟")

    assert (made.key, made.unit, made.percent) == ("LL25-2", "市科技局", None)
    assert detail().row.status_on == made.on
    report(50, date(2026, 4, 1))
    (first, second) = detail().reports
    assert (first.text, first.problem, first.next_step, first.by) == (
        "联合攻关,完成3项",
        "资金未到位",
        "下月开工",
        "顾明舟",
    )
    assert (second.percent, second.verified) == (50, False)


def test_evidence_belongs_to_its_report(report, detail, tmp_path):
    (tmp_path / "照片.jpg").write_bytes(b"jpg")
    report(40, files=store_files(tmp_path / "kept", [tmp_path / "照片.jpg"]))

    (file,) = detail().reports[0].evidence

    assert (file.name, file.size, file.linked) == ("照片.jpg", 3, False)


def test_a_signed_task_is_not_started_by_its_report(books, report, detail):
    books.run(act_on_task, kind="received", of_unit=True, key="LL25-2", on=date(2026, 1, 8), today=TODAY, by="顾明舟")

    report()
    assert detail().row.status_on == date(2026, 1, 8)
    assert detail().obligations[0].received_on == date(2026, 1, 8)


@pytest.mark.parametrize(
    ("over", "error", "says"),
    [
        ({"percent": 140}, progresserrors.PercentRangeError, "140 is no percentage from 0 to 100"),
        ({"percent": -1}, progresserrors.PercentRangeError, "-1"),
        ({"percent": float("nan")}, progresserrors.PercentRangeError, "nan"),
        ({"percent": None}, progresserrors.EmptyReportError, "needs a percentage, a figure or a text"),
        ({"on": date(2026, 10, 1)}, FutureDateError, "2026-10-01"),
        ({"on": date(2024, 12, 31)}, BeforeTaskError, "2025-01-01"),
        ({"key": "LL25-9"}, TaskNotFoundError, "LL25-9"),
        ({"unit": "市财政局"}, NoPartError, "市科技局"),
        ({"figures": (Figure(3, "科技企业"),), "key": "LL25-1"}, progresserrors.UnknownIndicatorError, "科技型企业?"),
        (
            {"figures": (Figure(3, "里程"),), "key": "LL25-1"},
            progresserrors.UnknownIndicatorError,
            "it has: 科技型企业",
        ),
        ({"figures": (Figure(3, "里程"),)}, progresserrors.UnknownIndicatorError, "no indicators"),
        ({"figures": (Figure(float("inf")),), "key": "LL25-1"}, progresserrors.FigureError, "inf"),
        ({"occurrence": date(2026, 5, 1), "key": "LL25-1"}, progresserrors.OccurrenceNotFoundError, "2026-06-30"),
        ({"occurrence": date(2026, 5, 1)}, progresserrors.OccurrenceNotFoundError, "no recurring duty"),
    ],
)
def test_what_can_t_be_is_refused_by_name(books, report, over, error, says):
    before = books.rows("SELECT count(*) FROM journal")

    with pytest.raises(error, match=says.replace("?", r"\?")):
        report(**over)

    assert books.rows("SELECT count(*) FROM journal") == before


def test_a_closed_or_suspended_task_takes_no_report_of_that_day(books, report):
    books.run(act_on_task, kind="suspended", key="LL25-2", on=date(2026, 2, 1), today=TODAY, note="项目调整")
    with pytest.raises(ActNotAllowedError, match="suspended since 2026-02-01"):
        report()
    assert report(10, date(2026, 1, 20)).on == date(2026, 1, 20)


def test_the_day_of_the_act_itself_goes_by_the_status_it_gives(books, report):
    books.run(act_on_task, kind="suspended", key="LL25-2", on=MARCH, today=TODAY, note="项目调整")
    with pytest.raises(ActNotAllowedError, match="suspended since 2026-03-10"):
        report()


def test_one_bad_report_among_many_stops_them_all(books):
    good = [NewReport("LL25-2", date(2026, 1, day), percent=day) for day in range(1, 20)]

    with pytest.raises(progresserrors.PercentRangeError):
        books.run(report_all, reports=[*good, NewReport("LL25-2", MARCH, percent=101)], today=TODAY)

    assert books.rows("SELECT count(*) FROM progress_report") == [(0,)]
    assert len(books.run(report_all, reports=good, today=TODAY)) == 19


class TestFigures:
    def test_a_figure_gives_the_share_of_its_target(self, report, detail):
        made = report(None, key="LL25-1", figures=(Figure(30, "企业"),))
        found = detail("LL25-1")

        assert made.measured == (("科技型企业", 30.0),)
        assert (found.row.progress, found.indicators[0].actual, found.indicators[0].share) == (30, 30, 30)
        assert found.measurements[0].by_unit == "市科技局"
        assert found.reports[0].measurements == found.measurements

    def test_it_is_named_by_its_target_too(self, report):
        assert report(None, key="LL25-1", figures=(Figure(30, target=100, unit="家"),)).measured == (
            ("科技型企业", 30.0),
        )
        with pytest.raises(progresserrors.UnknownIndicatorError, match="90家"):
            report(None, key="LL25-1", figures=(Figure(30, target=90, unit="家"),))

    @pytest.mark.parametrize(
        ("on", "due"), [(date(2025, 12, 31), 2025), (date(2026, 1, 1), 2026), (date(2027, 1, 1), 2026)]
    )
    def test_a_figure_is_of_the_stage_whose_day_has_not_passed(self, on, due):
        stages = [
            Indicator(
                name="企业", unit="家", op=">=", value=10.0 * year, due=date(year, 12, 31), position=year, text=""
            )
            for year in (2025, 2026)
        ]

        assert indicator_of("LL25-1", stages, Figure(5, "企业"), on).row.due == date(due, 12, 31)

    def test_it_counts_before_a_percentage(self, report, detail):
        report(80, key="LL25-1", figures=(Figure(30),))

        assert detail("LL25-1").row.progress == 30


class TestDuties:
    """LL25-1 has a duty every half year: 2025-06-30, 2025-12-31, 2026-06-30, 2026-12-31."""

    def test_a_report_meets_the_occurrence_whose_window_holds_its_day(self, report, detail):
        assert report(10, date(2025, 4, 1), key="LL25-1").met == date(2025, 6, 30)
        assert report(20, date(2025, 5, 1), key="LL25-1").met is None
        assert report(30, date(2025, 7, 1), key="LL25-1").met == date(2025, 12, 31)

        found = detail("LL25-1", date(2026, 1, 1))
        assert [one.met_on for one in found.occurrences[:3]] == [date(2025, 4, 1), date(2025, 7, 1), None]
        assert found.duties[0].next_due == date(2026, 6, 30)

    def test_its_window_holds_the_day_itself_and_begins_the_day_after_the_one_before(self, report, detail):
        made = report(10, date(2025, 6, 30), key="LL25-1")
        assert (made.met, made.made_up) == (date(2025, 6, 30), False)
        assert not detail("LL25-1").occurrences[0].made_up
        assert report(20, date(2025, 7, 1), key="LL25-1").met == date(2025, 12, 31)

    def test_one_that_is_made_up_is_never_on_time(self, report, detail):
        made = report(10, date(2025, 8, 1), key="LL25-1", occurrence=date(2025, 6, 30))
        found = detail("LL25-1")

        assert (made.met, made.made_up) == (date(2025, 6, 30), True)
        assert [one.made_up for one in found.occurrences[:2]] == [True, False]
        assert (found.duties[0].met, found.duties[0].made_up) == (1, 1)

    def test_until_then_it_is_missed(self, report, detail):
        assert "duty-missed" not in detail("LL25-1", date(2025, 6, 30)).row.flags
        assert "duty-missed" in detail("LL25-1", date(2025, 7, 1)).row.flags
        report(10, date(2025, 8, 1), key="LL25-1", occurrence=date(2025, 6, 30))

        assert "duty-missed" in detail("LL25-1", date(2025, 7, 31)).row.flags
        assert "duty-missed" not in detail("LL25-1", date(2025, 8, 1)).row.flags

    def test_one_met_on_its_day_is_not_made_up(self, books):
        met = books.run(meet_duty, key="LL25-1", on=date(2025, 6, 30), today=TODAY)
        late = books.run(meet_duty, key="LL25-1", on=date(2026, 1, 1), due=date(2025, 12, 31), today=TODAY)

        assert (met.due, met.made_up) == (date(2025, 6, 30), False)
        assert (late.due, late.made_up) == (date(2025, 12, 31), True)

    def test_it_is_met_once(self, books, report):
        books.run(meet_duty, key="LL25-1", on=date(2025, 5, 1), today=TODAY)
        with pytest.raises(progresserrors.OccurrenceMetError, match="2025-06-30 was met on 2025-05-01"):
            report(10, date(2025, 5, 2), key="LL25-1", occurrence=date(2025, 6, 30))
        with pytest.raises(progresserrors.OccurrenceMetError, match="2025-06-30 was met on 2025-05-01"):
            books.run(meet_duty, key="LL25-1", on=date(2025, 5, 3), today=TODAY)


class TestMembers:
    """A third county joins the collective in 2026."""

    @pytest.fixture
    def counties(self, books, imported):
        def enter(session):
            units = [Unit(name=name, jurisdiction="临澜市") for name in ("甲县", "乙县", "丙县")]
            session.add_all(units)
            session.flush()
            ((collective,),) = books.rows("SELECT id FROM unit WHERE name LIKE '各县%'")
            for unit, start in zip(units, (None, None, date(2026, 1, 1)), strict=True):
                session.add(UnitMember(collective_id=collective, unit_id=unit.id, valid_from=start))

        books.run(enter)

    @pytest.mark.usefixtures("counties")
    def test_each_reports_for_itself(self, report, detail):
        report(100, date(2025, 6, 1), key="LL25-1", unit="甲县")
        report(50, date(2025, 6, 2), key="LL25-1", unit="乙县")

        before = next(one for one in detail("LL25-1", date(2025, 12, 1)).obligations if one.members)
        after = next(one for one in detail("LL25-1", date(2026, 2, 1)).obligations if one.members)

        assert (before.progress, before.members_done, len(before.members)) == (75, 1, 2)
        assert (after.progress, after.members_done, [one.unit for one in after.members]) == (
            75,
            1,
            ["甲县", "乙县", "丙县"],
        )


def test_reports_can_be_undone_and_the_journal_fits(books, report, detail):
    report(40, key="LL25-1", figures=(Figure(30),))
    books.run(close_task, key="LL25-2", on=date(2026, 5, 1), today=TODAY, note="完成")
    books.run(act_on_task, kind="reopened", key="LL25-2", on=date(2026, 6, 1), today=TODAY)
    for _ in range(3):
        undo(books.ledger, actor="tester")

    assert detail("LL25-1").reports == ()
    assert detail("LL25-1").row.progress is None
    with open_reader(books.ledger.path) as reader:
        assert verify_ledger(reader).ok
    reader.close()
