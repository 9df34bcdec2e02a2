"""What became of a stage or a year stays so, with the value of its time: reached, reached late, missed."""

from __future__ import annotations

import pytest

GRAIN, PROJECTS = "CZ15-4", "HZ13-33"


def stages(office, key, name, *more):
    return {
        one["due"][:4]: (one["actual"], one["share"], one["state"])
        for one in office.asked("show", key, *more)["indicators"]
        if one["name"] == name
    }


@pytest.fixture
def grain(real):
    """2亿斤 in 2015, 6 in 2016, 10 in 2017: 2.0 measured in January 2016, 1.5 for the half year."""
    real.day("2017-06-30")
    real.do("measure", GRAIN, "--value", "增粮=2.0", "--on", "2016-01-15")
    real.do("measure", GRAIN, "--value", "增粮=1.5", "--on", "2016-06-30")
    return real


def test_a_stage_that_was_reached_is_not_un_reached(grain):
    assert stages(grain, GRAIN, "增粮", "--as-of", "2016-02-01")["2015"] == (2, 100, "reached")
    later = stages(grain, GRAIN, "增粮", "--as-of", "2016-07-01")
    assert later["2015"] == (2, 100, "reached")
    assert later["2016"] == (1.5, 0, None), "it adds up: of what 2016 has to add there is nothing yet"
    assert grain.asked("show", GRAIN, "--as-of", "2016-07-01")["progress"] == 0
    assert stages(grain, GRAIN, "增粮")["2016"] == (1.5, 0, "missed")


def test_a_figure_that_begins_anew_counts_in_its_own_year(grain):
    said = grain.do("indicator", GRAIN, "增粮", "--counts", "当年", "--lang", "zh")
    assert "按年度分别计算" in said
    found = stages(grain, GRAIN, "增粮", "--as-of", "2016-07-01")
    assert found == {"2015": (2, 100, "reached"), "2016": (1.5, 25, None), "2017": (None, None, None)}
    task = grain.asked("show", GRAIN, "--as-of", "2016-07-01")
    assert task["progress"] == 25
    assert task["behind"] == round(100 * 182 / 365, 1) - 25

    grain.do("measure", GRAIN, "--value", "增粮=5.2", "--on", "2017-01-15")
    assert stages(grain, GRAIN, "增粮")["2016"] == (5.2, pytest.approx(100 * 5.2 / 6), "missed")
    assert "增粮（2016）应达 6亿斤，实达 5.2亿斤，未按期完成" in grain.do("why", GRAIN, "--lang", "zh")
    grain.do("indicator", GRAIN, "增粮", "--counts", "in-all")
    assert stages(grain, GRAIN, "增粮")["2015"][2] == "reached"


@pytest.fixture
def yearly(real):
    """100项 a year: 20 in 2015, 110 in 2016."""
    real.day("2017-06-30")
    real.do("measure", PROJECTS, "--value", "20", "--on", "2015-12-31")
    real.do("measure", PROJECTS, "--value", "110", "--on", "2016-12-31")
    return real


def test_a_good_year_does_not_wipe_out_a_bad_one(yearly):
    [figure] = yearly.asked("show", PROJECTS)["indicators"]
    assert [(one["end"], one["value"], one["share"], one["state"]) for one in figure["years"]] == [
        ("2015-12-31", 20, 20, "missed"),
        ("2016-12-31", 110, 100, "reached"),
    ]
    assert "2015 20项 20% 未按期完成" in yearly.do("show", PROJECTS, "--lang", "zh")
    assert "2015）应达 100项，实达 20项" in yearly.do("why", PROJECTS, "--lang", "zh")
    [missed] = yearly.asked("why", PROJECTS)["missed"]
    assert (missed["time"]["end"], missed["time"]["value"], missed["time"]["target"]) == ("2015-12-31", 20, 100)


def test_the_lamp_of_the_time_stays(yearly):
    days = (("2016-02-01", 80), ("2016-12-30", 80), ("2016-12-31", 0), ("2017-01-01", None))
    for day, behind in days:
        assert yearly.asked("show", PROJECTS, "--as-of", day)["behind"] == behind, day
    assert yearly.lamp(PROJECTS, "--as-of", "2016-02-01")[0] == "red"


def test_the_appraisal_counts_a_missed_year_once(yearly):
    def facts(period):
        return [
            (one["fact"], one["on"])
            for one in yearly.asked("appraise", "--period", period, "--unit", "市科技局")
            if one["key"] == PROJECTS
        ]

    assert facts("2015") == [("duty-missed", "2015-12-31")]
    assert facts("2016") == []


def test_a_missed_figure_without_a_duty_counts_by_itself(real):
    real.day("2018-02-01")
    real.do("measure", "CZ15-9", "--value", "#1=1", "--on", "2017-12-20")
    real.do("done", "CZ15-9", "--date", "2017-12-31", "--on", "2017-12-31", "--waive", "合并建设")
    facts = [one for one in real.asked("appraise", "--period", "2017", "--unit", "市科技局") if one["key"] == "CZ15-9"]
    assert "figure-missed" not in [one["fact"] for one in facts], "its date was met: so is the stage of that date"


