from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutytrack.domain.dates import DateError, add_months, is_spelled_out, period_of, read_day, read_period, with_weekday
from dutytrack.domain.workdays import add_workdays

TODAY = dt.date(2026, 7, 15)
LEAP = dt.date(2028, 2, 29)
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
TENSES = st.sampled_from(("past", "present", "future"))
SIGNS = "0123456789０９²-+/.年月日号底末季度半上下今明本去天周前后个工作wdmyqhQ一二三四十〇 　todaye"
WRITTEN = st.text(SIGNS, max_size=14)
PAGE = (Path(__file__).parents[2] / "docs" / "days.md").read_text(encoding="utf-8")


def period(first, last, precision):
    return (dt.date.fromisoformat(first), dt.date.fromisoformat(last), precision)


def day(text):
    return period(text, text, "day")


@pytest.mark.parametrize(
    ("text", "today", "tense", "expected"),
    [
        ("2026-06-30", TODAY, "present", day("2026-06-30")),
        ("2026-9-30", TODAY, "past", day("2026-09-30")),
        ("2026/09/30", TODAY, "past", day("2026-09-30")),
        ("2026.9.30", TODAY, "past", day("2026-09-30")),
        ("2026。9。30", TODAY, "past", day("2026-09-30")),
        ("2026｡9｡30", TODAY, "past", day("2026-09-30")),
        (f"{'2026-09-30':40}", TODAY, "past", day("2026-09-30")),
        ("２０２６－９－３０", TODAY, "past", day("2026-09-30")),
        ("　２０２６ 年 ９ 月 ３０ 日 ", TODAY, "past", day("2026-09-30")),
        ("2026年9月30日", TODAY, "past", day("2026-09-30")),
        ("2026年9月30号", TODAY, "past", day("2026-09-30")),
        ("20260930", TODAY, "past", day("2026-09-30")),
        ("9月30日", TODAY, "past", day("2025-09-30")),
        ("9月30日", TODAY, "present", day("2026-09-30")),
        ("9/30", TODAY, "past", day("2025-09-30")),
        ("9/30", TODAY, "future", day("2026-09-30")),
        ("7/15", TODAY, "past", day("2026-07-15")),
        ("7/15", TODAY, "future", day("2026-07-15")),
        ("6-30", TODAY, "future", day("2027-06-30")),
        ("0630", TODAY, "past", day("2026-06-30")),
        ("0630", TODAY, "future", day("2027-06-30")),
        ("30", TODAY, "past", day("2026-06-30")),
        ("30", TODAY, "future", day("2026-07-30")),
        ("31", dt.date(2026, 6, 15), "future", day("2026-07-31")),
        ("30", dt.date(2026, 3, 1), "past", day("2026-01-30")),
        ("３０日", TODAY, "present", day("2026-07-30")),
        ("2/29", TODAY, "past", day("2024-02-29")),
        ("2/29", TODAY, "future", day("2028-02-29")),
        ("2026", TODAY, "past", period("2026-01-01", "2026-12-31", "year")),
        ("1999年", TODAY, "future", period("1999-01-01", "1999-12-31", "year")),
        ("2026年度", TODAY, "past", period("2026-01-01", "2026-12-31", "year")),
        ("明年", TODAY, "past", period("2027-01-01", "2027-12-31", "year")),
        ("2026-6", TODAY, "past", period("2026-06-01", "2026-06-30", "month")),
        ("2026年9月", TODAY, "past", period("2026-09-01", "2026-09-30", "month")),
        ("2024-02", TODAY, "past", period("2024-02-01", "2024-02-29", "month")),
        ("9月", TODAY, "past", period("2025-09-01", "2025-09-30", "month")),
        ("7月", TODAY, "past", period("2026-07-01", "2026-07-31", "month")),
        ("7月份", TODAY, "future", period("2026-07-01", "2026-07-31", "month")),
        ("上个月", dt.date(2026, 1, 31), "past", period("2025-12-01", "2025-12-31", "month")),
        ("2026Q3", TODAY, "past", period("2026-07-01", "2026-09-30", "quarter")),
        ("2026-q4", TODAY, "past", period("2026-10-01", "2026-12-31", "quarter")),
        ("2026年第三季度", TODAY, "past", period("2026-07-01", "2026-09-30", "quarter")),
        ("三季度", TODAY, "past", period("2026-07-01", "2026-09-30", "quarter")),
        ("四季度", TODAY, "past", period("2025-10-01", "2025-12-31", "quarter")),
        ("第1季度", TODAY, "future", period("2027-01-01", "2027-03-31", "quarter")),
        ("上季度", TODAY, "past", period("2026-04-01", "2026-06-30", "quarter")),
        ("本季度", dt.date(2026, 9, 30), "past", period("2026-07-01", "2026-09-30", "quarter")),
        ("2026H1", TODAY, "past", period("2026-01-01", "2026-06-30", "half")),
        ("上半年", TODAY, "present", period("2026-01-01", "2026-06-30", "half")),
        ("上半年", TODAY, "future", period("2027-01-01", "2027-06-30", "half")),
        ("2026年下半年", TODAY, "past", period("2026-07-01", "2026-12-31", "half")),
        ("2026年底", TODAY, "past", day("2026-12-31")),
        ("明年底", TODAY, "past", day("2027-12-31")),
        ("年底", TODAY, "past", day("2026-12-31")),
        ("eoy", TODAY, "past", day("2026-12-31")),
        ("月底", TODAY, "past", day("2026-07-31")),
        ("EOM", TODAY, "past", day("2026-07-31")),
        ("下月底", TODAY, "past", day("2026-08-31")),
        ("9月底", TODAY, "future", day("2026-09-30")),
        ("季度末", TODAY, "past", day("2026-09-30")),
        ("eoq", TODAY, "past", day("2026-09-30")),
        ("三季度末", TODAY, "past", day("2025-09-30")),
        ("下月5日", TODAY, "past", day("2026-08-05")),
        ("年底前", TODAY, "future", day("2026-12-31")),
        ("2026年底前", TODAY, "present", day("2026-12-31")),
        ("12月底前", TODAY, "present", day("2026-12-31")),
        ("十二月底", TODAY, "past", day("2025-12-31")),
        ("十二月三十一日之前", TODAY, "future", day("2026-12-31")),
        ("二〇二六年十月二十日", TODAY, "past", day("2026-10-20")),
        ("十月", TODAY, "future", period("2026-10-01", "2026-10-31", "month")),
        ("三十号", TODAY, "future", day("2026-07-30")),
        ("三个月后", TODAY, "future", day("2026-10-15")),
        ("下周五", TODAY, "past", day("2026-07-24")),
        ("本周一", TODAY, "future", day("2026-07-13")),
        ("上星期天", TODAY, "future", day("2026-07-12")),
        ("周五", TODAY, "past", day("2026-07-10")),
        ("周五", TODAY, "present", day("2026-07-17")),
        ("周二前", TODAY, "future", day("2026-07-21")),
        ("周三", TODAY, "future", day("2026-07-15")),
        ("today", TODAY, "past", day("2026-07-15")),
        ("今天", TODAY, "past", day("2026-07-15")),
        ("昨天", TODAY, "future", day("2026-07-14")),
        ("yesterday", TODAY, "future", day("2026-07-14")),
        ("明天", TODAY, "past", day("2026-07-16")),
        ("+30d", TODAY, "past", day("2026-08-14")),
        ("＋２Ｗ", TODAY, "past", day("2026-07-29")),
        ("-2w", TODAY, "past", day("2026-07-01")),
        ("+1m", dt.date(2026, 1, 31), "past", day("2026-02-28")),
        ("+1y", LEAP, "past", day("2029-02-28")),
        ("-1y", TODAY, "past", day("2025-07-15")),
        ("5天前", TODAY, "past", day("2026-07-10")),
        ("30wd", TODAY, "past", day("2026-08-26")),
        ("30个工作日", TODAY, "past", day("2026-08-26")),
        ("30工作日", TODAY, "past", day("2026-08-26")),
        ("3wd", dt.date(2025, 9, 30), "past", day("2025-10-11")),
        ("-1wd", dt.date(2025, 10, 9), "past", day("2025-09-30")),
    ],
)
def test_a_text_is_its_days(text, today, tense, expected):
    assert read_period(text, today, tense) == expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2026-13", "there is no month 13"),
        ("13月", "there is no month 13"),
        ("2026-02-30", "2026-02 has no day 30"),
        ("2月30日", "2026-02 has no day 30"),
        ("2026-06-31", "2026-06 has no day 31"),
        ("45", "2026-07 has no day 45"),
        ("0000", "there is no month 0"),
        ("9999", "there is no month 99"),
        ("9999-12-31", "outside the years 1900 to 2099"),
        ("0001-01-01", "outside the years 1900 to 2099"),
        ("1899年", "outside the years 1900 to 2099"),
        ("+99999d", "outside the years 1900 to 2099"),
        ("-99999y", "outside the years 1900 to 2099"),
        ("+99999wd", "outside the years 1900 to 2099"),
        ("+99999999d", "is no date; write"),
        *((text, "is no date; write") for text in ("", "底", "6底", "630", "202609", "soon", "+d", "2026-", "2026Q5")),
        *((text, "is no date; write") for text in ("²", "2026-²-1", "①月", "㋀", "5日前", "一二月", "前", "下周八")),
        *((text, "is no date; write") for text in ("2026H3", "2026-06-30-1", "两周", "9/30底", "٣٠", "9" * 10_000)),
    ],
)
def test_what_is_no_date_is_refused_in_one_line_that_says_why_and_what_is_understood(text, why):
    with pytest.raises(DateError) as refused:
        read_period(text, TODAY)

    assert why in str(refused.value)
    assert "write 2026-06-30, 6月30日" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 250


