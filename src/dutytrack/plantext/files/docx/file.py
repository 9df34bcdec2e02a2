"""Word documents (docx) in reading order, tracked changes accepted; no headers, footers or comments.

A note stands after the paragraph that refers to it; a table of contents is left out, since it repeats the headings.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from lxml import etree

from dutytrack.domain.plan.problems import Problem
from dutytrack.i18n import _
from dutytrack.plantext.files.archive import WORD_PART, Archive
from dutytrack.plantext.files.document import QUOTED, FileData, content_of, lost, struck_through
from dutytrack.plantext.files.docx.numbering import Numbering
from dutytrack.plantext.files.docx.runs import ParagraphText, RunReader, is_prompt
from dutytrack.plantext.files.docx.styles import W_STRICT, Styles, W, is_on, number, value
from dutytrack.plantext.files.errors import FileReadError
from dutytrack.plantext.files.tables import Cell, is_heading, join_cell, labelled_rows, table_lines
from dutytrack.plantext.files.xmlparts import (
    check_depth,
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

_BLOCKS = tuple(
    f"{{{space}}}{name}" for space in (W, W_STRICT) for name in ("p", "tbl", "sdt", "customXml", "altChunk")
)
_WIDEST = 1_000
_TABS = re.compile(r"[ \u3000]*\t[ \t\u3000]*")
_FIELD_SIGN = re.compile(rb"fldCharType=[\"'](begin|end)|<(/?)(?:\w+:)?Fallback[\s>]")
_CONTENTS_STYLE = re.compile(r"toc (?:\d|heading)")
_CONTENTS_ID = re.compile(r"TOC(?:\d|Heading)")
_SAYS_WHO = re.compile("(?:牵头|责任|配合|参与|协办|主办|落实)(?:单位|部门|人)|完成时限")
_LEADER = " .…·\t\u3000"
"""What stands between a heading and its page in a table of contents."""

ReadChunk = Callable[[FileData], Content]


def read_docx(file: FileData, read_chunk: ReadChunk) -> Content:
    """The document's text; ``read_chunk`` reads the files of other kinds that it takes in whole."""
    body = _Body(Archive(file, "docx"), read_chunk)
    lines = list(body.lines())
    return content_of(lines, body.problems(lines))


class _TableCell(NamedTuple):
    """A ``w:tc`` with the columns it stands in."""

    element: etree._Element
    column: int
    columns: int
    continues: bool
    """Whether it goes on with the cell above."""
    prompts: bool
    """Whether it only says what to fill in."""


