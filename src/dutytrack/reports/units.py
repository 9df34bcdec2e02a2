"""The units of the ledger, and what each has a part in."""

from __future__ import annotations

import sqlite3
from datetime import date

from dutytrack.i18n import _
from dutytrack.reports.model import Column, Group, Report, Row
from dutytrack.store.reading import UnitRow, unit_rows


def units_report(connection: sqlite3.Connection, *, as_of: date) -> Report:
    """Every unit with the tasks it has a part in on a day, by role."""
    rows = unit_rows(connection, as_of=as_of)
    columns = (
        Column("name", _("unit")),
        Column("lead", _("leads"), "number"),
        Column("responsible", _("responsible"), "number"),
        Column("participating", _("participating"), "number"),
        Column("open", _("open"), "number"),
        Column("overdue", _("overdue"), "number"),
        Column("kind", _("kind")),
        Column("vague", _("vague")),
        Column("aliases", _("other names"), "names"),
        Column("jurisdiction", _("place")),
    )
    return Report(
        name="units",
        title=_("Units on {as_of}").format(as_of=as_of),
        columns=columns,
        groups=(Group(tuple(map(_row, rows))),),
        as_of=as_of,
        totals=((_("units"), len(rows)),),
    )


def _row(unit: UnitRow) -> Row:
    return (
        unit.name,
        unit.lead,
        unit.responsible,
        unit.participating,
        unit.open,
        unit.overdue,
        unit.kind,
        unit.vague,
        unit.aliases,
        unit.jurisdiction,
    )
