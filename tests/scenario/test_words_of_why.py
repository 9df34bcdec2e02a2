"""What ``why`` says is so: nothing is told that is not known, and nothing twice or in another's words."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import date

import pytest

from dutytrack.output.cells import width
from dutytrack.output.reasons import figures_seen, why_in_full
from dutytrack.output.table import Screen
from dutytrack.reports.why import why_report
from dutytrack.store.file.connection import open_reader
from dutytrack.store.query.look import Look
from dutytrack.store.reading.settings import named_rule_pack
from dutytrack.store.reading.why import explain
from dutytrack.store.settings.rulebooks import rulebook_names


def why(demo, key, *more):
    return demo.do("why", key, "--lang", "zh", *more)


def test_a_date_that_was_marked_as_met_has_no_value_of_none(demo):
    assert "中试基地（2025-12-31）应达 4个，2026-01-22 确认完成，未报数" in why(demo, "LL24-11")
    assert "None" not in why(demo, "LL24-11") + why(demo, "LL25-15") + why(demo, "LL25B-6")


def test_no_rule_holds_too_for_a_closed_task(demo):
    assert "2026-07-07 完成，2026-07-10 办结销号" in why(demo, "LL26-18")
    assert "同时符合" not in why(demo, "LL26-18")
    assert "2026-07-15, closed: done on 2026-07-07, closed on 2026-07-10" in demo.do("why", "LL26-18")


def test_a_figure_that_was_marked_as_met_is_counted_beside_those_reported(demo):
    assert "进度 100%、已报指标数 0/1、已确认完成指标数 1" in why(demo, "LL25B-14")


def test_a_yes_is_printed_by_its_name_alone(demo):
    assert re.search("节点逾期完成(、|$)", why(demo, "LL24-11"), re.MULTILINE)
    assert re.search("逾期申请办结(、|$)", why(demo, "LL25B-14"), re.MULTILINE)
    assert demo.asked("why", "LL24-11")["figures"]["late"] == "met-late"


def test_where_all_dates_are_met_that_is_said(demo):
    said = why(demo, "LL25B-16")
    assert "时限已全部确认完成（最后一个 2026-05-31，其中经豁免 1 个），周期性任务尚待完成，下次期限 2026-12-31" in said
    assert "待申请办结" not in said
    assert "无时限，" not in said


def test_a_figure_met_by_a_waiver_is_not_told_as_whole(demo):
    said = why(demo, "LL25B-16")
    assert "智能观测浮标（2026-05-31）应达 30座，已报 22座，2026-05-26 豁免确认" in said
    assert "进度 豁免确认（智能观测浮标）" in said
    assert "100%" not in said


def test_points_counted_by_a_later_date_than_the_next_one_name_it(demo):
    assert "超前百分点 33.5（按最后时限 2027-06-30 计）" in why(demo, "LL25B-4")
    assert "超前百分点 24.6（按最后时限 2027-12-31 计；未设基期值，按 0 起算）" in why(demo, "LL25-17")
    assert "应达 61.3%（按时限 2026-11-15 计）" in why(demo, "LL26-24")
    assert "应达 100%（按时限 2026-05-31 计）" in why(demo, "LL25-11")


def test_a_duty_goes_on_behind_its_brackets(demo):
    assert "每季度公布各县（市、区）指标排名" in why(demo, "LL26-24")


def test_what_waits_for_the_office_is_said(demo):
    said = why(demo, "LL24-5")
    assert "督办单临督〔2026〕8号（蓝单，2026-07-03 发市科技局）：已于 2026-07-09 回复，回复待审核" in said
    assert "2026-07-09 申请延期至 2026-09-30，待审批" in said
    assert "回复待审核" not in why(demo, "LL24-5", "--as-of", "2026-07-08")
    assert "回复待审核" not in why(demo, "LL25-11")


def test_no_next_report_is_said_of_what_is_overdue(demo):
    assert "下次反馈期限" not in why(demo, "LL24-5")


def test_a_figure_is_named_before_what_is_due_of_it(demo):
    assert "集聚航运服务企业：应达 61.4家（76.8%，目标 80家），实达 45家（56.3%）" in why(demo, "LL25B-7")
    assert "、应达 76.8%（按时限 2026-12-31 计）、" in why(demo, "LL25B-7")


def test_days_since_a_report_are_no_days_without_one(demo):
    assert "距上次反馈 9 天" in why(demo, "LL25B-16")
    assert "未反馈天数 70" in why(demo, "LL24-22")


def test_an_order_is_called_by_its_number(demo):
    assert "督办单临督〔2026〕9号应于 2026-07-13 前回复，逾期 2 天未回复" in why(demo, "LL25-11")


def test_a_date_whose_figure_was_reached_waits_to_be_marked(demo):
    assert "绿灯：2024-12-31 节点指标已按期达到，待确认" in why(demo, "LL24-1", "--as-of", "2025-01-09")
    assert "待确认" not in why(demo, "LL24-1", "--as-of", "2025-01-01")


def test_days_of_silence_are_counted_from_the_day_it_was_taken_up_again(demo):
    assert "自 2026-05-06 重新办理起已 70 天未反馈，应于 2026-07-10 前反馈" in why(demo, "LL24-22")
    assert "应反馈期限 2026-07-10" in why(demo, "LL24-22")
    assert "下次反馈期限 2027-01-10" in why(demo, "LL25B-16")


def test_what_is_opened_again_was_not_sent_back(demo):
    said = demo.do("reopen", "LL24-17", "--reason", "复发", "--due", "2026-12-31", "--lang", "zh")
    assert "2026-12-31" in said
    told = why(demo, "LL24-17")
    assert "2026-07-15 重启，尚未重新报送" in told
    assert "时限依据 重启时重新确定" in told
    assert "退回" not in told
    assert "、重启时重新确定" in demo.do("show", "LL24-17", "--lang", "zh")
    assert demo.asked("list", "origin:reopened")[0]["key"] == "LL24-17"


def test_a_month_that_is_exempt_is_no_month_on_schedule(demo):
    demo.do("exempt", "LL25-20", "--month", "2026-07", "--reason", "停工")
    assert "绿灯：本月（2026-07）免考核" in why(demo, "LL25-20")


def test_a_day_that_has_come_is_not_in_0_days(demo):
    assert "今日到期（时限 2025-12-31）" in why(demo, "LL24-11", "--as-of", "2025-12-31")


def test_who_is_ahead_is_not_behind_by_less_than_nothing(demo):
    told = why(demo, demo.asked("list", "behind<-10")[0]["key"])
    assert re.search(r"超前百分点 \d", told)
    assert "滞后百分点" not in told


def test_why_on_paper_is_in_the_words_of_the_page(demo):
    told = why(demo, "LL24-1", "-f", "markdown")
    assert "| 状态 | 在办（自 " in told
    assert not re.search("due_origin|days_late|active|document", told)
    assert "| 亮灯 |" in demo.do("show", "LL24-1", "--lang", "zh", "-f", "markdown")


def test_rules_are_called_by_their_titles(demo):
    assert "所依规则：逾期（规则包：序时督查）" in why(demo, "LL24-5")
    assert "flag:" not in why(demo, "LL24-5")
    assert demo.asked("why", "LL24-5")["decided_by"]["when"] == "flag:overdue -status:submitted"


@pytest.mark.parametrize("name", rulebook_names("rules"))
def test_no_clause_of_any_pack_prints_what_is_not_known(demo, name):
    pack = named_rule_pack(name)
    with closing(open_reader(demo.ledger)) as reader:
        for (key,) in reader.execute("SELECT key FROM task").fetchall():
            for as_of in (date(2026, 7, 15), date(2025, 7, 15)):
                seen = explain(Look(reader, as_of, pack), key)
                for rule in () if seen is None else (seen.decided_by, *seen.also):
                    assert not re.search(r"\?|None|\{", rule.because), (key, rule)


def test_what_was_handed_in_before_its_date_is_never_red_for_waiting(demo):
    demo.do("rules", "use", "three-colour-near")
    assert demo.lamp("LL24-16") == ("yellow", "submitted")
    assert demo.lamp("LL25B-14") == ("red", "red-until-closed")
    assert "红单：较时限 2026-06-30 晚 3 天申请办结，办结前保持红单" in why(demo, "LL25B-14")


def test_a_recurring_duty_is_called_by_its_words(demo):
    assert "逾期未办的周期性任务 2026-06-30（每月通报一次问题办结情况）" in why(demo, "LL26-3")


def test_what_is_neither_ahead_nor_behind_is_on_schedule(demo):
    told = why(demo, "LL24-11")
    assert "与序时持平" in told
    assert "滞后百分点" not in told


def test_a_figure_that_was_reached_holds_no_other_back(demo):
    task = demo.asked("show", "LL26-1")
    assert (task["progress"], task["behind"], task["should"]) == (0, 0, "上线“一件事” 0%")
    assert "滞后百分点" not in why(demo, "LL26-1")


def test_a_last_date_is_told_where_it_is_another(demo):
    assert "最后时限" not in why(demo, "LL24-6")
    assert "最后时限 2027-12-31" in why(demo, "LL25-7")


def test_a_date_set_at_a_resumption_says_so(demo):
    demo.do("suspend", "LL25-16", "--reason", "汛期")
    demo.do("resume", "LL25-16", "--due", "2026-12-20")
    assert "时限依据 恢复办理时重新确定" in why(demo, "LL25-16")


def test_what_the_rules_saw_goes_on_in_further_lines_figure_by_figure(demo):
    with closing(open_reader(demo.ledger)) as reader:
        seen = explain(Look(reader, date(2026, 7, 15), named_rule_pack("default")), "LL24-5")
    page = why_in_full(seen, why_report(seen)).page(Screen(60, colour=False))
    lines = page[page.index("figures:") :].splitlines()
    assert len(lines) > 2
    assert all(width(line) <= 60 for line in lines)
    assert " ".join(lines) == f"figures: {figures_seen(seen)}"
    assert all(line.endswith(",") for line in lines[:-1])


def test_the_reason_of_a_rest_or_a_reopening_is_told(demo):
    assert "暂停理由：补偿方案听证后需重新公示，经市领导同意暂停计时" in why(demo, "LL25-13")
    assert "取消理由：并入市国际交流中心统筹建设" in why(demo, "LL26-23")
    assert "2026-07-06 重启（七月四日短时强降雨后盐仓街等3处再次积水，重启办理）" in why(demo, "LL25-16")


def test_what_was_opened_again_is_not_called_taken_up_after_a_rest(demo):
    told = why(demo, "LL25-16", "--as-of", "2026-07-08")
    assert "重启日期 2026-07-06" in told
    assert "恢复办理" not in told
    assert "恢复办理日期 2026-05-06" in why(demo, "LL24-22")
