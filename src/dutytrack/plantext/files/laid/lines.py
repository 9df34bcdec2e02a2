"""Characters into lines, and lines into paragraphs, by where they stand on the page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from dutytrack.plantext.files.laid.page import Character, turned

_WORD = re.compile(r"[A-Za-z0-9%,.;:)]")
_UNPARTED = re.compile(r"(?:[!-~“”‘’]|.(?=[“”‘’、。》\uff0c\uff1b\uff1a\uff09])|(?<=[“”‘’《\uff08]).){1,20}")
"""What no typesetter breaks: numbers, words, and signs beside quotation marks."""
_ENDS = re.compile(r"[。!?;:\uff01\uff1f\uff1b\uff1a]$")
_MARKER = re.compile(
    r"\s*(?:[一二三四五六七八九十百]+、|[(\uff08][一二三四五六七八九十百\d]+[)\uff09]|第[一二三四五六七八九十百零〇\d]+[条章节部编]|"
    r"\d{1,3}[.\uff0e、](?!\d)|[①-⑳]|附件|[一二三四五六七八九十]是)"
)
_OWN_LINE = re.compile(
    r"\s*(?:\d{4}|[二〇○零一三四五六七八九]{4})年.{1,6}日\s*|附\s*件\s*[\d一二三四五六七八九十]{0,3}\s*[:\uff1a]?"
)


class TextLine(NamedTuple):
    """A printed line."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    """Size of most of its type."""
    em: float
    """Width of most of its Chinese characters."""
    page: int
    column: int = 0
    """Which of the page's columns it stands in, from 1, measured from that one's left edge; 0 for none."""

    @property
    def texts(self) -> tuple[str, ...]:
        """What it says."""
        return (self.text,)


class Margins(NamedTuple):
    """Where the document's text begins and ends, and how large it is."""

    left: float
    right: float
    size: float
    em: float
    indented: bool
    """Whether paragraphs begin with an indent."""
    leading: float = 0.0
    """What stays blank between a paragraph's lines, where any has more than one."""


def text_lines(characters: Iterable[Character], page: int) -> list[TextLine]:
    """The characters' lines from top to bottom; what stands upright beside level text makes lines of its own."""
    by_turn = defaultdict[int, list[Character]](list)
    for one in characters:
        by_turn[one.turn].append(one)
    lines = [line for standing in by_turn.values() for line in _level_lines(standing, page)]
    return sorted(lines, key=lambda line: -line.top) if len(by_turn) > 1 else lines


def _level_lines(standing: Sequence[Character], page: int) -> Iterator[TextLine]:
    """The lines of characters that stand alike, from top to bottom as they are read."""
    turn = standing[0].turn
    for row in rows_of(one.levelled() for one in standing) if turn else rows_of(standing):
        read = sorted(row, key=lambda one: one.left)
        inked = [index for index, one in enumerate(read) if not one.text.isspace()]
        if inked:
            line = _line(read[inked[0] : inked[-1] + 1], page)
            left, right, bottom, top = turned((line.left, line.right, line.bottom, line.top), -turn % 4)
            yield line._replace(left=left, right=right, bottom=bottom, top=top)


def middle_of(row: Sequence[Character]) -> float:
    """The height that a row stands at: that of its largest type."""
    return max(row, key=lambda one: one.size).middle


def rows_of(characters: Iterable[Character]) -> list[list[Character]]:
    """The characters by the height they stand at; a raised or lowered one is with the larger type beside it."""
    rows: list[list[Character]] = []
    largest: Character | None = None
    for one in sorted(characters, key=lambda one: -one.middle):
        if largest is None or abs(largest.middle - one.middle) >= max(largest.size, one.size, 1.0) * 0.45:
            rows.append([])
            largest = one
        elif one.size > largest.size:
            largest = one
        rows[-1].append(one)
    return rows


