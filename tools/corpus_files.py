"""The formats of the reading corpus, each written by a program that offices or web sites use."""

from __future__ import annotations

import datetime as dt
import html
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

if TYPE_CHECKING:
    from collections.abc import Callable

    from corpus_marked import Marked, Piece
    from docx.document import Document as DocxDocument
    from openpyxl.worksheet.worksheet import Worksheet

LOOKS = Path(__file__).parents[1] / "tests" / "plantext" / "corpus" / "looks"
TIMEOUT = 180
FEW = 3
"""Rows above which a sheet is taken; a title alone leaves the first sheet to the first table."""
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
NUMBER = re.compile(r"\d+(\.\d+)?")


def make_file(document: Marked, kind: str, maker: str, folder: Path) -> Path:
    """Write a document in a format by a maker.

    Returns:
        The file.
    """
    target = folder / f"{document.name}-{maker}.{kind}"
    with tempfile.TemporaryDirectory() as scratch:
        made = MAKERS[kind, maker](document, Path(scratch))
        shutil.copyfile(made, target)
    return target


def plain_page(document: Marked, scratch: Path) -> Path:
    """A plain web page of a document."""
    return _page("plain", document, scratch)


def portal_page(document: Marked, scratch: Path) -> Path:
    """The web page of a government's site, with what such a site puts around a document."""
    return _page("portal", document, scratch)


def _page(look: str, document: Marked, scratch: Path) -> Path:
    about = {name: html.escape(document.about.get(name, "")) for name in ("title", "issuer", "issued", "doc_no")}
    about["place"] = document.about.get("site") or document.about.get("place", "")
    rows = {
        "索引号": "000014349/2026-00031",
        "发文机关": about["issuer"],
        "成文日期": about["issued"],
        "标题": about["title"],
        "发文字号": about["doc_no"],
    }
    cells = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in rows.items())
    table = f'<table class="xxgk">{cells}</table>' if about["doc_no"] else ""
    template = Template((LOOKS / f"{look}.html").read_text(encoding="utf-8"))
    page = scratch / "page.html"
    page.write_text(template.substitute(about, table=table, body=_body(document)), encoding="utf-8")
    return page


def _body(document: Marked) -> str:
    return "\n".join(part for piece in document.pieces if (part := _html(piece)))


def _html(piece: Piece) -> str:
    if piece.rows:
        return _html_table(piece)
    text = html.escape(piece.text.strip())
    if not text:
        return ""
    return f"<h1>{text}</h1>" if piece.level == 0 else f"<p>　　{text}</p>"


def _html_table(table: Piece) -> str:
    head, body = (
        "\n".join(_html_row(table, at) for at in some)
        for some in (range(table.head), range(table.head, len(table.rows)))
    )
    return f"<table>\n<thead>\n{head}\n</thead>\n<tbody>\n{body}\n</tbody></table>"


def _html_row(table: Piece, at: int) -> str:
    out = []
    for column, cell in enumerate(table.rows[at]):
        if cell in {"^", "<"}:
            continue
        down, right = _span(table.rows, at, column)
        spans = (f' rowspan="{down}"' if down > 1 else "") + (f' colspan="{right}"' if right > 1 else "")
        tag = "th" if at < table.head else "td"
        out.append(f"<{tag}{spans}>{html.escape(cell).replace(chr(10), '<br>')}</{tag}>")
    return f"<tr>{''.join(out)}</tr>"


def _span(rows: list[list[str]], at: int, column: int) -> tuple[int, int]:
    right = 1
    while column + right < len(rows[at]) and rows[at][column + right] == "<":
        right += 1
    down = 1
    while at + down < len(rows) and rows[at + down][column] == "^":
        down += 1
    return down, right


def word_document(document: Marked, scratch: Path, *, numbered: bool = False, font: str = "仿宋") -> Path:
    """A Word document with the looks of an official paper."""
    word = docx.Document()
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = font, Pt(16)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    word.sections[0].footer.paragraphs[0].text = "— 1 —"
    for piece in document.pieces:
        if piece.rows:
            _word_table(word, piece)
        elif piece.text.strip():
            _word_paragraph(word, piece, numbered=numbered)
    path = scratch / "made.docx"
    word.save(str(path))
    return path


def numbered_document(document: Marked, scratch: Path) -> Path:
    """A Word document whose items ``1.`` carry Word's own numbers, so that the text holds none."""
    return word_document(document, scratch, numbered=True)


def _word_paragraph(word: DocxDocument, piece: Piece, *, numbered: bool) -> None:
    text = piece.text.strip()
    head, _, rest = text.partition(".")
    auto = numbered and head.isdigit() and bool(rest)
    paragraph = word.add_paragraph(style="List Number" if auto else None)
    run = paragraph.add_run(rest if auto else text)
    if piece.level == 0:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        run.font.size = Pt(22)
    elif piece.level == 1:
        run.bold = True
    if piece.level != 0 and not auto:
        paragraph.paragraph_format.first_line_indent = Pt(32)


def _word_table(word: DocxDocument, table: Piece) -> None:
    grid = word.add_table(len(table.rows), len(table.rows[0]), style="Table Grid")
    for at, row in enumerate(table.rows):
        for column, cell in enumerate(row):
            if cell in {"^", "<"}:
                continue
            down, right = _span(table.rows, at, column)
            target = grid.cell(at, column)
            if down > 1 or right > 1:
                target = target.merge(grid.cell(at + down - 1, column + right - 1))
            target.text = cell


