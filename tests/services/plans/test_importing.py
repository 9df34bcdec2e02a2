"""A plan becomes rows of the ledger."""

import json
from dataclasses import replace
from datetime import date

import pytest

from dutytrack.cli.importing.summary import summary_lines
from dutytrack.domain.plan.model import Period, UnitMention
from dutytrack.services.plans.documents import DocumentText
from dutytrack.services.plans.errors import BadPlanCodeError, PlanCodeTakenError
from dutytrack.services.plans.importing import find_same_plan, import_plan


def test_an_import_says_what_it_wrote(books, imported):
    assert (imported.code, imported.tasks, imported.units, imported.deadlines) == ("LL25", 3, 3, 3)
    assert imported.new_units == 3
    assert books.rows("SELECT count(*) FROM occurrence") == [(4,)]


def test_tasks_have_keys_by_order_of_reading_and_keep_what_was_printed(books, imported):
    rows = books.rows("SELECT key, ref, label, title, leader, first_line, last_line FROM task ORDER BY number")
    assert rows[0] == ("LL25-1", "一.1", "1.", "培育科技型企业", "许明、林放", 3, 4)
    assert [row[0] for row in rows] == ["LL25-1", "LL25-2", "LL25-3"]


def test_units_are_assigned_by_role_in_the_order_printed(books, imported):
    rows = books.rows(
        "SELECT a.role, a.position, u.name, a.raw FROM assignment a JOIN unit u ON u.id = a.unit_id "
        "JOIN task t ON t.id = a.task_id WHERE t.key = 'LL25-1' ORDER BY a.role, a.position"
    )
    assert rows == [
        ("lead", 0, "市科技局", "科技局"),
        ("participating", 0, "市财政局", "财政局"),
        ("responsible", 0, "各县(市、区)政府", "各县(市、区)政府"),
        ("responsible", 1, "市财政局", "财政局"),
    ]


def test_an_alias_in_brackets_and_the_plain_name_are_one_unit_named_once(books, imported):
    rows = books.rows(
        "SELECT u.name FROM assignment a JOIN unit u ON u.id = a.unit_id JOIN task t ON t.id = a.task_id "
        "WHERE t.key = 'LL25-2'"
    )
    assert rows == [("市科技局",)]
    names = books.rows("SELECT n.name, n.kind, n.initials FROM unit_name n WHERE n.kind = 'alias' ORDER BY n.name")
    assert names == [("市科技局(知识产权局)", "alias", "skjjzscqj"), ("知识产权局", "alias", "zscqj")]


def test_units_know_their_kind_and_their_initials(books, imported):
    assert books.rows("SELECT kind, vague, jurisdiction FROM unit WHERE name = '各县(市、区)政府'") == [
        ("collective", 0, "临澜市")
    ]
    assert books.rows("SELECT initials FROM unit_name WHERE name = '市财政局'") == [("sczj",)]


def test_dates_duties_figures_stages_and_doubts_are_kept(books, imported):
    assert books.rows("SELECT date, precision, text, origin FROM deadline ORDER BY date") == [
        ("2025-12-31", "year", "2025年", "document"),
        ("2026-06-30", "month", "2026年6月底前", "document"),
        ("2026-12-31", "year", "到2026年", "document"),
    ]
    assert books.rows("SELECT due FROM occurrence ORDER BY due") == [
        ("2025-06-30",),
        ("2025-12-31",),
        ("2026-06-30",),
        ("2026-12-31",),
    ]
    assert books.rows("SELECT name, value, task_id IS NULL FROM indicator ORDER BY id") == [
        ("研发投入", 3.0, 1),
        ("科技型企业", 100.0, 0),
    ]
    assert books.rows("SELECT title, start FROM phase") == [("启动阶段", "2025-01-01")]
    [(problems,)] = books.rows("SELECT problems FROM task WHERE key = 'LL25-1'")
    assert json.loads(problems) == [
        {"code": "both-roles", "line": 4, "field": "participating", "facts": {"name": "市财政局"}}
    ]


def test_a_duty_without_an_end_lays_no_occurrences(books, plan, document, today):
    tasks = tuple(replace(task, deadlines=()) for task in plan.tasks)
    endless = replace(plan, period=Period(date(2025, 1, 1), None), tasks=tasks)
    books.run(import_plan, parsed=endless, document=document(), code=None, today=today)
    assert books.rows("SELECT count(*) FROM occurrence") == [(0,)]
    assert books.rows("SELECT freq, interval FROM duty") == [("monthly", 6)]


@pytest.mark.parametrize(
    ("place", "period", "issued", "code"),
    [
        ("沧州市", Period(date(2015, 1, 1), None), date(2016, 3, 26), "CZ15"),
        ("沧州市", Period(), date(2016, 3, 26), "CZ16"),
        ("西宁市", Period(), None, "XN"),
        ("湖州市南浔区", Period(date(2013, 1, 1), None), None, "NX13"),
        ("长兴县", Period(date(2009, 1, 1), None), None, "CX09"),
        ("内蒙古自治区", Period(date(2020, 1, 1), None), None, "NMG20"),
        (None, Period(date(2015, 1, 1), None), None, "P1"),
        ("娄底市", Period(date(2026, 1, 1), None), None, "LD26B"),
    ],
)
def test_a_code_is_made_of_place_and_year(books, plan, document, today, place, period, issued, code):
    placed = replace(plan, jurisdiction=place, period=period, issued=issued)
    assert books.run(import_plan, parsed=placed, document=document(), code=None, today=today).code == code


