"""The headings of a progress sheet, as it goes out and as it comes back."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

from dutytrack import i18n
from dutytrack.services.sheets.layout import COLUMNS, column_called
from dutytrack.services.sheets.reading import read_progress_sheets


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.key)
def test_every_heading_that_goes_out_is_read_back_as_its_column(column, language):
    i18n.use_language(language)

    assert column_called(i18n._(column.label)) == column
    assert column_called(column.key) == column


@pytest.mark.parametrize("heads", ["key,percent,percent", "key,进度,百分比", "编号,任务编号,percent"])
def test_a_heading_that_stands_twice_is_named_by_its_cell(tmp_path, heads):
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(f"{heads}\nLL26-1,5,95\n", encoding="utf-8")

    _rows, faults = read_progress_sheets(sheet, today=date(2026, 7, 15))

    assert [str(fault).split(": ")[0] for fault in faults] == [
        "sheet.csv!B1" if "任务编号" in heads else "sheet.csv!C1"
    ]


def test_a_cell_whose_formula_was_never_worked_out_is_named_and_not_passed_over(tmp_path):
    book = openpyxl.Workbook()
    for row in (("key", "percent", "text"), ("LL26-1", "=50+25", "照计划推进"), ("LL26-2", 30, "=A2")):
        book.active.append(row)
    book.active.append(("LL26-3", "#REF!", "照计划推进"))
    book.save(tmp_path / "sheet.xlsx")

    rows, faults = read_progress_sheets(tmp_path / "sheet.xlsx", today=date(2026, 7, 15))

    assert [str(fault).split(": ")[0] for fault in faults] == ["Sheet!B2", "Sheet!C3", "Sheet!B4"]
    assert [row.row for row in rows] == [2, 3, 4]
