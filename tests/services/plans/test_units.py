"""A plan's units: found by the register's facts on the plan's day, or entered with a doubt."""

import json
from dataclasses import replace
from datetime import date

import pytest

from dutytrack.domain.plan.model import ParsedPlan, ParsedTask, Period, UnitMention
from dutytrack.services.plans.importing import import_plan
from dutytrack.services.units.changing import add_unit_names
from dutytrack.services.units.finding import UnitEntry, enter_units
from dutytrack.store.settings.keys import set_setting


def task(number: int, *names: str) -> ParsedTask:
    lead, *others = (UnitMention(name, name) for name in names)
    ref = f"{number}"
    return ParsedTask(
        ref, f"{number}.", (), f"任务{number}", "", (number, number), lead=(lead,), responsible=tuple(others)
    )


def plan(*tasks: ParsedTask, issued: date | None = date(2014, 5, 1), title: str = "方案") -> ParsedPlan:
    return ParsedPlan("plan.txt", title, jurisdiction="临澜市", issued=issued, period=Period(issued, None), tasks=tasks)


@pytest.fixture
def take_in(books, document, today):
    def run(*tasks: ParsedTask, issued: date | None = date(2014, 5, 1), title: str = "方案"):
        parsed = plan(*tasks, issued=issued, title=title)
        return books.run(import_plan, parsed=parsed, document=document(title), code=None, today=today)

    return run


@pytest.fixture
def leads(books):
    """The lead units by the tasks' order of entry."""
    sql = "SELECT u.name FROM assignment a JOIN unit u ON u.id = a.unit_id WHERE a.role = 'lead' ORDER BY a.id"
    return lambda: [name for (name,) in books.rows(sql)]


def problems(books) -> list[tuple[str, str, str | None]]:
    told = [problem for (text,) in books.rows("SELECT problems FROM task ORDER BY id") for problem in json.loads(text)]
    return [(one["code"], one["facts"]["name"], one["facts"].get("suggestion")) for one in told]


def test_two_printed_names_of_one_unit_are_one_unit_shown_as_first_printed(books, take_in, leads):
    done = take_in(task(1, "市发改委"), task(2, "市发展改革委"), task(3, "临澜市发展和改革委员会"))
    assert (done.units, done.new_units, leads()) == (1, 1, ["市发改委"] * 3)
    assert books.rows("SELECT name FROM unit_name ORDER BY name") == [
        ("临澜市发展和改革委员会",),
        ("市发展和改革委员会",),
        ("市发展改革委",),
        ("市发改委",),
    ]


def test_a_new_unit_is_shown_as_its_plan_has_it_most_often(take_in, leads):
    take_in(task(1, "市政府办"), task(2, "市政府办公室"), task(3, "市政府办公室"))
    assert leads() == ["市政府办公室"] * 3


def test_a_later_plan_finds_the_unit_by_another_form_of_its_name(take_in, leads):
    take_in(task(1, "市人社局"))
    done = take_in(task(1, "市人力资源社会保障局"), title="另一方案")
    assert (done.new_units, leads()) == (0, ["市人社局", "市人社局"])


def test_names_that_one_task_lists_side_by_side_are_two_units(books, take_in):
    done = take_in(task(1, "市财政局", "市水利局", "市水务局"), task(2, "市水务局"))
    assert done.new_units == 3
    names = books.rows(
        "SELECT u.name, n.name FROM unit u JOIN unit_name n ON n.unit_id = u.id WHERE n.name LIKE '市水%'"
    )
    assert sorted(names) == [("市水利局", "市水利局"), ("市水务局", "市水务局")]


def test_a_plan_that_tells_two_names_apart_takes_the_registers_name_from_the_other_unit(books, take_in, leads):
    take_in(task(1, "市水利局"))
    take_in(task(1, "市水务局", "市水利局"), title="另一方案")
    assert leads() == ["市水利局", "市水务局"]
    assert books.rows("SELECT COUNT(*) FROM unit_name WHERE name = '市水务局'") == [(1,)]


def test_a_plan_of_its_time_has_the_unit_of_its_time(books, take_in, leads):
    take_in(task(1, "市工商局"))
    take_in(task(1, "市市场监管局"), issued=date(2024, 1, 1), title="另一方案")
    assert leads() == ["市工商局", "市市场监管局"]
    assert problems(books) == []


def test_a_unit_that_was_gone_is_kept_and_its_successor_suggested(books, take_in, leads):
    done = take_in(task(1, "市工商局"), task(2, "市工商局"), issued=date(2024, 1, 1))
    assert leads() == ["市工商局", "市工商局"]
    assert problems(books) == [("former-unit", "市工商局", "市市场监管局")]
    assert [problem.line for problem in done.unit_problems] == [1]


