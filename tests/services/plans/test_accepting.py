from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dutytrack.domain.plan.model import ParsedPlan, UnitMention
from dutytrack.domain.review.later import fate
from dutytrack.domain.review.model import begin
from dutytrack.domain.review.offers import likely_offers, with_offers
from dutytrack.services.desk import Desk
from dutytrack.services.plans.accepting import begin_review, reviewed_plan
from dutytrack.services.plans.amending import AmendedPlan
from dutytrack.services.plans.decisions import Decisions
from dutytrack.services.plans.documents import DocumentText, ReadPlan
from dutytrack.services.plans.errors import NothingAcceptedError, PartlyAmendedError
from dutytrack.services.plans.importing import ImportedPlan, PlanAlreadyThere, TasksAdded
from dutytrack.services.plans.taking_in import Written, take_in, write
from dutytrack.store.reading.corrections import renamed_units

SOURCE = ("科技创新行动计划", "", "1.培育科技型企业。", "到2026年达到100家。", "2.建设开放实验室。", "3.完善制度。")


def take_in_review(desk: Desk, read: ReadPlan, decisions: Decisions) -> Written:
    [written] = write(desk, take_in([read], decisions, desk), decisions)
    return written


@pytest.fixture
def misprinted(plan: ParsedPlan) -> ParsedPlan:
    """The small plan with a unit's name misprinted in one task."""
    wrong = UnitMention("市科学技木局", "市科学技木局")
    return replace(plan, tasks=(*plan.tasks[:2], replace(plan.tasks[2], lead=(wrong,))))


def test_an_accepted_review_is_imported_as_it_stands(books: Any, plan: ParsedPlan, document: Any, today: date) -> None:
    review = begin(plan, SOURCE).edit(1, "title", "培育企业").edit(3, "lead", "市政府办").drop(2)
    accepted = books.at_desk(take_in_review, reviewed_plan(review, document()), Decisions())
    assert isinstance(accepted.result, ImportedPlan)
    assert books.rows("SELECT key, title FROM task ORDER BY number") == [("LL25-1", "培育企业"), ("LL25-2", "完善制度")]
    assert books.rows(
        "SELECT k.key, c.field, c.raw, c.accepted FROM correction c LEFT JOIN task k ON k.id = c.task_id ORDER BY c.id"
    ) == [
        (None, "task", "一.2 建设开放实验室", ""),
        ("LL25-1", "title", "培育科技型企业", "培育企业"),
        ("LL25-2", "lead", "", "市政府办"),
    ]


def test_an_untouched_review_imports_what_a_plain_import_does(
    books: Any, plan: ParsedPlan, document: Any, today: date
) -> None:
    accepted = books.at_desk(take_in_review, reviewed_plan(begin(plan, SOURCE), document()), Decisions("K1"))
    assert (accepted.result.code, accepted.result.tasks, accepted.corrections) == ("K1", 3, 0)


def test_a_corrected_name_is_offered_the_next_time(
    books: Any, misprinted: ParsedPlan, document: Any, today: date, readonly: Any
) -> None:
    review = begin(misprinted, SOURCE).edit(3, "lead", "市科学技术局")
    books.at_desk(take_in_review, reviewed_plan(review, document()), Decisions())
    offers = likely_offers(renamed_units(readonly, "临澜市"))
    assert offers == {"市科学技木局": "市科学技术局"}
    assert likely_offers(renamed_units(readonly, "别市")) == {}
    again = begin(with_offers(misprinted, offers), SOURCE)
    assert again.draft(3).task.lead[0].name == "市科学技术局"
    named = "SELECT u.name FROM unit_name n JOIN unit u ON u.id = n.unit_id WHERE n.name = ? AND n.kind = 'misprint'"
    assert books.rows(named, "市科学技木局") == [("市科技局",)]


