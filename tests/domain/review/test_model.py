from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dutytrack.domain.plan.model import (
    ParsedPlan,
    ParsedTask,
    PlanDeadline,
    PlanIndicator,
    PlanRecurrence,
    Span,
    UnitMention,
)
from dutytrack.domain.plan.problems import Problem
from dutytrack.domain.review.corrections import Correction
from dutytrack.domain.review.fields import PLAN_FIELDS, TASK_FIELDS, ReviewFieldError, edited, shown, shown_of_plan
from dutytrack.domain.review.model import Review, begin

SOURCE = (
    "临澜市港口提升行动方案",
    "(一)扩建码头。到2026年建成泊位12个。(牵头单位:市交通局)",
    "整治岸线。2027年6月底前完成。(牵头单位:市城管局)",
    "(二)疏浚航道。(牵头单位:市港行局;责任单位:各区、县(市)政府、市财政局)",
    "(三)培训船员。每季度培训一次。",
)
WHARF = ParsedTask(
    ref="(一)",
    label="(一)",
    section=("一、主要任务",),
    title="扩建码头",
    text="扩建码头。到2026年建成泊位12个。\n整治岸线。2027年6月底前完成。",
    lines=(2, 3),
    lead=(UnitMention("市交通局", "市交通局", Span(2, 23, 27)), UnitMention("市城管局", "市城管局", Span(3, 20, 24))),
    deadlines=(
        PlanDeadline(date(2026, 12, 31), "year", "到2026年", Span(2, 8, 14)),
        PlanDeadline(date(2027, 6, 30), "month", "2027年6月底前", Span(3, 5, 14)),
    ),
    indicators=(
        PlanIndicator("泊位", ">=", 12.0, "个", date(2026, 12, 31), None, "建成泊位12个", None, Span(2, 14, 21)),
    ),
    span=Span(2, 3, 7),
)
DREDGING = ParsedTask(
    ref="(二)",
    label="(二)",
    section=("一、主要任务",),
    title="疏浚航道",
    text="疏浚航道。",
    lines=(4, 4),
    lead=(UnitMention("市港行局", "市港行局", Span(4, 13, 17)),),
    responsible=(UnitMention("各区、县(市)政府", "各区、县(市)政府"), UnitMention("市财政局", "市财政局")),
    problems=(Problem("vague-unit", 4, "responsible", {"name": "各区、县(市)政府"}),),
)
TRAINING = ParsedTask(
    ref="(三)",
    label="(三)",
    section=("一、主要任务",),
    title="培训船员",
    text="培训船员。每季度培训一次。",
    lines=(5, 5),
    recurring=(PlanRecurrence("monthly", 3, "每季度", Span(5, 8, 11)),),
    problems=(Problem("no-lead", 5, "lead"), Problem("date-not-understood", 5, "deadline", {"text": "一次"})),
)


@pytest.fixture
def review() -> Review:
    plan = ParsedPlan("port.txt", "临澜市港口提升行动方案", jurisdiction="临澜市", tasks=(WHARF, DREDGING, TRAINING))
    return begin(plan, SOURCE)


def test_a_review_left_alone_accepts_the_reading_as_it_is(review: Review) -> None:
    accepted = review.accept()
    assert accepted.plan == review.read
    assert accepted.corrections == ()


def test_the_tasks_with_most_doubts_come_first_and_dropped_ones_last(review: Review) -> None:
    assert [draft.task.title for draft in review.by_doubt()] == ["培训船员", "疏浚航道", "扩建码头"]
    assert [draft.task.title for draft in review.drop(3).by_doubt()] == ["疏浚航道", "扩建码头", "培训船员"]


@pytest.fixture
def left_over(review: Review) -> Review:
    """The review of a plan with a line behind its second task that nothing was read from."""
    problem = Problem("left-over", 4, "label", {"text": "7"})
    return begin(replace(review.read, problems=(problem,)), [*SOURCE[:3], "7 建设应急物资仓库", *SOURCE[4:]])


def test_a_line_that_nothing_was_read_from_comes_first_and_is_no_task(left_over: Review) -> None:
    first, *_others = left_over.by_doubt()
    assert (first.task.title, first.task.lines, first.is_waiting) == ("7 建设应急物资仓库", (4, 4), True)
    assert [draft.id for draft in left_over.drafts] == [1, 2, first.id, 3]
    accepted = left_over.accept()
    assert (len(accepted.plan.tasks), accepted.corrections) == (3, ())


