"""Every dimension of every format has a cap: a file that goes over it is refused with one line that names the cap."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dutytrack.config import _LONGEST as SETTINGS
from dutytrack.domain.lint.baseline import MOST_BYTES
from dutytrack.domain.query.parsing import MOST_BRACKETS, MOST_CHARACTERS
from dutytrack.domain.query.parsing import MOST_VALUES as MOST_OF_QUERY
from dutytrack.domain.rules.book import LONGEST_FILE, MOST_RULES
from dutytrack.domain.rules.packs import MOST_VALUES as MOST_OF_PACK
from dutytrack.domain.toml import MOST_PARTS
from dutytrack.plantext.files.document import Limits
from dutytrack.plantext.files.errors import FileReadError
from dutytrack.plantext.files.reading import read_document
from dutytrack.plantext.files.tables import MOST_CELLS
from dutytrack.plantext.plan.reader import read_plans
from dutytrack.services.plans.files import MOST_JSON, read_plan_files

LIMITS = Limits()
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PARAGRAPH = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"


def xlsx(make_zip, rows, sheets=1):
    listed = '<sheet name="a" r:id="r1"/>' * sheets
    return make_zip({
        "xl/workbook.xml": f'<workbook xmlns="{SHEET}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Rs><Relationship Id="r1" Target="worksheets/s.xml"/></Rs>',
        "xl/worksheets/s.xml": f'<worksheet xmlns="{SHEET}"><sheetData>{rows}</sheetData></worksheet>',
    })  # fmt: skip


def wide_table(rows):
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="1000"/></w:tcPr>{PARAGRAPH}</w:tc>'
    return f"<w:tbl>{f'<w:tr>{cell * 20}</w:tr>' * rows}</w:tbl>"


OVER = {
    "html attributes": ("a.html", lambda _: "<html><p " + "a=1 " * 200_000 + ">x", "500 attributes of one tag"),
    "html attributes without blanks": ("a.html", lambda _: "<html><p " + 'a=">"' * 501 + ">x", "500 attributes"),
    "html elements": ("a.html", lambda _: "<html>" + "<br>" * 500_001, "500,000 elements"),
    "html depth": ("a.html", lambda _: "<html>" + "<b>" * 3_000, "2,000 levels of nesting"),
    "html table": (
        "a.html",
        lambda _: f"<html><table>{'<tr><td colspan=1000>a<td>b' * 2000}</table>",
        "2,000,000 cells in a table",
    ),
    "csv columns": ("a.csv", lambda _: "," * 20_000, "16,384 columns on a sheet"),
    "csv cells": ("a.csv", lambda _: "a,b\n" * 1000 + "," * 3_000, "2,000,000 cells on a sheet"),
    "csv cell": ("a.csv", lambda _: f'a,"{"b" * 140_000}"', "131072"),
    "txt lines": ("a.txt", lambda _: "科\n" * 1_000_002, "1,000,000 lines"),
    "txt line": ("a.txt", lambda _: "科" * 2_000_001, "2,000,000 characters on a line"),
    "md line": ("a.md", lambda _: "科" * 2_000_001, "2,000,000 characters on a line"),
    "txt bytes": ("a.txt", lambda _: "x\n" * (11 * 2**20), "20,971,520"),
    "zip entries": ("a.zip", lambda make: make({f"{place}.txt": "x" for place in range(2_001)}), "2,000 files"),
    "zip ratio": ("a.zip", lambda make: make({"a.txt": "0" * 10_000_000}), "bytes"),
    "docx parts": ("a.docx", lambda make: make({f"word/{at}": "x" for at in range(2_001)}), "2,000 files"),
    "xlsx columns": ("a.xlsx", lambda make: xlsx(make, '<row><c r="ZZZ1" t="str"><v>x</v></c></row>'), "16,384 col"),
    "xlsx sheets": ("a.xlsx", lambda make: xlsx(make, "", sheets=501), "500 sheets"),
}  # fmt: skip


@pytest.mark.parametrize("case", OVER)
def test_a_file_that_goes_over_a_cap_is_refused_by_name(save, make_zip, case):
    name, make, cap = OVER[case]
    with pytest.raises(FileReadError, match=re.escape(cap)) as refused:
        read_document(save(name, make(make_zip)))

    assert name in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_table_of_word_is_laid_out_within_a_cap(save, make_docx):
    with pytest.raises(FileReadError, match=r"2,000,000 cells in a table"):
        read_document(save("a.docx", make_docx(wide_table(101))))


@pytest.mark.parametrize(("limits", "what"), [(Limits(columns=1), "1 columns"), (Limits(sheets=0), "0 sheets")])
def test_old_workbooks_have_the_caps_of_new_ones(limits, what):
    with pytest.raises(FileReadError, match=what):
        read_document(Path(__file__).with_name("ledger.xls"), limits=limits)


def raised(error):
    raise error


def test_a_reading_in_json_has_a_cap(tmp_path):
    file = tmp_path / "a.json"
    with file.open("wb") as stream:
        stream.truncate(MOST_JSON + 1)
    with pytest.raises(FileReadError, match="67,108,864"):
        read_plan_files(file, raised)


def test_pages_within_all_caps_are_read_as_before(save):
    page = "<html><p " + " ".join(f"a{at}='>'" for at in range(400)) + ">建设平台" + "<p class=x id=y>一二" * 300

    assert read_document(save("a.html", page))[0].text.count("\n") == 301


@pytest.mark.parametrize(
    "unit", ["2025年6月30日前", "（一）", "(1)", "牵头单位：市科技局；", "市科技局、", "（市科技局牵头）"]
)
def test_a_long_line_takes_time_in_step_with_its_length(growth, unit):
    def make(size):
        text = f"滨海市方案\n一、任务\n(一)建设平台。{unit * size}\n牵头单位:市科技局\n"
        return lambda: read_plans(text, "a.txt")

    assert growth(make, 4_000) < 3


def test_names_in_a_row_are_not_cut_up_in_every_way(growth):
    def make(size):
        text = f"滨海市方案\n一、任务\n(一)建设平台。由市科技局牵头,会同{'市财政局' * size}等。\n"
        return lambda: read_plans(text, "a.txt")

    assert growth(make, 11) < 3


def test_the_page_of_limits_names_those_that_hold():
    page = Path(__file__).parents[3] / "docs/limits.md"
    named = set(map(int, re.findall(r"\d+", page.read_text(encoding="utf-8").replace(",", ""))))
    own = {SETTINGS, MOST_CHARACTERS, MOST_OF_QUERY, MOST_BRACKETS, LONGEST_FILE, MOST_RULES, MOST_OF_PACK, MOST_PARTS}

    assert {*LIMITS, 4 * LIMITS.text_bytes, MOST_CELLS, MOST_JSON, MOST_BYTES, *own} <= named
