"""Shares by kind of figure, kinds told by words, and what it takes to catch up."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutytrack.domain.progress.share import KINDS, catch_up, elapsed, guess_kind, kind_word, lag, pace, share

START, END = date(2025, 1, 1), date(2025, 12, 31)


@pytest.mark.parametrize(
    ("name", "op", "unit", "kind"),
    [
        ("单位地区生产总值能耗", "<=", "吨", "ceiling"),
        ("人才引进增长率", ">=", "%", "growth"),
        ("规模以上工业增加值增速", ">=", "%", "growth"),
        ("规模以上企业研发机构覆盖率", "==", "%", "ratio"),
        ("主要农作物品种优良率提高", ">=", "个百分点", "ratio"),
        ("新增高新技术企业", ">=", "家", "cumulative"),
        ("增粮", ">=", "亿斤", "cumulative"),
        ("国家、省科技创新项目", ">=", "项", "level"),
        ("各类人才总量", ">=", "万名", "level"),
    ],
)
def test_the_kind_is_told_by_operator_unit_and_words(name, op, unit, kind):
    assert guess_kind(name, op, unit) == kind


@pytest.mark.parametrize(
    ("kind", "value", "target", "baseline", "expected"),
    [
        ("cumulative", 30, 100, None, 30),
        ("cumulative", 30, 100, 20, 30),
        ("cumulative", 130, 100, None, 100),
        ("level", 60, 100, 20, 50),
        ("level", 10, 100, 20, 0),
        ("level", 60, 100, None, 60),
        ("level", 8, 5, 10, 40),
        ("ratio", 97, 98, 90, 87.5),
        ("level", 100, 100, 100, 100),
        ("level", 99, 100, 100, 0),
        ("growth", 4.5, 9, None, 50),
        ("growth", 10, 9, None, 100),
        ("growth", -2, 9, None, 0),
        ("ceiling", 3, 4, None, 100),
        ("ceiling", 5, 4, None, 80),
        ("growth", 4.5, 9, 5, 50),
        ("growth", 0, 0, None, 100),
        ("growth", -1, 0, None, 0),
        ("growth", -1, -2, None, 100),
        ("ceiling", 4, 4, None, 100),
        ("ceiling", 0, 4, None, 100),
        ("ceiling", 0, 0, None, 100),
        ("ceiling", 0, -1, None, 0),
        ("milestone", 0, 1, None, 0),
        ("milestone", 0.5, 1, None, 0),
        ("milestone", 1, 1, None, 100),
    ],
)
def test_the_share_by_kind(kind, value, target, baseline, expected):
    assert share(kind, value, target, baseline) == pytest.approx(expected)


@given(
    kind=st.sampled_from(KINDS),
    value=st.floats(-1e6, 1e6),
    target=st.floats(-1e6, 1e6),
    baseline=st.none() | st.floats(-1e6, 1e6),
)
def test_a_share_is_a_percentage_whatever_the_figures(kind, value, target, baseline):
    assert 0 <= share(kind, value, target, baseline) <= 100


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [(date(2024, 6, 1), 0), (START, 0), (date(2025, 7, 2), 50), (END, 100), (date(2027, 1, 1), 100)],
)
def test_time_elapses_from_start_to_end(as_of, expected):
    assert elapsed(pace(START, END), as_of) == pytest.approx(expected)


def test_a_span_of_one_day_is_over_on_it():
    one = pace(END, END)
    assert (elapsed(one, START), elapsed(one, END)) == (0, 100)


SUSPENDED = (date(2025, 3, 1), date(2025, 4, 1))


def test_days_of_suspension_are_no_days_to_work():
    rested = pace(START, END, [SUSPENDED])
    assert rested.left_out == 31
    assert elapsed(rested, date(2025, 4, 1)) == elapsed(pace(START, END - timedelta(days=31)), date(2025, 3, 1))
    assert elapsed(rested, END - timedelta(days=1)) > 99
    assert elapsed(rested, END) == 100


def test_an_end_moved_out_by_the_suspension_leaves_what_is_due_as_it_was():
    before, moved = pace(START, END), pace(START, END + timedelta(days=31), [SUSPENDED])
    for days in (0, 40, 90):
        then = SUSPENDED[0] + timedelta(days=days)
        assert elapsed(moved, then + timedelta(days=31)) == elapsed(before, then)


def test_days_of_suspension_outside_the_time_say_nothing():
    assert pace(START, END, [(date(2024, 1, 1), START), (END, date(2026, 3, 1))]) == pace(START, END)
    assert pace(START, END, [(date(2024, 1, 1), date(2025, 1, 11))]).left_out == 10


def test_a_lag_is_what_lies_between_the_shares_as_they_are_printed():
    assert (lag(76.85, 59.16), lag(56.25, 76.84), lag(100, 99.96)) == (17.7, -20.5, 0)


class TestCatchUp:
    def test_the_rate_is_what_is_left_by_the_months_left(self):
        found = catch_up(40, 100, date(2026, 7, 1), date(2026, 1, 1))

        assert (found.left, round(found.months, 2), round(found.rate, 2)) == (60, 5.95, 10.09)

    def test_nothing_is_left_of_what_is_reached(self):
        found = catch_up(120, 100, date(2026, 7, 1), date(2026, 1, 1))

        assert (found.left, round(found.months, 2), found.rate) == (0, 5.95, 0)

    def test_the_last_one_is_left_as_any_other(self):
        found = catch_up(99, 100, date(2026, 7, 1), date(2026, 1, 1))

        assert (found.left, round(found.rate, 3)) == (1, 0.168)

    def test_there_is_no_rate_once_the_day_has_passed(self):
        assert catch_up(40, 100, START, END).rate is None


def test_every_kind_has_a_word():
    assert [kind_word(kind) for kind in KINDS] == [
        "cumulative", "level", "growth rate", "ratio", "milestone", "not more than"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "value", "target", "expected"),
    [
        ("growth", -6, -3, 50),
        ("growth", -3, -3, 100),
        ("growth", -1, -3, 100),
        ("ceiling", -5, -5, 100),
        ("ceiling", -2, -5, 40),
        ("ceiling", 0, -5, 0),
        ("ceiling", 3, -5, 0),
        ("ceiling", 1, 0, 0),
        ("level", -2, -5, 40),
        ("cumulative", -6, -5, 100),
    ],
)
def test_rates_below_nothing_have_shares_too(kind, value, target, expected):
    assert share(kind, value, target) == expected
