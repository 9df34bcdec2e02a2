"""Pdf files: paragraphs and tables as on the printed page, and plain words where there is no text."""

from __future__ import annotations

import pytest

from dutytrack.plantext.files import Limits, read_document
from dutytrack.plantext.files.errors import (
    BlankPdfError,
    DamagedFileError,
    EncryptedFileError,
    GarbledPdfError,
    ScannedPdfError,
    SlantedPdfError,
    TooMuchInsideError,
)

LONG = "全面落实创新驱动发展战略,加快建设科技创新平台,推动科技成果转化,培育科技型中小企业,到二〇二六年底前建成三家重点实验室,"  # noqa: E501
BODY = LONG + "形成一批可复制可推广的经验做法,为全市高质量发展提供坚强支撑。"


def style(size=14, indent=True, **more):
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(
        "正文",
        fontName="STSong-Light",
        fontSize=size,
        leading=size * 1.7,
        wordWrap="CJK",
        firstLineIndent=2 * size * indent,
        **more,
    )


def paragraphs(*texts, **options):
    from reportlab.platypus import Paragraph

    made = style(**options)
    return [Paragraph(text, made) for text in texts]


def test_printed_lines_become_paragraphs_again(lines_of, make_pdf):
    texts = ["一、重点任务", BODY, "(一)建设平台。" + BODY, "牵头单位:市科技局;责任单位:市财政局", BODY]

    assert lines_of("x.pdf", make_pdf(paragraphs(*texts))) == texts


def test_paragraphs_without_indent_are_told_by_their_short_last_line(lines_of, make_pdf):
    texts = ["一、重点任务", BODY, BODY, "(一)" + BODY, "二、保障措施"]

    assert lines_of("x.pdf", make_pdf(paragraphs(*texts, indent=False))) == texts


def test_a_title_on_two_centred_lines_is_one(lines_of, make_pdf):
    from reportlab.lib.enums import TA_CENTER

    title = "某某市人民政府关于印发科技创新三年行动方案的通知"
    story = paragraphs(title, indent=False, size=22, alignment=TA_CENTER, rightIndent=60, leftIndent=60) + paragraphs(
        BODY, BODY
    )

    assert lines_of("x.pdf", make_pdf(story))[0] == title


def test_running_heads_and_page_numbers_are_dropped_and_paragraphs_cross_pages(lines_of, make_pdf):
    def head_and_foot(canvas, document):
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(80, 810, "某某市人民政府公报 2026年第3期")
        canvas.drawCentredString(300, 30, f"— {document.page} —")

    texts = [f"{number}.{BODY}{BODY}" for number in range(1, 25)]
    lines = lines_of("x.pdf", make_pdf(paragraphs(*texts), on_page=head_and_foot))

    assert lines == texts


def ruled_table(rows, spans=(), widths=(40, 200, 80, 100), repeat=0):
    from reportlab.lib import colors
    from reportlab.platypus import Paragraph, Table

    made = style(10, indent=False)
    cells = [[Paragraph(text, made) if text else "" for text in row] for row in rows]
    grid = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)
    return Table(cells, colWidths=widths, style=[grid, *spans], repeatRows=repeat)


HEADER = ("序号", "任务", "牵头单位", "责任单位")


def test_a_ruled_table_gives_a_row_a_line_with_broken_cells_joined(lines_of, make_pdf):
    table = ruled_table(
        [HEADER, ("1", BODY, "市科技局", "市人力资源和社会保障局"), ("2", "引人才", "市委组织部", "各区")]
    )
    lines = lines_of("x.pdf", make_pdf([*paragraphs("附件"), table, *paragraphs("完")]))

    assert lines == [
        "附件",
        "\t".join(HEADER),
        f"1\t{BODY}\t市科技局\t市人力资源和社会保障局",
        "2\t引人才\t市委组织部\t各区",
        "完",
    ]


def test_merged_cells_of_a_ruled_table_hold_for_their_rows(lines_of, make_pdf):
    rows = [("一、人才", "", "", ""), HEADER, ("1", "甲", "市科技局", "各区"), ("2", "乙", "", "各县")]
    spans = [("SPAN", (0, 0), (3, 0)), ("SPAN", (2, 2), (2, 3))]

    assert lines_of("x.pdf", make_pdf([ruled_table(rows, spans)])) == [
        "一、人才",
        "\t".join(HEADER),
        "1\t甲\t市科技局\t各区",
        "2\t乙\t市科技局\t各县",
    ]


