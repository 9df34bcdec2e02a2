"""Excel workbooks (xlsx): read cell by cell as a stream, so that a few cells far apart cost no more than near ones."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from lxml import etree

from dutytrack.i18n import _
from dutytrack.plantext.files.archive import Archive
from dutytrack.plantext.files.document import FileData
from dutytrack.plantext.files.errors import TooMuchInsideError
from dutytrack.plantext.files.excel.sheets import (
    BUILTIN_FORMATS,
    Place,
    Sheet,
    book_content,
    cell_text,
    number_text,
    without_covered,
)
from dutytrack.plantext.files.xmlparts import child, children, each_element, forget, local, parse_part
from dutytrack.plantext.text.decode import Content

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_RELATION_ID = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_STRINGS = "xl/sharedStrings.xml"
_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def read_xlsx(file: FileData) -> Content:
    """The workbook's sheets as lines."""
    return book_content(_Book(Archive(file, "xlsx")).sheets(), file)


class _Book:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._workbook = parse_part(archive, "xl/workbook.xml")
        properties = child(self._workbook, "workbookPr")
        self._from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._strings = list(self._shared_strings())
        self._formats = _formats(parse_part(archive, "xl/styles.xml"))

    def sheets(self) -> Iterator[Sheet]:
        parts = _relations(parse_part(self._archive, "xl/_rels/workbook.xml.rels"))
        listed = children(child(self._workbook, "sheets"), "sheet")
        if len(listed) > self._archive.file.limits.sheets:
            raise self._too_many(_("sheets"), self._archive.file.limits.sheets)
        for element in listed:
            relation = next((found for name in _RELATION_ID if (found := element.get(name))), "")
            part = parts.get(relation, "")
            if part in self._archive and "chartsheets" not in part:
                hidden = element.get("state", "visible") != "visible"
                yield self._sheet(part, Sheet(element.get("name", ""), hidden=hidden))

    def _too_many(self, what: str, limit: int) -> TooMuchInsideError:
        return TooMuchInsideError(self._archive.file.name, what=what, limit=limit)

    def _shared_strings(self) -> Iterator[str]:
        if _STRINGS in self._archive:
            for item in each_element(self._archive, _STRINGS, _tags("si")):
                yield cell_text(_rich_text(item))
                forget(item)

    def _sheet(self, part: str, sheet: Sheet) -> Sheet:
        row, column = -1, -1
        texts: dict[Place, str] = {}
        most = self._archive.file.limits.sheet_cells
        for element in each_element(self._archive, part, _tags("c", "row", "mergeCell")):
            name = local(element)
            if name == "c":
                row, column = _place(element.get("r")) or _following(element, row, column)
                if text := self._text(element):
                    texts[row, column] = text
                if column >= self._archive.file.limits.columns:
                    raise self._too_many(_("columns on a sheet"), self._archive.file.limits.columns)
                if len(texts) > most:
                    raise self._too_many(_("cells on a sheet"), most)
            elif name == "mergeCell":
                first, last = map(_place, element.get("ref", "").partition(":")[::2])
                if first and last and first[0] <= last[0] and first[1] <= last[1]:
                    sheet.merged[first] = last
            elif name == "row":
                column = -1
                forget(element)
        sheet.texts = without_covered(texts, sheet.merged)
        return sheet

    def _text(self, element: etree._Element) -> str:
        kind = element.get("t", "n")
        if kind == "inlineStr":
            return cell_text(_rich_text(child(element, "is")))
        found = child(element, "v")
        raw = "" if found is None else found.text or ""
        if kind == "s":
            return _entry(self._strings, raw)
        if kind == "b":
            return {"1": "是", "0": "否"}.get(raw, "")
        if kind == "e":
            return ""
        return self._number(raw, element.get("s", "")) if kind == "n" else cell_text(raw)

    def _number(self, raw: str, style: str) -> str:
        number_format = _entry(self._formats, style)
        try:
            return number_text(float(raw), number_format, from_1904=self._from_1904) if raw else ""
        except (ValueError, OverflowError):
            return raw.strip()


def _entry(listed: list[str], index: str) -> str:
    return listed[int(index)] if index.isdecimal() and len(index) < 9 and int(index) < len(listed) else ""


def _tags(*names: str) -> tuple[str, ...]:
    return tuple(f"{{{space}}}{name}" for space in (_MAIN, _STRICT) for name in names)


def _relations(root: etree._Element | None) -> dict[str, str]:
    """Relation id to the part's path in the archive."""
    found = children(root, "Relationship")
    return {one.get("Id", ""): posixpath.normpath(posixpath.join("/xl", one.get("Target", "")))[1:] for one in found}


def _formats(root: etree._Element | None) -> list[str]:
    """The number format's code of each cell style."""
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in children(child(root, "numFmts"), "numFmt")}
    identities = [one.get("numFmtId", "0") for one in children(child(root, "cellXfs"), "xf")]
    return [own.get(one) or BUILTIN_FORMATS.get(one, "") for one in identities]


def _rich_text(item: etree._Element | None) -> str:
    """A string's text; its readings (``rPh``) are left out."""
    parts = () if item is None else item
    texts = (child(part, "t") if local(part) == "r" else part for part in parts if local(part) in ("r", "t"))
    return "".join(text.text or "" for text in texts if text is not None).replace("_x000D_", "")


def _place(reference: str | None) -> Place | None:
    match = _PLACE.fullmatch(reference or "")
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(match[2]) - 1, column - 1


def _following(cell: etree._Element, row: int, column: int) -> Place:
    """The place of a cell that does not tell it: after the cell before."""
    parent = cell.getparent()
    told = "" if parent is None else parent.get("r", "")
    if column < 0:
        row = int(told) - 1 if told.isdecimal() and 0 < len(told) < 8 else row + 1
    return row, column + 1
