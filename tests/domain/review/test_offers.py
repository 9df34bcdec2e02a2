"""Names that were corrected before are corrected again, each with a doubt."""

from __future__ import annotations

from dutytrack.domain.plan.model import ParsedPlan, ParsedTask, Span, UnitMention
from dutytrack.domain.review.offers import is_likely_misprint, likely_offers, with_offers

DREDGING = ParsedTask(
    ref="(二)",
    label="(二)",
    section=(),
    title="疏浚航道",
    text="疏浚航道。",
    lines=(4, 6),
    lead=(UnitMention("市港行局", "市港行局", Span(5, 13, 17)),),
    responsible=(UnitMention("各区、县(市)政府", "各区、县(市)政府"), UnitMention("市财政局", "市财政局")),
)
PLAN = ParsedPlan("port.txt", "方案", tasks=(DREDGING,))


def test_a_name_that_was_corrected_before_is_corrected_again_and_keeps_what_was_printed() -> None:
    (task,) = with_offers(PLAN, {"市港行局": "市港航局"}).tasks
    assert task.lead == (UnitMention("市港航局", "市港行局", Span(5, 13, 17)),)
    assert [one.message for one in task.problems] == ["市港行局 read as 市港航局"]


def test_its_doubt_has_its_line_else_the_task_s_first_and_its_role() -> None:
    (task,) = with_offers(PLAN, {"市港行局": "市港航局", "各区、县(市)政府": "各县(市、区)政府"}).tasks
    assert [(one.line, one.field) for one in task.problems] == [(5, "lead"), (4, "responsible")]
    assert [one.name for one in task.responsible] == ["各县(市、区)政府", "市财政局"]


def test_what_has_the_right_name_in_the_same_role_or_none_to_correct_stays_as_it_is() -> None:
    assert with_offers(PLAN, {"各区、县(市)政府": "市财政局", "市水利句": "市水利局"}) is PLAN
    (task,) = with_offers(PLAN, {"市港行局": "市财政局"}).tasks
    assert task.lead[0].name == "市财政局"


def test_only_what_looks_alike_is_offered_again() -> None:
    assert likely_offers([("市科枝局", "市科技局"), ("市工商局", "市市场监管局")]) == {"市科枝局": "市科技局"}
    assert is_likely_misprint("甲" * 7 + "乙" * 3, "甲" * 7 + "丙" * 3)
    assert not is_likely_misprint("甲甲乙", "甲甲丙"), "two thirds are not more than two thirds"
    assert is_likely_misprint("乙" + "甲" * 299, "甲" * 299 + "丙"), "however often a character stands in it"
