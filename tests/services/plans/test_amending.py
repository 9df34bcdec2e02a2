"""A later text of a plan in the ledger: what changes is written, keys and history stay, all of it can be undone."""

from __future__ import annotations

import hashlib
import json
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from dutytrack.domain.plan.model import ParsedPlan, Period, PlanDeadline, PlanIndicator, PlanRecurrence, UnitMention
from dutytrack.plantext.plan.reader import read_plans
from dutytrack.services.acts.closing import close_task, meet_deadline
from dutytrack.services.acts.succession import succeed_unit
from dutytrack.services.desk import FutureDateError
from dutytrack.services.orders.extending import ask_extension
from dutytrack.services.plans.amending import AmendedPlan, NothingAmendedError, amend_plan
from dutytrack.services.plans.differences import find_amended, plan_difference
from dutytrack.services.plans.documents import DocumentText, ReadPlan
from dutytrack.services.plans.errors import BeforeLastAmendmentError
from dutytrack.services.plans.importing import import_plan
from dutytrack.services.tasks.entering import TaskChanges, set_task
from dutytrack.services.tasks.errors import BeforeLastActError, PlanNotFoundError
from dutytrack.services.tasks.recording import act_on_task
from dutytrack.store.facts.kept import facts_of, facts_source
from dutytrack.store.facts.tasks import COLUMNS
from dutytrack.store.file.connection import open_reader
from dutytrack.store.journal.verify import verify
from dutytrack.store.tables.plans import Action, Deadline, Indicator, Task
from dutytrack.store.tables.supervision import Correction, Measurement, ProgressReport
from dutytrack.store.undo import undo

DAY = date(2026, 7, 1)
DEMO_PLANS = Path(__file__).parents[3] / "seed" / "demo" / "plans"


def later(plan: ParsedPlan, **tasks) -> ParsedPlan:
    """The plan with fields of its tasks (first, second, third) changed."""
    places = {"first": 0, "second": 1, "third": 2}
    changed = list(plan.tasks)
    for name, fields in tasks.items():
        changed[places[name]] = replace(changed[places[name]], **fields)
    return replace(plan, tasks=tuple(changed))


@pytest.fixture(autouse=True)
def _days_are_kept_as_they_are_worked_out(books):
    """Whatever a later text changed: what is kept of each day is what the ledger's rows tell of it."""
    yield
    with closing(open_reader(books.ledger.path)) as reader:
        spans = [date.fromisoformat(day) for (day,) in reader.execute("SELECT DISTINCT last_on FROM task_span")]
        looked_at = {date(2026, month, 15) for month in range(1, 13)} | {DAY, DAY - timedelta(days=1), *spans}
        for day in looked_at:
            clause, facts = facts_source(reader, day.isoformat())
            columns = ", ".join(name for name in COLUMNS if name != "last_on")
            sql = f"{clause}SELECT task_id, {columns} FROM {facts}"
            for task, *kept in reader.execute(sql, {"as_of": day.isoformat()} if clause else {}).fetchall():
                told = facts_of(reader, task, day)
                assert kept == [told[name] for name in COLUMNS if name != "last_on"], day


@pytest.fixture
def amend(books, imported, document, today):
    def run(parsed: ParsedPlan, **facts) -> AmendedPlan:
        text = document("later text", "later.txt")
        given = {"code": "LL25", "on": DAY, **facts}
        return books.run(amend_plan, read=ReadPlan(parsed, given.pop("document", text)), **given)

    return run


def run_as(books, name, service, **facts):
    """Like ``books.run``, under the name of the command that does it at the shell."""
    with books.ledger.command(name, actor="tester") as session:
        return books.handed(service, session, facts)


def sound(books) -> bool:
    with closing(open_reader(books.ledger.path)) as reader:
        return verify(reader).ok


