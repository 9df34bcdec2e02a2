"""Excel workbooks (xlsx): read cell by cell as a stream, so that a few cells far apart cost no more than near ones."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress

from lxml import etree

from dutytrack.i18n import _
from dutytrack.plantext.files.archive import Archive
from dutytrack.plantext.files.document import FileData
from dutytrack.plantext.files.errors import TooMuchInsideError
from dutytrack.plantext.files.excel.sheets import UNWORKED, Place, Sheet, book_content, cell_text, without_covered
from dutytrack.plantext.files.excel.shown import date_text, format_code, number_text, string_text
from dutytrack.plantext.files.xmlparts import (
    child,
    children,
    each_element,
    forget,
    local,
    parse_part,
    related,
    relation_id,
    relations,
)
from dutytrack.plantext.text.decode import Content

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How workbooks write signs that xml has none for."""
_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*)?")
_PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


def read_xlsx(file: FileData) -> Content:
    """The workbook's sheets as lines."""
    return book_content(_Book(Archive(file, "xlsx")).sheets(), file)


def sheet_parts(archive: Archive, main: str, workbook: etree._Element | None) -> list[tuple[etree._Element, str]]:
    """The worksheets that the workbook, whose part is ``main``, lists, each with its part."""
    parts = relations(archive, main)
    listed = children(child(workbook, "sheets"), "sheet")
    told = ((one, parts.get(relation_id(one))) for one in listed)
    return [
        (one, relation.target)
        for one, relation in told
        if relation is not None and relation.target in archive and relation.kind in ("worksheet", "")
    ]


class _Book:
    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._main = related(archive, "", "officeDocument", "xl/workbook.xml")
        self._workbook = parse_part(archive, self._main)
        properties = child(self._workbook, "workbookPr")
        self._from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._struck_strings: dict[str, str] = {}
        """What is crossed out in shared strings, by their numbers."""
        self._strings = list(
            self._shared_strings(related(archive, self._main, "sharedStrings", "xl/sharedStrings.xml"))
        )
        styles = parse_part(archive, related(archive, self._main, "styles", "xl/styles.xml"))
        self._formats, self._struck = _formats(styles), _struck_styles(styles)

    def sheets(self) -> Iterator[Sheet]:
        listed = sheet_parts(self._archive, self._main, self._workbook)
        if len(listed) > self._archive.file.limits.sheets:
            raise self._too_many(_("sheets"), self._archive.file.limits.sheets)
        for element, part in listed:
            hidden = element.get("state", "visible") != "visible"
            sheet = self._sheet(part, Sheet(element.get("name", ""), hidden=hidden))
            sheet.boxes = list(self._boxes(part))
            yield sheet

    def _boxes(self, part: str) -> Iterator[tuple[int, str]]:
        """What the sheet's text boxes say, each with the row that it begins in."""
        for relation in relations(self._archive, part).values():
            drawing = parse_part(self._archive, relation.target) if relation.kind == "drawing" else None
            for anchor in () if drawing is None else drawing:
                row = child(anchor, "from", "row")
                told = "" if row is None else row.text or ""
                number = int(told) if told.isdecimal() else 0
                for body in anchor.iter("{*}txBody"):
                    for paragraph in children(body, "p"):
                        text = "".join(run.text or "" for run in paragraph.iter("{*}t")).strip()
                        if text:
                            yield number, text

    def _too_many(self, what: str, limit: int) -> TooMuchInsideError:
        return TooMuchInsideError(self._archive.file.name, what=what, limit=limit)

    def _shared_strings(self, part: str) -> Iterator[str]:
        if part in self._archive:
            for index, item in enumerate(each_element(self._archive, part, _tags("si"))):
                if struck := _rich_text(item, struck=True):
                    self._struck_strings[str(index)] = struck
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
                if text := self._take(element, (row, column), sheet):
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

    def _take(self, element: etree._Element, place: Place, sheet: Sheet) -> str:
        """The cell's text; what is crossed out, and why there is none, is noted with the sheet."""
        text = self._text(element)
        kind = element.get("t", "n")
        if text and kind == "n" and not self._struck:
            return text
        if text and element.get("s", "") in self._struck:
            sheet.struck.append(text)
            return ""
        struck = ""
        if kind == "s" and self._struck_strings:
            struck = self._struck_strings.get(_raw(element), "")
        elif kind == "inlineStr":
            struck = _rich_text(child(element, "is"), struck=True)
        if struck:
            sheet.struck.append(struck)
        if not text and not struck and (why := self._why_missing(element)):
            sheet.missing.setdefault(why, []).append(place)
        return text

    def _text(self, element: etree._Element) -> str:
        kind = element.get("t", "n")
        if kind == "inlineStr":
            return cell_text(_rich_text(child(element, "is")))
        raw, code = _raw(element), _entry(self._formats, element.get("s", ""))
        if kind == "s":
            return string_text(_entry(self._strings, raw), code)
        if kind == "b":
            return {"1": "是", "0": "否"}.get(raw, "")
        if kind == "e":
            return ""
        if kind == "d" and (day := _DAY.fullmatch(raw)):
            with suppress(ValueError):
                return date_text(dt.date.fromisoformat(day[1]))
        return self._number(raw, code) if kind == "n" else string_text(cell_text(_unescaped(raw)), code)

    def _number(self, raw: str, code: str) -> str:
        try:
            return number_text(float(raw), code, from_1904=self._from_1904) if raw else ""
        except (ValueError, OverflowError):
            return raw.strip()

    def _why_missing(self, element: etree._Element) -> str:
        """Why a cell that shows something has no text here; ``""`` where it shows nothing."""
        kind, raw = element.get("t", "n"), _raw(element)
        if kind == "e":
            return _("an error, {text}").format(text=raw)
        if kind == "n" and not raw and child(element, "f") is not None:
            return _(UNWORKED)
        if kind == "s" and raw and not (raw.isdecimal() and len(raw) < 9 and int(raw) < len(self._strings)):
            return _("its text is not in the file")
        return ""


