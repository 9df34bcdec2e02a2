"""Two tasks made one keep everything once; one made two gives each half what was read in its lines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dutytrack.domain.plan.model import ParsedTask, PlanDeadline, PlanIndicator, PlanRecurrence, Span, UnitMention
from dutytrack.domain.plan.problems import Problem
from dutytrack.domain.review.cuts import cut_in_two, joined, paragraphs

SOURCE = (
    "整治岸线。扩建码头。",
    "(一)扩建码头。",
    "　整治 岸线。",
    "疏浚航道,",
    "全长9公里。",
    "整治岸线。",
)
WHOLE = ParsedTask(
    "(一)", "(一)", (), "扩建码头", "扩建码头。\n整治岸线。\n\n疏浚航道,全长9公里。", (2, 5), span=Span(2, 3, 7)
)
FIGURE = PlanIndicator("泊位", ">=", 12.0, "个", None, None, "泊位12个", None, Span(2, 14, 21))


def mention(name: str, line: int | None = None) -> UnitMention:
    return UnitMention(name, name, None if line is None else Span(line, 0, 4))


def halves(task: ParsedTask, paragraph: int, source=SOURCE) -> tuple[ParsedTask, ParsedTask]:
    return cut_in_two(task, paragraph, ("(一)/1", "(一)/2"), source)


def test_joining_keeps_each_date_duty_figure_and_person_once():
    day = PlanDeadline(date(2026, 6, 30), "day", "6月底")
    monthly, yearly = PlanRecurrence("monthly", 1, "每月"), PlanRecurrence("yearly", 1, "每年")
    first = replace(
        WHOLE,
        leader=("张三", "李四"),
        deadlines=(day, PlanDeadline(None, "year", "到201*年")),
        recurring=(monthly,),
        indicators=(FIGURE,),
    )
    second = replace(
        WHOLE,
        leader=("李四", "王五"),
        deadlines=(replace(day, text="上半年"), PlanDeadline(None, "year", "到202*年"), replace(day, date=date.max)),
        recurring=(replace(monthly, text="按月"), yearly, replace(monthly, interval=3)),
        indicators=(replace(FIGURE, span=Span(9, 1, 2)), replace(FIGURE, value=20)),
    )
    both = joined(first, second)

    assert both.leader == ("张三", "李四", "王五")
    assert both.deadlines == (*first.deadlines, *second.deadlines[1:])
    assert both.recurring == (monthly, *second.recurring[1:])
    assert both.indicators == (FIGURE, second.indicators[1])


def test_joining_keeps_the_doubts_of_both():
    one, other = Problem("no-lead", 2, "lead"), Problem("no-date", 3, "deadline")

    assert joined(replace(WHOLE, problems=(one,)), replace(WHOLE, problems=(other,))).problems == (one, other)


@pytest.mark.parametrize(
    ("one", "other", "raw"),
    [("牵头:甲", "牵头:乙", "牵头:甲\n牵头:乙"), ("牵头:甲", None, "牵头:甲"), (None, None, None)],
)
def test_joining_keeps_the_clauses_about_units_as_lines(one, other, raw):
    assert joined(replace(WHOLE, units_raw=one), replace(WHOLE, units_raw=other)).units_raw == raw


@pytest.mark.parametrize(
    ("one", "other", "lines"), [((2, 3), (4, 6), (2, 6)), ((5, 6), (2, 9), (2, 9)), ((3, 8), (4, 5), (3, 8))]
)
def test_what_is_joined_runs_from_the_first_line_to_the_last(one, other, lines):
    assert joined(replace(WHOLE, lines=one), replace(WHOLE, lines=other)).lines == lines


def test_paragraphs_are_lines_with_something_in_them():
    assert paragraphs(WHOLE) == ["扩建码头。", "整治岸线。", "疏浚航道,全长9公里。"]
    assert paragraphs(replace(WHOLE, text="扩建 码头。")) == ["扩建 码头。"]


@pytest.mark.parametrize(
    ("paragraph", "texts", "lines", "title"),
    [
        (1, ("扩建码头。", "整治岸线。\n疏浚航道,全长9公里。"), ((2, 2), (3, 5)), "整治岸线"),
        (2, ("扩建码头。\n整治岸线。", "疏浚航道,全长9公里。"), ((2, 3), (4, 5)), "疏浚航道,全长9公里"),
    ],
)
def test_a_task_is_cut_where_the_document_has_the_paragraph(paragraph, texts, lines, title):
    source = (*SOURCE[:3], "疏浚航道,全长9公里。", *SOURCE[4:])
    first, second = halves(WHOLE, paragraph, source)

    assert (first.text, second.text) == texts
    assert (first.lines, second.lines) == lines
    assert (first.title, second.title, first.span, second.span) == ("扩建码头", title, WHOLE.span, None)


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ((), 3),
        (SOURCE[:2], 3),
        (SOURCE[:3], 3),
        (("", "(一)扩建码头。", "另文", "另文", "整治岸线。"), 5),
        (("", "(一)扩建码头。整治岸线。", "整治岸线。", "", ""), 2),
        (("整治岸线。", "", "", "", "", "整治岸线。"), 3),
    ],
)
def test_a_paragraph_begins_where_it_is_found_within_the_task_s_lines_else_at_its_number(source, line):
    assert halves(WHOLE, 1, source)[1].lines == (line, 5)


def test_a_paragraph_is_known_by_its_first_twelve_characters():
    task = replace(WHOLE, text="扩建码头。\n整治岸线三十二公里并绿化两侧。")
    wrapped = ("", "", "", "整治岸线三十二公里并绿化", "两侧。")

    assert halves(task, 1, wrapped)[1].lines[0] == 4
    assert halves(task, 1, ("", "", "", "整治岸线三十二公里并绿", "化两侧。"))[1].lines[0] == 3


def test_blanks_tell_no_paragraph_from_another():
    task = replace(WHOLE, text="扩建码头。\n整治 岸线。")

    assert halves(task, 1, ("", "", "", "整治岸 线。"))[1].lines[0] == 4


def test_a_paragraph_that_is_not_found_begins_on_the_task_s_last_line_at_the_latest():
    assert halves(replace(WHOLE, lines=(2, 3)), 2, ())[1].lines == (3, 3)
    assert halves(replace(WHOLE, lines=(2, 2)), 1, ())[0].lines == (2, 2)


def test_each_half_has_what_was_read_in_its_lines_and_what_has_no_place_is_the_first_s():
    task = replace(
        WHOLE,
        lead=(mention("甲局", 2), mention("乙局", 3)),
        responsible=(mention("丙局"),),
        indicators=(FIGURE, replace(FIGURE, name="岸线", span=Span(3, 0, 4))),
        problems=(Problem("no-date", 2, "deadline"), Problem("vague-unit", 3, "lead"), Problem("no-lead", 4, "lead")),
    )
    first, second = halves(task, 1)

    assert ([one.name for one in first.lead], [one.name for one in second.lead]) == (["甲局"], ["乙局"])
    assert (first.responsible, second.responsible) == (task.responsible, ())
    assert ([one.name for one in first.indicators], [one.name for one in second.indicators]) == (["泊位"], ["岸线"])
    assert [one.code for one in first.problems] == ["no-date"]
    assert [one.code for one in second.problems] == ["vague-unit", "no-lead"]


def test_units_of_one_half_hold_for_both_in_every_role():
    task = replace(
        WHOLE,
        lead=(mention("甲局", 4),),
        responsible=(mention("乙局", 4),),
        participating=(mention("丙局", 4),),
    )

    for half in halves(task, 1):
        assert (half.lead, half.responsible, half.participating) == (task.lead, task.responsible, task.participating)


@pytest.mark.parametrize(
    ("paragraph", "title"),
    [
        ("整治岸线,绿化两侧。拆除旧栈。", "整治岸线,绿化两侧"),
        (f"整治岸线,{'绿' * 25}。", f"整治岸线,{'绿' * 25}"),
        (f"整治岸线,{'绿' * 26}。", "整治岸线"),
        (f"整治岸线，{'绿' * 26}。", "整治岸线"),
    ],
)
def test_the_second_half_is_titled_by_its_first_sentence_or_clause(paragraph, title):
    assert halves(replace(WHOLE, text=f"扩建码头。\n{paragraph}"), 1)[1].title == title