@pytest.mark.parametrize("text", ["9/30", "30", "9月", "三季度", "月底", "今年", "today", "+2w"])
def test_without_a_today_the_year_has_to_be_there(text):
    with pytest.raises(DateError, match="the year has to be written here"):
        read_period(text, None)


@pytest.mark.parametrize(
    ("text", "meaning", "expected"),
    [
        ("2026-09", "due", "2026-09-30"),
        ("6/30", "due", "2027-06-30"),
        ("三季度", "due", "2026-09-30"),
        ("6/30", "happened", "2026-06-30"),
        ("2026-06", "since", "2026-06-01"),
        ("12月", "since", "2025-12-01"),
        ("2026-06", "as-of", "2026-06-30"),
        ("12/31", "as-of", "2025-12-31"),
        ("2026Q3", "start", "2026-07-01"),
        ("3/1", "start", "2026-03-01"),
        ("2025", "end", "2025-12-31"),
        ("6/30", "end", "2026-06-30"),
        ("2026-08", "month", "2026-08-01"),
        ("8", "month", "2026-08-01"),
        ("today", "month", "2026-07-15"),
    ],
)
def test_a_field_takes_the_end_that_it_means(text, meaning, expected):
    assert read_day(text, TODAY, meaning) == dt.date.fromisoformat(expected)


