"""Deadlines: a sentence in, dates and printed texts out."""

from __future__ import annotations

import time
from datetime import date

import pytest

from dutytrack.domain.plan.model import Period
from dutytrack.plantext.plan.reader import read_plans
from dutytrack.plantext.text.passage import Passage, Piece
from dutytrack.plantext.times.parts import TimeContext, read_deadlines

FIVE_YEARS = TimeContext(Period(date(2021, 1, 1), date(2025, 12, 31)), date(2021, 3, 10))
ONE_YEAR = TimeContext(Period(date(2026, 1, 1), date(2026, 12, 31)), date(2026, 2, 20))
UNDATED = TimeContext()


def read(text: str, context: TimeContext) -> list[str]:
    """``到2023年=2023-12-31`` for each deadline."""
    deadlines, _ = read_deadlines(Passage([Piece(1, 0, text)]), context)
    return [f"{deadline.text}={deadline.date}" for deadline in deadlines]


FIVE_YEAR_ROWS = [
    ("到2023年,基本建成覆盖城乡的服务网络。", ["到2023年=2023-12-31"]),
    ("至2024年底全面完成改造。", ["至2024年底=2024-12-31"]),
    ("力争到2025年末建成国家级园区。", ["到2025年末=2025-12-31"]),
    ("2022年底前完成确权登记,2023年6月底前完成验收。", ["2022年底前=2022-12-31", "2023年6月底前=2023-06-30"]),
    ("2022年年底前,全部投入运行。", ["2022年年底前=2022-12-31"]),
    ("于2022年9月30日前报送方案。", ["于2022年9月30日前=2022-09-30"]),
    ("二〇二五年底前建成开放。", ["二〇二五年底前=2025-12-31"]),
    ("2022年启动建设,2024年建成投用。", ["2022年=2022-12-31", "2024年=2024-12-31"]),
    ("2025年上半年完成主体工程。", ["2025年上半年=2025-06-30"]),
    ("2023年初启动建设,2024年年中完成主体。", ["2023年初=2023-03-31", "2024年年中=2024-06-30"]),
    ("2024年第三季度末出台实施细则。", ["2024年第三季度末=2024-09-30"]),
    ("2023年一季度前完成摸底。", ["2023年一季度前=2023-03-31"]),
    ("2023年3月前完成编制,5月底前印发实施。", ["2023年3月前=2023-03-31", "5月底前=2023-05-31"]),
    ("2022年2月底前完成清查。", ["2022年2月底前=2022-02-28"]),
    ("2022年10月上旬前组织验收。", ["2022年10月上旬前=2022-10-10"]),
    ("“十四五”期间,新建变电站10座。", ["“十四五”期间=2025-12-31"]),
    ("到“十四五”末,全面建成。", ["到“十四五”末=2025-12-31"]),
    ("十四五期末实现翻番。", ["十四五期末=2025-12-31"]),
    ("2021-2023年,实施三轮改造。", ["2021-2023年=2023-12-31"]),
    ("2022年4月至10月,开展专项整治。", ["2022年4月至10月=2022-10-31"]),
    ("五年内全面建成。", []),
    ("力争用3年时间完成整治。", ["力争用3年时间=2023-12-31"]),
    ("三年内实现全覆盖。", ["三年内=2023-12-31"]),
    ("今年新建公园5个,明年底前再建3个。", ["今年=2021-12-31", "明年底前=2022-12-31"]),
    ("22年9月底前完成招标,23年6月15日前开工。", ["22年9月底前=2022-09-30", "23年6月15日前=2023-06-15"]),
    ("完成时限:2022年6月", ["2022年6月=2022-06-30"]),
    ("(完成时限:2022.6.30)", ["2022.6.30=2022-06-30"]),
    ("完成时限:2022.六", ["2022.六=2022-06-30"]),
    ("完成时间 2023年底", ["2023年底=2023-12-31"]),
    ("完成时限:202206", ["202206=2022-06-30"]),
    ("完成日期:20221231", ["20221231=2022-12-31"]),
    ("完成时限:2023", ["2023=2023-12-31"]),
    ("完成时限:44926", ["44926=2022-12-31"]),
    ("完成时限:202213", []),
    ("总投资:202206", []),
    (
        "2022年达到10家;2023年达到20家;到2025年达到50家,2025年底前验收。",
        ["2022年=2022-12-31", "2023年=2023-12-31", "到2025年=2025-12-31"],
    ),
    ("到201X年建成,到20XX年全面推广。", ["到201X年=None"]),
    ("争取年内开工。", ["年内=None"]),
    ("2023年", ["2023年=2023-12-31"]),
    ("建设新校区(2023年)", ["2023年=2023-12-31"]),
    ("2022年度完成改造任务。", ["2022年度=2022-12-31"]),
    ("从2023年到2025年,每年安排资金。", ["2023年到2025年=2025-12-31"]),
    ("通过三年的努力,建成示范区。", ["通过三年的努力=2023-12-31"]),
    ("在“十四五”期内完成。", ["“十四五”期内=2025-12-31"]),
    ("2022年春节前完成清欠。", ["2022年春节前=2022-01-20"]),
    ("2022年6月—12月,组织实施;2023年1—6月,总结验收。", ["2022年6月—12月=2022-12-31", "2023年1—6月=2023-06-30"]),
    ("不晚于2023年6月底报送。", ["于2023年6月底=2023-06-30"]),
    ("工程建设期至2024年底,2023年底前建成的目标不变。", ["至2024年底=2024-12-31", "2023年底前=2023-12-31"]),
    # no deadlines
    ("原政策实施至2022年6月30日,新政策实施期限为2022年7月1日至2023年6月30日。", []),
    ("优惠政策延续至2023年底,补贴延长到2024年底,合同期至2025年12月31日。", []),
    ("贷款贴息期限为2022年1月1日至2022年12月31日。", []),
    ("继续按不高于2022年标准征收,不低于2021年,参照2022年口径。", []),
    ("化解2022年以前形成的债务,改造2023年底前建成的小区。", []),
    ("对2022年6月30日前入库的企业给予奖励,推进2022年度开工的30个项目。", []),
    ("“十三五”以来,全市累计实施项目120项。", []),
    ("“十四五”时期是转型升级的关键时期。", []),
    ("截至2020年底,全市已有企业120家。", []),
    ("贯彻2022年2月28日市委常委会会议精神。", []),
    ("自2022年1月1日起执行,实施期至2024年12月31日。", []),
    ("每年3月底前制定计划,12月底前考核。", []),
    ("长期坚持,持续推进。", []),
    ("比2020年提高5个百分点,较2015年翻一番。", []),
    ("在2020年的基础上增长10%。", []),
    ("以2020年为基数逐年递增。", []),
    ("与2019年相比下降3%。", []),
    ("自2022年1月1日起施行,有效期至2025年12月31日。", []),
    ("从2022年起,实行新的考核办法。", []),
    ("2019年以来,全市累计建成示范村30个。", []),
    ("2020年全市完成投资100亿元。", []),
    ("按照《发展纲要(2021-2025年)》和《2022年工作要点》要求落实。", []),
    ("落实三年行动方案(2021-2023年)要求。", []),
    ("每年6月底前公布名录,每月10日前报送进度。", []),
    ("连续三年内无违法记录,5年内不得重复申报。", []),
    ("纳入“十四五”规划和2035年远景目标纲要。", []),
    ("推广2022年版标准合同文本。", []),
]


