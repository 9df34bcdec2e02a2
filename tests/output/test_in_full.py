"""One task, plan or unit in full: as fields to read, as a record, as a report."""

from __future__ import annotations

from datetime import date

import pytest

from dutytrack.domain.plan.model import Span
from dutytrack.output.fields import plain_record
from dutytrack.output.plan import plan_in_full
from dutytrack.output.source import source_page
from dutytrack.output.supervision import pace
from dutytrack.output.table import Screen
from dutytrack.output.task import task_in_full
from dutytrack.output.unit import unit_in_full
from dutytrack.reports.units import UnitPage
from dutytrack.store.reading.detail import ActionRow, DeadlineRow, DutyRow, IndicatorRow, SourceLines, TaskDetail
from dutytrack.store.reading.obligations import MemberRow, Obligation
from dutytrack.store.reading.plans import PlanRow
from dutytrack.store.reading.supervision import (
    ConfidenceRow,
    EvidenceRow,
    ExemptRow,
    MeasurementRow,
    OccurrenceRow,
    ReplyRow,
    ReportRow,
    TaskExtension,
    TaskOrder,
    TaskReminder,
    VerificationRow,
)
from dutytrack.store.reading.tasks import TaskRow
from dutytrack.store.reading.unitdetail import MemberRow as UnitMemberRow
from dutytrack.store.reading.unitdetail import NameRow, SuccessionRow, UnitDetail
from dutytrack.store.reading.units import UnitRow

DAY, EARLIER, LATER = date(2026, 6, 30), date(2026, 5, 31), date(2026, 9, 30)
PROOF = (EvidenceRow(1, "现场.jpg", "kept", linked=False, sha256="0" * 64, size=9, media_type="image/jpeg"),)


@pytest.fixture
def task() -> TaskRow:
    return TaskRow(
        *("HY-1", "建设海洋创新中心", "HY", 1, "一.1", ("市科技局",), (), ("市财政局",), "red", "active", EARLIER),
        *(None, EARLIER, "set", 30, ("overdue",), 40.0, False, 12.0),
    )


@pytest.fixture
def detail(task: TaskRow) -> TaskDetail:
    members = (
        MemberRow("甲县政府", None, None, verified=False, done=False),
        MemberRow("乙县政府", 80, DAY, True, True),
    )
    return TaskDetail(
        task, "海洋方案", "临海市", ("重点任务",), None, "建设海洋创新中心，年底前完成投资3亿元。", (),
        "市科技局牵头", None, "plan", None,
        deadlines=(DeadlineRow(1, 1, EARLIER, LATER, DAY, "day", "年底前", "extended"),),
        duties=(DutyRow("monthly", 3, "每季度", LATER, 4, 1, 0, LATER),),
        indicators=(
            IndicatorRow("投资", ">=", 3, None, "亿元", LATER, None, "投资3亿元", "level", None, 1, DAY, 33.3,
                         a_month=0.662),
        ),
        history=(ActionRow("received", EARLIER, "市科技局", "已签收", None, DAY, plan=False),
                 ActionRow("concluded", EARLIER, None, None, None, None, plan=True),
                 ActionRow("reopened", DAY, None, None, None, None, plan=True)),
        problems=({"code": "left-out", "line": 3, "field": "text", "facts": {"name": "x", "why": "y"}}, {"code": "?"}),
        source_lines=SourceLines("海洋.txt", 9, ("1.建设海洋创新中心。", "年底前完成。"), "f" * 64),
        cadence="每月", report_by=LATER,
        obligations=(
            Obligation("市海洋局", "lead", True, "市科技局", EARLIER, None, DAY, 1, 40, DAY, True, -3, members),
            *(Obligation(unit, "participating", False, unit, None, None, None, 0, None, None, False, None, ())
              for unit in ("市财政局", "市审计局")),
        ),
        reports=(
            ReportRow(1, "市海洋局", DAY, 40, "已开工", "缺资金", "招标", None, None, True, False, False,
                      (MeasurementRow(1, "投资", 1, "亿元", DAY, None, None, 1),), PROOF, EARLIER),
        ),
        verifications=(VerificationRow(1, DAY, "市海洋局", "accepted", "site", "属实", "张三", PROOF),),
        orders=(
            TaskOrder(1, "督〔2026〕1号", "市海洋局", "default", "yellow", 1, "逾期", EARLIER, DAY, None, None,
                      (ReplyRow(1, DAY, "马上办", "李四", ()),)),
            TaskOrder(2, "督〔2026〕2号", "市海洋局", "default", "red", 2, "逾期", DAY, LATER, None, None, ()),
        ),
        reminders=(TaskReminder(1, "2026-06", DAY, "市海洋局", "late", ""),),
        extensions=(
            TaskExtension(1, EARLIER, "市海洋局", EARLIER, LATER, "水", "", True, DAY, "granted", LATER, "王五", None),
            TaskExtension(2, EARLIER, None, EARLIER, LATER, "汛期", "", False, DAY, "refused", None, "王五", "不同意"),
            TaskExtension(3, EARLIER, None, EARLIER, LATER, "汛期", "", False, None, None, None, None, None),
        ),
        confidence=(ConfidenceRow("lead", DAY, 8, None), ConfidenceRow("office", DAY, 3, None)),
        occurrences=(OccurrenceRow(1, EARLIER, DAY, "每季度"),),
        exempt_months=(ExemptRow(date(2026, 2, 1), "春节"),),
    )  # fmt: skip


