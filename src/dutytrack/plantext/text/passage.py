"""A stretch of the document, in folded form too, that still knows the line and column of each of its characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate
from typing import NamedTuple

from dutytrack.domain.plan.model import Span
from dutytrack.plantext.words.patterns import regex

FOLDED = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | dict(
    zip("\u3000\xa0〔〕–—―", "  ()---", strict=True)
)
"""Full-width ASCII to ASCII; ideographic and no-break space, 〔〕, dashes; 。 、 and quotation marks stay."""


def folding(signs: Mapping[str, str]) -> Callable[[str], str]:
    """What puts the other sign for each of ``signs`` in a text: being few there, they are looked for."""
    pattern = regex("[" + "".join(map(re.escape, signs)) + "]")
    return lambda text: pattern.sub(lambda match: signs[match[0]], text)


fold = folding(FOLDED)
"""A text with full-width letters, digits and punctuation as ASCII; the same length."""


class Piece(NamedTuple):
    """A run of characters of one source line."""

    line: int
    """1-based."""
    column: int
    """0-based column of the first character."""
    text: str


class Joined:
    """Pieces of the source joined without separators."""

    __slots__ = ("_pieces", "_starts", "raw")

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self._pieces = tuple(pieces)
        self._starts = [0, *accumulate(len(piece.text) for piece in self._pieces[:-1])]
        self.raw = "".join(piece.text for piece in self._pieces)
        """As printed."""

    def span(self, start: int, end: int) -> Span | None:
        """Where ``raw[start:end]`` stands in the source, cut at the end of its first line; ``None`` if empty."""
        if start >= end:
            return None
        index = self._index(start)
        piece = self._pieces[index]
        begin = start - self._starts[index]
        return Span(piece.line, piece.column + begin, piece.column + min(begin + end - start, len(piece.text)))

    def line(self, offset: int) -> int:
        """The source line of the character at ``offset``."""
        return self._pieces[self._index(offset)].line

    def _index(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1


class Passage(Joined):
    """Pieces with their text folded."""

    __slots__ = ("text",)

    def __init__(self, pieces: Iterable[Piece]) -> None:
        super().__init__(pieces)
        self.text = fold(self.raw)
        """Of the same length as ``raw``."""
