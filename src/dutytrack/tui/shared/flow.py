"""Text in lines of so many cells: Chinese breaks between characters, but no line starts with a closing mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dutytrack.output.cells import character_width, width

_OPENING = "(《〈“‘「『【〔〖[{（"
_CLOSING = ",。、;:!?)》〉”’」』】〕〗]},.，；：！？）…"
_WIDE = r"\u2e80-\uffff"
_PIECE = re.compile(
    rf"\s+|[{re.escape(_OPENING)}]*(?:[^\s{_WIDE}]+|.)[{re.escape(_CLOSING)}]*",
)
"""What may not be broken: a word or a Chinese character, with the marks that belong to it."""


def flow(text: str, cells: int) -> list[str]:
    """``text`` in lines of at most ``cells`` cells, its own line breaks kept."""
    return [line for paragraph in text.split("\n") for line in _paragraph(paragraph, max(cells, 4))]


def _paragraph(paragraph: str, cells: int) -> list[str]:
    lines, line, used = [], "", 0
    for piece in _pieces(paragraph, cells):
        size = width(piece)
        if line and used + size > cells:
            lines.append(line.rstrip())
            line, used = "", 0
            if piece.isspace():
                continue
        line, used = line + piece, used + size
    return [*lines, line.rstrip()]


def _pieces(paragraph: str, cells: int) -> Iterator[str]:
    """The pieces of ``paragraph``; one that is wider than a line is broken where the line ends."""
    for piece in _PIECE.findall(paragraph):
        rest = piece
        while width(rest) > cells:
            head = _head(rest, cells)
            yield head
            rest = rest[len(head) :]
        yield rest


def _head(text: str, cells: int) -> str:
    used = 0
    for place, character in enumerate(text):
        used += character_width(character)
        if used > cells:
            return text[:place]
    return text
