"""What an order is given for: what made the lamp red, with its date; what else holds stands beside that."""

from __future__ import annotations

import pytest

PLAN = """云岭市2026年安全工作要点

一、重点任务
1.抓好燃气安全。每月开展一次燃气安全检查，12月底前完成改造。
牵头单位：市住建局
2.建成养老服务中心。2026年底前，建成养老服务中心3个。
牵头单位：市民政局
3.新建口袋公园。2026年底前，新建口袋公园15个。
牵头单位：市城管局
"""
MISSED = "周期性任务“每月开展一次燃气安全检查”应于 2026-02-28 前完成，逾期 10 天未办"
BESIDES = "；并有：应达 18.7%，实达 5%，滞后序时进度 13.7 个百分点"


@pytest.fixture
def behind(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2026-01-10")
    office.do("import", tmp_path / "plan.txt", "--code", "AQ", "--yes", "--new")
    office.day("2026-01-31")
    office.do("duty", "AQ-1", "--due", "2026-01-31")
    office.day("2026-02-10")
    office.do("progress", "add", "AQ-1", "--unit", "市住建局", "--percent", "5", "--text", "检查企业20家。")
    office.day("2026-03-10")
    return office


def test_an_order_is_given_for_what_made_the_lamp_red(behind):
    assert behind.lamp("AQ-1") == ("red", "duty-missed")
    [due] = behind.asked("orders", "suggest", "--lang", "zh")
    assert (due["why"], due["due"]) == (MISSED + BESIDES, "2026-02-28")
    [row] = [one for one in behind.asked("today", "--lang", "zh") if one["key"] == "AQ-1"]
    assert (row["what"], row["due"], row["act"]) == ("发蓝单，" + MISSED + BESIDES, "2026-02-28", ["order"])
    behind.do("order", "AQ-1")
    assert behind.asked("orders", "list", "--lang", "zh")[0]["ground"] == MISSED + BESIDES


@pytest.mark.parametrize(("key", "told"), [("AQ-2", "应达 1个（33.3%"), ("AQ-3", "应达 7.5个（50%")])
def test_what_is_due_is_told_as_what_its_share_is_of(behind, key, told):
    behind.day("2026-07-02")
    behind.do("measure", key, "--value", "#1=0")
    assert told in behind.do("why", key, "--lang", "zh")
