"""Taking a filled-in progress sheet back: every row of it, or none and each bad cell named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from dutytrack.errors import DutyTrackError
from dutytrack.i18n import _
from dutytrack.plantext.files.excel.filled_in import CellFault
from dutytrack.services.acts.submitting import submit
from dutytrack.services.desk import Desk, FutureDateError
from dutytrack.services.progress.errors import (
    EmptyReportError,
    FigureError,
    OccurrenceNotFoundError,
    PercentRangeError,
    SeveralIndicatorsError,
    UnknownIndicatorError,
)
from dutytrack.services.progress.figures import Figure, indicator_of, indicators_of
from dutytrack.services.progress.reporting import NewReport, ReportedProgress, ReportIntake
from dutytrack.services.sheets.reading import FilledRow, SheetFaultsError, read_progress_sheets
from dutytrack.services.tasks.errors import ActNotAllowedError, BeforeTaskError, TaskNotFoundError
from dutytrack.services.tasks.finding import find_task
from dutytrack.services.tasks.parts import NoPartError, UnitToNameError

_WRONG_IN: tuple[tuple[type[DutyTrackError], str], ...] = (
    (TaskNotFoundError, "key"),
    (NoPartError, "unit"),
    (UnitToNameError, "unit"),
    (FutureDateError, "on"),
    (BeforeTaskError, "on"),
    (PercentRangeError, "percent"),
    (EmptyReportError, "text"),
    (OccurrenceNotFoundError, "duty"),
    (ActNotAllowedError, "key"),
)
"""Which cell a refusal is about."""
_SAID_ONCE = {"percent", "value", "text", "problem", "next_step"}
"""The columns that say one thing of a report, or of a figure of it."""
_OF_FIGURES = (UnknownIndicatorError, SeveralIndicatorsError, FigureError)


class NothingFilledInError(DutyTrackError):
    """Nobody wrote anything into the sheet."""

    def __init__(self, name: str) -> None:
        super().__init__(_("{name}: nothing is filled in").format(name=name))


@dataclass(frozen=True, slots=True)
class TakenSheet:
    """What a sheet brought in."""

    reports: tuple[ReportedProgress, ...]
    submitted: int
    """Tasks that units asked to be verified."""

    @property
    def units(self) -> int:
        """How many units reported."""
        return len({report.unit for report in self.reports})


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows of one report: its own, if it has one, and those of its figures."""

    rows: tuple[FilledRow, ...]
    new: NewReport

    @property
    def own(self) -> FilledRow:
        return next((row for row in self.rows if not row.text("indicator")), self.rows[0])


def import_progress(desk: Desk, path: Path, *, on: date, by: str | None = None) -> TakenSheet:
    """Write all reports that the workbook or csv file holds; rows without a day of their own are of ``on``.

    The rows of one task and unit on one day are one report; figures stand in rows of their own, named by the column
    ``indicator``, or in the report's row where the task has just one. Raises SheetFaultsError (cells are wrong, each is
    named; nothing is written), NothingFilledInError (no row has anything filled in), NoProgressSheetError,
    FileReadError (it is no such file).
    """
    rows, faults = read_progress_sheets(path, today=desk.today)
    if not rows and not faults:
        raise NothingFilledInError(path.name)
    parts = _parts(rows, on, by)
    intake = ReportIntake(desk)
    faults += _contradictions(parts)
    damaged = {(fault.sheet, fault.row) for fault in faults}
    for part in parts:
        faults += _taken(desk, intake, part, whole=not damaged & {(row.sheet, row.row) for row in part.rows})
    if faults:
        raise SheetFaultsError(path.name, _in_order(faults))
    reports = intake.write()
    submitted = _submit(desk, parts, name=path.name)
    return TakenSheet(reports, submitted)


def _parts(rows: Sequence[FilledRow], on: date, by: str | None) -> list[_Part]:
    """The rows gathered by sheet, task, unit and day, in the order of their first.

    A figure's row without a day has that of the report's row above it.
    """
    days: dict[tuple[str, str, str], date] = {}
    gathered: dict[tuple[tuple[str, str, str], date], list[FilledRow]] = {}
    for row in rows:
        whose = (row.sheet, row.text("key").upper(), row.text("unit"))
        day = row.day("on") or (days.get(whose) if row.text("indicator") else None) or on
        if not row.text("indicator"):
            days[whose] = day
        gathered.setdefault((whose, day), []).append(row)
    return [
        _Part(tuple(group), _report(group, key, unit, day, by))
        for ((_sheet, key, unit), day), group in gathered.items()
    ]


