"""Workbooks: made in memory, so that neither a full disk for temporary files nor a kill can spoil or leave any."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation

from dutytrack.workbooks import file_bytes


def test_a_workbook_needs_no_temporary_files(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    book = Workbook()
    [sheet] = book.worksheets
    sheet["A1"] = "进度"
    choice = DataValidation("list", formula1='"a,b"', sqref="A2:A9")
    sheet.add_data_validation(choice)
    book.create_sheet("二")["B2"] = 2.5

    read = load_workbook(io.BytesIO(file_bytes(book)))

    assert [sheet.title for sheet in read] == ["Sheet", "二"]
    assert (read["Sheet"]["A1"].value, read["二"]["B2"].value) == ("进度", 2.5)
    assert len(read["Sheet"].data_validations.dataValidation) == 1