def test_words_and_units_change_and_the_key_stays(books, plan, amend):
    units = (UnitMention("市工信局", "市工信局"),)
    done = amend(later(plan, second={"title": "建设开放共享实验室", "lead": units}))

    assert (done.changed, done.added, done.dropped) == (1, (), ())
    assert books.rows("SELECT key, title FROM task WHERE number = 2") == [("LL25-2", "建设开放共享实验室")]
    rows = books.rows(
        "SELECT u.name FROM assignment a JOIN unit u ON u.id = a.unit_id JOIN task t ON t.id = a.task_id "
        "WHERE t.key = 'LL25-2'"
    )
    assert rows == [("市工信局",)]
    assert books.rows("SELECT leads FROM task_fact f JOIN task t ON t.id = f.task_id WHERE t.number = 2") == [
        ("市工信局",)
    ]


def test_a_name_in_brackets_is_no_other_unit(books, plan, amend):
    same = (UnitMention("市科技局", "市科技局"),)
    with pytest.raises(NothingAmendedError):
        amend(later(plan, second={"lead": same}))


def test_new_tasks_get_the_next_numbers_and_those_gone_are_dropped(books, plan, amend):
    new = replace(plan.tasks[1], ref="一.4", title="引进领军人才", text="4.引进领军人才。", lines=(7, 7))
    done = amend(replace(plan, tasks=(plan.tasks[0], plan.tasks[2], new)))

    assert (done.added, done.dropped) == (("LL25-4",), ("LL25-2",))
    assert books.rows("SELECT t.key, f.status FROM task t JOIN task_fact f ON f.task_id = t.id ORDER BY number") == [
        ("LL25-1", "pending"),
        ("LL25-2", "dropped"),
        ("LL25-3", "pending"),
        ("LL25-4", "pending"),
    ]
    assert books.rows('SELECT kind, "on", note FROM action') == [("omitted", "2026-07-01", "amended by later.txt")]


def test_numbers_are_not_given_again_after_an_undo(books, plan, amend):
    new = replace(plan.tasks[1], ref="一.4", title="引进领军人才", text="4.引进领军人才。")
    amend(replace(plan, tasks=(*plan.tasks, new)))
    undo(books.ledger, actor="tester")

    assert amend(replace(plan, tasks=(*plan.tasks, new))).added == ("LL25-5",)


def test_a_moved_date_is_the_same_deadline(books, plan, amend, today):
    [before] = books.rows("SELECT d.id FROM deadline d JOIN task t ON t.id = d.task_id WHERE t.number = 2")
    amend(later(plan, second={"deadlines": (PlanDeadline(date(2026, 9, 30), "month", "2026年9月底前"),)}))

    assert books.rows(
        "SELECT d.id, d.date, d.printed, d.text, d.origin FROM deadline d JOIN task t ON t.id = d.task_id "
        "WHERE t.number = 2"
    ) == [(*before, "2026-06-30", "2026-09-30", "2026年9月底前", "document")]
    assert due_of_second_task(books) == "2026-09-30"


def test_a_date_that_was_met_is_never_moved(books, plan, amend, today):
    books.run(meet_deadline, key="LL25-1", deadline=date(2025, 12, 31), on=date(2026, 1, 5), today=today)
    dates = (
        PlanDeadline(date(2026, 3, 31), "month", "2026年3月底前"),
        PlanDeadline(date(2026, 12, 31), "year", "到2026年"),
    )
    amend(later(plan, first={"deadlines": dates}))

    rows = books.rows(
        "SELECT d.date, a.kind FROM deadline d JOIN task t ON t.id = d.task_id "
        "LEFT JOIN action a ON a.deadline_id = d.id WHERE t.number = 1 ORDER BY d.date"
    )
    assert rows == [("2025-12-31", "met"), ("2026-12-31", None)], "what was met is not asked for again"


def extend_second_task(session):
    """Move the date of LL25-2 without a request that stands in the ledger."""
    task = session.exec(select(Task).where(Task.key == "LL25-2")).one()
    [deadline_id] = session.exec(select(Deadline.id).where(Deadline.task_id == task.id)).all()
    row = Action(task_id=task.id, deadline_id=deadline_id, kind="extended", on=date(2026, 6, 1))
    row.to_date = date(2026, 8, 31)
    session.add(row)