def test_a_table_over_several_pages_says_its_header_once(lines_of, make_pdf):
    rows = [(str(number), f"任务{number}", "市科技局", "各区") for number in range(1, 80)]
    lines = lines_of("x.pdf", make_pdf([ruled_table([HEADER, *rows], repeat=1)]))

    assert lines == ["\t".join(row) for row in (HEADER, *rows)]


def page_of_a_table(canvas, bottom, rows, lead):
    """Two rows of number, task, a lead merged over both, and a sharing unit."""
    canvas.setFont("STSong-Light", 12)
    canvas.grid([50, 100, 300], [bottom, bottom + 30, bottom + 60])
    canvas.rect(300, bottom, 100, 60)
    canvas.grid([400, 500], [bottom, bottom + 30, bottom + 60])
    canvas.drawString(310, bottom + 25, lead)
    for height, (number, task, sharing) in zip((40, 10), rows, strict=True):
        for x, text in ((60, number), (110, task), (410, sharing)):
            canvas.drawString(x, bottom + height, text)
    canvas.showPage()


def test_merged_cells_that_a_page_cuts_hold_on_both_sides(lines_of, make_pdf):
    def paint(canvas):
        page_of_a_table(canvas, 100, (("1", "甲", "各区"), ("2", "乙", "各县")), "市科技局")
        page_of_a_table(canvas, 700, (("3", "丙", "各区"), ("4", "丁", "各县")), "")

    assert lines_of("x.pdf", make_pdf(paint=paint))[2:] == ["3\t丙\t市科技局\t各区", "4\t丁\t市科技局\t各县"]


def test_a_row_that_a_page_cuts_is_whole_again(lines_of, make_pdf):
    upper = ruled_table([HEADER, ("1", "建设科技创", "市科技局", "市财政局")])
    lower = ruled_table([HEADER, ("", "新平台", "", "各区政府"), ("2", "引人才", "市教育局", "各县")])

    from reportlab.platypus import PageBreak

    assert lines_of("x.pdf", make_pdf([upper, PageBreak(), lower])) == [
        "\t".join(HEADER),
        "1\t建设科技创新平台\t市科技局\t市财政局、各区政府",
        "2\t引人才\t市教育局\t各县",
    ]


def test_a_row_that_begins_a_page_below_a_merged_cell_is_a_row_of_its_own(lines_of, make_pdf):
    head = ("类别", "序号", "任务", "牵头单位")
    upper = ruled_table([head, ("整治", "6", "清理航道", "市科技局")], widths=(60, 40, 200, 80))
    lower = ruled_table([head, ("", "7", "整修码头", "市交通局")], widths=(60, 40, 200, 80))

    from reportlab.platypus import PageBreak

    lines = lines_of("x.pdf", make_pdf([upper, PageBreak(), lower]))
    assert [line.split("\t")[1:] for line in lines[1:]] == [
        ["6", "清理航道", "市科技局"],
        ["7", "整修码头", "市交通局"],
    ]


def test_what_stands_below_a_centred_title_is_no_part_of_it(lines_of, make_pdf):
    from reportlab.lib.enums import TA_CENTER

    title, issuer = "某某市卫生运动重点任务表", "某某市卫生运动委员会 2026年3月20日"
    story = paragraphs(title, indent=False, alignment=TA_CENTER) + paragraphs(issuer, indent=False)
    lines = lines_of("x.pdf", make_pdf([*story, ruled_table([HEADER, ("1", "引人才", "市委组织部", "各区")])]))

    assert lines[:2] == [title, issuer]


def test_a_full_line_that_ends_a_sentence_ends_its_paragraph_where_more_is_blank_below_it(lines_of, make_pdf):
    def paint(canvas):
        canvas.setFont("STSong-Light", 10)
        for height, text in [(700, "建" * 40), (685, "设" * 39 + "。"), (660, "某某市人民政府办公室")]:
            canvas.drawString(80, height, text)
        canvas.showPage()

    assert lines_of("x.pdf", make_pdf(paint=paint)) == ["建" * 40 + "设" * 39 + "。", "某某市人民政府办公室"]


def test_a_label_broken_over_lines_in_a_narrow_cell_is_whole(lines_of, make_pdf):
    def paint(canvas):
        canvas.setFont("STSong-Light", 10)
        canvas.grid([60, 100, 300, 400], [600, 700, 720])
        for x, text in ((65, "序号"), (105, "任务"), (305, "责任分工")):
            canvas.drawString(x, 704, text)
        for x, y, text in (
            (65, 680, "1"),
            (105, 680, "清理航道"),
            (305, 685, "牵头单位：市港航局"),
            (305, 671, "责任单"),
        ):
            canvas.drawString(x, y, text)
        canvas.drawString(305, 657, "位：市财政局")
        canvas.showPage()

    assert lines_of("x.pdf", make_pdf(paint=paint))[1] == "1\t清理航道\t牵头单位：市港航局；责任单位：市财政局"


