"""The characters of a pdf page as its file sets them: where on its baseline each begins, how large, at what angle."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

_LEANING = 10.0
"""Degrees by which text may lean and still be read as level or upright; a watermark leans by more."""
_SAME_PLACE = 0.2
"""Points within which a sign printed again is the same one, printed twice to look bold."""
_SAME_START = 0.01
"""Points from a sign's origin within which its box is the font's: that of its ink begins further on."""


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


def letters(text: str) -> Counter[str]:
    """How often ``text`` has each letter and digit."""
    return Counter(sign for sign in text if sign.isalnum())


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