def due_of_second_task(books):
    [(due,)] = books.rows("SELECT f.due FROM task_fact f JOIN task t ON t.id = f.task_id WHERE t.number = 2")
    return due


def test_a_later_text_s_date_counts_over_an_extension(books, plan, amend, today):
    books.run(extend_second_task)
    amend(later(plan, second={"deadlines": (PlanDeadline(date(2026, 10, 31), "month", "2026年10月底前"),)}))

    assert due_of_second_task(books) == "2026-10-31"


def test_a_date_that_was_extended_is_not_deleted(books, plan, amend):
    books.run(extend_second_task)
    amend(later(plan, second={"deadlines": ()}))

    assert due_of_second_task(books) == "2026-08-31"
    assert sound(books)


def test_a_date_that_an_extension_was_asked_for_is_not_deleted(books, plan, amend, today):
    asked = {"key": "LL25-2", "wished": date(2026, 8, 31), "reason": "台风", "progress": "九成"}
    books.run(ask_extension, **asked, on=date(2026, 6, 1), today=today)
    amend(later(plan, second={"deadlines": ()}))

    assert due_of_second_task(books) == "2026-06-30"
    assert books.rows("SELECT count(*) FROM extension") == [(1,)]
    assert sound(books)


def test_a_date_that_nothing_was_done_about_goes_with_the_text(books, plan, amend):
    amend(later(plan, second={"deadlines": ()}))

    assert due_of_second_task(books) == "2026-12-31", "the plan's end"


def test_a_date_that_the_office_set_stays(books, plan, amend, today):
    books.run(set_task, key="LL25-2", changes=TaskChanges(due=date(2026, 8, 15)), reason="读错", today=today)
    amend(later(plan, second={"title": "建设开放共享实验室"}))

    assert books.rows("SELECT d.date FROM deadline d JOIN task t ON t.id = d.task_id WHERE t.number = 2") == [
        ("2026-08-15",)
    ]


def test_what_the_office_mended_stays_where_it_is_read_so_again(books, plan, amend, today):
    run_as(books, "set", set_task, key="LL25-2", changes=TaskChanges(title="建设实验室"), reason="读错", today=today)

    run_as(books, "set", set_task, key="LL25-2", changes=TaskChanges(title="建实验室"), reason="再改", today=today)

    def correct(session):
        task = session.exec(select(Task).where(Task.key == "LL25-3")).one()
        task.title = "完善督查制度"
        session.add(
            Correction(plan_id=task.plan_id, task_id=task.id, field="title", raw="完善制度", accepted=task.title)
        )

    books.run(correct)
    with pytest.raises(NothingAmendedError):
        amend(plan)
    amend(later(plan, second={"text": "2.建设开放实验室,面向企业。"}))

    assert books.rows("SELECT title FROM task WHERE number > 1 ORDER BY number") == [("建实验室",), ("完善督查制度",)]


def test_a_title_set_back_is_no_mended_one(books, plan, amend, today):
    run_as(books, "set", set_task, key="LL25-2", changes=TaskChanges(title="建实验室"), reason="读错", today=today)
    undo(books.ledger, actor="tester")

    with pytest.raises(NothingAmendedError):
        amend(plan)


def test_doubts_about_units_outlive_an_amendment_of_the_words(books, plan, amend):
    def doubt(session):
        task = session.exec(select(Task).where(Task.key == "LL25-2")).one()
        task.problems = [{"code": "near-unit", "line": 5, "field": "lead", "facts": {"name": "甲", "suggestion": "乙"}}]
        session.add(task)

    books.run(doubt)
    amend(later(plan, second={"title": "建设开放共享实验室"}))

    [(problems,)] = books.rows("SELECT problems FROM task WHERE number = 2")
    assert [problem["code"] for problem in json.loads(problems)] == ["near-unit"]


