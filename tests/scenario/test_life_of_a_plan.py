"""A plan's life, from import to appraisal, at the shell alone; then all of it is taken back, command by command."""

from __future__ import annotations

from pathlib import Path

import pytest

PLAN = """滨海市2026年科技创新工作方案

一、重点任务
(一)建设中试基地。2026年6月底前建成投用。
牵头单位:市科技局;配合单位:市财政局
(二)引进创新团队。到2026年底,引进创新团队20个。
牵头单位:市人社局
"""
KEY, OTHER = "BH26-1", "BH26-2"
KEY_QUERY = "中试基地"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0 the hall")
    (tmp_path / "minutes.txt").write_text("现场核查记录", encoding="utf-8")
    return tmp_path


def hand_out(office, files):
    """The plan comes in, and the units sign for their tasks."""
    office.day("2026-01-10")
    office.do("import", files / "plan.txt", "--yes")
    office.do("setting", "set", "order_mark", "滨督")
    office.do("cadence", "set", "每月5日前", "--plan", "BH26", "--from", "2026-02-01")
    office.do("leader", "add", "王海", "--post", "副市长", "--unit", "市科技局")
    assert office.lamp(KEY) == ("green", "on-schedule")

    office.day("2026-01-12")
    assert "市科技局 signed for it" in office.do("receive", KEY, "--by", "张三")
    assert "has no part in" in office.refused("receive", KEY, "--unit", "市教育局")
    assert office.asked("show", KEY)["status"] == "active"
    assert [task["key"] for task in office.asked("list", "leader:王海")] == [KEY]


def fall_behind(office):
    """A first report, then silence; the office reminds once a month."""
    office.day("2026-02-04")
    office.do("progress", "add", KEY, "--percent", 20, "--text", "完成选址和勘察，投入资金300万元。", "--by", "张三")
    assert office.lamp(KEY) == ("green", "on-schedule")

    office.day("2026-03-10")
    assert office.lamp(KEY) == ("yellow", "behind")
    assert "flag:silent" not in office.refused("list", "flag:quiet")
    assert [task["key"] for task in office.asked("list", "flag:silent")] == [KEY, OTHER]
    assert "市科技局" in office.do("remind", "unit:市科技局", "--yes")
    assert office.asked("remind", "unit:市科技局") == []

    office.day("2026-04-20")
    assert office.lamp(KEY) == ("red", "far-behind")
    assert "points behind schedule" in office.do("why", KEY)


def climb_the_ladder(office):
    """Blue, yellow and red, each after the one below went unanswered."""
    assert [(row["key"], row["rung"]) for row in office.asked("orders", "suggest", KEY_QUERY)] == [(KEY, "blue")]
    assert "滨督〔2026〕1号" in office.do("order", KEY, "--rung", "blue", "--ground", "进度严重滞后")
    office.day("2026-04-22")
    office.refused("order", KEY, "--rung", "yellow", "--ground", "仍无进展")
    assert "skip" in office.refused("order", KEY, "--rung", "red", "--ground", "仍无进展")

    office.day("2026-05-06")
    assert [row["rung"] for row in office.asked("orders", "suggest", KEY_QUERY)] == ["yellow"]
    office.do("order", KEY, "--rung", "yellow", "--ground", "蓝单逾期未复")
    office.day("2026-05-14")
    assert office.lamp(KEY) == ("red", "unanswered")
    office.do("order", KEY, "--rung", "red", "--ground", "黄单逾期未复")
    assert [order["rung"] for order in office.asked("orders", "list", KEY_QUERY)] == ["red", "yellow", "blue"]

    office.day("2026-05-16")
    office.do("orders", "reply", "2026-3", "--text", "主要负责人已约谈施工单位。", "--by", "李局长")
    office.do("progress", "add", KEY, "--percent", 60, "--text", "主体封顶，累计投资2100万元。", "--by", "张三")
    assert office.lamp(KEY) == ("yellow", "behind")


def ask_for_time(office):
    """An extension is asked for, then granted to an earlier day than wished; it puts the ladder back."""
    office.day("2026-05-20")
    assert "not later" in office.refused(
        "extend", "ask", KEY, "--to", "2026-06-01", "--reason", "雨季停工", "--progress", "主体封顶"
    )
    office.do("extend", "ask", KEY, "--to", "2026-09-30", "--reason", "雨季停工", "--progress", "主体封顶")
    assert office.asked("show", KEY)["due"] == "2026-06-30"
    office.day("2026-05-25")
    office.do("extend", "grant", KEY, "--to", "2026-08-31", "--by", "王海")
    assert office.asked("show", KEY)["due"] == "2026-08-31"
    assert office.asked("show", KEY)["due_origin"] == "extended"
    assert office.lamp(KEY) == ("green", "on-schedule")
    assert office.asked("orders", "suggest", KEY_QUERY) == []


