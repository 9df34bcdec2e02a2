"""Pages in columns are read column by column; text beside text that is neither that nor a table is doubted."""

from __future__ import annotations

import pytest

from dutytrack.plantext.files import read_document

TASK = (
    "({})建设第{}批算力中心。2026年6月底前建成并投入运行,服务企业50家。(牵头单位:市科技局;责任单位:市财政局、市人社局)"
)
PARAGRAPHS = ["一、总体要求", "到2027年,数字经济规模达到500亿元。", "二、重点任务"]
PARAGRAPHS += [TASK.format(number, number) for number in "一二三四五六七八"]


def broken(paragraphs, ems):
    """The paragraphs' lines, as wide as so many Chinese characters."""
    lines = []
    for paragraph in paragraphs:
        line, width = "", 0.0
        for sign in "\u3000\u3000" + paragraph:
            width += 0.5 if sign.isascii() else 1
            if width > ems:
                lines.append(line)
                line, width = "", 0.5 if sign.isascii() else 1
            line += sign
        lines.append(line)
    return lines


def draw(canvas, lines, x, y, size=10):
    canvas.setFont("STSong-Light", size)
    for number, line in enumerate(lines):
        canvas.drawString(x, y - number * 16, line)


def in_columns(canvas, paragraphs, count, y, lower=0):
    lines = broken(paragraphs, {2: 22, 3: 15}[count])
    height = -(-len(lines) // count)
    for number in range(count):
        left = 50 + number * {2: 260, 3: 175}[count]
        draw(canvas, lines[number * height : (number + 1) * height], left, y - number * lower)


@pytest.mark.parametrize(("count", "lower"), [(2, 0), (2, 5), (3, 0)])
def test_columns_are_read_one_after_the_other(lines_of, make_pdf, count, lower):
    def paint(canvas):
        draw(canvas, ["某市数字经济发展行动计划"], 200, 790, 16)
        in_columns(canvas, PARAGRAPHS, count, 750, lower)

    assert lines_of("x.pdf", make_pdf(paint=paint)) == ["某市数字经济发展行动计划", *PARAGRAPHS]


def test_a_line_across_the_page_parts_what_stands_in_columns_above_and_below(lines_of, make_pdf):
    across = "三、保障措施:各部门要加强协调,落实责任,定期通报工作进展情况,确保各项任务按期完成"

    def paint(canvas):
        in_columns(canvas, PARAGRAPHS, 2, 780)
        draw(canvas, [across], 50, 400, 12)
        in_columns(canvas, PARAGRAPHS[3:], 2, 370)
        canvas.showPage()
        in_columns(canvas, PARAGRAPHS[3:], 2, 780)

    assert lines_of("x.pdf", make_pdf(paint=paint)) == [*PARAGRAPHS, across, *PARAGRAPHS[3:], *PARAGRAPHS[3:]]


def test_signatures_beside_each_other_are_no_columns(lines_of, make_pdf):
    def paint(canvas):
        draw(canvas, broken(PARAGRAPHS[:4], 46), 50, 780)
        for left, unit in ((80, "某某市科学技术局"), (380, "某某市财政税务局")):
            draw(canvas, [unit, "(盖章)", "2026年3月1日", "经办人:甲某某"], left, 500)

    lines = lines_of("x.pdf", make_pdf(paint=paint))
    assert lines[-4:] == [
        "某某市科学技术局 某某市财政税务局",
        "(盖章) (盖章)",
        "2026年3月1日 2026年3月1日",
        "经办人:甲某某 经办人:甲某某",
    ]


def test_text_beside_text_in_neither_columns_nor_a_table_is_doubted(save, make_pdf):
    rows = [
        ("建设算力中心一座并且投入使用", "市科技局、市财政局"),
        ("培育企业五十家以上", "市工信局"),
        ("开展培训", "市人社局"),
    ]
    rows += [("建设展厅", "市文旅局"), ("引进人才一百名以上", "市委组织部、市教育局")]

    def paint(canvas):
        draw(canvas, [left for left, _right in rows], 50, 700)
        draw(canvas, [right for _left, right in rows], 330, 700)

    (document,) = read_document(save("x.pdf", make_pdf(paint=paint)))

    assert "建设展厅 市文旅局" in document.text
    assert [problem.code for problem in document.problems] == ["layout-doubtful"]


def test_a_table_in_the_right_column_is_read_behind_the_left_one(lines_of, make_pdf):
    def paint(canvas):
        draw(canvas, broken(PARAGRAPHS[:5], 20), 50, 700)
        canvas.grid([320, 360, 460, 560], [640, 670, 700])
        for row, texts in enumerate((("序号", "任务", "牵头单位"), ("1", "建展厅", "市文旅局"))):
            for left, text in zip((325, 365, 465), texts, strict=True):
                canvas.drawString(left, 680 - 30 * row, text)

    assert lines_of("x.pdf", make_pdf(paint=paint)) == [*PARAGRAPHS[:5], "序号\t任务\t牵头单位", "1\t建展厅\t市文旅局"]


def test_lines_of_a_cell_that_begin_with_a_label_or_a_unit_are_not_run_together(lines_of, make_pdf):
    def paint(canvas):
        canvas.setFont("STSong-Light", 10)
        canvas.grid([50, 120, 215], [640, 680, 720])
        for row, (name, lines) in enumerate(
            (("甲", ("牵头单位:市文旅局", "配合单位:市城管局")), ("乙", ("市发展和改革委员会", "市人力资源局")))
        ):
            canvas.drawString(55, 700 - 40 * row, name)
            draw(canvas, lines, 125, 704 - 40 * row)

    assert lines_of("x.pdf", make_pdf(paint=paint)) == [
        "甲\t牵头单位:市文旅局\uff1b配合单位:市城管局",
        "乙\t市发展和改革委员会、市人力资源局",
    ]