def measured(session):
    task = session.exec(select(Task).where(Task.key == "LL25-1")).one()
    indicator_id = session.exec(select(Indicator.id).where(Indicator.task_id == task.id)).one()
    session.add(Measurement(indicator_id=indicator_id, task_id=task.id, on=date(2026, 5, 1), value=60))
    session.add(ProgressReport(task_id=task.id, unit_id=1, on=date(2026, 5, 1), percent=60, text="已有60家"))


def test_a_raised_target_keeps_what_was_measured_and_reported(books, plan, amend):
    books.run(measured)
    figure = PlanIndicator("科技型企业", ">=", 120, "家", date(2026, 12, 31), None, "达到120家")
    amend(later(plan, first={"indicators": (figure,), "text": "1.培育科技型企业。到2026年达到120家。"}))

    assert books.rows("SELECT i.value, m.value FROM indicator i JOIN measurement m ON m.indicator_id = i.id") == [
        (120.0, 60.0)
    ]
    assert books.rows("SELECT percent FROM progress_report") == [(60.0,)]
    assert sound(books)


def test_a_figure_that_is_gone_counts_no_longer(books, plan, amend):
    books.run(measured)
    other = PlanIndicator("孵化面积", ">=", 30, "万平方米", date(2026, 12, 31), None, "达到30万平方米")
    amend(later(plan, first={"indicators": (other,)}))

    asked = books.rows("SELECT name, value FROM indicator WHERE task_id IS NOT NULL AND until IS NULL")
    assert asked == [("孵化面积", 30.0)]
    assert books.rows("SELECT value FROM measurement") == [(60.0,)], "what was measured stays beside the days before"
    assert books.rows("SELECT figures_total FROM task_fact WHERE figures_total NOT NULL") == []
    assert books.rows("SELECT COUNT(*) FROM progress_report") == [(1,)]
    assert sound(books)


def test_recurring_duties_are_laid_out_anew_and_met_ones_stay(books, plan, amend):
    def meet(session):
        task = session.exec(select(Task).where(Task.key == "LL25-1")).one()
        session.add(Action(task_id=task.id, occurrence_id=1, kind="met", on=date(2025, 6, 20)))

    books.run(meet)
    amend(later(plan, first={"recurring": (PlanRecurrence("yearly", 1, "每年"),)}))

    rows = books.rows("SELECT y.freq, o.due FROM occurrence o JOIN duty y ON y.id = o.duty_id ORDER BY o.due, y.freq")
    assert rows == [
        ("monthly", "2025-06-30"),
        ("monthly", "2025-12-31"),
        ("monthly", "2026-06-30"),
        ("yearly", "2026-12-31"),
    ]


def test_a_longer_period_lays_more_occurrences_and_moves_inherited_dates(books, plan, amend):
    longer = replace(plan, period=Period(date(2025, 1, 1), date(2027, 12, 31)))
    amend(replace(longer, tasks=(*plan.tasks[:2], replace(plan.tasks[2], title="完善各项制度"))))

    assert books.rows("SELECT COUNT(*), MAX(due) FROM occurrence") == [(6, "2027-12-31")]
    assert books.rows("SELECT f.due FROM task_fact f JOIN task t ON t.id = f.task_id WHERE t.number = 3") == [
        ("2027-12-31",)
    ]


def test_a_closed_task_that_is_gone_stays_closed(books, plan, amend, today):
    books.run(close_task, key="LL25-2", on=date(2026, 6, 20), today=today)
    done = amend(replace(plan, tasks=(plan.tasks[0], plan.tasks[2])))

    assert (done.dropped, done.closed_before) == ((), ("LL25-2",))
    assert books.rows("SELECT f.status FROM task_fact f JOIN task t ON t.id = f.task_id WHERE t.number = 2") == [
        ("closed",)
    ]


def test_a_dropped_task_that_is_back_stands_again(books, plan, amend, document):
    amend(replace(plan, tasks=(plan.tasks[0], plan.tasks[2])))
    done = amend(plan, document=document("third text", "third.txt"), on=date(2026, 7, 10))

    assert (done.restored, done.added) == (("LL25-2",), ())
    assert books.rows("SELECT f.status FROM task_fact f JOIN task t ON t.id = f.task_id WHERE t.number = 2") == [
        ("pending",)
    ]


