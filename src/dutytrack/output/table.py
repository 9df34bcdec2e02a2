"""A report as a table: fitted to a terminal, or plain tab-separated rows for everything else.

Piped rows have no heading, no rules and no colour, one row a line and nothing measured: what ``grep``, ``cut`` and
``sort`` expect. A grouped report gives each row its group first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, cast

from dutytrack.domain.lamps import LAMPS
from dutytrack.domain.words.names import BETWEEN_NAMES
from dutytrack.i18n import _, clauses, listed
from dutytrack.output.cells import fill, in_print, printable, well_bracketed, width, wrap, wrap_items
from dutytrack.output.words import plain, word_of
from dutytrack.reports.model import Column

if TYPE_CHECKING:
    from dutytrack.reports.model import Cell, Report, Row

GAP = "  "
BETWEEN_FIGURES = " · "
_FLOORS = {"text": 16, "prose": 28, "names": 12, "flags": 8}
_FLOORS_BY_PROSE = {"text": 12, "prose": 26, "names": 10, "flags": 8}
"""How narrow a column of free text may become, in cells; other kinds are never cut while there is a column to drop.

Prose goes on in further lines where it has no room, and what stands beside it too: nothing of it is cut, and so it may
become narrower.
"""
_TIGHT = {"text": 8, "prose": 14, "names": 6}
"""The same where what is always shown has no room beside each other otherwise."""
_LONG_HEAD = 8
"""From so many cells on the head of a column may go on in a further line."""
_BOLD, _FAINT = "1", "2"


class Screen(NamedTuple):
    """A terminal: how many cells a line holds, and whether it shows colours."""

    width: int
    colour: bool

    def paint(self, text: str, code: str) -> str:
        """``text`` in a colour or weight, where the screen shows any."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


def tab_separated(report: Report) -> str:
    """The rows of ``report``, one a line, cells parted by tabs; empty where there are none."""
    rows = list(report.rows())
    if not rows:
        return ""
    columns = [
        _column_words(column, cells) for column, cells in zip(report.columns, zip(*rows, strict=True), strict=True)
    ]
    if report.group_key is not None:
        columns.insert(0, (printable(group.word or group.key or "") for group in report.groups for _row in group.rows))
    return well_bracketed("\n".join(map("\t".join, zip(*columns, strict=True)))) + "\n"


def _column_words(column: Column, cells: Sequence[Cell]) -> Iterable[str]:
    """The words of a column's cells; a value that stands in many rows is put into words once."""
    word = word_of(column)
    if word is plain and set(map(type, cells)) == {str}:
        texts = cast("Sequence[str]", cells)
        if "".join(texts).isprintable():
            return texts
    words = {cell: word(cell) for cell in set(cells)}
    return map(words.__getitem__, cells)


def drawn(report: Report, screen: Screen) -> str:
    """``report`` as a table that fits ``screen``, with its title above and figures and notes below."""
    lines = [*_table(report, screen)]
    if report.totals:
        figures = BETWEEN_FIGURES.join(f"{label} {count}" for label, count in report.totals)
        lines += ["", *wrap_items(figures, screen.width, BETWEEN_FIGURES)]
    for table in report.further:
        lines += ["", *_table(table, screen)]
    for note in (*report.hints, *report.notes):
        lines += [screen.paint(line, _FAINT) for line in wrap(in_print(note), screen.width)]
    return "\n".join(lines) + "\n"


def _table(report: Report, screen: Screen) -> Iterator[str]:
    """The title, the heading and the rows of ``report``."""
    words = [word_of(column) for column in report.columns]
    groups = [
        (group, [[in_print(word(cell)) for word, cell in zip(words, row, strict=True)] for row in group.rows])
        for group in report.groups
    ]
    columns, widths = _shown(report, [row for _group, rows in groups for row in rows], screen.width)
    yield from _heading(report.title, screen)
    is_one = len(groups) == 1
    if is_one:
        yield from _heading(groups[0][0].title, screen)
    if report.row_count:
        shown = ((column, cells) for column, cells in zip(columns, widths, strict=True) if cells)
        heads = [(wrap(column.label, cells), cells, column.align == "right") for column, cells in shown]
        for line in range(max(len(head) for head, _cells, _right in heads)):
            labels = (fill(head[line] if line < len(head) else "", cells, right=right) for head, cells, right in heads)
            yield screen.paint(GAP.join(labels).rstrip(), _FAINT)
    for group, rows in groups:
        yield from _heading(None if is_one else group.title, screen)
        for row, texts in zip(group.rows, rows, strict=True):
            yield from _lines(columns, row, texts, widths, screen)
    hidden = [
        column.label
        for place, column in enumerate(report.columns)
        if not widths[place]
        if any(_counts(place, rows) for _group, rows in groups)
    ]
    if hidden:
        told = clauses(_no_room(report, hidden))
        yield from (screen.paint(line, _FAINT) for line in wrap(told, screen.width))


def _no_room(report: Report, hidden: Sequence[str]) -> Iterator[str]:
    """Which columns are ``hidden``, and what those are summed up in that count."""
    labels = {column.key: column.label for column in report.columns}
    sums = {called: [labels[key] for key in keys if labels[key] in hidden] for called, keys in report.counts.items()}
    summed = {label for told in sums.values() for label in told}
    if others := [label for label in hidden if label not in summed]:
        yield _("no room for: {columns}").format(columns=listed(others))
    for called, told in sums.items():
        if told:
            template = _("“{sum}” is the sum of what there is no room for: {counts}")
            yield template.format(sum=called, counts=listed(told))


