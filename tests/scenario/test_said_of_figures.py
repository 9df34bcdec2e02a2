"""What is said of figures agrees with itself: one delay is one, and what is overdue is not called not due yet."""

from __future__ import annotations

import pytest


def shown(office, key):
    """The task in full, without the blanks between its words."""
    return "".join(office.do("show", key, "--lang", "zh").split())


def test_a_delay_that_is_scored_as_late_is_no_missed_figure_too(demo):
    facts = [
        (one["fact"], one["on"])
        for one in demo.asked("appraise", "--period", "2026", "--unit", "市科技局")
        if one["key"] == "LL24-9"
    ]
    assert ("late", "2026-04-14") in facts
    assert "figure-missed" not in [fact for fact, _on in facts]


def test_what_is_overdue_is_not_called_not_due_yet(real):
    real.do("measure", "CZ15B-10", "--value", "增粮@2016=5.5")
    said = real.do("why", "CZ15B-10", "--lang", "zh")
    assert "亮红灯" in said
    assert "未到时限" not in said


def test_a_stage_is_called_by_its_year(real):
    real.day("2018-07-15")
    real.do("measure", "CZ15-4", "--value", "增粮@2016=5.5", "--value", "增粮@2017=11", "--on", "2017-12-20")
    assert "增粮（2016）应达 6亿斤，期末 5.5亿斤，2017-12-20 达 11亿斤，逾期完成" in real.do(
        "why", "CZ15-4", "--lang", "zh"
    )


@pytest.mark.parametrize(
    ("key", "line"),
    [
        ("LL26-8", "2026-06-30前·2026-07-01达91.3%、未按期完成"),
        ("LL25B-19", "2026-03-31前·2026-05-18达6.5亿元、65%、未按期完成"),
        ("LL24-1", "2024-12-31前·2025-01-09达655家、100%"),
        ("LL24-1", "2026-07-06达836家、46.7%（自780家起算）"),
        ("LL24-11", "2026-07-04达6个、50%（自4个起算）"),
    ],
)
def test_the_demo_s_figures(demo, key, line):
    assert line in shown(demo, key)


def test_an_audit_after_the_mark_is_seen(demo):
    said = demo.do("measure", "LL24-16", "--value", "人才公寓=4800", "--source", "市审计局", "--lang", "zh")
    assert "该时限已标记完成" in said
    assert "2025-12-20确认完成，最近一次2026-07-15为4800套" in shown(demo, "LL24-16")


def test_an_extra_report_is_not_late(demo):
    demo.do("progress", "add", "LL25-20", "--percent", "60", "--text", "新建成6个")
    late = {
        key: [
            one["on"]
            for one in demo.asked("show", key)["reports"]
            if one["answers_for"] and one["on"] > one["answers_for"]
        ]
        for key in ("LL24-5", "LL25-20")
    }
    assert late == {"LL24-5": [], "LL25-20": []}
    assert "迟报" not in shown(demo, "LL24-5")


def test_a_limit_that_is_kept_does_not_hide_the_pace(demo):
    before = demo.asked("show", "LL24-20")["behind"]
    assert before == pytest.approx(-7.3, abs=0.1)
    demo.do("measure", "LL24-20", "--value", "专利预审=26")
    task = demo.asked("show", "LL24-20")
    assert task["behind"] == before
    assert task["actual"].endswith("%")
    demo.do("measure", "LL24-20", "--value", "专利预审=40")
    assert demo.asked("show", "LL24-20")["behind"] == 25, "it is not kept: a quarter is wanting"
    demo.do("measure", "LL24-20", "--value", "专利预审=26", "--value", "发明专利拥有量=16")
    assert demo.asked("show", "LL24-20")["behind"] < before


def test_a_percentage_that_figures_prevail_over_is_said_to_be(demo):
    said = demo.do("progress", "add", "LL25-20", "--percent", "60", "--text", "新建成6个", "--lang", "zh")
    assert "按指标计为 40%" in said
    assert demo.asked("show", "LL25-20")["progress"] == 40
    said = demo.do("progress", "add", "LL24-5", "--percent", "99", "--text", "中试车间完成调试", "--lang", "zh")
    assert "按指标计为" not in said, "it has no figures"


def test_a_duty_done_names_the_one_that_is_left(demo):
    demo.day("2026-07-20")
    said = demo.do("progress", "add", "LL26-3", "--text", "通报七月问题办结情况", "--duty-done", "--lang", "zh")
    assert "2026-07-31 的周期性任务已完成" in said
    assert "--duty 2026-06-30" in said
    assert "（2026-07-31）市行政审批局" in shown(demo, "LL26-3").partition("2026-07-20周期性任务完成：")[2]
    assert "--due" not in demo.do("duty", "LL26-3", "--due", "2026-06-30", "--lang", "zh")
    assert shown(demo, "LL26-3").count("2026-07-20周期性任务完成：") == 2
    assert demo.lamp("LL26-3")[0] == "green"


