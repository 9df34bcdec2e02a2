"""Tables as lines: a grid of cells, some merged, becomes one row a line with its cells separated by tabs.

A cell merged downwards holds for all its rows, so its value is repeated in them; a cell merged sideways stands once,
with empty cells after it, and alone on its line where it spans the whole row (a title, a section's heading).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from dutytrack.errors import DutyTrackError
from dutytrack.plantext.words.patterns import regex
from dutytrack.plantext.words.roles import PERSON_WORD, UNIT_HEADER

_HEADER = regex(
    rf"(?:序|编|任务)?号|(?:重点|主要|工作|目标|具体)*(?:任务|事项|内容|目标|措施|举措|项目|要求|名称)|备注|{UNIT_HEADER}(?:及责任人)?|"
    rf"(?:{PERSON_WORD}|市级)(?:市)?(?:领导|负责人|人)(?:及责任人)?|(?:完成|办结|时间|工作)?(?:时限|时间|期限|节点|要求|进度)(?:要求|安排)?"
)
"""Words of a ledger's header, which narrow columns break into lines."""
_UNIT_END = re.compile(r"[局委办厅部院会室区县市府处队司行社联学团位门心所站校厂店网组公)\uff09]$")
_UNIT_START = re.compile("[市省县州区各](?!、)")
_PERSON = re.compile(r"[\u3400-\u9fff·]{2,4}$")
_GLUE_BEFORE = ("和", "及", "与", "、", ",", "\uff0c", "(", "\uff08", "“", "《")
_GLUE_AFTER = ("、", ",", "\uff0c", ";", "\uff1b", "。", ")", "\uff09", "”", "》", "和", "及", "与")
_OPEN = (":", "\uff1a")
_CLOSED = ("。", ";", "\uff1b")
_LABELLED = re.compile(r"[\u4e00-\u9fff()\uff08\uff09]{2,12}[:\uff1a]")

_SAID = re.compile("(?:牵头|主办|负责|配合|参与|协助|协办|落实)$")
"""A role said in words: what follows on the next line is another's."""

MOST_CELLS = 2_000_000
"""Rows x columns of one table of a document."""


class LargeTableError(DutyTrackError):
    """A table of a document is laid out over more rows and columns than are read."""


class Cell(NamedTuple):
    """A cell of a table, laid at its first row and column."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


def is_unit(text: str) -> bool:
    """Whether the text ends as the names of units do."""
    return _UNIT_END.search(text) is not None


def is_heading(text: str) -> bool:
    """Whether the text heads a column in a table of tasks."""
    return _HEADER.fullmatch(text) is not None


def begins_anew(text: str, before: str) -> bool:
    """Whether a line of a cell begins something of its own: a label, or a unit behind a unit."""
    return _LABELLED.match(text) is not None or (
        _UNIT_START.match(text) is not None and is_unit(text) and is_unit(before)
    )


def join_cell(pieces: Iterable[str]) -> str:
    """A cell's own lines as one: units and persons by ``、``, a broken word as it was, anything else by a blank.

    A line that begins with a label (牵头单位:), or stands behind a role (A牵头), follows a semicolon.
    """
    lines = [line for piece in pieces if (line := " ".join(piece.split()))]
    whole = "".join(lines)
    if len(lines) < 2 or is_heading(whole):
        return whole
    names = all(map(is_unit, lines)) or all(_PERSON.fullmatch(line) for line in lines)
    joined = lines[0]
    for line in lines[1:]:
        if joined.endswith(_OPEN):
            joined += line
        elif _LABELLED.match(line) or _SAID.search(joined):
            joined += line if joined.endswith(_CLOSED) else f"\uff1b{line}"
        elif names:
            joined += f"、{line}"
        else:
            glued = joined.endswith(_GLUE_BEFORE) or line.startswith(_GLUE_AFTER)
            joined += line if glued else " " + line
    return joined


def labelled_rows(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows of a small table inside a cell, each value behind its heading, which stands above it or before it."""
    heads = [row[0] for row in rows] if all(len(row) == 2 for row in rows) else []
    if heads and all(map(is_heading, heads)):
        yield from (f"{head}:{text}" for head, text in rows)
    elif len(rows) > 1 and len(rows[0]) > 1 and all(map(is_heading, rows[0])):
        for row in rows[1:]:
            yield from (f"{head}:{text}" for head, text in zip(rows[0], row, strict=False) if text)
    else:
        yield from (" ".join(row) for row in rows)


def table_lines(cells: Iterable[Cell]) -> list[str]:
    """The table's rows as lines, without empty rows and columns; a text alone in the first column is a line.

    Raises LargeTableError.
    """
    rows = [_texts(cells) for index, cells in enumerate(_fill(cells)) if any(one and one.row == index for one in cells)]
    columns = [texts for texts in zip(*rows, strict=True) if any(texts)]
    lines = ("\t".join(texts) if any(texts[1:]) else texts[0] for texts in zip(*columns, strict=True))
    return [line for line in lines if line]


def _fill(cells: Iterable[Cell]) -> list[list[Cell | None]]:
    laid = [cell for cell in cells if cell.rows > 0 and cell.columns > 0]
    height = max((cell.row + cell.rows for cell in laid), default=0)
    width = max((cell.column + cell.columns for cell in laid), default=0)
    if height * width > MOST_CELLS:
        raise LargeTableError
    grid: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    for cell in laid:
        shown = cell._replace(text=cell.text.replace("\t", " ").replace("\n", " ").strip())
        for row in grid[cell.row : cell.row + cell.rows]:
            row[cell.column : cell.column + cell.columns] = [shown] * cell.columns
    return grid


def _texts(cells: Sequence[Cell | None]) -> list[str]:
    """The text of each cell of a row, that of one merged sideways in its first column."""
    return [cell.text if cell and cell.column == column else "" for column, cell in enumerate(cells)]
