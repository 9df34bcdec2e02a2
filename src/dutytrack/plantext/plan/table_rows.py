"""Rows of task tables as tasks: their number, title, units, leader and time, each from its column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Literal

from dutytrack.domain.plan.problems import Problem
from dutytrack.domain.words.roles import ROLES, Role
from dutytrack.i18n import _
from dutytrack.plantext.outline.headings import heading_text, split_heading
from dutytrack.plantext.plan.tasks import TaskDraft, whats_to_be_done
from dutytrack.plantext.roles.clauses import Clause, cell_fields
from dutytrack.plantext.roles.fields import RoleField
from dutytrack.plantext.tables.columns import FIGURE, MARK, MEASURED, is_before
from dutytrack.plantext.tables.reading import Table
from dutytrack.plantext.tables.rows import Row, counted
from dutytrack.plantext.text.paragraphs import Paragraph, Slice
from dutytrack.plantext.words.patterns import regex
from dutytrack.plantext.words.roles import role_of_label

_WHO_AND_WHEN: tuple[Literal["leader", "time"] | Role, ...] = ("leader", *ROLES, "time")
_OWN_NUMBER = regex(r"^\s*(?P<number>\(?(?:\d{1,3}|[一二三四五六七八九十]{1,3})\)?)\s*[.、)]\s*(?=\S)(?!\d)")
YEAR = regex(r"20\d\d年")
_MONTH, _PART_OF_MONTH = regex(r"(?:20\d\d年)?\d{1,2}月份?"), regex("[上中下]旬")
_BARS_LEAST = 2
_ROLE = regex("牵头|主办|主责|责任|负责|配合|参与|协办|协助|落实")
"""What a cell under a unit's name may say of its part."""
_LETTER = regex(r"[^\W\d_]")
_TIME_SIGN = regex("[年季月日底末前]")
_GROWTH = regex("增[速幅长]")
_PUNCTUATION = " .、．。"


def table_drafts(table: Table, section: tuple[str, ...], since: int | None) -> Iterator[TaskDraft]:
    """The tasks of ``table``, which stands under ``section``; rows that share a merged number are its /1, /2.

    What stands under a year before ``since``, the plan's first, is none's.
    """
    for row in table.rows:
        row.periods = [(period, cell) for period, cell in row.periods if not is_before(period.text, since)]
    roles = _roles_of_marks(table)
    _join_months(table.rows)
    found = ((row, _draft(table.rows, index, section, roles)) for index, row in enumerate(table.rows))
    drafts = [(row, draft) for row, draft in found if draft is not None]
    for _place_of, run in groupby(drafts, key=lambda pair: (*_place(pair[0]), pair[1].ref)):
        together = [draft for _row, draft in run]
        for count, draft in enumerate(together, 1):
            if len(together) > 1 and draft.ref:
                draft.ref = f"{draft.ref}/{count}"
            yield draft


def _join_months(rows: Sequence[Row]) -> None:
    """Put the month of a column before the part of it that stands in the next (3月, 上旬), down to the next month."""
    month: Slice | None = None
    for row in rows:
        times = row.of("time")
        month = next((time for time in times[:-1] if _MONTH.fullmatch(time.text)), month)
        if times and month is not None and _PART_OF_MONTH.fullmatch(times[-1].text):
            row.cells["time"] = [_as_one((month, times[-1]))]


def _periods(row: Row) -> list[Slice]:
    """The times that head columns; where the row has one of its own, years are only its figures'."""
    return [period for period, _ in row.periods if not (row.of("time") and YEAR.match(period.text))]


def _place(row: Row) -> list[str]:
    """The headings that the row alone stands under."""
    return [*filter(None, [row.heading]), *(cell.shown for cell in row.of("category"))]


def _draft(rows: Sequence[Row], index: int, section: tuple[str, ...], roles: Mapping[str, Role]) -> TaskDraft | None:
    row = rows[index]
    named, content = row.of("task"), row.of("content")
    above = [*section, *_place(row)]
    printed = named + content + row.of("size")
    if len(named + content) > 1 and named and _shared_with_neighbour(rows, index):
        above.append(named[0].shown)
        printed = named[1:] + content
    named = [cell for cell in printed if _says_what(cell)]
    if not named:
        return None
    title, number = _title_and_number(named[0], row.first("number"), index)
    staged = _by_period(row, named[0])
    text = [*_with_figures(printed, row.first("measure")), *(told for told, _ in staged)]
    clause = _clause(row, roles)
    times = [*row.of("time"), *_periods(row)] if clause is None else []
    return TaskDraft(
        number.strip(_PUNCTUATION),
        number,
        tuple(above),
        whats_to_be_done(heading_text(title)),
        text,
        row.lines,
        clause,
        title.part(0, split_heading(title)),
        times=tuple(times),
        begins=tuple(row.of("begin")),
        sizes=(*row.of("size"), *row.described),
        amounts=tuple(map(_as_one, row.amounts)),
        staged=tuple(staged),
        doubts=_lent_units(row),
    )


