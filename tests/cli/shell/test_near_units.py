"""A slip of the hand makes no unit: a near name is asked about on a terminal and refused without one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dutytrack.output.reviewlayout import SHEET_FIELDS, TASK_HEAD, reading_column

pytestmark = pytest.mark.usefixtures("ledger")
NAMING = {
    "add": ["add", "巡河", "--lead", "市科技居"],
    "set": ["set", "BH25-2", "--lead", "市科技居", "--reason", "误读"],
    "members": ["units", "members", "各县(市、区)政府", "add", "市科技居"],
    "succeed": ["units", "succeed", "市人社局", "市科技居", "--yes"],
}


def units(run) -> set[str]:
    return {unit["name"] for unit in json.loads(run("units", "-f", "json").out)}


@pytest.mark.parametrize("args", NAMING.values(), ids=NAMING)
def test_without_a_terminal_a_near_name_is_refused(run, process, args):
    before = units(run)

    code, out, err = process(*args)

    assert (code, out) == (2, "")
    assert err == ("dutytrack: error: no unit 市科技居; did you mean 市科技局? --new enters it as a unit of its own\n")
    assert units(run) == before


@pytest.mark.parametrize("args", NAMING.values(), ids=NAMING)
def test_new_enters_it_and_says_so(run, args):
    code, out, _err = run(*args, "--new")

    assert code == 0
    assert "市科技居 entered as a new unit" in out
    assert "市科技居" in units(run)


@pytest.mark.parametrize("args", NAMING.values(), ids=NAMING)
def test_on_a_terminal_it_is_asked_and_yes_means_the_unit(run, terminal, args):
    before = units(run)

    assert terminal(*args, answers=["n"]).code == 2
    assert units(run) == before
    agreed = terminal(*args, answers=["y"])

    assert agreed.code == 0, agreed.out
    assert "No unit is called 市科技居. Is 市科技局 meant? [y/N]" in agreed.out
    assert units(run) == before


def test_several_slips_are_asked_about_one_after_the_other(run, terminal):
    said = terminal("add", "巡河", "--lead", "市科技居", "--participating", "市财政句、市教育局", answers=["y", "y"])
    [task] = json.loads(run("list", "巡河", "-f", "json").out)

    assert said.code == 0
    assert (task["lead"], task["participating"]) == (["市科技局"], ["市财政局", "市教育局"])


@pytest.mark.parametrize("name", ["全新机构", "市民政局", "市信访局"])
def test_a_name_near_to_nothing_is_entered_and_reported(run, name):
    assert f"{name} entered as a new unit" in run("add", "巡河", "--lead", name).out


@pytest.mark.parametrize("name", ["市科技局", "科技局", "市科学技术局", "市財政局"])
def test_a_name_that_a_unit_goes_by_is_no_new_unit(run, name):
    before = units(run)

    assert "new unit" not in run("add", "巡河", "--lead", name).out
    assert units(run) == before


@pytest.mark.parametrize(
    "args",
    [
        ["receive", "BH25-1", "--unit", "市科技居"],
        ["progress", "add", "BH25-1", "--unit", "市科技居", "--percent", "10"],
        ["submit", "BH25-1", "--unit", "市科技居"],
        ["contact", "add", "市科技居", "王五"],
        ["leader", "add", "陈海", "--unit", "市科技居"],
        ["cadence", "set", "每月5日前", "--unit", "市科技居"],
        ["units", "merge", "市工信局", "市科技居", "--reason", "x"],
        ["units", "show", "市科技居"],
        ["units", "alias", "市科技居", "科创局"],
        ["list", "lead:市科技居"],
        ["appraise", "--period", "2026", "--unit", "市科技居"],
    ],
    ids=lambda args: " ".join(args[:2]),
)
def test_where_no_unit_can_be_new_the_near_one_is_named(run, args):
    before = units(run)
    code, _out, err = run(*args)

    assert code == 2
    assert "市科技局" in err
    assert units(run) == before


def test_a_near_name_of_another_place_is_not_meant(run):
    run("add", "治沙", "--lead", "市治沙局", "--place", "沧州市")

    assert "市治沙句 entered as a new unit" in run("add", "巡河", "--lead", "市治沙句", "--place", "滨海市").out
    assert "did you mean 市治沙局" in run("add", "巡河", "--lead", "市治沙句", "--place", "沧州市").err
    assert "nearest" not in run("units", "show", "市治沙据", "--place", "滨海市").err
    assert "市治沙局" not in run("units", "show", "市治沙具", "--place", "滨海市").err.partition("did you mean")[2]


def test_with_units_of_several_places_the_place_has_to_be_said(run):
    run("add", "治沙", "--lead", "市科技局", "--place", "沧州市")

    code, _out, err = run("add", "巡河", "--lead", "市科技局")

    assert code == 2
    assert "市科技局 may be 市科技局 (滨海市)、市科技局 (沧州市)" in err
    assert "--place" in err


def test_a_near_name_is_found_in_any_place_where_none_is_said(run):
    run("add", "治沙", "--lead", "市治沙局", "--place", "沧州市")
    before = units(run)

    code, _out, err = run("add", "巡河", "--lead", "市治沙句")

    assert code == 2
    assert "did you mean 市治沙局" in err
    assert units(run) == before
    assert run("add", "巡河", "--lead", "市治沙句", "--new").code == 0


# In a review


@pytest.fixture
def sheet(run, tmp_path: Path) -> tuple[Path, Path]:
    """A document, and its review workbook in which the lead of its only task is mistyped."""
    document, sheet = tmp_path / "second.txt", tmp_path / "review.xlsx"
    document.write_text(
        "滨海市营商环境工作方案(2026年)\n\n一、工作任务\n(一)精简审批事项。2026年3月底前,公布事项清单。\n"
        "牵头单位:市审批局;责任单位:市司法局\n",
        encoding="utf-8",
    )
    run("import", document, "--review-sheet", sheet)
    book = load_workbook(sheet)
    place = next(place for place, field in enumerate(SHEET_FIELDS) if field.name == "lead")
    book.worksheets[0].cell(TASK_HEAD + 1, reading_column(place) + 1).value = "市科技居"
    book.save(sheet)
    return document, sheet


def test_a_slip_in_a_review_workbook_is_refused_asked_or_new(run, terminal, sheet):
    document, workbook = sheet
    accept = ["import", document, "--review-sheet", workbook, "--accept"]

    refused = run(*accept, "--yes")
    assert refused.code == 2
    assert "did you mean 市科技局? --new-units enters it" in refused.err
    assert "市科技居" not in units(run)

    assert terminal(*accept, answers=["y", "y"]).code == 0
    assert "市科技居" not in units(run)
    assert len(json.loads(run("list", "lead:市科技局 plan:营商环境", "-f", "json").out)) == 1

    run("undo", "--yes")
    assert run(*accept, "--yes", "--new-units").code == 0
    assert "市科技居" in units(run)