def test_one_unit_put_in_anothers_place_is_no_misprint(
    books: Any, misprinted: ParsedPlan, document: Any, today: date, readonly: Any
) -> None:
    review = begin(misprinted, SOURCE).edit(3, "lead", "市水利局")
    books.at_desk(take_in_review, reviewed_plan(review, document()), Decisions())
    assert likely_offers(renamed_units(readonly, "临澜市")) == {}
    assert books.rows("SELECT 1 FROM unit_name WHERE kind = 'misprint'") == []


def test_tasks_accepted_later_get_the_next_numbers(books: Any, plan: ParsedPlan, document: Any, today: date) -> None:
    review = begin(plan, SOURCE)
    books.at_desk(take_in_review, reviewed_plan(review, document(), {2}), Decisions())
    mended = review.edit(3, "title", "完善制度和机制")
    more = books.at_desk(take_in_review, reviewed_plan(mended, document()), Decisions())
    assert more.result == TasksAdded("LL25", "科技创新行动计划", "plan.txt", 2)
    assert books.rows("SELECT key, title FROM task ORDER BY number") == [
        ("LL25-1", "建设开放实验室"),
        ("LL25-2", "培育科技型企业"),
        ("LL25-3", "完善制度和机制"),
    ]
    assert books.rows("SELECT k.key FROM correction c JOIN task k ON k.id = c.task_id") == [("LL25-3",)]
    assert books.rows("SELECT count(*) FROM occurrence") != [(0,)]
    again = books.at_desk(take_in_review, reviewed_plan(review, document()), Decisions())
    assert isinstance(again.result, PlanAlreadyThere)


def test_a_review_without_tasks_writes_nothing(books: Any, plan: ParsedPlan, document: Any, today: date) -> None:
    review = begin(plan, SOURCE).drop(1).drop(2).drop(3)
    with pytest.raises(NothingAcceptedError):
        books.at_desk(take_in_review, reviewed_plan(review, document()), Decisions())
    assert books.rows("SELECT count(*) FROM plan") == [(0,)]


def test_a_correction_goes_when_the_import_is_undone(books: Any, plan: ParsedPlan, document: Any, today: date) -> None:
    from dutytrack.store.undo import undo

    review = begin(plan, SOURCE).edit(1, "title", "培育企业")
    reading: DocumentText = document()
    books.at_desk(take_in_review, reviewed_plan(review, reading), Decisions())
    undo(books.ledger, actor="tester")
    assert books.rows("SELECT (SELECT count(*) FROM correction), (SELECT count(*) FROM task)") == [(0, 0)]


def test_a_reviewed_later_text_amends_the_plan_that_is_there(
    books: Any, imported: ImportedPlan, plan: ParsedPlan, document: Any, today: date
) -> None:
    later = begin(plan, SOURCE).edit(1, "title", "培育科技型企业和平台").drop(3)
    text = document("方案\n修订全文", "later.txt")
    with pytest.raises(PartlyAmendedError):
        books.at_desk(take_in_review, reviewed_plan(later, text, {1}), Decisions())
    accepted = books.at_desk(take_in_review, reviewed_plan(later, text), Decisions())
    assert isinstance(accepted.result, AmendedPlan)
    assert (accepted.result.code, accepted.result.changed, accepted.result.dropped) == ("LL25", 1, ("LL25-3",))
    assert books.rows("SELECT k.key FROM correction c JOIN task k ON k.id = c.task_id") == [("LL25-1",)]
    assert books.rows("SELECT count(*) FROM plan") == [(1,)]


