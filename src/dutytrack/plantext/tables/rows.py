"""The rows of a table: cells by the kind of their column, and what a cell merged downwards lends the rows below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from dutytrack.plantext.tables.columns import FIGURE, UNIT_KINDS, WORD_KINDS, ColumnKind
from dutytrack.plantext.text.paragraphs import Slice, covering
from dutytrack.plantext.words.patterns import regex

_LENT: tuple[ColumnKind, ...] = ("lead", "responsible", "participating", "leader", "time")
_CHINESE = "[一二三四五六七八九十]{1,3}"
TOTAL = regex(r"[一-鿿]{0,6}[小合总共]\s?计(?:\s?(?:\([^()]*\)|:.{0,24}|\d.{0,8}))?")
"""What opens a row that sums up others, or stands on a line of its own amid them: 小计, 合计(12个)."""
_NUMERAL = regex(rf"\(?{_CHINESE}\)?、?")
_GROUP = regex(rf"(?:{_CHINESE}、|\({_CHINESE}\)|第{_CHINESE}[类批])\s?\S")
"""How the name of a group opens that stands in a row with its sums."""
_COUNTS = regex(r"[^\W\d_]|[%‰℃]")
"""What a measure has, and a dash in its place has not."""
_WORDS = regex("[一-鿿]{4}")


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
    amounts: list[list[Slice]] = field(default_factory=list)
    """Figures under words that name them, each behind its word and with its measure, where one is told."""
    described: list[Slice] = field(default_factory=list)
    """What tells of the row's task what is wrong, so that none of its figures is to be reached."""
    lent: dict[ColumnKind, list[Slice]] = field(default_factory=dict)
    """What cells above that reach down to it say."""

    def put(self, kind: ColumnKind, cell: Slice) -> None:
        """Add a cell that is not empty."""
        if len(cell):
            self.cells.setdefault(kind, []).append(cell)

    def absorb(self, other: Row) -> None:
        """Add all that a row says which goes on with this one."""
        for kind, more in other.cells.items():
            self.cells.setdefault(kind, []).extend(more)
        self.marks += other.marks
        self.periods += other.periods
        self.amounts += other.amounts
        self.described += other.described

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


def counted(figure: Slice, measure: Slice | None) -> list[Slice]:
    """A cell's figure with what it counts right behind it: 4500以上 and 人 are 4500, 人, 以上."""
    match = FIGURE.fullmatch(figure.text)
    if match is None or measure is None or not _COUNTS.search(measure.text):
        return [figure]
    return [figure.part(0, match.end("value")), measure, *filter(len, [figure.part(match.end("value"), len(figure))])]


def sums_up(cells: Sequence[Slice], row: Row) -> bool:
    """Whether a row of these filled cells is of a group or of all rows: figures behind its name, and nobody's."""
    if not (TOTAL.fullmatch(cells[0].text) or _GROUP.match(cells[0].text)) or row.marks:
        return False
    return row.cells.keys().isdisjoint(UNIT_KINDS) and not any(_WORDS.search(cell.text) for cell in cells[1:])


def joined_rows(rows: Sequence[Row], kinds: Sequence[ColumnKind]) -> list[Row]:
    """The rows, those that go on with the one above joined to it, and lent what is merged with cells above."""
    joined: list[Row] = []
    for row in _without_groups(rows):
        if joined and _goes_on(joined[-1], row, kinds):
            joined[-1].absorb(row)
            continue
        if joined:
            _lend(joined[-1], row, kinds)
        joined.append(row)
    return joined


def _without_groups(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows but sums, and those that name groups (一 经济发展 above 1, 2 and 3), which become their headings."""
    numbers = [number.text for row in rows if (number := row.first("number")) is not None]
    by_digits = 2 * sum(map(str.isdigit, numbers)) > len(numbers)
    heading = ""
    for row in (row for row in rows if row.cells):
        if name := _group_name(row, by_digits=by_digits):
            heading = name
        elif not TOTAL.fullmatch(next(iter(row.cells.values()))[0].text):
            row.heading = row.heading or heading
            yield row


def _group_name(row: Row, *, by_digits: bool) -> str:
    """What a row names that is no more than a group, where most rows are numbered ``by_digits``."""
    number, name = row.cells.get("number"), row.first("task") or row.first("content")
    if number is None or row.marks or row.cells.keys() - {"number", "task", "content", "other", "unknown"}:
        return ""
    if len(row.cells) == 1:
        return number[0].shown if _GROUP.match(number[0].text) else ""
    return f"{number[0].shown} {name.shown}" if by_digits and name and _NUMERAL.fullmatch(number[0].text) else ""


def _goes_on(above: Row, row: Row, kinds: Sequence[ColumnKind]) -> bool:
    """A row without number goes on with the one above, unless it names units: then it shares that one's number."""
    if "number" in row.cells:
        return False
    number = above.cells.get("number")
    units, tasks = row.marks or row.cells.keys() & UNIT_KINDS, row.cells.keys() & WORD_KINDS
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
    if row.short and row.cells.keys() & WORD_KINDS:
        of_units = UNIT_KINDS if row.cells.keys() & UNIT_KINDS else frozenset()
        merged += [kind for kind in _LENT if kind not in row.cells and kind not in of_units]
    elif "lead" not in row.cells and row.cells.keys() & (UNIT_KINDS - {"lead"}) and row.cells.keys() & WORD_KINDS:
        merged += [kind for kind in ("lead", "leader") if kind not in row.cells]
    row.lent = {kind: cells for kind in merged if (cells := above.of(kind))}