class _Body:
    def __init__(self, archive: Archive, read_chunk: ReadChunk) -> None:
        self._archive = archive
        self._read_chunk = read_chunk
        named = next(filter(WORD_PART.fullmatch, archive.names), "")
        self._main = related(archive, "", "officeDocument", named)
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"), self._styles)
        self._runs = RunReader(archive, self._styles, lambda: self._fields_are_whole)
        self._carried = ""
        self._struck: list[str] = []
        self._read: list[str] = []
        self._contents: list[str] = []
        self._problems: list[Problem] = []
        self._in_note = False
        self._in_cell = 0
        self._later: list[str] = []

    def _part(self, kind: str) -> etree._Element | None:
        """The part of a kind, where the relations say or where it usually is."""
        beside = posixpath.join(posixpath.dirname(self._main), f"{kind}.xml")
        return parse_part(self._archive, related(self._archive, self._main, kind, beside))

    def lines(self) -> Iterator[str]:
        for block in each_element(self._archive, self._main, _BLOCKS):
            parent = block.getparent()
            if parent is not None and local(parent) == "body":
                yield from self._block(block, 0)
                forget(block)
        if self._carried:
            yield self._carried

    def problems(self, lines: Sequence[str]) -> Iterator[Problem]:
        """What a person sees in the document and ``lines`` don't hold."""
        yield from self._problems
        yield from filter(None, (struck_through(self._struck), lost(self._read, lines)))
        drawn = list(self._drawings())
        if drawn:
            yield _left_out(_("text of drawings"), _("it stands in a chart or diagram: {text}"), "/".join(drawn))
        whole = "".join("".join(lines).split())
        entries = (entry.rstrip().rstrip("0123456789").rstrip(_LEADER) for entry in self._contents)
        alone = [entry for entry in entries if "".join(entry.split()) not in whole]
        if alone:
            yield _left_out(_("the table of contents"), _("no heading says it: {text}"), "/".join(alone))

    def _drawings(self) -> Iterator[str]:
        """What charts and diagrams say."""
        for relation in relations(self._archive, self._main).values():
            root = parse_part(self._archive, relation.target) if relation.kind in ("chart", "diagramData") else None
            texts = () if root is None else root.iter("{*}t")
            yield from filter(None, ((text.text or "").strip() for text in texts))

    @cached_property
    def _fields_are_whole(self) -> bool:
        """Whether each field that begins ends as well, as far as Word shows them."""
        opened = aside = 0
        for match in _FIELD_SIGN.finditer(self._archive.read(self._main)):
            if match[1] is None:
                aside += -1 if match[2] else 1
            elif not aside:
                opened += 1 if match[1] == b"begin" else -1
        return opened <= 0

    @cached_property
    def _notes(self) -> dict[tuple[str, str], etree._Element]:
        """The foot- and endnotes, by kind and id."""
        parts = ((kind, self._part(f"{kind}s")) for kind in ("footnote", "endnote"))
        return {(kind, value(note, "id") or ""): note for kind, root in parts for note in children(root, kind)}

    def _block(self, block: etree._Element, depth: int) -> Iterator[str]:
        check_depth(self._archive, depth)
        name = local(block)
        if name == "p":
            yield from self._paragraph(block, depth)
        elif name == "tbl":
            yield from self._table(block, depth)
        elif name == "altChunk":
            yield from self._chunk(block)
        elif name == "sdt" and (is_prompt(block) or _holds_contents(block)):
            self._contents += [] if is_prompt(block) else map(self._entry, _paragraphs(block))
        elif name not in ("sdtPr", "sdtEndPr", "tcPr", "del", "moveFrom"):
            for part in block:
                yield from self._block(part, depth + 1)

    def _entry(self, paragraph: etree._Element) -> str:
        found = self._runs.read(paragraph, None)
        return "".join((*found.pieces, *found.contents))

    def _paragraph(self, paragraph: etree._Element, depth: int) -> Iterator[str]:
        properties = child(paragraph, "pPr")
        style = value(child(properties, "pStyle"))
        found = self._runs.read(paragraph, style)
        self._struck += ["".join(found.struck)] if found.struck else []
        text, self._carried = "".join([self._carried, *found.pieces]), ""
        mark = child(properties, "rPr")
        if self._is_entry(style) or (found.contents and not text.strip()):
            self._contents.append(text + "".join(found.contents))
        elif mark is not None and (child(mark, "del") is not None or child(mark, "moveFrom") is not None):
            self._carried = text
        elif text or not (found.hidden or found.struck):
            self._read.append(text)
            yield from self._shown(text, properties)
        if found.notes:
            yield from self._noted(found, depth)
        for box in found.boxes:
            yield from self._block(box, depth)

    def _is_entry(self, style: str | None) -> bool:
        """Whether paragraphs of that style make up a table of contents."""
        named = self._styles.name(style)
        return bool(_CONTENTS_STYLE.fullmatch(named) if named else style and _CONTENTS_ID.fullmatch(style))

    def _noted(self, found: ParagraphText, depth: int) -> Iterator[str]:
        """The notes that the paragraph refers to, none of those in notes.

        Those of a cell that say not who or when stand below its table: they are no part of what it says.
        """
        notes = [] if self._in_note else [self._notes[key] for key in found.notes if key in self._notes]
        self._in_note = self._in_note or bool(notes)
        for note in notes:
            lines = [line.strip() for part in note for line in self._block(part, depth + 1)]
            if self._in_cell and not any(map(_SAYS_WHO.search, lines)):
                self._later += lines
            else:
                yield from lines
        self._in_note = self._in_note and not notes

    def _chunk(self, block: etree._Element) -> Iterator[str]:
        """The lines of a file that the document takes in whole."""
        named = relation_id(block)
        relation = relations(self._archive, self._main).get(named)
        name = relation.target if relation is not None else named
        content = Content("", (_left_out(name, _("it is not in the file"), ""),))
        if name in self._archive:
            limits = self._archive.file.limits
            inner = limits._replace(nested_archives=limits.nested_archives - 1)
            try:
                content = self._read_chunk(FileData(posixpath.basename(name), self._archive.read(name), inner))
            except FileReadError as error:
                content = Content("", (_left_out(name, "{text}", str(error)),))
        self._problems += content.problems
        yield from content.text.splitlines()

    def _shown(self, text: str, properties: etree._Element | None) -> Iterator[str]:
        """A paragraph's lines; one without text is not counted in its list, as Word counts it but nobody sees it."""
        marker = self._numbering.marker(properties)
        for index, line in enumerate(text.split("\n")):
            shown = _untabbed(line)
            yield marker + shown.lstrip() if marker and not index else shown

    def _table(self, table: etree._Element, depth: int) -> Iterator[str]:
        grid = [_cells(row) for row in _within(table, "tr") if _is_there(row)]
        if any(len(cells) > 1 for cells in grid) and not self._lays_out(grid):
            self._in_cell += 1
            yield from table_lines(self._laid(grid, depth))
            self._in_cell -= 1
            if not self._in_cell:
                yield from self._later
                self._later = []
        else:
            for cells in grid:
                for cell in cells:
                    yield from () if cell.prompts else self._block(cell.element, depth + 1)

    def _lays_out(self, grid: Sequence[Sequence[_TableCell]]) -> bool:
        """Whether a table with tables inside only lays out the page: its first row heads no columns."""
        if not any(local(part) == "tbl" for cells in grid for cell in cells for part in _parts(cell.element)):
            return False
        first = ["".join(one.text or "" for one in cell.element.iter() if local(one) == "t") for cell in grid[0]]
        return not all(is_heading("".join(text.split())) for text in first if text.strip())

    def _laid(self, grid: list[list[_TableCell]], depth: int) -> Iterator[Cell]:
        for index, cells in enumerate(grid):
            for cell in cells:
                pieces = list(self._pieces(cell, depth))
                if not cell.continues:
                    yield Cell(index, cell.column, join_cell(pieces), _reach_down(grid, index, cell), cell.columns)

    def _pieces(self, cell: _TableCell, depth: int) -> Iterator[str]:
        """A cell's lines; a table inside says of each of its cells what heads it."""
        for part in () if cell.prompts else cell.element:
            lines = list(self._block(part, depth + 1))
            rows = [line.split("\t") for line in lines]
            if local(part) == "tbl":
                yield from labelled_rows(rows)
            else:
                yield from (" ".join(row) for row in rows)