def test_it_is_made_a_task_joined_or_waved_through(left_over: Review) -> None:
    (one,) = [draft for draft in left_over.drafts if draft.left_over]
    taken = left_over.edit(one.id, "title", "建设仓库")
    assert [task.title for task in taken.accept().plan.tasks] == ["扩建码头", "疏浚航道", "建设仓库", "培训船员"]
    assert left_over.restore(one.id) == left_over.take(one.id)
    joined = left_over.take(one.id).join(2).accept().plan
    assert (len(joined.tasks), "应急物资" in joined.tasks[1].text) == (3, True)
    waved = left_over.mark(one.id, True)
    assert not waved.draft(one.id).is_waiting
    assert waved.by_doubt()[-1].id == one.id


def test_a_corrected_name_keeps_what_was_printed_and_is_a_correction(review: Review) -> None:
    accepted = review.edit(2, "lead", "市港航局").accept()
    assert accepted.plan.tasks[1].lead == (UnitMention("市港航局", "市港行局", Span(4, 13, 17)),)
    (correction,) = accepted.corrections
    assert (correction.field, correction.raw, correction.accepted) == ("lead", "市港行局", "市港航局")
    assert (correction.line, correction.place) == (4, 1)


def test_a_name_with_a_mark_inside_stays_one_name(review: Review) -> None:
    accepted = review.edit(2, "responsible", "各区、县(市)政府、市财政局、市水利局").accept()
    names = [mention.name for mention in accepted.plan.tasks[1].responsible]
    assert names == ["各区、县(市)政府", "市财政局", "市水利局"]
    assert [(one.raw, one.accepted) for one in accepted.corrections] == [("", "市水利局")]


def test_a_name_that_another_task_has_stays_one_name(review: Review) -> None:
    office = UnitMention("市委、市政府办公室", "市委、市政府办公室")
    plan = replace(review.read, tasks=(WHARF, replace(DREDGING, lead=(office,))))
    task = begin(plan, SOURCE).edit(1, "lead", "市委、市政府办公室").draft(1).task
    assert [one.name for one in task.lead] == ["市委、市政府办公室"]


def test_each_correction_has_its_line_and_its_task(review: Review) -> None:
    edited_twice = review.edit(1, "title", "扩建深水码头").edit(1, "lead", "市城管局、市水利局、市财政局")
    assert edited_twice.edit(1, "responsible", "市教育局").corrections() == (
        Correction("title", "扩建码头", "扩建深水码头", 2, 0),
        Correction("lead", "市交通局", "", 2, 0),
        Correction("lead", "", "市水利局", 2, 0),
        Correction("lead", "", "市财政局", 2, 0),
        Correction("responsible", "", "市教育局", 2, 0),
    )
    assert review.edit(1, "lead", "市交通局").corrections() == (Correction("lead", "市城管局", "", 3, 0),)
    assert review.edit(2, "responsible", "市财政局").corrections() == (
        Correction("responsible", "各区、县(市)政府", "", 4, 1),
    )
    assert review.drop(1).corrections() == (Correction("task", "(一) 扩建码头", "", 2),)
    assert review.join(2).corrections() == (Correction("task", "(二) 疏浚航道 + (三) 培训船员", "(二) 疏浚航道", 4),)
    assert review.split(1, 1).corrections()[0].line == 2


def test_a_unit_that_is_put_in_is_no_renamed_one_though_both_have_no_place(review: Review) -> None:
    swapped = review.edit(2, "responsible", "市水利局、市教育局、市商务局")
    assert [(one.raw, one.accepted) for one in swapped.corrections()] == [
        ("各区、县(市)政府", ""),
        ("市财政局", ""),
        ("", "市水利局"),
        ("", "市教育局"),
        ("", "市商务局"),
    ]


def test_a_task_found_right_is_marked_until_it_is_left_out_joined_or_cut(review: Review) -> None:
    marked = review.mark(1, True).mark(2, True)
    assert [draft.marked for draft in marked.drafts] == [True, True, False]
    assert [draft.marked for draft in marked.mark(1, False).drafts] == [False, True, False]
    assert [draft.marked for draft in marked.drop(1).drafts] == [False, True, False]
    assert [draft.marked for draft in marked.join(1).drafts] == [False, False]
    assert [draft.marked for draft in marked.split(1, 1).drafts] == [False, False, True, False]