def test_a_plan_without_a_date_says_nothing_about_units_that_are_gone(books, take_in):
    take_in(task(1, "市工商局"), issued=None)
    assert problems(books) == []


def test_a_likely_misprint_becomes_a_unit_and_a_doubt_and_is_never_merged(books, take_in, leads):
    take_in(task(1, "市自然资源和规划局"), task(2, "市自然资源和规化局"), issued=date(2024, 1, 1))
    assert leads() == ["市自然资源和规划局", "市自然资源和规化局"]
    assert problems(books) == [("near-unit", "市自然资源和规化局", "市自然资源和规划局")]


def test_a_name_of_elsewhere_is_doubted_where_the_usual_one_is_there(books, take_in):
    take_in(task(1, "市档案局"), task(2, "市档案馆"))
    assert problems(books) == [("near-unit", "市档案馆", "市档案局")]


def test_units_that_stand_side_by_side_are_no_misprints_of_each_other(books, take_in):
    take_in(task(1, "临澜海洋职业学院", "临澜海事职业学院"))
    assert problems(books) == []


def test_a_new_unit_is_unknown_only_where_the_register_is_meant_to_be_complete(books, take_in):
    take_in(task(1, "市财政局"))
    assert problems(books) == []
    books.run(set_setting, key="complete_registers", value="东屿市、临澜市")
    take_in(task(1, "市财政局", "市教育局", "各高校"), title="另一方案")
    assert problems(books) == [("unknown-unit", "市教育局", None)]


def test_a_misprint_that_was_corrected_before_is_read_so_and_said(books, take_in, leads):
    take_in(task(1, "市科技局"))
    books.run(add_unit_names, unit="市科技局", names=["市科枝局"], kind="misprint")
    done = take_in(task(1, "市科枝局"), title="另一方案")
    assert (done.new_units, leads()) == (0, ["市科技局", "市科技局"])
    assert [(one.code, one.message) for one in done.unit_problems] == [("mended-misprint", "市科枝局 read as 市科技局")]


def test_names_in_traditional_characters_are_shown_as_printed_and_found_in_either_script(books, take_in, leads):
    take_in(task(1, "市發展改革委"), task(2, "市發改委"))
    take_in(task(1, "市发改委"), title="另一方案")
    assert leads() == ["市發展改革委"] * 3
    assert ("市发展改革委",) in books.rows("SELECT name FROM unit_name")


def test_a_place_in_traditional_characters_is_the_same_place(books, document, today):
    for place, name in (("臨瀾市", "市發改委"), ("临澜市", "市发改委"), ("臨瀾市", "市發展改革委")):
        parsed = replace(plan(task(1, name), title=place + name), jurisdiction=place)
        books.run(import_plan, parsed=parsed, document=document(name + place), code=None, today=today)
    assert books.rows("SELECT jurisdiction, name FROM unit") == [("临澜市", "市發改委")]


def test_ways_to_write_a_collective_are_one_collective(take_in):
    assert take_in(task(1, "各县(市、区)政府"), task(2, "各县(市、区)人民政府")).new_units == 1


def test_units_of_different_levels_stay_apart(take_in):
    done = take_in(task(1, "市科技局", "省科技厅", "科学技术部", "青礁县科技局"))
    assert done.new_units == 4


def test_a_units_own_name_counts_whatever_its_dates_say(books, take_in, leads):
    books.run(enter_units, jurisdiction="临澜市", entries=[UnitEntry("市数据局")])
    with books.ledger.command("test", actor="tester") as session:
        from sqlmodel import select

        from dutytrack.store.tables.plans import UnitName

        row = session.exec(select(UnitName)).first()
        row.valid_from = date(2024, 1, 1)
        session.add(row)
    assert take_in(task(1, "市数据局")).new_units == 0


def test_a_list_of_units_is_taken_as_it_is(books):
    entries = [
        UnitEntry("市水利局"),
        UnitEntry("市水务局", short=("水务局",)),
        UnitEntry("各水务单位", kind="collective", members=("市水利局", "水务局")),
    ]
    assert books.run(enter_units, jurisdiction="临澜市", entries=entries) == 3
    assert books.run(enter_units, jurisdiction="临澜市", entries=entries) == 0
    assert books.rows("SELECT u.name FROM unit_member m JOIN unit u ON u.id = m.unit_id ORDER BY m.id") == [
        ("市水利局",),
        ("市水务局",),
    ]


def test_the_plans_own_doubts_stay(books, document, today):
    parsed = replace(plan(task(1, "市工商局"), issued=date(2024, 1, 1)))
    done = books.run(import_plan, parsed=parsed, document=document(), code=None, today=today)
    assert len(done.unit_problems) == 1
