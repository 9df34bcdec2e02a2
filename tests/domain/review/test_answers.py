"""Answers that doubts name, taken in a task or wherever they are answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dutytrack.domain.plan.model import ParsedPlan, ParsedTask, PlanDeadline, PlanIndicator, UnitMention
from dutytrack.domain.plan.problems import Problem
from dutytrack.domain.review.corrections import Correction
from dutytrack.domain.review.model import begin

BUREAU = UnitMention("市体育句", "市体育句")
DAY = date(2026, 6, 30)
PLAZA = ParsedTask(
    "1", "1.", (), "建广场", "建广场3个", (1, 1), lead=(BUREAU,), responsible=(UnitMention("市文化句", "市文化句"),),
    deadlines=(PlanDeadline(DAY, "month", "汛期前"),),
    indicators=(PlanIndicator("广场", ">=", 3, "个", None, None, "建广场3个"),),
    problems=(
        Problem("near-unit", 1, "lead", {"name": "市体育句", "suggestion": "市体育局"}),
        Problem("near-unit", 1, "responsible", {"name": "市文化句", "suggestion": "市文化局"}),
        Problem("figure-day", 1, "indicator", {"text": "3个"}),
        Problem("season-as-date", 1, "deadline", {"text": "汛期前", "year": "2026", "month": "6", "day": "30"}),
    ),
)  # fmt: skip
TRACK = ParsedTask(
    "2", "2.", (), "修跑道", "修跑道", (2, 2), lead=(BUREAU,),
    problems=(Problem("ambiguous-prefix", 2, "lead", {"raw": "公安局", "name": "市公安局", "alternative": "公安局"}),),
)  # fmt: skip


def test_one_answer_leaves_the_other_doubts_about_units_open() -> None:
    review = begin(ParsedPlan("a.txt", "方案", tasks=(PLAZA, TRACK)), ())
    (answer,) = review.drafts[0].answers
    assert (answer.asked, answer.value) == ("市体育句", "市体育局")
    assert [draft.id for draft in review.asking(answer)] == [1, 2]
    here = review.take_answer(answer, 1)
    assert [one.facts["name"] for one in here.drafts[0].doubts if one.code == "near-unit"] == ["市文化句"]
    assert here.drafts[1] == review.drafts[1]
    assert Correction("lead", "市体育句", "市体育局", 1, 0) in here.corrections()
    assert here.restore(1).drafts[0] == review.drafts[0]


def test_a_day_is_taken_as_the_figures_and_a_season_as_it_was_read() -> None:
    review = begin(ParsedPlan("a.txt", "方案", tasks=(PLAZA, TRACK)), ())
    for answer in ("市体育局", "市文化局", "2026-06-30", "2026-06-30"):
        (told,) = review.drafts[0].answers
        assert told.value == answer
        review = review.take_answer(told, 1)
    assert review.drafts[0].doubts == ()
    assert review.drafts[0].task.indicators[0].due == DAY
    assert [one.value for one in review.drafts[1].answers] == ["市公安局", "公安局"]


def test_a_name_that_is_there_already_is_not_named_twice() -> None:
    right = UnitMention("市体育局", "市体育局")
    both = replace(PLAZA, lead=(BUREAU, right))
    review = begin(ParsedPlan("a.txt", "方案", tasks=(both,)), ())
    mended = review.take_answer(review.drafts[0].answers[0], 1)
    assert [one.name for one in mended.drafts[0].task.lead] == ["市体育局"]


def test_a_days_answer_is_taken_for_its_own_figure_and_everywhere_for_those_that_were_read_so() -> None:
    other = date(2026, 12, 31)
    figures = (
        PlanIndicator("跑道", ">=", 5, "%", DAY, None, "跑道达5%"),
        PlanIndicator("球场", ">=", 2.5, "%", other, None, "球场达2.5%"),
    )
    doubts = tuple(Problem("figure-day", 1, "indicator", {"text": text}) for text in ("5%", "2.5%"))
    days = (PlanDeadline(DAY, "month", "6月底"), PlanDeadline(other, "year", "年底"))
    first = ParsedTask("1", "1.", (), "跑道", "跑道", (1, 1), deadlines=days, indicators=figures, problems=doubts)
    second = replace(first, ref="2", title="球场", indicators=figures[:1], problems=doubts[:1])
    review = begin(ParsedPlan("a.txt", "方案", tasks=(first, second)), ())
    june, december = review.drafts[0].answers
    assert [draft.id for draft in review.asking(june)] == [1, 2]

    here = review.take_answer(december, 1).drafts[0]
    assert [one.due for one in here.task.indicators] == [other, other]
    assert [one.facts["text"] for one in here.doubts] == ["2.5%"]
    everywhere = review.take_answer_everywhere(june)
    assert [one.due for one in everywhere.drafts[0].task.indicators] == [DAY, other]
    assert [one.facts["text"] for draft in everywhere.drafts for one in draft.doubts] == ["2.5%"]