def test_a_unit_moves_from_one_role_to_another(review: Review) -> None:
    moved = review.edit(2, "lead", "市财政局").edit(2, "responsible", "各区、县(市)政府、市港行局")
    task = moved.draft(2).task
    assert [one.name for one in task.lead] == ["市财政局"]
    assert [one.name for one in task.responsible] == ["各区、县(市)政府", "市港行局"]


def test_every_field_of_a_task_can_be_changed(review: Review) -> None:
    texts = {
        "ref": "(九)",
        "title": "扩建深水码头",
        "lead": "市港航局",
        "responsible": "市财政局",
        "participating": "市水利局",
        "leader": "张三、李四",
        "deadlines": "2028 到2028年\n2029-03\n２０３０年底 2030年底前\n2031Q2",
        "recurring": "每半年 每半年检查",
        "indicators": "泊位 | >=12-15 个 | 2028-06 | yearly | 建成泊位",
        "section": "一、主要任务 > (一)港口",
        "text": "扩建深水码头。",
    }
    assert set(texts) == {field.name for field in TASK_FIELDS}
    for name, text in texts.items():
        review = review.edit(1, name, text)
    task = review.draft(1).task
    assert (task.ref, task.title, task.leader, task.section) == (
        "(九)",
        "扩建深水码头",
        ("张三", "李四"),
        ("一、主要任务", "(一)港口"),
    )
    assert [(one.date, one.precision, one.text) for one in task.deadlines] == [
        (date(2028, 12, 31), "year", "到2028年"),
        (date(2029, 3, 31), "month", "2029-03"),
        (date(2030, 12, 31), "day", "2030年底前"),
        (date(2031, 6, 30), "month", "2031Q2"),
    ]
    assert [(one.freq, one.interval) for one in task.recurring] == [("monthly", 6)]
    (figure,) = task.indicators
    assert (figure.value, figure.max, figure.unit, figure.due, figure.freq) == (
        12,
        15,
        "个",
        date(2028, 6, 30),
        "yearly",
    )
    assert {one.field for one in review.corrections()} == set(texts)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("title", "  "),
        ("deadlines", "2026-13 月底"),
        ("deadlines", "2026-02-30"),
        ("deadlines", "明年"),
        ("recurring", "常常"),
        ("recurring", "monthly/0"),
        ("indicators", "泊位"),
        ("indicators", "泊位 | 很多"),
        ("indicators", "泊位 | 12个 | 某年"),
        ("indicators", "泊位 | 12个 | 2026 | 偶尔"),
    ],
)
def test_a_text_that_a_field_can_not_hold_is_refused_and_named(review: Review, field: str, text: str) -> None:
    with pytest.raises(ReviewFieldError) as refused:
        review.edit(1, field, text)
    assert refused.value.field == field


def test_what_is_left_as_shown_keeps_its_place_in_the_source(review: Review) -> None:
    lines = shown(WHARF, "deadlines") + "\n2028"
    assert review.edit(1, "deadlines", lines).draft(1).task.deadlines[:2] == WHARF.deadlines
    for field in TASK_FIELDS:
        assert edited(WHARF, field.name, shown(WHARF, field.name)) is WHARF


def test_a_changed_date_keeps_the_place_of_the_one_it_replaces(review: Review) -> None:
    task = review.edit(1, "deadlines", "2025 到2025年\n2027-06 2027年6月底前").draft(1).task
    assert task.deadlines[0].span == Span(2, 8, 14)


def test_changing_the_field_in_doubt_settles_the_doubt(review: Review) -> None:
    assert [one.code for one in review.draft(3).doubts] == ["no-lead", "date-not-understood"]
    mended = review.edit(3, "lead", "市人社局")
    assert [one.code for one in mended.draft(3).doubts] == ["date-not-understood"]
    assert [one.code for one in mended.accept().plan.tasks[2].problems] == ["date-not-understood"]


def test_two_tasks_are_joined(review: Review) -> None:
    joined = review.join(2)
    task = joined.draft(2).task
    assert (task.ref, task.lines, task.text) == ("(二)", (4, 5), "疏浚航道。\n培训船员。每季度培训一次。")
    assert task.recurring == TRAINING.recurring
    assert [draft.id for draft in joined.drafts] == [1, 2]
    assert joined.draft(1) == review.draft(1)
    assert [(one.field, one.accepted) for one in joined.corrections()] == [("task", "(二) 疏浚航道")]


