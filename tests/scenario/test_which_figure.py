"""Which figure a value is of: several bear one name, and each is its own."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import openpyxl
import pytest

from dutytrack.services.acts.declared.subject import Subject, indicators
from dutytrack.store.file.connection import open_reader
from dutytrack.store.query.look import Look
from dutytrack.store.reading.detail import task_detail
from dutytrack.store.reading.settings import default_rule_pack, ladder

PLAN = """湖州市建设国家创新型城市试点工作实施方案(2013-2017年)

一、重点任务
1.大力培育战略性新兴产业。一是先进装备制造产业。到2017年,力争实现规模以上工业企业销售收入超1000亿元;二是新能源产业。到2017年,力争\
规模以上工业企业销售收入达700亿元;三是生物和医药产业。到2017年,力争实现规模以上工业企业销售收入超500亿元。
牵头单位:市经信委
"""
KEY = "HZ-1"
SALES = "规模以上工业企业销售收入"
PROJECTS = "国家、省重大科技创新项目"


@pytest.fixture
def office_of_2015(real):
    real.day("2015-12-31")
    return real


@pytest.fixture
def three(office, tmp_path):
    """Three industries, each with its sales."""
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    office.day("2015-12-31")
    office.do("import", tmp_path / "plan.txt", "--code", "HZ", "--yes", "--new")
    return office


def figures(office, key, *more):
    return {one["pointer"]: one for one in office.asked("show", key, *more)["indicators"]}


def test_three_figures_of_one_name_and_date_are_three(three):
    office = three
    said = office.refused("measure", KEY, "--value", f"{SALES}=500")
    for target, number in ((1000, 1), (700, 2), (500, 3)):
        assert f"{SALES}#{number} (≥{target}亿元 by 2017-12-31)" in said

    assert "target 700亿元" in office.do("measure", KEY, "--value", f"{SALES}#2=500")
    found = figures(office, KEY)
    assert {name: one["actual"] for name, one in found.items() if SALES in name} == {
        f"{SALES}#1": None,
        f"{SALES}#2": 500,
        f"{SALES}#3": None,
    }
    assert found[f"{SALES}#2"]["share"] == pytest.approx(100 * 500 / 700)
    assert "target 500亿元" in office.do("measure", KEY, "--value", "＃3=400")
    assert figures(office, KEY)[f"{SALES}#3"]["share"] == 80
    assert "对应多个指标" in office.refused("measure", KEY, "--value", f"{SALES}=500", "--lang", "zh")


def test_a_number_that_tells_figures_apart_names_no_year(three):
    """Measured after their date, by whatever name, they are late alike."""
    three.day("2018-07-15")
    three.do("measure", KEY, "--value", f"{SALES}#1=1200", "--value", "#2=800", "--value", f"{SALES}#3=600")
    found = figures(three, KEY)
    assert {found[f"{SALES}#{number}"]["state"] for number in (1, 2, 3)} == {"late"}
    three.do("measure", KEY, "--value", f"{SALES}@2017#1=1100")
    assert figures(three, KEY)[f"{SALES}#1"]["state"] == "reached", "said to be of its year"


def test_what_comes_every_year_is_not_what_is_to_be_reached_in_all(office_of_2015):
    office = office_of_2015
    said = office.refused("progress", "add", "CZ15-3", "--value", f"{PROJECTS}=35", "--text", "已实施35项")
    assert f"{PROJECTS}@yearly (≥40项)" in said
    assert f"{PROJECTS}@2017 (≥120项 by 2017-12-31)" in said

    assert "target 40项 in 2015" in office.do("measure", "CZ15-3", "--value", f"{PROJECTS}@每年=35")
    assert "by 2017-12-31" in office.do("measure", "CZ15-3", "--value", f"{PROJECTS}@2017=36")
    found = figures(office, "CZ15-3")
    assert (found[f"{PROJECTS}@yearly"]["share"], found[f"{PROJECTS}@2017"]["share"]) == (87.5, 30)
    assert "has no indicator" in office.refused("measure", "CZ15-3", "--value", f"{PROJECTS}@2019=36")


def test_a_year_may_be_told_once_it_is_over(office_of_2015):
    office = office_of_2015
    office.day("2017-01-10")
    office.do("measure", "CZ15-3", "--value", f"{PROJECTS}@每年@2016=42")
    office.do("measure", "CZ15-4", "--value", "增粮@2015=2")
    years = figures(office, "CZ15-3")[f"{PROJECTS}@yearly"]["years"]
    assert [(one["start"], one["value"], one["state"]) for one in years] == [("2016-01-01", 42, "reached")]
    first = office.asked("show", "CZ15-4")["indicators"][2]
    assert (first["due"], first["actual"], first["state"]) == ("2015-12-31", 2, "reached")


def test_a_stage_is_pointed_at_by_its_year_or_its_place(office_of_2015):
    office = office_of_2015
    assert "target 2亿斤 by 2015" in office.do("measure", "CZ15-4", "--value", "增粮=1")
    assert "target 6亿斤 by 2016" in office.do("measure", "CZ15-4", "--value", "增粮@2016=1")
    assert "target 10亿斤 by 2017" in office.do("measure", "CZ15-4", "--value", "增粮#3=1")


def test_a_kind_is_set_for_the_figure_pointed_at_alone(three):
    office = three
    office.do("indicator", KEY, f"{SALES}#2", "--baseline", "300")
    assert [one["baseline"] for one in office.asked("show", KEY)["indicators"] if one["name"] == SALES] == [
        None,
        300,
        None,
    ]
    assert "fits several" in office.refused("indicator", KEY, SALES, "--kind", "cumulative")


def test_a_sheet_asks_for_each_and_takes_each_back(three, tmp_path):
    office = three
    rows, book = asked_figures(office, KEY, tmp_path)
    assert {name for name in rows if SALES in name} == {f"{SALES}#{number}" for number in (1, 2, 3)}
    fill_in(office, book, {rows[f"{SALES}#1"]: 900, rows[f"{SALES}#2"]: 650, rows[f"{SALES}#3"]: 480}, tmp_path)
    assert [figures(office, KEY)[f"{SALES}#{number}"]["actual"] for number in (1, 2, 3)] == [900, 650, 480]


def test_a_sheet_tells_the_year_from_the_whole(office_of_2015, tmp_path):
    office = office_of_2015
    rows, book = asked_figures(office, "CZ15-3", tmp_path)
    assert {f"{PROJECTS}@yearly", f"{PROJECTS}@2017"} <= rows.keys()
    fill_in(office, book, {rows[f"{PROJECTS}@yearly"]: 41}, tmp_path)
    found = figures(office, "CZ15-3")
    assert (found[f"{PROJECTS}@yearly"]["actual"], found[f"{PROJECTS}@2017"]["actual"]) == (41, None)


def asked_figures(office, key, folder):
    """The rows of a progress sheet that ask for figures, by what they call them, and the sheet."""
    office.do("progress", "sheet", f"key:{key}", "--output", folder / "s.xlsx", "--one-sheet")
    book = openpyxl.load_workbook(folder / "s.xlsx")
    place = place_of(book, "indicator")
    cells = {row: book.worksheets[0].cell(row, place).value for row in range(3, book.worksheets[0].max_row + 1)}
    return {name: row for row, name in cells.items() if name}, book


def fill_in(office, book, values, folder):
    for row, value in values.items():
        book.worksheets[0].cell(row, place_of(book, "value")).value = value
    book.save(folder / "filled.xlsx")
    office.do("progress", "import", folder / "filled.xlsx", "--yes")


def place_of(book, key):
    return next(cell.column for cell in book.worksheets[0][1] if cell.value == key)


def test_a_form_offers_each_and_a_series_once(three):
    three.do("measure", KEY, "--value", "#1=900")
    with closing(open_reader(three.ledger)) as reader:
        look = Look(reader, date(2015, 12, 31), default_rule_pack())
        detail = task_detail(look, KEY)
        assert detail is not None
        offered = indicators(Subject(detail, look.as_of, ladder(reader)))
    assert [(word, value) for word, value in offered if SALES in value] == [
        (f"{SALES}#{number}  >= {target}亿元  2017-12-31", f"{SALES}#{number}")
        for number, target in ((1, 1000), (2, 700), (3, 500))
    ]