def test_a_drop_before_the_task_s_last_act_is_refused_and_nothing_is_written(books, plan, amend, today):
    books.run(act_on_task, key="LL25-2", kind="received", on=date(2026, 7, 10), today=today)

    with pytest.raises(BeforeLastActError):
        amend(replace(plan, tasks=(plan.tasks[0], plan.tasks[2])))
    assert books.rows("SELECT COUNT(*) FROM amendment") == [(0,)]


def test_what_is_left_out_stands_in_the_document_before(books, plan, amend):
    changes = later(plan, first={"title": "培育科技型领军企业"}, third={"title": "完善各项制度"})
    moved = replace(changes, tasks=tuple(replace(task, lines=(task.lines[0] + 20,) * 2) for task in changes.tasks))
    done = amend(moved, leave={"LL25-3"})

    assert done.left == ("LL25-3",)
    rows = books.rows(
        "SELECT t.title, s.name, t.first_line FROM task t JOIN plan p ON p.id = t.plan_id "
        "JOIN source_document s ON s.id = COALESCE(t.source_id, p.source_id) ORDER BY t.number"
    )
    assert rows == [
        ("培育科技型领军企业", "later.txt", 23),
        ("建设开放实验室", "later.txt", 25),
        ("完善制度", "plan.txt", 6),
    ]


def test_leaving_everything_out_writes_nothing(books, plan, amend):
    with pytest.raises(NothingAmendedError):
        amend(later(plan, third={"title": "完善各项制度"}), leave={"一.3"})
    assert books.rows("SELECT COUNT(*) FROM source_document") == [(1,)]


def test_the_document_before_is_kept_beside_the_new_one(books, plan, amend):
    amend(replace(later(plan, third={"title": "完善各项制度"}), doc_no="临政发〔2026〕9号"))

    assert books.rows(
        'SELECT a."on", a.doc_no, n.name, o.name FROM amendment a JOIN source_document n ON n.id = a.source_id '
        "JOIN source_document o ON o.id = a.previous_source_id"
    ) == [("2026-07-01", "临政发〔2026〕9号", "later.txt", "plan.txt")]
    assert books.rows("SELECT s.name FROM plan p JOIN source_document s ON s.id = p.source_id") == [("later.txt",)]


def test_an_amendment_is_undone_as_a_whole(books, plan, amend):
    books.run(measured)
    tables = ("plan", "task", "assignment", "deadline", "duty", "occurrence", "indicator", "measurement", "task_fact")
    before = {table: books.rows(f"SELECT * FROM {table} ORDER BY 1") for table in tables}
    new = replace(plan.tasks[1], ref="一.4", title="引进领军人才", text="4.引进领军人才。")
    changes = later(
        plan,
        first={
            "indicators": (PlanIndicator("孵化面积", ">=", 30, "万平方米", None, None, "30万平方米"),),
            "recurring": (),
            "deadlines": (PlanDeadline(date(2026, 9, 30), "month", "2026年9月底前"),),
            "lead": (UnitMention("市工信局", "市工信局"),),
        },
    )
    amend(replace(changes, tasks=(changes.tasks[0], changes.tasks[2], new)))
    undo(books.ledger, actor="tester")

    assert {table: books.rows(f"SELECT * FROM {table} ORDER BY 1") for table in tables} == before
    assert sound(books)