def test_a_code_that_is_taken_gets_a_letter(books, imported, plan, document, today):
    codes = [
        books.run(import_plan, parsed=replace(plan, title=title), document=document(title), code=None, today=today).code
        for title in ("另一方案", "第三方案")
    ]
    assert codes == ["LL25B", "LL25C"]


def test_a_code_of_ones_own_is_kept_in_capitals(books, plan, document, today):
    assert books.run(import_plan, parsed=plan, document=document(), code="kj25", today=today).code == "KJ25"


@pytest.mark.parametrize("code", ["", "a-b", "科技", "ABCDEFGHIJKLM", "LD26"])
def test_a_code_is_letters_and_digits(books, plan, document, today, code):
    with pytest.raises(BadPlanCodeError):
        books.run(import_plan, parsed=plan, document=document(), code=code, today=today)
    assert books.rows("SELECT * FROM plan") == []


def test_a_code_of_ones_own_must_be_free(books, imported, plan, document, today):
    with pytest.raises(PlanCodeTakenError, match="LL25 is taken by 科技创新行动计划"):
        books.run(import_plan, parsed=plan, document=document("x"), code="ll25", today=today)


def test_the_same_text_in_another_dress_is_the_same_plan(books, imported, plan, document):
    again = books.run(find_same_plan, parsed=plan, document=document("方案  全文\r\n", "other.md"))
    assert (again.code, again.source, again.same_text) == ("LL25", "plan.txt", True)


def test_the_same_title_place_and_period_is_the_same_plan(books, imported, plan, document):
    again = books.run(find_same_plan, parsed=plan, document=document("修改过的全文"))
    assert (again.code, again.same_text) == ("LL25", False)


def test_another_place_or_period_is_another_plan(books, imported, plan, document):
    for other in (replace(plan, jurisdiction="东屿市"), replace(plan, period=Period(date(2027, 1, 1), None))):
        assert books.run(find_same_plan, parsed=other, document=document("另一份")) is None


def test_a_bare_title_proves_nothing_unless_the_tasks_are_alike(books, plan, document, today):
    bare = replace(plan, jurisdiction=None, period=Period(), issued=None)
    books.run(import_plan, parsed=bare, document=document("一"), code=None, today=today)
    assert books.run(find_same_plan, parsed=bare, document=document("二")).code == "P1"
    others = replace(bare, tasks=tuple(replace(task, title=f"{task.title}甲") for task in plan.tasks))
    assert books.run(find_same_plan, parsed=others, document=document("三")) is None


def test_a_plan_at_the_same_place_of_the_same_text_is_the_same_however_it_is_read(books, imported, plan, document):
    again = books.run(find_same_plan, parsed=replace(plan, title="读法改进后的题名"), document=document())
    assert (again.code, again.same_text) == ("LL25", True)


def test_two_plans_of_one_document_are_two_though_their_titles_are_the_same(books, imported, plan, document):
    assert books.run(find_same_plan, parsed=replace(plan, lines=(40, 60)), document=document()) is None


def test_a_reading_in_json_without_title_is_known_by_its_text_and_tasks(books, plan, today):
    bare = replace(plan, title=None, jurisdiction=None, period=Period())
    reading = DocumentText("plans.json", "application/json", "0" * 64, "[]")
    books.run(import_plan, parsed=bare, document=reading, code=None, today=today)
    assert books.run(find_same_plan, parsed=bare, document=reading).code == "P1"
    neighbour = replace(bare, tasks=tuple(replace(task, title=f"{task.title}乙") for task in plan.tasks))
    assert books.run(find_same_plan, parsed=neighbour, document=reading) is None


def test_two_cities_have_units_of_their_own(books, imported, plan, document, today):
    other = books.run(
        import_plan, parsed=replace(plan, jurisdiction="东屿市"), document=document("东屿"), code=None, today=today
    )
    assert other.new_units == 3
    assert books.rows("SELECT COUNT(*) FROM unit WHERE name = '市科技局'") == [(2,)]


def test_a_second_plan_of_the_city_finds_the_units_that_are_there(books, imported, plan, document, today):
    more = replace(
        plan, title="另一方案", tasks=(replace(plan.tasks[1], lead=(UnitMention("知识产权局", "知识产权局"),)),)
    )
    done = books.run(import_plan, parsed=more, document=document("另一"), code=None, today=today)
    assert (done.units, done.new_units) == (1, 0)


def test_the_plans_of_one_file_share_its_document(books, plan, document, today):
    both = document("合编")
    for title, first in (("甲方案", 1), ("乙方案", 40)):
        parsed = replace(plan, title=title, lines=(first, first + 30))
        books.run(import_plan, parsed=parsed, document=both, code=None, today=today)
    assert books.rows("SELECT COUNT(*) FROM source_document") == [(1,)]


def test_a_plan_whose_period_is_over_says_so(books, plan, document, imported):
    assert not imported.period_over
    assert plan.period.is_over(date(2027, 1, 1))
    assert not plan.period.is_over(date(2026, 12, 31))


def test_a_summary_needs_no_ledger_and_counts_what_would_be_written(plan):
    summary = "\n".join(summary_lines(plan))
    assert "3 tasks (1 without a lead unit), 3 units, 3 deadlines, 1 recurring duties, 2 indicators" in summary
    assert "1 doubts" in summary
