"""The units of the ledger: what each has a part in, one of them in full, the members of a collective."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from dutytrack.domain.units.matching import Matcher
from dutytrack.i18n import _
from dutytrack.reports.model import Column, Report, columns_of, listing
from dutytrack.reports.register import register_facts
from dutytrack.store.reading.instructions import InstructionRow, instructions_for
from dutytrack.store.reading.unitdetail import UnitDetail
from dutytrack.store.reading.units import UnitRow, unit_rows
from dutytrack.store.settings.register import standard_register
from dutytrack.store.sql.dialect import Reader


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A unit in full."""

    unit: UnitDetail
    tasks: UnitRow
    """The tasks it has a part in."""
    register: dict[str, Any] | None
    """What the unit register says of it; ``None`` where it does not know it."""
    instructions: tuple[InstructionRow, ...] = ()
    """What leaders wrote that it has to answer."""


def units_report(connection: Reader, *, as_of: date) -> Report:
    """Every unit with the tasks it has a part in on a day, by role."""
    rows = unit_rows(connection, as_of=as_of)
    about = columns_of("kind body vague aliases jurisdiction")
    columns = (*columns_of("name", name=_("unit")), *counted_columns(), *about)
    report = listing("units", _("Units on {as_of}").format(as_of=as_of), columns, rows, as_of)
    rule = _("open: of any part, as unit: finds them; overdue: of those that it is the first to answer for")
    return report.counting((_("units"), len(rows)))._replace(notes=(rule,))


def counted_columns() -> tuple[Column, ...]:
    """The columns of how many tasks a unit has a part in."""
    parts = {"lead": _("leads"), "responsible": _("responsible"), "participating": _("participating")}
    return columns_of("lead:number responsible:number participating:number open overdue", **parts)


def unit_page(connection: Reader, unit: UnitDetail, *, as_of: date) -> UnitPage:
    """``unit`` with its tasks on a day and what the register says of it."""
    none = UnitRow(unit.id, unit.name, unit.jurisdiction, unit.kind, None, unit.vague, (), 0, 0, 0, 0, 0)
    tasks = next((row for row in unit_rows(connection, as_of=as_of) if row.id == unit.id), none)
    matcher = Matcher(standard_register(), unit.jurisdiction)
    identity = matcher.identity(unit.name, on=as_of)
    asked = instructions_for(connection, unit.id, as_of)
    return UnitPage(unit, tasks, register_facts(matcher, identity), asked)


def members_report(collective: UnitDetail, *, as_of: date) -> Report:
    """The members of ``collective`` on a day, in the order in which they were given."""
    rows = [
        row
        for row in collective.members
        if (row.since is None or row.since <= as_of) and (row.until is None or as_of <= row.until)
    ]
    columns = columns_of("name since until", name=_("unit"), until=_("to"))
    hint = _("`dutytrack units members {name} add --likely` takes those that the register expects.")
    title = _("Members of {name} on {as_of}").format(name=collective.name, as_of=as_of)
    report = listing("members", title, columns, rows, as_of)
    told = {"nothing": _("No member is known."), "hint": hint.format(name=collective.name)}
    return report.counting((_("members"), len(rows)), **told)