def hand_in(office, files):
    """Reported as done, found wanting, handed in late, accepted, struck off."""
    office.day("2026-08-20")
    said = office.do(
        "progress",
        "add",
        KEY,
        "--percent",
        100,
        "--text",
        "正在推进",
        "--evidence",
        files / "photo.jpg",
        "--by",
        "张三",
    )
    assert "hint: stock phrases" in said
    office.do("submit", KEY, "--by", "张三")
    assert office.lamp(KEY) == ("yellow", "submitted")

    office.day("2026-08-25")
    assert "somebody else has to verify" in office.refused(
        "verify", KEY, "--result", "通过", "--how", "现场", "--by", "张三"
    )
    office.do(
        "verify", KEY, "--result", "退回", "--how", "现场", "--text", "设备未到位", "--evidence", files / "minutes.txt"
    )
    assert office.asked("show", KEY)["status"] == "active"
    assert office.lamp(KEY) == ("yellow", "due-soon")

    office.day("2026-09-02")
    assert office.lamp(KEY) == ("red", "overdue")
    office.day("2026-09-03")
    office.do("progress", "add", KEY, "--percent", 100, "--text", "设备9月2日到位并调试完毕，共14台。", "--by", "张三")
    office.do("submit", KEY, "--by", "张三")
    office.day("2026-09-20")
    assert office.lamp(KEY) == ("yellow", "submitted"), "the office's delay never turns a unit red"
    assert "--waive" in office.refused("close", KEY)
    office.do("verify", KEY, "--result", "accepted", "--how", "资料", "--text", "查阅验收单14份")
    office.day("2026-09-21")
    office.do("close", KEY, "--note", "同意销号")
    assert office.lamp(KEY) == ("closed", "closed-late")
    assert office.refused("close", KEY)


LAMPS = [
    ("2026-01-10", "green", "on-schedule"),
    ("2026-02-04", "green", "on-schedule"),
    ("2026-03-10", "yellow", "behind"),
    ("2026-04-20", "red", "far-behind"),
    ("2026-05-14", "red", "far-behind"),
    ("2026-05-16", "yellow", "behind"),
    ("2026-05-25", "green", "on-schedule"),
    ("2026-08-20", "yellow", "submitted"),
    ("2026-08-25", "yellow", "due-soon"),
    ("2026-09-02", "red", "overdue"),
    ("2026-09-03", "yellow", "submitted"),
    ("2026-09-21", "closed", "closed-late"),
]
"""What the ledger says of each day once all is over; on 14 May that day's order had taken the yellow one's place."""


def live(office, files) -> int:
    """The whole life; the journal's last row before the first order."""
    hand_out(office, files)
    fall_behind(office)
    before_orders = office.seq()
    climb_the_ladder(office)
    ask_for_time(office)
    hand_in(office, files)
    return before_orders


def test_a_plan_lives_and_every_lamp_is_explained(office, files):
    before_orders = live(office, files)

    for day, lamp, rule in LAMPS:
        assert office.lamp(KEY, "--as-of", day) == (lamp, rule), day
    changed = office.asked("diff", "--since", "2026-08-31", KEY_QUERY)
    assert [(row["change"], row["lamp_before"], row["lamp"]) for row in changed] == [("closed", "yellow", "closed")]
    assert office.asked("orders", "list", "--known-at", before_orders) == []
    assert office.lamp(KEY, "--as-of", "2026-05-14", "--known-at", before_orders) == ("red", "far-behind")
    assert len(office.asked("orders", "list")) == 3
    points = {row["unit"]: row for row in office.asked("appraise", "--period", "2026Q3")}
    assert points["市科技局"]["late"] == 1
    assert office.do("evidence", "check").startswith("All 2 files")
    assert "every table agree" in office.do("log", "verify")


def test_all_of_it_can_be_taken_back(office, files):
    office.day("2026-01-10")
    office.do("import", files / "plan.txt", "--yes")
    first = office.tables()
    office.do("undo", "--yes")
    nothing = office.tables()
    live(office, files)

    undone = 0
    while (answer := office.call("undo", "--yes"))[0] == 0:
        undone += 1
        assert undone < 100
    assert "no command left" in answer[1]
    assert undone == 21
    assert {table: len(rows) for table, rows in office.tables().items()} == dict.fromkeys(nothing, 0)
    assert all(rows == [] for rows in nothing.values())
    assert any(first.values())
    assert "every table agree" in office.do("log", "verify")
