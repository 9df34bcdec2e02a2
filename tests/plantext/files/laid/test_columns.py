"""Tables without rules: rows and cells are told by the columns that the characters keep to."""

from __future__ import annotations

from pathlib import Path

from dutytrack.plantext.files import read_document
from dutytrack.plantext.plan.reader import read_plans

PRINTED = Path(__file__).parents[1] / "columns-by-libreoffice.pdf"
HEADER = ("序号", "工作任务", "牵头单位", "完成时限")


def columned(rows, widths=(50, 120, 90, 90), middle=False, repeat=0):
    """A table as reportlab sets it, without a line."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Table

    made = ParagraphStyle("cell", fontName="STSong-Light", fontSize=10, leading=14, wordWrap="CJK")
    cells = [[Paragraph(text, made) for text in row] for row in rows]
    place = ("VALIGN", (0, 0), (-1, -1), "MIDDLE" if middle else "TOP")
    return Table(cells, colWidths=widths, style=[place], repeatRows=repeat)


def text(line):
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    return Paragraph(line, ParagraphStyle("text", fontName="STSong-Light", fontSize=10, leading=16, wordWrap="CJK"))


def test_a_table_that_a_word_processor_prints_without_rules_keeps_its_rows():
    (document,) = read_document(PRINTED)
    (plan,) = read_plans(document.text, document.name)

    rows = [(task.title, [unit.name for unit in (*task.lead, *task.responsible)]) for task in plan.tasks]
    assert rows[2:] == [
        ("整治城区内涝点位", ["市城管局", "市水利局", "市住建局"]),
        ("开展排污口排查,建立一口一档的台账并按月更新", ["市生态环境局", "市水利局"]),
        ("建设水质监测中心", ["市卫健委", "市财政局"]),
    ]
    assert document.text.splitlines()[-1] == "各单位要按期报送进展。"
    assert not document.problems


ROWS = (
    ("1", "整治城区内涝点位并且建立台账按月更新", "市城管局", "2026年10月底"),
    ("2", "建设监测中心", "市卫生健康委员会和市疾控局", "2026年11月底"),
    ("3", "清淤", "市水利局", "2026年12月底"),
)


def test_a_number_in_the_middle_of_its_row_is_with_all_the_rows_lines(lines_of, make_pdf):
    for middle in (False, True):
        lines = lines_of("x.pdf", make_pdf([text("附件"), columned([HEADER, *ROWS], middle=middle), text("完")]))

        assert lines == ["附件", *("\t".join(row) for row in (HEADER, *ROWS)), "完"]


def test_a_table_in_columns_goes_on_over_the_page(lines_of, make_pdf):
    rows = [(str(number), f"任务{number}", "市科技局", "2026年底") for number in range(1, 80)]
    lines = lines_of("x.pdf", make_pdf([columned([HEADER, *rows], repeat=1)]))

    assert lines == ["\t".join(row) for row in (HEADER, *rows)]


def test_lines_that_cross_the_columns_are_text_and_none_is_lost(lines_of, make_pdf):
    after = "以上任务由各牵头单位负责落实,并按月向督查室报送进展情况。"
    lines = lines_of("x.pdf", make_pdf([columned([HEADER, *ROWS[2:]]), text(after)]))

    assert lines == ["\t".join(HEADER), "\t".join(ROWS[2]), after]


def test_words_set_apart_are_no_table_where_they_head_no_columns(lines_of, make_pdf):
    story = [columned([("甲", "乙", "丙", "丁"), ("1", "2", "3", "4")])]

    assert not any("\t" in line for line in lines_of("x.pdf", make_pdf(story)))


def test_a_heading_of_its_own_and_a_table_of_two_columns_are_tables_too(lines_of, make_pdf):
    own = columned(
        [
            ("序号", "工作任务", "牵头单位", "进展灯号"),
            ("1", "整治点位", "市城管局", "绿"),
            ("2", "清淤", "市水利局", "红"),
        ]
    )
    two = columned([("工作任务", "牵头单位"), ("整治点位", "市城管局"), ("清淤", "市水利局")], widths=(200, 150))

    assert lines_of("x.pdf", make_pdf([own])) == [
        "序号\t工作任务\t牵头单位\t进展灯号", "1\t整治点位\t市城管局\t绿", "2\t清淤\t市水利局\t红",
    ]  # fmt: skip
    assert lines_of("x.pdf", make_pdf([two])) == ["工作任务\t牵头单位", "整治点位\t市城管局", "清淤\t市水利局"]
