"""Ledgers kept as workbooks and csv files."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from dutytrack.plantext.files import Limits, read_document
from dutytrack.plantext.files.errors import DamagedFileError, FileReadError, TooMuchInsideError

HEADER = ("序号", "任务", "牵头单位", "完成时限")


def xlsx(fill) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sheet(*rows, merged=(), formats=()) -> bytes:
    def fill(book):
        page = book.active
        for row in rows:
            page.append(row)
        for area in merged:
            page.merge_cells(area)
        for place, code in formats:
            page[place].number_format = code

    return xlsx(fill)


def test_a_ledger_below_its_title_with_merged_cells_gives_a_row_a_line(lines_of):
    data = sheet(
        ("2026年重点任务台账",), HEADER, (1, "甲", "市科技局\n市财政局", "年底前"), (2, "乙", None, None),
        merged=("A1:D1", "C3:C4", "D3:D4"),
    )  # fmt: skip

    assert lines_of("台账.xlsx", data) == [
        "2026年重点任务台账",
        "\t".join(HEADER),
        "1\t甲\t市科技局、市财政局\t年底前",
        "2\t乙\t市科技局、市财政局\t年底前",
    ]


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (dt.date(2026, 6, 30), "yyyy-mm-dd", "2026年6月30日"),
        (dt.datetime.fromisoformat("2026-06-30T09:30"), "yyyy/m/d h:mm", "2026年6月30日"),
        (dt.date(2026, 6, 30), 'yyyy"年"m"月"', "2026年6月"),
        (dt.date(2026, 6, 30), "yyyy", "2026年"),
        (0.85, "0%", "85%"),
        (0.1 + 0.2, "General", "0.3"),
        (6000.0, "General", "6000"),
        (12.5, '0.0"亿元"', "12.5亿元"),
        (True, "General", "是"),
        ("=1/0", "General", ""),
        ("@长期", "General", "@长期"),
    ],
)
def test_values_read_as_they_show(lines_of, value, code, shown):
    line = lines_of("x.xlsx", sheet(("任务", "值", "注"), ("甲", value, "乙"), formats=[("B2", code)]))[1]

    assert line == f"甲\t{shown}\t乙"


def test_sheets_follow_under_their_names_and_hidden_ones_are_told(save):
    def fill(book):
        book.active.title = "科技"
        book.active.append(("任务", "牵头单位"))
        book.active.append(("甲", "市科技局"))
        book.active.row_dimensions[2].hidden = True
        book.create_sheet("人才").append(("任务", "牵头单位"))
        book["人才"].append(("乙", "市人社局"))
        book.create_sheet("空表")
        drafts = book.create_sheet("草稿")
        drafts.append(("废",))
        drafts.sheet_state = "hidden"

    (document,) = read_document(save("x.xlsx", xlsx(fill)))

    assert document.text.split("\n") == [
        "科技",
        "任务\t牵头单位",
        "甲\t市科技局",
        "",
        "人才",
        "任务\t牵头单位",
        "乙\t市人社局",
        "",
    ]
    assert [problem.message for problem in document.problems] == ["草稿 was left out: a hidden sheet"]


def test_cells_at_the_far_corner_cost_nothing(lines_of):
    def fill(book):
        book.active["A1"] = "任务"
        book.active["XFD1048576"] = "甲"
        book.active["A1"].comment = Comment("批注", "某人")

    assert lines_of("x.xlsx", xlsx(fill)) == ["任务", "\t甲"]


def test_a_header_of_two_rows_stands_on_two_lines(lines_of):
    data = sheet(
        ("序号", "任务", "责任分工", None), (None, None, "牵头单位", "配合单位"), (1, "甲", "市科技局", "市财政局"),
        merged=("A1:A2", "B1:B2", "C1:D1"),
    )  # fmt: skip

    assert lines_of("x.xlsx", data) == [
        "序号\t任务\t责任分工", "序号\t任务\t牵头单位\t配合单位", "1\t甲\t市科技局\t市财政局",
    ]  # fmt: skip


def test_old_workbooks_read_like_new_ones():
    (document,) = read_document(Path(__file__).parents[1].joinpath("ledger.xls"))

    assert document.text.splitlines() == [
        "重点任务台账",
        "\t".join(HEADER),
        "1\t建平台\t市科技局\t2026年6月30日",
        "2\t引人才\t市科技局\t长期坚持",
    ]
    assert [problem.code for problem in document.problems] == ["left-out"]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_any_usual_encoding_and_with_any_usual_delimiter(lines_of, sign, encoding):
    text = f'序号{sign}任务{sign}牵头单位\r\n1{sign}"建设,平台"{sign}"市科技局\n市财政局"\r\n\r\n2{sign}引人才{sign}市委组织部\r\n'  # noqa: E501

    assert lines_of("台账.csv", text.encode(encoding)) == [
        "序号\t任务\t牵头单位",
        "1\t建设,平台\t市科技局、市财政局",
        "2\t引人才\t市委组织部",
    ]


def test_too_many_cells_are_refused(save):
    data = sheet(*[(1, 2, 3)] * 50)

    with pytest.raises(TooMuchInsideError, match="more than 100 cells on a sheet"):
        read_document(save("x.xlsx", data), limits=Limits(sheet_cells=100))
    with pytest.raises(TooMuchInsideError):
        read_document(save("x.csv", "1,2,3\n" * 50), limits=Limits(sheet_cells=100))


def test_a_workbook_cut_short_is_damaged(save):
    whole = Path(__file__).parents[1].joinpath("ledger.xls").read_bytes()

    with pytest.raises(FileReadError):
        read_document(save("x.xls", whole[:1500]))
    with pytest.raises(DamagedFileError, match=r"x\.xlsx is damaged"):
        read_document(save("x.xlsx", sheet(HEADER)[:1500]))


def test_a_workbook_that_ends_the_library_s_process_is_only_damaged():
    with pytest.raises(DamagedFileError, match=r"crashing\.xls is damaged"):
        read_document(Path(__file__).parents[1].joinpath("crashing.xls"))


MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATED = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def raw_xlsx(make_zip, rows: str, strings: str = "", styles: str = "") -> bytes:
    """A workbook of one sheet, written as other programs write it."""
    return make_zip(
        {
            "xl/workbook.xml": f'<workbook {MAIN} {RELATED}><workbookPr date1904="1"/>'
            '<sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            'relationships"><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/sharedStrings.xml": f"<sst {MAIN}>{strings}</sst>",
            "xl/styles.xml": f"<styleSheet {MAIN}>{styles}</styleSheet>",
            "xl/worksheets/sheet1.xml": f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>",
        }
    )


def test_shared_and_rich_texts_are_read_without_their_readings(lines_of, make_zip):
    strings = "<si><t>任务</t></si><si><r><t>市科</t></r><r><t>技局</t></r><r/><rPh><t>shi</t></rPh></si>"
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>9</v></c></row>'
    assert lines_of("台账.xlsx", raw_xlsx(make_zip, rows, strings)) == ["任务\t市科技局"]


def test_cells_without_a_place_follow_each_other(lines_of, make_zip):
    rows = (
        '<row r="3"><c t="str"><v>甲</v></c><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c><v>1.5</v></c></row>'
        '<row><c t="inlineStr"><is><t>乙</t></is></c><c t="b"><v>0</v></c><c/><c><v>x</v></c></row>'
    )
    assert lines_of("台账.xlsx", raw_xlsx(make_zip, rows)) == ["甲\t是\t1.5", "乙\t否\tx"]


def test_days_count_from_1904_where_the_workbook_says_so(lines_of, make_zip):
    styles = '<cellXfs><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="10"/></cellXfs>'
    rows = (
        '<row r="1"><c r="A1" s="0"><v>44376</v></c><c r="B1" s="1"><v>0.375</v></c><c r="C1" s="2"><v>0.8</v></c>'
        '<c r="D1" s="0"><v>-5</v></c><c r="E1"><v>1e20</v></c></row>'
    )
    assert lines_of("台账.xlsx", raw_xlsx(make_zip, rows, styles=styles)) == ["2025年6月30日\t09:00\t80.00%\t-5\t1e+20"]


def test_an_old_workbook_of_too_many_cells_is_refused():
    with pytest.raises(TooMuchInsideError):
        read_document(Path(__file__).parents[1] / "ledger.xls", limits=Limits(sheet_cells=3))


def test_old_workbooks_show_what_their_formats_show_and_name_errors():
    (document,) = read_document(Path(__file__).parents[1].joinpath("formats.xls"))

    assert document.text.splitlines() == [
        "序号\t任务\t目标\t完成时限",
        "1\t建平台\t95.5%\t2026年6月",
        "2\t引人才\t50家\t2026.10",
        "3\t修道路\t12,000\t6月底前",
        "4\t种树木\t≥3万亩\t2026年12月31日",
        "5\t建园区",
    ]
    assert [problem.facts["cells"] for problem in document.problems] == ["D6"]


PARTS = '<row r="1"><c r="A1" t="inlineStr"><is><t>任务</t></is></c><c r="B1" t="inlineStr"><is><t>目标</t></is></c>'


def test_a_cell_whose_value_the_file_does_not_hold_is_named(save, make_zip):
    rows = (
        f"{PARTS}</row>"
        '<row r="2"><c r="A2" t="inlineStr"><is><t>甲</t></is></c><c r="B2"><f>SUM(C1)</f></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>乙</t></is></c><c r="B3"><f>SUM(C1)</f><v></v></c></row>'
        '<row r="4"><c r="A4" t="inlineStr"><is><t>丙</t></is></c><c r="B4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
        '<row r="5"><c r="A5" t="s"><v>7</v></c><c r="B5" t="str"><f>""</f><v></v></c><c r="C5"><v></v></c></row>'
    )
    (document,) = read_document(save("台账.xlsx", raw_xlsx(make_zip, rows)))

    assert [(problem.code, problem.facts["cells"]) for problem in document.problems] == [
        ("value-missing", "B2, B3"),
        ("value-missing", "B4"),
        ("value-missing", "A5"),
    ]


def test_struck_text_is_not_read_and_told(save):
    def fill(book):
        book.active.append(("任务", "时限"))
        book.active.append(("甲", "2025年底"))
        book.active.append((CellRichText("乙", TextBlock(InlineFont(strike=True), "旧"), "丙"), "2026年底"))
        book.active["B2"].font = Font(strike=True)

    (document,) = read_document(save("x.xlsx", xlsx(fill)))

    assert document.text.splitlines() == ["任务\t时限", "甲", "乙丙\t2026年底"]
    assert [problem.message for problem in document.problems] == [
        "struck-through text was left out: it is crossed out: 2025年底/旧"
    ]


def test_parts_are_found_where_the_relations_say_in_any_letters(lines_of, make_zip):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    one = f'<Relationship Id="{{}}" Type="{kind}/{{}}" Target="{{}}"/>'
    data = make_zip(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations.format(one.format("r1", "officeDocument", "/Book/Main.xml")),
            "Book/Main.xml": f'<workbook {MAIN} {RELATED}><sheets><sheet name="表" r:id="r1"/></sheets></workbook>',
            "Book/_rels/Main.xml.rels": relations.format(
                one.format("r1", "worksheet", "Sheets/One.xml")
                + one.format("r2", "sharedStrings", "strings.xml")
                + one.format("r3", "styles", "/Looks.xml")
            ),
            "book/sheets/one.xml": f'<worksheet {MAIN}><sheetData><row r="1"><c t="s"><v>0</v></c>'
            '<c s="1"><v>2026.1</v></c></row></sheetData></worksheet>',
            "Book/Strings.xml": f"<sst {MAIN}><si><t>甲_x005F_乙</t></si></sst>",
            "Looks.xml": f'<styleSheet {MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="2"/></cellXfs></styleSheet>',
        }
    )

    assert lines_of("台账.xlsx", data) == ["甲_乙\t2026.10"]


def test_a_csv_cell_written_as_a_formula_of_a_text_is_that_text(lines_of):
    text = '序号,任务,时限\r\n="001","甲,乙",="2026年6月,底"\r\n'

    assert lines_of("台账.csv", text) == ["序号\t任务\t时限", "001\t甲,乙\t2026年6月,底"]


def test_text_boxes_stand_above_or_below_the_table(lines_of, make_zip):
    box = "<a><from><row>{}</row></from><sp><txBody><p><r><t>{}</t></r><r><t>表</t></r></p><p/></txBody></sp></a>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing"
    data = raw_xlsx(make_zip, '<row r="3"><c r="A3" t="str"><v>甲</v></c><c r="B3" t="str"><v>乙</v></c></row>')
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'<Relationships><Relationship Id="r1" Type="{kind}" Target="../drawings/one.xml"/></Relationships>'
    ).encode()
    members["xl/drawings/one.xml"] = f"<wsDr>{box.format(0, '任务')}{box.format(9, '附')}</wsDr>".encode()

    assert lines_of("x.xlsx", make_zip(members)) == ["任务表", "甲\t乙", "附表"]
