"""Cadences: rules as they are typed, and the days they ask for."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr

from dutytrack.domain.progress.cadence import (
    CadencePartError,
    CadenceRuleError,
    NoReportDayError,
    duty_days,
    read_rule,
    report_days,
    words_of_duty,
)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("FREQ=MONTHLY;BYMONTHDAY=5", "FREQ=MONTHLY;BYMONTHDAY=5"),
        ("rrule:freq=weekly;byday=fr", "FREQ=WEEKLY;BYDAY=FR"),
        ("RRULE: FREQ=WEEKLY; BYDAY=FR", "FREQ=WEEKLY;BYDAY=FR"),
        ("monthly:5", "FREQ=MONTHLY;BYMONTHDAY=5"),
        ("monthly", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("monthly:28", "FREQ=MONTHLY;BYMONTHDAY=28"),
        ("monthly:29", "FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=-1"),
        ("monthly:31", "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1"),
        ("monthly:-31", "FREQ=MONTHLY;BYMONTHDAY=-31"),
        ("quarterly:1", "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=1"),
        ("quarterly 10", "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"),
        ("half-yearly:10", "FREQ=MONTHLY;BYMONTH=1,7;BYMONTHDAY=10"),
        ("weekly", "FREQ=WEEKLY;BYDAY=FR"),
        ("weekly:1", "FREQ=WEEKLY;BYDAY=MO"),
        ("每周一", "FREQ=WEEKLY;BYDAY=MO"),
        ("每月5日前", "FREQ=MONTHLY;BYMONTHDAY=5"),
        ("每月25日", "FREQ=MONTHLY;BYMONTHDAY=25"),
        ("每季度后10日内反馈", "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"),
        ("每半年", "FREQ=MONTHLY;BYMONTH=6,12;BYMONTHDAY=-1"),
        ("每周", "FREQ=WEEKLY;BYDAY=FR"),
    ],
)
def test_a_rule_is_read_as_it_is_typed(text, rule):
    assert read_rule(text) == rule


@pytest.mark.parametrize(
    ("texts", "start", "days"),
    [
        ("每季度末 每季度 季报 按季度 quarterly quarterly:-1", "2012-01-01", "2012-03-31 2012-06-30 2012-09-30"),
        (
            "每季度10日前 每季度后10日内 每季度结束后10日内报送 每季度首月10日 quarterly:10",
            "2012-02-01",
            "2012-04-10 2012-07-10",
        ),
        (
            "每季度末月25日前 每季度末25日前 每季度底25日前 每季度终25日前",
            "2012-01-01",
            "2012-03-25 2012-06-25",
        ),
        ("每年1月底前", "2012-01-01", "2012-01-31 2013-01-31"),
        ("每半年 半年报 每半年末 half-yearly", "2012-03-01", "2012-06-30 2012-12-31 2013-06-30"),
        ("每年末 每年底 每年 年报 yearly", "2012-03-01", "2012-12-31 2013-12-31"),
        ("每年12月10日前", "2012-01-01", "2012-12-10 2013-12-10"),
        ("每年6月、12月底前", "2012-01-01", "2012-06-30 2012-12-31 2013-06-30"),
        ("每月30日前 每个月的30号 每月３０日前 monthly:30", "2013-01-01", "2013-01-30 2013-02-28 2013-03-30"),
        ("monthly:31 每月底前 每月末 月报 按月", "2012-01-31", "2012-01-31 2012-02-29 2012-03-31 2012-04-30"),
        ("每旬 旬报", "2012-02-01", "2012-02-10 2012-02-20 2012-02-29 2012-03-10"),
        ("每半月 每半个月", "2012-02-01", "2012-02-15 2012-02-29 2012-03-15"),
        ("每两个月 每2个月 双月报 bimonthly", "2012-01-01", "2012-02-29 2012-04-30 2012-06-30"),
        ("weekly:3 每周三 每星期三 每周三前反馈一次", "2012-01-01", "2012-01-04 2012-01-11"),
        ("每周五 周报 每周 weekly weekly:5", "2012-01-01", "2012-01-06 2012-01-13"),
        ("weekly:7 每周日 每周天", "2012-01-01", "2012-01-01 2012-01-08"),
        ("每两周 双周报 fortnightly", "2012-01-02", "2012-01-06 2012-01-20"),
    ],
)
def test_a_cadence_goes_by_the_calendar(texts, start, days):
    wanted = [date.fromisoformat(day) for day in days.split()]

    for text in texts.split():
        assert list(report_days(text, start=date.fromisoformat(start)).days[: len(wanted)]) == wanted, text


@pytest.mark.parametrize(
    "text",
    [
        "weekly:8",
        "monthly:00",
        "weekly:0",
        "每周八",
        "每月0日",
        "每年13月底",
        "每季度3月底",
        "每旬5日",
        "",
        "sometimes",
        "monthly:0",
        "monthly:40",
        "monthly:32",
        "monthly:-32",
        "FREQ=OFTEN",
        "FREQ=MONTHLY;BYMONTHDAY=x",
    ],
)
def test_what_is_none_is_refused(text):
    with pytest.raises(CadenceRuleError):
        read_rule(text)


@pytest.mark.parametrize(
    ("rule", "part"),
    [
        ("FREQ=SECONDLY", "FREQ=SECONDLY"),
        ("FREQ=HOURLY;COUNT=3", "FREQ=HOURLY"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL=0"),
        ("FREQ=DAILY;INTERVAL=-1", "INTERVAL=-1"),
        ("FREQ=DAILY;INTERVAL=" + "9" * 200, "INTERVAL=999"),
        ("FREQ=DAILY;BYHOUR=1,2,3", "BYHOUR=1,2,3"),
        ("FREQ=DAILY;BYSECOND=0", "BYSECOND=0"),
        ("FREQ=YEARLY;BYEASTER=0", "BYEASTER=0"),
        ("FREQ=DAILY;COUNT=0", "COUNT=0"),
        ("FREQ=DAILY;UNTIL=tomorrow", "UNTIL=TOMORROW"),
        ("FREQ=DAILY;FREQ=WEEKLY", "FREQ=WEEKLY"),
        ("FREQ=DAILY;DTSTART=19000101", "DTSTART=19000101"),
    ],
)
def test_a_part_that_no_cadence_has_is_named(rule, part):
    with pytest.raises(CadencePartError) as raised:
        report_days(rule, start=date(2026, 1, 1))

    assert str(raised.value).startswith(part)
    assert "INTERVAL from 1 to 9999" in str(raised.value)


def test_a_refusal_says_what_was_typed_and_what_may_be():
    with pytest.raises(CadenceRuleError, match=r"^sometimes is no cadence; write monthly:5"):
        read_rule("sometimes")
    with pytest.raises(CadenceRuleError, match=r"^FREQ=DAILY;UNTIL=20261399 is no cadence"):
        read_rule("FREQ=DAILY;UNTIL=20261399")
    with pytest.raises(CadencePartError) as raised:
        read_rule("FREQ=DAILY;BYHOUR=1")

    parts = str(raised.value).partition("other parts are ")[2].split(", ")
    assert parts == [*("COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS")]


def test_a_rule_has_three_hundred_characters_at_the_most():
    longest = "FREQ=MONTHLY;BYDAY=" + "MO," * 92 + "+12MO"

    assert len(longest) == 300
    assert read_rule(longest) == longest
    with pytest.raises(CadenceRuleError):
        read_rule(longest.replace("BYDAY=MO", "BYDAY=+MO"))


@pytest.mark.parametrize("text", ["FREQ=DAILY;BYDAY=" + "MO," * 1000 + "MO", "每" * 100_000, "FREQ=" + "X" * 100_000])
def test_a_rule_without_end_is_refused_in_a_line(text):
    with pytest.raises(CadenceRuleError) as raised:
        read_rule(text)

    assert len(str(raised.value)) < 700


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=WEEKLY;BYMONTHDAY=99",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=300",
        "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
        "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1",
        "FREQ=DAILY;UNTIL=20250101",
    ],
)
def test_a_rule_that_names_no_day_is_refused(rule):
    with pytest.raises(NoReportDayError, match=f"^{rule} names no day from 2026-03-05 to 2046-03-05"):
        report_days(rule, start=date(2026, 3, 5))


@pytest.mark.parametrize(
    ("typed", "text", "kept"),
    [
        (" 每季度10日前 ", "", "每季度10日前"),
        ("每季度10日前", "季报", "季报"),
        ("freq=monthly;bymonth=1,4,7,10;bymonthday=10", "", ""),
        ("FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=10", "季报", "季报"),
    ],
)
def test_a_cadence_keeps_its_rule_its_start_and_the_words_it_was_typed_in(typed, text, kept):
    cadence = report_days(typed, start=date(2026, 3, 5), text=text)

    assert cadence.rule == "FREQ=MONTHLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"
    assert (cadence.text, cadence.start, cadence.working_days) == (kept, date(2026, 3, 5), False)


def test_words_are_kept_where_they_are_left_to_the_cadence():
    assert report_days("每月5日前", start=date(2026, 3, 5)).text == "每月5日前"


def test_a_rule_without_end_is_followed_for_twenty_years():
    days = report_days("FREQ=DAILY", start=date(2026, 3, 5)).days

    assert (days[0], days[-1], len(days)) == (date(2026, 3, 5), date(2046, 3, 5), 7306)


@pytest.mark.parametrize("start", [date(2024, 2, 29), date(2026, 3, 5), date(9990, 1, 1), date(1, 1, 1)])
@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY;INTERVAL=9",
        "FREQ=WEEKLY;BYDAY=FR",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=7",
        "FREQ=YEARLY;BYWEEKNO=52;BYDAY=SU",
        "FREQ=YEARLY;BYYEARDAY=-1",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    ],
)
def test_days_are_those_of_dateutil(rule, start):
    end = min(date.max, start + timedelta(days=3000)) if start.year < 9990 else date.max
    wanted = rrulestr(rule, dtstart=datetime.combine(start, time.min)).between(
        datetime.combine(start, time.min), datetime.combine(end, time.min), inc=True
    )

    assert report_days(rule, start=start).up_to(end) == tuple(moment.date() for moment in wanted)


def test_days_run_from_the_start_to_the_end():
    cadence = report_days("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10", start=date(2026, 4, 10))

    assert cadence.up_to(date(2026, 12, 31)) == (date(2026, 4, 10), date(2026, 7, 10), date(2026, 10, 10))


def test_a_rule_ends_where_it_says():
    until = report_days("FREQ=MONTHLY;BYMONTHDAY=5;UNTIL=20260705T000000Z", start=date(2026, 5, 1))

    assert until.days == (date(2026, 5, 5), date(2026, 6, 5), date(2026, 7, 5))


def test_a_day_off_gives_way_to_a_working_day():
    cadence = report_days("FREQ=MONTHLY;BYMONTHDAY=1", start=date(2025, 9, 1), working_days=True)

    assert cadence.up_to(date(2025, 11, 30)) == (date(2025, 9, 1), date(2025, 10, 9), date(2025, 11, 3))


def test_an_end_before_the_start_asks_for_nothing():
    assert report_days("FREQ=DAILY", start=date(2025, 9, 2)).up_to(date(2025, 9, 1)) == ()


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("每年汛期前", (5, 31)),
        ("每年汛期结束后", (9, 30)),
        ("每年春节前", (1, 20)),
        ("每年供暖季前", (10, 31)),
        ("每年年中前", (6, 30)),
        ("每年秋季开学前", (8, 31)),
        ("每年春耕前", (2, 28)),
    ],
)
def test_a_season_of_each_year_has_a_day(words, day):
    days = duty_days("yearly", 1, words, start=date(2026, 1, 1), end=date(2027, 12, 31))
    assert days == (date(2026, *day), date(2027, *day))
    assert words_of_duty("yearly", 1, f"{words}开展检查。") == len(words)
    assert words_of_duty("yearly", 1, "每年汛期前后检查") == 0


@pytest.mark.parametrize(
    ("rule", "last"),
    [
        ("每季度后10日内反馈", date(2027, 1, 10)),
        ("monthly:5", date(2027, 1, 5)),
        ("monthly:25", date(2026, 12, 25)),
        ("每季度末", date(2026, 12, 31)),
        ("每年1月底前", date(2027, 1, 31)),
        ("每半年后10日内反馈", date(2027, 1, 10)),
    ],
)
def test_the_last_report_of_a_plan_may_be_due_after_its_end(rule, last):
    days = report_days(rule, start=date(2026, 1, 1))
    assert days.up_to(date(2026, 12, 31), of_plan=True)[-1] == last


def test_the_last_report_of_a_duty_may_be_due_after_the_plan_s_end():
    days = {"start": date(2026, 1, 1), "end": date(2026, 12, 31)}
    assert duty_days("monthly", 1, "每月5日前", **days, is_report=True)[-1] == date(2027, 1, 5)
    assert duty_days("yearly", 1, "每年1月底前", **days, is_report=True)[-1] == date(2027, 1, 31)
    assert duty_days("monthly", 1, "每月5日前", **days)[-1] == date(2026, 12, 5)
    assert duty_days("yearly", 1, "每年", **days, is_report=True) == (date(2026, 12, 31),)