@pytest.mark.parametrize(("text", "expected"), FIVE_YEAR_ROWS)
def test_deadlines_of_a_plan_of_several_years(text: str, expected: list[str]) -> None:
    assert expected == read(text, FIVE_YEARS)


ONE_YEAR_ROWS = [
    ("6月底前完成招标,9月底前开工。", ["6月底前=2026-06-30", "9月底前=2026-09-30"]),
    ("6月30日前完成自查。", ["6月30日前=2026-06-30"]),
    ("年底前全部完工。", ["年底前=2026-12-31"]),
    ("年内建成投用。", ["年内=2026-12-31"]),
    ("全年新建公园80个。", ["全年=2026-12-31"]),
    ("每月组织专场招聘,力争全年举办招聘会30场。", ["全年=2026-12-31"]),
    ("空气质量全年优良天数占全年天数85%以上。", []),
    ("全年每月开展1次巡查;做好全年工作。", []),
    ("今年新开工10个项目。", ["今年=2026-12-31"]),
    ("上半年完成规划编制,下半年组织实施。", ["上半年=2026-06-30", "下半年=2026-12-31"]),
    ("一季度末前完成任务分解。", ["一季度末前=2026-03-31"]),
    ("1-6月完成前期手续。", ["1-6月=2026-06-30"]),
    ("完成时限:11月", ["11月=2026-11-30"]),
    ("时限:长期", []),
]


@pytest.mark.parametrize(("text", "expected"), ONE_YEAR_ROWS)
def test_times_without_a_year_take_the_plans_only_year(text: str, expected: list[str]) -> None:
    assert expected == read(text, ONE_YEAR)


def test_no_date_stands_twice() -> None:
    assert read("到2025年,建成园区;2025年底前,完成验收。", FIVE_YEARS) == ["到2025年=2025-12-31"]


@pytest.mark.parametrize(
    ("text", "precision"),
    [("到2023年", "year"), ("2023年6月底前", "month"), ("2023年6月30日前", "day"), ("2023年上半年完成", "month")],
)
def test_precision_is_what_is_printed(text: str, precision: str) -> None:
    deadlines, _ = read_deadlines(Passage([Piece(1, 0, text)]), FIVE_YEARS)

    assert [precision] == [deadline.precision for deadline in deadlines]


