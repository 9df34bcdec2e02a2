"""Writes a docx plan of many pages, to measure reading by: numbering, tables and about 500 characters a page.

python tools/make_big_docx.py OUT.docx [PAGES]
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RUN = '<w:rPr><w:rFonts w:hint="eastAsia" w:ascii="仿宋_GB2312" w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/></w:rPr>'
BODY = "围绕主导产业布局建设创新平台,完善投入、培育、考核机制,到2027年底前新增省级以上平台{}家,全社会研发投入增长{}%。"
UNITS = ("市科技局", "市发改委", "市财政局", "市人力资源和社会保障局", "市工业和信息化局", "市教育局")
_OPEN = "http://schemas.openxmlformats.org"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TIES = f"{_OPEN}/officeDocument/2006/relationships"
PACKAGE = {
    "[Content_Types].xml": f'<Types xmlns="{_OPEN}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_MAIN}.numbering+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_OPEN}/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_TIES}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{_OPEN}/package/2006/relationships">'
    f'<Relationship Id="r1" Type="{_TIES}/numbering" Target="numbering.xml"/></Relationships>',
}
"""What says of a docx which parts it has, for programs that open it by the book."""
TASKS_A_PAGE = 4
ROWS_A_PAGE = 3


def paragraph(text: str, level: int | None = None) -> str:
    """A paragraph in three runs, as Word cuts them, in the outline where ``level`` is given."""
    place = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    third = max(len(text) // 3, 1)
    pieces = (text[:third], text[third : 2 * third], text[2 * third :])
    runs = "".join(f'<w:r w:rsidR="00A77B3E">{RUN}<w:t xml:space="preserve">{piece}</w:t></w:r>' for piece in pieces)
    return (
        f'<w:p w:rsidR="00A77B3E"><w:pPr>{place}<w:spacing w:line="560"/><w:ind w:firstLine="640"/></w:pPr>{runs}</w:p>'
    )


def row(*texts: str) -> str:
    """A table row."""
    cells = "".join(f'<w:tc><w:tcPr><w:tcW w:w="2000"/></w:tcPr>{paragraph(text)}</w:tc>' for text in texts)
    return f"<w:tr>{cells}</w:tr>"


def body(pages: int) -> Iterator[str]:
    """The document's blocks, page by page."""
    yield paragraph("示范市创新发展行动方案(2025-2027年)")
    for page in range(pages):
        if page % 10 == 0:
            yield paragraph(f"重点领域之{page // 10 + 1}", 0)
        yield paragraph(f"专项行动之{page + 1}", 1)
        for task in range(TASKS_A_PAGE):
            number = page * TASKS_A_PAGE + task
            yield paragraph(f"实施第{number}号工程。" + BODY.format(number % 50 + 1, number % 9 + 3), 2)
            yield paragraph(f"牵头单位:{UNITS[number % 6]};责任单位:{UNITS[(number + 1) % 6]}、各县(市、区)政府")
        rows = [row(str(at), f"事项{page}之{at}", UNITS[at % 6], "2027年底前") for at in range(1, ROWS_A_PAGE + 1)]
        yield f"<w:tbl>{row('序号', '任务', '牵头单位', '完成时限')}{''.join(rows)}</w:tbl>"


def numbering() -> str:
    """An outline of 一、 (一) 1."""
    levels = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "(%2)"), ("decimal", "%3."))
    inner = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{signs}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (signs, text) in enumerate(levels)
    )
    link = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{inner}</w:abstractNum>{link}</w:numbering>'


def write(path: Path, pages: int) -> None:
    """Write the document."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in PACKAGE.items():
            archive.writestr(name, text)
        archive.writestr("word/numbering.xml", numbering())
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{''.join(body(pages))}</w:body></w:document>")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 300)
