"""Report cadences: how often the tasks of a plan, or a unit, have to be reported on, and by which days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import MAXYEAR, date

from sqlmodel import Session, col, select

from dutytrack.domain.progress.cadence import ReportDays
from dutytrack.domain.workdays import uncovered_years
from dutytrack.services.desk import Desk, row_id
from dutytrack.services.progress.errors import CadenceOwnerError, NoCadenceError
from dutytrack.services.tasks.finding import find_plan
from dutytrack.services.units.finding import find_unit
from dutytrack.store.reading.cadences import days_asked
from dutytrack.store.tables.plans import Plan, Unit
from dutytrack.store.tables.supervision import Cadence, CadenceDue

YEARS_AHEAD = 5
"""How far days are laid where no plan's end bounds them."""


@dataclass(frozen=True, slots=True)
class SetCadence:
    """A cadence that holds from a day on."""

    owner: str
    """The plan's code or the unit's name."""
    rule: str
    text: str
    start: date
    days: tuple[date, ...]
    """The days by which a report is asked for: what was before the issue of the plan need not be told."""
    uncovered: tuple[int, ...]
    """Years in which plain weeks count, since their holidays are not known yet."""


def set_cadence(desk: Desk, cadence: ReportDays, *, plan: str | None = None, unit: str | None = None) -> SetCadence:
    """Let a plan's tasks, or a unit, report by ``cadence``; what held before ends on its first day.

    Its days are laid up to the plan's end, and to that of the last report where it is due after it.

    Raises:
        CadenceOwnerError: neither a plan nor a unit is named, or both are.
    """
    session = desk.session
    owner, start = _owner(desk, plan, unit), cadence.start
    ends = owner.end if isinstance(owner, Plan) else None
    ahead = start.replace(year=min(start.year + YEARS_AHEAD, MAXYEAR), day=1)
    days = cadence.up_to(max(start, ends or ahead), of_plan=ends is not None)
    _end_before(session, owner, start)
    row = Cadence(
        plan_id=owner.id if isinstance(owner, Plan) else None,
        unit_id=owner.id if isinstance(owner, Unit) else None,
        rule=cadence.rule,
        text=cadence.text,
        start=start,
        working_days=cadence.working_days,
    )
    session.add(row)
    session.flush()
    session.add_all(CadenceDue(cadence_id=row_id(row), due=day) for day in days)
    uncovered = uncovered_years(start, days[-1]) if cadence.working_days and days else ()
    return SetCadence(_name(owner), cadence.rule, row.text, start, days_asked(desk.rows, row_id(row)), uncovered)


def end_cadence(desk: Desk, on: date, *, plan: str | None = None, unit: str | None = None) -> str:
    """Ask for no report after ``on`` any more; the owner's name.

    Raises:
        CadenceOwnerError: neither a plan nor a unit is named, or both are.
        NoCadenceError: no report was asked for after that day.
    """
    owner = _owner(desk, plan, unit)
    if not _end_before(desk.session, owner, on, after=True):
        raise NoCadenceError(_name(owner))
    return _name(owner)


def _owner(desk: Desk, plan: str | None, unit: str | None) -> Plan | Unit:
    if (plan is None) == (unit is None):
        raise CadenceOwnerError
    if plan is not None:
        return find_plan(desk, plan)
    assert unit is not None
    return find_unit(desk, unit)


def _end_before(session: Session, owner: Plan | Unit, day: date, *, after: bool = False) -> int:
    """Take away the days from ``day`` on (``after`` it, where asked) that were laid so far; how many."""
    column = col(Cadence.plan_id) if isinstance(owner, Plan) else col(Cadence.unit_id)
    later = col(CadenceDue.due) > day if after else col(CadenceDue.due) >= day
    query = select(CadenceDue).join(Cadence, col(Cadence.id) == col(CadenceDue.cadence_id))
    rows = session.exec(query.where(column == owner.id, later)).all()
    for row in rows:
        session.delete(row)
    session.flush()
    return len(rows)


def _name(owner: Plan | Unit) -> str:
    return owner.code if isinstance(owner, Plan) else owner.name
