"""Progress sheets: handed out with checked cells, taken back whole or not at all with each bad cell named."""

from __future__ import annotations

import io
import zipfile
from contextlib import closing
from datetime import date

import openpyxl
import pytest

from dutytrack.plantext.files.errors import FileReadError
from dutytrack.services.acts.submitting import submit
from dutytrack.services.sheets.reading import NoProgressSheetError, SheetFaultsError
from dutytrack.services.sheets.taking_back import NothingFilledInError, import_progress
from dutytrack.services.sheets.writing import progress_workbook
from dutytrack.services.tasks.entering import Sharing, TaskChanges, add_task, set_task
from dutytrack.services.units.members import add_members
from dutytrack.store.file.connection import open_reader
from dutytrack.store.query.look import Look
from dutytrack.store.reading.settings import default_rule_pack
from dutytrack.store.reading.sheetrows import asked_reports
from dutytrack.workbooks import cell_name

pytestmark = pytest.mark.usefixtures("imported")
TODAY = date(2026, 7, 15)


@pytest.fixture
def hand_out(books, tmp_path):
    def write(query="", *, one_sheet=False, everyone=False):
        with closing(open_reader(books.ledger.path)) as reader:
            asked = asked_reports(Look(reader, TODAY, default_rule_pack()), query, everyone=everyone)
        path = tmp_path / "sheet.xlsx"
        path.write_bytes(progress_workbook(asked, as_of=TODAY, one_sheet=one_sheet))
        return path

    return write


def fill_in(path, *cells):
    """Write values into cells named by sheet, row and column key."""
    book = openpyxl.load_workbook(path)
    for sheet, row, key, value in cells:
        place = next(cell.column for cell in book[sheet][1] if cell.value == key)
        book[sheet].cell(row, place).value = value
    book.save(path)
    return path


def rows(path, sheet):
    book = openpyxl.load_workbook(path)
    keys = [cell.value for cell in book[sheet][1]]
    return [dict(zip(keys, row, strict=True)) for row in book[sheet].iter_rows(min_row=3, values_only=True)]


def take_back(books, path, on=TODAY):
    return books.run(import_progress, path=path, on=on, today=TODAY)


def test_each_unit_gets_a_sheet_with_its_tasks_and_their_figures(hand_out):
    path = hand_out()

    assert openpyxl.load_workbook(path).sheetnames == ["市科技局"]
    first, figure, second = rows(path, "市科技局")
    assert (first["key"], first["role"], f"{first['due']:%Y-%m-%d}") == ("LL25-1", "lead", "2025-12-31")
    assert (second["key"], second["indicator"]) == ("LL25-2", None)
    assert (figure["indicator"], figure["target"], figure["counted"]) == ("科技型企业", "≥100", "家")


def test_everyone_with_a_part_is_asked_where_wanted_and_members_for_their_collective(books, hand_out):
    books.run(add_members, collective="各县(市、区)政府", units=["东区政府", "西区政府"])

    names = [row["unit"] for row in rows(hand_out("no:1", everyone=True, one_sheet=True), "Progress")]
    assert names == ["市科技局", "市科技局", "市财政局", "东区政府", "西区政府"]


def test_cells_are_checked_and_keys_are_locked(hand_out):
    sheet = openpyxl.load_workbook(hand_out())["市科技局"]
    checks = {str(check.sqref)[0]: check for check in sheet.data_validations.dataValidation}

    assert sheet.protection.sheet
    assert sheet.row_dimensions[1].hidden
    assert (checks["J"].type, checks["J"].formula1, checks["J"].formula2) == ("decimal", "0", "100")
    assert checks["L"].type == "date"
    assert (checks["Q"].type, checks["Q"].formula1) == ("list", '"yes,no"')
    assert sheet["A3"].protection.locked
    assert not sheet["J3"].protection.locked
    assert sheet["J4"].protection.locked, "a figure's row takes no percentage"


