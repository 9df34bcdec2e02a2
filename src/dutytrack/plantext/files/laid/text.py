"""The text of pages: paragraphs put together from lines, ruled tables, no running heads or page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from dutytrack.domain.plan.problems import Problem
from dutytrack.i18n import _
from dutytrack.plantext.files.document import FileData, content_of, letters
from dutytrack.plantext.files.errors import (
    BlankPdfError,
    FileReadError,
    GarbledPdfError,
    ScannedPdfError,
    SlantedPdfError,
)
from dutytrack.plantext.files.laid.columns import columned_tables
from dutytrack.plantext.files.laid.flow import reading_order
from dutytrack.plantext.files.laid.lines import TextLine, margins_of, paragraphs, text_lines
from dutytrack.plantext.files.laid.page import Page
from dutytrack.plantext.files.laid.tables import PageTable, continued, tables_of
from dutytrack.plantext.files.tables import Cell, table_lines
from dutytrack.plantext.text.decode import Content

_PAGE_NUMBER = re.compile(
    r"[\s\-–—_·.]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/\uff0f,\uff0c]?\s*共?\s*\d{1,4}\s*页?)?[\s\-–—_·.]*"
)
_DIGITS = re.compile(r"\d+")
_ODD = re.compile(r"[\ufffd\ufffe\uffff\ue000-\uf8ff\x00-\x1f]")
_EDGE = 0.12
"""The part of a page's height at top and bottom where running heads and feet stand."""
_LONGEST = 40
"""How much is quoted of what was left out."""

_Item = TextLine | PageTable


class _Laid(NamedTuple):
    """What stands on a page, in the order in which it is read."""

    items: list[_Item]
    doubtful: bool
    """Whether that order is a guess."""


def laid_out(file: FileData, pages: Sequence[Page]) -> Content:
    """The text of ``pages`` as it is read; raises a ``FileReadError`` where there is none."""
    text = "".join(one.text for page in pages for one in page.characters)
    if not text:
        raise _why_silent(pages)(file.name, pages=len(pages))
    if len(_ODD.findall(text)) * 5 > len(text):
        raise GarbledPdfError(file.name)
    laid = [_items(page) for page in pages]
    shown = _without_heads(pages, [page.items for page in laid])
    return content_of(_lines(shown), _problems(pages, laid))


def _why_silent(pages: Sequence[Page]) -> type[FileReadError]:
    """What to say of a file without text that can be read."""
    if any(page.leaning for page in pages):
        return SlantedPdfError
    return ScannedPdfError if any(page.pictured for page in pages) else BlankPdfError


def _problems(pages: Sequence[Page], laid: Sequence[_Laid]) -> Iterator[Problem]:
    """What is wanting: pages without text, which are pictures, most likely, and signs that are in no line."""
    silent = [str(page.number) for page in pages if page.pictured]
    if silent:
        yield Problem("pages-without-text", 0, "text", {"pages": ", ".join(silent)})
    for page, found in zip(pages, laid, strict=True):
        if found.doubtful:
            yield Problem("layout-doubtful", 0, "text", {"page": str(page.number)})
        yield from left_out(page, (text for item in found.items for text in item.texts))


def left_out(page: Page, texts: Iterable[str]) -> Iterator[Problem]:
    """A problem for the letters and digits of ``page`` that are in none of ``texts``, and one for what leans."""
    leaning = letters(page.leaning)
    lost = page.signs - letters("".join(texts)) - leaning
    for found, why, text in (
        (leaning, _("it is printed at an angle: {text}"), " ".join(page.leaning.split())),
        (lost, _("no line was found for it: {text}"), "".join(sorted(lost))),
    ):
        if found:
            name = _("text of page {page} ({count} characters)").format(page=page.number, count=found.total())
            yield Problem("left-out", 0, "text", {"name": name, "why": why.format(text=text[:_LONGEST])})


def _without_heads(pages: Sequence[Page], laid: Sequence[Sequence[_Item]]) -> list[list[_Item]]:
    """Each page's lines and tables without page numbers and what most pages repeat."""

    def masked(line: TextLine) -> str:
        return _DIGITS.sub("0", "".join(line.text.split()))

    edges = [_edge_lines(items, page.height) for page, items in zip(pages, laid, strict=True)]
    repeated = Counter(text for lines in edges for text in set(map(masked, lines)))
    often = {text for text, count in repeated.items() if count > 2 and count * 2 > len(pages)}
    heads = [[line for line in edge if masked(line) in often or _PAGE_NUMBER.fullmatch(line.text)] for edge in edges]
    return [[item for item in items if item not in head] for items, head in zip(laid, heads, strict=True)]


def _items(page: Page) -> _Laid:
    """The page's lines and tables in the order in which they are read: from top to bottom, but column by column."""
    ruled, unruled = tables_of(page)
    tables, outside = columned_tables(unruled, page.number)
    order = reading_order(outside)
    placed: list[tuple[float, int, float, _Item]] = []
    for flow in order.flows:
        lines = text_lines(flow.characters, page.number)
        if not flow.column:
            placed += [(_place(table, lines), 0, 0.0, table) for table in (*ruled, *tables)]
        for line in lines:
            own = line._replace(left=line.left - flow.left, right=line.right - flow.left, column=flow.column)
            placed.append((-flow.top if flow.column else -line.top, flow.column, -line.top, own))
    return _Laid([item for *_place, item in sorted(placed, key=itemgetter(0, 1, 2))], order.doubtful)


def _place(table: PageTable, lines: Sequence[TextLine]) -> float:
    """How far down the page a table is read: where it stands, or below the text of the column to its left."""
    beside = [line for line in lines if table.bottom < (line.top + line.bottom) / 2 < table.top]
    if not beside or any(line.right > table.left for line in beside):
        return -table.top
    column = [line for line in lines if line.right <= table.left and line.top <= table.top]
    return max(-line.bottom for line in column)


def _edge_lines(items: Sequence[_Item], height: float) -> list[TextLine]:
    low, high = height * _EDGE, height * (1 - _EDGE)
    return [item for item in items if isinstance(item, TextLine) and (item.top < low or item.bottom > high)]


def _lines(pages: Sequence[Sequence[_Item]]) -> Iterator[str]:
    items = [item for page in pages for item in page]
    margins = {
        columned: margins_of([one for one in items if isinstance(one, TextLine) and bool(one.column) is columned])
        for columned in (False, True)
    }
    for kind, group in groupby(items, key=lambda item: bool(item.column) if isinstance(item, TextLine) else None):
        run = list(group)
        if kind is not None:
            yield from paragraphs([item for item in run if isinstance(item, TextLine)], margins[kind])
        else:
            yield from _joined_tables([item for item in run if isinstance(item, PageTable)])


def _joined_tables(tables: Sequence[PageTable]) -> Iterator[str]:
    """Tables that follow each other; those that go on over the page are one."""
    cells: list[Cell] = []
    before: PageTable | None = None
    for table in tables:
        if before is not None and not (table.page == before.page + 1 and table.columns == before.columns):
            yield from table_lines(cells)
            cells = []
        cells = continued(cells, table.cells)
        before = table
    yield from table_lines(cells)
