"""Why names who answers for a task, and how each member of a collective stands."""

from __future__ import annotations

PLAN = """沧州市2015年大气治理工作方案

一、重点任务
1.拆除燃煤锅炉。2015年12月底前完成。
牵头单位:各县(市、区)政府
"""
KEY = "CZ15-1"
TOWNS = ("东区政府", "西区政府", "南区政府", "北区政府", "中区政府")


def test_the_leads_are_named(demo):
    told = demo.do("why", "LL24-5", "--lang", "zh")
    assert "牵头单位：市科技局、澜湾新区管委会；已反馈 1/2；未反馈：澜湾新区管委会\n" in told
    assert demo.asked("why", "LL24-5")["lead"] == ["市科技局", "澜湾新区管委会"]
    paper = demo.do("why", "LL24-2", "--lang", "zh", "--format", "markdown")
    assert "同时符合的规则" not in paper, "nothing has a heading of its own"
    assert "### 依据数据\n" in paper


def test_each_member_is_named_by_how_it_stands(office, tmp_path):
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2015-01-10")
    office.do("import", tmp_path / "plan.txt", "--code", "CZ15", "--yes", "--new")
    members = ("units", "members", "各县(市、区)政府", "add", *TOWNS)
    office.do(*members, "--from", "2015-01-01", "--yes", "--new")
    east, west, south, north, middle = TOWNS
    office.day("2015-10-08")
    for unit in (east, west, south):
        office.do("submit", KEY, "--unit", unit)
    checked = ("--how", "site", "--by", "张三", "--text", "现场查看")
    office.do("verify", KEY, "--unit", east, "--result", "returned", *checked)
    office.do("verify", KEY, "--unit", west, "--result", "accepted", *checked)
    assert office.asked("why", KEY)["members"] == {
        "left": [east, north, middle],
        "returned": [east],
        "done": [south],
        "accepted": [west],
    }
    told = office.do("why", KEY, "--lang", "zh")
    assert f"未完成成员单位：{east}、{north}、{middle}\n被退回成员单位：{east}\n" in told
    assert f"{east}：2015-10-08 申请办结，2015-10-08 退回（现场查看），尚未重新报送\n" in told
    assert f"已完成待核查成员单位：{south}\n已核查通过成员单位：{west}\n" in told
    shown = f"各县（市、区）政府：2/5 完成；未完成：{east}（已退回）；未反馈：{north}、{middle}"
    assert shown in "".join(line.strip() for line in office.do("show", KEY, "--lang", "zh").splitlines())


def test_every_unit_that_said_nothing_is_shown(demo):
    seen = demo.asked("why", "LL26-2")["reported"]
    silent = [unit for role in seen for unit in role["left"]]
    assert len(silent) > 30, "each member of the collective counts"
    shown = "".join(line.strip() for line in demo.do("show", "LL26-2", "--lang", "zh").splitlines())
    told = shown[shown.index("成员单位") : shown.index("反馈周期")]
    assert told.count("未反馈：") == 2
    assert all(unit in told for unit in silent)


def test_what_became_of_the_date_is_told(demo):
    assert "原时限 2026-08-31，已延期 1 次，共延 61 天\n" in demo.do("why", "LL25-8", "--lang", "zh")
    asked = ("--to", "2026-12-31", "--reason", "汛期停工", "--progress", "已建成15个")
    demo.do("extend", "ask", "LL25-8", *asked, "--on", "2026-07-10")
    demo.do("extend", "refuse", "LL25-8", "--by", "罗青禾", "--on", "2026-07-14")
    told = demo.do("why", "LL25-8", "--lang", "zh")
    assert "原时限 2026-08-31，已延期 1 次，共延 61 天；2026-07-10 申请延期至 2026-12-31，2026-07-14 未获同意\n" in told
    moved = demo.asked("why", "LL25-8")["moved"]
    assert (moved["original"], moved["times"]) == ("2026-08-31", 1)
    assert moved["refused"] == [{"asked_on": "2026-07-10", "wished": "2026-12-31", "refused_on": "2026-07-14"}]
    assert demo.asked("why", "LL24-5")["moved"] is None


def test_days_late_at_work_are_explained(demo):
    assert "扣除办结期间 36 天" in demo.do("why", "LL25-16", "--lang", "zh")
    assert "实际逾期为扣除报核、办结、暂停期间后的天数。" in demo.do("overdue", "-f", "markdown", "--lang", "zh")
    assert "实际逾期为" not in demo.do("overdue", "LL24-5", "-f", "markdown", "--lang", "zh")


def test_what_the_lead_reports_is_not_said_of_a_collective_it_is_a_member_of(demo):
    owed = {one["unit"]: one for one in demo.asked("show", "LL26-2")["obligations"]}
    lead, shared = owed["市数据局"], owed["市直各部门"]
    assert lead["progress"] == 47
    assert (shared["progress"], shared["last_report"], shared["reports"]) == (None, None, 0)
    assert not {"市数据局", "市行政审批局"} & {one["unit"] for one in shared["members"]}
    assert len(shared["members"]) == 31
    assert "已反馈 0/32" in demo.do("why", "LL26-2", "--lang", "zh")