def test_texts_are_never_formulas(books, hand_out):
    sharing = Sharing(["市科技局"], None, None)
    books.run(add_task, title="=HYPERLINK(1)", today=TODAY, kind="other", sharing=sharing, due=None, start=None,
              source=None, leader=None)  # fmt: skip
    path = hand_out()
    titles = [cell for cell in openpyxl.load_workbook(path)["市科技局"]["D"] if cell.value == "=HYPERLINK(1)"]

    assert [(cell.data_type, cell.quotePrefix) for cell in titles] == [("s", True)]
    with zipfile.ZipFile(path) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_a_sheet_that_comes_back_is_one_command(books, hand_out):
    path = fill_in(
        hand_out(),
        ("市科技局", 3, "percent", 62.5),
        ("市科技局", 3, "text", "新增12家"),
        ("市科技局", 3, "on", date(2026, 7, 10)),
        ("市科技局", 3, "by", "张三"),
        ("市科技局", 4, "value", 83),
        ("市科技局", 5, "percent", "100%"),
        ("市科技局", 5, "submit", "是"),
    )
    taken = take_back(books, path)

    assert [(report.key, report.unit, report.percent, report.on) for report in taken.reports] == [
        ("LL25-1", "市科技局", 62.5, date(2026, 7, 10)),
        ("LL25-2", "市科技局", 100, TODAY),
    ]
    assert taken.reports[0].measured == (("科技型企业", 83),)
    assert (taken.units, taken.submitted) == (1, 1)
    assert books.rows('SELECT value, "on" FROM measurement') == [(83.0, "2026-07-10")]
    assert books.rows("SELECT status FROM task_fact WHERE task_id = 2") == [("submitted",)]
    assert books.rows("SELECT COUNT(DISTINCT command) FROM journal WHERE entity = 'progress_report'") == [(1,)]


@pytest.mark.parametrize("written", ["7/10", "10", "0710", "７月１０日", "2026.7.10", "-5d", date(2026, 7, 10), 46213])
def test_a_day_in_a_sheet_is_read_as_people_write_it(books, hand_out, written):
    path = fill_in(hand_out(), ("市科技局", 3, "percent", 62.5), ("市科技局", 3, "on", written))

    assert [report.on for report in take_back(books, path).reports] == [date(2026, 7, 10)]


def test_a_month_is_no_day_of_a_report(books, hand_out):
    path = fill_in(hand_out(), ("市科技局", 3, "percent", 62.5), ("市科技局", 3, "on", "2026-06"))

    with pytest.raises(SheetFaultsError, match=r"市科技局!L3: '2026-06' is no date: a full day is needed here"):
        take_back(books, path)


def test_every_bad_cell_is_named_and_nothing_is_written(books, hand_out):
    path = fill_in(
        hand_out(),
        ("市科技局", 3, "percent", 140),
        ("市科技局", 3, "on", "soon"),
        ("市科技局", 4, "value", "many"),
        ("市科技局", 4, "on", date(2026, 7, 16)),
        ("市科技局", 5, "percent", 50),
        ("市科技局", 5, "submit", "maybe"),
        ("市科技局", 5, "unit", "市水务局"),
    )
    with pytest.raises(SheetFaultsError) as caught:
        take_back(books, path)

    assert [str(fault).partition(":")[0] for fault in caught.value.faults] == [
        "市科技局!J3",
        "市科技局!L3",
        "市科技局!K4",
        "市科技局!L4",
        "市科技局!B5",
        "市科技局!Q5",
    ]
    assert "140 is no percentage" in str(caught.value)
    assert books.rows("SELECT COUNT(*) FROM progress_report") == [(0,)]


def test_a_unit_that_can_not_hand_in_any_more_spoils_the_sheet(books, hand_out):
    path = fill_in(hand_out(), ("市科技局", 3, "percent", 100), ("市科技局", 3, "submit", "yes"))
    books.run(submit, key="LL25-1", unit="市科技局", on=TODAY, today=TODAY)

    with pytest.raises(SheetFaultsError, match=r"市科技局!Q3: LL25-1 is submitted"):
        take_back(books, path)
    assert books.rows("SELECT COUNT(*) FROM progress_report") == [(0,)]