def test_a_task_says_all_that_is_known_of_its_supervision(detail):
    page = task_in_full(detail, DAY).page(Screen(400, colour=False))
    for said in (
        "市海洋局: 1/2 done; no report from 甲县政府",
        "市海洋局  (for 市科技局)  40%  verified  3 points ahead  last report 2026-06-30  signed for on 2026-05-31",
        "no report from 市财政局、市审计局",
        "每月  report by 2026-09-30",
        "2026-05-31: made up on 2026-06-30",
        "40%  投资 1亿元  verified  late, due 2026-05-31  已开工  problem: 缺资金  next: 招标  proof: 现场.jpg",
        "granted to 2026-09-30 by 王五",
        "refused by 王五  不同意",
        "not decided yet",
        "answered on 2026-06-30  马上办  李四",
        "no answer yet",
        "2026-02  春节",
        "2026-09-30 “年底前” first 2026-05-31 met on 2026-06-30",
        "每季度 (every 3 months, next 2026-09-30, 1 of 4 met)",
        "投资 at least 3亿元 by 2026-09-30 · 1亿元 on 2026-06-30, 33.3%, 0.662亿元 a month from now on",
        "海洋.txt, lines 9 to 10",
    ):
        assert said in page


def test_a_task_keeps_stable_names_whatever_its_labels_are(detail):
    record = task_in_full(detail, DAY).record
    assert record["key"] == "HY-1"
    assert record["orders"][0]["replies"][0]["text"] == "马上办"
    assert record["source_lines"]["lines"] == ["1.建设海洋创新中心。", "年底前完成。"]
    fields = [row["field"] for row in task_in_full(detail, DAY).report.records()]
    assert {"key", "duties_made_up", "by_unit", "exempt", "source_lines"} <= set(fields)


def test_a_task_of_which_little_is_known_says_little(task):
    bare = TaskDetail(
        task._replace(progress=None, due=None, status_on=None), None, None, (), None, "", (), None, None, "other",
        None, (), (), (), (), (), None,
    )  # fmt: skip
    page = task_in_full(bare, DAY).page(Screen(60, colour=True))
    assert "建设海洋创新中心" in page
    assert "\x1b[2m" in page
    assert source_page(bare, None) == "HY-1 comes from no document\n"


def test_what_was_read_is_marked_in_its_source(detail):
    assert "9  1.«建设海洋创新中心»。" in source_page(detail, None)
    assert "\x1b[33m年底前\x1b[0m完成。" in source_page(detail, Screen(80, colour=True))
    assert "what was read" not in source_page(detail, Screen(80, colour=True))


def test_what_looks_like_what_was_read_is_not_marked(detail):
    line = "市科技局在年底前完成，市科技局年底前报送。"
    spans = {"unit": (Span(9, 0, 4),), "date": (Span(9, 15, 18),), "title": (Span(9, 11, 20),)}
    known = detail._replace(source_lines=SourceLines("海洋.txt", 9, (line,), "f" * 64, spans))

    assert "9  «市科技局»在年底前完成，«市科技局«年底前»报送»。" in source_page(known, None)
    coloured = source_page(known, Screen(80, colour=True))
    assert (
        "9  \x1b[36m市科技局\x1b[0m在年底前完成，\x1b[1m市科技局\x1b[0m\x1b[33m年底前\x1b[0m\x1b[1m报送\x1b[0m。"
        in coloured
    )


@pytest.mark.parametrize(
    ("behind", "said"), [(34.62, "34.6 points behind"), (-1.0, "1 points ahead"), (0.04, "on schedule")]
)
def test_pace_is_said_as_the_reasons_say_it(behind, said):
    assert pace(behind) == said


def test_a_plan_says_what_it_has():
    plan = PlanRow(
        **dict.fromkeys(PlanRow._fields, None) | {"code": "HY", "title": "海洋方案", "tasks": 3, "end": LATER}
    )
    full = plan_in_full(plan, (), DAY)
    assert full.record["end"] == LATER
    assert full.page(None).splitlines()[1].endswith("海洋方案")
    assert "issuer" not in {row["field"] for row in full.report.records()}


def test_a_unit_says_its_names_and_times():
    unit = UnitDetail(
        1, "市海洋局", "临海市", "unit", None, True, (NameRow("海洋与渔业局", "former", None, DAY),),
        (), (UnitMemberRow("各部门", EARLIER, None),), (SuccessionRow("市资源局", LATER),), (),
    )  # fmt: skip
    tasks = UnitRow(**dict.fromkeys(UnitRow._fields, 0))
    known = {"full": "临海市海洋局", "since": None, "until": "2026-09-30", "successors": ("市资源局",), "note": None}
    full = unit_in_full(UnitPage(unit, tasks, known), DAY)
    page = full.page(None)
    assert "海洋与渔业局 (former name) ..2026-06-30" in page
    assert "各部门 2026-05-31.." in page
    assert "市资源局 from 2026-09-30 on" in page
    assert "临海市海洋局, until 2026-09-30, then 市资源局" in page
    assert "id" not in full.record
    assert full.record["names"] == [plain_record(unit.names[0])]