def _line(row: Sequence[Character], page: int) -> TextLine:
    size = median(one.size for one in row)
    pieces = [row[0].text]
    for before, one in pairwise(row):
        if is_apart(before, one, size):
            pieces.append(" ")
        pieces.append(one.text)
    return TextLine(
        text="".join(pieces),
        left=row[0].left,
        right=max(one.right for one in row),
        bottom=min(one.bottom for one in row),
        top=max(one.top for one in row),
        size=size,
        em=median([one.right - one.left for one in row if not one.text.isascii()] or [size]),
        page=page,
    )


def is_apart(before: Character, one: Character, size: float) -> bool:
    """Whether the gap between two characters is a blank that the file draws without a character."""
    if before.text.isspace() or one.text.isspace():
        return False
    latin = _WORD.match(one.text) is not None and _WORD.match(before.text) is not None
    return one.left - before.right > size * (0.2 if latin else 0.8)


def margins_of(lines: Sequence[TextLine]) -> Margins:
    """The margins that most lines keep to."""
    long = [line for line in lines if len(line.text) > 12] or list(lines)
    if not long:
        return Margins(0.0, 0.0, 10.0, 10.0, indented=False)
    size = median(line.size for line in long)
    left = _lowest_usual(line.left for line in lines)
    right = sorted(line.right for line in long)[int(len(long) * 0.95)]
    indented = sum(line.left > left + size for line in long)
    em = median(line.em for line in long)
    full = [(one, below) for one, below in pairwise(lines) if right - one.right <= em and not _ENDS.search(one.text)]
    blank = [one.bottom - below.top for one, below in full if one.page == below.page]
    return Margins(left, right, size, em, indented=indented * 12 > len(long), leading=median(blank or [0.0]))


def _lowest_usual(values: Iterable[float]) -> float:
    """The lowest value that is no stray: two lines at least, or one in thirty, begin there."""
    counts = Counter(round(value / 2) * 2 for value in values)
    needed = max(2, counts.total() // 30)
    usual = [value for value, count in counts.items() if count >= needed]
    return float(min(usual or counts))


def paragraphs(lines: Iterable[TextLine], margins: Margins) -> list[str]:
    """The lines joined where a paragraph runs on, over the end of a page too."""
    joined: list[str] = []
    before: TextLine | None = None
    for line in lines:
        if before is not None and _runs_on(before, line, margins):
            joined[-1] += _gap(joined[-1], line.text) + line.text
        else:
            joined.append(line.text)
        before = line
    return joined


def _runs_on(before: TextLine, line: TextLine, margins: Margins) -> bool:
    if abs(before.size - line.size) > margins.size * 0.25 or _OWN_LINE.fullmatch(line.text):
        return False
    left, right = line.left - margins.left, margins.right - line.right
    if left > margins.em * 2.5 and abs(left - right) < margins.em * 3:  # centred, as titles are, in larger type
        return before.size > margins.size * 1.15 and before.page == line.page
    if _stands_apart(before, line, margins):
        return False
    short = margins.right - before.right > margins.em * 0.8
    if _MARKER.match(line.text):
        return not (short or _ENDS.search(before.text) or before.text.endswith((")", "\uff09")))
    return margins.indented or not (short and _ENDS.search(before.text))


def _stands_apart(before: TextLine, line: TextLine, margins: Margins) -> bool:
    """Whether a line is set off: it begins elsewhere, its first word had room before, or much lies between."""
    is_indented = line.left > margins.left + margins.em
    centred_before = before.left > margins.left + margins.em * 2.5 and line.left < before.left - margins.em
    had_room = margins.right - before.right > _first_word(line, margins) + margins.em * 1.4
    blank = before.bottom - line.top if before.page == line.page else 0.0
    most = margins.leading + margins.size * 0.2 if _ENDS.search(before.text) else margins.size * 2.5
    return is_indented or centred_before or had_room or blank > most


def _first_word(line: TextLine, margins: Margins) -> float:
    """The width of what can't be parted at the line's beginning: a number, a word, or one sign."""
    match = _UNPARTED.match(line.text)
    word = match[0] if match else "一"
    return sum(0.6 if sign.isascii() else 1.0 for sign in word) * margins.em


def _gap(before: str, after: str) -> str:
    latin = before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalnum()
    return " " if latin and (before[-1:].isalpha() or after[:1].isalpha()) else ""