@pytest.mark.parametrize("text", ["年底前", "6月30日前", "周五前"])
def test_what_happened_was_on_a_day_and_not_before_one(text):
    with pytest.raises(DateError, match="is no date"):
        read_day(text, TODAY, "happened")


@pytest.mark.parametrize("text", ["2026-06", "2026", "6月", "上半年"])
def test_what_happened_needs_a_full_day(text):
    with pytest.raises(DateError, match="a full day is needed here"):
        read_day(text, TODAY, "happened")


@pytest.mark.parametrize(
    ("text", "today", "meaning", "forms"),
    [
        ("2026-06", TODAY, "happened", "6/30, 0630, 30, today or -2w"),
        ("2026", TODAY, "month", "write 2026-06, 6月 or 6"),
        ("soon", TODAY, "due", "月底, 年底, today, +2w or 30wd"),
        ("2月30日", TODAY, "due", "月底, 年底, today, +2w or 30wd"),
        ("soon", None, "due", "2026-06, 2026Q2, 2026 or 2026年底"),
        ("9/30", None, "due", "2026-06, 2026Q2, 2026 or 2026年底"),
    ],
)
def test_a_refusal_quotes_the_text_and_ends_with_what_its_field_takes(text, today, meaning, forms):
    with pytest.raises(DateError) as refused:
        read_day(text, today, meaning)

    assert str(refused.value).startswith(f"'{text}' is no date")
    assert str(refused.value).endswith(forms)


