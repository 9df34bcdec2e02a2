"""Each field as a person sees it and writes it: what is shown, what is taken, what is refused and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dutytrack.domain.plan.model import (
    ParsedPlan,
    ParsedTask,
    Period,
    PlanDeadline,
    PlanIndicator,
    PlanRecurrence,
    Span,
    UnitMention,
)
from dutytrack.domain.review.fields import (
    ReviewFieldError,
    cadence_text,
    date_text,
    edited,
    edited_plan,
    field_label,
    figure_text,
    names_in,
    shown,
    shown_of_plan,
)

TASK = ParsedTask("(一)", "(一)", ("一、任务",), "扩建码头", "扩建码头。", (2, 2))
PLAN = ParsedPlan("port.txt", "港口方案")


def taken(field: str, text: str):
    return getattr(edited(TASK, field, text), field)


@pytest.mark.parametrize(
    ("text", "known", "names"),
    [
        ("市财政局、市教育局", [], ["市财政局", "市教育局"]),
        ("市财政局\n市教育局", [], ["市财政局", "市教育局"]),
        ("市委、市政府办公室", [], ["市委", "市政府办公室"]),
        ("市委、市政府办公室", ["市委、市政府办公室"], ["市委、市政府办公室"]),
        (
            "市财政局\n市委、市政府办公室、市教育局",
            ["市委、市政府办公室"],
            ["市财政局", "市委、市政府办公室", "市教育局"],
        ),
        (
            "市财政局\n市教育局\n市委、市政府办公室",
            ["市委、市政府办公室"],
            ["市财政局", "市教育局", "市委、市政府办公室"],
        ),
        ("市委、市政府办公室", ["市委、市政府", "市委、市政府办公室"], ["市委、市政府办公室"]),
        ("市委、市政府、市政协办公室", ["市委、市政府、市政协办公室"], ["市委、市政府、市政协办公室"]),
        ("市委、市政府办公室、甲(乙)", ["市委、市政府办公室", "甲(乙)、丙"], ["市委、市政府办公室", "甲(乙)"]),
        ("市财政局", ["市财政"], ["市财政局"]),
        ("市财政局、市委", ["市委、市政府", "市财政"], ["市财政局", "市委"]),
    ],
)
def test_a_known_name_is_one_name_whatever_is_in_it(text, known, names):
    assert names_in(text, known) == names


def test_a_new_name_takes_the_place_of_the_one_it_replaces_where_as_many_are_new_as_gone():
    old = (UnitMention("市交通局", "市交通局", Span(2, 3, 7)), UnitMention("市城管局", "市城管局", Span(2, 8, 12)))
    task = replace(TASK, lead=old)

    assert edited(task, "lead", "市交通运输局、市城管局").lead == (replace(old[0], name="市交通运输局"), old[1])
    assert edited(task, "lead", "市城管局、市水利局、市财政局").lead == (
        old[1],
        UnitMention("市水利局", "市水利局"),
        UnitMention("市财政局", "市财政局"),
    )


@pytest.mark.parametrize(
    ("day", "precision", "text"),
    [
        (None, "day", "?"),
        (date(2017, 12, 31), "year", "2017"),
        (date(2017, 12, 30), "year", "2017-12-30"),
        (date(2017, 6, 30), "month", "2017-06"),
        (date(2017, 6, 29), "month", "2017-06-29"),
        (date(2017, 12, 31), "month", "2017-12"),
        (date(2017, 6, 30), "day", "2017-06-30"),
        (date(2017, 12, 31), "day", "2017-12-31"),
    ],
)
def test_a_date_is_shown_as_long_as_it_is_exact(day, precision, text):
    assert date_text(day, precision) == text


@pytest.mark.parametrize(
    ("text", "deadline", "again"),
    [
        ("2017 到2017年", PlanDeadline(date(2017, 12, 31), "year", "到2017年"), "2017 到2017年"),
        ("2017-06", PlanDeadline(date(2017, 6, 30), "month", "2017-06"), "2017-06 2017-06"),
        ("2017-06-15 中旬 前", PlanDeadline(date(2017, 6, 15), "day", "中旬 前"), "2017-06-15 中旬 前"),
        ("2017H1 上半年", PlanDeadline(date(2017, 6, 30), "month", "上半年"), "2017-06 上半年"),
        ("? 到201*年", PlanDeadline(None, "year", "到201*年"), "? 到201*年"),
        ("？ 到201*年", PlanDeadline(None, "year", "到201*年"), "? 到201*年"),
        ("?", PlanDeadline(None, "year", ""), "?"),
    ],
)
def test_a_deadline_is_its_day_and_what_is_printed(text, deadline, again):
    task = edited(TASK, "deadlines", text)

    assert task.deadlines == (deadline,)
    assert shown(task, "deadlines") == again


@pytest.mark.parametrize(
    ("text", "duty", "again"),
    [
        ("每季度 每季度组织一次", ("monthly", 3, "每季度组织一次"), "每季度 每季度组织一次"),
        ("每季", ("monthly", 3, "每季"), "每季度 每季"),
        ("monthly 每月 一次", ("monthly", 1, "每月 一次"), "每月 每月 一次"),
        ("weekly/3", ("weekly", 3, "weekly/3"), "weekly/3 weekly/3"),
        ("daily/99", ("daily", 99, "daily/99"), "daily/99 daily/99"),
        ("yearly/2", ("yearly", 2, "yearly/2"), "每两年 yearly/2"),
    ],
)
def test_a_duty_is_how_often_and_what_is_printed(text, duty, again):
    task = edited(TASK, "recurring", text)

    assert task.recurring == (PlanRecurrence(*duty),)
    assert shown(task, "recurring") == again


def test_a_cadence_without_a_word_is_a_frequency_and_a_count():
    assert [cadence_text("weekly", 3), cadence_text("monthly", 12), cadence_text("yearly", 1)] == [
        *("weekly/3", "monthly/12", "每年")
    ]


FIGURE = PlanIndicator("平台", ">=", 100.0, "家", None, None, "平台 100家")


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("平台 | 100家", FIGURE),
        ("平台｜100家", FIGURE),
        ("平台 | >=100家 | 2017", replace(FIGURE, due=date(2017, 12, 31), text="平台 >=100家")),
        (
            "平台 | ≤1,000.5 家 || yearly",
            replace(FIGURE, op="<=", value=1000.5, freq="yearly", text="平台 ≤1,000.5 家"),
        ),
        ("平台 | =2-3 家 ||| 2-3家 | 以上", replace(FIGURE, op="==", value=2, max=3, text="2-3家 | 以上")),
        (
            "增速 | -3.5% | 2017-06 | monthly | 下降",
            PlanIndicator("增速", ">=", -3.5, "%", date(2017, 6, 30), "monthly", "下降"),
        ),
    ],
)
def test_a_figure_is_its_parts_and_the_rest_may_be_left_out(text, figure):
    assert taken("indicators", text) == (figure,)


@pytest.mark.parametrize(
    ("figure", "line"),
    [
        (FIGURE, "平台 | >=100 家 |  |  | 平台 100家"),
        (replace(FIGURE, text=""), "平台 | >=100 家"),
        (replace(FIGURE, text="", freq="yearly"), "平台 | >=100 家 |  | yearly"),
        (replace(FIGURE, text="", due=date(2017, 6, 30)), "平台 | >=100 家 | 2017-06-30"),
        (replace(FIGURE, value=2.5, max=3.0, op="==", unit="", text=""), "平台 | ==2.5-3"),
    ],
)
def test_a_figure_is_shown_without_the_parts_at_its_end_that_are_empty(figure, line):
    assert shown(replace(TASK, indicators=(figure,)), "indicators") == line


def test_a_figure_shows_a_range_and_no_more_digits_than_it_has():
    assert figure_text(replace(FIGURE, value=2, max=3.5)) == ">=2-3.5 家"
    assert figure_text(replace(FIGURE, unit="")) == ">=100"


@pytest.mark.parametrize(
    ("field", "text", "why"),
    [
        ("title", " ", "Task: must not be empty"),
        ("deadlines", "2026-13 月底", "Deadlines: '2026-13' is no date: there is no month 13"),
        ("recurring", "常常 检查", "Recurring: 常常 is no such thing as 每季度 or monthly/3"),
        ("recurring", "monthly/100", "Recurring: monthly/100 is no such thing as 每季度 or monthly/3"),
        ("indicators", "泊位 | 很多", "Figures: 泊位 | 很多 is no such thing as 平台 | >=100 家"),
        ("indicators", "| 12个", "Figures: | 12个 is no such thing as 平台 | >=100 家"),
        ("indicators", "泊位 | 12个 | 2026 | 偶尔", "Figures: 偶尔 is none of: yearly, monthly, weekly, daily"),
    ],
)
def test_a_refusal_names_the_field_and_what_is_wrong(field, text, why):
    with pytest.raises(ReviewFieldError) as refused:
        edited(TASK, field, text)

    assert str(refused.value).startswith(why)


@pytest.mark.parametrize(
    ("field", "text", "found"),
    [
        ("leader", "张三,李四；王五\n赵六", ("张三", "李四", "王五", "赵六")),
        ("section", "一、任务 > (一)港口\n1.码头", ("一、任务", "(一)港口", "1.码头")),
        ("ref", " ( 九 ) ", "(九)"),
        ("title", " 扩建\n  码头二期 ", "扩建 码头二期"),
        ("text", "\n第一段。\n第二段。\n", "第一段。\n第二段。"),
    ],
)
def test_blanks_and_signs_between_are_left_out(field, text, found):
    assert taken(field, text) == found


def test_an_entry_that_is_left_keeps_its_place_and_one_in_another_s_stead_takes_it():
    duties = PlanRecurrence("monthly", 3, "每季度", Span(5, 8, 11)), PlanRecurrence("yearly", 1, "每年", Span(6, 1, 3))
    task = replace(TASK, recurring=duties)

    assert edited(task, "recurring", "每季度  每季度\n每月 每月").recurring == (
        duties[0],
        PlanRecurrence("monthly", 1, "每月", Span(6, 1, 3)),
    )
    assert edited(task, "recurring", "每年 每年").recurring == duties[1:]


@pytest.mark.parametrize(
    ("field", "text", "again"),
    [
        ("title", " 港口行动 ", "港口行动"),
        ("issuer", "市政府", "市政府"),
        ("issued", "2025-01-08", "2025-01-08"),
        ("issued", "2025-01", "2025-01-01"),
        ("start", "2025", "2025-01-01"),
        ("end", "2025", "2025-12-31"),
        ("end", "", ""),
        ("doc_no", " ", ""),
    ],
)
def test_the_head_of_a_plan_is_shown_as_it_was_taken(field, text, again):
    assert shown_of_plan(edited_plan(PLAN, field, text), field) == again


def test_a_plan_may_last_a_day_but_never_end_before_it_starts():
    day = Period(date(2025, 3, 1), date(2025, 3, 1))
    plan = replace(PLAN, period=Period(date(2025, 3, 1)))

    assert edited_plan(plan, "end", "2025-03-01").period == day
    with pytest.raises(ReviewFieldError, match=r"^End: the start is after the end$"):
        edited_plan(plan, "end", "2025-02-28")
    with pytest.raises(ReviewFieldError, match=r"^Issued: 'soon' is no date"):
        edited_plan(plan, "issued", "soon")


def test_a_field_is_called_by_its_word():
    assert [field_label(name) for name in ("doc_no", "indicators", "task")] == ["Document number", "Figures", "task"]