def _left_out(name: str, why: str, text: str) -> Problem:
    return Problem("left-out", 0, "text", {"name": name, "why": why.format(text=text[:QUOTED])})


def _parts(element: etree._Element) -> Iterator[etree._Element]:
    """What stands in a cell, in content controls too."""
    for part in element:
        if local(part) in ("sdt", "sdtContent", "customXml"):
            yield from _parts(part)
        else:
            yield part


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    return (part for part in element.iter() if local(part) == "p")


def _holds_contents(control: etree._Element) -> bool:
    """Whether a content control is the table of contents that Word makes."""
    return (value(child(control, "sdtPr", "docPartObj", "docPartGallery")) or "").startswith("Table of Contents")


def _is_there(row: etree._Element) -> bool:
    """Whether a row is to be seen: neither deleted nor hidden."""
    properties = child(row, "trPr")
    return child(properties, "del") is None and not is_on(child(properties, "hidden"))


def _within(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The element's rows or cells, those in content controls included."""
    for part in element:
        if local(part) == name:
            yield part
        elif local(part) in ("sdt", "sdtContent", "customXml"):
            yield from _within(part, name)


def _cells(row: etree._Element) -> list[_TableCell]:
    cells: list[_TableCell] = []
    column = min(max(number(child(row, "trPr", "gridBefore")) or 0, 0), _WIDEST)
    for element in _within(row, "tc"):
        properties = child(element, "tcPr")
        columns = min(max(number(child(properties, "gridSpan")) or 1, 1), _WIDEST)
        merge = child(properties, "vMerge")
        continues = merge is not None and value(merge) != "restart"
        gone = child(properties, "cellDel") is not None
        cells.append(_TableCell(element, column, columns, continues, gone or _prompts(element)))
        column += columns
    return cells


def _prompts(cell: etree._Element) -> bool:
    """Whether a content control around the cell says what to fill in."""
    around = (above for above in cell.iterancestors() if local(above) in ("sdt", "tr"))
    return any(is_prompt(above) for above in takewhile(lambda above: local(above) == "sdt", around))


def _reach_down(grid: list[list[_TableCell]], index: int, cell: _TableCell) -> int:
    def goes_on(row: list[_TableCell]) -> bool:
        return any(other.continues and other.column == cell.column for other in row)

    return 1 + sum(1 for _row in takewhile(goes_on, grid[index + 1 :]))


def _untabbed(line: str) -> str:
    """Tabs as blanks, but kept where a paragraph is a table made by hand: three cells or more."""
    if "\t" not in line:
        return line
    cells = [cell for cell in _TABS.split(line.strip()) if cell]
    return "\t".join(cells) if len(cells) > 2 else " ".join(cells)