def test_statistics_of_a_year_come_out_after_it(real):
    real.day("2016-01-20")
    assert "in 2015" in real.do("measure", PROJECTS, "--value", "104")
    [figure] = real.asked("show", PROJECTS)["indicators"]
    assert [(one["end"], one["state"]) for one in figure["years"]] == [("2015-12-31", "reached")]
    real.do("measure", PROJECTS, "--value", "@2016=3")
    [figure] = real.asked("show", PROJECTS)["indicators"]
    assert [(one["end"], one["value"]) for one in figure["years"]] == [("2015-12-31", 104), ("2016-12-31", 3)]


def test_what_was_reached_after_its_time_says_so(real):
    real.day("2016-06-30")
    real.do("measure", GRAIN, "--value", "增粮=1.2", "--on", "2015-12-31")
    real.do("measure", GRAIN, "--value", "增粮=2.1", "--on", "2016-04-30")
    assert stages(real, GRAIN, "增粮", "--as-of", "2016-03-01")["2015"] == (1.2, 60, "missed")
    assert stages(real, GRAIN, "增粮")["2015"] == (2.1, 100, "late")
    assert "增粮（2015）应达 2亿斤，期末 1.2亿斤，2016-04-30 达 2.1亿斤，逾期完成" in real.do(
        "why", GRAIN, "--lang", "zh"
    )


def test_a_missed_year_costs_points_where_its_duty_was_called_done(yearly):
    yearly.do("duty", PROJECTS, "--due", "2015-12-31", "--on", "2015-12-31")
    [fact] = [
        one
        for one in yearly.asked("appraise", "--period", "2015", "--unit", "市科技局")
        if one["key"] == PROJECTS and one["fact"] != "extended"
    ]
    assert (fact["fact"], fact["on"], fact["points"]) == ("figure-missed", "2015-12-31", -2)
    said = yearly.do("appraise", "--period", "2015", "--unit", "市科技局", "--lang", "zh")
    assert "科技攻关项目截至 2015-12-31 应达 100项，实达 20项" in said


def test_a_stage_that_was_marked_as_met_leaves_nothing_of_an_older_value(real):
    real.day("2017-07-01")
    real.do("measure", GRAIN, "--value", "增粮=2.1", "--on", "2015-12-20")
    real.do("done", GRAIN, "--date", "2015", "--on", "2015-12-28", "--waive", "统计局尚未发布")
    real.do("done", GRAIN, "--date", "2016", "--on", "2016-12-28", "--waive", "统计局尚未发布")
    task = real.asked("show", GRAIN)
    assert (task["progress"], task["behind"]) == (None, None), "6 were said to be there since: 2.1 is no actual value"
    assert stages(real, GRAIN, "增粮")["2017"] == (None, None, None)
    assert real.lamp(GRAIN)[0] != "red"
    assert "实达 2.1" not in real.do("why", GRAIN, "--lang", "zh")
    real.do("measure", GRAIN, "--value", "增粮=6.5")
    assert stages(real, GRAIN, "增粮")["2017"][0] == 6.5


SHARED_OUT = """临澜市产业提升实施方案

（一）培育企业。2025年、2026年分别新增规上工业企业20家、30家。（责任单位：市工业和信息化局）
（二）利用外资。2025年、2026年分别到位外资5亿、6亿美元。（责任单位：市商务局）
（三）申请专利。2025年新增专利20件，2026年新增专利30件。（责任单位：市科学技术局）
"""


@pytest.fixture
def shared_out(office, tmp_path):
    plan = tmp_path / "plan.txt"
    plan.write_text(SHARED_OUT, encoding="utf-8")
    office.day("2025-01-10")
    office.do("import", plan, "--yes", "--code", "CY")
    office.day("2026-06-30")
    return office


@pytest.mark.parametrize(
    ("key", "first", "second", "share", "told"),
    [
        ("CY-1", 21, 12, 40, "2025年、2026年分别新增规上工业企业20家、30家"),
        ("CY-2", 5, 3, 50, "2025年、2026年分别到位外资5亿、6亿美元"),
        ("CY-3", 21, 12, 40, "2026年新增专利30件"),
    ],
)
def test_so_much_in_each_year_begins_anew_however_the_years_are_named(shared_out, key, first, second, share, told):
    shared_out.do("measure", key, "--value", first, "--on", "2025-12-31")
    shared_out.do("measure", key, "--value", second)

    assert shared_out.asked("show", key)["progress"] == share
    why = shared_out.do("why", key, "--lang", "zh")
    assert f"时限要求：{told}\n" in why
    assert f"下一阶段进度 {share}%" in why
    in_january = shared_out.do("why", key, "--as-of", "2026-01-08", "--lang", "zh")
    assert "2025-12-31 节点指标已按期达到，待确认\n" in in_january, "what was done in 2025 is no progress of 2026"
