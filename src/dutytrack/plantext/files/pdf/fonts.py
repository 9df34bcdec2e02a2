"""The one font that stands for all that are not in a pdf file, so that no file reads differently on another machine.

The pdf library asks the machine for such fonts, and leaves out words that have no ink in what it gets: single
characters in cells, where there is no Chinese font. Nothing is drawn here, so one sign serves for all: a bar, narrower
than any sign's advance, since the library widens a sign's place to its ink.
"""

from __future__ import annotations

import ctypes
import struct
from functools import cache
from typing import Any

from pypdfium2 import raw

_EM, _WIDE, _ASCENT, _DESCENT = 1000, 100, 880, -120


@cache
def use_stand_in() -> None:
    """Let the pdf library take the stand-in wherever a font is not in the file; to be called before opening one."""
    raw.FPDF_SetSystemFontInfo(ctypes.byref(_font_source()))


@cache
def _font_source() -> Any:
    """The machine's fonts as the pdf library asks for them: any name gives the stand-in. Kept for as long as we run."""
    data = stand_in_font()

    def copied(_source: Any, _font: Any, table: int, buffer: Any, size: int) -> int:
        if table == 0 and buffer and size >= len(data):
            ctypes.memmove(buffer, data, len(data))
        return len(data) if table == 0 else 0

    answers: dict[str, Any] = {
        "MapFont": lambda *_about: 1,
        "GetFont": lambda *_about: 1,
        "GetFontData": copied,
        "GetFaceName": lambda *_about: 0,
        "GetFontCharset": lambda *_about: 0,
        "DeleteFont": lambda *_about: None,
        "Release": lambda *_about: None,
        "EnumFonts": lambda *_about: None,
    }
    kinds: dict[str, Any] = dict(raw.FPDF_SYSFONTINFO._fields_)
    source = raw.FPDF_SYSFONTINFO(version=1)
    for name, answer in answers.items():
        setattr(source, name, kinds[name](answer))
    return source


def stand_in_font() -> bytes:
    """A TrueType font of one sign for all, a bar as high as the type."""
    tables = {
        b"OS/2": bytes(78),
        b"cmap": _every_sign(),
        b"glyf": _bar() * 2,
        b"head": struct.pack(
            ">4I2H2q4h2H3h", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, 0, _DESCENT, _WIDE, _ASCENT, 0, 8, 2, 0, 0
        ),
        b"hhea": struct.pack(">I3hH11hH", 0x10000, _ASCENT, _DESCENT, 0, _EM // 2, *(0,) * 11, 1),
        b"hmtx": struct.pack(">Hhh", _EM // 2, 0, 0),
        b"loca": struct.pack(">3H", 0, len(_bar()) // 2, len(_bar())),
        b"maxp": struct.pack(">I14H", 0x10000, 2, 4, 1, *(0,) * 11),
    }
    head = struct.pack(">I4H", 0x10000, len(tables), 64, 2, len(tables) * 16 - 64)
    at, entries, body = len(head) + 16 * len(tables), b"", b""
    for name, data in tables.items():
        entries += struct.pack(">4s3I", name, 0, at + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    return head + entries + body


def _every_sign() -> bytes:
    """A map from every code point to the bar, which is sign 1, as many-to-one maps are written."""
    subtable = struct.pack(">2H6I", 13, 0, 28, 0, 1, 0, 0x10FFFF, 1)
    return struct.pack(">4HI", 0, 1, 3, 10, 12) + subtable


def _bar() -> bytes:
    """The outline of the bar: one contour of four points."""
    xs, ys = (0, _WIDE, 0, -_WIDE), (_DESCENT, 0, _ASCENT - _DESCENT, 0)
    return struct.pack(">5h2H4B8h", 1, 0, _DESCENT, _WIDE, _ASCENT, 3, 0, 1, 1, 1, 1, *xs, *ys)
