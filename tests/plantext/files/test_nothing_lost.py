"""What other programs count in a document is in its lines, or a problem says that it is not."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from openpyxl.styles import Font

from dutytrack.plantext.files import Document, read_document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
NOT_COUNTED = {
    "strike.docx": "struck text is named by its words, not by its letters",
    "toc.docx": "the table of contents repeats the headings",
}


def letters(text: str) -> Counter[str]:
    return Counter(sign for sign in text if sign.isalnum())


def told(document: Document) -> str:
    """All that the document's lines and problems say."""
    return document.text + "".join(problem.message for problem in document.problems)


def lost(counted: str, document: Document) -> Counter[str]:
    return letters(counted) - letters(told(document))


def docx_words(data: bytes) -> str:
    """The text of each ``w:t`` but what is deleted, hidden, a prompt, or there a second time."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        hidden: set[str | None] = set()
        if "word/styles.xml" in archive.namelist():
            root = ET.fromstring(archive.read("word/styles.xml"))
            styles = {one.get(f"{W}styleId"): one for one in root.iter(f"{W}style")}
            hidden = {name for name in styles if _hides(styles, name)}
        parts = [name for name in archive.namelist() if re.fullmatch(r"word/(document|footnotes|endnotes)\.xml", name)]
        return "".join("".join(_words(ET.fromstring(archive.read(part)), hidden)) for part in parts)


def _hides(styles: dict[str | None, ET.Element], name: str | None) -> bool:
    """Whether the style, or one it is based on, hides its text."""
    if name not in styles:
        return False
    based = styles[name].find(f"{W}basedOn")
    by_another = based is not None and _hides(styles, based.get(f"{W}val"))
    return by_another or styles[name].find(f"{W}rPr/{W}vanish") is not None


def _words(element: ET.Element, hidden: set[str | None]) -> Iterator[str]:
    if element.tag in (f"{W}del", f"{W}moveFrom", FALLBACK) or element.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
        return
    style = element.find(f"{W}rPr/{W}rStyle")
    if element.find(f"{W}rPr/{W}vanish") is not None or (style is not None and style.get(f"{W}val") in hidden):
        return
    if element.tag == f"{W}t":
        yield element.text or ""
    for part in element:
        yield from _words(part, hidden)


def xlsx_words(data: bytes) -> str:
    """The text of each cell of the sheets that are seen, numbers with the decimals that their format has."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except KeyError:  # parts of other names than it knows
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "".join("".join(re.findall("<t>([^<]*)", archive.read(one).decode())) for one in archive.namelist())
    words = []
    for sheet in book.worksheets:
        for row in sheet.iter_rows() if sheet.sheet_state == "visible" else ():
            for cell in row:
                decimals = re.fullmatch(r"0\.(0+)", cell.number_format)
                if isinstance(cell.value, float) and decimals:
                    words.append(f"{cell.value:.{len(decimals[1])}f}")
                elif isinstance(cell.value, str | int | float):
                    words.append(str(cell.value))
    return " ".join(words)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._unseen: list[str] = []

    def handle_starttag(self, tag, attrs):
        unseen = tag in ("head", "script", "style", "title") or "none" in (dict(attrs).get("style") or "")
        if (unseen or self._unseen) and tag not in ("meta", "br", "hr", "img"):
            self._unseen.append(tag)

    def handle_endtag(self, tag):
        if self._unseen and tag == self._unseen[-1]:
            self._unseen.pop()

    def handle_data(self, data):
        if not self._unseen:
            self.words.append(data)


def html_words(data: bytes) -> str:
    parser = _Words()
    try:
        parser.feed(data.decode())
    except UnicodeDecodeError:
        parser.feed(data.decode("gb18030"))
    return "".join(parser.words)


COUNTS = {
    ".docx": docx_words,
    ".xlsx": xlsx_words,
    ".html": html_words,
    ".txt": lambda data: unicodedata.normalize("NFKC", data.decode()),
}