def test_a_long_text_is_quoted_by_its_beginning():
    with pytest.raises(DateError, match=f"^'{'x' * 40}' is no date"):
        read_period("x" * 40, TODAY)
    with pytest.raises(DateError, match=f"^'{'x' * 40}…' is no date"):
        read_period("x" * 41, TODAY)


def test_more_characters_than_any_date_has_are_none():
    with pytest.raises(DateError):
        read_period(f"{'2026-09-30':41}", TODAY)


def test_each_day_has_its_weekday():
    week = [with_weekday(dt.date(2026, 6, number)) for number in range(22, 29)]

    assert week == [
        *("2026-06-22 Mon", "2026-06-23 Tue", "2026-06-24 Wed", "2026-06-25 Thu", "2026-06-26 Fri"),
        *("2026-06-27 Sat", "2026-06-28 Sun"),
    ]


def test_a_month_is_no_year():
    with pytest.raises(DateError, match="one month is needed here"):
        read_day("2026", TODAY, "month")


@given(DAYS, DAYS, TENSES)
def test_a_day_in_full_is_itself_whatever_today_is(wanted, today, tense):
    year, month, number = wanted.timetuple()[:3]
    for text in (wanted.isoformat(), f"{year}年{month}月{number}日", f"{year}/{month}/{number}", f"{wanted:%Y%m%d}"):
        assert is_spelled_out(text)
        assert read_period(text, today, tense) == read_period(text, None) == (wanted, wanted, "day")


@given(st.dates(dt.date(1910, 1, 1), dt.date(2089, 12, 31)), DAYS)
def test_a_day_without_its_year_is_the_nearest_on_its_side(today, wanted):
    text = f"{wanted.month}/{wanted.day}"
    past, future = read_period(text, today, "past").first, read_period(text, today, "future").first

    assert past <= today <= future
    assert (past.month, past.day) == (future.month, future.day) == (wanted.month, wanted.day)
    assert (future - past).days in ({0} if past == future else {365, 366, 4 * 365 + 1, 8 * 365 + 1})


@given(DAYS, TENSES)
def test_a_period_is_read_back_from_its_name(today, tense):
    for text in ("今天", "6月", "三季度", "下半年", "今年", "30wd"):
        try:
            found = read_period(text, today, tense)
        except DateError:
            continue  # beyond the last year
        assert read_period(str(found), None) == found


@given(WRITTEN | st.text(max_size=60), DAYS | st.none(), TENSES)
def test_any_text_is_days_within_bounds_or_a_refusal(text, today, tense):
    try:
        found = read_period(text, today, tense)
    except DateError:
        return
    assert dt.date(1900, 1, 1) <= found.first <= found.last <= dt.date(2099, 12, 31)
    assert (found.precision == "day") == (found.first == found.last)


@given(st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)), st.integers(0, 300))
def test_working_days_back_and_forth_end_on_the_day_they_began(day, count):
    begun = add_workdays(day, 1)

    assert add_workdays(add_workdays(begun, count), -count) == begun


def test_the_page_about_days_says_what_is_understood():
    rows = re.findall(r"^\| (`.+?) \| (\d[\d-]*) \| (\d[\d-]*) \|", PAGE, re.MULTILINE)

    assert len(rows) > 10
    for texts, first, last in rows:
        for text in re.findall(r"`([^`]+)`", texts):
            found = read_period(text, TODAY)
            assert (text, str(found.first), str(found.last)) == (text, first, last)


def test_a_month_later_stays_within_the_shorter_month():
    assert add_months(dt.date(2026, 1, 31), 1) == dt.date(2026, 2, 28)


@pytest.mark.parametrize(
    ("day", "length", "period"),
    [
        (dt.date(2026, 7, 15), "month", "2026-07"),
        (dt.date(2026, 7, 15), "week", "2026-W29"),
        (dt.date(2027, 1, 1), "week", "2026-W53"),
        (dt.date(2026, 7, 1), "quarter", "2026Q3"),
        (dt.date(2026, 12, 31), "quarter", "2026Q4"),
    ],
)
def test_a_day_lies_in_its_period(day, length, period):
    assert period_of(day, length) == period
