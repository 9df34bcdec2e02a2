"""Characters into lines, and lines into paragraphs, by where they stand on the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from dutytrack.plantext.files.pdf_page import Character

_WORD = re.compile(r"[A-Za-z0-9%,.;:)]")
_ENDS = re.compile(r"[。!?;:\uff01\uff1f\uff1b\uff1a]$")
_MARKER = re.compile(
    r"\s*(?:[一二三四五六七八九十百]+、|[(\uff08][一二三四五六七八九十百\d]+[)\uff09]|第[一二三四五六七八九十百零〇\d]+[条章节部编]|"
    r"\d{1,3}[.\uff0e、](?!\d)|[①-⑳]|附件|[一二三四五六七八九十]是)"
)
_OWN_LINE = re.compile(
    r"\s*(?:\d{4}|[二〇○零一三四五六七八九]{4})年.{1,6}日\s*|附\s*件\s*[\d一二三四五六七八九十]{0,3}\s*[:\uff1a]?"
)


@dataclass(frozen=True, slots=True)
class TextLine:
    """A printed line."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    """Height of most of its characters."""
    page: int


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the document's text begins and ends, and how large it is."""

    left: float
    right: float
    size: float
    indented: bool
    """Whether paragraphs begin with an indent."""


def text_lines(characters: Iterable[Character], page: int) -> list[TextLine]:
    """The characters' lines, from top to bottom."""
    rows: list[list[Character]] = []
    for character in sorted(characters, key=lambda one: -one.middle):
        row = rows[-1] if rows else None
        if row is not None and _same_line(row, character):
            row.append(character)
        else:
            rows.append([character])
    return [_line(sorted(row, key=lambda one: one.left), page) for row in rows]


def _same_line(row: Sequence[Character], character: Character) -> bool:
    first = row[0]
    height = min(first.top - first.bottom, character.top - character.bottom)
    return abs(first.middle - character.middle) < max(height, 1.0) * 0.45


def _line(row: Sequence[Character], page: int) -> TextLine:
    size = median(one.top - one.bottom for one in row)
    pieces = [row[0].text]
    for before, one in pairwise(row):
        if one.left <= before.left + 0.2 and one.text == before.text:
            continue
        latin = _WORD.match(one.text) is not None and _WORD.match(before.text) is not None
        if one.left - before.right > size * (0.2 if latin else 0.8):
            pieces.append(" ")
        pieces.append(one.text)
    text = "".join(pieces)
    return TextLine(
        text,
        row[0].left,
        max(one.right for one in row),
        min(o.bottom for o in row),
        max(o.top for o in row),
        size,
        page,
    )


def margins_of(lines: Sequence[TextLine]) -> Margins:
    """The margins that most lines keep to."""
    long = [line for line in lines if len(line.text) > 12] or list(lines)
    if not long:
        return Margins(0.0, 0.0, 10.0, indented=False)
    size = median(line.size for line in long)
    left = _lowest_usual(line.left for line in lines)
    right = sorted(line.right for line in long)[int(len(long) * 0.95)]
    indented = sum(line.left > left + size for line in long)
    return Margins(left, right, size, indented=indented * 12 > len(long))


def _lowest_usual(values: Iterable[float]) -> float:
    """The lowest value that is no stray: two lines at least, or one in thirty, begin there."""
    counts = Counter(round(value / 2) * 2 for value in values)
    needed = max(2, counts.total() // 30)
    usual = [value for value, count in counts.items() if count >= needed]
    return float(min(usual or counts))


def paragraphs(lines: Iterable[TextLine], margins: Margins) -> Iterator[str]:
    """The lines joined where a paragraph runs on, over the end of a page too."""
    text = ""
    before: TextLine | None = None
    for line in lines:
        if before is not None and _runs_on(before, line, margins):
            text += _gap(text, line.text) + line.text
        else:
            if text:
                yield text
            text = line.text
        before = line
    if text:
        yield text


def _runs_on(before: TextLine, line: TextLine, margins: Margins) -> bool:
    if abs(before.size - line.size) > margins.size * 0.25 or _OWN_LINE.fullmatch(line.text):
        return False
    if _centred(before, margins) and _centred(line, margins):
        return before.size > margins.size * 1.15 and before.page == line.page
    if before.right < margins.right - margins.size * 2.2 or line.left > margins.left + margins.size:
        return False
    if before.page == line.page and before.bottom - line.top > margins.size * 2.5:
        return False
    short = before.right < margins.right - margins.size * 0.8
    if _MARKER.match(line.text):
        return not (short or _ENDS.search(before.text))
    return margins.indented or not (short and _ENDS.search(before.text))


def _centred(line: TextLine, margins: Margins) -> bool:
    left, right = line.left - margins.left, margins.right - line.right
    return left > margins.size * 2.5 and abs(left - right) < margins.size * 2


def _gap(before: str, after: str) -> str:
    latin = before[-1:].isascii() and before[-1:].isalnum() and after[:1].isascii() and after[:1].isalnum()
    return " " if latin and (before[-1:].isalpha() or after[:1].isalpha()) else ""
