"""Report cadences with the days they still ask for."""
# ruff: noqa: S608 - the texts are put together from this program's own constants; values are parameters

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dutytrack.store.facts.cadence import is_asked
from dutytrack.store.sql.dialect import Reader
from dutytrack.store.sql.records import records

_IS_ASKED = f"(p.issued IS NULL OR {is_asked('p.issued')})"
_CADENCES = f"""
    SELECT COALESCE(p.code, u.name) AS owner, c.text, c.rule, c.start, MIN(d.due) AS next, MAX(d.due) AS last,
           c.working_days
    FROM cadence c JOIN cadence_due d ON d.cadence_id = c.id
    LEFT JOIN plan p ON p.id = c.plan_id LEFT JOIN unit u ON u.id = c.unit_id
    WHERE d.due >= :as_of AND {_IS_ASKED} AND c.start <= :as_of GROUP BY c.id ORDER BY 1, c.start
"""
_DAYS = f"""
    SELECT d.due FROM cadence c JOIN cadence_due d ON d.cadence_id = c.id LEFT JOIN plan p ON p.id = c.plan_id
    WHERE c.id = :cadence AND {_IS_ASKED} ORDER BY d.due
"""


class CadenceRow(NamedTuple):
    """A cadence."""

    owner: str
    """The plan's code or the unit's name."""
    text: str
    rule: str
    start: date
    next: date
    """The next day by which a report is due."""
    last: date
    working_days: bool


def cadence_rows(connection: Reader, *, as_of: date) -> list[CadenceRow]:
    """The cadences that hold on ``as_of`` and have days to come, by owner."""
    return records(connection.execute(_CADENCES, {"as_of": as_of.isoformat()}), CadenceRow)


def days_asked(connection: Reader, cadence: int) -> tuple[date, ...]:
    """The days by which a cadence asks for a report, but for those about what was before its plan's issue."""
    return tuple(date.fromisoformat(due) for (due,) in connection.execute(_DAYS, {"cadence": cadence}))
