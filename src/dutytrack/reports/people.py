"""Leaders, contacts, and how sure the sides are of the tasks."""

from __future__ import annotations

from datetime import date

from dutytrack.domain.query.parsing import Query
from dutytrack.i18n import _
from dutytrack.reports.model import Column, Group, Report, cells
from dutytrack.store.query.look import Look
from dutytrack.store.reading.people import confidence_rows, contact_rows, leader_rows
from dutytrack.store.sql.dialect import Reader

DISAGREE = 3
"""Points between two sides from which on they are said to disagree."""


def leaders_report(connection: Reader, *, as_of: date) -> Report:
    """Every leader with the units in their charge on a day."""
    rows = leader_rows(connection, as_of=as_of)
    columns = (
        Column("name", _("name")),
        Column("post", _("post")),
        Column("units", _("units in charge"), "names"),
        Column("jurisdiction", _("place")),
    )
    return Report(
        name="leaders",
        title=_("Leaders on {as_of}").format(as_of=as_of),
        columns=columns,
        groups=(Group(cells(columns, rows)),),
        as_of=as_of,
        totals=((_("leaders"), len(rows)),),
        notes=() if rows else (_("No leader is in the ledger; `dutytrack leader add NAME` enters one."),),
    )


def contacts_report(connection: Reader, unit: str | None = None, *, as_of: date) -> Report:
    """The contacts on a day, of all units or of those whose name holds ``unit``."""
    rows = [row for row in contact_rows(connection, as_of=as_of) if unit is None or unit in row.unit]
    columns = (
        Column("unit", _("unit")),
        Column("name", _("name")),
        Column("phone", _("telephone")),
        Column("post", _("post")),
        Column("since", _("from"), "date"),
    )
    return Report(
        name="contacts",
        title=_("Contacts on {as_of}").format(as_of=as_of),
        columns=columns,
        groups=(Group(cells(columns, rows)),),
        as_of=as_of,
        totals=((_("contacts"), len(rows)),),
        notes=() if rows else (_("No contact is like that."),),
    )


def confidence_report(look: Look, query: Query | str = "", *, apart: int = 0) -> Report:
    """How sure lead unit and office are of the tasks of ``query``, those furthest apart first.

    ``apart`` leaves out tasks on which they are less than so many points apart, or only one side has spoken.

    Raises:
        QueryError: the query can't be understood.
    """
    found = confidence_rows(look, query)
    rows = [row for row in found if apart == 0 or (row.apart is not None and row.apart >= apart)]
    columns = (
        Column("key", _("key"), "key"),
        Column("lead_says", _("lead unit"), "number"),
        Column("office_says", _("office"), "number"),
        Column("apart", _("apart"), "number"),
        Column("title", _("task")),
        Column("lead", _("lead units"), "names"),
        Column("lead_on", _("lead unit on"), "date"),
        Column("office_on", _("office on"), "date"),
    )
    return Report(
        name="confidence",
        title=_("Confidence on {as_of}, 0 to 10").format(as_of=look.as_of),
        columns=columns,
        groups=(Group(cells(columns, rows)),),
        as_of=look.as_of,
        totals=(
            (_("tasks"), len(rows)),
            (_("tasks on which they disagree"), sum((row.apart or 0) >= DISAGREE for row in rows)),
        ),
        notes=() if rows else (_("Nobody has said how sure they are."),),
    )
