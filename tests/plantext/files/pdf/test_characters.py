"""No letter of a pdf page is lost on its way into the lines: counted against the pdf library's own text.

``printed.html`` was printed by Chromium (``chromium --headless --print-to-pdf``) and by LibreOffice
(``soffice --headless --convert-to docx``, then ``--convert-to pdf``). reportlab's Chinese font is not in its file.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from pathlib import Path

import pypdfium2
import pytest

from dutytrack.plantext.files import read_document
from dutytrack.plantext.files.laid.page import Page
from dutytrack.plantext.files.laid.text import left_out
from dutytrack.plantext.files.pdf.fonts import stand_in_font

HERE = Path(__file__).parents[1]
PRODUCERS = ("chromium", "libreoffice", "reportlab")


def letters(text: str) -> Counter[str]:
    return Counter(sign for sign in text if sign.isalnum())


def own_text(path: Path) -> str:
    """What the pdf library itself says that the pages hold."""
    with pypdfium2.PdfDocument(path) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


@pytest.fixture
def source() -> list[str]:
    (document,) = read_document(HERE / "printed.html")
    return document.text.splitlines()


@pytest.fixture(params=PRODUCERS)
def printed(request, source, save, make_pdf) -> Path:
    if request.param == "reportlab":
        return save("printed.pdf", make_pdf(story_of(source)))
    return HERE / f"printed-by-{request.param}.pdf"


def story_of(lines):
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Table

    text = ParagraphStyle("text", fontName="STSong-Light", fontSize=14, leading=24, wordWrap="CJK", firstLineIndent=28)
    cell = ParagraphStyle("cell", fontName="STSong-Light", fontSize=11, leading=16, wordWrap="CJK")
    rows = [[Paragraph(part, cell) for part in line.split("\t")] for line in lines if "\t" in line]
    grid = Table(rows, colWidths=(40, 120, 90, 110, 90, 30), style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    first = next(number for number, line in enumerate(lines) if "\t" in line)
    story = [Paragraph(line, text) for line in lines if "\t" not in line]
    return [*story[:first], grid, *story[first:]]


def test_every_letter_of_the_pages_is_in_the_lines(printed):
    (document,) = read_document(printed)

    assert letters(document.text) == letters(own_text(printed))
    assert not document.problems


def test_a_printed_plan_reads_like_its_source(printed, source):
    (document,) = read_document(printed)

    assert document.text.splitlines() == source


TURNS = (0, 90, 180, 270)


@pytest.mark.parametrize("turn", TURNS)
def test_pages_that_are_turned_read_as_level_ones(turn, lines_of, make_pdf):
    def paint(canvas):
        canvas.setPageRotation(turn)
        canvas.translate(300, 400)
        canvas.rotate(turn)
        canvas.setFont("STSong-Light", 14)
        for row, text in enumerate(("一、总体目标", "二、重点任务", "(一)一村一点。2026年6月底前建成3个")):
            canvas.drawString(-100, -30 * row, text)

    lines = lines_of("x.pdf", make_pdf(paint=paint))

    assert lines == ["一、总体目标", "二、重点任务", "(一)一村一点。2026年6月底前建成3个"]


@pytest.mark.parametrize("turn", TURNS)
def test_tables_on_turned_pages_keep_their_cells(turn, lines_of, make_pdf):
    def paint(canvas):
        canvas.translate(300, 400)
        canvas.rotate(turn)
        canvas.setFont("STSong-Light", 12)
        canvas.grid([0, 50, 150], [0, 30, 60])
        for x, y, text in ((5, 40, "一"), (60, 40, "市科技局"), (5, 10, "二"), (60, 10, "市财政局")):
            canvas.drawString(x, y, text)

    assert lines_of("x.pdf", make_pdf(paint=paint)) == ["一\t市科技局", "二\t市财政局"]


def test_upright_text_in_a_cell_is_read_as_it_runs(lines_of, make_pdf):
    def paint(canvas):
        canvas.setFont("STSong-Light", 12)
        canvas.grid([100, 130, 300], [500, 600, 630])
        for x, y, text in (
            (140, 610, "市科技局"),
            (140, 570, "建成一个网点"),
            (140, 540, "市财政局"),
            (105, 610, "号"),
        ):
            canvas.drawString(x, y, text)
        canvas.saveState()
        canvas.translate(120, 510)
        canvas.rotate(90)
        canvas.drawString(0, 0, "科技创新")
        canvas.restoreState()

    assert [line.split("\t")[0] for line in lines_of("x.pdf", make_pdf(paint=paint))] == ["号", "科技创新"]


def test_raised_and_lowered_signs_stay_in_their_line(lines_of, make_pdf):
    def paint(canvas):
        text = canvas.beginText(80, 700)
        for size, rise, part in (
            (14, 0, "新增绿地3万m"),
            (8, 6, "2"),
            (14, 0, "、减排CO"),
            (8, -3, "2"),
            (14, 0, "一吨。"),
        ):
            text.setFont("STSong-Light", size)
            text.setRise(rise)
            text.textOut(part)
        canvas.drawText(text)
        canvas.setFont("STSong-Light", 14)
        canvas.drawString(80, 682, "二、重点任务")

    assert lines_of("x.pdf", make_pdf(paint=paint)) == ["新增绿地3万m2、减排CO2一吨。", "二、重点任务"]


def test_text_printed_twice_to_look_bold_is_read_once(save, make_pdf):
    def paint(canvas):
        canvas.setFont("STSong-Light", 14)
        canvas.drawString(80, 700, "一、总体目标")
        canvas.drawString(80.1, 700, "一、总体目标")

    (document,) = read_document(save("x.pdf", make_pdf(paint=paint)))

    assert document.text == "一、总体目标\n"
    assert not document.problems


def test_a_watermark_is_left_out_of_the_lines_and_named(save, make_pdf):
    def paint(canvas):
        canvas.setFont("STSong-Light", 14)
        canvas.drawString(80, 700, "一、总体目标")
        canvas.translate(100, 600)
        canvas.rotate(45)
        canvas.drawString(0, 0, "内部资料")

    (document,) = read_document(save("x.pdf", make_pdf(paint=paint)))

    assert document.text == "一、总体目标\n"
    assert [(one.code, one.message) for one in document.problems] == [
        ("left-out", "text of page 1 (4 characters) was left out: it is printed at an angle: 内部资料")
    ]


def test_the_stand_in_is_taken_for_a_font_that_is_not_in_the_file(save, make_pdf):
    def paint(canvas):
        canvas.setFont("STSong-Light", 14)
        canvas.drawString(80, 700, "一")

    path = save("x.pdf", make_pdf(paint=paint))
    read_document(path)

    with pypdfium2.PdfDocument(path) as document:
        (text,) = document[0].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT])
        size, data = ctypes.c_size_t(), (ctypes.c_uint8 * 10_000)()
        assert pypdfium2.raw.FPDFFont_GetFontData(text.get_font(), data, len(data), size)
        assert bytes(data[: size.value]) == stand_in_font()


def test_letters_that_no_line_holds_are_counted_by_page():
    page = Page(3, 800.0, (), (), pictured=False, leaning="", signs=letters("一村一点,2026年"))
    (problem,) = left_out(page, ["一村点", "2026"])

    assert problem.code == "left-out"
    assert problem.message == "text of page 3 (2 characters) was left out: no line was found for it: 一年"


def test_the_rest_of_a_cut_row_is_kept_where_the_row_above_has_no_cell_for_it(lines_of, make_pdf):
    def paint(canvas):
        canvas.setFont("STSong-Light", 12)
        canvas.grid([50, 100, 300], [100, 130])
        canvas.grid([300, 400, 500], [100, 130])
        canvas.drawString(60, 110, "1")
        canvas.drawString(110, 110, "建成一个网点")
        canvas.showPage()
        canvas.setFont("STSong-Light", 12)
        canvas.grid([50, 100, 300, 400, 500], [700, 730])
        canvas.drawString(110, 710, "一村一点")
        canvas.drawString(410, 710, "市科技局")
        canvas.showPage()

    text = "".join(lines_of("x.pdf", make_pdf(paint=paint)))

    assert "一村一点" in text
    assert "市科技局" in text