def test_a_later_text_is_recognised_and_another_plan_is_not(books, imported, plan, document, today):
    revised = later(plan, third={"title": "完善各项制度"})

    def code_of(parsed: ParsedPlan, text: DocumentText | None = None) -> str | None:
        given = text or document("later text", "later.txt")
        found = books.run(find_amended, parsed=parsed, document=given, today=today)
        return found and found.code

    assert code_of(revised) == "LL25"
    assert code_of(replace(revised, title="科技创新行动计划(修订)")) == "LL25"
    assert code_of(replace(revised, title="临澜市科技创新行动计划(2026年修订版)")) == "LL25"
    assert code_of(replace(revised, title="科技创新行动计划(2027年)")) is None
    assert code_of(plan, document()) is None
    assert code_of(replace(revised, jurisdiction="滨海市")) is None
    assert code_of(replace(revised, title="营商环境行动计划")) is None
    assert code_of(replace(revised, period=Period(date(2027, 1, 1), date(2028, 12, 31)))) is None
    unlike = tuple(
        replace(task, title=f"整治{n}号岸线", text=f"{n}号岸线限期退还。") for n, task in enumerate(plan.tasks)
    )
    assert code_of(replace(revised, title="科技创新行动计划(修订)", tasks=unlike)) is None


def test_a_text_that_was_amended_since_changes_nothing_by_itself(books, plan, amend, document, today):
    amend(later(plan, third={"title": "完善各项制度"}))

    assert books.run(find_amended, parsed=plan, document=document(), today=today) is None


def test_a_plan_that_is_not_there_is_named(books, imported, plan, today):
    with pytest.raises(PlanNotFoundError, match="LL25"):
        books.run(plan_difference, code="LL26", parsed=plan, today=today)


@pytest.mark.parametrize("path", sorted(DEMO_PLANS.glob("*.txt")), ids=lambda path: path.stem)
def test_a_demo_plan_is_amended_and_undone(books, path, today):
    def reading(text: str) -> DocumentText:
        return DocumentText(path.name, "text/plain", hashlib.sha256(text.encode()).hexdigest(), text)

    text = path.read_text(encoding="utf-8")
    [parsed] = read_plans(text, path.name)
    books.run(import_plan, parsed=parsed, document=reading(text), code="DEMO", today=today)
    rows = books.rows("SELECT * FROM task ORDER BY id")
    first, _second, *rest = parsed.tasks
    amended = replace(parsed, tasks=(replace(first, title=first.title + "和应用"), *rest))

    done = books.run(amend_plan, read=ReadPlan(amended, reading(text + "\n修订")), code="DEMO")

    assert (done.changed, done.dropped) == (1, ("DEMO-2",))
    assert done.difference.count("same") == len(rest)
    undo(books.ledger, actor="tester")
    assert books.rows("SELECT * FROM task ORDER BY id") == rows
    assert sound(books)


def test_a_later_text_holds_from_no_day_before_the_one_before_it_and_from_none_to_come(
    books, plan, amend, document, today
):
    third = document("third text", "third.txt")
    amend(later(plan, second={"title": "建设开放共享实验室"}), on=date(2026, 6, 20))
    with pytest.raises(BeforeLastAmendmentError):
        amend(plan, document=third, on=date(2026, 6, 19))
    with pytest.raises(FutureDateError):
        amend(plan, document=third, on=today + timedelta(days=1))

    assert amend(plan, document=third, on=date(2026, 6, 20)).changed == 1


def test_a_date_that_is_given_its_year_has_it_from_the_amendment_on(books, plan, amend, today):
    undated = (PlanDeadline(None, "unknown", "20××年底前"),)
    amend(later(plan, second={"deadlines": undated}), on=date(2026, 6, 1))

    assert due_of_second_task(books) is None
    with closing(open_reader(books.ledger.path)) as reader:
        [(second,)] = reader.execute("SELECT id FROM task WHERE number = 2")
        assert facts_of(reader, second, date(2026, 5, 31))["due"] == "2026-06-30"
        assert facts_of(reader, second, date(2026, 6, 1))["due"] is None


def test_a_closed_task_keeps_its_dates_and_figures(books, plan, amend, today):
    books.run(close_task, key="LL25-2", on=date(2026, 6, 20), today=today)
    dates = (PlanDeadline(date(2026, 12, 31), "year", "2026年底前"),)
    amend(later(plan, second={"deadlines": dates, "title": "建设开放共享实验室"}))

    assert due_of_second_task(books) == "2026-06-30"
    assert books.rows("SELECT title FROM task WHERE number = 2") == [("建设开放共享实验室",)]


