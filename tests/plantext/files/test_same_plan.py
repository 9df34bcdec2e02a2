"""One plan in six kinds of file: the same tasks, units and dates, whatever it came in."""

from __future__ import annotations

import datetime as dt
import html
import io
from pathlib import Path

import openpyxl
import pytest
from tests.plantext.files.conftest import ofd_text

from dutytrack.plantext.files import read_document
from dutytrack.plantext.plan.reader import read_plans

TITLE = "云州市2026年科技创新重点工作方案"
TASKS = (
    ("培育科技型企业", "年内新增高新技术企业30家", "市科技局", "市财政局、市税务局", "2026年12月31日"),
    ("建设产业创新平台", "围绕新材料产业建成省级重点实验室2家", "市科技局", "市发改委、市工信局", "2026年10月31日"),
    ("引进高层次人才", "引进博士等高层次人才50名", "市委组织部", "市人社局、市教育局", "2026年9月30日"),
    ("推动成果转化", "完成技术合同登记额10亿元", "市科技局", "市市场监管局", "2026年11月30日"),
    ("扩大科技信贷", "发放科技信贷20亿元", "市金融办", "市财政局", "2026年12月31日"),
    ("提升数字政务", "建成政务数据共享平台1个", "市数据局", "市发改委、市财政局", "2026年8月31日"),
    ("加强知识产权保护", "建成知识产权维权援助站5个", "市市场监管局", "市公安局、市司法局", "2026年7月31日"),
    ("办好创新创业大赛", "举办市级创新创业大赛2场", "市人社局", "市科技局、团市委", "2026年6月30日"),
    ("完善科普设施", "新建科普基地8个", "市科协", "市教育局", "2026年10月31日"),
    ("强化督查考核", "完成对各单位的专项督查", "市政府督查室", "市统计局", "2026年12月31日"),
)
LEADING = "为加快建设创新型城市,结合我市实际,制定本方案。"
NUMERALS = "一二三四五六七八九十"
EXPECTED = [
    (
        title,
        [lead],
        sharing.split("、"),
        dt.date(*map(int, due.replace("年", "-").replace("月", "-").rstrip("日").split("-"))),
    )
    for title, _measure, lead, sharing, due in TASKS
]


def paragraphs() -> list[str]:
    """The plan as running text."""
    lines = [TITLE, LEADING, "一、重点任务"]
    for number, (title, measure, lead, sharing, due) in enumerate(TASKS):
        lines.append(f"({NUMERALS[number]}){title}。{due}前,{measure}。")
        lines.append(f"牵头单位:{lead};责任单位:{sharing}")
    return lines


def txt(_makers) -> bytes:
    return "\n".join(paragraphs()).encode("gb18030")


def docx(makers) -> bytes:
    """The same with Word's own numbering in place of typed numbers."""
    levels = [("chineseCounting", "%1、"), ("chineseCounting", "(%2)")]
    numbering = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{signs}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (signs, text) in enumerate(levels)
    )
    numbering = f'<w:abstractNum w:abstractNumId="1">{numbering}</w:abstractNum>'
    numbering += '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'

    def one(line: str) -> str:
        level = {"一": 0, "(": 1}.get(line[0])
        if level is None:
            return f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>"
        place = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        return f"<w:p>{place}<w:r><w:t>{line[3 if level else 2 :]}</w:t></w:r></w:p>"

    return makers["docx"]("".join(map(one, paragraphs())), numbering=numbering)


def pdf(makers) -> bytes:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    make = makers["pdf"]
    style = ParagraphStyle("正文", fontName="STSong-Light", fontSize=16, leading=28, wordWrap="CJK", firstLineIndent=32)

    def foot(canvas, document) -> None:
        canvas.setFont("STSong-Light", 10)
        canvas.drawCentredString(300, 30, f"— {document.page} —")

    return make([Paragraph(line, style) for line in paragraphs()], on_page=foot)


def ofd(makers) -> bytes:
    """The same on pages of 24 lines, the first of each paragraph indented."""
    lines: list[tuple[int, str]] = []
    for text in paragraphs():
        lines.append((2, text[:28]))
        lines += [(0, text[at : at + 30]) for at in range(28, len(text), 30)]
    pages = [lines[at : at + 24] for at in range(0, len(lines), 24)]

    def drawn(page: list[tuple[int, str]]) -> str:
        return "".join(ofd_text(25 + 5 * indent, 30 + 9 * n, line) for n, (indent, line) in enumerate(page))

    return makers["ofd"](list(map(drawn, pages)))


