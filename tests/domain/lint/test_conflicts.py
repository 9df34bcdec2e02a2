"""Plans of one place disagree about figures, dates and leads; what is on other ground does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dutytrack.domain.lint.plans import lint
from dutytrack.domain.lint.subject import LintPlan, LintTask
from dutytrack.domain.plan.model import ParsedTask, PlanIndicator, UnitMention

JUNE, SEPTEMBER = date(2026, 6, 30), date(2026, 9, 30)


def mentions(*names: str) -> tuple[UnitMention, ...]:
    return tuple(UnitMention(name, name) for name in names)


def figure(name: str = "高新技术企业", value: float = 300, due: date | None = JUNE, unit: str = "家") -> PlanIndicator:
    return PlanIndicator(name, ">=", value, unit, due, None, f"{name}{value}{unit}")


def task(title: str, *figures: PlanIndicator, lead: str = "市科技局", due: date | None = None, key: str = "1"):
    parsed = ParsedTask(
        key,
        f"{key}.",
        (),
        title,
        title,
        (7, 7),
        lead=mentions(lead),
        responsible=mentions("市财政局"),
        indicators=figures,
    )
    return LintTask(key, parsed, (due,))


def plan(name: str, *tasks: LintTask, start: date | None = date(2026, 1, 1), end: date | None = date(2026, 12, 31)):
    return LintPlan(name, name, "滨海市", start, end, tasks)


def conflicts(one: LintPlan, *others: LintPlan) -> list[str]:
    """The sentences of the conflicts told at ``one``."""
    [result] = lint([one], others)
    return [finding.message for finding in result.findings if finding.code.startswith("conflict")]


def test_another_figure_is_told_at_the_task_and_its_line():
    [result] = lint([plan("A", task("培育企业", figure()))], [plan("B", task("壮大主体", figure(value=200)))])

    [finding] = [finding for finding in result.findings if finding.code == "conflict-figure"]
    assert (finding.key, finding.line) == ("1", 7)


def test_each_figure_that_differs_is_told_and_amounts_are_listed_by_height():
    here = plan("A", task("培育企业", figure(), figure("科技型中小企业", 90)))
    there = plan("B", task("壮大主体", figure(value=250), figure(value=200), figure("科技型中小企业", 80), key="2"))

    assert conflicts(here, there) == [
        "高新技术企业: 300家 here, 200家、250家 in 2 of B",
        "科技型中小企业: 90家 here, 80家 in 2 of B",
    ]


def test_the_same_amount_by_another_day_is_told_with_both_days():
    here, there = plan("A", task("培育企业", figure())), plan("B", task("壮大主体", figure(due=SEPTEMBER)))

    assert conflicts(here, there) == ["高新技术企业: due 2026-06-30 here, 2026-09-30 in 1 of B"]


def test_another_lead_is_told_once_a_task_however_often_the_two_meet():
    here = plan("A", task("培育企业", figure(), due=JUNE))
    there = [plan(name, task("培育企业", figure(), lead="市工信局", due=JUNE)) for name in ("B", "C")]

    assert conflicts(here, *there) == [
        f"高新技术企业: led by 市科技局 here, by 市工信局 in 1 of {name}" for name in ("B", "C")
    ]


def test_another_lead_is_told_with_the_figure_or_the_title_that_both_have():
    figures = (
        plan("A", task("培育企业", figure())),
        plan("B", task("壮大主体", figure("高新技术企业数"), lead="市工信局")),
    )
    titles = plan("A", task("推进审批改革")), plan("B", task("审批改革", lead="市工信局"))

    assert conflicts(*figures) == ["高新技术企业: led by 市科技局 here, by 市工信局 in 1 of B"]
    assert conflicts(*titles) == ["推进审批改革: led by 市科技局 here, by 市工信局 in 1 of B"]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("重点企业", "重点企业", 1),
        ("企业数", "企业数", 0),
        ("重点企业", "重点企业数", 1),
        ("科技型企业", "科创型企业", 1),
        ("科技型企业", "外贸型企业", 0),
        ("重点企业", "重大企业", 0),
    ],
)
def test_figures_are_one_where_their_names_are_long_enough_and_alike(one, other, found):
    here = plan("A", task("培育企业", figure(one)))
    there = plan("B", task("壮大主体", figure(other), lead="市工信局"))

    assert len(conflicts(here, there)) == found


@pytest.mark.parametrize(("short", "told"), [("重点企业", 1), ("企业数", 0)])
def test_a_figure_of_a_short_name_may_be_of_anything(short, told):
    here, there = plan("A", task("培育企业", figure(short))), plan("B", task("壮大主体", figure(short, 200)))

    assert len(conflicts(here, there)) == told


@pytest.mark.parametrize(
    ("start", "found"), [(date(2026, 12, 31), 1), (date(2027, 1, 1), 0), (None, 1), (date(2020, 1, 1), 1)]
)
def test_plans_meet_where_they_share_a_day(start, found):
    there = plan("B", task("壮大主体", figure(value=200)), start=start, end=date(2028, 12, 31))

    assert len(conflicts(plan("A", task("培育企业", figure())), there)) == found
    assert len(conflicts(there, plan("A", task("培育企业", figure())))) == found


def test_another_date_under_one_title_is_told_with_both_days():
    here, there = plan("A", task("推进审批改革", due=JUNE)), plan("B", task("审批改革", due=SEPTEMBER))

    assert conflicts(here, there) == ["推进审批改革: due 2026-06-30 here, 2026-09-30 in 1 of B"]


def test_a_date_stands_against_a_task_with_figures_but_figures_against_each_other():
    dated, counted = task("推进审批改革", due=JUNE), task("推进审批改革", figure("事项", 9, None), due=SEPTEMBER)

    assert len(conflicts(plan("A", dated), plan("B", counted))) == 1
    assert conflicts(plan("A", replace_figure(dated)), plan("B", counted)) == []


def replace_figure(dated: LintTask) -> LintTask:
    return dated._replace(task=replace(dated.task, indicators=(figure("窗口", 8, None),)))


@pytest.mark.parametrize(
    ("due", "start", "end", "found"),
    [
        (JUNE, JUNE, None, 1),
        (JUNE, date(2026, 7, 1), None, 0),
        (date(2026, 12, 31), None, date(2026, 12, 31), 1),
        (date(2026, 12, 31), None, date(2026, 12, 30), 0),
        (None, None, None, 0),
    ],
)
def test_a_date_that_the_other_plan_does_not_reach_is_no_other_date(due, start, end, found):
    here = plan("A", task("推进审批改革", due=due))
    there = plan("B", task("推进审批改革", due=SEPTEMBER), start=start, end=end)

    assert len(conflicts(here, there)) == len(conflicts(there, here)) == found


def test_titles_of_other_numbers_are_other_tasks():
    here, there = plan("A", task("推进一期改革", due=JUNE)), plan("B", task("推进二期改革", due=SEPTEMBER))

    assert conflicts(here, there) == []