def test_joining_keeps_a_unit_in_its_greater_role(review: Review) -> None:
    joined = review.edit(3, "lead", "市财政局").join(2)
    assert [one.name for one in joined.draft(2).task.lead] == ["市港行局", "市财政局"]
    assert [one.name for one in joined.draft(2).task.responsible] == ["各区、县(市)政府"]


def test_the_last_task_has_none_to_join(review: Review) -> None:
    with pytest.raises(ReviewFieldError, match=r"^task: there is no task after this one$") as refused:
        review.join(3)
    assert refused.value.field == "task"


def test_joining_passes_over_a_dropped_task(review: Review) -> None:
    assert review.drop(2).join(1).draft(1).task.lines == (2, 5)


def test_a_task_is_cut_where_its_second_paragraph_begins(review: Review) -> None:
    cut = review.split(1, 1)
    first, second = cut.drafts[0].task, cut.drafts[1].task
    assert (first.ref, first.lines, [one.name for one in first.lead]) == ("(一)/1", (2, 2), ["市交通局"])
    assert (second.ref, second.lines, [one.name for one in second.lead]) == ("(一)/2", (3, 3), ["市城管局"])
    assert second.title == "整治岸线"
    assert [one.date for one in second.deadlines] == [date(2027, 6, 30)]
    assert first.indicators == WHARF.indicators
    assert [(one.raw, one.accepted) for one in cut.corrections()] == [
        ("(一) 扩建码头", "(一)/1 扩建码头 + (一)/2 整治岸线")
    ]


def test_units_named_once_hold_for_both_halves(review: Review) -> None:
    plan = replace(review.read, tasks=(replace(WHARF, lead=WHARF.lead[1:]),))
    first, second = begin(plan, SOURCE).split(1, 1).drafts
    assert first.task.lead == second.task.lead == WHARF.lead[1:]


def test_a_task_of_one_paragraph_can_not_be_cut(review: Review) -> None:
    with pytest.raises(ReviewFieldError, match=r"^task: it can be cut before its second") as refused:
        review.split(2, 1)
    assert refused.value.field == "task"


def test_a_task_can_not_be_cut_before_its_first_paragraph(review: Review) -> None:
    with pytest.raises(ReviewFieldError):
        review.split(1, 0)


def test_a_half_can_be_cut_again_under_a_number_that_is_free(review: Review) -> None:
    long = replace(WHARF, text=f"{WHARF.text}\n绿化两侧。", lines=(2, 4))
    once = begin(replace(review.read, tasks=(long, DREDGING, TRAINING)), SOURCE).split(1, 1)
    assert [(draft.id, draft.task.ref) for draft in once.drafts] == [
        (1, "(一)/1"), (4, "(一)/2"), (2, "(二)"), (3, "(三)")
    ]  # fmt: skip
    twice = once.split(4, 1)
    assert [(draft.id, draft.task.ref) for draft in twice.drafts] == [
        (1, "(一)/1"), (4, "(一)/2"), (5, "(一)/3"), (2, "(二)"), (3, "(三)")
    ]  # fmt: skip
    assert [(one.field, one.line) for one in twice.corrections()] == [("task", 2), ("task", 3)]
    late = begin(replace(review.read, tasks=(long,)), SOURCE).split(1, 2)
    assert ([draft.task.lines for draft in late.drafts], late.corrections()[0].line) == ([(2, 3), (4, 4)], 2)


def test_a_dropped_task_is_left_out_and_can_come_back(review: Review) -> None:
    dropped = review.drop(2)
    accepted = dropped.accept()
    assert [task.title for task in accepted.plan.tasks] == ["扩建码头", "培训船员"]
    assert [(one.field, one.raw, one.accepted) for one in accepted.corrections] == [("task", "(二) 疏浚航道", "")]
    assert dropped.restore(2) == review


def test_a_changed_task_comes_back_as_it_was_read(review: Review) -> None:
    assert review.edit(1, "title", "别的").restore(1) == review