def page(_makers) -> bytes:
    body = "".join(f"<p>\u3000\u3000{html.escape(line)}</p>" for line in paragraphs()[1:])
    site = '<div class="nav"><a>首页</a></div><div>您的位置:首页 > 政务公开 > 正文</div>'
    text = f"<html><meta charset=gbk>{site}<h1>{TITLE}</h1><p>浏览次数:88 【打印】【关闭】</p>{body}<div>版权所有:云州市</div>"  # noqa: E501
    return text.encode("gbk")


ROWS = [
    (number, f"{title}。{measure}。", lead, sharing, due)
    for number, (title, measure, lead, sharing, due) in enumerate(TASKS, 1)
]
HEADER = ("序号", "工作任务", "牵头单位", "责任单位", "完成时限")


def xlsx(_makers) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([TITLE])
    sheet.merge_cells("A1:E1")
    sheet.append(HEADER)
    for number, task, lead, sharing, due in ROWS:
        day = dt.date(*map(int, due.replace("年", "-").replace("月", "-").rstrip("日").split("-")))
        sheet.append((number, task, lead, sharing.replace("、", "\n"), day))
    sheet.merge_cells("C3:C4")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def docx_table(makers) -> bytes:
    def cell(text: object) -> str:
        return f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"

    rows = "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in (HEADER, *ROWS))
    return makers["docx"](f"<w:p><w:r><w:t>{TITLE}</w:t></w:r></w:p><w:tbl>{rows}</w:tbl>")


def pdf_table(makers) -> bytes:
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, Table

    make = makers["pdf"]
    style = ParagraphStyle("表", fontName="STSong-Light", fontSize=10, leading=14, wordWrap="CJK")
    cells = [[Paragraph(str(text), style) for text in row] for row in (HEADER, *ROWS)]
    table = Table(
        cells, colWidths=(35, 190, 75, 90, 80), style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)], repeatRows=1
    )
    return make([Paragraph(TITLE, style), table])


@pytest.fixture
def makers(make_docx, make_pdf, make_ofd):
    return {"docx": make_docx, "pdf": make_pdf, "ofd": make_ofd}


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("方案.txt", txt),
        ("方案.docx", docx),
        ("方案.pdf", pdf),
        ("方案.ofd", ofd),
        ("方案.html", page),
        ("台账.xlsx", xlsx),
        ("表.docx", docx_table),
        ("表.pdf", pdf_table),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_same_plan_gives_the_same_tasks_from_any_file(save, makers, name, make):
    (document,) = read_document(save(name, make(makers)))
    (plan,) = read_plans(document.text, document.name)

    assert plan.title == TITLE
    assert [
        (
            task.title,
            [unit.name for unit in task.lead],
            [unit.name for unit in task.responsible],
            task.deadlines[0].date,
        )
        for task in plan.tasks
    ] == EXPECTED


def test_running_text_is_the_same_to_the_letter_in_every_kind(save, makers):
    kinds = {"a.txt": txt, "a.docx": docx, "a.pdf": pdf, "a.ofd": ofd, "a.html": page}
    texts = {name: read_document(save(name, make(makers)))[0].text.split() for name, make in kinds.items()}

    assert all(text == paragraphs() for text in texts.values()), {name: text[:4] for name, text in texts.items()}


def test_real_plans_are_the_same_as_a_page_and_as_a_document(shared: Path, save, makers):
    for path in sorted(Path(shared, "plans").glob("*.txt")):
        (plain,) = read_document(path)
        lines = [line.strip() for line in plain.text.splitlines() if line.strip()]
        body = "".join(f"<w:p><w:r><w:t xml:space='preserve'>{html.escape(line)}</w:t></w:r></w:p>" for line in lines)
        (document,) = read_document(save("x.docx", makers["docx"](body)))

        assert _read(document.text) == _read(plain.text), path.name


def _read(text: str) -> list[tuple[str, list[str], list[str]]]:
    return [
        (task.title, [unit.name for unit in task.lead], [unit.name for unit in task.responsible])
        for plan in read_plans(text, "x")
        for task in plan.tasks
    ]