def test_what_a_later_text_changes_is_taken_or_refused_task_by_task_and_field_by_field(
    books: Any, imported: ImportedPlan, plan: ParsedPlan, document: Any, today: date
) -> None:
    first, second, third = plan.tasks
    lead = (UnitMention("市工信局", "市工信局"),)
    later = (
        replace(first, title="培育科技型企业和平台", lead=lead),
        replace(second, title="建设开放共享实验室"),
        replace(third, ref="四", title="评估绩效", text="评估绩效,按年通报结果。"),
        replace(third, ref="五", title="培训队伍", text="培训队伍,每年轮训一遍。"),
    )
    read = ReadPlan(replace(plan, tasks=later), document("方案\n修订全文", "later.txt"))
    with books.ledger.command("import", actor="tester") as session:
        review = begin_review(Desk(session, today), read)
    assert review.amends == "LL25"
    fates = {draft.task.title: fate(draft) for draft in review.drafts}
    gone = next(draft for draft in review.drafts if draft.is_gone)
    assert fates == {
        "培育科技型企业和平台": "changed", "建设开放共享实验室": "changed", gone.task.title: "gone", "评估绩效": "new",
        "培训队伍": "new",
    }  # fmt: skip
    assert gone.task.title == third.title
    ids = {draft.task.title: draft.id for draft in review.drafts}
    chosen = ids["培育科技型企业和平台"]
    back = review.refuse(chosen, refused=True).turn_field(chosen, "lead")
    assert not back.draft(chosen).refused
    assert back.draft(chosen).refused_fields == {"title"}
    assert back.turn_field(chosen, "title").draft(chosen) == review.draft(chosen)
    mended = review.turn_field(chosen, "title").refuse(ids["建设开放共享实验室"], refused=True)
    mended = mended.refuse(gone.id, refused=True).refuse(ids["培训队伍"], refused=True)
    accepted = books.at_desk(take_in_review, reviewed_plan(mended, read.document), Decisions())
    result = accepted.result
    assert isinstance(result, AmendedPlan)
    assert (result.changed, result.added, result.dropped, result.left) == (1, ("LL25-4",), (), ("LL25-2", "LL25-3"))
    assert books.rows("SELECT title FROM task ORDER BY number") == [
        (first.title,), (second.title,), (third.title,), ("评估绩效",),
    ]  # fmt: skip
    assert ("市工信局",) in books.rows(
        "SELECT u.name FROM assignment a JOIN unit u ON u.id = a.unit_id JOIN task k ON k.id = a.task_id"
        " WHERE k.key = 'LL25-1' AND a.role = 'lead'"
    )


def test_a_like_plan_can_be_one_of_its_own(
    books: Any, imported: ImportedPlan, plan: ParsedPlan, document: Any, today: date
) -> None:
    reviewed = reviewed_plan(begin(plan, SOURCE).drop(3), document("方案\n另文", "other.txt"))
    accepted = books.at_desk(take_in_review, reviewed, Decisions("K2", as_new=True))
    assert isinstance(accepted.result, ImportedPlan)
    assert accepted.result.code == "K2"


def test_a_review_tells_the_doubts_that_only_the_ledger_has_and_keeps_them_once(
    books: Any, imported: ImportedPlan, plan: ParsedPlan, document: Any, today: date, readonly: Any
) -> None:
    near = UnitMention("市公共资源交异中心", "市公共资源交异中心")
    known = UnitMention("市公共资源交易中心", "市公共资源交易中心")
    first, second, third = plan.tasks
    tasks = (replace(first, lead=(known,)), replace(second, lead=(known,)), replace(third, lead=(near,)))
    other = replace(plan, title="别的计划", tasks=tasks)
    read = ReadPlan(other, document("别的计划\n文", "other.txt"))
    with books.ledger.command("import", actor="tester") as session:
        review = begin_review(Desk(session, today), read)
    assert "near-unit" in [one.code for one in review.draft(3).doubts]
    assert books.rows("SELECT count(*) FROM unit WHERE name LIKE '%交异%'") == [(0,)]
    books.at_desk(take_in_review, reviewed_plan(review, read.document), Decisions("K2", as_new=True))
    ((problems,),) = books.rows("SELECT problems FROM task WHERE key = 'K2-3'")
    assert str(problems).count("near-unit") == 1
