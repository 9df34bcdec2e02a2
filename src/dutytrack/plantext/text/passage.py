"""A stretch of the document as one string that still knows the line and column of each character.

Readers work on ``text``, in which punctuation and digits are folded to one form; folding keeps every character's
place, so a match's offsets give the source's own lines and columns.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from dutytrack.domain.plan.model import Span

_FOLDED = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Full-width ASCII to ASCII."""
_FOLDED.update(
    {0x3000: 0x20, 0xA0: 0x20, 0x3014: 0x28, 0x3015: 0x29, 0x2013: 0x2D, 0x2014: 0x2D, 0x2015: 0x2D, 0xFF5E: 0x7E}
)
"""Ideographic and no-break space, 〔〕, dashes; 。 、 and quotation marks stay."""


def fold(text: str) -> str:
    """``text`` with full-width letters, digits and punctuation as ASCII; the same length."""
    return text.translate(_FOLDED)


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters of one source line."""

    line: int
    """1-based."""
    column: int
    """0-based column of the first character."""
    text: str


class Passage:
    """Pieces of the source joined without separators, or with the one asked for."""

    __slots__ = ("_offsets", "_pieces", "raw", "text")

    def __init__(self, pieces: Iterable[Piece], *, separator: str = "") -> None:
        self._pieces = tuple(pieces)
        offsets, at = [], 0
        for piece in self._pieces:
            offsets.append(at)
            at += len(piece.text) + len(separator)
        self._offsets = offsets
        self.raw = separator.join(piece.text for piece in self._pieces)
        """As printed."""
        self.text = fold(self.raw)
        """Folded, of the same length as ``raw``."""

    def __len__(self) -> int:
        return len(self.text)

    def span(self, start: int, end: int) -> Span | None:
        """Where ``text[start:end]`` stands in the source, cut at the end of its first line; ``None`` if empty."""
        if not self._pieces or start >= end:
            return None
        index = self._index(start)
        piece = self._pieces[index]
        begin = start - self._offsets[index]
        return Span(piece.line, piece.column + begin, piece.column + min(begin + end - start, len(piece.text)))

    def line(self, offset: int) -> int:
        """The source line of the character at ``offset``."""
        return self._pieces[self._index(offset)].line if self._pieces else 0

    def _index(self, offset: int) -> int:
        return max(bisect_right(self._offsets, offset) - 1, 0)