def _raw(element: etree._Element) -> str:
    found = child(element, "v")
    return "" if found is None else found.text or ""


def _entry(listed: list[str], index: str) -> str:
    return listed[int(index)] if index.isdecimal() and len(index) < 9 and int(index) < len(listed) else ""


def _tags(*names: str) -> tuple[str, ...]:
    return tuple(f"{{{space}}}{name}" for space in (_MAIN, _STRICT) for name in names)


def _formats(root: etree._Element | None) -> list[str]:
    """The number format's code of each cell style."""
    own = {one.get("numFmtId", ""): one.get("formatCode", "") for one in children(child(root, "numFmts"), "numFmt")}
    identities = [one.get("numFmtId", "0") for one in children(child(root, "cellXfs"), "xf")]
    return [format_code(int(one), own.get(one)) if one.isdecimal() else "" for one in identities]


def _struck_styles(root: etree._Element | None) -> frozenset[str]:
    """The cell styles, by their numbers, whose text is crossed out."""
    fonts = children(child(root, "fonts"), "font")
    struck = {str(number) for number, font in enumerate(fonts) if _is_struck(font)}
    styles = enumerate(children(child(root, "cellXfs"), "xf"))
    return frozenset(str(number) for number, one in styles if one.get("fontId") in struck)


def _is_struck(font: etree._Element | None) -> bool:
    strike = child(font, "strike")
    return strike is not None and strike.get("val", "1") not in ("0", "false")


def _rich_text(item: etree._Element | None, *, struck: bool = False) -> str:
    """A string's text without what is crossed out, or nothing but that; its readings (``rPh``) are left out."""
    if item is not None and len(item) == 1 and local(item[0]) == "t":
        return "" if struck else _unescaped(item[0].text or "")
    parts = () if item is None else [part for part in item if _is_struck(child(part, "rPr")) is struck]
    texts = (child(part, "t") if local(part) == "r" else part for part in parts if local(part) in ("r", "t"))
    return _unescaped("".join(text.text or "" for text in texts if text is not None))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


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