def _says_what(cell: Slice) -> bool:
    """Whether a cell says what is to be done: a figure alone and a dash do not."""
    figure = FIGURE.fullmatch(cell.text)
    return _LETTER.search(figure["value"] if figure else cell.text) is not None


def unread_rows(table: Table) -> Iterator[Problem]:
    """A doubt for each row that says not what is to be done, and so is no task, and one for columns told by cells."""
    if table.guessed:
        yield Problem("columns-guessed", table.first_line, "text", {"text": table.guessed[:40]})
    for row in table.rows:
        told = (*row.of("task"), *row.of("content"), *row.of("size"))
        if not any(map(_says_what, told)):
            text = " ".join(cell.shown for cells in row.cells.values() for cell in cells)
            yield Problem("row-unread", row.lines[0], "text", {"text": text[:40]})


def unread_tables(paragraphs: Sequence[Paragraph]) -> Iterator[Problem]:
    """A doubt for each run of lines with bars or tabs that was read as text, for no header of it was known."""
    for is_row, run in groupby(
        paragraphs, key=lambda one: max(one.raw.count("\t"), one.text.count("|")) >= _BARS_LEAST
    ):
        first, *more = run
        if is_row and len(more) >= _BARS_LEAST:
            name = _("the table “{text}”").format(text=" ".join(first.raw.split())[:40])
            yield Problem("left-out", first.lines[0], "text", {"name": name, "why": _("its columns are not known")})


def _lent_units(row: Row) -> tuple[Problem, ...]:
    """A doubt where the row's units stand in a cell above, which is taken to reach down to it."""
    names = [cell.shown for role in ROLES for cell in row.lent.get(role, [])]
    role = next((role for role in ROLES if role in row.lent), None)
    return (Problem("units-from-above", row.lines[0], role, {"text": "、".join(names)[:40]}),) if role else ()


def _with_figures(cells: Sequence[Slice], measure: Slice | None) -> list[Slice]:
    """The cells, an indicator and the cell of its figure as one: 新增就业(人), 600 is 新增就业600人."""
    joined: list[Slice] = []
    for cell in cells:
        name = joined[-1] if joined and FIGURE.fullmatch(cell.text) else None
        printed = MEASURED.fullmatch(name.text) if name is not None else None
        if name is not None and printed:
            parts = [name.part(*printed.span("name")), *counted(cell, name.part(*printed.span("measure")))]
        elif name is not None and measure is not None:
            parts = [name, *counted(cell, measure)]
        else:
            joined.append(cell)
            continue
        joined[-1] = _as_one(parts)
    return joined


def _as_one(parts: Iterable[Slice]) -> Slice:
    """The ``parts`` as one stretch: a figure with its name and its measure."""
    paragraph = Paragraph.of_parts([*parts])
    return Slice(paragraph, 0, len(paragraph.text))


def _by_period(row: Row, name: Slice) -> list[tuple[Slice, Slice]]:
    """What is to be reached by the end of each time that heads a column; a figure with its time, name and measure."""
    return [(_reached(period, cell, name, row.first("measure")), period) for period, cell in row.periods]


def _reached(period: Slice, cell: Slice, name: Slice, measure: Slice | None) -> Slice:
    """A figure with its time, name and measure; one of growth counts what is said beside its time, or nothing."""
    if not FIGURE.fullmatch(cell.text):
        return cell
    own = MEASURED.fullmatch(period.text)
    if own and not _TIME_SIGN.search(own["measure"]):
        measure = period.part(*own.span("measure"))
    elif _GROWTH.search(period.text):
        measure = None
    return _as_one((period, name, *counted(cell, measure)))


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


def _clause(row: Row, roles: Mapping[str, Role]) -> Clause | None:
    told = [(kind, cell) for kind in _WHO_AND_WHEN for cell in row.of(kind)]
    fields = [field for kind, cell in told for field in cell_fields(kind, cell)]
    fields += [field for period in _periods(row) for field in cell_fields("time", period)]
    raw = [cell for kind, cell in told if kind != "time"]
    for unit, mark in row.marks:
        role = roles.get(mark.text.strip()) or (role_of_label(mark.text) if _ROLE.search(mark.text) else None)
        if role is not None:
            fields.append(RoleField(role, unit))
            raw.append(unit)
    return Clause(fields, raw, 0, 0) if any(field.names_units for field in fields) else None


def _roles_of_marks(table: Table) -> Mapping[str, Role]:
    """What the marks under units mean: what is said of them, or else that the unit is in charge."""
    marks = {mark.text.strip() for row in table.rows for _unit, mark in row.marks}
    return {mark: table.legend.get(mark, "responsible") for mark in marks if MARK.fullmatch(mark)}
