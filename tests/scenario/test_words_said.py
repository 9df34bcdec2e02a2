"""What commands say in Chinese is so, in one word for one thing, and in no other language."""

from __future__ import annotations

import re

from dutytrack.domain.lint.checks import CHECKS
from dutytrack.output.cells import wrap


def said(office, *args):
    return office.do(*args, "--lang", "zh")


def test_a_month_is_no_weekday(demo):
    told = said(demo, "exempt", "LL25-20", "--month", "2026-07", "--reason", "停工")
    assert told.startswith("LL25-20 于 2026-07 免考核")
    assert "周" not in told


def test_a_part_handed_in_by_another_than_who_answers_moves_nothing(demo):
    told = said(demo, "submit", "LL24-5", "--unit", "澜湾新区管委会", "--on", "2026-06-20")
    assert "澜湾新区管委会已于 2026-06-20 就本单位部分申请办结，任务状态不变" in told
    assert "市科技局已于 2026-06-21 申请办结" in said(demo, "submit", "LL24-5", "--on", "2026-06-21")


def test_direct_grounds_are_said_and_understood_in_chinese(demo):
    refused = demo.refused("order", "LL24-5", "--rung", "红单", "--direct", "领导要求", "--lang", "zh")
    assert "可用事由：特事特办" in refused
    assert "红单" in said(demo, "order", "LL24-5", "--rung", "红单", "--direct", "特事特办")


def test_the_journal_names_commands_rows_and_its_time_zone(demo):
    told = said(demo, "log", "show", "LL24-1", "-f", "markdown")
    assert "时间（Asia/Shanghai）" in told
    assert re.search(r"\+08:00 \| \S+ \| \S* ?\| 登记进展反馈 \| 进展反馈 \|", told)
    [first, *_rest] = demo.asked("log", "show", "LL24-1")
    assert (first["name"], first["entity"], first["at"][-6:]) == ("import", "task", "+08:00")
    demo.do("drop", "LL24-6", "--reason", "并入")
    assert "的 取消" in said(demo, "undo", "--yes")


def test_checks_are_named_in_chinese_and_known_by_their_ids(demo):
    assert "单位指代不明" in said(demo, "lint", "LL25", "-f", "markdown")
    [plan] = demo.asked("lint", "LL25", "--lang", "zh")
    assert {finding["check"] for finding in plan["findings"]} <= set(CHECKS)


def test_a_figure_is_compared_in_words_and_things_come_whole(demo):
    told = said(demo, "show", "LL24-11")
    assert "不少于" in told
    assert ">=" not in told
    assert "尚需完成 2个" in told
    assert "须每月完成" not in told


def test_a_duty_says_once_how_often_it_comes(demo):
    assert "每年（每年" not in said(demo, "show", "LL25B-16")


def test_history_names_the_unit(demo):
    assert re.search("2024-01-25 签收 +市科技局", said(demo, "show", "LL24-1"))


def test_a_plan_is_at_100_only_where_nothing_was_found(demo):
    for plan in demo.asked("lint"):
        assert (plan["score"] == 100) == (not plan["findings"]), plan["plan"]


def test_no_line_begins_with_a_closing_mark():
    for cells in range(4, 20):
        assert all(
            not line.startswith(("。", "，", "）")) for line in wrap("创新科技（金融）服务，推广知识产权。", cells)
        )


def test_a_rehearsal_says_what_is_to_be_written(demo, tmp_path):
    sheet = tmp_path / "back.csv"
    sheet.write_text("编号,单位,进展情况\nLL24-5,市科技局,已完成设备招标3台\n", encoding="utf-8")
    told = said(demo, "progress", "import", sheet, "--dry-run")
    assert "将写入：back.csv：1 个单位的 1 条反馈" in told
    assert "已写入" not in told
    assert "已写入 1 个单位的 1 条反馈" in said(demo, "progress", "import", sheet, "--yes")


def test_a_check_of_one_unit_names_it(demo):
    demo.do("submit", "LL24-5", "--unit", "澜湾新区管委会")
    checked = ("verify", "LL24-5", "--unit", "澜湾新区管委会", "--how", "phone", "--by", "罗青禾", "--lang", "zh")
    assert "核查通过（澜湾新区管委会，电话核查，罗青禾）" in demo.do(*checked, "--result", "accepted", "--text", "属实")


def test_nobody_is_told_to_report_the_value_that_was_reported(demo):
    said = demo.do("progress", "add", "LL25-8", "--percent", 90, "--text", "已建成", "--lang", "zh")
    assert "完成数请用 --value 填报" in said
    value = ("--value", "社区嵌入式服务综合体=16")
    said = demo.do("progress", "add", "LL25-8", "--percent", 95, *value, "--text", "已建成", "--lang", "zh")
    assert "提示：进度以指标为准，按指标计为 64%" in said
    assert "--value" not in said


def test_an_extension_as_it_was_asked_for_is_said_once(demo):
    said = demo.do("extend", "grant", "LL24-5", "--to", "2026-09-30", "--by", "罗青禾", "--lang", "zh")
    assert "已延期至 2026-09-30（" in said
    assert "申请的是" not in said