def word_document() -> bytes:
    """Paragraphs, lists, tables merged and in each other, a header of two rows."""
    import docx

    document = docx.Document()
    document.add_heading("某市行动方案", 0)
    for text in ("一、重点任务", "(一)建平台。2026年6月底前建成。"):
        document.add_paragraph(text)
    document.add_paragraph("引人才", style="List Number")
    document.add_paragraph("A B\tC", style="List Bullet")
    table = document.add_table(5, 4)
    rows = [("序号", "任务", "责任分工", ""), ("", "", "牵头单位", "配合单位"), ("三、人才", "", "", "")]
    rows.insert(2, ("2", "乙", "牵头单位:市文旅局\n配合单位:市城管局", ""))
    rows.insert(2, ("1", "甲", "市科技局\n市财政局", "市教育局"))
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    table.cell(4, 0).merge(table.cell(4, 3))
    inside = table.cell(3, 3).add_table(2, 2)
    for cell, text in zip((*inside.rows[0].cells, *inside.rows[1].cells), "子丑寅卯", strict=True):
        cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "台账"
    rows = [
        ("2026年台账",),
        ("序号", "任务", "分工", None),
        (None, None, "牵头单位", "目标"),
        (1, "甲", "市科技局", 12.5),
    ]
    for row in [*rows, (2, "乙\n丙", "市财政局\n市教育局", 2026.1), ("说明", None, None, "末尾")]:
        page.append(row)
    page.cell(5, 4).number_format = "0.00"
    page.cell(4, 2).font = Font(bold=True)
    for area in ("A1:D1", "A2:A3", "B2:B3", "C2:D2"):
        page.merge_cells(area)
    book.create_sheet("说明").append(("填表人", "某某"))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


WEB_PAGE = """<html><head><title>x</title></head><body><div id="main"><h1>某市方案</h1>
<aside><p>(一)建平台。</p></aside><ol><li>甲<ul><li>乙</ul></ol><table><caption>丙</caption><tr><th>任务<th>单位<tr><td>丁<td>市科技局<br>市财政局</table>
<dl><dt>戊<dd>己</dl><p>庚<b>辛</b><a href="x">壬</a></p><p style="display:none">无</p><pre>癸
子</pre></div></body></html>"""
MADE = {
    "a.docx": word_document,
    "a.xlsx": workbook,
    "a.html": WEB_PAGE.encode,
    "a.txt": "一、任务\n\t(一)甲 乙\u3000A1\r\n(二)丙。\n".encode,
}
ATOP = {"a.docx": "责任分工", "a.xlsx": "分工"}
"""What groups the columns that the row below names: it is no part of any column's name."""


@pytest.mark.parametrize("name", MADE)
def test_every_letter_that_another_count_finds_is_in_the_lines(save, name):
    data = MADE[name]()
    (document,) = read_document(save(name, data))

    assert not lost(COUNTS[Path(name).suffix](data), document) - letters(ATOP.get(name, ""))


def test_what_the_layout_of_a_table_drops_is_told(save, make_docx):
    def row(*cells: tuple[str, str]) -> str:
        made = (f"<w:tc><w:tcPr>{more}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text, more in cells)
        return f"<w:tr>{''.join(made)}</w:tr>"

    body = row(("甲", '<w:vMerge w:val="restart"/>'), ("乙", "")) + row(("丙", "<w:vMerge/>"), ("丁", ""))
    (document,) = read_document(save("a.docx", make_docx(f"<w:tbl>{body}</w:tbl>")))

    assert document.text == "甲\t乙\n甲\t丁\n"
    assert [problem.message for problem in document.problems] == [
        "text (1 characters) was left out: no line was found for it: 丙"
    ]


@pytest.mark.filterwarnings("ignore:Workbook contains no default style")
def test_small_documents_that_were_once_read_wrongly_lose_nothing(shared: Path):
    folder = shared / "cases" / "files"
    if not folder.is_dir():
        pytest.skip("no small documents there")
    for path in sorted(folder.iterdir()):
        if path.suffix in COUNTS and path.name not in NOT_COUNTED:
            (document,) = read_document(path)
            missing = lost(COUNTS[path.suffix](path.read_bytes()), document)
            assert not missing, (path.name, missing)
