"""What stands on a page of a pdf file: its characters with their places, and the lines ruled on it.

A character's place is where its font sets it: on a baseline, as high as the type is large. The box that its ink fills
says little: 一 is a tenth as high as 市, and what a font that is not in the file measures depends on the machine.

Lengths are in points, measured from the page's lower left corner, the page turned so that most of its text is level.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from itertools import islice
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from dutytrack.plantext.files.document import letters

_LEANING = 10.0
"""Degrees by which text may lean and still be read as level or upright; a watermark leans by more."""
_SAME_PLACE = 0.2
"""Points within which a sign printed again is the same one, printed twice to look bold."""
_SAME_START = 0.01
"""Points from a sign's origin within which its box is the font's: that of its ink begins further on."""
_STRAIGHT = 1.5
"""How far a ruled line may lean."""
_SHORTEST = 4.0
_MOST_RULES = 20_000
_THICK = 5.0
"""Points: lines are thinner, letters that were drawn are not."""
_GROUND = 0.9
"""Least part of the page's width and height that a ground covers."""
_TYPED_ON = frozenset((raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP))
_BELOW, _ABOVE = 0.12, 0.88
"""The parts of a Chinese font's size below and above its baseline."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, right, bottom and top."""
Turn = Callable[[Point], Point]


class Character(NamedTuple):
    """A character's box: as wide as the sign's advance, as high as the size of its type."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    turn: int = 0
    """Quarters of a turn, against the clock, from the page's text to this one."""

    @property
    def middle(self) -> float:
        """Half-way between bottom and top."""
        return (self.bottom + self.top) / 2

    @property
    def size(self) -> float:
        """The size of its type."""
        return self.right - self.left if self.turn % 2 else self.top - self.bottom

    def levelled(self) -> Character:
        """The character as it stands where the page is turned until it is level."""
        return Character(self.text, *turned((self.left, self.right, self.bottom, self.top), self.turn))


class Sign(NamedTuple):
    """A character as the file sets it."""

    text: str
    x: float
    y: float
    width: float
    size: float
    angle: float
    """Degrees against the clock from the paper's lower edge."""

    @property
    def quarter(self) -> int:
        """The quarters of a turn nearest to its angle."""
        return round(self.angle / 90) % 4

    @property
    def leans(self) -> bool:
        """Whether it stands neither level nor upright."""
        return abs((self.angle + 45) % 90 - 45) > _LEANING


class Rule(NamedTuple):
    """A straight line: across where ``horizontal``, else upright, at ``at``, from ``start`` to ``end``."""

    horizontal: bool
    at: float
    start: float
    end: float


class Page(NamedTuple):
    """A page's content."""

    number: int
    height: float
    characters: tuple[Character, ...]
    rules: tuple[Rule, ...]
    leaning: str
    """What is printed neither level nor upright, in the file's order: a watermark, a stamp."""
    pictured: bool
    """Whether there is something on it that may show text without being any: a picture, or a drawing."""
    signs: Counter[str]
    """How often the page's text has each letter and digit by the pdf library's account, those printed double once."""


_TURNS: tuple[Turn, ...] = (
    lambda point: point,
    lambda point: (point[1], -point[0]),
    lambda point: (-point[0], -point[1]),
    lambda point: (-point[1], point[0]),
)
"""Turning a point with the clock by so many quarters about the origin."""


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


def page_of(
    number: int,
    sheet: Box,
    signs: Sequence[Sign],
    rules: Callable[[Turn], Iterator[Rule]],
    *,
    is_pictured: Callable[[], bool],
    text: str,
) -> Page:
    """The page of the ``signs`` on a ``sheet`` (its left, bottom, right, top), turned so that most of them are level.

    ``rules`` gives its rules where they lie once the page is turned; ``is_pictured`` is asked where it has no signs;
    ``text`` is all that it says, doubles too.
    """
    once, doubles = printed_once(signs)
    straight_ones = [sign for sign in once if not sign.leans]
    quarter = Counter(sign.quarter for sign in straight_ones).most_common(1)[0][0] if straight_ones else 0
    place, height = _frame(sheet, quarter)
    return Page(
        number=number,
        height=height,
        characters=tuple(_placed(sign, quarter, place) for sign in straight_ones),
        rules=tuple(islice(rules(place), _MOST_RULES)),
        pictured=not once and is_pictured(),
        leaning="".join(sign.text for sign in once if sign.leans),
        signs=letters(text) - letters("".join(sign.text for sign in doubles)),
    )


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


def turned(box: Box, quarters: int) -> Box:
    """The box where the page is turned with the clock about its corner by so many quarters."""
    left, right, bottom, top = box
    return _spanned(_TURNS[quarters]((left, bottom)), _TURNS[quarters]((right, top)))


def _spanned(one: Point, other: Point) -> Box:
    return min(one[0], other[0]), max(one[0], other[0]), min(one[1], other[1]), max(one[1], other[1])


def _frame(sheet: Box, quarter: int) -> tuple[Turn, float]:
    """The turn of the ``sheet`` that makes text at ``quarter`` level, its corner the origin; how high it is then."""
    turn = _TURNS[quarter]
    left, _right, bottom, top = _spanned(turn((sheet[0], sheet[1])), turn((sheet[2], sheet[3])))

    def placed(point: Point) -> Point:
        x, y = turn(point)
        return x - left, y - bottom

    return placed, top - bottom


def _placed(sign: Sign, quarter: int, place: Turn) -> Character:
    def corner(ahead: float, up: float) -> Point:
        x, y = _TURNS[-sign.quarter % 4]((ahead, up))
        return place((sign.x + x, sign.y + y))

    box = _spanned(corner(0.0, -_BELOW * sign.size), corner(sign.width, _ABOVE * sign.size))
    return Character(sign.text, *box, (sign.quarter - quarter) % 4)


def _path_rules(item: pypdfium2.PdfObject, place: Turn) -> Iterator[Rule]:
    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = None
    for index in range(min(raw.FPDFPath_CountSegments(item), _MOST_RULES)):
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


def straight(one: Point, other: Point) -> Iterator[Rule]:
    """The rule between two points, where it runs along or up the page."""
    (x1, y1), (x2, y2) = one, other
    if abs(y1 - y2) <= _STRAIGHT and abs(x1 - x2) >= _SHORTEST:
        yield Rule(True, (y1 + y2) / 2, min(x1, x2), max(x1, x2))
    elif abs(x1 - x2) <= _STRAIGHT and abs(y1 - y2) >= _SHORTEST:
        yield Rule(False, (x1 + x2) / 2, min(y1, y2), max(y1, y2))


def printed_once(signs: Sequence[Sign]) -> tuple[list[Sign], list[Sign]]:
    """The signs without those printed a second time in the same place to look bold, and those."""
    doubles = set()
    before = Sign("", 0.0, 0.0, 0.0, 0.0, 0.0)
    for index, sign in sorted(enumerate(signs), key=lambda one: (one[1].text, round(one[1].y), one[1].x)):
        if sign.text == before.text and max(abs(before.x - sign.x), abs(before.y - sign.y)) <= _SAME_PLACE:
            doubles.add(index)
        else:
            before = sign
    kept = [sign for index, sign in enumerate(signs) if index not in doubles]
    return kept, [signs[index] for index in doubles]


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
