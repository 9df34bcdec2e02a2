"""What ``why`` says beside the lamp: what a date asked for, what became of others, what is under way, who reported."""

from __future__ import annotations


def why(office, key, *more):
    return office.do("why", key, "--lang", "zh", *more)


def test_what_the_date_that_holds_asks_for_is_told(demo):
    assert "时限要求：2026年5月底前启动首期工程\n" in why(demo, "LL25-11")
    assert "时限要求：2026年3月底前入网仪器达到1200台（套）\n" in why(demo, "LL24-9", "--as-of", "2026-03-01")
    assert "时限要求" not in why(demo, "LD26-3"), "nothing is printed of a task that the office set"
    assert "时限要求" not in why(demo, "LL24-17"), "it is closed"
    dates = demo.asked("why", "LL25-11")["dates"]
    assert [one["asks"] for one in dates][2] == "2027年10月底前首期建成开放"


def test_which_date_was_met_late_is_told_with_its_days(demo):
    told = "节点 2024-12-31（2024年底前科创母基金完成设立）：2025-03-06 完成，逾期 65 天\n"
    assert told in why(demo, "LL24-19")
    assert "2025-03-06 完成（逾期 65 天）" in demo.do("show", "LL24-19", "--lang", "zh")
    assert "2026-06-26 达到，2026-06-29 豁免确认" in demo.do("show", "LL26-1", "--lang", "zh")
    assert "节点 2024-12-31" not in why(demo, "LL24-19", "--as-of", "2025-03-05")
    assert "节点 2025-12-31" not in why(demo, "LL25-11"), "that was met in time"


def test_which_date_was_waived_is_told_with_the_reason(demo):
    told = why(demo, "LL26-1")
    assert "节点 2026-06-30（2026年6月底前上线“一件事”12项）：2026-06-29 确认完成；豁免事项：" in told
    assert "豁免理由：政务服务网已公布，可随时查验\n" in told
    assert "豁免" not in why(demo, "LL25-11")


def test_figures_that_nobody_reported_are_named(demo):
    assert "未报指标：平均申请材料压减\n" in why(demo, "LL26-1")
    assert "未报指标" not in why(demo, "LL26-8")


def test_who_shares_a_task_is_told_with_who_has_reported(demo):
    units = "市财政局、市住建局、市国资委、市审计局、各县（市、区）政府"
    assert f"配合单位：{units}；已反馈 0/8，成员单位逐家计\n" in why(demo, "LL26-8")
    for unit in ("市财政局", "市住建局", "市国资委", "市审计局", "青礁县政府"):
        demo.do("progress", "add", "LL26-8", "--unit", unit, "--percent", "40")
    left = "未反馈：望潮区政府、东屿区政府、澄浦区政府"
    assert f"配合单位：{units}；已反馈 5/8，成员单位逐家计；{left}\n" in why(demo, "LL26-8")
    assert "配合单位：市财政局（未反馈）\n" in why(demo, "LL26-7")
    assert "配合单位：市统计局、相关部门；未反馈：市统计局\n" in why(demo, "LL26-24"), (
        "nobody is asked who is not named"
    )
    assert "已反馈 0/32" in why(demo, "LL26-2"), "neither the lead nor who shares it besides counts once more"
    assert "牵头单位：未明确\n" in why(demo, "LD26-5")


def test_what_was_sent_back_is_told_with_its_days(demo):
    told = "2026-06-28 申请办结，2026-07-08 退回（检测资质尚未取得，两条中试线未调试，退回办理），尚未重新报送\n"
    assert told in why(demo, "LL25B-3")
    assert "同时符合：黄灯，所报情况于 2026-07-08 被退回，尚未重新报送\n" in why(demo, "LL25B-3")
    [today] = (row for row in demo.asked("today", "--lang", "zh") if row["key"] == "LL25B-3")
    assert "2026-06-28 申请办结，2026-07-08 退回，尚未重新报送" in today["what"]
    assert "临督〔2026〕11号（蓝单）限 2026-07-17 前回复" in today["what"]
    [late] = (row for row in demo.asked("overdue") if row["key"] == "LL25B-3")
    assert (late["handed_in_on"], late["returned_on"]) == ("2026-06-28", "2026-07-08")
    assert (late["mark"], late["rung"], late["reply_by"]) == ("临督〔2026〕11号", "blue", "2026-07-17")
    [asked] = (row for row in demo.asked("remind", "-n", "--lang", "zh") if row["key"] == "LL25B-3")
    assert asked["why"].endswith("；2026-07-08 退回，尚未重新报送")
    other = ("--unit", "市卫健委", "--how", "site", "--by", "张三", "--text", "另一单位", "--result", "returned")
    demo.do("progress", "add", "LL25B-3", "--unit", "市卫健委", "--percent", "40")
    demo.do("verify", "LL25B-3", *other)
    assert "另一单位" not in why(demo, "LL25B-3")
    demo.do("progress", "add", "LL25B-3", "--unit", "市科技局", "--percent", "98")
    assert "退回办理），2026-07-15 重新报送\n" in why(demo, "LL25B-3")
    demo.do("submit", "LL25B-3")
    assert "退回" not in why(demo, "LL25B-3")


def test_the_order_under_way_is_told_with_what_it_waits_for(demo):
    mark = "督办单临督〔2026〕11号（蓝单，2026-07-10 发市科技局）"
    assert f"{mark}：应于 2026-07-17 前回复，尚未回复\n" in why(demo, "LL25B-3")
    assert "（红单，2026-06-16 发市委金融办）：应于 2026-06-23 前回复，逾期 22 天未回复\n" in why(demo, "LL25B-19")
    checked = ("--how", "site", "--by", "张三", "--text", "现场查看", "--result", "returned")
    demo.do("verify", "LL26-8", *checked)
    assert "：已于 2026-07-08 回复，回复已审核\n" in why(demo, "LL26-8")


def test_a_report_after_the_handing_in_that_contradicts_it_is_told(demo):
    told = "2026-06-30 申请办结后，2026-07-06 又报进度 98%，与申请办结不符，核查前须核实"
    assert f"{told}\n" in why(demo, "LL26-16")
    [today] = (row for row in demo.asked("today", "--lang", "zh") if row["key"] == "LL26-16")
    assert today["what"].endswith(f"；并有：{told}")
    assert "2026-07-06又报进度98%" in "".join(demo.do("show", "LL26-16", "--lang", "zh").split())
    assert demo.asked("show", "LL26-16")["contradicted_on"] == "2026-07-06"
    for key in ("LL24-16", "LL25B-14"):
        assert "与申请办结不符" not in why(demo, key)
    demo.do("progress", "add", "LL26-16", "--unit", "市发改委", "--percent", "100")
    assert "与申请办结不符" not in why(demo, "LL26-16")


def test_a_duty_names_what_it_is_about_and_who_made_it_up(demo):
    assert "（办好海洋产业博览会，每两年举办一届）" in why(demo, "LL25B-20")
    assert "2025-12-31：2026-01-09 补办  市工信局（督查室登记）" in demo.do("show", "LL24-3", "--lang", "zh")


def test_what_was_seen_is_in_the_order_in_which_it_is_looked_at(demo):
    [line] = [line for line in why(demo, "LL25-11").splitlines() if line.startswith("依据数据")]
    places = [line.index(name) for name in ("交办 ", "状态 ", "时限 ", "逾期天数", "进度 ", "最近反馈", "督办级次")]
    assert places == sorted(places)
