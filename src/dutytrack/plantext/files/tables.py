"""Tables as lines: a grid of cells, some merged, becomes one row a line with its cells separated by tabs.

A cell merged downwards holds for all its rows, so its value is repeated in them; a cell merged sideways stands once,
with empty cells after it, and alone on its line where it spans the whole row (a title, a section's heading).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dutytrack.plantext.words.patterns import regex
from dutytrack.plantext.words.roles import PERSON_WORD, UNIT_HEADER

_HEADER = regex(
    rf"(?:序|编|任务)?号|(?:重点|主要|工作|目标|具体)*(?:任务|事项|内容|目标|措施|举措|项目|要求|名称)|备注|{UNIT_HEADER}(?:及责任人)?|"
    rf"(?:{PERSON_WORD}|市级)(?:市)?(?:领导|负责人|人)(?:及责任人)?|(?:完成|办结|时间|工作)?(?:时限|时间|期限|节点|要求|进度)(?:要求|安排)?"
)
"""Words of a ledger's header, which narrow columns break into lines."""
_UNIT_END = re.compile(r"[局委办厅部院会室区县市府处队司行社联学团位门心所站校厂店网组公)\uff09]$")
_PERSON = re.compile(r"[\u3400-\u9fff·]{2,4}$")
_GLUE_BEFORE = ("和", "及", "与", "、", ",", "\uff0c", "(", "\uff08", "“", "《")
_GLUE_AFTER = ("、", ",", "\uff0c", ";", "\uff1b", "。", ")", "\uff09", "”", "》", "和", "及", "与")


@dataclass(frozen=True, slots=True)
class Cell:
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


def join_cell(pieces: Iterable[str]) -> str:
    """A cell's own lines as one: units and persons by ``、``, a broken word as it was, anything else by a blank."""
    lines = [" ".join(piece.split()) for piece in pieces]
    lines = [line for line in lines if line]
    if len(lines) < 2:
        return "".join(lines)
    whole = "".join(lines)
    if is_heading(whole):
        return whole
    if all(map(is_unit, lines)) or all(_PERSON.fullmatch(line) for line in lines):
        return "、".join(lines)
    joined = lines[0]
    for line in lines[1:]:
        glued = joined.endswith(_GLUE_BEFORE) or line.startswith(_GLUE_AFTER)
        joined += line if glued else " " + line
    return joined


def table_lines(cells: Iterable[Cell]) -> list[str]:
    """The table's rows as lines; rows and columns without any text are left out.

    A text that stands alone in the first column is a line of its own.
    """
    rows = _fold_header(_fill(cells))
    columns = [texts for texts in zip(*rows, strict=True) if any(texts)]
    lines = ("\t".join(texts) if any(texts[1:]) else texts[0] for texts in zip(*columns, strict=True))
    return [line for line in lines if line]


@dataclass(frozen=True, slots=True)
class _Slot:
    text: str
    cell: Cell
    own_row: bool
    own_column: bool


def _fill(cells: Iterable[Cell]) -> list[list[_Slot | None]]:
    laid = [cell for cell in cells if cell.rows > 0 and cell.columns > 0]
    height = max((cell.row + cell.rows for cell in laid), default=0)
    width = max((cell.column + cell.columns for cell in laid), default=0)
    grid: list[list[_Slot | None]] = [[None] * width for _ in range(height)]
    for cell in laid:
        text = cell.text.replace("\t", " ").replace("\n", " ").strip()
        for row in range(cell.row, cell.row + cell.rows):
            for column in range(cell.column, cell.column + cell.columns):
                grid[row][column] = _Slot(text, cell, row == cell.row, column == cell.column)
    return grid


def _fold_header(grid: list[list[_Slot | None]]) -> list[list[str]]:
    """The rows' texts; a header of two rows (责任单位 above 牵头 and 配合) as the one row that names each column."""
    rows: list[list[str]] = []
    for index, slots in enumerate(grid):
        if _is_upper_header(slots, grid[index + 1] if index + 1 < len(grid) else None):
            continue
        if any(slot is not None and slot.own_row for slot in slots):
            rows.append([slot.text if slot is not None and slot.own_column else "" for slot in slots])
    return rows


def _is_upper_header(slots: list[_Slot | None], below: list[_Slot | None] | None) -> bool:
    """Whether the row only groups the columns that the row below names: some cells reach down, the rest across."""
    filled = [slot for slot in slots if slot is not None and slot.text]
    if below is None or not filled or not all(slot.own_row for slot in filled):
        return False
    down = [slot for slot in filled if slot.cell.rows == 2]
    across = [slot for slot in filled if slot.cell.rows == 1 and slot.cell.columns > 1]
    if not down or not across or len(down) + len(across) < len(filled):
        return False
    known = [slot for slot in down if is_heading("".join(slot.text.split()))]
    return len(known) * 2 >= len(down)