def test_lags_are_told_alike(demo):
    assert "滞后34.6个百分点" in shown(demo, "LL24-6")
    assert "滞后序时进度 34.6 个百分点" in demo.do("why", "LL24-6", "--lang", "zh")


def test_what_passed_is_not_called_next(demo):
    assert "2026-06-30期逾期未办、下次2026-07-31" in shown(demo, "LL26-3")


def test_nothing_more_is_asked_of_a_closed_task(demo):
    assert "须每月完成" in shown(demo, "LL24-10")
    for task in demo.asked("list", "is:closed"):
        said = shown(demo, task["key"])
        assert "须每月完成" not in said, task["key"]
        assert "下次2" not in said, task["key"]
        assert "期逾期未办" not in said, task["key"]


def test_a_stage_that_was_only_marked_as_met_was_not_measured(demo):
    told = shown(demo, "LL24-2")
    assert "2025-12-26确认完成，未报数" in told
    assert "100%、实达" not in told
    assert "已报1/2项指标、另1项已确认完成" in told
    why = demo.do("why", "LL24-2", "--lang", "zh")
    assert "1 项指标已确认完成（未报数），另 1 项已报，未到时限 " in why
    assert "情况不明" not in why


def test_a_waiver_leaves_the_measured_value_what_it_is(demo):
    demo.do("done", "LL26-8", "--date", "2026-06-30", "--waive", "资金已落实")
    told = shown(demo, "LL26-8")
    assert "已报91.3%，2026-07-15豁免确认" in told
    assert "进度已报91.3%，豁免确认" in told
    assert "100%、自报" not in told.partition("各单位")[0]
    assert "应达 100%，已报 91.3%，2026-07-15 豁免确认" in demo.do("why", "LL26-8", "--lang", "zh")
    (figure,) = demo.asked("show", "LL26-8")["indicators"]
    assert (figure["marked_on"], figure["waived"], figure["latest"]) == ("2026-07-15", True, 91.3)


def test_what_was_over_while_its_task_was_not_assessed_was_not_missed(demo):
    for said in (demo.do("why", "LL25-13", "--lang", "zh"), shown(demo, "LL25-13")):
        assert "暂停期间不作评定" in said
        assert "未按期完成" not in said
    demo.do("resume", "LL25-13")
    assert "免考核月份不作评定" in demo.do("why", "LL25-13", "--lang", "zh")
    assert "未按期完成" in demo.do("why", "LL25B-19", "--lang", "zh")


def test_a_percentage_and_a_lag_are_of_a_figure_that_is_named(demo):
    said = demo.do("why", "LL25-19", "--lang", "zh")
    assert "进度 60.5%（贯通滨海绿道）、已报指标数 2/2、应达 76.8%（按时限 2026-12-31 计）、" in said
    assert "、滞后百分点 14.8（新建口袋公园）、" in said
    assert "进度 75.8%（监测覆盖率）、已报指标数 1/1、应达 51.2%（按最后时限 2027-12-31 计）、实达 75.8%、" in demo.do(
        "why", "LL25-17", "--lang", "zh"
    )
    figures = demo.asked("why", "LL25-19")["figures"]
    assert (figures["progress_of"], figures["behind_of"]) == ("贯通滨海绿道", "新建口袋公园")


def test_figures_that_were_not_reported_are_counted(demo):
    for key in ("LL26-16", "LL25-16", "LL25B-3"):
        assert "已报指标数 0/1" in demo.do("why", key, "--lang", "zh")
        assert "已报0/1项指标" in shown(demo, key)


def test_a_unit_that_says_it_is_done_is_said_to_say_so(demo):
    said = shown(demo, "LL25B-14")
    assert "市生态环境局自报完成" in said.partition("各单位")[2]
    assert "100%自报" not in said.partition("各单位")[2].partition("进展反馈")[0]
    assert "100%、自报、已报0/1项指标、另1项已确认完成" in said


def test_the_figure_of_a_year_that_comes_out_in_january_is_in_time_whenever_the_office_marks_its_date(demo):
    assert "逾期完成" not in demo.do("why", "LL24-1", "--lang", "zh")
    assert "2024-12-31“到2024年”2024-12-31达到，2025-01-10豁免确认" in shown(demo, "LL24-1")


def test_a_share_of_a_stage_says_of_which(demo):
    assert "进度46.7%（本阶段目标900家）、自报" in shown(demo, "LL24-1")
    said = demo.do("why", "LL24-1", "--lang", "zh")
    assert "进度 46.7%（高新技术企业、本阶段目标 900家）" in said
    assert "本阶段" not in demo.do("why", "LL25-17", "--lang", "zh")