@pytest.mark.parametrize(
    ("header", "encoding"),
    [("key,unit,percent,text,on", "utf-8"), ("任务编号，单位，完成进度，进展情况，填报日期", "gb18030")],
)
def test_csv_is_taken_too_by_keys_or_by_chinese_headings(books, tmp_path, header, encoding):
    sign = "，" if "，" in header else ","
    path = tmp_path / "p.csv"
    path.write_text(f"{header}\nLL25-1{sign}市科技局{sign}35%{sign}新增3家{sign}2026-07-01\n", encoding=encoding)

    [report] = take_back(books, path).reports
    assert (report.percent, report.on) == (35, date(2026, 7, 1))


def test_a_bad_row_of_many_changes_nothing_and_says_which(books, tmp_path):
    lines = ["key,unit,percent,indicator,value", *("LL25-1,市科技局,50,," for _ in range(3))]
    lines += ["LL25-9,市科技局,50,,", "LL25-1,市科技局,,专利,5"]
    path = tmp_path / "p.csv"
    path.write_text("\n".join(lines), encoding="utf-8")

    with pytest.raises(SheetFaultsError, match=r"p\.csv!A5: no task LL25-9") as caught:
        take_back(books, path)
    assert [cell_name(fault.row, fault.column) for fault in caught.value.faults] == ["A5", "D6"]
    assert books.rows("SELECT COUNT(*) FROM progress_report") == [(0,)]


@pytest.mark.parametrize("data", [b"", b"no headings\n1,2\n", b"PK\x03\x04 broken", b"\x00\xff\x00"])
def test_files_that_are_no_sheet_are_told_plainly(books, tmp_path, data):
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    with pytest.raises((NoProgressSheetError, FileReadError)):
        take_back(books, path)


def test_a_sheet_that_nobody_filled_in_is_told(books, hand_out):
    with pytest.raises(NothingFilledInError):
        take_back(books, hand_out())


def test_a_workbook_with_entities_is_refused(books, hand_out):
    path = hand_out()
    evil = io.BytesIO()
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(evil, "w") as copy:
        for name in book.namelist():
            data = book.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]>' + data[data.index(b"<worksheet") :]
            copy.writestr(name, data)
    path.write_bytes(evil.getvalue())

    with pytest.raises(FileReadError, match="entities"):
        take_back(books, path)


def test_names_that_a_sheet_can_not_have_are_shortened(books, hand_out):
    long = "市" + "很长的名称" * 8 + "局"
    books.run(
        set_task, key="LL25-3", changes=TaskChanges(sharing=Sharing([long, f"{long[:-1]}二局"], None, None)),
        reason="改", today=TODAY,
    )  # fmt: skip
    names = openpyxl.load_workbook(hand_out()).sheetnames

    assert all(len(name) <= 31 for name in names)
    assert len(names) == len(set(names)) >= 3


def test_rows_that_contradict_each_other_are_refused_and_both_cells_named(books, tmp_path):
    sheet = tmp_path / "回表.csv"
    sheet.write_text(
        "key,unit,percent,text,on\n"
        "LL25-1,市科技局,40,完成4项,2026-07-10\n"
        "LL25-2,市科技局,20,完成2项,2026-07-10\n"
        "LL25-1,市科技局,60,完成4项,2026-07-10\n"
        "LL25-1,市科技局,70,完成7项,2026-07-12\n",
        encoding="utf-8",
    )
    with pytest.raises(SheetFaultsError) as refused:
        take_back(books, sheet)
    assert [str(fault) for fault in refused.value.faults] == [
        "回表.csv!C2: 回表.csv!C4 says something else of the same",
        "回表.csv!C4: 回表.csv!C2 says something else of the same",
    ]
    assert books.rows("SELECT COUNT(*) FROM progress_report") == [(0,)]
