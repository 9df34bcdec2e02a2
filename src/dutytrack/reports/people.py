"""Leaders, contacts, and how sure the sides are of the tasks."""

from __future__ import annotations

from datetime import date

from dutytrack.domain.query.parsing import Query
from dutytrack.i18n import _
from dutytrack.reports.model import Report, columns_of, listing
from dutytrack.store.query.look import Look
from dutytrack.store.reading.people import confidence_rows, contact_rows, leader_rows
from dutytrack.store.sql.dialect import Reader

DISAGREE = 3
"""Points between two sides from which on they are said to disagree."""


def leaders_report(connection: Reader, *, as_of: date) -> Report:
    """Every leader with the units in their charge on a day."""
    rows = leader_rows(connection, as_of=as_of)
    columns = columns_of("name post units jurisdiction", name=_("a person's name"))
    report = listing("leaders", _("Leaders on {as_of}").format(as_of=as_of), columns, rows, as_of)
    hint = _("`dutytrack leader add NAME` enters one.")
    return report.counting((_("leaders"), len(rows)), nothing=_("No leader is in the ledger."), hint=hint)


def contacts_report(connection: Reader, unit: str | None = None, *, as_of: date) -> Report:
    """The contacts on a day, of all units or of those whose name holds ``unit``."""
    rows = [row for row in contact_rows(connection, as_of=as_of) if unit is None or unit in row.unit]
    columns = columns_of("unit name person_role phone email post key since", name=_("a person's name"))
    title = _("Contacts on {as_of}").format(as_of=as_of)
    report = listing("contacts", title, columns, rows, as_of, person_role="role")
    return report.counting((_("contacts"), len(rows)), nothing=_("No contact is like that."))


def confidence_report(look: Look, query: Query | str = "", *, apart: int = 0) -> Report:
    """How sure lead unit and office are of the tasks of ``query``, those furthest apart first.

    ``apart`` leaves out tasks on which they are less than so many points apart, or only one side has spoken.

    Raises QueryError where the query can't be understood.
    """
    found = confidence_rows(look, query)
    rows = [row for row in found if apart == 0 or (row.apart is not None and row.apart >= apart)]
    columns = columns_of("key lead_says office_says apart title lead lead_on office_on")
    title = _("Confidence on {as_of}, 0 to 10").format(as_of=look.as_of)
    disagree = sum((row.apart or 0) >= DISAGREE for row in rows)
    totals = ((_("tasks"), len(rows)), (_("tasks on which they disagree"), disagree))
    report = listing("confidence", title, columns, rows, look.as_of)
    return report.counting(*totals, nothing=_("Nobody has said how sure they are."))
