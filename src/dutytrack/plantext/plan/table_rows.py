"""Rows of task tables as tasks: their number, title, units, leader and time, each from its column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal

from dutytrack.domain.words.roles import ROLES, Role
from dutytrack.plantext.outline.headings import heading_text, split_heading
from dutytrack.plantext.plan.tasks import TaskDraft
from dutytrack.plantext.roles.clauses import Clause, cell_fields
from dutytrack.plantext.tables.reading import Row, Table
from dutytrack.plantext.text.paragraphs import Slice
from dutytrack.plantext.words.patterns import regex

_WHO_AND_WHEN: tuple[Literal["leader", "time"] | Role, ...] = ("leader", *ROLES, "time")
_OWN_NUMBER = regex(r"^\s*(?P<number>\(?(?:\d{1,3}|[一二三四五六七八九十]{1,3})\)?)\s*[.、)]\s*(?=\S)(?!\d)")
_PUNCTUATION = " .、．。"


def table_drafts(table: Table, section: tuple[str, ...]) -> Iterator[TaskDraft]:
    """The tasks of ``table``, which stands under ``section``; rows that share a merged number are its /1, /2."""
    found = ((row, _draft(table.rows, index, section)) for index, row in enumerate(table.rows))
    drafts = [(row, draft) for row, draft in found if draft is not None]
    for _, run in groupby(drafts, key=lambda pair: (*_place(pair[0]), pair[1].ref)):
        together = [draft for _, draft in run]
        for count, draft in enumerate(together, 1):
            if len(together) > 1 and draft.ref:
                draft.ref = f"{draft.ref}/{count}"
            yield draft


def _place(row: Row) -> list[str]:
    """The headings that the row alone stands under."""
    return [*filter(None, [row.heading]), *(cell.shown for cell in row.cells.get("category", []))]


def _draft(rows: Sequence[Row], index: int, section: tuple[str, ...]) -> TaskDraft | None:
    row = rows[index]
    named, content = row.cells.get("task", []), row.cells.get("content", [])
    above = [*section, *_place(row)]
    text = named + content
    if named and content and _shared_with_neighbour(rows, index):
        above.append(named[0].shown)
        text = content
    if not text:
        return None
    title, number = _title_and_number(text[0], row.first("number"), index)
    return TaskDraft(
        number.strip(_PUNCTUATION),
        number,
        tuple(above),
        heading_text(title),
        text,
        row.lines,
        _clause(row),
        title.part(0, split_heading(title)),
    )


def _shared_with_neighbour(rows: Sequence[Row], index: int) -> bool:
    """Whether the task's cell was merged over several rows, whose contents are then the tasks."""
    own = rows[index].first("task")
    near = [rows[n].first("task") for n in (index - 1, index + 1) if 0 <= n < len(rows)]
    return any(cell is not None and own is not None and cell.text == own.text for cell in near)


def _title_and_number(cell: Slice, number: Slice | None, index: int) -> tuple[Slice, str]:
    own = _OWN_NUMBER.match(cell.text)
    printed = number.shown.strip() if number is not None else cell.raw[: own.end()].strip() if own else str(index + 1)
    if own and (number is None or own["number"].strip("()") == number.text.strip(_PUNCTUATION + "()")):
        return cell.part(own.end(), len(cell)), printed
    return cell, printed


def _clause(row: Row) -> Clause | None:
    told = [(kind, cell) for kind in _WHO_AND_WHEN for cell in row.cells.get(kind, [])]
    fields = [field for kind, cell in told for field in cell_fields(kind, cell)]
    raw = [cell for kind, cell in told if kind != "time"]
    return Clause(fields, raw, 0, 0) if any(field.names_units for field in fields) else None
