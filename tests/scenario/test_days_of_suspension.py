"""Days on which a task was suspended are not counted against it once it is resumed, and `why` says so."""

from __future__ import annotations

import pytest

PLAN = """滨海市文化建设行动计划（2026年）

一、重点任务
1.培育文化企业。2026年12月31日前完成。
牵头单位：市科技局
2.新建文化广场100个。2026年12月31日前完成。
牵头单位：市财政局
"""


@pytest.fixture
def suspended(office, tmp_path):
    """A plan of a year: half of it is done by 1 April, when it is suspended for 61 days."""
    document = tmp_path / "plan.txt"
    document.write_text(PLAN, encoding="utf-8")
    office.day("2026-01-05")
    office.do("import", document, "--code", "WH26", "--yes", "--new")
    office.day("2026-04-01")
    office.do("progress", "add", "WH26-1", "--unit", "市科技局", "--percent", "20")
    office.do("measure", "WH26-2", "--value", "文化广场=20")
    for key in ("WH26-1", "WH26-2"):
        office.do("suspend", key, "--reason", "规划调整")
    return office


def behind(office, key, *more):
    return office.asked("show", key, *more)["behind"]


def test_a_task_is_as_far_behind_after_its_suspension_as_before(suspended):
    before = [behind(suspended, key, "--as-of", "2026-03-31") for key in ("WH26-1", "WH26-2")]
    suspended.day("2026-06-01")
    for key in ("WH26-1", "WH26-2"):
        suspended.do("resume", key)
        assert behind(suspended, key) == pytest.approx(100 * 90 / (364 - 61) - 20, abs=0.3)
        said = suspended.do("why", key, "--lang", "zh")
        assert "序时进度已扣除暂停期间 61 天" in said
        assert "扣除暂停期间 61 天" in said
    assert before == [None, None]


def test_all_is_due_by_a_date_that_stayed(suspended):
    suspended.day("2026-06-01")
    suspended.do("resume", "WH26-1")
    assert behind(suspended, "WH26-1", "--as-of", "2026-12-30") == pytest.approx(100 * 302 / 303 - 20, abs=0.1)
    assert behind(suspended, "WH26-1", "--as-of", "2026-12-31") == 80
    assert behind(suspended, "WH26-1", "--as-of", "2027-01-15") == 80


def test_a_date_that_moves_with_the_suspension_leaves_the_pace_as_it_was(suspended):
    suspended.day("2026-06-01")
    for key in ("WH26-1", "WH26-2"):
        suspended.do("resume", key, "--due", "2027-03-02")
        assert behind(suspended, key, "--as-of", "2026-08-31") == pytest.approx(100 * 181 / 364 - 20, abs=0.3)


def test_a_suspension_that_is_not_over_by_a_day_leaves_nothing_out(suspended):
    suspended.day("2026-06-01")
    suspended.do("resume", "WH26-1")
    assert "扣除暂停" not in suspended.do("why", "WH26-1", "--lang", "zh", "--as-of", "2026-03-31")
    assert behind(suspended, "WH26-1", "--as-of", "2026-05-01") is None


def test_figures_of_one_time_are_due_alike_and_differ_by_the_lag(demo):
    told = [demo.asked("why", key)["figures"] for key in ("LL25-7", "LL25B-7", "LL25-19")]
    assert len({one["should"].split()[-1] for one in told}) == 1
    for one in told:
        should, actual = (float(one[name].split()[-1].rstrip("%")) for name in ("should", "actual"))
        assert round(should - actual, 1) == one["behind"]


def test_what_is_due_grows_evenly_until_the_date(demo):
    told = demo.asked("why", "LL24-22")["figures"]
    assert (told["should"], told["behind"]) == ("83.6%", 13.6)
    day_before = demo.asked("show", "LL24-22", "--as-of", "2026-12-30")
    assert day_before["should"] == "99.9%"
