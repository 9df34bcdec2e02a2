"""What stands on a page of a pdf file: its characters with their places, and the lines ruled on it.

Lengths are in points, measured from the page's lower left corner, as the file has them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

_STRAIGHT = 1.5
"""How far a ruled line may lean."""
_SHORTEST = 4.0
_MOST_RULES = 20_000


@dataclass(frozen=True, slots=True)
class Character:
    """A character's box; its height is the font's, not the sign's own."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def middle(self) -> float:
        """Half-way between bottom and top."""
        return (self.bottom + self.top) / 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line: across where ``horizontal``, else upright, at ``at``, from ``start`` to ``end``."""

    horizontal: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page's content."""

    number: int
    height: float
    characters: tuple[Character, ...]
    rules: tuple[Rule, ...]


def read_page(document: pypdfium2.PdfDocument, index: int, limit: int) -> Page | None:
    """The page at ``index`` (from 0), or ``None`` where it has more than ``limit`` characters."""
    page = document[index]
    try:
        text = page.get_textpage()
        try:
            count = text.count_chars()
            characters = tuple(_characters(text, count)) if count <= limit else None
        finally:
            text.close()
        if characters is None:
            return None
        return Page(index + 1, page.get_height(), characters, tuple(_rules(page)))
    finally:
        page.close()


def _characters(text: pypdfium2.PdfTextPage, count: int) -> Iterator[Character]:
    box = raw.FS_RECTF()
    lead = ""
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            lead = chr(code)
            continue
        sign = _whole_sign(lead, code)
        lead = ""
        if sign in "\r\n\t" or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        if raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)):
            yield Character(sign, box.left, box.right, box.bottom, box.top)


def _whole_sign(lead: str, code: int) -> str:
    if 0xDC00 <= code < 0xE000:
        return (lead + chr(code)).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return chr(code) if 0 < code <= 0x10FFFF else "\ufffd"


def _rules(page: pypdfium2.PdfPage) -> Iterator[Rule]:
    found = 0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1):
        for rule in _path_rules(item):
            yield rule
            found += 1
            if found >= _MOST_RULES:
                return


def _path_rules(item: pypdfium2.PdfObject) -> Iterator[Rule]:
    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = None
    for index in range(min(raw.FPDFPath_CountSegments(item), _MOST_RULES)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last is not None:
            yield from _straight(last, point)
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            yield from _straight(point, start)
        last = point


def _straight(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    """The rule between two points, where it runs along or up the page."""
    (x1, y1), (x2, y2) = one, other
    if abs(y1 - y2) <= _STRAIGHT and abs(x1 - x2) >= _SHORTEST:
        yield Rule(True, (y1 + y2) / 2, min(x1, x2), max(x1, x2))
    elif abs(x1 - x2) <= _STRAIGHT and abs(y1 - y2) >= _SHORTEST:
        yield Rule(False, (x1 + x2) / 2, min(y1, y2), max(y1, y2))
