"""What the pdf library tells of a page: its characters with their places, and the lines ruled on it.

A character's place is where its font sets it: on a baseline, as high as the type is large. The box that its ink fills
says little: 一 is a tenth as high as 市, and what a font that is not in the file measures depends on the machine.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial

import pypdfium2
from pypdfium2 import raw

from dutytrack.plantext.files.laid.page import MOST_RULES, Page, Rule, Sign, Turn, page_of, straight

_SAME_START = 0.01
"""Points from a sign's origin within which its box is the font's: that of its ink begins further on."""
_THICK = 5.0
"""Points: lines are thinner, letters that were drawn are not."""
_GROUND = 0.9
"""Least part of the page's width and height that a ground covers."""
_TYPED_ON = frozenset((raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP))


def read_page(document: pypdfium2.PdfDocument, index: int, limit: int) -> Page | None:
    """The page at ``index`` (from 0), or ``None`` where it has more than ``limit`` characters."""
    with closing(document[index]) as bare:
        if _is_filled_in(bare):
            raw.FPDFPage_Flatten(bare, raw.FLAT_NORMALDISPLAY)
    with closing(document[index]) as page:
        with closing(page.get_textpage()) as text:
            count = text.count_chars()
            if count > limit:
                return None
            signs = list(signs_of(text, count))
            own_text = text.get_text_range() if count else ""
        return _page(index + 1, page, signs, own_text)


def _is_filled_in(page: pypdfium2.PdfPage) -> bool:
    """Whether something is typed onto the page that is no part of its content: form fields, notes, stamps."""
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind in _TYPED_ON:
            return True
    return False


def _page(number: int, page: pypdfium2.PdfPage, signs: Sequence[Sign], own_text: str) -> Page:
    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1)

    def rules(place: Turn) -> Iterator[Rule]:
        return (rule for item in paths for rule in _path_rules(item, place))

    return page_of(number, page.get_bbox(), signs, rules, is_pictured=partial(_is_pictured, page), text=own_text)


def _is_pictured(page: pypdfium2.PdfPage) -> bool:
    """Whether anything but lines and a ground for all of the page is drawn on it."""
    width, height = page.get_size()
    for item in page.get_objects(max_depth=3):
        if item.type in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            return True
        left, bottom, right, top = item.get_bounds()
        is_line = min(right - left, top - bottom) < _THICK
        is_ground = right - left > _GROUND * width and top - bottom > _GROUND * height
        if item.type == raw.FPDF_PAGEOBJ_PATH and not is_line and not is_ground:
            return True
    return False


def _path_rules(item: pypdfium2.PdfObject, place: Turn) -> Iterator[Rule]:
    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = None
    for index in range(min(raw.FPDFPath_CountSegments(item), MOST_RULES)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = place(matrix.on_point(x.value, y.value))
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last is not None:
            yield from straight(last, point)
        if raw.FPDFPathSegment_GetClose(segment) and start is not None:
            yield from straight(point, start)
        last = point


def signs_of(text: pypdfium2.PdfTextPage, count: int) -> Iterator[Sign]:
    """The page's signs in the file's order, without blanks and line ends that the pdf library has put in itself."""
    lead = ""
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        if 0xD800 <= code < 0xDC00:
            lead = chr(code)
            continue
        sign = _whole_sign(lead, code)
        lead = ""
        if sign not in "\r\n\t" and raw.FPDFText_IsGenerated(text, index) != 1:
            yield _sign(text, index, sign)


def _sign(text: pypdfium2.PdfTextPage, index: int, sign: str) -> Sign:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, x, y)
    matrix = raw.FS_MATRIX(1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    raw.FPDFText_GetMatrix(text, index, matrix)
    size = raw.FPDFText_GetFontSize(text, index) or 1.0
    em = abs(size) * math.hypot(matrix.a, matrix.b)
    angle = math.atan2(matrix.b * size, matrix.a * size)
    return Sign(
        text=sign,
        x=x.value,
        y=y.value,
        width=_width(sign, em, *_extent(text, index, (x.value, y.value), angle)),
        size=abs(size) * math.hypot(matrix.c, matrix.d),
        angle=math.degrees(angle),
    )


def _extent(text: pypdfium2.PdfTextPage, index: int, origin: tuple[float, float], angle: float) -> tuple[float, float]:
    """From where to where along its baseline the library's loose box of a sign reaches, its origin being 0."""
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, index, box)
    across, up = math.cos(angle), math.sin(angle)
    ahead = [(x - origin[0]) * across for x in (box.left, box.right)]
    above = [(y - origin[1]) * up for y in (box.bottom, box.top)]
    return min(ahead) + min(above), max(ahead) + max(above)


def _width(sign: str, em: float, start: float, end: float) -> float:
    """How far the next sign is set: to the box's end, but that of a Chinese sign may be no more than its ink's."""
    if unicodedata.east_asian_width(sign) in "WFA" and abs(start) > _SAME_START:
        return em
    return end if 0 < end <= 2 * em else em / 2


def _whole_sign(lead: str, code: int) -> str:
    if 0xDC00 <= code < 0xE000:
        return (lead + chr(code)).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return chr(code) if 0 < code <= 0x10FFFF else "\ufffd"