@pytest.mark.parametrize(
    ("text", "code"),
    [("到20XX年建成", "redacted-year"), ("年底前完成", "date-without-year"), ("6月底前完成", "date-without-year")],
)
def test_a_date_that_cannot_be_told_is_a_problem(text: str, code: str) -> None:
    deadlines, problems = read_deadlines(Passage([Piece(7, 0, text)]), UNDATED)

    assert [deadline.date for deadline in deadlines] == [None]
    assert [(code, 7, "deadline")] == [(problem.code, problem.line, problem.field) for problem in problems]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("10月31日前完成改造。", "2026-10-31"),
        ("9月底前完成修订。", "2026-09-30"),
        ("3月底前完成验收。", "2027-03-31"),
        ("2026年12月底前完工,3月底前验收。", "2027-03-31"),
        ("11月完成招标。", "2026-11-30"),
    ],
)
def test_a_month_of_a_plan_over_a_winter_is_the_next_after_its_issue(text: str, day: str) -> None:
    winter = TimeContext(Period(date(2026, 1, 1), date(2027, 12, 31)), date(2026, 9, 15))
    deadlines, problems = read_deadlines(Passage([Piece(7, 0, text)]), winter)

    assert str(deadlines[-1].date) == day
    assert {problem.code for problem in problems} == {"year-taken"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026年汛期前完成清淤。", "2026-05-31"),
        ("2026年主汛期来临前建成。", "2026-06-30"),
        ("今年春节前兑付到位。", "2026-01-20"),
        ("供暖季前完成管网改造。", "2026-10-31"),
        ("2026年汛期后完成修复。", "2026-09-30"),
        ("2026年中秋节前完成。", "2026-09-06"),
    ],
)
def test_a_season_is_a_date_with_a_doubt(text: str, day: str) -> None:
    deadlines, problems = read_deadlines(Passage([Piece(7, 0, text)]), ONE_YEAR)

    assert [str(deadline.date) for deadline in deadlines] == [day]
    assert [(problem.code, problem.line, problem.field) for problem in problems] == [("season-as-date", 7, "deadline")]


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("前两年推广新能源车。", ["前两年"]),
        ("用两年时间建成,再用一年时间推广。", ["再用一年时间"]),
        ("第一年完成规划,三年累计培育企业。", ["第一年", "三年累计"]),
        ("半年内完成整改,3个月内提出方案。", ["半年内", "3个月内"]),
        ("请于本月底前报送。", ["本月底前"]),
        ("学前三年毛入园率提高,每月底前报送,6月底前完成。", []),
        ("次年3月底前验收,对次年的工作作出安排。", []),
    ],
)
def test_words_that_tell_no_day_are_a_problem(text: str, unread: list[str]) -> None:
    _, problems = read_deadlines(Passage([Piece(7, 0, text)]), ONE_YEAR)

    assert [(problem.code, problem.facts["text"]) for problem in problems] == [("time-unread", one) for one in unread]


def test_the_middle_of_a_year_is_no_doubt() -> None:
    deadlines, problems = read_deadlines(Passage([Piece(7, 0, "2026年年中前完成。")]), ONE_YEAR)

    assert ([str(deadline.date) for deadline in deadlines], problems) == (["2026-06-30"], ())


def test_a_deadline_knows_where_it_is_printed() -> None:
    deadlines, _ = read_deadlines(Passage([Piece(3, 2, "力争到2023年建成。")]), FIVE_YEARS)

    assert deadlines[0].span is not None
    assert (deadlines[0].span.line, deadlines[0].span.start, deadlines[0].span.end) == (3, 4, 10)


@pytest.mark.parametrize("junk", ["1", "(", "、", "年", "《", "每年"])
@pytest.mark.timed
def test_reading_time_grows_with_length_only(junk: str) -> None:
    passage = Passage([Piece(1, 0, junk * (200_000 // len(junk)))])
    started = time.process_time()

    read_deadlines(passage, FIVE_YEARS)

    assert time.process_time() - started < 2


@pytest.mark.parametrize("years", ["九千", "千千"])
def test_a_span_of_years_beyond_the_calendar_is_no_deadline(years):
    assert read(f"力争用{years}年时间建成强市。", FIVE_YEARS) == []


def test_a_span_of_years_counts_from_the_issue_where_the_plan_states_no_period():
    assert read("三年内建成园区。", TimeContext(issued=date(2026, 3, 1))) == ["三年内=2028-12-31"]
    assert read("三年内建成园区。", TimeContext(issued=date(2026, 9, 1))) == ["三年内=2029-12-31"]


def test_a_month_without_any_year_is_no_deadline():
    assert read("6月开展检查。", UNDATED) == []


def test_blanks_round_the_figures_of_a_date_are_passed_over():
    (plan,) = read_plans(
        "临澜市海港整治方案（2026—2028年）\n一、任务\n"
        "1.整修码头,2027 年 6 月底前投用,到 2028 年 建成泊位 5 个。(牵头单位:市港航局)\n"
        "2.清理航道。(牵头单位:市交通局)\n",
        "port.txt",
    )
    task = plan.tasks[0]
    assert [(one.date, one.text) for one in task.deadlines] == [
        (date(2027, 6, 30), "2027 年 6 月底前"), (date(2028, 12, 31), "到 2028 年"),
    ]  # fmt: skip
    assert [one.due for one in task.indicators] == [date(2028, 12, 31)]