def test_a_met_date_stands_where_the_text_moves_it_and_is_no_other_one(books, plan, amend, today):
    books.run(meet_deadline, key="LL25-2", deadline=date(2026, 6, 30), on=date(2026, 6, 20), today=today)
    amend(later(plan, second={"deadlines": (PlanDeadline(date(2026, 10, 31), "month", "2026年10月底前"),)}))

    assert due_of_second_task(books) is None
    assert books.rows("SELECT COUNT(*) FROM deadline d JOIN task t ON t.id = d.task_id WHERE t.number = 2") == [(1,)]


def test_what_was_to_be_reached_before_the_amendment_stays(books, plan, amend):
    past, next_one = (
        PlanIndicator("科技型企业", ">=", value, "家", date(year, 12, 31), None, f"达到{value}家")
        for value, year in ((60, 2025), (100, 2026))
    )
    amend(later(plan, first={"indicators": (past, next_one)}), on=date(2025, 6, 1))
    raised = (replace(past, value=80), replace(next_one, value=120))
    third = DocumentText("third.txt", "text/plain", "3", "third text")
    amend(later(plan, first={"indicators": raised}), document=third, on=date(2026, 6, 1))

    asked = books.rows("SELECT due, value FROM indicator WHERE task_id NOT NULL AND until IS NULL ORDER BY due")
    assert asked == [("2025-12-31", 60.0), ("2026-12-31", 120.0)]


def test_a_unit_that_has_taken_over_is_no_other_unit(books, plan, amend, today):
    lead = plan.tasks[1].lead[0]
    books.run(succeed_unit, old=lead.name, new="市新局", on=date(2026, 6, 1), today=today)
    done = amend(later(plan, second={"lead": (UnitMention("市新局", "市新局"),), "title": "建设开放共享实验室"}))

    assert [change.kinds for change in done.difference.changes if not change.is_same] == [("reworded",)]
    leads = "SELECT u.name FROM assignment s JOIN unit u ON u.id = s.unit_id JOIN task t ON t.id = s.task_id "
    assert books.rows(f"{leads}WHERE t.number = 2 AND s.role = 'lead'") == [("市科技局",)]


def test_a_task_that_the_office_dropped_stays_dropped(books, plan, amend, today):
    books.run(act_on_task, key="LL25-2", kind="dropped", note="并入其他任务", on=date(2026, 6, 20), today=today)
    done = amend(later(plan, third={"title": "完善各项制度"}))

    assert done.restored == ()
    assert books.rows("SELECT f.status FROM task_fact f JOIN task t ON t.id = f.task_id WHERE t.number = 2") == [
        ("dropped",)
    ]


def test_a_year_that_was_reached_stays_so_where_its_figure_is_raised(books, plan, amend, today):
    yearly = PlanIndicator("引进人才", ">=", 100, "名", None, "yearly", "每年引进人才100名")
    duty = (PlanRecurrence("yearly", 1, "每年"),)
    amend(later(plan, second={"indicators": (yearly,), "recurring": duty}), on=date(2025, 1, 10))

    def measure(session):
        task = session.exec(select(Task).where(Task.key == "LL25-2")).one()
        figure = session.exec(select(Indicator.id).where(Indicator.task_id == task.id)).one()
        session.add(Measurement(indicator_id=figure, task_id=task.id, on=date(2025, 12, 20), value=100))

    books.run(measure)
    third = DocumentText("third.txt", "text/plain", "3", "third text")
    raised = replace(yearly, value=150, text="每年引进人才150名")
    amend(later(plan, second={"indicators": (raised,), "recurring": duty}), document=third, on=date(2026, 6, 1))

    missed = "SELECT f.next_occurrence FROM task_fact f JOIN task t ON t.id = f.task_id WHERE t.number = 2"
    assert books.rows(missed) == [("2026-12-31",)]