def _contradictions(parts: Sequence[_Part]) -> Iterator[CellFault]:
    """Cells that say different things of the same, in rows of one report: each is named with the other."""
    reports: dict[tuple[str, str | None, date], list[FilledRow]] = {}
    for part in parts:
        reports.setdefault((part.new.key.upper(), part.new.unit, part.new.on), []).extend(part.rows)
    for rows in reports.values():
        said: dict[tuple[str, str], FilledRow] = {}
        for row in rows:
            for column in sorted(_SAID_ONCE & row.values.keys()):
                about = row.text("indicator") if column == "value" else ""
                other = said.setdefault((column, about), row)
                if other.values[column] != row.values[column]:
                    template = _("{cell} says something else of the same")
                    yield other.fault(column, template.format(cell=row.cell(column)))
                    yield row.fault(column, template.format(cell=other.cell(column)))


def _report(rows: Sequence[FilledRow], key: str, unit: str, day: date, by: str | None) -> NewReport:
    def first(column: str) -> str:
        return next((row.text(column) for row in rows if row.text(column)), "")

    percents = [value for row in rows if (value := row.number("percent")) is not None]
    return NewReport(
        key=key,
        on=day,
        unit=unit or None,
        percent=percents[-1] if percents else None,
        figures=tuple(figure for row in rows if (figure := _figure(row)) is not None),
        text=first("text"),
        problem=first("problem") or None,
        next_step=first("next_step") or None,
        by=first("by") or by,
        duty_done=any(row.values.get("duty") is True for row in rows),
    )


def _figure(row: FilledRow) -> Figure | None:
    value = row.number("value")
    if value is None:
        return None
    return Figure(value, row.text("indicator") or None, unit=row.text("counted") or None)


def _taken(desk: Desk, intake: ReportIntake, part: _Part, *, whole: bool) -> list[CellFault]:
    """Take one report; what is wrong with its cells.

    One that is not ``whole`` lacks what stands in damaged cells, so it is only looked at for what else is wrong.
    """
    new = part.new
    says_nothing = new.percent is None and not new.figures and not new.text
    if says_nothing and any(row.values.get("submit") is True for row in part.rows):
        return []
    try:
        intake.take(new if whole else replace(new, text=new.text or "?"))
    except _OF_FIGURES as error:
        return _wrong_figures(desk, part) or [part.own.fault("value", str(error))]
    except DutyTrackError as error:
        column = next((column for kind, column in _WRONG_IN if isinstance(error, kind)), "key")
        return [part.own.fault(column, str(error))]
    return []


def _wrong_figures(desk: Desk, part: _Part) -> list[CellFault]:
    task = find_task(desk, part.new.key)
    known = indicators_of(desk.session, task.id, part.new.on)
    faults = []
    for row in part.rows:
        figure = _figure(row)
        if figure is None:
            continue
        try:
            indicator_of(task.key, known, figure, part.new.on)
        except _OF_FIGURES as error:
            column = "value" if isinstance(error, FigureError) or not row.text("indicator") else "indicator"
            faults.append(row.fault(column, str(error)))
    return faults


def _submit(desk: Desk, parts: Sequence[_Part], *, name: str) -> int:
    done, faults = 0, []
    for part in parts:
        row = next((row for row in part.rows if row.values.get("submit") is True), None)
        if row is None:
            continue
        try:
            submit(replace(desk, by=part.new.by), part.new.key, part.new.on, unit=part.new.unit)
            done += 1
        except DutyTrackError as error:
            faults.append(row.fault("submit", str(error)))
    if faults:
        raise SheetFaultsError(name, faults)
    return done


def _in_order(faults: Sequence[CellFault]) -> list[CellFault]:
    """By sheet as they come up, then by row and column; each cell once."""
    sheets = list(dict.fromkeys(fault.sheet for fault in faults))
    by_cell = {fault[:3]: fault for fault in reversed(faults)}
    return sorted(by_cell.values(), key=lambda fault: (sheets.index(fault.sheet), fault.row, fault.column))