def test_a_task_is_added_behind_another(review: Review) -> None:
    added = review.add(1, "新建灯塔")
    assert [draft.task.title for draft in added.drafts] == ["扩建码头", "新建灯塔", "疏浚航道", "培训船员"]
    fresh = added.drafts[1]
    assert fresh.task.section == ("一、主要任务",)
    assert added.edit(fresh.id, "lead", "市航标处").accept().plan.tasks[1].lead == (
        UnitMention("市航标处", "市航标处"),
    )
    assert [(one.raw, one.accepted) for one in added.corrections()] == [("", "新建灯塔")]


def test_added_tasks_stand_at_the_end_or_where_they_are_put_with_the_line_of_the_one_before(review: Review) -> None:
    added = review.add(None, "新建灯塔").add(1, "清理淤泥").add(None, "增设航标")
    assert [(draft.id, draft.task.title) for draft in added.drafts] == [
        (1, "扩建码头"), (5, "清理淤泥"), (2, "疏浚航道"), (3, "培训船员"), (4, "新建灯塔"), (6, "增设航标")
    ]  # fmt: skip
    fresh = added.draft(5).task
    assert (fresh.ref, fresh.label, fresh.text, fresh.lines, fresh.section) == ("", "", "", (3, 3), WHARF.section)
    assert added.corrections() == (
        Correction("task", "", "清理淤泥", 3, 1),
        Correction("task", "", "新建灯塔", 5, 4),
        Correction("task", "", "增设航标", 5, 5),
    )
    assert added.drop(5).drop(4).drop(6).corrections() == ()


def test_a_task_added_to_a_plan_without_any_stands_where_the_plan_begins() -> None:
    [draft] = begin(ParsedPlan("port.txt", None, lines=(7, 9)), ()).add(None, "新建灯塔").drafts
    assert (draft.task.lines, draft.task.section, draft.added) == ((7, 7), (), True)


def test_a_task_added_behind_another_is_of_that_one_s_section(review: Review) -> None:
    plan = replace(review.read, tasks=(WHARF, replace(DREDGING, section=("二、保障",)), TRAINING))
    added = begin(plan, SOURCE).add(2, "新建灯塔")
    assert added.drafts[2].task.section == ("二、保障",)
    assert added.drafts[2].task.lines == (4, 4)


def test_only_the_chosen_tasks_are_accepted(review: Review) -> None:
    accepted = review.edit(1, "title", "别的").edit(3, "title", "培训").accept({3})
    assert [task.title for task in accepted.plan.tasks] == ["培训"]
    assert [(one.accepted, one.place) for one in accepted.corrections] == [("培训", 0)]


def test_the_head_of_the_plan_can_be_changed(review: Review) -> None:
    texts = ("港口方案", "市政府", "临政〔2025〕1号", "2025-01-08", "临澜市", "2025", "2027")
    for field, text in zip(PLAN_FIELDS, texts, strict=True):
        review = review.edit_plan(field.name, text)
    assert (review.plan.period.start, review.plan.period.end) == (date(2025, 1, 1), date(2027, 12, 31))
    assert shown_of_plan(review.plan, "doc_no") == "临政〔2025〕1号"
    assert ("start", "", "2025-01-01") in [(one.field, one.raw, one.accepted) for one in review.corrections()]
    with pytest.raises(ReviewFieldError):
        review.edit_plan("end", "2024")


FIELDS = st.sampled_from([field.name for field in TASK_FIELDS])
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="0123456789-/.年月日? 每季度|>=<家、()（）；;\n市科技局政府monthly", max_size=60),
    st.integers(0, 10**400).map(lambda number: f"平台 | >={number} 家"),
)


@given(FIELDS, TEXTS)
def test_any_text_is_refused_or_shown_as_it_was_taken(field: str, text: str) -> None:
    try:
        task = edited(WHARF, field, text)
    except ReviewFieldError:
        return
    bare = replace(TRAINING, **{field: getattr(task, field)})
    assert shown(edited(TRAINING, field, shown(bare, field)), field).split() == shown(bare, field).split()


def test_what_has_no_place_of_its_own_is_on_its_task_s_first_line(review: Review) -> None:
    plan = replace(review.read, tasks=(replace(DREDGING, lines=(4, 6)),))
    assert [one.line for one in begin(plan, SOURCE).edit(1, "responsible", "市财政局").corrections()] == [4]
    assert [one.line for one in begin(plan, SOURCE).edit(1, "participating", "市水利局").corrections()] == [4]
