"""The rows of a table: cells by the kind of their column, and what a cell merged downwards lends the rows below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from dutytrack.plantext.tables.columns import UNIT_KINDS, ColumnKind
from dutytrack.plantext.text.paragraphs import Slice, covering
from dutytrack.plantext.words.patterns import regex

_TASK_KINDS = frozenset({"task", "content"})
_LENT: tuple[ColumnKind, ...] = ("lead", "responsible", "participating", "leader", "time")

_HEADING = regex(r"\s*(?:[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\))\s*\S{2}")
_TOTAL = regex(r"\s*(?:[小合总共]\s?计|累计)\s*(?:\([^()]*\))?\s*")


@dataclass(slots=True)
class Row:
    """One row: its cells by the kind of their column."""

    cells: dict[ColumnKind, list[Slice]] = field(default_factory=dict)
    heading: str = ""
    """The heading that stands alone on a line above it."""
    short: bool = False
    """Fewer cells are printed than there are columns, so cells above it reach down."""
    marks: list[tuple[Slice, Slice]] = field(default_factory=list)
    """Units that head columns of their own, each with what is marked under it in this row."""
    periods: list[tuple[Slice, Slice]] = field(default_factory=list)
    """Times that head columns of their own, each with what is to be reached by its end."""
    amounts: list[tuple[Slice, Slice, Slice | None]] = field(default_factory=list)
    """Figures under words that name them, each behind its word and before its measure, where one is told."""
    lent: dict[ColumnKind, list[Slice]] = field(default_factory=dict)
    """What cells above that reach down to it say."""

    def put(self, kind: ColumnKind, cell: Slice) -> None:
        """Add a cell that is not empty."""
        if len(cell):
            self.cells.setdefault(kind, []).append(cell)

    def of(self, kind: ColumnKind) -> list[Slice]:
        """The cells of a kind, its own or lent."""
        return self.cells.get(kind) or self.lent.get(kind) or []

    def first(self, kind: ColumnKind) -> Slice | None:
        """The first cell of a kind."""
        return next(iter(self.of(kind)), None)

    @property
    def lines(self) -> tuple[int, int]:
        """First and last source line."""
        own = [cells for kind, cells in self.cells.items() if kind != "number"] or list(self.cells.values())
        return covering(cell.lines for cells in own for cell in cells)


def joined_rows(rows: Sequence[Row], kinds: Sequence[ColumnKind]) -> list[Row]:
    """The rows, those that go on with the one above joined to it, and lent what is merged with cells above."""
    joined: list[Row] = []
    heading = ""
    for row in rows:
        if not row.cells or _is_total(row):
            continue
        if headed := _heading(row):
            heading = headed
            continue
        row.heading = row.heading or heading
        if joined and _goes_on(joined[-1], row, kinds):
            for kind, more in row.cells.items():
                joined[-1].cells.setdefault(kind, []).extend(more)
            joined[-1].marks += row.marks
            joined[-1].periods += row.periods
            joined[-1].amounts += row.amounts
            continue
        if joined:
            _lend(joined[-1], row, kinds)
        joined.append(row)
    return joined


def _is_total(row: Row) -> bool:
    """Whether a row only adds up those above it."""
    return _TOTAL.fullmatch(next(iter(row.cells.values()))[0].text) is not None


def _heading(row: Row) -> str:
    """What a row says that is nothing but a heading, in the column of numbers: 一、市政道路."""
    alone = row.cells.get("number", []) if len(row.cells) == 1 else []
    return alone[0].shown.strip() if len(alone) == 1 and _HEADING.match(alone[0].text) else ""


def _goes_on(above: Row, row: Row, kinds: Sequence[ColumnKind]) -> bool:
    """A row without number goes on with the one above, unless it names units: then it shares that one's number."""
    if "number" in row.cells:
        return False
    number = above.cells.get("number")
    units, tasks = row.marks or row.cells.keys() & UNIT_KINDS, row.cells.keys() & _TASK_KINDS
    if number and tasks and units:
        row.cells["number"] = number
    elif number and not units:
        return True
    return not tasks and ("number" in kinds or "category" not in row.cells)


def _before_number(kinds: Sequence[ColumnKind]) -> Sequence[ColumnKind]:
    """The columns before the number, or the first one, of which a cell holds for all rows beside it."""
    return [kind for kind in kinds[: kinds.index("number") if "number" in kinds else 1] if kind != "task"]


def _lend(above: Row, row: Row, kinds: Sequence[ColumnKind]) -> None:
    """Lend a row the category and the task of the one above, and what else its own cells are too few for."""
    merged: list[ColumnKind] = []
    if row.heading == above.heading and "category" not in row.cells:
        merged.append("category")
    merged += takewhile(lambda kind: kind not in row.cells, _before_number(kinds))
    if "content" in row.cells and "task" not in row.cells:
        merged.append("task")
    if row.short and row.cells.keys() & _TASK_KINDS:
        of_units = UNIT_KINDS if row.cells.keys() & UNIT_KINDS else frozenset()
        merged += [kind for kind in _LENT if kind not in row.cells and kind not in of_units]
    row.lent = {kind: cells for kind in merged if (cells := above.of(kind))}