def _shown(report: Report, rows: Sequence[list[str]], room: int) -> tuple[Sequence[Column], list[int]]:
    """The columns and their widths; counts without room are summed up in further ones, behind ``rows``."""
    widths = fitted(report.columns, rows, room, report.kept, report.spare)
    sums: list[str] = []
    while (found := [one for one in report.counts if one in sums or any(_left_out(report, one, widths, rows))]) != sums:
        sums = found
        taken = sum(_narrow(called) + len(GAP) for called in sums)
        widths = fitted(report.columns, rows, room - taken, report.kept, report.spare)
    for called in sums:
        places = list(_left_out(report, called, widths, rows))
        for row in rows:
            row.append(str(sum(int(row[place]) for place in places)))
    others = (Column(f"other{place}", called, "number") for place, called in enumerate(sums))
    return [*report.columns, *others], [*widths, *map(_narrow, sums)]


def _left_out(report: Report, called: str, widths: Sequence[int], rows: Sequence[Sequence[str]]) -> Iterator[int]:
    """The places of the columns of the counts ``called`` so that say something, and that there is no room for."""
    return (
        place
        for place, column in enumerate(report.columns)
        if column.key in report.counts[called] and not widths[place] and _counts(place, rows)
    )


def _heading(title: str | None, screen: Screen) -> Iterator[str]:
    return (screen.paint(line, _BOLD) for line in wrap(in_print(title), screen.width)) if title else iter(())


def fitted(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    room: int,
    kept_keys: Collection[str] = (),
    spare: Sequence[str] = (),
) -> list[int]:
    """The width of each column in cells, 0 for one that is left out.

    Columns that say nothing are left out. Where there is no room, heads over numbers go on in a further line; columns
    go, first those that count nothing, then the ``spare`` ones, then the others from the right, ``kept_keys`` last,
    where their texts have no room in many short lines either; then free text is cut.
    """
    widths = [max((width(row[index]) for row in rows), default=0) for index in range(len(columns))]
    widths = [max(cells, width(column.label)) if cells else 0 for column, cells in zip(columns, widths, strict=True)]
    lowest = _FLOORS_BY_PROSE if any(column.kind == "prose" for column in columns) else _FLOORS
    floors = [min(cells, lowest.get(column.kind, cells)) for column, cells in zip(columns, widths, strict=True)]
    shown = [index for index, cells in enumerate(widths) if cells]
    if _total(floors, shown) > room:
        for place in shown:
            if columns[place].kind == "number":
                floors[place] = max(_narrow(columns[place].label), *(width(row[place]) for row in rows))
    counts_nothing = {place for place in shown if columns[place].kind == "number" and not _counts(place, rows)}
    keys = [column.key for column in columns]
    turns = [
        -1 if place in counts_nothing else spare.index(key) if key in spare else len(spare)
        for place, key in enumerate(keys)
    ]
    is_kept = {place for place in shown if columns[place].key in kept_keys}
    while len(shown) > 1 and _total(floors, shown) > room:
        going = [place for place in reversed(shown) if place in counts_nothing or place not in is_kept]
        if is_kept and not going:
            floors = [min(cells, _TIGHT.get(one.kind, cells)) for cells, one in zip(floors, columns, strict=True)]
            is_kept = set()
            continue
        shown.remove(min(going or shown[-1:], key=turns.__getitem__))
    kept = [cells if index in shown else 0 for index, cells in enumerate(widths)]
    for index in reversed(shown):
        if columns[index].kind == "number" and _total(kept, shown) > room:
            kept[index] = floors[index]
    _shrink(kept, floors, shown, room)
    return kept


def _narrow(label: str) -> int:
    """How narrow a column of numbers may become by its head, of which no word and no short head is broken."""
    cells = width(label)
    if cells < _LONG_HEAD:
        return cells
    half = -(-cells // 4) * 2
    return max([half, *(len(word) for word in label.split() if word.isascii())])


def _counts(place: int, rows: Iterable[Sequence[str]]) -> bool:
    """Whether a column says anything; of numbers any but nought."""
    return any(row[place] not in {"", "0"} for row in rows)


def _total(widths: Sequence[int], shown: Sequence[int]) -> int:
    return sum(widths[index] for index in shown) + len(GAP) * (len(shown) - 1)


def _shrink(widths: list[int], floors: Sequence[int], shown: Sequence[int], room: int) -> None:
    """Take cells from the widest columns until those ``shown`` fit ``room``; no column goes below its floor."""
    while _total(widths, shown) > room:
        giving = [index for index in shown if widths[index] > floors[index]] or [shown[-1]]
        widest = max(giving, key=widths.__getitem__)
        if widths[widest] <= 1:
            return
        widths[widest] -= 1


def _parted(cell: Cell, text: str, cells: int) -> list[str]:
    """The lines of a cell's text; a list breaks between what it lists."""
    return wrap_items(text, cells, BETWEEN_NAMES) if isinstance(cell, tuple) else wrap(text, cells)


def _lines(
    columns: Sequence[Column], row: Row, texts: Sequence[str], widths: Sequence[int], screen: Screen
) -> Iterator[str]:
    """The line of a row and, where it has prose, those that its texts go on in."""
    shown = [place for place, cells in enumerate(widths) if cells]
    goes_on = any(columns[place].kind == "prose" for place in shown)
    said_at = {
        place: _parted(row[place], texts[place], widths[place])
        if goes_on and columns[place].kind in _FLOORS
        else [texts[place]]
        for place in shown
    }
    for line in range(max(map(len, said_at.values()))):
        cells = []
        for place in shown:
            said = said_at[place]
            text = fill(said[line] if line < len(said) else "", widths[place], right=columns[place].align == "right")
            if columns[place].kind == "lamp" and not line:
                lamp = row[place]
                text = screen.paint(text, LAMPS[lamp].ansi if isinstance(lamp, str) and lamp in LAMPS else "0")
            cells.append(text)
        yield GAP.join(cells).rstrip()