def dated_workbook(document: Marked, scratch: Path) -> Path:
    """A workbook whose days are a spreadsheet's own."""
    return workbook(document, scratch, dated=True)


def workbook(document: Marked, scratch: Path, *, dated: bool = False) -> Path:
    """A workbook with merged cells; what stands around the table is in merged rows above and below."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Sheet1"
    width = max(len(piece.rows[0]) for piece in document.pieces if piece.rows)
    at = 1
    for piece in document.pieces:
        if piece.sheet:
            sheet, at = (book.create_sheet() if at > FEW else sheet), (1 if at > FEW else at)
            sheet.title = piece.sheet
        elif piece.rows:
            _sheet_table(sheet, piece, at, dated=dated)
            at += len(piece.rows)
        elif piece.text.strip():
            cell = sheet.cell(at, 1, piece.text.strip())
            sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=width)
            if piece.level == 0:
                cell.font, cell.alignment = Font(name="方正小标宋简体", size=20), Alignment(horizontal="center")
            at += 1
    path = scratch / "made.xlsx"
    book.save(path)
    return path


def _sheet_table(sheet: Worksheet, table: Piece, top: int, *, dated: bool) -> None:
    line = Side(style="thin")
    for at, row in enumerate(table.rows):
        for column, text in enumerate(row):
            cell = sheet.cell(top + at, column + 1)
            cell.border = Border(left=line, right=line, top=line, bottom=line)
            if text in {"^", "<"}:
                continue
            cell.value = _value(text, dated=dated)
            cell.alignment = Alignment(wrap_text=True, vertical="center")
    for at, row in enumerate(table.rows):
        for column, text in enumerate(row):
            down, right = _span(table.rows, at, column) if text not in {"^", "<"} else (1, 1)
            if down > 1 or right > 1:
                first, last = get_column_letter(column + 1), get_column_letter(column + right)
                sheet.merge_cells(f"{first}{top + at}:{last}{top + at + down - 1}")


def _value(text: str, *, dated: bool) -> str | int | float | dt.date:
    if dated and DAY.fullmatch(text):
        return dt.date.fromisoformat(text)
    if not NUMBER.fullmatch(text):
        return text
    return float(text) if "." in text else int(text)


def _pandoc(document: Marked, scratch: Path, kind: str) -> Path:
    made = scratch / f"made.{kind}"
    _run("pandoc", "-s", "--metadata", "lang=zh-CN", "-f", "html", "-o", str(made), str(plain_page(document, scratch)))
    return made


def _chromium(document: Marked, scratch: Path, look: str = "plain") -> Path:
    made = scratch / "made.pdf"
    page = _page(look, document, scratch)
    _run("chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={scratch}/profile",
         "--no-pdf-header-footer",
        "--disable-pdf-tagging", f"--print-to-pdf={made}", page.as_uri())  # fmt: skip
    return made


def _office(source: Path, scratch: Path, kind: str, *options: str) -> Path:
    out = scratch / "out"
    _run("soffice", f"-env:UserInstallation=file://{scratch}/office", "--headless", *options,
         "--convert-to", kind, "--outdir", str(out), str(source))  # fmt: skip
    return out / f"{source.stem}.{kind.partition(':')[0]}"


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True, timeout=TIMEOUT)


def _office_docx(document: Marked, scratch: Path) -> Path:
    return _office(plain_page(document, scratch), scratch, "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)")


def _through(document: Marked, scratch: Path, kind: str) -> Path:
    """A Word document that was once saved in another format."""
    other = _office(word_document(document, scratch), scratch, kind)
    return _office(other, scratch / "back", "docx:MS Word 2007 XML")


def _office_pdf(document: Marked, scratch: Path) -> Path:
    return _office(word_document(document, scratch, font="Droid Sans Fallback"), scratch, "pdf")


MAKERS: dict[tuple[str, str], Callable[[Marked, Path], Path]] = {
    ("docx", "python"): word_document,
    ("docx", "numbered"): numbered_document,
    ("docx", "odt"): lambda document, scratch: _through(document, scratch, "odt"),
    ("docx", "word97"): lambda document, scratch: _through(document, scratch, "doc"),
    ("docx", "pandoc"): lambda document, scratch: _pandoc(document, scratch, "docx"),
    ("docx", "soffice"): _office_docx,
    ("html", "own"): portal_page,
    ("html", "pandoc"): lambda document, scratch: _pandoc(document, scratch, "html"),
    ("html", "soffice"): lambda document, scratch: _office(word_document(document, scratch), scratch, "html"),
    ("pdf", "chromium"): _chromium,
    ("pdf", "landscape"): lambda document, scratch: _chromium(document, scratch, "landscape"),
    ("pdf", "soffice"): _office_pdf,
    ("xlsx", "python"): workbook,
    ("xlsx", "dates"): dated_workbook,
    ("xlsx", "soffice"): lambda document, scratch: _office(
        plain_page(document, scratch), scratch, "xlsx:Calc MS Excel 2007 XML", "--infilter=HTML (StarCalc)"
    ),
}