def test_a_scan_says_that_it_has_no_text_and_what_to_do(save, make_pdf):
    path = save("扫描.pdf", make_pdf(paint=lambda canvas: (canvas.rect(50, 50, 300, 300, fill=1), canvas.showPage())))

    with pytest.raises(ScannedPdfError, match=r"扫描\.pdf has no text on its 1 pages.*OCR"):
        read_document(path)


def test_a_page_without_text_among_others_is_a_problem(save, make_pdf):
    def paint(canvas):
        canvas.setFont("STSong-Light", 14)
        canvas.drawString(80, 700, "一、重点任务")
        canvas.showPage()
        canvas.rect(50, 50, 300, 300, fill=1)
        canvas.showPage()

    (document,) = read_document(save("x.pdf", make_pdf(paint=paint)))

    assert [problem.message for problem in document.problems] == ["no text on page 2; a scan?"]


def test_fonts_that_hide_their_characters_are_told(save, make_pdf):
    def paint(canvas):
        canvas.setFont("STSong-Light", 14)
        canvas.drawString(80, 700, "\ue001\ue002\ue003\ue004\ue005")

    with pytest.raises(GarbledPdfError):
        read_document(save("x.pdf", make_pdf(paint=paint)))


def test_a_password_is_asked_for_in_words(save, make_pdf):
    from reportlab.lib import pdfencrypt

    data = make_pdf(paragraphs(BODY), encrypt=pdfencrypt.StandardEncryption("secret", canPrint=0))

    with pytest.raises(EncryptedFileError, match="without a password"):
        read_document(save("x.pdf", data))


def test_a_pdf_cut_off_at_its_head_is_damaged_and_one_of_too_many_pages_refused(save, make_pdf):
    data = make_pdf(paragraphs(*[BODY] * 40))

    with pytest.raises(DamagedFileError):
        read_document(save("cut.pdf", data[:200]))
    with pytest.raises(TooMuchInsideError, match="more than 1 pages"):
        read_document(save("long.pdf", data), limits=Limits(pages=1))


def test_progress_is_told_in_pages(save, make_pdf):
    seen = []
    read_document(save("x.pdf", make_pdf(paragraphs(*[BODY] * 40))), progress=lambda *step: seen.append(step))

    assert seen[0] == (0, seen[0][1])
    assert seen[-1] == (seen[0][1], seen[0][1])


def test_a_page_of_too_many_characters_is_refused(save, make_pdf):
    with pytest.raises(TooMuchInsideError, match="characters on a page"):
        read_document(save("x.pdf", make_pdf(paragraphs(BODY))), limits=Limits(page_characters=3))


def test_an_empty_page_is_no_scan(save, make_pdf):
    def paint(canvas):
        canvas.setFont("STSong-Light", 14)
        canvas.drawString(80, 700, "一、重点任务")
        canvas.showPage()
        canvas.setFillColorRGB(1, 1, 1)
        canvas.rect(0, 0, 700, 900, fill=1, stroke=0)
        canvas.line(50, 800, 500, 800)
        canvas.showPage()

    (document,) = read_document(save("x.pdf", make_pdf(paint=paint)))

    assert not document.problems
    with pytest.raises(BlankPdfError, match="has nothing on its 1 pages"):
        read_document(save("y.pdf", make_pdf(paint=lambda canvas: canvas.showPage())))


def test_a_file_whose_text_all_leans_is_told_so(save, make_pdf):
    def paint(canvas):
        canvas.setFont("STSong-Light", 14)
        canvas.rotate(30)
        canvas.drawString(300, 300, "一、重点任务")

    with pytest.raises(SlantedPdfError, match="at an angle"):
        read_document(save("x.pdf", make_pdf(paint=paint)))


def test_what_was_typed_into_the_fields_of_a_form_is_read(lines_of, make_pdf):
    def paint(canvas):
        canvas.setFont("STSong-Light", 12)
        canvas.drawString(50, 700, "完成时限:")
        canvas.acroForm.textfield(x=120, y=692, width=200, height=24, value="2026-06-30", fontName="Helvetica")

    assert lines_of("x.pdf", make_pdf(paint=paint)) == ["完成时限: 2026-06-30"]
