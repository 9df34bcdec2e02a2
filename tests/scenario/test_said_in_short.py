"""What commands say of what they did or would do, and what stands in lists: each thing by its own word."""

from __future__ import annotations

PLAN = """关于推进某事的方案（20××年）

一、重点任务
1.建成科技创业园。20××年12月底前完成。
牵头单位：市科技局
"""


def zh(office, *args):
    """What a command says in Chinese."""
    return office.do(*args, "--lang", "zh")


def test_a_rehearsal_wrote_nothing_and_a_plan_without_a_time_says_so(office, tmp_path):
    office.day("2026-07-15")
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    said = zh(office, "import", tmp_path / "plan.txt", "--code", "PP", "--dry-run")
    assert "PP 将写入：任务 1 项" in said
    assert "已写入" not in said
    assert "起止时间不详" in said
    assert "?" not in said


def test_a_unit_has_one_full_name(demo):
    said = zh(demo, "units", "show", "市科技局")
    assert "市科技局（简称）" in said
    assert said.count("（全称）") == 1
    assert "市科学技术局（全称）" in said


def test_a_date_set_when_a_task_is_taken_up_again_is_no_extension(demo):
    demo.do("reopen", "LL24-17", "--reason", "复发", "--due", "2026-12-31")
    said = zh(demo, "show", "LL24-17")
    assert "重新确定时限（2024-06-30） 至 2026-12-31" in said
    assert "延期（" not in said
    assert [one["kind"] for one in demo.asked("show", "LL24-17")["history"]][-1] == "set-anew"


def test_why_says_what_a_closed_task_was_closed_without(demo):
    demo.do("close", "LL26-8", "--waive", "资金已落实")
    said = zh(demo, "why", "LL26-8")
    assert "豁免办结：" in said
    assert "理由：资金已落实" in said
    assert "亮 结" not in said
    assert "豁免" not in zh(demo, "why", "LL24-17")


def test_reports_are_asked_for_from_the_issue_of_a_plan_on(real):
    said = zh(real, "cadence", "set", "--plan", "CZ15", "每月5日前", "--from", "2015-01-10")
    assert "最早 2016-04-05" in said
    assert "时限内已无反馈日" in zh(real, "cadence", "set", "--plan", "CZ15", "每月5日前", "--from", "2018-07-01")


def test_a_rule_is_shown_by_what_it_says_of_most_tasks(demo):
    rules = {one["rule"]: one["because"] for one in demo.asked("rules", "show", "--lang", "zh")}
    assert rules["due-soon"] == "距时限 {due} 还有 {days_left} 天"
    assert rules["sent-back"] == "所报情况被退回，尚未重新报送"
    assert rules["closed-late"].startswith("{done_on} 完成")
    assert "免考核" not in rules["on-schedule"]


def test_all_dates_met_with_a_figure_unreported_is_to_be_submitted(demo):
    demo.do("done", "LL24-4", "--date", "2026-12-31", "--waive", "据统计快报")
    said = zh(demo, "why", "LL24-4")
    assert "未到时限" not in said
    assert "时限已全部确认完成（最后一个 2026-12-31）" in said


def test_the_title_stands_beside_the_name_in_the_counts(demo):
    (first, *_rest) = demo.do("status", "--format", "csv").splitlines()
    assert first.split(",")[:4] == ["by", "name", "title", "total"]


def test_brackets_between_chinese_are_full_width(demo):
    said = zh(demo, "done", "LL26-8", "--date", "6/30", "--waive", "资金已落实")
    assert "2026-06-30（周二）节点于 2026-07-15 完成" in said


def test_what_goes_back_names_no_unit_that_is_none(demo):
    said = zh(
        demo, "verify", "LL24-16", "--result", "returned", "--how", "site", "--by", "张三", "--text", "未具备入住条件"
    )
    assert "LL24-16（完善人才安居保障）：" in said
    assert "退回单位：" not in said
