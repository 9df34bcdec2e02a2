"""What is said of a task's figures: which figure, from which day on, by one way of rounding, in words of its status."""

from __future__ import annotations

from dutytrack.domain.progress.share import tenth


def shown(office, key, *more):
    """The task in full, without the blanks between its words."""
    return "".join(office.do("show", key, "--lang", "zh", *more).split())


def test_each_of_two_figures_of_one_line_is_named(demo):
    assert "进度50.8%（营造红树林）、自报、滞后5.8个百分点、修复海岸线应达76.8%，实达71%" in shown(demo, "LL25B-13")


def test_what_it_takes_a_month_is_counted_from_the_day_asked_about(demo):
    before, after = (
        demo.asked("show", "LL25B-13", "--as-of", day)["indicators"][0]["a_month"]
        for day in ("2026-06-30", "2026-09-30")
    )
    assert (round(before, 2), round(after, 2)) == (0.96, 1.92)
    assert "今后须每月完成1.04公里" in shown(demo, "LL25B-13")


def test_a_ratio_does_not_add_up_by_months(demo):
    (ratio,) = [one for one in demo.asked("show", "LL24-2")["indicators"] if one["value"] == 65]
    assert (ratio["kind"], ratio["a_month"]) == ("ratio", None)
    assert "须每月完成" not in shown(demo, "LL24-2")


def test_a_half_is_rounded_up_everywhere():
    assert [tenth(value) for value in (56.25, -56.25, 0.05, 91.3)] == [56.3, -56.3, 0.1, 91.3]


def test_what_is_handed_in_late_is_not_closed_late(demo):
    told = shown(demo, "LL25B-14")
    assert "逾期申请办结" in told
    assert "逾期办结" not in told
    assert "LL25B-14" in demo.do("list", "flag:late", "--format", "csv")
    demo.do("verify", "LL25B-14", "--result", "accepted", "--how", "site", "--by", "张三", "--text", "看过现场")
    demo.do("close", "LL25B-14")
    assert "标记逾期办结" in shown(demo, "LL25B-14").replace("统称单位、", "")


def test_a_duty_that_waits_for_its_figures_is_not_called_overdue(real):
    told = real.do("why", "CZ15-1", "--as-of", "2017-01-05", "--lang", "zh")
    assert "待报年度数据 2016-12-31" in told
    assert "逾期未办的周期性任务" not in told
    assert "逾期未办的周期性任务 2016-12-31" in real.do("why", "CZ15-1", "--as-of", "2017-02-05", "--lang", "zh")


def test_an_order_names_the_figure_that_is_behind(demo):
    [of_two] = demo.asked("orders", "suggest", "LL25-19", "--lang", "zh")
    assert of_two["why"].startswith("新建口袋公园：应达 38.4个（76.8%，目标 50个），实达 31个（62%）")
    assert "发蓝单，新建口袋公园：应达" in demo.do("today", "--lang", "zh")
    demo.do("order", "LL25-19", "--rung", "blue")
    [order] = [row for row in demo.asked("orders", "list", "--lang", "zh") if row["key"] == "LL25-19"]
    assert order["ground"].startswith("新建口袋公园：应达 38.4个（76.8%")


def test_a_figure_that_was_reached_is_no_schedule_of_one_that_was_not(demo):
    said = demo.do("show", "LL26-1", "--lang", "zh")
    assert "进度        0%" in said
    assert "应达 100%，实达 100%" not in said
